"""Transcripts: told by their labels, each turn a statement by whom its label means."""

from __future__ import annotations

import pytest

from kg.config import Config
from kg.extractors.attribution import AttributionExtractor
from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.transcripts import turns
from kg.extractors.forms import FormExtractor
from kg.model import Article, Document
from kg.pipeline import open_pipeline

BRIEFING = """Press briefing by Secretary of State Antony Blinken
WASHINGTON, D.C., 3 March 2022

SECRETARY BLINKEN: Good afternoon. We will not stand by.

Sanctions will follow.

Q: Mr. Secretary, will NATO send troops?

MR. PRICE: (Laughter.) One more.

THE SECRETARY: President Joe Biden said on Tuesday that the Alliance would hold."""


def labels(text: str) -> list[tuple[str, list[str]]]:
    return [(t.label.of(text), [c.of(text) for c in t.content]) for t in turns(layout_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SMITH: We will not go.\n\nSMITH: Nor will you.",
         [("SMITH", ["We will not go"]), ("SMITH", ["Nor will you"])]),
        ("MR. SMITH: We will not go.\nMS. JONES: You will.",
         [("MR. SMITH", ["We will not go"]), ("MS. JONES", ["You will"])]),
        ("John Smith met Ann Jones.\n\nSMITH: We go.\n\nJONES: No.",
         [("SMITH", ["We go"]), ("JONES", ["No"])]),
        ("The Secretary: Good day.\nQuestion: Why?\nThe Secretary: Because.",
         [("The Secretary", ["Good day"]), ("Question", ["Why?"]), ("The Secretary", ["Because"])]),
        ("Q: Why?\nA: Because.", [("Q", ["Why?"]), ("A", ["Because"])]),
        ("Q. Why?\n\nA. Because.", [("Q", ["Why?"]), ("A", ["Because"])]),
        ("Q    Why?\n\nTHE PRESIDENT:  Because.\n\nQ    And?",
         [("Q", ["Why?"]), ("THE PRESIDENT", ["Because"]), ("Q", ["And?"])]),
        ("SMITH:\nWe will not go.\n\nJONES (on screen):\nYou will.\n\nSMITH:\nNo.",
         [("SMITH", ["We will not go"]), ("JONES", ["You will"]), ("SMITH", ["No"])]),
        # what follows the last label may be anybody's; stage directions are nobody's words
        ("Q: Why?\nA: [Pause] Because.\n\nIt rained.", [("Q", ["Why?"]), ("A", ["Because"])]),
        ("Q: (Inaudible.)\nA: Yes.\nQ: Why?", [("A", ["Yes"]), ("Q", ["Why?"])]),
        # no transcripts
        ("The message was clear: Russia must leave.\nThere is one condition: no troops.", []),
        ("Smith: no deal\nTalks between the two failed.\nJones: we try again", []),
        ("POPULATION: 5 million\nCAPITAL: Oslo\nCURRENCY: krone", []),
        ("ANA OBI, ENVOY FOR PERU: We go.\n\nQ: Why?\n\nENVOY OBI: Because.",
         [("ANA OBI", ["We go"]), ("Q", ["Why?"]), ("ENVOY OBI", ["Because"])]),
        ("Interview: We Go\n\nAna Obi met us.\n\nRFE/RL: Why?\n\nAna Obi: We go.\n\nRFE/RL: When?",
         [("RFE/RL", ["Why?"]), ("Ana Obi", ["We go"]), ("RFE/RL", ["When?"])]),
        ("BREAKING: Xi leaves\nUPDATE: Xi arrives\nBREAKING: Xi speaks", []),
        ("FRANCE: The vote is on Sunday.\nSPAIN: The vote is on Monday.", []),
        ("SMITH: We will not go.", []),
        ("Peru: who is next?\n\nIt rained.\n\nChile: the way out\n\nPeru: the way in\n\nIt rained.",
         []),
        # a heading before the first label in capitals
        ("Statements: Peru\n\nIt rained.\n\nMR. SMITH: We go.\n\nQ: Why?\n\nMR. SMITH: No.",
         [("MR. SMITH", ["We go"]), ("Q", ["Why?"]), ("MR. SMITH", ["No"])]),
        # one speaker alone, by a label with a title
        ("Remarks on Peru\n\nSECRETARY SMITH: Good day.\n\nWe will not go.\n\nPeru has our thanks.",
         [("SECRETARY SMITH", ["Good day", "We will not go", "Peru has our thanks"])]),
        ("Peru\n\nPRESIDENT SMITH: No.\n\nThe talks went on.\n\nNobody won.", []),
        ("Berlin: rain\n\nThe talks went on.\n\nThey ended.\n\nNobody won.\n\nSMITH: No.", []),
    ],
)  # fmt: skip
def test_a_transcript_is_told_by_its_labels(
    text: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert labels(text) == expected


def test_a_turn_is_a_direct_statement_by_whom_its_label_means() -> None:
    pipeline = open_pipeline(Config())
    found = pipeline.read(Article(BRIEFING))
    names = {e.key: e.name for e in found.entities}
    told = [(names[s.speakers[0]], s.content[0].of(BRIEFING), s.form) for s in found.statements]
    assert told == [
        ("Antony Blinken", "Good afternoon. We will not stand by", "direct"),
        ("Antony Blinken", "Sanctions will follow", "direct"),
        ("unnamed questioner", "Mr. Secretary, will NATO send troops?", "direct"),
        ("Price", "One more", "direct"),
        (
            "Antony Blinken",
            "President Joe Biden said on Tuesday that the Alliance would hold",
            "direct",
        ),
        ("Joe Biden", "the Alliance would hold", "indirect"),
    ]
    inner = found.statements[-1]
    assert (inner.reported_in, inner.reported_by) == (4, "person/antony-blinken")
    assert inner.said_on
    assert inner.said_on.value == "2022-03-01"
    outcome = pipeline(Article(BRIEFING))
    assert outcome.findings == ()


def test_what_is_said_before_the_first_turn_is_read_as_in_any_text() -> None:
    text = "Peru said that Chile had left.\n\nQ: Why?\n\nPRESIDENT OBI: It is late.\n\nQ: And now?"
    found = AttributionExtractor()(Document(Article(text)))
    sources = [s.source[0].of(text) for s in found.statements]
    assert sources == ["Peru", "Q", "PRESIDENT OBI", "Q"]


def test_what_follows_the_last_turn_is_read_as_in_any_text_but_for_us() -> None:
    after = "The World Food Programme said it needed help.\n\nWe said that it was over."
    text = f"{BRIEFING}\n\n{after}"
    found = AttributionExtractor()(Document(Article(text))).statements
    last = [s for s in found if s.content[0].start > len(BRIEFING)]
    assert [s.source[0].of(text) for s in last] == ["The World Food Programme"]


def test_what_we_say_in_a_turn_is_no_statement_beside_it() -> None:
    text = "Q: Why?\n\nPRESIDENT OBI: It is late. We condemn the attacks on Peru.\n\nQ: And now?"
    found = AttributionExtractor()(Document(Article(text)))
    assert [s.source[0].of(text) for s in found.statements] == ["Q", "PRESIDENT OBI", "Q"]


def test_forms_keep_what_a_transcript_quotes() -> None:
    document = AttributionExtractor()(Document(Article("Q: Why?\nA: Because.")))
    assert FormExtractor()(document).statements == document.statements


def test_a_label_may_tell_the_office() -> None:
    text = "ANA OBI, ECOWAS COMMISSIONER FOR POLITICAL AFFAIRS: We go.\n\nQ: Why?\n\nMS. OBI: So."
    found = open_pipeline(Config()).read(Article(text=text))
    names = {e.key: e.name for e in found.entities}
    told = [(names[s.speakers[0]], s.role, s.speaks_for) for s in found.statements]
    obi = ("Ana Obi", "ECOWAS Commissioner for Political Affairs", ("grouping/ECOWAS",))
    assert told == [obi, ("unnamed questioner", None, ()), obi]


def test_a_label_with_a_surname_means_whom_the_heading_names_in_full() -> None:
    text = (
        "BRIEFING BY SPOKESPERSON NED HARLAN\n\nMR. HARLAN: We agree.\n\nQ: Why?\n\nMR. HARLAN: No."
    )
    document = open_pipeline(Config()).read(Article(text=text))
    known = {e.key: e.name for e in document.entities}
    said = {known[k] for s in document.statements for k in s.speakers}
    assert said == {"Ned Harlan", "unnamed questioner"}


@pytest.mark.parametrize("label", ["SPOKESPERSON", "Spokesman", "THE SPOKESWOMAN"])
def test_whatever_the_spokesperson_is_called_in_a_label_it_is_the_one(label: str) -> None:
    text = (
        "U.S. Department of State\nPress briefing\n\nDeputy Spokesperson Ana Soto came.\n\n"
        f"QUESTION: And Peru?\n\n{label}: We will wait for Peru.\n\nQUESTION: And then?\n\n"
        f"{label}: We will see."
    )
    found = open_pipeline(Config()).read(Article(text))
    said = [s for s in found.statements if s.source and label in s.source[0].of(text)]
    assert {(s.speakers, s.speaks_for) for s in said} == {(("person/ana-soto",), ("state/US",))}


def test_a_label_and_what_is_heard_are_no_organisations() -> None:
    text = (
        "LEA FADIL, HOST:\n\nOur correspondent Ben Mensah joins us.\n\n"
        "BEN MENSAH, BYLINE: Good morning.\n\n"
        "FADIL: And Washington?\n\nMENSAH: The Pentagon says it is seeking clarification.\n\n"
        "(SOUNDBITE OF PRESS BRIEFING)\n\nANN LEE: We remain in contact."
    )
    document = open_pipeline(Config()).read(Article(text=text))
    assert [e.name for e in document.entities if e.type == "organisation"] == []
    assert "body/US/pentagon" in {k for s in document.statements for k in s.speakers}
