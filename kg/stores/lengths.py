"""Paths of length zero from a constant that stands nowhere in the graph; the engine finds none.

Such a path leads from the constant to itself (SPARQL 1.1 Query Language, section 18.4) and, as no
triple leads on, nowhere else. So a triple pattern of that constant, a path that may be left out,
and a variable is VALUES of the variable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.stores.patterns import Reader, Term, declared
from kg.stores.tokens import is_silent, tokens

_POSSIBLE = re.compile(r"[>):\w-]\s*[*?](?:\s*[?$<\"']|\s+[^\s{}])")
LONGEST = 200  # tokens of a path that is looked at
_BEFORE = {"{", "}", "."}  # after which a triple pattern may begin


def with_ends_themselves(
    text: str, prefixes: Mapping[str, str], is_nowhere: Callable[[Term], bool]
) -> str:
    """Return a query with those patterns as VALUES; what stands within GRAPH is left as it is.

    `is_nowhere` says whether a term is neither subject nor object in the default graph.

    >>> with_ends_themselves("ASK { <urn:a> <urn:p>* ?x }", {}, lambda term: True)
    'ASK { VALUES ?x { <urn:a> } }'
    """
    if "\\" in text or not _POSSIBLE.search(text):
        return text
    parts = tokens(text)
    meaning = [i for i, part in enumerate(parts) if not is_silent(part)]
    words = [parts[i] for i in meaning]
    for start, end, variable, constant in reversed([*_found(words, prefixes)]):
        if is_nowhere(constant):
            values = f"VALUES {variable} {{ {constant} }}"
            parts[meaning[start] : meaning[end - 1] + 1] = [values]
    return "".join(parts)


def _found(
    words: Sequence[str], prefixes: Mapping[str, str]
) -> Iterator[tuple[int, int, str, Term]]:
    """Yield beginning, end, variable and constant of each such pattern outside of GRAPH."""
    known = {**prefixes, **declared(words)}
    graphs: list[bool] = []  # of each open brace: whether it stands within GRAPH
    for at, word in enumerate(words):
        if word == "{":
            graphs.append(words[at - 2].upper() == "GRAPH" or graphs[-1:] == [True])
        elif word == "}" and graphs:
            graphs.pop()
        if word in _BEFORE and graphs and not graphs[-1]:
            found = _pattern(Reader(words, at + 1, known))
            if found is not None:
                yield at + 1, *found


def _pattern(reader: Reader) -> tuple[int, str, Term] | None:
    """Return end, variable and constant of the pattern where the reader is, if it is one."""
    subject = reader.term()
    if subject is None or not _path(reader):
        return None
    value = reader.term()
    if value is None or reader.word() in (";", ",") or (subject[1] is None) == (value[1] is None):
        return None
    if subject[1] is None:
        return (reader.at, subject[0], value[1]) if value[1] is not None else None
    return reader.at, value[0], subject[1]


def _path(reader: Reader) -> bool:
    """Read a path; say whether it may have the length zero as a whole."""
    for prefix in ("^", "!"):
        reader.at += reader.word() == prefix
    depth, first = 0, reader.word()
    if first != "(" and first != "a" and reader.iri(first) is None:
        return False
    for _ in range(LONGEST):
        word = reader.word()
        depth += (word == "(") - (word == ")")
        reader.at += 1
        if depth == 0:
            break
    last = reader.word()
    reader.at += 1
    return last in ("*", "?")
