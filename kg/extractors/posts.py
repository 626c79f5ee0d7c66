"""Who holds which office in an article: as its titles say, or else the reference data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extractors.allegiance import Allegiance
from kg.extractors.appointments import Appointment
from kg.extractors.names import parts
from kg.extractors.title_words import WRITTEN_OUT
from kg.iris import slug
from kg.model import Document
from kg.reference import Reference


@dataclass(frozen=True, slots=True)
class Post:
    """That a person holds an office in this article."""

    person: str
    head: str
    words: str
    owner: str | None
    held: bool


def posts_of(
    document: Document,
    found: Sequence[Appointment],
    allegiance: Allegiance,
    reference: Reference,
) -> list[Post]:
    """Return who holds what: by the appointments found, and by the data who has none there."""
    known_of = _known_owners(document, reference)
    posts = _told(found, {**_inferred_owners(found, allegiance), **known_of})
    return [*posts, *_known_posts(document, reference, posts)]


def _known_owners(document: Document, reference: Reference) -> dict[tuple[str | None, str], str]:
    """Return by person and head of the title the owner that the reference data know, if one."""
    owners: dict[tuple[str | None, str], set[str]] = {}
    for entity in document.entities:
        if entity.type == "person":
            for holding in reference.holdings_of(entity.name):
                head = holding.title.lower().split()[-1]
                owners.setdefault((entity.key, head), set()).add(holding.of)
    return {key: of.pop() for key, of in owners.items() if len(of) == 1}


def _inferred_owners(
    found: Sequence[Appointment], allegiance: Allegiance
) -> dict[tuple[str | None, str], str]:
    """Return by person and head of the title the owner that the passage makes probable."""
    owners: dict[tuple[str | None, str], str] = {}
    for a in found:
        open_ = a.owner is None and a.title.kind == "office"
        there = allegiance.of(a.words, a.title.span) if open_ else None
        if there is not None:
            owners.setdefault((a.person.entity, a.title.head), there.key)
    return owners


def _told(found: Sequence[Appointment], known: Mapping[tuple[str | None, str], str]) -> list[Post]:
    """Return who holds what; a title without a state takes that of the same person's other."""
    named = [a for a in found if a.person.entity and a.title.kind != "honorific"]
    owners = {**known, **{(a.person.entity, a.title.head): a.owner for a in named if a.owner}}
    return [
        Post(
            a.person.entity or "",
            WRITTEN_OUT.get(a.title.head, a.title.head).lower(),
            slug(a.words),
            a.owner or owners.get((a.person.entity, a.title.head)),
            a.title.relation == "held",
        )
        for a in named
    ]


def _known_posts(document: Document, reference: Reference, told: Sequence[Post]) -> Iterator[Post]:
    """Yield the offices that the data know of persons named in full without any in the text.

    Not those that the text gives to somebody else.
    """
    persons, taken = {p.person for p in told}, {(p.words, p.owner) for p in told}
    day = (document.article.published or "")[:10] or None
    for entity in document.entities:
        if entity.type != "person" or entity.key in persons or len(parts(entity.name)) < 2:
            continue
        for h in reference.holdings_of(entity.name):
            free = (slug(h.title), h.of) not in taken
            if free and h in reference.holdings_on(h.of, day):
                yield Post(entity.key, h.title.lower(), slug(h.title), h.of, held=False)
