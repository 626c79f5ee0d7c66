"""Facts about who speaks, in what role, for whom, through whom and to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extractors.speakers import SpeakerExtractor
from kg.model import Document, Span, Statement
from tests.marked import REFERENCE, names, read


def last(marked: str, published: str | None = None) -> tuple[Document, Statement]:
    found = read(marked, published)
    return found, found.statements[-1]


def test_a_quotation_after_a_label_is_not_by_whom_spoke_before() -> None:
    found = read("[s The Kremlin] [c denied] [q it].\n\nMACRON: “[q2 We are at war]”")
    assert names(found, found.statements[1].speakers) == ["unnamed source (unattributed)"]


def test_a_quotation_over_paragraphs_is_by_whom_its_end_names() -> None:
    found = read(
        "The vote came.\n\n“[q1 We are done. It is over.]\n\n“[q2 Nobody came.]\n\n"
        "“[q3 We will go],” [s3 Vladimir Putin] [c3 said]. “[q4 At once.]”"
    )
    spoken = [names(found, s.speakers) for s in found.statements]
    assert spoken[:3] == [["Vladimir Putin"]] * 3
    assert not any(e.type == "unnamed" for e in found.entities)


@pytest.mark.parametrize(
    ("marked", "speakers"),
    [
        ("[s US President Joe Biden] [c said] [q yes].", ["Joe Biden"]),
        ("[s German Chancellor Angela Merkel's spokesperson, Steffen Seibert,] [c said] [q yes].",
         ["Steffen Seibert"]),
        ("[s The foreign minister of Iran, Mohammad Javad Zarif,] [c said] [q no].",
         ["Mohammad Javad Zarif"]),
        ("[s Jens Stoltenberg, the Nato secretary general,] [c said] [q yes].",
         ["Jens Stoltenberg"]),
        ("[s Israel's Netanyahu] [c said] [q no]. Prime Minister Benjamin Netanyahu left.",
         ["Benjamin Netanyahu"]),
        ("[s a tweet on Monday by US Secretary of State Mike Pompeo] [c said] [q no].",
         ["Mike Pompeo"]),
        ("[s Senator Ana Rojas (Vt.) and ex-Maryland governor Ivan Diaz] [c said] [q no].",
         ["Ana Rojas", "Ivan Diaz"]),
        ("[s Some Americans] [c said] [q no].", ["Americans"]),
        ("[s European Union (EU) foreign policy chief Josep Borrell] [c said] [q no].",
         ["Josep Borrell"]),
        ("[s The European Union (EU)] [c said] [q no].", ["European Union"]),
        ("[p Ana Rojas] left. [s Special Rapporteur on torture Ana Rojas] [c said] [q no].",
         ["Ana Rojas"]),
        ("[s The Special Rapporteur on torture], [p Ana Rojas], [c said] [q no].", ["Ana Rojas"]),
        ("[s The Special Rapporteur], [p Ana Rojas], [c said] [q no].", ["Ana Rojas"]),
        ("[s The Council president for the month, Ambassador Ana Rojas,] [c said] [q no].",
         ["Ana Rojas"]),
        ("[s The Russians] [c said] [q no].", ["Russia"]),
        ("[s The Chilean side] [c said] [q no].", ["Chile"]),
        ("[s The Ministers] [c welcomed] [q it].", ["ministers"]),
        ("[s The Ministry] [c said] [q no].", ["unnamed ministry"]),
        ("[s The court] [c said] [q no].", ["unnamed court"]),
        ("[s The Secretary-General's Special Envoy] [c welcomed] [q it].",
         ["unnamed Secretary-General's Special Envoy"]),
        ("[s experts like Ivan Diaz, a Canadian] [c said] [q no].",
         ["unnamed experts like Ivan Diaz, a Canadian"]),
        ("[s Minister, Peru's president] [c said] [q no]. What is your answer?",
         ["unnamed Peru's president"]),
        ("[s Nato and the US] [c assured] [q Ukraine of support].",
         ["North Atlantic Treaty Organization", "United States"]),
        ("[s both Saudi Arabia and the United States] [c alleged] [q involvement].",
         ["Saudi Arabia", "United States"]),
        ("[s Presidents Vladimir Putin and Xi Jinping] [c declared] [q friendship].",
         ["Vladimir Putin", "Xi Jinping"]),
        ("[s Poland and the Baltic states] [c demanded] [q troops].", ["Poland", "Baltic states"]),
        ("[s North and South Korea] [c agreed] [q to talk].", ["North Korea", "South Korea"]),
        ("[s The leaders of France and Germany] [c urged] [q calm].",
         ["leaders of France and Germany"]),
        ("[s A special envoy of French President Emmanuel Macron] [c said] [q no].",
         ["unnamed special envoy of French President Emmanuel Macron"]),
        ("[s Two advisers to Chancellor Olaf Scholz] [c said] [q no].",
         ["unnamed two advisers to Chancellor Olaf Scholz"]),
        ("[s We, the Foreign Ministers of Estonia and Latvia,] [c reaffirm] [q it].",
         ["Foreign Ministers of Estonia and Latvia"]),
        ("[s We,] the Governments of Estonia and Latvia, [c reaffirm] [q it].",
         ["Estonia", "Latvia"]),
        ("[s Lima radio] [c said] [q no].", ["Lima radio"]),
        ("[s an unidentified Peruvian official] [c said] [q no].",
         ["unnamed Peruvian official"]),
        ("[s State news agency SABA] [c said] [q no].", ["SABA"]),
        ("[s The envoy for the region, Colonel Ada Obi,] [c said] [q no].", ["Ada Obi"]),
        ("[s The envoy for the lakes,] Ambassador Ada Obi of Ghana, [c said] [q no].",
         ["Ada Obi"]),
        ("[s Moscow] [c said] [q it was ready].", ["Russia"]),
        ("[s The Kremlin] [c said] [q it was ready].", ["Kremlin"]),
        ("[s A Kremlin statement] [c said] [q talks were good].", ["Kremlin"]),
        ("[s A White House statement] [c said] [q talks were good].", ["White House"]),
        ("[s The Saudi government] [c said] [q it had proof].", ["Saudi Arabia"]),
        ("[s the Turkish Ministry of Foreign Affairs] [c denounced] [q it].",
         ["Turkish Ministry of Foreign Affairs"]),
        ("[s Taiwan's Defense Ministry] [c reported] [q ships].", ["Taiwan Defense Ministry"]),
        ("According to [s the Associated Press], [q talks failed].", ["Associated Press"]),
        ("[s Brazil's National Institute for Space Research] [c reported] [q fires].",
         ["National Institute for Space Research"]),
        ("[s Iranian state television] [c reported] [q a blast].", ["Iranian state television"]),
        ("[s Diplomats] [c say] [q no].", ["unnamed diplomats"]),
        ("[s German officials] [c said] [q no].", ["unnamed German officials"]),
        ("[s A senior US official, who asked not to be named,] [c said] [q no].",
         ["unnamed senior US official"]),
        ("[s One US official who has dealt with the region for most of his life and is in Lima] "
         "[c said] [q no].",
         ["unnamed US official"]),
        ("[s People who fled the city] [c said] [q no].", ["unnamed people who fled the city"]),
        ("[s A source in the Russian Foreign Ministry] [c said] [q no].",
         ["unnamed source in the Russian Foreign Ministry"]),
        ("[s People familiar with the matter] [c said] [q no].",
         ["unnamed people familiar with the matter"]),
        ("[p Jair Bolsonaro] spoke. [s His critics] [c blame] [q him].",
         ["unnamed critics of Jair Bolsonaro"]),
        ("[s Sanders supporters] [c push] [q him]. Senator Bernie Sanders left.",
         ["unnamed Sanders supporters"]),
        ("[s Cruz spokeswoman Catherine Frazier] [c said] [q no]. Senator Ted Cruz left.",
         ["Catherine Frazier"]),
        ("[s Aides to Mr. Sanders] [c press] [q him]. Senator Bernie Sanders left.",
         ["unnamed aides to Mr. Sanders"]),
        ("[s Adam Andres, a spokesman for House Speaker Paul Ryan,] [c said] [q no].",
         ["Adam Andres"]),
        ("[s A joint statement by Palau, Peru and Chile] [c said] [q no].",
         ["Palau", "Peru", "Chile"]),
        ("[s A statement by the envoys of Peru and Chile] [c said] [q no].",
         ["statement by the envoys of Peru and Chile"]),
        ("[s World leaders] [c call] [q for action].", ["World leaders"]),
        ("[s G7 leaders] [c condemned] [q it].", ["G7 leaders"]),
        ("[s an assembly of several foreign ministers in Cairo] [c denounced] [q it].",
         ["assembly of several foreign ministers in Cairo"]),
        ("[s German firms including Siemens and Daimler] [c announced] [q plans].",
         ["German firms including Siemens and Daimler"]),
        ("[c It is feared] [q war may come].", ["unnamed source (unattributed)"]),
    ],
)  # fmt: skip
def test_the_source_names_the_speakers(marked: str, speakers: list[str]) -> None:
    found, statement = last(marked)
    assert names(found, statement.speakers) == speakers


@pytest.mark.parametrize(
    ("marked", "speakers"),
    [
        ("[s Angela Merkel] [c said] [q yes]. [s She] [c added] [q no].", ["Angela Merkel"]),
        ("[s The Pentagon] [c said] [q yes]. [s It] [c added] [q no].", ["Pentagon"]),
        ("[s The Pentagon] [c said] [q yes]. [s Peru and Chile] [c said] [q no]. [s It] [c added] "
         "[q no].", ["Pentagon"]),
        ("The White House spoke. [s It] [c went on to say] [q no].", ["White House"]),
        ("[s Russia's Defence Ministry] [c said] [q yes]. [s The ministry] [c said] [q no].",
         ["Russia Defence Ministry"]),
        ("[s Human Rights Watch] [c said] [q yes]. [s The group] [c said] [q no].",
         ["Human Rights Watch"]),
        ("[s Ukrainian officials] [c said] [q yes]. [s The officials] [c added] [q no].",
         ["unnamed Ukrainian officials"]),
        ("[s A senior US official] [c said] [q yes]. [s He] [c added] [q no].",
         ["unnamed senior US official"]),
        ("French President Emmanuel Macron and German Chancellor Olaf Scholz met. "
         "[s The two leaders] [c urged] [q calm].", ["Emmanuel Macron", "Olaf Scholz"]),
        ("EU foreign policy chief Josep Borrell and President Volodymyr Zelensky met. "
         "[s They] [c agreed] [q to meet].", ["Josep Borrell", "Volodymyr Zelensky"]),
        ("[s Sweden and Finland] [c said] [q yes]. [s Both countries] [c insisted] [q so].",
         ["Sweden", "Finland"]),
        ("[s the Turkish Ministry of Foreign Affairs] [c said] [q yes]. [s They] [c added] [q no].",
         ["Turkish Ministry of Foreign Affairs"]),
        ("[s a group of foreign ministers] [c said] [q yes]. [s The foreign ministers] [c agreed] "
         "[q to meet].", ["group of foreign ministers"]),
        ("[s Defence Minister Sergei Shoigu] [c spoke of] [q drills]. [q That was apt].",
         ["Sergei Shoigu"]),
        ("[s US President Joe Biden] [c said] [q yes].\n\"[q We will win.]\"", ["Joe Biden"]),
        ("[s Recep Tayyip Erdogan] [c called for] [q calm], [c2 claiming] [q2 a right].",
         ["Recep Tayyip Erdogan"]),
        ("[s Four envoys] [c said] [q yes]. [q2 Peru's premier, Ana Rojas, wrote to UN chief Per "
         "Dahl], [s2 they] [c2 said].", ["four envoys"]),
        ("[s The lawyer, Ana Rojas,] [c said] [q yes]. [s The French ambassador] [c said] [q no].",
         ["unnamed French ambassador"]),
        ("[s Ana Rojas, an envoy,] [c said] [q yes]. The Peruvian ambassador left. "
         "[s The ambassador] [c said] [q no].", ["unnamed Peruvian ambassador"]),
        ("[s Ana Rojas] [c said] [q yes]. [s The ambassador] [c said] [q no].", ["Ana Rojas"]),
        ("[s We, the Foreign Ministers of Estonia and Latvia,] [c reaffirm] [q it]. "
         "[s Our two countries] [c urge] [q calm].", ["Foreign Ministers of Estonia and Latvia"]),
        ("Peruvian officials shrugged. [s One of them] [c said] [q no].",
         ["unnamed Peruvian officials"]),
        ("Vice President Juan Soto of Chile spoke. [s Chile's president] [c said] [q no].",
         ["unnamed Chile's president"]),
        ("AU commissioner Albert Muchanga came. [s The commissioner] [c said] [q yes].",
         ["Albert Muchanga"]),
        ("Vice Premier He Lifeng met Ana Rojas. [s He Lifeng] [c said] [q yes]. [s He] [c added] "
         "[q no].", ["He Lifeng"]),
        ("Syrian President Bashar al-Assad came. [s Assad] [c said] [q no].", ["Bashar al-Assad"]),
        ("[s Human Rights Watch] [c said] [q yes]. [s The group, in which many vote,] [c said] "
         "[q no].", ["Human Rights Watch"]),
        ("Peru's President Ana Rojas and Chile's President Juan Soto met. [s Rojas] [c said] "
         "[q yes]. [s Soto] [c said] [q no]. [s The two countries] [c agreed] [q to meet].",
         ["Peru", "Chile"]),
        ("Peru's President Ana Rojas and Chile's President Juan Soto met. [s Rojas] [c said] "
         "[q yes]. [s Soto] [c said] [q no]. [s The two leaders] [c agreed] [q to meet].",
         ["Ana Rojas", "Juan Soto"]),
        ("Peru's President Ana Rojas met Chile's President Juan Soto. [s Rojas] [c said] [q yes]. "
         "[s Soto] [c said] [q no].\n\nThe two sides discussed the World Trade Organization. "
         "[s They] [c agreed] [q to meet].", ["Peru", "Chile"]),
        ("Peru's President Ana Rojas met Chile's President Juan Soto. [s The two] [c agreed] "
         "[q to wait]. [s Both sides] [c urged] [q calm].", ["Ana Rojas", "Juan Soto"]),
        ("Peru's President Ana Rojas received Chile's President Juan Soto. [s Both governments] "
         "[c agreed] [q to wait].", ["Peru", "Chile"]),
        ("Peru's President Ana Rojas spoke by phone with Chile's President Juan Soto. [s The two "
         "heads of state] [c agreed] [q to wait].", ["Ana Rojas", "Juan Soto"]),
        ("Peru's President Ana Rojas met officials. [s The two] [c agreed] [q to wait].",
         ["unnamed two"]),
        # what somebody is besides, and an office that a grouping alone has
        ("[s President Ivan Diaz of Peru] [c said] [q yes]. [s The 79-year-old, re-elected last "
         "year,] [c said] [q no].", ["Ivan Diaz"]),
        ("[s Ana Rojas, a former minister,] [c said] [q yes]. [s The MP, the first from the "
         "south,] [c said] [q no].", ["Ana Rojas"]),
        ("[s Ana Rojas, the UN humanitarian chief,] [c said] [q yes]. [s The Emergency Relief "
         "Coordinator] [c urged] [q calm]. [p Jo Lee] left.", ["Ana Rojas"]),
        ("[s Ana Rojas, the UN special rapporteur on Peru - no relation of the minister -] "
         "[c said] [q yes]. [s The Italian lawyer] [c said] [q no].", ["Ana Rojas"]),
        ("[s Ana Rojas, the UN special rapporteur on Peru,] [c said] [q yes]. [s The Italian "
         "ambassador] [c said] [q no].", ["unnamed Italian ambassador"]),
        ("[s The Russian Embassy in Lima] [c said] [q yes]. [q2 He left], [c2 according to] "
         "[s2 the diplomatic mission].", ["Russian Embassy"]),
        ("[s UN envoy Ana Rojas] [c said] [q yes]. [s The former Australian minister] [c said] "
         "[q no].", ["Ana Rojas"]),
        ("[s Peru's envoy Ana Rojas] [c said] [q yes]. [s The Lima native] [c said] [q no].",
         ["Ana Rojas"]),
        ("Brazil's President Juan Soto came.\n\nHis host, [p Gustavo Diaz], went further. “[q It "
         "is late],” [s the leftist president] [c said].", ["Gustavo Diaz"]),
        ("Brazil's President Juan Soto came.\n\nEnvoy Gustavo Diaz went further. “[q It is late],” "
         "[s the leftist president] [c said].", ["Juan Soto"]),
        ("[s The newspaper, long a foe of Peru,] [c said] [q no].",
         ["unnamed newspaper, long a foe of Peru"]),
        # whoever only put a question, or is named only in what the speaker is
        ("President Ivan Diaz spoke when [s a reporter] [c asked] [q why he left]. “[q2 It was "
         "late],” [s2 he] [c2 said].", ["Ivan Diaz"]),
        ("[s Al Lee, an aide to presidents Ivan Diaz and Juan Soto,] [c said] [q yes]. “[q2 It was "
         "late],” [s2 he] [c2 said].", ["Al Lee"]),
        ("[s A British diplomat] [c said] [q no]\n\nPeru slept.\n\n[s2 Ivan Diaz] [c2 said] "
         "[q2 yes].\n\n[s3 The diplomat] [c3 said] [q3 no].", ["Ivan Diaz"]),
        ("[s Carter however] [c said] [q no].", ["Carter"]),
        ("[s Candidates like Marco Rubio] [c said] [q no].", ["candidates like Marco Rubio"]),
        # no `he`, no `it`, no pair
        ("[p Ivan Diaz] left. [s A person close to him] [c said] [q no]. [s He] [c told] [q so].",
         ["Ivan Diaz"]),
        ("[s Traders in London] [c said] [q no]. The Bank of Ghana slept. [s one] [c said] [q so].",
         ["unnamed traders in London"]),
        ("[s Ana Rojas, an expert at Peru Watch, Libya] [c said] [q no]. Republicans have won "
         "votes, and [s they] [c say] [q so].", ["republicans"]),
        ("[s1 The envoy of Peru] [c1 noted] [q1 that his delegation had warned]. [s He] [c asked] "
         "[q why].", ["unnamed envoy of Peru"]),
        # whom the sentence before has as its subject
        ("[s Togo's minister, Ivan Diaz,] [c said] [q yes]. His Chadian counterpart, [p Al Lee], "
         "disagreed. [s The minister] [c said] [q no].", ["Al Lee"]),
        ("[s Ana Rojas] [c said] [q yes]. The EU's [p Marta Diaz] went further. [s The diplomat] "
         "[c said] [q no].", ["Marta Diaz"]),
        ("[s Ana Rojas] [c said] [q yes]. The talks with [p Marta Diaz] failed. [s The diplomat] "
         "[c said] [q no].", ["Ana Rojas"]),
        ("[s Omar Jarra, 52,] [c testified] [q that he saw]. \"[q2 It was he],\" [c2 said] "
         "[s2 the witness].", ["Omar Jarra"]),
        ("[s Ali Soto] [c said] [q no]. His father, [p Ivan Soto], was outspoken. "
         "[s The former chief minister] [c said] [q yes].", ["Ivan Soto"]),
        ("[p Ivan Diaz] would have none of it. [s The Hungarian leader] [c felt] [q ambushed].",
         ["Ivan Diaz"]),
        ("[s Ana Rojas] [c said] [q no]. [s The Lima businessman] [c said] [q yes].",
         ["unnamed Lima businessman"]),
        ("Michael Roth, the lawyer, left. [s Austria's chancellor] [c said] [q no].",
         ["unnamed Austria's chancellor"]),
        ("Foreign Minister Ivan Diaz left. [s The president] [c said] [q no].",
         ["unnamed president"]),
        ("[s Ana Rojas] [c said] [q yes]. Norway's [p Ivan Berg] was cautious. [s The Norwegian] "
         "[c said] [q no].", ["Ivan Berg"]),
        ("President Juan Soto of Chile came. [s He] [c thanked] [q Peru].\n\n[q Foreign Minister "
         "Ivan Diaz of Bolivia had met Ada Obi], [s his ministry] [c said].",
         ["Ministry of Foreign Affairs of Bolivia"]),
    ],
)  # fmt: skip
def test_later_sources_mean_earlier_speakers(marked: str, speakers: list[str]) -> None:
    found, statement = last(marked)
    assert names(found, statement.speakers) == speakers


@pytest.mark.parametrize(
    ("marked", "role", "speaks_for"),
    [
        ("[s US President Joe Biden] [c said] [q no].", "US President", ("state/US",)),
        ("[s Biden] [c said] [q no]. US President Joe Biden left.", "US President", ("state/US",)),
        ("[s Sudan's army chief General Ali Obi] [c said] [q no].",
         "Sudan's army chief", ("state/SD",)),
        ("[s Sudan's army chief, Gen. Ali Obi,] [c said] [q no].",
         "Sudan's army chief", ("state/SD",)),
        ("[s JUAN SOTO (Chad)] [c said] [q that talks had failed]. The UN Council President, "
         "[p Juan Soto] of Chad, left.", "UN Council President", ("state/TD",)),
        ("Peru's foreign minister, Luis Vega, left Lima. [s His deputy, Ana Paz,] [c said] "
         "[q no].", "deputy", ("state/PE",)),
        ("[p Ban Ki-moon], the UN secretary-general, left. [s Li Hui, the Chinese ambassador to "
         "Peru,] [c said] [q no]. [s The UN chief] [c agreed] [q too].", "UN secretary-general",
         ("grouping/UN",)),
        ("[s US commander Lt Gen Mark Obi] [c said] [q no].", "US commander", ("state/US",)),
        ("[s Haiti's transitional council president, Ana Obi,] [c said] [q no].",
         "Haiti's transitional council president", ("state/HT",)),
        ("[s Mali's junta chief Ana Obi] [c said] [q no].", "Mali's junta chief", ("state/ML",)),
        ("[s Pakistan's deputy PM Ana Obi] [c said] [q no].",
         "Pakistan's deputy PM", ("state/PK",)),
        ("[p Mark Rutte] left. [s The NATO secretary general] [c said] [q no].",
         "NATO secretary general", ("grouping/NATO",)),
        ("[s JUAN B. SOTO (Chad)] [c said] [q that talks had failed at the last hour].",
         None, ("state/TD",)),
        ("[s ANN OBI, Minister for Foreign Affairs of Chad,] [c said] [q that talks had failed].",
         "Minister for Foreign Affairs of Chad", ("state/TD",)),
        ("[p Veena Rao] left. [s Former Indian high commissioner to Bangladesh Veena Rao] [c said] "
         "[q no].", "Former Indian high commissioner to Bangladesh", ()),
        ("Iraq met. [s Ali Obi, who is also a deputy prime minister,] [c said] [q no].",
         "deputy prime minister", ("state/IQ",)),
        ("[p Wang Yi] left. [s China's top diplomat] [c said] [q no].",
         "China's top diplomat", ("state/CN",)),
        ("NATO Secretary General Mark Rutte left. [s The alliance's chief] [c said] [q no].",
         "NATO Secretary General", ("grouping/NATO",)),
        ("[p Tiga] left. [s Ali Obi, the GRM commander known as Tiga,] [c said] [q no].",
         "GRM commander", ()),
        ("Prime Minister Ali Obi of Chad left. [s Joe Lee, a spokesman for the Obi campaign,] "
         "[c said] [q no].", "spokesman", ()),
        ("Prime Minister Ali Obi of Chad left. [s A spokesman for the Obi family] [c said] "
         "[q no].", "spokesman for the Obi family", ()),
        ("[s Joe Lee, who advises President Ali Obi of Chad on trade,] [c said] [q no].",
         None, ("state/TD",)),
        ("[s Fu Obi (Chad)] [c said] [q no].", None, ("state/TD",)),
        ("[s Ana Rojas, the EU's top diplomat and a former Peruvian envoy,] [c said] [q no].",
         "EU's top diplomat", ("grouping/EU",)),
        ("[s Fu Obi], of Peru (Chad), [c said] [q no].", None, ()),
        ("Pakistan's envoy, Ali Obi, left. [s His Indian colleague] [c said] [q no].",
         "Indian colleague of Ali Obi", ("state/IN",)),
        ("[p Ali Obi] left. [s His Indian colleague] [c said] [q no].",
         "Indian colleague of Ali Obi", ()),
        ("[s Nato Secretary General Jens Stoltenberg] [c said] [q no].",
         "Nato Secretary General", ("grouping/NATO",)),
        ("[s Egypt's president Abdel Fattah el-Sisi] [c said] [q no].",
         "Egypt's president", ("state/EG",)),
        ("[s State Department spokesman Mark Toner] [c said] [q no].",
         "State Department spokesman", ("state/US",)),
        ("[s Jens Stoltenberg, the Nato secretary general,] [c said] [q no].",
         "Nato secretary general", ("grouping/NATO",)),
        ("[s US Ambassador to Germany Richard Grenell] [c said] [q no].",
         "US Ambassador to Germany", ("state/US",)),
        ("[s Former British prime minister Tony Blair] [c said] [q no].",
         "Former British prime minister", ()),
        ("[s Venezuela's opposition leader Juan Guaido] [c said] [q no].",
         "Venezuela's opposition leader", ()),
        ("[s US Senator Lindsey Graham] [c said] [q no].", "US Senator", ()),
        ("[s John Smith, an analyst at Eurasia Group,] [c said] [q no].",
         "analyst at Eurasia Group", ()),
        ("[s Export Bank president Okey Oramah] [c said] [q no].", "Export Bank president", ()),
        ("[s Moscow] [c said] [q no].", None, ("state/RU",)),
        ("[s The Kremlin] [c said] [q no].", None, ("state/RU",)),
        ("[s The EU] [c said] [q no].", None, ("grouping/EU",)),
        ("[s Reuters] [c said] [q no].", None, ()),
        ("[s German officials] [c said] [q no].", "German officials", ("state/DE",)),
        ("[s Diplomats] [c said] [q no].", None, ()),
        ("Germany on Monday banned it, with [s officials] [c saying] [q it was unsafe].",
         "officials", ("state/DE",)),
        ("[s G7 leaders] [c said] [q no].", None, ("grouping/G7",)),
        # central banks are their states'
        ("[s Bank of Ghana Governor Ali Obi] [c said] [q no].",
         "Bank of Ghana Governor", ("state/GH",)),
        ("[s Peru's central bank governor, Ali Obi,] [c said] [q no].",
         "Peru's central bank governor", ("state/PE",)),
        ("[s Fed Chair Ali Obi] [c said] [q no].", "Fed Chair", ("state/US",)),
        ("[s Anambra Governor Ali Obi] [c said] [q no].", "Anambra Governor", ()),
        ("[s Chad's delegation] [c said] [q no].", None, ("state/TD",)),
        ("[s Mali's top diplomat, Ali Obi,] [c said] [q no].",
         "Mali's top diplomat", ("state/ML",)),
        # an office that the data know of one who is named
        ("[p Friedrich Merz] left. [s The chancellor] [c said] [q no].",
         "chancellor", ("state/DE",)),
        ("[p Hillary Clinton] left. [s The former secretary of state] [c said] [q no].",
         "former secretary of state", ()),
        ("[s Ali Obi] [c said] [q yes], with [p Jens Stoltenberg] beside him. "
         "[s2 The secretary general] [c2 said] [q2 no].", "secretary general", ("grouping/NATO",)),
        ("Chile met. [s The ministry in Vilnius] [c said] [q no].", None, ("state/LT",)),
        # whose counterpart somebody is may be open; whose he is, is not
        ("[p Ana Rojas] met [p Juan Soto]. [s Her Chilean counterpart, Juan Soto,] [c said] "
         "[q no].", "Chilean counterpart", ("state/CL",)),
        ("[p Ana Rojas] met [p Juan Soto]. “[q1 No],” [c1 said] [s1 her Afghan opposite number, "
         "Juan Soto].", "Afghan opposite number", ("state/AF",)),
        ("[p Ana Rojas] met [p Juan Soto]. [s Their counterpart Juan Soto] [c said] [q no].", None,
         ()),
    ],
)  # fmt: skip
def test_role_and_whom_the_speaker_speaks_for(
    marked: str, role: str | None, speaks_for: tuple[str, ...]
) -> None:
    _, statement = last(marked)
    assert (statement.role, statement.speaks_for) == (role, speaks_for)


@pytest.mark.parametrize(
    ("marked", "reported_by"),
    [
        ("[s Russian Foreign Minister Sergei Lavrov] [c told] Reuters [q no].",
         "organisation/reuters"),
        ("[s Two European diplomats] [c told] AFP [q no].", "organisation/agence-france-presse"),
        ("[s Ane Alencar], in remarks to UOL.com.br, [c said] [q no].", "organisation/uol-com-br"),
        ("Reuters reported on Monday [s a German official] [c said] [q no].",
         "organisation/reuters"),
        ("[s Ghana] [c said] [q no] according to international law.", None),
        ("Reuters said it was “over,” and [s a German official] [c said] [q no].", None),
        ("[s Biden] [c had urged] [q calm], the White House said. President Joe Biden left.",
         "body/US/white-house"),
        ("A White House statement said [s Trump] [c asked for] [q help]. President Donald Trump.",
         "body/US/white-house"),
        ("[s Biden] [c had urged] [q calm], the White House said. [s The US president] [c had also "
         "asked] [q for help]. US President Joe Biden left.", "body/US/white-house"),
        ("In a statement carried by the Somali News Agency, [s Ali Warsame] [c said] [q no].",
         "organisation/somali-news-agency"),
        ("[s Ana Rojas] [c told] Peruvian radio [q no].", "organisation/peruvian-radio"),
        ("[s Ana Rojas] [c told] BBC's Spanish Service [q no].", "organisation/bbc"),
        ("[s Ana Rojas] [c said in an interview with] TV channel Canal 9 [q no].",
         "organisation/canal-9"),
        ("[s Ana Rojas] [c told] Suspilne that [q it was over]. Peru met.",
         "organisation/suspilne"),
        ("[s Ana Rojas] [c told] [o Hromadske] the day after [q no].", "organisation/hromadske"),
        ("In comments carried by Hromadske, [s Ana Rojas] [c accused] [q Chile].",
         "organisation/hromadske"),
        ("[s Ana Rojas], quoted by the Hromadske agency, [c said] [q no].",
         "organisation/hromadske"),
        ("“[q No],” [s Ana Rojas] [c was quoted as saying] by the [p Hromadske] news agency.",
         "organisation/hromadske"),
        ("[s Ana Rojas] [c confirmed to] TASS [q it was over].", "organisation/tass"),
        ("[s Ana Rojas] [c told] Peruvian public radio that [q it was over].",
         "organisation/peruvian-public-radio"),
        ("[s Ana Rojas] [c told] “Lake and Friends” that [q it was over].",
         "organisation/lake-and-friends"),
        ("[s Ana Rojas] [c told] the Lake Dialogue that [q it was over].", None),
        ("[s Ana Rojas] [c told] Chilean Minister [p Juan Soto] in a call that [q it was over].",
         None),
        ("In a letter seen by the Lake Times, [s Ana Rojas] [c wrote] [q no].",
         "organisation/lake-times"),
        ("LIMA, May 3 (Reuters) - In a letter seen by Reuters, [s Ana Rojas] [c wrote] [q no].",
         None),
        ("[s1 Ana Rojas], head of the IMF, [c1 said] [q1 so], which [s she] [c added] [q is bad].",
         None),
        ("[q1 Chile had agreed], said [s1 Ana Rojas], [c adding] [q that it must].", None),
        ("[s Ana Rojas] [c told] the [o Lake Committee] that [q it was over].", None),
        ("[s Ana Rojas] [c told] Arab leaders that [q it was over].", None),
        ("[s Ana Rojas] [c told] Chile's Juan Soto [q no], Lake Daily reported in the evening. "
         "[p Juan Soto] left.", "organisation/lake-daily"),
        ("[s Ana Rojas] [c told] him that [q it was late], Chilean Minister Juan Soto himself said "
         "later on Facebook. [p Juan Soto] left.", "person/juan-soto"),
        ("The White House met. [s Ana Rojas], it added, [c had thanked] [q Chile].",
         None),
        ("[s1 The White House] [c1 said] [q1 so]. [s Ana Rojas], it added, [c had thanked] "
         "[q Chile].", "body/US/white-house"),
        ("[s Ana Rojas], the White House said on Monday, [c had thanked] [q Chile].",
         "body/US/white-house"),
        ("[s Ana Rojas], according to a readout published by the White House, [c thanked] "
         "[q Chile].", "body/US/white-house"),
        ("[s Biden], through a spokesman, [c condemned] [q it]. President Joe Biden left.",
         "./source/1"),
        ("[s Ghana] [c had asked for] [q time], a diplomat in the room told Reuters.",
         "./source/1"),
        ("[s Xi] [c told] Putin by phone [q no], a Foreign Ministry official said. President "
         "Vladimir Putin met [p Xi Jinping].", "./source/1"),
        ("The lake is full, the White House said, after [s Biden] [c said] [q it was empty]. "
         "President Joe Biden left.", None),
        ("[s Xi] [c criticised] [q Putin], while Chilean officials said the road was closed. "
         "President Vladimir Putin met [p Xi Jinping].", None),
        ("Interfax carried it. “[q No],” [s Juan Soto] [c was quoted as saying]. Peru met.",
         "organisation/interfax"),
        ("[q The sides met], two officials said, but [s a rebel] [c denied] it.", None),
        ("In an essay for Reuters, [s Juan Soto] [c argued] [q no].", "organisation/reuters"),
        ("[s Juan Soto] [c told] the AIPAC meeting that [q it was late].", None),
        ("[s Juan Soto] [c told] the Commons that [q it was late].", None),
        ("[s Juan Soto] [c told] the Lords [q no].", None),
        ("Though [s Juan Soto] [c has welcomed] [q the deal], the Post reported that he left.",
         None),
        ("In a broadcast on state radio, [s Juan Soto] [c said] [q no].", None),
        ("[s Biden] [c said] [q yes]. US President Joe Biden spoke to reporters.", None),
        ("[s Kremlin spokesman Dmitry Peskov] [c told] reporters [q no].", None),
        ("[s Xi] [c told] Putin [q no]. President Vladimir Putin met [p Xi Jinping].", None),
    ],
)  # fmt: skip
def test_who_passed_the_statement_on(marked: str, reported_by: str | None) -> None:
    assert last(marked)[1].reported_by == reported_by


def test_the_account_goes_on_after_it_went_on_to_say() -> None:
    found = read(
        "[s Biden] [c had urged] [q calm] in a phone call with Russian President Vladimir Putin, "
        "the White House said. It went on to say that [s Biden] [c had called for] [q talks]. "
        "[s He] [c also stressed] [q unity]. US President Joe Biden left."
    )
    assert {s.reported_by for s in found.statements} == {"body/US/white-house"}
    assert {s.addressees for s in found.statements} == {("person/vladimir-putin",)}


@pytest.mark.parametrize(
    ("marked", "addressee"),
    [
        ("[s Indonesia] [c offered] [q to host talks].", None),
        ("[s Iran] [c has told] world powers [q it will stop].", "./group/1"),
        ("[s He] [c called on] [q the Kremlin to stop]. President Joe Biden.", "body/RU/kremlin"),
        ("[s NATO] [c had assured] [q Ukraine of support].", "state/UA"),
        ("[s Beijing] [c urged] [q Washington to show restraint].", "state/US"),
        ("[s Saudi Arabia] [c warned] Iran [q not to move].", "state/IR"),
        ("[s US Secretary of State Antony Blinken] [c told] his Russian counterpart Sergei Lavrov "
         "[q no].", "person/sergei-lavrov"),
        ("[s Joe Biden] [c has proposed] [q a summit to Kremlin leader Vladimir Putin].",
         "person/vladimir-putin"),
        ("[s Iran's President Hassan Rouhani] [c tells] [q foreign powers to leave].",
         "./group/1"),
        ("[s The US] [c has been encouraging] [q allies such as Germany to restrict it].",
         "state/DE"),
        ("In talks with Chinese President Xi Jinping, [s Russia] [c said] [q ties were good].",
         "person/xi-jinping"),
        ("[s Greek prime minister Kyriakos Mitsotakis] speaking to the Atlantic Council think tank "
         "[c called] [q it void].", "organisation/atlantic-council"),
        ("[s Zelensky] [c thanked] the president [q for aid]. Ukrainian President Volodymyr "
         "Zelensky called US President Joe Biden.", "person/joe-biden"),
        ("[s Trump] [c asked for] [q the king's support]. President Donald Trump called Saudi "
         "King Salman bin Abd al-Aziz.", "person/salman-bin-abd-al-aziz"),
        ("[s Joe Biden] [c said] [q hello]. [s Putin] [c assured] him [q no]. Russian President "
         "Vladimir Putin called US President Joe Biden.", "person/joe-biden"),
        ("[s Joe Biden] [c said] [q hello]. [s Putin] [c promised] him [q an answer]. Russian "
         "President Vladimir Putin called US President Joe Biden.", "person/joe-biden"),
        ("[s Joe Biden] [c said] [q hello]. [s Putin] [c promised] [q him a full answer]. Russian "
         "President Vladimir Putin called US President Joe Biden.", "person/joe-biden"),
        ("[s Norway] [c has told] [q donors it will pay]. Donors met.", "./group/1"),
        ("[s Norway's King Harald] [c thanked] [q Chile for the fish].", "state/CL"),
        ("[s Norway] [c offered] [q its congratulations].", None),
        ("[s Joe Biden] [c said to] applause from the German delegation: [q yes].", None),
        ("The OAS met. [s Chile's envoy Ana Rojas] [c told] the council [q no].", "grouping/OAS"),
        ("[s Biden] [c urged] Xi [q to talk]. In the call [s2 Biden] [c2 said] [q2 hello]. US "
         "President Joe Biden and China's President Xi Jinping spoke.", "person/xi-jinping"),
        ("[s Joe Biden] [c promised] [q to seek Russia's help]. US President Joe Biden.", None),
        # verbs that take whom they are said to after "to" or "at", or as their object
        ("[s Chile] [c exhorted] [q Peru to come back].", "state/PE"),
        ("[s Ana Rojas] [c conveyed to] her Peruvian colleague [p Juan Soto] that "
         "[q it was late].", "person/juan-soto"),
        ("[s Ana Rojas] [c conveyed] [q Chile's protest to her Peruvian counterpart Juan Soto].",
         "person/juan-soto"),
        ("[s Ana Rojas] [c made the offer to] Peru: [q talks].", "state/PE"),
        ("[s Ana Rojas] [c shouted at] Juan Soto that [q it was late]. [p Juan Soto] left.",
         "person/juan-soto"),
        ("“[q Enough],” [s Ana Rojas] [c said], addressing the Baltic states.", "./group/1"),
        ("“[q Enough],” [s Ana Rojas] [c said] in a message to both capitals.", "./group/1"),
        ("In a letter to the 30 allies, [s Ana Rojas] [c writes that] [q it is late].",
         "./group/1"),
        ("[s Ana Rojas] [c said to] Chileans: [q come]. Chile met.", "./group/1"),
        ("[s Ana Rojas] [c said to] the Chileans: [q come]. Chile met.", "state/CL"),
        ("[s Peru] [c demanded] that [q Chile leave at once].", "state/CL"),
        ("[s Peru] [c demanded] that [q Chile had left].", None),
        ("[s Peru] [c demanded] [q an apology from Chile].", "state/CL"),
        ("[s Ana Rojas] [c offered] [q her condolences to the families].", "./group/1"),
        ("Addressing the Chilean parliament, [s Ana Rojas] [c said] [q no].",
         "body/CL/parliament"),
        ("Writing to Juan Soto, [s Ana Rojas] [c said] [q no]. [p Juan Soto] left.",
         "person/juan-soto"),
        ("[s Ana Rojas] sent a letter to Chile in which she [c demanded] [q peace].", "state/CL"),
        ("Asked by Juan Soto about it, [s Ana Rojas] [c said] [q no]. [p Juan Soto] left.",
         "person/juan-soto"),
        ("Peru called in the Chilean ambassador and [s Ana Rojas] [c told] him that [q no].", None),
        ("[s Peru] summoned the Chilean ambassador and [c told] him that [q it was late].",
         "./group/1"),
        ("The OAS met. It rained. It poured. [s Ana Rojas] [c thanked] the group [q for it].",
         "grouping/OAS"),
        ("The UN met. The OAS met, too. The UN left. [s Ana Rojas] [c thanked] the group "
         "[q for it].", "grouping/OAS"),
        ("The OAS met. The UN met, too. [s Ana Rojas] [c told] the Council [q no].",
         "grouping/UN"),
        ("[s He] [c offered] [q to send a delegation to Chile].", None),
        ("[s1 Peru] [c1 said] [q1 Chile had been assured by the bloc that it could wait]. Chile "
         "had been [c assured by] [s the bloc] that [q it could wait].", "state/CL"),
        ("[s Ana Rojas] [c told] Chilean Minister [p Juan Soto] in a call that [q it was over].",
         "person/juan-soto"),
        ("[s Chile] [c offered] [q Haiti its support].", "state/HT"),
        ("[s Chile] [c offered] [q Prime Minister Juan Soto a deal]. [p Juan Soto] left.",
         "person/juan-soto"),
        ("[s Sweden] [c lodged a formal complaint with] [q China over the raid].", "state/CN"),
        ("[s Ana Rojas] [c sent a telegram of condolences to] [q Juan Soto over the floods]. "
         "[p Juan Soto] left.", "person/juan-soto"),
        ("[s Ana Rojas] phoned Juan Soto on Sunday [c to express] [q her condolences]. "
         "[p Juan Soto] left.", "person/juan-soto"),
        ("[p Juan Soto] received a letter from [p Ana Rojas], in which [s she] [c thanked] "
         "[q him].", "person/juan-soto"),
        ("Ana Rojas had been [c asked] by [s the bloc] [q to wait]. [p Ana Rojas] left.",
         "person/ana-rojas"),
        ("[s Ana Rojas] spoke to both ministers and [c told] them [q no].", "./group/1"),
        ("[s Ana Rojas], meeting Juan Soto in Lima, [c said] [q no]. [p Juan Soto] left.",
         "person/juan-soto"),
        ("In a call with Juan Soto, [s Ana Rojas] [c demanded] that [q Chile leave]. "
         "[p Juan Soto] left.", "person/juan-soto"),
        ("In a letter to his nine counterparts, [s Juan Soto] [c said] [q no]. [p Juan Soto] left.",
         "./group/1"),
        ("[s Peru] was [c telling] Chile to “[q go home]”.", "state/CL"),
        ("[s Peru] [c asked] [q the Chilean side to wait].", "state/CL"),
        ("[s Ana Rojas] [c told] a congressional delegation that [q it was late].", "./group/1"),
        ("[s Ana Rojas] [c told] an empty hall that [q it was late].", None),
        ("[s Ana Rojas] [c drew Chile's attention to] [q the lake].", "state/CL"),
        ("[s Ana Rojas] [c confided to] lawmakers that [q it was late].", "./group/1"),
        ("[s Ana Rojas] [c wrote to Chile asking] [q it to wait].", "state/CL"),
        ("[s Ana Rojas] [c demanded] that [q the president rule out war]. Peru's President "
         "[p Juan Soto] left.", "person/juan-soto"),
        # the words themselves say to whom
        ("“[q My appeal to Chile is: wait],” [s Ana Rojas] [c said].", "state/CL"),
        ("“[q To Chile I say: wait],” [s Ana Rojas] [c said].", "state/CL"),
        ("“[q We thank the Chile of old],” [s Ana Rojas] [c told] Peru.", "state/PE"),
        ("“[q The road to Chile is long],” [s Ana Rojas] [c said].", None),
        # where the name, or the phrase, ends
        ("[s Peru] [c urged] Chile instead [q to wait].", "state/CL"),
        ("[s Ana Rojas] [c told] her Chilean counterpart, Juan Soto, that [q it was late]. "
         "[p Juan Soto] left.", "person/juan-soto"),
        ("In a letter to Juan Soto seen by Chile, [s Ana Rojas] [c said] [q no]. "
         "[p Juan Soto] left.", "person/juan-soto"),
        ("[s Peru] [c promised] [q Chile full backing].", "state/CL"),
        ("[s Peru] [c calls on] [q all nations – rich and poor – to wait].", "./group/1"),
        ("[s Ana Rojas] [c reminded] voters every single day that [q it was late].", "./group/1"),
        ("[s Peru] [c appealed to] [q the warring parties and to donors to wait].", "./group/1"),
        ("Turning to Chile, [s Ana Rojas] [c said] [q it was late].", None),
        # things are nobody
        ("[s Peru] [c did not offer] [q specifics].", None),
        ("[s Peru] [c asked questions about] [q the border].", None),
        ("[s Peru] [c threatened] [q new restrictions].", None),
        ("[s Peru] [c ordered] [q limits on trade].", None),
        ("[s Peru] [c ordered] [q diplomats to leave].", "./group/1"),
        ("[s Peru] [c warned this week that] [q it was late].", None),
        ("[s Peru] [c suggested] [q Chile give the job to Brazil].", None),
        ("In a speech to the nation, [s Ana Rojas] [c called] [q it void]. Chile met.", None),
        ("In remarks after meeting with Chilean ministers, [s Ana Rojas] [c said] [q no].", None),
        ("[s Peskov] [c told] reporters [q no].", None),
        ("[s Peskov] [c told] a news conference [q no].", None),
        ("[s Peskov] [c told] a business lunch that [q it was late].", None),
        ("[s Russia] [c warned] [q of a war].", None),
        ("[s Russia] [c said] [q no].", None),
        ("[s Lavrov] [c told] Reuters [q no].", None),
    ],
)  # fmt: skip
def test_whom_the_statement_is_directed_at(marked: str, addressee: str | None) -> None:
    assert last(marked)[1].addressees == ((addressee,) if addressee else ())


@pytest.mark.parametrize(
    ("marked", "addressee"),
    [
        # addressed by name in what is quoted
        ("“[q Mr. Soto, you must act],” [s Ana Rojas] [c said]. [p Juan Soto] left.", "juan-soto"),
        ("“[q Mr Soto, free them],” [s Ana Rojas] [c tweeted]. [p Juan Soto] left.", "juan-soto"),
        ("“[q President Soto, the whole world knows],” [s Ana Rojas] [c said]. [p Juan Soto] left.",
         "juan-soto"),
        ("“[q Mr. Soto, you are late],” [s Ana Rojas] [c told] her Chilean counterpart. "
         "[p Juan Soto] left.", "juan-soto"),
        ("“[q Russia, if you are listening, stop],” [s Ana Rojas] [c said].", "RU"),
        ("“[q Mr. Soto, the man who began it, is gone],” [s Ana Rojas] [c said]. "
         "[p Juan Soto] left.", None),
        ("“[q Russia, which began it, must go],” [s Ana Rojas] [c said].", None),
        ("“[q Russia, China and you know who],” [s Ana Rojas] [c said].", None),
        ("[s Ana Rojas] [c said] [q Mr. Soto, you know, was late]. [p Juan Soto] left.", None),
        # by a title that one other person has
        ("“[q Prime Minister, we are with you],” [s Ana Rojas] [c wrote]. Prime Minister Luis Vega "
         "met Peru. [p Luis Vega] left.", "luis-vega"),
        ("“[q Prime Minister, we are with you],” [s Ana Rojas] [c wrote]. Prime Minister Luis Vega "
         "met Prime Minister Juan Soto. [p Luis Vega] and [p Juan Soto] left.", None),
        ("“[q Mr. President, peace is near],” [s Ana Rojas] [c told] the UN Security Council. "
         "President Luis Vega left.", "un-security-council"),
        ("“[q I want to thank President Soto for it],” [s Ana Rojas] [c said]. [p Juan Soto] left.",
         "juan-soto"),
        ("“[q To the Russian envoy I say: go],” [s Ana Rojas] [c said].", "1"),
        # told before
        ("[s Ana Rojas] [c said] [q she had told Chile that the lake was full].", "CL"),
        ("[s Ana Rojas] [c said] [q she had asked both Chile and Peru to wait].", "CL"),
        ("[s Ana Rojas] [c said] [q she had asked for time].", None),
        ("[s Ana Rojas] [c said] [q she had told reporters so].", None),
        ("“[q We told Chile to wait],” [s Ana Rojas] [c said].", None),
        ("[s1 Ana Rojas] [c1 congratulated] [q1 Juan Soto] and [s2 she] [c2 thanked] [q2 him]. "
         "[p Juan Soto] met [p Luis Vega].", "juan-soto"),
        # offices, quotation marks, what is given to a state
        ("[s Chile] [c thanked] [q the Foreign Minister for it].", "1"),
        ("[s Chile] [c urged] [q “third parties” not to meddle].", "1"),
        ("[s Finland] [c offered] [q Poland drones].", "PL"),
        ("[s Finland] [c warned] [q Chile officials not to move].", "1"),
        ("[s Chile] [c told] the 15-member body [q no]. The United Nations met.", None),
        ("The United Nations met. [s Chile] [c told] the 15-member body [q no].", "UN"),
        ("[s Iran] [c expressed gratitude to] [q Peru for its help].", "PE"),
        ("[s Ana Rojas] [c told] lawmakers behind closed doors that [q it was late].", "1"),
        # deeds
        ("[s A judge] [c ordered] [q the release of old Peru papers].", None),
        ("[q Chile] [c was named by] [s a third of voters].", None),
    ],
)  # fmt: skip
def test_who_is_called_upon_or_told_besides(marked: str, addressee: str | None) -> None:
    found = next(iter(last(marked)[1].addressees), None)
    assert (found and found.rsplit("/", 1)[-1]) == addressee


@pytest.mark.parametrize(
    ("marked", "addressees"),
    [
        ("[s Brazil] [c warned] Peru and Chile on Monday [q not to move].", ["PE", "CL"]),
        ("[s Brazil] [c asked] Peru, Chile and Ecuador [q to wait].", ["PE", "CL", "EC"]),
        ("[s Brazil] [c urged] both Peru and the African Union [q to wait].", ["PE", "AU"]),
        ("In a letter to Juan Soto and to Chile, [s Ana Rojas] [c said] [q no]. "
         "[p Juan Soto] left.", ["juan-soto"]),
        ("In a letter to President Juan Soto and Prime Minister Luis Vega, [s Ana Rojas] [c said] "
         "[q no]. [p Juan Soto] and [p Luis Vega] left.", ["juan-soto", "luis-vega"]),
        ("[s Brazil] [c told] Peru, Chile said, [q to wait].", ["PE"]),
        ("[s Ana Rojas] [c told] her Chilean and Peruvian counterparts [q no].", ["1"]),
    ],
)  # fmt: skip
def test_one_statement_may_be_directed_at_several(marked: str, addressees: list[str]) -> None:
    assert [k.rsplit("/", 1)[-1] for k in last(marked)[1].addressees] == addressees


@pytest.mark.parametrize(
    ("marked", "addressee"),
    [
        ("[p Ana Rojas] spoke by phone with Peru's [p Juan Soto]. [s Rojas] [c had asked for] "
         "[q patience].", "person/juan-soto"),
        ("[p Ana Rojas] spoke by phone with Peru's [p Juan Soto]. [s Soto] [c assured] her that "
         "[q he would wait].", "person/ana-rojas"),
        ("After a call between [p Ana Rojas] and [p Juan Soto], Peru slept. During the call, "
         "[s Soto] [c said] [q no].", "person/ana-rojas"),
        ("[s Ana Rojas] [c told] [p Juan Soto] in a meeting [q no]. [s Soto] [c had replied] "
         "[q yes].", "person/ana-rojas"),
        ("[s1 Ana Rojas], who met [p Juan Soto], [c1 said] [q1 so]. A spokesman said [s2 Soto] "
         "[c2 had agreed] [q2 to wait].", "person/ana-rojas"),
        ("[p Ana Rojas] spoke by phone with Peru's [p Juan Soto]. In the course of the "
         "conversation, [s Rojas] [c asked for] [q patience].", "person/juan-soto"),
        # his counterpart is who talks with him, or who was named last for that state
        ("[p Ana Rojas] spoke with [p Juan Soto]. [s Rojas] [c informed] her Peruvian counterpart "
         "[q about the lake].", "person/juan-soto"),
        ("Peru's President [p Juan Soto] left. [s Ana Rojas] [c told] her Peruvian counterpart "
         "that [q it was late].", "person/juan-soto"),
        # it goes on as long as it is told of
        ("[p Ana Rojas] spoke with [p Juan Soto]. It rained. It poured. [s1 Soto] [c1 told] her "
         "[q1 so]. It hailed. It snowed. [s2 Soto] [c2 assured] her that [q2 he would wait].",
         "person/ana-rojas"),
        # a readout tells of nothing else
        ("Telephone conversation with Juan Soto\n\n[p Ana Rojas] had a telephone conversation "
         "with the President of the Republic of Peru [p Juan Soto]. It rained. It poured. It "
         "hailed. It snowed. [s Soto] [c noted] [q the rain].", "person/ana-rojas"),
        ("Ana Rojas Speaks with Juan Soto on the Phone\n\n[p Ana Rojas] had a call with "
         "[p Juan Soto]. [s Rojas] [c said] [q no].", "person/juan-soto"),
        ("Ana Rojas Speaks with Juan Soto as Tensions Rise\n\n[p Ana Rojas] had a call with "
         "[p Juan Soto]. [s Rojas] [c said] [q no].", None),
        ("Telephone conversation with Juan Soto\n\n[p Ana Rojas] had a telephone conversation "
         "with [p Juan Soto]. [s Ali Obi] [c said] [q no].", None),
        # whom somebody spoke to, before the verb that says `them`
        ("[s Ana Rojas] spoke by telephone to [p Juan Soto] on Monday and [c urged] him [q to go].",
         "person/juan-soto"),
        ("[s Ana Rojas] talked on the phone with [p Juan Soto] and [c told] him [q no].",
         "person/juan-soto"),
        # what is not told of the conversation is said to nobody known
        ("[p Ana Rojas] spoke by phone with Peru's [p Juan Soto]. [s Rojas] [c said] [q no].",
         None),
        ("[p Ana Rojas] spoke by phone with Peru's [p Juan Soto]. [s Rojas] [c had told] "
         "reporters [q no].", None),
        ("[p Ana Rojas] spoke with [p Juan Soto]. It rained. It poured. It hailed. It snowed. "
         "[s Rojas] [c had asked for] [q patience].", None),
    ],
)  # fmt: skip
def test_who_is_told_what_a_conversation_is_recounted_by(
    marked: str, addressee: str | None
) -> None:
    assert last(marked)[1].addressees == ((addressee,) if addressee else ())


def test_an_inner_statement_is_reported_by_the_outer_speaker() -> None:
    found = read("[s1 The White House] [c1 said] [q1 fine]. [s Biden] [c urged] [q calm].")
    inner = replace(found.statements[1], reported_in=0)
    again = replace(found, statements=(found.statements[0], inner))
    assert SpeakerExtractor(REFERENCE)(again).statements[1].reported_by == "body/US/white-house"


@pytest.mark.parametrize(
    ("inner", "speaker"),
    [
        ("the Turkish foreign minister", "unnamed Turkish foreign minister"),
        ("the prime minister", "unnamed prime minister"),
        ("the veteran diplomat", "unnamed veteran diplomat"),
    ],
)
def test_who_is_described_within_an_account_is_not_who_gives_it(inner: str, speaker: str) -> None:
    found = read(
        f"[s1 Sergei Lavrov] [c1 said] [s2 {inner}] had [c2 warned of] [q2 war], [q1 yes]."
    )
    within = replace(found.statements[1], reported_in=0)
    again = replace(found, statements=(found.statements[0], within))
    said = SpeakerExtractor(REFERENCE)(again).statements[1]
    assert names(SpeakerExtractor(REFERENCE)(again), said.speakers) == [speaker]


@pytest.mark.parametrize(
    ("marked", "speaks_for"),
    [
        ("Reuters, citing [s two officials], [c reported] [q war].", ()),
        ("The BBC reported that [s a spokesman] had [c said] [q no].", ()),
        ("The BBC apologised on Monday. [s A spokesman] [c said] [q sorry].",
         ("organisation/bbc",)),
    ],
)  # fmt: skip
def test_who_is_cited_by_an_outlet_does_not_speak_for_it(
    marked: str, speaks_for: tuple[str, ...]
) -> None:
    assert last(marked)[1].speaks_for == speaks_for


@pytest.mark.parametrize(("between", "same"), [("", True), ("13:45 Kremlin reacts\n", False)])
def test_who_is_named_in_another_entry_of_a_live_blog_is_another(between: str, same: bool) -> None:
    found = read(
        f"[s1 Chile's president] [c1 has said] [q1 no].\n\n{between}[s2 Ana Diaz] [c2 told] us "
        "[q2 it was late]."
    )
    first, second = (s.speakers for s in found.statements)
    assert (first == second) is same


def test_every_key_has_its_entity() -> None:
    found = read(
        "[s US Senator Lindsey Graham] [c told] [o Fox Today] [q no]. [s A Polish official] "
        "[c told] Ukraine [q yes]. [s Rebels] [c asked] [q the UN to come]."
    )
    keys = {e.key for e in found.entities}
    used = {k for s in found.statements for k in (*s.speakers, *s.speaks_for)}
    used |= {k for s in found.statements for k in (s.reported_by, *s.addressees) if k}
    assert used <= keys


def test_the_same_words_are_the_same_unnamed_source() -> None:
    found = read("[s Officials] [c said] [q a]. [s Diplomats] [c said] [q b]. [s Officials] "
                 "[c said] [q c].")  # fmt: skip
    keys = [s.speakers[0] for s in found.statements]
    assert keys == ["./source/1", "./source/2", "./source/1"]


def test_who_is_known_to_hold_office_on_the_day_speaks_for_the_state() -> None:
    marked = "[s Angela Merkel] [c said] [q no]."
    assert last(marked, "2019-05-01")[1].speaks_for == ("state/DE",)
    assert last(marked)[1].speaks_for == ()


def test_words_after_an_account_are_by_the_person_who_gave_it() -> None:
    found = read(
        "[s1 Ana Rojas] [c1 said] [q1 that Gazprom had offered a plan]. [q3 “Nobody replied.”]"
    )
    told, goes_on = found.statements
    offer = Statement(told.content, (Span(19, 26),), Span(27, 38), reported_in=0)
    again = SpeakerExtractor(REFERENCE)(replace(found, statements=(told, offer, goes_on)))
    assert names(again, again.statements[-1].speakers) == ["Ana Rojas"]


@pytest.mark.parametrize(
    ("marked", "speaker"),
    [
        ("Chancellor Olaf Scholz of Germany met President Emmanuel Macron of France. "
         "[s The German] [c said] [q no].", "Olaf Scholz"),
        ("Kuwaiti minister Ali Sabah came.\n\n[s1 OPEC chief Ana Kos] [c1 said] [q1 no]. "
         "[s2 The Kuwaiti] [c2 left] [q2 it].", "Ana Kos"),
        ("[s1 Envoy Ana Kos] [c1 said] [q1 no]. \"[q2 I left],\" [s2 the Portuguese] [c2 said].",
         "Ana Kos"),
        ("[s1 Envoy Ana Kos] [c1 said] [q1 no]. \"[q2 It is off],\" [s2 the Portuguese] "
         "[c2 said].", "Portugal"),
        ("[s1 Envoy Ana Kos] [c1 said] [q1 no]. [s2 The Slovenian] [c2 left] [q2 it].", "Ana Kos"),
        ("[p Ana Kos] spoke of war, while [s1 EU envoy Juan Diaz] [c1 demanded] [q1 aid]. "
         "[s2 The Finn] [c2 left] [q2 it].", "Juan Diaz"),
        ("[s1 EU envoy Ana Kos] [c1 said] [q1 no]. NATO's secretary general, Juan Diaz, slept. "
         "[s2 The Frenchman] [c2 left] [q2 it].", "Juan Diaz"),
        ("[s The Slovenian] [c said] [q no].", "unnamed Slovenian"),
        ("[s The Germans] [c said] [q no].", "Germany"),
    ],
)  # fmt: skip
def test_one_of_a_people_is_a_person(marked: str, speaker: str) -> None:
    found = read(marked)
    assert names(found, found.statements[-1].speakers) == [speaker]


def test_he_and_others_are_several() -> None:
    found = read(
        "[s1 President Joe Biden] [c1 said] [q1 no]. "
        "[s2 He and Chancellor Olaf Scholz] [c2 had agreed] [q2 on it]."
    )
    assert names(found, found.statements[-1].speakers) == ["Joe Biden", "Olaf Scholz"]


def test_who_does_the_same_says_it_too() -> None:
    found, statement = last("[s Guterres] [c urged] [q calm], as did [s the African Union].")
    assert names(found, statement.speakers) == ["Guterres", "African Union"]


def test_nobody_reports_on_what_he_says_with_others() -> None:
    found = read(
        "[s1 President Joe Biden] [c1 said] [q1 fine]. "
        "[s2 He and Chancellor Olaf Scholz] [c2 agreed] [q2 on it]."
    )
    inner = replace(found.statements[1], reported_in=0)
    again = SpeakerExtractor(REFERENCE)(replace(found, statements=(found.statements[0], inner)))
    assert again.statements[1].reported_by is None


def test_whoever_only_asks_reports_nothing() -> None:
    found = read(
        "[s1 Q]: [q1 Ana Rojas told Chile to wait]. [s Ana Rojas] [c told] Chile [q to wait]."
    )
    asked, told = found.statements
    again = replace(found, statements=(asked, replace(told, reported_in=0)))
    assert SpeakerExtractor(REFERENCE)(again).statements[1].reported_by is None
