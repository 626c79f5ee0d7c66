"""The catalogue of queries: each file of `kg/queries` is documentation, example and test at once.

A file opens with comment lines: the first is the question it answers, the rest says how to read
the answer. What follows is SPARQL 1.1 that answers alike whether or not the default graph is the
union of all graphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.paths import QUERIES


@dataclass(frozen=True, slots=True)
class CatalogueQuery:
    """One query of the catalogue; `name` is its file's stem."""

    name: str
    title: str
    description: str
    sparql: str


def load_catalogue(folder: Path = QUERIES) -> tuple[CatalogueQuery, ...]:
    """Return the catalogue in the order of its file names."""
    return tuple(_parse(f.stem, f.read_text(encoding="utf-8")) for f in sorted(folder.glob("*.rq")))


def _parse(name: str, text: str) -> CatalogueQuery:
    r"""Split a query file into its opening comment and its SPARQL.

    >>> _parse("03-who", "# Who?\n# One row a speaker.\nASK {}").title
    'Who?'
    """
    lines = text.splitlines()
    count = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    title, *rest = [line.lstrip("# ").rstrip() for line in lines[:count]] or [name]
    return CatalogueQuery(name, title, " ".join(rest), "\n".join(lines[count:]).strip() + "\n")
