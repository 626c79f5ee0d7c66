"""RDF terms for people: what is shown, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from kg.iris import CQ, shorten

OWN_PATHS = ("article/", "id/", "run/", "software/", "build/", "source/")
OWN_GRAPHS = ("ontology", "shapes", "reference", "entities", "copies", "corrections", "runs")


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
