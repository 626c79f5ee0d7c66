"""What the service says of itself: SPARQL 1.1 Service Description, VoID, and example queries.

VoID: W3C Interest Group Note of 2011, section 4.6 (statistics). The examples have the form that the
SIB's tools read (sparql-examples: one `sh:SPARQLExecutable` a query). All of it is written as the
template of a CONSTRUCT query, so that the workers write it in any format.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from flask import Blueprint, Response, request

from kg.catalogue import CatalogueQuery, load_catalogue
from kg.errors import QueryError
from kg.iris import SHARED_GRAPHS
from kg.stores.tokens import tokens
from kg.web.negotiation import graph_format, with_type
from kg.web.service import Row, service

blueprint = Blueprint("description", __name__)

_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG", "N3")
_PREFIXES = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX schema: <https://schema.org/>
"""
_LONG = 4  # times a query's time limit: what counting everything may take
_NUMBERS = {
    "triples": "(COUNT(*) AS ?n) { ?s ?p ?o }",
    "distinctSubjects": "(COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "(COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
}
_CLASSES = "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x FILTER(isIRI(?x)) } GROUP BY ?x"
_PROPERTIES = "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x"
_SIZES = "SELECT ?x (COUNT(*) AS ?n) { VALUES ?x { %s } GRAPH ?x { ?s ?p ?o } } GROUP BY ?x"
_EXECUTABLE = {
    "SELECT": ("Select", "select"),
    "ASK": ("Ask", "ask"),
    "CONSTRUCT": ("Construct", "construct"),
    "DESCRIBE": ("Describe", "describe"),
}


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the dataset holds, by VoID's names; each mapping is from IRI to count."""

    numbers: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    graphs: Mapping[str, int]


@blueprint.get("/.well-known/void")
def void() -> Response:
    """Return the description of the dataset."""
    return describe_service()


@blueprint.get("/.well-known/sparql-examples")
def examples() -> Response:
    """Return the catalogue's queries as RDF."""
    return _written(_examples(_here()))


def describe_service() -> Response:
    """Return the description of service, dataset and examples in the format asked for."""
    here, statistics = _here(), service().once("statistics", _count)
    return _written([*_service(here), *_dataset(here, statistics), *_examples(here)])


def _written(triples: Iterable[str]) -> Response:
    kind = graph_format()
    text = f"{_PREFIXES}CONSTRUCT {{\n{' '.join(triples)}\n}} WHERE {{}}"
    answer = service().pool.query(text, {"solutions": None, "boolean": None, "graph": kind})
    return with_type(Response(answer.read()), kind)


def _service(here: str) -> Iterator[str]:
    served = service()
    languages = ["sd:SPARQL10Query", "sd:SPARQL11Query"]
    features = ["sd:EmptyGraphs"]
    if served.token:
        languages.append("sd:SPARQL11Update")
    if served.union:
        features.append("sd:UnionDefaultGraph")
    if served.federation.services:
        features.append("sd:BasicFederatedQuery")
    results = (f"<{_FORMATS}{name}>" for name in (*_RESULTS, *_GRAPHS))
    inputs = (f"<{_FORMATS}{name}>" for name in _GRAPHS)
    yield f"""<{here}sparql> a sd:Service ; sd:endpoint <{here}sparql> ;
        sd:supportedLanguage {", ".join(languages)} ; sd:feature {", ".join(features)} ;
        sd:resultFormat {", ".join(results)} ; sd:inputFormat {", ".join(inputs)} ;
        sd:defaultDataset <{here}.well-known/void#dataset> ;
        rdfs:seeAlso <{here}.well-known/sparql-examples> ."""


def _dataset(here: str, found: Statistics | None) -> Iterator[str]:
    root = f"{here}.well-known/void#"
    yield f"""<{root}dataset> a sd:Dataset, void:Dataset ;
        dcterms:title "Communiqué: who said what in world politics"@en ;
        void:sparqlEndpoint <{here}sparql> ; void:dataDump <{here}dump.nq.gz> ;
        void:uriSpace {_string(service().base)} ;
        void:vocabulary <https://w3id.org/communique/ontology#> ;
        sd:defaultGraph <{root}default> .
        <{root}default> a sd:Graph ."""
    if found is None:
        return
    for name, number in found.numbers.items():
        yield f"<{root}dataset> void:{name} {number} ."
    yield f"""<{root}dataset> void:classes {len(found.classes)} ;
        void:properties {len(found.properties)} ."""
    for iri, number in found.classes.items():
        part = f"<{root}class-{_short(iri)}>"
        yield f"<{root}dataset> void:classPartition {part} ."
        yield f"{part} void:class <{iri}> ; void:entities {number} ."
    for iri, number in found.properties.items():
        part = f"<{root}property-{_short(iri)}>"
        yield f"<{root}dataset> void:propertyPartition {part} ."
        yield f"{part} void:property <{iri}> ; void:triples {number} ."
    for iri, number in found.graphs.items():
        part = f"<{root}graph-{_short(iri)}>"
        yield f"<{root}dataset> sd:namedGraph {part} . {part} a sd:NamedGraph ; sd:name <{iri}> ;"
        yield f"sd:graph {part[:-1]}-content> . {part[:-1]}-content> a sd:Graph, void:Dataset ;"
        yield f"void:triples {number} ."


def _count() -> Statistics | None:
    """Return the counts for the dataset as it is now; None where counting takes too long."""
    served = service()
    shared = " ".join(f"<{served.base}{name}>" for name in SHARED_GRAPHS)

    def rows(sparql: str) -> list[Row]:
        return served.rows(sparql, timeout=_LONG * served.pool.timeout)

    try:
        return Statistics(
            numbers={
                name: int(rows(f"SELECT {pattern}")[0]["n"]["value"])
                for name, pattern in _NUMBERS.items()
            },
            classes=_by_iri(rows(_CLASSES)),
            properties=_by_iri(rows(_PROPERTIES)),
            graphs=_by_iri(rows(_SIZES % shared)),
        )
    except QueryError:
        return None


def _by_iri(rows: list[Row]) -> dict[str, int]:
    return dict(sorted((row["x"]["value"], int(row["n"]["value"])) for row in rows))


def _examples(here: str) -> Iterator[str]:
    for query in load_catalogue():
        yield from _example(query, here)


def _example(query: CatalogueQuery, here: str) -> Iterator[str]:
    words = (token.upper() for token in tokens(query.sparql))
    kind, name = next(_EXECUTABLE[word] for word in words if word in _EXECUTABLE)
    iri = f"<{here}.well-known/sparql-examples#{quote(query.name)}>"
    yield f"""{iri} a sh:SPARQLExecutable, sh:SPARQL{kind}Executable ;
        rdfs:label {_string(query.title)}@en ; sh:{name} {_string(query.sparql)} ;
        schema:target <{here}sparql> ."""
    yield f"{iri} rdfs:comment {_string(f'{query.title} {query.description}'.strip())}@en ."


def _here() -> str:
    """Return this server's address; what the client sent as Host cannot leave its IRI."""
    return quote(request.url_root, safe=":/?#[]@!$&'()*+,;=%~-._")


def _string(text: str) -> str:
    r"""Return a SPARQL string.

    >>> _string('a "b"\n')
    '"a \\"b\\"\\n"'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"'


def _short(iri: str) -> str:
    return hashlib.sha256(iri.encode()).hexdigest()[:12]
