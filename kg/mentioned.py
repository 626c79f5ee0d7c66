"""What articles name and the reference data do not know: offices, bodies, organisations, places.

One thing has one IRI under `<base>id/` in all articles, and is described once, in the graph
`<base>mentioned`. Were it described in the graph of every article that names it, whoever asks the
union of all graphs would count it, and all that is said of it, as often as it is described.
"""

from __future__ import annotations

from collections import defaultdict

from rdflib import RDFS, SKOS, Graph, Literal, URIRef

from kg.identity.reading import rows, triples_about
from kg.ntriples import to_ntriples
from kg.protocols import Store


def mentioned_iri(base: str) -> str:
    """Return the IRI of the graph with what articles name and the reference data do not know."""
    return f"{base}mentioned"


def apart(triples: bytes, base: str) -> tuple[bytes, bytes]:
    r"""Return an article's own N-Triples, and those that describe what others may name, too.

    >>> apart(b'<x:article/1/person/a> <y> "A" .\n<x:id/place/b> <y> "B" .\n', "x:")
    (b'<x:article/1/person/a> <y> "A" .\n', b'<x:id/place/b> <y> "B" .\n')
    """
    shared, parts = f"<{base}id/".encode(), (list[bytes](), list[bytes]())
    for line in triples.splitlines(keepends=True):
        parts[line.startswith(shared)].append(line)
    own, others = map(b"".join, parts)
    return own, others


def describe(store: Store, base: str, triples: bytes) -> None:
    """Add what articles tell of things that others may name, too, as N-Triples."""
    if triples:
        store.amend(mentioned_iri(base), b"", triples)


def settle(store: Store, base: str) -> None:
    """Forget what nothing names any more, and let every other thing have one label.

    Of several, as articles write a name in different ways, the one with most capital letters is the
    label, unless it has no others, and the rest are other names: so it is the same in whatever
    order the articles came.
    """
    graph, gone = mentioned_iri(base), set[str]()
    while unnamed := {row["thing"] for row in rows(store, _UNNAMED % graph)} - gone:
        gone |= unnamed
        told = triples_about(store, _TOLD.replace("$mentioned", f"<{graph}>"), unnamed)
        store.amend(graph, to_ntriples(told), b"")
    labels = defaultdict[str, set[str]](set)
    for row in rows(store, _LABELS % graph):
        labels[row["thing"]].add(row["label"])
    for thing, found in labels.items():
        rest = found - {max(found, key=_fitness)}
        store.amend(graph, _names(thing, RDFS.label, rest), _names(thing, SKOS.altLabel, rest))


def _fitness(label: str) -> tuple[bool, int, str]:
    return not label.isupper(), sum(map(str.isupper, label)), label


def _names(thing: str, predicate: URIRef, names: set[str]) -> bytes:
    graph = Graph()
    for name in names:
        graph.add((URIRef(thing), predicate, Literal(name, lang="en")))
    return to_ntriples(graph)


_UNNAMED = """SELECT DISTINCT ?thing { GRAPH <%s> { ?thing a ?kind }
  FILTER NOT EXISTS { GRAPH ?any { ?other ?names ?thing } } }"""
_TOLD = """CONSTRUCT { ?thing ?p ?o }
  WHERE { VALUES ?thing { %s } GRAPH $mentioned { ?thing ?p ?o FILTER(!ISBLANK(?o)) } }"""
_LABELS = """SELECT ?thing ?label { GRAPH <%s> { ?thing rdfs:label ?label , ?other }
  FILTER(?label != ?other && LANG(?label) = "en" && LANG(?other) = "en") }"""
