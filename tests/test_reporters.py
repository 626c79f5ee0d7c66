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
        # whom an outlet cites at the end, and whom somebody recalls
        ("Chile will leave the pact, Reuters reported, citing two diplomats.",
         "unnamed two diplomats < Reuters"),
        ("Ana Rojas recalled Juan Soto saying that Chile would sign.", "Juan Soto < Ana Rojas"),
        ("TASS reported Juan Soto as saying that Chile would sign.", "Juan Soto < TASS"),
        ("“Chile will sign,” TASS quoted Juan Soto as telling reporters.", "Juan Soto < TASS"),
        ("“He told me that we are watching,” Juan Soto was quoted by the news agency Belta as "
         "saying.", "Juan Soto < BelTA"),
        ("“We are watching,” TASS quoted Juan Soto as saying.", "Juan Soto < TASS"),
        ("Asked by CNN's Jake Tapper whether he trusted them, Juan Soto replied: “I do.”",
         "Juan Soto < CNN"),
        # what somebody is reported to have told others, `that` or not
        ("The New York Times reported that Juan Soto had told aides Chile would sign.",
         "Juan Soto < New York Times"),
        ("Ana Rojas revealed that Juan Soto had told her Chile would sign.",
         "Juan Soto < Ana Rojas"),
        ("According to the Kremlin, Juan Soto had agreed to sign.", "Juan Soto < Kremlin"),
        ("The ambassador, Juan Soto, replied that Chile had acted in self-defence, according to "
         "an Ecuadorean diplomat.", "Juan Soto < unnamed Ecuadorean diplomat"),
        # accounts of a call, and what `it` adds
        ("According to a readout of the call released by the White House, Juan Soto urged "
         "Ana Rojas to sign.", "Juan Soto < White House"),
        ("A readout from the White House said Juan Soto had urged Ana Rojas to sign.",
         "Juan Soto < White House"),
        ("Ana Rojas was angry, the Kremlin said. Juan Soto assured her that it was over, it "
         "added.", "Juan Soto < Kremlin"),
        # who brought the words
        ("Through Omani mediators, Iran told Washington that it would not talk.",
         "Iran < unnamed Omani mediators"),
        ("Iran told Washington through Oman that it would not talk.", "Iran < Oman"),
        ("Iran told Washington through gritted teeth that it would not talk.", "Iran"),
        ("In a note passed to reporters by his lawyer, Juan Soto said Chile would sign.",
         "Juan Soto < unnamed lawyer"),
        ("In a transcript released by the Kremlin, Juan Soto says Chile would sign.",
         "Juan Soto < Kremlin"),
        ("Juan Soto said in a statement issued by his office that Chile would sign.", "Juan Soto"),
        ("Juan Soto, in a statement issued by his spokesman, said Chile would sign.", "Juan Soto"),
        # which of two acts an outlet was told of, and by whom it was asked
        ("Juan Soto thanked Ana Rojas and told Swedish radio that it was over.", "Juan Soto"),
        ("Juan Soto thanked Ana Rojas and told Swedish radio that it was over.",
         "Juan Soto < Swedish radio"),
        ("Asked by the newspaper El Tiempo whether it was over, Juan Soto said that it was not.",
         "Juan Soto < El Tiempo"),
        ("Though Ana Rojas has described the lake as dry, the Washington Post reported that she "
         "has moved.", "Ana Rojas"),
    ],
)  # fmt: skip
def test_who_says_it_by_whose_account(text: str, expected: str) -> None:
    assert expected in chains(text)


def test_nouns_that_may_be_verbs_say_nothing() -> None:
    text = "The East African Community urged its partner states to return to talks."
    assert chains(text) == ["East African Community"]
