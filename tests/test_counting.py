"""What only counts is answered from numbers, which are the engine's own after every write."""

import json
import random
import re

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.iris import PREFIXES
from kg.stores.counting import MOST_READ, Numbers, with_numbers
from kg.stores.messages import Dataset
from kg.stores.oxigraph import open_store
from kg.stores.pool import QueryPool
from kg.stores.sparql import ask

DATA = """
<urn:s1> a <urn:C> ; <urn:p> 1 , "x"@en , "x" . <urn:s2> a <urn:C> , <urn:D> ; <urn:p> <urn:s1> .
<urn:g> { <urn:s1> a <urn:C> ; <urn:q> "x"@en . <urn:s3> a <urn:C> ; <urn:p> 1 . }
"""
E = "PREFIX : <urn:> "


@pytest.fixture(scope="module")
def store():
    made = ox.Store()
    made.load(DATA.encode(), ox.RdfFormat.TRIG)
    return made


def csv(store, query, numbers=None):
    answer = ask(store, query, Dataset(union=True), numbers=numbers).answer
    return answer.serialize(format=ox.QueryResultsFormat.CSV).decode().split()


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "n 11"),
        ("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o . } LIMIT 1", "n 11"),
        ("select (count(?s) as ?n) where { ?s a <urn:C> }", "n 4"),
        (E + "SELECT (COUNT(?s) AS ?n)\n{ ?s rdf:type :C } # all of them", "n 4"),
        (E + "SELECT (COUNT(?o) AS ?n) { ?s :p ?o }", "n 5"),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p 'x'@EN }", "n 2"),
        ("SELECT (COUNT(*) AS ?n) { ?s <urn:p> <urn:none> }", "n 0"),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o } OFFSET 1", "n"),
        ("SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY DESC(?n)",
         "c,n urn:C,4 urn:D,1"),
        ("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?n ?p LIMIT 2",
         "p,n urn:q,1 http://www.w3.org/1999/02/22-rdf-syntax-ns#type,5"),
    ],
)  # fmt: skip
def test_what_only_counts_is_answered_from_numbers(store, query, rows):
    numbers = Numbers(store)
    given = with_numbers(numbers, query, PREFIXES)
    assert "COUNT" not in given.upper()
    if "ORDER BY ?n" not in query:
        assert csv(store, given) == rows.split()
    assert csv(store, query) == csv(store, query, numbers)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a <urn:C> }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?s }",
        "SELECT (COUNT(?x) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s a <urn:C> ; <urn:p> ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s a <urn:C> FILTER(?s != <urn:s1>) }",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        "SELECT (COUNT(*) AS ?n) FROM <urn:g> { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { <urn:s1> ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:p>+ ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:p>/<urn:p> ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s <p> ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:p> 1 }",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:p> '1'^^xsd:integer }",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o } VALUES ?s { <urn:s1> }",
        "SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o } HAVING(?n > 1)",
        "SELECT (COUNT(*) AS ?n) (1 AS ?m) { ?s ?p ?o }",
        "SELECT (COUNT(*) + 1 AS ?n) { ?s ?p ?o }",
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p <urn:C> } GROUP BY ?p",
        "SELECT ?o (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?o",
        "SELECT ?s (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?s",
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ?o",
        "BASE <urn:x> SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "ASK { ?s ?p 'COUNT' }",
    ],
)
def test_all_else_is_left_to_the_engine(query):
    assert with_numbers(Numbers(ox.Store()), query, PREFIXES) == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } LIMIT",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } ORDER BY (",
        "SELECT (COUNT(*) AS ?n) { ?s ex:p ?o }",
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o }",
        "PREFIX SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    ],
)
def test_an_error_stays_one(store, query):
    with pytest.raises(QueryError) as wrong:
        csv(store, query)
    with pytest.raises(QueryError, match=re.escape(str(wrong.value))) as found:
        csv(store, query, Numbers(store))
    assert (found.value.line, found.value.column) == (wrong.value.line, wrong.value.column)


def test_no_class_that_has_no_name_is_left_out():
    store = ox.Store()
    store.update("INSERT DATA { <urn:s> a [] , <urn:C> }")
    query = "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c"
    assert len(csv(store, query, Numbers(store))) == 3


ASKED = {
    "all": ("(COUNT(*) AS ?n)", "?s ?p ?o"),
    "class": ("(COUNT(*) AS ?n)", "?s a <urn:C1>"),
    "predicate": ("(COUNT(?o) AS ?n)", "?s <urn:p2> ?o"),
    "both": ("(COUNT(*) AS ?n)", "?s <urn:p1> <urn:o3>"),
    "object": ("(COUNT(*) AS ?n)", "?s ?p <urn:o3>"),
    "each predicate": ("?p (COUNT(*) AS ?n)", "?s ?p ?o", "GROUP BY ?p"),
    "each class": ("?c (COUNT(?s) AS ?n)", "?s a ?c", "GROUP BY ?c"),
}


def both_ways(pool, form, pattern, end=""):
    """Return the answer of the numbers, and that of the engine, which must look at each triple."""
    accept = dict.fromkeys(("solutions", "boolean", "graph"), "application/sparql-results+json")
    for group in (f"{{ {pattern} }}", f"{{ {pattern} FILTER(true) }}"):
        found = json.loads(pool.query(f"SELECT {form} {group} {end}", accept).read())
        yield sorted(json.dumps(row, sort_keys=True) for row in found["results"]["bindings"])


def triples(chance):
    return "".join(
        f"<urn:s{chance.randrange(9)}> "
        + chance.choice(
            [f"a <urn:C{chance.randrange(3)}>", f"<urn:p{chance.randrange(3)}> <urn:o3>"]
        )
        + " .\n"
        for _ in range(chance.randrange(12))
    )


def test_the_numbers_are_true_after_every_write(tmp_path):
    folder, chance = tmp_path / "s", random.Random(8)
    open_store(str(folder), create=True).close()
    pool = QueryPool(folder, workers=2)
    try:
        for step in range(12):
            data, graph = triples(chance), chance.choice(["", "urn:g1", "urn:g2"])
            document = [("text/turtle", data.encode())]
            how = step % 6
            if how < 3:
                pool.graph_store(("put", "post", "put")[how], graph, document)
            elif how == 3:
                graphs = {"urn:a": b"<urn:s> <urn:p1> <urn:o3> .\n"} if step % 4 else {}
                pool.article("urn:a", graphs)
            elif how == 4:
                new = f"INSERT DATA {{ GRAPH <urn:g1> {{ <urn:s{step}> <urn:p2> {step} }} }}"
                pool.update(new, touches={"urn:g1": [f"urn:s{step}"]})
            else:
                pool.update(
                    "DELETE { GRAPH ?g { ?s a <urn:C1> } } WHERE { GRAPH ?g { ?s a <urn:C1> } }"
                )
            for name, asked in ASKED.items():
                quick, whole = both_ways(pool, *asked)
                assert quick == whole, (step, name)
    finally:
        pool.close()


def test_after_a_write_only_what_it_touched_is_read():
    before, after = ox.Store(), ox.Store()
    before.update("INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 , 2 } }")
    after.update(
        "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 3 } GRAPH <urn:h> { <urn:s> <urn:p> 3 } }"
    )
    numbers = Numbers(before)
    assert numbers.matches(None, None) == 2
    carried = numbers.carried_to(after, {"urn:g": None})
    assert carried.matches(None, None) == 1  # not what a look at all of it would find
    assert numbers.carried_to(after, None).matches(None, None) == 2


def test_what_would_take_long_is_counted_anew_when_it_is_asked():
    before, after = ox.Store(), ox.Store()
    after.extend(
        ox.Quad(
            ox.NamedNode(f"urn:{i}"),
            ox.NamedNode("urn:p"),
            ox.NamedNode("urn:o"),
            ox.NamedNode("urn:g"),
        )
        for i in range(MOST_READ + 1)
    )
    numbers = Numbers(before)
    assert numbers.matches(None, None) == 0
    after.update("INSERT DATA { GRAPH <urn:h> { <urn:s> <urn:p> 3 } }")
    assert numbers.carried_to(after, {"urn:g": None}).matches(None, None) == MOST_READ + 2
