"""The rules for a dataset as a whole (`shapes/dataset.ttl`), answered by the store itself.

SHACL looks at one graph; these rules are about what stands in which. Every solution of a rule's
SELECT is a result, as in SHACL-SPARQL (section 5.3), with the graphs named in it.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import cache

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.iris import SHAPES
from kg.model import Finding
from kg.paths import SHAPES as FOLDER
from kg.protocols import Store
from kg.validation import SEVERITIES

_SHARED = re.compile(r"\$(reference|mentioned|ontology|entities|copies|corrections)\b")
_FILE = URIRef("https://w3id.org/communique/shapes/dataset")


def check_dataset(store: Store, base: str) -> tuple[Finding, ...]:
    """Return what is wrong between the graphs of a store, by rule, then by what it is about."""
    found = (f for rule in _rules() for f in _results(store, base, rule))
    return tuple(sorted(found, key=lambda f: (f.rule, f.focus, f.value or "")))


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
