"""What a statement's own page adds to what its article's page tells of it: its sentences.

And what a person of one article is taken to be over articles, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.iris import CQ
from kg.parameters import Parameter, bind
from kg.rendering.page import Told
from kg.web.reading import article_page
from kg.web.service import Row, service
from kg.web.terms import href

_IRI = Parameter("asked", "iri", "")
_SENTENCES = f"""PREFIX cq: <{CQ}>
SELECT ?sentence WHERE {{
  VALUES ?asked {{ UNDEF }}
  GRAPH ?g {{ ?asked cq:evidence ?e . ?e a cq:Sentence ; cq:exact ?sentence ; cq:start ?start }}
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
    """A statement with its sentences, in the order of the text, its article's title and facts."""

    told: Told
    sentences: tuple[str, ...]
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
    return Evidence(told, sentences, page.title, page.facts)


def taken_for(iri: str) -> list[Row]:
    """Return whom a person of an article is taken to be: `entity`, `score` and `reason`."""
    return _rows(_TAKEN_FOR, iri) if "/article/" in iri else []


def _rows(query: str, iri: str) -> list[Row]:
    return service().rows(bind(query, {"asked": _IRI.term(iri, service().base)}))
