"""Facts about what somebody says by somebody else's account."""

from __future__ import annotations

import pytest

from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.chains import unchained
from tests.marked import document


@pytest.mark.parametrize(
    ("marked", "source", "cue"),
    [
        ("Ana Diaz told Lima that [q talks failed], [s aides] [c said].", "Ana Diaz", "told"),
        (
            "Minister Ana Diaz told two counterparts in a call on Friday that [q talks failed], "
            "[s the ministry] [c said].",
            "Minister Ana Diaz",
            "told",
        ),
        ("Peru warned Chile that [q it would act], [c according to] [s aides].", "Peru", "warned"),
        ("LIMA (AP) — Peru also said that [q it would act], [s aides] [c said].", "Peru", "said"),
    ],
)
def test_the_subject_says_it_and_the_source_reports_it(marked: str, source: str, cue: str) -> None:
    found = document(marked)
    text = found.article.text
    outer, inner = unchained(found.statements, layout_of(text))
    assert inner.reported_in == 0
    assert inner.source[0].of(text) == source
    assert inner.cue is not None
    assert inner.cue.of(text) == cue
    assert inner.content == found.statements[0].content
    assert outer.content[0].of(text).startswith(source)
    assert outer.source == found.statements[0].source


@pytest.mark.parametrize("verb", ["told", "had told", "has also told"])
def test_who_says_it_at_the_end_is_quoted_by_whose_account_it_is(verb: str) -> None:
    found = document(
        f"[q “It is over,” Ana Obi {verb} envoys in Lima], [c according to] [s aides]."
    )
    text = found.article.text
    _, inner = unchained(found.statements, layout_of(text))
    assert [s.of(text) for s in (*inner.source, *inner.content)] == ["Ana Obi", "It is over"]


def test_he_says_what_a_later_source_reports_that_he_told() -> None:
    found = document("[q He assured Obi in a meeting that “it” was over], [s an aide] [c said].")
    outer, inner = unchained(found.statements, layout_of(found.article.text))
    told = [s.of(found.article.text) for s in (*inner.source, *inner.content, *outer.source)]
    assert told == ["He", "it” was over", "an aide"]


def test_who_says_it_first_of_all_may_be_part_of_what_is_reported() -> None:
    found = document("[q Peru had acted, Minister Ana Diaz told a meeting], [s an aide] [c said].")
    outer, inner = unchained(found.statements, layout_of(found.article.text))
    told = [s.of(found.article.text) for s in (*inner.source, *inner.content, *outer.source)]
    assert told == ["Minister Ana Diaz", "Peru had acted", "an aide"]


@pytest.mark.parametrize(
    ("marked", "cue", "content"),
    [
        ("[q Diaz told him Lima would act], [s an agency] [c said].", "told him", "Lima would act"),
        ("[q Diaz told Ana Obi the talks failed], [s aides] [c said].", "told Ana Obi",
         "the talks failed"),
        ("[q1 Ada Diaz told] Peru that [q1 talks failed], [s1 aides] [c1 said].", "told",
         "talks failed"),
    ],
)  # fmt: skip
def test_whom_it_is_told_is_no_part_of_it(marked: str, cue: str, content: str) -> None:
    found = document(marked)
    text = found.article.text
    _, inner = unchained(found.statements, layout_of(text))
    assert inner.cue is not None
    assert inner.cue.of(text) == cue
    assert [s.of(text) for s in inner.content] == [content]


@pytest.mark.parametrize(
    "marked",
    [
        "[q Peru told Prime Minister Obi in a call that talks failed], [s aides] [c said].",
        "[s Ana Diaz] [c told] Lima that [q talks failed].",
        "[q Ana Diaz left], [s aides] [c said].",
        "[q Diaz told her Peruvian counterpart, Ada Obi, that it failed], [s aides] [c said].",
        "It is known that [q talks failed], [s aides] [c said].",
        "Peru told Chile it left. That day [q talks failed], [s aides] [c said].",
    ],
)
def test_other_statements_stay_as_they_are(marked: str) -> None:
    found = document(marked)
    assert unchained(found.statements, layout_of(found.article.text)) == list(found.statements)


@pytest.mark.parametrize(
    ("marked", "source", "cue", "content"),
    [
        ("“[q1 They failed],” he said, [s1 the sources] [c1 told] Reuters. “[q1 It is over].”",
         "he", "said", "They failed"),
        ("“[q1 They failed],” Ana Diaz said on Monday, [s1 two aides] [c1 told] Reuters.",
         "Ana Diaz", "said", "They failed"),
        ("[q1 Peru's envoy], who left, [c1 was said by] [s1 two aides] [q1 to have told Ana Diaz "
         "that talks failed].", "Peru's envoy, who left,", "told", "talks failed"),
    ],
)  # fmt: skip
def test_who_is_told_of_says_it(marked: str, source: str, cue: str, content: str) -> None:
    found = document(marked)
    text = found.article.text
    outer, inner = unchained(found.statements, layout_of(text))
    assert inner.reported_in == 0
    assert (inner.source[0].of(text), inner.cue.of(text) if inner.cue else "") == (source, cue)
    assert inner.content[0].of(text) == content
    assert outer.source == found.statements[0].source


def test_two_speakers_of_two_statements_give_no_account_of_each_other() -> None:
    found = document("“[q1 They failed],” [s1 he] [c1 said], and [s2 aides] [c2 said] [q2 no].")
    assert len(unchained(found.statements, layout_of(found.article.text))) == 2
