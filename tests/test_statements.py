"""The list of statements: what is found, counted and given away, without a browser."""

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from rdflib import RDF, Graph, URIRef

from kg.iris import BASE
from kg.web import statements
from tests.examples import CSV, HTML, JSON, served_examples
from tests.served import CQ


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served_examples(tmp_path_factory.mktemp("statements")) as client:
        yield client


def asked(client, query, headers=JSON):
    answer = client.get(f"/statements?{query}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


NARROWED = [
    ("", "speakers", ...),
    ("speaker=id/person/sergei-lavrov", "speakers", {"Sergei Lavrov"}),
    (f"speaker={BASE}id/person/sergei-lavrov", "speakers", {"Sergei Lavrov"}),
    ("speaker_name=LAVROV", "speakers", {"Sergei Lavrov"}),
    ("for=id/state/RU", "on_behalf_of", {"Russia", ...}),
    ("for=Russia", "on_behalf_of", {"Russia", ...}),
    ("for=ru", "on_behalf_of", {"Russia", ...}),
    ("about=UA", "about", {"Ukraine", ...}),
    ("act=condemn", "act", {"condemn"}),
    ("form=direct", "form", {"direct"}),
    ("year=2014", "date", {"2014-03-27", "2014-09-05"}),
    ("since=2024-01-28&until=2024-02-23", "date", {"2024-01-28", "2024-02-23"}),
    ("confidence_from=0.9", "confidence", ...),
    ("words=UKRAINE+Russia", "words", ...),
    ("for=id/grouping/NATO&form=direct", "form", {"direct"}),
]


@pytest.mark.parametrize(("query", "field", "expected"), NARROWED)
def test_what_is_asked_for_is_found(client, query, field, expected):
    found = asked(client, f"{query}&limit=500").json["statements"]
    assert found
    if expected is not ...:
        values = [s[field] for s in found]
        names = [{a["label"] for a in v} if isinstance(v, list) else {v} for v in values]
        assert set().union(*names) >= expected - {...}
        assert all(n & expected for n in names)


def test_all_statements_are_one_file(client, monkeypatch):
    monkeypatch.setattr(statements, "MOST", 30)  # so that it is sent in parts
    page = asked(client, "", HTML).text
    link, told = re.search(r'href="([^"]+)" rel="nofollow">All (\d+) as CSV', page).groups()
    answer = client.get(link.replace("&amp;", "&"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="statements.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len({row["statement_iri"] for row in rows}) == len(rows) == int(told)
    starts = range(0, len(rows), 25)
    pages = [asked(client, f"limit=25&offset={n}").json["statements"] for n in starts]
    assert [row["statement_iri"] for row in rows] == [s["iri"] for p in pages for s in p]
    assert client.get("/statements?limit=10000", headers=JSON).status_code == 400
    assert "as CSV</a>" not in asked(client, "about=UA", HTML).text


@pytest.mark.parametrize("query", [query for query, *_ in NARROWED])
def test_the_sparql_behind_a_list_finds_the_same(client, query):
    page = asked(client, query, HTML).text
    link = next(p for p in page.split('"') if p.startswith("/sparql?query="))
    sparql = parse_qs(urlsplit(link).query)["query"][0]
    answer = client.get("/sparql", query_string={"query": sparql}, headers=CSV).text
    by_sparql = [row["statement"] for row in csv.DictReader(io.StringIO(answer))]
    assert by_sparql == [s["iri"] for s in asked(client, f"{query}&limit=500").json["statements"]]


def test_a_sentence_stands_with_each_statement(client):
    for statement in asked(client, "limit=500").json["statements"]:
        first = statement["words"].split(" … ")[0]
        assert first in statement["sentence"]


def test_every_format_gives_what_the_page_shows(client):
    query = "about=UA&limit=5&offset=3"
    shown = asked(client, query).json["statements"]
    rows = list(csv.DictReader(io.StringIO(asked(client, query, CSV).text)))
    graph = Graph().parse(data=asked(client, query, {"Accept": "text/turtle"}).data)
    page = asked(client, query, HTML).text
    iris = [s["iri"] for s in shown]
    assert len(iris) == 5
    assert [row["statement_iri"] for row in rows] == iris
    assert {str(s) for s in graph.subjects(RDF.type, URIRef(f"{CQ}Statement"))} == set(iris)
    assert all(iri.removeprefix(BASE) in page for iri in iris)
    assert rows[0]["about"] == "; ".join(a["label"] for a in shown[0]["about"])
    said = set(graph.objects(None, URIRef(f"{CQ}exact")))
    assert all(any(str(s) in row["sentence"] for s in said) for row in rows)


def test_pages_follow_each_other_and_hold_everything_once(client):
    every = [s["iri"] for s in asked(client, "limit=500").json["statements"]]
    found, address = [], "/statements?limit=60"
    while address:
        page = client.get(address, headers=JSON).json
        found += [s["iri"] for s in page["statements"]]
        assert page["count"] == len(every)
        address = page["next"]
    assert found == every == list(dict.fromkeys(every))


def test_a_facet_leads_to_as_many_statements_as_it_says(client):
    page = asked(client, "about=UA", HTML).text
    aside = page[page.index('<aside id="narrow"') : page.index("</aside>")]
    entries = [part.split("</li>")[0] for part in aside.split("<li")[1:]]
    assert len(entries) > 20
    for entry in entries[::6]:
        href = entry.split('href="')[1].split('"')[0].replace("&amp;", "&")
        number = int(entry.split('class="num">')[1].split("<")[0])
        chosen = 'aria-current="true"' in entry
        found = client.get(href, headers=JSON).json["count"]
        assert (found > number) if chosen else (found == number), href


def test_the_way_into_the_article_ends_at_the_words(client):
    statement = asked(client, "speaker=id/person/sergei-lavrov").json["statements"][0]
    page = asked(client, "speaker=id/person/sergei-lavrov", HTML).text
    href = next(p for p in page.split('"') if "#text-" in p)
    path, _, anchor = href.partition("#")
    article = client.get(path, headers=HTML, follow_redirects=True).text
    assert statement["iri"].startswith(BASE + path.lstrip("/"))
    assert f'id="{anchor}"' in article


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("spaeker=x", "spaeker"),
        ("act=shout", "act"),
        ("since=yesterday", "since"),
        ("confidence_from=2", "confidence_from"),
        ("year=12345", "year"),
        ("words=" + "+".join("abcdefghij"), "words"),
        ("about=%3Cx%3E", "about"),
        ("limit=1000", "limit"),
        ("act=warn&act=deny", "act"),
        ("words=" + "x" * 1001, "words"),
    ],
)
def test_what_cannot_be_taken_is_said(client, query, parameter):
    answer = client.get(f"/statements?{query}", headers=JSON)
    assert (answer.status_code, answer.json["parameter"]) == (400, parameter)
    page = client.get(f"/statements?{query}", headers=HTML)
    assert page.status_code == 400
    assert 'role="alert"' in page.text


def test_nothing_found_is_said_and_words_stay_text(client):
    page = asked(client, "words=%3Cscript%3Ealert(1)%3C/script%3E", HTML).text
    assert "0 statements" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    graph = asked(client, "words=nothinglikethis", {"Accept": "text/turtle"})
    assert len(Graph().parse(data=graph.data)) == 0
