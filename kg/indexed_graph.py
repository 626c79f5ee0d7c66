"""A graph in plain dictionaries, for reading often: what the SHACL check runs over.

rdflib's own memory store keeps, for every triple, the graphs it is in; a check looks up triples
tens of thousands of times in one graph, and takes half as long over this.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.paths import Path
from rdflib.plugins.stores.memory import Memory
from rdflib.query import Result
from rdflib.term import Identifier, Node

from kg.sparql_engine import Engine

Triple = tuple[Node, Node, Node]
_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class IndexedGraph(Graph):
    """An rdflib graph to which triples can be added and from which none can be removed.

    Made of another graph, it has its prefixes, too.
    """

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        super().__init__(_Store(self), bind_namespaces="none")
        self.about: dict[Node, dict[Node, list[Node]]] = {}  # subject → predicate → objects
        self.having: dict[Node, dict[Node, dict[Node, None]]] = {}  # predicate → object → subjects
        self._instances: dict[Node, set[Node]] = {}
        self._size = 0
        for triple in triples:
            self.add(triple)
        for prefix, namespace in triples.namespaces() if isinstance(triples, Graph) else ():
            self.bind(prefix, namespace)

    def add(self, triple: Any) -> IndexedGraph:
        """Add a triple, unless it is there already."""
        s, p, o = triple
        subjects = self.having.setdefault(p, {}).setdefault(o, {})
        if s not in subjects:
            subjects[s] = None
            self._size += 1
            self.about.setdefault(s, {}).setdefault(p, []).append(o)
        return self

    def triples(self, triple: Any) -> Generator[Any, None, None]:
        """Yield the triples that match; None matches anything, and a path is followed."""
        s, p, o = triple
        if isinstance(p, Path):
            yield from ((a, p, b) for a, b in p.eval(self, s, o))
        elif s is not None and p is not None and o is not None:
            if s in self.having.get(p, _NOTHING).get(o, ()):
                yield s, p, o
        elif s is not None and p is not None:
            yield from ((s, p, b) for b in self.about.get(s, _NOTHING).get(p, ()))
        elif s is not None:
            for q, found in self.about.get(s, _NOTHING).items():
                yield from ((s, q, b) for b in found if o is None or b == o)
        else:
            for q in self.having if p is None else (p,):
                having = self.having.get(q, _NOTHING)
                for b in having if o is None else (o,):
                    yield from ((a, q, b) for a in having.get(b, ()))

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Any:
        """Yield the objects of triples; at once where subject and predicate are given."""
        if subject is None or type(predicate) is not URIRef:
            return super().objects(subject, predicate, unique)
        return iter(self.about.get(subject, _NOTHING).get(predicate, ()))

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Any:
        """Yield the subjects of triples; at once where predicate and object are given."""
        if object is None or type(predicate) is not URIRef:
            return super().subjects(predicate, object, unique)
        return iter(self.having.get(predicate, _NOTHING).get(object, ()))

    def instances(self, kind: Node) -> set[Node]:
        """Return what is of a class or of one below it; once asked, the graph is not to grow."""
        if kind not in self._instances:
            having = self.having.get(RDF.type, _NOTHING)
            below = self.transitive_subjects(RDFS.subClassOf, kind)
            self._instances[kind] = {node for k in below if k for node in having.get(k, ())}
        return self._instances[kind]

    @cached_property
    def engine(self) -> Engine:
        """What answers SPARQL over the graph, which is not to grow then."""
        return Engine(self.about)

    def __len__(self) -> int:
        """Return how many triples there are."""
        return self._size


class _Store(Memory):
    """The store behind the graph, for rdflib's SPARQL and where pyshacl copies nodes from."""

    def __init__(self, graph: IndexedGraph) -> None:
        super().__init__()
        self._graph = graph

    def query(
        self,
        query: Any,
        initNs: Any,  # noqa: N803
        initBindings: Mapping[str, Identifier],  # noqa: N803
        *_: Any,
        **__: Any,
    ) -> Result:
        """Answer a query given as text. Raises NotImplementedError for what rdflib is to answer."""
        return self._graph.engine.query(query, initBindings or {})

    def triples(self, triple: Any, context: Any = None) -> Generator[Any, None, None]:
        """Yield the graph's triples that match, each with the graph it is in."""
        for found in self._graph.triples(triple):
            yield found, iter((self._graph,))
