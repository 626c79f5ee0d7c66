"""Documents about things: the formats they come in, each with a suffix of its own.

The generic document negotiates (RFC 9110, section 12.5.1); `.ttl` and the others are fixed.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request
from werkzeug.exceptions import NotAcceptable
from werkzeug.urls import iri_to_uri

from kg.parameters import ParameterError
from kg.web.negotiation import best

HTML, JSON, CSV = "text/html", "application/json", "text/csv"
TURTLE = "text/turtle"
# suffix → media type; the first is for those who do not mind
DOCUMENTS = {
    "ttl": TURTLE,
    "html": HTML,
    "json": JSON,
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
QUADS = {"trig": "application/trig", "nq": "application/n-quads"}
ARTICLES = {**DOCUMENTS, **QUADS}
_SPELLINGS = {"turtle": "ttl", "json-ld": "jsonld", "rdfxml": "rdf", "xml": "rdf"}


def split_suffix(path: str, formats: Mapping[str, str] = DOCUMENTS) -> tuple[str, str | None]:
    """Return a path without the suffix of a format, and that format's media type.

    >>> split_suffix("id/state/UA.ttl"), split_suffix("software/communique-0.1.0")
    (('id/state/UA', 'text/turtle'), ('software/communique-0.1.0', None))
    """
    bare, dot, suffix = path.rpartition(".")
    return (bare, formats[suffix]) if dot and bare and suffix in formats else (path, None)


def choose(formats: Mapping[str, str]) -> str:
    """Return the media type that `format=` names, else the one this request likes best.

    Raises ParameterError for a name that is not known, NotAcceptable where nothing will do.
    """
    given = request.args.get("format")
    if given:
        name = _SPELLINGS.get(given, given)
        if name not in formats:
            expected = f"one of {', '.join(formats)}"
            raise ParameterError("format", given[:100], expected, next(iter(formats)))
        return formats[name]
    chosen = best(tuple(formats.values()))
    if chosen is None:
        raise NotAcceptable(f"This is written as {', '.join(formats.values())}.")
    return chosen


def in_format(response: Response, kind: str) -> Response:
    """Return the response with its Content-Type."""
    text = kind.startswith("text/")
    response.headers["Content-Type"] = f"{kind}; charset=utf-8" if text else kind
    return response


def with_links(
    response: Response, iri: str, path: str, formats: Mapping[str, str] = DOCUMENTS
) -> Response:
    """Return a document with links to what it tells of and to its other formats (RFC 8288)."""
    links = [f'<{iri_to_uri(iri)}>; rel="describes"']
    links += [f'<{path}.{s}>; rel="alternate"; type="{kind}"' for s, kind in formats.items()]
    response.headers["Link"] = ", ".join(links)
    return response
