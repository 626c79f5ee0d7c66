"""The build: real extractors, an embedded store, and faults put in on purpose."""

import contextlib
import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest
from click.testing import CliRunner

from kg import plugins
from kg.build import build
from kg.cli import cli
from kg.config import Config
from kg.errors import ReadError
from kg.model import Article, Document, Span, Statement
from kg.paths import EXAMPLES, QUERIES
from kg.pipeline import confident, open_pipeline, read_article
from kg.planning import Wish
from kg.plugins import open_store
from kg.readers.sources import read_articles
from kg.tally import Tally

NEWS = Article(
    "Finland wants answers, Finnish President Sauli Niinisto said. “We will wait,” he added.",
    name="news",
    origin="news.txt",
)
BROKEN = Article("Sweden wants \ud800 answers.", name="broken", origin="broken.txt")


@pytest.fixture
def config(tmp_path):
    return Config(store="memory", quarantine=str(tmp_path / "quarantine"))


@pytest.fixture
def store():
    with contextlib.closing(open_store("memory")) as opened:
        yield opened


def run(sources, config, store, **options):
    return build(sources, config, store, now=lambda: datetime(2024, 1, 1, tzinfo=UTC), **options)


def dumped(store, graph):
    out = io.BytesIO()
    store.dump(out, "application/n-triples", graph)
    return out.getvalue()


def test_an_article_becomes_a_graph_of_its_own_beside_the_shared_ones(config, store):
    tally = run([NEWS], config, store)
    assert tally.clean
    assert tally.stored == 1
    graphs = {g.removeprefix(config.base) for g in store.graphs()}
    article = f"article/{NEWS.id}"
    shared = {"ontology", "shapes", "reference", "entities", "copies", "runs"}
    assert graphs >= {*shared, article}
    assert graphs <= {*shared, "mentioned", article, f"{article}/inferred"}


def test_an_article_in_another_language_is_set_aside_with_its_text(config, store, tmp_path):
    text = "Die Kanzlerin warnte Russland am Dienstag vor neuen Sanktionen."
    source = tmp_path / "de.txt"
    source.write_text(text, encoding="utf-8")
    tally = run([*read_articles([str(source)]), NEWS], config, store)
    assert (tally.stored, tally.set_aside, tally.failed) == (1, 1, 0)
    assert "set aside: The article is in German (de)" in tally.problems[0]
    (entry,) = (tmp_path / "quarantine").iterdir()
    assert json.loads((entry / "article.jsonl").read_text(encoding="utf-8"))["text"] == text
    assert "German (de)" in (entry / "report.txt").read_text(encoding="utf-8")
    again = run(read_articles([str(tmp_path / "quarantine")]), config, store)
    assert (again.set_aside, entry.is_dir()) == (1, True)


def test_what_is_not_readable_is_counted_and_the_rest_goes_on(config, store):
    tally = run([ReadError("x.txt: empty"), NEWS, ReadError("y.txt: binary")], config, store)
    assert (tally.stored, tally.failed, tally.clean) == (1, 2, False)
    assert tally.problems == ["x.txt: empty", "y.txt: binary"]
    assert json.loads(tally.as_json())["failed"] == 2


def test_reading_an_article_again_replaces_its_graph_by_the_same(config, store):
    run([NEWS], config, store)
    iri = f"{config.base}article/{NEWS.id}"
    first = sorted(dumped(store, iri).splitlines())
    run([NEWS], config, store)
    assert sorted(dumped(store, iri).splitlines()) == first


def test_an_article_that_breaks_its_reading_is_set_aside_with_text_graph_and_report(
    config, store, tmp_path
):
    tally = run([BROKEN, NEWS], config, store)
    assert (tally.stored, tally.set_aside) == (1, 1)
    (entry,) = (tmp_path / "quarantine").iterdir()
    assert {f.name for f in entry.iterdir()} == {
        "article.jsonl",
        "graph.nt",
        "report.txt",
        "report.html",
        "report.json",
    }
    assert "could not be read" in (entry / "report.txt").read_text(encoding="utf-8")
    assert str(entry) in tally.problems[0]


class Faulty:
    """An extractor that fails as the article asks."""

    name = version = "faulty"

    def __init__(self, reference):
        pass

    def __call__(self, document):
        raise {"E": ValueError("no"), "M": MemoryError, "X": SystemExit(3)}[document.article.text]


@pytest.mark.parametrize(
    ("text", "rule", "told"),
    [
        ("E", "ReadingFailed", "(ValueError: no). That is a fault of the program"),
        (
            "M",
            "ReadingStopped",
            "more memory than its reading may have. To have it read again",
        ),
        ("X", "ReadingFailed", "(SystemExit: 3). That is a fault of the program"),
    ],
)
def test_however_a_reading_fails_the_article_is_set_aside_with_the_reason(
    config, monkeypatch, text, rule, told
):
    monkeypatch.setitem(plugins.EXTRACTORS, "faulty", "tests.test_build:Faulty")
    outcome = read_article(replace(config, extractors=("faulty",)), Article(text))
    (finding,) = outcome.findings
    assert (finding.rule, told in finding.message) == (rule, True), finding.message


def test_a_repaired_article_is_taken_up_again_from_the_quarantine(config, store, tmp_path):
    run([BROKEN], config, store)
    (entry,) = (tmp_path / "quarantine").iterdir()
    file = entry / "article.jsonl"
    article = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**article, "text": NEWS.text}), encoding="utf-8")
    tally = run(read_articles([config.quarantine]), config, store)
    assert (tally.stored, tally.clean) == (1, True)
    assert not entry.exists()


NATIONS = [
    Article(f"{said} At the talks nothing else was agreed on Monday.", name=f"a{n}",
            published=f"2021-0{n}-10", published_source="sidecar")
    for n, said in enumerate([
        "Russian foreign minister Sergei Lavrov said that the talks had failed.",
        "“We will wait,” the Russian foreign minister, Sergey Lavrov, said.",
        "Irish finance minister Michael Collins said that taxes would rise.",
        "The British minister Michael Collins said that Britain would wait.",
    ], 1)
]  # fmt: skip
SAID = """PREFIX cq: <https://w3id.org/communique/ontology#>
SELECT (COUNT(DISTINCT ?s) AS ?n) ?who {
  ?s cq:speaker/^cq:identifies/cq:identifiedAs ?who } GROUP BY ?who ORDER BY ?who"""


def test_one_person_is_one_entity_and_two_of_a_name_are_two(config, store):
    assert run(NATIONS, config, store).clean
    out = io.BytesIO()
    store.query(SAID).write(out, "text/csv")
    rows = [line.split(",") for line in out.getvalue().decode().split()[1:]]
    collins, others, lavrov = ([int(n), who.removeprefix(config.base)] for n, who in rows)
    assert collins[1].startswith("id/person/michael-collins-")
    assert others[1].startswith("id/person/michael-collins-")
    assert lavrov == [2, "id/person/sergei-lavrov"]


def test_the_order_of_articles_does_not_matter_to_who_is_who(config, store):
    for article in reversed(NATIONS):
        run([article], config, store)
    with contextlib.closing(open_store("memory")) as other:
        run(NATIONS, config, other)
        one, two = (dumped(s, f"{config.base}entities") for s in (store, other))
    assert sorted(one.splitlines()) == sorted(two.splitlines())


def test_strict_holds_back_what_only_warns(config, store):
    seen = []
    tally = run([NEWS], config, store, wish=Wish(strict=True), progress=seen.append)
    assert tally.stored + tally.set_aside == 1
    assert (tally.set_aside == 1) == bool(tally.warnings)
    assert seen == [tally] * 2  # after the article, and when who is who is found out


def test_progress_counts_each_article_as_it_is_read_and_stores_some_at_a_time(config, store):
    seen = []
    tally = run(NATIONS, config, store, progress=lambda t: seen.append((t.met, t.stored)))
    assert seen == [(1, 1), (2, 1), (3, 1), (4, 1), (4, 4)]
    assert (tally.waiting, tally.met, tally.stored) == (0, 4, 4)


def test_long_articles_wait_for_few_others(config, store, monkeypatch):
    monkeypatch.setattr("kg.build._MOST_WAITING", 1)
    seen = []
    run(NATIONS, config, store, progress=lambda t: seen.append(t.stored) if not t.doing else None)
    assert seen == list(range(1, len(NATIONS) + 1))


def test_both_engines_give_the_same_bytes(config):
    serial = read_article(config, NEWS)
    assert serial.conforms
    assert partial(read_article, config)(NEWS) == serial


def test_leaving_out_weak_statements_puts_the_pointers_right():
    def statement(confidence, **fields):
        return Statement(content=(Span(0, 1),), confidence=confidence, **fields)

    document = Document(
        Article("ab"),
        statements=(
            statement(0.2),
            statement(0.9, reported_in=0),
            statement(0.8, repeats=1),
            statement(0.4, reported_in=2),
            statement(0.7, reported_in=3),
        ),
    )
    kept = confident(document, 0.5).statements
    assert [(s.reported_in, s.repeats) for s in kept] == [(None, None), (None, 0), (1, None)]


def test_the_run_changes_with_the_settings(config):
    assert open_pipeline(config).run != open_pipeline(Config(min_confidence=0.4)).run
    assert Tally().clean


def test_the_run_is_known_without_loading_what_reads_articles():
    program = (
        "import sys, kg.build; from kg.config import Config; from kg.pipeline import open_pipeline;"
        "known = open_pipeline(Config()); told = known.run;"
        "heavy = {'kg.extractors.attribution', 'pyshacl', 'numpy'};"
        "loaded = bool(heavy & sys.modules.keys());"
        "told = [f'{e.name} {e.version}' for e in known.extractors];"
        "print(loaded, known.run == known.config.digest(known.version, known.data, *told))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout.split() == ["False", "True"], told.stderr


def test_a_least_confidence_holds_from_the_command_to_the_store(tmp_path):
    def lowest(*flags):
        folder = str(tmp_path / str(len(flags)))
        source = str(EXAMPLES / "articles" / "12-sahel-states-leave.txt")
        built = CliRunner().invoke(cli, ["build", source, "--store", folder, *flags])
        assert built.exit_code == 0, built.output
        query = (
            "PREFIX cq: <https://w3id.org/communique/ontology#>"
            "SELECT (MIN(?c) AS ?least) (COUNT(*) AS ?n) { ?s a cq:Statement ; cq:confidence ?c }"
        )
        asked = ["query", query, "--store", folder, "--format", "csv"]
        least, count = CliRunner().invoke(cli, asked).stdout.splitlines()[1].split(",")
        return float(least), int(count)

    least, all_statements = lowest()
    whole = str(tmp_path / "0")
    question = str(QUERIES / "13-back-to-the-sentence.rq")
    asked = ["query", question, "--store", whole, "--format", "csv", "--min-confidence"]
    told = [CliRunner().invoke(cli, [*asked, p]).stdout.splitlines()[1:] for p in ("0", "0.75")]
    other = CliRunner().invoke(cli, ["query", "ASK {}", "--store", whole, *asked[-1:], "0.5"])
    assert len(told[0]) > len(told[1]) > 0
    assert "does not ask for a confidence" in str(other.exception) + other.output
    surer, fewer = lowest("--min-confidence", "0.75")
    assert least < 0.75 <= surer
    assert 0 < fewer < all_statements
