"""The parties that a noun phrase names: `his Chinese counterpart`, `the two sides`, `the bloc`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extractors.descriptions import COLLECTIVE, HEAD_END, UNNAMED, ends
from kg.extractors.lookup import Lookup
from kg.extractors.newsrooms import NEWSROOMS
from kg.extractors.sources import Sources
from kg.model import Mention, Span

_END = re.compile(
    r" (?:\w+ly|afterwards?|yesterday|today|to|that|not|about|"
    r"over|on|in|at|near|outside|inside|aboard|against|for|during|after|before|it|he|she|they|if|"
    r"(?<!such )as|but|between|among|through|behind|via|under|despite|amid|because|since|until"
    r"|unless|(?:this|next|every|each) (?:\w+ )?(?:day|week|month|year|time|morning|evening)"
    r"|asking|urging|saying|warning|demanding|offering|calling|requesting"
    r"|gathered|assembled|again|once|twice|just|also|instead|overnight|seen|obtained|dated|published|released|sent|"
    r"will|would|was|were|is|are|had|has|by|when|while|whether|last|earlier|how|why|what|of their|"
    r"of his|of its|of her|who|which|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"| [-–—] |[,;:!?\"“”()—\n]|(?<!\bM[rs])(?<!\bDr)(?<!\bMrs)(?<!\b[A-Z])\.(?!\w)|$",
    re.IGNORECASE,
)
_NO_ADDRESSEE = re.compile(
    r"^(?:the |a |an |his |her )?(?:[\w-]+ )*(?:reporters?|others|journalists?|media|press|"
    r"news conference|briefing|conference|forum|dialogue|summit|gathering|seminar|panel|hearing|"
    r"interview|television|radio|audience|viewers|cheers?|applause|"
    r"world(?! powers| leaders)|"
    r"people|public|nation|crowd|newspaper|magazine|agency|channel|broadcaster|network|rally|it|him|himself|herself|them|"
    r"themselves|us|me|you|what|how|why|whether|if|that|for|about|to|when|of|against|over|on|with)\b"
    r"(?!['’]s )",
    re.IGNORECASE,
)
# What a verb of speech governs that is nobody: a clause, a phrase, a thing offered.
_NO_OBJECT = re.compile(
    r"(?:to|that|of|for|in|on|at|by|about|against|over|with|from|into|if|whether|how|why|what"
    r"|when|applause|cheers|laughter|not|as|more|less|no|such|so|\d[\w,.]*"
    r"|(?:this|next|last) \w+ (?:that|of|against|not|to)"
    r"|(?:its|his|her|their|a|an|the) (?:[\w-]+ )?"
    r"(?:offices|support|help|aid|assistance|resignation|condolences|congratulations|thanks|apologies|proposal|plan|deal|war"
    r"|action|sanctions|talks|asylum|case|opinion))\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"(?:him|them)\b|her (?:an?|the|his|its|no|more|full)\b", re.IGNORECASE)
_COLLEAGUES = re.compile(r"^(?:his|her|its|their) .*(?:counterparts|colleagues|neighbou?rs|peers)$")
# `his Turkish counterpart, Hakan Fidan,`
_COLLEAGUE = re.compile(
    r"(?:counterpart|colleague|minister|president|premier|leader|ambassador|envoy|secretary|chief)$"
)
# `promised Chile full backing`: what is given follows whom it is given to.
_GIFT = re.compile(
    r" (?:an?|the|its|his|her|their|full|more|new|further|every|all|no|any|help|aid|support"
    r"|access|[1-9][\d,.]*"
    r"|(?:dozen|hundred|thousand|million|billion)s? of)\b",
    re.IGNORECASE,
)
# `Prime Minister `, before the name of whom something is given
_OFFICE = re.compile(
    r"(?:(?:the|his|her|its|[A-Z]\w+) )?(?:(?:Prime|Foreign|Defen[cs]e|Interior) Minister|President"
    r"|King|Queen|Chancellor|Secretary|Premier|Ambassador|Minister|Senator|General) $"
)
# `President of the Republic of Peru `, before a name
_TITLED = re.compile(
    r"(?:the )?(?:[A-Z]\w+ ){0,4}(?:President|Minister|Secretary|Chairman|Chancellor|Governor)"
    r"(?: (?:of|for|and|the|[A-Z][\w’'-]*))* (?<! of )(?<! for )(?<! and )"
)
# `told the Foreign Minister`
_OFFICIAL = re.compile(
    r"the (?:(?:visiting|new|outgoing|[A-Z]\w+) )?(?:(?:[Pp]rime|[Ff]oreign|[Dd]efen[cs]e"
    r"|[Ii]nterior|[Ff]inance) )?(?:[Mm]inister|[Pp]resident|[Pp]remier|[Cc]hancellor"
    r"|[Aa]mbassador|[Ee]nvoy|[Ss]ecretary(?:[ -]general)?|[Kk]ing|[Ee]mir)$"
)
_THINGS = re.compile(r"(?: [a-z]+){1,3}")
_SIDE = re.compile(r" side")
_EVENT = re.compile(r"\b(?:Dialogue|Forum|Conference|Summit|Club|Institute|University|Society)$")
# `told a congressional delegation`, `told a German colleague`
_VISITORS = re.compile(
    r"^(?:an?|his|her|its|their|one|another) (?:[\w-]+ ){0,3}(?:delegation|envoy|emissary|visitor"
    r"|colleague|friend|aide|official|diplomat|ambassador|minister|mediator|counterpart|senator"
    r"|lawmaker|committee|panel of (?:lawmakers|senators|mps)|group of (?:[\w-]+ ){0,2}[a-z]+s)$",
    re.IGNORECASE,
)
_ASSEMBLY = re.compile(
    r"(?:parliament|congress|lawmakers|mps|delegates|ministers|council|cabinet|chamber|senate"
    r"|government|administration|world powers|international community|colleagues?|guests?|hosts?)$",
    re.IGNORECASE,
)
_THE_COUNTRY = re.compile(
    r"(?:the|that|this) (?:[\w-]+ ){0,3}(?:country|nation|republic|kingdom)$", re.IGNORECASE
)
_THE_BODY = re.compile(
    r"(?:the|that|this) (?:(?!\d+-)[\w-]+ )?"
    r"(?:council|bloc|alliance|union|group|grouping"
    r"|(?:world|regional|\d+-(?:member|nation)) body)$",
    re.IGNORECASE,
)

_COUNCIL = re.compile(r"(?:council|body)$", re.IGNORECASE)
_EVERYBODY = "grouping/UN"
_BACK = {"state": 2, "grouping": 6}  # sentences: an article tells of fewer groupings than states


_OPENING = tuple('"“‘')  # `urged “third parties” to wait`
_NEXT = re.compile(r",? (?P<and>and )(?:the )?|, (?:the )?")
_JOINT = re.compile(r",? (?:and|or|but)$")  # `appealed to Peru and to Chile`


def party(
    sources: Sources,
    start: int,
    limit: int,
    own: Sequence[str] = (),
    *,
    described: bool = False,
) -> str | None:
    """Return the first entity that the noun phrase at `start` names, None if it is nobody."""
    return next(iter(parties(sources, start, limit, own, described=described)), None)


def parties(
    sources: Sources,
    start: int,
    limit: int,
    own: Sequence[str] = (),
    *,
    described: bool = False,
) -> tuple[str, ...]:
    """Return the entities that the noun phrase at `start` names: `Peru and Chile` are two.

    `own` are those who speak. With `described`, what no known entity is in must have a head noun
    that describes people.
    """
    look = sources.look
    start += look.text[start : start + 1] in _OPENING
    if start >= limit or _NO_OBJECT.match(look.text, start):
        return ()
    named, stop = _extent(look, start, limit)
    if stop <= start:
        return ()
    words = _JOINT.sub("", look.text[start:stop].rstrip())
    span = Span(start, start + len(words))
    if not words:
        return ()
    inside = [m for m in look.within(span) if m.entity]
    one = _apposed(look, span, limit) or (_with_title(look, span, inside) if inside else None)
    if one:
        return (one,)
    if not inside and (_NO_ADDRESSEE.match(words) or len(words) > 60 or not words[:1].isalpha()):
        return ()
    if re.match(r"(?:reporters|journalists)\b", words) or _EVENT.search(words):
        return ()
    such = re.search(r"\b(?:such as|including|like) ", words)
    if such and (mention := look.starting(start + such.end())):
        return _keys(mention.entity)
    if not inside and _THE_COUNTRY.match(words):
        return _keys(_last(look, start, own, "state"))
    if not inside and _THE_BODY.match(words):
        return _keys(_last(look, start, own, "grouping", club=not _COUNCIL.search(words)))
    for mention in inside:
        if mention.kind == "pronoun" and mention.span == span:
            keys = (mention.entity, *(c.key for c in mention.candidates))
            return _keys(next((k for k in keys if k and k not in own), None))
    if inside and all(m.type == "organisation" for m in inside) and inside[0].entity in NEWSROOMS:
        return ()
    if named is not None and named.span == span and _is_people(named, words):
        return (sources.local("group", words),)
    people = _describes(words, start) if described else _is_plural(words) or _VISITORS.search(words)
    if not inside and not people:
        if not _OFFICIAL.match(words):
            return ()
        return sources.read((span,))
    if named and named.entity and _is_given(named, span, words):
        return (named.entity,)
    head = start + len(HEAD_END.split(words)[0])
    if described and not people and not any(m.span.start < head for m in inside):
        return ()  # `ordered the release of Peru's ships`
    if _COLLEAGUES.search(words) and any(m.kind == "demonym" for m in inside):
        return (sources.local("group", words),)
    found = sources.read((span,), otherwise="group")
    if found and found[0].startswith("person/") and _COLLEAGUES.search(words):
        return (sources.local("group", words),)
    for mention in inside:
        if mention.kind == "nominal" and found[:1] == (mention.entity,) and found[0] in own:
            return _keys(next((c.key for c in mention.candidates if c.key not in own), None))
    return found


def _is_given(named: Mention, span: Span, words: str) -> bool:
    """Say whether something is given to a state that is named: `offered Peru drones`."""
    whole = named.type in ("state", "grouping") and named.kind == "name"
    rest = words[named.span.end - span.start :] if whole and named.span.start == span.start else ""
    return bool(_THINGS.fullmatch(rest)) and not _describes(rest.strip(), named.span.end + 1)


def _keys(key: str | None) -> tuple[str, ...]:
    return (key,) if key else ()


def _apposed(look: Lookup, span: Span, limit: int) -> str | None:
    """Return the person whose name follows a description, apart from it."""
    if not _COLLEAGUE.search(span.of(look.text)) or look.text[span.end : span.end + 2] != ", ":
        return None
    named = look.starting(span.end + 2)
    person = named is not None and named.type == "person" and named.kind == "name"
    return named.entity if named and person and named.span.end <= limit else None


def _with_title(look: Lookup, span: Span, inside: Sequence[Mention]) -> str | None:
    """Return the person named after a title, `President of the Republic X`; X of `the X side`."""
    last = inside[-1]
    if sum(m.type == "person" and m.kind == "name" for m in inside) > 1:
        return None
    titled = last.type == "person" and last.kind == "name" and last.span.end == span.end
    if titled and _TITLED.fullmatch(look.text, span.start, last.span.start):
        return last.entity
    return last.entity if _SIDE.fullmatch(look.text, last.span.end, span.end) else None


def _extent(look: Lookup, start: int, limit: int) -> tuple[Mention | None, int]:
    """Return the name with which the noun phrase begins, if it does, and where the phrase ends."""
    named = look.starting(start)
    determined = re.compile(r"(?:the|a|an) ", re.IGNORECASE).match(look.text, start)
    if named is None and determined:
        named = look.starting(determined.end())
    if named is None or named.kind == "demonym":
        titled = next((m for m in look.within(Span(start, limit)) if m.type == "person"), None)
        if titled and _OFFICE.fullmatch(look.text, start, titled.span.start):
            named = titled
    floor = named.span.end if named else start
    end = _END.search(look.text, floor, limit)
    stop = end.start() if end else limit
    if named and (_GIVEN.match(look.text, start) or _GIFT.match(look.text, floor)):
        stop = floor
    return named, _listed(look, stop, limit)


def _listed(look: Lookup, stop: int, limit: int) -> int:
    """Return where a list of names ends of which the first ends at `stop`: `Peru, Chile and X`."""
    at = stop
    while (more := _NEXT.match(look.text, at, limit)) and (named := look.starting(more.end())):
        if named.kind not in ("name", "metonym"):
            break
        at = named.span.end
        if more["and"]:
            return at
    return stop


def _is_people(named: Mention, words: str) -> bool:
    """Say whether a demonym without an article means people: `Chileans`, not `the Chileans`."""
    return named.kind == "demonym" and words.endswith("s") and words[:1].isupper()


def _is_plural(words: str) -> bool:
    plural = r"(?:the |all |other |its |his |foreign |western |\w+ )*\w+s\b|the \w+"
    return bool(re.match(plural, words) or _ASSEMBLY.match(words))


def _describes(words: str, start: int) -> bool:
    """Say whether the head noun of the phrase describes people."""
    head = HEAD_END.split(words)[0].rstrip()
    return bool(_ASSEMBLY.search(head)) or any(
        True for pattern in (COLLECTIVE, UNNAMED) for _ in ends(pattern, head, start, ())
    )


def _last(
    look: Lookup, at: int, own: Sequence[str], kind: str, *, club: bool = False
) -> str | None:
    """Return the state or grouping named last in the sentences before `at`, speakers aside.

    With `club` it is one that is called a group or a bloc, as the United Nations are not.
    """
    here = look.sentence(at)
    begin = look.sentences[max(0, here - _BACK[kind])].start
    found = [
        m.entity
        for m in (look.within(Span(begin, at)) if begin < at else ())
        if m.type == kind and m.kind == "name" and m.entity and m.entity not in own
        if m.entity != _EVERYBODY or not club
    ]
    return found[-1] if found else None
