"""Terms of other vocabularies exist and are used as what they are, with no network.

`data/external_terms.csv` says, from the vocabularies' own specifications, whether each is a class
or a property; where rdflib carries a vocabulary's closed list of terms, it is asked as well.
PLOVER: Halterman et al. 2023, table 1. CAMEO: Schrodt 2012, version 1.1b3, chapter 2.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from rdflib import FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, VANN

from kg.iris import CQ
from kg.paths import ONTOLOGY

PREFIXES = {
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "oa": "http://www.w3.org/ns/oa#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "org": str(ORG),
    "prov": str(PROV),
    "skos": str(SKOS),
    "dcterms": str(DCTERMS),
    "vann": str(VANN),
    "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
    "foaf": str(FOAF),
    "schema": str(SDO),
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "p": "http://www.wikidata.org/prop/",
}
CLOSED = {"org": ORG, "prov": PROV, "skos": SKOS, "dcterms": DCTERMS, "vann": VANN, "foaf": FOAF,
          "schema": SDO}  # fmt: skip
BUILT_IN = (str(RDF), str(RDFS), str(OWL), "http://www.w3.org/2001/XMLSchema#")
PROPERTY_TYPES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
CAMEO = {  # code of a root or subordinate category → its name, those that our speech acts use
    "010": "Make statement, not specified below",
    "012": "Make pessimistic comment",
    "020": "Make an appeal or request, not specified below",
    "030": "Express intent to cooperate, not specified below",
    "050": "Engage in diplomatic cooperation, not specified below",
    "051": "Praise or endorse",
    "111": "Criticize or denounce",
    "112": "Accuse, not specified below",
    "120": "Reject, not specified below",
    "130": "Threaten, not specified below",
}


def vocabulary() -> Graph:
    graph = Graph()
    for file in sorted(ONTOLOGY.glob("*.ttl")):
        graph.parse(file)
    return graph


def rows() -> list[dict[str, str]]:
    path = Path(__file__).parent / "data" / "external_terms.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), strict=True))


def iri(term: str) -> URIRef:
    prefix, name = term.split(":")
    return URIRef(PREFIXES[prefix] + name)


GRAPH = vocabulary()
KINDS = {iri(row["term"]): row["kind"] for row in rows()}
DOCUMENTS = set(GRAPH.objects(None, RDFS.isDefinedBy)) | set(GRAPH.objects(None, DCTERMS.license))


def used_as_class() -> set[URIRef]:
    found = set(GRAPH.subjects(RDF.type, OWL.Class)) | set(GRAPH.objects(None, RDFS.subClassOf))
    own = {t for t in found if isinstance(t, URIRef) and t.startswith(CQ)}
    return found | {o for c in own for o in GRAPH.objects(c, SKOS.closeMatch)}


def used_as_property() -> set[URIRef]:
    found = {s for t in PROPERTY_TYPES for s in GRAPH.subjects(RDF.type, t)}
    found |= set(GRAPH.predicates()) | set(GRAPH.objects(None, RDFS.subPropertyOf))
    own = {t for t in found if t.startswith(CQ)}
    return found | {o for p in own for o in GRAPH.objects(p, SKOS.closeMatch)}


def external(terms: set[URIRef]) -> set[URIRef]:
    return {
        t
        for t in terms
        if isinstance(t, URIRef) and not str(t).startswith((CQ, *BUILT_IN)) and t not in DOCUMENTS
    }


def test_every_external_term_is_listed_and_every_listed_one_is_used():
    everything = external({t for triple in GRAPH for t in triple})
    ours = {t for t in everything if t.startswith("https://w3id.org/communique/")}
    assert everything - ours == set(KINDS)


@pytest.mark.parametrize("term", sorted(KINDS))
def test_an_external_term_is_used_as_what_it_is(term):
    as_class, as_property = term in external(used_as_class()), term in external(used_as_property())
    assert (as_class, as_property) == (KINDS[term] == "class", KINDS[term] == "property")


@pytest.mark.parametrize(
    "term", [row["term"] for row in rows() if row["term"].split(":")[0] in CLOSED]
)
def test_a_term_exists_where_its_vocabulary_is_at_hand(term):
    assert iri(term) in CLOSED[term.split(":")[0]]


@pytest.mark.parametrize(
    ("predicate", "known"), [("ploverCategory", PLOVER), ("cameoCode", set(CAMEO))]
)
def test_codes_of_event_data_exist(predicate, known):
    used = {str(o) for o in GRAPH.objects(None, Namespace(CQ)[predicate])}
    assert used
    assert used <= known
