"""A pattern within GRAPH ?g is answered graph by graph (SPARQL 1.1, section 18.6)."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.stores import scoping
from kg.stores.messages import Dataset, RefusedError
from kg.stores.sparql import ask, change

NAMES = ("a", "b", "c")
DATA = """PREFIX : <urn:x:> INSERT DATA {
GRAPH :a { :s :p 1, 2 ; :q :t . :t :p 1 }
GRAPH :b { :s :p 1 . :b :q :s }
GRAPH :c { :t :q 3 }
:s :p 4 }"""


def _store() -> ox.Store:
    store = ox.Store()
    store.update(DATA)
    return store


STORE = _store()


def _rows(query: str) -> list[str]:
    """Return the rows of an answer, in some order, a comma between their values."""
    out = io.BytesIO()
    ask(STORE, f"PREFIX : <urn:x:> {query}", Dataset(union=True)).write(out, "text/csv")
    rows = csv.reader(io.StringIO(out.getvalue().decode()))
    next(rows)
    return sorted(",".join(value.removeprefix("urn:x:") for value in row) for row in rows)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?g ?s { GRAPH ?g { SELECT DISTINCT ?s { ?s :p ?o } } }", "a,s a,t b,s"),
        ("SELECT ?g ?s { GRAPH $g { SELECT DISTINCT ?s { ?s :p ?o } } }", "a,s a,t b,s"),
        ("SELECT ?g ?s { GRAPH ?g { { SELECT * { ?s :p 2 } } } }", "a,s"),
        ("SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s :p ?o } } }", "a,3 b,1 c,0"),
        ("SELECT ?g ?n { GRAPH ?g { SELECT (SUM(?o) + 1 AS ?n) { ?s :p ?o } } }", "a,5 b,2 c,1"),
        ("SELECT ?g ?n { GRAPH ?g { SELECT (MAX(?o) AS ?n) { ?s :p ?o } } }", "a,2 b,1 c,"),
        (
            "SELECT ?g { GRAPH ?g { SELECT (SUM(?o) AS ?n) { ?s :p ?o } HAVING(COUNT(*) > 0) } }",
            "a b",
        ),
        (
            "SELECT ?g ?s ?n { GRAPH ?g { SELECT ?s (COUNT(*) AS ?n) { ?s :p ?o } GROUP BY ?s } }",
            "a,s,2 a,t,1 b,s,1",
        ),
        ("SELECT ?g ?o { GRAPH ?g { SELECT ?o { ?s :p ?o } ORDER BY ?o LIMIT 1 } }", "a,1 b,1"),
        ("SELECT ?g ?o { GRAPH ?g { SELECT ?o { ?s :p ?o } ORDER BY ?o OFFSET 2 } }", "a,2"),
        ("SELECT ?g ?s { GRAPH ?g { SELECT ?s { ?s :p ?g } } }", "a,s a,s a,t b,s"),
        (
            "SELECT ?g ?n { GRAPH ?g { SELECT ?g (COUNT(*) AS ?n) { ?s :p ?o } GROUP BY ?g } }",
            "a,3 b,1",
        ),
        ("SELECT ?g ?s { GRAPH ?g { ?s :q ?o FILTER EXISTS { SELECT ?s { ?s :p 2 } } } }", "a,s"),
        ("SELECT ?g ?s { GRAPH ?g { ?s :p 1 MINUS { ?b :q ?c } } }", "a,s a,t b,s"),
        ("SELECT ?g ?s { GRAPH ?g { ?s :p 1 MINUS { ?s :q ?c } } }", "a,t b,s"),
        ("SELECT ?g ?s { GRAPH ?g { ?s :p 1 } MINUS { GRAPH ?g { ?b :p 2 } } }", "b,s"),
        ("SELECT ?g ?s { VALUES ?g { :b } GRAPH ?g { SELECT DISTINCT ?s { ?s :p ?o } } }", "b,s"),
        (
            "SELECT ?g ?h { GRAPH ?g { :s :p 2 GRAPH ?h { SELECT ?s { ?s :p 1 } LIMIT 9 } } }",
            "a,a a,a a,b",
        ),
        ("SELECT ?s { GRAPH :a { SELECT DISTINCT ?s { ?s :p ?o } } }", "s t"),
        ("SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?g { GRAPH ?g { ?s :p ?o } } } }", "2"),
        ("SELECT ?g { GRAPH ?g { ?s :p 2 . ?s :q ?limit } }", "a"),
        ("SELECT ?g { GRAPH ?g { ?s :p 2 . OPTIONAL { ?s :r 'SELECT {' } } }", "a"),
    ],
)
def test_each_solution_within_graph_g_is_of_one_graph(query: str, expected: str) -> None:
    assert _rows(query) == expected.split()


_TRIPLES = st.sampled_from(["?s :p ?o", "?s :q ?t", "?t :p 1", "?s ?x ?o . ?s :q ?t", ":s :p ?o"])
_COLUMNS = st.sampled_from(["?s", "DISTINCT ?s ?o", "*", "DISTINCT ?t", "(?o AS ?v)"])
_CUTS = st.sampled_from(["", "", "", "ORDER BY ?s ?o ?t LIMIT 1", "ORDER BY ?s ?o ?t OFFSET 1"])
_TOTALS = st.sampled_from(["COUNT(*)", "SUM(?o)", "COUNT(DISTINCT ?s) + 1", "MIN(?o)"])


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    return st.one_of(
        st.builds("{{ SELECT {} {{ {} }} {} }}".format, _COLUMNS, inner, _CUTS),
        st.builds("{{ SELECT ({} AS ?n) {{ {} }} }}".format, _TOTALS, inner),
        st.builds("{{ SELECT ?s ({} AS ?n) {{ {} }} GROUP BY ?s }}".format, _TOTALS, inner),
        pair.map(lambda p: f"{{ {p[0]} }} UNION {{ {p[1]} }}"),
        pair.map(lambda p: f"{p[0]} OPTIONAL {{ {p[1]} }}"),
        st.builds("{} FILTER EXISTS {{ {{ SELECT ?s {{ {} }} }} }}".format, inner, _TRIPLES),
    )


def _is_right(pattern: str) -> bool:
    """Say whether no name is given twice, which is an error."""
    try:
        ox.Store().query(f"PREFIX : <urn:x:> ASK {{ {pattern} }}")
    except SyntaxError:
        return False
    return True


@settings(max_examples=150, deadline=None)
@given(st.recursive(_TRIPLES, _larger, max_leaves=4).filter(_is_right))
def test_the_answer_is_the_union_of_the_answers_in_each_graph(pattern: str) -> None:
    columns = "?g ?s ?o ?t ?v ?n"
    each = " UNION ".join(f"{{ GRAPH :{g} {{ {pattern} }} VALUES ?g {{ :{g} }} }}" for g in NAMES)
    together = _rows(f"SELECT {columns} {{ GRAPH ?g {{ {pattern} }} }}")
    assert together == _rows(f"SELECT {columns} {{ {each} }}")


def test_an_error_has_its_place_in_the_text_that_was_asked() -> None:
    with pytest.raises(QueryError) as caught:
        _rows("SELECT ?g { GRAPH ?g { SELECT DISTINCT ?s { ?s :p ?o } } } LIMIT")
    assert (caught.value.line, caught.value.column) == (1, 83)


def test_so_it_is_in_an_update() -> None:
    store = _store()
    text = "INSERT { ?g :n ?n } WHERE { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s :p ?o } } }"
    change(store, f"PREFIX : <urn:x:> {text}")
    found = store.quads_for_pattern(None, ox.NamedNode("urn:x:n"), None, ox.DefaultGraph())
    assert sorted((q.subject.value, q.object.value) for q in found) == [
        ("urn:x:a", "3"),
        ("urn:x:b", "1"),
        ("urn:x:c", "0"),
    ]


def test_what_would_have_to_be_asked_of_too_many_graphs_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scoping, "MOST_GRAPHS", 2)
    with pytest.raises(
        RefusedError, match=r"over 2 graphs at most, and here are 3: name the graph"
    ):
        _rows("SELECT ?g ?s { GRAPH ?g { SELECT ?s { ?s :p ?o } LIMIT 1 } }")
    assert _rows("SELECT ?s { GRAPH :a { SELECT ?s { ?s :p 2 } LIMIT 1 } }") == ["s"]


_COUNTS = "{ SELECT (COUNT(*) AS ?n) { "
_GRAPHS = "".join(f"GRAPH ?h{i} {{ " for i in range(9))


@pytest.mark.parametrize(
    "pattern",
    [
        f"{_COUNTS * 20} ?s :p ?o {'} } ' * 20}",
        f"{_GRAPHS} {{ SELECT ?s {{ ?s :p ?o }} LIMIT 1 }} {'} ' * 9}",
    ],
)
def test_what_nests_does_not_grow_without_end(
    pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoping, "MOST_TEXT", 10_000)
    with pytest.raises(RefusedError, match="Too many sub-SELECTs within each other"):
        scoping.graph_by_graph(
            f"SELECT * {{ GRAPH ?g {{ {pattern} }} }}", lambda: ["<urn:x:a>", "<urn:x:b>"]
        )


def test_what_is_nested_too_deeply_is_left_to_the_engine() -> None:
    text = f"SELECT * {{ GRAPH ?g {{ ?s ?p ?o MINUS {'{' * 3000} ?s {'}' * 3000} }} }}"
    assert scoping.graph_by_graph(text, list) == text
