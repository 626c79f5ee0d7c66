"""`/update`: the SPARQL 1.1 Protocol's update operation, for those who have the token.

What it would make of an article's graph is checked before it is carried out, as at `/data`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import Conflict

from kg.stores.messages import BusyError, ChangedError
from kg.web.access import require_token
from kg.web.graphs import REPORTS, refusal, report_type
from kg.web.operations import read_operation
from kg.web.service import service, writer

blueprint = Blueprint("updates", __name__)
TRIES = 5  # times that an update is checked anew because others have written meanwhile
_PATIENCE = 5.0  # seconds for which one waits for its turn


@blueprint.post("/update")
def update() -> Response:
    """Carry out an update; the next query sees it."""
    require_token()
    operation = read_operation("update", most=64 * service().most_query)
    sent: dict[str, Any] = {
        "base": request.base_url,
        "using": operation.graphs("using-graph-uri"),
        "using_named": operation.graphs("using-named-graph-uri"),
    }
    if operation.parameters.get("force") == "true":
        remark = "not checked: forced"
        service().pool.update(operation.text, by=writer(), remark=remark, **sent)
        return Response(status=204)
    with _turn():
        for _ in range(TRIES):
            refused, state = _checked(operation.text, sent)
            if refused is not None:
                return refused
            with suppress(ChangedError):
                service().pool.update(operation.text, by=writer(), state=state, **sent)
                return Response(status=204)
    raise Conflict("The data have changed while this was checked: send it again.")


def _checked(text: str, sent: dict[str, Any]) -> tuple[Response | None, str]:
    """Return the refusal of an update, if it is refused, and the state of the data it is true of.

    The state is empty in front of a remote store, where nothing can be tried.
    """
    pool = service().pool
    if not pool.lasting_state:
        return None, ""
    answer = pool.trial(text, service().base, **sent)
    quads = answer.read()
    if not quads:
        return None, answer.state
    kind = report_type()
    document = ("application/n-quads", quads)
    found = service().checker.validate(document, REPORTS[kind], pool.timeout)
    return refusal(found, answer.graphs, kind), answer.state


@contextmanager
def _turn() -> Iterator[None]:
    """Let one update after the other be checked, so that none keeps another from it."""
    lock = service().updating
    if not lock.acquire(timeout=_PATIENCE):
        raise BusyError("too many writes are waiting")
    try:
        yield
    finally:
        lock.release()
