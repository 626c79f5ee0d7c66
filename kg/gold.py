"""Annotated articles: a folder with `articles/<name>.txt` and `gold/<name>.json` for each.

The annotations are in the format of `kg.annotations`, made by a person. Everything that would
make a figure wrong without a word is refused here, with the file, the entry and the next step.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from kg.agreement import Annotations
from kg.errors import ReadError
from kg.measures import MENTION_TYPES
from kg.model import Article, Form, SpeechAct

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "statements": ("content", "speaker", "kind", "speech_act", "about"),
    "states": ("iso2", "mentions"),
    "alliances": ("code",),
    "memberships": ("state", "alliance", "status"),
    "offices": ("person", "office", "org"),
}
_STANDINGS = ("member", "partner", "candidate", "non-member", "former", "suspended")
_CHOICES: Mapping[tuple[str, str], Sequence[str]] = {
    ("statements", "kind"): get_args(Form),
    ("statements", "speech_act"): get_args(SpeechAct),
    ("memberships", "status"): _STANDINGS,
}
_SHOWN = 5  # problems of one file that are told


def read_gold(folder: Path) -> Iterator[tuple[Article, Annotations]]:
    """Yield each annotated article of a folder with its annotations, by name.

    Raises ReadError where the folder, or a file in it, is not as the format says.
    """
    paths = sorted((folder / "gold").glob("*.json"))
    if not paths:
        raise ReadError(
            f"{folder}: no gold/*.json in this folder; name one with articles/ and gold/ in it"
        )
    for path in paths:
        source = folder / "articles" / f"{path.stem}.txt"
        gold, text = _annotations(path), _text(source, path)
        if problems := list(_problems(gold, text)):
            more = len(problems) - _SHOWN
            tail = [f"and {more} more"] if more > 0 else []
            raise ReadError(f"{path}: " + "\n  ".join([*problems[:_SHOWN], *tail]))
        yield Article(text, title=gold.get("title"), name=path.stem, origin=str(source)), gold


def unannotated(folder: Path) -> tuple[Path, ...]:
    """Return the articles of a folder that have no annotations and are therefore not scored."""
    texts = sorted((folder / "articles").glob("*.txt"))
    return tuple(t for t in texts if not (folder / "gold" / f"{t.stem}.json").is_file())


def _annotations(path: Path) -> Annotations:
    try:
        gold = json.loads(path.read_bytes())
    except ValueError as error:
        raise ReadError(f"{path}: not JSON: {error}; mend it or take it away") from error
    if not isinstance(gold, dict):
        raise ReadError(f"{path}: not a JSON object; each article has one, with {_fields()}")
    return gold


def _text(source: Path, gold: Path) -> str:
    try:
        return source.read_bytes().decode("utf-8")
    except OSError as error:
        raise ReadError(f"{source}: {error.strerror}; {gold} needs its article there") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{source}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


def _problems(gold: Annotations, text: str) -> Iterator[str]:
    for field, needed in _NEEDED.items():
        entries = gold.get(field)
        if not isinstance(entries, list):
            yield f"{field!r} is no list; each of {_fields()} is one, empty where there are none"
            continue
        for number, entry in enumerate(entries, 1):
            yield from (f"{_name(field, number, entry)}: {p}" for p in _wrong(field, entry, needed))
            yield from (f"{_name(field, number, entry)}: {p}" for p in _misplaced(entry, text))


def _name(field: str, number: int, entry: Any) -> str:
    own = entry.get("id") if isinstance(entry, dict) else None
    return f"{field} {own or number}"


def _wrong(field: str, entry: Any, needed: Sequence[str]) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield f"not an object but {entry!r}"
        return
    for key in needed:
        if key not in entry:
            yield f"has no {key!r}; it needs {', '.join(needed)}"
    for (where, key), known in _CHOICES.items():
        if where == field and key in entry and entry[key] not in known:
            yield f"{key} {entry[key]!r} is none of {', '.join(known)}"
    if field == "statements":
        yield from _wrong_statement(entry)
    for mention in entry.get("mentions") or () if field == "states" else ():
        if not isinstance(mention, dict) or not {"start", "end", "type"} <= set(mention):
            yield f"a mention is {{start, end, exact, type}}, not {mention!r}"
        elif mention["type"] not in MENTION_TYPES:
            yield f"type {mention['type']!r} is none of {', '.join(MENTION_TYPES)}"


def _wrong_statement(entry: Annotations) -> Iterator[str]:
    if "speaker" in entry and not (
        isinstance(entry["speaker"], dict) and "name" in entry["speaker"]
    ):
        yield "speaker is {name, mention, …}; an unknown one is 'unnamed source (unattributed)'"
    content = entry.get("content", [])
    if not isinstance(content, list) or not all(isinstance(s, dict) for s in content):
        yield "content is a list of {start, end, exact}"
    if not isinstance(entry.get("about", []), list):
        yield "about is a list of codes and names, empty where it is about none"


def _misplaced(value: Any, text: str) -> Iterator[str]:
    """Yield each span within `value` whose offsets do not give its words."""
    if isinstance(value, list):
        for part in value:
            yield from _misplaced(part, text)
    elif isinstance(value, dict) and "start" in value and "end" in value:
        start, end, exact = value["start"], value["end"], value.get("exact")
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
            yield f"{start}-{end} is no place in a text of {len(text)} code points"
        elif exact is not None and text[start:end] != exact:
            words = f"{text[start:end]!r} in the text, {exact!r} in the gold"
            yield f"{start}-{end} is {words}; {_hint(exact, text)}"
    elif isinstance(value, dict):
        for part in value.values():
            yield from _misplaced(part, text)


def _hint(exact: Any, text: str) -> str:
    at = text.find(exact) if isinstance(exact, str) and exact else -1
    if at < 0:
        return "these words are nowhere in the article: it is another version of it"
    place = f"{at}-{at + len(exact)}"
    return f"these words stand at {place}: count code points of the article's text, from 0"


def _fields() -> str:
    return ", ".join(_NEEDED)
