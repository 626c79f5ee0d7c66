"""Draws the pictures of the documentation anew: `python docs/draw.py`, from the repository's root.

All are drawn from the ontology and its worked example; `tests/test_docs_protege.py` says when
they are out of date.
"""

from __future__ import annotations

from pathlib import Path

from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.diagrams import around, class_tree, star
from kg.glossary import load_glossary
from kg.iris import BASE, CQ
from kg.paths import ONTOLOGY

FOLDER = Path(__file__).parent / "pictures"
STATEMENT = URIRef(f"{BASE}article/madrid/statement/3")
LONG = 60  # characters of a value that are shown


def pictures() -> dict[str, str]:
    """Return file name → SVG."""
    glossary = load_glossary()
    found = {"classes.svg": class_tree(glossary, alone=True)}
    for name in ("Statement", "MembershipClaim", "Membership"):
        found[f"{name}.svg"] = around(glossary, name, alone=True)
    graph = Graph()
    for file in sorted((ONTOLOGY / "competency").glob("*.ttl")) + sorted(ONTOLOGY.glob("*.ttl")):
        graph.parse(file)
    found["a-statement.svg"] = individual(graph, STATEMENT)
    return found


def individual(graph: Graph, node: URIRef) -> str:
    """Return a thing with all that is told of it, each value by its label or its words."""
    told = sorted(
        (str(p).removeprefix(CQ), o)
        for p, o in graph.predicate_objects(node)
        if str(p).startswith(CQ)
    )
    data = [(key, shown(graph, o)) for key, o in told if isinstance(o, Literal)]
    links = [(key, shown(graph, o)) for key, o in told if not isinstance(o, Literal)]
    return star("What is told of a statement", shown(graph, node), data, links, alone=True)


def shown(graph: Graph, node: Node) -> str:
    """Return the label of a thing, else its words in the text, else the value itself."""
    words = str(graph.value(node, RDFS.label) or graph.value(node, URIRef(f"{CQ}exact")) or node)
    return words if len(words) <= LONG else words[: LONG - 1] + "…"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, svg in pictures().items():
        (FOLDER / name).write_text(svg, encoding="utf-8")
