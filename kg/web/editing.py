"""What the query editor asks for beside answers: what is wrong, words to complete, outlines."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from kg.errors import QueryError
from kg.iris import PREFIXES, shorten
from kg.pictures.world import outlines
from kg.stores.messages import Dataset
from kg.web.operations import read_operation
from kg.web.problems import place_of, status_and_words
from kg.web.service import JSON, service

blueprint = Blueprint("editing", __name__)
_NOTHING = Dataset(default=("urn:communique:no-graph",), named=())
_ANY = {"solutions": JSON, "boolean": JSON, "graph": "application/n-triples"}
_KINDS = {
    "Class": "class",
    "ObjectProperty": "property",
    "DatatypeProperty": "property",
    "AnnotationProperty": "property",
    "NamedIndividual": "value",
}
_TERMS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?term ?type (MIN(?l) AS ?label) (MIN(?d) AS ?about) WHERE { GRAPH <%(base)sontology> {
  VALUES ?type { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty
    owl:NamedIndividual }
  ?term a ?type FILTER(isIRI(?term))
  OPTIONAL { ?term rdfs:label ?l FILTER(LANG(?l) IN ("", "en")) }
  OPTIONAL { ?term skos:definition|rdfs:comment ?d FILTER(LANG(?d) IN ("", "en")) }
} } GROUP BY ?term ?type ORDER BY ?term"""
_ENTITIES = """PREFIX cq: <https://w3id.org/communique/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?entity (MIN(?k) AS ?kind) (MIN(?l) AS ?label) WHERE {
  GRAPH <%(base)sreference> {
    ?entity a ?class ; rdfs:label ?l FILTER(LANG(?l) IN ("", "en"))
    FILTER(?class NOT IN (cq:Membership, cq:OfficeHolding))
  }
  OPTIONAL { GRAPH <%(base)sontology> { ?class rdfs:label ?name FILTER(LANG(?name) = "en") } }
  BIND(COALESCE(?name, STRAFTER(STR(?class), "#")) AS ?k)
} GROUP BY ?entity ORDER BY ?label"""


@blueprint.get("/vocabulary.json")
def vocabulary() -> Response:
    """Give prefixes, the ontology's terms by their short names, and the entities known by name."""
    return jsonify(service().once("vocabulary", _read))


@blueprint.post("/sparql/check")
def check() -> Response:
    """Say whether a query is well formed or what is wrong where; it is asked of no data."""
    operation = read_operation("query", service().most_query)
    try:
        service().pool.query(
            operation.text, _ANY, base=request.url_root, dataset=_NOTHING, head=True
        ).close()
    except QueryError as error:
        line, column = place_of(error) or (None, None)
        return jsonify(valid=False, detail=status_and_words(error)[2], line=line, column=column)
    return jsonify(valid=True)


@blueprint.get("/outlines.json")
def map_of_states() -> Response:
    """Give the outlines of the states by their codes, for a map to be drawn."""
    return jsonify(outlines())


def _read() -> dict[str, Any]:
    base = service().base
    terms = [
        {
            "name": shorten(row["term"]["value"], base),
            "kind": _KINDS[row["type"]["value"].rpartition("#")[2]],
            "label": row["label"]["value"] if "label" in row else "",
            "about": row["about"]["value"] if "about" in row else "",
        }
        for row in service().rows(_TERMS % {"base": base})
    ]
    entities = [
        {"iri": r["entity"]["value"], "label": r["label"]["value"], "kind": r["kind"]["value"]}
        for r in service().rows(_ENTITIES % {"base": base})
    ]
    short = [term for term in terms if "://" not in term["name"]]
    return {"prefixes": PREFIXES, "terms": short, "entities": entities}
