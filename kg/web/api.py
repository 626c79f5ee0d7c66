"""`/api`: the catalogue's queries for people who do not write SPARQL, as JSON, CSV or a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from werkzeug.exceptions import NotFound

from kg.catalogue import CatalogueQuery, load_catalogue
from kg.parameters import Parameter, ParameterError
from kg.web.arguments import Asked, codes, read_arguments, refused
from kg.web.cells import fields, to_csv, to_json
from kg.web.errands import soon
from kg.web.formats import CSV, HTML, JSON, choose
from kg.web.negotiation import with_type
from kg.web.service import Row, service

blueprint = Blueprint("api", __name__)
FORMATS = {"json": JSON, "csv": CSV, "html": HTML}


@blueprint.get("/api")
def index() -> Response:
    """List the queries with their parameters."""
    kind = choose({"json": JSON, "html": HTML})
    catalogue = load_catalogue()
    if kind == HTML:
        return with_type(Response(render_template("api.html", queries=catalogue)), HTML)
    return with_type(jsonify(queries=[described(query) for query in catalogue]), JSON)


@blueprint.get("/api/<name>")
def answer(name: str) -> Response:
    """Answer a query of the catalogue."""
    query = next((q for q in load_catalogue() if name in (q.key, q.name)), None)
    if query is None:
        raise NotFound(f"There is no query {name}; GET /api lists them.")
    return respond(query)


def respond(
    query: CatalogueQuery, heading: str | None = None, template: str = "api_query.html"
) -> Response:
    """Answer a query as this request asks; a page has `heading` in the place of the question."""
    kind = choose(FORMATS)
    try:
        asked = read_arguments(query)
    except ParameterError as error:
        if kind != HTML:
            raise
        usual = {p.name: p.default for p in query.parameters}
        return _page(query, heading, {**usual, **request.args}, error=error, template=template)
    rows, more = _rows(asked, now=kind != HTML)
    links = _links(asked, more=more)
    if kind == HTML:
        response = _page(query, heading, dict(asked.values), asked, rows, links, template=template)
    elif kind == CSV:
        response = with_type(Response(to_csv(query.columns, rows)), CSV)
        name = f'attachment; filename="{query.key}.csv"'
        response.headers["Content-Disposition"] = name
    else:
        response = with_type(jsonify(_envelope(asked, rows, links)), JSON)
    if links:
        header = ", ".join(f'<{url}>; rel="{relation}"' for relation, url in links.items())
        response.headers["Link"] = header
    return response


@blueprint.app_errorhandler(ParameterError)
def parameter_refused(error: ParameterError) -> Response:
    """Say which parameter cannot be taken, and what it takes."""
    return refused(error)


def described(query: CatalogueQuery) -> dict[str, Any]:
    """Return what programs are told of a query."""
    return {
        "name": query.key,
        "title": query.title,
        "description": query.description,
        "url": url_for("api.answer", name=query.key, _external=True),
        "parameters": [_described(p) for p in query.parameters],
        "fields": fields(query.columns),
        "sparql": query.sparql,
    }


def _described(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "type": parameter.kind,
        "description": parameter.description,
        "expected": parameter.expected,
        "default": parameter.default,
        "example": parameter.example,
        "choices": list(parameter.choices),
    }


def _rows(asked: Asked, *, now: bool) -> tuple[list[Row], bool]:
    """Return the rows of the page asked for, and whether there are more after it.

    Raises UnfinishedError, unless `now`, where it takes long.
    """

    def ask(rows: Callable[[str], list[Row]]) -> list[Row]:
        return asked.query.rows(asked.terms, asked.limit + 1, asked.offset, rows)

    page = f"{asked.query.key} {asked.limit} {asked.offset} {sorted(asked.terms.items())}"
    found = ask(service().rows) if now else soon(page, ask)
    return found[: asked.limit], len(found) > asked.limit


def _links(asked: Asked, *, more: bool) -> dict[str, str]:
    """Return the addresses of the pages beside this one, by their relation (RFC 8288)."""
    links = {}
    if more:
        links["next"] = _address(asked.offset + asked.limit)
    if asked.offset:
        links["prev"] = _address(max(asked.offset - asked.limit, 0))
    return links


def _address(offset: int) -> str:
    return f"{request.base_url}?{urlencode({**request.args, 'offset': offset})}"


def _envelope(asked: Asked, rows: list[Row], links: dict[str, str]) -> dict[str, Any]:
    return {
        "name": asked.query.key,
        "title": asked.query.title,
        "description": asked.query.description,
        "parameters": asked.values,
        "limit": asked.limit,
        "offset": asked.offset,
        "count": len(rows),
        "next": links.get("next"),
        "previous": links.get("prev"),
        "rows": to_json(asked.query.columns, rows),
    }


def _page(
    query: CatalogueQuery,
    heading: str | None,
    values: dict[str, Any],
    asked: Asked | None = None,
    rows: list[Row] | None = None,
    links: dict[str, str] | None = None,
    error: ParameterError | None = None,
    template: str = "api_query.html",
) -> Response:
    given = {k: v for k, v in request.args.items() if v and k not in ("format", "offset", "limit")}
    shown = fields(query.columns)
    if heading:  # a list, not an answer in which a void may tell something
        shown = [name for name in shown if not rows or any(name in row for row in rows)]
    page = render_template(
        template,
        query=query,
        heading=heading or query.title,
        values=values,
        fields=shown,
        asked=asked,
        rows=rows or [],
        links=links or {},
        error=error,
        given=given,
        codes=codes,
    )
    return with_type(Response(page, 400 if error else 200), HTML)
