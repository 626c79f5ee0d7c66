"""The reference data as triples, for the graph `<base>reference`; vocabulary: `communique.ttl`.

Deterministic and without blank nodes: every node's IRI is made of the codes and names it concerns.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from kg.indexed_graph import IndexedGraph
from kg.iris import CQ, entity_iri, office_iri
from kg.periods import first_day, precision
from kg.reference import Body, Grouping, Holding, Membership, NameUse, Reference, State

_CQ = Namespace(CQ)
_WIKIDATA = Namespace("http://www.wikidata.org/entity/")
_RECOGNITIONS = {
    "un-member": _CQ.UNMember,
    "un-observer": _CQ.UNObserver,
    "partly-recognised": _CQ.PartlyRecognised,
    "unrecognised": _CQ.Unrecognised,
    "historical": _CQ.Historical,
    "territory": _CQ.Territory,
}
_STATUSES = {
    "member": (_CQ.FullMember, "member of"),
    "partner": (_CQ.Partner, "partner of"),
    "candidate": (_CQ.Candidate, "candidate for"),
    "applicant": (_CQ.Applicant, "applicant to"),
    "associate": (_CQ.Associate, "associate of"),
    "observer": (_CQ.Observer, "observer at"),
    "suspended": (_CQ.Suspended, "suspended from"),
}
_GROUPINGS = {
    "alliance": (_CQ.Alliance, _CQ.IntergovernmentalOrganisation),
    "organisation": (_CQ.IntergovernmentalOrganisation,),
    "agency": (_CQ.IntergovernmentalOrganisation,),
    "grouping": (_CQ.InternationalGrouping,),
}


def reference_graph(reference: Reference, base: str) -> Graph:
    """Return all reference data as a graph; `base` is the data's base IRI."""
    builder = _Builder(reference, base)
    for state in reference.states:
        builder.state(state)
    for grouping in reference.groupings:
        builder.grouping(grouping)
    for body in reference.bodies:
        builder.body(body)
    for membership in reference.memberships:
        builder.membership(membership)
    for holding in reference.holdings:
        builder.holding(holding)
    for name in reference.names:
        builder.name_use(name)
    return builder.out


def membership_iri(base: str, reference: Reference, membership: Membership) -> str:
    """Return the IRI of a membership of the reference data: `<base>id/membership/FI-NATO-member`.

    A second membership of the same kind, after a gap, ends in `-2`.
    """
    return f"{base}id/membership/{reference.membership_ids[membership]}"


@cache
def _moment(date: str) -> Literal:
    """Return the first instant of a day, month or year."""
    return Literal(f"{first_day(date)}T00:00:00Z", datatype=XSD.dateTime)


@cache
def _plain(text: str) -> Literal:
    """Return a text; many facts have the same source, and making a literal takes its time."""
    return Literal(text)


class _Builder:
    """Adds one record at a time to a graph."""

    def __init__(self, reference: Reference, base: str) -> None:
        self.reference = reference
        self.base = base
        self.out = IndexedGraph()

    def state(self, state: State) -> None:
        node = self.entity(state.key)
        self.describe(node, [_CQ.State], state.name, state.names, state.source)
        self.same(node, state.wikidata)
        self.out.add((node, _CQ.recognition, _RECOGNITIONS[state.recognition]))
        if len(state.code) == 2:
            self.out.add((node, _CQ.isoAlpha2, Literal(state.code)))
        if state.alpha3:
            self.out.add((node, _CQ.isoAlpha3, Literal(state.alpha3)))
        if state.numeric:
            self.out.add((node, _CQ.isoNumeric, Literal(state.numeric)))
        self.lifetime(node, state.valid_from, state.valid_to)
        self.words(node, _CQ.demonym, state.demonyms)
        self.words(node, _CQ.metonym, state.metonyms)
        self.words(node, _CQ.capital, filter(None, [state.capital]))

    def grouping(self, grouping: Grouping) -> None:
        node = self.entity(grouping.key)
        types = _GROUPINGS[grouping.kind]
        self.describe(node, types, grouping.name, grouping.names, grouping.source)
        self.same(node, grouping.wikidata)
        self.words(node, _CQ.metonym, grouping.metonyms)
        self.words(node, _CQ.seat, filter(None, [grouping.seat]))
        self.lifetime(node, grouping.founded, grouping.dissolved)
        if grouping.complete_from:
            self.out.add((node, _CQ.membersCompleteFrom, _moment(grouping.complete_from)))
        # An organ's name finds the grouping, but is no name of it.
        self.words(node, SKOS.hiddenLabel, grouping.organs)

    def body(self, body: Body) -> None:
        node = self.entity(body.key)
        self.describe(node, [_CQ.GovernmentBody], body.name, body.names, body.source)
        self.out.add((node, _CQ.bodyOf, self.entity(f"state/{body.of}")))

    def membership(self, membership: Membership) -> None:
        node = URIRef(membership_iri(self.base, self.reference, membership))
        status, words = _STATUSES[membership.status]
        label = f"{self.name(membership.member)}: {words} {self.name(membership.grouping)}"
        self.describe(node, [_CQ.Membership], label, (), membership.source)
        self.out.add((node, _CQ.member, self.entity(membership.member)))
        self.out.add((node, _CQ.organisation, self.entity(membership.grouping)))
        self.out.add((node, _CQ.membershipStatus, status))
        self.period(node, membership)

    def holding(self, holding: Holding) -> None:
        person = self.entity(holding.key)
        entity = self.reference.entity(holding.key)
        if entity:
            self.describe(person, [_CQ.Person], entity.name, entity.aliases, holding.source)
        self.same(person, holding.wikidata)
        office = URIRef(office_iri(self.base, holding.of, holding.title))
        title = f"{holding.title} ({self.name(holding.of)})"
        self.describe(office, [_CQ.Office], title, (), holding.source)
        self.out.add((office, _CQ.officeOf, self.entity(holding.of)))
        node = URIRef(f"{self.base}id/holding/{self.reference.holding_ids[holding]}")
        self.describe(node, [_CQ.OfficeHolding], f"{holding.person}: {title}", (), holding.source)
        self.out.add((node, _CQ.holder, person))
        self.out.add((node, _CQ.office, office))
        self.period(node, holding)

    def name_use(self, use: NameUse) -> None:
        node = URIRef(f"{self.base}id/name/{self.reference.name_ids[use]}")
        self.describe(
            node, [_CQ.NameUse], f"{self.name(use.state)}: called {use.name}", (), use.source
        )
        self.out.add((node, _CQ.nameOf, self.entity(use.state)))
        self.words(node, _CQ.nameUsed, [use.name])
        self.period(node, use)

    def describe(
        self, node: URIRef, types: Iterable[URIRef], name: str, names: Iterable[str], source: str
    ) -> None:
        for type_ in types:
            self.out.add((node, RDF.type, type_))
        self.words(node, RDFS.label, [name])
        self.words(node, SKOS.altLabel, (n for n in names if n != name))
        self.out.add((node, DCTERMS.source, _plain(source)))

    def words(self, node: URIRef, predicate: URIRef, texts: Iterable[str]) -> None:
        for text in texts:
            self.out.add((node, predicate, Literal(text, lang="en")))

    def same(self, node: URIRef, wikidata: str | None) -> None:
        if wikidata:
            self.out.add((node, SKOS.exactMatch, _WIKIDATA[wikidata]))

    def lifetime(self, node: URIRef, start: str | None, end: str | None) -> None:
        """Add when a state or grouping began and ended, as exactly as the source gives it."""
        for date, predicate in ((start, _CQ.founded), (end, _CQ.dissolved)):
            if date:
                self.out.add((node, predicate, Literal(date)))

    def period(self, node: URIRef, fact: Membership | Holding | NameUse) -> None:
        """Add the first instant of each boundary and how exactly the source gives it."""
        for date, instant, exactness in (
            (fact.valid_from, _CQ.validFrom, _CQ.validFromPrecision),
            (fact.valid_to, _CQ.validTo, _CQ.validToPrecision),
        ):
            if date:
                self.out.add((node, instant, _moment(date)))
                self.out.add((node, exactness, _plain(precision(date))))

    def entity(self, key: str) -> URIRef:
        return URIRef(entity_iri(self.base, key, ""))

    def name(self, key: str) -> str:
        entity = self.reference.entity(key)
        return entity.name if entity else key
