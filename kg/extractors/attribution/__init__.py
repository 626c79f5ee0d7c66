"""Statements: who (source) said (cue) what (content), found by a neural tagger.

Importing this loads nothing heavy; the model is loaded once a process, at the first document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import paths
from kg.extractors.attribution.arrangement import Layout, arranged, layout_of
from kg.extractors.attribution.asides import past_asides, with_subjects_of_asides
from kg.extractors.attribution.blocks import blocks, is_of
from kg.extractors.attribution.chains import unchained
from kg.extractors.attribution.citing import cited
from kg.extractors.attribution.continuation import continuations
from kg.extractors.attribution.coordination import uncoordinated
from kg.extractors.attribution.denials import with_denials
from kg.extractors.attribution.echoes import echoed
from kg.extractors.attribution.extents import bounded
from kg.extractors.attribution.medial import with_subject_of_content
from kg.extractors.attribution.nesting import in_text_order, with_nested
from kg.extractors.attribution.passives import passives
from kg.extractors.attribution.plain_acts import plain_acts
from kg.extractors.attribution.quoted_as import (
    quoted_after,
    quoted_as,
    quoted_citing,
    quoted_within,
)
from kg.extractors.attribution.relatives import relatives
from kg.extractors.attribution.rereading import reread
from kg.extractors.attribution.second_verbs import second_verbs
from kg.extractors.attribution.statements import span_of, to_statement
from kg.extractors.attribution.subjects import with_shared_subjects, with_subject
from kg.extractors.attribution.transcripts import turns, with_turns
from kg.extractors.attribution.void import is_void
from kg.extractors.lookup import opening_of
from kg.extractors.versions import VERSIONS
from kg.model import Document, Mention, Span, Statement
from kg.reference import Reference
from kg.text import words

if TYPE_CHECKING:
    from kg.extractors.attribution.tagger import Tagger, Tagging

OPENING_MARKS = frozenset("“„«\"‘'")
_NO_NAME = re.compile(r"(?:the|an?)$|SOUNDBITE\b", re.IGNORECASE)  # alone; of a transcript
_PICTURE = re.compile(
    "[\u200d\u20e3\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe00-\ufe0f\U0001f000-\U0001faff]"
)
CHUNK = 4096  # words read at a time, so that a long article needs no more than 20 MB


class AttributionExtractor:
    """Adds sentences (where there are none), statements, and names of persons and organisations.

    It is the first to add statements: it expects none in the document.
    """

    name = "attribution"
    version = VERSIONS["attribution"]

    def __init__(self, reference: Reference | None = None) -> None:
        """Take the reference data, as every extractor does, and need none of it."""

    def __call__(self, document: Document) -> Document:
        """Return the document with statements and name mentions added, both in text order."""
        layout = layout_of(document.article.text, document.sentences)
        named: list[Mention] = []
        found = _read(layout, named)
        apart = list(blocks(layout))
        found = [s for s in found if not any(is_of(s, block) for block in apart)]
        found += reread([*found, *apart], layout, lambda text: _read(layout_of(text)))
        whole = arranged([bounded(s, layout) for s in found], layout)
        whole = [with_subject_of_content(s, layout) for s in whole]
        quoted = quoted_as(quoted_after(quoted_citing(whole, layout), layout), layout)
        whose = with_shared_subjects([with_subject(s, layout) for s in quoted], layout)
        whose = with_subjects_of_asides(whose, layout)
        parted = [part for s in whose for part in uncoordinated(s, layout)]
        every = relatives([*second_verbs(parted, layout)], layout)
        parted = [s for s in every if not is_void(layout.text, s)]
        whole = quoted_within(cited(parted, layout), layout)
        said = past_asides(unchained(whole, layout), layout)
        said = in_text_order([*said, *apart])
        said = in_text_order(with_denials(said, layout))
        said = in_text_order([*said, *plain_acts(said, layout), *passives(said, layout)])
        said = echoed(in_text_order([*said, *continuations(said, layout)]), layout)
        said = in_text_order(unchained(with_nested(said, layout, _read_alone), layout))
        if spoken := turns(layout):
            said = with_turns(spoken, said, layout)
        mentions = (*document.mentions, *named)
        return replace(
            document,
            sentences=tuple(layout.sentences),
            statements=tuple(said),
            mentions=tuple(sorted(mentions, key=lambda m: m.span)),
        )


def tagged(layout: Layout, tagger: Tagger) -> Iterator[tuple[list[Span], Tagging, list[int]]]:
    """Yield words of the text, their scores, and which of them open a paragraph.

    A long text comes in several pieces, so that memory does not grow with it.
    """
    for chunk in _chunks(layout.text):
        yield chunk, tagger(layout, chunk), _openings(layout, chunk)


def _tagger() -> Tagger:
    from kg.extractors.attribution.tagger import load

    return load(paths.MODELS / "attribution.int8.onnx", paths.MODELS / "tokenizer.json")


def _chunks(text: str) -> Iterator[list[Span]]:
    """Yield the words of the text, at most CHUNK at a time, broken after a line where possible.

    Pictures are left out: the model knows none, and they would part a name from its verb.
    """
    every = [w for w in words(text) if not _PICTURE.match(text, w.start)]
    start = 0
    while start < len(every):
        end = min(start + CHUNK, len(every))
        if end < len(every):
            lines = (i for i in range(end, start, -1) if _line_between(text, every[i - 1 : i + 1]))
            end = next(lines, end)
        yield every[start:end]
        start = end


def _line_between(text: str, pair: Sequence[Span]) -> bool:
    return "\n" in text[pair[0].end : pair[1].start]


def _read(layout: Layout, named: list[Mention] | None = None) -> list[Statement]:
    """Return the statements; names of persons and organisations are added to `named`, if asked."""
    from kg.extractors.attribution.decoding import attributions, names

    statements: list[Statement] = []
    for chunk, tagging, openings in tagged(layout, _tagger()):
        said = attributions(tagging, openings)
        found = (to_statement(layout.text, chunk, layout.quotations, a) for a in said)
        statements += [s for s in found if s]
        if named is not None:
            named += [
                Mention(span_of(chunk, n.part), n.type, score=n.score)
                for n in names(tagging)
                if n.type in ("person", "organisation")
                and not _NO_NAME.match(span_of(chunk, n.part).of(layout.text))
            ]
    return statements


def _openings(layout: Layout, chunk: list[Span]) -> list[int]:
    """Return the words that open a paragraph, but for quotation marks: a quotation may go on.

    After a time or a dateline the paragraph opens anew.
    """
    begins = {at for p in layout.paragraphs for at in (p.start, opening_of(layout.text, p))}
    return [
        i
        for i, w in enumerate(chunk)
        if w.start in begins and w.of(layout.text) not in OPENING_MARKS
    ]


def _read_alone(text: str) -> list[Statement]:
    """Return the statements of a short text."""
    return [s for s in _read(layout_of(text)) if not is_void(text, s)]
