"""Who and what is told only beside a speaker: what he is besides, whom he serves, who asked him."""

from __future__ import annotations

import re

from kg.extractors.lookup import Lookup
from kg.extractors.names import gender
from kg.extractors.sources import Sources
from kg.model import Span, Statement

# `the 79-year-old, re-elected last year`, `the MP, the first woman to hold the seat`
_APPOSITION = re.compile(
    r"(?!.* and )(the (?:[\w’'-]+ ){0,3}[\w’'-]+), "
    r"(?:(?:the|an?|her|his|now|once|then|formerly|also|long) |[\w-]+(?:ed|ing) )[^,]*"
)
# `X of Texas`, `X (D-N.Y.)`, `X, the director of Y`
_HAILS = re.compile(
    r"(?: \([^)]*\))?(?:,? (?:of|from) (?:the )?[A-Z][\w. ]{1,30}"
    r"|, (?:the|an?|his|her|its|[\w’']+['’]s) [^,;]{1,100})?"
)
_INTERVIEWER = re.compile(
    r"\b(?:reporter|journalist|interviewer|moderator|host|anchor|questioner)$"
)


def without_apposition(look: Lookup, words: str, span: Span) -> str:
    """Return the words of a source up to what it is besides: `the MP, the first from Lima`."""
    named = any(m.type == "person" and m.kind == "name" for m in look.within(span))
    apposed = None if named else _APPOSITION.fullmatch(words)
    return apposed[1] if apposed else words


def only_asked(text: str, statement: Statement, name: str) -> bool:
    """Say whether a reporter put a question, so that `he said` is who was asked."""
    cue = statement.cue.of(text) if statement.cue else ""
    return cue.endswith("asked") and _INTERVIEWER.search(name) is not None


def only_beside(sources: Sources, person: str, last: Statement, span: Span) -> bool:
    """Say whether a person was named last only in what the last speaker is said to be.

    `Al Lee, an aide to President Obi, said … He said`: Al Lee goes on. `span` is the pronoun.
    """
    named = [
        m.span
        for m in sources.look.within(Span(0, span.start + 1))
        if m.entity == person and m.type == "person" and m.kind == "name"
    ]
    if last.speakers[:1] == (person,) or not last.speakers[0].startswith("person/"):
        return False
    said = "f" if span.of(sources.look.text).lower() in ("she", "her") else "m"
    fits = gender(sources.entities[last.speakers[0]].name) in (None, said)
    return fits and bool(named) and any(s.contains(named[-1]) for s in last.source)


def hailing(look: Lookup, at: int) -> str | None:
    """Return the person of whom the text up to `at` tells where from, or what he is."""
    here = look.sentences[look.sentence(at - 1)]
    within = look.within(Span(here.start, at))
    named = [m for m in within if m.type == "person" and m.kind == "name"]
    if not named or not _HAILS.fullmatch(look.text, named[-1].span.end, at):
        return None
    return named[-1].entity
