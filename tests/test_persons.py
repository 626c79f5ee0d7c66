"""Facts about person names: where they begin and end, and which forms are one person's."""

from __future__ import annotations

import pytest

from kg.extractors.names import gender, name_at, same_person, short_forms
from kg.extractors.persons import PersonExtractor
from kg.model import Article, Document, Mention, Span
from kg.reference import load_reference
from kg.text import sentences
from tests.marked import document


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Joe Biden said", "Joe Biden"),
        ("Ursula von der Leyen, the", "Ursula von der Leyen"),
        ("Mohammed bin Zayed of Abu Dhabi", "Mohammed bin Zayed"),
        ("Salman bin Abd al-Aziz Al Saud have", "Salman bin Abd al-Aziz Al Saud"),
        ("Jean-Yves Le Drian, respectively", "Jean-Yves Le Drian"),
        ("Kim Jong-un's order", "Kim Jong-un"),
        ("al-Assad said", "al-Assad"),
        ("O'Brien resigned", "O'Brien"),
        ("António Guterres’s plea", "António Guterres"),
        ("J. D. Vance spoke", "J. D. Vance"),
        ("Md. Kamal Uddin spoke", "Md. Kamal Uddin"),
        ("Luiz Inácio Lula da Silva won", "Luiz Inácio Lula da Silva"),
        ("Erdoğan Tuesday said", "Erdoğan"),
        ("Putin and Xi", "Putin"),
        ("Vladimir Putin\nMoscow", "Vladimir Putin"),
        ("Theresa May told", "Theresa May"),
        ("Theresa May's party", "Theresa May"),
        ("Oliver North, who", "Oliver North"),
        ("George F. Will wrote", "George F. Will"),
        ("Sofia May 3", "Sofia"),
        ("Jordan West Bank", "Jordan"),
        ("Angela may", "Angela"),
        ("Brussels May", "Brussels"),
        ("Mohammed Shia al-Sudani spoke", "Mohammed Shia al-Sudani"),
        ("Omar Shia militias", "Omar"),
        ("Republican Marco Rubio", None),
        ("Muslims in", None),
        ("the man", None),
        ("Monday", None),
        ("Foreign Ministry", "Foreign"),
    ],
)
def test_a_name_ends_where_its_last_part_ends(text: str, name: str | None) -> None:
    end = name_at(text, 0, len(text))
    assert (text[:end] if end else None) == name


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Joe Biden", "biden"),
        ("Xi Jinping", "xi"),
        ("Kim Jong-un", "kim"),
        ("Wang Yi", "wang"),
        ("Bashar al-Assad", "assad"),
        ("Bashar al-Assad", "al-assad"),
        ("Abdel Fattah el-Sisi", "sisi"),
        ("Ursula von der Leyen", "von der leyen"),
        ("Luigi Di Maio", "di maio"),
        ("Andrés Manuel López Obrador", "lopez obrador"),
        ("Enrique Peña Nieto", "pena nieto"),
        ("Mohammed bin Salman", "bin salman"),
        ("Tran Luu Quang", "quang"),
        ("Tran Luu Quang", "tran"),
        ("Nguyen Thi Thanh Hoa", "hoa"),
    ],
)
def test_a_person_is_called_by_the_surname(full: str, short: str) -> None:
    assert short_forms(full)[short] >= 0.95


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Joe Biden", "Joseph R. Biden", True),
        ("Donald J. Trump", "Donald Trump", True),
        ("Hillary Clinton", "Hillary Rodham Clinton", True),
        ("Recep Tayyip Erdogan", "Tayyip Erdoğan", True),
        ("Volodymyr Zelensky", "Volodymyr Zelensky", True),
        ("Abdel Fattah el-Sisi", "Abdel Fattah al-Sisi", True),
        ("Bill Clinton", "Hillary Clinton", False),
        ("George Bush", "Jeb Bush", False),
        ("Kim Jong-un", "Kim Yo-jong", False),
        ("Mohammed bin Salman", "Mohammed bin Zayed", False),
    ],
)
def test_two_full_names_name_one_person_or_two(a: str, b: str, same: bool) -> None:
    assert same_person(a, b) is same
    assert same_person(b, a) is same


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Angela Merkel", "f"),
        ("Boris Johnson", "m"),
        ("Jean-Yves Le Drian", "m"),
        ("Maria Zakharova", "f"),
        ("Kim Jong-un", None),
        ("Irina Zaytsina", "f"),
        ("Leandro Medina", None),
        ("Merkel", None),
    ],
)
def test_given_names_hint_at_gender(name: str, expected: str | None) -> None:
    assert gender(name) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("US President Joe Biden spoke. Biden left.", ["Joe Biden", "Biden"]),
        ("[p German Chancellor Angela Merkel]'s house.", ["Angela Merkel"]),
        ("[p Merkel's spokesperson Steffen Seibert] spoke.", ["Merkel", "Steffen Seibert"]),
        ("Governor Sunday Eze spoke. Eze left on Sunday.", ["Sunday Eze", "Eze"]),
        ("Senator Will Marsh spoke.", ["Will Marsh"]),
        ("President Rouhani spoke in Tehran.", ["Rouhani"]),
        ("President To Huu Tam spoke. To Huu Tam left.", ["To Huu Tam", "To Huu Tam"]),
        ("Metropolitan Ioann spoke.", ["Ioann"]),
        # as the United Nations set who takes the floor
        ("MARÍA DE LA O’NEILL (Chad) said that talks had failed.", ["MARÍA DE LA O’NEILL"]),
        ("JUAN B. SOTO, the envoy, said that talks had failed.", ["JUAN B. SOTO"]),
        ("TALKS FAIL (AGAIN) AS CHAD LEAVES", []),
        ("[s Fu Obi (Chad)] [c said] [q no].", ["Fu Obi"]),
        ("Datuk Seri Farid Hamzah met Shri Arun Mehta.", ["Farid Hamzah", "Arun Mehta"]),
        ("Saudi King Salman bin Abd al-Aziz Al Saud left.", ["Salman bin Abd al-Aziz Al Saud"]),
        ("The Italian foreign minister, Luigi Di Maio, came.", ["Luigi Di Maio"]),
        ("Presidents Putin and Xi met.", ["Putin", "Xi"]),
        ("[p Monday] came.", []),
        ("[p Mohammed bin] Zayed came.", ["Mohammed bin Zayed"]),
        ("[p Maya D.] Song wrote.", ["Maya D. Song"]),
        ("[p R.] [p Gil Obi], the chief, left.", ["R. Gil Obi"]),
        ("[o DMK]'s T.[p R.] [p Baalu] came.", ["T.R. Baalu"]),
        ("[o DMK]'s T. R. [p Baalu] came.", ["T. R. Baalu"]),
        ("The mission the U.S. [p Obi] led is gone.", ["Obi"]),
        ("AU chairperson President Abdel Fattah el-Sisi spoke.", ["Abdel Fattah el-Sisi"]),
        ("[p Clinton] spoke at the Clinton Foundation.", ["Clinton"]),
        ("Jens Stoltenberg, the Nato secretary general, spoke.", ["Jens Stoltenberg"]),
        ("President Bashar al-Assad spoke. Assad left.", ["Bashar al-Assad", "Assad"]),
        ("Prime Minister Shinzo Abe met Angela, he said.", ["Shinzo Abe"]),
        ("The prime minister's office said no.", []),
        ("The Shadow Home Secretary, Sir Al Vane, left.", ["Al Vane"]),
    ],
)
def test_person_mentions_are_names_without_titles(marked: str, expected: list[str]) -> None:
    found = PersonExtractor()(document(marked))
    text = found.article.text
    assert [m.span.of(text) for m in found.mentions if m.type == "person"] == expected


def test_a_state_inside_a_persons_name_is_no_state() -> None:
    text = "French politician Jordan Bardella spoke."
    tagged = Mention(Span(18, 33), "person")
    state = Mention(Span(18, 24), "state", "name", "state/JO")
    found = PersonExtractor()(Document(Article(text), sentences(text), (tagged, state)))
    assert [m.type for m in found.mentions] == ["person"]


def test_a_person_named_like_a_known_state_is_dropped() -> None:
    text = "Chad voted."
    tagged, state = Mention(Span(0, 4), "person"), Mention(Span(0, 4), "state", "name", "state/TD")
    found = PersonExtractor()(Document(Article(text), sentences(text), (tagged, state)))
    assert [m.type for m in found.mentions] == ["state"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The [p Scarborough Shoal] is disputed.", []),
        ("[s Ana Rojas] [c told] [p Kazinform] [q no].", ["Ana Rojas"]),
        ("[s Ana Rojas] [c told] [p Vega] [q no]. [p Ana Vega] left.",
         ["Ana Rojas", "Vega", "Ana Vega"]),
        ("From: the desk. Date: [p Tue], 5 Mar 2024.", []),
        ("It is so, the news agency [p Azertac] says. [s Azertac] [c said] [q no].", []),
        ("The newspaper's editor, [p Ann Lee], left.", ["Ann Lee"]),
        ("Shells fell in [p Mosul]. [p Mosul] is quiet.", []),
        ("Speakers [p Urge Restraint] in Council. [p Welcome Msigwa] left.", ["Welcome Msigwa"]),
        ("They met in the city of [p Nineveh].", []),
        ("Talks over [p Chagos] go on. The Chagos Islands are far.", []),
        ("They lived in [p Hitler]'s Germany.", ["Hitler"]),
        ("He has confidence in [p Putin].", ["Putin"]),
        ("They met in [p Mosul]. [s Mosul] [c said] [q no].", ["Mosul", "Mosul"]),
        ("[p Ana Vega] wrote. He believes in nothing, in [p Vega] not at all.",
         ["Ana Vega", "Vega"]),
    ],
)  # fmt: skip
def test_what_stands_where_only_places_do_is_no_person(marked: str, expected: list[str]) -> None:
    found = PersonExtractor()(document(marked))
    text = found.article.text
    assert [m.span.of(text) for m in found.mentions if m.type == "person"] == expected


def test_an_office_holder_by_surname_is_a_person_where_only_told_something() -> None:
    marked = document("[s Ana Rojas] [c told] [p Macron] [q no].")
    found = PersonExtractor(load_reference())(marked)
    persons = [m.span.of(found.article.text) for m in found.mentions if m.type == "person"]
    assert persons == ["Ana Rojas", "Macron"]


@pytest.mark.parametrize(
    ("marked", "persons", "organisations"),
    [
        # in a sentence that is all in capitals, as far as the tagger says
        ("[p KIM JONG UN] SAID NO TO ALL.", ["KIM JONG UN"], []),
        ("PRESIDENT [p ANA VEGA] WARNED [p JAN MAAS].", ["ANA VEGA", "JAN MAAS"], []),
        ("He left the [p NATO] summit.", [], []),
        # taken for organisations
        ("The [o Prime] Minister, [o Sir Ali Obi], left.", ["Ali Obi"], []),
        ("The [o Prime Bank] closed.", [], ["Prime Bank"]),
    ],
)
def test_names_that_the_tagger_types_or_cuts_wrongly_are_put_right(
    marked: str, persons: list[str], organisations: list[str]
) -> None:
    found = PersonExtractor()(document(marked))
    text = found.article.text
    told = {k: [m.span.of(text) for m in found.mentions if m.type == k] for k in
            ("person", "organisation")}  # fmt: skip
    assert told == {"person": persons, "organisation": organisations}
