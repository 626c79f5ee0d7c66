"""The graphs every dataset holds beside its articles: ontology, shapes and reference data."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from rdflib import Graph

from kg.ntriples import to_ntriples
from kg.paths import MODELS, ONTOLOGY, SHAPES


def shared_graphs(reference: Graph, base: str) -> dict[str, bytes]:
    """Return graph IRI → N-Triples of the ontology, the shapes and `reference`."""
    return {
        f"{base}ontology": to_ntriples(read_turtle(ONTOLOGY)),
        f"{base}shapes": to_ntriples(read_turtle(SHAPES)),
        f"{base}reference": to_ntriples(reference),
    }


@cache
def data_digest(own: str | None = None, alone: bool = False) -> str:
    """Return 32 hexadecimal digits of all the files that shape graphs beside the programs.

    Ontology, shapes, reference data with those of one's `own` folder, and the model.
    """
    digest = hashlib.sha256(b"alone" if alone else b"")
    for folder in (ONTOLOGY, SHAPES, MODELS, *([Path(own)] if own else [])):
        for file in sorted(f for f in folder.rglob("*") if f.is_file() and f.suffix != ".md"):
            with file.open("rb") as stream:
                told = hashlib.file_digest(stream, "sha256").hexdigest()
            digest.update(f"{file.relative_to(folder).as_posix()} {told}\n".encode())
    return digest.hexdigest()[:32]


def read_turtle(folder: Path) -> Graph:
    """Return every Turtle file of `folder` as one graph."""
    graph = Graph()
    for file in sorted(folder.glob("*.ttl")):
        graph.parse(file)
    return graph
