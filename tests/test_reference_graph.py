"""The reference data as triples."""

from __future__ import annotations

import pytest
from rdflib import RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from kg import paths
from kg.iris import BASE, CQ
from kg.reference import (
    Body,
    Grouping,
    Holding,
    Membership,
    Reference,
    State,
    load_reference,
)
from kg.reference_graph import membership_iri, reference_graph

FIJI = State(
    "FJ", "FJI", "Fiji", ("Republic of Fiji",), ("Fijian",), "Suva", ("Suva",), "un-member",
    None, None, "Q712", "a list",
)  # fmt: skip
COMMONWEALTH = Grouping(
    "CW", "Commonwealth", ("CW", "Commonwealth"), "organisation", ("CW Secretariat",), (),
    "London", "1931", None, None, "a list",
)  # fmt: skip
FIRST = Membership("state/FJ", "grouping/CW", "member", "1970-10-10", "1987-10", "a list")
SECOND = Membership("state/FJ", "grouping/CW", "member", "1997", None, "a list")
REFERENCE = Reference(
    (FIJI,),
    (COMMONWEALTH,),
    (Body("great-council", "FJ", "Great Council", (), "a site"),),
    (SECOND, FIRST),
    (Holding("Ann Ace", ("A. Ace",), "Prime Minister", "state/FJ", "1970", None, "Q1", "a list"),),
)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return reference_graph(REFERENCE, BASE)


def node(path: str) -> URIRef:
    return URIRef(f"{BASE}id/{path}")


def cq(term: str) -> URIRef:
    return URIRef(CQ + term)


@pytest.mark.parametrize(
    ("subject", "predicate", "values"),
    [
        ("state/FJ", RDF.type, {cq("State")}),
        ("state/FJ", RDFS.label, {Literal("Fiji", lang="en")}),
        ("state/FJ", SKOS.altLabel, {Literal("Republic of Fiji", lang="en")}),
        ("state/FJ", cq("isoAlpha2"), {Literal("FJ")}),
        ("state/FJ", cq("recognition"), {cq("UNMember")}),
        ("state/FJ", SKOS.exactMatch, {URIRef("http://www.wikidata.org/entity/Q712")}),
        ("grouping/CW", RDF.type, {cq("IntergovernmentalOrganisation")}),
        ("grouping/CW", SKOS.altLabel, {Literal("CW", lang="en")}),
        ("grouping/CW", SKOS.hiddenLabel, {Literal("CW Secretariat", lang="en")}),
        ("body/FJ/great-council", cq("bodyOf"), {node("state/FJ")}),
        ("membership/FJ-CW-member", cq("validToPrecision"), {Literal("month")}),
        ("membership/FJ-CW-member-2", cq("validFromPrecision"), {Literal("year")}),
        ("membership/FJ-CW-member-2", cq("validTo"), set()),
        ("membership/FJ-CW-member", cq("membershipStatus"), {cq("FullMember")}),
        (
            "membership/FJ-CW-member",
            RDFS.label,
            {Literal("Fiji: member of Commonwealth", lang="en")},
        ),
        ("office/state/FJ/prime-minister", cq("officeOf"), {node("state/FJ")}),
        ("person/ann-ace", SKOS.altLabel, {Literal("A. Ace", lang="en")}),
        ("holding/ann-ace-FJ-prime-minister", cq("holder"), {node("person/ann-ace")}),
        (
            "holding/ann-ace-FJ-prime-minister",
            cq("office"),
            {node("office/state/FJ/prime-minister")},
        ),
    ],
)
def test_a_record_becomes_triples(graph, subject, predicate, values):
    assert set(graph.objects(node(subject), predicate)) == values


@pytest.mark.parametrize(
    ("membership", "start", "end"),
    [
        ("FJ-CW-member", "1970-10-10T00:00:00+00:00", "1987-10-01T00:00:00+00:00"),
        ("FJ-CW-member-2", "1997-01-01T00:00:00+00:00", None),
    ],
)
def test_boundaries_are_first_instants(graph, membership, start, end):
    found = [graph.value(node(f"membership/{membership}"), cq(p)) for p in ("validFrom", "validTo")]
    assert [v and str(v) for v in found] == [start, end]


def test_memberships_are_numbered_by_beginning_whatever_the_order_of_rows():
    assert membership_iri(BASE, REFERENCE, FIRST) == f"{BASE}id/membership/FJ-CW-member"
    assert membership_iri(BASE, REFERENCE, SECOND) == f"{BASE}id/membership/FJ-CW-member-2"


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("alliance", {cq("Alliance"), cq("IntergovernmentalOrganisation")}),
        ("organisation", {cq("IntergovernmentalOrganisation")}),
        ("grouping", {cq("InternationalGrouping")}),
    ],
)
def test_kinds_of_groupings_are_classes(kind, types):
    grouping = Grouping("X", "X", (), kind, (), (), None, None, None, None, "a list")
    graph = reference_graph(Reference(groupings=(grouping,)), BASE)
    assert set(graph.objects(node("grouping/X"), RDF.type)) == types


@pytest.fixture(scope="module")
def shipped() -> Graph:
    return reference_graph(load_reference(), BASE)


def test_shipped_data_have_no_blank_nodes_and_one_label_each(shipped):
    assert not any(isinstance(term, BNode) for triple in shipped for term in triple)
    for subject in set(shipped.subjects(RDF.type)):
        assert len(list(shipped.objects(subject, RDFS.label))) == 1, subject
        assert (subject, DCTERMS.source, None) in shipped, subject


def test_every_fact_has_an_iri_of_its_own(shipped):
    reference = load_reference()
    for term, facts in (("Membership", "memberships"), ("OfficeHolding", "holdings")):
        nodes = set(shipped.subjects(RDF.type, cq(term)))
        assert len(nodes) == len(getattr(reference, facts))


def test_shipped_data_use_only_terms_the_ontology_declares(shipped):
    ontology = Graph()
    for file in sorted(paths.ONTOLOGY.glob("*.ttl")):
        ontology.parse(file)
    declared = set(ontology.subjects(RDF.type))
    used = {t for s, p, o in shipped for t in (p, o) if isinstance(t, URIRef) and t.startswith(CQ)}
    assert used <= declared
