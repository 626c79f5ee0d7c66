"""Paths that may have the length zero from constants that stand nowhere in the graph."""

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.stores.messages import Dataset
from kg.stores.sparql import ask

DATA = """
<urn:a> <urn:p> <urn:b> . <urn:b> <urn:p> <urn:c> . <urn:a> <urn:q> "x" .
<urn:g> { <urn:d> <urn:p> <urn:e> }
"""


@pytest.fixture(scope="module")
def store():
    store = ox.Store()
    store.load(DATA.encode(), format=ox.RdfFormat.TRIG)
    return store


def rows(store, query, dataset):
    answer = ask(store, f"PREFIX : <urn:> {query}", dataset).answer
    return sorted(" ".join(str(term) for term in row) for row in answer)


PLAIN = Dataset()
UNION = Dataset(union=True)


@pytest.mark.parametrize(
    ("query", "dataset", "expected"),
    [
        ("SELECT ?x { :none :p* ?x }", PLAIN, ["<urn:none>"]),
        ("SELECT ?x { ?x :p* :none }", PLAIN, ["<urn:none>"]),
        ("SELECT ?x { :none :p? ?x }", PLAIN, ["<urn:none>"]),
        ("SELECT ?x { ?x ^:p? :none . }", PLAIN, ["<urn:none>"]),
        ("SELECT ?x { ?x !:p* :none }", PLAIN, ["<urn:none>"]),
        ("SELECT ?x { :none (:p/(:q|^:p)*)* ?x }", PLAIN, ["<urn:none>"]),
        ("SELECT ?x { ?x :p* 'none'@en }", PLAIN, ['"none"@en']),
        ("SELECT ?x { ?x a? 'none' }", PLAIN, ['"none"']),
        ("SELECT ?x { 'none' :p* ?x }", PLAIN, ['"none"']),
        # of no length one may not be, or something follows
        ("SELECT ?x { :none :p+ ?x }", PLAIN, []),
        ("SELECT ?x { :none :p*/:q ?x }", PLAIN, []),
        ("SELECT ?x { :none :p ?x }", PLAIN, []),
        # it is there: the engine knows
        ("SELECT ?x { :b :p* ?x }", PLAIN, ["<urn:b>", "<urn:c>"]),
        ("SELECT ?x { ?x :q* 'x' }", PLAIN, ['"x"', "<urn:a>"]),
        # of which graph
        ("SELECT ?x { :d :p* ?x }", PLAIN, ["<urn:d>"]),
        ("SELECT ?x { :d :p* ?x }", UNION, ["<urn:d>", "<urn:e>"]),
        ("SELECT ?x { :d :p* ?x }", Dataset(default=("urn:g",)), ["<urn:d>", "<urn:e>"]),
        ("SELECT ?x { :a :p* ?x }", Dataset(default=("urn:g",)), ["<urn:a>"]),
        # beside others
        ("SELECT ?x ?y { ?x :p :b . :none :p* ?y }", PLAIN, ["<urn:a> <urn:none>"]),
        ("SELECT ?x { :none :p* ?x . ?x :p ?y }", PLAIN, []),
        ("SELECT ?x { VALUES ?x { 1 } OPTIONAL { :none :p* ?x } }", PLAIN, [str(ox.Literal(1))]),
        ("SELECT ?x { { :none :p* ?x } UNION { ?x :p* :no } }", PLAIN, ["<urn:no>", "<urn:none>"]),
        ("SELECT (COUNT(*) AS ?n) { :none :p* ?x }", PLAIN, [str(ox.Literal(1))]),
        ("SELECT ?y { BIND(2 * 3 AS ?y) }", PLAIN, [str(ox.Literal(6))]),
    ],
)
def test_a_path_may_end_where_it_begins(store, query, dataset, expected):
    assert rows(store, query, dataset) == expected


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { :none :p* ?x } { ?s ?p ?o }",
        "SELECT ?x { :none (:p :q)* ?x }",
        "SELECT ?x { :none :p** ?x }",
        "SELECT ?x { :none :p* ?x ",
    ],
)
def test_what_is_wrong_stays_wrong(store, query):
    with pytest.raises(QueryError):
        rows(store, query, PLAIN)
