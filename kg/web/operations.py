"""Reading an operation from a request: SPARQL 1.1 Protocol, sections 2.1 and 2.2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from flask import request
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from kg.web.negotiation import UnreadError
from kg.web.wellformed import require_utf8

_BYTE_ORDER_MARK = "\ufeff"  # with which some editors begin what they save in UTF-8
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Operation:
    """The text of a query or update and the parameters sent with it."""

    text: str
    parameters: MultiDict[str, str] | CombinedMultiDict[str, str]

    def graphs(self, name: str) -> tuple[str, ...]:
        """Return the values of a dataset parameter such as `default-graph-uri`, less empty ones.

        Forms of query pages send those where nothing was filled in.
        """
        return tuple(filter(None, self.parameters.getlist(name)))


def read_operation(kind: Literal["query", "update"], most: int) -> Operation:
    """Return the operation of this request, by whichever of the three ways it was sent.

    Raises BadRequest, UnreadError, or RequestEntityTooLarge beyond `most` characters.
    """
    direct = f"application/sparql-{kind}"
    require_plain_body()
    if request.method in ("GET", "HEAD"):
        operation = _from_parameters(kind, request.args)
    elif request.mimetype == _FORM:
        require_utf8(request.get_data(), "The form")
        operation = _from_parameters(kind, request.values)
    elif request.mimetype == direct:
        operation = Operation(_body(), request.args)
    else:
        words = f"Send {kind}= as {_FORM}, or the {kind} itself as {direct}."
        raise UnreadError(words, "Accept", _FORM, direct)
    if len(operation.text) > most:
        raise RequestEntityTooLarge(f"The {kind} is longer than {most} characters.")
    return replace(operation, text=operation.text.removeprefix(_BYTE_ORDER_MARK))


def require_plain_body() -> None:
    """Raise UnreadError where the body is packed (RFC 9110, section 8.4)."""
    coding = request.headers.get("Content-Encoding", "identity").lower()
    if coding != "identity":
        words = f"Send the body as it is, not in {coding}."
        raise UnreadError(words, "Accept-Encoding", "identity")


def require_charset(parameters: Mapping[str, str]) -> None:
    """Raise BadRequest where the parameters of a media type say that a text is not in UTF-8."""
    charset = parameters.get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise BadRequest(f"SPARQL and RDF are sent in UTF-8, not in {charset}.")


def _from_parameters(
    kind: str, parameters: MultiDict[str, str] | CombinedMultiDict[str, str]
) -> Operation:
    texts = parameters.getlist(kind)
    other = "update" if kind == "query" else "query"
    if len(texts) != 1 or other in parameters:
        raise BadRequest(f"Send exactly one {kind}= and no {other}=.")
    return Operation(texts[0], parameters)


def _body() -> str:
    require_charset(request.mimetype_params)
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The body is not UTF-8: byte {error.start} does not fit.") from error
