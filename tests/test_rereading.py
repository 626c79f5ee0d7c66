"""Facts about sentences that are read once more by themselves."""

from __future__ import annotations

import pytest

from kg.extractors.attribution import AttributionExtractor
from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.rereading import reread
from kg.model import Article, Document, Span, Statement


def read(text: str) -> tuple[Statement, ...]:
    return AttributionExtractor()(Document(Article(text))).statements


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The lake is low, though a local official, who asked not to be named, said it would fill.",
         [("a local official,", "said", "it would fill")]),
        ("Peru sends a third of its copper abroad, the Lima Development Bank estimates.",
         [("the Lima Development Bank", "estimates", "Peru sends a third of its copper abroad")]),
        ("The lake is low and its fish are few.", []),  # no word of speech
        ("Chile said so.", []),  # too short to be read alone
        ("“The bank said that it would lend no more money to them.”", []),
    ],
)  # fmt: skip
def test_a_sentence_without_statement_is_read_alone(
    sentence: str, expected: list[tuple[str, str, str]]
) -> None:
    text = f"Nothing moved. {sentence} Nobody came."
    found = [
        (s.source[0].of(text), s.cue.of(text) if s.cue else "", s.content[0].of(text))
        for s in reread((), layout_of(text), read)
    ]
    assert found == expected


def test_what_is_no_statement_does_not_keep_a_sentence_from_being_read() -> None:
    text = "LIMA (AP) — Peru will try to fill the lake, but it could take years, officials said."
    end = text.index(", but")
    deed = Statement((Span(17, end),), (Span(12, 16),), Span(17, 21))  # `Peru will …`
    (found,) = reread([deed], layout_of(text), read)
    assert [s.of(text) for s in found.source] == ["officials"]
    assert found.content[0].of(text).startswith("Peru will try")


def test_a_sentence_with_a_statement_is_not_read_again() -> None:
    text = "Nothing moved. Chile said that the lake would never again be full."
    assert list(reread(read(text), layout_of(text), read)) == []
