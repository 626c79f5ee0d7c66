"""Facts about what stands after a colon in a paragraph of its own, without quotation marks."""

from __future__ import annotations

import pytest

from kg.extractors.attribution import AttributionExtractor
from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.blocks import blocks
from kg.model import Article, Document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. He wrote on X:\n\nPeru decides for itself.\n\nObi left.",
         [("He", "wrote on X", ["Peru decides for itself"])]),
        ("In Lima, the minister, Ana Soto, said:\n\nWe saw it. We will pay.\n\nOur men left.",
         [("the minister, Ana Soto", "said", ["We saw it. We will pay"]),
          ("the minister, Ana Soto", "", ["Our men left"])]),
        ("12:58 Statement from the envoy, Ann Obi:\nGo home.\n12:31 Peru left.",
         [("the envoy, Ann Obi", "Statement", ["Go home"])]),
        ("Asked why, Peru sent a statement that reads:\n\n• It is open.\n• Go home.\n\nObi left.",
         [("Peru", "sent a statement that reads", ["It is open", "Go home"])]),
        # quotation marks say it all
        ("Obi said:\n\n“We saw it.”", []),
        # of what follows it tells only who gave it out
        ("The following was issued by the spokesman, Ana Soto:\n\nWe saw it.", []),
        ("The following statement was released today:\n\nThe envoy condemns the raid.", []),
        ("What leaders said at the summit:\n\n• Obi said no.\n• Rojas left.", []),
        # nobody says it
        ("The facts are these:\n\nPeru decides for itself.", []),
        ("Obi said: we saw it.\n\nPeru decides for itself.", []),
    ],
)  # fmt: skip
def test_what_stands_after_a_colon_is_by_whom_the_line_names(
    text: str, expected: list[tuple[str, str, list[str]]]
) -> None:
    assert [
        (s.source[0].of(text), s.cue.of(text) if s.cue else "", [c.of(text) for c in s.content])
        for s in blocks(layout_of(text))
    ] == expected


def test_a_block_takes_the_place_of_what_the_tagger_makes_of_it() -> None:
    text = (
        "In Lima, the minister, Ana Soto, said:\n\nWe saw it. We will pay.\n\nObi said Peru left."
    )
    found = AttributionExtractor()(Document(Article(text)))
    assert [s.source[0].of(text) for s in found.statements] == ["the minister, Ana Soto", "Obi"]


@pytest.mark.parametrize("time", ["12:10 ", "9.30am: ", "11:02 GMT - ", "14:05 "])
def test_the_time_of_an_entry_is_no_part_of_what_is_said(time: str) -> None:
    text = f"Live\n\n{time}Peru says that talks will go on.\n\nIt rained."
    found = AttributionExtractor()(Document(Article(text)))
    assert [s.source[0].of(text) for s in found.statements] == ["Peru"]
