"""Sources that the tagger cut from an enumeration: `Canada, Mexico and Peru said` spoken by three.

Only names that stand side by side, up to the cue, are taken in; a name is what the article's
mentions say is a state, a grouping, an organisation or a person. In `Serbia's Vučić denies` he is
the source, not Serbia.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extractors.lookup import Lookup
from kg.model import Document, Mention, Span, Statement

_BEFORE = re.compile(r", (?:the )?$")
_NEXT = re.compile(r",? and (?:the )?|, (?:the )?")
_OWNED = re.compile(r"['’]s? (?:[a-z]+ ){0,3}")
_TO_CUE = re.compile(r"\s*(?:(?:\w+ly|also|both|all|later|together|have|has|had) )*")
_AND = re.compile(r"\band (?:the )?[^,]+$")
_NAME = 40  # code points of a name before a source that begins within it
_NAMED = ("state", "grouping", "body", "organisation", "person")


def with_whole_sources(document: Document) -> Document:
    """Return the document, its statements' sources with all the names enumerated there."""
    look = Lookup(document)
    return replace(document, statements=tuple(_whole(s, look) for s in document.statements))


def _whole(statement: Statement, look: Lookup) -> Statement:
    if not statement.source or statement.cue is None:
        return statement
    source = statement.source[0]
    whole = Span(_start(source, look), _end(source, statement.cue, look))
    return replace(statement, source=(whole, *statement.source[1:]))


def _start(source: Span, look: Lookup) -> int:
    """Return where the enumeration begins that the source ends, or the name it begins within."""
    for mention in look.within(Span(max(0, source.start - _NAME), source.end)):
        if _is_name(mention) and mention.span.start < source.start < mention.span.end:
            return mention.span.start
    if not _AND.search(source.of(look.text)) or not _is_name(look.starting(_bare(source, look))):
        return source.start
    start = source.start
    opening = look.opening(look.sentence(start))
    while comma := _BEFORE.search(look.text, opening, start):
        name = look.ending(comma.start())
        if name is None or not _is_name(name) or name.span.start < opening:
            break
        start = name.span.start
    at_subject = look.text[opening:start].strip() in ("", "The", "the")
    return start if at_subject else source.start


def _end(source: Span, cue: Span, look: Lookup) -> int:
    """Return where the enumeration ends that the source begins."""
    last = look.ending(source.end)
    if cue.start <= source.end or not _is_name(last):
        return source.end
    if owned := _OWNED.match(look.text, source.end, cue.start):
        name = look.starting(owned.end())
        person = name is not None and name.type == "person" and name.kind == "name"
        if name and person and _TO_CUE.fullmatch(look.text, name.span.end, cue.start):
            return name.span.end
    at, joined = source.end, False
    while link := _NEXT.match(look.text, at, cue.start):
        name = look.starting(link.end())
        if name is None or not _is_name(name):
            break
        at, joined = name.span.end, joined or "and" in link[0]
    return at if joined and _TO_CUE.fullmatch(look.text, at, cue.start) else source.end


def _bare(source: Span, look: Lookup) -> int:
    return source.start + (4 if source.of(look.text).lower().startswith("the ") else 0)


def _is_name(mention: Mention | None) -> bool:
    return mention is not None and mention.type in _NAMED and mention.kind in ("name", "metonym")
