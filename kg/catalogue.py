"""The catalogue of queries: each file of `kg/queries` is documentation, example and test at once.

A file opens with comment lines: the first is the question it answers, the next say how to read
the answer, and those that begin with `@` declare its parameters (`kg.parameters`). What follows is
SPARQL 1.1 that answers alike whether or not the default graph is the union of all graphs, and that
answers the question for its parameters' defaults as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.parameters import Parameter, bind, read_parameter
from kg.paths import QUERIES

_COLUMN = re.compile(r"\(.*? AS \?(\w+)\)|\?(\w+)", re.DOTALL)
_SELECT = re.compile(r"SELECT\s+(?:DISTINCT\s+)?(.*?)\s*(?:WHERE\s*)?\{", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CatalogueQuery:
    """One query of the catalogue; `name` is its file's stem.

    `columns` are the variables of its answer; a column `xLabel` holds the label of column `x`.
    """

    name: str
    title: str
    description: str
    sparql: str
    parameters: tuple[Parameter, ...] = ()

    @property
    def key(self) -> str:
        """The name without the number that gives it its place: its name in an address."""
        return re.sub(r"^\d+-", "", self.name)

    @property
    def columns(self) -> tuple[str, ...]:
        """The variables of the answer, in order."""
        selected = _SELECT.search(self.sparql)
        return tuple(a or b for a, b in _COLUMN.findall(selected[1])) if selected else ()

    def bound(self, terms: Mapping[str, str]) -> str:
        """Return the query with SPARQL terms for some of its parameters, the rest as they are."""
        return bind(self.sparql, terms)

    def page(self, terms: Mapping[str, str], limit: int, offset: int) -> str:
        """Return the query for some rows of its answer, in an order without ties.

        Two rows that the order of all columns does not tell apart are the same row.
        """
        text = self.bound(terms).rstrip()
        ordered = text.rpartition("ORDER BY")[2]
        rest = [f"?{c}" for c in self.columns if not re.search(rf"\?{c}\b", ordered)]
        return " ".join([text, *rest, f"\nLIMIT {limit} OFFSET {offset}\n"])


@cache
def load_catalogue(folder: Path = QUERIES) -> tuple[CatalogueQuery, ...]:
    """Return the catalogue in the order of its file names."""
    return tuple(_parse(f.stem, f.read_text(encoding="utf-8")) for f in sorted(folder.glob("*.rq")))


def _parse(name: str, text: str) -> CatalogueQuery:
    r"""Split a query file into its opening comment and its SPARQL.

    Raises ValueError, naming the file, where a parameter is not declared as it should be.

    >>> _parse("03-who", "# Who?\n# One row a speaker.\nASK {}").title
    'Who?'
    """
    lines = text.splitlines()
    count = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    title, *rest = [line.lstrip("# ").rstrip() for line in lines[:count]] or [name]
    sparql = "\n".join(lines[count:]).strip() + "\n"
    try:
        declared = tuple(read_parameter(line, sparql) for line in rest if line.startswith("@"))
    except ValueError as error:
        raise ValueError(f"{name}.rq: {error}") from error
    description = " ".join(line for line in rest if line and not line.startswith("@"))
    return CatalogueQuery(name, title, description, sparql, declared)
