"""Whose an office is by the words of its title: `Turkish Foreign Ministry spokesman`."""

from __future__ import annotations

import re

from kg.extractors.before_titles import INSTITUTION
from kg.extractors.lookup import Lookup
from kg.extractors.salience import represented
from kg.extractors.title_words import PORTFOLIO
from kg.extractors.titles import Title
from kg.iris import slug
from kg.model import Mention

_ADVISES = re.compile(r"^(?:advis[eo]r|aide)$")  # `adviser to the Saudi court` is the Saudis'
_STATE_ADJECTIVE = re.compile(
    r"^(?:(?:North|South) )?(?:U\.?S\.?|UK|\w+(?:ian|ean|ish|ese|an|ch|ek|iot|aqi|aeli|eni|awi"
    r"|udi|ani|shi|ss)) (?=\w)"
)
# `head of the Russia programme`: what is headed is not the state.
_SUBJECT_MATTER = re.compile(
    r"(?: [\w-]+){0,5}? (?:[Pp]rogram(?:me)?|[Dd]esk|[Pp]roject|[Ii]nitiative|[Cc]ent(?:er|re)"
    r"|[Ff]orum|[Ss]tudies|[Ii]nstitute|[Tt]hink tank)\b"
)
# `head of the US-based Rescue Committee`
_DERIVED = re.compile(r"[- ](?:based|backed|led|funded|sponsored|trained|born|registered)\b")
# An institution that every state has, without the state's name.
_NAMELESS = re.compile(
    rf"(?:the )?(?:(?:{PORTFOLIO}|coast|central|electoral|constitutional|border|revolutionary|of"
    rf"|for|the|and) )*{INSTITUTION.pattern}",
    re.IGNORECASE,
)
# Offices that one state or grouping alone has.
_ONLY = {
    re.compile(r"(?:taoiseach|t[aá]naiste)$", re.IGNORECASE): "state/IE",
    re.compile(
        r"(?:principal )?(?:deputy )?assistant secretary\b(?![- ]general)", re.IGNORECASE
    ): "state/US",
    re.compile(r"pope$", re.IGNORECASE): "state/VA",
    re.compile(
        r"(?:chancellor of the exchequer|(?:northern ireland|scotland|wales) secretary)$",
        re.IGNORECASE,
    ): "state/GB",
    re.compile(r"union (?:\w+ ){0,3}minister$", re.IGNORECASE): "state/IN",
    re.compile(r"chief cabinet secretary$", re.IGNORECASE): "state/JP",
    re.compile(r"(?:vice )?unification minister$", re.IGNORECASE): "state/KR",
    re.compile(r"european commissioner\b", re.IGNORECASE): "grouping/EU",
    re.compile(
        r"(?:under-?secretary[- ]general|emergency relief coordinator|special rapporteur"
        r"|(?:deputy )?(?:resident(?: and humanitarian)?|humanitarian) coordinator"
        r"|high commissioner for (?:refugees|human rights))\b",
        re.IGNORECASE,
    ): "grouping/UN",
}
_ITS = re.compile(r"\b(?:its|their|his|her) $", re.IGNORECASE)
# Offices of the European Commission, where the text speaks of the Union.
_COMMISSION = re.compile(
    r"(?:first )?executive vice[- ]president$|(?:enlargement|trade|competition"
    r"|(?:internal|single) market|neighbourhood|climate(?: action)?|energy|budget|econom\w+|justice"
    r"|home affairs|migration|crisis management|humanitarian aid|defen[cs]e|research|digital"
    r"|industry|international partnerships|transport|agriculture|environment) commissioner$",
    re.IGNORECASE,
)
# `the Permanent Mission of Peru`, `the Health Ministry of Chad`
_OF_STATE = re.compile(r" of (?:the )?")
_STATES_OWN = re.compile(
    r"\b(?:ministry|department|office|parliament|senate|mission|embassy|presidency|armed forces"
    r"|army|navy|air force|cabinet|government|administration|court|agency|police|guard|treasury"
    r"|delegation)$",
    re.IGNORECASE,
)


def owner_of(
    look: Lookup, title: Title, index: int, count: int, posts: dict[str, str]
) -> tuple[str | None, str]:
    """Return the key of what the office belongs to, and words that its title takes from there."""
    if all(owner.start > title.core.start for owner in title.owners):  # `coordinator in Haiti`
        only = next((of for words, of in _ONLY.items() if words.match(title.words)), None)
        if only or not title.owners:
            alone = only or _advised(look, title) or _office_named(look, title)
            return alone or _of_commission(look, title), ""
    several = count > 1 and len(title.owners) == count
    span = title.owners[index if several else 0]
    mention = next((m for m in look.within(span) if m.span == span), None)
    if mention is None:
        return look.organisation(span.of(look.text), span.end), ""
    return key_of(look, mention, posts)


def _of_commission(look: Lookup, title: Title) -> str | None:
    """Return the EU where an office of its Commission is told in a text that names the Union."""
    named = any(m.entity == "grouping/EU" for m in look.mentions)
    return "grouping/EU" if named and _COMMISSION.match(title.words) else None


def _advised(look: Lookup, title: Title) -> str | None:
    """Return whose adviser somebody is: `adviser to the Saudi court`."""
    if title.towards is None or not _ADVISES.search(title.head):
        return None
    mention = next((m for m in look.within(title.towards) if m.span == title.towards), None)
    return represented(mention) if mention else None


def _office_named(look: Lookup, title: Title) -> str | None:
    """Return the state of an office that is a body, too: `U.S. Trade Representative`."""
    mention = look.ending(title.core.end)
    if mention is None or mention.type != "body" or not mention.entity:
        return None
    inside = mention.span.start <= title.core.start and mention.entity.count("/") > 1
    return f"state/{mention.entity.split('/')[1]}" if inside else None


def key_of(look: Lookup, mention: Mention, posts: dict[str, str]) -> tuple[str | None, str]:
    """Return the key of what a mention makes the owner, and words that its title takes from it."""
    surface = mention.span.of(look.text)
    if mention.type == "person":
        return posts.get(mention.entity or surface), ""
    if mention.type == "body" and mention.entity and mention.entity.count("/") > 1:
        start = mention.span.start
        if mention.kind == "nominal" and _ITS.search(look.text, max(0, start - 10), start):
            return None, surface
        return f"state/{mention.entity.split('/')[1]}", _institution(surface)
    if look.is_people(mention):
        return None, surface
    if _DERIVED.match(look.text, mention.span.end):
        return None, ""
    if mention.type == "state" and _SUBJECT_MATTER.match(look.text, mention.span.end):
        return None, ""
    if state := _of_state(look, mention):
        return state, ""
    if mention.type == "organisation" and _NAMELESS.fullmatch(surface):
        return None, surface
    if mention.type == "place" or (mention.type in ("state", "grouping") and not mention.entity):
        return None, ""
    if mention.type == "grouping" and re.search(
        r"\b(?:Commission|Council|Parliament|Bank)\b", surface
    ):
        return mention.entity, surface
    return mention.entity or f"organisation/{slug(surface)}", ""


def _of_state(look: Lookup, mention: Mention) -> str | None:
    """Return the state whose institution an organisation is by the words that follow."""
    of = _OF_STATE.match(look.text, mention.span.end)
    if mention.type != "organisation" or of is None:
        return None
    state = look.starting(of.end()) if _STATES_OWN.search(mention.span.of(look.text)) else None
    return state.entity if state and state.type == "state" else None


def _institution(surface: str) -> str:
    """Return a body's words without its state: `Turkish Foreign Ministry` → `Foreign Ministry`."""
    words = re.sub(r"^.*['’]s (?=\w)| of (?:the )?[A-Z][\w ]+$(?<!Affairs)(?<!State)", "", surface)
    return _STATE_ADJECTIVE.sub("", words)
