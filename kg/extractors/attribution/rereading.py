"""Sentences in which the tagger found nothing, read once more by themselves.

Beside its neighbours a sentence is now and then passed over whose attribution is plain when it
stands alone: `…, though a local official, who asked not to be named, said that 15 had died`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.extractors.attribution.arrangement import LEAST_CONFIDENCE, Layout, is_said, spans_of
from kg.extractors.cues import is_communication
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

LEAST_WORDS = 5  # of a sentence worth reading
SURE = 0.5  # what is found only now must be surer than what was found at once
_WORD = re.compile(r"\w+")

Read = Callable[[str], Sequence[Statement]]


def reread(statements: Sequence[Statement], layout: Layout, read: Read) -> Iterator[Statement]:
    """Yield the statements of sentences that have none yet and a word of speech.

    `read` gives the statements of a text. A dateline is not read; sentences between quotation marks
    are left out: what a quoted speaker reports stays part of his words.
    """
    sure = [s for s in statements if s.confidence >= LEAST_CONFIDENCE and is_said(s, layout)]
    taken = {i for s in sure for span in spans_of(s) for i in layout.sentences_in(span)}
    for i, sentence in enumerate(layout.sentences):
        if i not in taken and not layout.is_quoted(sentence):
            start = opening_of(layout.text, sentence)
            words = layout.text[start : sentence.end]
            if _may_tell(words):
                found = (s for s in read(words) if s.confidence >= SURE)
                yield from (_moved(s, start) for s in found)


def _may_tell(sentence: str) -> bool:
    words = _WORD.findall(sentence)
    return len(words) >= LEAST_WORDS and any(is_communication(w) for w in words)


def _moved(statement: Statement, by: int) -> Statement:
    """Return the statement with its spans counted from `by` code points farther on."""

    def shifted(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(Span(s.start + by, s.end + by) for s in spans)

    cue = shifted([statement.cue]) if statement.cue else (None,)
    return replace(
        statement, content=shifted(statement.content), source=shifted(statement.source), cue=cue[0]
    )
