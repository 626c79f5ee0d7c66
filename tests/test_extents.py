"""Facts about how far a content goes."""

from __future__ import annotations

import pytest

from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.extents import bounded
from tests.marked import document


@pytest.mark.parametrize(
    ("marked", "content"),
    [
        # a dateline is no part of it
        ("LIMA, Peru (AP) — [q Chile left], [s aides] [c said].", ["Chile left"]),
        # a full stop ends a part of it, but not within quotation marks
        (
            "[s1 She] [c1 says] [q1 it is over. Asked why], he left.",
            ["it is over", "Asked why"],
        ),
        ("[s She] [c said] “[q It is over. We left.]”", ["It is over. We left"]),
        # a relative clause goes on to the source
        (
            "[q1 Chile], which has claims, called for calm, [s1 aide Ana Diaz] [c1 said].",
            ["Chile, which has claims, called for calm"],
        ),
        # whom it is told to is no part of it
        (
            "[s Obi] [c assured] [q the Peruvian leader that the lake was dead].",
            ["the lake was dead"],
        ),
        ("[s Obi] [c warned] [q Chile that it was late].", ["it was late"]),
        ("[s Obi] [c told] [q him they had left].", ["they had left"]),
        ("A map, [q1 which] [s1 Obi] [c1 has vowed] [q1 to burn], is old.", ["to burn"]),
        ("A map, [q1 which] [s1 Obi] [c1 has rejected], is old.", ["which"]),
        ("[s Obi] [c said] [q it was late, though] he stayed.", ["it was late"]),
        (
            "[s Obi] [c warned] [q a deal that was bad would fail].",
            ["a deal that was bad would fail"],
        ),
        (
            "[s Obi] [c said] [q the deal that the men made was bad].",
            ["the deal that the men made was bad"],
        ),
        (
            "[s Obi] [c said] [q Chile struck the party, which] Peru calls a gang.",
            ["Chile struck the party"],
        ),
        ("[q Chile left], a senior aide, [s Ana Diaz], [c said].", ["Chile left"]),
        # where it was said is no part of it, unless it is told as such
        ("[s Chile] [c welcomed] [q the move in a post on X].", ["the move"]),
        ("[s Chile] [c said] [q it would answer in a letter].", ["it would answer in a letter"]),
        ("[s Chile] [c criticised] [q the map in the letter box].", ["the map in the letter box"]),
        ("[s Ana Diaz] [c said] [q Chile], which has claims, left.", ["Chile"]),
        (
            "[q1 Chile], backed by Peru, called for calm, [s1 aide Ana Diaz] [c1 said].",
            ["Chile, backed by Peru, called for calm"],
        ),
        # nor the beginning of another clause
        (
            "[s Obi] [c said] [q she saw no need for it, while his envoy, Ana Diaz], was accused.",
            ["she saw no need for it"],
        ),
        (
            "[s Obi] [c said] [q it was late, as hearings in a case brought at] the request ended.",
            ["it was late"],
        ),
        (
            "[s Obi] [c blamed] [q Chad for its “drama” and Ana Diaz, his superior], agreed.",
            ["Chad for its “drama"],
        ),
        (
            "[s Obi] [c blamed] [q Chad for its “drama” and Togo].",
            ["Chad for its “drama” and Togo"],
        ),
        (
            "[s Obi] [c said] [q it was late, while Chile was early].",
            ["it was late, while Chile was early"],
        ),
        (
            "[q1 Chile would leave, after years of war], [s1 aides] [c1 said].",
            ["Chile would leave, after years of war"],
        ),
    ],
)
def test_how_far_a_content_goes(marked: str, content: list[str]) -> None:
    found = document(marked)
    text = found.article.text
    (said,) = (bounded(s, layout_of(text)) for s in found.statements)
    assert [c.of(text) for c in said.content] == content


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("“[q It is late],” [c read] [s the] letter, which was long.", "the letter"),
        ("“[q It is late],” [c said] [s the envoy] of Peru.", "the envoy"),
        ("[s The head of the junta on] Sunday [c said] [q no].", "The head of the junta"),
    ],
)
def test_a_source_is_more_than_an_article(marked: str, source: str) -> None:
    found = document(marked)
    text = found.article.text
    (said,) = (bounded(s, layout_of(text)) for s in found.statements)
    assert said.source[0].of(text) == source
