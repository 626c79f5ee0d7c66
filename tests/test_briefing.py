"""`kg report`: one page that needs nothing else, and says what it is made of."""

import contextlib
import re
import shutil
from datetime import date

from click.testing import CliRunner

from kg.briefing import briefing
from kg.cli import cli
from kg.iris import BASE
from kg.model import Article, ArticleGraph, Finding
from kg.plugins import open_store
from kg.quarantine import set_aside
from tests.examples import built
from tests.served import GRAPHS

DAY = date(2026, 1, 1)
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
