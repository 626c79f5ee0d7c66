"""RDF documents in any format, and where in one that a stranger sends something is wrong."""

from __future__ import annotations

import re
import xml.parsers.expat
from io import BytesIO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.iris import PREFIXES
from kg.stores.sparql import rdf_format

_PLACE = re.compile(r"\bline (\d+),? (?:between )?columns? (\d+)")

_RDF_XML = "application/rdf+xml"
_NO_CONTEXT = "a JSON-LD context is named by its address, and nothing is fetched: put it in itself"


def parse_graphs(data: bytes, media_type: str) -> list[str]:
    """Return every graph of a document as N-Triples; one, empty, of a document without triples.

    Relative IRIs are refused, blank nodes keep to the document. Raises StoreError, with line and
    column where the parser knows them.
    """
    found: dict[str, list[str]] = {}
    try:
        for quad in ox.parse(BytesIO(data), format=rdf_format(media_type), rename_blank_nodes=True):
            found.setdefault(str(quad.graph_name), []).append(f"{quad.triple} .\n")
    except SyntaxError as error:
        unplaced = media_type == _RDF_XML and not _PLACE.search(error.msg)
        place = _xml_place(data) if unplaced else ""
        raise unread(media_type, error, place) from error
    return ["".join(lines) for lines in found.values()] or [""]


def unread(media_type: str, error: SyntaxError, place: str = "") -> StoreError:
    """Return what a parser says of a document as ours."""
    if "LoadDocumentCallback" in error.msg:
        return StoreError(_NO_CONTEXT)
    return StoreError(f"not {media_type}: {place}{error.msg}")


def to_turtle(triples: bytes) -> str:
    """Return N-Triples as Turtle with the usual prefixes."""
    out = BytesIO()
    found = ox.parse(BytesIO(triples), format=ox.RdfFormat.N_TRIPLES)
    ox.serialize((quad.triple for quad in found), out, ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    return out.getvalue().decode()


def place_in(message: str) -> tuple[int, int] | None:
    """Return the first line and column, from 1, that a parser's message names.

    >>> place_in("not text/turtle: Parser error at line 2 between columns 3 and 11: …")
    (2, 3)
    """
    found = _PLACE.search(message)
    return (int(found[1]), int(found[2])) if found else None


def _xml_place(data: bytes) -> str:
    """Return where a document is not well-formed XML with namespaces, for people; "" if it is."""
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError as error:
        return f"line {error.lineno}, column {error.offset + 1}: "
    return ""
