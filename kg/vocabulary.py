"""The graphs every dataset holds beside its articles: ontology, shapes and reference data."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph

from kg.ntriples import to_ntriples
from kg.paths import ONTOLOGY, SHAPES


def shared_graphs(reference: Graph, base: str) -> dict[str, bytes]:
    """Return graph IRI → N-Triples of the ontology, the shapes and `reference`."""
    return {
        f"{base}ontology": to_ntriples(read_turtle(ONTOLOGY)),
        f"{base}shapes": to_ntriples(read_turtle(SHAPES)),
        f"{base}reference": to_ntriples(reference),
    }


def read_turtle(folder: Path) -> Graph:
    """Return every Turtle file of `folder` as one graph."""
    graph = Graph()
    for file in sorted(folder.glob("*.ttl")):
        graph.parse(file)
    return graph
