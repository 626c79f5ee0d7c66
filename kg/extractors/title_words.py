"""The words of titles: heads, portfolios, what says that an office is past, and what is none."""

from __future__ import annotations

import re
from typing import Literal

from kg.text import word_set

Kind = Literal["office", "seat", "leader", "rank", "occupation", "honorific"]

# Heads by what they say of a person: an `office` speaks for its owner; a `seat` (in a parliament,
# a town hall, a court) does not; a `leader` does for a state; a `rank`, an `occupation` and an
# `honorific` are no office.
HEADS: dict[Kind, str] = {
    "office": (
        "prime minister|pm|vice president|vice-president|president|premier|chancellor|taoiseach"
        "|tánaiste|tanaiste"
        "|secretary of state|secretary-general|secretary general|undersecretary-general"
        "|under-secretary-general|undersecretary|under secretary|under-secretary"
        "|foreign secretary|home secretary"
        "|press secretary|secretary|minister|attorney general|attorney-general"
        "|crown prince|crown princess|prince|princess|king|queen|emir|sultan|emperor|empress"
        "|supreme leader|pope|pontiff|monarch|grand duke|ambassador|envoy"
        "|high representative|representative/vice-president|representative"
        "|high commissioner|commissioner|chairperson|chairwoman|chairman|chair|director-general"
        "|director general|director|spokesperson|spokeswoman|spokesman|spokespeople|spokesmen"
        "|speaker|adviser|advisor|counsellor|counselor|state councillor|state councilor"
        "|chief of staff|inspector general|inspector-general|boss|pres.|pres|amb.|amb|successor"
        "|commander-in-chief|commander in chief|commander|chief|head|aide|negotiator|mediator"
        "|rapporteur|coordinator|chargé d'affaires|charge d'affaires|consul general|consul"
        "|counterpart|opposite number|colleague|predecessor|top diplomat|chief executive"
        "|administrator|treasurer|viceroy"
    ),
    "seat": (
        "senator|sen.|congressman|congresswoman|lawmaker|legislator|parliamentarian|mp|mep"
        "|representative-elect|rep.|governor|gov.|mayor|judge|justice|opposition leader"
        "|party leader|majority leader|minority leader|rebel leader|candidate|nominee|deputy"
        "|presidential candidate|governor-general|member of parliament|lieutenant governor|lt. gov."
        "|sen|rep|gov|magistrate|party chairman|party chair|party chief"
    ),
    "leader": "leader|ruler|strongman|dictator|head of state|head of government|first lady",
    "rank": (
        "general|gen.|lieutenant general|lt. gen.|maj. gen.|major general|brigadier general"
        "|brig. gen.|brigadier|colonel|col.|lieutenant colonel|lt. col.|major|maj.|captain|capt."
        "|gen|lt gen|maj gen|brig gen|brig|col|lt col|maj|capt|adm|lt|cmdr|sgt"  # as in Britain
        "|lieutenant-general|major-general|brigadier-general|lieutenant-colonel|vice-admiral"
        "|rear-admiral|air chief marshal|air marshal|air vice-marshal|air commodore|commodore"
        "|admiral|adm.|rear admiral|vice admiral|marshal|field marshal|lieutenant|lt.|sergeant"
        "|ayatollah|sheikh|imam|cardinal|archbishop|bishop|patriarch|rabbi|rev.|reverend"
        "|metropolitan|grand mufti|mufti|mullah|hojatoleslam|chief rabbi"
    ),
    "occupation": (
        "analyst|expert|professor|prof.|economist|historian|scientist|researcher|scholar|fellow"
        "|activist|campaigner|lawyer|journalist|reporter|correspondent|editor|author|writer"
        "|founder|co-founder|ceo|diplomat|official|dissident|strategist|physician|doctor|actor"
        "|academic|banker|trader|businessman|businesswoman|billionaire|tycoon|oligarch|whistleblower"
    ),
    "honorific": (
        "mr|mr.|mrs|mrs.|ms|ms.|miss|mme|mme.|madame|herr|frau|dr|dr.|sir|dame|lord|lady|baroness"
        "|monsieur|senor|sayyid|hajji|comrade|daw|shri|smt|datuk seri|datuk|dato seri|dato|tan sri"
    ),
}
# `Sudan's army chief General X`: a chief who has a rank, not a chief general.
_NO_RANK = r"(?!,? (?:" + HEADS["rank"].replace(".", r"\.") + r")(?!\w))"
# Words that specify a head: a minister's portfolio, a grade, a field.
PORTFOLIO = (
    "foreign|external|international|european|defence|defense|interior|home|finance|financial|economy|"
    "economic|economics|homeland|trade|commerce|industry|industrial|energy|oil|petroleum|health|justice|"
    "internal|environment|environmental|agriculture|transport|transportation|education|labour|labor|culture|"
    "development|security|national|intelligence|climate|migration|immigration|human|rights|affairs|"
    "policy|press|media|information|communications|technology|science|water|tourism|budget|tax|treasury|"
    f"chief{_NO_RANK}|"
    "principal|senior|top|deputy|vice|first|second|third|assistant|permanent|special|executive|"
    "managing|general|military|army|navy|naval|"
    r"air(?! (?:chief |vice[- ])?marshal| commodore)|marine|"
    "armed(?= forces)|forces?|police|nuclear|political|diplomatic|government|"
    "emergency|emergencies|relief|resident|presidential|parliamentary|cabinet|federal|regional|opposition|ruling|party|rebel|"
    "humanitarian|peace|refugee|aid|space|weapons|sanctions|brexit|central bank|election|campaign|"
    "medical|legal|religious|spiritual|provincial|state|public|social|women|youth|sports|competition|"
    "enlargement|neighbourhood|single|market|digital|high|lead|main|world|global|co-|joint|rotating|"
    "transitional|council|junta|sovereign|relations|independent|disarmament|counterterrorism|anti-corruption|drone|veterans|supreme|allied|royal|cultural|investment|"
    "irrigation|fisheries|railways?|mining|mines|housing|planning|works|local|equality|family|food|"
    "forestry|mineral|resources|infrastructure|reconstruction|reintegration|reunification|"
    "mission|delegation|crisis|cohesion|partnerships|shadow|northern ireland|scotland|wales|"
    r"(?-i:Union(?= (?:[A-Z]\w+ ){0,3}(?:Minister|Secretary)))|"  # of India's government
    "(?-i:Indo-Pacific|Middle East|Sahel|Balkans|Arctic)|"
    "(?-i:commission)|unification|overseas|maritime|immigration|gender|youth|religious|tribal|borders?"
)
# Nouns of those that may end a field: `of Foreign Affairs`, not `of the European`.
FIELD = (
    "affairs|defence|defense|interior|finance|economy|trade|commerce|industry|energy|oil|health|"
    "justice|environment|agriculture|transport|education|labour|labor|culture|development|security|"
    "intelligence|migration|immigration|rights|policy|information|communications|technology|"
    "science|tourism|treasury|state|brexit|sports|investment|women|youth|peace|climate|enlargement"
    "|neighbourhood|competition|budget|fisheries|relations|cooperation|partnerships|cohesion"
    "|management|operations|action|children|refugees|crises|housing|labour|water|resources|commerce|genocide"
)
# What every state has one of, and so goes with a title: `the commander of the armed forces`.
SERVICE = (
    "armed forces|army|navy|air force|military|police|national police|general staff"
    "|joint chiefs of staff|joint chiefs|chiefs of staff|presidency|central bank|supreme court"
    "|constitutional court|senate|parliament|lower house|upper house|house of representatives"
    "|national assembly|chamber of deputies|government|coast guard|border guard|junta"
)
STATUS = {
    "former": "held", "ex": "held", "late": "held", "then": "held", "erstwhile": "held",
    "onetime": "held", "one-time": "held", "ousted": "held", "deposed": "held", "outgoing": "holds",
    "acting": "holds", "interim": "holds", "caretaker": "holds", "incoming": "none",
    "designate": "none", "chosen": "none", "preferred": "none", "likely": "none",
    "hand-picked": "none", "handpicked": "none", "eventual": "holds", "anointed": "none",
    "current": "holds", "incumbent": "holds", "new": "holds",
    "newly": "holds", "elected": "holds", "re-elected": "holds", "embattled": "holds",
    "hardline": "holds", "veteran": "holds", "longtime": "holds", "long-time": "holds",
    "long-serving": "holds", "populist": "holds", "conservative": "holds", "far-right": "holds",
    "right-wing": "holds", "left-wing": "holds", "centre-right": "holds", "pro-western": "holds",
    "authoritarian": "holds", "powerful": "holds", "influential": "holds", "counterpart": "holds",
    "visiting": "holds", "wartime": "holds", "self-declared": "holds", "appointed": "holds",
    "self-proclaimed": "holds", "technocratic": "holds", "moderate": "holds", "fellow": "holds",
    "self-styled": "none", "muslim": "holds", "christian": "holds", "shiite": "holds",
    "shia": "holds", "sunni": "holds", "jewish": "holds", "islamist": "holds",
    "democratic": "holds", "liberal": "holds",
    "socialist": "holds", "communist": "holds", "leftist": "holds", "republican": "holds",
    "firebrand": "holds", "would-be": "none", "previous": "held", "past": "held",
    "assassinated": "held", "slain": "held", "murdered": "held", "disgraced": "held",
    "overthrown": "held", "toppled": "held", "fallen": "held", "exiled": "held",
}  # fmt: skip
DETERMINERS = word_set("the a an its his her their our whose")
FEMALE = word_set(
    "queen princess empress spokeswoman chairwoman congresswoman mrs mrs. ms ms. miss mme mme. "
    "madame frau dame lady baroness businesswoman"
) | {"crown princess", "first lady"}
MALE = word_set(
    "king prince emperor sultan emir pope spokesman chairman congressman mr mr. sir lord herr "
    "monsieur businessman ayatollah sheikh imam cardinal archbishop bishop"
) | {"crown prince", "grand duke"}
KIND_OF: dict[str, Kind] = {h: k for k, heads in HEADS.items() for h in heads.split("|")}
OUT_OF_OFFICE = re.compile(
    r"\b(?:opposition|shadow|party|rebel|religious|spiritual|campaign|committee|caucus)\b", re.I
)
PARTYS = re.compile(
    r"Congress (?:party )?(?:leader|chief|spokes\w+|general secretary)\b"
)  # India's
LESSER = word_set("vice deputy assistant under first second")  # make it another office
WRITTEN_OUT = {
    "sen.": "Senator", "rep.": "Representative", "gov.": "Governor", "adm.": "Admiral",
    "gen.": "General", "col.": "Colonel", "lt.": "Lieutenant", "maj.": "Major", "capt.": "Captain",
    "pres.": "President", "pres": "President", "amb.": "Ambassador", "amb": "Ambassador",
    "pm": "Prime Minister", "sen": "Senator", "rep": "Representative", "gov": "Governor",
    "adm": "Admiral",
    "gen": "General", "col": "Colonel", "lt": "Lieutenant", "maj": "Major", "capt": "Captain",
}  # fmt: skip
PLURALS = {"spokespeople": "spokesperson", "spokesmen": "spokesman"}
CAPITAL_ONLY = word_set(
    "pres. pres amb. amb mp mep lord lady major maj. captain capt. justice general marshal sen. "
    "rep. gov. gen. col. deputy metropolitan miss sir pm"
) | {"lt gen", "maj gen", "brig gen", "lt col"}
BEFORE_NAMES = word_set(
    "pres. pres amb. amb sen rep gov gen brig col maj capt adm lt cmdr sgt"
)  # `Gen Ali`, no `Hun Sen`
