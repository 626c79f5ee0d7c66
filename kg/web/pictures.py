"""`/pictures`: what the graph holds at a glance, each picture with its table and its query.

The address holds the whole view: the parameters of the picture's question, and how much to show.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, render_template, request
from markupsafe import escape
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Redirect

from kg.parameters import ParameterError
from kg.paths import STATIC
from kg.pictures.gallery import GALLERY, MOST_ROWS, Kind, View
from kg.pictures.rows import Picture
from kg.pictures.svg import drawing, nowhere, standalone
from kg.web.arguments import Asked, codes, read_arguments
from kg.web.cells import fields
from kg.web.errands import UnfinishedError, soon
from kg.web.negotiation import with_type
from kg.web.service import Row, service
from kg.web.terms import href

blueprint = Blueprint("pictures", __name__)
TABLE_ROWS = 50  # of the table under a picture; all of them are a link away
GLANCE = 25.0  # seconds for which a picture among others is waited for; the page is there meanwhile
_SHOW, _FILE = "show", ".svg"
_SVG = "image/svg+xml"
_SHEETS = ("communique.css", "pictures.css")
# At a glance no name can be read; what stands there while a picture is drawn goes behind it.
_GLANCE = "text, .legend { display: none } .picture { background: var(--card) }"
_BLANK = (960, 540)  # units of a picture of nothing


@blueprint.get("/pictures")
def pictures() -> str:
    """Show which pictures there are."""
    return render_template("pictures.html", gallery=GALLERY)


@blueprint.get("/pictures/small/<name>.svg")
def small(name: str) -> Response:
    """Give the first view of a picture to be seen at a glance: no names, drawn once a dataset.

    Where that takes long it is nothing as yet, and there the next time.
    """
    kind = _kind(name)

    def work(ask: Callable[[str], list[Row]]) -> str:
        return service().once(f"small {name}", lambda: _at_a_glance(kind, ask))

    try:
        return with_type(Response(soon(f"small {name}", work, GLANCE)), _SVG)
    except UnfinishedError:
        nothing = drawing(kind.name, kind.title, *_BLANK)
        return with_type(Response(nothing, 202, {"Cache-Control": "no-store"}), _SVG)


def _at_a_glance(kind: Kind, ask: Callable[[str], list[Row]]) -> str:
    known = {p.name: p for p in kind.query.parameters}
    terms = {n: known[n].term(value, service().base) for n, value in kind.begins}
    rows = ask(kind.query.page(terms, MOST_ROWS, 0))
    svg = kind.draw(kind.name, kind.title, rows, View(_size(kind, None), nowhere, _today())).svg
    return standalone(svg or drawing(kind.name, kind.title, *_BLANK), _style() + _GLANCE)


@blueprint.get("/pictures/<name>")
def picture(name: str) -> Response | Redirect:
    """Show a picture as this request asks for it, or give it as a file (`.svg`)."""
    kind = _kind(name.removesuffix(_FILE))
    given = {key: value for key, value in request.args.items() if value}
    if kind.begins and not given.keys() - {_SHOW}:
        return redirect(f"{request.path}?{urlencode({**dict(kind.begins), **given})}")
    try:
        file = name.endswith(_FILE)
        seen = _look(kind, given, now=file)
        return _file(seen) if file else Response(_page(seen, given))
    except ParameterError as error:
        return Response(_template(kind, given, given, error=error), 400)


def view(most: int = 0) -> View:
    """Return how pictures are looked at here: names lead to their pages, open ends to today."""
    return View(most, lambda iri: href(iri, service().base), _today())


def _today() -> date:
    return datetime.now(UTC).date()


def _kind(name: str) -> Kind:
    """Return the picture of this name. Raises NotFound."""
    kind = next((k for k in GALLERY if k.name == name), None)
    if kind is None:
        raise NotFound(f"There is no picture {name}; GET /pictures lists them.")
    return kind


def _style() -> str:
    return "".join((STATIC / name).read_text(encoding="utf-8") for name in _SHEETS)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A picture drawn as a request asks for it, from these rows."""

    kind: Kind
    asked: Asked
    most: int
    rows: list[Row]
    drawn: Picture


def _look(kind: Kind, given: dict[str, str], *, now: bool) -> _Seen:
    """Return the picture asked for. Raises ParameterError, and UnfinishedError unless `now`."""
    most = _size(kind, given.get(_SHOW))
    asked = read_arguments(kind.query, own=(_SHOW,))

    def ask(rows: Callable[[str], list[Row]]) -> list[Row]:
        return asked.query.rows(asked.terms, MOST_ROWS, 0, rows)

    rows = ask(service().rows) if now else soon(f"{kind.name} {sorted(asked.terms.items())}", ask)
    return _Seen(kind, asked, most, rows, kind.draw(kind.name, kind.title, rows, view(most)))


def _file(seen: _Seen) -> Response:
    """Return the picture as a file; its links lead back here."""
    if not seen.drawn.svg:
        raise NotFound("There is nothing to draw.")
    whole = re.sub(
        r' href="/', f' href="{escape(request.url_root)}', standalone(seen.drawn.svg, _style())
    )
    response = with_type(Response(whole), _SVG)
    name = f'attachment; filename="{seen.kind.name}.svg"'
    response.headers["Content-Disposition"] = name
    return response


def _page(seen: _Seen, given: dict[str, str]) -> str:
    kind, most = seen.kind, seen.most
    larger = [size for size in kind.sizes if size > most] if seen.drawn.more else []
    smaller = [size for size in kind.sizes if size < most]
    return _template(
        kind,
        given,
        dict(seen.asked.values),
        asked=seen.asked,
        drawn=seen.drawn,
        rows=seen.rows,
        sizes=[(size, _address(given, size)) for size in (*smaller, *larger[:1])],
        most_rows=MOST_ROWS,
        file=f"{request.path}{_FILE}?{urlencode(given)}",
    )


def _template(kind: Kind, given: dict[str, str], values: dict[str, Any], **more: Any) -> str:
    """Return the page; who picks states and dates need not see the parameters for IRIs."""
    shown = [p for p in kind.query.parameters if p.kind != "iri" or p.name in given]
    return render_template(
        "picture.html",
        kind=kind,
        query=kind.query,
        parameters=shown,
        values=values,
        given={k: v for k, v in given.items() if k != _SHOW},
        show=given.get(_SHOW),
        fields=fields(kind.query.columns),
        codes=codes,
        table_rows=TABLE_ROWS,
        **more,
    )


def _size(kind: Kind, given: str | None) -> int:
    """Return how much to show. Raises ParameterError where the picture has no such size."""
    if not kind.sizes or not given:
        return kind.sizes[0] if kind.sizes else 0
    if given not in map(str, kind.sizes):
        expected = f"one of {', '.join(map(str, kind.sizes))}"
        raise ParameterError(_SHOW, given[:100], expected, str(kind.sizes[0]))
    return int(given)


def _address(given: dict[str, str], size: int) -> str:
    return f"{request.path}?{urlencode({**given, _SHOW: size})}"
