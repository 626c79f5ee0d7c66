"""Facts about who is quoted as saying it."""

from __future__ import annotations

import pytest

from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.chains import unchained
from kg.extractors.attribution.quoted_as import quoted_as, quoted_citing, quoted_within
from kg.model import Span, Statement
from tests.marked import document

Row = tuple[str | None, str, int | None]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[s1 TASS] [c1 quoted] [q1 an official in the bank] as [c2 saying] that [q2 it failed].",
         [("TASS", "an official in the bank as saying that it failed", None),
          ("an official in the bank", "it failed", 0)]),
        ("[q1 Deputy Minister Ana Rojas] [c1 was quoted] by [s1 the TASS agency] on Friday as "
         "[c2 warning] Lima that [q2 it would fail].",
         [("Deputy Minister Ana Rojas", "it would fail", None)]),
        ("In Peru, [q1 Ana Rojas] [c1 was quoted] as [c2 saying] [q2 it failed].",
         [("Ana Rojas", "it failed", None)]),
        # nobody is quoted
        ("[s TASS] left as [c saying] [q it failed] was easier.", [("TASS", "it failed", None)]),
        ("[s Obi] [c said] [q it was cited as a reason].",
         [("Obi", "it was cited as a reason", None)]),
    ],
)  # fmt: skip
def test_who_is_quoted_says_it(marked: str, expected: list[Row]) -> None:
    found = document(marked)
    text = found.article.text
    layout = layout_of(text)
    rows = [
        (s.source[0].of(text) if s.source else None, s.content[0].of(text), s.reported_in)
        for s in quoted_within(quoted_as(found.statements, layout), layout)
    ]
    assert rows == expected


@pytest.mark.parametrize(
    ("quoting", "who", "cited"),
    [
        ("Interfax quoted", "Ana Rojas", "citing a note"),
        ("The Kyodo agency on Monday cited", "a senior envoy in Lima", "quoting the navy"),
        ("Anadolu also quoted", "Peru's foreign minister", "citing reports from the border"),
    ],
)
def test_who_is_quoted_cites_others(quoting: str, who: str, cited: str) -> None:
    text = f"{quoting} {who} as saying, {cited}, that it had failed."
    layout = layout_of(text)
    cue = Span(text.index("citing" if "citing" in text else "quoting"), text.index(cited) + 6)
    wrong = Statement((Span(cue.end, len(text) - 1),), (), cue)
    found = quoted_within(quoted_citing([wrong], layout), layout)
    rows = [(s.content[0].of(text), s.reported_in) for s in found]
    assert rows == [(f"{who} as saying, {cited}, that it had failed", None), ("it had failed", 0)]
    assert found[1].source[0].of(text) == who


def test_who_is_quoted_says_it_once() -> None:
    found = document("[s1 TASS] [c1 quoted] [q1 an official] as [c2 saying] that [q2 it failed].")
    layout = layout_of(found.article.text)
    said = quoted_within(quoted_as(found.statements, layout), layout)
    assert unchained(said, layout) == said


def test_who_is_quoted_is_within_what_quotes_him_whatever_is_left_out_before() -> None:
    found = document(
        "[s1 Obi] [c1 said] [q1 nothing]. "
        "[s2 TASS] [c2 quoted] [q2 an official] as [c3 saying] that [q3 it failed]."
    )
    layout = layout_of(found.article.text)
    _, *rest = quoted_as(found.statements, layout)
    assert [s.reported_in for s in quoted_within(rest, layout)] == [None, 0]
