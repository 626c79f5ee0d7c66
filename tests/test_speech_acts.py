"""Speech acts by cue and by content."""

import pytest

from kg.extractors.cues import is_communication, lemma
from kg.extractors.epithets import act_of_naming, act_of_own_words
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
    ("has no objection to", "", "agree"),
    ("does not oppose", "", "agree"),
    ("raised an objection to", "", "deny"),
    ("refused", "", "deny"),
    ("declined to comment on", "", "deny"),
    ("assured", "", "assure"),
    ("promised", " Peru that it would rain", "assure"),
    ("promised", " that it would rain", "announce"),
    ("hit back at", "", "condemn"),
    ("has expressed reservations about", "", "concern"),
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
    ("insisted", " on a date", "demand"),
    ("insisted", " on Monday that it rained", "assert"),
    ("reproached", "", "condemn"),
    ("came out in support of", "", "assure"),
    ("gave its blessing to", "", "agree"),
    ("apologised for", "", "concern"),
    ("threw its weight behind", "", "agree"),
    ("took the envoy to task", "", None),
    ("poured cold water on", "", "deny"),
    ("drew a red line", "", "warn"),
    ("asked", " that the family be allowed to go", "demand"),
    ("asked", " that of the envoy", None),
    ("", "", None),
]


@pytest.mark.parametrize(("cue", "after", "act"), CUES)
def test_a_cue_names_an_act(cue: str, after: str, act: SpeechAct | None) -> None:
    assert read_cue(cue, after).act == act


CONTENTS = [
    ("Peru had to leave the zone at once", "Lind", "demand"),
    ("Peru had to admire the lake", "Lind", None),
    ("Peru was behind the raid", "Lind", "accuse"),
    ("Peru was behind the times", "Lind", None),
    ("the talks were a step in the right direction", "Lind", "welcome"),
    ("she was encouraged by the talks", "Lind", "welcome"),
    ("the talks were a waste of time", "Lind", "condemn"),
    ("Peru had every right to defend itself", "Lind", "justify"),
    ("there would be consequences", "Lind", "warn"),
    ("our thoughts are with the families", "Lind", "concern"),
    ("her thoughts on the truce were new", "Lind", None),
    ("Beijing opposed the use of force", "Beijing", "deny"),
    ("his government had condemned the coup", "Berlin", "condemn"),
    ("We demanded an answer years ago", "Berlin", None),
    ("she had asked her colleague Jan Roy to wait", "Lind", "demand"),
    ("she had asked whether he wanted to wait", "Lind", None),
    ("they never will", "Berlin", "deny"),
    ("No", "Soto", "deny"),
    ("No time", "Soto", None),
    ("Absolutely not!", "Soto", "deny"),
    ("The account was “completely false”", "Soto", "deny"),
    ("we will not look away", "Berlin", "assure"),
    ("the bloc stood ready to step in", "Brussels", "assure"),
    ("it was an extremely dangerous act", "Tokyo", "condemn"),
    ("a deal would be off the table if it went on", "Tokyo", "warn"),
    ("he remains the only legitimate president", "Obi", None),
    ("Russia must withdraw its troops", "Blinken", "demand"),
    ("Stop the bombing", "Guterres", "demand"),
    ("We will send ambulances", "Berlin", "announce"),
    ("We will always help our friends", "Berlin", "assure"),
    ("We will retaliate", "Tehran", "warn"),
    ("Berlin will make them pay for this", "Berlin", "warn"),
    ("Berlin will pay its share", "Berlin", "announce"),
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
    # what one's own side refuses, does or must bear
    ("Peru will not accept a deal", "Peru", "deny"),
    ("his forces would withdraw", "Soto", "announce"),
    ("Peru would impose tariffs, drawing a threat of retaliation", "Peru", "announce"),
    ("it will stop enriching uranium", "Iran", "announce"),
    ("the applicants will have to wait", "Paris", None),
    ("Peru, which drew up a plan to protect civilians, slept", "Peru", None),
    ("Lima had not been informed of the recall", "Soto", None),
    ("he was “not surprised”", "Soto", None),
    # words within quotation marks count as any others
    ("bombing would “bury the peace process”", "Soto", "warn"),
    ("the steps were “fraught with the gravest consequences”", "Soto", "warn"),
    ("Peru reserved the right to respond", "Lima", "warn"),
    ("Nobody should mistake patience for weakness", "Soto", "warn"),
    ("the test was a flagrant violation", "Soto", "condemn"),
    ("Provocations and proposals were on the table", "Soto", None),
    ("the report was a tired lie", "Soto", "deny"),
    # orders
    ("Close the harbours", "Soto", "demand"),
    ("Work was found for all", "Soto", None),
    ("the talks had failed", "Soto", None),
    ("Lima had failed the test", "Soto", "condemn"),
    ("Pull back your guns", "Soto", "demand"),
    ("Peru would play a constructive part", "Soto", None),
    ("the talks were constructive", "Soto", "welcome"),
    ("he would stay if sanctions were lifted", "Lima", "announce"),
    ("Ask the boatmen", "Soto", None),
    # readiness, chances, what would be a mistake
    ("Peru was ready to “share its water, not just applaud”", "Peru", "assure"),
    ("it stood ready to mediate", "Peru", "assure"),
    ("its army was still prepared to strike", "Peru", "warn"),
    ("the rebels were ready to talk", "Peru", None),
    ("Lima will not look away", "Lima", "assure"),
    ("Peru “will not sit idly by”", "Peru", "warn"),
    ("It may be the last chance for the lake", "Soto", "warn"),
    ("military force remains on the table", "Soto", "warn"),
    ("the offer remains on the table", "Soto", None),
    ("a dam would be a mistake of historic size", "Soto", "warn"),
    ("the dam was a mistake", "Soto", "condemn"),
    ("Both sides had acted irresponsibly", "Soto", "condemn"),
    ("It was an extremely dangerous act", "Soto", "condemn"),
    ("he remains the only legitimate president", "Soto", None),
    # set phrases
    ("lenders had to be patient", "Soto", "demand"),
    ("the blockade needed to end", "Soto", "demand"),
    ("it was time for Chile to choose", "Soto", "demand"),
    ("It is up to Chile to move", "Soto", "demand"),
    ("This will not go unanswered", "Soto", "warn"),
    ("Chile was playing with fire", "Soto", "warn"),
    ("a default could tip the region into recession", "the bank", "warn"),
    ("We are days away from famine", "Soto", "warn"),
    ("any raid would be met with force", "Soto", "warn"),
    ("Chile had cheated Peru", "Soto", "accuse"),
    ("Chile personally responsible for the deaths", "Soto", "accuse"),
    ("They are using hunger as a weapon", "Soto", "accuse"),
    ("Chile was arming the rebels", "Peru", "accuse"),
    ("there was not a word of truth in it", "Soto", "deny"),
    ("a second vote was out of the question", "Soto", "deny"),
    ("You are not alone", "Soto", "assure"),
    ("the fleet posed no threat", "Soto", "assure"),
    ("Chile had turned its back on the region", "Soto", "condemn"),
    ("the raid was a crime against humanity", "Soto", "condemn"),
    ("the deal was a victory for diplomacy", "Soto", "welcome"),
    ("The minister is right", "Soto", "agree"),
    ("the minister was right to leave", "Soto", None),
    ("Peru had acted within its rights", "Soto", "justify"),
    ("the strikes were meant to deter raids", "Soto", "justify"),
    ("the army had no alternative", "Soto", "justify"),
    ("it was deeply troubling", "Soto", "concern"),
    ("she was worried about the lake", "Soto", "concern"),
    ("the two armies could set up a patrol", "Soto", "propose"),
    ("the vote would lead to chaos", "Lima", "warn"),
    ("Peru would close the border if the flow of arms was not stopped", "Peru", "warn"),
    ("aid would end if the guns did not fall silent", "Peru", "warn"),
    ("the vote would lead to a lasting peace", "Lima", None),
    ("he would sign nothing", "Angelovski", "deny"),
    ("not an inch of the coast was for sale", "Soto", "deny"),
    ("the matter was an internal one", "Soto", "deny"),
    ("those behind the attack would be brought to justice", "Soto", "assure"),
    ("they had spared no effort to build a consensus", "Soto", None),
    ("the vote was a historic mistake", "Soto", None),
    # what is asked, or told of others, is no demand
    ("the vote comes before talks on whether Peru should leave", "Soto", None),
    ("he did what he needs to", "Soto", None),
    ("these are the lengths to which most must go", "Soto", None),
    ("it has to be the first time", "Soto", None),
    ("those who came must go", "Soto", "demand"),
    # nor does who says what another said, thinks or hopes announce it
    ("he said Peru would leave", "Soto", None),
    ("they thought the vote would be lost", "Soto", None),
    ("Lima had read it and hoped it would be handled well", "Lima", None),
    ("he had been assured by both sides that it would go on", "Soto", None),
    ("we believe we will come", "Soto", "announce"),
    ("Mr Obi, release the ships", "Soto", "demand"),
    ("Mr Obi, you are making a historic mistake", "Soto", "condemn"),
    ("they had wasted an opportunity", "Soto", "condemn"),
    ("the song was by Barbara Soto", "Soto", None),
    ("the suffering is on your hands", "Soto", "accuse"),
    ("I was responsible for it", "Soto", None),
    ("he stood by his original comments", "Soto", "justify"),
    ("he stood by Peru", "Soto", "assure"),
    ("he had no objection to talks", "Soto", "agree"),
    ("they had no quarrel with Peru", "Peru", "agree"),
    ("he had no doubt that it rained", "Soto", None),
    ("he had no ships", "Soto", "deny"),
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
        ("Xi asked him to wait.", "Xi", "asked", "him to wait", "demand"),
        ("Xi asked the UN not to wait.", "Xi", "asked", "the UN not to wait", "demand"),
        ("Xi has asked Peru for ships.", "Xi", "has asked", "Peru for ships", "demand"),
        ("Xi told Peru to leave.", "Xi", "told", "Peru to leave", "demand"),
        ("Xi ordered two envoys to leave.", "Xi", "ordered", "two envoys to leave", "demand"),
        ("Xi ordered an inquiry.", "Xi", "ordered", "an inquiry", "announce"),
        ("Xi asked Putin if he wanted to go.", "Xi", "asked", "Putin if he wanted to go", "assert"),
        ("Xi asked about ways to go.", "Xi", "asked", "about ways to go", "assert"),
        ("Xi told Peru: I like to win.", "Xi", "told", "I like to win", "assert"),
        ("Xi told Peru it was to blame.", "Xi", "told", "Peru it was to blame", "accuse"),
        (
            "Xi reiterated his request for tanks.",
            "Xi",
            "reiterated",
            "his request for tanks",
            "demand",
        ),
        (
            "Xi reiterated his demand for tanks.",
            "Xi",
            "reiterated his demand for",
            "tanks",
            "demand",
        ),
        ("Xi promised Peru full backing.", "Xi", "promised", "Peru full backing", "assure"),
        ("Xi promised to help.", "Xi", "promised", "to help", "announce"),
        ("Xi vowed to protect the lake.", "Xi", "vowed", "to protect the lake", "assure"),
        ("Xi offered his condolences.", "Xi", "offered", "his condolences", "concern"),
        ("Xi asked that Peru be heard.", "Xi", "asked", "Peru be heard", "demand"),
        (
            "Xi reaffirmed his full confidence in Li.",
            "Xi",
            "reaffirmed",
            "his full confidence in Li",
            "assure",
        ),
        (
            "Xi voiced confidence that it would rain.",
            "Xi",
            "voiced",
            "confidence that it would rain",
            "assert",
        ),
        (
            "Xi reaffirmed his backing for Peru.",
            "Xi",
            "reaffirmed",
            "his backing for Peru",
            "assure",
        ),
        (
            "Xi reaffirmed the commitment of China to peace.",
            "Xi",
            "reaffirmed",
            "the commitment of China to peace",
            "assure",
        ),
        (
            "Xi called the vote the worst blunder yet.",
            "Xi",
            "called",
            "the vote the worst blunder yet",
            "condemn",
        ),
        (
            "Xi promised to reject unfair deals.",
            "Xi",
            "promised",
            "to reject unfair deals",
            "announce",
        ),
        ("Xi vowed to retaliate.", "Xi", "vowed", "to retaliate", "warn"),
        (
            "Xi promised Peru in May that no such ships would come.",
            "Xi",
            "promised",
            "no such ships would come",
            "assure",
        ),
        ("Xi suggested destroying them.", "Xi", "suggested", "destroying them", "propose"),
        ("Xi suggested the man would leave.", "Xi", "suggested", "the man would leave", "assert"),
        ("Xi said: “He will go.”", "Xi", "said", "He will go", "assert"),
        ("Xi said he would go.", "Xi", "said", "he would go", "announce"),
        ('Xi called the pact "a trap".', "Xi", "called", 'the pact "a trap', "condemn"),
        (
            'Xi described the charge as "a dream".',
            "Xi",
            "described",
            'the charge as "a dream',
            "deny",
        ),
        ('Xi called the talks "frank".', "Xi", "called", 'the talks "frank', "assert"),
        ("Xi offered talks.", "Xi", "offered", "talks", "propose"),
        ("Xi said it rained.", "Xi", "said", "it rained", "assert"),
        ("Xi called the vote a joke.", "Xi", "called", "the vote a joke", "condemn"),
        ("Xi described it as theatre.", "Xi", "described", "it as theatre", "condemn"),
        ("Xi called the vote fair.", "Xi", "called", "the vote fair", "assert"),
        ("Xi saw the theatre.", "Xi", "saw", "the theatre", "assert"),
        (
            "Xi reaffirmed the EU’s “full confidence” in Soto.",
            "Xi",
            "reaffirmed",
            "the EU’s “full confidence” in Soto",
            "assure",
        ),
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
    ("content", "act"),
    [
        ("the boarding “a provocation", "condemn"),
        ("the boarding as an act of piracy", None),
        ("the government's denials “theatre", "deny"),
        ("that allegation “a fairy tale for rallies", "deny"),
        ("the film a fairy tale", "deny"),
    ],
)
def test_what_something_is_called_shows_what_it_is_held_to_be(
    content: str, act: SpeechAct | None
) -> None:
    assert act_of_naming(content) == act


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("the boarding “an act of piracy", "condemn"),
        ("the boarding as an act of piracy", None),
        ("the charge as “a dream", "deny"),
        ("it “yesterday's club", "condemn"),
        ("the comments “important", None),
        ("it “a triumph", None),
        ("the pact “a landmark in our history", None),
        ("the treaty “a historic step", None),
        ("the situation as “fluid", None),
        ("the strait “an internal waterway", None),
    ],
)
def test_what_is_called_something_in_own_words_is_mostly_put_down(
    content: str, act: SpeechAct | None
) -> None:
    assert act_of_own_words(content) == act


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
