"""Facts about the subjects of statements: found where missed, whole where cut, known by name."""

from __future__ import annotations

import pytest

from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.fronted import with_rest
from kg.extractors.attribution.subjects import with_shared_subjects, with_subject
from tests.marked import document, names, read


@pytest.mark.parametrize(
    ("marked", "source"),
    [
        ("Peru, which borders Chile, [c called for] [q talks].", "Peru, which borders Chile,"),
        ("In Geneva, Russia and Iran [c said] [q it was over].", "Russia and Iran"),
        ("On Monday, Peru's government [c said] [q it was over].", "Peru's government"),
        ("Meanwhile, Ana Diaz also [c said] [q it was over].", "Ana Diaz"),
        ("[s1 Ana Diaz] left. Peru, which borders Chile, [c1 offered] [q1 aid].",
         "Peru, which borders Chile,"),
        ("Peru, Chile's Senate and Iran [c urged] [q calm].", "Peru, Chile's Senate and Iran"),
        ("• China welcomes the talks and [c says] [q it is over].", "China"),
        ("Ana Diaz left and then [c urged] [q calm].", "Ana Diaz"),
        ("Peru and Chad [c defended] [q the plan], while [s Togo] slept.", "Peru and Chad"),
        ("“[q It rained],” [c said] [s Ana Diaz].", "Ana Diaz"),
        ("[s Peru] is in the Forum, whose president, Ana Diaz of Chile, [c said] [q it rained].",
         "president, Ana Diaz of Chile"),
        ("[s Peru] is in the Forum, whose secretary general [c said] [q it rained].",
         "secretary general"),
        ("[s Obi] called it “old,” but a Chilean envoy in Lima, speaking on condition of anonymity,"
         " [c said] [q it was new].", "a Chilean envoy in Lima"),
        ("[s Obi], whose envoy had gone, [c said] [q it rained].", "Obi"),
        ("[s1 SENATE]\n\nBriefing the Council, the envoy for Libya, Ana Diaz, [c1 said] [q1 no].",
         "the envoy for Libya, Ana Diaz,"),
        ("[s1 THE PLENARY]\n\nOpening the debate, the representative of Chile [c1 said] [q1 no].",
         "the representative of Chile"),
        ("[s1 TALKS]\n\nAlso speaking in Lima, President Ana Diaz [c1 said] [q1 no].",
         "President Ana Diaz"),
        ("Army chief Ana Diaz [c1 said] [q1 no].", "Army chief Ana Diaz"),
        ("12:55 GMT\nDefence minister Ana Diaz [c1 said] [q1 no].", "Defence minister Ana Diaz"),
        ("Lima/Quito: Peru on Sunday [c warned] [q of war].", "Peru"),
        ("Lima (EFE) – Peru on Sunday [c warned] [q of war].", "Peru"),
        # a headline's
        ("Ghana, [s Togo] [c vow] [q to help].", "Ghana, Togo"),
        ("South Korea, Japan, [s Chad] [c condemn] [q it].", "South Korea, Japan, Chad"),
        ("Ghana, [s Togo] [c vows] [q to help].", "Togo"),
        ("On Monday, [s Togo] [c vow] [q to help].", "Togo"),
        ("In Ghana, [s Europeans] [c say] [q no].", "Europeans"),
        ("Ghana, [s Togo] [c said] [q no].", "Togo"),
        ("[q Chad will not wait], [c says] Obi", "Obi"),
        ("[q Chad will not wait], [c says] minister Obi\n\nIt rained.", "minister Obi"),
        ("[q Chad will not wait], [c says] Obi and left.", None),
        ("In a resolution adopted on Monday, the Security Council [c demanded] [q talks].",
         "the Security Council"),
        ("In the war, the old [c demanded] [q talks].", None),
        # those who make a declaration
        ("[s A joint statement] by Peru, the EU and Chile [c voiced] [q concern].",
         "A joint statement by Peru, the EU and Chile"),
        ("[s A statement] by the sea [c voiced] [q concern].", "A statement"),
        # what is done besides is no subject
        ("[s Briefing envoys in Lima,] Ana Diaz, head (since May) of the mission, [c said] "
         "[q it rained].", "Ana Diaz"),
        ("[s Opening Lima,] Ana Diaz, head (since May) of the mission, [c said] [q it rained].",
         "Opening Lima,"),
        # what stands there is no subject, or the words after it are not the cue
        ("After the raid [c urged] [q calm].", None),
        ("Ana Diaz left, [c saying] [q it was over].", None),
        ("Ana Diaz left and Peru then [c urged] [q calm].", None),
        ("[q It was over], [c said] the woman.", None),
    ],
)  # fmt: skip
def test_a_subject_that_the_tagger_missed(marked: str, source: str | None) -> None:
    found = document(marked)
    text = found.article.text
    (said,) = (with_subject(s, layout_of(text)) for s in found.statements)
    assert (said.source[0].of(text) if said.source else None) == source


@pytest.mark.parametrize(
    ("marked", "sources"),
    [
        ("[s1 Peru] [c1 said] [q1 it rained], which is true, and later [c2 announced] [q2 talks].",
         ["Peru", "Peru"]),
        ("[s1 Peru] [c1 said] [q1 it rained], but [s2 Chad] [c2 denied] [q2 that].",
         ["Peru", "Chad"]),
        # not joined, or joined to nothing that is said
        ("[s1 Peru] [c1 said] [q1 it rained]. And [c2 announced] [q2 talks].", ["Peru", None]),
        ("[s1 Peru] [c1 said] [q1 it rained], [c2 announcing] [q2 talks].", ["Peru", None]),
        ("Peru left and [c1 announced] [q1 talks].", [None]),
    ],
)  # fmt: skip
def test_a_subject_is_shared_by_the_verbs_joined_to_it(
    marked: str, sources: list[str | None]
) -> None:
    found = document(marked)
    text = found.article.text
    said = with_shared_subjects(found.statements, layout_of(text))
    assert [s.source[0].of(text) if s.source else None for s in said] == sources


@pytest.mark.parametrize(
    ("marked", "content"),
    [
        ("[q1 He left]. [c1 According to] [s1 Ana Diaz], nobody else went.", "nobody else went"),
        ("[c1 According to] [s1 Ana Diaz], [q1 nobody else went].", "nobody else went"),
        # a statement that opens otherwise, or has no rest, stays as it was
        ("[q1 He left], [c1 according to] [s1 Ana Diaz], who stayed there.", "He left"),
        ("[q1 He left], [c1 according to] [s1 Ana Diaz].", "He left"),
    ],
)
def test_the_rest_of_the_sentence_is_what_is_said(marked: str, content: str) -> None:
    found = document(
        marked.replace("[q He", "[q1 He").replace("[c ", "[c1 ").replace("[s ", "[s1 ")
    )
    text = found.article.text
    said = [with_rest(s, layout_of(text)) for s in found.statements if s.source]
    assert content in [c.of(text) for s in said for c in s.content]


@pytest.mark.parametrize(
    ("marked", "speakers"),
    [
        # names side by side are one subject
        (
            "Canada, [s Mexico and Peru] [c said] [q it was over].",
            ["Canada", "Mexico", "Peru"],
        ),
        (
            "[s Jordan], Qatar and the United Arab Emirates [c said] [q it was over].",
            ["Jordan", "Qatar", "United Arab Emirates"],
        ),
        (
            "[s The African Union's Peace and Security Council] [c said] [q it was over].",
            ["Peace and Security Council"],
        ),
        ("[s Jordan] and Qatar jointly [c said] [q it was over].", ["Jordan", "Qatar"]),
        ("[s Serbia]'s [p Marko Vučić] [c denies] [q it was over].", ["Marko Vučić"]),
        ("[s Serbia]'s delegation [c denies] [q it was over].", ["Serbia"]),
        # a setting is none of them, nor is who is named after the cue
        ("In Paris, [s France and Peru] [c said] [q it was over].", ["France", "Peru"]),
        ("[s Jordan], bordering Qatar and Iran, [c said] [q it was over].", ["Jordan"]),
        ("[s Jordan] [c told] Qatar and Iran [q it was over].", ["Jordan"]),
        ("[q It is over], [c said] [s Jordan], Qatar and Iran.", ["Jordan"]),
    ],
)
def test_a_source_cut_from_an_enumeration(marked: str, speakers: list[str]) -> None:
    found = read(marked)
    assert names(found, found.statements[0].speakers) == speakers


@pytest.mark.parametrize(
    ("marked", "speaker", "type_"),
    [
        ("[s Hamas] [c said] [q it was over].", "Hamas", "organisation"),
        ("[s The Houthis] [c said] [q it was over].", "Houthis", "organisation"),
        ("[s The Atlantic Council] [c said] [q it was over].", "Atlantic Council", "organisation"),
        ("[s The PKK] [c said] [q it was over].", "Kurdistan Workers' Party", "organisation"),
    ],
)
def test_organisations_known_by_name(marked: str, speaker: str, type_: str) -> None:
    """Without a mention by the tagger, movements and institutes are named organisations."""
    found = read(marked)
    entity = {e.key: e for e in found.entities}[found.statements[0].speakers[0]]
    assert (entity.name, entity.type) == (speaker, type_)


def test_the_initials_of_an_organisation_named_in_the_article_are_its_name() -> None:
    found = read(
        "The [o Rapid Support Forces] left. The [o RSF] left. [s The RSF] [c said] [q it was over]."
    )
    assert names(found, found.statements[0].speakers) == ["Rapid Support Forces"]


def test_a_surname_without_its_accents_is_the_same_persons() -> None:
    found = read("The [o Orban] plan. [s Orban] [c said] [q no]. Minister [p Viktor Orbán] left.")
    assert names(found, found.statements[0].speakers) == ["Viktor Orbán"]
