"""The grammar of descriptions that stand for a speaker: `a senior official`, `both sides`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extractors.names import FUNCTION_WORDS, Gender
from kg.model import Entity, Span
from kg.text import word_set

CONTENTLESS = re.compile(r"^(?:according to|by|from|as|told|to|with|for) ", re.IGNORECASE)
_ENDING = re.compile(
    r"['’]s$|(?<=s)['’]$| (?:it|him|her|them)sel(?:f|ves),?$"
    r"| (?:today|yesterday|tonight|now|also|earlier|later|however|meanwhile|instead|nevertheless"
    r"|again|already|still|then|in turn|for example"
    r"|(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)$"
)
_MAN = re.compile(r"\b\w*(?<!wo)man\b|\bking\b|\bfather\b|\bhusband\b", re.IGNORECASE)
_WOMAN = re.compile(r"\b\w*woman\b|\bqueen\b|\bmother\b|\bwife\b", re.IGNORECASE)
QUANTIFIED = re.compile(
    r"^(?:some|many|most|several|few|both|all|none|one|two|three|half) of (?:the )?", re.IGNORECASE
)
DETERMINER = re.compile(
    r"^(?:the|an?|some|many|most|several|its|his|her|our|their|whose|these|those|one|another|each|neither|"
    r"either|few|certain|various|numerous|unnamed|unidentified|anonymous|but|and|while) ",
    re.IGNORECASE,
)
COUNTS = word_set("both all two three four five six other others")
# What follows a description apart from it: `, who asked not to be named`.
APART = re.compile(
    r", (?:who|which|whom|whose|briefed|\w+ing)\b|,? (?:up)?on behalf of\b"
    r"| who (?:declined|asked|wished|speaks for)\b"
)
WITNESSED = re.compile(  # whose officials they are, that does not tell
    r"\b(?:who (?:had )?(?:attended|took part|(?:was|were) (?:present|in the room|travell?ing))"
    r"|briefed (?:on|about|by)|familiar with|present at|with (?:direct )?knowledge of)\b"
)
# What is too long to be called by: `an official who has dealt with the region for all his life`.
RELATIVE = re.compile(
    r"(?<!\bone)(?<!\bperson)(?<!\bpeople)(?<!\bthose)(?<!\bsource)(?<!\bsources)"
    r" who\b(?=[^,;]{60})",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"\b(?:in|at|near|to|with|on|outside|inside|based|against|from) (?:the )?$")
AUTHORITIES = re.compile(
    r"^(?:[\w-]+ )*(?:officials?|authorities|police|ministry|colleagues)\b", re.IGNORECASE
)
FORMER = re.compile(  # who holds no office any more speaks for nobody
    r"(?:(?:an?|the|one|two|three|four|five|several|some|many|most|other|another|senior|top) )*"
    r"(?:former|retired|ex-|onetime|one-time|ousted|deposed)",
    re.IGNORECASE,
)
SENT_BY = re.compile(  # `the delegate from Peru`
    r"\b(?:counterparts?|representatives?|delegates?|delegation|ministers?|envoys?|diplomats?"
    r"|negotiators?|colleagues?) from (?:the )?$",
    re.IGNORECASE,
)
TITLED = re.compile(r"\b(?:head|chief|director|chair\w*|leader|mayor|governor|senator|general)$")
STANDING = re.compile(
    r"\b(?:lawyer|attorney|wife|husband|brother|sister|son|daughter|father|mother|widow|predecessor"
    r"|successor|deputy|colleague|member|(?:military|security|intelligence|diplomatic) source)s?$"
)
SOURCE_IN = re.compile(r"\bsources? (?:in|at|inside|within) (?:the )?$", re.IGNORECASE)
DIPLOMAT = re.compile(
    r"\b(?:diplomats?|officers?|coordinators?"
    r"|(?:government|military|intelligence|security) sources?"
    r"|sources?(?= (?:in|at|inside|within)\b))",
    re.IGNORECASE,
)
UNNAMED = re.compile(
    r"\b(?:officials?|diplomats?|sources?|experts?|analysts?|critics?|aides?|advis[eo]rs?|"
    r"observers?|witness(?:es)?|residents?|insiders?|people|person|scholars?|scientists?|"
    r"economists?|historians?|lawyers?|attorneys?|survivors?|relatives?|supporters?|"
    r"spokes(?:man|men|woman|person|people)|commanders?|officers?|investigators?|researchers?|"
    r"journalists?|reporters?|correspondents?|commentators?|traders?|envoys?|ambassadors?|"
    r"participants?|attendees?|representatives?|negotiators?|delegates?|mediators?|opponents?|doctors?|man|woman|ministers?|"
    r"employees?|colleagues?|figures?|member|operatives?|strategists?|specialists?|lobbyists?|organi[sz]ers?|executives?|"
    r"managers?|coordinators?|donors?|hackers?|veterans?|chiefs?|"
    r"presidents?|leaders?|soldiers?|generals?|judges?|prosecutors?|workers?|police|authorities)\b",
    re.IGNORECASE,
)
COLLECTIVE = re.compile(
    r"\b(?:leaders|ministers|presidents|premiers|governments|countries|nations|states|members|"
    r"allies|partners|powers|firms|companies|banks|businesses|protesters|demonstrators|activists|"
    r"lawmakers|senators|mps|legislators|candidates|contenders|hopefuls|rivals|militants|rebels|separatists|fighters|families|voters|"
    r"groups?|parties|opposition|coalition|assembly|meeting|summit|conference|delegation|team|"
    r"committee|panel|movement|alliance|sides?|capitals|delegates|envoys|ambassadors|troops|"
    r"neighbou?rs|republicans|democrats|conservatives|counterparts|students|refugees|workers|campaign|camp|staff|family|office|lawyers)\b",
    re.IGNORECASE,
)
MEDIA = re.compile(
    r"\b(?:television|TV|radio|news agency|newspaper|newspapers|daily|state media|broadcaster"
    r"|magazine|news website|tabloid|weekly)$"
)
OUTLET = re.compile(  # `state news agency SANA`; the name is group 1
    r"(?:[\w’'-]+ ){0,4}?"
    r"(?:agency|broadcaster|newspaper|daily|channel|station|website|magazine|wire) "
    r"([A-Z][\w.’'-]*(?: [A-Z\d][\w.’'-]*){0,3})$"
)
_MANY = re.compile(
    r"(?<![s'’])s\b|\bpeople\b|\b(?:council|committee|panel|government|ministry|mission|embassy|junta"
    r"|commission|board|agency|court|police|military|army|team|union|parliament|cabinet)$"
)
_PRONOMINAL = re.compile(r" (?:themselves|himself|herself|alike|here|there|abroad|\w+ly)\b")
HEAD_END = re.compile(
    r",|\b(?:of|to|from|in|at|who|including|such as|like|for|with|close|familiar|on|speaking"
    r"|briefed|outside|inside|near|across|around|along|aboard|behind)\b"
)


# Who is spoken to: `Minister, Peru's president said it was over. What is your answer?`
_VOCATIVE = re.compile(
    r"(?:M[rs]\.? |Madam )?(?:(?:Prime|Foreign) Minister|President|Chancellor|Minister|Secretary"
    r"|Ambassador|Commissioner|Senator|Governor), (?=[A-Z][\w.’'-]*['’]s |the |an? )"
)
_OWNER = re.compile(r"['’]s? ")
_SEVERAL = re.compile(r"(?:some|many|most|several|two|three|four|various) ", re.IGNORECASE)
# Offices capitalised in communiqués: `The Ministers`, `the Secretary-General's Special Envoy`
_HOLDERS = re.compile(
    r"(?:(?:Foreign|Defen[cs]e|Finance|Prime|Trade|Interior|Energy|Health|Economy|Justice|EU|G7|G20)"
    r" )*(?:Ministers|Leaders|Presidents|Heads|Governors|Ambassadors|Delegates|Delegations|Members"
    r"|Parties|Participants|Sides|Member States)"
    r"|(?:Vice[- ])?President"
    r"|(?:(?:Special|Deputy|Permanent|Personal|Senior|Chief) )+"
    r"(?:Representative|Envoy|Co-?ordinator|Rapporteur|Adviser|Advisor|Spokes(?:wo)?man)"
)

INSIDER = re.compile(
    r"\b(?:sources?|diplomats?|mission|government|ministry|head|chief|director|delegat\w+|leaders?|generals?|officers?"
    r"|judges?|lawmakers?|senators?|legislators?|members?|observers?)\b|\bcolleagues (?:at|from) "
)
PROPER_NOUN = re.compile(
    r"(?:[Tt]he |An? )?(?!(?:The|An?|Several|Some|Many|Most|Two|Three|Other|These|Those|All|Both"
    r"|One|Another|Few|Former|Senior|Top) )"
    r"((?:[A-Z][\w&.’'-]*\w )(?:(?:of |for |and |on )?[A-Z][\w&.’'-]*\w )+)[a-z]"
)
SO_CALLED = re.compile(  # `The shipping company, Hellenic Lines,`
    r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) [a-z][\w’' -]{2,60}, "
    r"([A-Z][\w.’'&-]*(?: [A-Z&][\w.’'&-]*){0,4}),?"
)
SENT = re.compile(r"\b(?:delegation|negotiating team)$")
SIDE = re.compile(r"(?:[Tt]he )?(?:\w+ ){1,3}side")  # `the Chilean side` is Chile
# People, not their state: `some Americans`, `Israelis`
PEOPLE = re.compile(
    r"(?:(?:some|many|most|several|few|more|other|ordinary|young|older|these|those|two|three|\d+)"
    r" )*(?:(?!The )[A-Z][a-z]+ )?[A-Z][a-z]+s"
)


def without(pattern: re.Pattern[str], text: str) -> str:
    """Return the text without what the pattern finds, again and again, at its start."""
    while (shorter := pattern.sub("", text)) != text:
        text = shorter
    return text


def is_word(text: str) -> bool:
    """Say whether the head of the phrase is one word, which a sentence may begin with."""
    return len(HEAD_END.split(text)[0].split()) == 1


def is_name(text: str) -> bool:
    """Say whether the words look like a name: capitalised, apart from small words."""
    text = QUANTIFIED.sub("", text)
    people = UNNAMED.search(text) or COLLECTIVE.match(text) or _SEVERAL.match(text)
    head = HEAD_END.split(text)[0] if people else text
    if _HOLDERS.fullmatch(without(DETERMINER, _OWNER.split(head.rstrip())[-1])):
        return False
    words = [w for w in re.findall(r"[\w'’.-]+", head) if w.lower() not in FUNCTION_WORDS]
    return (
        bool(words)
        and words[-1][0].isupper()
        and sum(w[0].isupper() for w in words) * 2 > len(words)
    )


def bare(text: str, span: Span) -> Span:
    """Return a source without `most of` before it, and without a possessive ending."""
    words = span.of(text)
    start = span.start + len(words) - len(QUANTIFIED.sub("", _VOCATIVE.sub("", words, count=1)))
    owner = _ENDING.sub("", text[start : span.end])
    return Span(start, start + len(owner)) if owner else span


def is_single(entity: Entity) -> bool:
    """Say whether an unnamed source or a person is one human being."""
    if entity.type == "person":
        return True
    return entity.type == "unnamed" and not _MANY.search(HEAD_END.split(entity.name)[0])


def may_be(entity: Entity, pronoun: str) -> bool:
    """Say whether an unnamed source's description allows the pronoun's gender."""
    female = pronoun.lower() in ("she", "her")
    return not (_MAN if female else _WOMAN).search(entity.name)


def may_mean(description: str, gender: Gender | None) -> bool:
    """Say whether a description may mean somebody of a gender, as far as it tells one."""
    other = {"f": _MAN, "m": _WOMAN}
    return gender is None or not other[gender].search(description)


def ends(pattern: re.Pattern[str], head: str, start: int, names: Sequence[Span]) -> Iterator[int]:
    """Yield where the pattern matches the last noun of a head, which is no name."""
    for match in pattern.finditer(head):
        last = not head[match.end() :].strip(" ,") or _PRONOMINAL.match(head, match.end())
        if last and not any(n.start <= start + match.start() < n.end for n in names):
            yield match.end()
