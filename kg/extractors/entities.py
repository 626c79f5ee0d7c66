"""States, groupings of states, government bodies and known organisations named in the text.

Names are found by gazetteer (`kg.extractors.gazetteer`) and read in their context: what a name
that has several bearers means here (`readings`, `homonyms`), whether a capital is its government
or a place (`capitals`), which ministry belongs to which state (`government`), what "the alliance"
refers to (`alliances`). What the tagger found stays where the gazetteer knows nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extractors.alliances import find_descriptions
from kg.extractors.gazetteer import tokenize
from kg.extractors.government import Government
from kg.extractors.readings import Reading, gazetteer, read
from kg.extractors.setting import Setting
from kg.extractors.versions import VERSIONS
from kg.model import Document, Entity, Mention, Span
from kg.reference import Reference

_KOREAS = {"North": "state/KP", "South": "state/KR"}
_DIRECTION = re.compile(r"\b([Tt]he (?:North|South))(?=[,.;:]|['’]s\b|\s+[a-z(])")
# The first half of adjectives of two states: "Sino-American".
_COMBINING = {
    "Sino": "CN", "Franco": "FR", "Anglo": "GB", "Russo": "RU", "Indo": "IN", "Greco": "GR",
    "Turco": "TR", "Italo": "IT", "Luso": "PT", "Hispano": "ES",
}  # fmt: skip
# What stands before a state though a name follows: `the ambassador to Peru Ann Obi`
_SENT_TO = re.compile(
    r"\b(?:ambassador|envoy|consul(?:[ -]general)?|representative|president|minister|affairs"
    r"|premier|chancellor|speaker|king|queen) (?:to|in|of) (?:the )?$",
    re.IGNORECASE,
)
_COMBINED = re.compile(rf"\b({'|'.join(_COMBINING)})[-‐‑–]")
_COORDINATED = re.compile(r"\b(North|South)(?=\s+and\s+(?:South|North)\s+Korea)")


class EntityExtractor:
    """Adds mentions of states, groupings, bodies and organisations, and their entities."""

    name = "entities"
    version = VERSIONS["entities"]

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._gazetteer = gazetteer(reference)
        self._government = Government(reference)
        self._groupings = {g.key: g for g in reference.groupings}

    def __call__(self, document: Document) -> Document:
        """Return the document with what the gazetteer knows put before what the tagger guessed.

        A tagged person keeps a name that only contains a state's ("Jordan Peterson"); any other
        tagged name that overlaps a state, grouping or body gives way to it.
        """
        text = document.article.text
        tokens = tokenize(text)
        persons = [m.span for m in document.mentions if m.type == "person" and m.kind == "name"]
        setting = Setting.of(text, tokens, [p.of(text) for p in persons])
        matches = self._gazetteer.find(text, tokens)
        readings = read(setting.knowing(matches), matches)
        readings = _without_persons(text, readings, persons)
        readings = self._government.read(setting, _without_another_foreign_office(text, readings))
        named = [_mention(r) for r in readings]
        named += [*_directions(text, named), *_combined(text, named)]
        named += find_descriptions(
            text,
            document.sentences,
            [m for m in sorted(named, key=_position) if m.type == "grouping"],
            self._groupings,
        )
        mentions = sorted((*named, *_settled(document.mentions, named)), key=_position)
        entities = _once((*document.entities, *self._known(readings, named)))
        return replace(document, mentions=tuple(mentions), entities=entities)

    def _known(self, readings: Iterable[Reading], named: Iterable[Mention]) -> Iterator[Entity]:
        names = {r.key: r.name for r in readings if r.name}
        for mention in named:
            key = mention.entity
            if key is None:
                continue
            known = self._reference.entity(key)
            if known is not None:
                yield known
            elif key.startswith("body/"):
                state = f"state/{key.split('/')[1]}"
                yield Entity(key, "body", self._government.name(key), of=state)
                yield from filter(None, [self._reference.entity(state)])
            else:
                yield Entity(key, mention.type, names[key])


def _position(mention: Mention) -> tuple[int, int]:
    return mention.span.start, -mention.span.end


def _mention(reading: Reading) -> Mention:
    return Mention(
        reading.span,
        reading.type,
        reading.kind,
        reading.key,
        reading.score,
        reading.candidates,
    )


def _without_persons(
    text: str, readings: Sequence[Reading], persons: Sequence[Span]
) -> list[Reading]:
    """Return the readings that are not part of a person's name.

    A demonym or an acronym in a tagged span ("US President Joe Biden") is a state all the same,
    and so is where an ambassador is ("Ambassador to Peru Ann Obi").
    """
    taken = _Cover(persons)
    return [
        r
        for r in readings
        if r.kind == "demonym"
        or _SENT_TO.search(text, max(0, r.span.start - 40), r.span.start)
        or r.span.end - r.span.start < 4
        or not any(p.contains(r.span) and p != r.span for p in taken.overlapping(r.span))
    ]


def _without_another_foreign_office(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings without `the Foreign Office` where nothing else is British.

    In Islamabad and elsewhere it is the foreign ministry.
    """
    british = [r for r in readings if (r.key or "").startswith(("state/GB", "body/GB/"))]
    others = [r for r in british if r.span.of(text) != "Foreign Office"]
    return [r for r in readings if r not in british or others]


def _directions(text: str, named: Sequence[Mention]) -> Iterator[Mention]:
    """Yield `North` in `North and South Korea`, and `the North` where both Koreas are named."""
    found = [m.span for m in _COORDINATED.finditer(text)]
    if set(_KOREAS.values()) <= {m.entity for m in named}:
        found += [m.span for m in _DIRECTION.finditer(text)]
    taken = _Cover(m.span for m in named)
    for span in (f(1) for f in found):
        where = Span(*span)
        if not taken.overlapping(where):
            yield Mention(where, "state", "name", _KOREAS[text[where.end - 5 : where.end]], 0.9)


def _combined(text: str, named: Sequence[Mention]) -> Iterator[Mention]:
    """Yield `Sino` in `Sino-American`: what stands hyphenated before a state."""
    states = {m.span.start for m in named if m.type == "state"}
    for found in _COMBINED.finditer(text):
        if found.end() in states:
            key = f"state/{_COMBINING[found[1]]}"
            yield Mention(Span(*found.span(1)), "state", "demonym", key)


def _settled(mentions: Sequence[Mention], named: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the earlier mentions that stay beside the named ones."""
    taken = _Cover(m.span for m in named if m.type in ("state", "grouping", "body", "organisation"))
    for mention in mentions:
        over = taken.overlapping(mention.span) if _is_tagged(mention) else []
        wider = mention.type == "person" and not any(s.contains(mention.span) for s in over)
        if not over or wider:
            yield mention


def _is_tagged(mention: Mention) -> bool:
    return mention.entity is None and mention.kind == "name"


class _Cover:
    """Spans that do not overlap each other; logarithmic in their number."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def overlapping(self, span: Span) -> list[Span]:
        """Return those that share a code point with `span`."""
        at = bisect_right(self._spans, span.start, key=lambda s: s.start) - 1
        found = []
        for other in self._spans[max(at, 0) :]:
            if other.start >= span.end:
                break
            if other.overlaps(span):
                found.append(other)
        return found


def _once(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    first: dict[str, Entity] = {}
    for entity in entities:
        first.setdefault(entity.key, entity)
    return tuple(first.values())
