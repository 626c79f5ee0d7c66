"""RDF terms for people: what is shown, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from kg.iris import CQ, SHARED_GRAPHS, shorten
from kg.parameters import XSD

OWN_PATHS = ("article/", "id/", "run/", "software/", "build/", "source/")
_OWN_ADDRESS = re.compile(
    r"(?<![\w/])(?:GET )?(/(?:add|api|articles|id|pictures|people|set-aside|sparql|statements)\b"
    r"(?:[^\s<>;,.&?]|[.?](?=\w)|&amp;)*)"
)
NUMBERS = {  # types of literals → those of JSON values
    "integer": int,
    "int": int,
    "long": int,
    "nonNegativeInteger": int,
    "decimal": float,
    "double": float,
    "float": float,
}
_WORD, _BRIEF, _LINE = 16, 12, 80  # letters of a word, a line and a cell that stay together


def href(iri: str, base: str) -> str | None:
    """Return where a link to an IRI leads: this server for its own, else the IRI if it is http.

    The terms of the ontology are explained on this server, each at its anchor.

    >>> href("https://e.org/id/state/UA", "https://e.org/"), href("javascript:x", "https://e.org/")
    ('/id/state/UA', None)
    >>> href("https://w3id.org/communique/ontology#Statement", "https://e.org/")
    '/ontology#Statement'
    """
    path = iri.removeprefix(base)
    if iri.startswith(CQ):
        return "/ontology#" + iri.removeprefix(CQ)
    if iri.startswith(base) and (path.startswith(OWN_PATHS) or path in SHARED_GRAPHS):
        return "/" + quote(path, safe="/:@!$&'()*+,;=~-._")
    return iri if urlsplit(iri).scheme in ("http", "https") else None


def linked(words: str) -> Markup:
    """Return a text in which this server's addresses are links.

    >>> linked("GET /articles lists <them>.")
    Markup('<a href="/articles">/articles</a> lists &lt;them&gt;.')
    """
    return Markup(_OWN_ADDRESS.sub(r'<a href="\1">\1</a>', str(escape(words))))  # noqa: S704 (escaped)


def in_words(column: str) -> str:
    """Return the name of a column of an answer as people write it.

    >>> in_words("publisherName"), in_words("until_precision")
    ('publisher name', 'until precision')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", column).lower()


def setting(term: Mapping[str, Any] | None, words: str) -> str:
    """Return how a term that is shown in these words stands in a table.

    `num` is to the right, `brief` on one line, `whole` with no word broken, `long` with room for a
    sentence, "" as there is room.

    >>> setting({"type": "literal", "value": "7", "datatype": XSD + "integer"}, "7")
    'num'
    >>> [setting({"type": "uri"}, words) for words in ("2021-04-13", "Jens Stoltenberg", "a" * 70)]
    ['brief', 'whole', '']
    """
    if term is None:
        return ""
    if term.get("datatype", "").removeprefix(XSD) in NUMBERS:
        return "num"
    if len(words) > _LINE:
        return "long"
    if any(len(word) > _WORD for word in words.split()):
        return ""
    return "brief" if len(words) <= _BRIEF else "whole"


def shown(term: Mapping[str, Any] | None, base: str) -> str:
    """Return the text of a term of the SPARQL 1.1 Query Results JSON Format; "" if unbound."""
    if term is None:
        return ""
    if term["type"] == "uri":
        return shorten(term["value"], base)
    if term["type"] == "triple":
        parts = term["value"]
        inner = " ".join(shown(parts[k], base) for k in ("subject", "predicate", "object"))
        return f"<<( {inner} )>>"
    return ("_:" if term["type"] == "bnode" else "") + str(term["value"])
