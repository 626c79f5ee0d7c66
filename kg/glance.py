"""What conforms at first sight: shapes that pyshacl need not be asked about.

Nearly all that shapes ask for holds in nearly every graph, and a pass over the index tells so in a
small part of the time that pyshacl takes. Only that is told here: pyshacl alone says what does not
conform, and is asked wherever a shape has a constraint that is not known here or may not hold.
The constraints are those of the W3C Recommendation (2017), section 4.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Mapping, Set
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.extras.shacl import parse_shacl_path
from rdflib.term import Node

from kg.indexed_graph import IndexedGraph

_NOTHING: dict[Any, Any] = {}

# of a graph, and of focus nodes with their value nodes or of all value nodes together
OfNodes = Callable[[IndexedGraph, Mapping[Any, Collection[Node]]], bool]
OfValues = Callable[[IndexedGraph, Set[Any]], bool]
# nodes, classes, shapes that are classes, predicates whose objects, predicates whose subjects
Targets = tuple[Set[Any], Set[Any], Set[Any], Set[Any], Set[Any]]

_TYPES: dict[Any, type] = {
    XSD.string: str,
    XSD.integer: int,
    XSD.decimal: Decimal,
    XSD.boolean: bool,
    XSD.date: date,
    XSD.dateTime: datetime,
}
_KINDS: dict[Any, tuple[type, ...]] = {
    SH.IRI: (URIRef,),
    SH.Literal: (Literal,),
    SH.BlankNodeOrIRI: (BNode, URIRef),
    SH.IRIOrLiteral: (URIRef, Literal),
}
_PARTS = frozenset({RDF.type, SH.prefixes, SH.message, SH.select})  # of a rule in SPARQL
_PECULIAR = re.compile(  # what such a rule may not say, or is not known here
    r"\b(MINUS|VALUES|SERVICE)\b|\bAS\s+[$?]this\b|\bSELECT\b.*\bSELECT\b"
    r"|[$?](PATH|shapesGraph|currentShape)\b",
    re.IGNORECASE | re.DOTALL,
)


def focus_nodes(data: IndexedGraph, targets: Targets) -> set[Node]:
    """Return the nodes of a graph at which targets aim (section 2.1.3)."""
    nodes, classes, implicit, objects_of, subjects_of = targets
    found = set(nodes).union(*map(data.instances, classes | implicit))
    for predicate in objects_of:
        found.update(data.having.get(predicate, ()))
    for predicate in subjects_of:
        found.update(chain.from_iterable(data.having.get(predicate, {}).values()))
    return found


class Glance:
    """A shape, and what a look at a graph tells of it."""

    def __init__(self, shapes: Graph, shape: Node) -> None:
        path = shapes.value(shape, SH.path)
        self._path = None if path is None else parse_shacl_path(shapes, path)
        self._of_nodes, self._of_values = list[OfNodes](), list[OfValues]()
        self._known = True
        for parameter, value in shapes.predicate_objects(shape):
            if parameter in _OF_NODES:
                self._of_nodes.append(_OF_NODES[parameter](shapes, shape, value))
            elif parameter in _OF_VALUES:
                self._of_values.append(_OF_VALUES[parameter](shapes, shape, value))
            elif parameter not in _NO_CONSTRAINTS:
                self._known = False

    def suffices(self, data: IndexedGraph, nodes: Set[Node]) -> bool:
        """Say whether it is plain that all nodes conform to the shape."""
        if not (nodes and self._known):
            return not nodes
        path = self._path
        if path is None:
            told: Mapping[Any, Collection[Node]] = {node: (node,) for node in nodes}
        elif isinstance(path, URIRef):
            told = {node: data.about.get(node, _NOTHING).get(path, ()) for node in nodes}
        else:
            told = {node: set(data.objects(node, path)) for node in nodes}
        values = set(chain.from_iterable(told.values()))
        return all(hold(data, told) for hold in self._of_nodes) and all(
            hold(data, values) for hold in self._of_values
        )


def _min_count(_: Graph, __: Node, count: Any) -> OfNodes:
    least = int(count)
    return lambda data, told: min(map(len, told.values())) >= least


def _max_count(_: Graph, __: Node, count: Any) -> OfNodes:
    most = int(count)
    return lambda data, told: max(map(len, told.values())) <= most


def _disjoint(_: Graph, __: Node, predicate: Any) -> OfNodes:
    return lambda data, told: all(
        set(values).isdisjoint(data.objects(node, predicate)) for node, values in told.items()
    )


def _qualified(shapes: Graph, shape: Node, qualified: Node) -> OfNodes:
    glance, count = Glance(shapes, qualified), shapes.value(shape, SH.qualifiedMinCount)
    least = int(str(count or 0))
    return lambda data, told: all(
        sum(glance.suffices(data, {value}) for value in values) >= least for values in told.values()
    )


def _sparql(shapes: Graph, _: Node, rule: Node) -> OfNodes:
    select = str(shapes.value(rule, SH.select))
    plain = _PARTS.issuperset(shapes.predicates(rule)) and not _PECULIAR.search(select)
    declared = shapes.objects(shapes.value(rule, SH.prefixes), SH.declare)
    names = [[shapes.value(d, part) for part in (SH.prefix, SH.namespace)] for d in declared]
    query = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in names) + select

    def no_solutions(data: IndexedGraph, told: Mapping[Any, Collection[Node]]) -> bool:
        try:
            return plain and not any(data.engine.query(query, {"this": n}).bindings for n in told)
        except NotImplementedError:
            return False

    return no_solutions


def _class(_: Graph, __: Node, kind: Any) -> OfValues:
    return lambda data, values: data.instances(kind) >= values


def _datatype(_: Graph, __: Node, datatype: Any) -> OfValues:
    kind = _TYPES.get(datatype, ())
    alike = {datatype, None} if datatype == XSD.string else {datatype}
    return lambda data, values: all(
        isinstance(value, Literal)
        and value.datatype in alike
        and not (value.language or value.ill_typed)
        and isinstance(value.value, kind)
        for value in values
    )


def _node_kind(_: Graph, __: Node, kind: Any) -> OfValues:
    types = _KINDS.get(kind, ())
    return lambda data, values: all(isinstance(value, types) for value in values)


def _pattern(_: Graph, __: Node, pattern: Any) -> OfValues:
    search = re.compile(pattern).search
    return lambda data, values: all(
        not isinstance(value, BNode) and search(value) for value in values
    )


def _min_length(_: Graph, __: Node, length: Any) -> OfValues:
    least = int(length)
    return lambda data, values: all(
        not isinstance(value, BNode) and len(value) >= least for value in values
    )


def _compared(hold: Callable[[Any, Any], bool]) -> Callable[[Graph, Node, Any], OfValues]:
    def compared(_: Graph, __: Node, limit: Any) -> OfValues:
        return lambda data, values: (
            _is_number(limit)
            and all(_is_number(value) and hold(value.value, limit.value) for value in values)
        )

    return compared


def _is_number(node: Node) -> bool:
    value = node.value if isinstance(node, Literal) and not node.ill_typed else None
    return type(value) is int or (isinstance(value, Decimal) and value.is_finite())


def _in(shapes: Graph, _: Node, items: Any) -> OfValues:
    listed = set(shapes.items(items))
    return lambda data, values: listed >= values


def _closed(shapes: Graph, shape: Node, _: Node) -> OfValues:
    lists = shapes.objects(shape, SH.ignoredProperties)
    ignored = {predicate for items in lists for predicate in shapes.items(items)}
    return lambda data, values: all(
        ignored.issuperset(data.about.get(value, ())) for value in values
    )


def _or(shapes: Graph, _: Node, items: Any) -> OfValues:
    glances = [Glance(shapes, item) for item in shapes.items(items)]
    return lambda data, values: all(
        any(glance.suffices(data, {value}) for glance in glances) for value in values
    )


def _not(*_: object) -> OfValues:
    return lambda data, values: not values


_OF_NODES: dict[Node, Callable[[Graph, Node, Any], OfNodes]] = {
    SH.minCount: _min_count,
    SH.maxCount: _max_count,
    SH.disjoint: _disjoint,
    SH.qualifiedValueShape: _qualified,
    SH.sparql: _sparql,
}
_OF_VALUES: dict[Node, Callable[[Graph, Node, Any], OfValues]] = {
    SH["class"]: _class,
    SH.datatype: _datatype,
    SH.nodeKind: _node_kind,
    SH.pattern: _pattern,
    SH.minLength: _min_length,
    SH.minInclusive: _compared(operator.ge),
    SH.maxInclusive: _compared(operator.le),
    SH["in"]: _in,
    SH.closed: _closed,
    SH["or"]: _or,
    SH["not"]: _not,
}
_NO_CONSTRAINTS = frozenset(
    {
        *(RDF.type, RDFS.isDefinedBy, SH.path, SH.message, SH.severity),
        *(SH.targetNode, SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf),
        *(SH.ignoredProperties, SH.qualifiedMinCount),  # read with what they belong to
    }
)
