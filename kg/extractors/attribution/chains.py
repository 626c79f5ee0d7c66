"""Chains that one verb makes: `Interfax quoted an official as saying that talks had failed`.

The tagger gives the whole to Interfax. Here the official says it, and Interfax reports it. What he
says may come first: `"They failed," Interfax quoted him as saying`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.attribution.accounts import by_fronted, by_subject, by_teller
from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.extents import bounded
from kg.extractors.attribution.statements import trimmed
from kg.extractors.cues import is_communication
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

_QUOTES = re.compile(r"\b(?:quot(?:e|ed|es|ing)|cit(?:e|ed|es|ing))\b", re.IGNORECASE)
_WHOLE = re.compile(r"(?P<verb>quot(?:e|ed|es|ing)|cit(?:e|ed|es|ing)) [^“”\"]{3,140}? as \w+ing$")
_IS_QUOTED = re.compile(r"\b(?:is|was|were|been) (?:\w+ )?(?:quoted|cited)$")
_HAVING_SAID = re.compile(
    r"(?P<cue>as (?:having )?(?:\w+(?:ing|ed)|said|told))(?: [^,;“”\"]{3,60}? that| that)? "
)
_WHEN = re.compile(  # not what was said, but when
    r"(?:(?:late|early|earlier|later) )?(?:on |in |at )?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|today|yesterday)[^,]{0,20}"
)
_WHOM = re.compile(  # `as telling the meeting`, with the words before
    r"(?:the|an?|his|her|its|their|reporters|journalists|deputies|lawmakers)\b(?: [\w’'-]+){0,4}"
)
_AS_SAYING = re.compile(
    r"[\s,]*(?P<who>[^“”\"]{3,140}?),? (?P<cue>as (?:having )?"
    r"(?P<verb>\w+(?:ing|ed)|said|told|written|spoken)(?: (?:reporters|journalists|him|them))?)"
    r"(?:(?: (?:in|at|during|on) [^,;:“”\"]{3,40}?)? that)?\b[\s,:]*"
)


def unchained(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements, of each chain and account the inner one `reported_in` the outer."""
    found = [_by_outlet(s, layout) for s in statements]
    reports = {s.reported_in for s in statements}
    for index, statement in enumerate(found[:]):
        if index in reports:  # who is quoted has been found
            continue
        inner = next(filter(None, (rule(statement, layout) for rule in _RULES)), None)
        if inner is not None:
            begin, end = inner.source[0].start, max(c.end for c in statement.content)
            before = inner.content[0].end <= begin
            told = inner.content if before else (Span(begin, end),)
            found[index] = replace(statement, content=told)
            found.append(bounded(replace(inner, reported_in=index), layout))
    return found


def _by_outlet(statement: Statement, layout: Layout) -> Statement:
    """Return what its subject is quoted as saying: `Obi was quoted by media as having told …`.

    The tagger gives it to the media.
    """
    cue, text = statement.cue, layout.text
    if cue is None or len(statement.content) < 2 or not _IS_QUOTED.search(cue.of(text)):
        return statement
    who, told = statement.content[0], statement.content[-1]
    verb = _HAVING_SAID.match(text, told.start, told.end) if who.end <= cue.start else None
    rest = trimmed(text, Span(verb.end(), told.end), layout.quotations) if verb else ()
    if verb is None or not rest:
        return statement
    return replace(statement, source=(who,), cue=Span(*verb.span("cue")), content=rest)


def _main_clause(source: Span, layout: Layout) -> tuple[Span, ...]:
    """Return the words of a sentence before a source apart from them: `…, Interfax quoted …`."""
    start = opening_of(layout.text, layout.sentences[layout.sentence(source)])
    if not layout.text[start : source.start].endswith(", "):
        return ()
    return trimmed(layout.text, Span(start, source.start), layout.quotations)


def _quoted(statement: Statement, layout: Layout) -> Statement | None:
    """Return what the one quoted says, if the cue quotes somebody as saying it."""
    cue = statement.cue
    if cue is None or not statement.source or not _QUOTES.search(cue.of(layout.text)):
        return None
    last = max(c.end for c in statement.content)
    last = last if last > cue.end else layout.sentences[layout.sentence(cue)].end
    whole = _WHOLE.match(layout.text, cue.start, cue.end)  # the cue names who is quoted, too
    quoted = _AS_SAYING.match(layout.text, whole.end("verb") if whole else cue.end, last)
    if quoted is None or not is_communication(quoted["verb"]):
        return None
    if layout.is_quoted(Span(*quoted.span("cue"))):
        return None
    rest = [
        Span(max(c.start, quoted.end()), c.end) for c in statement.content if c.end > quoted.end()
    ]
    content = tuple(s for c in rest for s in trimmed(layout.text, c, layout.quotations))
    before = tuple(c for c in statement.content if c.end <= cue.start)
    before = before or _main_clause(statement.source[0], layout)
    after = Span(content[0].start, content[-1].end).of(layout.text) if content else ""
    whom = before and quoted["verb"] in ("telling", "told") and _WHOM.fullmatch(after)
    if whom or not content or _WHEN.fullmatch(after):
        content = before
    source = Span(*quoted.span("who"))
    return (
        replace(statement, source=(source,), cue=Span(*quoted.span("cue")), content=content)
        if content
        else None
    )


_RULES = (_quoted, by_teller, by_subject, by_fronted)
