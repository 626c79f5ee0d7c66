"""The worker processes: hostile queries are stopped, and nobody else notices."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kg.errors import QueryError, StoreError
from kg.stores.messages import (
    CHUNK,
    BusyError,
    ClientGoneError,
    Dataset,
    DeadlineError,
    DocumentError,
    NotAcceptableError,
    RefusedError,
    TooMuchError,
    WorkerDiedError,
)
from kg.stores.oxigraph import open_store
from kg.stores.pool import QueryPool
from kg.stores.turns import Asker

JSON = "application/sparql-results+json"
ACCEPT = {"solutions": "text/csv", "boolean": JSON, "graph": "application/n-triples"}
CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 90000"  # longer than an answer that is kept
DEADLINE = 1.0  # of hostile queries; the others have time even where the machine is busy


def make(folder, **options):
    store = open_store(str(folder), create=True)
    triples = "".join(f'<urn:s{i}> <urn:p> "aaaaaaaaaaaaaaaaaaa{i}" .\n' for i in range(20000))
    store.replace({"urn:g": triples.encode()})
    store.close()
    return QueryPool(folder, **options)


@pytest.fixture(scope="module")
def pool(tmp_path_factory):
    made = make(tmp_path_factory.mktemp("store"), timeout=15)
    yield made
    made.close()


def ask(pool, sparql, **options):
    return pool.query(sparql, ACCEPT, **options).read().decode()


def count(pool, graph):
    found = ask(pool, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return int(found.split()[1])


@pytest.mark.parametrize(
    ("sparql", "form", "media_type", "start"),
    [
        ("SELECT (1 AS ?n) {}", "solutions", "text/csv", b"n\r\n1"),
        ("ASK {}", "boolean", JSON, b'{"head":{},"boolean":true}'),
        (
            "CONSTRUCT { <urn:a> <urn:b> 1 } {}",
            "graph",
            "application/n-triples",
            b"<urn:a> <urn:b>",
        ),
    ],
)
def test_the_form_of_an_answer_chooses_its_format(pool, sparql, form, media_type, start):
    answer = pool.query(sparql, ACCEPT)
    assert (answer.form, answer.media_type) == (form, media_type)
    assert answer.read().startswith(start)


def test_a_long_answer_comes_in_chunks_and_whole(pool):
    chunks = list(pool.query("SELECT * { ?s ?p ?o }", ACCEPT))
    assert len(chunks) > 1
    assert b"".join(chunks).count(b"\r\n") == 20001


@pytest.mark.parametrize("most", [None, 1_000_000])
def test_a_very_long_literal_comes_in_chunks_and_whole(pool, most):
    long = f"SELECT (REPLACE('{'a' * 2000}', 'a', '{'b' * 1000}') AS ?x) {{}}"
    chunks = [*pool.query(long, ACCEPT, most_bytes=most)]
    assert max(map(len, chunks)) <= 2 * CHUNK
    assert (
        len(b"".join(chunks)) == most or b"".join(chunks) == b"x\r\n" + b"b" * 2_000_000 + b"\r\n"
    )


def test_an_answer_can_be_cut_short_and_says_so(pool):
    rows = pool.query("SELECT * { ?s ?p ?o }", {**ACCEPT, "solutions": JSON}, rows=3)
    assert len(json.loads(rows.read())["results"]["bindings"]) == 3
    assert rows.more
    graph = pool.query("CONSTRUCT WHERE { ?s ?p ?o }", ACCEPT, most_bytes=1000)
    assert len(graph.read()) == 1000
    assert graph.more


def test_a_head_request_has_a_type_and_no_bytes(pool):
    answer = pool.query("SELECT * { ?s ?p ?o }", ACCEPT, head=True)
    assert (answer.media_type, answer.read()) == ("text/csv", b"")


@pytest.mark.parametrize(
    ("dataset", "expected"),
    [
        (Dataset(union=True), "20000"),
        (Dataset(), "0"),
        (Dataset(default=("urn:g",), named=()), "20000"),
        (Dataset(default=(), named=("urn:g",)), "0"),
    ],
)
def test_the_dataset_is_honoured(pool, dataset, expected):
    assert ask(pool, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", dataset=dataset).split()[1] == expected


@pytest.mark.parametrize(
    ("sparql", "error"),
    [
        ("SELECT * {", QueryError),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", RefusedError),
        ("SELECT * FROM <not an iri> {}", QueryError),
    ],
)
def test_what_is_wrong_is_said_and_kills_nobody(pool, sparql, error):
    killed = pool.killed.copy()
    with pytest.raises(error):
        ask(pool, sparql)
    assert pool.killed == killed


def test_no_format_will_do(pool):
    with pytest.raises(NotAcceptableError, match="Yes or no is written as"):
        pool.query("ASK {}", {**ACCEPT, "boolean": None})


@pytest.mark.parametrize(
    ("sparql", "errors"),
    [
        (f"SELECT (COUNT(*) AS ?n) {CROSS}", DeadlineError),
        (f"SELECT * {CROSS} ORDER BY ?i ?f ?c", (DeadlineError, WorkerDiedError)),
        (
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c. ?d ?e ?f FILTER(REGEX(?c, CONCAT('(a+)+', ?f))) }",
            DeadlineError,
        ),
        ("SELECT * { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }", WorkerDiedError),
        ("SELECT * " + "{" * 20000 + "}" * 20000, WorkerDiedError),
        (
            "SELECT (STRLEN(?z) AS ?n) { "
            + " ".join(
                f"BIND(CONCAT({v}, {v}, {v}, {v}, {v}, {v}, {v}, {v}) AS {w})"
                for v, w in zip(
                    ["'aaaaaaaaaaaaaaaa'", *(f"?x{i}" for i in range(10))],
                    [*(f"?x{i}" for i in range(10)), "?z"],
                    strict=True,
                )
            )
            + " }",
            (DeadlineError, WorkerDiedError),
        ),
        (f"SELECT * {CROSS}", DeadlineError),
        (f"ASK {CROSS[:-1]} FILTER(?a = ?d && ?d = ?g && ?c != ?f) }}", DeadlineError),
        (f"SELECT DISTINCT ?a ?d {CROSS} ORDER BY ?d LIMIT 10", (DeadlineError, WorkerDiedError)),
        (
            "SELECT (COUNT(*) AS ?n) { ?a (<urn:p>|^<urn:p>)* ?b . ?c (<urn:p>|^<urn:p>)* ?d }",
            (DeadlineError, WorkerDiedError),
        ),
        (f"SELECT (GROUP_CONCAT(?c) AS ?n) {CROSS}", (DeadlineError, WorkerDiedError)),
        (
            "SELECT (STRLEN(?z) AS ?n) { "
            f"BIND('{'x' * 1000}' AS ?l) BIND(REPLACE(?l, '.', ?l) AS ?w) "
            "BIND(REPLACE(?w, '.', ?l) AS ?y) BIND(REPLACE(?y, '.', ?l) AS ?z) }",
            (DeadlineError, WorkerDiedError),
        ),
        ("SELECT (STRLEN('" + "x" * (30 << 20) + "') AS ?n) " + CROSS, DeadlineError),
        (
            "CONSTRUCT { "
            + " . ".join(f"_:b{i} <urn:p> _:c{i}" for i in range(500))
            + f" }} WHERE {CROSS}",
            DeadlineError,
        ),
        (f"DESCRIBE * {CROSS}", DeadlineError),
        ("SELECT * { ?a ?b ?c MINUS { ?a ?e ?f . ?g ?h ?i } }", (DeadlineError, WorkerDiedError)),
        (
            "SELECT (COUNT(*) AS ?n) { "
            + "".join(f"OPTIONAL {{ ?a{i} ?b{i} ?c{i} " for i in range(30))
            + "}" * 31,
            (DeadlineError, WorkerDiedError),
        ),
        (f"SELECT * {CROSS} ORDER BY RAND() LIMIT 1", (DeadlineError, WorkerDiedError)),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c LATERAL { ?d ?e ?f . ?g ?h ?i } }", DeadlineError),
        (f"SELECT * {CROSS} OFFSET 9999999999", DeadlineError),
    ],
    ids=[
        "cross product",
        "big sort",
        "regex",
        "parentheses",
        "braces",
        "memory",
        "long stream",
        "never true",
        "distinct",
        "paths",
        "concatenation",
        "replacement",
        "long literal",
        "construct",
        "describe",
        "minus",
        "optional",
        "random order",
        "lateral",
        "offset",
    ],
)
def test_a_hostile_query_is_stopped_and_the_next_is_answered(pool, sparql, errors):
    started = time.monotonic()
    with pytest.raises(errors):
        for _ in pool.query(sparql, ACCEPT, timeout=DEADLINE):
            pass
    assert time.monotonic() - started < DEADLINE + 5
    assert count(pool, "urn:g") == 20000


def test_a_client_that_goes_ends_its_query(pool):
    killed, started = pool.killed["client gone"], time.monotonic()
    pool._asker = lambda: Asker("somebody", lambda: True)
    try:
        with pytest.raises(ClientGoneError):
            ask(pool, f"SELECT (COUNT(*) AS ?n) {CROSS}")
    finally:
        pool._asker = Asker
    assert time.monotonic() - started < 1
    assert pool.killed["client gone"] == killed + 1


def test_an_answer_given_up_frees_its_worker(pool):
    for _ in range(4):
        pool.query("SELECT * { ?s ?p ?o }", ACCEPT).close()
    assert "true" in ask(pool, "ASK {}")


def test_an_answer_nobody_reads_holds_no_worker_beyond_the_deadline(pool):
    unread = [pool.query(f"{MANY} # {n}", ACCEPT, timeout=DEADLINE) for n in range(2)]
    until = time.monotonic() + DEADLINE + 5
    while pool.running and time.monotonic() < until:
        time.sleep(0.05)
    assert pool.running == 0
    assert count(pool, "urn:g") == 20000
    with pytest.raises(DeadlineError):
        unread[0].read()


def test_an_answer_longer_than_allowed_breaks_off_and_never_ends_as_if_whole(tmp_path):
    pool = make(tmp_path, most_answer=100_000)
    received = []
    with pytest.raises(TooMuchError, match="100000 bytes"):
        received.extend(pool.query("SELECT * { ?s ?p ?o }", ACCEPT))
    assert 0 < sum(map(len, received)) <= 100_000
    assert len(pool.dump("application/n-quads").read()) > 100_000
    assert pool.killed == {"answer too long": 1}
    pool.close()


@pytest.mark.parametrize(
    ("sparql", "hits"),
    [
        ("SELECT (COUNT(*) AS ?kept) { ?s ?p ?o }", 1),
        ("SELECT * { ?s ?p ?o } LIMIT 5000", 1),
        (MANY, 0),
        ("SELECT (RAND() AS ?n) {}", 0),
        ("SELECT (nOw() AS ?n) {}", 0),
        ("SELECT ('\\u0052AND()' AS ?n) {}", 0),
    ],
)
def test_an_answer_that_cannot_change_is_kept_unless_it_is_very_long(pool, sparql, hits):
    before = pool.cache.hits
    first, second = ask(pool, sparql), ask(pool, sparql)
    assert pool.cache.hits - before == hits
    assert hits == 0 or first == second


def test_what_is_kept_is_forgotten_with_the_next_write(pool):
    question = "ASK { GRAPH <urn:kept> { ?s ?p ?o } }"
    assert ["false" in ask(pool, question) for _ in range(2)] == [True, True]
    pool.update("INSERT DATA { GRAPH <urn:kept> { <urn:s> <urn:p> 1 } }")
    assert "true" in ask(pool, question)
    assert "true" in ask(pool, question, dataset=Dataset())


def test_workers_are_told_no_secrets(pool, monkeypatch):
    monkeypatch.setenv("KG_TOKEN", "let-me-in")
    worker = pool._spawner.start()
    environment = Path(f"/proc/{worker._process.pid}/environ").read_bytes()
    worker.kill()
    assert b"let-me-in" not in environment


def test_a_worker_killed_from_outside_is_replaced(pool):
    for worker in list(pool._all):
        worker._process.kill()
        worker._process.wait()
    assert "true" in ask(pool, "ASK {}")


def test_who_waits_too_long_is_told_so(tmp_path):
    pool = make(tmp_path, workers=1, most_waiting=1, wait=0.2, timeout=1.5)
    outcomes = []

    def slow():
        try:
            ask(pool, f"SELECT (COUNT(*) AS ?n) {CROSS}")
        except QueryError as error:
            outcomes.append(type(error))

    thread = threading.Thread(target=slow)
    thread.start()
    time.sleep(0.3)
    with pytest.raises(BusyError, match="busy"):
        ask(pool, "ASK {}")
    thread.join()
    assert outcomes == [DeadlineError]
    time.sleep(1)
    assert "true" in ask(pool, "ASK {}")
    pool.close()


def test_the_next_query_sees_a_write(pool):
    for n in range(3):
        pool.update(f"INSERT DATA {{ GRAPH <urn:seen> {{ <urn:s> <urn:p> {n} }} }}")
        assert count(pool, "urn:seen") == n + 1


def test_writes_from_many_at_once_are_all_done(pool):
    def write(n):
        pool.update(f"INSERT DATA {{ GRAPH <urn:crowd> {{ <urn:s> <urn:p> {n} }} }}")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(pool, "urn:crowd") == 12


@pytest.mark.parametrize(
    ("update", "error"),
    [
        ("INSERT DATA { <urn:s> <urn:p> ", QueryError),
        ("LOAD <http://127.0.0.1:9/>", RefusedError),
        (
            f"INSERT {{ ?a <urn:made> ?i }} WHERE {{ GRAPH <urn:g> {CROSS} }}",
            (DeadlineError, WorkerDiedError),
        ),
        ("INSERT {} WHERE { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }", WorkerDiedError),
    ],
)
def test_a_hostile_update_leaves_nothing_and_the_next_is_done(pool, monkeypatch, update, error):
    monkeypatch.setattr(pool, "timeout", DEADLINE)
    with pytest.raises(error):
        pool.update(f"INSERT DATA {{ GRAPH <urn:half> {{ <urn:a> <urn:b> 1 }} }} ; {update}")
    monkeypatch.undo()
    assert count(pool, "urn:half") == 0
    pool.update("INSERT DATA { GRAPH <urn:whole> { <urn:a> <urn:b> 1 } }")
    assert count(pool, "urn:whole") == 1


@pytest.mark.parametrize(
    ("media_type", "data"),
    [
        ("text/turtle", b"<urn:a> <urn:b>"),
        (
            "application/rdf+xml",
            b"<!DOCTYPE r ["
            + b"".join(
                b'<!ENTITY e%d "%s">' % (i, b"&e%d;" % (i - 1) * 10 if i else b"x" * 100)
                for i in range(9)
            )
            + b"]><r>&e8;</r>",
        ),
        ("application/ld+json", b'{"@context": "http://127.0.0.1:9/c", "a": 1}'),
        ("application/ld+json", b'{"a":' * 50000 + b"1" + b"}" * 50000),
    ],
    ids=["broken", "entity bomb", "remote context", "nested"],
)
def test_a_hostile_document_is_refused_and_the_next_is_read(pool, monkeypatch, media_type, data):
    errors = DocumentError, WorkerDiedError, DeadlineError
    monkeypatch.setattr(pool, "timeout", DEADLINE)
    with pytest.raises(errors):
        pool.graph_store("put", "urn:doc", [(media_type, data)], base="urn:doc")
    monkeypatch.undo()
    done = pool.graph_store("put", "urn:doc2", [("text/turtle", b"<urn:a> <urn:b> 1 .")])
    assert set(done) == {"created"}
    assert (count(pool, "urn:doc"), count(pool, "urn:doc2")) == (0, 1)


def test_a_long_answer_keeps_its_own_state_while_others_write(pool):
    chunks = iter(pool.query("SELECT * { GRAPH <urn:g> { ?s ?p ?o } }", ACCEPT))
    first = next(chunks)
    for n in range(3):
        pool.update(f"DELETE WHERE {{ GRAPH <urn:g> {{ <urn:s{n}> ?p ?o }} }}")
    assert (first + b"".join(chunks)).count(b"\r\n") == 20001


def test_who_was_busy_during_a_write_has_it_open_before_the_next_query(tmp_path):
    pool = make(tmp_path, timeout=60)
    rows = iter(pool.query("SELECT * { ?s ?p ?o }", ACCEPT))
    next(rows)
    pool.update("INSERT DATA { GRAPH <urn:meanwhile> { <urn:a> <urn:b> <urn:c> } }")
    assert len({worker.reads for worker in pool._all}) == 2
    for _ in rows:
        pass
    until = time.monotonic() + 60
    while pool.idle < pool.workers and time.monotonic() < until:
        time.sleep(0.05)
    assert {worker.reads for worker in pool._all} == {pool.state}
    pool.close()


def test_a_served_store_is_in_use_and_free_afterwards(tmp_path):
    pool = make(tmp_path)
    with pytest.raises(StoreError, match="in use"):
        QueryPool(tmp_path)
    with pytest.raises(StoreError, match="in use"):
        open_store(str(tmp_path))
    pool.close()
    open_store(str(tmp_path)).close()
    assert sorted(f.name for f in tmp_path.iterdir()) == ["communique.json", "oxigraph"]


def test_a_folder_that_is_no_store_is_refused(tmp_path):
    with pytest.raises(StoreError, match="there is no store at"):
        QueryPool(tmp_path / "nothing")


_SERVER = """
import sys, time
from kg.stores.pool import QueryPool
pool = QueryPool(sys.argv[1], 2)
for n in range(100_000):
    pool.update(f"INSERT DATA {{ GRAPH <urn:k> {{ <urn:a> <urn:b> {n} }} }}")
    print(n, flush=True)
"""


def test_a_supervisor_killed_takes_its_workers_along_and_loses_nothing(tmp_path):
    make(tmp_path).close()
    server = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    server.stdout.readline()
    time.sleep(0.3)
    server.send_signal(signal.SIGKILL)
    acknowledged = [0, *map(int, server.stdout.read().split())]
    server.wait()
    server.stdout.close()
    until = time.monotonic() + 5
    while True:
        try:
            pool = QueryPool(tmp_path)
            break
        except StoreError:
            assert time.monotonic() < until
            time.sleep(0.05)
    assert count(pool, "urn:k") >= len(acknowledged)
    assert [f.name for f in tmp_path.glob("serving-*")] == [f"serving-{os.getpid()}"]
    pool.close()
