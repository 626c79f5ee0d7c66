"""The limit on rows: counted in every format, and what is cut short is no whole answer."""

import http.client
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.stores.messages import TooManyRowsError
from kg.stores.rows import LimitedRows
from server import make_app
from tests.served import running, served
from tests.test_server import new_store

FORMATS = [
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
]
VALUES = st.text(st.sampled_from('},{"\\\r\n\t<result> []a'), max_size=12)


class InPieces(io.BytesIO):
    """A file that hands what it is given on in pieces of some bytes, as a serialiser might."""

    def __init__(self, target, size):
        super().__init__()
        self.target, self.size = target, size

    def write(self, data):
        for at in range(0, len(data), self.size):
            self.target.write(bytes(data)[at : at + self.size])
        return len(data)


def written(values, media_type, most, size):
    rows = " ".join(f"({ox.Literal(v)} {ox.Literal(v, language='en')})" for v in values)
    answer = ox.Store().query(f"SELECT * {{ VALUES (?a ?b) {{ {rows} }} }}")
    out = io.BytesIO()
    limited = InPieces(LimitedRows(out, media_type, most), size)
    answer.serialize(limited, ox.QueryResultsFormat.from_media_type(media_type))
    return out.getvalue()


@pytest.mark.parametrize("media_type", FORMATS)
@settings(max_examples=60, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=5), st.integers(1, 7))
def test_rows_are_counted_whatever_stands_in_them(media_type, values, size):
    whole = written(values, media_type, len(values), size)
    assert whole == written(values, media_type, 1000, size)
    if len(values) > 1:
        with pytest.raises(TooManyRowsError, match=f"more than {len(values) - 1} rows"):
            written(values, media_type, len(values) - 1, size)


def test_rows_of_other_servers_may_have_spaces_between_them():
    answer = json.dumps({"results": {"bindings": [{"a": {"value": "} , {"}}] * 3}}, indent=1)
    LimitedRows(io.BytesIO(), FORMATS[0], 3).write(answer.encode())
    with pytest.raises(TooManyRowsError):
        LimitedRows(io.BytesIO(), FORMATS[0], 2).write(answer.encode())


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served(tmp_path_factory.mktemp("store") / "s", answer_rows=100) as made:
        yield made


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT ?s { GRAPH <urn:many> { ?s ?p ?o } } LIMIT 100", 200),
        ("SELECT ?s { GRAPH <urn:many> { ?s ?p ?o } } LIMIT 101", 422),
        ("SELECT (COUNT(*) AS ?n) { GRAPH <urn:many> { ?s ?p ?o } }", 200),
    ],
)
def test_too_many_rows_are_refused(client, query, status, kind):
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": kind})
    assert response.status_code == status
    if status == 422:
        assert "add a LIMIT" in response.text


def test_graphs_pages_and_heads_have_no_rows(client):
    every = "{ GRAPH <urn:many> { ?s ?p ?o } }"
    construct = f"CONSTRUCT {{ ?s ?p ?o }} {every}"
    assert client.get("/sparql", query_string={"query": construct}).status_code == 200
    page = client.get(
        "/sparql", query_string={"query": f"SELECT * {every}"}, headers={"Accept": "text/html"}
    )
    assert "1000 rows, and there are more" in page.text
    head = client.head("/sparql", query_string={"query": f"SELECT * {every}"})
    assert head.status_code == 200


def test_a_long_answer_with_too_many_rows_has_no_end(tmp_path):
    store = new_store(tmp_path / "s")
    with running("--store", store, "--port", "0", "--max-rows", "2900") as (_, address):
        link = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
        query = "SELECT%20%2A%20%7BGRAPH%20%3Curn%3Amany%3E%20%7B%3Fs%20%3Fp%20%3Fo%7D%7D"
        link.request("GET", f"/sparql?query={query}", headers={"Accept": FORMATS[0]})
        response = link.getresponse()
        assert response.status == 200
        with pytest.raises(http.client.IncompleteRead) as caught:
            response.read()
        link.close()
        assert caught.value.partial.count(b'"s":') <= 2900


def test_other_wsgi_servers_are_told_by_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("KG_STORE", new_store(tmp_path / "s"))
    monkeypatch.setenv("KG_MAX_ROWS", "5")
    app = make_app()
    try:
        query = "SELECT * { GRAPH <urn:many> { ?s ?p ?o } } LIMIT 6"
        assert app.test_client().get("/sparql", query_string={"query": query}).status_code == 422
    finally:
        app.extensions["communique"].close()
