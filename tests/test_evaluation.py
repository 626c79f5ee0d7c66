"""The scorecard: our figures on small cases, and the same as the reference script's on a corpus."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ReadError
from kg.evaluation import evaluate, format_scorecard, name_codes
from kg.model import Article
from kg.names import folded, same_name
from kg.reference import Grouping, Reference, State
from kg.scoring import FURTHER, MEASURES, Count, score_article

GOLD = Path(__file__).parents[1].parent / "shared" / "gold"
needs_gold = pytest.mark.skipif(
    not (GOLD / "score_gold.py").is_file(), reason=f"no annotated articles at {GOLD}"
)
TEXT = "Ann Lee, Norland's president, said that Estavia must pay. Estavia refused, said Jo Roe."


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "exact": words}


def statement(number: int, name: str, content: str, **values: Any) -> dict[str, Any]:
    speaker = {"name": name, "mention": None, "type": "person", "named": True, "role": "president",
               "speaks_for": "NL", "aliases": [name.split()[-1]]}  # fmt: skip
    return {
        "id": f"x-s{number:02d}",
        "kind": "indirect",
        "speaker": speaker,
        "co_speakers": [],
        "reported_by": None,
        "addressee": None,
        "cue": None,
        "content": [span(content)],
        "speech_act": "demand",
        "speech_act_alt": ["assert"],
        "about": ["ES"],
        "optional": False,
        **values,
    }


NORLAND = {**span("Norland"), "type": "name"}
SMALL: dict[str, Any] = {
    "id": "x",
    "entities": {"Ann Lee": {"aliases": ["Lee"]}},
    "statements": [
        statement(1, "Ann Lee", "Estavia must pay"),
        statement(2, "Jo Roe", "Estavia refused", optional=True),
    ],
    "states": [{"iso2": "NL", "optional": False, "mentions": [NORLAND]}],
    "alliances": [],
    "memberships": [
        {"state": "NL", "alliance": "NATO", "status": "member", "explicit": True},
        {"state": "ES", "alliance": "NATO", "status": "member", "explicit": False},
    ],
    "offices": [
        {"person": "Ann Lee", "aliases": ["Lee"], "office": "president", "org": "NL",
         "optional": False},
    ],
}  # fmt: skip


def changed(
    change: Callable[[dict[str, Any]], Any], gold: dict[str, Any] = SMALL
) -> dict[str, Any]:
    predicted = copy.deepcopy(gold)
    change(predicted)
    return predicted


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda p: None, {}),
        (lambda p: p.clear(), {
            "statement detection": Count(0, 0, 1), "states present": Count(0, 0, 1),
            "memberships": Count(0, 0, 1), "offices": Count(0, 0, 1)}),
        # an optional statement is neither required nor wrong; a doubled one is spurious
        (lambda p: p["statements"].pop(), {"statement detection": Count(1, 0, 0)}),
        (lambda p: p["statements"].append(statement(3, "Ann Lee", "Estavia must pay")),
         {"statement detection": Count(1, 1, 0), "speaker identity": Count(1, 1, 0)}),
        # half of both contents must be shared
        (lambda p: p["statements"][0].update(content=[span("pay")]),
         {"statement detection": Count(0, 1, 1), "kind": Count(0, 1, 1)}),
        (lambda p: p["statements"][0].update(content=[{"exact": "must pay"}]),
         {"statement detection": Count(1, 0, 0), "content tokens": Count(2, 0, 1)}),
        (lambda p: p["statements"][0]["speaker"].update(name="Jo Roe", speaks_for="ES"),
         {"statement detection": Count(1, 0, 0), "speaker identity": Count(0, 1, 1),
          "speaker speaks_for": Count(0, 1, 1)}),
        (lambda p: p["statements"][0]["speaker"].update(name="President LEE", speaks_for="Norland"),
         {"speaker identity": Count(1, 0, 0), "speaker speaks_for": Count(1, 0, 0)}),
        (lambda p: p["statements"][0].update(speech_act="assert", kind="direct"),
         {"speech act": Count(1, 0, 0), "speech act (strict)": Count(0, 1, 1),
          "kind": Count(0, 1, 1)}),
        (lambda p: p["statements"][0].update(addressee="Estavia", about=["Estavia", "Jo Roe"]),
         {"addressee": Count(0, 1, 0), "about": Count(1, 1, 0)}),
        (lambda p: p["states"].append({"iso2": "ES", "mentions": [span("Estavia")]}),
         {"states present": Count(1, 1, 0), "state mentions": Count(1, 1, 0)}),
        (lambda p: p["memberships"].append({"state": "Norland", "alliance": "NATO",
                                            "status": "candidate"}),
         {"memberships": Count(1, 1, 0)}),
        (lambda p: p["offices"].append({"person": "Lee", "office": "President of Norland",
                                        "org": "Norland"}),
         {"offices": Count(1, 0, 0)}),
        (lambda p: p["offices"].append({"person": "Lee", "office": "minister", "org": "NL"}),
         {"offices": Count(1, 1, 0)}),
    ],
)  # fmt: skip
def test_each_change_costs_what_it_should(
    change: Callable[[dict[str, Any]], Any], expected: dict[str, Count]
) -> None:
    codes = {"Norland": "NL", "Estavia": "ES"}
    counts = score_article(SMALL, changed(change), TEXT, codes.get).counts
    assert {measure: counts[measure] for measure in expected} == expected
    if not expected:
        assert all(count.f1 == 1 for count in counts.values())


def test_mistakes_say_what_was_expected_and_what_was_found() -> None:
    def change(predicted: dict[str, Any]) -> None:
        predicted["statements"][0]["speaker"]["name"] = "Jo Roe"
        predicted["states"] = [{"iso2": "ES"}]

    mistakes = score_article(SMALL, changed(change), TEXT).mistakes
    assert [(m.kind, m.where, m.expected, m.found) for m in mistakes] == [
        ("wrong speaker identity", "x-s01", "Ann Lee", "Jo Roe"),
        ("missed in states present", "x", "NL", ""),
        ("spurious in states present", "x", "", "ES"),
    ]
    missed = score_article(SMALL, {}, TEXT).mistakes[0]
    assert (missed.kind, missed.expected) == ("missed statement", "Ann Lee: Estavia must pay")


@pytest.mark.parametrize(
    ("name", "known", "same"),
    [
        ("Erdogan", ["Recep Tayyip Erdoğan", "Erdoğan"], True),
        ("Prime Minister Boris Johnson", ["Boris Johnson"], True),
        ("Johnson", ["Boris Johnson"], False),
        ("Turkish President Recep Tayyip Erdogan", ["Recep Tayyip Erdoğan"], True),
        ("unnamed officials", ["officials"], True),
        ("", ["x"], False),
        ("unnamed", ["unnamed"], False),
    ],
)
def test_names_are_the_same_but_for_spelling_and_titles(
    name: str, known: list[str], same: bool
) -> None:
    assert same_name(name, known) is same


def test_an_unnamed_source_is_known_by_half_of_its_words() -> None:
    assert same_name("German officials", ["unnamed officials"], named=False, mention="x") is True
    assert same_name("a diplomat", ["unnamed officials"], named=False, mention="x") is False


def write_gold(folder: Path, gold: dict[str, Any]) -> Path:
    for part in ("articles", "gold"):
        (folder / part).mkdir()
    (folder / "articles" / "x.txt").write_text(TEXT, encoding="utf-8")
    (folder / "gold" / "x.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder


def test_the_scorecard_is_a_table_of_what_a_reader_gets_right(tmp_path: Path) -> None:
    def read(article: Article) -> dict[str, Any]:
        assert (article.name, article.text) == ("x", TEXT)
        return changed(lambda p: p["offices"].clear())

    card = evaluate(write_gold(tmp_path, SMALL), read, lambda name: None)
    assert card.macro == pytest.approx(0.9)
    assert card.interval() == pytest.approx((0.9, 0.9))
    table = format_scorecard(card, errors=True)
    assert "statement detection       1.000  1.000  1.000" in table
    assert "offices                   0.000  0.000  0.000" in table
    assert "missed offices" not in table
    assert list(card.as_json())[1:] == [*MEASURES, *FURTHER]


@pytest.mark.parametrize(
    ("gold", "problem"),
    [
        (
            {**SMALL, "statements": [{"content": [{"start": 0, "end": 3, "exact": "Bob"}]}]},
            "0-3 is 'Ann' in the text",
        ),
        ({"statements": []}, "no alliances, memberships, offices, states"),
    ],
)  # fmt: skip
def test_gold_that_does_not_fit_its_text_is_refused(
    tmp_path: Path, gold: dict[str, Any], problem: str
) -> None:
    with pytest.raises(ReadError, match=problem):
        evaluate(write_gold(tmp_path, gold), lambda article: {}, lambda name: None)


def test_a_folder_without_gold_or_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no gold/"):
        evaluate(tmp_path, lambda article: {}, lambda name: None)
    (write_gold(tmp_path, SMALL) / "articles" / "x.txt").unlink()
    with pytest.raises(ReadError, match=r"x\.txt: No such file"):
        evaluate(tmp_path, lambda article: {}, lambda name: None)


def test_codes_come_from_names_and_organs_of_the_reference_data() -> None:
    state = State(
        "TR", "TUR", "Turkey", ("Türkiye",), (), None, (), "un-member", None, None, None, ""
    )
    union = Grouping("EU", "European Union", (), "organisation", ("European Commission",), (), None,
                     None, None, None, "")  # fmt: skip
    code = name_codes(Reference(states=(state,), groupings=(union,)))
    names = ("Turkiye", "TR", "the European Commission", "European Commission", "Mars")
    assert [code(n) for n in names] == ["TR", "TR", None, "EU", None]


# --- the same figures as the reference script -------------------------------------------------


def half(gold: dict[str, Any]) -> None:
    gold["statements"] = gold["statements"][::2]
    gold["offices"] = gold["offices"][1::2]
    gold["memberships"] = gold["memberships"][1:]


def doubled(gold: dict[str, Any]) -> None:
    gold["statements"] = [copy.deepcopy(s) for s in gold["statements"] for _ in (0, 1)]
    gold["offices"] *= 2


def wrong_speakers(gold: dict[str, Any]) -> None:
    for number, s in enumerate(gold["statements"]):
        if number % 3 == 0:
            s["speaker"] = {"name": "Zaphod Beeblebrox", "type": "person", "role": "President"}
        elif number % 3 == 1:
            s["speaker"]["name"] = s["speaker"]["name"].split()[-1].upper()
        else:
            s["speaker"] = None


def names_for_codes(gold: dict[str, Any]) -> None:
    gold["states"] = [{"name": s["name"], "mentions": s["mentions"][::2]} for s in gold["states"]]
    names = json.loads((GOLD / "codes.json").read_text(encoding="utf-8"))["alliances"]
    gold["alliances"] = [{"name": names[a["code"]]["name"]} for a in gold["alliances"]]
    gold["states"].append({"name": "Norland"})
    for s in gold["statements"]:
        s["about"] = [*s["about"][1:], "Zaphod Beeblebrox"]


def other_values(gold: dict[str, Any]) -> None:
    for number, s in enumerate(gold["statements"]):
        s["speech_act"] = (s["speech_act_alt"] or ["warn"])[0]
        s["kind"] = "direct" if number % 2 else s["kind"]
        s["addressee"] = s["reported_by"]
        s["content"] = [{"exact": c["exact"]} for c in s["content"]]
        s["speaker"]["speaks_for"] = "United States" if number % 2 else None
    for office in gold["offices"]:
        office["office"] = "deputy " + office["office"]
        office["org"] = None if office["org"] == "RU" else office["org"]
    gold["memberships"] += [{"state": "Ukraine", "alliance": "NATO", "status": "member"}]


def shifted(gold: dict[str, Any]) -> None:
    for s in gold["statements"]:
        for c in s["content"]:
            c["end"] = c["start"] + max(1, (c["end"] - c["start"]) // 2 + len(c["exact"]) % 5)
            del c["exact"]


def empty(gold: dict[str, Any]) -> None:
    gold.clear()
    gold["statements"] = [{}, {"content": None, "speaker": None}]


CHANGES = (half, doubled, wrong_speakers, names_for_codes, other_values, shifted, empty)


@needs_gold
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_our_figures_equal_the_reference_scripts(
    tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    for path in sorted((GOLD / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        change(gold)
        (tmp_path / path.name).write_text(json.dumps(gold), encoding="utf-8")

    command = [sys.executable, str(GOLD / "score_gold.py"), str(tmp_path), "--with-seed", "--json"]
    reference = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    card = evaluate(
        GOLD, lambda a: json.loads((tmp_path / f"{a.name}.json").read_text("utf-8")), _codes()
    )
    ours = card.as_json()
    assert set(ours) == set(reference)
    for measure, figures in reference.items():
        assert ours[measure] == pytest.approx(figures, abs=1e-9), measure


def _codes() -> Callable[[str], str | None]:
    """Return names → codes as the script's own table has them."""
    table = json.loads((GOLD / "codes.json").read_text(encoding="utf-8"))
    codes = {folded(name): code for code, name in table["states"].items()}
    for code, alliance in table["alliances"].items():
        for name in (code, alliance["name"], *alliance["aliases"]):
            codes.setdefault(folded(name), code)
    known = {*table["states"], *table["alliances"]}
    return lambda name: name if name in known else codes.get(folded(name))
