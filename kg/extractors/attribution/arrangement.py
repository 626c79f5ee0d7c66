"""What counts as one statement: contents put to quotations, split where an utterance ends.

The tagger was trained on annotations that join to one cue whatever follows it. Here a statement is
one utterance: its content stays with its cue's sentence, and what follows in a sentence or
paragraph of its own is a statement without a cue, unless it goes on with a quotation in the same
paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.extractors.attribution.statements import trimmed
from kg.extractors.cues import is_communication
from kg.model import Span, Statement
from kg.text import paragraphs, quotations, sentences

SNAP_SHARE = 0.6  # of a quotation in a content: the whole of it is meant
SENTENCE_SHARE = 0.8  # of a sentence in a content: it is a statement, not a fragment
LEAST_CONFIDENCE = 0.35  # from which on statements are right often enough for the best F1
SURE = 0.7
# `What leaders said:`, a heading and no statement of theirs
HEADING = re.compile(r"(?:Here(?:['’]s| is) )?(?:what|how|why)\b", re.IGNORECASE)
_NOTING = re.compile(  # before `that`
    r"(?:\w+ly |also |further )?(?:noting|adding|saying|stressing|insisting|arguing"
    r"|warning|claiming|explaining|emphasi[sz]ing|pointing out|reiterating|declaring|announcing"
    r"|stating|alleging|asserting|contending|predicting|cautioning|conceding|acknowledging|admitting|complaining)"
)
_QUOTED = re.compile(r"(?:is|was|were|has been) (?:also )?quoted(?: by .+)? as saying")
_WORD = re.compile(r"\w+")
_PASSIVE = re.compile(r"(?:was|were|is|are) (?:\w+ )?(?:quoted|cited|reported) ", re.IGNORECASE)
_DOES_BESIDES = re.compile(r"(?<=, )(?!(?:including|during|according|regarding)\b)\w+ing\b")
_BY = re.compile(r"(?: [\w ]{1,20})? by ")  # who quotes him
_SUBJECT = re.compile(
    r"(?:^|[\s“”\"])(he|she|they|it|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}"
    r"|(?<=[”\"] )the (?:[a-z]+ ){0,3}[a-z]+),? $"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out: paragraphs, sentences and quotations, each in text order."""

    text: str
    paragraphs: Sequence[Span]
    sentences: Sequence[Span]
    quotations: Sequence[Span]

    def paragraph(self, span: Span) -> int:
        """Return the index of the paragraph in which the span begins."""
        return _index(self.paragraphs, span)

    def sentence(self, span: Span) -> int:
        """Return the index of the sentence in which the span begins."""
        return _index(self.sentences, span)

    def sentences_in(self, span: Span) -> range:
        """Return the indices of the sentences that the span touches."""
        last = _index(self.sentences, Span(span.end - 1, span.end))
        return range(max(self.sentence(span), 0), last + 1)

    def quotations_in(self, span: Span) -> Sequence[Span]:
        """Return the quotations that overlap the span."""
        first = max(_index(self.quotations, span), 0)
        last = _index(self.quotations, Span(span.end - 1, span.end)) + 1
        return [q for q in self.quotations[first:last] if q.overlaps(span)]

    def is_quoted(self, span: Span) -> bool:
        """Say whether the span lies within one quotation."""
        i = _index(self.quotations, span)
        return i >= 0 and self.quotations[i].contains(span)


def layout_of(text: str, known: Sequence[Span] = ()) -> Layout:
    """Return the layout of a text; `known` are its sentences, where they have been found."""
    return Layout(text, paragraphs(text), known or sentences(text), quotations(text))


def arranged(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements of communication, one an utterance, in text order."""
    found = [
        part
        for s in (_made_sure(s, layout) for s in statements)
        if s.confidence >= LEAST_CONFIDENCE and is_said(s, layout)
        for part in _split(_with_own_source(s, layout), layout)
    ]
    return sorted(found, key=place)


def _made_sure(statement: Statement, layout: Layout) -> Statement:
    """Return a statement whose cue is one of speech whatever follows, with that confidence.

    `Obi met Diaz, noting that it rained`; `"It rained," Obi was quoted as saying`.
    """
    cue = statement.cue
    if cue is None or not statement.source or statement.confidence >= SURE:
        return statement
    clause = layout.text.startswith((" that ", ": "), cue.end)
    sure = (clause and _NOTING.fullmatch(cue.of(layout.text))) or _QUOTED.fullmatch(
        cue.of(layout.text)
    )
    return replace(statement, confidence=SURE) if sure else statement


def place(statement: Statement) -> tuple[int, int]:
    """Return where a statement begins and ends: the order of statements in a document."""
    spans = spans_of(statement)
    return min(s.start for s in spans), max(s.end for s in spans)


def spans_of(statement: Statement) -> tuple[Span, ...]:
    """Return content, source and cue."""
    cue = (statement.cue,) if statement.cue else ()
    return (*statement.content, *statement.source, *cue)


def is_said(statement: Statement, layout: Layout) -> bool:
    """Say whether a statement is of communication: by its cue, or since all of it is quoted."""
    if statement.source and HEADING.match(layout.text, statement.source[0].start):
        return False
    return (
        statement.cue is None
        or is_communication(statement.cue.of(layout.text))
        or any(layout.is_quoted(c) for c in statement.content)
    )


def _with_own_source(statement: Statement, layout: Layout) -> Statement:
    """Return the statement without a source that is a later paragraph's, with a passive's subject.

    "…," she was quoted as saying by TASS: the one quoted stands right before the cue.
    """
    cue = statement.cue
    if cue is None:
        return statement
    last = max(s.end for s in (*statement.content, cue))
    near = tuple(
        s
        for s in statement.source
        if s.start < last or layout.paragraph(s) == layout.paragraph(cue)
    )
    by = statement.source and _BY.fullmatch(layout.text, cue.end, statement.source[0].start)
    if (by or not statement.source) and _PASSIVE.match(layout.text, cue.start):
        subject = _SUBJECT.search(layout.text, max(0, cue.start - 60), cue.start)
        near = (Span(*subject.span(1)),) if subject else near
    return replace(statement, source=near)


def _split(statement: Statement, layout: Layout) -> Iterator[Statement]:
    """Yield the statement with the content that is its own, and what follows as others."""
    cue = statement.cue
    if cue is None:
        yield statement
        return
    content = tuple(dict.fromkeys(_to_quotation(c, cue, layout) for c in statement.content))
    own = tuple(c for c in content if _is_with_cue(c, cue, layout))
    if any(layout.is_quoted(c) for c in own):  # `“…,” he said, flagging it`: what he does besides
        own = tuple(
            c for c in own if not _DOES_BESIDES.match(layout.text, c.start) or c.end < cue.end
        )
    if not own:
        yield from _by_paragraph(replace(statement, content=content), cue, layout)
        return
    yield replace(statement, content=own)
    for c in content:
        if c not in own and (layout.is_quoted(c) or _is_next_sentence(c, cue, layout)):
            yield Statement((c,), confidence=statement.confidence)


def _by_paragraph(statement: Statement, cue: Span, layout: Layout) -> Iterator[Statement]:
    """Yield what a cue in another paragraph leads to, a statement a paragraph: `She writes: …`.

    A deed there leads to nothing.
    """
    if not is_communication(cue.of(layout.text)):
        return
    for _, content in groupby(statement.content, layout.paragraph):
        yield replace(statement, content=tuple(content))
        statement = Statement((), confidence=statement.confidence)


def _to_quotation(content: Span, cue: Span, layout: Layout) -> Span:
    """Return the quotation of which the content is most, or the content if there is none.

    Words before it belong to the reporting clause where a colon parts them from the quotation.
    """
    i = _index(layout.quotations, content)
    for quotation in layout.quotations[max(i, 0) : i + 2]:
        if quotation.overlaps(content) and not quotation.overlaps(cue):
            start, end = max(quotation.start, content.start), min(quotation.end, content.end)
            before = layout.text[content.start : start]
            inside = not _WORD.search(layout.text, end, content.end) and (
                ":" in before[-4:] or not _WORD.search(before)
            )
            share = SNAP_SHARE * _words(layout, quotation)
            if inside and _words(layout, Span(start, end)) >= share:
                whole = trimmed(layout.text, quotation, layout.quotations)
                return whole[0] if whole else quotation
    return content


def _is_with_cue(content: Span, cue: Span, layout: Layout) -> bool:
    return layout.sentence(content) == layout.sentence(cue) or (
        layout.is_quoted(content) and layout.paragraph(content) == layout.paragraph(cue)
    )


def _is_next_sentence(content: Span, cue: Span, layout: Layout) -> bool:
    sentence = layout.sentences[layout.sentence(content)]
    return (
        _words(layout, content) >= SENTENCE_SHARE * _words(layout, sentence)
        and layout.paragraph(content) == layout.paragraph(cue)
        and content.start > cue.start
    )


def _words(layout: Layout, span: Span) -> int:
    return len(_WORD.findall(layout.text, span.start, span.end))


def _index(spans: Sequence[Span], span: Span) -> int:
    return bisect_right(spans, span.start, key=lambda s: s.start) - 1
