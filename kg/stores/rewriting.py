"""What a SPARQL text is turned into where the engine reads or answers it differently.

Each step keeps the meaning that SPARQL 1.1 gives to every text; where it would not be sure to,
the difference stays and is listed in docs/conformance.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.stores.tokens import GROUPING, closing_of, next_token, opening_of, tokens

_CAPITAL_BOOLEAN = re.compile(r"\b(?!true\b|false\b)(?i:true|false)\b")
_STRING = "<http://www.w3.org/2001/XMLSchema#string>"
_COMPARISONS = re.compile(r"<[^<>&|,();]*[&|,();][^<>]*>")  # IRIs that could be `a<b && c>d`


def for_engine(text: str) -> str:
    """Return a query or update as the engine must be given it."""
    return own_nodes(each_graph_once(plain_group_concat(lower_booleans(text))))


def lower_booleans(text: str) -> str:
    """Return the text with TRUE and FALSE as the engine knows them, each where it was.

    >>> lower_booleans("ASK { ?s ?p True, 'TRUE' }")
    "ASK { ?s ?p true, 'TRUE' }"
    """
    small = text.lower()  # the letters are found faster than the word
    if not ("true" in small or "false" in small) or not _CAPITAL_BOOLEAN.search(text):
        return text
    return "".join(t.lower() if t.upper() in ("TRUE", "FALSE") else t for t in tokens(text))


def plain_group_concat(text: str) -> str:
    """Return the text with every GROUP_CONCAT giving a plain string (section 18.5.1.7).

    The engine keeps a language tag that all values share, and errs on numbers and IRIs. An error
    is what section 17.4.3.12 says, but whoever asks means their strings. DISTINCT compares terms,
    not their strings, so its own answer comes first.

    >>> plain_group_concat("SELECT (GROUP_CONCAT(?x; separator=',') AS ?y) {}")
    "SELECT (GROUP_CONCAT( STR(?x); separator=',') AS ?y) {}"
    >>> plain_group_concat("GROUP_CONCAT(DISTINCT ?x)")
    'COALESCE(STR(GROUP_CONCAT(DISTINCT ?x)), GROUP_CONCAT(DISTINCT STR( ?x)))'
    """
    if "group_concat" not in text.lower():
        return text
    return "".join(_joined(tokens(text)))


def each_graph_once(text: str) -> str:
    """Return the text without a FROM or USING that says again what stands in one before it.

    The default graph is the merge of those graphs (section 13.2.1), and each triple is in it once;
    the engine reads a graph as often as it is named.

    >>> each_graph_once("SELECT * FROM <urn:a> FROM <urn:b> FROM <urn:a> { ?s ?p ?o }")
    'SELECT * FROM <urn:a> FROM <urn:b> { ?s ?p ?o }'
    """
    capitals = text.upper()
    if capitals.count("FROM") < 2 and capitals.count("USING") < 2:
        return text
    parts, out, named = tokens(text), list[str](), set[str]()
    at = 0
    while at < len(parts):
        end = at
        if parts[at].upper() in ("FROM", "USING"):
            end = next_token(parts, at + 1) or at
            clause = parts[end]
            if clause.upper() == "NAMED":
                end = next_token(parts, end + 1) or end
                clause = f"NAMED {parts[end]}"
            if clause in named:
                at = next_token(parts, end + 1) or len(parts)
                continue
            named.add(clause)
        elif parts[at] == ";":  # the next operation of an update
            named.clear()
        out += parts[at : end + 1]
        at = end + 1
    return "".join(out)


def own_nodes(text: str) -> str:
    """Return the text with BNODE(…) in its SELECT clause giving other nodes in each solution.

    Section 17.4.2.9; the engine has one node for a string in the whole answer. Here what tells a
    solution from others is put before the string, where solutions are not grouped.

    >>> own_nodes("SELECT (BNODE() AS ?x) (BNODE(?y) AS ?z) { ?s ?p ?y }").partition(" AS ?z) ")[2]
    '{ { ?s ?p ?y } BIND(STRUUID() AS ?solution) }'
    """
    if "bnode" not in text.lower():
        return text
    parts = tokens(text)
    words = [part.upper() for part in parts]
    opening = opening_of(words)
    closing = None if opening is None else closing_of(parts, opening)
    if opening is None or closing is None or not _each_alone(words, opening, closing):
        return text
    name = "?solution" + "_" * text.count("?solution")
    at = 0
    while at < opening:
        start = next_token(parts, at + 1) if words[at] == "BNODE" else None
        end = None if start is None else closing_of(parts, start)
        value = "" if start is None else "".join(parts[start + 1 : end]).strip()
        if value and end is not None:
            new = f"BNODE(IF(DATATYPE({value}) = {_STRING}, CONCAT({name}, {value}), {value}))"
            parts[at : end + 1] = [new] + [""] * (end - at)
        at = (end or at) + 1
    parts[opening] = "{ {"
    parts[closing] = f"}} BIND(STRUUID() AS {name}) }}"
    return "".join(parts)


def _each_alone(words: Sequence[str], opening: int, closing: int) -> bool:
    """Say whether a SELECT makes blank nodes of the solutions of its group as they are."""
    head, tail = words[:opening], words[closing:]
    asked = "SELECT" in head and "BNODE" in head
    return asked and GROUPING.isdisjoint(words) and "VALUES" not in tail


def without_comparisons(text: str) -> str:
    """Return the text with every IRI that could be two comparisons put beyond doubt.

    The longest token wins (section 19.8): `?x<?a&&?b>?y` holds an IRI, and then makes no sense;
    the engine reads comparisons. Places stay as they are.

    >>> without_comparisons("FILTER(?x<?a&&?b>?y)")
    'FILTER(?x<a:____>?y)'
    """
    if not _COMPARISONS.search(text):
        return text
    return "".join(
        f"<a:{'_' * (len(t) - 4)}>" if _COMPARISONS.fullmatch(t) and len(t) > 4 else t
        for t in tokens(text)
    )


def _joined(parts: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(parts):
        found = _call(parts, at) if parts[at].lower() == "group_concat" else None
        if found is None:
            yield parts[at]
            at += 1
        else:
            call, at = found
            yield call


def _call(parts: Sequence[str], at: int) -> tuple[str, int] | None:
    """Return the call that begins at a GROUP_CONCAT, rewritten, and where it ends."""
    opening = next_token(parts, at + 1)
    if opening is None or parts[opening] != "(":
        return None
    start = next_token(parts, opening + 1)
    distinct = start is not None and parts[start].upper() == "DISTINCT"
    first = start + 1 if start is not None and distinct else opening + 1
    depth, separator = 1, None
    for end in range(first, len(parts)):
        depth += (parts[end] in ("(", "{")) - (parts[end] in (")", "}"))
        if parts[end] == ";" and depth == 1 and separator is None:
            separator = end
        if depth == 0:
            break
    else:  # not closed: the engine will say so
        return "".join(parts[at:]), len(parts)
    head, last = "".join(parts[at:first]), separator or end
    value, tail = "".join(parts[first:last]), "".join(parts[last : end + 1])
    plain = f"{head} STR({value}){tail}"
    return (f"COALESCE(STR({head}{value}{tail}), {plain})" if distinct else plain), end + 1
