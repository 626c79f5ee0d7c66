"""`According to S, …`: what is said is the rest of that sentence, after whom S cites.

The tagger sometimes takes the sentence before for it, or the one cited for its beginning.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.statements import trimmed
from kg.model import Span, Statement

CITES = r"(?:citing|quoting|wh(?:o|ich) (?:cited|quoted))"
_CUE = re.compile(r"According to (?:the )?")
_WHICH = re.compile(r"(?P<who>[^,;:“”\"]{2,80}), (?:which|who)")
_REST = re.compile(rf"(?:, {CITES} [^,;:“”\"]{{3,120}})?, (?P<what>\S.{{8,}})", re.DOTALL)


def with_rest(statement: Statement, layout: Layout) -> Statement:
    """Return the statement with the rest of its sentence as content, where it opens so."""
    text = layout.text
    if not statement.source:
        return statement
    source = statement.source[0]
    sentence = layout.sentences[layout.sentence(source)]
    cue = _CUE.match(text, sentence.start, source.end)
    which = cue and _WHICH.fullmatch(text, cue.end(), source.end)
    if which:  # `According to S, which cited X, …`, of which the tagger has `which`
        source = Span(*which.span("who"))
        statement = replace(statement, source=(source,))
    rest = _REST.match(text, source.end, sentence.end)
    if not cue or not rest or source.start > cue.end():
        return statement
    if all(c.start >= rest.start("what") for c in statement.content):
        return statement
    said = trimmed(text, Span(*rest.span("what")), layout.quotations)
    opening = Span(cue.start(), cue.start() + len("According to"))
    return replace(statement, cue=opening, content=said) if said else statement
