"""The server over the bundled examples: what users send, what they get."""

import contextlib
import gzip
import io
import json
from datetime import UTC, datetime

import pytest
from rdflib import Graph

from kg.build import build
from kg.catalogue import load_catalogue
from kg.config import Config
from kg.iris import BASE
from kg.paths import EXAMPLES
from kg.plugins import open_store
from kg.readers.sources import read_articles
from kg.web import create_app

CQ = "PREFIX cq: <https://w3id.org/communique/ontology#> "
SELECT = CQ + "SELECT ?x { GRAPH ?g { ?x a cq:Article } } LIMIT 2"
CONSTRUCT = CQ + "CONSTRUCT { ?x a cq:Article } { GRAPH ?g { ?x a cq:Article } } LIMIT 2"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    config = Config(store=str(folder / "store"), quarantine=str(folder / "quarantine"))
    with contextlib.closing(open_store(config.store, create=True)) as store:
        articles = read_articles([str(EXAMPLES / "articles")])
        tally = build(articles, config, store, now=lambda: datetime(2024, 1, 1, tzinfo=UTC))
    assert tally.problems == []
    assert tally.stored >= 12
    return folder / "store"


@pytest.fixture(scope="module")
def client(folder):
    app = create_app(folder, token="secret", timeout=3.0)
    yield app.test_client()
    app.extensions["communique"].pool.close()


def ask(client, query, accept="application/sparql-results+json"):
    return client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        (SELECT, "application/sparql-results+json", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (
            SELECT,
            "text/csv;q=0.2, application/sparql-results+xml",
            "application/sparql-results+xml",
        ),
        (SELECT, "text/html", "text/html"),
        (CONSTRUCT, "text/turtle", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        ("ASK {}", "application/sparql-results+json", "application/sparql-results+json"),
    ],
)
def test_an_answer_comes_in_the_format_asked_for(client, query, accept, content_type):
    answer = ask(client, query, accept)
    assert answer.status_code == 200
    assert answer.content_type.partition(";")[0] == content_type
    assert answer.data


def test_the_three_ways_to_send_a_query_give_the_same_answer(client):
    headers = {"Accept": "text/csv"}
    query = load_catalogue()[3].sparql
    direct = {"data": query, "content_type": "application/sparql-query"}
    answers = {
        ask(client, query, "text/csv").data,
        client.post("/sparql", data={"query": query}, headers=headers).data,
        client.post("/sparql", headers=headers, **direct).data,
    }
    assert len(answers) == 1
    assert len(answers.pop().splitlines()) == 31  # NATO had thirty members on that day


@pytest.mark.parametrize("query", load_catalogue(), ids=lambda q: q.name)
def test_every_question_has_an_answer_with_and_without_the_union(client, query):
    answer = _rows(client, query.sparql)
    assert answer
    graphs = [b["g"]["value"] for b in _rows(client, "SELECT ?g { GRAPH ?g {} }")]
    form = {"query": query.sparql, "named-graph-uri": graphs}
    apart = client.post("/sparql", data=form, headers={"Accept": "application/json"})
    assert sorted(map(str, json.loads(apart.data)["results"]["bindings"])) == sorted(
        map(str, answer)
    )


def _rows(client, query):
    return json.loads(ask(client, query).data)["results"]["bindings"]


def test_memberships_stand_in_the_reference_graph_alone(client):
    rows = _rows(client, CQ + "SELECT DISTINCT ?g { GRAPH ?g { ?m a cq:Membership } }")
    assert [r["g"]["value"] for r in rows] == [f"{BASE}reference"]


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", "/sparql", {"query_string": {"query": "SELECT ?x {"}}, 400),
        ("GET", "/sparql", {"query_string": {"query": "ASK {}", "update": "DROP ALL"}}, 400),
        ("POST", "/sparql", {"data": "ASK {}", "content_type": "text/plain"}, 415),
        ("PUT", "/sparql", {}, 405),
        ("GET", "/nowhere", {}, 404),
        ("GET", "/article/0000000000000000", {}, 404),
        ("POST", "/update", {"data": {"update": "DROP ALL"}}, 401),
        ("PUT", "/data?default", {"data": "", "content_type": "text/turtle"}, 401),
    ],
)
def test_what_cannot_be_done_is_said_with_its_status_and_no_traceback(
    client, method, path, options, status
):
    answer = client.open(path, method=method, **options)
    assert answer.status_code == status
    assert b"Traceback" not in answer.data
    assert b".py" not in answer.data


def test_a_wrong_query_is_told_line_and_column(client):
    problem = json.loads(ask(client, "SELECT ?x\n{ nonsense }", "application/json").data)
    assert (problem["status"], problem["line"]) == (400, 2)
    assert problem["column"] > 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d ?f",
    ],
    ids=["cross product", "parentheses", "order by"],
)
def test_a_hostile_query_is_stopped_and_the_next_one_answered(client, query):
    assert ask(client, query).status_code >= 400
    assert json.loads(ask(client, "ASK {}").data)["boolean"] is True


def test_no_query_reaches_out(client):
    answer = ask(client, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert answer.status_code >= 400


@pytest.mark.parametrize("path", ["/", "/articles", "/sparql", "/id/state/UA"])
def test_a_page_names_no_other_host_and_allows_no_script(client, path):
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    text = page.get_data(as_text=True)
    assert 'src="http' not in text
    assert "<script" not in text


def test_markup_in_a_query_stays_text(client):
    page = ask(client, "SELECT ('<script>alert(1)</script>' AS ?x) {}", "text/html")
    assert "<script>alert" not in page.get_data(as_text=True)


def test_an_article_and_an_entity_come_as_page_and_as_rdf(client):
    iri = _rows(client, SELECT)[0]["x"]["value"]
    for path in (iri.removeprefix(BASE), "id/state/UA"):
        answer = client.get(f"/{path}", headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert len(Graph().parse(answer.data, format="turtle")) > 3
        page = client.get(f"/{path}", headers={"Accept": "text/html"}, follow_redirects=True)
        assert page.content_type.startswith("text/html")


def test_the_downloads_hold_everything(client):
    assert client.get("/health").status_code == 200
    with client.get("/dump.nq.gz") as answer:
        dump = io.BytesIO(gzip.decompress(answer.data))
    with contextlib.closing(open_store("memory")) as copy:
        assert copy.load(dump, "application/n-quads") > 40_000
        assert len(list(copy.graphs())) > 20
    with client.get("/protege.ttl") as answer:
        assert b"owl:Ontology" in answer.data
    assert len(Graph().parse(client.get("/ontology").data, format="turtle")) > 500


def test_with_the_token_a_graph_can_be_written_read_and_dropped(client):
    token = {"Authorization": "Bearer secret"}
    where = {"query_string": {"graph": "urn:x:mine"}}
    turtle = {"data": "<urn:a> <urn:b> 'c' .", "content_type": "text/turtle"}
    assert client.put("/data", headers=token, **where, **turtle).status_code == 201
    assert b"urn:a" in client.get("/data", headers={"Accept": "text/turtle"}, **where).data
    update = {"update": "DROP GRAPH <urn:x:mine>"}
    assert client.post("/update", data=update, headers=token).status_code in (200, 204)
    assert client.get("/data", **where).status_code == 404
