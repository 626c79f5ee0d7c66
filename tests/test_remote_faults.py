"""What a remote store does wrong: nothing is lost by it, nothing done twice, no secret told."""

import contextlib
import io
import socket
from base64 import b64encode

import pytest

from kg.build import build
from kg.config import Config
from kg.errors import CommuniqueError, ConfigError, StoreError
from kg.model import Article
from kg.plugins import open_store
from kg.stores.messages import UnreachableError
from tests.served import TOKEN, running
from tests.servers import Scripted, answer, free_port

ONE = b"<urn:s> <urn:p> <urn:o> .\n"
DONE = answer("204 No Content")
LOST = b""  # the connection ends without an answer
ROWS = '{"head":{"vars":["o"]},"results":{"bindings":[{"o":{"type":"uri","value":"urn:o"}}]}}'
FOUND = answer("200 OK", ROWS.encode(), "Content-Type: application/sparql-results+json")


@contextlib.contextmanager
def scripted(*answers, options="tries=3&update=update"):
    with (
        Scripted(*answers) as server,
        contextlib.closing(open_store(f"{server.address}/sparql#{options}")) as store,
    ):
        yield server, store


def ask(store, sparql="SELECT ?o { GRAPH ?g { ?s ?p ?o } }"):
    out = io.BytesIO()
    store.query(sparql, union=False).write(out, "text/csv")
    return out.getvalue()


@pytest.mark.parametrize("first", [LOST, answer("503 Service Unavailable"), answer("429 Wait")])
def test_a_write_without_an_answer_is_sent_again_as_it_was(first):
    with scripted(first, DONE) as (server, store):
        store.replace({"urn:g": ONE})
        assert len(server.requests) == 2
        assert server.requests[0] == server.requests[1]
        assert b"DROP SILENT GRAPH <urn:g>" in server.requests[0]


def test_what_cannot_be_sent_twice_is_sent_once_and_the_error_says_what_is_stored():
    quads = b"<urn:s> <urn:p> <urn:o> <urn:g> .\n_:x <urn:p> <urn:o> <urn:g> .\n"
    with scripted(DONE, LOST, DONE) as (server, store):
        with pytest.raises(UnreachableError, match="1 triples are stored: load it again"):
            store.load(io.BytesIO(quads), "application/n-quads")
        assert len(server.requests) == 2


def test_a_server_that_stays_busy_is_given_up_with_its_own_words():
    busy = answer("503 Service Unavailable", b"come back later")
    with scripted(busy, busy, busy, DONE) as (server, store):
        with pytest.raises(UnreachableError, match=r"busy \(503\): come back later"):
            store.replace({"urn:g": ONE})
        assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (answer("200 OK", ROWS[:60].encode(), length=len(ROWS)), "broke off its answer"),
        (answer("200 OK", b"<html>"), "gave an answer that is none"),
        (answer("200 OK", ROWS.encode(), "X-SPARQL-MaxRows: 10"), "cuts its answers short"),
        (answer("500 Oh", b"no   disk\nleft"), "answered 500: no disk left"),
        (answer("401 Who?"), "KG_STORE_TOKEN_FILE"),
    ],
)
def test_an_answer_that_is_not_whole_is_an_error_that_names_the_server(reply, words):
    with scripted(reply) as (server, store), pytest.raises(StoreError, match=words) as caught:
        ask(store)
    assert server.address in str(caught.value)


def test_a_redirect_is_not_followed_and_credentials_go_nowhere_else(monkeypatch):
    monkeypatch.setenv("KG_STORE_TOKEN", "s3cret")
    with Scripted(FOUND) as elsewhere:
        moved = answer("307 Moved", b"", f"Location: {elsewhere.address}/sparql")
        with scripted(moved, moved) as (server, store):
            for attempt in (lambda: ask(store), lambda: store.replace({"urn:g": ONE})):
                with pytest.raises(StoreError, match=f"sends on to {elsewhere.address}") as caught:
                    attempt()
                assert "s3cret" not in str(caught.value)
            assert b"Bearer s3cret" in server.requests[0]
        assert elsewhere.requests == []


def test_name_and_password_are_sent_when_the_server_asks_and_not_before(monkeypatch, tmp_path):
    (tmp_path / "password").write_text("s3cret\n")
    monkeypatch.setenv("KG_STORE_USER", "ada")
    monkeypatch.setenv("KG_STORE_PASSWORD_FILE", str(tmp_path / "password"))
    who = answer("401 Who?", b"", 'WWW-Authenticate: Basic realm="store"')
    with scripted(who, FOUND, FOUND) as (server, store):
        assert ask(store) == ask(store) == b"o\r\nurn:o\r\n"
        basic = b"Basic " + b64encode(b"ada:s3cret")
        assert [basic in r for r in server.requests] == [False, True, True]


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"KG_STORE_USER": "ada"}, "go together"),
        ({"KG_STORE_USER": "ada", "KG_STORE_PASSWORD": "x", "KG_STORE_TOKEN": "t"}, "not both"),
        ({"KG_STORE_TOKEN_FILE": "/nowhere"}, "/nowhere: cannot be read"),
    ],
)
def test_credentials_that_are_incomplete_are_refused(monkeypatch, environment, words):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=words):
        open_store("http://127.0.0.1/sparql")


@pytest.mark.parametrize(
    ("descriptor", "words"),
    [
        ("https://ada:s3cret@host/sparql", "no place for a password"),
        ("https:///sparql", "is not the address of a store"),
        ("remote:ftp://host/sparql", "is not the address of a store"),
        ("https://host/sparql#updates=x", "known: update, data, tries"),
        ("https://host/sparql#tries=0", "tries is a number from 1"),
    ],
)
def test_a_descriptor_that_is_none_is_refused_without_its_password(descriptor, words):
    with pytest.raises(ConfigError, match=words) as caught:
        open_store(descriptor)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("descriptor", "updates", "data"),
    [
        ("https://h/sparql", ["https://h/update", "https://h/sparql"], None),
        ("https://h/kg/query", ["https://h/kg/update", "https://h/kg/query"], None),
        ("https://h/repositories/kg", ["https://h/repositories/kg/statements"], None),
        ("https://h/sparql-auth", ["https://h/sparql-auth"], None),
        ("https://h/kg/sparql#update=write&data=/d", ["https://h/kg/write"], "https://h/d"),
    ],
)
def test_where_updates_go_is_known_or_told(descriptor, updates, data):
    with contextlib.closing(open_store(descriptor)) as store:
        assert (list(store.addresses.updates), store.addresses.data) == (updates, data)


def test_updates_go_to_the_first_address_that_takes_them():
    nothing = answer("404 Not Found")
    with scripted(nothing, DONE, DONE, options="tries=1") as (server, store):
        store.replace({"urn:g": ONE})
        store.replace({"urn:g": ONE})
        paths = [request.split()[1] for request in server.requests]
        assert paths == [b"/update", b"/sparql", b"/sparql"]
    with (
        scripted(nothing, nothing, options="tries=1") as (_, store),
        pytest.raises(StoreError, match="name their address with #update="),
    ):
        store.replace({"urn:g": ONE})


def test_a_build_whose_store_goes_away_says_so_and_goes_on_when_it_is_back(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_STORE_TOKEN", TOKEN)
    port = free_port()
    descriptor = f"http://127.0.0.1:{port}/sparql#tries=1"
    config = Config(store=descriptor, quarantine=str(tmp_path / "q"), engine="serial")
    words = "“We will leave,” the minister of Norway said on Tuesday. Number {}."
    articles = [Article(words.format(n), url=f"https://example.org/{n}") for n in range(4)]
    serve = ("--store", str(tmp_path / "s"), "--port", str(port), "--token", TOKEN)
    open_store(str(tmp_path / "s"), create=True).close()
    with contextlib.ExitStack() as first:
        first.enter_context(running(*serve))

        def dying():
            yield from articles[:2]
            first.close()
            yield from articles[2:]

        with (
            contextlib.closing(open_store(descriptor)) as store,
            pytest.raises(CommuniqueError, match=f"127.0.0.1:{port}/sparql does not answer"),
        ):
            build(dying(), config, store)
    with running(*serve), contextlib.closing(open_store(descriptor)) as store:
        tally = build(iter(articles), config, store)
        assert (tally.problems, tally.failed, tally.set_aside) == ([], 0, 0)
        named = [g for g in store.graphs() if "/article/" in g and not g.endswith("/inferred")]
        assert len(named) == len(articles)


def test_nobody_listening_is_said_at_once():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/sparql"
        with (
            contextlib.closing(open_store(f"{address}#tries=1")) as store,
            pytest.raises(UnreachableError, match=r"does not answer: .*refused"),
        ):
            store.replace({"urn:g": ONE})
