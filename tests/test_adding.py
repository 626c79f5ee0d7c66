"""`/add` and `/set-aside`: what is read is shown before it is stored, what is refused is kept."""

import base64
import contextlib
import io
import json
import re

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from kg.config import Config
from kg.model import Article, ArticleGraph, Finding, Span
from kg.quarantine import ARTICLE, entries, set_aside
from kg.web.drafts import MOST_BYTES, MOST_TEXT, Draft, example
from tests.served import TOKEN, started

TEXT = "Lithuania would defend every member, Foreign Minister Jonas Petraitis said on Tuesday."
FRENCH = " ".join(5 * ["Le ministre a dit que la France ne quittera pas la zone."])
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
FOUND = Finding("Violation", "Cue", f"A cue. {MARKUP}", "kg:1", None, "v", Span(0, 9), MARKUP)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("aside")


@pytest.fixture(scope="module")
def client(folder):
    settings = Config(quarantine=str(folder), max_bytes=1_000_000)
    with started("memory", token=TOKEN, settings=settings, previews=1000) as made:
        yield made


def add(client, **form):
    boundary, body = encode_multipart(form)
    return client.post("/add", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def file(data, name):
    return FileStorage(io.BytesIO(data), name)


def aside(folder, text=TEXT, **known):
    article = Article(text, origin="/home/jane/news.txt", **known)
    return set_aside(folder, ArticleGraph(article, "kg:a", b"<a:> <a:> <a:> .\n", b"", (FOUND,)))


def stored(client):
    query = "SELECT ?g { GRAPH ?g { ?g a <https://w3id.org/communique/ontology#Article> } }"
    found = client.get("/sparql", query_string={"query": query, "format": "json"}).json
    return {row["g"]["value"].rpartition("/")[2] for row in found["results"]["bindings"]}


def test_what_is_read_is_shown_and_not_stored(client):
    answer = add(client, text=TEXT, title="Vilnius & more", published="2023-07-12")
    assert answer.status_code == 200
    assert "<h1>Vilnius &amp; more</h1>" in answer.text
    assert "Lithuania would defend every member" in answer.text
    assert 'class="statement"' in answer.text
    assert "conforms to all shapes" in answer.text
    assert "cq:Statement" in answer.text
    assert "2023-07-11" in answer.text  # Tuesday, counted from the day of publication
    assert stored(client) == set()


def test_an_example_is_one_click_away(client):
    assert '<a class="button quiet" href="/add/example">' in client.get("/add").text
    answer = client.get("/add/example")
    assert answer.status_code == 200
    assert example().title in answer.text
    assert "Ilze Ozola" in answer.text


def test_an_example_that_cannot_be_read_is_told_of_as_any_article(client, monkeypatch):
    monkeypatch.setattr("kg.web.adding.example", Draft)
    answer = client.get("/add/example")
    assert (answer.status_code, "There is no text yet" in answer.text) == (422, True)


def test_what_was_shown_is_stored_with_the_token_and_found_in_the_list(client):
    page = add(client, text=TEXT, title="In Vilnius", published="2023-07-12").text
    form = page[page.index('class="card keep"') : page.index("</section>")]
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert fields["published"] == "2023-07-12"
    answer = client.post("/add", data={**fields, "text": TEXT, "access_token": TOKEN})
    assert answer.status_code == 303
    assert "In Vilnius" in client.get(answer.location).text
    [name] = stored(client)
    assert answer.location == f"/add?stored={name}"
    again = client.post("/add", data={**fields, "text": TEXT, "access_token": TOKEN})
    assert (again.status_code, f'href="/articles/{name}"' in again.text) == (409, True)
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert client.delete(f"/articles/{name}", headers=bearer).status_code == 204
    assert "Stored" not in client.get(answer.location).text


@pytest.mark.parametrize("token", ["", "wrong", "wröng"])
def test_without_the_token_nothing_is_stored_and_nothing_of_the_form_lost(client, token):
    answer = client.post("/add", data={"do": "store", "text": TEXT, "access_token": token})
    assert answer.status_code == 401
    assert "This is not the token" in answer.text
    assert TEXT.strip() in answer.text
    assert stored(client) == set()


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({}, 422, "There is no text yet"),
        ({"text": " \n "}, 422, "There is no text yet"),
        ({"text": FRENCH}, 422, "The article is in French (fr); Communiqué reads English only."),
        ({"text": "a " * MOST_TEXT}, 422, "60,000 characters; up to 30,000"),
        ({"text": "<html><body></body></html>"}, 422, "no article text"),
        ({"name": "a.pdf", "content": "eA=="}, 422, "a.pdf is no kind of file that is read here"),
        ({"name": "a.txt", "content": ""}, 422, "a.txt is empty"),
        ({"name": "a.txt", "content": "%"}, 422, "Choose the file once more"),
        ({"file": file(b"%PDF-1.7", "a.txt")}, 422, "PDF"),
        ({"file": file(b"x" * (MOST_BYTES + 1), "a.txt")}, 413, "1,048,576 bytes"),
        ({"text": "x" * (4 * MOST_BYTES)}, 413, "1,048,576 bytes"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_words(client, form, status, words):
    answer = add(client, **form)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert words in answer.text


def test_a_file_is_read_and_kept_byte_for_byte_until_it_is_stored(client):
    page = f"<html><head><title>Vilnius</title></head><body><h1>Vilnius</h1><p>{TEXT}</p>"
    page += f"<p>{TEXT.replace('Lithuania', 'Cafés')}</p></body></html>"
    data = page.encode("windows-1252")
    answer = add(client, file=file(data, "C/../vilnius.html"))
    assert answer.status_code == 200
    assert "Cafés would defend" in answer.text
    assert f'name="content" value="{base64.b64encode(data).decode()}"' in answer.text
    assert 'name="name" value="vilnius.html"' in answer.text


@pytest.mark.parametrize("field", ["text", "title", "publisher", "url"])
def test_markup_stays_text(client, field):
    words = {"text": f"{TEXT}{MARKUP}\n</textarea>{MARKUP}"}.get(field, f'"{MARKUP}')
    answer = add(client, **({"text": TEXT} | {field: words}))
    assert "<script>" not in answer.text
    assert "<img" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_guests_come_in_turn_so_often_and_no_oftener(tmp_path):
    with started("memory", token=TOKEN, previews=1) as client:
        assert add(client, text="").status_code == 422  # nothing was read
        assert add(client, text=FRENCH).status_code == 422
        late = add(client, text=FRENCH)
        assert (late.status_code, "Retry-After" in late.headers) == (429, True)
        assert "1 requests a minute" in late.text
        assert add(client, text=FRENCH, access_token=TOKEN).status_code == 422


def test_where_guests_are_not_wanted_the_token_opens(client):
    guests = client.application.extensions["communique.guests"]
    usual, guests.rate = guests.rate, 0
    try:
        refused = add(client, text=TEXT)
        assert (refused.status_code, "those with the token" in refused.text) == (403, True)
        assert 'name="access_token"' in client.get("/add").text
        assert add(client, text=TEXT, access_token=TOKEN).status_code == 200
    finally:
        guests.rate = usual


def test_without_a_token_the_page_says_how_to_have_one(client):
    service = client.application.extensions["communique"]
    service.token = None
    try:
        assert "--token-file" in add(client, text=TEXT).text
        assert client.post("/add", data={"do": "store", "text": TEXT}).status_code == 403
    finally:
        service.token = TOKEN


def test_what_is_set_aside_is_listed_by_rule_and_by_article(client, folder):
    assert "Nothing is set aside" in client.get("/set-aside", headers={"Accept": "text/html"}).text
    with kept(folder, aside(folder, title=f"Vilnius {MARKUP}")) as name:
        page = client.get("/set-aside?format=html").text
        assert "Vilnius &lt;script&gt;" in page
        assert "<script>" not in page
        assert 'href="/set-aside?rule=Cue"' in page
        assert "/home/jane" not in page
        told = client.get("/set-aside").json
        assert (told["count"], told["rules"], told["entries"][0]["name"]) == (1, {"Cue": 1}, name)
        assert "None of them" in client.get("/set-aside?format=html&rule=Other").text


def test_an_entry_shows_the_sentence_and_gives_its_files(client, folder):
    with kept(folder, aside(folder, TEXT + MARKUP)) as name:
        page = client.get(f"/set-aside/{name}").text
        assert "<mark>Lithuania</mark> would" in page
        assert "<script>" not in page
        assert f"kg build QUARANTINE/{name}" in page
        for each in (page, client.get("/set-aside?format=html").text):
            assert folder.name not in each
        article = json.loads(client.get(f"/set-aside/{name}/article.jsonl").text)
        assert (article["text"], article["origin"]) == (TEXT + MARKUP, "news.txt")
        assert client.get(f"/set-aside/{name}/graph.nt").text == "<a:> <a:> <a:> .\n"
        assert "VIOLATION: A cue." in client.get(f"/set-aside/{name}/report.txt").text
        for path in (f"{name}/report.json", "0" * 16, "..%2Fx", f"{name}/..%2Farticle.jsonl"):
            assert client.get(f"/set-aside/{path}").status_code == 404, path


def test_an_entry_is_read_again_and_stored_when_it_conforms(client, folder):
    with kept(folder, aside(folder, title="Vilnius")) as name:
        refused = client.post(f"/set-aside/{name}", data={"access_token": "wrong"})
        assert (refused.status_code, stored(client)) == (401, set())
        done = client.post(f"/set-aside/{name}", data={"access_token": TOKEN})
        assert (done.status_code, done.location) == (303, f"/articles/{name}")
        assert stored(client) == {name}
        assert entries(folder) == []
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        assert client.delete(done.location, headers=bearer).status_code == 204


def test_an_article_that_is_stored_by_another_way_is_not_aside_any_more(client, folder):
    with kept(folder, aside(folder)):
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        done = client.post("/articles", data=TEXT, content_type="text/plain", headers=bearer)
        assert (done.status_code, entries(folder)) == (201, [])
        assert client.delete(done.location, headers=bearer).status_code == 204


def test_an_entry_that_still_does_not_conform_stays_with_its_new_report(client, folder):
    with kept(folder, aside(folder, FRENCH)) as name:
        done = client.post(f"/set-aside/{name}", data={"access_token": TOKEN})
        assert done.location == f"/set-aside/{name}?again=1"
        assert "read again and still does not conform" in client.get(done.location).text
        assert [f.rule for f in entries(folder)[0].findings] == ["OtherLanguage"]
        (folder / name / ARTICLE).unlink()
        assert client.post(f"/set-aside/{name}", data={"access_token": TOKEN}).status_code == 404
        (folder / name / ARTICLE).write_text("{")
        broken = client.post(f"/set-aside/{name}", data={"access_token": TOKEN})
        assert (broken.status_code, "not JSON" in broken.text) == (422, True)
        assert client.get("/set-aside?format=html").status_code == 200


def test_an_article_that_was_repaired_has_one_entry(client, folder):
    with kept(folder, aside(folder, FRENCH)) as name:
        (folder / name / ARTICLE).write_text(json.dumps({"text": FRENCH + "Oui."}))
        done = client.post(f"/set-aside/{name}", data={"access_token": TOKEN})
        [entry] = entries(folder)
        assert done.location == f"/set-aside/{entry.name}?again=1"
        assert entry.name != name


@contextlib.contextmanager
def kept(folder, entry):
    """Yield an entry's name; the folder is empty afterwards."""
    yield entry.name
    for left in entries(folder):
        for part in left.folder.iterdir():
            part.unlink()
        left.folder.rmdir()
