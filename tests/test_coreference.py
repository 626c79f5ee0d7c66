"""Facts about who is who in an article: names, descriptions and pronouns."""

from __future__ import annotations

import pytest

from kg.extractors.coreference import CoreferenceExtractor
from kg.extractors.entities import EntityExtractor
from kg.extractors.persons import PersonExtractor
from kg.model import Document
from tests.marked import REFERENCE, document, read, referents


def resolved(marked: str, published: str | None = None) -> Document:
    found = document(marked, published)
    for make in (EntityExtractor, PersonExtractor, CoreferenceExtractor):
        found = make(REFERENCE)(found)
    return found


@pytest.mark.parametrize(
    ("marked", "key"),
    [
        ("US President Joe Biden spoke. Biden left.", "person/joe-biden"),
        ("[p Biden] left. US President Joe Biden spoke.", "person/joe-biden"),
        ("Chinese President Xi Jinping spoke. [p Xi] left.", "person/xi-jinping"),
        ("North Korean leader Kim Jong-un spoke. [p Kim] left.", "person/kim-jong-un"),
        ("Syrian President Bashar al-Assad spoke. Assad left. al-Assad slept.",
         "person/bashar-al-assad"),
        ("Mexican President Andrés Manuel López Obrador spoke. López Obrador left.",
         "person/andres-manuel-lopez-obrador"),
        ("[p Ursula von der Leyen] spoke. [p Von der Leyen] left.", "person/ursula-von-der-leyen"),
        ("Italian minister Luigi Di Maio spoke. [p Di Maio] left.", "person/luigi-di-maio"),
        ("President Donald J. Trump spoke. Donald Trump left. [p Trump] ate.",
         "person/donald-trump"),
        ("[p Moussa Idriss Dallo], the militia commander known as [p Tiga], spoke. [p Tiga] left.",
         "person/moussa-idriss-dallo"),
        ("President Wibowo Santoso, better known as [p Wibi], spoke. [p Wibi] left. Santoso ate.",
         "person/wibowo-santoso"),
        ("WHO Director-General Tedros Adhanom Ghebreyesus spoke. [p Tedros] left.",
         "person/tedros-adhanom-ghebreyesus"),
    ],
)  # fmt: skip
def test_all_names_in_the_article_are_one_person(marked: str, key: str) -> None:
    keys = {entity for _, entity in referents(resolved(marked), "name")}
    assert keys == {key}


def test_two_persons_with_one_surname_stay_apart() -> None:
    found = resolved("[p Hillary Clinton] spoke. [p Bill Clinton] left. [p Clinton] ate.")
    mentions = [m for m in found.mentions if m.type == "person"]
    assert [m.entity for m in mentions][:2] == ["person/hillary-clinton", "person/bill-clinton"]
    assert mentions[2].entity == "person/bill-clinton"
    assert {c.key for c in mentions[2].candidates} == {m.entity for m in mentions[:2]}
    assert mentions[2].score < 0.8


def test_a_title_of_gender_decides_between_namesakes() -> None:
    found = resolved("[p Bill Clinton] and [p Hillary Clinton] came. Mr. Clinton spoke.")
    assert referents(found, "name")[-1] == ("Clinton", "person/bill-clinton")


@pytest.mark.parametrize(
    ("marked", "published", "name"),
    [
        ("Turkish president Erdoğan spoke.", None, "person/recep-tayyip-erdogan"),
        ("German Chancellor Merkel spoke.", "2019-01-01", "person/angela-merkel"),
        ("Turkish president Smith spoke.", None, "person/smith"),
        ("German Chancellor Merkel spoke.", "1990-01-01", "person/merkel"),
        ("[p Merkel] spoke.", "2019-01-01", "person/merkel"),
        # a surname alone, beside the state of the only one in office who has it
        ("Berlin waited. [p Merkel] spoke.", "2019-01-01", "person/angela-merkel"),
        ("Berlin waited. [p Merkel] spoke.", None, "person/merkel"),
        ("Berlin waited. [p Merkel] spoke.", "2023-01-01", "person/merkel"),
        ("Senator [p Merkel] spoke in Berlin.", "2019-01-01", "person/merkel"),
        ("South Korea spoke. [p Kim] left.", "2015-01-01", "person/kim"),
        ("U.S. President [p George Bush] spoke.", "1990-08-02", "person/george-h-w-bush"),
        ("U.S. President [p George Bush] spoke.", "2003-03-20", "person/george-w-bush"),
        ("U.S. President [p George Bush] spoke.", None, "person/george-bush"),
        ("Former U.S. President [p George Bush] spoke.", "2003-03-20", "person/george-bush"),
        ("[p George Bush] spoke.", "2003-03-20", "person/george-bush"),
    ],
)
def test_a_surname_with_a_known_office_names_the_holder(
    marked: str, published: str | None, name: str
) -> None:
    assert referents(resolved(marked, published), "name")[0][1] == name


def test_kinship_decides_between_namesakes() -> None:
    found = resolved(
        "[p Zuri Obi] left. His wife, [p Amani Obi], slept. Mr [p Obi] ate. Mrs [p Obi] sang."
    )
    keys = [m.entity for m in found.mentions if m.type == "person" and m.kind == "name"]
    assert keys == 2 * ["person/zuri-obi", "person/amani-obi"]


def test_a_bare_surname_is_not_the_kin_brought_in_beside_its_bearer() -> None:
    found = resolved(
        "[p Zuri Obi] left. His father, the journalist [p Amani Obi], slept. [p Obi] sang."
    )
    keys = [m.entity for m in found.mentions if m.type == "person" and m.kind == "name"]
    assert keys == ["person/zuri-obi", "person/amani-obi", "person/zuri-obi"]


def test_the_longest_full_name_is_canonical_and_the_others_are_aliases() -> None:
    found = resolved("[p Hassan Rouhani] came. [p Rouhani] spoke.")
    person = next(e for e in found.entities if e.type == "person")
    assert person.name == "Hassan Rouhani"
    assert "Rouhani" in person.aliases


@pytest.mark.parametrize(
    ("marked", "words", "key"),
    [
        ("US President Joe Biden called Russian President Vladimir Putin. The US president slept.",
         "The US president", "person/joe-biden"),
        ("US President Joe Biden called Kremlin leader Vladimir Putin. The Russian president left.",
         "The Russian president", "person/vladimir-putin"),
        ("French President Emmanuel Macron met Russian President Vladimir Putin. The Russian "
         "leader smiled.", "The Russian leader", "person/vladimir-putin"),
        ("Saudi King Salman bin Abd al-Aziz met President Donald Trump. The king smiled.",
         "The king", "person/salman-bin-abd-al-aziz"),
        ("AU trade commissioner Albert Muchanga came. The commissioner spoke.",
         "The commissioner", "person/albert-muchanga"),
        ("French President Emmanuel Macron came. Peru left, its president said.",
         "its president", None),
        ("French President Emmanuel Macron came. Peru met France, its president said.",
         "its president", "person/emmanuel-macron"),
        ("French President Emmanuel Macron came. The council president spoke.",
         "The council president", None),
        ("Kremlin spokesman Dmitry Peskov came. The spokesman spoke.",
         "The spokesman", "person/dmitry-peskov"),
        ("Jens Stoltenberg, the Nato secretary general, came. The Nato chief spoke.",
         "The Nato chief", "person/jens-stoltenberg"),
        ("Italian Prime Minister Mario Draghi came. The prime minister spoke.",
         "The prime minister", "person/mario-draghi"),
        ("Former US President Barack Obama met President Joe Biden. The former president spoke.",
         "The former president", "person/barack-obama"),
        ("U.S. Secretary of State Antony Blinken came. The top U.S. diplomat spoke.",
         "The top U.S. diplomat", "person/antony-blinken"),
        ("Foreign Minister Wang Yi met President Xi Jinping. China's top diplomat spoke.",
         "China's top diplomat", "person/wang-yi"),
        ("EU foreign policy chief Josep Borrell came. The bloc's top diplomat spoke.",
         "The bloc's top diplomat", "person/josep-borrell"),
        ("Prime Minister Mario Draghi came. The premier spoke.", "The premier",
         "person/mario-draghi"),
        ("Pope Francis came. The pontiff spoke.", "The pontiff", "person/pope-francis"),
        ("Italian Prime Minister Mario Draghi came. The German chancellor spoke.",
         "The German chancellor", None),
    ],
)  # fmt: skip
def test_a_description_means_the_person_with_that_office(
    marked: str, words: str, key: str | None
) -> None:
    assert (words, key) in referents(resolved(marked), "nominal")


def test_a_surname_with_an_office_of_the_day_is_whom_the_reference_data_know() -> None:
    found = resolved("Secretary-General [p Guterres] spoke.", "2025-09-30")
    assert [e.name for e in found.entities if e.type == "person"] == ["Antonio Guterres"]


def test_a_diplomat_posted_elsewhere_is_not_the_minister() -> None:
    found = resolved("Foreign Minister Wang Yi came. China's top diplomat in Cairo spoke.")
    assert referents(found, "nominal") == []


def test_the_date_tells_who_the_unnamed_president_is() -> None:
    found = resolved("The US president spoke.", "2015-06-01")
    assert referents(found, "nominal") == [("The US president", "person/barack-obama")]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("Montenegro met the EU. President [p von der Leyen] spoke.", "Ursula von der Leyen"),
        ("Montenegro met Chile. President [p von der Obi] spoke.", "von der Obi"),
    ],
)
def test_a_surname_of_several_words_is_a_surname(marked: str, name: str) -> None:
    found = resolved(marked, "2025-09-30")
    assert [e.name for e in found.entities if e.type == "person"] == [name]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The UN met. The Secretary-General spoke.", "person/ban-ki-moon"),
        ("NATO met. The secretary general spoke.", "person/jens-stoltenberg"),
        ("The UN met NATO. NATO and the UN agreed. The Secretary-General spoke.", None),
        ("Peru met Chile. The Secretary-General spoke.", None),
    ],
)
def test_the_date_tells_who_the_secretary_general_of_what_is_told_of_is(
    text: str, key: str | None
) -> None:
    found = resolved(text, "2015-06-01")
    assert [k for _, k in referents(found, "nominal")] == [key]


def test_an_office_that_somebody_seeks_is_nobody() -> None:
    found = resolved("[p Donald Trump] spoke of his quest to become the US president.")
    assert referents(found, "nominal") == []


def test_an_office_that_the_text_gives_nobody_may_be_whose_the_reference_data_say() -> None:
    marked = (
        "Israeli Prime Minister Benjamin Netanyahu left on Monday, and all was quiet for a while "
        "in the towns along the coast. [p Anthony Albanese] spoke. Then the prime minister slept."
    )
    found = resolved(marked, "2025-08-01")
    assert ("the prime minister", "person/anthony-albanese") in referents(found, "nominal")


def test_without_a_date_the_unnamed_president_stays_open() -> None:
    assert referents(resolved("The US president spoke."), "nominal") == [("The US president", None)]


def test_two_presidents_side_by_side_leave_the_president_open_or_doubtful() -> None:
    found = resolved("US President Joe Biden and French President Emmanuel Macron met. "
                     "The president left.")  # fmt: skip
    mention = next(m for m in found.mentions if m.kind == "nominal")
    assert mention.score < 0.7
    assert len(mention.candidates) == 2


@pytest.mark.parametrize(
    ("marked", "pronoun", "key"),
    [
        ("German Chancellor Angela Merkel met Vladimir Putin. She left.", "She",
         "person/angela-merkel"),
        ("German Chancellor Angela Merkel met President Vladimir Putin. He left.", "He",
         "person/vladimir-putin"),
        # after a colon the sentence's subject goes on, not who spoke before
        ("[s President Juan Soto] [c said] [q no]. His minister, [p Luis Vega], went further: he "
         "left.", "he", "person/luis-vega"),
        ("[s President Juan Soto] [c said] [q no]. His minister, [p Ana Rojas], left: he slept.",
         "he", "person/juan-soto"),
        ("[s President Juan Soto] [c said] [q no]. His minister, [p Luis Vega], sent a letter to "
         "Lima in which he listed it.", "he", "person/luis-vega"),
        ("[p Luis Vega] received a letter from [p Ana Rojas] in which she thanked him.", "she",
         "person/ana-rojas"),
        ("[s President Juan Soto] [c said] [q no]. His minister, [p Luis Vega], left when he did.",
         "he", "person/luis-vega"),
        # he before the subject who speaks is no more prominent than that
        ("President Juan Soto spoke. Asked whether he knew, [s President Luis Vega] [c said] "
         "[q no]. He left.", "He", "person/luis-vega"),
        ("President Joe Biden called President Vladimir Putin. He slept.", "He",
         "person/joe-biden"),
        ("US President Joe Biden called. President Vladimir Putin's office wrote that he slept.",
         "he", "person/vladimir-putin"),
        ("Queen Elizabeth met Prime Minister Boris Johnson. She smiled.", "She",
         "person/queen-elizabeth-ii"),
        ("US President Joe Biden called Angela Merkel, the chancellor. [s He] [c said] [q yes].",
         "He", "person/joe-biden"),
        ("Foreign Ministry spokeswoman Hua Chunying met the press. [s She] [c said] [q no].",
         "She", "person/hua-chunying"),
        ("[s President Joe Biden] [c said] [q no]. His rival, [p Donald Trump], left. \"[q Why?]\" "
         "[s he] [c asked].", "he", "person/donald-trump"),
        ("[s President Hassan Rouhani] [c said]: \"[q Go. They must go. The farther you go, the "
         "better. Security would come.]\" Then he left.", "he", "person/hassan-rouhani"),
    ],
)  # fmt: skip
def test_a_pronoun_means_the_most_salient_person(marked: str, pronoun: str, key: str) -> None:
    assert (pronoun, key) in referents(resolved(marked), "pronoun")


def test_a_pronoun_without_antecedent_stays_open() -> None:
    assert referents(resolved("He left."), "pronoun") == [("He", None)]


def test_names_of_one_organisation_are_one_entity() -> None:
    found = resolved("The [o World Peace Group] (WPG) and [o Mahan Air] met. [o WPG] and "
                     "[o Mahan] agreed.")  # fmt: skip
    keys = [m.entity for m in found.mentions if m.type == "organisation"]
    assert keys == 2 * ["organisation/world-peace-group", "organisation/mahan-air"]


@pytest.mark.parametrize(
    "tagged",
    [
        "[o The Sea of Japan]",
        "[o Sea of] Japan",
        "[o Gulf of Oman]",
        "[o Panama Papers]",
        "[o Suez Canal]",
        "[o Minsk Agreements]",
    ],
)
def test_seas_and_papers_are_no_organisations(tagged: str) -> None:
    found = read(f"Envoys spoke of {tagged} and the [o World Peace Group].")
    assert [e.key for e in found.entities if e.type == "organisation"] == [
        "organisation/world-peace-group"
    ]


def test_a_company_tagged_as_a_person_is_an_organisation() -> None:
    found = resolved("[p Mahan Air] flies. [p Mahan] paid.")
    assert {m.entity for m in found.mentions} == {"organisation/mahan-air"}


def test_reading_twice_gives_the_same_document() -> None:
    marked = "US President Joe Biden met [p Xi]. [s He] [c said] [q so]."
    assert read(marked) == read(marked)


def test_a_surname_that_was_taken_for_a_firm_is_the_persons() -> None:
    found = read("[p Luis Vega] left. [o Vega] slept. [o Gazprom] did not.")
    assert [m.entity for m in found.mentions] == [
        "person/luis-vega",
        "person/luis-vega",
        "organisation/gazprom",
    ]
