"""The pages: start, articles, and one for every IRI this server has minted."""

from __future__ import annotations

import re

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Redirect

from kg.catalogue import load_catalogue
from kg.paths import RENDERING
from kg.web.endpoint import send
from kg.web.negotiation import HTML, graph_format, with_type
from kg.web.reading import article_page
from kg.web.service import client_gone, dump, service
from kg.web.terms import href

blueprint = Blueprint("pages", __name__)
shared = Blueprint(
    "rendering",
    __name__,
    template_folder=str(RENDERING / "templates"),
    static_folder=str(RENDERING / "static"),
    static_url_path="/static/reading",
)
PER_PAGE = 50
_PREFIXES = """PREFIX cq: <https://w3id.org/communique/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
# Labels of what stands at the other end; MIN because some have one in each language.
_ABOUT = """SELECT ?p ?o (MIN(?pl) AS ?property) (MIN(?ol) AS ?label) WHERE {
  %s
  OPTIONAL { ?p rdfs:label ?pl FILTER(LANG(?pl) IN ("", "en")) }
  OPTIONAL { ?o rdfs:label ?ol FILTER(LANG(?ol) IN ("", "en")) }
} GROUP BY ?p ?o ORDER BY ?p ?o LIMIT 300"""
_ARTICLES = """SELECT ?article ?title ?date ?publisher (COUNT(DISTINCT ?s) AS ?statements) WHERE {
  GRAPH ?article {
    ?article a cq:Article .
    OPTIONAL { ?article dcterms:title ?t }
    OPTIONAL { ?article rdfs:label ?l }
    OPTIONAL { ?article dcterms:issued ?date }
    OPTIONAL { ?article dcterms:publisher ?publisher }
    OPTIONAL { ?s a cq:Statement }
  }
  BIND(COALESCE(?t, ?l, STR(?article)) AS ?title)
} GROUP BY ?article ?title ?date ?publisher ORDER BY DESC(?date) ?title LIMIT %d OFFSET %d"""


@blueprint.get("/")
def start() -> str:
    """Show what there is and what can be asked."""
    return render_template("start.html", counts=service().counts(), examples=load_catalogue())


@blueprint.get("/articles")
def articles() -> str:
    """List the articles, the newest first."""
    page = max(request.args.get("page", 1, type=int), 1)
    rows = service().rows(_PREFIXES + _ARTICLES % (PER_PAGE + 1, PER_PAGE * (page - 1)))
    return render_template(
        "articles.html", rows=rows[:PER_PAGE], page=page, more=len(rows) > PER_PAGE
    )


@blueprint.get("/articles/<path:name>")
def article_by_list(name: str) -> Redirect:
    """Lead to the article's own address."""
    return redirect(url_for("pages.article", name=name), 308)


@blueprint.get("/article/<name>")
def article(name: str) -> Response:
    """Show an article and what was said in it, or give its graph."""
    iri = _iri(f"article/{name}")
    kind = graph_format(html=True)
    if kind != HTML:
        answer = dump(kind, iri)
        if not answer.found:
            raise NotFound(f"There is no article {name}; /articles lists what there is.")
        return send(answer)
    shown = article_page(iri, lambda other: href(other, service().base))
    if shown is None:
        raise NotFound(f"There is no article {name}; /articles lists what there is.")
    return with_type(Response(render_template("article.html", page=shown)), HTML)


@blueprint.get("/article/<name>/<path:part>")
def part_of_article(name: str, part: str) -> Response:
    """Describe a statement, a span or whatever else an article's graph names."""
    return _describe(f"article/{name}/{part}")


@blueprint.get("/id/<path:key>")
def entity(key: str) -> Response:
    """Describe a state, a person, a body or another entity."""
    return _describe(f"id/{key}")


@blueprint.get("/run/<name>")
def run(name: str) -> Response:
    """Describe an extraction run."""
    return _describe(f"run/{name}")


def _describe(path: str) -> Response:
    iri = _iri(path)
    kind = graph_format(html=True)
    outgoing = service().rows(_PREFIXES + _ABOUT % f"<{iri}> ?p ?o .")
    incoming = service().rows(_PREFIXES + _ABOUT % f"?o ?p <{iri}> .")
    if not outgoing and not incoming:
        raise NotFound(f"Nothing here is called {path}.")
    if kind != HTML:
        accept = {"solutions": None, "boolean": None, "graph": kind}
        head = request.method == "HEAD"
        return send(
            service().pool.query(f"DESCRIBE <{iri}>", accept, head=head, gone=client_gone())
        )
    label = next((r["o"]["value"] for r in outgoing if r["p"]["value"].endswith("#label")), path)
    page = render_template(
        "entity.html", iri=iri, label=label, outgoing=outgoing, incoming=incoming
    )
    return with_type(Response(page), HTML)


def _iri(path: str) -> str:
    """Return the IRI at this path. Raises NotFound where no IRI can look like that."""
    if _NOT_IN_IRI.search(path):
        raise NotFound(f"Nothing here is called {path}.")
    return service().base + path
