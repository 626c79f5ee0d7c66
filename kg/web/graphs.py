"""`/data`: the SPARQL 1.1 Graph Store HTTP Protocol. Reading is open, writing needs the token.

A graph's tag (RFC 9110, section 8.8) names its content and format; If-Match with it makes sure
that nobody overwrites what he has not seen. What is about an article is checked before it is
stored, as it would be by `kg build`.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from urllib.parse import quote

from flask import Blueprint, Response, request
from werkzeug.datastructures import ETags
from werkzeug.exceptions import BadRequest, Conflict, NotFound

from kg.iris import names_article
from kg.stores.messages import ChangedError, Dataset
from kg.web.access import require_token
from kg.web.checks import Checked, Form
from kg.web.endpoint import send
from kg.web.headers import PACKERS
from kg.web.negotiation import UnreadError, best, graph_format, with_type
from kg.web.operations import require_charset, require_plain_body
from kg.web.problems import problem
from kg.web.service import JSON, dump, service, writer

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
Documents = list[tuple[str, bytes]]
_METHODS = ["GET", "PUT", "POST", "DELETE"]
_NOT_FOUND = "There is no such graph."
_OPTIONS = {"force", "format"}  # parameters that do not name a graph
REPORTS: dict[str, Form] = {
    "application/problem+json": "json",
    "application/json": "json",
    "text/turtle": "turtle",
    "text/plain": "text",
}


@blueprint.route("/data", methods=_METHODS)
@blueprint.route("/data/<path:name>", methods=_METHODS)
def graph(name: str | None = None) -> Response:
    """Read, replace, extend or remove one graph (sections 5.2 to 5.6)."""
    if request.method in ("GET", "HEAD"):
        return _read(_target(name))
    require_token()
    if request.method == "DELETE":
        return _delete(_target(name))
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


def _address(target: str) -> str:
    """Return where in this server a graph is."""
    if target.startswith(f"{request.url_root}data/"):
        return target
    return f"{request.url_root}data?" + (
        f"graph={quote(target, safe=':/')}" if target else "default"
    )


def _read(target: str) -> Response:
    answer = dump(graph_format(), target)
    if not answer.found:
        raise NotFound(_NOT_FOUND)
    wanted, tag = versions(request.if_match), f"{answer.version}:{answer.media_type}"
    if wanted is not None and {"*", answer.version}.isdisjoint(wanted):
        answer.close()
        raise ChangedError("The graph is another one than you ask for; read it without If-Match.")
    if answer.version and _is_among(tag, request.if_none_match):
        answer.close()
        response = with_type(Response(status=304), answer.media_type)
    else:
        response = send(answer)
    if answer.version:
        response.set_etag(tag)
        response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Location"] = _address(target)
    return response


def _delete(target: str) -> Response:
    done = service().pool.graph_store(
        "delete",
        target,
        match=versions(request.if_match),
        none_match=versions(request.if_none_match),
        also_drop=_derived(target),
        by=writer(),
    )
    if not done["found"]:
        raise NotFound(_NOT_FOUND)
    return Response(status=204)


def _write(name: str | None) -> Response:
    new = request.method == "POST" and name is None and not set(request.args) - _OPTIONS
    target = f"{request.base_url}/{uuid.uuid4().hex}" if new else _target(name)
    documents = _documents()
    forced = request.args.get("force") == "true"
    match = versions(request.if_match)
    adds = request.method == "POST"
    kind, found = report_type(), None
    if not forced and (_may_be_article(target, documents) or (adds and _holds_article(target))):
        existing, version = _existing(target) if adds else ([], "")
        found = service().checker.check(
            existing + documents,
            target or request.base_url,
            REPORTS[kind],
            service().pool.timeout,
        )
        refused = refusal(found, [target], kind)
        if refused is not None:
            return refused
        if match is None and version:
            match = [version]
    try:
        done = service().pool.graph_store(
            request.method.lower(),
            target,
            documents,
            base=target or request.base_url,
            match=match,
            none_match=versions(request.if_none_match),
            also_drop=_derived(target) if request.method == "PUT" else (),
            by=writer(),
            remark="not checked: forced" if forced else "",
        )
    except ChangedError as error:
        if request.if_match or request.if_none_match:
            raise
        raise Conflict("The graph has changed while this was checked: send it again.") from error
    response = _stored(found, kind)
    if done["created"]:
        response.status_code = 201
        response.headers["Location"] = _address(target)
    return response


def versions(tags: ETags) -> list[str] | None:
    """Return the versions that a header names, `*` for any; None where it is not there.

    Weak tags name none (RFC 9110, section 13.1.1): a header of them alone is fulfilled by nothing.
    """
    if tags.star_tag:
        return ["*"]
    return [tag.partition(":")[0] for tag in tags if tag] if tags else None


def _is_among(tag: str, tags: ETags) -> bool:
    """Say whether a reader has what a tag names, packed or not (RFC 9110, section 13.1.2)."""
    held = (tag, *(f"{tag}.{coding}" for coding in PACKERS))
    return tags.star_tag or any(map(tags.contains_weak, held))


def _may_be_article(target: str, documents: Documents) -> bool:
    """Say whether a graph could be about an article: by its name, or by words in it."""
    words = any(b"Article" in data or b"\\u" in data for _, data in documents)
    return words or _named_as_article(target)


def _holds_article(target: str) -> bool:
    """Say whether what is in a graph is about an article, whatever its name."""
    dataset = Dataset(default=(target,)) if target else Dataset()
    accept = dict.fromkeys(("solutions", "boolean", "graph"), JSON)
    answer = service().pool.query("ASK { ?article a cq:Article }", accept, dataset=dataset)
    return bool(json.loads(answer.read())["boolean"])


def _named_as_article(target: str) -> bool:
    return names_article(target, service().base)


def _derived(target: str) -> list[str]:
    """Return the graph of what follows from an article's: it goes when the article's does."""
    return [f"{target}/inferred"] if _named_as_article(target) else []


def _existing(target: str) -> tuple[Documents, str]:
    """Return what a graph holds now and its version."""
    answer = service().pool.dump("application/n-triples", target)
    return ([("application/n-triples", answer.read())] if answer.found else []), answer.version


def _stored(found: Checked | None, kind: str) -> Response:
    """Return the answer to what was stored: with the report where a check found something."""
    if found is None or not (found.articles and found.findings):
        return Response(status=204)
    return with_type(Response(found.report), kind.replace("problem+json", "json"))


def report_type() -> str:
    """Return the media type of REPORTS in which this request is told why it is refused."""
    return best(tuple(REPORTS)) or "application/problem+json"


def refusal(found: Checked, graphs: Iterable[str], kind: str) -> Response | None:
    """Return the refusal of graphs about articles that do not conform; None for any others."""
    title = "The article's graph does not conform"
    advice = "Nothing was stored; with ?force=true it is stored all the same."
    named = set(graphs)
    for graph in filter(_named_as_article, named):
        if graph not in found.articles:
            missing = f"The graph has an article's name, but no cq:Article <{graph}> is in it."
            return problem(422, title, f"{missing} {advice}")
    if all(map(_named_as_article, named)) and (others := sorted({*found.articles} - named)):
        told = f"The graph has an article's name and holds another one, too: <{others[0]}>."
        return problem(422, title, f"{told} Send each to the graph of its own name. {advice}")
    if found.conforms or not found.articles:
        return None
    if REPORTS[kind] != "json":
        return with_type(Response(found.report, 422), kind)
    return problem(422, title, f"{found.summary} {advice}", report=found.report)


def _documents() -> Documents:
    """Return media type and bytes of each document sent.

    Raises UnreadError, and BadRequest for another charset than UTF-8 or a form that holds
    no files, or something else.
    """
    require_plain_body()
    if request.mimetype == "multipart/form-data":
        files = [file for _, file in request.files.items(multi=True)]
        if not files or request.form:
            raise BadRequest("Send each document of a form as a file, with its media type.")
        for file in files:
            require_charset(file.mimetype_params)
        found = [(file.mimetype, file.read()) for file in files]
    else:
        require_charset(request.mimetype_params)
        found = [(request.mimetype or "text/turtle", request.get_data())]
    for media_type, _ in found:
        if media_type not in READABLE:
            known = sorted(READABLE)
            raise UnreadError(f"A graph is read from {', '.join(known)}.", "Accept", *known)
    return found
