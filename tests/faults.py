"""Small graphs that conform, and changes that break them."""

from collections.abc import Callable
from pathlib import Path

from rdflib import BNode, Graph, URIRef
from rdflib.term import Node

from kg.iris import BASE, CQ

DATA = Path(__file__).parent / "data"
ARTICLE = "article/699b183c5be1f0a2"
PREFIXES = f"""
BASE <{BASE}>
PREFIX : <{BASE}id/>
PREFIX cq: <{CQ}>
PREFIX a: <{BASE}article/>
PREFIX st: <{ARTICLE}/statement/>
PREFIX cl: <{ARTICLE}/claim/>
PREFIX ev: <{ARTICLE}/event/>
PREFIX m: <{ARTICLE}/mention/>
PREFIX sp: <{ARTICLE}/span/>
PREFIX se: <{ARTICLE}/sentence/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

Change = Callable[[Graph], object]


def article() -> Graph:
    """Return the invented article's graph."""
    return Graph().parse(DATA / "article.ttl")


def reference() -> Graph:
    """Return a handful of reference data."""
    return Graph().parse(DATA / "reference.ttl")


def add(triples: str) -> Change:
    """Return a change that adds triples in Turtle."""
    return lambda graph: graph.update(f"{PREFIXES} INSERT DATA {{ {triples} }}")


def drop(subject_predicate: str) -> Change:
    """Return a change that removes all values of a property."""
    return lambda graph: graph.update(f"{PREFIXES} DELETE WHERE {{ {subject_predicate} ?gone }}")


def put(subject_predicate: str, value: str) -> Change:
    """Return a change that gives a property one other value."""
    return both(drop(subject_predicate), add(f"{subject_predicate} {value}"))


def both(*changes: Change) -> Change:
    """Return a change that makes each change in turn."""
    return lambda graph: [change(graph) for change in changes]


def nameless(node: str) -> Change:
    """Return a change that puts a blank node in the place of `node`."""
    return _replaced(node, BNode())


def renamed(node: str, name: str) -> Change:
    """Return a change that gives `node` another address."""
    return _replaced(node, URIRef(BASE + name))


def _replaced(node: str, new: Node) -> Change:
    old = URIRef(BASE + node)

    def change(graph: Graph) -> None:
        triples = list(graph)
        graph.remove((None, None, None))
        for triple in triples:
            graph.add(tuple(new if term == old else term for term in triple))

    return change
