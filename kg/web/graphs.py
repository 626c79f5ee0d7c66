"""`/data`: the SPARQL 1.1 Graph Store HTTP Protocol. Reading is open, writing needs the token."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest, NotFound, UnsupportedMediaType

from kg.web.access import require_token
from kg.web.endpoint import send
from kg.web.negotiation import graph_format
from kg.web.service import dump, service

blueprint = Blueprint("graphs", __name__)
READABLE = {
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/n-quads",
    "application/trig",
    "text/n3",
}
_METHODS = ["GET", "PUT", "POST", "DELETE"]
_NOT_FOUND = "There is no such graph."


@blueprint.route("/data", methods=_METHODS)
@blueprint.route("/data/<path:name>", methods=_METHODS)
def graph(name: str | None = None) -> Response:
    """Read, replace, extend or remove one graph (sections 5.2 to 5.6)."""
    if request.method in ("GET", "HEAD"):
        return _read(_target(name))
    require_token()
    if request.method == "DELETE":
        if not service().pool.graph_store("delete", _target(name))["found"]:
            raise NotFound(_NOT_FOUND)
        return Response(status=204)
    return _write(name)


def _target(name: str | None) -> str:
    """Return the IRI of the graph this request names; the default graph is the empty string."""
    named = request.args.getlist("graph")
    if name is not None and not named and "default" not in request.args:
        return request.base_url
    if len(named) == 1 and named[0] and "default" not in request.args:
        return named[0]
    if not named and "default" in request.args:
        return ""
    raise BadRequest("Name one graph: ?graph=IRI or ?default.")


def _read(target: str) -> Response:
    answer = dump(graph_format(), target)
    if not answer.found:
        raise NotFound(_NOT_FOUND)
    return send(answer)


def _write(name: str | None) -> Response:
    new = request.method == "POST" and name is None and not request.args
    target = f"{request.base_url}/{uuid.uuid4().hex}" if new else _target(name)
    done = service().pool.graph_store(
        request.method.lower(), target, _documents(), base=target or request.base_url
    )
    headers = {"Location": target} if new else {}
    return Response(status=201 if done["created"] else 204, headers=headers)


def _documents() -> list[tuple[str, bytes]]:
    """Return media type and bytes of each document sent. Raises UnsupportedMediaType."""
    if request.mimetype == "multipart/form-data":
        found = [(f.mimetype, f.read()) for _, f in request.files.items(multi=True)]
    else:
        found = [(request.mimetype or "text/turtle", request.get_data())]
    for media_type, _ in found:
        if media_type not in READABLE:
            raise UnsupportedMediaType(f"A graph is read from {', '.join(sorted(READABLE))}.")
    return found
