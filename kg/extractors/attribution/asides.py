"""Verbs that go on past an aside: `Its envoy met Obi, the embassy said, and urged him to wait`.

The tagger gives what the second verb says to whom the aside names. It is the sentence's subject who
urges; the embassy reports it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.subjects import WHO
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

_ASIDE_VERB = r"(?:said|says|reported|announced|confirmed|added|told \w+)(?: [^,;.“”\"]{1,30})?"
_PAST_ASIDE = re.compile(rf",? {_ASIDE_VERB},? (?:and|but)(?: (?:also|later|then|\w+ly))? $")
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
