"""Whole things to take away: vocabulary, shapes, all data, the file for Protégé."""

from __future__ import annotations

import tempfile
from itertools import groupby

from flask import Blueprint, Response, render_template, send_file
from werkzeug.exceptions import NotAcceptable

from kg.diagrams import around, class_tree
from kg.export import write_protege
from kg.glossary import load_glossary
from kg.iris import CQ
from kg.paths import ONTOLOGY, SHAPES
from kg.web.endpoint import GRAPH_BYTES, send
from kg.web.negotiation import HTML, graph_format, with_type
from kg.web.served_store import LONG, ServedStore
from kg.web.service import dump, service

blueprint = Blueprint("downloads", __name__)
_IN_MEMORY = 8_000_000  # bytes of a prepared file before it goes to disk
_PICTURED = ("Statement", "Mention", "MembershipClaim", "Membership", "OfficeHolding")
_FILES = {"ontology": ONTOLOGY, "shapes": SHAPES}


@blueprint.get("/ontology")
def ontology() -> Response:
    """Return the vocabulary: a page that explains each term at its anchor, or RDF."""
    if graph_format(html=True) != HTML:
        return _vocabulary("ontology", "The ontology")
    return with_type(Response(_page()), HTML)


@blueprint.get("/shapes")
def shapes() -> Response:
    """Return the shapes that every article's graph is checked against."""
    return _vocabulary("shapes", "The shapes")


@blueprint.get("/dump.nq.gz")
def all_data() -> Response:
    """Return every graph as N-Quads, compressed."""
    answer = dump("application/n-quads", None, gzip=True, timeout=LONG * service().pool.timeout)
    response = send(answer)
    response.headers["Content-Type"] = "application/gzip"
    return response


@blueprint.get("/protege.ttl")
def protege() -> Response:
    """Return ontology, reference data and articles as one Turtle file that opens in Protégé."""
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (sent, then closed)
    try:
        write_protege(ServedStore(), service().base, file)  # type: ignore[arg-type]
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return send_file(
        file, mimetype="text/turtle", as_attachment=True, download_name="communique.ttl"
    )


def _page() -> str:
    glossary = load_glossary()
    return render_template(
        "ontology.html",
        glossary=glossary,
        iri=CQ,
        sections=lambda *kinds: groupby(glossary.of_kind(*kinds), key=lambda t: t.section),
        tree=class_tree(glossary),
        pictures=[(name, around(glossary, name)) for name in _PICTURED],
    )


def _vocabulary(name: str, title: str) -> Response:
    """Return a graph of the store, or the file it is made from where the store has none."""
    kind = graph_format(html=True)
    written = "text/turtle" if kind == HTML else kind
    answer = dump(written, service().base + name)
    if answer.found and kind != HTML:
        return send(answer)
    text = answer.read() if answer.found else b"\n".join(_turtle_files(name))
    if kind == HTML:
        words = text[:GRAPH_BYTES].decode(errors="replace")
        return with_type(Response(render_template("graph.html", title=title, text=words)), HTML)
    if kind != "text/turtle":
        raise NotAcceptable("This store does not hold it; the file is Turtle (text/turtle).")
    return with_type(Response(text), kind)


def _turtle_files(name: str) -> list[bytes]:
    return [file.read_bytes() for file in sorted(_FILES[name].glob("*.ttl"))]
