"""Speech acts by cue and by content."""

import pytest

from kg.extractors.cues import is_communication, lemma
from kg.extractors.speech_acts import SpeechActExtractor, read_cue
from kg.extractors.utterances import act_of_content
from kg.model import Article, Document, Span, SpeechAct, Statement
from kg.protocols import Extractor

CUES = [
    ("said", "", None),
    ("told reporters", "", None),
    ("urged", "", "demand"),
    ("has repeatedly called for", "", "demand"),
    ("called", " on Moscow to leave", "demand"),
    ("called", " the move illegal", None),
    ("warned", "", "warn"),
    ("threatening", "", "warn"),
    ("accuses", "", "accuse"),
    ("ruled out", "", "deny"),
    ("did not rule out", "", "assert"),
    ("refused", "", "deny"),
    ("declined to comment on", "", "deny"),
    ("assured", "", "assure"),
    ("stood by", "", "assure"),
    ("criticised", "", "condemn"),
    ("lashed out at", "", "condemn"),
    ("congratulated", "", "welcome"),
    ("agreed", "", "agree"),
    ("does not agree", "", "deny"),
    ("justified", "", "justify"),
    ("expressed deep concern", "", "concern"),
    ("voiced her concerns about", "", "concern"),
    ("announced", "", "announce"),
    ("issued a warning", "", "warn"),
    ("recommended", "", "propose"),
    ("does not believe", "", "deny"),
    ("spoke of", "", None),
    ("frobnicated", "", None),
    ("", "", None),
]


@pytest.mark.parametrize(("cue", "after", "act"), CUES)
def test_a_cue_names_an_act(cue: str, after: str, act: SpeechAct | None) -> None:
    assert read_cue(cue, after).act == act


CONTENTS = [
    ("Russia must withdraw its troops", "Blinken", "demand"),
    ("Stop the bombing", "Guterres", "demand"),
    ("We will send ambulances", "Berlin", "announce"),
    ("We will always help our friends", "Berlin", "assure"),
    ("We will retaliate", "Tehran", "warn"),
    ("The rains will come", "Tehran", None),
    ("we will not sign it", "Tehran", "deny"),
    ("if they attack, war follows", "Tehran", "warn"),
    ("the raid is unacceptable", "Paris", "condemn"),
    ("the raid was illegal", "Paris", "condemn"),
    ("Moscow is to blame", "Kyiv", "accuse"),
    ("he was deeply concerned", "Guterres", "concern"),
    ("We thank our partners", "Kyiv", "welcome"),
    ("the report is not true", "Kyiv", "deny"),
    ("it was an appropriate response", "Moscow", "justify"),
    ("it rained in Kyiv", "Moscow", None),
    ("", "", None),
]


@pytest.mark.parametrize(("content", "source", "act"), CONTENTS)
def test_words_can_show_their_act(content: str, source: str, act: SpeechAct | None) -> None:
    assert act_of_content(content, source) == act


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "act"),
    [
        ("Xi said Japan must go.", "Xi", "said", "Japan must go", "demand"),
        ("Xi praised what must end.", "Xi", "praised", "what must end", "welcome"),
        ("Xi told Japan to go.", "Xi", "told", "to go", "demand"),
        ("Xi had expressed his concern about it.", "Xi", "had expressed", "his concern", "concern"),
        ("Xi said it rained.", "Xi", "said", "it rained", "assert"),
    ],
)
def test_a_firm_cue_decides_and_an_open_one_gives_way(
    text: str, source: str, cue: str, content: str, act: SpeechAct
) -> None:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    statement = Statement((span(content),), (span(source),), span(cue))
    document = SpeechActExtractor()(Document(Article(text), statements=(statement,)))
    assert document.statements[0].act == act


@pytest.mark.parametrize(
    ("word", "base"),
    [("said", "say"), ("denies", "deny"), ("urging", "urge"), ("ripped", "rip"), ("dog", "dog")],
)
def test_lemma_is_the_form_in_the_lexicon(word: str, base: str) -> None:
    assert lemma(word) == base


@pytest.mark.parametrize(
    ("cue", "expected"),
    [("has said", True), (":", True), ("according to", True), ("expelled", False),
     ("wants", False), ("is expected to announce", False)],
)  # fmt: skip
def test_deeds_plans_and_wishes_are_no_communication(cue: str, expected: bool) -> None:
    assert is_communication(cue) is expected


def test_it_is_an_extractor() -> None:
    assert isinstance(SpeechActExtractor(), Extractor)
