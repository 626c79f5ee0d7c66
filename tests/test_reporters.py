"""Facts about who says it and through whom it is known, in sentences read as a whole."""

from __future__ import annotations

import pytest

from kg.config import Config
from kg.model import Article
from kg.pipeline import open_pipeline


def chains(text: str) -> list[str]:
    """Return a line a statement: who says it, after `<` the one through whom it is known."""
    document = open_pipeline(Config()).read(Article(text))
    names = {e.key: e.name for e in document.entities}
    return [
        " < ".join(names.get(k, k) for k in (*s.speakers[:1], s.reported_by) if k)
        for s in document.statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“They asked all of us for advice,” Juan Soto writes in his book, according to Reuters.",
         "Juan Soto < Reuters"),
        ("Chile's Juan Soto says the lake is proof that the treaty works, according to Reuters.",
         "Juan Soto < Reuters"),
        ("But after Lima had spoken, President Juan Soto told allies that they should step aside, "
         "according to Reuters.", "Juan Soto < Reuters"),
        ("Iran's Abbas Araghchi quoted US envoy Steve Witkoff as having written in a message that "
         "Iran must give it up.", "Steve Witkoff < Abbas Araghchi"),
        ("Iran's Fars news agency quoted an unnamed commander as saying the response would be "
         "hard, Reuters reported.", "unnamed commander < Fars"),
        ("In an op-ed for the Economist, former minister Ana Rojas argued that the threat was "
         "empty.", "Ana Rojas < Economist"),
        ("The White House has put out a readout in which Juan Soto insists Chile will not leave.",
         "Juan Soto < White House"),
        ("The White House has put out a readout. Juan Soto insists Chile will not leave.",
         "Juan Soto"),
        ("The Financial Times reported that Chile had left. According to the paper, Ana Rojas told "
         "Juan Soto at a dinner that it was late.", "Ana Rojas < Financial Times"),
        ("Le Monde said Paris was angry, Reuters reported. The daily quoted Ana Rojas as saying "
         "that it was late.", "Ana Rojas < Le Monde"),
        ("Le Monde said Paris was angry. The daily quoted Ana Rojas as saying that it was late.",
         "Ana Rojas < Le Monde"),
        ("Rwanda's Paul Kagame told Jeune Afrique that Belgium was behind it.",
         "Paul Kagame < Jeune Afrique"),
        ("Israeli Channel 12, citing an Israeli official, said Juan Soto had replied that Israel "
         "could not wait.", "unnamed Israeli official < Channel 12"),
        ("Speaking by phone with Juan Soto, Ana Rojas complained about sanctions, the White House "
         "said in a readout.", "Ana Rojas < White House"),
        ("Ana Rojas told the NATO meeting in Lima that Chile could not be neutral.", "Ana Rojas"),
        ("Though Ana Rojas has described the lake as dry, the Washington Post reported that she "
         "has moved.", "Ana Rojas"),
    ],
)  # fmt: skip
def test_who_says_it_by_whose_account(text: str, expected: str) -> None:
    assert expected in chains(text)


def test_nouns_that_may_be_verbs_say_nothing() -> None:
    text = "The East African Community urged its partner states to return to talks."
    assert chains(text) == ["East African Community"]
