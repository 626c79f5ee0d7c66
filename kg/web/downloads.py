"""Whole things to take away: vocabulary, shapes, all data, the file for Protégé."""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import groupby
from typing import Any, BinaryIO

from flask import Blueprint, Response, redirect, render_template, request
from rdflib import OWL, RDF
from werkzeug.exceptions import NotAcceptable, NotFound
from werkzeug.wrappers import Response as Redirect

from kg.diagrams import around, class_tree
from kg.export import write_protege
from kg.glossary import load_glossary
from kg.iris import CQ
from kg.paths import ONTOLOGY, SHAPES
from kg.vocabulary import read_turtle
from kg.web.endpoint import GRAPH_BYTES, send
from kg.web.kept import described, part_wanted, require_match, send_kept
from kg.web.negotiation import HTML, graph_format, with_type
from kg.web.served_store import LONG, ServedStore
from kg.web.service import dump, service

blueprint = Blueprint("downloads", __name__)
_DUMP = "application/gzip", "dump.nq.gz"  # media type, and name to be stored under
_PROTEGE = "text/turtle", "communique.ttl"
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


@blueprint.get("/ontology/<path:part>", defaults={"vocabulary": "ontology"})
@blueprint.get("/shapes/<path:part>", defaults={"vocabulary": "shapes"})
def part_of_vocabulary(vocabulary: str, part: str) -> Redirect:
    """Lead from the IRI of a version or a part, such as `/ontology/0.2.0`, to what holds it."""
    if f"{vocabulary}/{part}" not in _documents():
        raise NotFound(f"There is no {part!r} of /{vocabulary}.")
    query = f"?{request.query_string.decode()}" if request.query_string else ""
    return redirect(f"/{vocabulary}{query}", 303)


@blueprint.get("/dump.nq.gz")
def all_data() -> Response:
    """Return every graph as N-Quads, compressed; or a part, from a file that is kept for it."""
    pool, files = service().pool, service().kept
    tag = _tag("dump", pool.lasting_state)
    require_match(tag)
    kept = files.get("dump", tag)
    if kept is not None:
        return _sent(kept, tag, _DUMP)
    if request.if_none_match.contains_weak(tag):
        return described(Response(status=304), tag)
    answer = dump("application/n-quads", None, gzip=True, timeout=LONG * pool.timeout)
    tag = _tag("dump", answer.state)
    if tag and part_wanted(tag):
        return _sent(files.put("dump", tag, lambda f: f.writelines(answer)), tag, _DUMP)
    response = send(answer)
    response.headers["Content-Type"], name = _DUMP
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return described(response, tag)


@blueprint.get("/protege.ttl")
def protege() -> Response:
    """Return ontology, reference data and articles as one Turtle file that opens in Protégé."""
    pool, files = service().pool, service().kept
    state = pool.lasting_state
    tag = _tag("protege", state)
    require_match(tag)
    file = files.get("protege", tag)
    if file is None:
        store: Any = ServedStore()
        file = files.put("protege", tag, lambda f: write_protege(store, service().base, f))
        tag = tag if pool.lasting_state == state else ""
    return _sent(file, tag, _PROTEGE)


def _sent(file: BinaryIO, tag: str, as_what: tuple[str, str]) -> Response:
    """Return a file, or the part of it that is wanted, with its media type and a name."""
    media_type, name = as_what
    return send_kept(file, tag, media_type, as_attachment=True, download_name=name)


def _tag(name: str, state: str) -> str:
    """Return what names a file made from a state of the dataset; empty where the state has none."""
    named = f"{name} {service().start} {state}"
    return hashlib.sha256(named.encode()).hexdigest()[:32] if state else ""


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
    graph = service().base + name
    answer = service().pool.dump("text/turtle", graph) if kind == HTML else dump(kind, graph)
    if answer.found and kind != HTML:
        return send(answer)
    text = answer.read() if answer.found else b"\n".join(_turtle_files(name))
    if kind == HTML:
        words = text[:GRAPH_BYTES].decode(errors="replace")
        return with_type(Response(render_template("graph.html", title=title, text=words)), HTML)
    if kind != "text/turtle":
        raise NotAcceptable("This store does not hold it; the file is Turtle (text/turtle).")
    return with_type(Response(text), kind)


@cache
def _documents() -> set[str]:
    """Return the IRIs of ontologies and their versions, without what all of them begin with."""
    graph = read_turtle(ONTOLOGY) + read_turtle(SHAPES)
    headers = set(graph.subjects(RDF.type, OWL.Ontology))
    iris = {*headers, *(v for h in headers for v in graph.objects(h, OWL.versionIRI))}
    return {str(iri).removeprefix(CQ.removesuffix("ontology#")) for iri in iris}


def _turtle_files(name: str) -> list[bytes]:
    return [file.read_bytes() for file in sorted(_FILES[name].glob("*.ttl"))]
