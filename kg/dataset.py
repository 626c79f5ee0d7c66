"""The rules for a dataset as a whole (`shapes/dataset.ttl`), answered by the store itself.

SHACL looks at one graph; these rules are about what stands in which. Every solution of a rule's
SELECT is a result, as in SHACL-SPARQL (section 5.3), with the graphs named in it. What no SELECT
can tell is whether vocabulary and shapes in the store are those that come along.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.iris import SHAPES, SHARED_GRAPHS
from kg.model import Finding
from kg.paths import ONTOLOGY
from kg.paths import SHAPES as FOLDER
from kg.protocols import Store
from kg.validation import SEVERITIES
from kg.vocabulary import read_turtle

_SHARED = re.compile(rf"\$({'|'.join(SHARED_GRAPHS)})\b")
_FILE = URIRef("https://w3id.org/communique/shapes/dataset")


def check_dataset(store: Store, base: str) -> tuple[Finding, ...]:
    """Return what is wrong between the graphs of a store, by rule, then by what it is about."""
    found = (f for rule in _rules() for f in _results(store, base, rule))
    return tuple(sorted(found, key=lambda f: (f.rule, f.focus, f.value or "")))


def check_vocabulary(store: Store, base: str) -> tuple[Finding, ...]:
    """Return the terms and rules of which a store tells otherwise than the files that come along.

    A store without these graphs, to which RDF was loaded and nothing was built, has none altered.
    """
    found = [f for name in ("ontology", "shapes") for f in _altered(store, base, name)]
    return tuple(sorted(found, key=lambda f: f.focus))


def report_dataset(findings: tuple[Finding, ...]) -> Graph:
    """Return the findings as a SHACL validation report."""
    out, report = Graph(), BNode()
    out.add((report, RDF.type, SH.ValidationReport))
    for finding in findings:
        result = BNode()
        out.add((report, SH.result, result))
        out.add((result, RDF.type, SH.ValidationResult))
        out.add((result, SH.focusNode, URIRef(finding.focus)))
        out.add((result, SH.resultSeverity, SH[finding.severity]))
        out.add((result, SH.sourceShape, URIRef(SHAPES + finding.rule)))
        out.add((result, SH.sourceConstraintComponent, SH.SPARQLConstraintComponent))
        out.add((result, SH.resultMessage, Literal(finding.message, lang="en")))
        if finding.value:
            out.add((result, SH.value, URIRef(finding.value)))
    return out


def _altered(store: Store, base: str, name: str) -> Iterator[Finding]:
    out = io.BytesIO()
    store.dump(out, "application/n-triples", f"{base}{name}")
    stored, shipped = Graph().parse(out.getvalue(), format="nt"), _shipped(name)
    if not stored:
        return
    named = {n for n in (*stored.subjects(), *shipped.subjects()) if isinstance(n, URIRef)}
    altered = [str(n) for n in named if _told(stored, n) != _told(shipped, n)]
    if _nameless(stored) != _nameless(shipped):
        altered.append(f"{base}{name}")
    for focus in altered:
        yield Finding("Violation", "AsShipped", _ALTERED, focus, value=f"{base}{name}")


_ALTERED = (
    "The store tells something else of this term or rule than the vocabulary and the shapes that "
    "come with the program, so that readers and reasoners go by other rules than it does. "
    "Run kg build --reread all, which stores them anew; terms of your own go into another graph."
)


@cache
def _shipped(name: str) -> Graph:
    return read_turtle({"ontology": ONTOLOGY, "shapes": FOLDER}[name])


def _told(graph: Graph, node: Node, within: tuple[Node, ...] = ()) -> frozenset[Any]:
    """Return what is said of a node, and in it what is said of nameless ones, which are trees.

    Numbers and truth values count by their values, as stores write them in ways of their own.
    """

    def term(o: Node) -> Any:
        if isinstance(o, BNode):
            return None if o in within else _told(graph, o, (*within, o))
        return (o.value, o.language) if isinstance(o, Literal) else o

    return frozenset((p, term(o)) for p, o in graph.predicate_objects(node))


def _nameless(graph: Graph) -> Counter[frozenset[Any]]:
    """Return what is said of nameless nodes to which nothing leads, such as disjoint classes."""
    nodes = {s for s in graph.subjects() if isinstance(s, BNode)}.difference(graph.objects())
    return Counter(_told(graph, n) for n in nodes)


@cache
def _shapes() -> Graph:
    return Graph().parse(FOLDER / "dataset.ttl")


def _rules() -> list[Node]:
    return list(_shapes().subjects(SH.sparql))


def _results(store: Store, base: str, rule: Node) -> Iterator[Finding]:
    constraint = _shapes().value(rule, SH.sparql)
    prefixes = "".join(
        f"PREFIX {_shapes().value(p, SH.prefix)}: <{_shapes().value(p, SH.namespace)}>\n"
        for p in _shapes().objects(_FILE, SH.declare)
    )
    select = _SHARED.sub(rf"<{base}\1>", str(_shapes().value(constraint, SH.select)))
    out = io.BytesIO()
    store.query(prefixes + select).write(out, "application/sparql-results+json")
    for row in json.loads(out.getvalue())["results"]["bindings"]:
        told = {name: term["value"] for name, term in row.items()}
        if "this" in told:  # an aggregate over nothing has one empty solution
            yield Finding(
                severity=SEVERITIES[_shapes().value(rule, SH.severity) or SH.Violation],
                rule=str(rule).removeprefix(SHAPES),
                message=str(_shapes().value(constraint, SH.message)),
                focus=told["this"],
                value=told.get("value"),
                sentence=told.get("sentence"),
            )
