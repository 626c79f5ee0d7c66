"""The real server, over sockets: its limits, its log, its numbers and its end."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from kg.cli import cli
from kg.stores.oxigraph import open_store
from kg.web import MOST_BODY, MOST_FORM, WAITING
from kg.web.server import MOST_HEAD, PACE, PATIENCE
from tests.served import AUTHORISED, GRAPHS, TOKEN, running

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ALL = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
MANY = "".join(f'<urn:s{i}> <urn:p> "{"word " * 20}{i}" .\n' for i in range(8000))


def new_store(folder):
    store = open_store(str(folder), create=True)
    graphs = {**GRAPHS, "urn:many": MANY}
    store.replace({graph: text.encode() for graph, text in graphs.items()})
    store.close()
    return str(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("served")
    new_store(made / "store")
    (made / "token").write_text(TOKEN + "\n")
    return made


@pytest.fixture(scope="module")
def address(folder):
    options = ["--store", str(folder / "store"), "--port", "0", "--timeout", "5"]
    options += ["--token-file", str(folder / "token"), "--access-log", str(folder / "log")]
    with running(*options, "--workers", "2") as (process, at):
        yield at
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        broken = "an answer broke off: the deadline has passed"
        assert set(process.stderr.read().splitlines()) <= {broken}
    assert sorted(f.name for f in (folder / "store").iterdir()) == ["communique.json", "oxigraph"]


def sparql(address, query, accept="application/sparql-results+json"):
    url = f"{address}/sparql?{urllib.parse.urlencode({'query': query})}"
    return urllib.request.Request(url, headers={"Accept": accept})


def answer(address, query, **options):
    with urllib.request.urlopen(sparql(address, query), timeout=20, **options) as response:
        return json.load(response)


def metrics(address):
    with urllib.request.urlopen(f"{address}/metrics", timeout=10) as response:
        text = response.read().decode()
    return {name: float(value) for name, value in re.findall(r"^(\w.*) (\S+)$", text, re.M)}


def wait_until(true, seconds=60):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)


def connect(address):
    host, port = urllib.parse.urlsplit(address).netloc.split(":")
    return socket.create_connection((host, int(port)), timeout=10)


def said(address, data):
    """Return what the server says to some bytes, until it closes the connection."""
    with connect(address) as link:
        link.sendall(data)
        received = b""
        while chunk := link.recv(1 << 16):
            received += chunk
    return received.decode("latin-1")


def test_numbers_for_prometheus(address):
    answer(address, "ASK {}")
    with pytest.raises(urllib.error.HTTPError):
        answer(address, "ASK {")
    prefix = "communique_"
    found = {}

    def is_at_rest():  # it counts what there is when it starts
        found.update(metrics(address))
        return not found[prefix + "queries_running"]

    wait_until(is_at_rest)
    assert found[prefix + 'http_requests_total{route="/sparql",status="200"}'] >= 1
    assert found[prefix + 'http_requests_total{route="/sparql",status="400"}'] >= 1
    assert found[prefix + 'http_request_duration_seconds_bucket{le="+Inf"}'] >= 2
    assert found[prefix + "workers"] == 2
    assert found[prefix + "queries_running"] == found[prefix + "queries_waiting"] == 0
    assert found[prefix + "dataset_generation"] >= 1
    assert found[prefix + "quads"] >= 8012
    assert found[prefix + "ready"] == 1


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
def test_health(address, path):
    with urllib.request.urlopen(address + path, timeout=10) as response:
        assert json.load(response)["status"] == "ok"


def test_the_log_holds_requests_without_queries_and_secrets(address, folder):
    request = sparql(address, "ASK { <urn:secret> ?p ?o }")
    request.add_header("User-Agent", 'a "quoted" name')
    request.add_header("Referer", f"{address}/sparql?query=secret")
    request.add_header("Authorization", f"Bearer {TOKEN}")
    urllib.request.urlopen(request, timeout=10).close()
    wait_until(lambda: "quoted" in (folder / "log").read_text())
    log = (folder / "log").read_text()
    assert "secret" not in log
    assert TOKEN not in log
    line = next(line for line in log.splitlines() if "quoted" in line)
    assert re.fullmatch(
        r"127\.0\.0\.1 - - \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "
        r'"GET /sparql HTTP/1\.1" 200 \d+ "http://127[^"?]+/sparql" "a \\"quoted\\" name"',
        line,
    )


def test_a_client_that_goes_away_frees_its_worker(address):
    for _ in range(3):
        request = sparql(address, CROSS)
        with connect(address) as link:
            link.sendall(f"GET {request.selector} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            wait_until(lambda: metrics(address)["communique_queries_running"] == 1)
        started = time.monotonic()
        wait_until(lambda: metrics(address)["communique_queries_running"] == 0)
        assert time.monotonic() - started < 2
    assert metrics(address)['communique_workers_killed_total{reason="client gone"}'] >= 3


def test_when_all_is_full_one_is_told_to_come_back(address):
    outcomes = []

    def ask(number):
        try:
            answer(address, f"{CROSS} # {number}")
        except urllib.error.HTTPError as error:
            outcomes.append((error.code, error.headers["Retry-After"]))
            error.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(22)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 22
    assert {code for code, _ in outcomes} == {503, 504}
    assert all(later == "2" for code, later in outcomes if code == 503)
    assert answer(address, "ASK {}")["boolean"] is True


@pytest.mark.parametrize("end", ["whole", "broken off"])
def test_http_1_0_gets_an_answer_whole_or_not_at_all(address, end):
    query = ALL if end == "whole" else f"{ALL[:-1]} . ?a ?b ?c . ?d ?e ?f }}"
    path = sparql(address, query).selector
    head, _, body = said(
        address, f"GET {path} HTTP/1.0\r\nAccept: text/csv\r\n\r\n".encode()
    ).partition("\r\n\r\n")
    if end == "whole":
        assert head.startswith("HTTP/1.0 200")
        assert f"Content-Length: {len(body)}" in head
        assert body.count("\r\n") > 8000
    else:
        assert head.startswith("HTTP/1.0 504")


def test_http_1_1_shows_that_an_answer_broke_off(address):
    request = sparql(address, f"{ALL[:-1]} . ?a ?b ?c . ?d ?e ?f }}", "text/csv")
    with urllib.request.urlopen(request, timeout=20) as response:
        assert response.status == 200
        with pytest.raises(http.client.IncompleteRead):
            response.read()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\nno colon\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * (128 << 10) + b"\r\n\r\n", 431),
        (b"GET /" + b"x" * (128 << 10) + b" HTTP/1.1\r\nHost: a\r\n\r\n", 431),
        (b"POST /sparql HTTP/1.1\r\nContent-Length: -5\r\n\r\nASK {}", 400),
        (b"POST /sparql HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", 413),
        (
            b"POST /sparql HTTP/1.1\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n"
            b"\r\nzz\r\n",
            400,
        ),
        (b"FROB /sparql HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 405),
        (b"GET /sparql?query=%FF%FE HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400),
        (b"GET /%00%ff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400),
    ],
)
def test_what_is_no_request_is_answered_and_no_harm(address, data, status):
    found = said(address, data)
    assert found.startswith(f"HTTP/1.1 {status}") or found.startswith(f"HTTP/1.0 {status}")
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Permissions-Policy"):
        assert name in found
    assert not re.search(r"Traceback|\.py|waitress", found)
    assert answer(address, "ASK {}")["boolean"] is True


def test_a_form_of_a_stranger_is_not_taken_apart_if_it_is_big(address):
    data = b"query=" + b"a" * (5 << 20)
    for path, headers, status in (("/sparql", {}, 413), ("/update", AUTHORISED, 400)):
        request = urllib.request.Request(address + path, data, headers)
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request, timeout=20)
        assert caught.value.code == status
        caught.value.close()


def test_what_runs_when_told_to_stop_is_finished(tmp_path):
    pairs = "SELECT ?o ?u { ?s <urn:p> ?o . ?t <urn:p> ?u } LIMIT 60000"
    with running("--store", new_store(tmp_path), "--port", "0") as (process, at):
        link = http.client.HTTPConnection(urllib.parse.urlsplit(at).netloc, timeout=20)
        link.request("GET", sparql(at, pairs).selector, headers={"Accept": "text/csv"})
        half_read = link.getresponse()
        process.send_signal(signal.SIGTERM)
        wait_until(lambda: state(at) == (503, "stopping"))
        with urllib.request.urlopen(f"{at}/health/live", timeout=10) as response:
            assert response.status == 200
        assert half_read.read().count(b"\r\n") == 60001
        link.close()
        assert process.wait(20) == 0


def state(address):
    """Return the status and the word with which the server says whether it is ready."""
    try:
        with urllib.request.urlopen(f"{address}/health/ready", timeout=10) as response:
            return response.status, json.load(response)["status"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)["status"]


def test_what_runs_too_long_when_told_to_stop_is_ended(tmp_path):
    store = ["--store", new_store(tmp_path), "--port", "0"]
    with running(*store, "--grace", "0.5") as (process, at):
        with connect(at) as link:
            path = sparql(at, CROSS).selector
            link.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            wait_until(lambda: metrics(at)["communique_queries_running"] == 1)
            started = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
        assert time.monotonic() - started < 8
    open_store(str(tmp_path)).close()


_IMPATIENT = """
import sys
from kg.web import Address, create_app, server
server.PATIENCE = 1
app = create_app(sys.argv[1], rate=60)
tell = lambda at: print(at, file=sys.stderr, flush=True)
server.serve(app, Address(port=0), 1 << 20, threads=4, ready=tell)
"""


@pytest.fixture(scope="module")
def impatient(tmp_path_factory):
    with running(new_store(tmp_path_factory.mktemp("store")), command=("-c", _IMPATIENT)) as (
        _,
        at,
    ):
        yield at


@pytest.mark.parametrize(
    "start", [b"GET / HTTP/1.1\r\nX: ", b"GET /sparql HTTP/1.1\r\nContent-Length: 9999\r\n\r\n"]
)
def test_a_connection_that_trickles_is_closed(impatient, start):
    with connect(impatient) as link:
        link.sendall(start)
        started = time.monotonic()
        link.settimeout(0.1)
        while time.monotonic() - started < 6:
            try:
                link.sendall(b"x")
                if not link.recv(10):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        assert time.monotonic() - started < 5


def test_who_asks_too_often_is_told_when_to_return(impatient):
    refused = None
    for _ in range(70):
        try:
            urllib.request.urlopen(f"{impatient}/sparql?query=ASK%7B%7D", timeout=10).close()
        except urllib.error.HTTPError as error:
            refused = error.code, int(error.headers["Retry-After"])
            error.close()
            break
    assert refused == (429, 1)
    with urllib.request.urlopen(f"{impatient}/health/live", timeout=10) as response:
        assert response.status == 200


def test_a_server_that_cannot_start_says_why_and_what_to_do(tmp_path, address):
    (tmp_path / "token").write_text("")
    taken = ["--store", "memory", "--no-reference", "--port", address.rpartition(":")[2]]
    for options, words in (
        (taken, "choose another --host or --port"),
        (["--store", str(tmp_path / "none")], "make one with kg build or kg load"),
        (["--token-file", str(tmp_path / "token")], "should hold one token"),
        (["--token-file", str(tmp_path / "nothing")], "cannot be read"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "kg", "serve", "--port", "0", *options],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_the_page_about_serving_names_the_defaults():
    page = (Path(__file__).parent.parent / "docs" / "serving.md").read_text(encoding="utf-8")
    options = {option.name: option for option in cli.commands["serve"].params}
    for name, said in (
        ("timeout", "`--timeout` ({:.0f} s)"),
        ("memory_mb", "`--memory` ({} MB)"),
        ("answer_mb", "`--max-answer` ({} MB)"),
        ("grace", "`--grace` seconds more ({:.0f})"),
    ):
        assert said.format(options[name].default) in page
    for option in options.values():
        if option.name in (
            "rate",
            "answer_rows",
            "workers",
            "trusted_proxy",
            "token_file",
            "access_log",
        ):
            assert option.opts[0] in page
    assert f"{WAITING} wait at most" in page
    assert f"over {MOST_BODY >> 20} MB" in page
    assert f"over {MOST_FORM >> 20} MB" in page
    assert f"over {MOST_HEAD >> 10} kB" in page
    assert f"slower than {PACE // 1024} kB a second after {PATIENCE} s" in page
