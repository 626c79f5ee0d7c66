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

from kg.evaluation import evaluate, name_codes
from kg.measures import Count
from kg.names import folded, same_name
from kg.reference import Grouping, Reference, State
from kg.scorecards import as_json
from kg.scoring import FURTHER, MEASURES, score_article
from tests.annotated import SMALL, TEXT, changed, span, statement

GOLD = Path(__file__).parents[1].parent / "shared" / "gold"
needs_gold = pytest.mark.skipif(
    not (GOLD / "score_gold.py").is_file(), reason=f"no annotated articles at {GOLD}"
)


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
        # a mention of the wrong type is found all the same, but not as what it is
        (lambda p: p["states"][0]["mentions"][0].update(type="metonym"),
         {"state mentions": Count(1, 0, 0), "state mentions by name": Count(0, 0, 1),
          "state mentions by metonym": Count(0, 1, 0)}),
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
    ours = json.loads(as_json(card))
    assert ours["macro"] == pytest.approx(reference.pop("macro"), abs=1e-9)
    assert set(reference) == {*MEASURES, *FURTHER}
    for measure, figures in reference.items():
        same = {figure: ours[measure][figure] for figure in figures}
        assert same == pytest.approx(figures, abs=1e-9), measure


def _codes() -> Callable[[str], str | None]:
    """Return names → codes as the script's own table has them."""
    table = json.loads((GOLD / "codes.json").read_text(encoding="utf-8"))
    codes = {folded(name): code for code, name in table["states"].items()}
    for code, alliance in table["alliances"].items():
        for name in (code, alliance["name"], *alliance["aliases"]):
            codes.setdefault(folded(name), code)
    known = {*table["states"], *table["alliances"]}
    return lambda name: name if name in known else codes.get(folded(name))
