"""An article's graphs in the store: its own, and those beside it that are named after it."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.stores.oxigraph import parse
from kg.stores.sparql import iri, replacement


def replace_article(store: ox.Store, article: str, graphs: Mapping[str, bytes]) -> str:
    """Return the update that makes `graphs` (N-Triples) all there is of an article.

    What else is named `<article>/…` is dropped. Raises StoreError where a graph is not N-Triples.
    """
    new = {graph: data for graph, data in graphs.items() if data.strip()}
    old = (name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode))
    steps = [
        f"DROP SILENT GRAPH {iri(graph)}"
        for graph in sorted(old)
        if (graph == article or graph.startswith(f"{article}/")) and graph not in new
    ]
    for graph, data in new.items():
        triples = parse(data, "application/n-triples")
        steps.append(replacement(store, graph, triples))
    return ";\n".join(filter(None, steps))
