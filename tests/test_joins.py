"""What counts or sorts all there is joins by hashing, and no answer is another for it."""

import re

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.iris import PREFIXES
from kg.stores import joins
from kg.stores.joins import with_hashing
from kg.stores.patterns import Counts
from tests.test_ordering import EX, GROUPS, PROLOGUE, TRIPLES

NUMBER = joins.FEWEST + 10
BIG = "\n".join(
    f"<{EX}s{i}> a <{EX}Said> ; <{EX}by> <{EX}{i % 7}> ; <{EX}in> <{EX}a{i}> ."
    + (f" <{EX}s{i}> <{EX}to> <{EX}b> ." if i % 100 == 0 else "")
    + "".join(f" <{EX}s{i}> <{EX}word> {i * 20 + k} ." for k in range(11))
    for i in range(NUMBER)
)


@pytest.fixture(scope="module")
def store():
    made = ox.Store()
    made.load(BIG.encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:g"))
    return made


@pytest.mark.parametrize(
    ("query", "hashed"),
    [
        ("SELECT ?who (COUNT(?s) AS ?n) { ?s a :Said ; :by ?who } GROUP BY ?who", "type by"),
        ("SELECT (count(?who) AS ?n) WHERE { ?s a :Said . ?s :by ?who . }", "type by"),
        ("SELECT * { ?s a :Said ; :by ?who } ORDER BY ?who LIMIT 3", "type by"),
        ("SELECT (MAX(?a) AS ?n) { ?s a :Said ; :by ?b ; :in ?a FILTER(?b != :x) }", "type by in"),
        ("SELECT * { ?s a :Said ; :in ?a OPTIONAL { ?s :to ?t } } ORDER BY ?a", "type in"),
        ("SELECT (COUNT(*) AS ?n) { ?s :by ?who ; a :Said ; :word ?w }", "by type"),
        ("SELECT * { ?s a :Said ; :by ?who }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s a :Said ; :by ?who ; :to :b }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s a :Said ; :to ?t }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s a :Said }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s a :Said ; ?p ?o }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s a :Said ; :by/:x ?o }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s a :Said ; :by [] }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s a :Said ; :by ?who VALUES ?who { :1 } }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s a :Said ; :by ?who } VALUES ?who { :1 }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s a :Said ; :by ?who { ?s :to :b } }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s a :Said ; :by ?who FILTER EXISTS { ?s :to :b } }", ""),
        ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a :Said ; :by ?who } }", "type by"),
        ("SELECT (COUNT(*) AS ?n) { GRAPH $g{?s a :Said;:by ?who .} FILTER(?g != :x) }", "type by"),
        ("SELECT (COUNT(*) AS ?n) { GRAPH :g { ?s a :Said ; :by ?who } }", ""),
        ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a :Said ; :by ?who FILTER(?s != :x) } }", ""),
        ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a :Said ; :by ?b } GRAPH ?g { ?s ?p ?o } }", ""),
        ("SELECT (COUNT(*) AS ?n) { OPTIONAL { ?s a :Said ; :by ?who } }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?g :x :y . GRAPH ?g { ?s a :Said ; :by ?who } }", ""),
        ("SELECT (COUNT(*) AS ?n) { { SELECT ?s { ?s a :Said ; :by ?who } LIMIT 3 } }", ""),
        ("SELECT (COUNT(*) AS ?n) { :s0 :by ?x . { ?s a :Said ; :by ?x } }", ""),
        ("CONSTRUCT { ?s a :Said ; :by ?who } { ?s a :Said ; :by ?who } ORDER BY ?s", ""),
        (r"SELECT (COUNT(*) AS ?n) { ?s a :Said ; :by ?who \u0056ALUES ?who { :1 } }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s a :Said ; :by ?who", ""),
    ],
)  # fmt: skip
def test_what_is_hashed(store, query, hashed):
    text = with_hashing(Counts(store), PROLOGUE + query, PREFIXES)
    inside = re.sub(r"GRAPH .g ?\{ ?(.*?) \}", r"\1", text)
    found = [part.split("> ")[0] for part in inside.split("{ SELECT * { ?s <")[1:]]
    assert [name.rpartition("#")[2].removeprefix(EX) for name in found] == hashed.split()
    assert hashed or text == PROLOGUE + query


def test_rows_with_many_matches_are_looked_up(store):
    query = PROLOGUE + "SELECT (COUNT(*) AS ?n) { ?s :by ?who ; a :Said ; :word ?w }"
    assert " . ?s <urn:x:word> ?w }" in with_hashing(Counts(store), query, PREFIXES)


HEADS = st.sampled_from(
    [
        "SELECT (COUNT(*) AS ?n) %s",
        "SELECT * %s ORDER BY ?s ?t",
        "SELECT ?s (MIN(?t) AS ?m) %s GROUP BY ?s",
    ]
)
OBJECTS = st.lists(st.sampled_from(["?s", "?t", "?u", "?g", ":a"]), min_size=1, max_size=2)
PLAIN = st.lists(st.tuples(st.sampled_from([":p", ":q"]), OBJECTS), min_size=1, max_size=3)
PLAIN_GROUPS = st.lists(st.tuples(st.sampled_from(["?s", "?t"]), PLAIN), min_size=1, max_size=2)
PLACES = st.sampled_from(["%s", "GRAPH ?g { %s }", "GRAPH ?s { %s }"])
ENDS = st.sampled_from(["", "FILTER(?s != :a)", "OPTIONAL { ?t :p ?u }", "BIND(STR(?s) AS ?v)"])


@settings(max_examples=150, deadline=None)
@given(GROUPS | PLAIN_GROUPS, TRIPLES, HEADS, ENDS, PLACES)
def test_the_answer_is_the_same(groups, triples, head, end, graph):
    store = ox.Store()
    for number, (subject, predicate, value) in enumerate(triples):
        object_ = ox.Literal("x") if value == '"x"' else ox.NamedNode(EX + value[1:])
        name = ox.NamedNode(EX + "ab"[number % 2])
        store.add(ox.Quad(ox.NamedNode(EX + subject), ox.NamedNode(EX + predicate), object_, name))
    body = " . ".join(
        subject + " " + " ; ".join(f"{verb} {', '.join(values)}" for verb, values in properties)
        for subject, properties in groups
    )
    text = PROLOGUE + head % f"{{ {graph % body} {end} }}"
    options = {"prefixes": PREFIXES, "use_default_graph_as_union": True}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joins, "FEWEST", 1)
        hashed = with_hashing(Counts(store), text, PREFIXES)
    plain = sorted(map(str, store.query(text, **options)))
    assert sorted(map(str, store.query(hashed, **options))) == plain
