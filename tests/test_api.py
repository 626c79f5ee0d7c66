"""The simple API over the bundled examples: what web developers ask, what they get."""

import csv
import io

import pytest

from kg.catalogue import load_catalogue
from kg.iris import BASE
from tests.examples import CSV, HTML, JSON, served_examples

CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served_examples(tmp_path_factory.mktemp("api")) as client:
        yield client


def rows(client, address):
    answer = client.get(f"/api/{address}", headers=JSON)
    assert answer.status_code == 200, answer.text
    return answer.json["rows"]


@pytest.mark.parametrize("query", CATALOGUE, ids=lambda q: q.key)
def test_every_question_is_answered_from_the_examples(client, query):
    answer = client.get(f"/api/{query.key}", headers=JSON).json
    assert answer["count"] == len(answer["rows"]) > 0
    for row in answer["rows"]:
        for cell in row.values():
            if isinstance(cell, dict):
                assert cell["label"] or cell["iri"].startswith(f"{BASE}reference")


@pytest.mark.parametrize(
    ("address", "field", "expected"),
    [
        ("what-somebody-said?speaker_name=Narendra+Modi", "form", {"Direct"}),
        ("members-on-a-day?organisation_code=NATO&day=1950-01-01", "state", {
            "Belgium", "Canada", "Denmark", "France", "Iceland", "Italy", "Luxembourg",
            "Netherlands", "Norway", "Portugal", "United Kingdom", "United States",
        }),
        ("members-on-a-day?organisation_code=AUKUS&day=2022-01-01", "state", {
            "Australia", "United Kingdom", "United States",
        }),
        ("members-on-a-day?organisation_code=NATO&day=2023-04-03&status=Partner&limit=500",
         "state", {"Ukraine", ...}),
        ("claims-against-reference?wanted=agrees", "verdict", {"agrees"}),
        ("claims-against-reference?state_code=SY", "verdict", {"agrees"}),
        ("who-speaks-about?state_code=Syria", "article", {
            "Arab League readmits Syria after eleven years",
        }),
        ("statements?act=condemn&about_code=MM", "actName", {"condemn"}),
        ("statements?speaker_name=LAVROV", "speaker", {"Sergei Lavrov"}),
        ("statements?speaker=id/person/sergei-lavrov", "speaker", {"Sergei Lavrov"}),
        (f"statements?speaker={BASE}id/person/sergei-lavrov", "speaker", {"Sergei Lavrov"}),
        ("statements?since=2024-01-01&until=2024-12-31", "date", {
            "2024-01-28", "2024-02-23", "2024-03-07",
        }),
        ("statements?words=NUCLEAR", "speaker", {"Jacinda Ardern"}),
        ("statements-of-a-state?state_code=russia&since=2014-03-01", "speaker", {
            "Vitaly Churkin", ...,
        }),
        ("accusations-between-states", "accuser", {"Russia", ...}),
        ("offices-of-a-person?name=Angela+Merkel", "office", {"Chancellor (Germany)"}),
        ("office-holders-on-a-day?state_code=DE&day=2015-06-01", "person", {"Angela Merkel", ...}),
        ("memberships-of-a-state?state_code=FI", "organisation", {"European Union", ...}),
        ("find-entities?name=nato", "entity", {"North Atlantic Treaty Organization", ...}),
        ("articles?title=submarine", "article", {"Paris speaks of betrayal after submarine pact"}),
        ("articles?publisher=Nobody", "article", set()),
        ("quotations?words=inch", "quoted", set()),
        ("terms?of=https://w3id.org/communique/ontology%23Representation", "term", {
            "representative", "represented",
        }),
        ("terms?kind=listed&words=paraphrases", "of", {"statement forms"}),
        ("what-members-say?since=2014-01-01&until=2014-12-31", "member", {
            "United Kingdom", "United States",
        }),
        ("what-members-say?about_code=SE&until=2023-04-04", "member", {"Finland"}),  # its first day
        ("what-members-say?role=SECRETARY+OF+STATE", "speaker", {"Antony Blinken"}),
        ("what-members-say?organisation_code=CSTO&about_code=US", "member", {"Russia"}),
        ("spoken-about-from-outside?organisation_code=AU", "state", {"Germany", "India"}),
        ("spoken-about-from-outside?organisation_code=NATO&until=2023-04-03", "state", set()),
        ("later-otherwise?about_code=RU", "source", {"Russia", ...}),
        ("later-otherwise?before=warn&state_code=US&about_code=RU", "first", {"2014-09-05"}),
        ("later-otherwise?after=deny", "act", set()),
        ("spoken-about-from-outside?state_code=AM", "organisation", {"European Union"}),
    ],
)  # fmt: skip
def test_parameters_choose_the_rows(client, address, field, expected):
    found = {
        cell["label"] if isinstance(cell, dict) else cell
        for cell in (row[field] for row in rows(client, address))
    }
    if ... in expected:
        assert expected - {...} <= found
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("address", "parameter", "given", "expected", "example"),
    [
        ("statements?confidence_from=high", "confidence_from", "high", "a number from 0 to 1", "0"),
        ("statements?confidence_from=2", "confidence_from", "2", "a number from 0 to 1", "0"),
        ("statements?since=yesterday", "since", "yesterday", "a day as YYYY-MM-DD", "2021-04-13"),
        ("statements?abuot_code=UA", "abuot_code", "UA", "a parameter among", "about_code"),
        ("statements?act=shout", "act", "shout", "one of assert,", "assert"),
        ("statements?act=warn&act=deny", "act", "warn and deny", "one value", "warn"),
        ("who-speaks-about?state_code=Ukrania", "state_code", "Ukrania", "two-letter code", "UA"),
        ("members-on-a-day?organisation_code=NAT", "organisation_code", "NAT", "code of", "NATO"),
        ("states?limit=0", "limit", "0", "a whole number from 1 to 1000", "100"),
        ("states?limit=9999", "limit", "9999", "a whole number from 1 to 1000", "100"),
        ("states?offset=-1", "offset", "-1", "a whole number from 0", "0"),
        ("states?format=xml", "format", "xml", "one of json, csv, html", "json"),
    ],
)
def test_a_parameter_that_cannot_be_taken_is_named_with_what_it_takes(
    client, address, parameter, given, expected, example
):
    answer = client.get(f"/api/{address}", headers=JSON)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    problem = answer.json
    assert problem["status"] == 400
    assert (problem["parameter"], problem["given"]) == (parameter, given)
    assert expected in problem["expected"]
    assert problem["example"] == example
    assert problem["example"] in problem["detail"]


@pytest.mark.parametrize(
    "words",
    ['" } } DROP ALL #', "\\", "x' OR 1=1 --", "} UNION { ?s ?p ?o", "\\u0022 } #", "FROM <urn:x>"],
)
def test_hostile_words_are_only_words(client, words):
    answer = client.get("/api/statements", query_string={"words": words}, headers=JSON)
    assert (answer.status_code, answer.json["rows"]) == (200, [])


def test_the_pages_of_an_answer_are_the_answer(client):
    whole = rows(client, "states?limit=1000")
    found, address = [], "http://localhost/api/states?limit=40"
    while address:
        page = client.get(address, headers=JSON)
        found += page.json["rows"]
        address = page.json["next"]
        assert ('rel="next"' in page.headers.get("Link", "")) == bool(address)
    assert found == whole
    assert len(whole) > 190


def test_an_answer_names_the_page_before_it(client):
    page = client.get("/api/states?limit=40&offset=60", headers=JSON).json
    assert page["previous"].endswith("limit=40&offset=20")
    assert client.get("/api/states?limit=40&offset=20", headers=JSON).json["previous"]
    assert client.get("/api/states", headers=JSON).json["previous"] is None


def test_every_article_was_read_in_a_run(client):
    articles = rows(client, "articles?limit=1000")
    assert sum(int(run["articles"]) for run in rows(client, "runs")) == len(articles)
    assert sum(int(run["statements"]) for run in rows(client, "runs")) == sum(
        int(article["statements"]) for article in articles
    )


def test_over_all_graphs_a_statement_is_of_one_run_by_one_program(client):
    query = """SELECT ?statement ?name ?version {
        ?statement a cq:Statement ; prov:wasGeneratedBy/prov:wasAssociatedWith ?program .
        ?program rdfs:label ?name ; owl:versionInfo ?version }"""
    answer = client.get("/sparql", query_string={"query": query}, headers=CSV).text.splitlines()
    told = sum(int(article["statements"]) for article in rows(client, "articles?limit=1000"))
    assert len(answer) - 1 == len(set(answer)) - 1 == told


def test_an_iri_comes_with_its_label_and_its_address_on_this_server(client):
    row = rows(client, "states?limit=1")[0]
    assert row["state"] == {
        "iri": f"{BASE}id/state/AD",
        "label": "Andorra",
        "url": "http://localhost/id/state/AD",
    }


def test_csv_has_the_same_rows(client):
    answer = client.get("/api/states?limit=1000", headers=CSV)
    assert answer.content_type == "text/csv; charset=utf-8"
    table = list(csv.DictReader(io.StringIO(answer.text)))
    assert [r["code"] for r in table] == [r["code"] for r in rows(client, "states?limit=1000")]


def test_without_a_wish_a_program_gets_json(client):
    assert client.get("/api/states").mimetype == "application/json"
    assert client.get("/api/states", headers={"Accept": "*/*"}).mimetype == "application/json"
    assert client.get("/api/states", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/api/states?format=csv", headers=JSON).mimetype == "text/csv"


def test_a_person_gets_a_form_and_a_table(client):
    page = client.get("/api/who-speaks-about?state_code=ua", headers=HTML)
    assert page.mimetype == "text/html"
    assert '<option value="UA" selected' in page.text
    assert "Guterres</a>" in page.text
    wrong = client.get("/api/statements?since=soon", headers=HTML)
    assert wrong.status_code == 400
    assert 'role="alert"' in wrong.text
    assert 'value="soon"' in wrong.text
    assert 'name="confidence_from" value="0"' in wrong.text


def test_the_list_of_questions_is_for_programs_and_for_people(client):
    listed = client.get("/api", headers=JSON).json["queries"]
    assert [q["name"] for q in listed] == [q.key for q in CATALOGUE]
    asked = next(q for q in listed if q["name"] == "members-on-a-day")
    assert [p["name"] for p in asked["parameters"]] == ["organisation_code", "day", "status"]
    page = client.get("/api", headers=HTML).text
    assert all(q.title.replace('"', "&#34;") in page for q in CATALOGUE)


def test_a_question_nobody_knows_is_not_found(client):
    answer = client.get("/api/nothing", headers=JSON)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert "/api" in answer.json["detail"]
