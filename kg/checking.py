"""`kg validate` and `kg load`: RDF files and whole stores against the shapes."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from rdflib import RDF, SH, BNode, Graph, Literal, Namespace
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.ntriples import NTGraphSink, W3CNTriplesParser

from kg.config import Config
from kg.corrections.graph import corrections_iri
from kg.dataset import check_dataset, check_vocabulary, report_dataset
from kg.errors import ReadError, ReferenceDataError, StoreError
from kg.export import MEDIA_TYPES
from kg.identity.graph import entities_iri
from kg.identity.reading import told_of_entities
from kg.iris import CQ
from kg.model import Finding
from kg.protocols import Store
from kg.reference import open_reference
from kg.reference_graph import reference_graph
from kg.rendering.report import html_report
from kg.reports import json_report, text_report
from kg.stores.documents import parse_graphs
from kg.stores.messages import DocumentError
from kg.validation import Validator, findings_in, load_validator

_CQ = Namespace(CQ)
_NOT_CHECKED = "holds what only RDF 1.2 has, which the shapes (SHACL, 2017) cannot check"


@dataclass(frozen=True)
class Report:
    """What a check found; `checked` counts the graphs looked at, `graph` is the SHACL report.

    `articles` are those that graphs sent as articles' describe; None where none were sent. `parts`
    are the reports on each of several files, by its name.
    """

    findings: tuple[Finding, ...]
    checked: int
    graph: Graph
    articles: frozenset[str] | None = None
    parts: Mapping[str, Report] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """Say whether no finding is a Violation."""
        return all(f.severity != "Violation" for f in self.findings)

    @property
    def summary(self) -> str:
        """One line for people."""
        counts = {s: sum(f.severity == s for f in self.findings) for s in _SEVERITIES}
        told = ", ".join(f"{n} {s.lower()}{'s' * (n != 1)}" for s, n in counts.items() if n)
        verdict = "conforms" if self.conforms else "does not conform"
        graphs = "graph" if self.checked == 1 else "graphs"
        line = f"{self.checked} {graphs} checked: {verdict} ({told or 'nothing found'})."
        return line if self.articles != frozenset() else f"{line} {_NO_ARTICLE}"

    def write(self, form: str) -> str:
        """Return the report as `text`, `json`, `turtle` or `html`."""
        if form == "turtle":
            return self.graph.serialize(format="turtle")
        if form == "html":
            return html_report(self.findings, None)
        if form == "json":
            return json_report(self.findings)
        if self.parts:
            return "\n".join(f"{name}: {part.write(form)}" for name, part in self.parts.items())
        empty = not self.findings and self.articles == frozenset()
        return "Nothing to check.\n" if empty else text_report(self.findings, None)


_NO_ARTICLE = (
    "There is no cq:Article in it, so most rules had nothing to check: is it RDF of an article, "
    f"with cq: for {CQ}?"
)
_SEVERITIES = ("Violation", "Warning", "Info")


def check_files(files: Sequence[Path], config: Config) -> Report:
    """Check each graph of RDF files. Raises ReadError naming a file that cannot be read."""
    validator = open_validator(config)
    parts = {str(file): report_on(validator, read_graphs(file)) for file in files}
    return Report(
        tuple(finding for part in parts.values() for finding in part.findings),
        sum(part.checked for part in parts.values()),
        _merged(part.graph for part in parts.values()),
        frozenset(a for part in parts.values() for a in part.articles or ()),
        parts if len(parts) > 1 else {},
    )


def check_reference(config: Config) -> Report:
    """Check the reference data that the settings name. Raises ReferenceDataError for conflicts."""
    known = open_reference(config.reference, config.reference_alone)
    graph = reference_graph(known, config.base)
    report = load_validator(config.base, graph).report_reference(graph)
    return Report(findings_in(report, graph), 1, _merged([report]))


def require_reference(config: Config) -> None:
    """Raise ReferenceDataError where the reference data that the settings name do not conform."""
    wrong = [f for f in check_reference(config).findings if f.severity == "Violation"]
    if wrong:
        told = "\n".join(f"{f.focus}: {f.message}" for f in wrong)
        raise ReferenceDataError(f"{config.reference}: does not conform:\n{told}")


def check_store(store: Store, config: Config) -> Report:
    """Check a store: vocabulary, reference data, who is who, every article, what stands where."""
    reference = _graph(store, f"{config.base}reference")
    entities = _graph(store, entities_iri(config.base)) + _graph(store, f"{config.base}copies")
    validator = load_validator(config.base, reference)
    articles = (_graph(store, iri) for iri in store.graphs())
    told = told_of_entities(store, config.base)
    between = check_dataset(store, config.base) + check_vocabulary(store, config.base)
    parts = [(validator.report_reference(reference), reference)]
    if entities:
        parts.append((validator.report_entities(entities, told), entities))
    if corrections := _graph(store, corrections_iri(config.base)):
        parts.append((validator.report_corrections(corrections), corrections))
    read = report_on(validator, (g for g in articles if (None, RDF.type, _CQ.Article) in g))
    findings = tuple(f for report, graph in parts for f in findings_in(report, graph))
    graph = _merged([*(r for r, _ in parts), read.graph, report_dataset(between)])
    return Report((*findings, *between, *read.findings), read.checked + len(parts), graph)


def load_files(store: Store, files: Sequence[Path]) -> Iterator[tuple[Path, int]]:
    """Load each file and yield it with the number of triples read."""
    for file in files:
        with _opened(file) as stream:
            yield file, store.load(stream, _media_type(file))


def report_on(validator: Validator, graphs: Iterator[Graph]) -> Report:
    """Check each graph as an article's."""
    findings: list[Finding] = []
    reports: list[Graph] = []
    articles: set[str] = set()
    checked = 0
    for graph in graphs:
        checked += 1
        articles.update(map(str, graph.subjects(RDF.type, _CQ.Article)))
        report = validator.report_article(graph)
        findings.extend(findings_in(report, graph))
        if (None, SH.result, None) in report:
            reports.append(report)
    return Report(tuple(findings), checked, _merged(reports), frozenset(articles))


def _merged(reports: Iterable[Graph]) -> Graph:
    """Return one SHACL report with the results of all."""
    out, whole = Graph(), BNode()
    out.bind("sh", SH)
    for report in reports:
        ends = set(report.subjects(RDF.type, SH.ValidationReport))
        for s, p, o in report:
            if s not in ends:
                out.add((s, p, o))
            elif p == SH.result:
                out.add((whole, p, o))
    out.add((whole, RDF.type, SH.ValidationReport))
    out.add((whole, SH.conforms, Literal(not out.value(whole, SH.result))))
    return out


def open_validator(config: Config) -> Validator:
    """Return the validator for graphs that refer to the reference data of this package."""
    known = open_reference(config.reference, config.reference_alone)
    return load_validator(config.base, reference_graph(known, config.base))


def _graph(store: Store, iri: str) -> Graph:
    out = io.BytesIO()
    store.dump(out, "application/n-triples", iri)
    return Graph().parse(out.getvalue(), format="nt")


def read_graphs(file: Path) -> Iterator[Graph]:
    """Yield every graph of an RDF file; nothing is fetched. Raises ReadError naming the file."""
    media_type = _media_type(file)
    try:
        with _opened(file) as stream:
            yield from (read_into(Graph(), g) for g in parse_graphs(stream.read(), media_type))
    except (StoreError, DocumentError, OSError, EOFError) as error:
        raise ReadError(f"{file}: {error}") from error


def read_into(graph: Graph, triples: str) -> Graph:
    """Return the graph with N-Triples added. Raises DocumentError for what SHACL 1.0 cannot check.

    Line by line: rdflib's reader of files takes a time by the square of a line's length.
    """
    parser, names = W3CNTriplesParser(NTGraphSink(graph)), dict[str, BNode]()
    for line in triples.split("\n"):
        parser.line = line
        try:
            parser.parseline(names)
        except ParserError as error:
            raise DocumentError(f"{_NOT_CHECKED}: {line[:200]}") from error
    return graph


def _opened(file: Path) -> BinaryIO:
    if not file.is_file():
        raise ReadError(f"{file}: there is no such file")
    return gzip.open(file) if file.suffix == ".gz" else file.open("rb")  # type: ignore[return-value]


def _media_type(file: Path) -> str:
    ending = Path(file.stem if file.suffix == ".gz" else file.name).suffix.removeprefix(".")
    if ending not in MEDIA_TYPES:
        raise ReadError(f"{file}: unknown ending; known: {', '.join(MEDIA_TYPES)}, each also .gz")
    return MEDIA_TYPES[ending]
