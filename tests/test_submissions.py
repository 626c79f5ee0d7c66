"""Articles that are sent: read, checked and stored, or refused in words and set aside."""

import io
import json
from pathlib import Path

import pytest

from kg.config import Config
from kg.iris import BASE
from kg.model import Article, ArticleGraph, Finding, Span
from kg.quarantine import entries
from kg.web import submissions
from kg.web.intakes import Reading
from tests.examples import AUTHORISED, JSON, TOKEN, served_examples

TEXT = (
    "Ministers meet in Vilnius\n"
    "Lithuanian Foreign Minister Gabrielius Landsbergis said on Tuesday that the alliance would "
    'defend every member. "There will be no exceptions," he told reporters.\n'
)
URL = "https://news.example/vilnius"
PAGE = f"""<!doctype html><html lang="en"><head><title>Ministers meet in Vilnius</title>
<link rel="canonical" href="{URL}"><meta property="article:published_time" content="2023-07-11">
</head><body><article><h1>Ministers meet in Vilnius</h1><p>{TEXT.splitlines()[1]}</p>
<p>The meeting in the Lithuanian capital is to end on Wednesday with a common declaration, which
diplomats had prepared for weeks before the ministers arrived.</p></article></body></html>"""


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("submissions")
    settings = Config(quarantine=str(folder / "aside"), max_bytes=100_000)
    with served_examples(folder, token=TOKEN, settings=settings) as client:
        yield client


def post(client, data=TEXT, content_type="text/plain", query="", headers=JSON, **options):
    return client.post(
        f"/articles{query}",
        data=data.encode() if isinstance(data, str) else data,
        content_type=content_type,
        headers={**AUTHORISED, **headers},
        **options,
    )


def graphs(client, name):
    query = f"""SELECT ?g {{ GRAPH ?g {{}} FILTER(CONTAINS(STR(?g), "article/{name}")) }}"""
    found = client.get("/sparql", query_string={"query": query}, headers=JSON).json
    return sorted(row["g"]["value"] for row in found["results"]["bindings"])


def test_an_article_is_read_stored_replaced_and_removed(client):
    body = json.dumps({"text": TEXT, "title": "Vilnius", "published": "2023-07-11", "url": URL})
    answer = post(client, body, "application/json")
    assert answer.status_code == 201
    told = answer.json
    name = told["id"]
    assert answer.location == f"/articles/{name}"
    assert told["iri"] == f"{BASE}article/{name}"
    assert told["stored"]
    assert told["statements"] >= 1
    assert graphs(client, name) == [told["iri"], f"{told['iri']}/inferred"]

    read = client.get(answer.location, headers=JSON)
    assert "no exceptions" in " ".join(
        s["text"] for t in read.json["statements"] for s in t["said"]
    )
    assert (read.json["published"], read.json["published_source"]) == ("2023-07-11", "jsonl")
    tag = read.headers["ETag"]
    assert tag == answer.headers["ETag"]
    unchanged = client.get(answer.location, headers={**JSON, "If-None-Match": tag})
    assert (unchanged.status_code, unchanged.data) == (304, b"")

    again = post(client, body, "application/json")
    assert (again.status_code, again.location) == (409, answer.location)
    assert "PUT" in again.json["detail"]
    again = post(client, body, "application/json", headers={**JSON, "If-None-Match": "*"})
    assert again.status_code == 412

    longer = TEXT + "He added that Lithuania would send more money.\n"
    put = {"data": longer.encode(), "content_type": "text/plain"}
    replaced = client.put(answer.location, **put, headers={**AUTHORISED, **JSON, "If-Match": tag})
    assert (replaced.status_code, replaced.json["id"]) == (200, name)
    late = client.put(answer.location, **put, headers={**AUTHORISED, **JSON, "If-Match": tag})
    assert late.status_code == 412
    now = client.get(answer.location, headers=JSON).json
    assert now["text"] == longer.strip()
    assert (now["title"], now["published"], now["source_url"]) == ("Vilnius", "2023-07-11", URL)
    assert now["published_source"] == "jsonl"

    for seen in (tag, f"W/{replaced.headers['ETag']}", 'W/"x", "+", ""'):
        late = client.delete(answer.location, headers={**AUTHORISED, "If-Match": seen})
        assert late.status_code == 412, seen
    assert client.delete(answer.location, headers=AUTHORISED).status_code == 204
    assert graphs(client, name) == []
    assert client.get(answer.location, headers=JSON).status_code == 404
    assert client.delete(answer.location, headers=AUTHORISED).status_code == 404


@pytest.mark.parametrize(
    ("data", "content_type", "query", "expected"),
    [
        (TEXT, "text/plain", "", {"published": None}),
        (TEXT, "text/plain", f"&title=Vilnius&published=2023-07-11&url={URL}",
         {"title": "Vilnius", "published": "2023-07-11"}),
        (PAGE, "text/html", "", {"published": "2023-07-11", "title": "Ministers meet in Vilnius"}),
        (PAGE, "text/html; charset=utf-8", "&published=2023-07-12", {"published": "2023-07-12"}),
        (TEXT.encode("utf-16"), "text/plain; charset=utf-16", "", {"published": None}),
        (json.dumps({"body": TEXT, "headline": "Vilnius"}), "application/json", "",
         {"title": "Vilnius"}),
    ],
)  # fmt: skip
def test_a_dry_run_tells_what_would_be_stored_and_stores_nothing(
    client, data, content_type, query, expected
):
    answer = post(client, data, content_type, f"?dry-run=true{query}")
    assert answer.status_code == 200, answer.text
    told = answer.json
    assert expected.items() <= told.items()
    assert not told["stored"]
    assert told["conforms"] == told["report"]["conforms"] is True
    assert told["statements"] >= 1
    assert told["annotations"]["statements"]
    assert graphs(client, told["id"]) == []


def test_a_file_of_a_form_is_an_article_with_the_fields_beside_it(client):
    form = {"file": (io.BytesIO(TEXT.encode()), "../../etc/vilnius.txt"), "published": "2023-07-11"}
    answer = post(client, form, "multipart/form-data", "?dry-run=true&format=nt")
    assert answer.mimetype == "application/n-triples"
    assert '#sourceName> "vilnius.txt"' in answer.text
    assert "2023-07-11" in answer.text
    assert post(client, {"title": "x"}, "multipart/form-data").status_code == 400


@pytest.mark.parametrize(
    ("suffix", "media_type"), [("nt", "application/n-triples"), ("trig", "application/trig"),
                               ("ttl", "text/turtle"), ("txt", "text/plain")]
)  # fmt: skip
def test_the_graph_or_the_report_can_be_the_answer(client, suffix, media_type):
    answer = post(client, query=f"?dry-run=true&format={suffix}")
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert answer.text.strip()


@pytest.mark.parametrize(
    ("data", "content_type", "query", "status", "words"),
    [
        ("", "text/plain", "", 400, "nothing"),
        ("".encode("utf-16"), "text/plain", "", 422, "text is missing"),
        (TEXT, "application/pdf", "", 415, "text/plain"),
        (TEXT, "text/plain", "?titel=x", 400, "title"),
        (TEXT, "text/plain", "?dry-run=maybe", 400, "true or false"),
        (TEXT, "text/plain; charset=klingon", "", 422, "klingon"),
        ("\xff\xfe\x00", "text/plain; charset=ascii", "", 422, "ascii"),
        ("{", "application/json", "", 422, "JSON"),
        ("[]", "application/json", "", 422, "empty list"),
        (json.dumps([{"text": TEXT}, {"text": TEXT}]), "application/json", "", 422, "not one"),
        ('{"title": "x"}', "application/json", "", 422, "no text"),
        ("<html><body></body></html>", "text/html", "", 422, "no article text"),
        ("Le ministre a dit que la France ne quittera pas la zone. " * 9, "text/plain", "", 422,
         "English"),
        ("a" * 200_000, "text/plain", "", 413, "bytes"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(client, data, content_type, query, status, words):
    answer = post(client, data, content_type, query)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert words.lower() in answer.json["detail"].lower()
    assert "Traceback" not in answer.text


def test_an_article_that_does_not_conform_is_set_aside_with_its_report(client):
    article = Article(TEXT, title="Vilnius")
    found = Finding(
        "Violation", "Statement-cue", "A statement has one cue.", "kg:1", span=Span(0, 9)
    )
    reading = Reading(ArticleGraph(article, "kg:a", b"", b"", (found,)), 1, 9)
    app = client.application
    with app.test_request_context("/articles", headers=JSON):
        answer = submissions.refused(reading)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json["report"]["conforms"] is False
    assert "A statement has one cue. Nothing was stored" in answer.json["detail"]
    entry = Path(app.extensions["communique"].intake.config.quarantine) / article.id
    files = {"article.jsonl", "graph.nt", "report.txt", "report.html", "report.json"}
    assert {f.name for f in entry.iterdir()} == files
    with app.test_request_context("/articles", headers={"Accept": "text/plain"}):
        text = submissions.refused(reading)
    assert text.get_data(as_text=True) == (entry / "report.txt").read_text()
    assert "Must not be published" in text.get_data(as_text=True)


def test_an_article_in_another_language_is_set_aside_and_not_lost(client):
    text = "Le ministre a dit que la France ne quittera pas la zone. " * 9
    answer = post(client, text)
    assert answer.status_code == 422
    assert "in French (fr)" in answer.json["detail"]
    aside = Path(client.application.extensions["communique"].intake.config.quarantine)
    name = answer.json["detail"].rpartition("/")[2].rstrip(".")
    [entry] = [e for e in entries(aside) if e.name == name]
    assert entry.article.text.strip() == text.strip()
    assert [f.rule for f in entry.findings] == ["OtherLanguage"]
    dry = post(client, text, query="?dry-run=true")
    assert (dry.status_code, dry.json["conforms"], dry.json["triples"]) == (200, False, 0)


def test_reading_that_takes_too_long_is_stopped_and_the_next_article_read(client):
    assert post(client, query="?dry-run=true").status_code == 200  # its process is warm
    pool = client.application.extensions["communique"].pool
    usual, pool.timeout = pool.timeout, 0.001
    try:
        late = post(client)
    finally:
        pool.timeout = usual
    assert (late.status_code, late.json["title"]) == (422, "Reading was stopped")
    assert post(client, query="?dry-run=true").status_code == 200


def test_an_article_of_another_name_is_no_replacement(client):
    wrong = client.put(
        "/articles/0000000000000000", data=TEXT, content_type="text/plain",
        headers={**AUTHORISED, **JSON},
    )  # fmt: skip
    assert wrong.status_code == 409
    assert "POST" in wrong.json["detail"]


def test_without_the_token_nothing_is_written(client):
    assert client.post("/articles", data=TEXT).status_code == 401
    assert client.put("/articles/x", data=TEXT).status_code == 401
    assert client.delete("/articles/x").status_code == 401


def test_the_persons_of_an_article_are_known_across_articles_at_once(client):
    def said() -> list[str]:
        path = "/api/what-somebody-said?speaker_name=Recep%20Tayyip%20Erdo%C4%9Fan"
        return [row["said"] for row in client.get(path, headers=JSON).json["rows"]]

    before = said()
    text = "ANKARA — Turkish President Recep Tayyip Erdogan said the straits would stay open.\n"
    answer = post(client, text, "text/plain")
    assert answer.status_code == 201
    assert [s for s in said() if s not in before] == ["the straits would stay open"]
    assert client.delete(answer.location, headers=AUTHORISED).status_code == 204
    assert said() == before


def test_what_is_copied_is_known_at_once_and_forgotten_with_the_article(client):
    def shared() -> list[str]:
        query = "SELECT ?u { GRAPH ?c { ?copy cq:ofCluster ?k ; cq:inArticle ?a } ?a cq:url ?u }"
        found = client.get("/sparql", query_string={"query": query}, headers=JSON).json
        return sorted(row["u"]["value"] for row in found["results"]["bindings"])

    sent = [f"https://{name}.example/vilnius" for name in ("courier", "herald")]
    answers = [
        post(
            client,
            json.dumps({"text": TEXT, "published": "2023-07-11", "url": url}),
            "application/json",
        )
        for url in sent
    ]
    assert [a.status_code for a in answers] == [201, 201]
    assert shared() == sent
    assert client.delete(answers[0].location, headers=AUTHORISED).status_code == 204
    assert shared() == []
