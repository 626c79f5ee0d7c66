"""Facts about short acts of speech that are found without the tagger."""

from __future__ import annotations

import pytest

from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.plain_acts import plain_acts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The African Union welcomed the decision.",
         ("The African Union", "welcomed", "the decision")),
        ("Canada and Mexico, which were exempted, welcomed the move.",
         ("Canada and Mexico, which were exempted,", "welcomed", "the move")),
        ("Manila had ruled out paying a ransom.", ("Manila", "ruled out", "paying a ransom")),
        ("Chad and Togo also voiced regret.", ("Chad and Togo", "voiced", "regret")),
        ("He nonetheless offered to send a delegation.", ("He", "offered", "to send a delegation")),
        ("The Peruvian government called on Chile to wait.",
         ("The Peruvian government", "called on", "Chile to wait")),
        ("Washington, which had pressed for a delay, expressed regret.",
         ("Washington, which had pressed for a delay,", "expressed", "regret")),
        ("The alliance's secretary-general, Erik Solberg, appealed to all parties to wait.",
         ("The alliance's secretary-general, Erik Solberg,", "appealed to", "all parties to wait")),
        # no act of speech, or nobody's
        ("Indonesia offered the rebels a ship.", None),
        ("If Peru rejected the offer, it would fall.", None),
        ("In Lima, Peru's plan was condemned.", None),
        ("The decision was welcomed by all.", None),
        ("They danced.", None),
        ("“Chile rejected the offer.”", None),
    ],
)  # fmt: skip
def test_a_plain_act_of_speech_is_a_statement(
    text: str, expected: tuple[str, str, str] | None
) -> None:
    found = [
        (s.source[0].of(text), s.cue.of(text) if s.cue else None, s.content[0].of(text))
        for s in plain_acts((), layout_of(text))
    ]
    assert found == ([expected] if expected else [])


def test_a_sentence_that_has_a_statement_is_left_alone() -> None:
    text = "The African Union welcomed the decision."
    statements = list(plain_acts((), layout_of(text)))
    assert statements
    assert list(plain_acts(statements, layout_of(text))) == []
