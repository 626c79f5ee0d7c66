"""The form of each statement: direct, mixed or indirect speech, and its quoted words.

After Quirk et al., "A Comprehensive Grammar of the English Language" (1985), 14.28: direct speech
gives the very words, as a clause that can stand alone; a quoted fragment built into a reporting
clause is mixed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.versions import VERSIONS
from kg.model import Document, Form, Span, Statement
from kg.reference import Reference
from kg.text import WORD, quotations

QUOTED_SHARE = 0.9  # of the content's words: what is left over is the tagger's ragged edge

_MARKS = " \t\r\n,;:-–—\"'“”„‟«»‹›‘’‚`"
_OPENED = re.compile(r"[“„«] ?$|: \"$")
_NAMING = re.compile(
    r"(?:so-called|known as|titled|entitled|dubbed|nicknamed|codenamed|code-named|hashtag|slogan"
    r"|the term|the word|the phrase)\s*$",
    re.IGNORECASE,
)


class FormExtractor:
    """Sets the quoted spans and the form of every statement."""

    name = "forms"
    version = VERSIONS["forms"]

    def __init__(self, reference: Reference | None = None) -> None:
        """Take the reference data, as every extractor does, and need none of it."""

    def __call__(self, document: Document) -> Document:
        """Return the document with `quoted` and `form` set on every statement."""
        text = document.article.text
        paired = quotations(text)
        quotes = [q for q in paired if not _is_name(text, q)]
        closed = frozenset(q.start for q in paired)
        found = (_formed(text, s, quotes, closed) for s in document.statements)
        return replace(document, statements=tuple(found))


def _formed(
    text: str, statement: Statement, quotes: Sequence[Span], closed: frozenset[int]
) -> Statement:
    if statement.quoted:  # a transcript's: without quotation marks
        return statement
    quoted = [q for c in statement.content for q in _within(c, quotes)]
    quoted = [Span(q.start, q.end) for q in quoted if any(x.isalnum() for x in q.of(text))]
    begin = statement.content[0].start
    if not quoted and begin not in closed and _OPENED.search(text[max(0, begin - 3) : begin]):
        quoted = [*statement.content]  # a quotation that is never closed
    return replace(statement, quoted=tuple(quoted), form=form(text, statement.content, quoted))


def form(text: str, content: Sequence[Span], quoted: Sequence[Span]) -> Form:
    """Return the form of a content of which `quoted` stands between quotation marks."""
    if not quoted:
        return "indirect"
    share = _words(text, quoted) / max(1, _words(text, content))
    return "direct" if share >= QUOTED_SHARE and _stands_alone(text, quoted) else "mixed"


def _stands_alone(text: str, quoted: Sequence[Span]) -> bool:
    """Say whether the quoted words begin as a sentence does: with a capital or a figure."""
    first = quoted[0].of(text).lstrip("[( …." + _MARKS)
    if not first or first[0].islower():
        return False
    end = quoted[-1].end
    ends = text[end - 1] in ".,!?…" or text.startswith((",", "!", "?"), end)
    return ends or _words(text, quoted) > 2


def _words(text: str, spans: Sequence[Span]) -> int:
    return sum(m[0][0].isalnum() for s in spans for m in WORD.finditer(text, s.start, s.end))


def _within(span: Span, quotes: Sequence[Span]) -> list[Span]:
    """Return the stretches of the span that lie in a quotation."""
    i = bisect_left(quotes, span.start + 1, key=lambda q: q.end)
    found = []
    while i < len(quotes) and quotes[i].start < span.end:
        found.append(Span(max(span.start, quotes[i].start), min(span.end, quotes[i].end)))
        i += 1
    return found


def _is_name(text: str, quote: Span) -> bool:
    """Say whether the marks only name a title or a word, or hold one word at arm's length."""
    mark = quote.start - 1
    while mark > 0 and text[mark].isspace():
        mark -= 1
    if _NAMING.search(text, max(0, mark - 16), max(mark, 0)):
        return True
    return text[mark] in "'‘" and len(quote.of(text).split()) == 1
