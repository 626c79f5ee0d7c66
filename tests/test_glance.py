"""What conforms at first sight does; what does not, and what is not known, is left to pyshacl."""

import random

import pyshacl
import pytest
from rdflib import SH, Graph, URIRef

from kg.glance import Glance
from kg.indexed_graph import IndexedGraph
from kg.iris import BASE
from kg.validation import load_validator

from .faults import article, reference
from .test_mutations import changed

PREFIXES = """PREFIX : <urn:x:> PREFIX sh: <http://www.w3.org/ns/shacl#>
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> """
DATA = ":Cat rdfs:subClassOf :Animal . :tom a :Cat . :rex a :Dog . "

# a shape, what is told of the node, and whether that is plainly right
SHAPES = [
    ("sh:path :p ; sh:minCount 1", ":p 1", True),
    ("sh:path :p ; sh:minCount 2", ":p 1", False),
    ("sh:path :p ; sh:minCount 1", "", False),
    ("sh:path :p ; sh:maxCount 1", ":p 1 , 2", False),
    ("sh:path :p ; sh:maxCount 2 ; sh:nodeKind sh:Literal", ":p 1 , 2", True),
    ("sh:path :p ; sh:maxCount 0 ; sh:class :Cat", "", True),
    ("sh:path :p ; sh:class :Animal", ":p :tom", True),
    ("sh:path :p ; sh:class :Animal", ":p :tom , :rex", False),
    ("sh:path :p ; sh:class :Cat , :Animal", ":p :tom", True),
    ("sh:path :p ; sh:class :Animal", ":p ':tom'", False),
    ("sh:path :p ; sh:datatype xsd:integer", ":p 1", True),
    ("sh:path :p ; sh:datatype xsd:integer", ":p 'x'^^xsd:integer", False),
    ("sh:path :p ; sh:datatype xsd:decimal", ":p 1", False),
    ("sh:path :p ; sh:datatype xsd:string", ":p 'a' , 'b'^^xsd:string", True),
    ("sh:path :p ; sh:datatype xsd:string", ":p 'a'@en", False),
    ("sh:path :p ; sh:datatype xsd:date", ":p '2021-02-30'^^xsd:date", False),
    ("sh:path :p ; sh:datatype xsd:duration", ":p 'P1Y'^^xsd:duration", False),
    ("sh:path :p ; sh:nodeKind sh:IRI", ":p :tom", True),
    ("sh:path :p ; sh:nodeKind sh:IRI", ":p []", False),
    ("sh:path :p ; sh:pattern '^a'", ":p 'ab'", True),
    ("sh:path :p ; sh:pattern '^a'", ":p 'ba'", False),
    ("sh:path :p ; sh:pattern '.'", ":p []", False),
    ("sh:path :p ; sh:pattern '^a' ; sh:flags 'i'", ":p 'ab'", False),
    ("sh:path :p ; sh:minLength 2", ":p 'ab'", True),
    ("sh:path :p ; sh:minLength 2", ":p 'a'", False),
    ("sh:path :p ; sh:minInclusive 0 ; sh:maxInclusive 1.0", ":p 0 , 0.5 , 1", True),
    ("sh:path :p ; sh:minInclusive 0", ":p -0.1", False),
    ("sh:path :p ; sh:maxInclusive 1", ":p 'NaN'^^xsd:decimal", False),
    ("sh:path :p ; sh:minInclusive 0", ":p 'words'", False),
    ("sh:path :p ; sh:in ( 1 :tom )", ":p :tom", True),
    ("sh:path :p ; sh:in ( 1 :tom )", ":p 2", False),
    ("sh:path :p ; sh:disjoint :q", ":p 1 ; :q 2", True),
    ("sh:path :p ; sh:disjoint :q", ":p 1 , 2 ; :q 2", False),
    ("sh:disjoint :q", ":q :it", False),
    ("sh:closed true ; sh:ignoredProperties ( :p )", ":p 1", True),
    ("sh:closed true ; sh:ignoredProperties ( :p )", ":p 1 ; :q 1", False),
    ("sh:path :p ; sh:or ( [ sh:class :Dog ] [ sh:class :Cat ] )", ":p :tom , :rex", True),
    ("sh:path :p ; sh:or ( [ sh:class :Dog ] [ sh:in ( 1 ) ] )", ":p :tom", False),
    ("sh:path :p ; sh:not [ sh:class :Dog ]", "", True),
    ("sh:path :p ; sh:not [ sh:class :Dog ]", ":p :tom", False),
    (
        "sh:path :p ; sh:qualifiedValueShape [ sh:class :Cat ] ; sh:qualifiedMinCount 1",
        ":p :tom , :rex",
        True,
    ),
    (
        "sh:path :p ; sh:qualifiedValueShape [ sh:class :Cat ] ; sh:qualifiedMinCount 1",
        ":p :rex",
        False,
    ),
    (
        "sh:path :p ; sh:qualifiedValueShape [ sh:class :Cat ] ; sh:qualifiedMaxCount 0",
        ":p :rex",
        False,
    ),
    ("sh:path [ sh:alternativePath ( :p :q ) ] ; sh:minCount 2", ":p 1 ; :q 2", True),
    ("sh:path [ sh:inversePath :p ] ; sh:maxCount 0", ":p 1", True),
    ("sh:path [ sh:inversePath :p ] ; sh:maxCount 0", ":p :it", False),
    ("sh:path ( :p [ sh:oneOrMorePath :p ] ) ; sh:disjoint :p", ":p :it", False),
    ("sh:path :p ; sh:hasValue 1", ":p 1", False),
    ("sh:path :p ; sh:maxCount 1 ; sh:deactivated true", ":p 1", False),
    ("sh:property [ sh:path :p ; sh:maxCount 1 ]", ":p 1", False),
]


@pytest.mark.parametrize(("shape", "told", "plain"), SHAPES)
def test_what_plainly_conforms_is_told_and_nothing_else(shape, told, plain):
    shapes = Graph().parse(data=f"{PREFIXES} :s {shape} .", format="turtle")
    told = told and f":it {told} ."
    data = Graph().parse(data=f"{PREFIXES} {DATA} {told}", format="turtle")
    glance = Glance(shapes, URIRef("urn:x:s"))
    assert glance.suffices(IndexedGraph(data), {URIRef("urn:x:it")}) == plain
    assert glance.suffices(IndexedGraph(data), set())
    if plain:
        shapes.add((URIRef("urn:x:s"), SH.targetNode, URIRef("urn:x:it")))
        assert pyshacl.validate(data, shacl_graph=shapes)[0]


@pytest.mark.filterwarnings("ignore:.*:UserWarning")
def test_a_report_is_the_same_whether_a_glance_suffices_or_pyshacl_is_asked(monkeypatch):
    validator, chance = load_validator(BASE, reference()), random.Random(11)
    triples = sorted(article())
    graphs = [changed(triples, chance)[1] for _ in range(10)]
    quick = [validator.check(graph) for graph in graphs]
    monkeypatch.setattr(Glance, "suffices", lambda _, __, nodes: not nodes)
    assert [validator.check(graph) for graph in graphs] == quick
    assert any(quick)
