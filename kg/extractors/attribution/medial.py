"""Attributions in the midst of what is said: `Washington, he thinks, stopped listening in May`.

The tagger takes what follows for the whole of it. What stands before is its subject, since a verb
begins the rest.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout, spans_of
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

_BEFORE = re.compile(
    r"(?!(?:If|When|As|While|Once|Asked|After|Before|In|On|At|But|And|For|From|Since|With)\b)"
    r"(?P<what>[A-Z“\"][^,;:“”\"\n]{1,100}), (?:but |and )?"
)
# `The money would not go to Ukraine, he said, “but to Hungary”`
_CLAUSE = re.compile(
    r"(?!(?:If|When|As|While|Once|Asked|After|Before|In|On|At|But|And|For|From|Since|With)\b)"
    r"(?P<what>[A-Za-z][^;:“”\"\n]{1,120}\b(?:is|are|was|were|has|have|had|will|would|can|could|may"
    r"|might|must|should|did|does)\b[^;:“”\"\n]{0,120}), "
)
_GOES_ON = re.compile(r"(?:but|and|or|because|not|to|as|with|until|unless)\b")
_VERB = re.compile(
    r"(?:(?:now|also|still|never|long|simply|just|already) )?(?:(?:is|are|was|were|be|has|have|had"
    r"|will|would|can|could|may|might|must|should|shall|does|did|do|cannot|ought|needs?)\b|\w{3,}ed\b)"
)


def with_subject_of_content(statement: Statement, layout: Layout) -> Statement:
    """Return the statement with what its sentence says before source and cue, where that is so."""
    cue, content, text = statement.cue, statement.content, layout.text
    if cue is None or not statement.source:
        return statement
    quoted = layout.is_quoted(content[0])
    begins, first = (_GOES_ON, _CLAUSE) if quoted else (_VERB, _BEFORE)
    sentence = layout.sentences[layout.sentence(cue)]
    told = Span(min(cue.start, statement.source[0].start), max(cue.end, statement.source[0].end))
    within = all(sentence.start <= s.start < sentence.end for s in spans_of(statement))
    if not within or content[0].start < told.end or not begins.match(text, content[0].start):
        return statement
    opening = opening_of(text, sentence)
    colon = text.rfind(": ", opening, told.start)  # `Obi hit back: Chad, he said, was late`
    before = first.fullmatch(text, colon + 2 if colon >= 0 else opening, told.start)
    apart = "," in text[told.end : content[0].start]
    if before is None or not apart:
        return statement
    return replace(statement, content=(Span(*before.span("what")), *content))
