"""What statements are about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extractors.about import AboutExtractor
from kg.extractors.entities import EntityExtractor
from kg.model import Article, Document, Mention, Representation, Span, Statement
from kg.reference import load_reference
from kg.text import sentences

REFERENCE = load_reference()
ENTITIES, ABOUT = EntityExtractor(REFERENCE), AboutExtractor(REFERENCE)


def about(text: str, content: str, *mentions: Mention, **made: object) -> tuple[str, ...]:
    """Return what the content in the text is about; `made` are further fields of the statement."""
    start = text.index(content)
    statement = replace(Statement((Span(start, start + len(content)),)), **made)
    document = Document(Article(text), mentions=mentions, statements=(statement,))
    return ABOUT(ENTITIES(replace(document, sentences=sentences(text)))).statements[0].about


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


@pytest.mark.parametrize(
    ("text", "content", "made", "expected"),
    [
        ("He told Peru that it was late.", "it was late",
         {"addressees": ("state/PE",), "speakers": ("person/ada-obi",)}, ("state/PE",)),
        ("He told Peru it was absurd that we wait.", "it was absurd that we wait",
         {"addressees": ("state/PE",), "speakers": ("person/ada-obi",)}, ()),
        ("Obi met envoys of Peru and asked that its debts be paid.", "its debts be paid",
         {"speakers": ("person/ada-obi",)}, ("state/PE",)),
        ("Obi met envoys of Peru, accusing it of theft.", "it of theft",
         {"speakers": ("person/ada-obi",)}, ("state/PE",)),
        ("Chile turned to Peru, accusing it of theft.", "it of theft",
         {"speakers": ("state/CL",)}, ("state/PE",)),
        ("Chile rejected the offer of Peru, calling it “absurd”.", "it “absurd”",
         {"speakers": ("state/CL",)}, ()),
        ("The ministry said it was late.", "it was late",
         {"speakers": ("body/PE/ministry",),
          "representations": (Representation(None, "state/PE"),)}, ("state/PE",)),
        ("He warned Peru that time was short.", "time was short",
         {"addressees": ("state/PE",), "act": "warn"}, ("state/PE",)),
        ("He told Peru that time was short.", "time was short",
         {"addressees": ("state/PE",), "act": "assert"}, ()),
        ("Peru has left. It was said that the country is poor.", "the country is poor",
         {}, ("state/PE",)),
        ("“They lie,” he said of Peru.", "They lie", {"cue": Span(15, 19)}, ("state/PE",)),
        ("“They lie,” said Obi of Peru.", "They lie", {"cue": Span(12, 16)}, ()),
        ("“They lie,” he said of late.", "They lie", {"cue": Span(15, 19)}, ()),
        ("Peru and Chile met. He said the two countries would pay.",
         "the two countries would pay", {}, ("state/PE", "state/CL")),
        ("Peru, Chile and Bolivia met. He said the two countries would pay.",
         "the two countries would pay", {}, ()),
        # `the country` is another's than that of the state that speaks by name
        ("Peru burns. Chile warned that the country is poor.", "the country is poor",
         {"speakers": ("state/CL",), "source": (Span(12, 17),),
          "representations": (Representation("state/CL", "state/CL"),)}, ("state/PE",)),
        ("Peru has left. He named the country that won.", "the country that won", {}, ()),
    ],
)  # fmt: skip
def test_whom_a_statement_speaks_of_may_be_named_before_it(
    text: str, content: str, made: dict[str, object], expected: tuple[str, ...]
) -> None:
    assert about(text, content, **made) == expected


def test_who_is_charged_is_spoken_of_and_who_says_he_would_is_not() -> None:
    text = "She accused him of theft. He said he would go."
    obi = "person/ben-obi"
    him = Mention(Span(12, 15), "person", "pronoun", obi)
    he = Mention(Span(34, 36), "person", "pronoun", obi)
    assert about(text, "him of theft", him, speakers=("person/ada-obi",)) == (obi,)
    assert about(text, "he would go", he, speakers=("./source/1",)) == ()
    assert about(text, "he would go", he, speakers=("organisation/reuters",)) == (obi,)


def test_the_state_in_the_description_of_a_person_is_not_spoken_of() -> None:
    text = "She thanked the French leader for his support."
    leader = Mention(Span(12, 29), "person", "nominal", "person/ben-roy")
    assert about(text, "the French leader for his support", leader) == ("person/ben-roy",)


def test_his_country_is_that_of_the_one_of_several_speakers_who_is_meant() -> None:
    text = "Obi and Diaz said that today his country is poor."
    his = Mention(Span(29, 32), "person", "pronoun", "person/diaz")
    told = (Representation("person/obi", "state/GH"), Representation("person/diaz", "state/PE"))
    speakers = ("person/obi", "person/diaz")
    found = about(text, "today his country is poor", his, speakers=speakers, representations=told)
    assert found == ("state/PE",)
