"""The first rows of an answer in the SPARQL 1.1 Query Results JSON Format, for pages."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

import pyoxigraph as ox

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def write_rows(solutions: ox.QuerySolutions, out: BinaryIO | Any, most: int) -> bool:
    """Write at most `most` solutions; return whether there are more."""
    names = [variable.value for variable in solutions.variables]
    out.write(b'{"head":%s,"results":{"bindings":[' % json.dumps({"vars": names}).encode())
    more = False
    for count, solution in enumerate(solutions):
        if count == most:
            more = True
            break
        row = {n: _term(t) for n, t in zip(names, solution, strict=True) if t is not None}
        out.write((b"," if count else b"") + json.dumps(row, ensure_ascii=False).encode())
    out.write(b"]}}")
    return more


def _term(term: Any) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {n: _term(t) for n, t in parts.items()}}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        found["datatype"] = term.datatype.value
    return found
