"""Every IRI this server mints has an answer here: the thing leads to documents about it.

After "Cool URIs for the Semantic Web" (W3C Interest Group Note, 2008), section 4.3: an IRI names a
state, a person, a statement, which cannot be sent over a wire, so it answers 303 See Other with the
document that the Accept header likes best; the documents (`.html`, `.ttl`, `.jsonld`, `.rdf`,
`.nt`, `.json`) answer 200, each in its one format. An article's documents are under `/articles`.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Blueprint, Flask, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Redirect

from kg.catalogue import load_catalogue
from kg.iris import CQ, SHARED_GRAPHS
from kg.web.api import respond
from kg.web.arguments import MOST_ROWS, codes
from kg.web.cells import labels_of, thing, value_of
from kg.web.endpoint import send
from kg.web.evidence import evidence, taken_for
from kg.web.formats import (
    ARTICLES,
    DOCUMENTS,
    HTML,
    JSON,
    choose,
    in_format,
    split_suffix,
    with_links,
)
from kg.web.negotiation import vary
from kg.web.portraits import can_speak, facts, in_words, kind_of, portrait
from kg.web.service import Row, service

blueprint = Blueprint("things", __name__)
MOST_NEIGHBOURS = 1000  # triples in which a thing is the object, of one document
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_WITHIN = re.compile(r"article/([\w.~-]+)/")  # the name of an article in the path of a part of it
_RDFS = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
# Labels of what stands at the other end; MIN because some have one in each language.
_ABOUT = """SELECT ?p ?o (MIN(?pl) AS ?property) (MIN(?ol) AS ?label) WHERE {
  %s
  OPTIONAL { ?p rdfs:label ?pl FILTER(LANG(?pl) IN ("", "en")) }
  OPTIONAL { ?o rdfs:label ?ol FILTER(LANG(?ol) IN ("", "en")) }
} GROUP BY ?p ?o ORDER BY ?p ?o LIMIT 300"""
# What names a thing, and what articles say of the persons that were found to be it.
_INCOMING = f"""{{ ?o ?p <%(iri)s> }} UNION {{
    <%(iri)s> ^<{CQ}identifiedAs>/<{CQ}identifies> ?told . ?o ?p ?told
    FILTER(?p != <{CQ}identifies>) }}"""
_DOCUMENT = f"""{_RDFS}CONSTRUCT {{ <%(iri)s> ?p ?o . ?o rdfs:label ?label . ?s ?q <%(iri)s> }}
WHERE {{
  {{ <%(iri)s> ?p ?o OPTIONAL {{ ?o rdfs:label ?label }} }}
  UNION
  {{ SELECT ?s ?q {{ ?s ?q <%(iri)s> }} ORDER BY ?q ?s LIMIT {MOST_NEIGHBOURS} }}
}}"""
_OF_THEIR_OWN = ("ontology", "shapes")  # graphs with pages of their own


@blueprint.get("/article/<name>")
def article(name: str) -> Response | Redirect:
    """Lead from an article to its document."""
    bare, kind = split_suffix(name, ARTICLES)
    _require(f"article/{bare}")
    suffix = "" if kind is None else name.removeprefix(bare)
    query = f"?{request.query_string.decode()}" if request.query_string else ""
    return _see_other(f"/articles/{quote(bare)}{suffix}{query}")


@blueprint.get("/article/<name>/<path:part>")
def part_of_article(name: str, part: str) -> Response | Redirect:
    """Tell of a statement, a span or whatever else an article's graph names."""
    if part == "inferred":
        return _graph(f"article/{name}/{part}")
    return _answer(f"article/{name}/{part}")


@blueprint.get("/people")
def people() -> Response:
    """List persons, states, alliances and others, those with most to show first."""
    query = next(q for q in load_catalogue() if q.key == "entities")
    return respond(query, "People, states, alliances", "people.html")


@blueprint.get("/id/<path:key>")
def entity(key: str) -> Response | Redirect:
    """Tell of a state, a person, a body or another entity."""
    return _answer(f"id/{key}")


@blueprint.get("/run/<name>", defaults={"kind": "run"})
@blueprint.get("/software/<name>", defaults={"kind": "software"})
@blueprint.get("/build/<name>", defaults={"kind": "build"})
@blueprint.get("/source/<name>", defaults={"kind": "source"})
def provenance(kind: str, name: str) -> Response | Redirect:
    """Tell of an extraction run, a version of the software, a build or what it read."""
    return _answer(f"{kind}/{name}")


def install(app: Flask, base: str) -> None:
    """Answer, too, for the named graphs, and for IRIs under the path that the base IRI has."""
    for name in (g for g in SHARED_GRAPHS if g not in _OF_THEIR_OWN):
        app.add_url_rule(f"/{name}", name, _graph, defaults={"name": name})
    path = urlsplit(base).path
    if path != "/":
        app.add_url_rule(f"{path}<path:rest>", "under_base", _under_base)


def iri_of(path: str) -> str:
    """Return the IRI at this path. Raises NotFound where no IRI can look like that."""
    if _NOT_IN_IRI.search(path):
        raise not_found(path)
    return service().base + path


def not_found(path: str) -> NotFound:
    """Return the error that there is nothing at a path, with where to look instead."""
    kind, _, key = path.removeprefix("id/").partition("/")
    if kind in ("state", "grouping") and path.startswith("id/"):
        known = codes(kind)
        by_name = {name.casefold(): code for code, name in known.items()}
        words = key.replace("-", " ").replace("_", " ").casefold()
        code = key.upper() if key.upper() in known else by_name.get(words)
        hint = f"Is it /id/{kind}/{code}?" if code else f"GET /api/{kind}s lists what there is."
    elif (within := _WITHIN.match(path)) and _is_article(within[1]):
        hint = (
            f"It would stand in /articles/{within[1]}, where what reviewers left out is told, too."
        )
    elif path.startswith("article/"):
        hint = "GET /articles lists the articles."
    else:
        words = re.sub(r"[^\w]+", " ", key.rpartition("/")[2]).strip()
        hint = f"Look for it by name: /api/find-entities?name={quote(words)}"
    return NotFound(f"Nothing here is called {path}. {hint}")


def _is_article(name: str) -> bool:
    iri = f"{service().base}article/{name}"
    return bool(service().rows(f"SELECT * {{ GRAPH <{iri}> {{ <{iri}> a ?type }} }} LIMIT 1"))


def _answer(path: str) -> Response | Redirect:
    """Answer for a thing with its document's address, or with the document."""
    bare, kind = split_suffix(path)
    if kind is None:
        kind = choose(DOCUMENTS)
        _require(path)
        suffix = next(s for s, media_type in DOCUMENTS.items() if media_type == kind)
        return _see_other(f"/{quote(path)}.{suffix}")
    iri = iri_of(bare)
    return with_links(_document(bare, iri, kind), iri, f"/{quote(bare)}")


def _see_other(location: str) -> Redirect:
    response = redirect(location, 303)
    vary(response, "Accept")
    return response


def _require(path: str) -> None:
    """Raise NotFound where no triple tells anything of the thing at this path."""
    iri = iri_of(path)
    rows = service().rows(f"SELECT ?x {{ {{ <{iri}> ?p ?x }} UNION {{ ?x ?q <{iri}> }} }} LIMIT 1")
    if not rows:
        raise not_found(path)


def _document(path: str, iri: str, kind: str) -> Response:
    if kind not in (HTML, JSON):
        _require(path)
        accept = {"solutions": None, "boolean": None, "graph": kind}
        head = request.method == "HEAD"
        text = _DOCUMENT % {"iri": iri}
        return in_format(send(service().pool.query(text, accept, head=head)), kind)
    if kind == HTML and request.args.get("view") != "triples":
        page = _portrait(path, iri)
        if page is not None:
            return in_format(Response(page), kind)
    outgoing = service().rows(_RDFS + _ABOUT % f"<{iri}> ?p ?o .")
    incoming = service().rows(_RDFS + _ABOUT % (_INCOMING % {"iri": iri}))
    if not outgoing and not incoming:
        raise not_found(path)
    label = next((r["o"]["value"] for r in outgoing if r["p"]["value"].endswith("#label")), None)
    if kind == JSON:
        body = thing(iri, label) | {
            "properties": _properties(outgoing, "values"),
            "mentioned": _properties(incoming, "subjects"),
        }
        return in_format(jsonify(body), kind)
    page = render_template(
        "entity.html",
        iri=iri,
        path=path,
        label=label or path,
        outgoing=outgoing,
        incoming=incoming,
        formats=DOCUMENTS,
    )
    return in_format(Response(page), kind)


def _portrait(path: str, iri: str) -> str | None:
    """Return the page of an entity or a statement; None for what is best shown as triples."""
    kind = kind_of(path)
    if not kind:
        return None
    _require(path)
    label = labels_of([iri]).get(iri, path)
    common = {"iri": iri, "path": path, "label": label, "formats": DOCUMENTS}
    if kind == "statement":
        found = evidence(iri)
        return (
            None
            if found is None
            else render_template(
                "statement.html", found=found, may_write=service().token is not None, **common
            )
        )
    return render_template(
        "portrait.html",
        kind=in_words(kind),
        facts=facts(iri),
        sections=portrait(iri, path, label),
        taken=taken_for(iri),
        around=_around(path, iri),
        most_rows=MOST_ROWS,
        **common,
    )


def _around(path: str, iri: str) -> str | None:
    """Return the address of the network around an entity; None for what has no ties."""
    if not can_speak(path):
        return None
    return url_for("pictures.picture", name="network", entity=iri.removeprefix(service().base))


def _properties(rows: list[Row], end: str) -> list[dict[str, Any]]:
    """Return one entry a property with all values at its other end, named `end`."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        iri = row["p"]["value"]
        label = row.get("property", {}).get("value")
        entry = found.setdefault(iri, {"property": thing(iri, label), end: []})
        value = value_of(row["o"])
        if isinstance(value, dict):
            value["label"] = row.get("label", {}).get("value")
        entry[end].append(value)
    return list(found.values())


def _graph(name: str) -> Redirect:
    """Lead from a named graph to where the graph store gives it."""
    iri = quote(service().base + name, safe="")
    return _see_other(f"/data?graph={iri}")


def _under_base(rest: str) -> Redirect:
    query = f"?{request.query_string.decode()}" if request.query_string else ""
    return redirect(f"/{quote(rest.lstrip('/'))}{query}", 308)
