"""Quoted words without a cue of their own that go on with what somebody was just quoted as saying.

Right after a statement: a paragraph or sentence that is all quotation, or a sentence with quoted
words that points back ("This was an “appropriate” response"). The speaker is the one before, which
is for the extractor of speakers to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extractors.attribution.arrangement import Layout, spans_of
from kg.extractors.attribution.statements import trimmed
from kg.model import Span, Statement

CONFIDENCE = 0.5
LEAST_WORDS = 3  # quoted; fewer are a name or a word at arm's length
WHOLE = 0.9  # of a paragraph's words in quotations

_POINTS_BACK = re.compile(r"\W*(?:this|that|these|those|it|he|she|they|such)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def continuations(statements: Sequence[Statement], layout: Layout) -> Iterator[Statement]:
    """Yield a statement without source and cue for each such paragraph and sentence."""
    taken = {i for s in statements for span in spans_of(s) for i in layout.sentences_in(span)}
    goes_on = False  # whether the sentence before belongs to a statement
    for i, sentence in enumerate(layout.sentences):
        if i in taken:
            goes_on = True
            continue
        content = _quoted_content(sentence, layout) if goes_on else None
        goes_on = content is not None
        if content:
            taken |= set(layout.sentences_in(content))
            yield Statement(trimmed(layout.text, content, layout.quotations), confidence=CONFIDENCE)


def _quoted_content(sentence: Span, layout: Layout) -> Span | None:
    """Return the quotation that the sentence begins or is, or the sentence if it points back."""
    paragraph = layout.paragraphs[layout.paragraph(sentence)]
    quotes = layout.quotations_in(sentence)
    if sum(_words(layout, q) for q in quotes) < LEAST_WORDS:
        return None
    if sentence.start == paragraph.start and not _is_quotation(paragraph, layout):
        return None
    first = quotes[0]
    begins = not _WORD.search(layout.text, sentence.start, first.start)
    ends = not _WORD.search(layout.text, first.end, max(first.end, sentence.end))
    if begins and ends:
        return first
    return sentence if _POINTS_BACK.match(sentence.of(layout.text)) else None


def _is_quotation(paragraph: Span, layout: Layout) -> bool:
    quoted = sum(_words(layout, q) for q in layout.quotations_in(paragraph))
    return quoted >= WHOLE * _words(layout, paragraph)


def _words(layout: Layout, span: Span) -> int:
    return len(_WORD.findall(layout.text, span.start, span.end))
