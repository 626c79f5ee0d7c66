"""Offices the text gives to persons: titles attached to names, and whose offices they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extractors.appointments import Appointment, appointments, is_office, owner_of
from kg.extractors.lookup import Lookup
from kg.extractors.titles import find_titles
from kg.iris import slug
from kg.model import Document, Entity, OfficeClaim, Span
from kg.reference import Reference

_VAGUE = frozenset({"chief", "head"})  # in a description: a paraphrase of the office


class OfficeExtractor:
    """Adds a claim for every office that the article gives to a person."""

    name = "offices"
    version = "1"

    def __init__(self, reference: Reference | None = None) -> None:
        """Take the reference data, in which the state of a titled person may be looked up."""
        self._reference = reference or Reference()

    def __call__(self, document: Document) -> Document:
        """Return the document with one claim per person, title and owner, first evidence kept.

        Persons are those that coreference has given a key; other names give no claim.
        """
        claims = [c for a in appointments(document) if (c := _claim(a))]
        claims += _nominal_claims(document)
        claims.sort(key=lambda c: (c.evidence.start, c.evidence.end))
        owned = [self._owned(document, c, claims) for c in claims]
        offices = _distinct(owned, _statement_of(document))
        return replace(document, offices=offices, entities=self._entities(document, offices))

    def _entities(self, document: Document, offices: Iterable[OfficeClaim]) -> tuple[Entity, ...]:
        """Return the document's entities and those of the owners that are not among them."""
        entities = {e.key: e for e in document.entities}
        named = {a.owner: a.named for a in appointments(document) if a.owner}
        for of in (c.of for c in offices):
            if of is None or of in entities:
                continue
            known = self._reference.entity(of)
            entities[of] = known or Entity(of, "organisation", named.get(of, of.split("/")[-1]))
        return tuple(entities.values())

    def _owned(
        self, document: Document, claim: OfficeClaim, claims: Sequence[OfficeClaim]
    ) -> OfficeClaim:
        """Return the claim with the owner that the article or the reference data make sure."""
        if claim.of is not None:
            return claim
        owners = {
            c.of
            for c in claims
            if c.person == claim.person and c.of and _alike(c.title, claim.title)
        }
        owner = owners.pop() if len(owners) == 1 else None
        return replace(
            claim,
            of=owner
            or self._known(document, claim)
            or _acting_state(document, claim.evidence.start),
            confidence=claim.confidence * (1.0 if owner else 0.9),
        )

    def _known(self, document: Document, claim: OfficeClaim) -> str | None:
        entity = next((e for e in document.entities if e.key == claim.person), None)
        if entity is None:
            return None
        day = (document.article.published or "")[:10] or None
        holdings = [
            h for h in self._reference.holdings_of(entity.name) if _alike(h.title, claim.title)
        ]
        current = [h for h in holdings if h in self._reference.holdings_on(h.of, day)]
        owners = {h.of for h in (current if day and claim.relation == "holds" else holdings)}
        return owners.pop() if len(owners) == 1 else None


def _claim(appointment: Appointment) -> OfficeClaim | None:
    if appointment.person.entity is None or not is_office(appointment):
        return None
    return OfficeClaim(
        person=appointment.person.entity,
        title=appointment.words,
        evidence=appointment.evidence,
        of=appointment.owner,
        relation="held" if appointment.title.relation == "held" else "holds",
        confidence=appointment.person.score,
    )


def _nominal_claims(document: Document) -> Iterator[OfficeClaim]:
    """Yield the offices in descriptions known to mean a person: `the Russian president` = Putin."""
    look = Lookup(document)
    owners = sorted({m.span for m in document.mentions if m.type in ("state", "grouping", "body")})
    for mention in document.mentions:
        if mention.type != "person" or mention.kind != "nominal" or mention.entity is None:
            continue
        for title in find_titles(look.text, mention.span, owners):
            name = replace(mention, kind="name")
            owner, prefix = owner_of(look, title, 0, 1, {})
            appointment = Appointment(
                name, title, mention.span, f"{prefix} {title.words}".strip(), "", owner
            )
            if (
                owner
                and title.kind == "office"
                and title.head not in _VAGUE
                and (claim := _claim(appointment))
            ):
                yield claim


def _alike(a: str, b: str) -> bool:
    left, right = set(slug(a).split("-")), set(slug(b).split("-"))
    return left <= right or right <= left


def _acting_state(document: Document, at: int) -> str | None:
    """Return the state that last acted as subject earlier in the paragraph, if one did."""
    look = Lookup(document)
    paragraph = look.paragraphs[look.paragraph(at)] if look.paragraphs else None
    if paragraph is None:
        return None
    here = look.sentence(at)
    for index in range(here, -1, -1):
        sentence = look.sentences[index]
        if sentence.start < paragraph.start:
            return None
        for mention in look.within(sentence):
            if mention.span.start >= at or mention.span.start - sentence.start > 24:
                break
            key = mention.entity or ""
            if mention.type in ("state", "body") and mention.kind in ("name", "metonym"):
                after = look.text[mention.span.end : mention.span.end + 2]
                if key and after not in ("'s", "’s") and after[:1] in (" ", ","):
                    return key if mention.type == "state" else f"state/{key.split('/')[1]}"
    return None


def _statement_of(document: Document) -> list[tuple[Span, int]]:
    return [(c, i) for i, s in enumerate(document.statements) for c in s.content]


def _distinct(
    claims: Iterable[OfficeClaim], contents: Sequence[tuple[Span, int]]
) -> tuple[OfficeClaim, ...]:
    """Return one claim per person, title and owner; what stands in a statement is its claim."""
    kept: dict[tuple[str, str, str | None], OfficeClaim] = {}
    for claim in claims:
        within = [i for span, i in contents if span.contains(claim.evidence)]
        claim = replace(claim, statement=within[-1] if within else None)
        kept.setdefault((claim.person, slug(claim.title), claim.of), claim)
    owned = {(p, t) for p, t, of in kept if of is not None}
    return tuple(c for (p, t, of), c in kept.items() if of is not None or (p, t) not in owned)
