"""SPARQL for SHACL: each query text is parsed once, and no query fetches anything.

pyshacl hands rdflib the same text for every focus node and every article; parsing it takes 20 to
100 times as long as answering it. `install` puts a processor that remembers parsed queries in
the place of rdflib's own, through rdflib's table of plug-ins, and spares rdflib three things that
it does for every solution and that nobody sees: a quarter of the time of a check.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import rdflib.plugin
import rdflib.plugins.sparql
from rdflib import XSD, Literal
from rdflib.plugins.sparql import operators
from rdflib.plugins.sparql.evaluate import evalQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.processor import SPARQLProcessor, prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Processor
from rdflib.term import Identifier

_numeric_or_error = operators.numeric
_NUMBERS = frozenset({XSD.integer, XSD.decimal, XSD.double, XSD.float})
_REMEMBERED = 256  # queries; the shapes hold about a dozen


class CachingProcessor(SPARQLProcessor):
    """rdflib's SPARQL processor, less the parsing of a text it has seen before."""

    def query(  # type: ignore[override]
        self,
        strOrQuery: str | Query,  # noqa: N803
        initBindings: Mapping[str, Identifier] | None = None,  # noqa: N803
        initNs: Mapping[str, Any] | None = None,  # noqa: N803
        base: str | None = None,
        DEBUG: bool = False,  # noqa: N803
    ) -> Mapping[str, Any]:
        """Answer a query given as text or parsed, as `SPARQLProcessor.query` does."""
        if isinstance(strOrQuery, str):
            prefixes = tuple(sorted((p, str(n)) for p, n in (initNs or {}).items()))
            strOrQuery = _prepare(strOrQuery, prefixes, base)  # noqa: N806
        return evalQuery(self.graph, strOrQuery, initBindings or {}, base)


@lru_cache(maxsize=_REMEMBERED)
def _prepare(text: str, prefixes: tuple[tuple[str, str], ...], base: str | None) -> Query:
    return prepareQuery(text, initNs=dict(prefixes), base=base)


def install() -> None:
    """Make rdflib use `CachingProcessor` for SPARQL in this process, and fetch no graph."""
    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    rdflib.plugin.register("sparql", Processor, __name__, CachingProcessor.__name__)
    # A filter is first tried as a value; the whole of it is written into the error that follows.
    CompValue.__repr__ = lambda self: str(self.name)  # type: ignore[method-assign]
    operators.numeric = _numeric
    for name in XSD.__annotations__:  # made anew at each look otherwise
        setattr(XSD, name, XSD[name])


def _numeric(expr: Literal) -> Any:
    """Return a number's value as rdflib's own does, without comparing its type with sixteen."""
    if isinstance(expr, Literal) and expr.datatype in _NUMBERS:
        return expr.toPython()
    return _numeric_or_error(expr)


def forget() -> None:
    """Forget the parsed queries: what a benchmark compares with."""
    _prepare.cache_clear()
