"""Writing to `/articles`: an article that is sent is read, checked and stored, or set aside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from kg.parameters import ParameterError
from kg.reports import json_report, text_report
from kg.stores.messages import ChangedError
from kg.web.access import require_token
from kg.web.formats import JSON, QUADS, TURTLE, choose, in_format
from kg.web.graphs import versions
from kg.web.intakes import Reading, Sent
from kg.web.negotiation import UnreadError, best, vary
from kg.web.problems import problem
from kg.web.quads import to_quads
from kg.web.served_store import settle
from kg.web.service import service, writer
from kg.web.storing import UnreadableError, put_aside, read_sent, store
from kg.web.things import iri_of, not_found

blueprint = Blueprint("submissions", __name__)
READABLE = {
    "text/plain": (".txt", ".md"),
    "text/html": (".html", ".htm", ".xhtml"),
    "application/json": (".json",),
    "application/xhtml+xml": (),
    "text/markdown": (),
}
METADATA = (
    "title", "published", "modified", "publisher", "author", "language", "url", "section", "rights",
)  # fmt: skip
_OPTIONS = ("dry-run", "format")
_PLAIN = "text/plain"
_KNOWN = """PREFIX cq: <https://w3id.org/communique/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?url ?title ?published ?published_source ?publisher WHERE { GRAPH <%(iri)s> {
  <%(iri)s> a cq:Article .
  OPTIONAL { <%(iri)s> cq:url ?url }
  OPTIONAL { <%(iri)s> dcterms:title ?title }
  OPTIONAL { <%(iri)s> dcterms:issued ?published ; cq:dateSource ?published_source }
  OPTIONAL { <%(iri)s> dcterms:publisher ?publisher }
} } LIMIT 1"""
_ENVELOPE = 1 << 16  # bytes of a form around the article in it
_ANSWERS = {"json": JSON, "txt": _PLAIN, "ttl": TURTLE, "nt": "application/n-triples", **QUADS}


@blueprint.post("/articles")
def read_article() -> Response:
    """Read a new article, store its graph and say where; with `dry-run` only what it would be."""
    require_token()
    return _taken_in({}, None)


@blueprint.put("/articles/<name>")
def replace_article(name: str) -> Response:
    """Read an article in the place of the one of this name, or as it.

    What neither the article nor the request says of it stays as it was known.
    """
    require_token()
    rows = service().rows(_KNOWN % {"iri": iri_of(f"article/{name}")})
    return _taken_in({k: v["value"] for row in rows for k, v in row.items()}, name)


@blueprint.delete("/articles/<name>")
def remove_article(name: str) -> Response:
    """Remove an article's graph and what is derived from it."""
    require_token()
    iri = iri_of(f"article/{name}")
    done = service().pool.article(iri, {}, match=versions(request.if_match), by=writer())
    if not done["found"]:
        raise not_found(f"article/{name}")
    settle(iri)
    return Response(status=204)


def _taken_in(defaults: Mapping[str, str], name: str | None) -> Response:
    kind = choose(_ANSWERS)
    dry = _flag("dry-run")
    try:
        reading = read_sent(_sent(defaults), annotations=dry and kind == JSON)
    except UnreadableError as error:
        return problem(422, error.title, f"{error} Nothing was stored.")
    article = reading.outcome.article
    if name is not None and article.id != name:
        return problem(
            409,
            "This is another article",
            f"An article is known by its address, or, without one, by its text: this one is "
            f"{article.id}, not {name}. Give it the same url, or POST it to /articles.",
        )
    if dry:
        return _answer(reading, kind, 200, stored=False)
    if not reading.outcome.conforms:
        return refused(reading)
    location = f"/articles/{quote(article.id)}"
    try:
        none_match = versions(request.if_none_match) if name else ["*"]
        done = store(reading, versions(request.if_match), none_match)
    except ChangedError:
        if name or request.if_match or request.if_none_match:
            raise
        words = f"It is here already. To read it anew, PUT it to {location}."
        response = problem(409, "The article is known", words)
        response.headers["Location"] = location
        return response
    response = _answer(reading, kind, 201 if done["created"] else 200, stored=True)
    response.headers["Location"] = location
    if done["version"]:
        response.set_etag(f"{done['version']}:{kind}")
    return response


def _sent(defaults: Mapping[str, str]) -> Sent:
    """Return the article in this request. Raises BadRequest, UnreadError and others."""
    most = service().intake.config.max_bytes
    request.max_content_length = most + _ENVELOPE
    if (request.content_length or 0) > request.max_content_length:
        raise RequestEntityTooLarge(f"An article may have {most} bytes at most.")
    metadata, file = {n: v for n, v in request.args.items() if n not in _OPTIONS}, None
    data, media_type = request.get_data, request.mimetype
    charset = request.mimetype_params.get("charset")
    if request.mimetype == "multipart/form-data":
        parts = list(request.files.values())
        if len(parts) != 1:
            raise BadRequest("Send one file a request, and what is known of it as fields.")
        metadata |= dict(request.form.items())
        file = PurePath(parts[0].filename or "").name or None
        data, media_type = parts[0].read, type_of(parts[0].mimetype, file)
        charset = parts[0].mimetype_params.get("charset")
    if media_type not in READABLE:
        known = f"An article is read from {', '.join(READABLE)}, or a form."
        raise UnreadError(known, "Accept", *READABLE, "multipart/form-data")
    for name, value in metadata.items():
        if name not in METADATA:
            expected = f"a parameter among {', '.join((*METADATA, *_OPTIONS))}"
            raise ParameterError(name, value[:100], expected, "title")
    content = data()
    if not content.strip():
        raise BadRequest("There is nothing in the request; send the article as its body.")
    if len(content) > most:
        raise RequestEntityTooLarge(f"An article may have {most} bytes at most.")
    return Sent(content, media_type, charset, metadata, defaults, file)


def type_of(media_type: str, file: str | None) -> str:
    """Return a file's media type, told by its name where the client does not know it."""
    suffix = PurePath(file or "").suffix.lower()
    known = next((kind for kind, suffixes in READABLE.items() if suffix in suffixes), None)
    return media_type if media_type in READABLE else known or media_type


def refused(reading: Reading) -> Response:
    """Set an article aside that does not conform, and say why in words and for programs."""
    outcome = reading.outcome
    name = put_aside(reading)
    text = text_report(outcome.findings, outcome.article)
    if best(("application/problem+json", JSON, "text/html", _PLAIN)) == _PLAIN:
        return in_format(Response(text, 422), _PLAIN)
    first = next(f for f in outcome.findings if f.severity == "Violation")
    detail = f"{first.message} Nothing was stored; the article is at /set-aside/{name}."
    report = json_report(outcome.findings).encode()
    return problem(422, "The article must not be published as it was read", detail, report=report)


def _answer(reading: Reading, kind: str, status: int, *, stored: bool) -> Response:
    outcome = reading.outcome
    if kind == JSON:
        response = jsonify(_summary(reading, stored=stored))
    elif kind == _PLAIN:
        response = Response(text_report(outcome.findings, outcome.article))
    elif kind in QUADS.values():
        response = Response(b"".join(to_quads(reading.graphs, kind)))
    else:
        response = Response(outcome.triples)  # N-Triples are Turtle
    response.status_code = status
    vary(response, "Accept")
    return in_format(response, kind)


def _summary(reading: Reading, *, stored: bool) -> dict[str, Any]:
    article = reading.outcome.article
    found: dict[str, Any] = {
        "id": article.id,
        "iri": reading.outcome.iri,
        "url": f"{request.url_root}articles/{quote(article.id)}",
        "title": article.title,
        "published": article.published,
        "stored": stored,
        "conforms": reading.outcome.conforms,
        "statements": reading.statements,
        "triples": reading.triples,
        "report": json.loads(json_report(reading.outcome.findings)),
    }
    if reading.annotations is not None:
        found["annotations"] = reading.annotations
    return found


def _flag(name: str) -> bool:
    given = request.args.get(name, "false")
    if given not in ("true", "false"):
        raise ParameterError(name, given[:100], "true or false", "true")
    return given == "true"
