"""Facts about attributions in the midst of what is said."""

from __future__ import annotations

import pytest

from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.medial import with_subject_of_content
from tests.marked import document


@pytest.mark.parametrize(
    ("marked", "content"),
    [
        ("Lima, [s he] [c thinks], [q stopped listening in May].",
         ["Lima", "stopped listening in May"]),
        ("Peru, [s its envoy] [c wrote in] Le Monde, [q could not “guard a door”].",
         ["Peru", "could not “guard a door”"]),
        ("Obi hit back: Peru, [s he] [c said], [q was “old”].", ["Peru", "was “old”"]),
        ("The sum would not go to Lima, [s he] [c said], “[q but to Quito]”.",
         ["The sum would not go to Lima", "but to Quito"]),
        ("In Lima, [s he] [c said], “[q but not in Quito]”.", ["but not in Quito"]),
        ("Lima had left, [s he] [c said]: “[q We are late].”", ["We are late"]),
        # a statement that has its subject, or a setting before it
        ("In Lima, [s he] [c said], [q there was no lake].", ["there was no lake"]),
        ("On Monday, [s Ana Diaz] [c said] [q had been wasted].", ["had been wasted"]),
        ("Lima, [s he] [c said], [q the lake was dead].", ["the lake was dead"]),
        ("Lima slept. [s He] [c said], [q had no lake].", ["had no lake"]),
    ],
)  # fmt: skip
def test_the_subject_of_what_is_said_may_stand_before(marked: str, content: list[str]) -> None:
    found = document(marked)
    text = found.article.text
    (said,) = (with_subject_of_content(s, layout_of(text)) for s in found.statements)
    assert [c.of(text) for c in said.content] == content
