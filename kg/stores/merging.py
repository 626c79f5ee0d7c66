"""The merge of several graphs, where they share triples: the engine finds those once for each.

A query that names graphs (FROM, default-graph-uri) asks the merge of them, in which each triple is
once (SPARQL 1.1 Query Language, section 13.2.1). Where they share some, the query is answered from
a store in memory in which the first of the graphs is the merge and the others are empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import pyoxigraph as ox

from kg.stores.patterns import Reader, declared
from kg.stores.tokens import is_silent, tokens

MOST = 200_000  # triples of all graphs of a query; to merge more would take seconds
MOST_KNOWN = 1000  # choices of graphs of which it is known whether they share triples


@dataclass(frozen=True, slots=True)
class Graphs:
    """The graphs a query names: those of its default graph, and its named graphs."""

    default: tuple[ox.NamedNode, ...]
    named: tuple[ox.NamedNode, ...] = ()


class Merges:
    """The stores to be asked about graphs in one state of a store; the latest merge is kept."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._sharing: dict[Graphs, bool] = {}
        self._merged: tuple[Graphs, ox.Store] | None = None

    def of(self, graphs: Graphs) -> ox.Store:
        """Return the store that answers for these graphs: the one they are in, if they share none.

        So it does where they are large, or one of several is asked for by name, too.
        """
        if len(graphs.default) < 2 or not set(graphs.default).isdisjoint(graphs.named):
            return self._store
        if graphs not in self._sharing:
            if len(self._sharing) >= MOST_KNOWN:
                self._sharing.clear()
            self._sharing[graphs] = self._share(graphs)
        if not self._sharing[graphs]:
            return self._store
        if self._merged is None or self._merged[0] != graphs:
            self._merged = graphs, self._merge(graphs)
        return self._merged[1]

    def _share(self, graphs: Graphs) -> bool:
        """Say whether the graphs of the default graph share a triple, and all are small."""
        every = self._count(f"SELECT * {{ ?s ?p ?o }} LIMIT {MOST + 1}", graphs, named=True)
        if every > MOST:
            return False
        distinct = self._count("SELECT DISTINCT * { ?s ?p ?o }", graphs)
        return distinct < self._count("SELECT * { ?s ?p ?o }", graphs)

    def _merge(self, graphs: Graphs) -> ox.Store:
        merged = ox.Store()
        for graph in (*graphs.default, *graphs.named):
            target = graphs.default[0] if graph in graphs.default else graph
            merged.bulk_extend(
                ox.Quad(quad.subject, quad.predicate, quad.object, target)
                for quad in self._store.quads_for_pattern(None, None, None, graph)
            )
        return merged

    def _count(self, select: str, graphs: Graphs, *, named: bool = False) -> int:
        read = [*graphs.default, *(graphs.named if named else ())]
        count = f"SELECT (COUNT(*) AS ?n) {{ {{ {select} }} }}"
        answer = self._store.query(count, default_graph=list[Any](read))
        return int(next(cast(ox.QuerySolutions, answer))[0].value)


def graphs_of(text: str, prefixes: Mapping[str, str]) -> Graphs | None:
    """Return the graphs that the FROM clauses of a query name; None where one is relative.

    >>> graphs_of("PREFIX : <urn:> SELECT * FROM :a FROM NAMED <urn:b> { ?s ?p ?o }", {}).default
    (<NamedNode value=urn:a>,)
    """
    words = [t for t in tokens(text) if not is_silent(t)]
    reader = Reader(words, 0, {**prefixes, **declared(words)})
    found: dict[bool, list[ox.NamedNode]] = {False: [], True: []}
    for at, word in enumerate(words):
        if word == "{":
            break
        if word.upper() == "FROM":
            named = words[at + 1 : at + 2] != [] and words[at + 1].upper() == "NAMED"
            graph = reader.iri("".join(words[at + 1 + named : at + 2 + named]))
            if graph is None:
                return None
            found[named].append(graph)
    return Graphs(_once(found[False]), _once(found[True]))


def _once(graphs: Iterable[ox.NamedNode]) -> tuple[ox.NamedNode, ...]:
    return tuple(dict.fromkeys(graphs))
