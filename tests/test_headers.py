"""Headers: what caches, browsers and other people's pages rely on."""

import gzip

import pytest
from zstandard import ZstdDecompressor

from tests.served import ARTICLE, AUTHORISED, TOKEN, served

MANY = "SELECT * { GRAPH <urn:many> { ?s ?p ?o } }"
INSERT = "INSERT DATA { GRAPH <urn:other> { <urn:s> <urn:p> <urn:o> } }"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served(tmp_path_factory.mktemp("store") / "s", token=TOKEN) as made:
        yield made


def get(client, path="/sparql", **headers):
    query = {"query": MANY} if path == "/sparql" else None
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, query_string=query, headers=named, buffered=True)


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/sparql", "text/csv"),
        ("/sparql", "text/html"),
        ("/data?graph=urn:many", "text/turtle"),
        ("/ontology", "text/turtle"),
        ("/.well-known/void", "application/ld+json"),
    ],
)
def test_an_answer_is_packed_for_those_who_unpack(client, path, accept):
    plain = get(client, path, Accept=accept)
    packed = get(client, path, Accept=accept, Accept_Encoding="br;q=1, gzip;q=0.5")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert get(client, path, Accept=accept, Accept_Encoding="X-Gzip").data == packed.data
    assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert len(packed.data) < len(plain.data) / 2
    for response in (plain, packed):
        assert {"Accept", "Accept-Encoding"} <= set(response.headers["Vary"].split(", "))


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=0.5, zstd;q=0.4", "gzip"),
        ("gzip, zstd;q=0", "gzip"),
        ("gzip;q=0, zstd;q=0.1", "zstd"),
        ("*", "gzip"),
    ],
)
def test_the_coding_is_the_one_liked_best(client, accepted, coding):
    packed = get(client, "/ontology", Accept="text/turtle", Accept_Encoding=accepted)
    assert packed.headers["Content-Encoding"] == coding
    unpacked = {"gzip": gzip.decompress, "zstd": _unzstd}[coding](packed.data)
    assert unpacked == get(client, "/ontology", Accept="text/turtle").data


def _unzstd(data):
    return ZstdDecompressor().decompressobj().decompress(data)


@pytest.mark.parametrize(
    "coding", ["identity", "gzip;q=0", "br", "gzip;q=0, *;q=0.5", "zstd;q=0", "gzip;q=0, zstd;q=0"]
)
def test_nothing_is_packed_for_those_who_do_not(client, coding):
    response = get(client, Accept="text/csv", Accept_Encoding=coding)
    assert "Content-Encoding" not in response.headers
    assert response.data.startswith(b"o,p,s")


def test_what_is_short_or_packed_already_stays(client):
    for path in ("/dump.nq.gz", "/health"):
        assert "Content-Encoding" not in get(client, path, Accept_Encoding="gzip").headers


@pytest.mark.parametrize(
    "path",
    ["/sparql", "/statements", "/articles", "/articles/a1", "/ontology", "/.well-known/void"],
)
def test_an_answer_the_client_has_is_not_sent_again(client, path):
    first = get(client, path)
    tag = first.headers["ETag"]
    again = get(client, path, If_None_Match=f'"other", {tag}')
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert "Accept" in again.headers["Vary"]
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    other = get(client, path, If_None_Match=tag, Accept="text/turtle;q=0.5, text/html")
    assert other.status_code == 200


def test_after_a_write_the_answer_is_another_one(client):
    tag = get(client).headers["ETag"]
    assert get(client, If_None_Match=tag).status_code == 304
    assert client.post("/update", data={"update": INSERT}, headers=AUTHORISED).status_code == 204
    assert get(client, If_None_Match=tag).status_code == 200


def test_errors_and_the_moment_have_no_tag(client):
    assert "ETag" not in client.get("/sparql?query=nonsense").headers
    assert "ETag" not in client.get("/health").headers
    assert "ETag" not in client.get("/sparql?query=SELECT (now() AS ?x) {}").headers
    assert "ETag" not in client.post("/sparql", data={"query": MANY}).headers
    assert "ETag" not in client.get(f"/sparql?query=ASK{{}}%23{'a.' * 5000}").headers  # too long


@pytest.mark.parametrize("path", ["/sparql", "/update", "/data", f"/data?graph={ARTICLE}"])
def test_other_peoples_pages_may_ask_and_with_the_token_write(client, path):
    asked = {
        "Origin": "https://editor.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    answer = client.options(path, headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    allowed = answer.headers["Access-Control-Allow-Headers"].lower()
    assert {"authorization", "content-type", "if-match"} <= set(allowed.split(", "))
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
