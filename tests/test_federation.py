"""SERVICE for the endpoints that the settings name, and for no other."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.config import load_config
from kg.errors import ConfigError
from tests.conformance.sparql import server
from tests.served import NATO, served

SPARQL = "application/sparql-results+json"


class Odd(BaseHTTPRequestHandler):
    """A service that answers as its path says."""

    asked = 0

    def do_POST(self):
        type(self).asked += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        term = {"type": "literal", "value": 'x"\n\\ } SERVICE'}
        bindings = {
            "/strings": [{"x": term}, {"x": {**term, "xml:lang": "en"}}, {}],
            "/blank": [{"x": {"type": "bnode", "value": "b"}}],
            "/injected": [{"x": {"type": "uri", "value": "urn:a> } DROP ALL #"}}],
            "/many": [{"x": term}] * 10_001,
        }.get(self.path)
        body = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": bindings or []}})
        body = {"/garbage": "<html>", "/list": "[1]", "/deep": "[" * 100_000}.get(self.path, body)
        self.send_response({"/moved": 307, "/wrong": 500}.get(self.path, 200))
        if self.path == "/moved":
            self.send_header("Location", "/strings")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def odd():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture(scope="module")
def client(tmp_path_factory, odd):
    paths = "strings blank injected many garbage list deep moved wrong"
    with server("--no-reference") as other:
        services = [
            f"{other}/sparql",
            *(f"{odd}/{p}" for p in paths.split()),
            "http://127.0.0.1:9/",
        ]
        folder = tmp_path_factory.mktemp("store") / "s"
        with served(folder, timeout=5.0, services=services) as made:
            made.other = other
            yield made


def ask(client, query):
    return client.post("/sparql", data={"query": query}, headers={"Accept": SPARQL})


def rows(response):
    assert response.status_code == 200, response.text
    return [
        {n: t["value"] for n, t in r.items()} for r in response.get_json()["results"]["bindings"]
    ]


def test_a_service_is_asked_and_its_answer_joined(client):
    query = f"""PREFIX here: <{client.other}/> PREFIX x: <urn:x:>
        SELECT ?name ?n {{
          ?e rdfs:label ?name .
          SERVICE here:sparql {{ VALUES (?e ?n) {{ (<{NATO}> 1) (x:none 2) }} FILTER(?n < 3) }}
        }}"""
    assert rows(ask(client, query)) == [{"name": "NATO", "n": "1"}]


@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_two_services_within_other_patterns(client, silent):
    service = f"SERVICE {silent}<{client.other}/sparql>"
    query = f"""SELECT ?a ?b {{ {service} {{ BIND(1 AS ?a) }}
        OPTIONAL {{ {service} # comment {{
          {{ BIND(STR(xsd:int) AS ?b) }} }} }}"""
    (row,) = rows(ask(client, query))
    assert row == {"a": "1", "b": "http://www.w3.org/2001/XMLSchema#int"}


def test_terms_come_as_they_are(client, odd):
    text = 'x"\n\\ } SERVICE'
    query = f"SELECT ?x (LANG(?x) AS ?l) {{ SERVICE <{odd}/strings> {{ ?s ?p ?x }} }}"
    assert rows(ask(client, query)) == [{"x": text, "l": ""}, {"x": text, "l": "en"}, {}]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/blank", "bnode"),
        ("/injected", "no IRI"),
        ("/many", "more than 10000"),
        ("/garbage", "no SPARQL result"),
        ("/list", "no SPARQL result"),
        ("/deep", "failed"),
        ("/moved", "answered 307"),
        ("/wrong", "answered 500"),
    ],
)
def test_a_service_that_fails_is_named_unless_it_may(client, odd, path, words):
    clause = f"<{odd}{path}> {{ ?s ?p ?x }}"
    response = ask(client, f"SELECT * {{ SERVICE {clause} }}")
    assert response.status_code == 502
    assert words in response.get_json()["detail"]
    assert rows(ask(client, f"SELECT * {{ SERVICE SILENT {clause} BIND(1 AS ?y) }}")) == [
        {"y": "1"}
    ]


def test_nobody_home(client):
    assert ask(client, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }").status_code == 502


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { SERVICE <%s/other> { ?s ?p ?o } }", 403),
        ("SELECT * { SERVICE <%s/strings/> { ?s ?p ?o } }", 403),
        ("SELECT * { SERVICE <%s/strings#x> { ?s ?p ?o } }", 403),
        ("SELECT * { VALUES ?e { <%s/strings> } SERVICE ?e { ?s ?p ?o } }", 403),
        ("SELECT * { SERVICE <%s/strings> { SERVICE <%s/strings> { ?s ?p ?o } } }", 403),
        (r"SELECT * { \u0053ERVICE <%s/strings> { ?s ?p ?o } }", 403),
        ("SELECT * { " + "SERVICE <%s/strings> { ?s ?p ?o } " * 5 + "}", 403),
        ("SELECT * { SERVICE <%s/strings> ?s ?p ?o }", 400),
        ("SELECT * { SERVICE <%s/strings> { ?s ?p ?o }", 400),
        ("SELECT * { SERVICE", 400),
    ],
)
def test_no_other_is_asked(client, odd, query, status):
    before = Odd.asked
    assert ask(client, query.replace("%s", odd)).status_code == status
    assert Odd.asked == before or status == 400


def test_updates_ask_nobody(client, odd):
    text = f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{odd}/strings> {{ ?s ?p ?o }} }}"
    response = client.post("/update", data={"update": text})
    assert response.status_code in (401, 403)


def test_the_description_says_so(client):
    assert "BasicFederatedQuery" in client.get("/sparql", headers={"Accept": "text/turtle"}).text


def test_the_settings_name_the_services(tmp_path):
    file = tmp_path / "kg.toml"
    file.write_text('services = ["https://query.wikidata.org/sparql"]\n')
    assert load_config(file).services == ("https://query.wikidata.org/sparql",)
    file.write_text('services = ["file:///etc/passwd"]\n')
    with pytest.raises(ConfigError, match="begin with https"):
        load_config(file)
