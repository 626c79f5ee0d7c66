"""The parts of speech of membership: masked sentences, lists of states, groupings, dates.

In a masked sentence every state is one character, every demonym, grouping and date another, and
all else stands as printed; so patterns can say "STATE is a member of GROUPING", whatever the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.text import word_set

ORDINAL = (
    r"(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh"
    r"|twelfth)"
)
STATE, DEMONYM, GROUPING, DATE = "\ue000", "\ue001", "\ue002", "\ue003"
MASKS = STATE + DEMONYM + GROUPING

_WORD = r"[\w'’.-]+"
# "the 27-nation EU", "the military alliance NATO", "the Group of Seven (G7)"
GROUP = (
    r"(?:(?:neither|both)\s+)?(?:what\s+(?:is\s+now|was\s+then|became|would\s+become)\s+)?(?:(?:the|The|its|this)\s+)?"
    r"(?:(?:[Ww]estern|military|defen[cs]e|regional|trading|trade|European|informal|wider|entire"
    rf"|\w+-(?:nation|member|country|strong|state)|[{STATE}{DEMONYM}]-led)\s+){{0,3}}"
    rf"(?:(?:{_WORD}\s+){{0,3}}?(?:group|grouping|bloc|alliance|organi[sz]ation|club|cartel),?\s+)?"
    rf"(?:{GROUPING}\s+(?={GROUPING}))?(?P<g>{GROUPING})(?:\s*\({GROUPING}\))?"
    r"(?:\s+(?:alliance|bloc|grouping|group|club|treaty|pact|agreement|accord))?"
)
_FOLLOWERS = "|".join(
    sorted(
        word_set(
            """and but or nor since in on for at which who that when while with as because so after
            before until from by under though although is are was were has have had will would
            can could should must may might does did do only now yet still either too also
            itself despite without like unlike if not to said says last this earlier later just
            a an the two three four five six seven ten more less nearly almost together
            alongside during following over amid through along once again today yesterday
            tomorrow effective officially formally altogether"""
        )
    )
)
# What follows a grouping that stands alone: not "NATO allies", "NATO's", "joined the EU in saying".
ENDS = (
    r"(?=\s*(?:[,.;:!?)\]\"”’—–](?!s\b)|$|-\s)"
    rf"|\s+(?!in\s+\w+ing\b)(?:{_FOLLOWERS})\b|\s+{DATE})"
)
ADVERBS = (
    r"(?:\s+(?:now|currently|still|already|also|both|only|long|recently|formally|officially|merely"
    r"|just|itself|today|all|again|finally|once|actually|simply|at\s+present|likewise|jointly|too"
    r"|eventually|subsequently|then|later|effectively|technically|historically|first|since"
    r"|unilaterally|previously|formerly|twice|however|in\s+fact|of\s+course|never(?=\s+been)|yet"
    rf"|(?:in\s+|on\s+)?{DATE}|not\s+(?:only|just|merely))){{0,4}}"
)
ASIDE = (
    r"(?P<aside>\s*,[^,.;:()]{1,90},|\s*\([^)]{1,40}\))?(?:(?:,?|\s*[–—])\s+(?:which|who|that))?"
    rf"(?:,?\s+(?:un)?like\s+(?:the\s+)?[{MASKS}],?)?"
)
HAVE = r"(?:\s+(?:has|have|had|did|does|do))?"
NOT = r"(?P<not>\s+(?:not|never|no\s+longer|neither|nor)(?!\s+(?:only|just|merely)\b)|n['’]t)?"

_EDGE = r"(?:early\s+|late\s+|mid-|the\s+(?:start|end|beginning)\s+of\s+)?"
_EVENT = r"(?:coup|takeover|putsch|revolution|invasion|war|election|vote|referendum)\b"
WHEN_AFTER = re.compile(
    r"\s*,?\s*(?:as\s+(?:an?|the|its)\s+(?:[\w-]+\s+){0,2}members?\s+)?"
    r"(?:(?:only|back|again|formally|officially|together)\s+)?"
    rf"(?:(?:in|on|at|since|from|as\s+of)\s+)?(?:{_EDGE}|(?<=since\s)the\s+(?={DATE}\s+{_EVENT}))"
    rf"(?P<date>{DATE})"
    # `in 2023 and 2024` is one of each state
    rf"(?!\s*(?:,|,?\s*and|or)\s+(?:in\s+)?(?:{DATE}|\d{{4}}\b))",
    re.IGNORECASE,
)
WHEN_BEFORE = re.compile(
    rf"(?:\b(?:in|on|since|by)\s+|^\W*){_EDGE}(?P<date>{DATE})\s*,?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Names:
    """A list of names in a masked sentence, with the offset of each.

    `joined` says that it is held together by "and" or "or", not by commas alone.
    """

    start: int
    end: int
    items: tuple[int, ...]
    joined: bool


_ITEM = rf"(?:(?:the|The|both|Both|neighbou?ring|fellow|nearby)\s+)?[{MASKS}]"
_LIST = re.compile(
    rf"{_ITEM}(?:(?:\s*,\s*(?:and\s+|or\s+|as\s+well\s+as\s+)?"
    r"|(?:['’]s)?\s+(?:and|or|nor|&|as\s+well\s+as|plus)\s+"
    rf"|\s+and\s+(?:[A-Z][\w.’'-]*\s+){{1,4}}of\s+){_ITEM})*"
)
_COORDINATED = re.compile(
    rf"(?:{GROUPING}(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|nor)\s+)(?:(?:of|in)\s+)?(?:the\s+)?)+{GROUPING}"
    rf"(?=\s*(?:[.,;:)”\"]|$)|\s+(?:in\s+|on\s+|since\s+)?{DATE}|\s+(?:member|candidate|observer|partner|applicant|countr|state|all(?:y|i)))"
)
_CONJUNCTION = re.compile(r"\b(?:and|or|nor|as well as|plus)\b|&")
_MIXED = re.compile(
    rf"{GROUPING}\s*,\s*(?:the\s+)?[{STATE}{DEMONYM}]|[{STATE}{DEMONYM}]\s*,\s*(?:both\s+|the\s+)?{GROUPING}"
)
_MASK = re.compile(f"[{MASKS}]")


def lists(masked: str) -> Iterator[Names]:
    """Yield the longest lists of names, left to right; a lone name is a list of one.

    A list ends at a comma between states and groupings: `As a member of the EU, Ireland ...`.

    `Muhammadu Buhari of Nigeria and Patrice Talon of Benin` is a list of the two states.
    """
    at = 0
    while match := _LIST.search(masked, at):
        end = _MIXED.search(masked, match.start(), match.end())
        at = end.start() + 1 if end else match.end()
        items = tuple(m.start() for m in _MASK.finditer(masked, match.start(), at))
        joined = _CONJUNCTION.search(masked, match.start(), at) is not None
        yield Names(match.start(), at, items, joined)


def coordinated(masked: str, grouping: int) -> tuple[int, ...]:
    """Return the offsets of the groupings named together with one: `of NATO and the EU`."""
    for match in _COORDINATED.finditer(masked, max(0, grouping - 100), grouping + 200):
        named_apart = _CONJUNCTION.search(match.group()) is not None  # else `OPEC, the cartel,`
        if match.start() <= grouping < match.end() and named_apart:
            found = re.finditer(GROUPING, match.group())
            return tuple(match.start() + m.start() for m in found)
    return (grouping,)
