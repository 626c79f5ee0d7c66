"""Rows of an answer for programs: JSON values in which an IRI comes with its label and address."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import request

from kg.parameters import XSD
from kg.web.service import Row, service
from kg.web.terms import NUMBERS, href

_UNSAFE = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def fields(columns: Sequence[str]) -> list[str]:
    """Return the columns of an answer without those that are the label of another.

    >>> fields(["stateLabel", "since", "state"])
    ['state', 'since']
    """
    owners = {f"{column}Label": column for column in columns}
    return list(dict.fromkeys(owners.get(column, column) for column in columns))


def to_json(columns: Sequence[str], rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return one object a row: an IRI is `{iri, label, url}`, what is not bound is null."""
    found = [{name: _value(row, name) for name in fields(columns)} for row in rows]
    things = [v for row in found for v in row.values() if isinstance(v, dict)]
    missing = sorted({thing["iri"] for thing in things if thing["label"] is None})
    labels = labels_of(missing)
    for thing in things:
        thing["label"] = thing["label"] or labels.get(thing["iri"])
    return found


def to_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Return the rows as CSV (RFC 4180) with a line of headings."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([row[c]["value"] if c in row else "" for c in columns] for row in rows)
    return out.getvalue()


def labels_of(iris: Sequence[str]) -> Mapping[str, str]:
    """Return a label, in English or no language, of each IRI that has one."""
    named = " ".join(f"<{iri}>" for iri in iris if not _UNSAFE.search(iri))
    if not named:
        return {}
    rows = service().rows(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        f"SELECT ?x (MIN(?l) AS ?label) {{ VALUES ?x {{ {named} }} "
        'GRAPH ?g { ?x rdfs:label ?l } FILTER(LANG(?l) IN ("", "en")) } GROUP BY ?x'
    )
    return {row["x"]["value"]: row["label"]["value"] for row in rows}


def thing(iri: str, label: str | None = None) -> dict[str, Any]:
    """Return an IRI with its label and where this server tells more of it, null where nowhere."""
    path = href(iri, service().base)
    url = request.url_root.rstrip("/") + path if path and path.startswith("/") else path
    return {"iri": iri, "label": label, "url": url}


def value_of(term: Mapping[str, Any] | None) -> Any:
    """Return an RDF term as a JSON value; numbers and booleans as such."""
    if term is None:
        return None
    if term["type"] in ("uri", "bnode"):
        return thing(term["value"])
    kind = term.get("datatype", "").removeprefix(XSD)
    if kind == "boolean":
        return term["value"] in ("true", "1")
    try:
        number = NUMBERS[kind](term["value"]) if kind in NUMBERS else None
    except ValueError:
        number = None
    return term["value"] if number is None or number != number else number


def _value(row: Row, column: str) -> Any:
    found = value_of(row.get(column))
    if isinstance(found, dict) and f"{column}Label" in row:
        found["label"] = row[f"{column}Label"]["value"]
    return found
