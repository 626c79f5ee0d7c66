"""The attribution extractor: decoding, arrangement, and the shipped model on sentences."""

import json
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest

from kg import paths
from kg.extractors.attribution import CHUNK, AttributionExtractor
from kg.extractors.attribution.arrangement import arranged, layout_of
from kg.extractors.attribution.chains import unchained
from kg.extractors.attribution.continuation import continuations
from kg.extractors.attribution.coordination import uncoordinated
from kg.extractors.attribution.decoding import log_softmax, viterbi
from kg.extractors.attribution.echoes import echoed
from kg.extractors.attribution.nesting import in_text_order, with_nested
from kg.extractors.attribution.relatives import relatives
from kg.extractors.attribution.second_verbs import second_verbs
from kg.extractors.attribution.statements import trimmed
from kg.extractors.attribution.tagger import NAMES, TAGS, cuts_sums_off, load, session
from kg.model import Article, Document, Span, Statement
from kg.protocols import Extractor
from kg.text import words
from tests.marked import document

GOLD = Path(__file__).parents[2] / "shared" / "gold"


def read(text: str) -> Document:
    return AttributionExtractor()(Document(Article(text)))


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


Row = tuple[str | None, str | None, list[str]]


def rows(document: Document) -> list[Row]:
    text = document.article.text
    return [
        (
            s.source[0].of(text) if s.source else None,
            s.cue.of(text) if s.cue else None,
            [c.of(text) for c in s.content],
        )
        for s in document.statements
    ]


SAID: list[tuple[str, list[Row]]] = [
    (
        "“Not yet,” Angela Merkel said on Monday.",
        [("Angela Merkel", "said", ["Not yet"])],
    ),
    (
        "🚨 Volodymyr Zelensky 🇺🇦 said: “We will win 💪🏽!” NATO’s Jens Stoltenberg 👏 left.",
        [("Volodymyr Zelensky", "said:", ["We will win 💪🏽!"])],
    ),
    (  # opened and never closed
        "“We stand with Ukraine, Joe Biden said on Monday.\n\nThe president flew to Kyiv.",
        [("Joe Biden", "said", ["We stand with Ukraine"])],
    ),
    (
        "The minister warned that the talks could fail.",
        [("The minister", "warned", ["the talks could fail"])],
    ),
    (
        "“We stay,” Erdogan said. “We will not leave.”",
        [("Erdogan", "said", ["We stay", "We will not leave"])],
    ),
    (
        "According to the ministry, three soldiers were wounded.",
        [("the ministry", "According to", ["three soldiers were wounded"])],
    ),
    (  # the time in a live blog is nobody
        "10.45am BST Israel says the deal is off.\n\n14:05 – Peru says the lake is dead.",
        [("Israel", "says", ["the deal is off"]), ("Peru", "says", ["the lake is dead"])],
    ),
    ("The sun rose over the quiet valley.", []),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_statements_have_source_cue_and_content(text: str, expected: list[Row]) -> None:
    assert rows(read(text)) == expected


@pytest.mark.parametrize(
    "headline",
    ["Assembly calls vote invalid", "London says that it is leaving", "Mali announces its exit"],
)
def test_no_part_runs_from_a_headline_into_the_text(headline: str) -> None:
    document = read(f"{headline}\nThe General Assembly on Thursday called for an end to the war.")
    spans = [x for s in document.statements for x in (*s.content, *s.source, s.cue) if x]
    assert spans
    assert all(x.end <= len(headline) or x.start > len(headline) for x in spans)


def test_an_attribution_within_one_points_at_the_outer_one() -> None:
    document = read(
        "The White House said that Biden had called on Putin to withdraw his troops from Ukraine."
    )
    text = document.article.text
    outer, inner = document.statements
    assert outer.source[0].of(text) == "The White House"
    assert inner.source[0].of(text) == "Biden"
    assert inner.reported_in == 0


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "Poland's minister, Ada Nowak, said Ferenc Nagy had told her that Putin had called on "
            "Kyiv to withdraw its troops.",
            [("Poland's minister, Ada Nowak,", None), ("Ferenc Nagy", 0), ("Putin", 1)],
        ),
        (
            "Reuters reported that a US official had said that Chinese diplomats told their "
            "American counterparts that Beijing would not sell arms.",
            [("Reuters", None), ("a US official", 0), ("Chinese diplomats", 1)],
        ),
        (
            "Interfax quoted Obi as saying that the Turkish minister had warned that Greece was "
            "arming the islands.",
            [("Interfax", None), ("Obi", 0), ("the Turkish minister", 1)],
        ),
        (
            "The minister said the United Nations reported that rebels had claimed the general "
            "had denied ordering the attack.",
            [("The minister", None), ("the United Nations", 0), ("rebels", 1), ("the general", 2)],
        ),
    ],
)
def test_each_link_of_a_chain_points_at_the_one_around_it(
    text: str, chain: list[tuple[str, int | None]]
) -> None:
    assert [(s.source[0].of(text), s.reported_in) for s in read(text).statements] == chain


def test_an_attribution_within_one_may_follow_an_adverbial() -> None:
    document = read(
        "In the talks, which ended at dawn, Obi said Ghana would pay, according to the ministry."
    )
    text = document.article.text
    assert [(s.source[0].of(text), s.reported_in) for s in document.statements] == [
        ("the ministry", None),
        ("Obi", 0),
    ]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        # what the one reported says besides, and a relative clause at the end
        ("Kim Obi has said her country will \"never sit down\" with Peru, calling the offer \"a "
         "foolish dream\", state media reported on Wednesday.", [("Kim Obi", "has said"),
                                                        ("Kim Obi", "calling")]),
        ("Foreign Minister Ada Obi expressed gratitude to China and Russia for their support of "
         "Peru's application, which was first made in 2008, according to a press release of the "
         "foreign ministry.", [("Foreign Minister Ada Obi", "expressed")]),
        ("The diplomats said the panel had asked Azerbaijan for shipping records in January.",
         [("the panel", "had asked")]),
        # who it is stands in apposition, and where it was said at the end
        ("The Saudi defence minister, Prince Turki bin Fahd, warned Baghdad that time was running "
         "out, the Saudi Press Agency reported.",
         [("The Saudi defence minister, Prince Turki bin Fahd,", "warned")]),
        ("The Kremlin said Putin had assured Pezeshkian of Russia's support in a telephone call.",
         [("Putin", "had assured")]),
        # quoted words with their speaker
        ("\"If they come, we leave,\" lawmaker Ebrahim Rezaei said, according to the parliament's "
         "news site.", [("lawmaker Ebrahim Rezaei", "said")]),
        ("\"We will keep knocking,\" President Emmerson Mnangagwa told visiting envoys, according "
         "to a transcript released by his office.", [("President Emmerson Mnangagwa", "told")]),
    ],
)  # fmt: skip
def test_what_is_reported_is_said_by_whom_it_names(text: str, inner: list[tuple[str, str]]) -> None:
    found = [s for s in read(text).statements if s.reported_in is not None]
    assert [(s.source[0].of(text), s.cue.of(text) if s.cue else "") for s in found] == inner


@pytest.mark.parametrize(
    ("whose", "inner"), [("his ministry", True), ("the Kremlin readout", True), ("Obi", False)]
)
def test_by_the_account_of_an_institution_he_is_another(whose: str, inner: bool) -> None:
    told = "he expressed concern about the vote"
    text = f"According to {whose}, {told}."
    outer = Statement((span(text, told),), (span(text, whose),), span(text, "According to"))

    def reading(alone: str) -> list[Statement]:
        cue = span(alone, "expressed concern about")
        return [Statement((span(alone, "the vote"),), (span(alone, "He"),), cue)]

    found = with_nested([outer], layout_of(text), reading)
    assert [s.reported_in for s in found] == ([None, 0] if inner else [None])


def test_the_verbs_of_an_attribution_within_one_are_statements_each() -> None:
    told = "Obi had expressed concern about the vote and had offered aid"
    text = f"The envoy said {told}."
    outer = Statement((span(text, told),), (span(text, "The envoy"),), span(text, "said"))

    def reading(alone: str) -> list[Statement]:
        cue = span(alone, "had expressed concern about")
        return [Statement((span(alone, "the vote"),), (span(alone, "Obi"),), cue)]

    inner = [s for s in with_nested([outer], layout_of(text), reading) if s.reported_in == 0]
    assert [(s.cue.of(text) if s.cue else "", s.content[0].of(text)) for s in inner] == [
        ("had expressed concern about", "the vote"),
        ("had offered", "aid"),
    ]


def test_who_is_spoken_of_does_not_say_what_the_speaker_says_next() -> None:
    told = "six people were hurt and denounced the raid"
    text = f"The army said {told}."
    outer = Statement((span(text, told),), (span(text, "The army"),), span(text, "said"))

    def reading(alone: str) -> list[Statement]:
        source, cue = span(alone, "ix people"), span(alone, "denounced")
        return [Statement((span(alone, "the raid"),), (source,), cue)]

    assert with_nested([outer], layout_of(text), reading) == [outer]


@pytest.mark.parametrize("when", ["hours after", "just two days after", "a week before"])
def test_what_is_said_at_another_time_is_not_within(when: str) -> None:
    told = f"Peru would leave, {when} Chile called for help"
    text = f"The ministry said {told}."
    outer = Statement((span(text, told),), (span(text, "The ministry"),), span(text, "said"))

    def reading(alone: str) -> list[Statement]:
        help_ = span(alone, "help")
        return [Statement((help_,), (span(alone, "Chile"),), span(alone, "called for"))]

    first, other = with_nested([outer], layout_of(text), reading)
    assert [s.content[0].of(text) for s in (first, other)] == ["Peru would leave", "help"]
    assert other.reported_in is None


@pytest.mark.parametrize("who", ["Obi", "Obi, who is in Lima,"])
def test_what_somebody_does_with_a_second_verb_is_told_of_him(who: str) -> None:
    told = f"{who} met the envoy and denounced the raid"
    text = f"The ministry said {told}."
    outer = Statement((span(text, told),), (span(text, "The ministry"),), span(text, "said"))

    def reading(alone: str) -> list[Statement]:
        return [
            Statement((span(alone, "the raid"),), (span(alone, "Obi"),), span(alone, "denounced"))
        ]

    _, inner = with_nested([outer], layout_of(text), reading)
    assert (inner.source[0].of(text), inner.reported_in) == ("Obi", 0)


@pytest.mark.parametrize(
    ("source", "count"),
    [("his spokesman Ali Obi", 2), ("her office", 2), ("the Lake Times", 2), ("a spokesman", 1)],
)
def test_he_is_another_than_his_aide_or_an_outlet_that_reports_it(source: str, count: int) -> None:
    told = "In a call, he urged Obi to wait"
    text = f"{told}, {source} said."
    outer = Statement((span(text, told),), (span(text, source),), span(text, "said"))

    def reading(alone: str) -> list[Statement]:
        wait = span(alone, "Obi to wait")
        return [Statement((wait,), (span(alone, "he"),), span(alone, "urged"))]

    assert len(with_nested([outer], layout_of(text), reading)) == count


@pytest.mark.parametrize("verb", ["saying", "accusing", "having urged", "rejecting"])
def test_who_is_quoted_as_doing_it_in_words_says_it(verb: str) -> None:
    text = f"Interfax quoted Ana Rojas as {verb} Peru of lies."
    content = span(text, f"Ana Rojas as {verb} Peru of lies")
    whole = Statement((content,), (span(text, "Interfax"),), span(text, "quoted"))
    found = unchained([whole], layout_of(text))
    assert [s.source[0].of(text) for s in found] == ["Interfax", "Ana Rojas"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“They failed,” he was quoted as saying by Interfax.", "he"),
        ("“They failed,” the head of state was quoted as saying by Interfax.", "the head of state"),
        ("“They failed,” its minister, Ana Rojas, was quoted as saying by Interfax.", "Ana Rojas"),
        ("“They failed,” Ana Rojas was quoted on Monday as saying by Interfax.", "Ana Rojas"),
    ],
)
def test_who_is_quoted_by_somebody_says_it(text: str, who: str) -> None:
    begin = text.index("was quoted")
    cue = Span(begin, text.index(" by Interfax"))
    told = Statement((span(text, "They failed"),), (span(text, "Interfax"),), cue)
    (found,) = arranged([told], layout_of(text))
    assert [s.of(text) for s in found.source] == [who]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow's ambassador to Skopje, Sergei Baranov, was quoted by Macedonian media as having "
         "told a closed gathering of businesspeople that the EU \"will promise you everything\".",
         ("Sergei Baranov", "as having told", 'the EU "will promise you everything"')),
        ("President Lee cannot change history, Kim Obi was quoted as saying by the Lake Agency.",
         ("Kim Obi", "was quoted as saying", "President Lee cannot change history")),
        ("Chad will not leave, President Ali Obi was quoted by state radio as saying on Monday.",
         ("President Ali Obi", "was quoted by state radio as saying", "Chad will not leave")),
        ("Ana Obi said, citing a diplomat, that Chad had refused.",
         ("Ana Obi", "said", "Chad had refused")),
    ],
)  # fmt: skip
def test_who_is_quoted_by_the_way_says_it(text: str, expected: tuple[str, str, str]) -> None:
    (statement,) = read(text).statements
    assert statement.cue is not None
    source, content = statement.source[0].of(text), statement.content[0].of(text)
    assert source.endswith(expected[0])
    assert (statement.cue.of(text), content) == expected[1:]


def test_whom_he_is_quoted_as_telling_is_no_part_of_it() -> None:
    text = "Peru would never go, the agency quoted Obi as telling the meeting."
    told = Statement(
        (span(text, "Obi as telling the meeting"),),
        (span(text, "the agency"),),
        span(text, "quoted"),
    )
    _, inner = unchained([told], layout_of(text))
    assert [s.of(text) for s in (*inner.source, *inner.content)] == ["Obi", "Peru would never go"]


def test_who_is_quoted_after_the_words_says_them() -> None:
    text = "“They failed,” Interfax quoted him as saying."
    whole = Statement(
        (span(text, "They failed"), span(text, "him as saying")),
        (span(text, "Interfax"),),
        span(text, "quoted"),
    )
    outer, inner = unchained([whole], layout_of(text))
    assert [c.of(text) for c in (*outer.content, *inner.content)] == ["They failed", "They failed"]
    assert (inner.source[0].of(text), inner.reported_in) == ("him", 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The envoy said the plan "was dead" and accused Peru of stalling.',
         [("The envoy", "said", 'the plan "was dead"'),
          ("The envoy", "accused", "Peru of stalling")]),
        ('Obi said talks would "only fail," and Ghana urged patience.',
         [("Obi", "said", 'talks would "only fail,"'), ("Ghana", "urged", "patience")]),
        ('Obi said talks would "only fail," and a group of exiles called on states to wait.',
         [("Obi", "said", 'talks would "only fail,"'),
          ("a group of exiles", "called on", "states to wait")]),
        ('Obi said talks were "dead" and the plan presented by Peru was no better.',
         [("Obi", "said", 'talks were "dead" and the plan presented by Peru was no better')]),
        ('Obi said Peru had been "warm" in private and promised ships would sail.',
         [("Obi", "said", 'Peru had been "warm" in private'),
          ("Obi", "promised", "ships would sail")]),
        ('Obi said talks would "only fail" and harm the poor.',
         [("Obi", "said", 'talks would "only fail" and harm the poor')]),
        ("Obi said the army had attacked and condemned it.",
         [("Obi", "said", "the army had attacked and condemned it")]),
        ("Obi said the vote should have been put off and accused Peru of “poisoning” talks.",
         [("Obi", "said", "the vote should have been put off"),
          ("Obi", "accused", "Peru of “poisoning” talks")]),
        ("Obi said the papers should be burnt and threatened to go.",
         [("Obi", "said", "the papers should be burnt"), ("Obi", "threatened", "to go")]),
        ("Obi said the bridge was built by men who fled and accused Peru of theft.",
         [("Obi", "said", "the bridge was built by men who fled and accused Peru of theft")]),
        ("Obi said it was made to please Peru, with Ana Rojas calling it “theatre”.",
         [("Obi", "said", "it was made to please Peru"), ("Ana Rojas", "calling", "it “theatre”")]),
        ("Obi said it was made with Ana Rojas in mind.",
         [("Obi", "said", "it was made with Ana Rojas in mind")]),
        ("Obi said Peru had left and accused Chile of theft.",
         [("Obi", "said", "Peru had left and accused Chile of theft")]),
    ],
)  # fmt: skip
def test_a_clause_after_quoted_words_is_a_statement_of_its_own(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    who, cue = text.split(" said ")[0], "said"
    content = span(text, text.split(" said ")[1].rstrip("."))
    joined = Statement((content,), (span(text, who),), span(text, cue))
    found = uncoordinated(joined, layout_of(text))
    assert [
        (s.source[0].of(text), s.cue.of(text) if s.cue else "", s.content[0].of(text))
        for s in found
    ] == expected


@pytest.mark.parametrize(
    ("text", "content", "cue", "expected"),
    [
        ("Obi urged calm, as did the African Union.", "calm, as did the African Union", "urged",
         ("calm", ["Obi", "the African Union"])),
        ("Obi condemned the raid. So did Chad and Togo.", "the raid", "condemned",
         ("the raid", ["Obi", "Chad and Togo"])),
        ("Obi appealed for calm, as did church leaders.", "calm, as did church leaders",
         "appealed for", ("calm", ["Obi", "church leaders"])),
        ("Obi called for talks. Chad did the same.", "talks", "called for",
         ("talks", ["Obi", "Chad"])),
        ("Obi said Togo had left, as did Chad.", "Togo had left, as did Chad", "said",
         ("Togo had left, as did Chad", ["Obi"])),
    ],
)  # fmt: skip
def test_who_does_the_same_is_a_source_too(
    text: str, content: str, cue: str, expected: tuple[str, list[str]]
) -> None:
    told = Statement((span(text, content),), (span(text, "Obi"),), span(text, cue))
    (found,) = echoed([told], layout_of(text))
    assert (found.content[0].of(text), [s.of(text) for s in found.source]) == expected


def test_a_clause_after_an_aside_is_a_statement_of_its_own() -> None:
    text = "Talks ended, Peru said, and mediators blamed both sides."
    parts = (span(text, "Talks ended"), span(text, "and mediators blamed both sides"))
    found = uncoordinated(
        Statement(parts, (span(text, "Peru"),), span(text, "said")), layout_of(text)
    )
    assert [(s.source[0].of(text), [c.of(text) for c in s.content]) for s in found] == [
        ("Peru", ["Talks ended"]),
        ("mediators", ["both sides"]),
    ]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("Obi said he was open to talks, but warned that it was late.", "he was open to talks",
         [("said", "he was open to talks"), ("warned", "it was late")]),
        ("Obi said Chad would sign and urged Togo to follow.",
         "Chad would sign and urged Togo to follow",
         [("said", "Chad would sign"), ("urged", "Togo to follow")]),
        ("Obi said his men were leaving and accused Togo of fraud.",
         "his men were leaving and accused Togo of fraud",
         [("said", "his men were leaving"), ("accused", "Togo of fraud")]),
        ("Obi said it must not be laid aside and threatened to go.",
         "it must not be laid aside and threatened to go",
         [("said", "it must not be laid aside"), ("threatened", "to go")]),
        ("Obi said that it be laid aside and threatened to go.",
         "it be laid aside and threatened to go",
         [("said", "it be laid aside"), ("threatened", "to go")]),
        ("Obi said the man was held and accused of fraud.", "the man was held and accused of fraud",
         [("said", "the man was held and accused of fraud")]),
        ("Obi said Chad would leave, shrugging off the threats.",
         "Chad would leave, shrugging off the threats",
         [("said", "Chad would leave"), ("shrugging off", "the threats")]),
        ("Obi said the papers be shown and threatened to sue.",
         "the papers be shown and threatened to sue",
         [("said", "the papers be shown"), ("threatened", "to sue")]),
        ("Obi said it was late, urging Togo to wait.", "it was late",
         [("said", "it was late"), ("urging", "Togo to wait")]),
        ("Obi said Chad had left, accusing Togo of fraud.", "Chad had left, accusing Togo of fraud",
         [("said", "Chad had left, accusing Togo of fraud")]),
        ("Obi said Togo had left and condemned the raid.", "Togo had left and condemned the raid",
         [("said", "Togo had left and condemned the raid")]),
        ("Obi said it may lead to peace, and has urged Togo to wait.",
         "it may lead to peace, and has urged Togo to wait",
         [("said", "it may lead to peace"), ("urged", "Togo to wait")]),
        ("Obi said Chad could go and has threatened to sue.",
         "Chad could go and has threatened to sue",
         [("said", "Chad could go and has threatened to sue")]),
        ("Obi said the man who would go and accused the army was dead.",
         "the man who would go and accused the army was dead",
         [("said", "the man who would go and accused the army was dead")]),
    ],
)  # fmt: skip
def test_a_second_verb_is_the_speakers_where_it_can_be_nobody_elses(
    text: str, content: str, expected: list[tuple[str, str]]
) -> None:
    told = Statement((span(text, content),), (span(text, "Obi"),), span(text, "said"))
    found = second_verbs([told], layout_of(text))
    assert [(s.cue.of(text) if s.cue else "", s.content[0].of(text)) for s in found] == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # after a verb that no clause follows
        ("[s Obi] [c accused] [q the West of lying, and dismissed as idle talk of war].",
         [("accused", "the West of lying"), ("dismissed", "as idle talk of war")]),
        # after a clause, where an adverb shows that another begins
        ("[s Obi] [c had said] [q that it would not be the last, and later demanded respect].",
         [("had said", "it would not be the last"), ("demanded", "respect")]),
        ("[s Obi] [c said] [q troops had come, and later demanded ransom].",
         [("said", "troops had come, and later demanded ransom")]),
        ("[s Obi] [c said] [q rebels who came, and later demanded ransom, were gone].",
         [("said", "rebels who came, and later demanded ransom, were gone")]),
        ("[s Obi] [c accuses] [q Chad of lying, and has called for early elections].",
         [("accuses", "Chad of lying"), ("called for", "early elections")]),
        ("[s Obi] [c praised] [q the men who fled and urged Chad to wait].",
         [("praised", "the men who fled and urged Chad to wait")]),
        ("[s Obi] [c welcomed] [q the step and] proposed a reform of the banks.",
         [("welcomed", "the step"), ("proposed", "a reform of the banks")]),
        # after quoted words
        ('[s Obi] [c urged] [q Chad to "go in peace]" and thanked Togo for it.',
         [("urged", 'Chad to "go in peace'), ("thanked", "Togo for it")]),
        ('[s Obi] [c said] [q Chad would "go in peace]." He thanked Togo for it.',
         [("said", 'Chad would "go in peace')]),
        ("[s Obi] [c told] Chad that [q it would pay, and gave warning that it was late].",
         [("told", "it would pay"), ("gave warning", "it was late")]),
        # in the present
        ("[s Obi] [c insists] [q the charges are false and wants Chad to wait].",
         [("insists", "the charges are false"), ("wants", "Chad to wait")]),
        ("[s Obi] [c says] [q Chad arms rebels and blames Togo].",
         [("says", "Chad arms rebels and blames Togo")]),
        # after the words
        ("[q1 It rained], [s1 Obi] [c1 warned], [q1 appealing to Chad to wait].",
         [("warned", "It rained"), ("appealing to", "Chad to wait")]),
    ],
)  # fmt: skip
def test_a_second_verb_goes_by_what_the_first_may_take(
    marked: str, expected: list[tuple[str, str]]
) -> None:
    told = document(marked)
    text = told.article.text
    found = second_verbs(told.statements, layout_of(text))
    assert [(s.cue.of(text) if s.cue else "", s.content[0].of(text)) for s in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It rained,” said Obi, who urged Chad to wait.", ("urged", "Chad to wait")),
        ("“It rained,” said Obi, who has repeatedly called for aid.", ("called for", "aid")),
        ("“It rained,” Obi said, and advised Chad to wait.", ("advised", "Chad to wait")),
        ("“It rained,” Obi said but warned of floods.", ("warned", "of floods")),
        ("“It rained,” Obi said, sharply urging Chad to wait.", ("urging", "Chad to wait")),
        ("“It rained,” said Obi, who lives in Chad.", None),
        ("“It rained,” said Obi, leaving the room.", None),
        ("“It rained,” said Obi, and Togo urged Chad to wait.", None),
    ],
)
def test_who_said_it_goes_on_with_a_verb_of_his(
    text: str, expected: tuple[str, str] | None
) -> None:
    told = Statement((span(text, "It rained"),), (span(text, "Obi"),), span(text, "said"))
    _, *more = second_verbs([told], layout_of(text))
    found = [(s.cue.of(text) if s.cue else "", s.content[0].of(text)) for s in more]
    assert found == ([expected] if expected else [])
    assert all(s.source == told.source for s in more)


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("Obi said Chad must amend its law, which Togo says is vague.",
         "Chad must amend its law, which Togo says is vague",
         [("Obi", "said", "Chad must amend its law"), ("Togo", "says", "is vague")]),
        ("Obi said it raised its tax, which he described as “an insult”.",
         "it raised its tax, which he described as “an insult",
         [("Obi", "said", "it raised its tax"), ("he", "described", "an insult")]),
        ("Obi said the men, whom the army has long accused, which many deny knowing, fled.",
         "the men, whom the army has long accused, which many deny knowing, fled",
         [("Obi", "said",
           "the men, whom the army has long accused, which many deny knowing, fled")]),
        ("Obi said Chad will pay, a statement that Togo called reckless.",
         "Chad will pay, a statement that Togo called reckless",
         [("Obi", "said", "Chad will pay"), ("Togo", "called", "reckless")]),
        ("Obi said Chad raised its tax, which had been low.",
         "Chad raised its tax, which had been low",
         [("Obi", "said", "Chad raised its tax, which had been low")]),
    ],
)  # fmt: skip
def test_a_relative_clause_may_tell_what_another_says(
    text: str, content: str, expected: list[tuple[str, str, str]]
) -> None:
    told = Statement((span(text, content),), (span(text, "Obi"),), span(text, "said"))
    found = relatives([told], layout_of(text))
    assert [
        (s.source[0].of(text), s.cue.of(text) if s.cue else "", s.content[0].of(text))
        for s in found
    ] == expected


@pytest.mark.parametrize(
    ("marked", "sure"),
    [
        ("[s Obi] met Diaz, [c noting] that [q it rained].", True),
        ("[q1 It rained], [s1 an aide] [c1 was quoted as saying] by TASS.", True),
        ("[s Obi] met Diaz, [c noting] [q the rain].", False),
        ("Obi met Diaz, [c noting] that [q it rained].", False),
    ],
)
def test_a_cue_of_speech_whatever_follows_makes_sure(marked: str, sure: bool) -> None:
    found = document(marked)
    doubtful = [replace(s, confidence=0.2) for s in found.statements]
    assert len(arranged(doubtful, layout_of(found.article.text))) == sure


def test_a_source_is_near_its_cue() -> None:
    text = '"No," she was quoted as saying, urging calm.\n\nMinister Ada Obi spoke.'
    passive = Statement((span(text, "No"),), (), span(text, "was quoted as saying"))
    far = Statement((span(text, "calm"),), (span(text, "Minister Ada Obi"),), span(text, "urging"))
    found = arranged([passive, far], layout_of(text))
    assert [[s.of(text) for s in st.source] for st in found] == [["she"], []]


def test_words_in_a_paragraph_of_their_own_are_a_statement_of_their_own() -> None:
    text = "Obi writes:\n\n“It rained.\n\n“It will rain again.”"
    said = (span(text, "It rained"), span(text, "It will rain again"))
    told = Statement(said, (span(text, "Obi"),), span(text, "writes"))
    found = arranged([told], layout_of(text))
    assert [(bool(s.source), s.content[0].of(text)) for s in found] == [
        (True, "It rained"),
        (False, "It will rain again"),
    ]


def test_what_somebody_does_besides_is_no_part_of_quoted_words() -> None:
    text = "“It rained,” Obi said, showing a map of Peru. “It rained all day.”"
    parts = ("It rained", "showing a map of Peru", "It rained all day")
    told = Statement(tuple(span(text, p) for p in parts), (span(text, "Obi"),), span(text, "said"))
    (found,) = arranged([told], layout_of(text))
    assert [c.of(text) for c in found.content] == ["It rained", "It rained all day"]


def test_a_deed_in_another_paragraph_says_nothing() -> None:
    text = "Peru postponed the vote.\n\nThe text “demands an end to it at once”."
    deed = Statement(
        (span(text, "demands an end to it at once"),),
        (span(text, "Peru"),),
        span(text, "postponed"),
    )
    assert arranged([deed], layout_of(text)) == []


def test_who_is_quoted_by_an_outlet_is_the_source() -> None:
    text = '"No," Ada Obi was quoted as saying by the Bulletin.'
    tagged = Statement(
        (span(text, "No"),), (span(text, "the Bulletin"),), span(text, "was quoted as saying")
    )
    (found,) = arranged([tagged], layout_of(text))
    assert [s.of(text) for s in found.source] == ["Ada Obi"]


def test_names_of_persons_become_mentions() -> None:
    document = read("Angela Merkel met Emmanuel Macron in Berlin, a spokesman said.")
    names = {m.span.of(document.article.text) for m in document.mentions if m.type == "person"}
    assert names == {"Angela Merkel", "Emmanuel Macron"}
    assert all(m.entity is None and m.kind == "name" for m in document.mentions)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "NATO",
        ".",
        "\u200d",
        "“",
        "PUTIN SAYS NATO MUST LEAVE",
        "好 " * 50,
        "x" * 9000,
    ],
)
def test_any_text_can_be_read(text: str) -> None:
    for s in read(text).statements:
        assert all(c.end <= len(text) for c in s.content)


def test_reading_is_repeatable_and_in_text_order() -> None:
    text = "Xi said it rained.\n\n“It snowed,” Modi told me.\n\nMacron denied that it hailed."
    first, second = read(text), read(text)
    assert first == second
    assert [s.content[0].start for s in first.statements] == sorted(
        s.content[0].start for s in first.statements
    )


def test_a_long_text_is_read_in_chunks_without_loss() -> None:
    line = "The minister said that the talks in Geneva had failed.\n"
    lines = CHUNK // 11 + 40
    document = read(line * lines)
    found = {s.content[0].start // len(line) for s in document.statements}
    assert len(found) > 0.9 * lines
    assert max(found) > lines - 5
    assert all(s.content[0].of(line * lines) == line[23:-2] for s in document.statements)


TRIMMED = [
    (", that we stay,", [], "we stay"),
    ("“We stay,”", ["We stay,"], "We stay"),
    ("“stay” in place", ["stay"], "“stay” in place"),
    ("that is wrong", [], "that is wrong"),
    ("to leave the U.S.", [], "to leave the U.S."),
    ("it rained .", [], "it rained"),
]


@pytest.mark.parametrize(("text", "quoted", "expected"), TRIMMED)
def test_content_excludes_what_encloses_it(text: str, quoted: list[str], expected: str) -> None:
    quotes = [span(text, q) for q in quoted]
    assert [s.of(text) for s in trimmed(text, Span(0, len(text)), quotes)] == [expected]


def test_nothing_is_left_of_marks_only() -> None:
    assert trimmed("“,”", Span(0, 3), []) == ()


def test_an_inside_tag_follows_only_its_own_kind() -> None:
    scores = log_softmax(np.array([[0, 5, 0, 0], [0, 0, 0, 9], [0, 0, 5, 9]], np.float32))
    tags = ("O", "B-a", "I-a", "I-b")
    path = [tags[i] for i in viterbi(scores, tags)]
    assert ("B-a", "I-b") not in pairwise(path)


def test_the_best_sequence_of_tags_is_found_though_only_parts_are_searched() -> None:
    """No other sequence that is allowed scores more: all of them are tried."""
    random = np.random.default_rng(1)
    for tags in (TAGS[:5], NAMES[:4]):
        for words_ in (1, 2, 4, 5):
            scores = log_softmax(random.normal(scale=2, size=(60, words_, len(tags))))
            every = [
                path for path in product(range(len(tags)), repeat=words_) if _allowed(path, tags)
            ]
            for given in scores:
                best = max(every, key=lambda path: sum(given[i, k] for i, k in enumerate(path)))
                assert tuple(viterbi(given, tags)) == best


def _allowed(path: tuple[int, ...], tags: tuple[str, ...]) -> bool:
    named = [tags[k] for k in path]
    return all(b[0] != "I" or a[2:] == b[2:] for a, b in pairwise(named))


def test_content_in_a_later_sentence_is_a_statement_of_its_own() -> None:
    text = "It rained, Xi said. It also snowed all night."
    joined = Statement(
        (span(text, "It rained"), span(text, "It also snowed all night")),
        (span(text, "Xi"),),
        span(text, "said"),
    )
    found = arranged([joined], layout_of(text))
    assert [[c.of(text) for c in s.content] for s in found] == [
        ["It rained"],
        ["It also snowed all night"],
    ]
    assert found[1].cue is None
    assert found[1].source == ()


def test_deeds_are_no_statements() -> None:
    text = "Berlin expelled two diplomats."
    deed = Statement(
        (span(text, "two diplomats"),), (span(text, "Berlin"),), span(text, "expelled")
    )
    assert arranged([deed], layout_of(text)) == []


def test_a_quoted_paragraph_after_a_statement_goes_on_with_it() -> None:
    text = "It rained, Xi said.\n\n“It will rain again tomorrow.”\n\nThe market is open."
    known = Statement((span(text, "It rained"),), (span(text, "Xi"),), span(text, "said"))
    found = list(continuations([known], layout_of(text)))
    assert [s.content[0].of(text) for s in found] == ["It will rain again tomorrow"]


def test_sorting_puts_references_right() -> None:
    outer = Statement((Span(10, 20),))
    inner = Statement((Span(0, 5),), reported_in=0)
    assert [s.reported_in for s in in_text_order([outer, inner])] == [1, None]


def test_importing_the_extractor_loads_nothing_heavy() -> None:
    code = (
        "import sys, kg.extractors.attribution;"
        "print([m for m in ('numpy', 'onnxruntime', 'tokenizers') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_scores_are_the_same_on_processors_with_and_without_vnni() -> None:
    """Signed weights gave up to 8.2 on processors without it, where sums of bytes were cut off."""
    text = "The minister said on Monday that the talks had failed."
    tagger = load(paths.MODELS / "attribution.int8.onnx", paths.MODELS / "tokenizer.json")
    best = tagger(layout_of(text), list(words(text))).tags.max(axis=1)
    expected = [7.95, 6.45, 7.09, 5.34, 5.20, 7.77, 6.74, 6.38, 6.49, 6.47, 5.48]
    assert best == pytest.approx(expected, abs=0.03)


def test_signed_weights_give_the_very_scores_of_unsigned_ones() -> None:
    """Signed ones are multiplied faster, where the processor cuts no sums off."""
    pieces = np.array([[101, 1996, 2704, 2056, 2006, 6928, 2008, 7566, 2018, 3478, 1012, 102]])
    feed = {"pieces": pieces} | {k: np.zeros_like(pieces) for k in ("shapes", "breaks", "quotes")}
    model = paths.MODELS / "attribution.int8.onnx"
    unsigned, chosen = (session(model, unsigned=u).run(None, feed) for u in (True, cuts_sums_off()))
    assert all((a == b).all() for a, b in zip(unsigned, chosen, strict=True))


def test_it_is_an_extractor() -> None:
    assert isinstance(AttributionExtractor(), Extractor)


def _words(text: str, spans: list[dict[str, int]]) -> set[int]:
    return {i for s in spans for i in range(s["start"], s["end"]) if text[i].isalnum()}


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated articles are not beside this checkout")
def test_most_statements_of_annotated_articles_are_found() -> None:
    hits = asked = 0
    for path in sorted((GOLD / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (GOLD / gold["text_file"]).read_bytes().decode()
        found = [
            {i for c in s.content for i in range(c.start, c.end) if text[i].isalnum()}
            for s in read(text).statements
        ]
        for statement in gold["statements"]:
            if not statement["optional"]:
                wanted = _words(text, statement["content"])
                both = (len(wanted & f) / max(len(wanted), len(f)) for f in found)
                asked += 1
                hits += max(both, default=0) >= 0.5
    assert hits / asked > 0.8
