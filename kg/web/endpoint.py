"""`/sparql`: the SPARQL 1.1 Protocol's query operation, and the page from which people query."""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import BadRequest
from werkzeug.sansio.utils import get_current_url
from werkzeug.wsgi import wrap_file

from kg.catalogue import load_catalogue
from kg.errors import QueryError
from kg.iris import PREFIXES
from kg.stores.answers import Answer
from kg.stores.messages import Dataset
from kg.web.description import describe_service
from kg.web.negotiation import GRAPH, HTML, best, results_format, with_type
from kg.web.operations import Operation, read_operation
from kg.web.problems import place_of, status_and_words
from kg.web.service import JSON, service

blueprint = Blueprint("endpoint", __name__)
GRAPH_BYTES = 200_000  # of an RDF answer shown in the page; all of it is a link away
STARTING_QUERY = """PREFIX cq: <https://w3id.org/communique/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?speaker ?said WHERE {
  ?statement cq:speaker/rdfs:label ?speaker ;
             cq:contentSpan/cq:exact ?said .
}
LIMIT 20
"""


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, show the query page or the service description."""
    if request.method in ("GET", "HEAD") and "query" not in request.args:
        return _without_query()
    operation = read_operation("query", service().most_query)
    accept = results_format()
    if HTML in accept.values():
        return _page(operation)
    head, most_rows = request.method == "HEAD", service().answer_rows or None
    return send(_ask(operation, accept, head=head, most_rows=most_rows))


def send(answer: Answer) -> Response:
    """Return an answer as a response that streams, and ends the query when the client goes.

    HTTP/1.0, which proxies still speak, cannot show that an answer broke off (RFC 9112, section
    8): there it begins once all of it is here.
    """
    if answer.whole and request.method == "HEAD":
        response = Response(iter(()))
        # 0 is not the length that GET would tell (RFC 9110, section 8.6)
        response.automatically_set_content_length = False
    elif answer.whole:
        response = Response(answer.read())
    elif request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0":
        response = _complete(answer)
    else:
        response = Response(iter(answer))
        response.call_on_close(answer.close)
    return with_type(response, answer.media_type)


def _complete(answer: Answer) -> Response:
    """Return the response with all bytes of an answer, and their number. Raises as it breaks."""
    with ExitStack() as until_sent:
        file = until_sent.enter_context(tempfile.TemporaryFile())
        file.writelines(answer)
        size = file.tell()
        file.seek(0)
        response = Response(wrap_file(request.environ, file), direct_passthrough=True)
        response.content_length = size
        response.call_on_close(until_sent.pop_all().close)
        return response


def _ask(operation: Operation, accept: dict[str, str | None], **options: Any) -> Answer:
    return service().pool.query(
        service().federation.resolve(operation.text),
        accept,
        base=_base(request.scheme, request.host, request.root_path, request.path),
        dataset=_dataset(operation),
        **options,
    )


@lru_cache(maxsize=64)  # the same for all that is asked, but taken apart and put together anew
def _base(scheme: str, host: str, root: str, path: str) -> str:
    """Return the address of a request without its query, which relative IRIs are read from."""
    return get_current_url(scheme, host, root, path)


def _dataset(operation: Operation) -> Dataset:
    default = operation.graphs("default-graph-uri")
    named = operation.graphs("named-graph-uri")
    if default or named:
        return Dataset(default=default, named=named)
    return Dataset(union=service().union)


def _without_query() -> Response:
    if "update" in request.args:
        raise BadRequest("Updates are sent to /update by POST.")
    chosen = best((*GRAPH, HTML))
    if chosen == HTML and "format" not in request.args:
        return _show(STARTING_QUERY)
    return describe_service()


def _page(operation: Operation) -> Response:
    """Show the query with the first rows of its answer, or with what is wrong with it."""
    accept: dict[str, str | None] = {"solutions": JSON, "boolean": JSON, "graph": "text/turtle"}
    try:
        answer = _ask(operation, accept, rows=service().most_rows)
        if answer.form == "graph":
            answer.close()
            answer = _ask(operation, accept, most_bytes=GRAPH_BYTES)
        data = answer.read()
    except QueryError as error:
        status, title, detail = status_and_words(error)
        found = {"title": title, "detail": detail, "place": place_of(error)}
        return _show(operation.text, status=status, error=found)
    if answer.form == "graph":
        shown: dict[str, Any] = {"graph": data.decode(errors="replace")}
    else:
        shown = json.loads(data)
    return _show(operation.text, result=shown, more=answer.more)


def _show(query: str, *, status: int = 200, **found: Any) -> Response:
    page = render_template(
        "query.html",
        query=query,
        examples=load_catalogue(),
        base=service().base,
        prefixes=PREFIXES,
        **found,
    )
    return with_type(Response(page, status), HTML)
