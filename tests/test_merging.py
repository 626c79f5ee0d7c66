"""Graphs that a query names are merged: what several of them say is found once."""

import pyoxigraph as ox
import pytest

from kg.iris import PREFIXES
from kg.stores import merging
from kg.stores.merging import Merges, graphs_of
from kg.stores.messages import Dataset
from kg.stores.sparql import ask

DATA = """PREFIX : <urn:>
:a { :s :p 1 , 2 . :s :q _:same }
:b { :s :p 2 , 3 . :s :q _:same }
:c { :s :p 4 }
:d { :s :p 1 , 5 }
"""
COUNT = "(COUNT(*) AS ?n)"


@pytest.fixture(scope="module")
def store():
    made = ox.Store()
    made.load(DATA.encode(), ox.RdfFormat.TRIG)
    return made


def rows(store, query, dataset, merges=None):
    answer = ask(store, query, dataset, "urn:base", merges=merges).answer
    return answer.serialize(format=ox.QueryResultsFormat.CSV).decode().split()[1:]


@pytest.mark.parametrize(
    ("froms", "where", "found"),
    [
        ("FROM <urn:a> FROM <urn:b>", "{ ?s :p ?o }", "3"),
        ("FROM <urn:a> FROM <urn:b>", "{ ?s ?p ?o }", "4"),
        ("FROM :a FROM :c FROM :b", "WHERE { ?s :p ?o }", "4"),
        ("FROM :a FROM :b FROM :a", "{ ?s :p ?o }", "3"),
        ("FROM :a FROM :c", "{ ?s :p ?o }", "3"),
        ("FROM :a", "{ ?s :p ?o }", "2"),
        ("FROM :a FROM :b FROM NAMED :d", "{ GRAPH ?g { ?s :p ?o } }", "2"),
        ("FROM :a FROM :b FROM NAMED :d", "{ ?s :p ?o . GRAPH :d { ?s :p ?o } }", "1"),
        ("FROM :a FROM :b", "{ GRAPH ?g { ?s :p ?o } }", "0"),
        ("FROM :a FROM :b", "{ GRAPH :a { ?s :p ?o } }", "0"),
        ("FROM :a FROM :none", "{ ?s :p ?o }", "2"),
        ("FROM NAMED :a FROM NAMED :b", "{ GRAPH ?g { ?s :p ?o } }", "4"),
        ("FROM :a FROM :b", "{ ?s :p ?o . ?t :p ?u }", "9"),
    ],
)
def test_what_several_graphs_say_is_found_once(store, froms, where, found):
    query = f"PREFIX : <urn:> SELECT {COUNT} {froms} {where}"
    assert rows(store, query, Dataset(union=True)) == [found]
    graphs = graphs_of(query, PREFIXES)
    named = Dataset(
        default=tuple(g.value for g in graphs.default), named=tuple(g.value for g in graphs.named)
    )
    plain = query.replace(froms, "")
    assert rows(store, plain, named) == [found]
    assert rows(store, query.replace(froms, "FROM :d"), named) == [found]  # the protocol's win


def test_what_is_shared_and_merged_is_known_for_a_state(store, monkeypatch):
    merges, both = Merges(store), graphs_of("SELECT * FROM <urn:a> FROM <urn:b> {}", {})
    assert merges.of(both) is merges.of(both) is not store
    assert merges.of(graphs_of("SELECT * FROM <urn:a> FROM <urn:c> {}", {})) is store
    monkeypatch.setattr(merging, "MOST", 5)
    assert Merges(store).of(both) is store  # of large graphs each is read as it is


@pytest.mark.parametrize("text", ["SELECT * FROM <a> { ?s ?p ?o }", "SELECT * FROM x:a {}", "FROM"])
def test_graphs_that_are_not_known_by_their_name_are_left_to_the_engine(text):
    assert graphs_of(text, {}) is None
