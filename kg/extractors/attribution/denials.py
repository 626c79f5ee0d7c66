"""Denials that end a sentence: `Chile says Peru armed the rebels, a charge Lima denies`.

The tagger gives them to who says the rest, or passes over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout, spans_of
from kg.extractors.attribution.statements import trimmed
from kg.extractors.attribution.subjects import HOW, NAMES
from kg.model import Span, Statement

CONFIDENCE = 0.75
_CLAIM = r"(?:claim|charge|accusation|allegation|report|suggestion|assertion|characteri[sz]ation)"
_DENIAL = re.compile(
    rf"(?:, | [–—-] )(?P<what>(?:(?:an?|the|both) )?(?:[\w-]+ )?{_CLAIM}s?|something|which)"
    rf" (?:(?:that|which) )?(?P<who>(?:[Tt]he )?{NAMES}|he|she|it|they"
    r"|(?:the|his|her|its|their) (?:government|ministry|army|military|lawyers?|office|group|party))"
    rf" {HOW}(?P<cue>denies|deny|denied|rejects?|rejected|dismiss(?:es|ed)?|disputes?|disputed)"
    r"(?: (?:strongly|vehemently|categorically))?(?=[.,;]|$)"
)


def with_denials(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements, each up to a denial at its end, and the denials themselves.

    What `which Lima denies` denies is what the statement before it says.
    """
    denied = list(_denials(layout))
    found = [s for told in statements for s in _up_to(told, denied, layout)]
    cues = [s.cue for s in found if s.cue]
    for denial in denied:
        cue, who = Span(*denial.span("cue")), Span(*denial.span("who"))
        what = Span(*denial.span("what"))
        if denial["what"] in ("which", "something"):
            said = (c for s in found for c in s.content if c.end == denial.start())
            what = next(said, what)
        if not any(cue.overlaps(c) for c in cues):
            found.append(Statement((what,), (who,), cue, confidence=CONFIDENCE))
    return [_about_clause(s, found, layout) for s in found]


def _about_clause(statement: Statement, others: Sequence[Statement], layout: Layout) -> Statement:
    """Return a statement on `which` as one on what is said right before."""
    (first, *more) = statement.content
    if more or first.of(layout.text) != "which":
        return statement
    said = (c for s in others for c in s.content if c.end == first.start - len(", "))
    return replace(statement, content=(next(said, first),))


def _denials(layout: Layout) -> Iterator[re.Match[str]]:
    for denial in _DENIAL.finditer(layout.text):
        start = Span(denial.start(), denial.end())
        if not layout.is_quoted(start) and layout.sentence(start) == layout.sentence(
            Span(denial.end() - 1, denial.end())
        ):
            yield denial


def _up_to(
    statement: Statement, denied: Sequence[re.Match[str]], layout: Layout
) -> Iterator[Statement]:
    """Yield the statement without the denials in its contents; nothing if nothing else is there."""
    own = [d for d in denied if any(_reaches(c, d) for c in statement.content)]
    if not own or any(d.start() < s.start < d.end() for d in own for s in spans_of(statement)[-1:]):
        yield statement
        return
    first = min(d.start() for d in own)
    parts = (Span(c.start, min(c.end, first)) for c in statement.content if c.start < first)
    content = tuple(s for c in parts for s in trimmed(layout.text, c, layout.quotations))
    if content:
        yield replace(statement, content=content)


def _reaches(content: Span, denial: re.Match[str]) -> bool:
    """Say whether a content goes on into a denial."""
    return content.start < denial.end() and denial.start() < content.end <= denial.end()
