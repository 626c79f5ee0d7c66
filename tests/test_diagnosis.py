"""What people are told who mistype a query: the place, and what to do."""

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.stores.messages import Dataset
from kg.stores.sparql import ask, change


@pytest.mark.parametrize(
    ("query", "line", "column", "words"),
    [
        ("SELECT ?x { ?x a cq:Statement ", 1, 11, "This { is not closed"),
        ("SELECT ?x { ?x a cq:Statement }}", 1, 32, "This } closes nothing"),
        ("SELECT (SUM(?x) AS ?n ?y {?x ?p ?o}", 1, 8, "This ( is not closed"),
        ("ASK {\n FILTER regex(?x, 'a' }", 2, 14, "This ( is not closed before the next }"),
        ("SELECT ?x { ?s ?p 'abc }", 1, 19, "string that begins here is not closed"),
        ('ASK { ?s ?p """a" }', 1, 13, "string"),
        ("SELECT ?x { ?x ?p }", 1, 19, "lacks its object"),
        ("ASK { ?x a cq:State . ?x . }", 1, 26, "lacks its predicate and object"),
        ("ASK { GRAPH ?g { ?x a } }", 1, 23, "lacks its object"),
        ("SELEC ?x { ?s ?p ?o }", 1, 1, "no word SELEC; is SELECT meant?"),
        ("SELECT * { ?s ?p ?o FILER(?o > 1) }", 1, 21, "is FILTER meant?"),
        ("SELECT ?x { ?x cq:speaker Merkel }", 1, 27, "text stands in quotes"),
        ("ASK { FILTER(SQRT(1)) }", 1, 14, "no word SQRT"),
        ("SELECT ?x ,?y { ?x ?p ?y }", 1, 11, "no commas"),
        ("ASK { ?s <a b> ?o }", 1, 10, "holds no spaces"),
        ("ASK { FILTER(?x = ) }", 1, 19, "missing between = and )"),
        ("ASK { FILTER(?x = 1 && ) }", 1, 24, "missing between & and )"),
        ("PREFIX cq <https://x> ASK {}", 1, 8, "PREFIX cq: <…>"),
        ("ASK {\n\t?s foaf:name ?o }", 2, 5, "foaf: is used but not declared"),
        ("DROP ALL", 1, 1, "This is an update"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }", 1, 41, "neither in GROUP BY nor"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", 1, 34, "name the variables"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", 1, 30, "given twice"),
        (" # nothing", 1, 1, "There is no query"),
        ("SELECT ?x WHERE ?x a cq:X", 1, 17, 'expected "{"'),
    ],
)
def test_a_mistake_is_told_with_its_place(query, line, column, words):
    with pytest.raises(QueryError) as caught:
        ask(ox.Store(), query, Dataset())
    assert words in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    ("update", "words"),
    [
        ("SELECT * { ?s ?p ?o }", "This is a query"),
        ("INSERT DATA { <urn:a> <urn:b> }", "lacks its object"),
        ("DELETE { ?s ?p ?o } WHERE { ?s ?p TRUE ", "This { is not closed"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> } DROP ALL", "Syntax error"),
        ("INSERT DATA { ?x <urn:b> <urn:c> }", "Variables are not allowed in INSERT DATA."),
        ("DELETE WHERE { _:x <urn:b> 2 }", "Blank nodes are not allowed in DELETE WHERE."),
    ],
)
def test_a_mistake_in_an_update_is_told_too(update, words):
    with pytest.raises(QueryError) as caught:
        change(ox.Store(), update)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES ?x { <urn:a> <urn:b> } }",
        "SELECT (1e5 AS ?x) (1.5E3 AS ?y) ('a'@en-GB AS ?z) {}",
        "SELECT * { ?s (<urn:a>*) ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:p>/<urn:q> [] }",
        "SELECT\u0020* { ?s ?p ?o FILTER(?s<?p && ?o > 3) }",
    ],
)
def test_what_is_right_stays_right(query):
    assert ask(ox.Store(), query, Dataset()).form == "solutions"
