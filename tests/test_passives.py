"""Facts about acts of speech in the passive."""

from __future__ import annotations

import pytest

from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.passives import passives
from kg.model import Span, Statement

Row = tuple[str, str, str]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The move was welcomed by Chile.", [("Chile", "was welcomed by", "The move")]),
        ("The raid has been sharply condemned by the United Nations, Peru and Chad on Monday.",
         [("the United Nations, Peru and Chad", "has been sharply condemned by", "The raid")]),
        ("The move was welcomed by Chile and condemned by Peru.",
         [("Chile", "was welcomed by", "The move"), ("Peru", "condemned by", "The move")]),
        ("• The offer was turned down by Chile.",
         [("Chile", "was turned down by", "The offer")]),
        # voted down, done, by nobody by name, or within a quotation
        ("The budget was rejected by Congress.", []),
        ("The boat was taken by Chile.", []),
        ("The move was condemned by all.", []),
        ("It was condemned by Chile.", []),
        ("“The move was condemned by Chile.”", []),
    ],
)  # fmt: skip
def test_an_act_in_the_passive_is_a_statement(text: str, expected: list[Row]) -> None:
    found = passives((), layout_of(text))
    assert [
        (s.source[0].of(text), s.cue.of(text) if s.cue else "", s.content[0].of(text))
        for s in found
    ] == expected


def test_what_is_a_statement_already_is_none_once_more() -> None:
    text = "The move was welcomed by Chile and condemned by Peru."
    cue = Span(text.index("condemned"), text.index("condemned") + len("condemned"))
    told = Statement((Span(0, 8),), (Span(len(text) - 5, len(text) - 1),), cue)
    (found,) = passives([told], layout_of(text))
    assert found.source[0].of(text) == "Chile"
