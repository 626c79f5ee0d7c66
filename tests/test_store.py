"""The embedded store: transactions, locking, errors, formats."""

import contextlib
import gc
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import ConfigError, QueryError, StoreError
from kg.protocols import Store
from kg.stores.articles import replace_article
from kg.stores.messages import RefusedError
from kg.stores.oxigraph import open_store
from kg.stores.sparql import change
from kg.stores.tokens import tokens, undeclared_prefix, with_using, without_load

A, B = "urn:graph:a", "urn:graph:b"
ONE = b'<urn:s> <urn:p> "one" .\n'
TWO = b'<urn:s> <urn:p> "two" .\n'


@pytest.fixture(params=["memory", "folder"])
def store(request, tmp_path):
    location = "memory" if request.param == "memory" else str(tmp_path / "store")
    opened = open_store(location, create=True)
    yield opened
    opened.close()


def answer(store, sparql, media_type="text/csv", **options):
    out = io.BytesIO()
    store.query(sparql, **options).write(out, media_type)
    return out.getvalue().decode()


def objects(store, graph):
    rows = answer(store, f"SELECT ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} ORDER BY ?o")
    return rows.split()[1:]


def test_it_is_a_store(store):
    assert isinstance(store, Store)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", 2),  # as docs/clients.md says
        ("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT * { ?s ?p ?o } }", 1),
        ("SELECT (COUNT(DISTINCT *) AS ?n) { ?s ?p ?o }", 1),
        ("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", 2),
    ],
)
def test_a_triple_of_two_graphs_is_found_in_both_and_once_where_it_is_distinct(store, query, count):
    store.replace({A: ONE, B: ONE})
    assert answer(store, query).split() == ["n", str(count)]


def test_graphs_are_replaced_together_and_the_others_stay(store):
    store.replace({A: ONE, B: ONE})
    store.replace({A: TWO})
    assert (objects(store, A), objects(store, B)) == (["two"], ["one"])


def test_a_closed_folder_keeps_no_log_of_what_it_holds(tmp_path):
    many = b"".join(b"<urn:s:%d> <urn:p> <urn:o:%d> .\n" % (n, n) for n in range(20_000))
    opened = open_store(str(tmp_path / "store"), create=True)
    opened.replace({A: many})
    opened.close()
    logs = [f.stat().st_size for f in (tmp_path / "store" / "oxigraph").glob("*.log")]
    assert sum(logs) < 100_000
    again = open_store(str(tmp_path / "store"))
    assert answer(again, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").split() == ["n", "20000"]
    again.close()


def test_what_is_written_does_not_pile_up_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.stores.oxigraph.MOST_UNFLUSHED", 1000)
    opened = open_store(str(tmp_path), create=True)
    opened.replace({A: ONE})
    new = len(list(tmp_path.rglob("*.sst")))
    opened.replace({B: b"".join(b"<urn:s%d> <urn:p> <urn:o> .\n" % n for n in range(40))})
    assert len(list(tmp_path.rglob("*.sst"))) > new
    opened.close()


def test_empty_bytes_drop_a_graph(store):
    store.replace({A: ONE, B: ONE})
    store.replace({A: b"\n"})
    assert list(store.graphs()) == [B]


def test_a_graph_that_is_not_n_triples_changes_nothing(store):
    store.replace({A: ONE})
    with pytest.raises(StoreError, match=r"urn:graph:b.*line 1.*nothing was changed"):
        store.replace({A: TWO, B: b"<urn:s> <urn:p> . } ; DROP ALL"})
    assert objects(store, A) == ["one"]


@pytest.mark.parametrize(
    "lines",
    [
        ONE,
        b'<urn:s> <urn:p> "one".\n',
        b'<urn:s>\t<urn:p> "one" .',
        b'<urn:s> <urn:p> "one" . # for now .\n',
        b'# all .\n<urn:s> <urn:p> "one" .\r\n\n',
        b"",
    ],
)
def test_many_graphs_are_added_as_each_alone_would_be(store, monkeypatch, lines):
    monkeypatch.setattr("kg.stores.oxigraph._MANY", 0)
    store.replace({A: lines, B: TWO})
    assert (objects(store, A), objects(store, B)) == (["one"] if lines else [], ["two"])
    assert answer(store, "SELECT ?s { ?s ?p ?o }", union=False).split() == ["s"]


@pytest.mark.parametrize(
    "lines",
    [
        b"no triples .\n",
        b'<urn:s> <urn:p> "a" <urn:g> .\n',
        b'<urn:s> <urn:p> "a" <urn:g> . # .\n',
        b'<urn:s> <urn:p> "a" <urn:g> .\r<urn:s> <urn:p> "b" .\n',
    ],
)
def test_of_many_graphs_none_is_added_if_one_is_wrong(store, monkeypatch, lines):
    monkeypatch.setattr("kg.stores.oxigraph._MANY", 0)
    with pytest.raises(StoreError, match=f"the graph {B} is"):
        store.replace({A: ONE, B: lines})
    assert list(store.graphs()) == []


def test_a_graph_with_blank_nodes_is_replaced_by_as_many(store):
    data = b'_:x <urn:p> "one" .\n_:x <urn:q> _:y .\n'
    for _ in range(2):
        store.replace({A: data, B: data})
    assert answer(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").split()[1] == "4"


def test_literals_keep_quotes_newlines_and_language(store):
    text = rb'"a \"quote\"\nand } ; DROP ALL \\ \u00e9"@en'
    store.replace({A: b"<urn:s> <urn:p> " + text + b" .\n"})
    store.replace({B: ONE})
    found = json.loads(
        answer(
            store,
            "SELECT ?o { ?s ?p ?o FILTER(LANG(?o) = 'en') }",
            "application/sparql-results+json",
        )
    )
    assert found["results"]["bindings"][0]["o"]["value"] == 'a "quote"\nand } ; DROP ALL \\ é'


def test_the_default_graph_is_the_union_unless_switched_off(store):
    store.replace({A: ONE, B: TWO})
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert answer(store, count).split()[1] == "2"
    assert answer(store, count, union=False).split()[1] == "0"


@pytest.mark.parametrize(
    ("sparql", "form", "media_type", "expected"),
    [
        ("ASK {}", "boolean", "application/sparql-results+json", '"boolean":true'),
        ("SELECT (1 AS ?n) {}", "solutions", "text/csv", "n\r\n1\r\n"),
        ("CONSTRUCT { <urn:a> <urn:b> 1 } {}", "graph", "application/n-triples", "<urn:a> <urn:b>"),
        ("SELECT (<urn:unknown>(1) AS ?n) {}", "solutions", "text/csv", "n\r\n\r\n"),
    ],
)
def test_answers_have_a_form_and_formats(store, sparql, form, media_type, expected):
    assert store.query(sparql).form == form
    assert expected in answer(store, sparql, media_type)


@pytest.mark.parametrize(
    ("sparql", "media_type"),
    [
        ("ASK {}", "text/turtle"),
        ("SELECT * {}", "image/png"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv"),
    ],
)
def test_a_format_an_answer_does_not_have_is_named(store, sparql, media_type):
    with pytest.raises(ConfigError, match=media_type):
        answer(store, sparql, media_type)


@pytest.mark.parametrize(
    ("sparql", "line", "column", "message"),
    [
        ("SELECT * WHERE { ?s ?p }", 1, 24, "A triple lacks its object"),
        ("SELECT *\nWHERE { ?s foaf:name ?o }", 2, 12, "The prefix foaf: is used but not declared"),
        ("SELECT", 1, 7, "Syntax error"),
    ],
)
def test_a_wrong_query_is_refused_with_line_and_column(store, sparql, line, column, message):
    with pytest.raises(QueryError, match=message) as caught:
        store.query(sparql)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        r"SELECT * { \u0053ervice <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_no_other_server_is_ever_asked(store, sparql):
    with pytest.raises(RefusedError, match="never asks another server"):
        store.query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { <urn:service> ?service 'SERVICE' } # SERVICE",
        "PREFIX service: <urn:> ASK { ?s service:SERVICE ?o }",
    ],
)
def test_the_word_service_elsewhere_does_no_harm(store, sparql):
    assert store.query(sparql).form == "boolean"


def test_load_counts_and_adds(store):
    assert store.load(io.BytesIO(ONE + TWO), "application/n-triples", A) == 2
    quad = b'<urn:s> <urn:p> "three" <urn:graph:b> .'
    assert store.load(io.BytesIO(quad), "application/n-quads") == 1
    assert (objects(store, A), objects(store, B)) == (["one", "two"], ["three"])


def test_a_document_that_breaks_off_loads_nothing(store):
    with pytest.raises(StoreError, match="line 3"):
        store.load(io.BytesIO(ONE + TWO + b"<urn:s> <urn:"), "application/n-triples", A)
    assert list(store.graphs()) == []


@pytest.mark.parametrize(
    "media_type",
    [
        "application/n-quads",
        "application/trig",
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
        "application/ld+json",
    ],
)
def test_what_is_dumped_can_be_loaded(store, media_type):
    store.replace({A: ONE, B: TWO})
    out = io.BytesIO()
    store.dump(out, media_type)
    other = open_store("memory")
    assert other.load(io.BytesIO(out.getvalue()), media_type) == 2
    assert len(answer(other, "SELECT * { ?s ?p ?o }").split()) == 3


def test_one_graph_is_dumped_with_the_usual_prefixes(store):
    store.replace({A: b'<urn:s> <http://www.w3.org/2000/01/rdf-schema#label> "x" .'})
    out = io.BytesIO()
    store.dump(out, "text/turtle", A)
    assert b'rdfs:label "x"' in out.getvalue()


def test_what_is_stored_is_there_when_opened_again(tmp_path):
    first = open_store(str(tmp_path / "store"), create=True)
    first.replace({A: ONE})
    first.close()
    with pytest.raises(StoreError, match="closed"):
        first.replace({A: TWO})
    again = open_store(str(tmp_path / "store"))
    assert objects(again, A) == ["one"]
    again.close()


def test_a_second_writer_is_told_who_is_in_the_way(tmp_path):
    first = open_store(str(tmp_path), create=True)
    with pytest.raises(StoreError, match="in use by another kg process"):
        open_store(str(tmp_path))
    first.close()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "there is no store at"),
        ({"letter.txt": "hello"}, "is not a store"),
        ({"communique.json": "{}"}, "damaged"),
        ({"communique.json": '{"format": 99, "software": "communique-kg 9"}'}, "install a newer"),
    ],
)
def test_a_folder_that_is_no_store_is_refused_with_a_next_step(tmp_path, files, message):
    folder = tmp_path / "folder"
    for name, text in files.items():
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    with pytest.raises(StoreError, match=message):
        open_store(str(folder))


def test_an_empty_folder_is_no_store_yet(tmp_path):
    with pytest.raises(StoreError, match=r"there is no store at .*; make one"):
        open_store(str(tmp_path))


def test_creating_leaves_a_strangers_folder_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("hello")
    with pytest.raises(StoreError, match="is not a store"):
        open_store(str(tmp_path), create=True)
    assert [f.name for f in tmp_path.iterdir()] == ["letter.txt"]


_WRITER = """
import sys
from kg.stores.oxigraph import open_store
store = open_store(sys.argv[1], create=True)
for n in range(100_000):
    lines = "".join(f'<urn:s{i}> <urn:p> "{n}" .\\n'
                    for i in range(50)).encode()
    store.replace({"urn:graph:a": lines, "urn:graph:b": lines})
    print(n, flush=True)
"""


@pytest.mark.parametrize("delay", [0.05, 0.2, 0.35])
def test_kill_9_loses_no_acknowledged_write_and_leaves_no_half(tmp_path, delay):
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(tmp_path / "store")],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    writer.stdout.readline()
    time.sleep(delay)
    writer.send_signal(signal.SIGKILL)
    acknowledged = int((writer.stdout.read().split() or ["0"])[-1])
    writer.wait()
    writer.stdout.close()
    store = open_store(str(tmp_path / "store"))
    a, b = objects(store, A), objects(store, B)
    store.close()
    assert a == b
    assert len(a) == 50
    assert len(set(a)) == 1
    assert int(a[0]) >= acknowledged


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s <urn:p> \'it\'\'s\' , """a "quote" """ . FILTER(?a<?b && ?c>3) } # end',
        "INSERT DATA { _:b ex:p\\,q 'x'@en-GB , 1.5e3 }",
        "broken \" string ' and < iri",
    ],
)
def test_the_tokens_are_the_text(text):
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        (
            "INSERT { ?s a ?t } WHERE { ?s ?p ?o }",
            "INSERT { ?s a ?t }  USING <urn:g> WHERE { ?s ?p ?o }",
        ),
        ("DELETE WHERE { ?s ?p { } }", "DELETE  { ?s ?p { } } USING <urn:g> WHERE { ?s ?p { } }"),
        (
            "INSERT DATA { <urn:where> <urn:p> 'WHERE' }; DROP ALL",
            "INSERT DATA { <urn:where> <urn:p> 'WHERE' }; DROP ALL",
        ),
    ],
)
def test_the_protocols_dataset_is_written_into_an_update(update, expected):
    assert " ".join(with_using(update, ["urn:g"], []).split()) == " ".join(expected.split())


def test_an_update_that_names_its_dataset_takes_no_other():
    with pytest.raises(QueryError, match="USING or WITH"):
        with_using("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ["urn:h"], [])


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("LOAD SILENT <http://e.org/>", "INSERT DATA {}"),
        (
            "load silent <http://e.org/> into graph <urn:g> ; CLEAR ALL",
            "INSERT DATA {} ; CLEAR ALL",
        ),
        ("LOAD SILENT <e:a> # x\n;\nLOAD SILENT a:b#c", "INSERT DATA {} # x\n;\nINSERT DATA {}#c"),
        ("INSERT DATA { <urn:load> <urn:p> 'LOAD' }", "INSERT DATA { <urn:load> <urn:p> 'LOAD' }"),
    ],
)
def test_a_silent_load_does_nothing(update, expected):
    assert without_load(update) == (expected, True)


@pytest.mark.parametrize(
    ("update", "error", "message"),
    [
        ("LOAD SILENT <urn:a>; LOAD <http://127.0.0.1:9/>", RefusedError, "LOAD is switched off"),
        ("CREATE GRAPH <urn:g> LOAD <urn:a>", QueryError, "Syntax error"),
        ("LOAD ;", QueryError, "write LOAD <IRI"),
    ],
)
def test_a_load_that_is_not_silent_is_refused_and_nothing_done(store, update, error, message):
    with pytest.raises(error, match=message):
        change(store.engine, "INSERT DATA { <urn:s> <urn:p> <urn:o> }; " + update)
    assert answer(store, "ASK { ?s ?p ?o }") == "false"


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("PREFIX a: <urn:a> ASK { _:x a a:b ; foaf:c 'd:e' }", ("foaf", 1, 37)),
        ("PREFIX : <urn:a> ASK { ?s :p <urn:b:c> } # ex:not", None),
        ("ASK {\n?s :p ?o }", ("", 2, 4)),
    ],
)
def test_an_undeclared_prefix_is_found(text, prefix):
    assert undeclared_prefix(text) == prefix


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("GROUP_CONCAT(?x)", '"1 2"'),
        ("GROUP_CONCAT(?y)", '"a b a"'),
        ("group_concat ( ?y # why\n ; separator = ';' )", '"a;b;a"'),
        ("GROUP_CONCAT(DISTINCT ?y; SEPARATOR=',')", '"a,b"'),
        ("GROUP_CONCAT(DISTINCT ?z)", '"c c"'),
        ("GROUP_CONCAT(DISTINCT ?i)", '"urn:i urn:j"'),
        ("GROUP_CONCAT(IF(EXISTS { ?s ?p ?o ; ?q ?r }, 'yes', CONCAT(?y, ';')))", '"a; b; a;"'),
        ("STRLEN(GROUP_CONCAT(?u))", ""),
    ],
)
def test_group_concat_gives_a_plain_string(expression, expected):
    values = (
        "(1 'a'@en 'c'@en <urn:i> 'u') (2 'b'@en 'c'@fr <urn:j> UNDEF) "
        "(UNDEF 'a'@en 'c'@en <urn:j> UNDEF)"
    )
    if expression == "GROUP_CONCAT(?x)":
        values = "(1 'a' 'c' <urn:i> 'u') (2 'b' 'c' <urn:j> 'v')"
    query = f"SELECT ({expression} AS ?n) {{ VALUES (?x ?y ?z ?i ?u) {{ {values} }} }}"
    found = answer(open_store("memory"), query, "text/tab-separated-values")
    assert found == f"?n\n{expected}\n"


@pytest.mark.parametrize(
    ("select", "nodes"),
    [
        ("(BNODE(?x) AS ?a) (BNODE('u') AS ?b) { VALUES ?x { 'u' } }", 1),
        ("(BNODE(?x) AS ?a) { VALUES ?x { 'u' 'v' } }", 2),
        ("(BNODE('u') AS ?a) { VALUES ?x { 1 2 3 } }", 3),
        ("(BNODE('u') AS ?a) { { SELECT ?x { VALUES ?x { 1 2 3 } } } }", 3),
        ("(BNODE('u') AS ?a) { SELECT ?x { VALUES ?x { 1 2 3 } } }", 3),
        ("(BNODE() AS ?a) (BNODE() AS ?b) { VALUES ?x { 1 2 } }", 4),
        ("(IF(EXISTS { ?s ?p ?o }, 1, BNODE('u')) AS ?a) { VALUES ?solution { 1 2 } }", 2),
        ("(BNODE(?x) AS ?a) { VALUES ?x { 'u'@en 1 <urn:i> } }", 0),
        (f"({'BNODE(' * 40}'u'{')' * 40} AS ?a) {{}}", 0),  # taken apart once, not 3^40 times
        ("(SAMPLE(BNODE('u')) AS ?a) { VALUES ?x { 1 2 3 } }", 1),
    ],
)
def test_a_string_gives_one_blank_node_in_a_solution_and_another_in_the_next(select, nodes):
    found = answer(open_store("memory"), f"SELECT {select}", "text/tab-separated-values")
    assert len(set(re.findall(r"_:\w+", found))) == nodes


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("SELECT (BNODE(?x AS ?a) {}", 1, 8), ("SELECT (BNODE('u') AS ?a) {\n ?s ?p }", 2, 8)],
)
def test_an_error_beside_it_has_its_own_place(query, line, column):
    with pytest.raises(QueryError) as raised:
        answer(open_store("memory"), query, "text/csv")
    assert (raised.value.line, raised.value.column) == (line, column)


@pytest.mark.parametrize(
    ("sparql", "place"),
    [
        ("ASK { FILTER(?x<?a&&?b>?y) }", (1, 16)),
        ("ASK {\n FILTER(COALESCE(?x<?a,?b>?y)) }", (2, 20)),
    ],
)
def test_the_longest_token_wins(store, sparql, place):
    with pytest.raises(QueryError, match="a space after its < sign") as caught:
        store.query(sparql)
    assert (caught.value.line, caught.value.column) == place


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { FILTER(?x < ?a && ?b > ?y) }",
        "SELECT * { <urn:a(b),c&d> <urn:p,q;r> ?o . FILTER(1 <2) }",
        "ASK { FILTER(<urn:unknown(1)>(1) && 1<2) }",
    ],
)
def test_comparisons_and_iris_that_are_clear_stay(store, sparql):
    assert store.query(sparql).form


def test_an_error_after_what_is_rewritten_has_its_place_in_the_text(store):
    with pytest.raises(QueryError) as caught:
        store.query("SELECT (GROUP_CONCAT(?x) AS ?y) WHERE ?s ?p")
    assert (caught.value.line, caught.value.column) == (1, 39)


def test_the_word_from_in_a_string_does_not_narrow_what_is_read(store):
    store.replace({A: b'<urn:s> <urn:p> "far from home" .\n'})
    assert answer(store, "ASK { ?from ?p 'far from home' } # from") == "true"
    assert answer(store, "ASK FROM <urn:none> { ?from ?p 'far from home' }") == "false"


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("SELECT (rdfs:label AS ?x) {}", "http://www.w3.org/2000/01/rdf-schema#label"),
        ("PREFIX rdfs: <urn:x:> SELECT (rdfs:label AS ?x) {}", "urn:x:label"),
    ],
)
def test_the_usual_prefixes_need_not_be_declared(store, sparql, expected):
    assert answer(store, sparql).split()[1] == expected


def test_a_graph_is_amended_in_one_step_and_not_at_all_if_the_triples_are_wrong():
    with contextlib.closing(open_store("memory")) as store:
        one, two = (f'<urn:s> <urn:p> "{n}" .\n'.encode() for n in (1, 2))
        store.replace({"urn:g": one, "urn:other": one})
        store.amend("urn:g", one, two)
        for graph, expected in (("urn:g", two), ("urn:other", one)):
            out = io.BytesIO()
            store.dump(out, "application/n-triples", graph)
            assert out.getvalue() == expected
        with pytest.raises(StoreError, match="not application/n-triples"):
            store.amend("urn:g", two, b"not triples")
        assert list(store.graphs()) == ["urn:g", "urn:other"]


def test_a_store_that_was_asked_is_free_as_soon_as_it_is_closed(tmp_path):
    gc.disable()  # the folder must not depend on when garbage is collected
    try:
        for _ in range(2):
            store = open_store(str(tmp_path / "s"), create=True)
            store.query("SELECT * { ?s ?p ?o }").write(io.BytesIO(), "text/csv")
            store.close()
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("graphs", "left"),
    [
        ({}, ["urn:a1", "urn:a10", "urn:a10/inferred"]),
        (
            {"urn:a": b"<urn:x> <urn:y> <urn:z> ."},
            ["urn:a", "urn:a1", "urn:a10", "urn:a10/inferred"],
        ),
        (
            {"urn:a": b"", "urn:a/inferred": b"<urn:x> <urn:y> <urn:z> ."},
            ["urn:a/inferred", "urn:a1", "urn:a10", "urn:a10/inferred"],
        ),
    ],
)
def test_an_article_is_replaced_with_what_is_derived_from_it_and_nothing_else(store, graphs, left):
    before = ("urn:a", "urn:a/inferred", "urn:a1", "urn:a10", "urn:a10/inferred")
    store.replace(dict.fromkeys(before, b"<urn:s> <urn:p> <urn:o> ."))
    store.engine.update(replace_article(store.engine, "urn:a", graphs))
    assert [name for name in store.graphs() if name.startswith("urn:a")] == left
    assert replace_article(store.engine, "urn:a", graphs) == ""
