"""Offices the text gives to persons: titles attached to names, and whose offices they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extractors.allegiance import HIGHEST, Allegiance, known_posts
from kg.extractors.appointments import Appointment, appointments, is_office
from kg.extractors.headships import Headship, headships
from kg.extractors.lookup import Lookup
from kg.extractors.meetings import is_named, states_met
from kg.extractors.title_owners import owner_of
from kg.extractors.titles import find_titles
from kg.extractors.versions import VERSIONS
from kg.iris import slug
from kg.model import Document, Entity, OfficeClaim, Span
from kg.reference import Reference
from kg.spans import SpanIndex

LEAST_FOR_PAST = 0.75  # score of the owner of a past office: the passage is about the present
_NO_STATES = re.compile(  # whose head speaks for no state: `chair of the trade committee`
    r" of .*\b(?:mission|committee|panel|federation|group|coalition|movement|party|union|alliance"
    r"|front|fund|organi[sz]ation)$",
    re.IGNORECASE,
)
_COUNTERPART = re.compile(r"\b(?:counterpart|opposite number)s?\b")
_VAGUE = frozenset({"chief", "head"})  # in a description: a paraphrase of the office


class OfficeExtractor:
    """Adds a claim for every office that the article gives to a person."""

    name = "offices"
    version = VERSIONS["offices"]

    def __init__(self, reference: Reference | None = None) -> None:
        """Take the reference data, in which the state of a titled person may be looked up."""
        self._reference = reference or Reference()

    def __call__(self, document: Document) -> Document:
        """Return the document with one claim per person, title and owner, first evidence kept.

        Persons are those that coreference has given a key; other names give no claim. The owner
        of an office is the text's own, else the one that the person's other titles, the reference
        data or the passage make probable (`kg.extractors.allegiance`), else open, with candidates.
        """
        posts = (self._led(document, a) for a in appointments(document))
        found = [(c, a.title.span) for a in posts if (c := _claim(a))]
        found += [(c, c.evidence) for c in _nominal_claims(document)]
        found += [(_headed(h), h.words) for h in headships(document)]
        found.sort(key=lambda f: (f[0].evidence.start, f[0].evidence.end))
        claims = [c for c, _ in found]
        known = [self._known_owner(document, c, claims) for c in claims]
        owned = self._inferred(document, known, [span for _, span in found])
        offices = _distinct(owned, _statement_of(document))
        return replace(document, offices=offices, entities=self._entities(document, offices))

    def _led(self, document: Document, appointment: Appointment) -> Appointment:
        """Return the appointment of a bare `leader` with the one state that the data give him."""
        if appointment.owner is not None or appointment.title.kind != "leader":
            return appointment
        entity = next((e for e in document.entities if e.key == appointment.person.entity), None)
        owners = {h.of for h in self._reference.holdings_of(entity.name)} if entity else set()
        return replace(appointment, owner=owners.pop()) if len(owners) == 1 else appointment

    def _entities(self, document: Document, offices: Iterable[OfficeClaim]) -> tuple[Entity, ...]:
        """Return the document's entities and those of the owners that are not among them."""
        entities = {e.key: e for e in document.entities}
        named = {h.owner: h.named for h in headships(document) if h.owner}
        named |= {a.owner: a.named for a in appointments(document) if a.owner}
        candidates = (p.key for c in offices for p in c.may_be_of)
        for of in (*(c.of for c in offices), *candidates):
            if of is None or of in entities:
                continue
            known = self._reference.entity(of)
            entities[of] = known or Entity(of, "organisation", named.get(of) or of.split("/")[-1])
        return tuple(entities.values())

    def _known_owner(
        self, document: Document, claim: OfficeClaim, claims: Sequence[OfficeClaim]
    ) -> OfficeClaim:
        """Return the claim with the owner that the person's other titles or the data give.

        The counterpart of a president may be a prime minister by the data.
        """
        if claim.of is not None:
            told = _COUNTERPART.search(claim.evidence.of(document.article.text))
            other = told and slug(claim.title) in HIGHEST
            return replace(claim, title=self._own_title(document, claim)) if other else claim
        owners = {
            c.of
            for c in claims
            if c.person == claim.person and c.of and _alike(c.title, claim.title)
        }
        if len(owners) == 1:
            return replace(claim, of=owners.pop())
        return replace(claim, of=self._known(document, claim), confidence=0.9 * claim.confidence)

    def _inferred(
        self, document: Document, claims: Sequence[OfficeClaim], titles: Sequence[Span]
    ) -> list[OfficeClaim]:
        """Return the claims with the owners that the passage around each title makes probable."""
        posts = known_posts([(c.person, c.of) for c in claims if c.relation == "holds"])
        allegiance = Allegiance(Lookup(document), posts, self._reference)
        found: list[OfficeClaim] = []
        text = document.article.text
        for claim, title in zip(claims, titles, strict=True):
            if claim.of is None and not _NO_STATES.search(claim.title):
                others = [*found, *claims[len(found) + 1 :]]
                met = states_met(text, claim, others)
                taken = _holders(claim, others) | met
                owner = allegiance.of(claim.title, title, taken)
                least = LEAST_FOR_PAST if claim.relation == "held" else 0.0
                told = owner and (not met or is_named(allegiance.look, owner.key, title.start))
                if owner is not None and told and owner.score >= least:
                    confidence = round(claim.confidence * owner.score, 3)
                    claim = replace(claim, of=owner.key, confidence=confidence)
                else:
                    candidates = allegiance.candidates(claim.title, title, taken)
                    claim = replace(claim, may_be_of=candidates)
                if claim.relation == "holds":
                    posts |= known_posts([(claim.person, claim.of)])
            found.append(claim)
        return found

    def _own_title(self, document: Document, claim: OfficeClaim) -> str:
        """Return the one title that the data have of somebody in the owner's service that day."""
        entity = next((e for e in document.entities if e.key == claim.person), None)
        held = self._reference.holdings_of(entity.name) if entity and claim.of else ()
        day = (document.article.published or "")[:10] or None
        current = self._reference.holdings_on(claim.of or "", day) if held else ()
        titles = {h.title for h in held if h in current}
        alike = any(_alike(t, claim.title) for t in titles)
        return claim.title if alike or len(titles) != 1 else titles.pop()

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


def _headed(headship: Headship) -> OfficeClaim:
    return OfficeClaim(
        person=headship.person.entity or "",
        title=headship.title,
        evidence=headship.evidence,
        of=headship.owner,
        relation="held" if headship.past else "holds",
        confidence=headship.person.score,
    )


def _nominal_claims(document: Document) -> Iterator[OfficeClaim]:
    """Yield the offices in descriptions known to mean a person: `the Russian president` = Putin."""
    look = Lookup(document)
    kinds = ("state", "grouping", "body", "person")
    owners = sorted({m.span for m in document.mentions if m.type in kinds and m.kind != "nominal"})
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


def _holders(claim: OfficeClaim, others: Iterable[OfficeClaim]) -> set[str]:
    """Return the states where somebody else has this very office."""
    title = slug(claim.title)
    return {
        c.of
        for c in others
        if c.of and c.person != claim.person and c.relation == "holds" and slug(c.title) == title
    }


def _statement_of(document: Document) -> list[tuple[Span, int]]:
    return [(c, i) for i, s in enumerate(document.statements) for c in s.content]


def _distinct(
    claims: Iterable[OfficeClaim], contents: Sequence[tuple[Span, int]]
) -> tuple[OfficeClaim, ...]:
    """Return one claim per person, title and owner; what stands in a statement is its claim."""
    kept: dict[tuple[str, str, str | None], OfficeClaim] = {}
    placed = SpanIndex(contents, lambda c: c[0])
    for claim in claims:
        within = sorted(i for _, i in placed.containing(claim.evidence))
        claim = replace(claim, statement=within[-1] if within else None)
        kept.setdefault((claim.person, slug(claim.title), claim.of), claim)
    owned = {(p, t) for p, t, of in kept if of is not None}
    return tuple(c for (p, t, of), c in kept.items() if of is not None or (p, t) not in owned)
