"""The form of statements and their quoted words."""

import pytest

from kg.extractors.forms import FormExtractor
from kg.model import Article, Document, Span, Statement
from kg.protocols import Extractor


def statement(text: str, *contents: str) -> Statement:
    starts = [text.index(c) for c in contents]
    return Statement(tuple(Span(a, a + len(c)) for a, c in zip(starts, contents, strict=True)))


def formed(text: str, *contents: str) -> Statement:
    document = Document(Article(text), statements=(statement(text, *contents),))
    return FormExtractor()(document).statements[0]


FORMS: list[tuple[str, list[str], str, int]] = [
    ("He said: “We stand firm.\n\nIt rained.", ["We stand firm"], "direct", 1),
    ("He called it: “Storm”.", ["Storm"], "mixed", 1),
    ("He said Kyiv had won.", ["Kyiv had won"], "indirect", 0),
    ("“Nato stands by Ukraine,” he said.", ["Nato stands by Ukraine"], "direct", 1),
    ("“We stand ready,” he said, “to help.”", ["We stand ready", "to help"], "direct", 2),
    ("“Not yet,” she said. “Not yet.”", ["Not yet,", "“Not yet."], "direct", 2),
    ("“Nobody came,” he said.", ["Nobody came"], "direct", 1),
    ("“Never!” he said.", ["Never"], "direct", 1),
    ("She told him: “Come home.”", ["Come home"], "mixed", 1),
    ("He called it “unfounded” and “bad”.", ["it “unfounded” and “bad”"], "mixed", 2),
    ("He spoke of “combat training”.", ["combat training"], "mixed", 1),
    ("She said “we are ready to talk”.", ["we are ready to talk"], "mixed", 1),
    ("He praised the so-called “Green Deal”.", ["the so-called “Green Deal”"], "indirect", 0),
    ("They ban it, citing ‘security’", ["security"], "indirect", 0),
    ("It said Xi’s plan is Iran’s.", ["Xi’s plan is Iran’s"], "indirect", 0),
]


@pytest.mark.parametrize(("text", "contents", "form", "quoted"), FORMS)
def test_form_follows_from_the_quotation_marks(
    text: str, contents: list[str], form: str, quoted: int
) -> None:
    found = formed(text, *contents)
    assert found.form == form
    assert len(found.quoted) == quoted


def test_quoted_spans_exclude_the_marks_and_stay_within_the_content() -> None:
    text = "He said they must “de-escalate tensions” now."
    found = formed(text, "they must “de-escalate tensions” now")
    assert [q.of(text) for q in found.quoted] == ["de-escalate tensions"]


def test_it_is_an_extractor_and_leaves_an_empty_document_alone() -> None:
    assert isinstance(FormExtractor(), Extractor)
    assert FormExtractor()(Document(Article(""))) == Document(Article(""))
