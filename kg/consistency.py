"""What must hold of a document before it is mapped: every pointer in it leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from kg.model import (
    Document,
    MembershipClaim,
    OfficeClaim,
    PossiblePrincipal,
    Span,
    Statement,
)

_KEY = re.compile(r"(\./)?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+|\./[A-Za-z0-9_.-]+")


def check(document: Document, known: Callable[[str], bool]) -> None:
    """Raise ValueError, naming the place, if a span, an index or an entity key leads nowhere."""
    size, count = len(document.article.text), len(document.statements)
    declared = {e.key for e in document.entities}
    for number, statement in enumerate(document.statements, 1):
        if not statement.content:
            raise ValueError(f"statement {number} has no content")
        if (statement.form == "indirect") == bool(statement.quoted):
            raise ValueError(f"statement {number}: form {statement.form} and quoted spans disagree")
        if not 0 <= statement.confidence <= 1:
            raise ValueError(f"statement {number}: confidence {statement.confidence}")
        for index in (statement.reported_in, statement.repeats):
            if index is not None and not 0 <= index < count:
                raise ValueError(f"statement {number} points to statement {index}, which is none")
        for told in statement.representations:
            if told.speaker is not None and told.speaker not in statement.speakers:
                raise ValueError(f"statement {number}: {told.speaker} is none of its speakers")
        date = statement.said_on
        if date and date.value and date.anchor == "published" and not document.article.published:
            raise ValueError(f"statement {number}: dated from a day of publication that is unknown")
        _open(f"statement {number}", statement.speaks_for, statement.may_speak_for)
        _no_cycle(document.statements, number - 1)
    for span in _spans(document):
        if span.end > size:
            raise ValueError(f"span {span.start}-{span.end} ends after the text ({size})")
    for key in sorted(_keys(document) | declared):
        if not _KEY.fullmatch(key):
            raise ValueError(f"not an entity key: {key!r}")
        if key.startswith(("state/", "grouping/")) and not known(key):
            raise ValueError(f"{key} is not in the reference data")
        if key not in declared and not known(key):
            raise ValueError(f"{key} is used but not among the document's entities")
    for claim in _claims(document):
        if claim.statement is not None and not 0 <= claim.statement < count:
            raise ValueError(f"a claim points to statement {claim.statement}, which is none")
    for office in document.offices:
        _open(f"the office of {office.person}", filter(None, [office.of]), office.may_be_of)


def _open(what: str, decided: Iterable[str], candidates: tuple[PossiblePrincipal, ...]) -> None:
    """Raise ValueError if what has candidates is decided, or their scores are no probabilities."""
    if candidates and any(decided):
        raise ValueError(f"{what}: it is decided for whom, and yet there are candidates")
    if any(c.score < 0 for c in candidates) or sum(c.score for c in candidates) > 1:
        raise ValueError(f"{what}: the candidates' scores are no probabilities")
    if len({c.key for c in candidates}) < len(candidates):
        raise ValueError(f"{what}: a candidate is there twice")


def _no_cycle(statements: tuple[Statement, ...], start: int) -> None:
    seen, at = {start}, statements[start].reported_in
    while at is not None:
        if at in seen:
            raise ValueError(f"statement {start + 1} is reported, in the end, within itself")
        seen.add(at)
        at = statements[at].reported_in if at < len(statements) else None


def _spans(document: Document) -> Iterable[Span]:
    yield from document.sentences
    yield from (m.span for m in document.mentions)
    yield from (c.evidence for c in _claims(document))
    yield from (d.span for d in document.dates)
    yield from (p.evidence for p in _principals(document))
    for s in document.statements:
        yield from (*s.content, *s.source, *s.quoted)
        if s.cue:
            yield s.cue
        if s.said_on:
            yield s.said_on.span


def _claims(document: Document) -> Iterator[MembershipClaim | OfficeClaim]:
    yield from document.memberships
    yield from document.offices


def _principals(document: Document) -> Iterator[PossiblePrincipal]:
    for s in document.statements:
        yield from s.may_speak_for
    for c in document.offices:
        yield from c.may_be_of


def _keys(document: Document) -> set[str]:
    keys = {m.entity for m in document.mentions if m.entity}
    keys |= {e.of for e in document.entities if e.of}
    for s in document.statements:
        keys |= {*s.speakers, *s.speaks_for, *s.addressees, *s.targets, *s.about}
        keys |= {s.reported_by} if s.reported_by else set()
    keys |= {p.key for p in _principals(document)}
    keys |= {k for c in document.memberships for k in (c.subject, c.grouping)}
    return keys | {k for c in document.offices for k in (c.person, c.of) if k}
