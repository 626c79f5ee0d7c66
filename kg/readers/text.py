"""Plain text (.txt, .md): one article a file, its metadata beside it in `<stem>.meta.json`.

The sidecar is one JSON object: title, date or published, publisher, author, url, language,
section, rights or licence. The first line of the text is part of the text, headline or not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from kg.errors import ReadError
from kg.model import Article
from kg.readers.cleaning import clean
from kg.readers.decoding import decode
from kg.readers.fields import metadata_of
from kg.readers.html import without_markup
from kg.readers.language import require_english
from kg.readers.plain_marks import without_marks
from kg.readers.streams import MAX_BYTES, STDIN, read_at_most, stem_of

SIDECAR = ".meta.json"


class TextReader:
    """Reads a plain text file as one article, with the metadata given to it."""

    suffixes: tuple[str, ...] = (".txt", ".md")

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.max_bytes = max_bytes

    def read(self, stream: BinaryIO, origin: str) -> Iterator[Article | ReadError]:
        """Yield the article; `origin`, where it is a path, tells where a sidecar may stand."""
        try:
            text, notes = decode(read_at_most(stream, self.max_bytes, origin), origin)
            yield _article(text, notes, origin)
        except ReadError as error:
            yield error


def sidecar_of(path: PurePath) -> PurePath:
    """Return where the metadata of a text file stand.

    >>> str(sidecar_of(PurePath("news/a.txt")))
    'news/a.meta.json'
    """
    return path.with_name(path.stem + SIDECAR)


def _article(decoded: str, notes: tuple[str, ...], origin: str) -> Article:
    plain, markup = without_markup(decoded)
    bare, marks = without_marks(plain)
    text, repairs = clean(bare)
    metadata, remarks = _sidecar(origin)
    article = metadata_of(metadata, "sidecar", text)
    return require_english(
        replace(
            article,
            name=stem_of(origin),
            origin=origin,
            notes=(*notes, *markup, *marks, *repairs, *article.notes, *remarks),
        )
    )


def _sidecar(origin: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the sidecar's object, empty where there is none, and a note where it is unusable."""
    if origin == STDIN:
        return {}, ()
    path = Path(sidecar_of(PurePath(origin)))
    try:
        value = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}, ()
    except (OSError, ValueError, RecursionError) as error:
        return {}, (f"the metadata beside it, {path.name}, cannot be read: {error}",)
    if not isinstance(value, dict):
        return {}, (f"the metadata beside it, {path.name}, are not a JSON object",)
    return value, ()
