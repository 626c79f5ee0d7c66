"""Floors for the reading of the development articles: what works there goes on working."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.annotations import to_annotations
from kg.config import Config
from kg.evaluation import evaluate
from kg.pipeline import open_pipeline

ARTICLES = Path(__file__).parent / "data" / "development"
FLOORS = {
    "statement detection": 0.85,
    "speaker identity": 0.77,
    "speaker speaks_for": 0.71,
    "speaker role": 0.78,
    "kind": 0.83,
    "speech act": 0.73,
    "offices": 0.74,
    "reported_by": 0.50,
    "about": 0.75,
}


@pytest.mark.parametrize("half", ["tuned", "held"])
def test_the_development_articles_are_read_as_well_as_before(half: str) -> None:
    pipeline = open_pipeline(Config())
    card = evaluate(ARTICLES / half, lambda a: to_annotations(pipeline.read(a), pipeline.reference))
    below = {m: round(card.counts[m].f1, 3) for m, f in FLOORS.items() if card.counts[m].f1 < f}
    assert not below
