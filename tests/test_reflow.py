"""Text that runs over lines or stands wide apart: it is read as if it did not."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.config import Config
from kg.model import Article, Document
from kg.pipeline import open_pipeline
from kg.reflow import read_reflowed, reflowed
from kg.text import words

DEVELOPMENT = Path(__file__).parent / "data" / "development" / "tuned" / "articles"
PARAGRAPHS = (
    "LIMA, March 11 (Reuters) - Chilean Foreign Minister Ana Maria Rojas told her Peruvian "
    "counterpart, Juan Soto Valdivia, on Wednesday that the border would stay closed for at least "
    "another week, and accused Lima of “playing with fire”.",
    "Soto Valdivia replied that his country, which joined the Organization of American States in "
    "1948, would not be lectured by anybody. “We do not take orders,” President Pedro Quispe "
    "Mamani said in a televised address.",
)
texts = st.text(st.sampled_from('ab.,“”"- \n\t\u00a0é\u0301😀'), max_size=60)


@pytest.mark.parametrize(
    "spread",
    [
        lambda p: fill(p, 72, break_on_hyphens=False),
        lambda p: fill(p, 40, break_on_hyphens=False),
        lambda p: p.replace(" ", "  "),
    ],
    ids=["72 columns", "40 columns", "two spaces"],
)
def test_text_over_lines_is_read_as_text_on_one(spread) -> None:
    pipeline = open_pipeline(Config())
    one = pipeline.read(Article("\n\n".join(PARAGRAPHS)))
    many = pipeline.read(Article("\n\n".join(map(spread, PARAGRAPHS))))
    assert said(many) == said(one)
    assert many.entities == one.entities


@pytest.mark.parametrize("path", sorted(DEVELOPMENT.glob("*.txt")), ids=lambda p: p.stem)
def test_articles_are_read_alike_wrapped_at_72_columns(path: Path) -> None:
    pipeline = open_pipeline(Config())
    lines = [" ".join(line.split()) for line in path.read_text("utf-8").split("\n") if line.strip()]
    wrapped = [fill(line, 72, break_on_hyphens=False) for line in lines]
    one = pipeline.read(Article("\n\n".join(lines)))
    assert said(pipeline.read(Article("\n\n".join(wrapped)))) == said(one)


def test_the_date_of_the_dateline_is_kept() -> None:
    text = "LIMA,  March 11, 2021 (Reuters) - Chile  left, Peru's envoy said."
    article = open_pipeline(Config()).read(Article(text)).article
    assert (article.text, article.published) == (text, "2021-03-11")


def said(document: Document) -> list[tuple[object, ...]]:
    text = document.article.text
    return [
        (
            *(s.speakers, s.addressees, s.act, s.form, s.said_on and s.said_on.value),
            *(
                span.of(text).split()
                for span in (*s.content, *((s.said_on.span,) if s.said_on else ()))
            ),
        )
        for s in document.statements
    ]


@given(texts)
def test_what_is_found_stands_at_its_place_in_the_text_as_published(text: str) -> None:
    article = Article(text)

    def cut(document: Document) -> Document:
        return Document(document.article, tuple(words(document.article.text)))

    found = read_reflowed(article, cut)
    assert found.article == article
    assert [s.of(text) for s in found.sentences] == [s.of(text) for s in words(text)]


@given(texts)
def test_only_white_space_changes_and_once_is_enough(text: str) -> None:
    flowed, places = reflowed(text)
    assert flowed.split() == text.split()
    assert len(places) == len(flowed)
    assert all(text[p] == c for p, c in zip(places, flowed, strict=True) if not c.isspace())
