"""Collections (.jsonl, .ndjson: an object a line; .json: one object or an array of them).

An object holds the text and, if known, its metadata under the usual names (`kg.readers.fields`).
JSON as in RFC 8259; lines as in https://jsonlines.org. A file of lines is read as a stream, so
that only one article at a time is in memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from kg.errors import ReadError
from kg.model import Article
from kg.readers.cleaning import clean
from kg.readers.decoding import decode
from kg.readers.fields import metadata_of
from kg.readers.html import without_markup
from kg.readers.language import require_english
from kg.readers.streams import MAX_BYTES, put_back, read_at_most, stem_of, too_big

_TEXT = ("text", "body", "content", "maintext", "article", "articleBody")
_NAME = re.compile(r"\w[\w.-]{0,99}")


class JsonlReader:
    """Reads the articles of a JSON Lines or JSON file; `max_bytes` bounds a line, or an array."""

    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".json")

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.max_bytes = max_bytes

    def read(self, stream: BinaryIO, origin: str) -> Iterator[Article | ReadError]:
        """Yield an article a line, or a ReadError naming the line; after it the rest goes on."""
        head = _first_lines(stream, self.max_bytes)
        whole = put_back(b"".join(head), stream)
        if _has_lines([line for line in head if line.strip()], origin):
            yield from self._read_lines(_lines(whole, self.max_bytes), origin)
            return
        try:
            data = read_at_most(whole, self.max_bytes, origin)
            yield from self._read_whole(*decode(data, origin), origin)
        except ReadError as error:
            yield error

    def _read_lines(
        self, lines: Iterable[bytes], origin: str, noted: tuple[str, ...] = ()
    ) -> Iterator[Article | ReadError]:
        for number, line in enumerate(lines, 1):
            where = f"{origin}:{number}"
            if not line.strip():
                continue
            try:
                if len(line) > self.max_bytes:
                    raise too_big(where, self.max_bytes)
                text, notes = decode(line, where)
                name = f"{stem_of(origin)}-{number}"
                yield read_object(_value(text, where), where, (*noted, *notes), name)
            except ReadError as error:
                yield error

    def _read_whole(
        self, text: str, notes: tuple[str, ...], origin: str
    ) -> Iterator[Article | ReadError]:
        """Yield the articles of one JSON value; of lines, where it is none but some line is."""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            lines = text.encode().splitlines(keepends=True)
            if any(map(_is_object, lines)):
                yield from self._read_lines(lines, origin, notes)
            else:
                yield _not_json(error, origin, 0)
            return
        if not isinstance(value, list):
            yield from _attempt(value, origin, notes, stem_of(origin))
            return
        if not value:
            yield ReadError(f"{origin}: an empty list; fill it with articles or leave it out")
        for number, item in enumerate(value, 1):
            yield from _attempt(item, f"{origin}#{number}", notes, f"{stem_of(origin)}-{number}")


def read_object(value: Any, where: str, notes: tuple[str, ...], name: str) -> Article:
    """Return the article of one JSON object. Raises ReadError, beginning with `where`."""
    if not isinstance(value, dict):
        kind = {list: "a list", str: "a string", type(None): "null"}.get(type(value), "a number")
        raise ReadError(f'{where}: {kind}, not an object; write {{"text": "…"}}')
    key = next((k for k in _TEXT if value.get(k) is not None), None)
    if key is None:
        raise ReadError(f"{where}: no text; name the field that holds it one of {', '.join(_TEXT)}")
    if not isinstance(value[key], str):
        kind = type(value[key]).__name__
        raise ReadError(f"{where}: {key!r} is of type {kind}; give it as one string")
    plain, markup = without_markup(value[key])
    text, repairs = clean(plain)
    if not text.strip():
        raise ReadError(f"{where}: {key!r} is empty; fill it or leave the object out")
    article = metadata_of(value, "jsonl", text)
    own = value.get("name")
    return require_english(
        replace(
            article,
            name=own if isinstance(own, str) and _NAME.fullmatch(own) else name,
            origin=where,
            notes=(*notes, *markup, *repairs, *article.notes),
        )
    )


def _attempt(
    value: Any, where: str, notes: tuple[str, ...], name: str
) -> Iterator[Article | ReadError]:
    try:
        yield read_object(value, where, notes, name)
    except ReadError as error:
        yield error


def _lines(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """Yield the lines; of one longer than `most` bytes the first `most` + 1, the rest unread."""
    while line := stream.readline(most + 1):
        yield line
        while len(line) > most and not line.endswith(b"\n"):
            line = stream.readline(most + 1)


def _first_lines(stream: BinaryIO, most: int) -> list[bytes]:
    """Return the lines up to the second that is not blank: one of them may be broken."""
    lines: list[bytes] = []
    while sum(bool(line.strip()) for line in lines) < 2 and (line := stream.readline(most)):
        lines.append(line)
    return lines


def _has_lines(first: list[bytes], origin: str) -> bool:
    """Say whether a file is one of lines, by its first two that are not blank.

    A .json file of a single line is one article, not a collection.
    """
    if not first or first[0].lstrip().startswith(b"["):
        return False
    return any(map(_is_object, first)) and (len(first) > 1 or not origin.endswith(".json"))


def _is_object(line: bytes) -> bool:
    try:  # a zero byte: part of a line in UTF-16, which may be one by chance
        return b"\x00" not in line and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _value(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_json(error, where, None) from error


def _not_json(error: Exception, where: str, line: int | None) -> ReadError:
    if isinstance(error, json.JSONDecodeError):
        place = where if line is None else f"{where}:{error.lineno}"
        what = f"not JSON ({error.msg} at column {error.colno})"
    else:
        place, what = where, f"not usable as JSON ({error or 'nested too deeply'})"
    return ReadError(f"{place}: {what}; write one object a line")
