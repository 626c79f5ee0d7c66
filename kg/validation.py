"""The SHACL check of article graphs and of the reference data (W3C Recommendation of 2017).

pyshacl decides, over an rdflib graph in memory: the article's triples and, of the ontology and the
reference data, only what the shapes ask for: which class is a subclass of which, and the type and
label of what the article refers to. No inference, no imports, nothing fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from decimal import Decimal
from itertools import pairwise, product
from pathlib import Path
from typing import Any
from typing import Literal as OneOf

from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import IdentifiedNode, Node

from kg.errors import CommuniqueError
from kg.indexed_graph import IndexedGraph, Triple
from kg.iris import CQ, SHAPES
from kg.model import Finding, Span
from kg.paths import ONTOLOGY
from kg.paths import SHAPES as SHAPES_FOLDER
from kg.shacl import Shapes, compile_shapes, validate

_CQ = Namespace(CQ)
_FILES = "https://w3id.org/communique/shapes/"
SEVERITIES: dict[Node | None, OneOf["Violation", "Warning", "Info"]] = {
    SH.Violation: "Violation",
    SH.Warning: "Warning",
    SH.Info: "Info",
}
_SUBCLASS_OF, _TYPE = RDFS.subClassOf, RDF.type
_DESCRIBED = RDF.type, RDFS.label, _CQ.officeOf
_KINDS = {  # what may be described elsewhere, by its IRI under `<base>id/`
    "office": _CQ.Office,
    "body": _CQ.GovernmentBody,
    "organisation": _CQ.Organisation,
    "place": _CQ.Place,
}
_OFFICE_OF = re.compile(r"office/((?:state|grouping|body|organisation)/.+)/[^/]+")
_TOLD, _AFTER = URIRef(SHAPES + "told"), URIRef(SHAPES + "after")
_NAMES = URIRef(SHAPES + "names")
_CALLED = (RDFS.label, SKOS.altLabel, _CQ.demonym, _CQ.metonym, _CQ.capital)
_ELSEWHERE = (
    _CQ.State,
    _CQ.InternationalGrouping,
    _CQ.TimeScopedRelation,
    _CQ.Identification,
    _CQ.IdentityDecision,
    _CQ.IdentificationRun,
    _CQ.Correction,
    _CQ.Copy,
    _CQ.CopyCluster,
    _CQ.Utterance,
    SKOS.Concept,
    OWL.Ontology,
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
)
_ORDER = {"Violation": 0, "Warning": 1, "Info": 2}
_NUMBERS: dict[Node, type] = {_CQ.start: int, _CQ.end: int, _CQ.confidence: Decimal}
_INEXACT = frozenset({XSD.double, XSD.float, XSD.decimal, XSD.integer})
_WORDS = (_CQ.quotedSpan, _CQ.contentSpan, _CQ.evidence, _CQ.cueSpan, _CQ.speakerSpan)


class Validator:
    """Checks article graphs against the shapes; made once, used for many articles.

    By what a node shape says it is defined by, it is for the graph of an article, for reference
    data, or for who is who across articles; those for the dataset as a whole are for `kg.dataset`.
    """

    def __init__(self, shapes: Graph, ontology: Graph, reference: Graph, base: str) -> None:
        self._things = f"{base}id/"
        asked = (*shapes.objects(None, SH.namespace), *shapes.objects(None, SH.path))
        self._asked_about = tuple({str(name) for name in asked if not isinstance(name, BNode)})
        self._names: dict[Node, Node] = {}  # one object a term: dictionaries need not compare them
        self._shapes, self._compiled = shapes, dict[str, Shapes]()
        self._ready("article")
        self._subclasses = tuple(
            t for t in ontology.triples((None, RDFS.subClassOf, None)) if isinstance(t[2], URIRef)
        )
        self._known: dict[Node, list[tuple[Node, Node]]] = {}
        for graph, predicate in product((ontology, reference), _DESCRIBED):
            for subject, value in graph.subject_objects(predicate):
                self._known.setdefault(subject, []).append((predicate, value))
        self._elsewhere: set[Node] = {
            kind
            for top in _ELSEWHERE
            for kind in ontology.transitive_subjects(_SUBCLASS_OF, top)
            if kind is not None
        }
        self._settled = {
            node
            for node, told in self._known.items()
            if any(p == RDF.type and kind in self._elsewhere for p, kind in told)
        }
        self._called: dict[str, set[Node]] = {}  # states and organisations of states, by any name
        for predicate in _CALLED:
            for node, name in reference.subject_objects(predicate):
                if node in self._settled:
                    self._called.setdefault(str(name), set()).add(node)

    def check(self, graph: Graph) -> tuple[Finding, ...]:
        """Return what is wrong with an article's graph, worst first, then in text order."""
        return findings_in(self.report_article(graph), graph)

    def report_article(self, graph: Graph) -> Graph:
        """Return the SHACL validation report on an article's graph."""
        return validate(IndexedGraph(self._with_background(graph)), self._ready("article"))

    def report_reference(self, reference: Graph) -> Graph:
        """Return the report on reference data; of the background only the ontology counts."""
        data = IndexedGraph((*reference, *self._vocabulary()))
        return validate(data, self._ready("reference"))

    def report_entities(self, entities: Graph, told: Graph) -> Graph:
        """Return the report on who is who; `told` is what articles say of the persons."""
        data = IndexedGraph(
            (*self._with_background(entities + told, own=self._elsewhere), *self._vocabulary())
        )
        return validate(data, self._ready("entities"))

    def report_corrections(self, corrections: Graph) -> Graph:
        """Return the report on what reviewers said of statements."""
        data = IndexedGraph(
            (*self._with_background(corrections, own=self._elsewhere), *self._vocabulary())
        )
        return validate(data, self._ready("corrections"))

    def _ready(self, file: str) -> Shapes:
        """Return the shapes of a file, ready for use, their terms among the validator's names."""
        if file not in self._compiled:
            once, kept = self._names.setdefault, Graph()
            for s, p, o in _defined_by(self._shapes, file):
                kept.add((once(s, s), once(p, p), once(o, o)))
            self._compiled[file] = compile_shapes(kept)
        return self._compiled[file]

    def _vocabulary(self) -> Iterator[Triple]:
        """Yield the class hierarchy, and types and labels of the ontology's terms."""
        yield from self._subclasses
        for subject, pairs in self._known.items():
            if str(subject).startswith(CQ):
                yield from ((subject, predicate, value) for predicate, value in pairs)

    def _with_background(self, graph: Graph, own: Set[Node] = frozenset()) -> Iterator[Triple]:
        """Yield the graph, the class hierarchy, and type and label of what the graph refers to.

        What the graph tells of things that are described elsewhere, such as states and classes,
        does not count; it is yielded as `cqs:told`, for a shape to find. Each sentence is said to
        be `cqs:after` the one numbered before it, each mention of a state or an organisation of
        states to stand by `cqs:names` to those whose name its words are, if it is another's. What
        the graph `<base>mentioned` describes is what its IRI says.
        """
        indexed = graph if isinstance(graph, IndexedGraph) else IndexedGraph(graph)
        referred, once = set[Node](), dict(self._names).setdefault
        told_elsewhere = once(_TOLD, _TOLD)
        for subject, told in indexed.about.items():
            settled, one = subject in self._settled, once(subject, subject)
            for predicate, values in told.items():
                doubtful = settled or predicate in (_TYPE, _SUBCLASS_OF)
                same = once(predicate, predicate)
                for value in values:
                    elsewhere = doubtful and self._is_told_elsewhere(subject, predicate, value, own)
                    name = told_elsewhere if elsewhere else same
                    if isinstance(value, Literal) or name in _NUMBERS:
                        yield one, name, self._fit(name, value)
                    else:
                        yield one, name, once(value, value)
                        referred.add(value)
        yield from self._subclasses
        yield from _in_sequence(indexed)
        yield from self._names_of_others(indexed)
        labelled = set(indexed.subjects(RDFS.label)) - self._settled
        while referred:
            node = referred.pop()
            for predicate, value in self._known.get(node) or self._mentioned(indexed, node):
                if predicate != RDFS.label or node not in labelled:
                    yield node, predicate, value
                if predicate == _CQ.officeOf:
                    referred.add(value)

    def _mentioned(self, graph: IndexedGraph, node: Node) -> Iterator[tuple[Node, Node]]:
        """Yield what an IRI says of an office, a body, an organisation or a place.

        That counts where the graph says nothing of it.
        """
        if not isinstance(node, URIRef) or not node.startswith(self._things) or node in graph.about:
            return
        name = node.removeprefix(self._things)
        if kind := _KINDS.get(name.partition("/")[0]):
            yield _TYPE, kind
            yield RDFS.label, Literal(name.rpartition("/")[2], lang="en")
            if office := _OFFICE_OF.fullmatch(name):
                yield _CQ.officeOf, URIRef(self._things + office[1])

    def _fit(self, predicate: Node, value: Node) -> Node:
        """Return the value, or a string for what pyshacl, rdflib or Oxigraph would stumble over.

        Oxigraph does not keep some numbers as they are written, and rdflib, to which a graph with
        one is left, takes eighty times as long. So a number becomes a string, too, if no shape
        speaks of vocabularies like its property's.
        """
        value = _tame(predicate, value)
        inexact = isinstance(value, Literal) and value.datatype in _INEXACT
        unasked = inexact and not str(predicate).startswith(self._asked_about)
        return Literal(str(value)) if unasked else value

    def _names_of_others(self, graph: Graph) -> Iterator[Triple]:
        """Yield from each mention in the name of another than it means to all of that name."""
        for mention, meant in graph.subject_objects(_CQ.refersTo):
            if meant in self._settled:
                called = self._called.get(str(graph.value(mention, _CQ.exact)), ())
                if meant not in called:
                    yield from ((mention, _NAMES, other) for other in called)

    def _is_told_elsewhere(
        self, subject: Node, predicate: Node, value: Node, own: Set[Node]
    ) -> bool:
        """Say whether a triple describes what others describe; instances of `own` are not."""
        if subject in self._settled:
            return (predicate, value) not in self._known[subject]
        if predicate == _TYPE:
            return value in self._elsewhere and value not in own
        return predicate == _SUBCLASS_OF


def load_validator(base: str, reference_graph: Graph) -> Validator:
    """Return the validator with the shapes and the ontology that travel with the package.

    `base` is the data's base IRI; the shapes hold under any, but an office, body, organisation or
    place need be described only under another.
    """
    return Validator(_read(SHAPES_FOLDER), _read(ONTOLOGY), reference_graph, base)


def _read(folder: Path) -> Graph:
    graph = Graph()
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise CommuniqueError(f"{folder}: no Turtle files there; install the package again")
    for file in files:
        graph.parse(file)
    return graph


def _in_sequence(graph: Graph) -> Iterator[Triple]:
    """Yield from each sentence of an article to the one numbered before it, if the two follow."""
    numbered = [
        (str(graph.value(sentence, _CQ.inArticle)), number.value, sentence)
        for sentence, number in graph.subject_objects(_CQ.sentenceIndex)
        if isinstance(number, Literal) and isinstance(number.value, int)
    ]
    for (one, _, before), (other, _, after) in pairwise(sorted(numbered)):
        if one == other:
            yield after, _AFTER, before


def _tame(predicate: Node, value: Node) -> Node:
    """Return the value, or a string in its place where pyshacl or rdflib's SPARQL would give up.

    They do on ill-typed literals, and on offsets and confidences that are no such numbers (NaN);
    a string is as wrong there, and SPARQL's arithmetic passes over it.
    """
    number = _NUMBERS.get(predicate)
    if isinstance(value, Literal):
        fits = not value.ill_typed and (number is None or isinstance(value.value, number))
        fits = fits and not (isinstance(value.value, Decimal) and value.value.is_nan())
    else:
        fits = number is None
    return value if fits else Literal(str(value))


def _defined_by(shapes: Graph, file: str) -> Graph:
    """Return the shapes less the node shapes of other files."""
    own = set(shapes.subjects(RDFS.isDefinedBy, URIRef(_FILES + file)))
    others = set(shapes.subjects(RDF.type, SH.NodeShape)) - own
    kept = Graph()
    for triple in shapes:
        if triple[0] not in others:
            kept.add(triple)
    return kept


def findings_in(report: Graph, graph: Graph) -> tuple[Finding, ...]:
    """Return what a report on a graph says, worst first, then in text order."""
    results = report.subjects(RDF.type, SH.ValidationResult)
    of_type = report.subjects(SH.sourceConstraintComponent, SH.DatatypeConstraintComponent)
    mistyped = {_parts(report, result) for result in of_type}
    found = {_finding(report, result, graph, mistyped) for result in results}
    return tuple(sorted(found, key=_position))


def _position(finding: Finding) -> tuple[int, int, str, str, str, bool, str]:
    start = finding.span.start if finding.span else -1
    where = (finding.focus, finding.path or "", finding.value is not None, finding.value or "")
    return _ORDER[finding.severity], start, finding.rule, *where


def _parts(report: Graph, result: Node) -> tuple[Any, ...]:
    return tuple(report.value(result, p) for p in (SH.focusNode, SH.sourceShape, SH.value))


def _finding(report: Graph, result: Node, graph: Graph, mistyped: Set[Any]) -> Finding:
    focus, shape, value = parts = _parts(report, result)
    path = _property(graph, focus, report.value(result, SH.resultPath), value)
    told = None if value is None or value == focus else str(value)
    if parts in mistyped and told is not None:
        told = _with_type(graph, focus, path, told)
    nodes = [node for node in (value, focus) if isinstance(node, IdentifiedNode)]
    span, sentence = _place(graph, [n for n in nodes if isinstance(n, URIRef)])
    return Finding(
        severity=SEVERITIES[report.value(result, SH.resultSeverity)],
        rule=str(shape).removeprefix(SHAPES),
        message=" ".join(sorted(map(str, report.objects(result, SH.resultMessage)))),
        focus=str(focus),
        path=None if path is None else str(path),
        value=told,
        name=next(filter(None, (_name(graph, node) for node in nodes)), None),
        span=span,
        sentence=sentence,
    )


def _property(graph: Graph, focus: Any, path: Node | None, value: Any) -> URIRef | None:
    """Return a path that is a property, or the one property by which the focus names the value."""
    if isinstance(path, URIRef) and path != _TOLD:
        return path
    if path is None or value is None:
        return None
    named = {p for p in graph.predicates(focus, value) if isinstance(p, URIRef)}
    return named.pop() if len(named) == 1 else None


def _with_type(graph: Graph, focus: Any, path: Any, value: str) -> str:
    """Return a value with its type or language, as the graph has it."""
    told = (o for o in graph.objects(focus, path) if isinstance(o, Literal) and str(o) == value)
    for literal in told:
        kind = f"@{literal.language}" if literal.language else literal.datatype or XSD.string
        return f"{value} ({str(kind).replace(str(XSD), 'xsd:')})"
    return value


def _name(graph: Graph, node: Any) -> str | None:
    """Return what a node is called: its name, or its words in the text."""
    names = (sorted(map(str, graph.objects(node, p))) for p in (RDFS.label, _CQ.exact))
    return next((name for found in names for name in found), None)


def _place(graph: Graph, nodes: Iterable[URIRef]) -> tuple[Span | None, str | None]:
    """Return where in the text the first of `nodes` that has a place stands, and its sentence."""
    for node in nodes:
        for words in (node, *(w for p in _WORDS for w in _in_order(graph, node, p))):
            span = _span(graph, words)
            if span:
                sentence = graph.value(words, _CQ.inSentence) or words
                exact = graph.value(sentence, _CQ.exact) or graph.value(words, _CQ.exact)
                return span, None if exact is None else str(exact)
    return None, None


def _in_order(graph: Graph, node: Node, predicate: URIRef) -> list[Node]:
    return sorted(graph.objects(node, predicate), key=lambda n: (_span(graph, n) or Span(0, 1), n))


def _span(graph: Graph, node: Node) -> Span | None:
    """Return the span a node describes; None where it has no offsets or they make no span."""
    start, end = graph.value(node, _CQ.start), graph.value(node, _CQ.end)
    if not (isinstance(start, Literal) and isinstance(end, Literal)):
        return None
    first, last = start.toPython(), end.toPython()
    if not (isinstance(first, int) and isinstance(last, int) and 0 <= first < last):
        return None
    return Span(first, last)
