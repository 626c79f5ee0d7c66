"""The most selective pattern is put first, and no answer is another for it."""

import re

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.iris import PREFIXES
from kg.stores.messages import Dataset
from kg.stores.ordering import with_shortest_first
from kg.stores.patterns import Counts
from kg.stores.sparql import ask

EX = "urn:x:"
PROLOGUE = f"PREFIX : <{EX}> "
MANY = "\n".join(
    f"<{EX}s{i}> <{EX}act> <{EX}Warn> ; a <{EX}Said> ; <{EX}to> <{EX}{'c' if i % 50 else 'b'}> ;"
    f" <{EX}says> '{'often' if i % 99 else 'rare'}'@en ."
    for i in range(1, 300)
)


@pytest.fixture(scope="module")
def store():
    made = ox.Store()
    made.load(MANY.encode(), ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:g"))
    return made


@pytest.mark.parametrize(
    ("group", "first"),
    [
        ("?s :act :Warn ; :to :b", ":to :b . :act :Warn"),
        ("?s :act :Warn ; :to ?t, :b.", ":to :b . :act :Warn . :to ?t"),
        ("?s a :Said . ?s :act/:x* ?p ; :to :b", ":to :b . a :Said . :act/:x* ?p"),
        ("?s a :Said ; ^:act ?p ; ?p ?o ; :to :b", ":to :b . a :Said . ^:act ?p . ?p ?o"),
        ("?s a :Said ; :to :b FILTER(?t != :x)", ":to :b . a :Said . FILTER(?t != :x)"),
        ("?s a :Said ; :says 'rare'@en", ':says "rare"@en . a :Said'),
        (
            '?s a :Said ; :says "rare"@en , ?x ; :to :b',
            ':says "rare"@en . a :Said . :says ?x . :to :b',
        ),
        ("?s a :Said ; :says 'rare'", ':says "rare" . a :Said'),
        ("?s a :Said ; :to :nobody ; :act :Warn", ":to :nobody . a :Said . :act :Warn"),
        ("?s a :Said ; :to :b . ?s (:x|:y) ?z", ":to :b . a :Said . (:x|:y) ?z"),
        ("?s a :Said ; :act :Warn", None),
        ("?s a :Said", None),
        ("?s :to :b", None),
        ("?s a :Said OPTIONAL { ?s :to :b }", None),
        ("?s a :Said FILTER(true) ?s :to :b", None),
        ("?s a :Said ; :says 'rare'^^:t", None),
        ("?s a :Said ; :to undeclared:b", None),
        ("?s a :Said ; :to <b>", None),
        ("_:s a :Said ; :to :b", None),
        (":s a :Said ; :to :b", None),
        ("?s a :Said ; (:to|:x) :b ; :to :b", None),
        (r"?s a :Said ; :to :\u0062 ; :to :b", None),
    ],
)
def test_what_is_put_first(store, group, first):
    text = f"{PROLOGUE}SELECT * {{ {group} }}"
    found = with_shortest_first(Counts(store), text, PREFIXES)
    short = re.sub(rf"<{EX}(\w+)>", r":\1", found).replace(f"<{PREFIXES['rdf']}type>", "a")
    group = short[short.index("{") + 1 : -1].replace("?s ", "").strip().removesuffix(" .")
    assert (found if first is None else group) == (first or text)


def test_what_two_graphs_say_is_found_as_often_as_before():
    store = ox.Store()
    for graph in ("urn:g", "urn:h"):
        store.load(
            b"<urn:s> a <urn:T>, <urn:U> .", ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph)
        )
    text = "SELECT * { ?s a <urn:T> . ?s a <urn:U> }"
    counts = [
        len(list(store.query(query, use_default_graph_as_union=True)))
        for query in (text, with_shortest_first(Counts(store), text, PREFIXES))
    ]
    assert counts == [4, 4]


def test_a_template_is_no_pattern(store):
    text = PROLOGUE + "CONSTRUCT { ?s a :Said ; :to :b } WHERE { ?s a :Said ; :to :b }"
    assert with_shortest_first(Counts(store), text, PREFIXES) == text


def test_an_error_is_found_at_its_place(store):
    text = PROLOGUE + "SELECT * { ?s a :Said ; :to :b . ?s ?p }"
    with pytest.raises(QueryError, match="lacks its object") as caught:
        ask(store, text, Dataset(union=True))
    assert (caught.value.line, caught.value.column) == (1, text.index(" }") + 2)


TERMS = st.sampled_from(["?s", "?t", ":a", ":b", '"x"', "'x'@en"])
VERBS = st.sampled_from(["a", ":p", ":q", "?p", ":p/:q", ":p*", "^:q"])
LISTS = st.lists(st.tuples(VERBS, st.lists(TERMS, min_size=1, max_size=2)), min_size=1, max_size=3)
GROUPS = st.lists(st.tuples(st.sampled_from(["?s", "?t", ":a"]), LISTS), min_size=1, max_size=2)
TRIPLES = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("pq"), st.sampled_from([":a", ":b", '"x"'])),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(GROUPS, TRIPLES)
def test_the_answer_is_the_same(groups, triples):
    store = ox.Store()
    for number, (subject, predicate, value) in enumerate(triples):
        object_ = ox.Literal("x") if value == '"x"' else ox.NamedNode(EX + value[1:])
        graph = ox.NamedNode(f"urn:g{number % 2}")
        store.add(ox.Quad(ox.NamedNode(EX + subject), ox.NamedNode(EX + predicate), object_, graph))
    body = " . ".join(
        subject + " " + " ; ".join(f"{verb} {', '.join(values)}" for verb, values in properties)
        for subject, properties in groups
    )
    for form in ("{ %s }", "{ GRAPH ?g { %s } }", "{ ?s ?any ?thing OPTIONAL { %s } }"):
        text = PROLOGUE + "SELECT * " + form % body
        options = {"prefixes": PREFIXES, "use_default_graph_as_union": True}
        plain = sorted(map(str, store.query(text, **options)))
        quick = store.query(with_shortest_first(Counts(store), text, PREFIXES), **options)
        assert sorted(map(str, quick)) == plain
