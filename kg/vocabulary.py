"""What every dataset holds beside its articles: ontology, shapes, reference data, the program."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef

from kg.iris import CQ, program_iri
from kg.ntriples import to_ntriples
from kg.paths import MODELS, ONTOLOGY, SHAPES

_CQ = Namespace(CQ)


def shared_graphs(reference: Graph, base: str) -> dict[str, bytes]:
    """Return graph IRI → N-Triples of the ontology, the shapes and `reference`."""
    return {
        f"{base}ontology": to_ntriples(read_turtle(ONTOLOGY)),
        f"{base}shapes": to_ntriples(read_turtle(SHAPES)),
        f"{base}reference": to_ntriples(reference),
    }


def program_graph(base: str, version: str) -> Graph:
    """Return the description of one version of the program, which many runs name."""
    graph, program = Graph(), URIRef(program_iri(base, version))
    graph.add((program, RDF.type, _CQ.Extractor))
    graph.add((program, RDFS.label, Literal(f"Communiqué {version}", lang="en")))
    graph.add((program, OWL.versionInfo, Literal(version)))
    return graph


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
