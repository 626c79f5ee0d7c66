"""Query answers as a table for the terminal, from the SPARQL 1.1 JSON results format."""

from __future__ import annotations

import json
from typing import Any

_PREFIXES = {
    "https://w3id.org/communique/ontology#": "cq:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://www.w3.org/ns/prov#": "prov:",
    "http://www.w3.org/2002/07/owl#": "owl:",
    "http://www.w3.org/2001/XMLSchema#": "xsd:",
}


def results_table(answer: bytes, *, width: int = 60, base: str = "") -> str:
    """Return a JSON answer as an aligned table; cells longer than `width` characters are cut.

    A boolean answer is `yes` or `no`. IRIs are shortened by the usual prefixes and by `base`.
    """
    data = json.loads(answer)
    if "boolean" in data:
        return "yes\n" if data["boolean"] else "no\n"
    columns = data["head"]["vars"]
    rows = [
        [_cut(_cell(row.get(c), base), width) for c in columns]
        for row in data["results"]["bindings"]
    ]
    sizes = [max(len(r[i]) for r in [columns, *rows]) for i in range(len(columns))]
    lines = [_line(columns, sizes), "  ".join("─" * s for s in sizes)]
    lines += [_line(row, sizes) for row in rows]
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    return "\n".join([*lines, "", count, ""])


def _line(cells: list[str], sizes: list[int]) -> str:
    return "  ".join(c.ljust(s) for c, s in zip(cells, sizes, strict=True)).rstrip()


def _cell(term: dict[str, Any] | None, base: str) -> str:
    if term is None:
        return ""
    if term["type"] == "triple":
        parts = (_cell(term["value"][k], base) for k in ("subject", "predicate", "object"))
        return f"<<{' '.join(parts)}>>"
    value = str(term["value"])
    if term["type"] != "uri":
        return " ".join(value.split())
    for iri, prefix in _PREFIXES.items():
        if value.startswith(iri):
            return prefix + value[len(iri) :]
    return value[len(base) :] if base and value.startswith(base) else value


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else cell[: width - 1] + "…"
