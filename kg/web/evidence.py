"""What a statement's own page adds to what its article's page tells of it: its sentences.

And what a person of one article is taken to be over articles, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kg.iris import CQ
from kg.parameters import Parameter, bind
from kg.rendering.page import Told
from kg.web.passages import passages
from kg.web.reading import article_page
from kg.web.service import Row, service
from kg.web.terms import href

_IRI = Parameter("asked", "iri", "")
_SENTENCES = f"""PREFIX cq: <{CQ}>
SELECT ?sentence WHERE {{
  VALUES ?asked {{ UNDEF }}
  GRAPH ?g {{ ?asked cq:evidence ?e . ?e a cq:Sentence ; cq:exact ?sentence ; cq:start ?start }}
}} ORDER BY ?start"""
_PLACES = f"""PREFIX cq: <{CQ}>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?start ?end ?run WHERE {{
  VALUES ?asked {{ UNDEF }}
  GRAPH ?g {{ ?asked cq:contentSpan ?span . ?span cq:start ?start ; cq:end ?end
    OPTIONAL {{ ?asked prov:wasGeneratedBy ?run }} }}
}} ORDER BY ?start"""
_TAKEN_FOR = f"""PREFIX cq: <{CQ}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?entity (MIN(?label) AS ?entityLabel) ?score ?reason WHERE {{
  VALUES ?asked {{ UNDEF }}
  GRAPH ?who {{
    ?record cq:identifies ?asked ; cq:identifiedAs ?entity ; cq:confidence ?score ;
      cq:reason ?reason }}
  GRAPH ?l {{ ?entity rdfs:label ?label }}
}} GROUP BY ?entity ?score ?reason ORDER BY DESC(?score)"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement with its sentences, in the order of the text, its article's title and facts.

    `marked` are the sentences with what was read marked in them, empty where they are too long for
    that; `places` where what is said begins and ends in the text, in characters.
    """

    told: Told
    sentences: tuple[str, ...]
    marked: Markup
    places: tuple[tuple[str, str], ...]
    run: str | None
    article: str
    facts: tuple[str, ...]


def evidence(iri: str) -> Evidence | None:
    """Return what is known of a statement; None where its article has none of this IRI."""
    graph = iri.partition("/statement/")[0]
    base = service().base
    page = article_page(graph, lambda i: href(i, base))
    own = href(iri, base)
    told = next((s for s in page.statements if s.href == own), None) if page else None
    if page is None or told is None:
        return None
    sentences = tuple(row["sentence"]["value"] for row in _rows(_SENTENCES, iri))
    marked = next((p.passage for p in passages([iri])), Markup())
    spans = _rows(_PLACES, iri)
    places = tuple((row["start"]["value"], row["end"]["value"]) for row in spans)
    run = next((row["run"]["value"] for row in spans if "run" in row), None)
    return Evidence(told, sentences, marked, places, run, page.title, page.facts)


def taken_for(iri: str) -> list[Row]:
    """Return whom a person of an article is taken to be: `entity`, `score` and `reason`."""
    return _rows(_TAKEN_FOR, iri) if "/article/" in iri else []


def _rows(query: str, iri: str) -> list[Row]:
    return service().rows(bind(query, {"asked": _IRI.term(iri, service().base)}))
