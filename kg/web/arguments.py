"""What a request to a canned query asks for: its parameters as terms, and which page of it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from kg.catalogue import CatalogueQuery, load_catalogue
from kg.parameters import Parameter, ParameterError
from kg.web.problems import problem
from kg.web.service import service

MOST_ROWS = 1000  # of one page
MOST_OFFSET = 1_000_000
ROWS = 100
_CODES = {"state": ("states", "stateLabel"), "grouping": ("groupings", "groupingLabel")}
OWN = ("limit", "offset", "format")


@dataclass(frozen=True, slots=True)
class Asked:
    """A canned query as asked: `values` as given or by default, `terms` those given as SPARQL."""

    query: CatalogueQuery
    values: Mapping[str, str | None]
    terms: Mapping[str, str]
    limit: int
    offset: int

    @property
    def sparql(self) -> str:
        """The query for all rows, as people may run it."""
        return self.query.bound(self.terms)


def read_arguments(query: CatalogueQuery, own: Sequence[str] = OWN) -> Asked:
    """Return what this request asks of a query; `own` is what else its address may name.

    Raises ParameterError.
    """
    known = {p.name: p for p in query.parameters}
    for name, values in request.args.lists():
        if name not in known and name not in own:
            raise _unknown(name, values[0], [*known, *own])
        if len(values) > 1:
            raise ParameterError(name, " and ".join(values)[:100], "one value", values[0][:100])
    given = {n: _canonical(p, request.args[n]) for n, p in known.items() if request.args.get(n)}
    return Asked(
        query=query,
        values={n: given.get(n, p.default) for n, p in known.items()},
        terms={n: known[n].term(v, service().base) for n, v in given.items()},
        limit=whole_number("limit", ROWS, 1, MOST_ROWS),
        offset=whole_number("offset", 0, 0, MOST_OFFSET),
    )


def fields_sent() -> MultiDict[str, str]:
    """Return the fields of a form, or of a JSON object: texts, whole numbers or lists of them.

    Raises BadRequest for any other JSON.
    """
    if not request.is_json:
        return request.form
    body, fields = request.get_json(), MultiDict[str, str]()
    if not isinstance(body, dict):
        raise BadRequest("Send one JSON object.")
    for name, value in body.items():
        for given in value if isinstance(value, list) else [value]:
            if given is None:
                continue
            if isinstance(given, bool) or not isinstance(given, str | int):
                raise BadRequest(f"{name} has to be a text.")
            if not _in_unicode(text := str(given)):
                raise BadRequest(f"{name} has half a character (a lone surrogate).")
            fields.add(name, text)
    return fields


def _in_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def whole_number(name: str, default: int, least: int, most: int) -> int:
    """Return a whole number from the address. Raises ParameterError."""
    given = request.args.get(name)
    if not given:
        return default
    if not (given.isascii() and given.isdigit()) or not least <= int(given[:9]) <= most:
        expected = f"a whole number from {least} to {most}"
        raise ParameterError(name, given[:100], expected, str(default))
    return int(given)


def codes(kind: str) -> Mapping[str, str]:
    """Return code → name of the states or groupings that the store knows now."""
    name, label = _CODES[kind]
    query = next(q for q in load_catalogue() if q.key == name)

    def work() -> dict[str, str]:
        rows = service().rows(query.sparql)
        return {row["code"]["value"]: row[label]["value"] for row in rows}

    return service().once(f"codes of {name}", work)


def refused(error: ParameterError) -> Response:
    """Return the answer to a parameter that cannot be taken (RFC 9457, with four members more)."""
    response = problem(400, "A parameter cannot be taken", f"{error}.")
    if response.mimetype == "application/problem+json":
        body: dict[str, Any] = response.get_json()
        body |= {
            "parameter": error.name,
            "given": error.given,
            "expected": error.expected,
            "example": error.example,
        }
        response.data = jsonify(body).data
    return response


def _canonical(parameter: Parameter, given: str) -> str:
    """Return a code as the data write it, found by code or name in any case; else as given."""
    if parameter.kind == "iri":
        return (
            service().base + given.removeprefix(request.url_root)
            if given.startswith(request.url_root)
            else given
        )
    if parameter.kind not in _CODES:
        return given
    known = codes(parameter.kind)
    by_name = {name.casefold(): code for code, name in known.items()}
    code = given.upper() if given.upper() in known else by_name.get(given.casefold())
    if code is None and known:
        near = difflib.get_close_matches(given.casefold(), [*by_name, *known], 1)
        example = by_name.get(near[0], near[0]) if near else parameter.example
        raise ParameterError(parameter.name, given[:100], parameter.expected, example)
    return code or given


def _unknown(name: str, given: str, known: list[str]) -> ParameterError:
    near = difflib.get_close_matches(name, known, 1) or known
    return ParameterError(name, given[:100], f"a parameter among {', '.join(known)}", near[0])
