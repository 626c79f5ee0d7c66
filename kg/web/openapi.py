"""`/openapi.json`: the HTTP interface as OpenAPI 3.1, for programs that make clients of it.

`openapi.json` beside this file describes what does not change; the questions of the catalogue are
added to it, each with its parameters and the fields of its rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify, request

from kg import __version__
from kg.catalogue import CatalogueQuery, load_catalogue
from kg.parameters import MOST_CHARACTERS, Parameter
from kg.web.arguments import MOST_OFFSET, MOST_ROWS, ROWS
from kg.web.cells import fields
from kg.web.facets import FACETS
from kg.web.formats import HTML, JSON
from kg.web.statements import FORMATS, MOST, MOST_LINES, SHOWN

blueprint = Blueprint("openapi", __name__)
_FIXED = Path(__file__).with_name("openapi.json")
_SCHEMAS: dict[str, dict[str, Any]] = {
    "string": {"type": "string", "maxLength": MOST_CHARACTERS},
    "name": {"type": "string", "maxLength": MOST_CHARACTERS},
    "iri": {"type": "string", "maxLength": MOST_CHARACTERS, "format": "iri-reference"},
    "date": {"type": "string", "format": "date"},
    "number": {"type": "number"},
    "integer": {"type": "integer"},
    "state": {"type": "string"},
    "grouping": {"type": "string"},
    "choice": {"type": "string"},
}


@blueprint.get("/openapi.json")
def description() -> Response:
    """Describe the interface as this server has it."""
    return jsonify({**describe(), "servers": [{"url": request.url_root.rstrip("/")}]})


@cache
def describe() -> dict[str, Any]:
    """Return the description, for a server at `/`."""
    document: dict[str, Any] = json.loads(_FIXED.read_text(encoding="utf-8"))
    document["info"]["version"] = __version__
    paths = document["paths"]
    for query in load_catalogue():
        paths[f"/api/{query.key}"] = {"get": _operation(query, query.key)}
        if query.key == "entities":
            paths["/people"] = {"get": {**_operation(query, "listPeople"), "tags": ["linked data"]}}
        if query.key == "articles":
            paths["/articles"]["get"] = {**_operation(query, "listArticles"), "tags": ["articles"]}
    paths["/search"] = {"get": _search()}
    paths["/statements"] = {"get": _statements()}
    return document


def _operation(query: CatalogueQuery, name: str) -> dict[str, Any]:
    value = {"$ref": "#/components/schemas/Value"}
    row = {
        "type": "object",
        "properties": dict.fromkeys(fields(query.columns), value),
        "required": fields(query.columns),
        "additionalProperties": False,
    }
    rows = {"type": "object", "properties": {"rows": {"type": "array", "items": row}}}
    schema = {"allOf": [{"$ref": "#/components/schemas/Page"}, rows]}
    content = {"application/json": {"schema": schema}, "text/csv": {}, "text/html": {}}
    return {
        "summary": query.title,
        "description": query.description,
        "operationId": name,
        "tags": ["questions"],
        "parameters": [*map(_parameter, query.parameters), *_paging()],
        "responses": {
            "200": {"description": "The rows asked for.", "content": content},
            "304": {"description": "They are as you have them."},
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }


_THING = {"$ref": "#/components/schemas/Thing"}
_WHO = {"$ref": "#/components/schemas/WhoForWhom"}
_TEXT = {"type": ["string", "null"]}


def _search() -> dict[str, Any]:
    numbers = {"type": "object", "additionalProperties": {"type": "integer"}}
    found = {"type": "object", "properties": {"kind": _TEXT, "statements": numbers}}
    page = {
        "type": "object",
        "properties": {
            "query": {"type": "string"},
            "agents": {"type": "array", "items": {"allOf": [_THING, found]}},
            "count": {"type": "integer", "description": "How many statements have the words."},
            "statements": {"type": "array", "items": _said()},
        },
        "required": ["query", "agents", "count", "statements"],
    }
    words = {"name": "q", "in": "query", "schema": _SCHEMAS["string"]}
    form = _paging(forms=("json", "html"))[2]
    return {
        "summary": "Agents by a part of their name, and statements by their words",
        "operationId": "search",
        "tags": ["articles"],
        "parameters": [words, form],
        "responses": _answers("What was found.", (JSON, HTML), page),
    }


def _said() -> dict[str, Any]:
    """Return the schema of a statement in a list."""
    agents = ("speakers", "on_behalf_of", "addressee", "about", "reported_by")
    listed = {"type": "array", "items": _THING}
    told: dict[str, Any] = dict.fromkeys(agents, listed)
    told |= dict.fromkeys(("date", "role", "act", "form", "words", "sentence"), _TEXT)
    told |= {"confidence": {"type": "number"}, "article": _THING}
    told["who_for_whom"] = {"type": "array", "items": _WHO}
    return {"allOf": [_THING, {"type": "object", "properties": told, "required": list(told)}]}


def _answers(words: str, kinds: Iterable[str], page: dict[str, Any]) -> dict[str, Any]:
    """Return the responses in some media types, the first for those who do not mind."""
    return {
        "200": {
            "description": words,
            "content": {kind: {"schema": page} if kind == JSON else {} for kind in kinds},
        },
        "304": {"description": "It is as you have it."},
        "default": {"$ref": "#/components/responses/Problem"},
    }


def _statements() -> dict[str, Any]:
    page = {
        "type": "object",
        "properties": {
            "parameters": {"type": "object", "additionalProperties": {"type": "string"}},
            "count": {"type": "integer", "description": "How many fit, on all pages together."},
            "next": _TEXT,
            "previous": _TEXT,
            "statements": {"type": "array", "items": _said()},
        },
        "required": ["parameters", "count", "next", "previous", "statements"],
    }
    return {
        "summary": "What was said, narrowed down by who, for whom, about whom, how and when",
        "operationId": "listStatements",
        "tags": ["articles"],
        "parameters": [
            *(_parameter(facet.parameter) for facet in FACETS),
            *_paging(MOST_LINES, SHOWN, list(FORMATS), f"How many; more than {MOST} only as CSV."),
        ],
        "responses": _answers("The statements, the newest article first.", FORMATS.values(), page),
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = dict(_SCHEMAS[parameter.kind])
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.least is not None and parameter.most is not None:
        schema |= {"minimum": float(parameter.least), "maximum": float(parameter.most)}
    if parameter.default is not None:
        number = parameter.kind in ("number", "integer")
        schema["default"] = float(parameter.default) if number else parameter.default
    return {
        "name": parameter.name,
        "in": "query",
        "allowEmptyValue": True,  # as forms send what nobody filled in
        "description": f"{parameter.description}: {parameter.expected}",
        "schema": schema,
    }


def _paging(
    most: int = MOST_ROWS,
    usual: int = ROWS,
    forms: Sequence[str] = ("json", "csv", "html"),
    how_many: str = "How many rows.",
) -> list[dict[str, Any]]:
    limit = {"type": "integer", "minimum": 1, "maximum": most, "default": usual}
    offset = {"type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0}
    form = {"type": "string", "enum": list(forms)}
    told = "The form of the answer, where no Accept header says it."
    return [
        {"name": "limit", "in": "query", "description": how_many, "schema": limit},
        {
            "name": "offset",
            "in": "query",
            "description": "How many to pass over.",
            "schema": offset,
        },
        {"name": "format", "in": "query", "description": told, "schema": form},
    ]
