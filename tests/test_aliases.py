"""Names that a SELECT clause gives are known in the rest of it and in HAVING."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.stores.aliases import without_aliases
from kg.stores.messages import Dataset
from kg.stores.sparql import ask, change

DATA = 'PREFIX : <urn:x:> INSERT DATA { :s :p 1, 2, 3 ; :q "x" . :t :p 4 ; :q "y", "z" }'


def _rows(query: str) -> str:
    store, out = ox.Store(), io.BytesIO()
    store.update(DATA)
    ask(store, f"PREFIX : <urn:x:> {query}", Dataset()).write(out, "text/csv")
    return " ".join(sorted(out.getvalue().decode().replace("urn:x:", "").splitlines()[1:]))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?s (COUNT(*) AS ?n) { ?s :p ?o } GROUP BY ?s HAVING(?n > 1)", "s,3"),
        ("SELECT ?s (COUNT(*) AS $n) { ?s :p ?o } GROUP BY ?s HAVING($n = 1) LIMIT 5", "t,1"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s :p ?o } GROUP BY ?s HAVING(?n > 0) (?n < 2)", "t,1"),
        ("SELECT (COUNT(*) AS ?n) (?n * 2 AS ?m) { ?s :p ?o }", "4,8"),
        ("SELECT (SUM(?o) AS ?a) (?a + 1 AS ?b) (?b * ?a AS ?c) { :s :p ?o }", "6,7,42"),
        (
            "SELECT ?m { { SELECT ?s (MAX(?o) AS ?m) { ?s :p ?o } GROUP BY ?s HAVING(?m > 3) } }",
            "4",
        ),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s :p ?o } GROUP BY ?s ORDER BY ?n", "s,3 t,1"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s :p ?o } GROUP BY ?s HAVING(COUNT(*) > 1)", "s,3"),
        ("SELECT (1 AS ?a) (?a + 1 AS ?b) {}", "1,2"),
        ("SELECT (MAX(?o) AS ?m) { ?s :p ?o { SELECT (MIN(?o) AS ?m2) { ?s :p ?o } } }", "4"),
        (
            "SELECT ?s (COUNT(*) AS ?n) { ?s :p ?o } GROUP BY ?s "
            "HAVING(?n > 1 && EXISTS { ?s :q 'x' })",
            "s,3",
        ),
    ],
)
def test_a_name_stands_for_its_expression(query: str, expected: str) -> None:
    assert _rows(query) == expected


def test_so_it_is_in_an_update() -> None:
    store = ox.Store()
    store.update(DATA)
    counted = "SELECT ?s (COUNT(*) AS ?n) (?n + 1 AS ?m) { ?s :p ?o } GROUP BY ?s HAVING(?n > 1)"
    change(store, f"PREFIX : <urn:x:> INSERT {{ ?s :m ?m }} WHERE {{ {counted} }}")
    (found,) = store.quads_for_pattern(None, ox.NamedNode("urn:x:m"), None)
    assert (found.subject, found.object.value) == (ox.NamedNode("urn:x:s"), "4")


@pytest.mark.parametrize(
    ("query", "column"),
    [
        ("SELECT (COUNT(*) AS ?n) (?n * 2 AS ?m) { ?s :p }", 66),
        ("SELECT (COUNT(*) AS ?n) (?n * 2 AS ?m) (?o AS ?k) { ?s :p ?o }", 81),
    ],
)
def test_an_error_has_its_place_in_the_text_that_was_asked(query: str, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        _rows(query)
    assert (caught.value.line, caught.value.column) == (1, column)


def test_names_of_names_do_not_grow_without_end() -> None:
    names = " ".join(f"(?n{i} + ?n{i} AS ?n{i + 1})" for i in range(60))
    text = f"SELECT (COUNT(*) AS ?n0) {names} {{ ?s ?p ?o }}"
    assert len(without_aliases(text)) < 100_000
