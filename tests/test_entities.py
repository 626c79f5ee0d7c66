"""States, groupings and bodies in text; sentences of our own."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from kg.extractors.entities import EntityExtractor
from kg.extractors.gazetteer import Gazetteer
from kg.model import Article, Document, Mention, Span
from kg.reference import load_reference
from kg.text import sentences

EXTRACTOR = EntityExtractor(load_reference())


def read(text: str, *mentions: Mention) -> Document:
    return EXTRACTOR(Document(Article(text), sentences=sentences(text), mentions=mentions))


def found(text: str, *mentions: Mention) -> list[tuple[str, str | None, str]]:
    return [(m.span.of(text), m.entity, m.kind) for m in read(text, *mentions).mentions]


def named(text: str) -> list[str]:
    """Return `words=KEY` for every mention, KEY without its type."""
    return [f"{words}={(key or '?').split('/', 1)[-1]}" for words, key, _ in found(text)]


def kind(text: str, name: str) -> str | None:
    return next((k for words, _, k in found(text) if words == name), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey and Türkiye are one.", ["Turkey=TR", "Türkiye=TR"]),
        ("The U.S. and the US, the USA, America agreed.",
         ["U.S.=US", "US=US", "USA=US", "America=US"]),
        ("The U.N. and the UN met.", ["U.N.=UN", "UN=UN"]),
        ("A US-led force and Saudi-led strikes.", ["US=US", "Saudi=SA"]),
        ("Libya–Turkey ties; the Turkish-Libyan deal.",
         ["Libya=LY", "Turkey=TR", "Turkish=TR", "Libyan=LY"]),
        ("Anti-Russian slogans.", ["Russian=RU"]),
        ("Iran's army and Iran’s navy.", ["Iran's army=IR/army", "Iran’s navy=IR/navy"]),
        ("Côte d’Ivoire and Cote d'Ivoire.", ["Côte d’Ivoire=CI", "Cote d'Ivoire=CI"]),
        ("US AND CHINA AGREE ON TRADE PLAN", ["US=US", "CHINA=CN"]),
        ("THEY TELL US NOTHING ABOUT THE PLAN", []),
        ("They told us about it.", []),
        ("We had turkey for dinner.", []),
        ("Polish the polish, said the Polish envoy.", ["Polish=PL", "Polish=PL"]),
        ("South Korea, North Korea and South Sudan.",
         ["South Korea=KR", "North Korea=KP", "South Sudan=SS"]),
        ("North and South Korea talked.", ["North=KP", "South Korea=KR"]),
        ("North Korea fired. South Korea fired back. The North denied it.",
         ["North Korea=KP", "South Korea=KR", "The North=KP"]),
        ("Niger and Nigeria, Nigerien and Nigerian.",
         ["Niger=NE", "Nigeria=NG", "Nigerien=NE", "Nigerian=NG"]),
        ("Guinea-Bissau, Equatorial Guinea, Papua New Guinea and Guinea.",
         ["Guinea-Bissau=GW", "Equatorial Guinea=GQ", "Papua New Guinea=PG", "Guinea=GN"]),
        ("The Democratic Republic of the Congo and the Republic of the Congo.",
         ["Democratic Republic of the Congo=CD", "Republic of the Congo=CG"]),
        ("Congo is at war.", ["Congo=CD"]),
        ("Brazzaville denied it. Congo is at peace.", ["Brazzaville=CG", "Congo=CG"]),
        ("Korean leaders met.", ["Korean=?"]),
        ("Seoul denied it. Korean leaders met.", ["Seoul=KR", "Korean=KR"]),
        ("The two Koreas met.", []),
        ("Serbia and Montenegro met.", ["Serbia=RS", "Montenegro=ME"]),
        ("The Dominican Republic and a Dominican friar.", ["Dominican Republic=DO"]),
        ("NATO, Nato and the North Atlantic Treaty Organization.",
         ["NATO=NATO", "Nato=NATO", "North Atlantic Treaty Organization=NATO"]),
        ("The G-7 and the G20.", ["G-7=G7", "G20=G20"]),
        ("OPEC+ is not OPEC.", ["OPEC+=OPEC_PLUS", "OPEC=OPEC"]),
        ("The European Commission and the UN Security Council.",
         ["European Commission=EU", "UN Security Council=UN"]),
        ("The Security Council voted.", ["Security Council=UN"]),
        ("The Warsaw Pact fell.", ["Warsaw Pact=WARSAW_PACT"]),
        ("The White House and the Kremlin.", ["White House=US/white-house", "Kremlin=RU/kremlin"]),
        ("Reuters and the Associated Press.",
         ["Reuters=reuters", "Associated Press=associated-press"]),
        ("Northern Ireland and Ireland.", ["Northern Ireland=northern-ireland", "Ireland=IE"]),
    ],
)  # fmt: skip
def test_names_are_found_and_mean(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ships crossed the Gulf of Oman and the Indian Ocean.",
        "The Sea of Japan is rough.",
        "A study from Georgetown University.",
        "The Panama Canal is closed.",
        "New England and New Mexico voted.",
        "Bank of America cut jobs.",
        "The Minsk Agreements failed.",
        "The Paris Agreement on climate.",
        "The Treaty of Rome was signed.",
        "Islamic State claimed it.",
        "A guinea pig and a Guinea pig.",
        "Latin America and South America.",
        "It cost US$3 billion, or 40 million U.S. dollars.",
        "Turkish lira and Swiss francs fell.",
        "He answered in Russian.",
        "They speak German there.",
        "A Spanish-language paper.",
        "French-speaking listeners.",
        "Michael Jordan retired.",
        "Chad Wolf resigned.",
        "Mr. Jordan objected.",
        "Michael B. Jordan won.",
        "WHITE HOUSE — Nothing happened.",
        "Rep. Jim Jordan objected. Jordan added nothing.",
        "Georgia Governor Brian Kemp signed it.",
        "He lives in Atlanta, Georgia.",
        "Voters in Georgia, Alabama and Florida chose the Republicans.",
        "George Washington crossed the river.",
        "Washington Governor Jay Inslee agreed.",
        "Male voters stayed at home.",
        "Turkey sandwiches are sold.",
    ],
)
def test_what_only_looks_like_a_state_is_none(text: str) -> None:
    states = [m for m in read(text).mentions if m.type in ("state", "grouping", "body")]
    assert states == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jordan King Abdullah spoke.", ["Jordan=JO"]),
        ("Tbilisi says Georgia wants peace with Russia.",
         ["Tbilisi=GE", "Georgia=GE", "Russia=RU"]),
        ("Benin, Jordan Join Trade Bloc For Africa", ["Benin=BJ", "Jordan=JO"]),
        ("Will Israel respond?", ["Israel=IL"]),
        ("The Saudi Crown Prince came.", ["Saudi=SA"]),
        ("Chad and Sudan fought.", ["Chad=TD", "Sudan=SD"]),
        ("Washington Post reporters and the Moscow Times.",
         ["Washington Post=washington-post", "Moscow Times=moscow-times"]),
        ("Qatar Airways and Cairo University.",
         ["Qatar Airways=qatar-airways", "Cairo University=cairo-university"]),
        ("The University of Malta.", ["University of Malta=university-of-malta"]),
    ],
)  # fmt: skip
def test_context_decides_between_a_state_and_its_namesakes(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Turkish Ministry of Foreign Affairs said so.",
         "Turkish Ministry of Foreign Affairs=TR/ministry-of-foreign-affairs"),
        ("Turkey's foreign ministry said so.",
         "Turkey's foreign ministry=TR/ministry-of-foreign-affairs"),
        ("Taiwan's Defense Ministry said so.",
         "Taiwan's Defense Ministry=TW/ministry-of-defence"),
        ("The Ministry of Defence of Armenia said so.",
         "Ministry of Defence of Armenia=AM/ministry-of-defence"),
        ("The Egyptian interior ministry said so.",
         "Egyptian interior ministry=EG/ministry-of-the-interior"),
        ("The parliament of Malawi voted.", "parliament of Malawi=MW/parliament"),
        ("Malawi's army said so.", "Malawi's army=MW/army"),
        ("The Ethiopian embassy was closed.", "Ethiopian embassy=ET/embassy"),
        ("The Saudi government said so.", "Saudi government=SA"),
        ("The United States government said so.", "United States government=US"),
        ("The new Sudanese transitional government said so.",
         "Sudanese transitional government=SD"),
        ("The government of Mali said so.", "government of Mali=ML"),
        ("The Russian Security Council met.",
         "Russian Security Council=RU/russian-security-council"),
        ("The Armenian Security Council met.",
         "Armenian Security Council=AM/security-council"),
        ("The US State Department said so.", "US State Department=US/state-department"),
        ("State Department officials said so.", "State Department=US/state-department"),
    ],
)  # fmt: skip
def test_government_bodies_belong_to_their_state(text: str, expected: str) -> None:
    assert named(text) == [expected]


def test_a_ministry_without_its_state_is_the_one_named_before() -> None:
    text = "Yemen's Foreign Ministry spoke. The Foreign Ministry added nothing."
    assert [e for _, e, _ in found(text)] == ["body/YE/ministry-of-foreign-affairs"] * 2


def test_a_body_by_rule_is_an_entity_of_its_state() -> None:
    entities = {e.key: e for e in read("Yemen's Foreign Ministry spoke.").entities}
    body = entities["body/YE/ministry-of-foreign-affairs"]
    assert (body.name, body.type, body.of) == (
        "Ministry of Foreign Affairs of Yemen",
        "body",
        "state/YE",
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Moscow has denied the charge.", "Moscow"),
        ("Moscow said it would answer.", "Moscow"),
        ("Beijing claims most of the sea.", "Beijing"),
        ("Athens expelled the ambassador.", "Athens"),
        ("Kyiv wants more weapons.", "Kyiv"),
        ("Tehran, which denies it, will not talk.", "Tehran"),
        ("Washington is considering sanctions.", "Washington"),
        ("Pyongyang repeatedly warned of war.", "Pyongyang"),
        ("They want a rapprochement with Moscow.", "Moscow"),
        ("Talks between Moscow and Kyiv failed.", "Kyiv"),
        ("Ties between Washington, Beijing and Moscow suffered.", "Beijing"),
        ("He urged Moscow to stop.", "Moscow"),
        ("She accused Ankara of lying.", "Ankara"),
        ("The EU told London to wait.", "London"),
        ("They rejected Beijing's claims.", "Beijing"),
        ("Moscow's foreign policy changed.", "Moscow"),
        ("Sanctions on Tehran remain.", "Tehran"),
        ("Pressure on Damascus grows.", "Damascus"),
        ("Weapons for Kyiv will follow.", "Kyiv"),
        ("Aid to Kyiv continued.", "Kyiv"),
        ("He sent a message to Moscow.", "Moscow"),
        ("A response from Tehran is expected.", "Tehran"),
        ("Criticism of Beijing is rare.", "Beijing"),
        ("A Moscow-backed militia fought.", "Moscow"),
        ("The pro-Moscow party lost.", "Moscow"),
        ("The Damascus government agreed.", "Damascus government"),
        ("Moscow officials refused.", "Moscow"),
        ("Concerns over Beijing grew.", "Beijing"),
        ("Brussels accused Warsaw of delay.", "Brussels"),
        ("Brussels accused Warsaw of delay.", "Warsaw"),
        ("A war against Kyiv looms.", "Kyiv"),
        ("According to Ankara, nothing happened.", "Ankara"),
    ],
)
def test_a_capital_that_acts_is_its_government(text: str, name: str) -> None:
    assert kind(text, name) == "metonym"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They met in Moscow.", "Moscow"),
        ("The ministers gathered in Cairo on Monday.", "Cairo"),
        ("He travelled to Brussels.", "Brussels"),
        ("She flew from London on Friday.", "London"),
        ("Fighting near Kyiv went on.", "Kyiv"),
        ("They met in Paris and Berlin.", "Berlin"),
        ("MOSCOW (Reuters) - Nothing happened.", "MOSCOW"),
        ("WASHINGTON — Nothing happened.", "WASHINGTON"),
        ("KYIV, Ukraine (AP) — Nothing happened.", "KYIV"),
        ("He lives in Washington, D.C., now.", "Washington, D.C."),
        ("The Moscow airport was closed.", "Moscow"),
        ("The Beijing Olympics began.", "Beijing"),
        ("Moscow's Red Square was empty.", "Moscow"),
        ("Kyiv's streets were empty.", "Kyiv"),
        ("The streets of Tehran were empty.", "Tehran"),
        ("The mayor of London spoke.", "London"),
        ("A London-based bank failed.", "London"),
        ("Rockets hit Kyiv at night.", "Kyiv"),
        ("Kyiv was shelled at night.", "Kyiv"),
        ("A missile attack on Kyiv killed two.", "Kyiv"),
        ("He left for Moscow on Sunday.", "Moscow"),
        ("They visited Ankara on Sunday.", "Ankara"),
        ("A flight to Cairo was cancelled.", "Cairo"),
        ("Drones flew over Moscow.", "Moscow"),
        ("He spoke at headquarters in Brussels.", "Brussels"),
        ("Residents of downtown Beirut fled.", "Beirut"),
        ("Troops are marching on Khartoum.", "Khartoum"),
        ("A tour through Vienna ended.", "Vienna"),
        ("After the Paris terror attacks he left.", "Paris"),
        ("Killings in San Bernardino and Paris shocked them.", "Paris"),
        ("Michael Brown of Washington, D.C., voted.", "Washington, D.C."),
        ("ROME ― Nothing happened.", "ROME"),
        ("Ankara, Turkey, was quiet.", "Ankara"),
        ("The London summit ended.", "London"),
        ("They reached Kabul on foot.", "Kabul"),
    ],
)
def test_a_capital_where_something_happens_is_a_place(text: str, name: str) -> None:
    assert kind(text, name) == "location"


def test_brussels_acts_for_the_union_and_lies_in_belgium() -> None:
    assert named("Brussels has warned Hungary.") == ["Brussels=EU", "Hungary=HU"]
    assert named("They met in Brussels.") == ["Brussels=BE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO met. The alliance agreed.", "grouping/NATO"),
        ("NATO met. The Western military alliance agreed.", "grouping/NATO"),
        ("The EU and NATO met. The bloc agreed.", "grouping/EU"),
        ("The EU met. The 27-nation bloc agreed.", "grouping/EU"),
        ("The African Union met. The union agreed.", "grouping/AU"),
        ("Mercosur met. The EU watched. The EU spoke. The bloc agreed.", "grouping/EU"),
        ("The United Nations met. The world body agreed.", "grouping/UN"),
        ("OPEC met in Vienna. The oil cartel agreed.", "grouping/OPEC"),
        ("The EU met. The 27-nation union agreed.", "grouping/EU"),
        ("The African Union met. The continental body agreed.", "grouping/AU"),
        ("BRICS leaders met. The grouping agreed.", "grouping/BRICS"),
        ("The Commonwealth met. The 54-nation club agreed.", "grouping/COMMONWEALTH"),
        ("The Gulf Cooperation Council met. The six-nation council agreed.", "grouping/GCC"),
        ("The Arab League met. The 22-member organisation agreed.", "grouping/ARAB_LEAGUE"),
    ],
)
def test_descriptions_mean_the_grouping_named_most(text: str, expected: str) -> None:
    (mention,) = [m for m in read(text).mentions if m.kind == "nominal"]
    assert mention.entity == expected
    assert mention.score < 1


@pytest.mark.parametrize(
    "text",
    [
        "FIFA met. The world body agreed.",
        "The EU met. A gang fled. The group shot.",
        "The alliance agreed.",
        "NATO met. The alliance of farmers agreed.",
        "The UN met. The bloc.",
    ],
)
def test_a_description_without_antecedent_is_no_mention(text: str) -> None:
    assert [m for m in read(text).mentions if m.kind == "nominal"] == []


def test_a_tagged_person_keeps_a_name_that_contains_a_state() -> None:
    text = "Israel Katz visited Jordan."
    person = Mention(Span(0, 11), "person")
    assert found(text, person) == [
        ("Israel Katz", None, "name"),
        ("Jordan", "state/JO", "name"),
    ]


def test_a_tagged_name_that_is_a_grouping_gives_way() -> None:
    text = "NATO and Greenforce agreed."
    tagged = (Mention(Span(0, 4), "organisation"), Mention(Span(9, 19), "organisation"))
    assert found(text, *tagged) == [
        ("NATO", "grouping/NATO", "name"),
        ("Greenforce", None, "name"),
    ]


def test_every_entity_is_listed_once() -> None:
    keys = [e.key for e in read("Iran and Iran's army and Iran again; Reuters.").entities]
    assert keys == ["state/IR", "body/IR/army", "organisation/reuters"]


def test_mentions_stand_in_text_order_and_do_not_overlap() -> None:
    text = "The US State Department, the Russian government, NATO. The alliance and Kyiv agreed."
    spans = [m.span for m in read(text).mentions]
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "sentence", ["Moscow and Kyiv met. ", "Iran, Iraq, ", "NATO met. The alliance. ", "of of "]
)
def test_reading_takes_time_linear_in_the_text(sentence: str) -> None:
    def seconds(times: int) -> float:
        document = Document(Article(sentence * times), sentences=sentences(sentence * times))
        begin = time.process_time()
        EXTRACTOR(document)
        return time.process_time() - begin

    seconds(10)
    assert min(seconds(4000) for _ in range(3)) < 12 * max(seconds(1000), 0.01)


def test_the_longest_form_wins_and_case_counts() -> None:
    names = Gazetteer([("Guinea", "GN"), ("Guinea-Bissau", "GW"), ("GUAM", "GUAM")])
    assert [m.values for m in names.find("Guinea Bissau, GUINEA, guinea, Guam")] == [
        ("GW",),
        ("GN",),
    ]
