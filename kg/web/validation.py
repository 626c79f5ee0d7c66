"""`/validate`: RDF that anybody sends, checked against the shapes in a process of its own."""

from __future__ import annotations

import json

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from kg.stores.documents import place_in
from kg.stores.messages import DeadlineError, DocumentError, WorkerDiedError
from kg.web.checks import Checked, Form
from kg.web.formats import DOCUMENTS, HTML, JSON, QUADS, TURTLE, choose, in_format
from kg.web.negotiation import UnreadError, vary
from kg.web.problems import problem
from kg.web.service import service

blueprint = Blueprint("validation", __name__)
MOST_BYTES = 8 << 20  # of a document: a thousand articles' graphs take longer than one may wait
READABLE = {suffix: kind for suffix, kind in {**DOCUMENTS, **QUADS}.items() if suffix != "html"}
READABLE["json"] = DOCUMENTS["jsonld"]
_PLAIN, _FORM = "text/plain", "application/x-www-form-urlencoded"
_REPORTS = {"json": JSON, "ttl": TURTLE, "txt": _PLAIN, "html": HTML}
_FORMS: dict[str, Form] = {JSON: "json", TURTLE: "turtle", _PLAIN: "text", HTML: "json"}


@blueprint.get("/validate")
def form() -> Response:
    """Show a form for those who have no program at hand."""
    return _page(None, "", TURTLE)


@blueprint.post("/validate")
def validate() -> Response:
    """Check each graph of a document, and give the report in the form asked for."""
    kind = choose(_REPORTS)
    media_type, data = _document()
    try:
        found = service().checker.validate((media_type, data), _FORMS[kind], service().pool.timeout)
    except DocumentError as error:
        return problem(400, "The document cannot be read", f"{error}", place_in(str(error)))
    except DeadlineError:
        words = "Checking it took longer than it may and was stopped. Send a smaller document."
        return problem(422, "Checking was stopped", words)
    except WorkerDiedError:
        words = "Checking it needs more memory than it may have, or it is nested too deeply."
        return problem(422, "Checking was stopped", words)
    if kind == HTML:
        response = _page(found, data.decode(errors="replace"), media_type)
    elif kind == JSON:
        told = {"summary": found.summary, "articles": list(found.articles)}
        body = json.loads(found.report) | told
        response = Response(json.dumps(body, ensure_ascii=False))
    else:
        response = Response(found.report)
    vary(response, "Accept")
    return in_format(response, kind)


def _document() -> tuple[str, bytes]:
    """Return media type and bytes of the document sent. Raises BadRequest and others."""
    if (request.content_length or 0) > MOST_BYTES:
        raise RequestEntityTooLarge(f"A document may have {MOST_BYTES} bytes at most.")
    request.max_content_length = MOST_BYTES
    if request.mimetype == _FORM:
        media_type, data = request.form.get("type", TURTLE), request.form.get("rdf", "").encode()
    else:
        media_type, data = request.mimetype, request.get_data()
    if media_type not in READABLE.values():
        known = sorted(set(READABLE.values()))
        raise UnreadError(f"RDF is read from {', '.join(known)}.", "Accept", *known)
    if not data.strip():
        raise BadRequest("There is nothing in the request; send RDF as its body.")
    return media_type, data


def _page(found: Checked | None, data: str, media_type: str) -> Response:
    page = render_template(
        "validate.html",
        summary=found.summary if found else None,
        conforms=found.conforms if found else None,
        findings=json.loads(found.report)["findings"] if found else [],
        data=data,
        media_type=media_type,
        types=sorted(set(READABLE.values())),
    )
    return in_format(Response(page), HTML)
