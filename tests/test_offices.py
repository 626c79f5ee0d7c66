"""Facts about titles in text and the offices they give to persons."""

from __future__ import annotations

import pytest

from kg.extractors.titles import find_titles
from kg.model import Span
from tests.marked import offices, read


@pytest.mark.parametrize(
    ("text", "words", "head", "relation"),
    [
        ("Secretary of State John Kerry", "Secretary of State", "secretary of state", "holds"),
        ("former president X", "president", "president", "held"),
        ("ex-president Poroshenko", "president", "president", "held"),
        ("the then-president", "president", "president", "held"),
        ("President-elect Trump", "President-elect", "president", "none"),
        ("acting Defense Secretary", "Defense Secretary", "secretary", "holds"),
        ("trade and industry commissioner X", "trade and industry commissioner", "commissioner",
         "holds"),
        ("State Department spokesman", "State Department spokesman", "spokesman", "holds"),
        ("Minister of Foreign Affairs Wang Yi", "Minister of Foreign Affairs", "minister", "holds"),
        ("Assistant Secretary of State for European Affairs Nuland",
         "Assistant Secretary of State for European Affairs", "secretary of state", "holds"),
        ("minister of state for foreign affairs X", "minister of state for foreign affairs",
         "minister", "holds"),
        ("the Shadow Foreign Secretary", "Shadow Foreign Secretary", "secretary", "holds"),
        ("chairman of the Defence Select Committee", "chairman", "chairman", "holds"),
        ("European Commissioner for Enlargement X", "European Commissioner for Enlargement",
         "commissioner", "holds"),
        ("opposition leader X", "opposition leader", "opposition leader", "holds"),
        ("de Janeiro Governor", "Governor", "governor", "holds"),
        ("Steve Obi, the inspector general, left", "inspector general", "inspector general",
         "holds"),
        ("Pres. Obi", "President", "pres.", "holds"),
        ("minister delegate for foreign trade X", "minister delegate for foreign trade",
         "minister", "holds"),
        ("Minister for Europe and Foreign Affairs X", "Minister for Europe and Foreign Affairs",
         "minister", "holds"),
        ("principal deputy spokesperson X", "principal deputy spokesperson", "spokesperson",
         "holds"),
        ("Minister of State for Europe X", "Minister of State for Europe", "minister", "holds"),
        ("Minister for Internal Affairs X", "Minister for Internal Affairs", "minister", "holds"),
        ("Assistant Secretary of State for East Asian and Pacific Affairs X",
         "Assistant Secretary of State for East Asian and Pacific Affairs", "secretary of state",
         "holds"),
        ("her chosen successor", "successor", "successor", "none"),
    ],
)  # fmt: skip
def test_a_title_has_words_a_head_and_a_relation(
    text: str, words: str, head: str, relation: str
) -> None:
    title = next(find_titles(text, Span(0, len(text)), []))
    assert (title.words.removeprefix("then-").removeprefix("ex-"), title.relation) == (
        words,
        relation,
    )
    assert title.head in (head, "leader", "secretary")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("US President Joe Biden spoke.", ("Joe Biden", "President", "state/US", "holds")),
        ("The EU met. High Representative/Vice-President [p Kaja Kallas] spoke.",
         ("Kaja Kallas", "High Representative/Vice-President", "grouping/EU", "holds")),
        ("Speaking to the press, European Council President [p Jan Maas] spoke.",
         ("Jan Maas", "European Council President", "grouping/EU", "holds")),
        ("Addressing the media, Defence Minister [p Jan Maas] of Peru spoke.",
         ("Jan Maas", "Defence Minister", "state/PE", "holds")),
        ("Pakistan met. Foreign Office spokesman [p Ali Shah] spoke.",
         ("Ali Shah", "Foreign Office spokesman", "state/PK", "holds")),
        ("London was quiet. Foreign Office spokesman [p Al Shaw] spoke.",
         ("Al Shaw", "Foreign Office spokesman", "state/GB", "holds")),
        ("Yua Mori, the chief cabinet secretary, spoke.",
         ("Yua Mori", "chief cabinet secretary", "state/JP", "holds")),
        ("The IMF's mission chief for Peru, [p Nils Dahl], spoke.",
         ("Nils Dahl", "mission chief", "grouping/IMF", "holds")),
        ("The Tánaiste, Sean Doyle, spoke.", ("Sean Doyle", "Tánaiste", "state/IE", "holds")),
        ("Former taoiseach Sean Doyle spoke.", ("Sean Doyle", "taoiseach", "state/IE", "held")),
        ("Jane Ward, the Northern Ireland Secretary, spoke.",
         ("Jane Ward", "Northern Ireland Secretary", "state/GB", "holds")),
        ("European Commissioner for Justice Nils Dahl spoke.",
         ("Nils Dahl", "European Commissioner for Justice", "grouping/EU", "holds")),
        ("Lebanon's Christian president, Elias Khoury, spoke.",
         ("Elias Khoury", "president", "state/LB", "holds")),
        ("The Dutch commander of UN peacekeepers, Col. Piet Bakker, spoke.",
         ("Piet Bakker", "commander of UN peacekeepers", "grouping/UN", "holds")),
        ("A Chadian military spokesman, Colonel Idriss Abba, spoke.",
         ("Idriss Abba", "military spokesman", "state/TD", "holds")),
        ("EU mediator Nils Dahl spoke.", ("Nils Dahl", "mediator", "grouping/EU", "holds")),
        ("Former US President Barack Obama spoke.",
         ("Barack Obama", "President", "state/US", "held")),
        ("Brazil's former president Dilma Rousseff spoke.",
         ("Dilma Rousseff", "president", "state/BR", "held")),
        ("The late French president Jacques Chirac spoke.",
         ("Jacques Chirac", "president", "state/FR", "held")),
        ("Then-president Dmitry Medvedev of Russia spoke.",
         ("Dmitry Medvedev", "president", "state/RU", "held")),
        ("Acting South Korean President Hwang Kyo-Ahn spoke.",
         ("Hwang Kyo-Ahn", "President", "state/KR", "holds")),
        ("President Hassan Rouhani of Iran spoke.",
         ("Hassan Rouhani", "President", "state/IR", "holds")),
        ("Japan's Prime Minister Shinzo Abe spoke.",
         ("Shinzo Abe", "Prime Minister", "state/JP", "holds")),
        ("The crown prince of the United Arab Emirates, Mohammed bin Zayed, spoke.",
         ("Mohammed bin Zayed", "crown prince", "state/AE", "holds")),
        ("The Italian foreign minister, Luigi Di Maio, joined.",
         ("Luigi Di Maio", "foreign minister", "state/IT", "holds")),
        ("Jens Stoltenberg, the Nato secretary general, spoke.",
         ("Jens Stoltenberg", "secretary general", "grouping/NATO", "holds")),
        ("US Ambassador to Germany Richard Grenell spoke.",
         ("Richard Grenell", "Ambassador to Germany", "state/US", "holds")),
        ("Ukraine's ambassador to the UN, Sergiy Kyslytsya, spoke.",
         ("Sergiy Kyslytsya", "ambassador to the UN", "state/UA", "holds")),
        ("AU trade and industry commissioner Albert Muchanga spoke.",
         ("Albert Muchanga", "trade and industry commissioner", "grouping/AU", "holds")),
        ("State Department spokesman Mark Toner spoke.",
         ("Mark Toner", "State Department spokesman", "state/US", "holds")),
        ("Chinese Foreign Ministry spokesman Zhao Lijian spoke.",
         ("Zhao Lijian", "Foreign Ministry spokesman", "state/CN", "holds")),
        ("White House press secretary Jen Psaki spoke.",
         ("Jen Psaki", "White House press secretary", "state/US", "holds")),
        ("Kremlin spokesman Dmitry Peskov spoke.",
         ("Dmitry Peskov", "Kremlin spokesman", "state/RU", "holds")),
        ("EU foreign policy chief Josep Borrell spoke.",
         ("Josep Borrell", "foreign policy chief", "grouping/EU", "holds")),
        ("Ursula von der Leyen, president of the European Commission, spoke.",
         ("Ursula von der Leyen", "European Commission president", "grouping/EU", "holds")),
        ("U.N. special envoy for Syria Geir Pedersen spoke.",
         ("Geir Pedersen", "special envoy for Syria", "grouping/UN", "holds")),
        ("The spokesman for the UN secretary general, Stephane Dujarric, spoke.",
         ("Stephane Dujarric", "spokesman for the secretary general", "grouping/UN", "holds")),
        ("Export Development Bank president Okey Oramah spoke.",
         ("Okey Oramah", "president", "organisation/export-development-bank", "holds")),
        ("Human Rights Watch director Kenneth Roth spoke.",
         ("Kenneth Roth", "director", "organisation/human-rights-watch", "holds")),
        ("Venezuela's opposition leader Juan Guaido spoke.",
         ("Juan Guaido", "opposition leader", "state/VE", "holds")),
        ("North Korean leader Kim Jong-un spoke.",
         ("Kim Jong-un", "leader", "state/KP", "holds")),
        ("Poland's new prime minister, Mateusz Morawiecki, spoke.",
         ("Mateusz Morawiecki", "prime minister", "state/PL", "holds")),
        ("US Senator Lindsey Graham spoke.",
         ("Lindsey Graham", "Senator", "state/US", "holds")),
        # an adjective may stand between an office and whose it is
        ("Laos's influential Senate president, Sok Sen, spoke.",
         ("Sok Sen", "Senate president", "state/LA", "holds")),
        ("The IMF's resident representative in Accra, Nils Dahl, spoke.",
         ("Nils Dahl", "resident representative", "grouping/IMF", "holds")),
        ("A Peruvian liberal prime minister, Ana Rojas, spoke.",
         ("Ana Rojas", "prime minister", "state/PE", "holds")),
        # a stance is no owner
        ("Moldova's new pro-Russian premier, Ion Rusu, spoke.",
         ("Ion Rusu", "premier", "state/MD", "holds")),
        # a name right after the state, as ministries write
        ("Deputy Minister of Foreign Affairs of the Russian Federation Ivan Belov spoke.",
         ("Ivan Belov", "Deputy Minister of Foreign Affairs", "state/RU", "holds")),
        ("Ambassador Extraordinary and Plenipotentiary of the Republic of Peru to Chile Ana Rojas "
         "spoke.",
         ("Ana Rojas", "Ambassador Extraordinary and Plenipotentiary of the Republic of Peru to "
          "Chile", "state/PE", "holds")),
        # another title goes on with the state
        ("An envoy of Peruvian President Ana Rojas spoke.",
         ("Ana Rojas", "President", "state/PE", "holds")),
        ("Ana Rojas, adviser to the Peruvian prime minister on trade, spoke.",
         ("Ana Rojas", "adviser to the prime minister", "state/PE", "holds")),
        ("Kremlin aide Ivan Belov spoke.", ("Ivan Belov", "Kremlin aide", "state/RU", "holds")),
        # military and UN offices
        ("The chairman of NATO's Military Committee, Air Chief Marshal Tom Ward, spoke.",
         ("Tom Ward", "chairman of Military Committee", "grouping/NATO", "holds")),
        ("NATO's Supreme Allied Commander Europe, General Tom Ward, spoke.",
         ("Tom Ward", "Supreme Allied Commander Europe", "grouping/NATO", "holds")),
        ("ANN OBI, Under-Secretary-General for Peacekeeping Operations, spoke.",
         ("Ann Obi", "Under-Secretary-General", "grouping/UN", "holds")),
        ("Ann Obi, Emergency Relief Coordinator, spoke.",
         ("Ann Obi", "Emergency Relief Coordinator", "grouping/UN", "holds")),
        ("Tom Ward, commander of the U.S. naval task force off the coast, spoke.",
         ("Tom Ward", "commander of the U.S. naval task force", "state/US", "holds")),
        # what people of a state have founded is not the state
        ("The head of the Liberian Council of Churches, Bishop Ronald Diggs, spoke.",
         ("Ronald Diggs", "head", "organisation/liberian-council-of-churches", "holds")),
        ("[p Joe Soto], the president of the Nigeria Labour Congress, spoke.",
         ("Joe Soto", "president", "organisation/nigeria-labour-congress", "holds")),
        ("New Jersey Governor Tom Ward spoke.",
         ("Tom Ward", "Governor", "organisation/new-jersey", "holds")),
        ("[p Obi] and Ohio Governor Tom Ward spoke.",
         ("Tom Ward", "Governor", "organisation/ohio", "holds")),
        ("Union Home Minister Tom Ward spoke.",
         ("Tom Ward", "Union Home Minister", "state/IN", "holds")),
        ("The United Nations met. A spokesperson for the Secretary-General, Ana Diaz, spoke.",
         ("Ana Diaz", "spokesperson for the Secretary-General", "grouping/UN", "holds")),
        ("[p António Guterres] of the United Nations was appalled. The Secretary-General's special "
         "envoy, [p Ana Diaz], spoke.", ("Ana Diaz", "special envoy", "grouping/UN", "holds")),
        ("[p Ana Diaz] becomes acting prime minister of Peru.",
         ("Ana Diaz", "prime minister", "state/PE", "holds")),
        # told by a verb
        ("Peru slept. [p Ivan Diaz], who heads the interim government, spoke.",
         ("Ivan Diaz", "head of the interim government", "state/PE", "holds")),
        ("[p Ivan Diaz], who led NATO's mission in Kosovo, spoke.",
         ("Ivan Diaz", "leader of NATO's mission", "grouping/NATO", "held")),
        ("[p Ivan Diaz], who now leads the Green Dawn party, spoke.",
         ("Ivan Diaz", "leader of the Green Dawn party", "organisation/green-dawn", "holds")),
        ("[p Ivan Diaz], who now serves as the EU's foreign policy chief, spoke.",
         ("Ivan Diaz", "foreign policy chief", "grouping/EU", "holds")),
        # who was it holds it no more
        ("Peru slept. [p Ivan Diaz], who was foreign minister until 2019, spoke.",
         ("Ivan Diaz", "foreign minister", "state/PE", "held")),
        ("[p Ivan Diaz], who served as Peru's ambassador to Chile, spoke.",
         ("Ivan Diaz", "ambassador to Chile", "state/PE", "held")),
        ("Peru slept. [p Ivan Diaz], who became president in 2010, spoke.",
         ("Ivan Diaz", "president", "state/PE", "holds")),
        ("[p Ivan Diaz], until January the Peruvian envoy to Chile, spoke.",
         ("Ivan Diaz", "envoy to Chile", "state/PE", "held")),
        ("Peru slept. [p Ivan Diaz], who doubles as foreign minister, spoke.",
         ("Ivan Diaz", "foreign minister", "state/PE", "holds")),
        ("[p Ivan Diaz] — the Peruvian finance minister — spoke.",
         ("Ivan Diaz", "finance minister", "state/PE", "holds")),
        # whom somebody is told to head or advise after what he is
        ("[p Ivan Diaz], a retired Chilean officer who leads the Green Dawn party, spoke.",
         ("Ivan Diaz", "leader of the Green Dawn party", "organisation/green-dawn", "holds")),
        ("Peru slept. [p Ivan Diaz], an economist who chairs the trade committee, spoke.",
         ("Ivan Diaz", "chair of the trade committee", None, "holds")),
        # titles of which the reference data name the Union, and those of firms
        ("The EU met. Trade commissioner [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "Trade commissioner", "grouping/EU", "holds")),
        ("The EU met in Peru. Executive Vice-President [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "Executive Vice-President", "grouping/EU", "holds")),
        ("Peru met Chile. Executive Vice-President [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "Executive Vice-President", None, "holds")),
        ("Peru slept. Trade commissioner [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "Trade commissioner", None, "holds")),
        ("[p Ivan Diaz], vice president for foreign policy studies at the Lima Institute, spoke.",
         ("Ivan Diaz", "vice president for foreign policy studies",
          "organisation/lima-institute", "holds")),
        # an office that is an organ's name, too
        ("[p Ivan Diaz], the United Nations High Commissioner for Refugees, spoke.",
         ("Ivan Diaz", "High Commissioner for Refugees", "grouping/UN", "holds")),
        # behind an acronym in brackets, and on what
        ("[p Ivan Diaz], the Emergencies Director at the Relief Organization (RO), spoke.",
         ("Ivan Diaz", "Emergencies Director", "organisation/relief-organization", "holds")),
        ("The Special Envoy of the Secretary-General on Myanmar, Julie Bishop, spoke.",
         ("Julie Bishop", "Special Envoy of the Secretary-General", "grouping/UN", "holds")),
        # whose institution it is need not be the passage's state
        ("Peru slept. The Agency's director, [p Ivan Diaz], spoke.",
         ("Ivan Diaz", "Agency's director", None, "holds")),
        ("The EU met in Peru. Commission Vice President [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "Commission Vice President", "grouping/EU", "holds")),
        # a region is no organisation that is called like it
        ("The [o Tigray Liberation Front] slept. [p Ivan Diaz], president of the Tigray region, "
         "spoke.", ("Ivan Diaz", "president", "organisation/tigray", "holds")),
        # an organ of the state, which is not what the state's own head heads
        ("General [p Ivan Diaz], the head of the United States Cyber Command, spoke.",
         ("Ivan Diaz", "head of Cyber Command", "state/US", "holds")),
        ("[p Ivan Diaz], chargé d'affaires of the [o Permanent Mission of] Peru, spoke.",
         ("Ivan Diaz", "chargé d'affaires", "state/PE", "holds")),
        ("Chairman of the State Duma Committee on International Affairs [p Leonid Diaz] spoke.",
         ("Leonid Diaz", "Chairman",
          "organisation/state-duma-committee-on-international-affairs", "holds")),
        # where an agency's people are is not whose they are
        ("Relief came to Peru. Her agency's coordinator in Lima, [p Ivan Diaz], spoke.",
         ("Ivan Diaz", "coordinator", None, "holds")),
        ("[p Han Obi], Chinese Ambassador to Peru, spoke.",
         ("Han Obi", "Ambassador to Peru", "state/CN", "holds")),
        ("Chinese Ambassador to [p Peru Han Obi] spoke.",
         ("Han Obi", "Ambassador to Peru", "state/CN", "holds")),
        # initials between an organisation and its officer
        ("European Union (EU) foreign policy chief [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "foreign policy chief", "grouping/EU", "holds")),
        ("The International Atomic Energy Agency (IAEA) head [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "head", "grouping/IAEA", "holds")),
        ("Lima Labour Movement (LLM) leader [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "leader", "organisation/lima-labour-movement", "holds")),
        ("The spokesman of the Russian Foreign Ministry (MFA) [p Ivan Belov] spoke.",
         ("Ivan Belov", "Foreign Ministry spokesman", "state/RU", "holds")),
        # a state in the name of a party is part of it, a people is not
        ("Bangladesh Nationalist Party (BNP) secretary general [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "secretary general", "organisation/bangladesh-nationalist-party", "holds")),
        ("The British Conservative Party chairman [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "Party chairman", "state/GB", "holds")),
        # a field between an office and the name, with no comma
        ("Special Rapporteur on the right to food [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "Special Rapporteur", "grouping/UN", "holds")),
        ("Under-Secretary-General for Peace Operations [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "Under-Secretary-General for Peace Operations", "grouping/UN", "holds")),
        ("The Peruvian Deputy Minister for European Integration [p Ivan Diaz] spoke.",
         ("Ivan Diaz", "Deputy Minister", "state/PE", "holds")),
        # a region is a field, and no owner
        ("The White House's Indo-Pacific coordinator, [p Ivan Diaz], spoke.",
         ("Ivan Diaz", "White House Indo-Pacific coordinator", "state/US", "holds")),
        ("The EU's Sahel envoy, [p Ivan Diaz], spoke.",
         ("Ivan Diaz", "Sahel envoy", "grouping/EU", "holds")),
        ("Tuvalu's delegation chief, [p Ivan Diaz], spoke.",
         ("Ivan Diaz", "delegation chief", "state/TV", "holds")),
        # a given name that is a title elsewhere
        ("Peru's minister Sultan Al Lee spoke.",
         ("Sultan Al Lee", "minister", "state/PE", "holds")),
        ("The sultan slept. Oman's Sultan Ivan Diaz spoke.",
         ("Ivan Diaz", "Sultan", "state/OM", "holds")),
        # what is headed, in whose ministry
        ("[p Ivan Diaz], head of public diplomacy in South Africa's Department of Trade, spoke.",
         ("Ivan Diaz", "Department head of public diplomacy", "state/ZA", "holds")),
    ],
)  # fmt: skip
def test_a_title_with_a_name_is_an_office(marked: str, expected: tuple[str, str, str, str]) -> None:
    assert offices(read(marked)) == [expected]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Egyptian foreign minister Sameh Shoukry and his Greek, Cypriot and French counterparts, "
         "Nikos Dendias, Nikos Christodoulides and Jean-Yves Le Drian, met.",
         {"Sameh Shoukry": "state/EG", "Nikos Dendias": "state/GR",
          "Nikos Christodoulides": "state/CY", "Jean-Yves Le Drian": "state/FR"}),
        ("Presidents Muhammadu Buhari of Nigeria and Patrice Talon of Benin signed.",
         {"Muhammadu Buhari": "state/NG", "Patrice Talon": "state/BJ"}),
        ("The presidents of Russia and Belarus, Vladimir Putin and Alexander Lukashenko, met.",
         {"Vladimir Putin": "state/RU", "Alexander Lukashenko": "state/BY"}),
        ("German Chancellor Angela Merkel's spokesperson, Steffen Seibert, spoke.",
         {"Angela Merkel": "state/DE", "Steffen Seibert": "state/DE"}),
        ("Japan's Prime Minister Shinzo Abe, German Chancellor Angela Merkel, French President "
         "Francois Hollande and Australian Prime Minister Malcolm Turnbull called.",
         {"Shinzo Abe": "state/JP", "Angela Merkel": "state/DE", "Francois Hollande": "state/FR",
          "Malcolm Turnbull": "state/AU"}),
        ("Polish Prime Minister Mateusz Morawiecki and his Hungarian counterpart Viktor Orban met.",
         {"Mateusz Morawiecki": "state/PL", "Viktor Orban": "state/HU"}),
        ("President Donald Trump and Saudi King Salman bin Abd al-Aziz Al Saud spoke.",
         {"Donald Trump": "state/US", "Salman bin Abd al-Aziz Al Saud": "state/SA"}),
    ],
)  # fmt: skip
def test_each_person_has_the_own_state(marked: str, expected: dict[str, str]) -> None:
    assert {person: of for person, _, of, _ in offices(read(marked))} == expected


def test_a_second_office_after_the_name_is_the_persons_too() -> None:
    found = offices(read("[p Ana Rojas], Peru's minister of trade and deputy premier, spoke."))
    assert [(title, of) for _, title, of, _ in found] == [
        ("minister of trade", "state/PE"),
        ("deputy premier", "state/PE"),
    ]
    past = offices(read("[p Ana Rojas], Peru's former minister of trade and EU envoy, spoke."))
    assert [relation for *_, relation in past] == ["held", "held"]
    apart = offices(read("[p Ana Rojas], Peru's minister of trade, and the premier of Chile met."))
    assert [title for _, title, _, _ in apart] == ["minister of trade"]


@pytest.mark.parametrize(
    ("marked", "title"),
    [
        ("President Juan Soto met his Japanese counterpart, [p Fumio Kishida].", "Prime Minister"),
        ("President Juan Soto met his French counterpart, [p Emmanuel Macron].", "President"),
        ("President Juan Soto met his Japanese counterpart, [p Luis Vega].", "President"),
        (
            "External Affairs Minister Ana Rojas met her Chinese counterpart, [p Wang Yi].",
            "External Affairs Minister",
        ),
    ],
)
def test_the_counterpart_of_a_president_may_be_a_prime_minister(marked: str, title: str) -> None:
    assert offices(read(marked, "2023-08-18"))[-1][1] == title


def test_one_person_can_hold_two_offices() -> None:
    found = offices(read("AU chairperson President Abdel Fattah el-Sisi of Egypt spoke."))
    assert [(title, of) for _, title, of, _ in found] == [
        ("chairperson", "grouping/AU"),
        ("President", "state/EG"),
    ]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Peru's water minister, Ana Rojas, met [p Juan Soto]. Rojas's predecessor, [p Luis Vega], "
         "left.", ("Luis Vega", "water minister", "state/PE", "held")),
        ("Peru's water minister, Ana Rojas, met her Chilean opposite number, [p Luis Vega].",
         ("Luis Vega", "water minister", "state/CL", "holds")),
        ("[s The EU's water envoy] [c said] [q no]. The bloc left. [s The envoy, Luis Vega,] "
         "[c said] [q yes].", ("Luis Vega", "water envoy", "grouping/EU", "holds")),
        ("Peru's Army Staff Chief (ASC) [p Luis Vega] left.",
         ("Luis Vega", "Army Staff Chief", "state/PE", "holds")),
        # the office is that of whom the pronoun means
        ("Peru's premier, Ana Rojas, left. Foreign Minister Juan Soto slept. Rojas met her Chilean "
         "counterpart [p Luis Vega].", ("Luis Vega", "premier", "state/CL", "holds")),
        ("Peru's water minister, Ana Rojas, left.\n\nIt rained. It rained on. Her Chilean "
         "counterpart, [p Luis Vega], left.", ("Luis Vega", "water minister", "state/CL", "holds")),
        ("[p Pia Diaz] slept. Diaz's water minister, Ana Rojas, spoke, as did her Chilean "
         "counterpart, [p Luis Vega].", ("Luis Vega", "water minister", "state/CL", "holds")),
        ("Peru's water minister, Ana Rojas, left. [p Juan Soto] came. His deputy, [p Luis Vega], "
         "spoke.", None),
        ("[p Ana Rojas], a former Peruvian water minister, met her Chilean counterpart "
         "[p Luis Vega].", None),
        ("[p Ana Rojas], who was Peru's envoy to Chile until May, left. Her successor, "
         "[p Luis Vega], spoke.", ("Luis Vega", "envoy to Chile", "state/PE", "holds")),
        ("Peru's president, Ana Rojas, spoke. Her successor, [p Luis Vega], waited.", None),
        ("Peru's president, Ana Rojas, spoke. Her predecessor, [p Luis Vega], slept.",
         ("Luis Vega", "president", "state/PE", "held")),
        # whose predecessor nobody knows, or without the office
        ("Ana Rojas met her predecessor, [p Luis Vega].", None),
    ],
)  # fmt: skip
def test_an_office_that_another_one_tells(
    marked: str, expected: tuple[str, str, str, str] | None
) -> None:
    found = [o[:4] for o in offices(read(marked)) if o[0] == "Luis Vega"]
    assert found[:1] == ([expected] if expected else [])


def test_a_counterpart_of_a_secretary_of_state_is_a_foreign_minister() -> None:
    found = offices(
        read("US Secretary of State Antony Blinken met his Russian counterpart Sergei Lavrov.")
    )
    assert found[1][:3] == ("Sergei Lavrov", "foreign minister", "state/RU")


@pytest.mark.parametrize(
    "marked",
    [
        "Mr Mark Smith spoke.",
        "Dr Jane Smith, an analyst, spoke.",
        "President-elect Jane Smith spoke.",
        "The president spoke.",
        "General Valery Gerasimov spoke.",
        "Presidential candidate Jane Smith spoke.",
        "Trump, Saudi King Agree to Back Safe Zones",
        "Lieutenant-General Arnold Ward spoke.",
        "[p Tom Ward], who leads a choir, spoke.",
        "[p Tom Ward], who led his country to independence, spoke.",
        "[p Tom Ward], the son of a man who heads the army, spoke.",
        "Briefing ambassadors in New York, [p Tom Ward] spoke.",
        "A spokesman for the late [p Tom Ward] spoke.",
        "The envoy on whose advice [p Tom Ward] acted spoke.",
        "The minister for whom [p Tom Ward] works spoke.",
        "Peru recalled its ambassador for talks over the trawler [p Tom Ward].",
        "They asked the minister for aid [p Tom Ward] had sent.",
        "India met. Congress leader [p Tom Ward] spoke.",
        "In a letter to [p Tom Ward], Iran's ambassador asked for patience.",
        "After meeting [p Tom Ward], its foreign minister left.",
    ],
)
def test_honorifics_ranks_and_expectations_are_no_offices(marked: str) -> None:
    assert offices(read(marked)) == []


def test_the_state_that_acts_in_the_paragraph_lends_its_name() -> None:
    found = read("Russia sent troops. Deputy Defence Minister Ivan Petrov spoke of drills.")
    assert offices(found)[0][2] == "state/RU"


def test_a_description_of_a_known_person_is_an_office_too() -> None:
    found = read("Kremlin leader Vladimir Putin spoke. Later the Russian president left.")
    assert [c[1] for c in offices(found)] == ["Kremlin leader", "president"]


def test_one_claim_per_person_title_and_owner() -> None:
    found = read("US President Joe Biden spoke. President Biden left. US President Biden ate.")
    assert len(found.offices) == 1
    assert found.offices[0].evidence.of(found.article.text) == "US President Joe Biden"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # the subject of the clause after a title is nobody's apposition
        ("Under fire from a Chilean judge, [p Luis Vega] resigned.", []),
        ("After a call with the Peruvian president, [p Luis Vega] said no.", []),
        ("The Peruvian president, [p Luis Vega], said no.",
         [("Luis Vega", "president", "state/PE", "holds")]),
        ("The Peruvian president, [p Luis Vega] of Lima, said no.",
         [("Luis Vega", "president", "state/PE", "holds")]),
        # somebody described by an office may own a title
        ("Peru's President [p Luis Vega] left. [p Ana Paz], the president's security adviser, ran.",
         [("Luis Vega", "President", "state/PE", "holds"),
          ("Ana Paz", "security adviser", "state/PE", "holds")]),
        ("Qatar was calm. [p Faisal Harbi], a former adviser to the Saudi court, spoke.",
         [("Faisal Harbi", "adviser to the Saudi", "state/SA", "held")]),
        ("[p Ana Rojas], an adviser to Mr. [p Luis Vega], spoke.",
         [("Ana Rojas", "adviser to Mr. Luis Vega", None, "holds")]),
        ("Voters like the president, Mrs. [p Ana Rojas] claims.", []),
        ("Before the presidential campaign, Mr. [p Luis Vega] slept.", []),
        # what every state has one of, and the deputies of those in office
        ("Chile's rebels met. Rebel leader [p Luis Vega] slept. The commander of the armed forces, "
         "Gen. Ana Paz, spoke.",
         [("Ana Paz", "commander of the armed forces", "state/CL", "holds")]),
        ("Peru met. The speaker of the lower house, Ana Paz, spoke.",
         [("Ana Paz", "speaker of the lower house", "state/PE", "holds")]),
        ("Peru's foreign minister, Luis Vega, slept. His deputy, Ana Paz, spoke.",
         [("Luis Vega", "foreign minister", "state/PE", "holds"),
          ("Ana Paz", "deputy foreign minister", "state/PE", "holds")]),
        # of those who rule a state, or of others
        ("Ghana's opposition slept. The government's spokesman, Yaw Darko, spoke.",
         [("Yaw Darko", "spokesman", "state/GH", "holds")]),
        ("Ghana's opposition slept. The party's spokesman, Yaw Darko, spoke.",
         [("Yaw Darko", "spokesman", None, "holds")]),
        ("Peru has an army. Peru votes. The U.S. met. The de facto government's foreign minister, "
         "Luis Vega, spoke.", [("Luis Vega", "foreign minister", None, "holds")]),
        ("China's mission to the EU slept. [p Luis Vega], a spokesman for the foreign ministry in "
         "Beijing, spoke.",
         [("Luis Vega", "foreign ministry spokesman", "state/CN", "holds")]),
        # what is no state's
        ("Chile met Peru. San Diego chapter president [p Luis Vega] spoke.",
         [("Luis Vega", "president", None, "holds")]),
    ],
)  # fmt: skip
def test_whose_title_it_is(marked: str, expected: list[tuple[str, str, str | None, str]]) -> None:
    assert offices(read(marked)) == expected
