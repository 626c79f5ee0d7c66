"""What GRAPH ?g means for what stands within it, where the engine has it otherwise.

A pattern within GRAPH ?g is answered graph by graph, and each of its solutions then has its graph
for ?g (SPARQL 1.1 Query Language, section 18.6). The engine reads all graphs at once. So a
sub-SELECT within loses ?g, and counts or tells apart over all graphs what it should in each; and a
MINUS that shares no variable, which takes nothing away (section 8.3.3), takes away all there is of
the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from kg.stores.messages import RefusedError
from kg.stores.tokens import (
    AGGREGATES,
    closing_of,
    is_silent,
    next_token,
    opening_of,
    tokens,
    variable,
    variables,
)

MOST_GRAPHS = 1000  # that a sub-SELECT of so many rows at most is asked of one by one
MOST_TEXT = 4 << 20  # characters of a pattern put otherwise: what nests grows with each level
_MODIFIERS = {"DISTINCT", "REDUCED"}
_CUTS = {"LIMIT", "OFFSET"}


def graph_by_graph(text: str, graphs: Callable[[], Iterable[object]]) -> str:
    """Return a query or update whose patterns within GRAPH ?g are answered graph by graph.

    `graphs` gives the named graphs as they are written in SPARQL; it is called where a sub-SELECT
    within GRAPH ?g has a LIMIT or OFFSET. Raises RefusedError where they are more than MOST_GRAPHS,
    or the text would be longer than MOST_TEXT.

    >>> graph_by_graph("SELECT * { GRAPH ?g { SELECT DISTINCT ?s { ?s ?p ?o } } }", list)
    'SELECT * { GRAPH ?g { SELECT DISTINCT ?g ?s { ?s ?p ?o } } }'
    >>> graph_by_graph("ASK { GRAPH ?g { ?a ?b ?c MINUS { ?d ?e ?f } } }", list)
    'ASK { GRAPH ?g { ?a ?b ?c  } }'
    """
    capitals = text.upper()
    at = capitals.find("GRAPH")
    if at < 0 or ("SELECT" not in capitals[at:] and "MINUS" not in capitals[at:]):
        return text
    try:
        return "".join(_group(tokens(text), None, graphs))
    except RecursionError:  # nested more deeply than the engine takes, which says so
        return text


def _group(
    parts: Sequence[str], name: str | None, graphs: Callable[[], Iterable[object]]
) -> Iterator[str]:
    """Yield the tokens of what stands between two braces, `name` the variable of its graph."""
    first = next_token(parts, 0)
    if name is not None and first is not None and parts[first].upper() == "SELECT":
        yield from _select(parts, name, graphs)
        return
    at = 0
    while at < len(parts):
        word, after = parts[at].upper(), next_token(parts, at + 1)
        opening, inner = at, name
        if word == "GRAPH" and after is not None:
            opening, inner = next_token(parts, after + 1) or at, variable(parts[after])
        elif word == "MINUS" and name is not None:
            opening = after or at
        end = closing_of(parts, opening) if parts[opening] == "{" else None
        if end is None:
            yield parts[at]
            at += 1
            continue
        group = parts[opening + 1 : end]
        if word == "MINUS" and variables(parts[:at]).isdisjoint(variables(group)):
            pass
        elif word == "GRAPH" and inner and not _CUTS.isdisjoint(map(str.upper, group)):
            yield from _one_by_one(inner, list(_group(group, None, graphs)), graphs)
        else:
            yield from parts[at : opening + 1]
            yield from _group(group, inner, graphs)
            yield parts[end]
        at = end + 1


def _select(
    parts: Sequence[str], name: str, graphs: Callable[[], Iterable[object]]
) -> Iterator[str]:
    """Yield a sub-SELECT that is within GRAPH ?g, with ?g among what it selects."""
    opening = opening_of(parts)
    end = None if opening is None else closing_of(parts, opening)
    if opening is None or end is None:
        yield from parts
        return
    if "*" in _outside(parts[:opening]):
        body = "".join(_group(parts[opening + 1 : end], name, graphs))
        yield from (*parts[: opening + 1], f" GRAPH {name} {{{body}}} ", *parts[end:])
        return
    if not _selects(parts[:opening], name):  # what has that name within it is another variable
        other = name + "_" * max(map(len, parts))
        parts = [other if variable(part) == name else part for part in parts]
    body = "".join(_group(parts[opening + 1 : end], name, graphs))
    head, tail = list(parts[:opening]), list(parts[end + 1 :])
    words = [part.upper() for part in tail]
    if _selects(head, name):
        yield from (*head, f"{{{body}}}", *tail)
        return
    first, second = [i for i in range(opening) if not is_silent(parts[i])][:2]
    after = (second if parts[second].upper() in _MODIFIERS else first) + 1
    selecting = "".join([*head[:after], f" {name}", *head[after:]])
    if "GROUP" in words:
        by = words.index("BY") + 1
        yield f"{selecting}{{{body}}}{''.join([*tail[:by], f' {name}', *tail[by:]])}"
    elif AGGREGATES.isdisjoint(part.upper() for part in (*head, *tail)):
        yield f"{selecting}{{{body}}}{''.join(tail)}"
    else:
        _require_short(2 * len(body))
        rest, nothing = "".join(tail), "".join(head)
        yield f" {{ {selecting}{{{body}}} GROUP BY {name} {rest} }} UNION {{ GRAPH {name} {{ }} "
        yield f"MINUS {{ GRAPH {name} {{{body}}} }} {{ {nothing}{{ FILTER(false) }} {rest} }} }} "


def _one_by_one(
    name: str, group: Sequence[str], graphs: Callable[[], Iterable[object]]
) -> Iterator[str]:
    """Yield a pattern as the union of what it finds in each graph."""
    names = [text for graph in graphs() if (text := str(graph)).startswith("<")]
    if len(names) > MOST_GRAPHS:
        raise RefusedError(
            f"A sub-SELECT with LIMIT or OFFSET within GRAPH {name} is answered over {MOST_GRAPHS} "
            f"graphs at most, and here are {len(names)}: name the graph, or put GRAPH {name} into "
            "the sub-SELECT, if its LIMIT is meant for all graphs together."
        )
    inside = "".join(group)
    _require_short(len(names) * len(inside))
    found = (f"{{ VALUES {name} {{ {graph} }} GRAPH {graph} {{{inside}}} }}" for graph in names)
    yield f"{{ {' UNION '.join(found) or 'FILTER(false)'} }}"


def _require_short(size: int) -> None:
    """Raise RefusedError where a pattern would be too long."""
    if size > MOST_TEXT:
        raise RefusedError(
            "Too many sub-SELECTs within each other and within GRAPH and a variable: put GRAPH "
            "into the innermost one, and what is counted by graph beside it."
        )


def _outside(parts: Sequence[str]) -> list[str]:
    """Return the tokens outside parentheses."""
    depth, found = 0, []
    for part in parts:
        depth -= part == ")"
        if depth == 0 and not is_silent(part):
            found.append(part)
        depth += part == "("
    return found


def _selects(head: Sequence[str], name: str) -> bool:
    """Say whether a SELECT clause names a variable, or gives it to an expression."""
    meaning = [part for part in head if not is_silent(part)]
    given = (after for word, after in pairwise(meaning) if word.upper() == "AS")
    return name in variables([*_outside(head), *given])
