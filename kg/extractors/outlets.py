"""News outlets as those who were told: `told state broadcaster NRK`, `in an interview with CBS`.

An outlet is known by name (`kg.extractors.newsrooms`), or by the noun beside an unknown name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extractors.lookup import Lookup
from kg.extractors.newsrooms import NEWSROOMS, OUTLET_WORD
from kg.extractors.sources import Sources
from kg.iris import slug
from kg.model import Entity, Mention

_KIND = (
    r"(?:broadcasters?|newspaper|(?:news|press) agency|(?:news|press) service|(?:news )?channel"
    r"|(?:radio|television|tv) station|network|magazine|daily|weekly|(?:news )?website|news site"
    r"|programme|program|show|podcast|television|tv|radio|news|state media|wire)"
)
_TOLD = re.compile(
    r"\b(?:told|tells|telling|speaking to|spoke to|speaking on|appearing on"
    r"|(?:interview|remarks|comments?|statement|phone call|column|article)s? "
    r"(?:with|to|for|in|on|published (?:by|in)|carried by|broadcast (?:by|on)|quoted by)"
    r"|(?:quoted|cited|reported|carried|published|run|(?<!a )broadcast|aired) (?:by|in|on)"
    r"|as saying by|asked (?:by|on)|according to)\s+",
    re.IGNORECASE,
)
_NAME = (
    r"[A-ZÀ-Þ][\w&.’'-]*\w(?:(?: (?:of|for|and|de|du|la|do|da|di|der|the))? [A-ZÀ-Þ][\w&.’'-]*\w)*"
    r"(?: \d{1,3}\b)?"
)
_PHRASE = re.compile(
    rf"(?:the |an? |[A-Z]\w+['’]s |its )?(?P<before>(?:[\w’'-]+ ){{0,4}}?(?:{_KIND}|TV) )?"
    rf"(?P<name>{_NAME})(?P<after>(?:['’]s [\w -]{{0,30}}?| )(?i:{_KIND})\b)?"
)
_UNNAMED = re.compile(r"(?:\w+ )?state (?:television|tv|radio|media|broadcaster)\b", re.IGNORECASE)
# What is told as a body rather than as a newsroom.
_BODY = re.compile(
    r"\b(?:Council|Committee|Commission|Parliament|Assembly|Senate|Congress|House|Union|Bank|Court"
    r"|Party|Forum|League|Conference|Institute|University|Ministry|Office|Society|Association"
    r"|Foundation|Center|Centre|Club|Fund|Federation|Organi[sz]ation|Group|Alliance|Army|Movement"
    r"|Front|Watch|International|Cross|Crescent|Authority|Board|Secretariat|Mission|Agency)\b"
)
_TOLD_IT = re.compile(r"(?:told|tells|telling) (?:the )?$")
_ENDS = re.compile(
    r"[.,;:!?]| (?:that|in|on|at|by|from|during|earlier|later|last|this|after|yesterday|\w+day"
    r"|he|she|it|they|the|his|her|its|their|there|an?|no)\b|$"
)
_OUTLET_NAME = re.compile(rf"(?:\b|-)(?:{OUTLET_WORD})\b|\w\.\w|^[A-Z]{{3,5}}$")


def _is_told(look: Lookup, phrase: re.Match[str], mention: Mention | None) -> bool:
    """Say whether a phrase names what is told something and is no body.

    What is not even known for a name must be all that is told: `told Suspilne that`.
    """
    at, name = phrase.start("name"), phrase["name"]
    if not _TOLD_IT.search(look.text, max(0, at - 12), at) or _BODY.search(name):
        return False
    return mention is not None or (name[-1] != "s" and bool(_ENDS.match(look.text, phrase.end())))


def told(sources: Sources, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the outlets that the words in `start:end` say were told, with where the words begin."""
    for match in _TOLD.finditer(sources.look.text, start, end):
        if (key := outlet(sources, match.end(), end)) is not None:
            yield match.start(), key


def outlet(sources: Sources, at: int, end: int) -> str | None:
    """Return the key of the news outlet that the words at `at` name; None if they name none."""
    look = sources.look
    owner = look.starting(at)
    if owner is not None and owner.entity in NEWSROOMS:  # `VOA's Somali Service`
        return owner.entity
    phrase = _PHRASE.match(look.text, at, end)
    if phrase is None:
        unnamed = _UNNAMED.match(look.text, at, end)
        return sources.read_organisation(*unnamed.span()) if unnamed else None
    mention = look.starting(phrase.start("name"))
    if mention is not None and mention.span.end < phrase.end("name"):
        mention = mention if mention.entity and mention.kind != "demonym" else None
    if mention is not None and mention.entity in NEWSROOMS:
        return mention.entity
    if mention is not None and mention.type == "state" and phrase["after"]:  # `Swiss radio`
        return sources.read_organisation(phrase.start("name"), phrase.end())
    known = mention is not None and mention.type in ("person", "state", "grouping", "body")
    name = phrase["name"]
    named = bool(phrase["before"] or phrase["after"])
    unknown = mention is None or mention.type == "organisation"
    if known or not (
        named or _OUTLET_NAME.search(name) or (unknown and _is_told(look, phrase, mention))
    ):
        return None
    if mention is not None and mention.entity and mention.span.of(look.text) == name:
        return mention.entity
    return sources.add(Entity(f"organisation/{slug(name)}", "organisation", name))
