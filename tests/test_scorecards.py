"""The scorecard written down, and the mistakes in it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.evaluation import Scorecard, evaluate
from kg.measures import Count
from kg.model import Article
from kg.scorecards import as_csv, as_json, as_text
from kg.scoring import BY_TYPE, FURTHER, MEASURES, score_article
from tests.annotated import NORLAND, SMALL, TEXT, changed, span, write_gold

FIRST = "Ann Lee, Norland's president, said that Estavia must pay."


def worse(predicted: dict[str, Any]) -> None:
    statement = predicted["statements"][0]
    statement["speaker"].update(name="Jo Roe", role=None)
    statement.update(addressee="Estavia", about=["Jo Roe"], kind="direct")
    predicted["statements"].append({"content": [span("Ann Lee")], "speaker": {"name": "Norland"}})
    predicted["states"] = [{"iso2": "ES", "mentions": [{**span("Estavia"), "type": "name"}]}]
    predicted["memberships"] = []
    predicted["offices"] = [{"person": "Jo Roe", "office": "minister", "evidence": span("Jo Roe")}]


@pytest.fixture
def card(tmp_path: Path) -> Scorecard:
    """Return the scorecard of two articles, one read well and one badly."""

    def read(article: Article) -> dict[str, Any]:
        return changed(worse) if article.name == "x" else SMALL

    write_gold(tmp_path, SMALL, "x")
    return evaluate(write_gold(tmp_path, SMALL, "y"), read, lambda name: None)


def test_mistakes_say_what_was_expected_and_found_and_in_which_sentence() -> None:
    mistakes = score_article(SMALL, changed(worse), TEXT).mistakes
    second = "Estavia refused, said Jo Roe."
    assert [(m.kind, m.where, m.expected, m.found, m.sentence) for m in mistakes] == [
        ("spurious statement", "x", "", "Norland: Ann Lee", FIRST),
        ("wrong speaker", "x-s01", "Ann Lee", "Jo Roe", FIRST),
        ("missed role", "x-s01", "president", "", FIRST),
        ("wrong form", "x-s01", "indirect", "direct", FIRST),
        ("spurious addressee", "x-s01", "", "Estavia", FIRST),
        ("missed about", "x-s01", "ES", "", FIRST),
        ("spurious about", "x-s01", "", "Jo Roe", FIRST),
        ("missed state", "x", "NL", "", FIRST),
        ("spurious state", "x", "", "ES", FIRST),
        ("missed state mention", "x", "Norland (NL, name)", "", FIRST),
        ("spurious state mention", "x", "", "Estavia (ES, name)", FIRST),
        ("missed membership", "x", "NL, NATO, member", "", ""),
        ("missed office", "x", "Ann Lee, president, NL", "", ""),
        ("spurious office", "x", "", "Jo Roe, minister", second),
    ]


def test_a_missed_statement_is_told_with_its_speaker_and_an_optional_one_is_not() -> None:
    missed = [m for m in score_article(SMALL, {}, TEXT).mistakes if m.kind == "missed statement"]
    assert [(m.expected, m.sentence) for m in missed] == [("Ann Lee: Estavia must pay", FIRST)]


def test_the_text_has_every_measure_article_and_kind_of_mistake(card: Scorecard) -> None:
    text = as_text(card)
    assert all(f"\n{measure} " in text for measure in (*MEASURES, *FURTHER, *BY_TYPE))
    (row,) = (line for line in text.splitlines() if line.startswith("statement detection"))
    assert row.split()[2:] == ["0.667", "1.000", "0.800", "0.667–1.000"]
    assert "      1  wrong speaker\n" in text
    assert FIRST not in text
    assert f"  x-s01: 'Ann Lee', found 'Jo Roe'\n      {FIRST}" in as_text(card, errors=True)


def test_the_json_has_figures_intervals_articles_and_mistakes(card: Scorecard) -> None:
    figures = json.loads(as_json(card))
    detection = figures["statement detection"]
    assert detection.pop("interval") == pytest.approx([2 / 3, 1])
    expected = {"p": 2 / 3, "r": 1, "f1": 0.8, "tp": 2, "fp": 1, "fn": 0, "scored": 2}
    assert detection == pytest.approx(expected)
    assert (figures["speaker identity"]["right"], figures["speaker identity"]["matched"]) == (1, 2)
    assert figures["articles"]["y"]["macro"] == 1
    assert figures["articles"]["x"]["macro"] == pytest.approx(2 * figures["macro"] - 1, abs=0.2)
    assert figures["mistakes"]["missed role"] == 1
    (told,) = json.loads(as_json(card, errors=True))["mistakes"]["missed role"]
    assert told == {"where": "x-s01", "expected": "president", "found": "", "sentence": FIRST}


def test_the_csv_has_a_row_for_each_article_and_measure_or_each_mistake(card: Scorecard) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(card))))
    measures = 1 + len((*MEASURES, *FURTHER, *BY_TYPE))
    assert [r["article"] for r in rows[::measures]] == ["all", "x", "y"]
    assert len(rows) == 3 * measures
    assert all(0 <= float(r["low"]) <= float(r["f1"]) <= float(r["high"]) for r in rows[:measures])
    mistakes = list(csv.DictReader(io.StringIO(as_csv(card, errors=True))))
    assert len(mistakes) == sum(map(len, card.mistakes.values()))


def test_intervals_are_the_same_every_time(card: Scorecard) -> None:
    again = Scorecard(dict(card.articles))
    assert again.intervals == card.intervals
    assert card.intervals["macro"][0] < card.macro < card.intervals["macro"][1]


def test_the_command_scores_a_folder_of_ones_own(tmp_path: Path) -> None:
    write_gold(tmp_path, {**SMALL, "states": [{"iso2": "NL", "mentions": [NORLAND]}]})
    (tmp_path / "articles" / "y.txt").write_text("Not annotated.", encoding="utf-8")
    done = CliRunner().invoke(cli, ["evaluate", str(tmp_path), "--format", "json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["articles"].keys() == {"x"}
    assert "y.txt: not annotated, not scored" in done.stderr
    refused = CliRunner().invoke(cli, ["evaluate", str(tmp_path / "gold")])
    assert refused.exit_code == 2
    assert "no gold/*.json" in refused.stderr


def test_what_is_not_annotated_is_not_scored(tmp_path: Path) -> None:
    def without(gold: dict[str, Any]) -> None:
        gold.update(memberships=[], states=[])

    gold = write_gold(tmp_path, changed(without), "x")
    card = evaluate(gold, lambda _: SMALL, lambda name: None)
    assert "memberships" not in card.annotated
    assert card.macro == 1.0
    [row] = [line for line in as_text(card).splitlines() if line.startswith("memberships")]
    assert row.endswith("nothing annotated")


def test_an_article_counts_only_for_what_is_annotated_in_it(tmp_path: Path) -> None:
    """The first article has no membership, of the second nobody looked for states and offices."""
    wrong = changed(worse)
    write_gold(tmp_path, changed(lambda gold: gold.update(memberships=[])), "x")
    partly = changed(lambda gold: gold.update(states=None, memberships=None, offices=None))
    card = evaluate(write_gold(tmp_path, partly, "y"), lambda _: wrong, lambda name: None)
    assert {m: card.scored[m] for m in ("statement detection", "states present", "offices")} == {
        "statement detection": 2, "states present": 1, "offices": 1}  # fmt: skip
    assert card.counts["states present"] == Count(0, 1, 1)
    assert card.counts["statement detection"] == Count(2, 2, 0)
    kinds = [m.kind for m in card.articles["y"].mistakes]
    assert "wrong speaker" in kinds
    assert not {"spurious state", "spurious state mention", "spurious office"} & {*kinds}
    text = as_text(card).splitlines()
    [row] = [line for line in text if line.startswith("states present")]
    assert row.endswith("   in 1 of 2 articles")
    [row] = [line for line in text if line.startswith("y ")]
    assert row.split()[-3:] == ["–", "–", "–"]
    figures = json.loads(as_json(card))
    assert figures["memberships"]["scored"] == 1
    assert "offices" in figures["articles"]["x"]
    assert "offices" not in figures["articles"]["y"]
    assert card.intervals["states present"] == (0, 0)
    assert card.intervals["macro"][0] <= card.macro <= card.intervals["macro"][1]


def test_what_no_article_is_scored_on_is_open(tmp_path: Path) -> None:
    gold = changed(lambda gold: gold.update(dict.fromkeys(("statements", "states"))))
    card = evaluate(write_gold(tmp_path, gold, "x"), lambda _: SMALL, lambda name: None)
    assert "statement detection" not in card.annotated
    assert card.intervals["statement detection"] == (0, 1)
    assert card.macro == 1
