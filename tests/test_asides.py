"""Facts about verbs that go on past an aside."""

from __future__ import annotations

import pytest

from kg.config import Config
from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.asides import past_asides, with_subjects_of_asides
from kg.model import Article
from kg.pipeline import open_pipeline
from tests.marked import document, names


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("Its envoy, Ada Obi, met Diaz, [s the embassy] said, and [c urged] [q him to wait].",
         "Its envoy, Ada Obi,"),
        ("Peru has left, [s the Foreign Office] said on Monday, and [c urged] [q Chile to wait].",
         "Peru"),
        ("The Peruvian government left, [s aides] told AFP, but later [c promised] [q to return].",
         "The Peruvian government"),
        # the subject is nobody who could speak, or the words before are no aside's
        ("The talks failed, [s the ministry] said, and [c urged] [q Chile to wait].",
         "the ministry"),
        ("“We are ready,” [s the ministry] said, and [c warned] [q Chile].", "the ministry"),
        ("Peru said so, and [s the ministry] [c urged] [q Chile to wait].", "the ministry"),
    ],
)  # fmt: skip
def test_what_goes_on_past_an_aside_is_the_subjects(marked: str, source: str) -> None:
    found = document(marked)
    text = found.article.text
    (statement,) = past_asides(found.statements, layout_of(text))
    assert statement.source[0].of(text) == source


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("Ada Obi, [s his office] [c added], [q had also urged Peru to wait].",
         ("Ada Obi", "urged", "Peru to wait")),
        ("Ada Obi, [s the office] said, [c expressed] [q concern].",
         ("Ada Obi", "expressed", "concern")),
        ("The US national security adviser, [c according to] [s her office], [q assured her of "
         "help].", ("The US national security adviser", "assured", "her of help")),
        ("It met Obi; Diaz, [s it] [c said], [q had stressed to Obi the dangers].",
         ("Diaz", "stressed to", "Obi the dangers")),
        # what follows is no act of speech, or is told already
        ("Ada Obi, [s his office] [c said], [q had left for Peru].",
         ("his office", "said", "had left for Peru")),
        ("Ada Obi, [s Ana Diaz] [c warned], [q would be urged to go].",
         ("Ana Diaz", "warned", "would be urged to go")),
    ],
)  # fmt: skip
def test_what_stands_around_an_aside_is_the_subjects(
    marked: str, told: tuple[str, str, str]
) -> None:
    found = document(marked)
    text = found.article.text
    (statement,) = with_subjects_of_asides(found.statements, layout_of(text))
    assert statement.cue is not None
    spans = (statement.source[0], statement.cue, statement.content[0])
    assert tuple(s.of(text) for s in spans) == told


def test_whom_the_aside_names_reports_it() -> None:
    text = "Britain has recalled its envoy to Peru, the Foreign Office said, and urged him to wait."
    found = open_pipeline(Config()).read(Article(text))
    told, urged = found.statements
    assert names(found, (*told.speakers, *urged.speakers)) == ["Foreign Office", "United Kingdom"]
    assert (urged.reported_in, urged.reported_by) == (0, told.speakers[0])
