"""Facts about whom outlets cite: who says it, and through whom it is known."""

from __future__ import annotations

import pytest

from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.citing import cited
from tests.marked import document


@pytest.mark.parametrize(
    ("marked", "source", "outer"),
    [
        # an outlet reports what those say whom it cites
        ("[s Kyodo], citing two officials, [c said] [q Peru will join].", "two officials", "Kyodo"),
        (
            "[s Reuters] [c reported], citing three sources, that [q Peru will join].",
            "three sources",
            "Reuters",
        ),
        (
            "[q Peru will join], [s state media in Lima] [c said], citing Minister Ana Diaz.",
            "Minister Ana Diaz",
            "state media in Lima",
        ),
        ("[q Peru will join], [s TASS] [c said], quoting the army.", "the army", "TASS"),
        ("Citing an aide, [s Kyodo] [c said] [q Peru will join].", "an aide", "Kyodo"),
        # documents say nothing, and nothing stays as it was without anybody cited
        ("[s Kyodo], citing documents, [c said] [q Peru will join].", "Kyodo", None),
        ("[s Kyodo] [c said] [q Peru will join].", "Kyodo", None),
        # whoever is no outlet speaks for himself
        ("[s Ana Diaz], citing two officials, [c said] [q Peru will join].", "Ana Diaz", None),
        # who is cited within what is said is no source of it
        ("[s Kyodo] [c said] [q Peru will join, citing two officials].", "Kyodo", None),
    ],
)
def test_who_is_cited_says_it(marked: str, source: str, outer: str | None) -> None:
    """The innermost statement is by the source; the outlet's stands around it."""
    found = document(marked)
    text = found.article.text
    said = cited(found.statements, layout_of(text))
    inner = said[-1]
    around = said[inner.reported_in] if inner.reported_in is not None else None
    assert inner.source[0].of(text) == source
    assert (around.source[0].of(text) if around else None) == outer
    assert len(said) == (2 if outer else 1)


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("According to [s TASS], [c citing] [q an aide, Peru will join soon].", "an aide"),
        ("[c According to] [s TASS], which cited [q an aide, Peru will join soon].", "an aide"),
        ("According to TASS, [s which] [c cited] [q an aide, Peru will join soon].", "an aide"),
        ("According to [s TASS], [c citing] [q a document, Peru will join soon].", "TASS"),
    ],
)
def test_who_is_cited_first(marked: str, source: str) -> None:
    """What the tagger takes for one content is parted: who is cited, and what he says."""
    found = document(marked)
    text = found.article.text
    inner = cited(found.statements, layout_of(text))[-1]
    assert inner.source[0].of(text) == source
    assert [c.of(text) for c in inner.content] == ["Peru will join soon"]
    assert inner.cue is not None
    assert inner.cue.of(text) == "According to"


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("A truce is near, TASS said, [c citing] [q a Kremlin official].", 0),
        ("A truce is near, TASS said, [c citing] [q Foreign Minister Ana Diaz].", 0),
        ("[s SANA], [c citing] [q the border service], said so.", 0),
        ("[s SANA], [c citing] [q a letter it had seen], said so.", 0),
        ("[s SANA], [c citing] [q participants of the meeting], said so.", 0),
        ("[s TASS], [c citing] [q officials who said the bridge fell], was wrong.", 1),
        ("[s TASS], [c citing] [q rising prices], was gloomy.", 1),
    ],
)
def test_citing_alone_is_no_statement(marked: str, left: int) -> None:
    """That somebody is cited tells nothing that anybody said."""
    found = document(marked)
    assert len(cited(found.statements, layout_of(found.article.text))) == left


def test_an_outlet_found_only_where_it_cites() -> None:
    """`Xinhua, citing Wang Yi, reported that …`: the tagger gives the outlet to `citing` alone."""
    found = document(
        "[s1 Xinhua], [c1 citing] [q1 Foreign Minister Wang Yi], [c2 said] [q2 it would retaliate]."
    )
    text = found.article.text
    outer, inner = cited(found.statements, layout_of(text))
    assert [outer.source[0].of(text), inner.source[0].of(text)] == [
        "Xinhua",
        "Foreign Minister Wang Yi",
    ]
