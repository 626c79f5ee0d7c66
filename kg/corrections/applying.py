"""Corrections carried out on a document, so that all that is made of it follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.corrections.correction import Agent, Correction, last_words
from kg.extractors.selection import without
from kg.model import Document, Entity, EntityType, Representation, Span, Statement

_ALIKE = 0.5  # share of code points that two readings of one statement have in common at least
_JOINT = re.compile(r"(?:^|[\s,]+)(?:and|but|or)\s*$")  # at the end of words: joins them to others
_TYPES: Mapping[str, EntityType] = {
    "person": "person",
    "state": "state",
    "grouping": "grouping",
    "body": "body",
    "place": "place",
    "source": "unnamed",
    "group": "group",
}


def corrected(
    document: Document, corrections: Iterable[Correction]
) -> tuple[Document, tuple[Correction, ...]]:
    """Return the document as corrected, and the corrections that fit no statement of it.

    They are carried out in the order in which they were made; where reviewers say different things
    of one matter, the last word counts. Statements keep the numbers they were
    read under, so that their IRIs stay; of those merged the first number stays, and what is split
    off gets numbers after the last.
    """
    ordered = sorted(last_words(corrections).values(), key=lambda c: (c.on, c.digest))
    if not ordered:
        return document, ()
    numbered = (replace(s, number=n) for n, s in enumerate(document.statements, 1))
    document, unfit = replace(document, statements=tuple(numbered)), []
    for correction in ordered:
        spans = relocated(document.article.text, correction)
        places = fitting(document.statements, correction, spans) if spans else ()
        changed = _carried_out(document, correction, places) if places else None
        if changed is None:
            unfit.append(correction)
        else:
            document = changed
    return document, tuple(unfit)


def relocated(text: str, correction: Correction) -> tuple[Span, ...]:
    """Return where the words of a correction stand in a text; nothing if they are not there.

    Where the text has changed, they are looked for nearest to where they were.
    """
    return tuple(_relocate(text, correction))


def fitting(
    statements: Sequence[Statement], correction: Correction, spans: Sequence[Span]
) -> tuple[int, ...]:
    """Return the indices of the statements that a correction is about, which stands at `spans`.

    Those whose content it is exactly, else, if a later reading drew it a little differently, those
    with which it has most in common.
    """
    merging = correction.kind == "merge"
    same = [i for i, s in enumerate(statements) if set(s.content) <= set(spans)]
    whole = {span for i in same for span in statements[i].content} == set(spans)
    if whole and (len(same) > 1 if merging else len(same) == 1):
        return tuple(same)
    wanted = _points(spans)
    shares = [_shared(_points(s.content), wanted, merging=merging) for s in statements]
    alike = [i for i, share in enumerate(shares) if share >= _ALIKE]
    if merging:
        return tuple(alike) if len(alike) > 1 else ()
    return (max(alike, key=shares.__getitem__),) if alike else ()


def _relocate(text: str, correction: Correction) -> Iterator[Span]:
    moved = 0
    for span, words in zip(correction.spans, correction.exact, strict=True):
        at = _nearest(text, words, span.start + moved)
        if at is None:
            return
        moved = at - span.start
        yield Span(at, at + len(words))


def _nearest(text: str, words: str, start: int) -> int | None:
    after, before = text.find(words, max(start, 0)), text.rfind(words, 0, start + len(words))
    found = [at for at in (after, before) if at >= 0]
    return min(found, key=lambda at: abs(at - start)) if found else None


def _points(spans: Iterable[Span]) -> set[int]:
    return {point for span in spans for point in range(span.start, span.end)}


def _shared(own: set[int], wanted: set[int], *, merging: bool) -> float:
    """Return which share is common; of a statement to be merged, which share of it is wanted."""
    return len(own & wanted) / len(own if merging else own | wanted)


def _carried_out(
    document: Document, correction: Correction, places: Sequence[int]
) -> Document | None:
    """Return the changed document; None where it cannot be changed so."""
    place, statement = places[0], document.statements[places[0]]
    match correction.kind:
        case "accept":
            return document
        case "reject":
            return without(document, places)
        case "speaker":
            keys = tuple(agent.key for agent in correction.agents)
            by_nature = ((key, _principal(key)) for key in keys)
            told = tuple(Representation(key, of) for key, of in by_nature if of)
            changed = replace(statement, speakers=keys, role=None, representations=told)
            return _with(_declared(document, correction.agents), place, changed)
        case "principal":
            keys = tuple(agent.key for agent in correction.agents)
            changed = replace(statement, representations=_represented(statement, keys))
            return _with(_declared(document, correction.agents), place, changed)
        case "merge":
            return _merged(document, places)
        case "split":
            return _split(document, place, correction)


def _represented(statement: Statement, principals: Iterable[str]) -> tuple[Representation, ...]:
    """Return for whom the statement is made, and by which of its speakers where that is known."""
    told: list[Representation] = []
    for key in principals:
        known = [r for r in statement.representations if r.principal == key]
        alone = statement.speakers[0] if len(statement.speakers) == 1 else None
        told += known or [Representation(alone, key)]
    return tuple(told)


def _principal(key: str) -> str | None:
    """Return for whom a speaker speaks by being what it is: a state or organisation for itself."""
    kind, *rest = key.split("/")
    if kind in ("state", "grouping"):
        return key
    return f"state/{rest[0]}" if kind == "body" and len(rest) > 1 else None


def _declared(document: Document, agents: Iterable[Agent]) -> Document:
    """Return the document with these entities among its own."""
    known = {entity.key for entity in document.entities}
    new = [Entity(a.key, _type(a.key), a.name) for a in agents if a.key not in known]
    return replace(document, entities=(*document.entities, *new))


def _type(key: str) -> EntityType:
    return _TYPES.get(key.removeprefix("./").split("/")[0], "organisation")


def _with(document: Document, place: int, statement: Statement) -> Document:
    statements = list(document.statements)
    statements[place] = statement
    return replace(document, statements=tuple(statements))


def _merged(document: Document, places: Sequence[int]) -> Document:
    """Return the document with several statements as one, which is otherwise as the first."""
    parts = [document.statements[place] for place in places]
    content = tuple(sorted({span for part in parts for span in part.content}))
    quoted = tuple(sorted({span for part in parts for span in part.quoted}))
    forms = {part.form for part in parts}
    first = replace(
        parts[0],
        content=content,
        quoted=quoted,
        form=parts[0].form if len(forms) == 1 else "mixed",
        about=tuple(dict.fromkeys(key for part in parts for key in part.about)),
        confidence=max(part.confidence for part in parts),
    )
    return _put(document, {place: [first] if place == places[0] else [] for place in places})


def _split(document: Document, place: int, correction: Correction) -> Document | None:
    """Return the document with a statement in pieces; None where no words are on one side."""
    statement, text = document.statements[place], document.article.text
    spans = relocated(text, correction)
    moved = spans[0].start - correction.spans[0].start
    edges = [0, *sorted(at + moved for at in correction.at), len(text)]
    last = max(s.number or 0 for s in document.statements)
    pieces: list[Statement] = []
    for start, end in pairwise(edges):
        content = _cut(text, statement.content, start, end)
        if not content:
            continue
        quoted = _cut(text, statement.quoted, start, end)
        form = statement.form if quoted or statement.form == "indirect" else "indirect"
        number = statement.number if not pieces else last + len(pieces)
        piece = replace(statement, content=content, quoted=quoted, form=form, number=number)
        pieces.append(piece)
    return _put(document, {place: pieces}) if len(pieces) > 1 else None


def _cut(text: str, spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return what lies between two offsets, without white space and what only joins at its ends."""
    found = []
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        words = text[first:last]
        if last == end:
            words = _JOINT.sub("", words)
        if words.strip():
            first += len(words) - len(words.lstrip())
            found.append(Span(first, first + len(words.strip())))
    return tuple(found)


def _put(document: Document, pieces: Mapping[int, Sequence[Statement]]) -> Document:
    """Return the document with statements in the places of others, all pointers put right.

    What pointed to one that is gone points to the one that stands in the first place changed.
    """
    new = [
        (old, piece)
        for old, statement in enumerate(document.statements)
        for piece in pieces.get(old, [statement])
    ]
    new.sort(key=lambda entry: entry[1].content[0])
    index: dict[int, int] = {}
    for place, (old, _) in enumerate(new):
        index.setdefault(old, place)
    instead = index[min(pieces)]

    def moved(old: int | None) -> int | None:
        return None if old is None else index.get(old, instead)

    def pointing(place: int, piece: Statement) -> Statement:
        outer, fuller = moved(piece.reported_in), moved(piece.repeats)
        return replace(
            piece,
            reported_in=None if outer == place else outer,
            repeats=None if fuller == place else fuller,
        )

    return replace(
        document,
        statements=tuple(pointing(place, piece) for place, (_, piece) in enumerate(new)),
        memberships=tuple(replace(c, statement=moved(c.statement)) for c in document.memberships),
        offices=tuple(replace(c, statement=moved(c.statement)) for c in document.offices),
    )
