"""Who else says it: `So did Norway and Peru`, `Obi urged restraint, as did the African Union`.

The tagger passes over the former, and takes the latter for part of what is said. They are joint
sources of the statement. Only after a verb that is an act of speech by itself: in `said that Iran
had left, as did Iraq`, Iraq has left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.statements import trimmed
from kg.extractors.speech_acts import read_cue
from kg.model import Span, Statement

_WORD = r"[A-Z](?:[\w.’'&-]*\w)?"
_NAME = rf"(?:the |The )?{_WORD}(?: (?:(?:of|for|and) (?:the )?)?{_WORD})*"
_PEOPLE = (
    r"(?:[a-z][\w-]* ){0,3}(?:leaders|officials|groups|ministers|lawmakers|diplomats|allies|parties"
    r"|states|countries|capitals|envoys|activists|governments|organi[sz]ations)"
)
_NAMES = rf"{_NAME}(?:, {_NAME})*(?:,? and {_NAME})?|{_PEOPLE}"
_AS_DID = re.compile(rf",? as (?:did|has|have|had) (?P<who>{_NAMES})[.,;]?$")
_SO_DID = re.compile(
    rf"(?:So did (?P<who>{_NAMES})|(?P<whoever>{_NAMES}) did (?:so too|the same|likewise))[.;]?"
)


def echoed(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements, those that others make, too, with these as further sources."""
    taken = {layout.sentence(s.content[0]) for s in statements}
    return [_echoed(s, taken, layout) for s in statements]


def _echoed(statement: Statement, taken: set[int], layout: Layout) -> Statement:
    cue, last, text = statement.cue, statement.content[-1], layout.text
    if cue is None or not statement.source or not read_cue(cue.of(text)).firm:
        return statement
    here = layout.sentence(cue)
    end = layout.sentences[here].end
    if found := _AS_DID.search(text, last.start, end):
        content = trimmed(text, Span(last.start, min(last.end, found.start())), layout.quotations)
        if content and found.start() <= last.end:
            others = Span(*found.span("who"))
            whole = (*statement.content[:-1], *content)
            return replace(statement, content=whole, source=(*statement.source, others))
    following = layout.sentences[here + 1] if here + 1 < len(layout.sentences) else None
    if following is None or here + 1 in taken:
        return statement
    if found := _SO_DID.fullmatch(text, following.start, following.end):
        others = Span(*found.span("who" if found["who"] else "whoever"))
        return replace(statement, source=(*statement.source, others))
    return statement
