"""What the service says of itself: SPARQL 1.1 Service Description, and VoID for the data.

The description is written as the template of a CONSTRUCT query, so that the workers write it in
any format.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from kg.web.negotiation import graph_format, with_type
from kg.web.service import service

blueprint = Blueprint("description", __name__)

_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG", "N3")
_TEMPLATE = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX cq: <https://w3id.org/communique/ontology#>
CONSTRUCT {{
  <{root}sparql> a sd:Service ;
    sd:endpoint <{root}sparql> ;
    sd:supportedLanguage {languages} ;
    sd:resultFormat {results} ;
    sd:inputFormat {inputs} ;
    sd:feature {features} ;
    sd:defaultDataset <{root}.well-known/void#dataset> .
  <{root}.well-known/void#dataset> a sd:Dataset, void:Dataset ;
    dcterms:title "Communiqué: who said what in world politics"@en ;
    void:sparqlEndpoint <{root}sparql> ;
    void:dataDump <{root}dump.nq.gz> ;
    void:uriSpace "{base}" ;
    void:vocabulary <https://w3id.org/communique/ontology#> ;
    void:triples {triples} ;
    void:classPartition [ void:class cq:Article ; void:entities {articles} ] ,
                        [ void:class cq:Statement ; void:entities {statements} ] ;
    sd:defaultGraph [ a sd:Graph ] .
}} WHERE {{}}"""


@blueprint.get("/.well-known/void")
def void() -> Response:
    """Return the description of the dataset."""
    return describe_service()


def describe_service() -> Response:
    """Return the description of service and dataset in the format asked for."""
    kind = graph_format()
    served = service()
    text = _TEMPLATE.format(
        root=request.url_root,
        base=served.base.replace("\\", "").replace('"', ""),
        languages=_list("sd:SPARQL11Query", *(["sd:SPARQL11Update"] if served.token else [])),
        results=_list(*(f"<{_FORMATS}{name}>" for name in (*_RESULTS, *_GRAPHS))),
        inputs=_list(*(f"<{_FORMATS}{name}>" for name in _GRAPHS)),
        features=_list("sd:EmptyGraphs", *(["sd:UnionDefaultGraph"] if served.union else [])),
        **served.counts(),
    )
    answer = served.pool.query(text, {"solutions": None, "boolean": None, "graph": kind})
    return with_type(Response(answer.read()), kind)


def _list(*terms: str) -> str:
    return ", ".join(terms)
