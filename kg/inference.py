"""What follows from an article's graph and the reference data.

For whom a speaker speaks, and whether a membership claim agrees with the reference on the day it
is about. The result stands in a graph of its own and is replaced and removed with the article's.
Nothing is concluded where the day is unknown.
"""

from __future__ import annotations

from rdflib import Graph, Namespace, URIRef

from kg.iris import CQ, article_iri, entity_iri
from kg.model import Document, MembershipClaim
from kg.reference import Membership, Reference
from kg.reference_graph import membership_iri

_CQ = Namespace(CQ)
_STATUSES = {
    "member": frozenset({"member"}),
    "partner": frozenset({"partner", "associate"}),
    "candidate": frozenset({"candidate", "applicant"}),
    "observer": frozenset({"observer"}),
    "suspended": frozenset({"suspended"}),
}


def infer(document: Document, reference: Reference, base: str) -> Graph:
    """Return `cq:onBehalfOf`, `cq:agreesWith` and `cq:conflictsWith` for the document's graph."""
    article = article_iri(base, document.article.id)
    out = Graph()
    for number, statement in enumerate(document.statements, 1):
        for key in statement.speaks_for:
            principal = URIRef(entity_iri(base, key, article))
            out.add((URIRef(f"{article}/statement/{number}"), _CQ.onBehalfOf, principal))
    for number, claim in enumerate(document.memberships, 1):
        node = URIRef(f"{article}/claim/{number}")
        agreeing, conflicting = compare(claim, document.article.published, reference)
        for held in agreeing:
            out.add((node, _CQ.agreesWith, URIRef(membership_iri(base, reference, held))))
        for held in conflicting:
            out.add((node, _CQ.conflictsWith, URIRef(membership_iri(base, reference, held))))
    return out


def compare(
    claim: MembershipClaim, published: str | None, reference: Reference
) -> tuple[tuple[Membership, ...], tuple[Membership, ...]]:
    """Return the reference memberships that a claim agrees with, and those it conflicts with.

    The day is the one the claim itself names, else the article's; without either both are empty:
    a standing today proves nothing about an undated text.
    """
    day = claim.as_of or (published or "")[:10]
    if not day:
        return (), ()
    held = reference.memberships_on(claim.subject, claim.grouping, day)
    if claim.relation == "former":
        ended = tuple(
            m
            for m in reference.memberships
            if (m.member, m.grouping, m.status) == (claim.subject, claim.grouping, "member")
            and m.valid_to is not None
            and m.valid_to < day
        )
        still = tuple(m for m in held if m.status == "member")
        return (still, ended) if claim.negated else (() if still else ended, still)
    same = tuple(m for m in held if m.status in _STATUSES[claim.relation])
    if claim.negated:
        others = tuple(m for m in held if m not in same) if not same else ()
        return others, same
    if same or claim.relation != "member":
        return same, ()
    return (), held
