"""The endpoint, the API and the pages over a remote store."""

import contextlib
import json

import pytest

from kg.errors import StoreError
from kg.plugins import open_store
from kg.stores.pool import QueryPool
from tests.served import ARTICLE, AUTHORISED, GRAPHS, TOKEN, WORDS, running, started
from tests.servers import free_port, oxigraph

JSON = {"Accept": "application/sparql-results+json"}
HTML = {"Accept": "text/html"}
NEW = "<urn:s> <urn:p> <urn:o> ."
EMPTY = ("--store", "memory", "--no-reference", "--port", "0", "--token", TOKEN)


@contextlib.contextmanager
def ours():
    with running(*EMPTY) as (_, address):
        yield f"{address}/sparql#update=update?force=true"  # GRAPHS do not conform


@contextlib.contextmanager
def theirs():
    with oxigraph() as address:
        yield f"{address}/query"


@pytest.fixture(scope="module", params=[ours, theirs], ids=["ours", "Oxigraph"])
def served(request):
    """The descriptor of a remote store with some graphs, and a client of the server over it."""
    with pytest.MonkeyPatch.context() as patch, request.param() as descriptor:
        patch.setenv("KG_STORE_TOKEN", TOKEN)
        with contextlib.closing(open_store(descriptor)) as store:
            store.replace({graph: text.encode() for graph, text in GRAPHS.items()})
        with started(descriptor, token=TOKEN, timeout=20) as client:
            yield descriptor, client


@pytest.fixture
def client(served):
    return served[1]


def select(client, query, **options):
    answer = client.get("/sparql", query_string={"query": query, **options}, headers=JSON)
    assert answer.status_code == 200, answer.text
    return [r["n"]["value"] for r in json.loads(answer.data)["results"]["bindings"]]


def test_queries_read_the_union_or_the_graphs_that_are_named(client):
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    everything = sum(text.count(" .\n") for text in GRAPHS.values())
    assert select(client, count) == [str(everything)]
    assert select(client, count, **{"default-graph-uri": "urn:many"}) == ["3000"]
    mistake = client.get("/sparql?query=SELECT+*+{+?s+?p+}").json
    assert (mistake["status"], mistake["line"], mistake["column"]) == (400, 1, 18)


def test_pages_and_documents_are_those_of_a_folder(client):
    name = ARTICLE.rpartition("/")[2]
    page = client.get("/sparql?query=SELECT+?o+{+?s+<urn:p>+?o+}+ORDER+BY+?o", headers=HTML)
    assert "some words 10" in page.text
    assert "more" in page.text
    assert client.get("/", headers=HTML).status_code == 200
    assert WORDS.encode() in client.get(f"/article/{name}/span/0-10.nt").data
    assert client.get(f"/articles/{name}.nt").data.count(b"\n") == GRAPHS[ARTICLE].count("\n")
    assert client.get("/articles/nothing.nt").status_code == 404
    assert client.get("/api/articles?format=json").json["count"] == 1
    assert client.get("/health").json["status"] == "ok"
    dump = client.get("/dump.nq.gz", headers={"Range": "bytes=0-9"})
    assert (dump.status_code, dump.headers["Accept-Ranges"]) == (200, "none")


def test_what_is_written_is_in_the_remote_store(served):
    descriptor, client = served
    put = client.put(
        "/data?graph=urn:new", data=NEW, content_type="text/turtle", headers=AUTHORISED
    )
    assert put.status_code == 201
    tag = client.get("/data?graph=urn:new", headers={"Accept": "text/turtle"}).headers["ETag"]
    stale = client.put(
        "/data?graph=urn:new",
        data=NEW,
        content_type="text/turtle",
        headers=AUTHORISED | {"If-Match": '"0:x"'},
    )
    assert stale.status_code == 412
    more = client.post(
        "/update",
        data={"update": "INSERT DATA { GRAPH <urn:new> { <urn:s> a cq:Person } }"},
        headers=AUTHORISED,
    )
    assert more.status_code == 204
    assert client.get("/data?graph=urn:new").headers["ETag"] != tag
    assert select(client, "SELECT (COUNT(*) AS ?n) { GRAPH <urn:new> { ?s ?p ?o } }") == ["2"]
    with contextlib.closing(open_store(descriptor)) as store:
        assert "urn:new" in list(store.graphs())
        assert client.delete("/data?graph=urn:new", headers=AUTHORISED).status_code == 204
        assert "urn:new" not in list(store.graphs())
    refused = client.post(
        "/update", data={"update": "LOAD <http://127.0.0.1:1/x>"}, headers=AUTHORISED
    )
    assert refused.status_code == 403


def test_a_query_that_asks_another_server_is_refused(client):
    asked = client.get("/sparql?query=SELECT+*+{+SERVICE+<http://127.0.0.1:1/>+{+?s+?p+?o+}+}")
    assert asked.status_code == 403


def test_a_remote_store_that_is_not_there_is_named_at_the_start():
    address = f"http://127.0.0.1:{free_port()}/sparql"
    with pytest.raises(StoreError, match=f"{address} does not answer: .*refused"):
        QueryPool(f"{address}#tries=1", 1)


def test_a_remote_store_that_goes_away_is_missed_and_comes_back(tmp_path):
    port = str(free_port())
    arguments = ("--store", str(tmp_path / "s"), "--port", port)
    with contextlib.closing(open_store(str(tmp_path / "s"), create=True)) as store:
        store.replace({"urn:g": NEW.encode()})
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    with contextlib.ExitStack() as first:
        first.enter_context(running(*arguments))
        with started(f"http://127.0.0.1:{port}/sparql#tries=1") as client:
            assert select(client, query) == ["1"]
            first.close()
            gone = client.get("/sparql", query_string={"query": query}, headers=JSON)
            assert (gone.status_code, "Retry-After" in gone.headers) == (503, True)
            assert "127.0.0.1" not in gone.text
            with running(*arguments):
                assert select(client, query) == ["1"]
