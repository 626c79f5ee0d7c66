"""`/statements`: what was said, narrowed down by facets, as a page, CSV, JSON or Turtle.

The address holds all of it: which statements, which page of them, in which format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlencode

import numpy as np
from flask import Blueprint, Response, jsonify, render_template, request, stream_with_context

from kg.iris import CQ
from kg.parameters import ParameterError
from kg.web.arguments import MOST_OFFSET, codes, whole_number
from kg.web.columns import Columns, Mask, columns
from kg.web.endpoint import send
from kg.web.facets import FACETS, MOST_WORDS, WORDS, Facet, query
from kg.web.formats import CSV, HTML, JSON, TURTLE, choose
from kg.web.negotiation import with_type
from kg.web.passage_rows import to_csv, to_json
from kg.web.passages import names_of, passages
from kg.web.service import service

blueprint = Blueprint("statements", __name__)
FORMATS = {"json": JSON, "csv": CSV, "html": HTML, "ttl": TURTLE}
MOST = 500  # statements of one page
MOST_LINES = 10_000  # of one CSV file, which is sent while it is made
SHOWN = 25
MOST_VALUES = 60  # of one facet that are offered
BANDS = (0.95, 0.9, 0.75, 0.5)  # confidences that are offered as the least
_OWN = ("limit", "offset", "format")
_CODED = ("state", "grouping")
# what is asked of a node is a filter: as VALUES it would be looked up in all graphs, node by node
_TRIPLES = f"""PREFIX cq: <{CQ}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT {{ ?statement ?p ?o . ?node ?q ?v }} WHERE {{
  {{ VALUES ?statement {{ %(iris)s }} GRAPH ?g {{ ?statement ?p ?o }} }} UNION {{
    VALUES ?statement {{ %(iris)s }}
    GRAPH ?g {{ ?statement ?leads ?node }}
    GRAPH ?h {{ ?node ?q ?v }}
    FILTER(?q IN (rdf:type, rdfs:label, cq:exact, cq:start, cq:end))
    FILTER(?q != rdf:type || ?h = ?g) }}
}}"""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many statements have it, and the address with it or without it."""

    words: str
    number: int
    href: str
    chosen: bool


@blueprint.get("/statements")
def statements() -> Response:
    """Give the statements that fit what the address says."""
    kind = choose(FORMATS)
    try:
        given = _given()
        limit = whole_number("limit", SHOWN, 1, MOST_LINES if kind == CSV else MOST)
        offset = whole_number("offset", 0, 0, MOST_OFFSET)
        terms = {name: _terms(name, value) for name, value in given.items()}
    except ParameterError as error:
        if kind != HTML:
            raise
        known = {k: v for k, v in request.args.items() if k in _BY_NAME}
        page = render_template(
            "statements.html", shown=known, error=error, facets=FACETS, names=_reference_names()
        )
        return with_type(Response(page, 400), HTML)
    every = columns(now=kind != HTML)
    masks = _masks(given, every)
    found = np.flatnonzero(_all(masks, every))
    iris = [every.iris[place] for place in found[offset : offset + limit]]
    links = _links(limit, offset, more=len(found) > offset + limit)
    if kind == HTML:
        choices = {f.name: _choices(f, given, masks, every) for f in FACETS if f.offered}
        page = render_template(
            "statements.html",
            given=given,
            shown=_shown_values(given),
            facets=FACETS,
            names=_reference_names(),
            passages=passages(iris),
            number=len(found),
            offset=offset,
            links=links,
            choices=choices,
            chosen=_chosen(given),
            sparql=query(terms),
            formats={n: _address(format=n) for n in FORMATS if n != "html"},
            whole=_address(format="csv", limit=str(MOST_LINES), offset=None),
            most_lines=MOST_LINES,
        )
        response = Response(page)
    else:
        response = _written(kind, iris, {"parameters": given, "count": len(found)}, links)
    if links:
        header = ", ".join(f'<{url}>; rel="{relation}"' for relation, url in links.items())
        response.headers["Link"] = header
    return with_type(response, kind)


def _written(
    kind: str, iris: list[str], told: Mapping[str, Any], links: Mapping[str, str]
) -> Response:
    """Return these statements for programs."""
    if kind == TURTLE:
        accept = {"solutions": None, "boolean": None, "graph": TURTLE}
        asked = _TRIPLES % {"iris": " ".join(f"<{iri}>" for iri in iris)}
        return send(service().pool.query(asked, accept, head=request.method == "HEAD"))
    if kind == CSV:
        return _lines(iris)
    found = passages(iris)
    pages = {"next": links.get("next"), "previous": links.get("prev")}
    return jsonify(**told, **pages, statements=[to_json(passage) for passage in found])


def _lines(iris: list[str]) -> Response:
    """Return these statements as CSV, sent while it is made; what is wrong at once is told so."""
    parts = (passages(iris[n : n + MOST]) for n in range(0, len(iris), MOST))
    first = to_csv(next(parts, []), headings=True)
    response = Response(stream_with_context(chain([first], map(to_csv, parts))))
    response.headers["Content-Disposition"] = 'attachment; filename="statements.csv"'
    return response


_BY_NAME = {facet.name: facet for facet in FACETS}


def _given() -> dict[str, str]:
    """Return what the address says of each facet. Raises ParameterError for what is none."""
    for name, values in request.args.lists():
        if name not in _BY_NAME and name not in _OWN:
            expected = f"a parameter among {', '.join((*_BY_NAME, *_OWN))}"
            raise ParameterError(name, values[0][:100], expected, "words")
        if len(values) > 1:
            raise ParameterError(name, " and ".join(values)[:100], "one value", values[0][:100])
    return {n: v.strip() for n, v in request.args.items() if n in _BY_NAME and v.strip()}


def _terms(name: str, given: str) -> tuple[str, ...]:
    """Return the SPARQL terms of a facet's value. Raises ParameterError."""
    parameter = _BY_NAME[name].parameter
    values = given.split() if name == WORDS.name else [given]
    if len(values) > MOST_WORDS:
        raise ParameterError(name, given[:100], f"{MOST_WORDS} words at most", "treaty")
    base = service().base
    known = (_known(value) if parameter.kind == "iri" else value for value in values)
    return tuple(parameter.term(value, base) for value in known)


def _known(given: str) -> str:
    """Return the IRI of a state or organisation given by code or name, an address, or the value."""
    for kind in _CODED:
        for code, name in codes(kind).items():
            if given.casefold() in (code.casefold(), name.casefold()):
                return f"id/{kind}/{code}"
    return given.removeprefix(request.url_root)


def _whole(name: str, given: str) -> str:
    """Return the whole IRI of a value that was taken before."""
    return _BY_NAME[name].parameter.term(_known(given), service().base)[1:-1]


def _is_iri(name: str) -> bool:
    return _BY_NAME[name].parameter.kind == "iri"


def _reference_names() -> list[str]:
    return sorted({*codes("state").values(), *codes("grouping").values()})


def _masks(given: Mapping[str, str], every: Columns) -> dict[str, Mask]:
    """Return by facet which statements fit its value."""
    return {
        name: every.having(name, _whole(name, value) if _is_iri(name) else value)
        for name, value in given.items()
    }


def _all(masks: Mapping[str, Mask], every: Columns, but: str = "") -> Mask:
    """Return which statements fit all facets, or all but one."""
    found = np.ones(len(every.iris), dtype=np.bool_)
    for name, mask in masks.items():
        if name != but:
            found &= mask
    return found


def _choices(
    facet: Facet, given: Mapping[str, str], masks: Mapping[str, Mask], every: Columns
) -> list[Choice]:
    """Return the values of a facet that the other facets leave, with how often each is there."""
    among = _all(masks, every, but=facet.name)
    if facet.name == "confidence_from":
        counted = [(f"{band:g}", int(np.sum(among & (every.confidence >= band)))) for band in BANDS]
    else:
        counted = every.columns[facet.name].counts(among)
        by_value = sorted(counted, reverse=facet.offered == "greatest")
        counted = sorted(by_value, key=lambda c: -c[1] if facet.offered == "most" else 0)
    counted = counted[:MOST_VALUES]
    named = names_of(value for value, _ in counted) if _is_iri(facet.name) else {}
    own = given.get(facet.name, "")
    own = _whole(facet.name, own) if own and _is_iri(facet.name) else own
    return [
        Choice(
            named.get(value) or value.removeprefix(service().base),
            number,
            _address(**{facet.name: None if chosen else value.removeprefix(service().base)}),
            chosen,
        )
        for value, number in counted
        for chosen in [own == value]
        if number or chosen
    ]


def _chosen(given: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return of each facet that is used its heading, its value and the address without it."""
    whole = {name: _whole(name, value) for name, value in given.items() if _is_iri(name)}
    named = names_of(whole.values())
    return [
        (
            _BY_NAME[name].heading or name.capitalize(),
            named.get(whole.get(name, ""), value),
            _address(**{name: None}),
        )
        for name, value in given.items()
    ]


def _shown_values(given: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the form: states and organisations by their names."""
    known = {f"id/{k}/{code}": name for k in _CODED for code, name in codes(k).items()}
    base = service().base
    return {
        name: known.get(_whole(name, value).removeprefix(base), value) if _is_iri(name) else value
        for name, value in given.items()
    }


def _address(**changes: str | None) -> str:
    """Return this address with some of its parameters changed, from the first statement on."""
    kept = {k: v for k, v in request.args.items() if v and k not in ("format", *changes)}
    if "format" not in changes:
        kept.pop("offset", None)
    new = {k: v for k, v in changes.items() if v is not None}
    query = urlencode({**kept, **new}, safe="/:")
    return f"{request.path}?{query}" if query else request.path


def _links(limit: int, offset: int, *, more: bool) -> dict[str, str]:
    """Return the addresses of the pages beside this one, by their relation (RFC 8288)."""
    links = {}
    for relation, wanted, at in (
        ("next", more, offset + limit),
        ("prev", offset > 0, max(offset - limit, 0)),
    ):
        if wanted:
            links[relation] = f"{request.base_url}?{urlencode({**request.args, 'offset': at})}"
    return links
