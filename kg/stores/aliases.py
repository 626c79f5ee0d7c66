"""Names that a SELECT clause gives, used again in it and in HAVING.

`SELECT (COUNT(*) AS ?n) … HAVING(?n > 1)`: by SPARQL 1.1 Query Language, section 18.2.4, ?n is
given after HAVING, so that nothing would be left, and by section 11.4 no other expression of a
SELECT that groups may have it. Most engines take the name for what it stands for, and so does the
draft of SPARQL 1.2 within SELECT. So does this server: the expression is put in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.stores.tokens import (
    GROUPING,
    closing_of,
    next_token,
    opening_of,
    tokens,
    variable,
    variables,
)

_LONGEST = 1000  # characters of an expression that is put for its name; names of names double it
_AFTER_HAVING = {"ORDER", "LIMIT", "OFFSET", "VALUES"}


def without_aliases(text: str) -> str:
    """Return a query with what each name of a SELECT clause that groups stands for in its place.

    >>> without_aliases("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING(?n > 1)")
    'SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING((COUNT(*) ) > 1)'
    >>> without_aliases("SELECT (SUM(?x) AS ?n) (?n / 2 AS ?half) { ?s ?p ?x }")
    'SELECT (SUM(?x) AS ?n) ((SUM(?x) ) / 2 AS ?half) { ?s ?p ?x }'
    """
    capitals = text.upper()
    if "HAVING" not in capitals and capitals.count("AS") < 2:
        return text
    parts = tokens(text)
    for at, part in enumerate(parts):
        if part.upper() == "SELECT":
            _replace(parts, at)
    return "".join(parts)


def _replace(parts: list[str], select: int) -> None:
    """Put what names stand for in the SELECT clause that begins there, and in its HAVING."""
    opening = opening_of(parts, select)
    end = None if opening is None else closing_of(parts, opening)
    if opening is None or end is None:
        return
    tail = _tail(parts, end + 1)
    if GROUPING.isdisjoint(parts[i].upper() for i in (*range(select, opening), *tail)):
        return
    others = variables(parts[opening:end])
    meanings: dict[str, str] = {}
    for first, last, name in list(_given(parts, select, opening)):
        _put(parts, range(first, last), meanings)
        meaning = f"({''.join(parts[first:last])})"
        if name not in others and len(meaning) <= _LONGEST:
            meanings[name] = meaning
    _put(parts, _having(parts, tail), meanings)


def _given(parts: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield where each expression of a SELECT clause is, and the name it is given."""
    at = start
    while at < end:
        close = closing_of(parts, at) if parts[at] == "(" else None
        if close is not None:
            named = max((i for i in range(at, close) if parts[i].upper() == "AS"), default=close)
            after = next_token(parts, named + 1)
            if after is not None and after < close and (name := variable(parts[after])):
                yield at + 1, named, name
            at = close
        at += 1


def _tail(parts: Sequence[str], start: int) -> range:
    """Return where the solution modifiers are: up to the brace that closes what is around."""
    depth = 0
    for at in range(start, len(parts)):
        depth += (parts[at] == "{") - (parts[at] == "}")
        if depth < 0:
            return range(start, at)
    return range(start, len(parts))


def _having(parts: Sequence[str], tail: range) -> range:
    words = [parts[i].upper() for i in tail]
    if "HAVING" not in words:
        return range(0)
    begin = words.index("HAVING")
    end = next((i for i in range(begin, len(words)) if words[i] in _AFTER_HAVING), len(words))
    return tail[begin:end]


def _put(parts: list[str], where: range, meanings: Mapping[str, str]) -> None:
    for at in where:
        parts[at] = meanings.get(variable(parts[at]) or "", parts[at])
