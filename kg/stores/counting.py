"""Questions for how much there is of something, answered from numbers that writes keep true.

How many triples have a predicate or a class, or each of them has, the engine finds by going
through them all: a microsecond for five. Here that is done once. After a write only the graphs
that it touched are read, as they were and as they are. Triples are counted in each graph, as the
engine counts them in the union of all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

import pyoxigraph as ox

from kg.stores.differences import Touched
from kg.stores.patterns import RDF_TYPE, Reader, Term, declared
from kg.stores.tokens import is_silent, tokens

LONGEST = 2000  # characters of a question that is looked at
MOST_KEPT = 100  # numbers that are kept
MOST_EACH = 2000  # predicates or classes that are told one by one
MOST_READ = 50_000  # quads that are read to keep all numbers true, in less than a tenth of a second

Each = Literal["predicate", "class"]
_VARIABLE = re.compile(r"\?\w+")
_COUNT = r"\( COUNT \( (\*|\?\w+) \) AS (\?\w+) \)"
_HEAD = re.compile(rf"SELECT (?:(\?\w+) )?{_COUNT}(?: WHERE)?", re.IGNORECASE)
_TAIL = re.compile(r"ORDER|BY|ASC|DESC|LIMIT|OFFSET|[()]|\d+", re.IGNORECASE)


class Numbers:
    """How many triples match what was asked for in one state of a store."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._matches: dict[tuple[ox.NamedNode | None, Term | None], int] = {}
        self._each: dict[Each, Counter[Any]] = {}

    def matches(self, predicate: ox.NamedNode | None, value: Term | None) -> int:
        """Return how many triples have a predicate and an object (None: any)."""
        asked = predicate, value
        if asked not in self._matches:
            if len(self._matches) >= MOST_KEPT:
                self._matches.clear()
            verb, found = predicate if predicate else "?p", value if value else "?o"
            [solution] = self._asked(f"SELECT (COUNT(*) AS ?n) {{ ?s {verb} {found} }}")
            self._matches[asked] = int(solution[0].value)
        return self._matches[asked]

    def each(self, which: Each) -> Mapping[Any, int]:
        """Return how many triples have each predicate, or give each class."""
        if which not in self._each:
            pattern = "?s ?x ?o" if which == "predicate" else f"?s {RDF_TYPE} ?x"
            found = self._asked(f"SELECT ?x (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?x")
            self._each[which] = Counter({term: int(n.value) for term, n in found})
        return self._each[which]

    def carried_to(self, store: ox.Store, touched: Touched | None) -> Numbers:
        """Return the numbers of a later state, which is another one in some graphs at most.

        There are none where that is not known, would take long, or this state is gone.
        """
        after = Numbers(store)
        if touched is None or not (self._matches or self._each):
            return after
        was, now = _Part(self._store, touched), _Part(store, touched)
        try:
            for asked, n in self._matches.items():
                after._matches[asked] = n + now.count(*asked) - was.count(*asked)
            for which, table in self._each.items():
                after._each[which] = table + now.each(which) - was.each(which)
        except (_LongError, OSError, RuntimeError, ValueError):
            return Numbers(store)
        return after

    def _asked(self, query: str) -> Iterable[Any]:
        return cast(ox.QuerySolutions, self._store.query(query, use_default_graph_as_union=True))


class _LongError(Exception):
    """There is more to be read than is worth it."""


class _Part:
    """The triples of a store that a write touched, or would."""

    def __init__(self, store: ox.Store, touched: Touched) -> None:
        self._store, self._touched, self._left = store, touched, MOST_READ

    def count(self, predicate: ox.NamedNode | None, value: Term | None) -> int:
        return sum(1 for _ in self._quads(predicate, value))

    def each(self, which: Each) -> Counter[Any]:
        if which == "predicate":
            return Counter(quad.predicate for quad in self._quads(None, None))
        return Counter(quad.object for quad in self._quads(RDF_TYPE, None))

    def _quads(self, predicate: ox.NamedNode | None, value: Term | None) -> Iterator[ox.Quad]:
        for graph, subjects in self._touched.items():
            name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
            for subject in [None] if subjects is None else map(ox.NamedNode, subjects):
                for quad in self._store.quads_for_pattern(subject, predicate, value, name):
                    self._left -= 1
                    if self._left < 0:
                        raise _LongError
                    yield quad


@dataclass(frozen=True, slots=True)
class _Question:
    """How many triples match, by name `count`; or, with `each`, how many for each value of it."""

    count: str
    each: str | None
    predicate: ox.NamedNode | None
    value: Term | None
    tail: str


def with_numbers(numbers: Numbers, text: str, prefixes: Mapping[str, str]) -> str:
    """Return a query over the union of all graphs that only counts with the number in it."""
    question = _read(text, prefixes)
    if question is None:
        return text
    count, each = question.count, question.each
    if each is None:
        n = numbers.matches(question.predicate, question.value)
        return f"SELECT ({n} AS {count}) {{}} {question.tail}"
    found = numbers.each("predicate" if question.predicate is None else "class")
    if len(found) > MOST_EACH or not all(isinstance(term, ox.NamedNode) for term in found):
        return text
    rows = " ".join(f"({term} {n})" for term, n in found.items())
    return f"SELECT {each} {count} {{ VALUES ({each} {count}) {{ {rows} }} }} {question.tail}"


def _read(text: str, prefixes: Mapping[str, str]) -> _Question | None:
    """Return the question that a query is; None for any other query."""
    if len(text) > LONGEST or "\\" in text or "COUNT" not in text.upper():
        return None
    words = [t for t in tokens(text) if not is_silent(t)]
    start = 0
    while words[start : start + 1] and words[start].upper() == "PREFIX":
        start += 3
    if "{" not in words[start:]:
        return None
    opening = words.index("{", start)
    head = _HEAD.fullmatch(" ".join(words[start:opening]))
    reader = Reader(words, opening + 1, {**prefixes, **declared(words[:start])})
    pattern = _pattern(reader)
    if head is None or pattern is None:
        return None
    each, counted, count = head[1], head[2], head[3]
    variables, predicate, value = pattern
    tail = words[reader.at :]
    if each is not None:
        grouped = [word.upper() for word in tail[:2]] == ["GROUP", "BY"] and tail[2:3] == [each]
        by_predicate = variables[1:] == [each, variables[-1]] and len(variables) == 3
        by_class = predicate == RDF_TYPE and variables[1:] == [each]
        if not grouped or not (by_predicate or by_class):
            return None
        tail = tail[3:]
    known = counted == "*" or counted in variables
    if not known or count in variables or len(set(variables)) < len(variables):
        return None
    if not all(_TAIL.fullmatch(word) or word in (count, each) for word in tail):
        return None
    return _Question(count, each, predicate, value, " ".join(tail))


def _pattern(reader: Reader) -> tuple[list[str], ox.NamedNode | None, Term | None] | None:
    """Read variables, predicate and object of the one pattern of a group, and its end."""
    variables = [reader.word()]
    reader.at += 1
    verb: ox.NamedNode | None = None
    if _VARIABLE.fullmatch(reader.word()):
        variables.append(reader.word())
    else:
        verb = RDF_TYPE if reader.word() == "a" else reader.iri(reader.word())
        if verb is None:
            return None
    reader.at += 1
    value = reader.term()
    if value is None:
        return None
    variables += [value[0]] if value[1] is None else []
    reader.at += reader.word() == "."
    closed = reader.word() == "}" and all(map(_VARIABLE.fullmatch, variables))
    reader.at += 1
    return (variables, verb, value[1]) if closed else None
