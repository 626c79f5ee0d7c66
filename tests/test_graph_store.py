"""`/data`: the Graph Store HTTP Protocol."""

import io

import pytest

from tests.served import AUTHORISED, TOKEN, started

TURTLE = {"Content-Type": "text/turtle"}
ONE, TWO = b"<urn:s> <urn:p> 1 .", b"<urn:s> <urn:p> 2 ."
GRAPH = "/data?graph=urn:g"


@pytest.fixture(scope="module")
def client():
    with started("memory", token=TOKEN, union=False, timeout=2.0) as made:
        yield made


@pytest.fixture(autouse=True)
def _empty(client):
    client.post("/update", data={"update": "DROP ALL"}, headers=AUTHORISED)


def send(client, method, path, data=ONE, media_type="text/turtle"):
    headers = {**AUTHORISED, "Content-Type": media_type}
    return client.open(path, method=method, data=data, headers=headers)


def triples(client, path):
    return client.get(path, headers={"Accept": "application/n-triples"}).text.count("\n")


@pytest.mark.parametrize("path", [GRAPH, "/data?default", "/data/people/1.ttl"])
def test_a_graph_is_put_replaced_extended_and_deleted(client, path):
    existed = path == "/data?default"
    assert send(client, "PUT", path).status_code == (204 if existed else 201)
    assert send(client, "PUT", path, TWO).status_code == 204
    assert triples(client, path) == 1
    assert send(client, "POST", path, ONE).status_code == 204
    assert triples(client, path) == 2
    assert send(client, "DELETE", path, b"").status_code == 204
    assert client.get(path).status_code == (200 if existed else 404)


def test_an_empty_graph_exists_until_it_is_deleted(client):
    assert send(client, "PUT", GRAPH, b"").status_code == 201
    assert (client.get(GRAPH).status_code, triples(client, GRAPH)) == (200, 0)
    assert send(client, "DELETE", GRAPH).status_code == 204
    assert send(client, "DELETE", GRAPH).status_code == 404


def test_posting_to_the_store_itself_makes_a_graph(client):
    response = send(client, "POST", "/data")
    assert response.status_code == 201
    assert triples(client, response.headers["Location"]) == 1


def test_several_documents_are_posted_as_one_form(client):
    files = {
        "a": (io.BytesIO(ONE), "a.ttl", "text/turtle"),
        "b": (io.BytesIO(b'{"@id": "urn:s", "urn:p": 2}'), "b.json", "application/ld+json"),
    }
    response = client.post(GRAPH, data=files, headers=AUTHORISED)
    assert response.status_code == 201
    assert triples(client, GRAPH) == 2


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"<urn:s> <urn:p> [] .", "text/turtle"),
        (b"<urn:s> <urn:p> 'x' .", "application/n-triples;charset=utf-8"),
        (
            b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e">'
            b'<r:Description r:about="urn:s"><e:p>x</e:p></r:Description></r:RDF>',
            "application/rdf+xml",
        ),
        (b'{"@id": "urn:s", "urn:p": "x"}', "application/ld+json"),
        (b"<urn:s> <urn:p> 1 .", "text/n3"),
    ],
)
def test_every_usual_syntax_is_read(client, data, media_type):
    data = data.replace(b"'x'", b'"x"')
    assert send(client, "PUT", GRAPH, data, media_type).status_code == 201
    assert triples(client, GRAPH) == 1


@pytest.mark.parametrize(
    "media_type",
    ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"],
)
def test_a_graph_is_read_in_the_format_liked_best_and_head_tells_it(client, media_type):
    send(client, "PUT", GRAPH, b"<urn:s> <urn:x:p> 1 .")
    get = client.get(GRAPH, headers={"Accept": media_type + "; charset=utf-8"})
    head = client.head(GRAPH, headers={"Accept": media_type})
    assert get.mimetype == head.mimetype == media_type
    assert head.data == b""
    assert client.head("/data?graph=urn:none").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "data", "media_type", "status"),
    [
        ("PUT", GRAPH, b"<urn:s> <urn:p>", "text/turtle", 400),
        ("PUT", GRAPH, b"<s> <p> <not an iri> .", "text/turtle", 400),
        ("PUT", GRAPH, b'{"@context": "http://127.0.0.1:9/"}', "application/ld+json", 400),
        ("PUT", GRAPH, ONE, "image/png", 415),
        ("PUT", "/data", ONE, "text/turtle", 400),
        ("PUT", "/data?graph=urn:a&graph=urn:b", ONE, "text/turtle", 400),
        ("PUT", "/data?graph=urn:a&default", ONE, "text/turtle", 400),
        ("PUT", "/data?graph=not%20an%20iri", ONE, "text/turtle", 400),
        ("GET", "/data", b"", "text/turtle", 400),
        ("GET", "/data?graph=urn:none", b"", "text/turtle", 404),
        ("GET", "/data?graph=%3E%20DROP", b"", "text/turtle", 400),
        ("DELETE", "/data?graph=%3E%20DROP", b"", "text/turtle", 400),
        ("PATCH", GRAPH, b"", "text/turtle", 405),
    ],
)
def test_what_cannot_be_done_has_its_status_and_changes_nothing(
    client, method, path, data, media_type, status
):
    send(client, "PUT", "/data?default", TWO)
    assert send(client, method, path, data, media_type).status_code == status
    assert triples(client, "/data?default") == 1
    assert client.get(GRAPH).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_writing_needs_the_token(client, method):
    assert client.open(GRAPH, method=method, data=ONE, headers=TURTLE).status_code == 401


def test_relative_iris_are_read_from_the_graphs_own(client):
    send(client, "PUT", "/data?graph=http://e.org/dir/g", b"<x> <y> <#z> .")
    text = client.get(
        "/data?graph=http://e.org/dir/g", headers={"Accept": "application/n-triples"}
    ).text
    assert text == "<http://e.org/dir/x> <http://e.org/dir/y> <http://e.org/dir/g#z> .\n"
