"""Pages that go through much: who waits is told so, and has the answer as soon as it is there."""

import re
import threading
from concurrent.futures import wait

import pytest

from kg.web import columns, errands, pages, pictures
from kg.web.errands import AT_ONCE, KEPT, Errands, UnfinishedError
from tests.examples import HTML, JSON, served_examples


@pytest.fixture
def large(tmp_path, monkeypatch):
    """Yield a client of a store that counts as large, where nobody waits."""
    for module in (errands, columns, pages):
        monkeypatch.setattr(module, "MANY", 0)
    monkeypatch.setattr(errands, "PATIENCE", 0)
    monkeypatch.setattr(pages, "GLANCE", 0)
    monkeypatch.setattr(pictures, "GLANCE", 0)
    with served_examples(tmp_path) as client:
        yield client


def finished(client):
    wait([e.answer for e in client.application.extensions["communique.errands"]._found.values()])


PAGES = (
    "/pictures/network", "/pictures/map?since=2020-01-01", "/people", "/articles", "/statements",
    "/search?q=Russia", "/id/state/RU.html",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_that_it_is_counting_and_then_shows_it(large, path):
    first = large.get(path, headers=HTML)
    assert (first.status_code, first.headers["Refresh"]) == (202, "3")
    assert "This goes through all statements" in first.text
    assert f'<a href="{path}">Look again</a>' in first.text
    finished(large)
    then = large.get(path, headers=HTML)
    assert then.status_code == 200
    assert "Refresh" not in then.headers
    assert re.search("<svg|<table|id=.found", then.text)
    large.get("/")
    finished(large)
    other = large.get("/api/most-quoted", headers=HTML)
    assert "This goes through all 163 statements" in other.text


def test_the_start_page_is_there_before_its_numbers(large):
    first = large.get("/")
    assert first.status_code == 200
    assert "is being counted" in first.text
    assert "Questions it answers" in first.text
    finished(large)
    assert '/statements">163</a>' in large.get("/").text


def test_a_picture_among_others_is_nothing_until_it_is_drawn(large):
    first = large.get("/pictures/small/map.svg")
    assert (first.status_code, first.headers["Cache-Control"]) == (202, "no-store")
    assert "<path" not in first.text
    finished(large)
    then = large.get("/pictures/small/map.svg")
    assert then.status_code == 200
    assert "<path" in then.text


def test_programs_and_files_wait_for_their_answer(large):
    assert large.get("/people", headers=JSON).json["rows"]
    assert large.get("/pictures/network.svg").mimetype == "image/svg+xml"


def test_what_fails_is_told_and_asked_again():
    asked = Errands()

    def fails():
        raise KeyError("no")

    for _ in range(2):
        with pytest.raises(KeyError):
            asked.ask("state", "a", fails, patience=60)
    assert asked.ask("state", "a", lambda: 1, patience=60) == 1


def test_few_work_at_a_time_and_old_answers_go():
    asked, go = Errands(), threading.Event()
    for number in range(AT_ONCE):
        with pytest.raises(UnfinishedError):
            asked.ask("1", f"a{number}", lambda: go.wait(60), patience=0)
    with pytest.raises(UnfinishedError):
        asked.ask("1", "b", lambda: 2, patience=0)
    go.set()
    assert asked.ask("1", "b", lambda: 3, patience=60) == 2
    for number in range(KEPT + 5):
        assert asked.ask("1", str(number), lambda: 0, patience=60) == 0
    assert len(asked._found) == KEPT
    assert asked.ask("2", "b", lambda: 3, patience=60) == 3, "another state, another answer"
    assert list(asked._found) == [("2", "b")]
