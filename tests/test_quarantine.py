"""What is set aside: as it was written, whoever has edited it since."""

import os

import pytest

from kg.model import Article, ArticleGraph, Finding, Span
from kg.quarantine import ARTICLE, REPORT, entries, entry_of, set_aside

FOUND = Finding("Violation", "Statement-cue", "A statement has one cue.", "kg:1", span=Span(0, 4))


def aside(folder, text="NATO met.", at=0):
    article = Article(text, title="Met", origin="/home/jane/news.txt")
    entry = set_aside(folder, ArticleGraph(article, "kg:a", b"", b"", (FOUND,)))
    os.utime(entry / REPORT, (at, at))
    return entry


def test_entries_are_what_was_set_aside_the_latest_first(tmp_path):
    assert entries(tmp_path / "nowhere") == []
    aside(tmp_path, "Earlier.", 1)
    late = aside(tmp_path, "Later.", 2)
    (tmp_path / "notes").mkdir()
    found = entries(tmp_path)
    assert [e.article.text for e in found] == ["Later.", "Earlier."]
    assert found[0].findings == (FOUND,)
    assert (found[0].name, found[0].since) == (late.name, 2)
    assert entry_of(tmp_path, late.name) == found[0]


@pytest.mark.parametrize("name", ["..", "", "notes", "0" * 16, "../x/0123456789abcdef"])
def test_no_other_name_is_an_entry(tmp_path, name):
    aside(tmp_path / "x")
    (tmp_path / "notes").mkdir()
    assert entry_of(tmp_path, name) is None


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (ARTICLE, '{"text": "unfinished'),
        (ARTICLE, "[]"),
        (ARTICLE, '{"text": 3}'),
        (REPORT, "{}"),
        (REPORT, '{"findings": [{"rule": "x"}]}'),
        (REPORT, '{"findings": 1}'),
    ],
)
def test_what_was_edited_into_nonsense_is_told_as_far_as_it_goes(tmp_path, file, content):
    (aside(tmp_path) / file).write_text(content)
    [entry] = entries(tmp_path)
    assert (entry.article is None) == (file == ARTICLE)
    assert (entry.findings == ()) == (file == REPORT)
