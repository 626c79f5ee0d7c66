"""The catalogue of queries: each file of `kg/queries` is documentation, example and test at once.

A file opens with comment lines: the first is the question it answers, the next say how to read
the answer, and those that begin with `@` declare its parameters (`kg.parameters`). What follows is
SPARQL 1.1 that answers alike whether or not the default graph is the union of all graphs, and that
answers the question for its parameters' defaults as it stands.

What comes first in a long answer is found before what it is called. So a query may hold one
sub-select that ends in the order in which its own order begins. Each solution of the sub-select
gives a row at least, and no row comes of two; only of articles (`SELECT ?g ?article …`) each may
give any number of rows or none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from kg.parameters import Parameter, bind, read_parameter
from kg.paths import QUERIES

_COLUMN = re.compile(r"\(.*? AS \?(\w+)\)|\?(\w+)", re.DOTALL)
_SELECT = re.compile(r"SELECT\s+(?:DISTINCT\s+)?(.*?)\s*(?:WHERE\s*)?\{", re.DOTALL)
_FIRST = re.compile(r"(ORDER BY [^{}]+?)(?: LIMIT \d+)?(?= \})")  # the end of a sub-select in order
_ARTICLES = re.compile(  # a sub-select of articles in order, and no other in it or around it
    r"\{ SELECT \?g \?article (?:(?!SELECT|GROUP BY)[^\0])*? ORDER BY [^{}]+\}"
)
MORE = 8  # times as many articles are looked at where some gave too few rows
Row = TypeVar("Row", bound=Mapping[str, Mapping[str, Any]])


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
        few = self.sparql if _ARTICLES.search(self.sparql) else _cut(self.sparql, limit + offset)
        return bind(self._ordered(few, limit, offset), terms)

    def rows(
        self, terms: Mapping[str, str], limit: int, offset: int, ask: Callable[[str], list[Row]]
    ) -> list[Row]:
        """Return the rows of a page, asked for among as few articles as may do.

        A page that is full among the first articles holds what it holds among all of them.
        """
        articles = _ARTICLES.search(self.sparql)
        if articles is None:
            return ask(self.page(terms, limit, offset))

        def among(number: int) -> list[Row]:
            return ask(bind(self._ordered(_cut(self.sparql, number), limit, offset), terms))

        number = limit + offset
        found = among(number)
        if len(found) == limit:
            return found
        prologue = self.sparql[: self.sparql.index("SELECT")]
        count = f"{prologue}SELECT (COUNT(*) AS ?n) WHERE {{ {articles[0]} }}"
        [counted] = ask(bind(count, terms))
        while len(found) < limit and number < int(counted["n"]["value"]):
            number *= MORE
            found = among(number)
        return found

    def _ordered(self, sparql: str, limit: int, offset: int) -> str:
        text = sparql.rstrip()
        ordered = text.rpartition("ORDER BY")[2]
        rest = [f"?{c}" for c in self.columns if not re.search(rf"\?{c}\b", ordered)]
        return " ".join([text, *rest, f"\nLIMIT {limit} OFFSET {offset}\n"])


def _cut(sparql: str, number: int) -> str:
    """Return a query with only the first solutions of its sub-select in order, if it has one."""
    return _FIRST.sub(rf"\1 LIMIT {number}", sparql)


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
