"""Errors as answers: problem details (RFC 9457), text or a page; never a traceback or a path."""

from __future__ import annotations

import json
import logging

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, NotFound

from kg.errors import CommuniqueError, QueryError
from kg.stores.messages import (
    BusyError,
    ChangedError,
    ClientGoneError,
    DeadlineError,
    DocumentError,
    FullError,
    NotAcceptableError,
    RefusedError,
    TooManyRowsError,
    TooMuchError,
    UnreachableError,
    UnseenError,
    WorkerDiedError,
)
from kg.web.negotiation import best, vary

log = logging.getLogger("kg.web")
RETRY_SECONDS = 2
_PROBLEM, _TEXT, _HTML = "application/problem+json", "text/plain", "text/html"
_UNSURE = (DeadlineError, WorkerDiedError)
_TOO_MUCH = (DeadlineError, WorkerDiedError, BusyError)
_WHETHER = (
    "It took more time or memory than a write may and was stopped. It is carried out as a whole or "
    "not at all: look which, before you send it again, and send less at once."
)
# class → status, title, and what is said instead of the message, if it would not help
_ERRORS: dict[type[Exception], tuple[int, str, str | None]] = {
    DeadlineError: (
        504,
        "Stopped at the time limit",
        "It took longer than it may and was stopped. Ask for less at once: add a LIMIT, name a "
        "graph, or tie all patterns together.",
    ),
    WorkerDiedError: (
        422,
        "Too big to answer",
        "It needs more memory than a query may have, or is nested too deeply, and was stopped.",
    ),
    TooMuchError: (422, "Too much", "The answer is longer than answers may be: add a LIMIT."),
    TooManyRowsError: (
        422,
        "Too many rows",
        "The answer has more rows than answers may have here: add a LIMIT, or ask for less.",
    ),
    FullError: (507, "Insufficient Storage", "The disk is full; nothing was changed."),
    UnseenError: (
        507,
        "Stored, but not seen yet",
        "It is stored, but the disk has no room to show it to queries; they see it after the next "
        "write for which there is room.",
    ),
    UnreachableError: (503, "No answer", "The store behind this server does not answer."),
    BusyError: (503, "Busy", "All workers are busy; try again in a moment."),
    ClientGoneError: (499, "The client has gone", None),
    NotAcceptableError: (406, "Not Acceptable", None),
    RefusedError: (403, "Not allowed here", None),
    ChangedError: (412, "Precondition Failed", None),
    DocumentError: (400, "The document cannot be read", None),
    QueryError: (400, "The query cannot be understood", None),
    CommuniqueError: (500, "The store failed", "The store failed; the server's log says why."),
}
_NO_QUERIES = {  # what a path begins with → the title where what is wrong is no query
    "/data": "The graph cannot be named so",
    "/update": "The update cannot be carried out",
}
# status → what is said where the query is our own: whoever opened a page cannot write it anew
_OF_PAGES = {
    504: "There is more here than can be worked out in the time an answer may take, or the server "
    "has much to do. Choose less, such as some years, one state or one person, or try again later.",
    503: "More people are asking than can be answered at once. Nothing is lost: try again in a "
    "moment.",
    422: "There is more here than fits into the memory an answer may take. Choose less, such as "
    "some years, one state or one person.",
}


def install(app: Flask) -> None:
    """Make every error of the application one of these answers."""
    app.register_error_handler(CommuniqueError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def status_and_words(error: CommuniqueError) -> tuple[int, str, str]:
    """Return the status, a title and the explanation of an error."""
    kind = next(k for k in type(error).__mro__ if k in _ERRORS)
    status, title, words = _ERRORS[kind]
    return status, title, words or str(error)


def problem(
    status: int,
    title: str,
    detail: str,
    place: tuple[int, int] | None = None,
    report: bytes | None = None,
) -> Response:
    """Return an error in the form this request likes best.

    `place` is line and column; `report`, in JSON, becomes a member of the problem details.
    """
    chosen = best((_PROBLEM, "application/json", _HTML, _TEXT))
    if chosen is None:
        chosen = _PROBLEM if "json" in str(request.accept_mimetypes) else _TEXT
    if chosen == _HTML:
        again = request.full_path.rstrip("?") if status in (429, 503, 504) and _is_read() else None
        page = render_template(
            "error.html", status=status, title=title, detail=detail, place=place, again=again
        )
        response = Response(page, mimetype=_HTML)
    elif chosen == _TEXT:
        where = f"line {place[0]}, column {place[1]}: " if place else ""
        response = Response(f"{title}: {where}{detail}\n", mimetype=_TEXT)
    else:
        body: dict[str, object] = {
            "type": "about:blank",
            "title": title,
            "status": status,
            "detail": detail,
        }
        if place:
            body |= {"line": place[0], "column": place[1]}
        if report:
            body["report"] = json.loads(report)
        response = jsonify(body)
        response.mimetype = _PROBLEM
    response.status_code = status
    vary(response, "Accept")
    return response


def place_of(error: Exception) -> tuple[int, int] | None:
    """Return line and column of a query error that has them."""
    if isinstance(error, QueryError) and error.line and error.column:
        return error.line, error.column
    return None


def _known(error: CommuniqueError) -> Response:
    status, title, detail = status_and_words(error)
    if type(error) is QueryError:
        title = next((t for p, t in _NO_QUERIES.items() if request.path.startswith(p)), title)
    if isinstance(error, _UNSURE) and request.path.startswith(("/update", "/data")):
        detail = detail if _is_read() else _WHETHER
    elif isinstance(error, _TOO_MUCH) and _is_read() and request.path != "/sparql":
        detail = _OF_PAGES[status]
    if status == 500 or isinstance(error, UnreachableError):
        log.error("%s %s: %s", request.method, request.path, error)
    response = problem(status, title, detail, place_of(error))
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _is_read() -> bool:
    return request.method in ("GET", "HEAD")


def _http(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        return Response(error.get_body(), error.code, error.get_headers())
    detail = error.description or error.name
    if error.code == 404 and detail == NotFound.description:
        detail = f"There is nothing at {request.path}."
    response = problem(error.code or 500, error.name, detail)
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _unknown(error: Exception) -> Response:
    log.exception("%s %s", request.method, request.path, exc_info=error)
    return problem(500, "Internal error", "Something went wrong here; the server's log says what.")
