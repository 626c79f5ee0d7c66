"""`kg report`: one page that needs nothing else, and says what it is made of."""

import contextlib
import re
import shutil
from datetime import date

import pytest
from click.testing import CliRunner

from kg.briefing import Days, briefing
from kg.cli import cli
from kg.iris import BASE
from kg.model import Article, ArticleGraph, Finding
from kg.plugins import open_store
from kg.quarantine import set_aside
from tests.examples import built
from tests.served import CQ, GRAPHS

DAY = date(2026, 1, 1)
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD = "http://www.w3.org/2001/XMLSchema#"
FOUND = Finding("Violation", "Statement-cue", "A statement has <one> cue.", "kg:1")


def reported(folder, *options):
    shutil.copytree(built(), folder / "store")
    settings = folder / "kg.toml"
    settings.write_text(f'quarantine = "{folder / "quarantine"}"\n')
    out = folder / "report.html"
    where = ["--store", str(folder / "store"), "--config", str(settings), "-o", str(out)]
    told = CliRunner().invoke(cli, ["report", *where, *options])
    assert told.exit_code == 0, told.output
    return out.read_text(encoding="utf-8")


def test_a_report_needs_nothing_but_itself(tmp_path):
    page = reported(tmp_path, "--title", "Our <week>")
    assert "<title>Our &lt;week&gt; – Communiqué</title>" in page
    assert "<script" not in page
    assert not re.search(r"""(?:src|href|action|url)\s*[=(]""", page)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1]
    assert re.fullmatch(r"default-src &#39;none&#39;; style-src &#39;sha256-\S+&#39;", policy)
    assert " style=" not in page
    assert len(page) < 1_000_000


def test_a_report_says_what_it_is_made_of(tmp_path):
    set_aside(
        tmp_path / "quarantine",
        ArticleGraph(
            Article("NATO met.", title="A <b>refused</b> one"), "kg:a", b"", b"", (FOUND,)
        ),
    )
    page = reported(tmp_path)
    assert page.count("<svg") == 4
    assert page.count("<table>") == 7
    assert page.count("<pre>") == 7
    assert re.search(r"published from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d", page)
    assert re.search(r"\d+ of \d+ have a confidence of 0.8 or more", page)
    assert "A statement has &lt;one&gt; cue. (1)" in page
    assert "A &lt;b&gt;refused&lt;/b&gt; one" in page


def test_a_report_of_some_days_tells_of_them_alone_and_counts_what_has_no_date(tmp_path):
    undated = ArticleGraph(Article("Nobody knows when."), "kg:a", b"", b"", (FOUND,))
    old = ArticleGraph(Article("Long ago.", published="2014-01-02"), "kg:b", b"", b"", (FOUND,))
    for outcome in (undated, old):
        set_aside(tmp_path / "quarantine", outcome)
    with contextlib.closing(open_store("memory", create=True)) as store:
        graphs = {
            "dated": _told("dated", "2021-04-13", "Ada"),
            "late": _told("late", "2021-12-31T23:00:00Z", "Grace"),
            "old": _told("old", "2019-12-31", "Emmy"),
            "undated": _told("undated", None, "Mary"),
        }
        store.replace({f"{BASE}article/{n}": text.encode() for n, text in graphs.items()})
        where = {"quarantine": tmp_path / "quarantine", "title": "Some", "today": DAY}
        every = briefing(store, **where)
        some = briefing(store, **where, days=Days("2020-01-01", "2021-12-31"))
    assert [name in every for name in ("Ada", "Grace", "Emmy", "Mary")] == [True] * 4
    assert [name in some for name in ("Ada", "Grace", "Emmy", "Mary")] == [True, True, False, False]
    assert "4 articles tell it, published from 2019-12-31 to 2021-12-31" in every
    assert "Of what was published from 2020-01-01 to 2021-12-31." in some
    assert "1 article with 1 statement, and 1 of those set aside" in some
    assert "2 articles tell it, published from 2021-04-13 to 2021-12-31" in some
    assert "<dt>articles set aside</dt><dd>0</dd>" in some
    assert some.count("2020-01-01&#34;^^") == 7, "each query asks for these days"


def _told(article, published, speaker):
    """Return the graph of an article with a statement, in N-Triples."""
    iri = f"{BASE}article/{article}"
    lines = [
        f"<{iri}> {_TYPE} <{CQ}Article>",
        f'<{iri}> {_LABEL} "{article}"',
        f"<{iri}/statement/1> {_TYPE} <{CQ}Statement>",
        f"<{iri}/statement/1> <{CQ}inArticle> <{iri}>",
        f"<{iri}/statement/1> <{CQ}form> <{CQ}Direct>",
        f'<{iri}/statement/1> <{CQ}confidence> "0.9"^^<{_XSD}decimal>',
        f"<{iri}/statement/1> <{CQ}speaker> <{iri}/person/1>",
        f'<{iri}/person/1> {_LABEL} "{speaker}"',
    ]
    if published:
        lines.append(f'<{iri}> <http://purl.org/dc/terms/issued> "{published}"')
    return "".join(f"{line} .\n" for line in lines)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--since", "2021-02-30"], "--since 2021-02-30 is not a day"),
        (["--until", "yesterday"], "--until yesterday is not a day"),
        (["--since", "2022", "--until", "2021-06"], "no day is both"),
    ],
)
def test_days_that_are_none_are_refused(tmp_path, options, expected):
    told = CliRunner().invoke(cli, ["report", "-o", str(tmp_path / "r.html"), *options])
    assert told.exit_code == 2
    assert expected in told.output
    assert not (tmp_path / "r.html").exists()


def test_a_year_stands_for_its_days(tmp_path):
    page = reported(tmp_path, "--since", "2022", "--until", "2022")
    assert "Of what was published from 2022-01-01 to 2022-12-31." in page
    assert "Nothing in the store is without a date." in page
    assert re.search(r"published from 2022-\d\d-\d\d to 2022-", page)


def test_an_empty_store_and_one_full_of_markup_have_their_reports(tmp_path):
    with contextlib.closing(open_store("memory", create=True)) as store:
        empty = briefing(store, quarantine=tmp_path, title="Nothing", today=DAY)
        store.replace({graph: text.encode() for graph, text in GRAPHS.items()})
        house = f'<{BASE}article/a1> <http://purl.org/dc/terms/publisher> "<script>" .\n'
        store.amend(f"{BASE}article/a1", b"", house.encode())
        full = briefing(store, quarantine=tmp_path, title="Markup", today=DAY)
        assert briefing(store, quarantine=tmp_path, title="Markup", today=DAY) == full
    assert "Nothing: every article that was read conformed." in empty
    assert "&lt;script&gt;</span> (1)" in full
    assert "<script" not in full
