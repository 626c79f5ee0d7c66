"""What follows from an article's graph and the reference data.

For whom a speaker speaks, and whether a membership claim agrees with the reference on the day it
is about. The result stands in a graph of its own and is replaced and removed with the article's.
Nothing is concluded where the day is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal as OneOf

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef

from kg.iris import CQ, article_iri, entity_iri
from kg.model import Document, Entity, MembershipClaim, Representation
from kg.reference import Membership, Reference
from kg.reference_graph import membership_iri
from kg.shingles import keys, shingles

_CQ = Namespace(CQ)
Verdict = OneOf["agrees", "contradicts", "not covered"]
_VERDICTS: dict[Verdict, URIRef] = {
    "agrees": _CQ.Agrees,
    "contradicts": _CQ.Contradicts,
    "not covered": _CQ.NotCovered,
}
_STATUSES = {
    "member": frozenset({"member"}),
    "partner": frozenset({"partner", "associate"}),
    "candidate": frozenset({"candidate", "applicant"}),
    "observer": frozenset({"observer"}),
    "suspended": frozenset({"suspended"}),
}


def infer(document: Document, reference: Reference, base: str) -> Graph:
    """Return the derived triples of the document's graph.

    `cq:onBehalfOf`, and which speaker represents whom (`cq:hasRepresentation`), `cq:comparison`
    and the memberships it rests on, `cq:agreesWith` and `cq:conflictsWith`, and `cq:copyKey`, by
    which articles with the same text find each other.
    """
    article = article_iri(base, document.article.id)
    out = Graph()
    known = {e.key: e for e in document.entities}
    for number, statement in enumerate(document.statements, 1):
        node = URIRef(f"{article}/statement/{statement.number or number}")
        for place, told in enumerate(statement.representations, 1):
            representation = URIRef(f"{node}/representation/{place}")
            principal = URIRef(entity_iri(base, told.principal, article))
            out.add((node, _CQ.onBehalfOf, principal))
            out.add((node, _CQ.hasRepresentation, representation))
            out.add((representation, RDF.type, _CQ.Representation))
            out.add(
                (representation, RDFS.label, Literal(_label(told, known, reference), lang="en"))
            )
            out.add((representation, _CQ.represented, principal))
            if told.speaker:
                speaker = URIRef(entity_iri(base, told.speaker, article))
                out.add((representation, _CQ.representative, speaker))
    for number, claim in enumerate(document.memberships, 1):
        node = URIRef(f"{article}/claim/{number}")
        verdict, memberships = compare(claim, document.article.published, reference)
        out.add((node, _CQ.comparison, _VERDICTS[verdict]))
        bears_out = _CQ.agreesWith if verdict == "agrees" else _CQ.conflictsWith
        for held in memberships:
            out.add((node, bears_out, URIRef(membership_iri(base, reference, held))))
    for copy_key in keys(shingles(document.article.text)):
        out.add((URIRef(article), _CQ.copyKey, Literal(copy_key)))
    return out


def _label(told: Representation, known: Mapping[str, Entity], reference: Reference) -> str:
    def name(key: str) -> str:
        entity = known.get(key) or reference.entity(key)
        return entity.name if entity else key

    speaker = name(told.speaker) if told.speaker else "one of the speakers"
    return f"{speaker} for {name(told.principal)}"


def compare(
    claim: MembershipClaim, published: str | None, reference: Reference
) -> tuple[Verdict, tuple[Membership, ...]]:
    """Return what the reference data say of a claim, and the memberships that show it, if any.

    The day is the one the claim itself names, else the article's; without either nothing is
    covered: a standing today proves nothing about an undated text. That somebody is no member
    follows only where all members are listed.
    """
    day = claim.as_of or (published or "")[:10]
    if not day:
        return "not covered", ()
    held = reference.memberships_on(claim.subject, claim.grouping, day)
    outside = reference.is_no_member(claim.subject, claim.grouping, day)
    if claim.relation == "former":
        verdict, shown = _left(claim, held, day, outside, reference)
    else:
        verdict, shown = _stands(claim, held, outside)
    changed = any(_changes_within(m, day) for m in shown)
    if claim.negated and verdict != "not covered":
        verdict = "contradicts" if verdict == "agrees" else "agrees"
    return ("not covered", ()) if changed and verdict == "contradicts" else (verdict, shown)


def _stands(
    claim: MembershipClaim, held: tuple[Membership, ...], outside: bool
) -> tuple[Verdict, tuple[Membership, ...]]:
    """Return the verdict on a standing as if it were not denied."""
    same = tuple(m for m in held if m.status in _STATUSES[claim.relation])
    if same:
        return "agrees", same
    if claim.relation == "member" and (held or outside):
        return "contradicts", held
    members = tuple(m for m in held if m.status == "member")
    if claim.relation == "candidate" and members:
        return "contradicts", members
    return "not covered", ()


def _left(
    claim: MembershipClaim,
    held: tuple[Membership, ...],
    day: str,
    outside: bool,
    reference: Reference,
) -> tuple[Verdict, tuple[Membership, ...]]:
    """Return the verdict on having been a member as if it were not denied."""
    members = tuple(
        m for m in reference.memberships_of(claim.subject, claim.grouping) if m.status == "member"
    )
    ended = tuple(m for m in members if m.valid_to is not None and m.valid_to[: len(day)] <= day)
    still = tuple(m for m in held if m in members and m not in ended)
    if still:
        return "contradicts", still
    if ended:
        return "agrees", ended
    return ("contradicts", ()) if outside and not members else ("not covered", ())


def _changes_within(membership: Membership, period: str) -> bool:
    """Say whether a membership begins or ends within a year or month, not on a day."""
    ends = (membership.valid_from, membership.valid_to)
    return len(period) < len("2000-01-01") and any(e and e.startswith(period) for e in ends)
