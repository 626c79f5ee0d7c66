"""Choosing the format of an answer: the Accept header (RFC 9110, section 12.5.1) or `?format=`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask import Response, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import BadRequest, NotAcceptable, UnsupportedMediaType
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response as AnyResponse

HTML = "text/html"
_BARE_FRACTION = re.compile(r"(?i:;\s*q=)(?=\.\d)")  # Java sends `*; q=.2, */*; q=.2`
SOLUTIONS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
    "text/xml",
)
RDF = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/n-quads",
    "application/trig",
    "text/n3",
)
GRAPH = (*RDF, "application/xml", "application/json", "text/plain")
# what people, and clients on their behalf, write in an address → the media type for solutions, and
# for graphs; every media type itself will do, too
FORMATS = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv", None),
    "tsv": ("text/tab-separated-values", None),
    "turtle": (None, "text/turtle"),
    "ttl": (None, "text/turtle"),
    "nt": (None, "application/n-triples"),
    "rdf": (None, "application/rdf+xml"),
    "rdf+xml": (None, "application/rdf+xml"),
    "jsonld": (None, "application/ld+json"),
    "json-ld": (None, "application/ld+json"),
    "nq": (None, "application/n-quads"),
    "trig": (None, "application/trig"),
    "n3": (None, "text/n3"),
    "html": (HTML, HTML),
}


class UnreadError(UnsupportedMediaType):
    """A body of a media type or coding that is not read; `header` tells of `others` that are.

    RFC 9110, section 15.5.16.
    """

    def __init__(self, words: str, header: str, *others: str) -> None:
        super().__init__(words)
        self._told = header, ", ".join(others)

    def get_headers(self, *arguments: Any, **named: Any) -> list[tuple[str, str]]:
        """Return the headers of the answer."""
        return [*super().get_headers(*arguments, **named), self._told]


def best(offers: Sequence[str]) -> str | None:
    """Return the offer this request likes best, the first on a tie; None if it likes none."""
    return _best(request.headers.get("Accept", ""), tuple(offers))


@lru_cache(maxsize=64)  # clients send the same few
def _best(accept: str, offers: tuple[str, ...]) -> str | None:
    liked = parse_accept_header(_BARE_FRACTION.sub(r"\g<0>0", accept), MIMEAccept)
    if not liked:
        return offers[0]
    ranges = {
        found.partition(";")[0].strip().lower(): quality for found, quality in reversed(list(liked))
    }
    quality, _, chosen = max((_quality(o, ranges), -i, o) for i, o in enumerate(offers))
    return chosen if quality > 0 else None


def _quality(offer: str, ranges: Mapping[str, float]) -> float:
    """Return how much an offer is liked, by the most specific range; parameters do not count."""
    for found in (offer, offer.partition("/")[0] + "/*", "*/*", "*"):
        if found in ranges:
            return ranges[found]
    return 0.0


def results_format() -> dict[str, str | None]:
    """Return the media type for each form an answer can have; HTML where that is asked for.

    Raises BadRequest for an unknown `format`.
    """
    named = _named_format()
    if named is not None:
        solutions, graph = named
        return {"solutions": solutions, "boolean": solutions, "graph": graph}
    solutions = best((*SOLUTIONS, HTML))
    return {"solutions": solutions, "boolean": solutions, "graph": best((*GRAPH, HTML))}


def graph_format(*, html: bool = False) -> str:
    """Return the media type for a graph, HTML among them where there is a page.

    Raises BadRequest for an unknown `format`, NotAcceptable where nothing will do.
    """
    named = _named_format()
    offers = (*GRAPH, HTML) if html else GRAPH
    chosen = named[1] if named is not None else best(offers)
    if chosen is None or chosen not in offers:
        raise NotAcceptable(f"A graph is written as {', '.join(RDF)}.")
    return chosen


def with_type(response: Response, media_type: str) -> Response:
    """Return the response with its Content-Type and the header that caches need."""
    text = media_type.startswith("text/")
    response.headers["Content-Type"] = f"{media_type}; charset=utf-8" if text else media_type
    vary(response, "Accept")
    return response


def vary(response: AnyResponse, name: str) -> None:
    """Say that a header of the request chose this answer (RFC 9110, section 12.5.5)."""
    told = response.headers.get("Vary")
    if told is None:
        response.headers["Vary"] = name
    elif name not in told.split(", "):
        response.headers["Vary"] = f"{told}, {name}"


def _named_format() -> tuple[str | None, str | None] | None:
    values = request.args if request.method in ("GET", "HEAD") else request.values
    name = values.get("format", "").replace(" ", "+")  # a plus sign sent as it is
    if not name:
        return None
    if name in FORMATS:
        return FORMATS[name]
    solutions, graph = name in SOLUTIONS, name in GRAPH
    if not solutions and not graph:
        raise BadRequest(f"There is no format {name!r}; known: {', '.join(FORMATS)}.")
    return name if solutions else None, name if graph else None
