"""`/data`: the Graph Store HTTP Protocol."""

import gzip
import io
import json

import pytest

from kg.iris import BASE
from kg.stores.oxigraph import open_store
from tests.faults import ARTICLE, DATA
from tests.served import AUTHORISED, TOKEN, started

TURTLE = {"Content-Type": "text/turtle"}
ONE, TWO = b"<urn:s> <urn:p> 1 .", b"<urn:s> <urn:p> 2 ."
GRAPH = "/data?graph=urn:g"


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
def _empty(client):
    client.post("/update", data={"update": "DROP ALL"}, headers=AUTHORISED)


def send(client, method, path, data=ONE, media_type="text/turtle", **more):
    named = {name.replace("_", "-"): value for name, value in more.items()}
    headers = {**AUTHORISED, "Content-Type": media_type, **named}
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


def test_many_triples_are_stored_as_few_are(client):
    many = "\n".join(f"<urn:s{n}> <urn:p> {n} ." for n in range(20_001)).encode()
    assert send(client, "PUT", GRAPH, many).status_code == 201
    assert send(client, "POST", GRAPH, ONE).status_code == 204
    assert triples(client, GRAPH) == 20_002


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
        ({"a": ONE.decode()}, "multipart/form-data"),
        ({"a": (io.BytesIO(ONE), "a.ttl", "text/turtle"), "b": "more"}, "multipart/form-data"),
        ({"a": (io.BytesIO(ONE), "a.ttl", "image/png")}, "multipart/form-data"),
        (ONE, "multipart/form-data; boundary=missing"),
        (ONE, "multipart/form-data"),
        (b"", "multipart/form-data; boundary=x"),
    ],
)
def test_nothing_of_a_form_is_left_out_in_silence(client, data, media_type):
    response = client.post(GRAPH, data=data, headers=AUTHORISED, content_type=media_type)
    assert response.status_code in (400, 415)
    assert client.get(GRAPH).status_code == 404


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


def test_a_packed_body_is_refused_as_such(client):
    packed = gzip.compress(ONE)
    assert send(client, "PUT", GRAPH, packed, Content_Encoding="gzip").status_code == 415
    query = {"data": packed, "content_type": "application/sparql-query"}
    headers = {"Content-Encoding": "gzip"}
    assert client.post("/sparql", headers=headers, **query).status_code == 415


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_writing_needs_the_token(client, method):
    assert client.open(GRAPH, method=method, data=ONE, headers=TURTLE).status_code == 401


def test_relative_iris_are_read_from_the_graphs_own(client):
    send(client, "PUT", "/data?graph=http://e.org/dir/g", b"<x> <y> <#z> .")
    text = client.get(
        "/data?graph=http://e.org/dir/g", headers={"Accept": "application/n-triples"}
    ).text
    assert text == "<http://e.org/dir/x> <http://e.org/dir/y> <http://e.org/dir/g#z> .\n"


def test_a_tag_names_a_graphs_content_and_format(client):
    assert "ETag" not in client.get(GRAPH).headers
    send(client, "PUT", GRAPH)
    turtle, again = (client.get(GRAPH, headers={"Accept": "text/turtle"}) for _ in range(2))
    tag = turtle.headers["ETag"]
    assert tag == again.headers["ETag"]
    assert tag != client.get(GRAPH, headers={"Accept": "application/n-triples"}).headers["ETag"]
    known = client.get(GRAPH, headers={"Accept": "text/turtle", "If-None-Match": tag})
    assert (known.status_code, known.data) == (304, b"")
    other = {"Accept": "application/n-triples", "If-None-Match": tag}
    assert client.get(GRAPH, headers=other).data  # not known to who knows it in Turtle
    packed = client.get(
        GRAPH, headers={"Accept-Encoding": "gzip", "If-None-Match": tag[:-1] + '.gzip"'}
    )
    assert packed.status_code == 304
    assert turtle.headers["Content-Location"] == "http://localhost/data?graph=urn:g"
    send(client, "PUT", GRAPH, TWO)
    assert client.head(GRAPH).headers["ETag"] != tag
    send(client, "PUT", GRAPH, ONE)
    assert client.head(GRAPH).headers["ETag"] == tag


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_nobody_overwrites_what_he_has_not_seen(client, method):
    send(client, "PUT", GRAPH)
    tag = client.head(GRAPH, headers={"Accept": "application/n-triples"}).headers["ETag"]
    send(client, "PUT", GRAPH, TWO)
    refused = send(client, method, GRAPH, ONE, If_Match=tag)
    assert refused.status_code == 412
    assert b"read it again" in refused.data
    assert b" 2 " in client.get(GRAPH, headers={"Accept": "text/turtle"}).data
    tag = client.head(GRAPH).headers["ETag"]
    assert send(client, method, GRAPH, ONE, If_Match=f'"else", {tag}').status_code == 204


def test_a_graph_is_made_only_if_there_is_none_and_replaced_only_if_there_is_one(client):
    assert send(client, "PUT", GRAPH, ONE, If_Match="*").status_code == 412
    assert send(client, "PUT", GRAPH, ONE, If_None_Match="*").status_code == 201
    assert send(client, "PUT", GRAPH, TWO, If_None_Match="*").status_code == 412
    assert send(client, "PUT", GRAPH, TWO, If_Match="*").status_code == 204
    assert triples(client, GRAPH) == 1


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"<urn:s> <urn:p> <urn:o> <urn:other> .", 400),
        (b"<urn:s> <urn:p> <urn:o> _:g .", 400),
        (b"<urn:s> <urn:p> <urn:o> <urn:g> .", 201),
        (b"<urn:s> <urn:p> <urn:o> .", 201),
    ],
)
def test_a_document_about_another_graph_is_refused(client, data, status):
    response = send(client, "PUT", GRAPH, data, "application/n-quads")
    assert response.status_code == status
    assert (b"about another graph" in response.data) == (status == 400)


CONFORMING = (DATA / "article.ttl").read_bytes()
BROKEN = CONFORMING.replace(b"cq:speaker", b"cq:listener")
ANOTHER = b"""
<article/0123456789abcdef> a cq:Article ; rdfs:label "Other"@en ; cq:text "x" ;
    cq:dateSource "meta" ; dcterms:issued "2021-01-01"^^xsd:date ;
    cq:textHash "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" .
"""
DOUBTFUL = CONFORMING.replace(b'cq:dateSource "', b'rdfs:comment "')
OF_ARTICLE = f"/data?graph={BASE}{ARTICLE}"


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        (OF_ARTICLE, CONFORMING, 201),
        (OF_ARTICLE, BROKEN, 422),
        (OF_ARTICLE, ONE, 422),
        (f"/data?graph={BASE}article/other", CONFORMING, 422),
        (OF_ARTICLE, CONFORMING + ANOTHER, 422),
        (GRAPH, CONFORMING + ANOTHER, 201),
        (f"{OF_ARTICLE}/inferred", ONE, 201),
        (OF_ARTICLE + "&force=true", BROKEN, 201),
        (OF_ARTICLE + "&force=yes", BROKEN, 422),
        (GRAPH, BROKEN, 422),
        (GRAPH, CONFORMING.replace(b"cq:Article ", b"cq:\\u0041rticle "), 400),
        (GRAPH, b"<urn:s> <urn:p> 'an Article' .", 201),
        ("/data?default", BROKEN, 422),
    ],
)
def test_an_articles_graph_is_checked_before_it_is_stored(client, path, data, status):
    response = send(client, "PUT", path, data)
    assert response.status_code == status, response.text
    assert triples(client, path.partition("&")[0]) > 0 or status in (400, 422)
    if status == 422:
        assert triples(client, "/data?default") == 0
        assert client.get(OF_ARTICLE).status_code == 404


@pytest.mark.parametrize("data", [ONE, CONFORMING])
def test_a_name_that_is_no_iri_is_refused_by_name(client, data):
    response = send(client, "PUT", "/data?graph=urn:a%5Eb", data)
    assert (response.status_code, "absolute IRI" in response.text) == (400, True), response.text
    assert "query" not in response.text


def test_a_context_that_would_be_fetched_is_named(client):
    data = b'{"@context": "http://127.0.0.1:9/x", "@id": "urn:a", "x": "an Article"}'
    for text in (data, data.replace(b"Article", b"")):
        response = send(client, "PUT", GRAPH, text, "application/ld+json")
        assert (response.status_code, "nothing is fetched" in response.text) == (400, True)


@pytest.mark.parametrize(("method", "left"), [("PUT", 404), ("DELETE", 404), ("POST", 200)])
def test_what_follows_from_an_article_goes_with_it(client, method, left):
    send(client, "PUT", OF_ARTICLE, CONFORMING)
    send(client, "PUT", f"{OF_ARTICLE}/inferred", ONE)
    assert send(client, method, OF_ARTICLE, CONFORMING).status_code == 204
    assert client.get(f"{OF_ARTICLE}/inferred").status_code == left


@pytest.mark.parametrize(
    ("accept", "media_type", "words"),
    [
        ("application/json", "application/problem+json", '"rule"'),
        ("text/turtle", "text/turtle", "sh:ValidationReport"),
        ("text/plain", "text/plain", "Must not be published"),
    ],
)
def test_the_refusal_is_the_report(client, accept, media_type, words):
    response = send(client, "PUT", OF_ARTICLE, BROKEN, Accept=accept)
    assert (response.status_code, response.mimetype) == (422, media_type)
    assert words in response.text


@pytest.mark.parametrize(
    ("accept", "media_type", "words"),
    [
        ("*/*", "application/json", '"DateHasSource-dateSource"'),
        ("text/turtle", "text/turtle", "sh:Warning"),
        ("text/plain", "text/plain", "where the date was found"),
    ],
)
def test_what_is_stored_with_a_warning_is_told(client, accept, media_type, words):
    for status in (201, 200):
        response = send(client, "PUT", OF_ARTICLE, DOUBTFUL, Accept=accept)
        assert (response.status_code, response.mimetype) == (status, media_type)
        assert words in response.text


@pytest.mark.parametrize("path", [OF_ARTICLE, GRAPH, "/data?default"])
def test_what_is_added_to_an_article_is_checked_with_what_is_there(client, path):
    send(client, "PUT", path, CONFORMING)
    before = triples(client, path)
    title = "<%s> <http://purl.org/dc/terms/title> '%s'@en ."
    second = (title % (BASE + ARTICLE, "Another headline")).encode()
    assert send(client, "POST", path, second).status_code == 422
    assert triples(client, path) == before
    harmless = (
        f"<{BASE}{ARTICLE}> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <urn:x> .".encode()
    )
    assert b"ArticleProperties" in send(client, "POST", path, harmless).data
    assert triples(client, path) == before + 1


def test_every_write_is_in_the_log_of_changes(client, folder):
    def log():
        return list(map(json.loads, (folder / "changes.jsonl").read_text().splitlines()))

    before = len(log())
    send(client, "PUT", GRAPH, ONE, From="editor@example.org")
    send(client, "PUT", GRAPH, b"nonsense")
    send(client, "DELETE", GRAPH, b"")
    send(client, "PUT", OF_ARTICLE + "&force=true", BROKEN)
    client.post("/update", data={"update": "DROP ALL # " + "x" * 3000}, headers=AUTHORISED)
    client.post(
        "/update", data={"update": "CREATE GRAPH <urn:g>; CREATE GRAPH <urn:g>"}, headers=AUTHORISED
    )
    lines = log()[before:]
    begun, ended = lines[::2], lines[1::2]
    assert [line["id"] for line in begun] == [line["id"] for line in ended]
    assert [line.get("operation") for line in begun] == ["put", "delete", "put", None, None]
    assert [line.get("done", False) for line in ended] == [True, True, True, True, False]
    assert begun[0]["by"] == "127.0.0.1 editor@example.org"
    assert (begun[0]["graph"], begun[0]["triples"]) == ("urn:g", 1)
    assert "forced" in begun[2]["remark"]
    assert begun[3]["characters"] == 3011
    assert len(begun[3]["update"]) == 2000
    assert "failed" in ended[4]
    assert lines[0]["time"].endswith("+00:00")
    assert TOKEN not in (folder / "changes.jsonl").read_text(encoding="utf-8")
