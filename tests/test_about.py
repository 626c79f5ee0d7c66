"""What statements are about."""

from __future__ import annotations

import pytest

from kg.extractors.about import AboutExtractor
from kg.extractors.entities import EntityExtractor
from kg.model import Article, Document, Mention, Span, Statement
from kg.reference import load_reference

REFERENCE = load_reference()
ENTITIES, ABOUT = EntityExtractor(REFERENCE), AboutExtractor(REFERENCE)


def about(text: str, content: str, *mentions: Mention) -> tuple[str, ...]:
    start = text.index(content)
    statement = Statement(content=(Span(start, start + len(content)),))
    document = Document(Article(text), mentions=mentions, statements=(statement,))
    return ABOUT(ENTITIES(document)).statements[0].about


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("Iran said the US had lied.", "the US had lied", ("state/US",)),
        ("He said Russian troops threatened Ukraine and Russia denied it.",
         "Russian troops threatened Ukraine and Russia denied it", ("state/RU", "state/UA")),
        ("He said NATO stands by Ukraine.", "NATO stands by Ukraine",
         ("grouping/NATO", "state/UA")),
        ("She blamed the Kremlin for it.", "the Kremlin", ("state/RU",)),
        ("She blamed the Turkish Ministry of Foreign Affairs.",
         "the Turkish Ministry of Foreign Affairs", ("state/TR",)),
        ("He said talks would be held in Moscow.", "talks would be held in Moscow", ()),
        ("He said talks with Moscow had failed.", "talks with Moscow had failed", ("state/RU",)),
        ("Reuters said nothing happened.", "nothing happened", ()),
        ("He said Reuters reported it.", "Reuters reported it", ()),
    ],
)  # fmt: skip
def test_a_statement_is_about_what_its_content_names(
    text: str, content: str, expected: tuple[str, ...]
) -> None:
    assert about(text, content) == expected


@pytest.mark.parametrize(
    ("content", "speaker", "expected"),
    [
        ("its envoys would stay", "grouping/AU", ("grouping/AU",)),
        ("they would pay", "state/GH", ("state/GH",)),
        ("they would pay", "person/ada-obi", ()),
        ("the envoys would stay", "state/GH", ()),
    ],
)
def test_an_institution_that_speaks_of_itself_is_a_subject(
    content: str, speaker: str, expected: tuple[str, ...]
) -> None:
    statement = Statement(content=(Span(0, len(content)),), speakers=(speaker,))
    document = Document(Article(content), statements=(statement,))
    assert ABOUT(document).statements[0].about == expected


def test_persons_and_pronouns_count_once_known() -> None:
    text = "She said Olaf Scholz was right and he would stay."
    name = Mention(Span(9, 20), "person", "name", "person/olaf-scholz")
    pronoun = Mention(Span(35, 37), "person", "pronoun", "person/olaf-scholz")
    unknown = Mention(Span(0, 3), "person", "pronoun", None)
    found = about(text, "Olaf Scholz was right and he would stay", unknown, name, pronoun)
    assert found == ("person/olaf-scholz",)
