"""Words, paragraphs, sentences and quotations."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import paragraphs, quotations, sentences, words

SENTENCES = [
    ("NATO met. It agreed.", ["NATO met.", "It agreed."]),
    ("Mr. Xi met Gen. Li on Jan. 5. He left.", ["Mr. Xi met Gen. Li on Jan. 5.", "He left."]),
    ("The U.S. President spoke.", ["The U.S. President spoke."]),
    ("It left the U.S. The talks failed.", ["It left the U.S.", "The talks failed."]),
    ("George W. Bush came at 3 p.m. He left.", ["George W. Bush came at 3 p.m.", "He left."]),
    ("It grew 3.5 percent.", ["It grew 3.5 percent."]),
    ("“We stay.” He left.", ["“We stay.”", "He left."]),
    ('He said "no." They left.', ['He said "no."', "They left."]),
    ("“Who knows?” he said.", ["“Who knows?” he said."]),
    ("“Who knows?” Angela Merkel said.", ["“Who knows?” Angela Merkel said."]),
    ("We wait ... and hope.", ["We wait ... and hope."]),
    ("He left.France slept.It’s over.", ["He left.", "France slept.", "It’s over."]),
    (
        "The U.S.Army and St.Petersburg use Amazon.com now.",
        ["The U.S.Army and St.Petersburg use Amazon.com now."],
    ),
    ("Leaders meet\nThey met in Cairo.", ["Leaders meet", "They met in Cairo."]),
    ("Aims:\n- peace\n- trade", ["Aims:", "- peace", "- trade"]),
    ("No full stop", ["No full stop"]),
    ("和平。战争。", ["和平。", "战争。"]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert [s.of(text) for s in sentences(text)] == expected


def test_a_text_wrapped_by_hand_has_no_sentence_end_at_a_line_break() -> None:
    text = (
        "The foreign ministers of the alliance met in Brussels on Wednesday to\n"
        "talk about the escalation in the east of Ukraine and what the members\n"
        "might do about it before the summer, as several of them had requested\n"
        "last week. They will meet again in the autumn, in Berlin, an official\n"
        "said."
    )
    assert [s.of(text)[:12] for s in sentences(text)] == ["The foreign ", "They will me"]


def test_a_list_of_headlines_is_not_wrapped_by_hand() -> None:
    text = (
        "US PRESIDENT SAYS NATO WILL DEFEND POLAND\nKREMLIN DENIES PLANS TO ATTACK POLAND\n"
        "MACRON SAYS THAT EUROPE IS AT WAR AGAIN\nChina Calls on the US to End Arms Sales\n"
        "It goes on."
    )
    assert len(sentences(text)) == 5


QUOTATIONS = [
    ("“We stay,” he said.", ["We stay,"]),
    ('"We stay," he said, "and fight."', ["We stay,", "and fight."]),
    ("It is 'so-called' peace.", ["so-called"]),
    ("The states’ rights aren’t ‘dead’.", ["dead"]),
    ("‘the states’ rights are’ gone", ["the states’ rights are"]),
    ("the '90s and rock 'n' roll", []),
    ("«Oui», „nein“, »doch«, 「是」", ["Oui", "nein", "doch", "是"]),
    ("It is a “so-called“ peace. “No,” he said, “never“.", ["so-called", "No,", "never"]),
    ("“Never closed. “We go,” he said.", ["We go,"]),
    ("« Oui », dit-il. « Non »", ["Oui", "Non"]),
    ("“He told me ‘no’ twice,” she said.", ["He told me ‘no’ twice,"]),
    ("``Yes,'' he said.", ["Yes,"]),
    ("“One.\n\n“Two.”\n\nEnd.", ["One.", "Two."]),
    ("“One.\n\nTwo,” he said.", ["One.", "Two,"]),
    ("“Never closed.\n\nNext.", []),
    ('"A stray mark, he said. "We go."', ["We go."]),
    ("A man 6' 2\" tall", []),
    ('""', []),
]


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS)
def test_quotations_are_what_stands_between_paired_marks(text: str, expected: list[str]) -> None:
    assert [q.of(text) for q in quotations(text)] == expected


@given(st.text(alphabet=" \n.aB\"'“”‘’„«»!?-•5"))
def test_spans_are_ordered_trimmed_and_within_their_paragraphs(text: str) -> None:
    for spans in (paragraphs(text), sentences(text), quotations(text)):
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(s.of(text) == s.of(text).strip() for s in spans)
    outside = [text[a:b] for a, b in _gaps(text)]
    assert not any(gap.strip() for gap in outside)


def _gaps(text: str) -> list[tuple[int, int]]:
    found = sentences(text)
    return list(
        zip([0, *(s.end for s in found)], [*(s.start for s in found), len(text)], strict=True)
    )


@pytest.mark.parametrize(
    "text",
    ["word " * 60_000, '"' * 60_000, "“a " * 60_000, "a\n" * 60_000, " " * 300_000, ".'" * 60_000],
)
def test_time_is_linear_in_the_length_of_the_text(text: str) -> None:
    start = time.process_time()
    assert len(words(text)) <= len(text)
    sentences(text)
    quotations(text)
    assert time.process_time() - start < 8
