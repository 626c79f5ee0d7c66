"""A graph in plain dictionaries, for reading often: what the SHACL check runs over.

rdflib's own memory store keeps, for every triple, the graphs it is in; a check looks up triples
tens of thousands of times in one graph, and takes half as long over this.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any

from rdflib import Graph
from rdflib.paths import Path
from rdflib.plugins.stores.memory import Memory
from rdflib.term import Node

Triple = tuple[Node, Node, Node]


class IndexedGraph(Graph):
    """An rdflib graph to which triples can be added and from which none can be removed.

    Made of another graph, it has its prefixes, too.
    """

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        super().__init__(_Store(self), bind_namespaces="none")
        self._about: dict[Node, list[tuple[Node, Node]]] = {}
        self._objects: dict[tuple[Node, Node], list[Node]] = {}
        self._subjects: dict[tuple[Node, Node], list[Node]] = {}
        self._pairs: dict[Node, list[tuple[Node, Node]]] = {}
        for triple in triples:
            self.add(triple)
        for prefix, namespace in triples.namespaces() if isinstance(triples, Graph) else ():
            self.bind(prefix, namespace)

    def add(self, triple: Any) -> IndexedGraph:
        """Add a triple, unless it is there already."""
        s, p, o = triple
        objects = self._objects.setdefault((s, p), [])
        if o not in objects:
            objects.append(o)
            self._subjects.setdefault((p, o), []).append(s)
            self._pairs.setdefault(p, []).append((s, o))
            self._about.setdefault(s, []).append((p, o))
        return self

    def triples(self, triple: Any) -> Generator[Any, None, None]:
        """Yield the triples that match; None matches anything, and a path is followed."""
        s, p, o = triple
        if isinstance(p, Path):
            yield from ((a, p, b) for a, b in p.eval(self, s, o))
        elif s is not None and p is not None:
            found = self._objects.get((s, p), ())
            yield from ((s, p, b) for b in found if o is None or b == o)
        elif s is not None:
            found_pairs = self._about.get(s, ())
            yield from ((s, q, b) for q, b in found_pairs if o is None or b == o)
        elif p is not None and o is not None:
            yield from ((a, p, o) for a in self._subjects.get((p, o), ()))
        else:
            predicates = self._pairs if p is None else (p,)
            for q in predicates:
                yield from ((a, q, b) for a, b in self._pairs.get(q, ()) if o is None or b == o)

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Any:
        """Yield the objects of triples; at once where subject and predicate are given."""
        found = self._objects.get((subject, predicate))
        if found is not None:
            return iter(found)
        if subject is None or predicate is None or isinstance(predicate, Path):
            return super().objects(subject, predicate, unique)
        return iter(())

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Any:
        """Yield the subjects of triples; at once where predicate and object are given."""
        if object is None or predicate is None or isinstance(predicate, Path):
            return super().subjects(predicate, object, unique)
        return iter(self._subjects.get((predicate, object), ()))

    def __len__(self) -> int:
        """Return how many triples there are."""
        return sum(map(len, self._objects.values()))


class _Store(Memory):
    """The store behind the graph, where pyshacl looks for blank nodes that it is to describe."""

    def __init__(self, graph: IndexedGraph) -> None:
        super().__init__()
        self._graph = graph

    def triples(self, triple: Any, context: Any = None) -> Generator[Any, None, None]:
        """Yield the graph's triples that match, each with the graph it is in."""
        for found in self._graph.triples(triple):
            yield found, iter((self._graph,))
