"""RDF terms for people: what is shown, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from kg.iris import CQ, shorten
from kg.parameters import XSD

OWN_PATHS = ("article/", "id/", "run/", "software/", "build/", "source/")
OWN_GRAPHS = ("ontology", "shapes", "reference", "entities", "copies", "corrections", "runs")
NUMBERS = {  # types of literals → those of JSON values
    "integer": int,
    "int": int,
    "long": int,
    "nonNegativeInteger": int,
    "decimal": float,
    "double": float,
    "float": float,
}
_BRIEF = 16  # letters of a word that is not broken


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
    if iri.startswith(base) and (path.startswith(OWN_PATHS) or path in OWN_GRAPHS):
        return "/" + quote(path, safe="/:@!$&'()*+,;=~-._")
    return iri if urlsplit(iri).scheme in ("http", "https") else None


def in_words(column: str) -> str:
    """Return the name of a column of an answer as people write it.

    >>> in_words("publisherName"), in_words("until_precision")
    ('publisher name', 'until precision')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", column).lower()


def setting(term: Mapping[str, Any] | None) -> str:
    """Return how a term stands in a table: `num` to the right, `brief` on one line, "" as it may.

    >>> setting({"type": "literal", "value": "7", "datatype": XSD + "integer"})
    'num'
    >>> [setting({"type": "literal", "value": v}) for v in ("2021-04-13", "condemn", "so it was")]
    ['brief', 'brief', '']
    """
    if term is None or term["type"] != "literal":
        return ""
    if term.get("datatype", "").removeprefix(XSD) in NUMBERS:
        return "num"
    return "brief" if len(term["value"]) <= _BRIEF and " " not in term["value"] else ""


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
