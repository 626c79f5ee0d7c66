"""`/sparql`, the pages and the downloads, through the application itself."""

import gzip
import re

import pytest

from tests.served import ARTICLE, NATO, WORDS, served

SELECT = f"SELECT ?o {{ <{ARTICLE}/span/0-10> <https://w3id.org/communique/ontology#exact> ?o }}"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
OWN_SCRIPT = re.compile(r'<script (type="module" )?src="/static/[\w/.-]+"( defer)?></script>')
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUERY_TYPE = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served(tmp_path_factory.mktemp("store") / "s", timeout=2.0) as made:
        yield made


def get(client, query, accept=None, **parameters):
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", query_string={"query": query, **parameters}, headers=headers)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/*", "application/sparql-results+json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values, text/csv;q=0.5", "text/tab-separated-values; charset=utf-8"),
        ("text/tab-separated-values;q=0.2, text/csv;q=0.5", "text/csv; charset=utf-8"),
        ("application/sparql-results+xml; charset=utf-8", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        ("image/gif, *; q=.2, */*; q=.2", "application/sparql-results+json"),
        ("image/gif, *;q=0.1", "application/sparql-results+json"),
        (
            "text/csv;q=.2, text/tab-separated-values;Q=.3",
            "text/tab-separated-values; charset=utf-8",
        ),
        (BROWSER, "text/html; charset=utf-8"),
    ],
)
def test_solutions_come_in_the_format_liked_best(client, accept, expected):
    response = get(client, SELECT, accept)
    assert (response.status_code, response.headers["Content-Type"]) == (200, expected)
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml"),
        ("application/trig", "application/trig"),
    ],
)
def test_graphs_come_in_the_format_liked_best(client, accept, expected):
    response = get(client, f"DESCRIBE <{NATO}>", accept)
    assert (response.status_code, response.headers["Content-Type"]) == (200, expected)


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("csv", SELECT, "text/csv; charset=utf-8"),
        ("json", SELECT, "application/sparql-results+json"),
        ("json", f"DESCRIBE <{NATO}>", "application/ld+json"),
        ("turtle", f"DESCRIBE <{NATO}>", "text/turtle; charset=utf-8"),
        ("html", SELECT, "text/html; charset=utf-8"),
        ("rdf+xml", f"DESCRIBE <{NATO}>", "application/rdf+xml"),
        ("rdf xml", f"DESCRIBE <{NATO}>", "application/rdf+xml"),
        ("application/sparql-results+xml", SELECT, "application/sparql-results+xml"),
        ("text/turtle", f"DESCRIBE <{NATO}>", "text/turtle; charset=utf-8"),
    ],
)
def test_people_can_name_a_format_in_the_address(client, name, query, expected):
    assert get(client, query, BROWSER, format=name).headers["Content-Type"] == expected


@pytest.mark.parametrize(
    "send",
    [
        lambda c: c.get("/sparql", query_string={"query": SELECT}),
        lambda c: c.post("/sparql", data={"query": SELECT}),
        lambda c: c.post("/sparql", data=SELECT.encode(), headers=QUERY_TYPE),
    ],
    ids=["GET", "form", "direct"],
)
def test_a_query_is_sent_in_three_ways(client, send):
    found = send(client).get_json()["results"]["bindings"]
    assert [row["o"]["value"] for row in found] == [WORDS]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, True),
        ({"default-graph-uri": ARTICLE}, True),
        ({"default-graph-uri": "", "named-graph-uri": ""}, True),
        ({"default-graph-uri": "urn:none"}, False),
        ({"default-graph-uri": ["urn:none", ARTICLE]}, True),
        ({"named-graph-uri": ARTICLE}, False),
    ],
)
def test_the_dataset_parameters_are_honoured(client, parameters, expected):
    response = get(client, f"ASK {{ <{NATO}> ?p ?o }}", **parameters)
    assert response.get_json()["boolean"] is expected


MANY_TWICE = ["urn:many", "urn:many"]
TWICE_NAMED = "FROM NAMED <urn:many> FROM NAMED <urn:many>"


@pytest.mark.parametrize(
    ("parameters", "query"),
    [
        ({}, "SELECT (COUNT(*) AS ?n) FROM <urn:many> FROM <urn:many> { ?s ?p ?o }"),
        ({}, f"SELECT (COUNT(*) AS ?n) {TWICE_NAMED} {{ GRAPH ?g {{ ?s ?p ?o }} }}"),
        ({}, f"SELECT (COUNT(*) AS ?n) FROM <urn:many> {TWICE_NAMED} {{ ?s ?p ?o }}"),
        ({"default-graph-uri": MANY_TWICE}, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ({"named-graph-uri": MANY_TWICE}, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"),
    ],
)
def test_a_graph_named_twice_is_read_once(client, parameters, query):
    assert get(client, query, "text/csv", **parameters).text.split() == ["n", "3000"]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"query_string": {"query": "SELECT *"}}, 400),
        ({"query_string": {"query": ["ASK {}", "ASK {}"]}}, 400),
        ({"query_string": {"query": "ASK {}", "format": "nope"}}, 400),
        ({"query_string": {"update": "DROP ALL"}}, 400),
        ({"query_string": {"query": "DROP ALL"}}, 400),
        ({"query_string": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406),
        ({"query_string": {"query": "ASK {}", "format": "turtle"}}, 406),
        ({"query_string": {"query": f"DESCRIBE <{NATO}>", "format": "csv"}}, 406),
        ({"query_string": {"query": "ASK { SERVICE <http://127.0.0.1:9/> {} }"}}, 403),
        ({"query_string": {"query": "ASK {}", "default-graph-uri": "not an iri"}}, 400),
        ({"method": "POST", "data": b"ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
        ({"method": "POST", "data": b"ASK {}"}, 415),
        ({"method": "POST", "data": b"ASK { \xff }", "headers": QUERY_TYPE}, 400),
        ({"method": "POST", "data": b"ASK {} #" + b"x" * (1 << 20), "headers": QUERY_TYPE}, 413),
        ({"method": "POST", "data": b"x" * (65 << 20), "headers": QUERY_TYPE}, 413),
        ({"method": "PUT"}, 405),
        ({"query_string": {"query": CROSS}}, 504),
        ({"query_string": {"query": "ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }"}}, 422),
    ],
)
def test_what_cannot_be_done_has_its_status_and_says_why(client, request_, status):
    response = client.open("/sparql", **{"method": "GET", **request_})
    assert response.status_code == status
    if response.mimetype == "application/problem+json":
        said = response.get_json()
        assert said["status"] == status
        text = said["detail"]
    else:
        text = response.text
    assert len(text) > 10
    assert not re.search(r"Traceback|\.py|/tmp|/home|/root", response.text)


@pytest.mark.parametrize(
    ("accept", "media_type", "place"),
    [
        ("application/sparql-results+json", "application/problem+json", '"column":12'),
        ("application/json", "application/problem+json", '"line":2'),
        ("text/plain", "text/plain", "line 2, column 12"),
        ("text/csv", "text/plain", "line 2, column 12"),
        (BROWSER, "text/html", "line 2, column 12"),
    ],
)
def test_a_wrong_query_is_answered_with_line_and_column(client, accept, media_type, place):
    response = get(client, "SELECT *\nWHERE { ?s foaf:name ?o }", accept)
    assert (response.status_code, response.mimetype) == (400, media_type)
    assert place in response.text
    assert "foaf: is used but not declared" in response.text


def test_after_hostile_queries_the_server_still_answers(client):
    for query in (CROSS, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f"):
        assert get(client, query).status_code in (422, 504)
    assert get(client, "ASK {}").get_json()["boolean"] is True


def test_head_and_options(client):
    head = client.head("/sparql", query_string={"query": SELECT}, headers={"Accept": "text/csv"})
    assert (head.status_code, head.mimetype, head.data) == (200, "text/csv", b"")
    options = client.options("/sparql")
    assert set(options.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert options.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/", "/articles", "/sparql", "/nothing-here", "/ontology"])
def test_every_page_forbids_strangers_scripts_and_has_none_within(client, path):
    response = client.get(path, headers={"Accept": BROWSER})
    assert response.mimetype == "text/html"
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "<script" not in OWN_SCRIPT.sub("", response.text)
    assert not re.search(r'(src|href)="//|<[^>]+style=', response.text)


def test_a_browser_gets_the_query_page_and_a_machine_the_description(client):
    page = client.get("/sparql", headers={"Accept": BROWSER})
    assert "<textarea" in page.text
    turtle = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert turtle.mimetype == "text/turtle"
    assert "UnionDefaultGraph" in turtle.text
    assert "SPARQL11Update" not in turtle.text
    assert client.get("/.well-known/void").status_code == 200
    assert client.get("/sparql").mimetype == "text/turtle"


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("text/turtle", 303),
        ("application/ld+json, text/html;q=0.9", 303),
        ("application/json", 200),
        ("text/html, text/turtle;q=0.9", 200),
        ("*/*", 200),
        ("image/png", 200),
    ],
)
def test_the_start_leads_who_prefers_rdf_to_the_description(client, accept, status):
    found = client.get("/", headers={"Accept": accept})
    assert (found.status_code, "Accept" in found.headers["Vary"]) == (status, True)
    if status == 303:
        assert found.headers["Location"] == "/.well-known/void"


def test_the_page_shows_the_answer_as_a_table_with_links(client):
    page = get(client, "SELECT * { ?s <https://w3id.org/communique/ontology#speaker> ?o }", BROWSER)
    assert '<a href="/id/grouping/NATO">id/grouping/NATO</a>' in page.text
    assert "1 row." in page.text
    assert "format=csv" in page.text


def test_the_page_shows_some_of_many_rows_and_says_so(client):
    page = get(client, "SELECT * { GRAPH <urn:many> { ?s ?p ?o } }", BROWSER)
    assert "1000 rows, and there are more" in page.text


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ('<script>alert(1)</script>' AS ?x) {}",
        "ASK { } # </textarea><script>alert(1)</script>",
        "SELECT * { <script>alert(1)</script> }",
        "CONSTRUCT { <urn:a> <urn:b> '<script>alert(1)</script>' } {}",
        "SELECT (<javascript:alert(1)> AS ?x) {}",
    ],
)
def test_markup_in_a_query_or_an_answer_stays_text(client, query):
    page = get(client, query, BROWSER)
    assert "<script" not in OWN_SCRIPT.sub("", page.text)
    assert 'href="javascript' not in page.text


def test_the_start_page_counts_and_offers_examples_that_run(client):
    page = client.get("/").text
    assert '<dt>statements</dt><dd><a href="/statements">1</a></dd>' in page
    links = re.findall(r'href="(/sparql\?query=[^"]+)"', page)
    assert len(links) >= 12
    for link in links:
        answer = client.get(link.replace("&amp;", "&"), headers={"Accept": "application/json"})
        assert answer.status_code == 200, link


def test_an_article_is_a_page_and_a_graph(client):
    page = client.get("/articles/a1", headers={"Accept": BROWSER}).text
    assert "NATO &lt;em&gt;warns&lt;/em&gt;" in page
    assert "We &lt;b&gt;will&lt;/b&gt; defend" in page
    assert '<a href="/id/grouping/NATO">NATO</a>' in page
    assert "2021-04-13" in page
    assert '<link rel="stylesheet" href="/static/reading/reading.css">' in page
    with client.get("/static/reading/reading.css") as sheet:
        assert sheet.mimetype == "text/css"
    graph = client.get("/articles/a1", headers={"Accept": "application/n-triples"})
    assert (graph.mimetype, graph.text.count("\n")) == ("application/n-triples", 11)
    assert "/article/a1" in client.get("/articles").text
    assert client.get("/article/a1").headers["Location"] == "/articles/a1"


@pytest.mark.parametrize(
    ("path", "accept", "media_type", "words"),
    [
        ("/id/grouping/NATO", BROWSER, "text/html", ">NATO</h1>"),
        ("/id/grouping/NATO.html?view=triples", "", "text/html", "/article/a1/statement/1"),
        ("/id/grouping/NATO", "application/ld+json", "application/ld+json", "NATO"),
        ("/id/grouping/NATO", "application/rdf+xml", "application/rdf+xml", "NATO"),
        ("/id/grouping/NATO?format=turtle", BROWSER, "text/turtle", 'rdfs:label "NATO"@en'),
        ("/article/a1/statement/1", BROWSER, "text/html", "We &lt;b&gt;will&lt;/b&gt; defend"),
        ("/article/a1/statement/1.html?view=triples", "", "text/html", "cq:Warn"),
        ("/article/a1/statement/1", "text/turtle", "text/turtle", "cq:speaker"),
        ("/ontology", "text/turtle", "text/turtle", "owl:Ontology"),
        ("/shapes", "text/turtle", "text/turtle", "sh:NodeShape"),
    ],
)
def test_every_iri_has_a_page_and_its_triples(client, path, accept, media_type, words):
    response = client.get(path, headers={"Accept": accept}, follow_redirects=True)
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert words in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/id/state/XX",
        "/article/nope",
        "/id/a%3E%20b",
        "/id/%7D%7D%20DROP",
        "/article/a1/span/9",
    ],
)
def test_what_is_not_there_is_said_in_words(client, path):
    for accept in (BROWSER, "text/turtle", "application/json"):
        response = client.get(path, headers={"Accept": accept})
        assert response.status_code == 404
        assert "here is" in response.text or "Nothing here" in response.text


def test_everything_can_be_taken_away(client):
    dump = client.get("/dump.nq.gz")
    assert dump.mimetype == "application/gzip"
    quads = gzip.decompress(dump.data).decode().splitlines()
    assert len(quads) == 11 + 1 + 3000
    protege = client.get("/protege.ttl", buffered=True)  # closes the response, as a server does
    assert protege.mimetype == "text/turtle"
    assert "Ukraine" in protege.text


def test_health(client):
    assert client.get("/health").get_json()["status"] == "ok"
