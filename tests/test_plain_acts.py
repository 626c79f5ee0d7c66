"""Facts about short acts of speech that are found without the tagger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.plain_acts import act_within, plain_acts
from kg.model import Span, Statement
from tests.marked import document


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
        ("• Oman offered to mediate.", ("Oman", "offered", "to mediate")),
        ("OSLO, May 2 (Agency) - Chad rejected it.", ("Chad", "rejected", "it")),
        ("Britain on Wednesday formally told the European Union that it will leave.",
         ("Britain", "told", "it will leave")),
        ("Kabul, in a statement quoted by the Khaama Press, appealed to Chad to wait.",
         ("Kabul, in a statement quoted by the Khaama Press,", "appealed to", "Chad to wait")),
        ("Peru, which has a 1,000-mile border, proposed talks.",
         ("Peru, which has a 1,000-mile border,", "proposed", "talks")),
        ("Chile offered to mediate, a proposal that Peru turned down.",
         ("Chile", "offered", "to mediate")),
        ("• China welcomes the talks.", ("China", "welcomes", "the talks")),
        ("The African Union, which had waited, came out in support of Obi.",
         ("The African Union, which had waited,", "came out in support of", "Obi")),
        ("Obi, a former judge, had been asked by the regional bloc in May to wait.",
         ("the regional bloc", "asked", "to wait")),
        ("Ana Rojas was told by the EU that she had to go.", ("the EU", "told", "she had to go")),
        ("Obi was asked by Peru not to go.", ("Peru", "asked", "not to go")),
        ("The U.S. delegation backed the Peruvian position.",
         ("The U.S. delegation", "backed", "the Peruvian position")),
        ("Chad and Togo supported calls for a truce.",
         ("Chad and Togo", "supported", "calls for a truce")),
        ("She did, however, thank Chile for its aid.", ("She", "thank", "Chile for its aid")),
        ("Ana Rojas paid tribute to the crew.", ("Ana Rojas", "paid tribute to", "the crew")),
        ("Ana Rojas held Chile responsible for it.",
         ("Ana Rojas", "held", "Chile responsible for it")),
        ("Chile is accused by Peru of arming rebels.", ("Peru", "accused", "of arming rebels")),
        ("Peru welcomed the move in a statement on Monday.", ("Peru", "welcomed", "the move")),
        ("Peru vowed to answer in a letter.", ("Peru", "vowed", "to answer in a letter")),
        ("Peru accepted the apology.", ("Peru", "accepted", "the apology")),
        ("Minister Ana Diaz classified the attitude as “unacceptable”.",
         ("Minister Ana Diaz", "classified", "the attitude as “unacceptable")),
        ("Ana Diaz classified the ships as merchantmen.", None),
        ("In the view of Chile's president, Ana Diaz, the lake is dead.",
         ("Chile's president, Ana Diaz", "In the view of", "the lake is dead")),
        ("In the view of many, it was late.", None),
        ("Senator Ana Diaz evaluated that the lake was dead.",
         ("Senator Ana Diaz", "evaluated", "the lake was dead")),
        ("Ana Diaz evaluated the lake.", None),
        ("Minister Ana Diaz, who sat beside him, chimed in that it was late.",
         ("Minister Ana Diaz, who sat beside him,", "chimed in", "it was late")),
        ("Peru was adamant that the lake is dead.", ("Peru", "was adamant", "the lake is dead")),
        ("Chad and Togo remain hopeful that it will rain.",
         ("Chad and Togo", "remain hopeful", "it will rain")),
        ("Peru's position is that the lake is dead.",
         ("Peru", "position is", "the lake is dead")),
        ("There was no reason for it, in the words of one diplomat.",
         ("one diplomat", "in the words of", "There was no reason for it")),
        ("The Finn told him on arrival.", None),
        ("King Obi II, a key ally, told visiting lawmakers the world could not wait.",
         ("King Obi II, a key ally,", "told", "the world could not wait")),
        ("Obi did, however, promise Peru that there would be no tax.",
         ("Obi", "promise", "there would be no tax")),
        ("Obi had threatened during the campaign to pull out.",
         ("Obi", "threatened", "to pull out")),
        ("Peru underlined the need to wait.", ("Peru", "underlined", "the need to wait")),
        ("Greece objected to the name.", ("Greece", "objected to", "the name")),
        ("Peru pushed back against calls to wait.",
         ("Peru", "pushed back against", "calls to wait")),
        ("Peru invited all six rulers to a summit.",
         ("Peru", "invited", "all six rulers to a summit")),
        ("Peru's ambassador to Chile, Ana Diaz, was quoted by Chilean media as having told a"
         " closed gathering that the lake is dead.",
         ("Peru's ambassador to Chile, Ana Diaz", "told", "the lake is dead")),
        ("Ana Diaz was quoted on Monday as saying it would rain.",
         ("Ana Diaz", "saying", "it would rain")),
        ("Peru's irrigation minister rejected the claim.",
         ("Peru's irrigation minister", "rejected", "the claim")),
        ("Ana Diaz was quoted as an example.", None),
        ("Peru underlined the word.", None),
        ("Peru accepted the refugees.", None),
        ("Peru was sad that the lake is dead.", None),
        ("Ana Rojas held the door.", None),
        # no act of speech, or nobody's
        ("Peru's offers to mediate were turned down.", None),
        ("The refugees were asked to wait.", None),
        ("Iran backed the rebels.", None),
        ("Manila asked that Chile wait.", ("Manila", "asked", "Chile wait")),
        ("Manila asked the Chilean envoy to wait.",
         ("Manila", "asked", "the Chilean envoy to wait")),
        ("Manila asked whether Chile would wait.", None),
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


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("he had been assured by his Chilean counterpart that it would rain",
         ("his Chilean counterpart", "assured", "it would rain")),
        ("he was promised by his counterpart, Ana Diaz, that it would rain",
         ("his counterpart, Ana Diaz", "promised", "it would rain")),
        ("to have been told by Chilean officials that it was late",
         ("Chilean officials", "told", "it was late")),
        ("Lima had been asked in May by the bloc not to go", ("the bloc", "asked", "not to go")),
        ("Obi ruled out talks", ("Obi", "ruled out", "talks")),
        ("Obi had pressed Diaz to wait", ("Obi", "pressed", "Diaz to wait")),
        ("Baghdad had warned Lima against a raid", ("Baghdad", "warned", "Lima against a raid")),
        ("the sultan had assured Chad of his help", ("the sultan", "assured", "Chad of his help")),
        ("its foreign minister lobbied Peru on the dam",
         ("its foreign minister", "lobbied", "Peru on the dam")),
        ("prosecutors pressed charges against Obi", None),
        ("the rain had warned nobody", None),
        ("he had been assured that it would rain", None),
        ("men who had been told by Peru to go were late", None),
        ("he had been told by name", None),
    ],
)  # fmt: skip
def test_what_somebody_was_told_is_said_by_who_told_him(
    content: str, expected: tuple[str, str, str] | None
) -> None:
    text = f"Obi said {content}."
    found = [
        (s.source[0].of(text), s.cue.of(text) if s.cue else None, s.content[0].of(text))
        for s in act_within(span(text, content), layout_of(text))
    ]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("1. Peru won.\n\n2. Calls upon all States to refrain;", ["all States to refrain"]),
        ("12. Urges that Peru refrain.", ["Peru refrain"]),
        ("Calls upon all States to refrain went unheard.", []),
        ("In May 2. Calls on Peru went unheard.", []),
    ],
)
def test_the_numbered_clauses_of_a_resolution_are_statements_of_nobody_named(
    text: str, content: list[str]
) -> None:
    acts = list(plain_acts((), layout_of(text)))
    assert [a.content[0].of(text) for a in acts] == content
    assert not any(a.source for a in acts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In his words, the lake is dead.", ("his", "In", ["the lake is dead"])),
        ("In Ana Rojas’s own words, the lake is dead.", ("Ana Rojas", "In", ["the lake is dead"])),
        ("In other words, the lake is dead.", None),
        ("The lake, she adds, is dead.", ("she", "adds", ["The lake", "is dead"])),
        ("Brussels, he later warned, was at the lake.",
         ("he", "later warned", ["Brussels", "was at the lake"])),
        ("The lake, Ana Rojas conceded, also froze.",
         ("Ana Rojas", "conceded", ["The lake", "also froze"])),
        ("The lake, reckons Ana Rojas, who teaches in Lima, is dead.",
         ("Ana Rojas", "reckons", ["The lake", "is dead"])),
        ("The lake, argued Ana Rojas, is dead.", ("Ana Rojas", "argued", ["The lake", "is dead"])),
        ("The lake, he reasons, is dead.", ("he", "reasons", ["The lake", "is dead"])),
        ("The lake, he hopes, is dead.", None),
        ("When asked, he said, and left.", None),
    ],
)  # fmt: skip
def test_whose_words_they_are_is_told_before_or_between(
    text: str, expected: tuple[str, str, list[str]] | None
) -> None:
    found = [
        (s.source[0].of(text), s.cue.of(text) if s.cue else None, [c.of(text) for c in s.content])
        for s in plain_acts((), layout_of(text))
    ]
    assert found == ([expected] if expected else [])


def test_a_sentence_that_has_a_statement_is_left_alone() -> None:
    text = "The African Union welcomed the decision."
    statements = list(plain_acts((), layout_of(text)))
    assert statements
    assert list(plain_acts(statements, layout_of(text))) == []


@pytest.mark.parametrize(
    ("rest", "who"),
    [
        (", while Chad, which is near, urged calm.", "Chad, which is near,"),
        (" and Chad condemned the raid.", "Chad"),
        (" and Chad sent troops.", None),
        (" and condemned Chad.", None),
    ],
)
def test_another_acts_in_the_second_clause(rest: str, who: str | None) -> None:
    text = f"Peru called it a provocation{rest}"
    called = Statement((span(text, "a provocation"),), (span(text, "Peru"),), span(text, "called"))
    found = list(plain_acts([called], layout_of(text)))
    assert [a.source[0].of(text) for a in found] == ([who] if who else [])
    whole = replace(called, content=(Span(5, len(text) - 1),))
    assert list(plain_acts([whole], layout_of(text))) == []


@pytest.mark.parametrize(
    ("who", "does", "cue"),
    [
        ("The army chief, Ana Diaz,", "has ruled out talks", "ruled out"),
        ("Peru's envoy", "condemned the raid", "condemned"),
        ("Peru's envoy", "left the room", None),
    ],
)
def test_what_is_done_before_a_participle_says_more(who: str, does: str, cue: str | None) -> None:
    text = f"{who} {does}, saying the war goes on."
    said = span(text, "the war goes on")
    found = Statement((said,), (span(text, who.rstrip(",")),), span(text, "saying"))
    acts = list(plain_acts([found], layout_of(text)))
    assert [a.cue.of(text) for a in acts if a.cue] == ([cue] if cue else [])
    assert all(a.source == found.source for a in acts)
    assert list(plain_acts([found, *acts], layout_of(text))) == []


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("marked", "content"),
    [
        ("[s Peru] ruled out talks, [c insisting] that [q it was over].", "talks"),
        ("[s China] welcomes the talks and [c says] [q it is ready].", "the talks"),
        ("[s China] left the talks and [c says] [q it is ready].", None),
    ],
)
def test_what_is_done_in_words_before_a_second_act(marked: str, content: str | None) -> None:
    found = document(marked)
    text = found.article.text
    acts = [s.content[0].of(text) for s in plain_acts(found.statements, layout_of(text))]
    assert acts == ([content] if content else [])


def test_what_is_done_before_a_relative_clause_that_says_more() -> None:
    found = document("Obi had threatened to leave the club, which [s he] [c called] [q a farce].")
    text = found.article.text
    acts = [s.content[0].of(text) for s in plain_acts(found.statements, layout_of(text))]
    assert acts == ["to leave the club"]
