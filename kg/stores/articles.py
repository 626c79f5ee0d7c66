"""An article's graphs in the store: its own, and that of what is derived from it (`kg.iris`)."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.stores.oxigraph import parse
from kg.stores.sparql import iri, replacement


def replace_article(store: ox.Store, article: str, graphs: Mapping[str, bytes]) -> str:
    """Return the update that makes `graphs` (N-Triples) all there is of an article.

    Both of its graphs are known by name, so the cost does not depend on what else is stored.
    Raises StoreError where a graph is not N-Triples.
    """
    steps = []
    for graph, data in {article: b"", f"{article}/inferred": b"", **graphs}.items():
        if data.strip():
            steps.append(replacement(store, graph, parse(data, "application/n-triples")))
        elif store.contains_named_graph(iri(graph)):
            steps.append(f"DROP GRAPH {iri(graph)}")
    return ";\n".join(filter(None, steps))
