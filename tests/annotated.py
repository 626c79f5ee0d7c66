"""A small annotated article, and changes to it: what the tests of scoring share."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


def write_gold(folder: Path, gold: Any, name: str = "x") -> Path:
    for part in ("articles", "gold"):
        (folder / part).mkdir(exist_ok=True)
    (folder / "articles" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    (folder / "gold" / f"{name}.json").write_text(json.dumps(gold), encoding="utf-8")
    return folder
