"""`/validate`: what is wrong with RDF that anybody sends, in the form asked for."""

import json
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg.checking import read_into
from kg.stores.oxigraph import parse
from tests.served import served

ARTICLE = (Path(__file__).parent / "data" / "article.ttl").read_bytes()
JSON, TURTLE = "application/json", "text/turtle"
BROKEN = ARTICLE.replace(b"cq:form cq:", b"cq:form cq:No")
FORMATS = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served(tmp_path_factory.mktemp("validate"), timeout=20.0) as client:
        yield client


def post(client, data, content_type=TURTLE, accept=JSON):
    return client.post(
        "/validate", data=data, content_type=content_type, headers={"Accept": accept}
    )


def test_a_graph_that_conforms_is_said_to_and_one_that_does_not_is_told_why(client):
    good = post(client, ARTICLE).json
    assert good["conforms"] is True
    assert len(good["articles"]) == 1
    bad = post(client, BROKEN).json
    assert bad["conforms"] is False
    assert any("direct, mixed or indirect" in f["message"] for f in bad["findings"])
    assert bad["counts"]["violation"] >= 1


@pytest.mark.parametrize("media_type", FORMATS)
def test_every_format_of_rdf_gives_the_same_report(client, media_type):
    form = FORMATS[media_type]
    graph = ox.NamedNode("urn:g") if form.supports_datasets else None
    triples = parse(BROKEN, TURTLE, "urn:g")
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph or ox.DefaultGraph()) for t in triples]
    told = post(client, ox.serialize(quads if graph else triples, format=form), media_type).json
    assert told["counts"] == post(client, BROKEN).json["counts"]


def test_the_report_comes_as_turtle_text_and_page(client):
    report = post(client, BROKEN, accept=TURTLE)
    assert report.mimetype == TURTLE
    assert b"sh:conforms false" in report.data
    text = post(client, BROKEN, accept="text/plain").text
    assert "Must not be published" in text
    page = post(client, BROKEN, accept="text/html").text
    assert "direct, mixed or indirect" in page
    form = {"rdf": "<urn:a> <urn:b> '<script>' .", "type": TURTLE, "format": "html"}
    page = client.post("/validate", data=form, headers={"Accept": "text/html"}).text
    assert "&lt;script&gt;" in page
    assert "nothing to check" in page
    assert "<textarea" in client.get("/validate").text


def test_a_long_text_is_read_in_a_time_in_proportion_to_its_length():
    def seconds(length):
        started = time.process_time()
        assert len(read_into(Graph(), f'<urn:a> <urn:b> "{"a" * length}" .\n')) == 1
        return time.process_time() - started

    once = max(min(seconds(100_000) for _ in range(3)), 0.001)
    assert min(seconds(1_600_000) for _ in range(3)) < 64 * once  # 256 if by the square


@pytest.mark.parametrize(
    ("data", "content_type", "status", "place"),
    [
        (b"<urn:a> <urn:b>\n  nonsense .", TURTLE, 400, (2, 3)),
        (b'{"@id":\n 3', "application/ld+json", 400, (2, ...)),
        (b"<rdf:RDF>\n<a>", "application/rdf+xml", 400, (1, ...)),
        (b"<urn:a> <urn:b> <urn:c> <urn:g> .\n<urn:a> b", "application/n-quads", 400, (2, ...)),
        (b"<urn:a> <b> <urn:c> .", TURTLE, 400, (1, ...)),
        (b'{"@context": "http://127.0.0.1:9/x", "@id": "urn:a"}', "application/ld+json", 400, None),
        (b"", TURTLE, 400, None),
        (b"<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> .", TURTLE, 400, None),
        (b"<urn:a> <urn:b> 'x'@en--ltr .", TURTLE, 400, None),
        (ARTICLE, "application/pdf", 415, None),
        (b"[" * 200_000, "application/ld+json", 400, ...),
        (b"x" * (9 << 20), TURTLE, 413, None),
    ],
)
def test_what_cannot_be_read_is_told_its_line_and_column(client, data, content_type, status, place):
    answer = post(client, data, content_type)
    assert answer.mimetype == "application/problem+json"
    problem = json.loads(answer.data)
    if place is ...:
        assert answer.status_code in (400, 422)
        return
    assert answer.status_code == status, problem
    assert ("line" in problem) == (place is not None), problem
    if place:
        assert problem["line"] == place[0]
        assert place[1] in (problem["column"], ...)


def test_after_a_document_that_kills_its_process_the_next_is_checked(client):
    deep = b'{"@id":' * 20_000
    assert post(client, deep, "application/ld+json").status_code in (400, 422)
    assert post(client, ARTICLE).json["conforms"] is True
