"""`/update`: what it would make of an article's graph is checked before anything is written."""

import json
import threading

import pytest

from kg.iris import BASE, CQ
from kg.stores.oxigraph import open_store
from tests.faults import ARTICLE, article
from tests.served import AUTHORISED, TOKEN, started

A = BASE + ARTICLE
CONFORMING = article().serialize(format="nt")
BROKEN = CONFORMING.replace(CQ + "speaker>", CQ + "listener>")
PLAIN = "<urn:s> <urn:p> 1"
NEW = f"BIND(IRI(CONCAT('{BASE}article/', STRUUID())) AS ?g)"
SPEAKERS = f"GRAPH %s {{ ?s <{CQ}speaker> ?o }}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("store") / "s"
    open_store(str(made), create=True).close()
    return made


@pytest.fixture(scope="module")
def client(folder):
    with started(folder, token=TOKEN, union=False) as made:
        yield made


@pytest.fixture(autouse=True)
def _one_article(client):
    fresh = f"DROP ALL ; INSERT DATA {{ GRAPH <{A}> {{ {CONFORMING} }} }}"
    assert update(client, fresh).status_code == 204


def update(client, text, **named):
    return client.post("/update", data={"update": text, **named}, headers=AUTHORISED)


def quads(client):
    return sorted(client.get("/dump.nq.gz", headers={"Accept-Encoding": "identity"}).data), (
        client.get("/data?default").text
    )


def insert(graph, triples):
    return f"INSERT DATA {{ GRAPH <{graph}> {{ {triples} }} }}"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (insert("urn:g", PLAIN), 204),
        (insert("urn:g", "<urn:s> <urn:p> 'an Article'"), 204),
        (insert(f"{A}/inferred", PLAIN), 204),
        (insert(A, f"<{A}> rdfs:seeAlso <urn:x>"), 204),
        (insert(A, f"<{A}> dcterms:title 'Another'@en"), 422),
        (insert(A, f"<{A}> dcterms:title 'Another'@en") + " ; DROP ALL", 204),
        (insert(BASE + "article/other", PLAIN), 422),
        (insert(BASE + "article/other", CONFORMING), 422),
        (insert("urn:g", BROKEN), 422),
        (insert("urn:g", CONFORMING), 204),
        (f"INSERT DATA {{ {BROKEN} }}", 422),
        (f"PREFIX a: <{BASE}article/> INSERT DATA {{ GRAPH a:x {{ {PLAIN} }} }}", 422),
        (f"BASE <{BASE}x> PREFIX a: <article/> INSERT DATA {{ GRAPH a:x {{ {PLAIN} }} }}", 422),
        (f"BASE <{BASE}> BASE <article/> INSERT DATA {{ GRAPH <x> {{ {PLAIN} }} }}", 422),
        (f"BASE <{BASE}> INSERT DATA {{ GRAPH <articles/x> {{ {PLAIN} }} }}", 204),
        (f"BASE <{BASE}> INSERT DATA {{ GRAPH <article/x> {{ {PLAIN} }} }}", 422),
        (insert(BASE + "x/../article/x", PLAIN), 204),  # another name
        (insert(BASE + "\\u0061rticle/x", PLAIN), 422),
        (f"INSERT {{ GRAPH ?g {{ {PLAIN} }} }} WHERE {{ BIND(<{BASE}article/x> AS ?g) }}", 422),
        (f"INSERT {{ GRAPH <urn:g> {{ ?s a ?o }} }} WHERE {{ GRAPH <{A}> {{ ?s a ?o }} }}", 422),
        (f"DELETE WHERE {{ {SPEAKERS % '?g'} }}", 422),
        (f"DELETE {{ {SPEAKERS % '?g'} }} WHERE {{ {SPEAKERS % '?g'} }}", 422),
        (f"# ;\nDELETE {{ {SPEAKERS % '$g'} }} WHERE {{ {SPEAKERS % '$g'} }} ;", 422),
        (f"DROP SILENT GRAPH <urn:g> ; DELETE WHERE {{ {SPEAKERS % '?g'} }}", 422),
        (f"INSERT {{ GRAPH ?g {{ {PLAIN} }} }} WHERE {{ {NEW} }}", 422),
        (f"DELETE {{ {SPEAKERS % '<urn:g>'} }} WHERE {{ {SPEAKERS % '?g'} }}", 204),
        (f"WITH <{A}> DELETE {{ ?s <{CQ}speaker> ?o }} WHERE {{ ?s <{CQ}speaker> ?o }}", 422),
        (f"DELETE DATA {{ GRAPH <{A}> {{ <{A}> a <{CQ}Article> }} }}", 422),
        (f"DELETE WHERE {{ GRAPH <{A}> {{ ?s ?p ?o }} }}", 204),
        (f"COPY <{A}> TO <urn:g>", 204),
        (f"ADD <{A}> TO <{A}/inferred>", 204),
        (f"MOVE <{A}> TO <{BASE}article/x>", 422),
        (insert("urn:t", PLAIN) + f" ; ADD <urn:t> TO <{BASE}article/x>", 422),
        (f"DROP GRAPH <{A}>", 204),
        ("CLEAR NAMED", 204),
        ("CREATE GRAPH <urn:g>", 204),
        (f"CREATE GRAPH <{BASE}article/x>", 204),
        ("DROP GRAPH <urn:none>", 400),
        (f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ SERVICE <{A}> {{ ?s ?p ?o }} }}", 403),
        (f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} WHERE {{ GRAPH <{A}> {{ ?s ?p ?o }} }}", 400),
    ],
)
def test_an_articles_graph_is_as_an_update_leaves_it_only_if_it_conforms(client, text, status):
    before = quads(client)
    response = update(client, text)
    assert response.status_code == status, response.text
    if status != 204:
        assert quads(client) == before


@pytest.mark.parametrize(
    ("where", "status"),
    [
        ("BIND(<urn:t> AS ?type)", 204),
        (f"BIND(IRI(CONCAT('{CQ}Art', 'icle')) AS ?type)", 422),
        (f"BIND(URI(CONCAT('{CQ}Art', 'icle')) AS ?type)", 422),
        (f"VALUES ?type {{ <{CQ}Article> }}", 422),
        ("GRAPH <urn:ontology> { ?type a ?class }", 422),
    ],
)
def test_where_there_is_no_article_an_update_may_bring_one(client, where, status):
    classes = insert("urn:ontology", f"<{CQ}Article> a <urn:Class>") if "ontology" in where else ""
    assert update(client, f"DROP ALL ; {classes}").status_code == 204
    text = f"INSERT {{ GRAPH <urn:g> {{ <urn:s> a ?type }} }} WHERE {{ {where} }}"
    assert update(client, text).status_code == status


def test_the_dataset_of_the_protocol_counts(client):
    update(client, insert("urn:from", PLAIN))
    copy = f"INSERT {{ GRAPH <{BASE}article/x> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"
    assert update(client, copy).status_code == 204
    response = update(client, copy, **{"using-graph-uri": "urn:from"})
    assert (response.status_code, "cq:Article" in response.text) == (422, True)


@pytest.mark.parametrize(
    ("accept", "media_type", "words"),
    [
        ("application/json", "application/problem+json", '"rule"'),
        ("text/turtle", "text/turtle", "sh:ValidationReport"),
        ("text/plain", "text/plain", "Must not be published"),
    ],
)
def test_the_refusal_is_the_report(client, accept, media_type, words):
    headers = {**AUTHORISED, "Accept": accept}
    response = client.post("/update", data={"update": insert("urn:g", BROKEN)}, headers=headers)
    assert (response.status_code, response.mimetype) == (422, media_type)
    assert words in response.text


@pytest.mark.parametrize("form", [True, False])
def test_what_is_forced_is_not_checked_and_the_log_says_so(client, folder, form):
    if form:
        response = update(client, insert("urn:g", BROKEN), force="true")
    else:
        headers = {**AUTHORISED, "Content-Type": "application/sparql-update"}
        text = insert("urn:g", BROKEN)
        response = client.post("/update?force=true", data=text, headers=headers)
    assert response.status_code == 204
    lines = (folder / "changes.jsonl").read_text().splitlines()
    assert json.loads(lines[-2])["remark"] == "not checked: forced"
    assert [*folder.glob("serving-*/trial-*")] == []


def test_many_that_write_at_once_wait_for_each_other(client):
    found = []

    def write(number):
        text = f"INSERT {{ GRAPH <urn:many> {{ <urn:s> <urn:p> {number} }} }} WHERE {{}}"
        found.append(update(client.application.test_client(), text).status_code)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [204] * 6
    assert client.get("/data?graph=urn:many").text.count("urn:p") == 1
    assert len(client.get("/data?graph=urn:many&format=nt").text.splitlines()) == 6
