"""Facts about whose office it is that the text gives without saying whose."""

from __future__ import annotations

import pytest

from kg.extractors.allegiance import probability
from tests.marked import offices, read


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # its, his, whose: the state of the antecedent
        ("Ghana signed on Monday. Its fisheries minister, Kojo Asante, was absent.",
         {"Kojo Asante": "state/GH"}),
        ("Peru's answer was no: its trade minister, Ana Rojas, spoke.",
         {"Ana Rojas": "state/PE"}),
        ("European Council President Ana Rojas spoke.", {"Ana Rojas": "grouping/EU"}),
        ("Deputy Assistant Secretary Ana Rojas met Peru's envoy.", {"Ana Rojas": "state/US"}),
        ("Assistant Secretary-General Ana Rojas met Peru's envoy.", {"Ana Rojas": None}),
        ("Chad closed its borders. Army chief Idriss Brahim spoke.", {"Idriss Brahim": "state/TD"}),
        ("Peru called it off, while Chad agreed. Its trade minister, Idriss Brahim, spoke.",
         {"Idriss Brahim": "state/TD"}),
        ("ACCRA, May 2 (Agency) - Togo will not sign, its foreign minister, Afi Lawson, said.",
         {"Afi Lawson": "state/TG"}),
        ("Oman, whose foreign minister, Salim Harthi, was in Rome, agreed.",
         {"Salim Harthi": "state/OM"}),
        ("His Peruvian host, President Jorge Quispe, was blunter.", {"Jorge Quispe": "state/PE"}),
        ("DHAKA: Bangladesh objects. The country's foreign adviser, Kamal Uddin, spoke.",
         {"Kamal Uddin": "state/BD"}),
        ("Togo met Ghana. Togolese Foreign Minister Afi Lawson spoke, while her counterpart, Kojo "
         "Asante, slept.", {"Afi Lawson": "state/TG", "Kojo Asante": "state/GH"}),
        ("Chad objects. The country's president, Idriss Brahim, said no to Libya.",
         {"Idriss Brahim": "state/TD"}),
        ("The African Union met in Lagos, Nigeria. Commission president Ada Obi spoke.",
         {"Ada Obi": "grouping/AU"}),
        # of the official who is subject of the sentence before, rather than of what acted earlier
        ("Chad left. Peru's president, Ana Soto, regretted it.\n\nThe country's trade minister, "
         "Juan Vega, agreed.", {"Ana Soto": "state/PE", "Juan Vega": "state/PE"}),
        ("Chad left. The Peruvian president, Ana Soto, said no. Its trade minister, Juan Vega, "
         "agreed.", {"Ana Soto": "state/PE", "Juan Vega": "state/PE"}),
        ("Chad voted. President Ana Soto of Peru was calm. Ana Soto left.\n\nThe country's army "
         "chief, Juan Vega, agreed.", {"Ana Soto": "state/PE", "Juan Vega": "state/PE"}),
        # another entry of a live blog is about something else
        ("13:40 GMT\nFinland and Finland met. Finland left.\n\n13:10 GMT\nDeputy foreign minister "
         "[p Juan Vega] said Lima was calm and Peru was well.", {"Juan Vega": None}),
        ("9.15am\nChad and Togo met. Chad left.\n\n9.40am\nFinance minister [p Juan Vega] said "
         "Peru was well.", {"Juan Vega": None}),
        # whose page it is
        ("U.S. Department of State\nWashington, DC\n\nDeputy Spokesperson [p Ana Soto] spoke.",
         {"Ana Soto": "state/US"}),
        ("Daily Briefing by the Office of the Spokesperson for the Secretary-General\n\n"
         "Spokesperson [p Ana Soto] spoke.", {"Ana Soto": "grouping/UN"}),
        ("Ministry of Foreign Affairs of Peru\nPress briefing\n\nSpokesman [p Juan Vega] spoke.",
         {"Juan Vega": "state/PE"}),
        ("Peru and the EU met.\n\nSpokesman [p Juan Vega] spoke.", {"Juan Vega": None}),
        ("France left. The armed forces minister, [p Ana Soto], spoke.", {"Ana Soto": "state/FR"}),
        # who speaks by the way is another one
        ("[q Peru will not leave], [s its president] [c said].\n\nChad left, days after [s2 Luis "
         "Vega] [c2 said] [q2 talks would resume].", {}),
        # the counterpart of who is named after his title
        ("[q Peru will wait], [s its trade minister] [c said].\n\n[q2 We wait], [s2 Juan Vega] "
         "[c2 told] Lima after meeting his Chilean counterpart, [p Ana Soto].",
         {"Juan Vega": "state/PE", "Ana Soto": "state/CL"}),
        ("The Security Council met. [p Ana Soto], Assistant Secretary-General for Africa, spoke.",
         {"Ana Soto": "grouping/UN"}),
        # whose junta it is
        ("Mali's military rulers met US envoys.\n\nThe US left; Chad and the US agreed. A "
         "spokesman for the junta, Colonel [p Juan Vega], spoke.", {"Juan Vega": "state/ML"}),
        ("The Chadian junta met Mali's military government.\n\nThe US left; the US agreed. A "
         "spokesman for the junta, Colonel [p Juan Vega], spoke.", {"Juan Vega": None}),
        # offices of the UN wherever they are held
        ("The Humanitarian Coordinator in Haiti, [p Ana Soto], spoke.",
         {"Ana Soto": "grouping/UN"}),
        ("The special rapporteur on Iran, [p Ana Soto], spoke.", {"Ana Soto": "grouping/UN"}),
        ("The African Union's special rapporteur on Togo, [p Ana Soto], spoke.",
         {"Ana Soto": "grouping/AU"}),
        ("Peru's humanitarian coordinator, [p Ana Soto], spoke.", {"Ana Soto": "state/PE"}),
        # the state that the passage is about
        ("Peru protested. Bolivia was calm. Prime Minister Jorge Quispe spoke.",
         {"Jorge Quispe": "state/BO"}),
        ("Chile recalled its envoy to Peru. The Chilean government protested. Foreign Minister "
         "Ana Rojas said Chile would wait.", {"Ana Rojas": "state/CL"}),
        ("LIMA, May 2 (Agency) - Ministers met to discuss floods. Prime Minister Jorge Quispe "
         "cancelled a trip.", {"Jorge Quispe": "state/PE"}),
        ("Chile's Foreign Minister Ana Rojas met Peru's envoy. Foreign Minister Jorge Quispe said "
         "Peru was glad.", {"Ana Rojas": "state/CL", "Jorge Quispe": "state/PE"}),
        ("Peru met. [p Ana Soto], a spokeswoman for the [o General Staff], spoke.",
         {"Ana Soto": "state/PE"}),
        ("The UN has appealed for calm. Special Representative Ana Rojas spoke.",
         {"Ana Rojas": "grouping/UN"}),
        # the ministry of his portfolio was named just before, or the state acts in the paragraph
        ("Chile, Peru and Chile again. Peru's Ministry of Defence was calm. Defence Minister Ana "
         "Rojas spoke of Chile.", {"Ana Rojas": "state/PE"}),
        ("Chile and Brazil met. Peru was wary. An aide to Economy Minister Ana Rojas spoke.",
         {"Ana Rojas": "state/PE"}),
        # whoever heads the sentence before, and who speaks for him by now
        ("North Korea fired at South Korea. North Korea and South Korea talk.\n\nJapan's Coast "
         "Guard saw it. Prime Minister Jorge Mori spoke. Chief Cabinet Secretary Ana Arai left.",
         {"Jorge Mori": "state/JP", "Ana Arai": "state/JP"}),
        ("Russia, Serbia's ally, blamed the West. Foreign Ministry spokeswoman Ana Zorina spoke.",
         {"Ana Zorina": "state/RU"}),
        ("Kenya and Uganda quarrel. Kenya was angry. Foreign Cabinet Secretary Ana Achieng spoke.",
         {"Ana Achieng": "state/KE"}),
        # where the sentence plays
        ("Finland is angry. Finnish Premier Ana Rojas spoke.\n\nBack in Moscow, foreign ministry "
         "spokesman Ivan Belov laughed.", {"Ana Rojas": "state/FI", "Ivan Belov": "state/RU"}),
        # whom the person serves whose adviser he is
        ("Chile's President Juan Soto rests. Peru met. Ivan Diaz, foreign policy adviser to "
         "President Juan Soto, spoke.", {"Juan Soto": "state/CL", "Ivan Diaz": "state/CL"}),
        ("Egyptian Foreign Minister Sami Fahmy left. His Peruvian colleague, Ana Rojas, stayed.",
         {"Sami Fahmy": "state/EG", "Ana Rojas": "state/PE"}),
        # its chairman, wherever he is from
        ("The UN is poor. Its humanitarian coordinator in Haiti, [p Ana Rojas], left.",
         {"Ana Rojas": "grouping/UN"}),
        ("Nato met in Lima. The alliance's secretary general, Ana Rojas, left.",
         {"Ana Rojas": "grouping/NATO"}),
        ("The African Union met. Its commission chairman, Jorge Diallo of Chad, spoke.",
         {"Jorge Diallo": "grouping/AU"}),
        # a spokesman speaks for whoever acted last
        ("The Kremlin disagreed. Spokesman Ivan Belov called it a mistake.",
         {"Ivan Belov": "state/RU"}),
        ("China's coast guard left. \"We urge Peru to wait,\" spokesman Gan Yu said.",
         {"Gan Yu": "state/CN"}),
        ("The Chinese delegation left. \"Peru is calm,\" spokesman Gan Yu said.",
         {"Gan Yu": "state/CN"}),
        ("Peru met. Chile, which has claims, wants calm, army spokesman Ivan Belov said.",
         {"Ivan Belov": "state/CL"}),
        # who is sent abroad belongs to who sends him
        ("Syria's U.N. ambassador, Bassam Khatib, spoke.", {"Bassam Khatib": "state/SY"}),
        ("The US condemned it; ambassador Ann Moore was in Lima.", {"Ann Moore": "state/US"}),
        # a description of another state's holder is not his
        ("Brazil is worried. President Jorge Quispe spoke. Colombia's president did not.",
         {"Jorge Quispe": "state/BR"}),
        # who meets another state's official is not of that state
        ("Defence Minister Ana Soto met Prime Minister Jorge Quispe of Estonia in Tallinn.",
         {"Ana Soto": None, "Jorge Quispe": "state/EE"}),
        ("Chile armed. Defence Minister Ana Soto met Prime Minister Jorge Quispe of Estonia.",
         {"Ana Soto": "state/CL", "Jorge Quispe": "state/EE"}),
        ("Estonia armed. Defence Minister Ana Soto said Prime Minister Jorge Quispe of Estonia "
         "had left.", {"Ana Soto": "state/EE", "Jorge Quispe": "state/EE"}),
        # as open as the text leaves it
        ("Malta and Nepal met. Prime Minister Jorge Quispe spoke.", {"Jorge Quispe": None}),
        ("Chile was cold. Jorge Quispe, president of the club, spoke.", {"Jorge Quispe": None}),
        ("Bosnian Serb commander Petar Ilic spoke.", {"Petar Ilic": None}),
    ],
)  # fmt: skip
def test_an_office_belongs_to_the_state_that_the_text_speaks_of(
    marked: str, expected: dict[str, str | None]
) -> None:
    assert {person: of for person, _, of, _ in offices(read(marked))} == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("LIMA, May 2 (Agency) - [s Peru's trade minister] [c said] [q talks had failed].\n"
         "[q “We waited for months,”] [s Jorge Quispe] [c told] reporters.",
         ("Jorge Quispe", "trade minister", "state/PE", "holds")),
        ("[s Peru's trade minister, Ana Rojas,] [c said] [q talks had failed].\n"
         "[q “We waited for months,”] [s Jorge Quispe] [c told] reporters.",
         ("Ana Rojas", "trade minister", "state/PE", "holds")),
        # a headline has the name, a rank is no office
        ("Quispe says no\n\n[s Peru's trade minister] [c said] [q talks had failed].\n\n"
         "[q “We waited,”] [s Jorge Quispe] [c told] reporters.",
         ("Jorge Quispe", "trade minister", "state/PE", "holds")),
        ("[s Peru's army commander] [c said] [q talks had failed].\n\n"
         "[q “We waited,”] [s General Jorge Quispe] [c told] reporters.",
         ("Jorge Quispe", "army commander", "state/PE", "holds")),
        # but his deputy and whoever speaks next are others
        ("[q Peru will pay], [s its deputy fisheries minister] [c said].\n"
         "“[q We pay],” [s Fisheries Minister Ana Rojas] [c told] reporters.",
         ("Ana Rojas", "Fisheries Minister", "state/PE", "holds")),
        ("“[q It will do],” [s the Peruvian president] [c said]. “[q2 Not enough],” [c2 said] "
         "[s2 Olaf Dahl]. [s3 Chile's envoy Ana Rojas] [c3 said] [q3 no].",
         ("Ana Rojas", "envoy", "state/CL", "holds")),
    ],
)  # fmt: skip
def test_who_is_called_by_office_first_is_named_later(
    marked: str, expected: tuple[str, str, str, str]
) -> None:
    assert offices(read(marked)) == [expected]


def test_a_short_title_before_the_name_is_the_office_of_the_lead() -> None:
    found = read(
        "[q Peru will pay], [s its fisheries minister] [c said].\n"
        "“[q We pay],” [s Minister Ana Rojas] [c told] reporters."
    )
    assert ("Ana Rojas", "fisheries minister", "state/PE", "holds") in offices(found)
    assert {s.speakers for s in found.statements} == {("person/ana-rojas",)}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # two states, and nothing tells which of them
        ("Chile and Peru met. [s Foreign Minister Ana Rojas] [c said] [q yes].",
         [("state/CL", "Chile", "foremost"), ("state/PE", "Peru", "foremost")]),
        ("On an island far off the coast Chile and Peru met. [s An official] [c said] [q no].",
         [("state/CL", "Chile", "passage"), ("state/PE", "Peru", "passage")]),
        ("Chile and Peru met. [s The government] [c said] [q no].",
         [("state/CL", "Chile", "foremost"), ("state/PE", "Peru", "foremost")]),
        ("Chile and Peru met. [s The presidential office] [c said] [q no].",
         [("state/CL", "Chile", "foremost"), ("state/PE", "Peru", "foremost")]),
        # where the ambassador is sent is not for whom he speaks
        ("Chile and Peru met. [s The ambassador to Peru] [c said] [q yes].",
         [("state/CL", "Chile", "foremost")]),
        # decided
        ("Peru met Chile. [s Peruvian Foreign Minister Ana Rojas] [c said] [q yes].", []),
        ("Peru objects. [s Foreign Minister Ana Rojas] [c said] [q yes].", []),
        # of no state at all
        ("Chile and Peru met. The rebels left. [s Their negotiator, Ana Paz,] [c said] [q no].",
         []),
        ("Chile and Peru met. [s Party officials] [c said] [q yes].", []),
        ("Chile and Peru met. [s Labour's foreign affairs spokesman, Ana Rojas,] [c said] [q yes].",
         []),
        ("Chile and Peru met. [s A diplomat] [c said] [q yes].", []),
        ("Chile and Peru met. [s Western officials] [c said] [q yes].", []),
        ("Chile and Peru met. [s Ana Rojas, president of the club,] [c said] [q yes].", []),
        ("Bosnia and Serbia met. [s Bosnian Serb officials] [c said] [q yes].", []),
        ("[s The foreign minister] [c said] [q yes].", []),
    ],
)  # fmt: skip
def test_where_it_is_open_for_whom_somebody_speaks_there_are_candidates(
    marked: str, expected: list[tuple[str, str, str]]
) -> None:
    found = read(marked)
    (statement,) = found.statements
    text = found.article.text
    candidates = statement.may_speak_for
    assert [(c.key, c.evidence.of(text), c.reason) for c in candidates] == expected
    assert not (statement.speaks_for and candidates)
    assert sum(c.score for c in candidates) <= 1


def test_an_office_that_is_open_has_the_candidates_of_whoever_holds_it() -> None:
    found = read("Chile and Peru met. [s Foreign Minister Ana Rojas] [c said] [q yes].")
    (office,), (statement,) = found.offices, found.statements
    assert office.of is None
    assert [c.key for c in office.may_be_of] == ["state/CL", "state/PE"]
    assert office.may_be_of == statement.may_speak_for


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.4, 0.6, 0.75, 0.9, 1.0])
def test_a_candidate_is_never_more_probable_than_its_share(share: float) -> None:
    assert 0 <= probability(share) <= share
