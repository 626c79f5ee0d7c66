"""Facts about whom the words of a source mean: descriptions, institutions, outlets, chains."""

from __future__ import annotations

import pytest

from kg.config import Config
from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.chains import unchained
from kg.model import Article, Document, Span, Statement
from kg.pipeline import open_pipeline
from tests.marked import names, read


def _last(marked: str) -> tuple[Document, Statement]:
    found = read(marked)
    return found, found.statements[-1]


@pytest.mark.parametrize(
    ("marked", "speakers"),
    [
        # a description ends in its head noun, outside names
        ("[s The People's Daily newspaper] [c said] [q no].", ["People's Daily"]),
        ("[s North Korea's official KCNA news agency] [c said] [q no].",
         ["Korean Central News Agency"]),
        ("[s Two officials close to the talks] [c said] [q no].",
         ["unnamed two officials close to the talks"]),
        ("[s Most of Chile's farmers] [c said] [q no].", ["unnamed Chile's farmers"]),
        ("[s Berlin's] [c pledge] [q to help].", ["Germany"]),
        # those who are named again by another word
        ("[s Chilean Foreign Minister Ana Rojas] [c said] [q no]. [s The senior diplomat] "
         "[c noted] [q yes].", ["Ana Rojas"]),
        ("[s A senior NATO commander] [c said] [q no]. [s The commander, who asked not to be "
         "named,] [c said] [q yes].", ["unnamed senior NATO commander"]),
        ("[s Aides of the premier] [c deny] [q it]. [q “Never,”] [s one of them] [c said].",
         ["unnamed aides of the premier"]),
        ("[s A Chilean spokeswoman] [c said] [q President Juan Soto would come]. [s She] [c added] "
         "[q more].", ["unnamed Chilean spokeswoman"]),
        # two officials of one sort are two, and so are two states'
        ("Peruvian Foreign Minister Juan Soto met. [s Soto's spokesman] [c said] [q no]. "
         "[s A Union spokeswoman] [c said] [q yes]. [q No], [s Ana Rojas] [c said]. "
         "[s Soto's spokesman] [c said] [q no].", ["unnamed Soto's spokesman"]),
        ("Chile's [p Juan Soto] slept. Peruvian spokesman Ivan Diaz spoke. [s Soto's spokesman] "
         "[c said] [q no].", ["unnamed Soto's spokesman"]),
        ("Peruvian spokesman Ivan Diaz spoke. [s The junta's spokesman] [c said] [q no].",
         ["unnamed junta's spokesman"]),
        ("[p Ivan Diaz] [c said] [q no]. [s Chile's delegate] [c said] [q yes]. [q Lima would "
         "heal], [s he] [c added].",
         ["unnamed Chile's delegate"]),
        ("Chile's [p Ana Rojas], until recently [s its envoy,] [c said] [q no].", ["Ana Rojas"]),
        # institutions by whose they are
        ("Chile was angry. [s Its foreign ministry] [c said] [q no].",
         ["Chilean foreign ministry"]),
        ("[s FARC leader Rodrigo Soto, alias Timo,] [c said] [q no].", ["Rodrigo Soto"]),
        ("[s Protesters outside Government House] [c said] [q no].",
         ["protesters outside Government House"]),
        ("Ghana slept. [s The army] [c said] [q no].", ["Ghanaian army"]),
        ("Ghana slept. [s The presidency] [c said] [q no].", ["Ghanaian presidency"]),
        ("Ghana's army slept. [s The police] [c said] [q no].", ["unnamed police"]),
        ("[s The Bank of Ghana] [c said] [q no]. [s The central bank] [c said] [q yes].",
         ["Bank of Ghana"]),
        ("Peru said no. [s The government of President Ana Rojas of Chile] [c said] [q yes].",
         ["Chile"]),
        ("Chile met. Chilean Foreign Minister Ana Rojas was tired. [s Rojas's ministry] [c said] "
         "[q no].", ["Ministry of Foreign Affairs of Chile"]),
        ("Chilean President Juan Soto slept. [s Soto's office] [c said] [q no].",
         ["Office of Juan Soto"]),
        ("[s The European Commission] [c said] [q no].", ["European Commission"]),
        ("South Korean Joint Chiefs of Staff (JCS) slept. The [o JCS] met. [s The JCS] [c said] "
         "[q b].", ["South Korean Joint Chiefs of Staff"]),
        ("[s The Obama administration] [c said] [q no].", ["United States"]),
        ("[s The delegation itself] [c said] [q no].", ["delegation"]),
        ("[s MPs] [c said] [q no].", ["MPs"]),
        ("[s UN experts*] [c said] [q no].", ["unnamed UN experts"]),
        ("[s A senior Kremlin figure] [c said] [q no].", ["unnamed senior Kremlin figure"]),
        ("[s The shipping company, Hellenic Lines,] [c said] [q no].", ["Hellenic Lines"]),
        # who is presented before the quotation
        ("Here is Chile's [p Ana Rojas] on her way in:\n“[q We will not be lectured by anybody].”",
         ["Ana Rojas"]),
    ],
)  # fmt: skip
def test_whom_the_words_of_a_source_mean(marked: str, speakers: list[str]) -> None:
    found, statement = _last(marked)
    assert names(found, statement.speakers) == speakers


@pytest.mark.parametrize(
    ("marked", "role", "speaks_for"),
    [
        ("[s A Chilean diplomat] [c said] [q no].", "Chilean diplomat", ("state/CL",)),
        ("[s A Western diplomat in Lima] [c said] [q no].", None, ()),
        ("[s Peruvian farmers] [c said] [q no].", None, ()),
        ("[s Peru's ambassador in Lisbon] [c said] [q no].", "Peru's ambassador in Lisbon",
         ("state/PE",)),
        ("[s A Peruvian official] [c said] [q no]. [s Two other officials] [c said] [q a].",
         "two other officials", ("state/PE",)),
        ("[s Chilean President Juan Soto] [c said] [q no]. [s His spokeswoman] [c said] [q yes].",
         "spokeswoman of Juan Soto", ("state/CL",)),
        # a central bank is its state's, others so called are not
        ("[s The Bank of Ghana] [c said] [q no].", None, ("state/GH",)),
        ("[s The Bank of Ireland] [c said] [q no].", None, ()),
        ("[s The State Bank of Pakistan] [c said] [q no].", None, ("state/PK",)),
        ("[s China's mission to the EU] [c said] [q no].", None, ("state/CN",)),
        ("[s NATO's mission to Kosovo] [c said] [q no].", None, ()),
        # a source in a body is in its service, one in a town is not
        ("[s A source in the Indian embassy] [c said] [q no].", "source in the Indian embassy",
         ("state/IN",)),
        ("[s A source in Lima] [c said] [q no].", None, ()),
        # where somebody is from is not for whom he speaks
        ("[p Gabor Lantos] slept. [s Hungary's Gabor Lantos] [c said] [q no].", None, ()),
        ("Peru's Foreign Minister Juan Soto left. [s A Soto aide] [c said] [q no].", "Soto aide",
         ("state/PE",)),
        ("North Korea's official [s KCNA] news agency [c said] [q no].",
         "North Korea's official news agency", ("state/KP",)),
        ("[s The United Nations' humanitarian coordinator in Juba] [c said] [q no].",
         "United Nations' humanitarian coordinator in Juba", ("grouping/UN",)),
        ("[s U.N. officers] [c said] [q no].", "U.N. officers", ("grouping/UN",)),
        ("North Korea's main news agency [s KCNA] [c said] [q no].",
         "North Korea's main news agency", ("state/KP",)),
        ("[s Bosnian Serb commander Petar Ilic] [c said] [q no].", "Bosnian Serb commander",
         ()),
        # where they are is whose they are, and in Brussels it is whose the article tells of
        ("[s The foreign ministry in Lima] [c said] [q no].", None, ("state/PE",)),
        ("[s The embassy in Lima] [c said] [q no].", None, ()),
        ("The EU met. [s A senior official in Brussels] [c said] [q no].",
         "senior official in Brussels", ("grouping/EU",)),
        ("NATO met. [s A senior official in Brussels] [c said] [q no].",
         "senior official in Brussels", ("grouping/NATO",)),
        ("Belgium and the EU met. [s A senior official in Brussels] [c said] [q no].",
         "senior official in Brussels", ()),
        ("India's foreign ministry met. [s An official at the foreign ministry in Lima] [c said] "
         "[q no].", "official at the foreign ministry in Lima", ("state/PE",)),
        ("[s Our colleagues from the UN refugee agency] [c told] us [q no].",
         "colleagues from the UN refugee agency", ("grouping/UN",)),
        ("[s Our colleagues at UNHCR] [c said] [q no].", "colleagues at UNHCR", ("grouping/UN",)),
        ("[s Colleagues in Peru] [c said] [q no].", "colleagues in Peru", ()),
        # who has left office speaks for nobody
        ("[s A former US official] [c said] [q no].", "former US official", ()),
        ("[s A member of Peru's National Security Council] [c said] [q no]. [s A second official] "
         "[c said] [q no].", "second official", ("state/PE",)),
        # who rules
        ("[s Mali's ruling junta] [c said] [q no].", None, ("state/ML",)),
        ("Mali's junta, which came late, rejected it. [s Junta spokesman Ali Obi] [c said] [q no].",
         "Junta spokesman", ("state/ML",)),
        ("[p Ana Soto] left. [s The head of the Russian-installed council in Lima, Ana Soto,] "
         "[c said] [q no].", "head of the Russian-installed council in Lima", ()),
        ("[s Officials of the Russian-backed council] [c said] [q no].",
         "officials of the Russian-backed council", ()),
        # named later
        ("[s A senior Peruvian official] [c said] [q no]. The official, Luis Vega, left.",
         "senior Peruvian official", ("state/PE",)),
        ("Peru's [p Luis Vega] met. His finance minister, Ana Soto, left. [s Soto] [c said] [q a].",
         "finance minister", ("state/PE",)),
        ("[p Emmanuel Macron] came. His trade minister, Ana Soto, left. [s Soto] [c said] [q a].",
         "trade minister", ("state/FR",)),
        ("[q1 Chad will pay], [s1 its trade chief] [c1 said], after [s2 Luis Vega] [c2 warned] "
         "[q2 of war].\n\n[q It is late], [s Ana Soto] [c told] Lima.", "trade chief",
         ("state/TD",)),
        ("[s The head of the council, Colonel Ana Soto,] [c said] [q no].", "head of the council",
         ()),
        # several states' officials
        ("[s The presidents of Peru, Chile and Brazil] [c said] [q no].", None,
         ("state/PE", "state/CL", "state/BR")),
        ("[s Chinese and Brazilian officials] [c said] [q no].", "Chinese and Brazilian officials",
         ("state/CN", "state/BR")),
        ("[s US and EU diplomats] [c said] [q no].", None, ("state/US", "grouping/EU")),
        ("[s Peruvian officials and farmers] [c said] [q no].", "Peruvian officials and farmers",
         ("state/PE",)),
        # only the head of a description is an office, and only of its own owner
        ("Chile met. [s The president's lawyer] [c said] [q no].", "president's lawyer", ()),
        ("Chile met. [s Critics of President Juan Soto] [c said] [q no].", None, ()),
        ("Peru met. [s The rebels' spokesman] [c said] [q no].", "rebels' spokesman", ()),
        ("Peru met. [s Families' spokesman] [c said] [q no].", "Families' spokesman", ()),
        ("Peru met. [s The militia's commander] [c said] [q no].", "militia's commander", ()),
        ("Peru met. [s The junta's spokesman] [c said] [q no].", "junta's spokesman",
         ("state/PE",)),
        ("[s A delegate from Peru] [c said] [q no].", "delegate from Peru", ("state/PE",)),
        ("[s China's top foreign policy official Ana Rojas] [c said] [q no].",
         "China's top foreign policy official", ("state/CN",)),
        ("[s The Kurdish official Ana Rojas] [c said] [q no].", "Kurdish official", ()),
        ("ANA ROJAS, SECRETARY OF STATE\nMAY 3\n\nIt rained. [s I] [c urge] [q all to go].",
         "Secretary of State", ()),
        # who was there may be anybody's
        ("Peru left. [s Two officials who attended the talks] [c said] [q no].",
         "two officials who attended the talks", ()),
        ("Peru left. [s An official briefed on the talks] [c said] [q no].",
         "official briefed on the talks", ()),
        ("Peru left. [s An aide who was travelling with him] [c said] [q no].",
         "aide who was travelling with him", ()),
        ("Peru left. [s Two officials] [c said] [q no].", "two officials", ("state/PE",)),
        ("HIGHLIGHTS\nBY ANA ROJAS, SPOKESPERSON FOR SECRETARY-GENERAL JUAN SOTO\n\nIt rained. "
         "[s The Spokesperson] [c said] [q no].", "spokesperson", ("grouping/UN",)),
        ("[s Ana Rojas, Special Envoy of the Secretary-General,] [c said] [q no].",
         "Special Envoy of the Secretary-General", ("grouping/UN",)),
        ("[s The spokesman for the Secretary-General] [c said] [q no].",
         "spokesman for the Secretary-General", ("grouping/UN",)),
        ("Libya left. [s The President of the General Assembly] [c said] [q no].",
         "president of the General Assembly", ("grouping/UN",)),
        # whose spokesman somebody is has a title of his own
        ("[s A spokesman for NATO Secretary General Mark Rutte] [c said] [q no].",
         "spokesman for NATO Secretary General Mark Rutte", ("grouping/NATO",)),
        ("[s An adviser to Peruvian President Ana Soto] [c said] [q no].",
         "adviser to Peruvian President Ana Soto", ("state/PE",)),
        ("[s The spokeswoman for Chilean Foreign Minister Juan Vega] [c said] [q no].",
         "spokeswoman for Chilean Foreign Minister Juan Vega", ("state/CL",)),
    ],
)  # fmt: skip
def test_in_what_capacity_the_described_speak(
    marked: str, role: str | None, speaks_for: tuple[str, ...]
) -> None:
    _, statement = _last(marked)
    assert (statement.role, statement.speaks_for) == (role, speaks_for)


@pytest.mark.parametrize(
    ("marked", "reported_by"),
    [
        ("[s Ana Rojas] [c told] state broadcaster TVN [q no].", "TVN"),
        ("[s Ana Rojas] [c told] the Sunday Courier [q no].", "Sunday Courier"),
        ("[s Ana Rojas] [c told] Wikinews [q no].", "Wikinews"),
        ("[s Ana Rojas] [c told] the Lebanese channel [p Al Mayadeen] [q no].", "Al Mayadeen"),
        ("“[q No],” [s Ana Rojas] [c was quoted as saying] by the state-owned Herald newspaper.",
         "Herald"),
        ("[s Ana Rojas] [c told] the pro-government daily [p Ali Sabah] [q no].", "Ali Sabah"),
        ("[s Ana Rojas] [c told] the Senate [q no].", None),
        ("[s1 Ana Rojas] [c1 told] Interfax [q1 no], and [s2 Juan Soto] [c2 said] [q2 yes].", None),
        ("A Chilean official, speaking on a plane, said [s Ana Rojas] [c had told] Peru [q no].",
         "unnamed Chilean official"),
        ("[s Russia], according to a diplomat who was there, [c told] the others [q no].",
         "unnamed diplomat who was there"),
    ],
)  # fmt: skip
def test_who_passes_a_statement_on(marked: str, reported_by: str | None) -> None:
    found, statement = _last(marked)
    key = statement.reported_by
    assert (names(found, (key,))[0] if key else None) == reported_by


def test_what_somebody_is_quoted_as_saying_may_come_first() -> None:
    text = "LIMA, May 2 (Agency) - Talks had failed, Interfax quoted Ana Rojas as saying on Monday."
    start = text.index("Interfax")
    whole = Statement(
        content=(Span(start + 16, len(text) - 1),),
        source=(Span(start, start + 8),),
        cue=Span(start + 9, start + 15),
    )
    found = unchained([whole], layout_of(text))
    assert [(s.source[0].of(text), s.content[0].of(text), s.reported_in) for s in found] == [
        ("Interfax", "Talks had failed", None),
        ("Ana Rojas", "Talks had failed", 0),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Interfax quoted an official as saying that talks had failed.",
         [("Interfax", "quoted", "an official as saying that talks had failed"),
          ("an official", "as saying", "talks had failed")]),
        ("Interfax quoted him on Monday.", [("Interfax", "quoted", "him on Monday")]),
    ],
)  # fmt: skip
def test_who_is_quoted_as_saying_says_it(text: str, expected: list[tuple[str, str, str]]) -> None:
    start = text.index("quoted")
    whole = Statement(
        content=(Span(start + 7, len(text) - 1),), source=(Span(0, 8),), cue=Span(start, start + 6)
    )
    found = unchained([whole], layout_of(text))
    assert [
        (s.source[0].of(text), s.cue.of(text) if s.cue else "", s.content[0].of(text))
        for s in found
    ] == expected


@pytest.mark.parametrize(
    ("marked", "speakers", "speaks_for"),
    [
        # a state's name that only qualifies the noun does not speak
        ("[s U.S. lobbyists] [c declared] [q it].", ["unnamed U.S. lobbyists"], ()),
        ("[s The U.S. Geological Survey] [c said] [q yes].", ["U.S. Geological Survey"],
         ("state/US",)),
        ("[s the Egyptian government] [c said] [q yes].", ["Egypt"], ("state/EG",)),
        ("Venezuela is poor. [s The Maduro government] [c said] [q no].", ["Venezuela"],
         ("state/VE",)),
        ("It is poor. [s The Maduro government] [c said] [q no].", ["unnamed Maduro government"],
         ()),
        ("[s the government in Riyadh] [c denied] [q it].", ["Saudi Arabia"], ("state/SA",)),
        ("[s An Egyptian textbook published this year] [c explains] [q peace].",
         ["unnamed Egyptian textbook published this year"], ()),
        ("[s Rabbis] [c vow] [q to go]. About forty rabbis came.", ["unnamed Rabbis"], ()),
        ("[s Hamas] [c said] [q no].", ["Hamas"], ()),
        ("[s Several Democratic operatives] [c said] [q no].",
         ["unnamed Democratic operatives"], ()),
        ("[s The Peace Foundation's own published guidelines] [c say] [q no].",
         ["unnamed Peace Foundation's own published guidelines"], ()),
        # nor does what stands in an apposition to somebody else's name
        ("[s a lawsuit filed in Lima by Ana Rojas, a former head of Peru's navy,] [c said] [q no].",
         ["unnamed lawsuit filed in Lima by Ana Rojas, a former head of Peru's navy"], ()),
    ],
)  # fmt: skip
def test_only_the_head_of_a_source_speaks(
    marked: str, speakers: list[str], speaks_for: tuple[str, ...]
) -> None:
    found = read(marked)
    statement = found.statements[0]
    assert names(found, statement.speakers) == speakers
    assert statement.speaks_for == speaks_for


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Turkey, a NATO member that hosts Hamas politicians, urged Israel to stop.", "Turkey"),
        ("Iran, a country that arms Hezbollah, said it would wait.", "Iran"),
        ("Qatar, the state where Hamas has an office, said talks went on.", "Qatar"),
    ],
)
def test_nor_does_what_a_clause_about_it_names(text: str, speaker: str) -> None:
    found = open_pipeline(Config()).read(Article(text))
    assert names(found, found.statements[0].speakers) == [speaker]


@pytest.mark.parametrize(
    ("marked", "speakers"),
    [
        ("[p Ana Rojas], the director of the [o Peace Foundation], [s who] [c said] [q yes].",
         ["Ana Rojas"]),
        ("Sen. [p Ted Moore] of Texas, [s who] [c criticised] [q Iran], left.", ["Ted Moore"]),
        ("It drew a rebuke from the Chilean embassy in Manila, [s which] [c said] [q no].",
         ["Chilean embassy"]),
        ("It quoted Peru's mission to the UN, [s which] [c said] [q no].",
         ["Peru mission to the UN"]),
        ("It angered the foreign ministry in Lima, [s which] [c said] [q no].",
         ["foreign ministry"]),
        ("It was near the lake in Peru, [s which] [c said] [q no].", ["Peru"]),
        ("Several Chilean ministers, [s who] [c hoped for] [q peace], left.",
         ["Chilean ministers"]),
        ("It spoke with Solomon Islands officials, [s who] [c insist] [q so].",
         ["unnamed Solomon Islands officials"]),
        ("A UN panel, [s which] [c accused] [q Syria], left.", ["UN panel"]),
        ("Talks alarmed Ankara and Tehran, [s which] both [c oppose] [q it].",
         ["Turkey", "Iran"]),
        ("He echoed security experts [s who] [c say] [q so].", ["unnamed security experts"]),
        ("It appointed a diplomacy chief [s who] [c accused] [q him].",
         ["unnamed diplomacy chief"]),
        ("It rained in Lima. [s Who] [c said] [q so]?", ["unnamed source (unattributed)"]),
    ],
)  # fmt: skip
def test_a_relative_pronoun_means_whom_the_words_before_it_name(
    marked: str, speakers: list[str]
) -> None:
    found = read(marked)
    assert names(found, found.statements[0].speakers) == speakers


@pytest.mark.parametrize(
    ("marked", "speakers"),
    [
        ("[s Adm. John Smith] [c said] [q no]. [s2 The admiral] [c2 said] [q2 yes].",
         ["John Smith"]),
        ("Sen. [p Ted Moore] left. [s The senator] [c said] [q no].", ["Ted Moore"]),
        # a spokeswoman is nobody's spokesman
        ("Peru spokeswoman [p Hope Diaz] spoke. [p Luis Vega] came. [s His spokesman] [c declined] "
         "[q to comment].", ["unnamed spokesman of Luis Vega"]),
        ("[o EgyptAir] was silent. [s BFMTV] [c reported] [q a crash]. [s2 The airline] [c2 said] "
         "[q2 no].", ["EgyptAir"]),
        ("[s Luis Vega] [c said] [q no]. [s2 The gambling tycoon] [c2 said] [q2 yes].",
         ["Luis Vega"]),
        # a name that only qualifies somebody else is not who `he` is
        ("A [p Luis Vega] speechwriter, [p Juan Soto], left. [s He] [c said] [q so].",
         ["Juan Soto"]),
        ("[s A representative for Mr. Luis Vega] [c said] [q no]. [s2 He] [c2 added] [q2 yes].",
         ["unnamed representative for Mr. Luis Vega"]),
        ("The UN met. [s The Secretary-General today] [c called for] [q peace].",
         ["unnamed Secretary-General"]),
        ("[s A Western diplomat in Lima] [c said] [q no]. [s Another] [c said] [q yes].",
         ["unnamed another Western diplomat"]),
        ("[s Two aides] [c said] [q no]. [s Another] [c said] [q yes].", ["unnamed two aides"]),
        ("[s A senior Peruvian official] [c said] [q no]. The official, Luis Vega, left.",
         ["Luis Vega"]),
        ("[s The EU's water envoy] [c said] [q no]. The bloc left. [s The envoy, Luis Vega,] "
         "[c said] [q yes].", ["Luis Vega"]),
        ("Obi met the head of the junta, [s whose spokesman] [c said] [q no].",
         ["unnamed spokesman"]),
        ("[s An official] [c said] [q no]. An aide and another official came. The official, Luis "
         "Vega, left.", ["unnamed official"]),
        ("Peru's army fought the [o Red Path]. [s The militant group] [c denied] [q it].",
         ["Red Path"]),
        ("The [o Supreme Court] met. [s A Supreme Court judge] [c freed] [q four]. [s The court] "
         "[c said] [q so].", ["Supreme Court"]),
        ("The Kazakh government builds a port. [s It] [c hopes for] [q trade].", ["Kazakhstan"]),
        # `it` and `they` by their own clause
        ("Peru left. The European Union adopted a resolution in which [s it] [c demanded] "
         "[q talks].", ["European Union"]),
        ("Peru left. On Monday, Chile sent a note in which [s it] [c demanded] [q talks].",
         ["Chile"]),
        ("[s The resolution] [c demands] [q that Peru leave]. [s It] [c calls for] [q talks].",
         ["unnamed resolution"]),
        # who signs at the head is `I`, and `we` who say so
        ("PRESS STATEMENT\nANA ROJAS, SECRETARY OF STATE\nMAY 3\n\n[s I] [c urge] [q Peru to go].",
         ["Ana Rojas"]),
        ("Statement by Ana Rojas, Minister of Trade\n\n[s We] [c condemn] [q the raid].",
         ["Ana Rojas"]),
        ("Lima, Peru\n\n[s We] [c condemn] [q the raid].", ["unnamed source (unattributed)"]),
        ("JOINT STATEMENT\n\nWe, the Foreign Ministers of Peru and Chile, met in Lima. [s We] "
         "[c condemn] [q the raid].", ["Foreign Ministers of Peru and Chile"]),
        # who says in between what the president does is not he
        ("[s Josep Borrell] [c blamed] [q Kurti]. [q2 Serbia's President], [s2 he] [c2 said], "
         "[q2 had been ready]. Serbia's President Aleksandar Vucic left.", ["Josep Borrell"]),
        ("[s Peru] [c said] [q no]. [s The Council] [c expressed] [q concern].", ["Council"]),
        ("[s Peru] [c said] [q no]. [s The ministry] [c expressed] [q concern].", ["Peru"]),
        ("Chile met the European Union. [s It] [c demanded] [q talks].", ["Chile"]),
        ("[s1 Two experts] [c1 said] [q1 Chile had left]. [s2 They] [c2 noted] [q2 it was late].",
         ["unnamed two experts"]),
        ("[s1 A senior diplomat] [c1 said] [q1 no]. “[q2 It is grim],” [s2 they] [c2 said].",
         ["unnamed senior diplomat"]),
        ("[s1 A senior diplomat] [c1 said] [q1 Peru and Chile had left]. [s2 They] [c2 demanded] "
         "[q2 talks].", ["Peru", "Chile"]),
        # `the leaders` are those who met, unless they are more
        ("[p Vladimir Putin] had a telephone conversation with Serbian President Aleksandar Vucic. "
         "[s The leaders] [c welcomed] [q it].", ["Vladimir Putin", "Aleksandar Vucic"]),
        ("Foreign ministers Ana Rojas of Peru and Al Lee of Chile met. [s The ministers] "
         "[c agreed] [q to talk].", ["Ana Rojas", "Al Lee"]),
        ("[s EU leaders] [c said] [q no]. [s The leaders] [c said] [q yes].", ["EU leaders"]),
        ("[s Two aides] [c said] [q no]. [s One of the aides] [c said] [q yes].",
         ["unnamed two aides"]),
    ],
)  # fmt: skip
def test_a_description_means_whom_the_text_so_called(marked: str, speakers: list[str]) -> None:
    found = read(marked)
    assert names(found, found.statements[-1].speakers) == speakers


@pytest.mark.parametrize(
    ("marked", "represented"),
    [
        ("Peru's president, [p Ana Rojas], met Chile's foreign minister, [p Ted Moore]. "
         "[s Rojas and Moore] [c said] [q yes].",
         {"Ana Rojas": "state/PE", "Ted Moore": "state/CL"}),
        ("Peru's president, [p Ana Rojas], met the singer [p Ted Moore]. "
         "[s Moore and Rojas] [c said] [q yes].",
         {"Ana Rojas": "state/PE"}),
        ("[s Peru and NATO] [c said] [q yes].",
         {"Peru": "state/PE", "North Atlantic Treaty Organization": "grouping/NATO"}),
    ],
)  # fmt: skip
def test_each_of_several_speakers_speaks_for_his_own(
    marked: str, represented: dict[str, str]
) -> None:
    found, statement = _last(marked)
    told = statement.representations
    assert len(statement.speakers) == 2
    assert {names(found, [r.speaker or ""])[0]: r.principal for r in told} == represented
