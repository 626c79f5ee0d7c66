"""To whom something is said, in sentences read as a whole."""

from __future__ import annotations

import pytest

from kg.config import Config
from kg.model import Article
from kg.pipeline import open_pipeline


def told(text: str) -> list[str]:
    """Return the names of all to whom the text says that something is said, sorted."""
    document = open_pipeline(Config()).read(Article(text))
    names = {e.key: e.name for e in document.entities}
    return sorted({names.get(k, k) for s in document.statements for k in s.addressees})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # groups of people, in a clause beside
        ("Addressing troops at a base near Arica, President Juan Soto said Chile would not sign.",
         ["troops"]),
        ("Speaking to soldiers near Arica, President Juan Soto said Chile would not sign.",
         ["soldiers"]),
        ("In a speech to business leaders, President Juan Soto said Chile would not sign.",
         ["business leaders"]),
        ("In a video message to supporters, Juan Soto said Chile would not sign.", ["supporters"]),
        ("Speaking to reporters in Lima, President Juan Soto said Chile would not sign.", []),
        ("In a speech to workers' dismay, Juan Soto said Chile would not sign.", []),
        # guests, questions and letters
        ("Receiving Ana Rojas at the palace, Juan Soto praised the truce.", ["Ana Rojas"]),
        ("Welcoming Ana Rojas in Lima, Juan Soto praised the truce.", ["Ana Rojas"]),
        ("Welcoming the news, Juan Soto praised the truce.", []),
        ("After talks with Ana Rojas, Juan Soto praised the truce.", []),
        ("Replying to a question from Ana Rojas, Juan Soto said Chile would not sign.",
         ["Ana Rojas"]),
        ("Responding to a letter from Ana Rojas, Juan Soto said Chile would not sign.",
         ["Ana Rojas"]),
        ("Asked by CNN's Jake Tapper whether it was over, Juan Soto replied: “It is.”", []),
        ("Replying to a question from a reporter, Juan Soto said Chile would not sign.", []),
        # demands without `that`
        ("Chile demanded Peru release the fishermen.", ["Peru"]),
        ("Chile demanded on Wednesday that Peru release the fishermen.", ["Peru"]),
        ("The G7 called for Russia to stop.", ["Russia"]),
        ("The G7 called for Russia to be punished.", []),
        ("The G7 called for Russia and Iran sanctions.", []),
        ("Chile asked the international community to press both sides.",
         ["international community"]),
        # warnings, messages and ultimatums
        ("Juan Soto sent a warning to Iran: “Give up.”", ["Iran"]),
        ("Juan Soto had a message for Iran: “Give up.”", ["Iran"]),
        ("Juan Soto issued a warning to Iran, saying it must give up.", ["Iran"]),
        ("Juan Soto issued a warning to save fuel, saying it was scarce.", []),
        # what is promised, and to whom
        ("Chile promised Peru 40 trucks.", ["Peru"]),
        ("Chile proposed to Peru that both open the border.", ["Peru"]),
        ("“I want to say to the people of Peru that we are with you,” Juan Soto said.",
         ["people of Peru"]),
        ("Ukraine, meanwhile, was told by NATO leaders that it would be invited.", ["Ukraine"]),
    ],
)  # fmt: skip
def test_to_whom_it_is_said(text: str, expected: list[str]) -> None:
    assert told(text) == expected
