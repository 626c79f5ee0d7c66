"""Linked data: every IRI of the examples' graphs has an answer on this server, in every format."""

import itertools

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.iris import BASE
from tests.examples import HTML, JSON, served_examples

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TURTLE = {"Accept": "text/turtle"}
ARTICLE = "295cbe2c4097a2bb"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served_examples(tmp_path_factory.mktemp("things")) as client:
        yield client


def parsed(answer):
    return set(parse(answer.data, format=RdfFormat.from_media_type(answer.mimetype)))


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (BROWSER["Accept"], "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml", "rdf"),
        ("application/n-triples", "nt"),
        ("application/json", "json"),
        ("text/turtle;q=0.5, application/n-triples", "nt"),
        ("*/*", "ttl"),
    ],
)
@pytest.mark.parametrize("path", ["/id/state/UA", f"/article/{ARTICLE}/statement/1"])
def test_a_thing_leads_to_the_document_its_reader_likes(client, path, accept, suffix):
    answer = client.get(path, headers={"Accept": accept})
    assert (answer.status_code, answer.location) == (303, f"{path}.{suffix}")
    assert "Accept" in answer.vary
    document = client.get(answer.location)
    assert document.status_code == 200
    assert f'<{BASE.rstrip("/")}{path}>; rel="describes"' in document.headers["Link"]


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf", "nt"])
def test_the_formats_of_a_document_say_the_same(client, suffix):
    triples = parsed(client.get(f"/id/state/FI.{suffix}"))
    assert triples == parsed(client.get("/id/state/FI.nt"))
    finland = NamedNode(f"{BASE}id/state/FI")
    assert any(t.subject == finland for t in triples)
    assert any(t.object == finland for t in triples)


@pytest.mark.parametrize(
    "path",
    [
        *("/id/state/UA", "/id/state/UA.ttl", "/id/state/UA.html"),
        *(f"/articles/{ARTICLE}{suffix}" for suffix in ("", ".html", ".ttl", ".nq", ".trig")),
        *(f"/{name}?format={form}" for name in ("ontology", "shapes") for form in ("html", "nt")),
        *(f"/sparql?query=SELECT*{{?s?p?o}}LIMIT+9&format={form}" for form in ("html", "csv")),
        "/sparql?query=DESCRIBE<urn:x>&format=html",
    ],
)
def test_head_tells_what_get_would(client, path):
    head, get = (client.open(path, method=method, headers=TURTLE) for method in ("HEAD", "GET"))
    assert head.status_code == get.status_code
    assert head.content_type == get.content_type
    assert head.headers.get("Content-Length") in (None, str(len(get.data)))
    assert head.data == b""


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("/id/state/ukraine", "/id/state/UA"),
        ("/id/state/ua", "/id/state/UA"),
        ("/id/state/nowhere", "/api/states"),
        ("/id/grouping/nato", "/id/grouping/NATO"),
        ("/id/person/ada-nobody", "/api/find-entities?name=ada%20nobody"),
        ("/id/state/XX.ttl", "/api/states"),
        ("/article/0000000000000000", "/articles"),
        ("/articles/0000000000000000", "/articles"),
        ("/articles/0000000000000000.trig", "/articles"),
        (f"/article/{ARTICLE}/statement/999", "articles"),
        ("/id/a%3E%20b", ""),
        ("/id/%7D%7D%20DROP", ""),
    ],
)
@pytest.mark.parametrize("headers", [JSON, HTML, TURTLE])
def test_what_is_not_there_is_not_found_and_a_way_on_is_named(client, path, hint, headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 404
    assert hint in answer.text.replace("&#39;", "'").replace("&amp;", "&")


def test_every_iri_minted_for_the_examples_has_an_answer(client):
    query = f"""SELECT DISTINCT ?x {{
      {{ GRAPH ?g {{ ?x ?p ?o }} }} UNION {{ GRAPH ?g {{ ?o ?p ?x }} }} UNION {{ GRAPH ?x {{ }} }}
      FILTER(STRSTARTS(STR(?x), "{BASE}")) }}"""
    rows = client.get("/sparql", query_string={"query": query}, headers=JSON).json
    iris = sorted(row["x"]["value"] for row in rows["results"]["bindings"])
    assert len(iris) > 4000

    def kind(iri):
        path = iri.removeprefix(BASE).split("/")
        return (path[0], path[1] if path[0] == "id" else path[2] if len(path) > 2 else "")

    for _, group in itertools.groupby(sorted(iris, key=kind), kind):
        path = next(group).removeprefix(BASE.rstrip("/"))
        answer = client.get(path, headers=TURTLE, follow_redirects=True)
        assert answer.status_code == 200, path
        assert answer.mimetype == "text/turtle", path
        assert answer.data  # an answer not read keeps its worker


def test_an_iri_is_answered_under_its_own_path_too(client):
    answer = client.get("/communique/kg/id/state/UA?format=json")
    assert (answer.status_code, answer.location) == (308, "/id/state/UA?format=json")
    elsewhere = client.get("/communique/kg//elsewhere.example/x", follow_redirects=True)
    assert (elsewhere.status_code, elsewhere.request.host) == (404, "localhost")


def test_a_format_can_be_named_in_the_address(client):
    assert client.get("/id/state/UA?format=json", headers=BROWSER).location == "/id/state/UA.json"
    assert client.get("/id/state/UA?format=turtle").location == "/id/state/UA.ttl"
    wrong = client.get("/id/state/UA?format=xlsx", headers=JSON)
    assert (wrong.status_code, wrong.json["parameter"]) == (400, "format")
    assert client.get("/id/state/UA", headers={"Accept": "image/png"}).status_code == 406


def test_json_of_a_thing_has_labels(client):
    told = client.get("/id/state/UA.json").json
    assert (told["iri"], told["label"]) == (f"{BASE}id/state/UA", "Ukraine")
    assert told["url"] == "http://localhost/id/state/UA"
    values = {p["property"]["label"]: p["values"] for p in told["properties"]}
    assert values["ISO 3166-1 alpha-2 code"] == ["UA"]
    assert any(p["property"]["label"] == "about" for p in told["mentioned"])


def test_an_article_leads_to_its_document(client):
    answer = client.get(f"/article/{ARTICLE}", headers=BROWSER)
    assert (answer.status_code, answer.location) == (303, f"/articles/{ARTICLE}")
    assert client.get(f"/article/{ARTICLE}.trig").location == f"/articles/{ARTICLE}.trig"
    document = client.get(f"/articles/{ARTICLE}", headers=BROWSER)
    assert document.headers["Content-Location"] == f"/articles/{ARTICLE}.html"
    assert "Accept" in document.vary


def test_json_of_an_article_has_statements_with_speakers_words_and_offsets(client):
    told = client.get(f"/articles/{ARTICLE}", headers=JSON).json
    assert (told["title"], told["published"]) == (
        "General Assembly demands Russian withdrawal from Ukraine",
        "2022-03-02",
    )
    guns = next(s for s in told["statements"] if "guns" in s["said"][0]["text"])
    assert [s["label"] for s in guns["speakers"]] == ["Antonio Guterres"]
    assert [s["label"] for s in guns["on_behalf_of"]] == ["United Nations"]
    assert (guns["act"], guns["form"]) == ("demand", "direct")
    for statement in told["statements"]:
        for span in (*statement["said"], *statement["evidence"]):
            assert told["text"][span["start"] : span["end"]] == span["text"]
    starts = [s["said"][0]["start"] for s in told["statements"]]
    assert starts == sorted(starts)
    assert {c["type"] for c in told["claims"]} <= {"membershipClaim", "officeClaim"}
    claimed = client.get("/articles?title=Finland", headers=JSON).json["rows"][0]["article"]["url"]
    claims = client.get(claimed, headers=JSON, follow_redirects=True).json["claims"]
    assert "agrees" in {c["comparison"] for c in claims}


def test_the_page_of_an_article_marks_what_is_said(client):
    page = client.get(f"/articles/{ARTICLE}", headers=BROWSER).text
    assert "<blockquote>civilian targets were being attacked</blockquote>" in page
    assert "speaker of statement 7: Vassily Nebenzia" in page
    assert f'href="/articles/{ARTICLE}.trig"' in page


@pytest.mark.parametrize("suffix", ["trig", "nq"])
def test_an_article_as_quads_has_both_its_graphs(client, suffix):
    quads = parsed(client.get(f"/articles/{ARTICLE}.{suffix}"))
    iri = NamedNode(f"{BASE}article/{ARTICLE}")
    assert {q.graph_name for q in quads} == {iri, NamedNode(f"{iri.value}/inferred")}
    plain = parsed(client.get(f"/articles/{ARTICLE}.nt"))
    assert {q.triple for q in quads if q.graph_name == iri} == {q.triple for q in plain}


def test_the_list_of_articles_can_be_filtered_and_paged(client):
    listed = client.get("/articles?limit=5", headers=JSON).json
    assert listed["count"] == 5
    assert listed["rows"][0]["article"]["label"] == "Sweden enters the Atlantic alliance"
    assert listed["next"] == "http://localhost/articles?limit=5&offset=5"
    assert client.get("/articles?until=2014-12-31", headers=JSON).json["count"] == 2
    assert client.get("/articles?title=SUBMARINE&format=csv").text.count("\n") == 2
    page = client.get("/articles?since=2024-01-01", headers=BROWSER).text
    assert "<h1>Articles</h1>" in page
    assert "Sweden enters the Atlantic alliance</a>" in page
    assert client.get("/articles?since=lately", headers=JSON).status_code == 400


def test_an_entity_tells_what_articles_say_of_the_person(client):
    told = client.get("/id/person/sergei-lavrov.json").json["mentioned"]
    named = {m["property"]["label"]: [s["iri"] for s in m["subjects"]] for m in told}
    assert len({iri.split("/claim/")[0] for iri in named["claim subject"]}) == 2
    assert all("/statement/" in iri for iri in named["speaker"])
    assert len(named["identified as"]) == 2
