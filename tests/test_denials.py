"""Facts about denials that end a sentence: found, and no part of what they deny."""

from __future__ import annotations

import pytest

from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.denials import with_denials
from tests.marked import document, names, read


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[s Chad] [c says] [q Peru armed rebels, which Lima denies].",
         [("Chad", "says", "Peru armed rebels"), ("Lima", "denies", "Peru armed rebels")]),
        ("[s1 Chad] [c1 says] [q1 Peru armed rebels], [q1 which Lima denies].",
         [("Chad", "says", "Peru armed rebels"), ("Lima", "denies", "Peru armed rebels")]),
        ("[s Chad] [c accused] [q Peru of lies], a charge it has strongly rejected.",
         [("Chad", "accused", "Peru of lies"), ("it", "rejected", "a charge")]),
        ("[s Chad] [c accused] [q him of lies - claims he denies].",
         [("Chad", "accused", "him of lies"), ("he", "denies", "claims")]),
        ("[s1 Chad] [c1 says] [q1 it rained], [q2 a claim] [s2 the Kremlin] [c2 has denied].",
         [("Chad", "says", "it rained"), ("the Kremlin", "has denied", "a claim")]),
        ("It has been armed by Chile, an allegation its government denies.",
         [("its government", "denies", "an allegation")]),
        # what is said of it otherwise is about it, too
        ("[s1 Chad] [c1 says] [q1 Peru left], [q2 which] [s2 Lima] [c2 confirmed].",
         [("Chad", "says", "Peru left"), ("Lima", "confirmed", "Peru left")]),
        # no denials
        ("[s Chad] [c says] [q Peru denies it].", [("Chad", "says", "Peru denies it")]),
        ("[s Chad] [c says] “[q it is a lie, which he denies].”",
         [("Chad", "says", "it is a lie, which he denies")]),
        ("[s Chad] [c says] [q Peru left, which Lima likes].",
         [("Chad", "says", "Peru left, which Lima likes")]),
        ("Peru, which denied it, left.", []),
    ],
)  # fmt: skip
def test_a_denial_ends_what_is_said(marked: str, expected: list[tuple[str, str, str]]) -> None:
    told = document(marked)
    text = told.article.text
    assert [
        (s.source[0].of(text), s.cue.of(text) if s.cue else "", s.content[0].of(text))
        for s in with_denials(told.statements, layout_of(text))
    ] == expected


@pytest.mark.parametrize(
    ("marked", "speaker", "reported_by"),
    [
        ("[s1 Chile] [c1 accused] [q1 Peru] of lies, [q2 a charge] [s2 it] [c2 denies].",
         "Peru", None),
        ("[s1 Chile] [c1 called] [q1 Peru] a thief - [q2 something] [s2 it] [c2 denies].",
         "Peru", None),
        ("[s1 Chile] [c1 accused] [q1 Peru] of lies and [s2 it] [c2 denies] [q2 that].",
         "Chile", None),
        ("[s1 Chile] [c1 says] [q1 Peru lies], [q2 an accusation] [s2 the Kremlin] "
         "[c2 has denied].", "Kremlin", None),
    ],
)  # fmt: skip
def test_who_denies_it(marked: str, speaker: str, reported_by: str | None) -> None:
    found = read(marked)
    denial = found.statements[-1]
    assert (names(found, denial.speakers), denial.reported_by) == ([speaker], reported_by)
