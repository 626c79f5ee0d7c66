"""Verbs that go on past an aside: `Its envoy met Obi, the embassy said, and urged him to wait`.

The tagger gives what the second verb says to whom the aside names. It is the sentence's subject who
urges; the embassy reports it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.statements import trimmed
from kg.extractors.attribution.subjects import HOW, WHO
from kg.extractors.cues import is_communication
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

_ASIDE_VERB = (
    r"(?:said|says|reported|announced|confirmed|adds|added|told \w+)(?: [^,;.“”\"]{1,30})?"
)
_PAST_ASIDE = re.compile(rf",? {_ASIDE_VERB},? (?:and|but)(?: (?:also|later|then|\w+ly))? $")
# `Obi, her office added, had urged Peru to wait`; `Obi, according to aides, urged Peru to wait`
_WHOSE = (
    r"(?:he|she|it|they|(?:his|her|its|the|an?|two|one) [\w.’' -]{3,60}?"
    r"|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})"
)
_ASIDE = re.compile(
    rf"(?P<who>{WHO}|(?:The|His|Her|Its|An?) [^,;:“”\"\n]{{3,70}}), "
    rf"(?:{_WHOSE} {_ASIDE_VERB}|according to [^,;:“”\"]{{3,90}}), {HOW}"
    r"(?P<cue>(?P<verb>[a-z]+ed|said|told|made)(?: (?:on|for|upon|to|against|with|that|clear)\b)*) "
)
_SUBJECT = re.compile(rf"(?P<who>{WHO})(?<!The)(?<!Its)(?<!His)(?<!Her) [a-z]")


def past_asides(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements, those past an aside with the subject of their sentence as source.

    Where the aside is a statement of its own they are `reported_in` it.
    """
    return [_past_aside(s, statements, layout) for s in statements]


def _past_aside(statement: Statement, others: Sequence[Statement], layout: Layout) -> Statement:
    cue, text = statement.cue, layout.text
    if cue is None or not statement.source or statement.reported_in is not None:
        return statement
    aside = statement.source[0]
    sentence = layout.sentences[layout.sentence(aside)]
    apart = text[sentence.start : aside.start].rstrip("”\"’' ").endswith(",")
    if aside.end > cue.start or not apart or not _PAST_ASIDE.fullmatch(text, aside.end, cue.start):
        return statement
    subject = _SUBJECT.match(text, opening_of(text, sentence), aside.start)
    if subject is None:
        return statement
    tells = (
        i
        for i, s in enumerate(others)
        if s.source == statement.source and s.cue and aside.end <= s.cue.start < cue.start
    )
    return replace(statement, source=(Span(*subject.span("who")),), reported_in=next(tells, None))


def with_subjects_of_asides(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements, what a sentence's subject says around an aside as the subject's.

    The tagger gives it to whom the aside names: `Obi, her office added, had urged Peru to wait`.
    """
    return [_around(s, statements, layout) for s in statements]


def _around(statement: Statement, others: Sequence[Statement], layout: Layout) -> Statement:
    cue, text = statement.cue, layout.text
    if cue is None or not statement.source or layout.is_quoted(cue):
        return statement
    sentence = layout.sentences[layout.sentence(cue)]
    opening = opening_of(text, sentence)
    clause = text.rfind("; ", opening, cue.start) + len("; ")
    match = _ASIDE.match(text, max(opening, clause if clause >= len("; ") else 0), sentence.end)
    if match is None or not is_communication(match["verb"]):
        return statement
    who, told = Span(*match.span("who")), Span(*match.span("cue"))
    before = Span(who.end, told.start)
    mistaken = before.contains(statement.source[0]) or before.contains(cue)
    known = any(o.cue and o.cue.overlaps(told) for o in others if o is not statement)
    rest = [
        Span(max(c.start, match.end()), c.end) for c in statement.content if c.end > match.end()
    ]
    content = tuple(s for c in rest for s in trimmed(text, c, layout.quotations))
    if not mistaken or known or not content or cue.start > told.end:
        return statement
    return replace(statement, source=(who,), cue=told, content=content)
