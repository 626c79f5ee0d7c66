"""The process that checks what strangers send: `python -m kg.checker SOCKET MEMORY_MB PARENT`.

RDF is read by the engine's parsers, which fetch nothing, then checked as one article's graph.
"""

from __future__ import annotations

import os
from functools import cache

from rdflib import Graph

from kg.checking import open_validator, read_into, report_on
from kg.config import Config
from kg.errors import ConfigError, StoreError
from kg.stores.documents import parse_graphs
from kg.stores.loop import Output, Request, serve
from kg.stores.messages import DocumentError
from kg.stores.oxigraph import parse
from kg.validation import Validator


def check(request: Request, documents: list[bytes], out: Output) -> None:
    """Answer with the report on the graph that the documents make together, in one form.

    The head says whether it `conforms`, how many `findings` there are, in one line the `summary`,
    and which `articles` the graph is about.
    """
    graph = Graph()
    for media_type, data in zip(request["media_types"], documents, strict=True):
        read_into(graph, _ntriples(data, media_type, request["graph"]))
    _report(request, [graph], out)


def validate(request: Request, documents: list[bytes], out: Output) -> None:
    """Answer as `check` does with the report on every graph of a document, each by itself."""
    try:
        graphs = parse_graphs(documents[0], request["media_types"][0])
    except StoreError as error:
        raise DocumentError(str(error)) from error
    _report(request, [read_into(Graph(), g) for g in graphs], out)


def _report(request: Request, graphs: list[Graph], out: Output) -> None:
    report = report_on(_validator(Config(**request["config"])), iter(graphs))
    articles = sorted(report.articles or ())
    out.head(
        {
            "conforms": report.conforms,
            "findings": len(report.findings),
            "summary": report.summary,
            "articles": articles,
        }
    )
    out.write(report.write(request["form"]).encode())


def _ntriples(data: bytes, media_type: str, graph: str | None) -> str:
    try:
        triples = parse(data, media_type, graph)
    except (StoreError, ConfigError) as error:
        raise DocumentError(f"{error}; nothing was changed") from error
    return "".join(f"{triple} .\n" for triple in triples)


@cache
def _validator(config: Config) -> Validator:
    return open_validator(config)


if __name__ == "__main__":
    serve({"check": check, "validate": validate})
    os._exit(0)
