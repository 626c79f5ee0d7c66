"""pyshacl, which is asked for a report only where a look at the graph does not suffice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyshacl
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from rdflib import SH, Graph, Literal, URIRef

from kg.glance import Glance, Targets, focus_nodes
from kg.indexed_graph import IndexedGraph

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes ready for use: the graph they are in, and those with targets by what these are."""

    graph: ShapesGraph
    executor: Any
    aimed: Mapping[Targets, list[tuple[Shape, Glance]]]


def compile_shapes(shapes: Graph) -> Shapes:
    """Return the shapes with each property shape aimed at the targets of its node shapes.

    The same by the specification (sections 2.1.3 and 2.3), but pyshacl then looks at all nodes of a
    property at once and not at every property of one node after the other: a third of the time.
    Node shapes that others refer to or that are switched off, and property shapes that depend on
    their siblings, stay as they are.
    """
    compiled = Graph(bind_namespaces="none")
    for s, p, o in shapes:
        if p == SH.pattern and str(o).endswith("$") and not str(o).endswith("\\$"):
            o = Literal(f"{str(o)[:-1]}(?!.|\n)")
        compiled.add((s, p, o))
    aimed = {n for target in _TARGETS for n in compiled.subjects(target)}
    for node in aimed - set(compiled.subjects(SH.deactivated)) - set(compiled.objects()):
        for part in list(compiled.objects(node, SH.property)):
            depends = (part, SH.qualifiedValueShapesDisjoint, None) in compiled
            if isinstance(part, URIRef) and not depends:
                compiled.remove((node, SH.property, part))
                for target in _TARGETS:
                    for value in compiled.objects(node, target):
                        compiled.add((part, target, value))
    indexed = IndexedGraph(compiled)
    graph = ShapesGraph(DataGraph.from_rdflib(indexed))
    by_targets = defaultdict[Targets, list[tuple[Shape, Glance]]](list)
    for shape in graph.shapes:
        targets: Any = tuple(map(frozenset, shape.target()))
        by_targets[targets].append((shape, Glance(indexed, shape.node)))
    validator = pyshacl.Validator(DataGraph.from_rdflib(Graph()), shacl_graph=Graph())
    return Shapes(graph, validator.make_executor(), by_targets)


def validate(data: IndexedGraph, shapes: Shapes) -> Graph:
    """Return the report on the data. Raises what pyshacl does where the shapes make no sense."""
    graph, results = DataGraph.from_rdflib(data), list[Any]()
    for targets, aimed in shapes.aimed.items():
        nodes: Any = focus_nodes(data, targets)
        for shape, glance in aimed:
            if not glance.suffices(data, nodes):
                results += shape.validate(shapes.executor, graph, nodes)[1]
    told = pyshacl.Validator.create_validation_report(shapes.graph, not results, results)
    report: Graph = told[0]
    return report
