"""The served store for code that knows stores and no web: workers answer, the writer writes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, BinaryIO

from kg import __version__, mentioned
from kg.copies import find_copies
from kg.errors import CommuniqueError
from kg.identity.identify import identify
from kg.reference import open_reference
from kg.stores.messages import Dataset
from kg.web.service import service

LONG = 20  # times a query's time limit: what our own questions over all data may take
log = logging.getLogger("kg.web")


class ServedStore:
    """What of `kg.protocols.Store` export and identification need; `by` is for the change log."""

    def __init__(self, by: str = "") -> None:
        self._by = by

    def query(self, sparql: str, *, union: bool = True) -> _Asked:
        """Return the answer to a query, worked out when it is written."""
        return _Asked(sparql, Dataset(union=union))

    def amend(self, graph: str, removed: bytes, added: bytes) -> None:
        """Remove and add N-Triples of one graph, in one transaction."""
        steps = [
            f"{what} DATA {{ GRAPH <{graph}> {{\n{triples.decode()}}} }}"
            for what, triples in (("DELETE", removed), ("INSERT", added))
            if triples
        ]
        if steps:
            subjects = {line.split(b" ", 1)[0] for line in (removed + added).splitlines() if line}
            touches = {graph: sorted(s.decode().strip("<>") for s in subjects)}
            service().pool.update(";\n".join(steps), touches=touches, by=self._by)

    def replace(self, graphs: Mapping[str, bytes]) -> None:
        """Replace each graph by its N-Triples."""
        for graph, triples in graphs.items():
            document = ("application/n-triples", triples)
            service().pool.graph_store("put", graph, [document], by=self._by)

    def load(self, stream: BinaryIO, media_type: str, graph: str) -> int:
        """Add the N-Triples of `stream` to a graph; return how many were read."""
        triples = stream.read()
        service().pool.graph_store("post", graph, [(media_type, triples)], by=self._by)
        return triples.count(b"\n")


class _Asked:
    def __init__(self, sparql: str, dataset: Dataset) -> None:
        self._sparql, self._dataset = sparql, dataset

    def write(self, out: BinaryIO, media_type: str) -> None:
        pool = service().pool
        accept = dict.fromkeys(("solutions", "boolean", "graph"), media_type)
        timeout = LONG * pool.timeout
        for chunk in pool.query(self._sparql, accept, dataset=self._dataset, timeout=timeout):
            out.write(chunk)


def settle(article: str) -> None:
    """Bring who is who, and what is copied, in line with an article that was written or removed.

    Where that fails the article, named by its IRI, stands all the same; the next build makes up
    for who is who, and for the copies as soon as one of them is read again or another is found.
    """
    store: Any = ServedStore(by="identification")
    base, settings = service().base, service().intake.config
    try:
        with service().identifying:
            known = open_reference(settings.reference, settings.reference_alone)
            identify(store, known, base=base, version=__version__, changed=[article], alone=True)
            find_copies(store, base, [article])
            mentioned.settle(store, base)
    except CommuniqueError as error:
        log.warning("%s: who is who, or what is copied, is not up to date: %s", article, error)
