"""From attributions over words to statements over the text, their contents trimmed.

A content excludes what encloses it: quotation marks, commas, and the "that" that introduces it. A
mark stays where its partner is inside: `"de-escalate tensions" with regard to Ukraine`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extractors.attribution.evidence import confidence
from kg.model import Span, Statement

if TYPE_CHECKING:
    from kg.extractors.attribution.decoding import Attribution
    from kg.extractors.attribution.parts import Part

_EDGE = frozenset(" \t\r\n\u00a0\u2009\u202f,;:–—-")
_MARKS = frozenset("\"'“”„‟«»‹›‘’‚`")
_INITIALS = re.compile(r"(?:\b[^\W\d_]\.){2}$")
# "that" as a pronoun is followed by a verb; as a conjunction it introduces and is left out.
_THAT = re.compile(
    r"that\s+(?!(?:is|was|are|were|will|would|has|had|can|could|may|might)\b)", re.IGNORECASE
)
_CLAUSE = re.compile(
    r", (?:which|who|whom|whose|where|(?:al)?though|while|whereas)$"
)  # of which the rest is another's words


def to_statement(
    text: str, words: Sequence[Span], quotes: Sequence[Span], found: Attribution
) -> Statement | None:
    """Return the statement, or None if nothing but marks is left of its content.

    `quotes` are the text's quotations, in order.
    """
    content = [s for part in found.content for s in trimmed(text, span_of(words, part), quotes)]
    if not content:
        return None
    said_by = [span_of(words, found.source)] if found.source else []
    source = tuple(s for s in said_by if any(c.isalpha() for c in s.of(text)))
    sure = confidence(found.evidence)
    return Statement(tuple(content), source, span_of(words, found.cue), confidence=sure)


def span_of(words: Sequence[Span], part: Part) -> Span:
    """Return the stretch of text from the part's first word to its last."""
    return Span(words[part.start].start, words[part.end - 1].end)


def trimmed(text: str, span: Span, quotes: Sequence[Span]) -> tuple[Span, ...]:
    """Return the span without what encloses it; nothing if nothing is left.

    >>> t = ', that "we" stay",'
    >>> [s.of(t) for s in trimmed(t, Span(0, len(t)), [Span(8, 10)])]
    ['"we" stay']
    """
    start, end = span.start, span.end
    while start < end:
        if text[start] in _EDGE or (
            text[start] in _MARKS and not _closed_inside(text, start, end, quotes)
        ):
            start += 1
        elif that := _THAT.match(text, start, end) if text[start - 1] not in _MARKS else None:
            start = that.end()
        elif _is_edge(text, start, end, quotes):
            end -= 1
        elif clause := _CLAUSE.search(text, max(start, end - 10), end):
            end = clause.start()
        else:
            return (Span(start, end),)
    return ()


def _is_edge(text: str, start: int, end: int, quotes: Sequence[Span]) -> bool:
    last = text[end - 1]
    if last == ".":
        return not _INITIALS.search(text, max(start, end - 4), end)
    return last in _EDGE or (last in _MARKS and not _opened_inside(text, start, end, quotes))


def _closed_inside(text: str, mark: int, end: int, quotes: Sequence[Span]) -> bool:
    """Say whether the mark opens a quotation that ends before `end`."""
    i = bisect_left(quotes, mark + 1, key=lambda q: q.start)
    if i == len(quotes) or text[mark + 1 : quotes[i].start].strip():
        return False
    return bool(text[quotes[i].end : end].strip(" ,;:.\"'”’»"))


def _opened_inside(text: str, start: int, end: int, quotes: Sequence[Span]) -> bool:
    """Say whether the mark before `end` closes a quotation that begins after `start`."""
    i = bisect_left(quotes, end, key=lambda q: q.end) - 1
    if i < 0 or text[quotes[i].end : end - 1].strip():
        return False
    return quotes[i].start > start
