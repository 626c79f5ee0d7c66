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
from kg.model import Entity, Mention, Span

_KIND = (
    r"(?:broadcasters?|newspaper|(?:news|press) agency|(?:news|press) service|(?:news )?channel"
    r"|(?:radio|television|tv) station|network|magazine|daily|weekly|(?:news )?website|news site"
    r"|programme|program|show|podcast|television|tv|radio|news|state media|wire)"
)
_TOLD = re.compile(
    r"\b(?:told|tells|telling|speaking to|spoke to|speaking on|appearing on"
    r"|(?:interview|remarks|comments?|statement|phone call|column|article|op-ed|essay"
    r"|(?:opinion|guest) piece|commentary)s? "
    r"(?:with|to|for|in|on|published (?:by|in)|carried by|broadcast (?:by|on)|quoted by)"
    r"|(?:quoted|cited|reported|carried|published|run|(?<!a )broadcast|aired) (?:by|in|on)"
    r"|(?:seen|obtained|viewed|reviewed) by"
    r"|(?:confirmed|said|explained|insisted|admitted|complained|repeated|wrote|suggested) to"
    r"|as saying by|asked (?:by|on)|according to)\s+",
    re.IGNORECASE,
)
_NAME = (
    r"[A-ZÀ-Þ][\w&.’'-]*\w(?:(?: (?:of|for|and|de|du|la|do|da|di|der|the))? [A-ZÀ-Þ][\w&.’'-]*\w)*"
    r"(?: \d{1,3}\b)?"
)
_PHRASE = re.compile(
    rf"(?:the |an? |[A-Z]\w+['’]s |its )?(?P<before>(?:[\w’'-]+ ){{0,4}}?(?:{_KIND}|TV) )?"
    r"(?:(?:state-(?:run|owned|controlled)|pro-\w+|private|independent|(?:semi-)?official|local"
    r"|opposition|government-(?:run|owned)|daily|weekly|popular|influential|\w+-language) )*"
    rf"(?P<name>{_NAME})(?P<after>(?:['’]s [\w -]{{0,30}}?| )(?:(?i:{_KIND})|agency)\b)?"
)
# `told “Fox and Friends”`, `on Sirius’s “News Daily”`: a programme, each word with a capital
_SHOW = re.compile(
    r"(?:the |(?:[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*|its|his|her)['’]s? )?(?:[a-z]+ ){0,2}[“\"]"
    r"(?P<name>[A-Z][\w&.’'-]*(?: (?:(?:and|of|the|with|to|on|in|for|&) ){0,2}[A-Z][\w&.’'-]*)+)"
    r"[,.!]?[”\"]"
)
_UNNAMED = re.compile(
    r"(?:(?:(?:\w+ )?state|local|foreign)|(?P<whose>[A-Z]\w+(?: (?:public|state|national))?))"
    r" (?:[Tt]elevision|TV|[Rr]adio|media|broadcaster)\b"
)
# What is told as a body rather than as a newsroom.
_BODY = re.compile(
    r"\b(?:Council|Committee|Commission|Parliament|Assembly|Senate|Congress|House|Union|Bank|Court"
    r"|Commons|Lords|Bundestag|Bundesrat|Knesset|Duma|Rada|Sejm|Storting|Riksdag|Folketing|D[aá]il"
    r"|Diet|Majlis|Lok Sabha|Rajya Sabha|Seimas|Saeima|Riigikogu|Eduskunta|Chamber|Legislature"
    r"|Party|Forum|League|Conference|Institute|University|Ministry|Office|Society|Association"
    r"|Foundation|Center|Centre|Club|Fund|Federation|Organi[sz]ation|Group|Alliance|Army|Movement"
    r"|Front|Watch|International|Cross|Crescent|Authority|Board|Secretariat|Mission|Agency|Dialogue|Summit|Symposium)\b"
)
_SEEN = ("seen", "obtained", "viewed", "reviewed")
_HEAD = 600  # code points in which a dateline stands
_SIGNED = re.compile(r"(?:^|\n|\w\.?,? )[^\n“”\"]{0,60}[(/](?=[A-Z][\w ]{1,30}[)/])")
_TOLD_IT = re.compile(r"(?:(?:told|tells|telling)|(?:carried|aired|broadcast) by) (?:the )?$")
# `told the AIPAC meeting`: who met there
_GATHERED = re.compile(
    r" (?:\w+ )?(?:meeting|conference|convention|summit|forum|gathering|rally|congress|audience"
    r"|crowd|members|delegates|lunch|dinner|board)\b"
)
_IN_A_CALL = re.compile(
    r" (?:in|during|at|by) (?:an? |the |their )?(?:[\w-]+ )?(?:call|letter|meeting|talks|phone)"
)
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
    if not _TOLD_IT.search(look.text, max(0, at - 16), at) or _BODY.search(name):
        return False
    if _IN_A_CALL.match(look.text, phrase.end()):
        return False
    return mention is not None or (name[-1] != "s" and bool(_ENDS.match(look.text, phrase.end())))


def told(sources: Sources, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the outlets that the words in `start:end` say were told, with where the words begin.

    A letter `seen by` the newsroom that brings the article is not known through anybody else.
    """
    for match in _TOLD.finditer(sources.look.text, start, end):
        key = outlet(sources, match.end(), end)
        if key is None or (match[0].startswith(_SEEN) and key == own_newsroom(sources.look)):
            continue
        yield match.start(), key


def own_newsroom(look: Lookup) -> str | None:
    """Return the newsroom named in brackets or between slashes in the article's dateline."""
    sign = _SIGNED.search(look.text, 0, _HEAD)
    named = look.starting(sign.end()) if sign else None
    return named.entity if named is not None and named.entity in NEWSROOMS else None


def outlet(sources: Sources, at: int, end: int) -> str | None:
    """Return the key of the news outlet that the words at `at` name; None if they name none."""
    look = sources.look
    owner = look.starting(at)
    if owner is not None and owner.entity in NEWSROOMS:  # `VOA's Somali Service`
        return owner.entity
    if show := _SHOW.match(look.text, at, end):
        return sources.read_organisation(*show.span("name"))
    phrase = _PHRASE.match(look.text, at, end)
    if phrase and _GATHERED.match(look.text, phrase.end("name")):
        return None
    unnamed = _UNNAMED.match(look.text, at, end)
    if unnamed and unnamed["whose"] and not (owner and owner.kind == "demonym"):
        unnamed = None
    if phrase is None or (unnamed and unnamed.end() >= phrase.end("name")):
        return sources.read_organisation(*unnamed.span()) if unnamed else None
    mention = look.starting(phrase.start("name"))
    if mention is not None and mention.span.end < phrase.end("name"):
        mention = mention if mention.entity and mention.kind != "demonym" else None
    if mention is not None and mention.entity in NEWSROOMS:
        return mention.entity
    inside = look.within(Span(*phrase.span("name")))
    whole = phrase["before"] or phrase["after"] or _OUTLET_NAME.search(phrase["name"])
    if not whole and any(m.type == "person" for m in inside):
        return None  # `told Israeli Prime Minister Avi Rosen`
    if mention is not None and mention.type == "state" and phrase["after"]:  # `Swiss radio`
        return sources.read_organisation(phrase.start("name"), phrase.end())
    kind = phrase["before"] or phrase["after"]  # `the channel Al Obi` is nobody
    person = mention is not None and mention.type == "person" and not kind
    known = mention is not None and (person or mention.type in ("state", "grouping", "body"))
    name = phrase["name"]
    named = bool(kind)
    unknown = mention is None or mention.type == "organisation"
    if known or not (
        named or _OUTLET_NAME.search(name) or (unknown and _is_told(look, phrase, mention))
    ):
        return None
    same = mention is not None and mention.type != "person" and mention.span.of(look.text) == name
    if mention is not None and mention.entity and same:
        return mention.entity
    return sources.add(Entity(f"organisation/{slug(name)}", "organisation", name))
