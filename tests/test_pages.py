"""The start page and the search box, without a browser."""

import gzip
import html
import re

import pytest

from kg.iris import BASE
from kg.web import create_app
from kg.web.corpus import corpus
from kg.web.pages import QUESTIONS
from tests.examples import HTML, JSON, served_examples


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served_examples(tmp_path_factory.mktemp("pages")) as client:
        yield client


def test_the_corpus_at_a_glance(client):
    with client.application.test_request_context("/"):
        told = corpus()
    statements = client.get("/statements?limit=500", headers=JSON).json["statements"]
    speakers = {agent["iri"] for s in statements for agent in s["speakers"]}
    assert told.articles == client.get("/articles", headers=JSON).json["count"]
    assert (told.statements, told.speakers) == (len(statements), len(speakers))
    assert (told.first, told.last) == ("2014-03-27", "2024-03-07")
    assert told.states > 20


def test_an_empty_store_has_a_start_page():
    app = create_app("memory")
    try:
        client = app.test_client()
        for path in ("/", "/statements", "/articles", "/people"):
            page = client.get(path, headers=HTML).text.partition("<main")[2]
            assert "No article has been read yet" in page
            assert '<a href="/add">' in page
            assert "kg build" in page
            assert ">0</span>" not in page
        assert "<dl" not in client.get("/").text, "numbers of nothing"
        assert "0 statements" in client.get("/statements", headers=HTML).text
        assert "Nobody and nothing" in client.get("/search?q=Ukraine", headers=HTML).text
    finally:
        app.extensions["communique"].close()


@pytest.mark.parametrize(
    ("path", "title", "about"),
    [
        ("/", "Communiqué: who said what in world politics", "Who said what in world politics"),
        ("/statements", "Statements", " statements from news articles, each with its speaker"),
        ("/statements?about=UA&act=warn", "Statements: about Ukraine; act warn", "about Ukraine"),
        ("/articles/295cbe2c4097a2bb.html", "General Assembly demands", "2022-03-02"),
        ("/article/295cbe2c4097a2bb/statement/5.html", "Sergiy Kyslytsya: Moscow", "Ukraine's am"),
        ("/id/person/sergei-lavrov.html", "Sergei Lavrov", "Sergei Lavrov, person"),
        ("/pictures/map", "States heard and spoken about", "The stronger the colour of a state"),
        ("/api/most-quoted", "Who is heard most often", "Repetitions"),
    ],
)
def test_a_page_says_what_it_is_to_those_who_share_it(client, path, title, about):
    head = client.get(path, headers=HTML).text.partition("<body")[0]
    told = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', head))
    told = {name: html.unescape(words) for name, words in told.items()}
    shown = html.unescape(re.search(r"<title>(.*)</title>", head)[1])
    assert shown == told["og:title"]
    assert shown.startswith(title)
    assert about in told["description"] == told["og:description"]


@pytest.mark.parametrize(
    ("path", "words", "address"),
    [
        (
            "/article/295cbe2c4097a2bb/statement/5.html",
            "Sergiy Kyslytsya: “Moscow of trying to deprive his country of the right to exist”. "
            "General Assembly demands Russian withdrawal from Ukraine (Communiqué examples, "
            "2022-03-02, en). In: Communiqué",
            f"{BASE}article/295cbe2c4097a2bb/statement/5",
        ),
        ("/id/state/UA.html", "Ukraine (state). In:", f"{BASE}id/state/UA"),
        ("/articles/295cbe2c4097a2bb.html", "Statements in: General", "article/295cbe2c4097a2bb"),
        ("/statements?about=UA", "12 statements, about Ukraine. In:", "/statements?about=UA"),
        ("/pictures/map?since=2020-01-01", "States heard and", "/pictures/map?since=2020-01-01"),
        ("/api/most-quoted", "Who is heard most often", "http://localhost/api/most-quoted"),
    ],
)
def test_what_a_page_tells_can_be_cited(client, path, words, address):
    page = client.get(path, headers=HTML).text
    cited = html.unescape(re.search(r'<p dir="auto" class="copy">(.*)</p>', page)[1])
    assert cited.startswith(words)
    assert ", as of 2024-01-01." in cited, "the day on which the graph was built"
    assert cited.endswith(address)


def test_an_error_stands_in_the_frame_and_leads_on(client):
    page = client.get("/id/state/Ukraine", headers=HTML).text
    assert 'Is it <a href="/id/state/UA">/id/state/UA</a>?' in page
    page = client.get("/nowhere/<b>", headers=HTML).text
    assert "There is nothing at /nowhere/&lt;b&gt;." in page
    assert 'action="/search"' in page
    assert client.get("/nowhere").json["detail"] == "There is nothing at /nowhere."
    form = {"text": "x" * (5 << 20)}
    long = client.post("/add", data=form, headers=HTML)
    assert (long.status_code, "<main" in long.text) == (413, True)
    client.application.extensions["communique.observer"].draining = True
    try:
        busy = client.get("/statements?about=UA", headers=HTML)
    finally:
        client.application.extensions["communique.observer"].draining = False
    assert busy.status_code == 503
    assert '<a href="/statements?about=UA">Try again</a>' in busy.text


def test_a_list_has_no_column_in_which_nothing_stands(client):
    heads = [
        re.findall(r'<th scope="col"[^>]*>([^<]+)<', client.get(path, headers=HTML).text)
        for path in ("/articles", "/api/articles")
    ]
    assert heads[0] == ["date", "article", "publisher name", "statements"]
    assert heads[1] == ["date", "article", "publisher name", "url", "statements"]


def test_each_question_leads_to_its_answer_and_to_its_sparql(client):
    page = client.get("/", headers=HTML).text
    links = re.findall(r'<li class="card"><a href="([^"]+)', page)
    assert len(links) == len(QUESTIONS) == len(set(QUESTIONS)) >= 12
    for link in links[:3]:
        answer = client.get(link.replace("&amp;", "&"), headers=HTML).text
        assert "<tbody>\n<tr>" in answer
        assert "/sparql?query=" in answer


def test_the_start_page_is_light(client):
    page = client.get("/", headers=HTML).text
    assets = re.findall(r'(?:href|src)="(/static/[^"]+)', page)
    assert assets
    size = len(gzip.compress(page.encode()))
    for asset in assets:
        with client.get(asset) as answer:
            size += len(gzip.compress(answer.data))
    assert size < 300_000


@pytest.mark.parametrize(
    ("asked", "first", "number"),
    [
        ("Ukraine", "Ukraine", "about"),
        ("nato", "North Atlantic Treaty Organization", "for"),
        ("guterres", "Antonio Guterres", "speaker"),
        ("António Guterres", "Antonio Guterres", "speaker"),
    ],
)
def test_who_is_looked_for_is_found_first(client, asked, first, number):
    found = client.get("/search", query_string={"q": asked}, headers=JSON).json
    agent = found["agents"][0]
    assert agent["label"] == first
    role = f"{number}={agent['iri']}"
    listed = client.get(f"/statements?{role}", headers=JSON).json
    assert listed["count"] == agent["statements"][number] > 0


def test_words_are_found_in_what_was_said(client):
    found = client.get("/search?q=troops+Ukraine", headers=JSON).json
    assert found["count"] == len(found["statements"]) > 0
    for statement in found["statements"]:
        assert all(word in statement["words"].lower() for word in ("troops", "ukraine"))


@pytest.mark.parametrize("asked", ["", "   ", "<b>x</b>", "'\" }", "ʕ•ᴥ•ʔ", "ا", "\u202e"])
def test_whatever_is_searched_for_is_text(client, asked):
    answer = client.get("/search", query_string={"q": asked}, headers=HTML)
    assert answer.status_code == 200
    assert "<b>x</b>" not in answer.text


def test_a_search_has_a_greatest_length(client):
    assert client.get("/search?q=" + "x" * 1001, headers=JSON).status_code == 400
