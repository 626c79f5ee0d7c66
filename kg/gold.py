"""Annotated articles: a folder with `articles/<name>.txt` and `gold/<name>.json` for each.

The annotations are in the format of `kg.annotations`, made by a person. A list that is empty says
that the article has none of a thing, null that nobody looked: measures of it leave the article
out. Everything that would make a figure wrong without a word is refused here, with the file, the
entry and the next step.
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
# What a field holds where it is there: a value that is no such thing would fail the scorer.
_HOLDS: Mapping[str, Mapping[str, str]] = {
    "statements": {
        **{"id": "text?", "reported_by": "text?", "addressee": "text?", "cue": "span?"},
        **{"content": "spans", "about": "texts", "speech_act_alt": "texts"},
        **{"co_speakers": "texts", "co_addressees": "texts", "speaker": "object"},
    },
    "speaker": {
        **{"name": "text", "role": "text?", "speaks_for": "text?", "type": "text?"},
        **{"aliases": "texts", "speaks_for_alt": "codes", "mention": "span?"},
    },
    "states": {"iso2": "text", "mentions": "spans"},
    "alliances": {"code": "text", "mentions": "spans"},
    "memberships": {"state": "text", "alliance": "text", "evidence": "span?"},
    "offices": {
        **{"person": "text", "office": "text", "org": "text?", "aliases": "texts"},
        "evidence": "span?",
    },
}
_WORDS = {
    "text": "a text",
    "texts": "a list of texts, empty where there are none",
    "codes": "a list of codes, null for nobody",
    "span": "{start, end, exact}",
    "spans": "a list of {start, end, exact}",
    "object": "{name, mention, …}; an unknown one is 'unnamed source (unattributed)'",
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
    entities = gold.get("entities") or {}
    named = entities.values() if isinstance(entities, dict) else [None]
    if not all(isinstance(e, dict) and _is("texts", e.get("aliases", [])) for e in named):
        yield "'entities' is {name: {aliases: [name, …]}}, or left out"
    for field, needed in _NEEDED.items():
        entries = gold.get(field, "")
        if entries is None:
            continue
        if not isinstance(entries, list):
            yield (
                f"{field!r} is no list; each of {_fields()} is one, empty where there are none, "
                "or null where none were annotated"
            )
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
    yield from _unlike(field, entry)
    if field == "statements" and isinstance(entry.get("speaker"), dict):
        if "name" not in entry["speaker"]:
            yield f"speaker is {_WORDS['object']}"
        yield from _unlike("speaker", entry["speaker"])
    mentions = entry.get("mentions") if field == "states" else None
    for mention in mentions if isinstance(mentions, list) else ():
        if not isinstance(mention, dict) or not {"start", "end", "type"} <= set(mention):
            yield f"a mention is {{start, end, exact, type}}, not {mention!r}"
        elif mention["type"] not in MENTION_TYPES:
            yield f"type {mention['type']!r} is none of {', '.join(MENTION_TYPES)}"


def _unlike(field: str, entry: Annotations) -> Iterator[str]:
    """Yield the values that are not what their field holds."""
    for key, kind in _HOLDS[field].items():
        if key in entry and not _is(kind, entry[key]):
            yield f"{key} is {_WORDS[kind.rstrip('?')]}, not {str(entry[key])[:40]!r}"


def _is(kind: str, value: Any) -> bool:
    """Say whether a value is of a kind; None is, of one with a question mark."""
    if kind.endswith("?"):
        return value is None or _is(kind[:-1], value)
    if kind == "codes":
        return isinstance(value, list) and all(_is("text?", part) for part in value)
    if kind in ("texts", "spans"):
        return isinstance(value, list) and all(_is(kind[:-1], part) for part in value)
    if kind == "span":
        return isinstance(value, dict) and bool({"exact", "start"} & set(value))
    return isinstance(value, dict if kind == "object" else str)


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
