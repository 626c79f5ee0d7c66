"""Who belongs to which grouping, as sentences say it; sentences of our own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kg.extractors.dates import DateExtractor
from kg.extractors.entities import EntityExtractor
from kg.extractors.memberships import MembershipExtractor
from kg.model import Article, Document, MembershipClaim, Representation, Span, Statement
from kg.reference import load_reference
from kg.text import sentences

REFERENCE = load_reference()
ENTITIES, MEMBERSHIPS = EntityExtractor(REFERENCE), MembershipExtractor(REFERENCE)
DATES = DateExtractor()


def claims(
    text: str, *statements: Statement, published: str | None = None
) -> tuple[MembershipClaim, ...]:
    article = Article(text, published=published)
    document = Document(article, sentences=sentences(text), statements=statements)
    return MEMBERSHIPS(DATES(ENTITIES(document))).memberships


def said(text: str) -> list[str]:
    """Return the claims of a text, written `UA NATO member`, `not` before what is denied."""
    return sorted(
        f"{'not ' * c.negated}{c.subject.split('/')[1]} {c.grouping.split('/')[1]} {c.relation}"
        for c in claims(text)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # copula
        ("Turkey is a member of NATO.", ["TR NATO member"]),
        ("Hungary and Slovakia are members of the European Union.",
         ["HU EU member", "SK EU member"]),
        ("Turkey is a NATO member.", ["TR NATO member"]),
        ("Albania is also a full member of the alliance. NATO", []),
        ("Finland became the 31st member of NATO.", ["FI NATO member"]),
        ("Croatia has been a member of the EU since 2013.", ["HR EU member"]),
        ("Greece has long been a NATO member.", ["GR NATO member"]),
        ("Egypt is one of the founding members of the Arab League.", ["EG ARAB_LEAGUE member"]),
        ("Poland remains a member of the bloc.", []),
        ("Estonia is part of NATO.", ["EE NATO member"]),
        ("Bosnia is a candidate country of the EU.", ["BA EU candidate"]),
        ("Serbia is an EU candidate.", ["RS EU candidate"]),
        ("Armenia is an observer in the Arab League.", ["AM ARAB_LEAGUE observer"]),
        ("Mongolia is an observer state of the Shanghai Cooperation Organisation.",
         ["MN SCO observer"]),
        ("Chile is an associate member of Mercosur.", ["CL MERCOSUR partner"]),
        ("Ukraine is only a partner country of NATO.", ["UA NATO partner"]),
        ("Britain is a former member of the European Union.", ["GB EU former"]),
        ("Britain is no longer a member of the EU.", ["GB EU former"]),
        ("Venezuela is a suspended member of Mercosur.", ["VE MERCOSUR suspended"]),
        ("Norway, which is not a member of the EU, pays into its budget.", ["not NO EU member"]),
        ("Switzerland is not a member of the European Union.", ["not CH EU member"]),
        ("Austria isn't a member of NATO.", ["not AT NATO member"]),
        ("Ireland has never been a member of NATO.", ["not IE NATO member"]),
        ("Kosovo is not yet a member of the United Nations.", ["not XK UN member"]),
        ("Moldova is not an EU country.", ["not MD EU member"]),
        ("Iceland is a non-EU country.", ["not IS EU member"]),
        ("Neither Malta nor Cyprus is a member of NATO.",
         ["not CY NATO member", "not MT NATO member"]),
        ("Unlike Sweden, Switzerland is not a NATO member.", ["not CH NATO member"]),
        ("France is not only a member of the EU but a nuclear power.", ["FR EU member"]),
        ("Georgia is a partner of NATO, not a member of the alliance.",
         ["GE NATO partner", "not GE NATO member"]),
        ("Russia was once a member of the Council of Europe.", ["RU COE former"]),
        ("The European Union is a member of the World Trade Organization.", ["EU WTO member"]),
        ("Japan, like Canada, is a member of the G7.", ["JP G7 member"]),
        ("Sweden officially became NATO's 32nd member in March.", ["SE NATO member"]),
        ("Britain is a member of NATO and the Council of Europe.",
         ["GB COE member", "GB NATO member"]),
        ("Poland is an EU and NATO member.", ["PL EU member", "PL NATO member"]),
        ("Israel is not an EU or NATO member.", ["not IL EU member", "not IL NATO member"]),
        ("Belarus is a member of neither NATO nor the EU.",
         ["not BY EU member", "not BY NATO member"]),
        ("Norway is not an EU member but is part of the Schengen area.",
         ["NO SCHENGEN member", "not NO EU member"]),
        ("Palestine is a non-member observer state of the United Nations.", ["PS UN observer"]),
        ("Serbia, a candidate for EU membership, refused.", ["RS EU candidate"]),
        # apposition
        ("Turkey, an EU candidate since 1999 and a NATO member, refused.",
         ["TR EU candidate", "TR NATO member"]),
        ("Switzerland, although not a member of the EU, agreed.", ["not CH EU member"]),
        ("Turkey, a member of NATO, bought the missiles.", ["TR NATO member"]),
        ("Hungary, an EU member, objected.", ["HU EU member"]),
        ("Finland (a member of the EU) agreed.", ["FI EU member"]),
        ("Finland and Sweden, both members of the European Union, agreed.",
         ["FI EU member", "SE EU member"]),
        ("Austria, not a member of NATO, abstained.", ["not AT NATO member"]),
        ("Iran and Qatar, a founding member of OPEC, met.", ["QA OPEC member"]),
        # before the name
        ("NATO member Turkey bought the missiles.", ["TR NATO member"]),
        ("EU members Hungary, Slovakia and Cyprus objected.",
         ["CY EU member", "HU EU member", "SK EU member"]),
        ("EU candidate country Serbia refused.", ["RS EU candidate"]),
        ("EU candidates Serbia and Montenegro met.", ["ME EU candidate", "RS EU candidate"]),
        ("Former EU member Britain signed.", ["GB EU former"]),
        ("Non-NATO member Austria sent help.", ["not AT NATO member"]),
        ("NATO non-member Ireland sent help.", ["not IE NATO member"]),
        ("NATO's newest member, Sweden, sent jets.", ["SE NATO member"]),
        ("NATO's newest member Sweden sent jets.", ["SE NATO member"]),
        ("NATO member states such as Poland and Latvia asked for more.",
         ["LV NATO member", "PL NATO member"]),
        ("ECOWAS countries including Ghana and Nigeria sent troops.",
         ["GH ECOWAS member", "NG ECOWAS member"]),
        ("NATO allies Germany and Norway sent tanks.", ["DE NATO member", "NO NATO member"]),
        ("NATO partner Ukraine took part.", ["UA NATO partner"]),
        ("The members of Benelux: Belgium, Luxembourg and the Netherlands.",
         ["BE BENELUX member", "LU BENELUX member", "NL BENELUX member"]),
        ("Members of the Quad include Australia, India and Japan.",
         ["AU QUAD member", "IN QUAD member", "JP QUAD member"]),
        # lists
        ("AUKUS, a pact of three countries, Australia, Britain and the United States, met.",
         ["AU AUKUS member", "GB AUKUS member", "US AUKUS member"]),
        ("The Visegrad Group comprises Poland, Hungary, Slovakia and the Czech Republic.",
         ["CZ VISEGRAD member", "HU VISEGRAD member", "PL VISEGRAD member", "SK VISEGRAD member"]),
        ("The E3 (France, Germany and Britain) met Iran.",
         ["DE E3 member", "FR E3 member", "GB E3 member"]),
        # joining
        ("Poland joined NATO in 1999.", ["PL NATO member"]),
        ("Finland, which shares a long border with Russia, joined the alliance. NATO", []),
        ("Finland, which shares a long border with Russia, joined NATO last year.",
         ["FI NATO member"]),
        ("Bulgaria and Romania joined the EU on 1 January 2007.", ["BG EU member", "RO EU member"]),
        ("Egypt and Ethiopia have joined BRICS.", ["EG BRICS member", "ET BRICS member"]),
        ("Montenegro acceded to NATO in June 2017.", ["ME NATO member"]),
        ("Since joining the EU in 2004, Poland has prospered.", ["PL EU member"]),
        ("Slovakia was admitted to NATO in 2004.", ["SK NATO member"]),
        ("ASEAN admitted Cambodia as its tenth member.", ["KH ASEAN member"]),
        ("Norway has not joined the EU.", ["not NO EU member"]),
        ("Israel never joined NATO.", ["not IL NATO member"]),
        ("Eritrea has yet to join the AfCFTA.", ["not ER AFCFTA member"]),
        ("Ghana signed the AfCFTA agreement.", ["GH AFCFTA member"]),
        ("Ghana has ratified the AfCFTA.", ["GH AFCFTA member"]),
        ("After Finland's accession to NATO, the border was closed.", ["FI NATO member"]),
        ("Syria was readmitted to the Arab League.", ["SY ARAB_LEAGUE member"]),
        ("The Arab League readmitted Syria last week.", ["SY ARAB_LEAGUE member"]),
        ("The 10-member ASEAN includes Laos and Vietnam.", ["LA ASEAN member", "VN ASEAN member"]),
        # candidates
        ("Finland's and Sweden's applications to join NATO were filed.",
         ["FI NATO candidate", "SE NATO candidate"]),
        ("Ukraine applied for membership of the EU in 2022.", ["UA EU candidate"]),
        ("Ukraine has applied to join NATO.", ["UA NATO candidate"]),
        ("Ukraine has applied for EU membership.", ["UA EU candidate"]),
        ("Moldova was granted EU candidate status.", ["MD EU candidate"]),
        ("The EU granted candidate status to Moldova and Ukraine.",
         ["MD EU candidate", "UA EU candidate"]),
        ("Turkey's bid to join the EU has stalled.", ["TR EU candidate"]),
        ("Sweden's NATO bid was approved.", ["SE NATO candidate"]),
        ("Turkish accession talks with the EU are frozen.", ["TR EU candidate"]),
        ("Serbia opened accession talks with the European Union in 2014.", ["RS EU candidate"]),
        ("Georgia has not applied for NATO membership.", ["not GE NATO candidate"]),
        # leaving
        ("Britain left the European Union in 2020.", ["GB EU former"]),
        ("Qatar quit OPEC.", ["QA OPEC former"]),
        ("Venezuela has withdrawn from the OAS.", ["VE OAS former"]),
        ("Russia was expelled from the Council of Europe.", ["RU COE former"]),
        ("Since Britain's departure from the EU, trade has fallen.", ["GB EU former"]),
        ("Greece has not left the eurozone.", ["not GR EUROZONE former"]),
        # suspended
        ("Mali was suspended from ECOWAS.", ["ML ECOWAS suspended"]),
        ("The African Union suspended Niger.", ["NE AU suspended"]),
        ("Mercosur suspended Venezuela in 2016.", ["VE MERCOSUR suspended"]),
        ("Sudan's membership of the African Union was suspended.", ["SD AU suspended"]),
        ("Sudan, suspended from the African Union, protested.", ["SD AU suspended"]),
    ],
)  # fmt: skip
def test_a_sentence_claims_memberships(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Is Ukraine a member of NATO?",
        "Ukraine wants to join NATO.",
        "Ukraine hopes to become a member of NATO.",
        "Ukraine would join the EU within ten years.",
        "Ukraine will become a member of the European Union.",
        "If Ukraine joined NATO, Russia would object.",
        "It is not yet decided if Ukraine is a candidate for the EU.",
        "The minister asked whether Kosovo is a member of the UN.",
        "Ukraine could be a member of NATO one day.",
        "Ukraine is a potential member of NATO.",
        "Future EU member Ukraine is at war.",
        "EU Commissioner Johannes Hahn visited Serbia.",
        "NATO Secretary General Jens Stoltenberg visited Turkey.",
        "Turkey joined NATO allies in the exercise.",
        "Japan joined the EU in condemning the test.",
        "Canada joined G7 leaders at the summit.",
        "Ukraine joined the EU-led mission.",
        "Britain left the EU summit early.",
        "Trump left NATO in disarray.",
        "Ukraine is not a permanent member of the UN Security Council.",
        "Poland's member of the European Parliament spoke.",
        "Ukraine is a member of the coalition.",
        "Ukraine's accession to NATO is still unclear.",
        "The EU suspended Hungarian funds.",
        "The EU suspended talks with Turkey.",
        "NATO members, Russia and China met.",
        "NATO and Russia agreed.",
        "Russia is a threat to NATO.",
        "Russia demanded that Ukraine never join NATO.",
        "The EU and Japan are partners.",
        "China is meeting member states of the EU.",
        "Ukraine's membership in NATO would provoke Russia.",
        "The US is a member of the board of the EU fund.",
        "Sweden should be a member of NATO.",
        "Unless Turkey ratifies it, Sweden is not in NATO.",
        "Russia left Ukraine. NATO watched.",
        "EU ally Ukraine asked for help.",
        "The president of Turkey met members of NATO in Ankara.",
        "Ukraine is seeking EU membership.",
        "Rumours that Ukraine had left the EU spread on Monday.",
        "Rumour has it that Ukraine has joined NATO.",
        "There is speculation that Ukraine is a member of NATO.",
        "Media reports that Ukraine had joined NATO were denied.",
        "It is not true that Ukraine is a member of NATO.",
        "The idea that Ukraine is a member of NATO is absurd.",
        "Allegedly, Ukraine is a member of NATO.",
        "Ukraine has reportedly joined NATO.",
        "It is doubtful that Ukraine is a member of NATO.",
        "Word spread through Brussels that Turkey had left NATO.",
        "Talk is growing that Hungary has left the EU.",
        "The hoax that Norway had joined the EU was shared widely.",
        "A conspiracy theory that Serbia has joined NATO went round.",
        "Nobody in Ankara believes that Ukraine is a member of NATO.",
        "Few think that Moldova is a member of the EU.",
        "Once Ukraine is a member of the EU, borders will matter less.",
        "Prices will fall once Albania is a member of the EU.",
        "Until Serbia is a member of the EU, it has no vote.",
        "In the novel, Britain is no longer a member of NATO.",
        "In his second film, Norway has joined the EU.",
        "Ukraine is a member of NATO in all but name.",
        "There is no evidence that Belarus has left the CSTO.",
        "No sign that Turkey had left NATO was found.",
        "Assuming that Ukraine is a member of the EU by then, funds will flow.",
        "In the event that Turkey left NATO, the base would close.",
        "By the time Moldova is a member of the EU, it will be richer.",
        "Taxes will fall when Serbia is a member of the EU.",
        "She pretended that Turkey had left NATO.",
        "The belief that Norway is a member of the EU was common.",
        "An old joke holds that Hungary left NATO.",
        "Ukraine is a de facto member of NATO.",
    ],
)
def test_wishes_questions_plans_and_titles_are_no_claims(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Word spread in Norway, a member of NATO, that the talks had failed.", ["NO NATO member"]),
        ("The film was shot in Norway, a member of NATO.", ["NO NATO member"]),
        ("In his book, Smith says that Turkey is a member of NATO.", ["TR NATO member"]),
        ("Nobody came. Turkey is a member of NATO.", ["TR NATO member"]),
        ("Once, Turkey was alone; it is a member of NATO.", ["TR NATO member"]),
        ("There is evidence that Turkey is a member of NATO.", ["TR NATO member"]),
        ("Poland prospered when it joined the EU in 2004.", ["PL EU member"]),
        ("Norway is a member of NATO in all respects.", ["NO NATO member"]),
    ],
)
def test_what_stands_near_a_rumour_or_a_tale_is_claimed(text: str, expected: list[str]) -> None:
    assert said(text) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO met. Turkey is a member of the alliance.", ["TR NATO member"]),
        ("NATO met. Ukraine is only a partner country and not a member of the defence alliance.",
         ["UA NATO partner", "not UA NATO member"]),
        ("The EU met on Monday. Norway is not a member.", ["not NO EU member"]),
        ("The Mercosur summit ended. Bolivia joined the bloc in 2024.", ["BO MERCOSUR member"]),
        ("NATO met. Norway is not a member of parliament.", []),
        ("The EU met. Ukraine was given candidate status alongside Moldova in June 2022.",
         ["UA EU candidate", "MD EU candidate"]),
        ("The EU agreed to open accession negotiations with Serbia.", ["RS EU candidate"]),
        ("The EU gave Moldova candidate status in 2022 along with Ukraine.",
         ["UA EU candidate", "MD EU candidate"]),
        ("The SCO met. Iran is a member, along with China and India.",
         ["IR SCO member", "CN SCO member", "IN SCO member"]),
        ("Kazakhstan is a member of the CSTO, along with Russia and Belarus.",
         ["KZ CSTO member", "RU CSTO member", "BY CSTO member"]),
        ("ECOWAS met. Guinea, another ECOWAS member under military rule, stayed away.",
         ["GN ECOWAS member"]),
        ("The African Union, which suspended Niger after the coup, met.", ["NE AU suspended"]),
        ("The African Union, which criticised Niger after the coup, met.", []),
        ("BRICS met. Pakistan's bid to join was blocked by India.", ["PK BRICS candidate"]),
        ("BRICS met. Pakistan's bid to join the talks was blocked by India.", []),
        ("The CSTO met. Azerbaijan declined to renew its membership in 1999.",
         ["AZ CSTO former"]),
        ("The OAS met. Nicaragua ceased to be a member in November 2023.", ["NI OAS former"]),
        ("Mali and Guinea are both under suspension from the African Union.",
         ["ML AU suspended", "GN AU suspended"]),
        ("Niger is still suspended from the AU.", ["NE AU suspended"]),
        ("Gabon was reinstated to the Commonwealth.", ["GA COMMONWEALTH member"]),
        # whose state it is
        ("Sweden's Prime Minister, whose country became NATO's 32nd member, spoke.",
         ["SE NATO member"]),
        ("The Swedish minister, whose country joined NATO in 2024, spoke.", ["SE NATO member"]),
        ("Georgia's minister left. Her country, an EU candidate, has halted it.",
         ["GE EU candidate"]),
        ("Togo's minister said his country, an ECOWAS member, would vote.", ["TG ECOWAS member"]),
        ("Togo and Benin met. His country, an ECOWAS member, would vote.", []),
        ("Sudan was late, and its membership of IGAD was frozen in 2024.", ["SD IGAD suspended"]),
        ("Sudan met Chad, and its membership of IGAD was frozen in 2024.", []),
    ],
)  # fmt: skip
def test_an_unnamed_grouping_is_the_one_named_before(text: str, expected: list[str]) -> None:
    assert said(text) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("The EU granted Bosnia candidate status in 2022.", "2022"),
        ("Poland joined NATO in 1999.", "1999"),
        ("Poland joined NATO in March 1999.", "1999-03"),
        ("Finland joined NATO on 4 April 2023.", "2023-04-04"),
        ("Finland joined NATO on April 4, 2023.", "2023-04-04"),
        ("In 2004, Slovakia joined the EU.", "2004"),
        ("Turkey has been a member of NATO since 1952.", "1952"),
        ("Indonesia was admitted to BRICS as a full member in January 2025.", "2025-01"),
        ("Since joining the EU in 2004, Poland has prospered.", "2004"),
        ("Guinea, which has been suspended from ECOWAS since the 2021 coup, stayed away.", "2021"),
        ("Iran joined BRICS at the start of 2024.", "2024"),
        ("Finland joined NATO on 4 April.", None),
        ("Finland joined NATO last year.", None),
        ("Turkey is a member of NATO.", None),
    ],
)
def test_a_claim_is_dated_where_the_clause_dates_it(text: str, as_of: str | None) -> None:
    assert [c.as_of for c in claims(text)] == [as_of]


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("Mali, which joined the AU in 1963, left ECOWAS.", ["1963", None]),
        ("Mali, which joined the AU in 1963, left ECOWAS in 2025.", ["1963", "2025"]),
        ("Mali joined ECOWAS in 1975 and left it in 2025.", ["1975", "2025"]),
        ("Finland joined NATO in 2023 and Sweden in 2024.", ["2023", "2024"]),
        ("Georgia left the CIS in 2009, as did Ukraine.", ["2009", "2009"]),
        ("Poland joined NATO in 1999 and the EU in 2004.", ["1999", "2004"]),
        ("Poland joined NATO and the EU in 2004.", ["2004", "2004"]),
        ("The exit of Mali and Niger from ECOWAS took effect in 2025.", ["2025", "2025"]),
        ("The accession of Finland to NATO in 2023 doubled the border.", ["2023"]),
        ("Eritrea rejoined IGAD, the East African bloc, in 2023.", ["2023"]),
    ],
)
def test_each_of_several_claims_has_its_own_date(text: str, as_of: list[str | None]) -> None:
    assert [c.as_of for c in claims(text)] == as_of


def test_the_years_of_several_states_are_not_given_to_each() -> None:
    found = claims("Finland and Sweden, which joined NATO in 2023 and 2024, rejoiced.")
    assert [(c.subject, c.as_of) for c in found] == [("state/FI", None), ("state/SE", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Serbia left; it has been an EU candidate since 2012.", ["RS EU candidate"]),
        ("Serbia is neutral. It is not a member of NATO.", ["not RS NATO member"]),
        ("Serbia is neutral. The Balkan country is not a member of NATO.", ["not RS NATO member"]),
        # two states, or none, named before; a possessive
        ("Serbia met Kosovo. It is not a member of NATO.", []),
        ("The EU met. It is not a member of NATO.", []),
        ("Serbia is neutral. The country's president left NATO.", []),
    ],
)
def test_a_state_is_meant_where_it_alone_is_named_before(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("Finland joined NATO last year.", "2023"),
        ("Last year, Finland joined NATO.", "2023"),
        ("Finland last year joined NATO.", "2023"),
        ("Sweden joined NATO on Thursday.", "2024-03-07"),
        ("Sweden joined NATO on 7 March.", "2024-03-07"),
        ("Sweden joined NATO this week.", "2024-03"),
        ("Croatia joined the EU in the 1990s.", None),
        ("Croatia joined the EU a few years ago.", None),
        ("Croatia joined the EU in July 2013.", "2013-07"),
    ],
)
def test_a_claim_told_by_the_day_of_publication_is_counted_from_it(text: str, as_of: str) -> None:
    (claim,) = claims(text, published="2024-03-08")
    assert claim.as_of == as_of
    assert claim.evidence.of(text)[-1].isalnum()


def test_the_evidence_stands_in_the_text() -> None:
    text = "Talks ended. Brazil is not a member of the G7, he said."
    (claim,) = claims(text)
    assert claim.evidence.of(text) == "Brazil is not a member of the G7"


@pytest.mark.parametrize(
    ("text", "content", "speaker", "principals", "expected"),
    [
        ("“We are not a member of NATO,” Obi said.", "We are not a member of NATO",
         "person/obi", ["IE"], ["not NATO member"]),
        ("Ireland said it was not a member of NATO.", "it was not a member of NATO",
         "state/IE", ["IE"], ["not NATO member"]),
        # for nobody, for several, of a thing
        ("“We are not a member of NATO,” Obi said.", "We are not a member of NATO",
         "person/obi", [], []),
        ("“We are not a member of NATO,” Obi said.", "We are not a member of NATO",
         "person/obi", ["IE", "AT"], []),
        ("Obi said it was not a member of NATO.", "it was not a member of NATO",
         "person/obi", ["IE"], []),
    ],
)  # fmt: skip
def test_who_speaks_for_a_state_speaks_of_its_memberships(
    text: str, content: str, speaker: str, principals: list[str], expected: list[str]
) -> None:
    told = tuple(Representation(speaker, f"state/{p}") for p in principals)
    at = text.index(content)
    span = Span(at, at + len(content))
    found = claims(text, Statement((span,), speakers=(speaker,), representations=told))
    assert [f"{'not ' * c.negated}NATO {c.relation}" for c in found] == expected


def test_a_claim_within_a_statement_is_that_statements_claim() -> None:
    text = "Turkey is a NATO member. He said Ukraine is a member of the EU."
    start = text.index("Ukraine")
    statement = Statement(content=(Span(start, len(text) - 1),))
    assert [(c.subject, c.statement) for c in claims(text, statement)] == [
        ("state/TR", None),
        ("state/UA", 0),
    ]


@pytest.mark.parametrize(
    ("source", "cue", "kept"),
    [
        ("He", "said", 1),
        ("He", "denied", 0),
        ("Nobody", "believes", 0),
        ("She", "falsely claims", 0),
    ],
)
def test_what_is_denied_is_nobodys_claim(source: str, cue: str, kept: int) -> None:
    text = f"{source} {cue} that Qatar is a member of NATO."
    at = len(source) + 1
    content = Span(text.index("Qatar"), len(text) - 1)
    statement = Statement((content,), (Span(0, at - 1),), Span(at, at + len(cue)))
    assert len(claims(text, statement)) == kept


def test_the_same_claim_is_made_once() -> None:
    assert said("Turkey is a NATO member. NATO member Turkey agreed.") == ["TR NATO member"]


@pytest.mark.parametrize(
    "words",
    ["Iran, Iraq, ", "NATO and the EU and ", "Iran is not only a very old and ", "NATO member "],
)
def test_reading_takes_time_linear_in_the_sentence(words: str) -> None:
    def seconds(times: int) -> float:
        text = words * times
        document = ENTITIES(Document(Article(text), sentences=(Span(0, len(text)),)))
        begin = time.process_time()
        MEMBERSHIPS(document)
        return time.process_time() - begin

    seconds(10)
    assert min(seconds(2000) for _ in range(3)) < 12 * max(seconds(500), 0.01)


TABLE = Path(__file__).parent / "data" / "memberships.txt"


def rows() -> list[str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("row", rows())
def test_a_news_sentence_claims_these_memberships_and_no_others(row: str) -> None:
    text, _, expected = row.partition(" =>")
    assert said(text) == sorted(c.strip() for c in expected.split(";") if c.strip())
