"""`/articles`: the list, and each article as a page, as JSON and as RDF."""

from __future__ import annotations

from hashlib import sha256
from typing import cast
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, render_template, request

from kg.catalogue import load_catalogue
from kg.web import corrections
from kg.web.api import respond
from kg.web.endpoint import send
from kg.web.formats import (
    ARTICLES,
    DOCUMENTS,
    HTML,
    JSON,
    QUADS,
    choose,
    in_format,
    split_suffix,
    with_links,
)
from kg.web.negotiation import vary
from kg.web.quads import to_quads
from kg.web.reading import article_page
from kg.web.service import dump, service
from kg.web.telling import tell
from kg.web.terms import href
from kg.web.things import iri_of, not_found

blueprint = Blueprint("articles", __name__)


@blueprint.get("/articles")
def articles() -> Response:
    """List the articles, the newest first."""
    query = next(q for q in load_catalogue() if q.key == "articles")
    return respond(query, "Articles")


@blueprint.get("/articles/<name>")
def article(name: str) -> Response:
    """Give an article and what was said in it."""
    bare, fixed = split_suffix(name, ARTICLES)
    kind = fixed or choose(ARTICLES)
    iri = iri_of(f"article/{bare}")
    path = f"/articles/{quote(bare)}"
    version = service().pool.dump(DOCUMENTS["nt"], iri, head=True).version
    response = in_format(_document(iri, bare, kind), kind)
    if fixed is None:
        vary(response, "Accept")
        suffix = next(s for s, media_type in ARTICLES.items() if media_type == kind)
        response.headers["Content-Location"] = f"{path}.{suffix}"
    said = corrections.of_article(iri) if kind == HTML else ()
    reviewed = sha256("".join(c.digest + c.on for c in said).encode()).hexdigest()[:8]
    response.set_etag(f"{version}:{kind}:{reviewed}" if said else f"{version}:{kind}")
    response.headers["Cache-Control"] = "no-cache"
    with_links(response, iri, path, ARTICLES)
    return cast(Response, response.make_conditional(request))


def _document(iri: str, name: str, kind: str) -> Response:
    if kind in (HTML, JSON):
        return _told(iri, name) if kind == JSON else _page(iri, name)
    if kind in QUADS.values():
        return Response(b"".join(to_quads(_graphs(iri, name), kind)))
    answer = dump(kind, iri)
    if not answer.found:
        raise not_found(f"article/{name}")
    return send(answer)


def _told(iri: str, name: str) -> Response:
    if (told := tell(iri)) is None:
        raise not_found(f"article/{name}")
    return jsonify(told)


def _page(iri: str, name: str) -> Response:
    said, path = corrections.of_article(iri), quote(name)
    may_write = service().token is not None
    correct = f"/articles/{path}/corrections" if may_write else None
    page = article_page(iri, lambda i: href(i, service().base), said, correct)
    if page is None:
        raise not_found(f"article/{name}")
    return Response(
        render_template(
            "article.html",
            page=page,
            iri=iri,
            path=path,
            formats=ARTICLES,
            reviews=corrections.reviews(said),
            may_write=may_write,
        )
    )


def _graphs(iri: str, name: str) -> dict[str, bytes]:
    """Return the article's graph and that of what is derived from it, as N-Triples."""
    found = {}
    for graph in (iri, f"{iri}/inferred"):
        answer = service().pool.dump(DOCUMENTS["nt"], graph)
        if not answer.found and graph == iri:
            raise not_found(f"article/{name}")
        found[graph] = answer.read()
    return found
