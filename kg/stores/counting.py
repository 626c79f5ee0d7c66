"""Questions for how much there is of something, answered from numbers that writes keep true.

How many triples have a predicate or a class, or each of them has, the engine finds by going
through them all: a microsecond for five. Here that is done once. After a write only the graphs
that it touched are read, as they were and as they are. Triples are counted in each graph, as the
engine counts them in the union of all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pyoxigraph as ox

from kg.stores.differences import Touched
from kg.stores.patterns import RDF_TYPE, Reader, Term, declared
from kg.stores.tokens import is_silent, tokens

LONGEST = 2000  # characters of a question that is looked at
MOST_KEPT = 100  # numbers that are kept
MOST_EACH = 2000  # predicates or classes that are told one by one
MOST_READ = 50_000  # quads that a write may touch for numbers to be kept true beside it

Each = Literal["predicate", "class"]
_COUNTED = "SELECT (COUNT(*) AS ?n) { %s }"
_EACH: dict[Each, str] = {
    "predicate": "SELECT ?x (COUNT(*) AS ?n) { %s?s ?x ?o } GROUP BY ?x",
    "class": f"SELECT ?x (COUNT(*) AS ?n) {{ %s?s {RDF_TYPE} ?x }} GROUP BY ?x",
}
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
            self._matches[asked] = _number(self._asked(_COUNTED % _matched(predicate, value)))
        return self._matches[asked]

    def each(self, which: Each) -> Mapping[Any, int]:
        """Return how many triples have each predicate, or give each class."""
        if which not in self._each:
            self._each[which] = _counted(self._asked(_EACH[which] % ""))
        return self._each[which]

    def carried_to(self, store: ox.Store, touched: Touched | None) -> Numbers:
        """Return the numbers of a later state, which is another one in some graphs at most.

        There are none where that is not known, would take long, or this state is gone.
        """
        after = Numbers(store)
        if touched is None or not (self._matches or self._each):
            return after
        try:
            was, now = _Part(self._store, touched), _Part(store, touched)
            for asked, n in self._matches.items():
                after._matches[asked] = n + now.count(*asked) - was.count(*asked)
            for which, table in self._each.items():
                after._each[which] = table + now.each(which) - was.each(which)
        except (_LongError, OSError, RuntimeError, ValueError):
            return Numbers(store)
        return after

    def _asked(self, query: str) -> Any:
        return self._store.query(query, use_default_graph_as_union=True)


class _LongError(Exception):
    """There is more to be read than is worth it."""


class _Part:
    """The triples of a store that a write touched, or would. Raises _LongError where it is long."""

    def __init__(self, store: ox.Store, touched: Touched) -> None:
        self._store = store
        whole = [_graph(name) for name, subjects in touched.items() if subjects is None]
        self._parts: list[tuple[str, list[Any]]] = [("", whole)] if whole else []
        for name, subjects in touched.items():
            if subjects is not None:
                terms = " ".join(str(ox.NamedNode(subject)) for subject in subjects)
                self._parts.append((f"VALUES ?s {{ {terms} }} ", [_graph(name)]))
        if self._sum("?s ?p ?o", f"LIMIT {MOST_READ + 1}") > MOST_READ:
            raise _LongError

    def count(self, predicate: ox.NamedNode | None, value: Term | None) -> int:
        return self._sum(_matched(predicate, value))

    def each(self, which: Each) -> Counter[Any]:
        found = Counter[Any]()
        for values, graphs in self._parts:
            found.update(_counted(self._store.query(_EACH[which] % values, default_graph=graphs)))
        return found

    def _sum(self, pattern: str, limit: str = "") -> int:
        found = 0
        for values, graphs in self._parts:
            part = f"{{ SELECT * {{ {values}{pattern} }} {limit} }}"
            found += _number(self._store.query(_COUNTED % part, default_graph=graphs))
        return found


def _graph(name: str) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(name) if name else ox.DefaultGraph()


def _matched(predicate: ox.NamedNode | None, value: Term | None) -> str:
    return f"?s {predicate if predicate else '?p'} {value if value else '?o'}"


def _number(answer: Any) -> int:
    return int(next(answer)[0].value)


def _counted(answer: Any) -> Counter[Any]:
    return Counter({term: int(n.value) for term, n in answer})


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
