"""On which day a statement was made: the date in the words that report it, and in no others.

"Smith said on Wednesday"; "On Wednesday, Smith said"; "Smith on Wednesday said"; "In a statement
issued on Wednesday, Smith said". A date in a clause or phrase of its own ("who met Xi on Monday",
"after Monday's talks"), or in what was said, is the date of something else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.extractors.lookup import Lookup
from kg.extractors.tense import IRREGULAR
from kg.model import DateMention, Span, Statement

_ELSEWHERE = re.compile(  # opens a clause or a phrase that has a time of its own
    r"[;:()\[\]“”\"«»]|\b(?:who|which|that|whose|where|when|while|after|before|following|ahead|as"
    r"|since|until|because|if|and|but|despite|over|about|against|amid|than)\b",
    re.IGNORECASE,
)
_DOES = re.compile(r"\b(?:\w{2,}ed|\w{3,}ing|is|are|has|have|be)\b")  # on a day of its own
_SPEAKS = re.compile(
    r"\b(?:said|told|asked|added|gave|made|held|spoke|wrote|speaking|addressing|writing|talking|briefing|saying|telling|meeting"
    r"|hearing|gathering|evening|morning|sitting|united|issued|released|published|posted|carried"
    r"|aired|dated|delivered|televised|prepared)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\W*(?:(?:but|and|then|also|back|late|early|earlier|later|on|in)\s+)*", re.IGNORECASE
)
_CIRCUMSTANCE = re.compile(
    r"\W*(?:Speaking|Addressing|Writing|Asked|Talking|Briefing|In|At|During)\b"
)
_DIRECTLY = re.compile(r"\s*(?:(?:\w+ly|also|again|then|himself|herself)\s+)?")
_OTHER_BEFORE = re.compile(
    r"\b(?:(?<!in )(?<!on )the|of|from|since|until|till|by|before|after|between|for|to"
    r"|his|her|its|their|an?)\s+$",
    re.IGNORECASE,
)
# `In his Sunday address`, `a Tuesday statement from the ministry`, `Monday's letter`
_SAYING = re.compile(
    r"(?:['’]s)? (?:[\w-]+ )?(?:speech|address|statement|interview|letter|briefing|press conference"
    r"|news conference|broadcast|tweet|post|message|communiqu[eé]|note|article|essay|column|remarks"
    r"|testimony|sermon|hearing)\b"
)
_ASKED = re.compile(r"\W*Asked\b")
_REACH = 300  # code points between the cue and its date


def said_on(look: Lookup, statement: Statement, dates: Sequence[DateMention]) -> DateMention | None:
    """Return the date of a statement's reporting clause, None where it has none.

    `dates` are those outside quotation marks, in text order. The value may be open.
    """
    cue = statement.cue
    if cue is None:
        return None
    clause = _Clause(look, statement, cue)
    first = bisect_left(dates, cue.start - _REACH, key=lambda d: d.span.start)
    last = bisect_left(dates, cue.end + _REACH, key=lambda d: d.span.start)
    near = [d for d in dates[first:last] if clause.may_have(d.span)]
    after = (d for d in near if clause.follows(d.span))
    before = (d for d in reversed(near) if clause.leads(d.span))
    return next(after, None) or next(before, None)


class _Clause:
    """The words of one sentence that report a statement."""

    def __init__(self, look: Lookup, statement: Statement, cue: Span) -> None:
        self._text, self._cue = look.text, cue
        self._sentence = look.sentences[look.sentence(cue.start)]
        self._source = statement.source
        self._content = statement.content
        self._told = [c for c in statement.content if not look.quoted(c.start)]

    def may_have(self, date: Span) -> bool:
        """Say whether a date stands in the sentence, by itself, and outside what was said."""
        others = any(c.overlaps(date) for c in self._content)
        named = _OTHER_BEFORE.search(self._text, max(0, date.start - 9), date.start)
        owner = self._text[date.end : date.end + 2] in ("'s", "’s")
        attached = (named or owner) and not _SAYING.match(self._text, date.end)
        return self._sentence.contains(date) and not (others or attached)

    def follows(self, date: Span) -> bool:
        """Say whether the date belongs to the cue that it follows."""
        return date.overlaps(self._cue) or (
            date.start >= self._cue.end and self._is_plain(self._cue.end, date.start)
        )

    def leads(self, date: Span) -> bool:
        """Say whether the date belongs to the cue that it precedes."""
        start, text = self._sentence.start, self._text
        if date.end > self._cue.start:
            return False
        if any(s.contains(date) for s in self._source) and _SAYING.match(text, date.end):
            return True
        asked = _ASKED.match(text, start, date.start) and self._is_plain(start, date.start)
        if asked or not self._is_plain(date.end, self._cue.start):
            return bool(asked)
        if _OPENING.fullmatch(text, start, date.start):
            return True
        if _CIRCUMSTANCE.match(text, start, date.start) and self._is_plain(start, date.start):
            return True
        clause = max(start, 1 + max(text.rfind(mark, start, date.start) for mark in ",;:"))
        if _OPENING.fullmatch(text, clause, date.start):
            return "," not in self._between(date.end, self._cue.start)
        directly = _DIRECTLY.fullmatch(text, date.end, self._cue.start)
        return bool(directly) and _is_plain(text[clause : date.start])

    def _is_plain(self, start: int, end: int) -> bool:
        """Say whether a stretch, but for the source, has no clause or verb of its own in it."""
        told = any(start <= c.start < end for c in self._told)
        return not told and _is_plain(self._between(start, end))

    def _between(self, start: int, end: int) -> str:
        """Return the words of a stretch without those of the source and what it quotes."""
        words = self._text[start:end]
        for span in (*self._source, *self._content):
            if start <= span.start and span.end <= end:
                words = words.replace(span.of(self._text), " ")
        return words


def _is_plain(words: str) -> bool:
    words = _SPEAKS.sub(" ", words)
    does = _DOES.search(words) or IRREGULAR & set(words.split())
    return not (does or _ELSEWHERE.search(words))
