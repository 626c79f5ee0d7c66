"""From annotated articles to what the network learns from: integers, one a word piece.

Labels stand on the first piece of a word, UNLABELLED elsewhere. Tags are those of
`kg.extractors.attribution.tagger`; a pointer is the index of the piece pointed at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from kg.extractors.attribution.features import features
from kg.extractors.attribution.tagger import NAMES, TAGS
from kg.model import Span
from kg.text import paragraphs, quotations, words
from training.corpus import Annotated, Attribution, CorpusError, NamedWords

Integers = npt.NDArray[np.int32]

UNLABELLED = -100  # what the loss leaves out
NOBODY = -1  # a pointer at nothing: an attribution without a source
_NAMED = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}


@dataclass(frozen=True, slots=True)
class Example:
    """A text's word pieces with features and labels: arrays of one length.

    `to_source` holds, on a cue's first piece, the first piece of its source, or NOBODY; `to_cue`,
    on the first piece of each part of a content, the first piece of its cue.
    """

    pieces: Integers
    shapes: Integers
    breaks: Integers
    quotes: Integers
    tags: Integers
    names: Integers
    to_source: Integers
    to_cue: Integers

    def __len__(self) -> int:
        return len(self.pieces)

    def part(self, start: int, end: int) -> Example:
        """Return the pieces `start` to `end`; pointers still count from the text's first piece."""
        return Example(*(getattr(self, f.name)[start:end] for f in fields(self)))


def to_example(article: Annotated, tokenizer: Tokenizer) -> Example:
    """Return the article as the network sees it."""
    text, found = article.text, words(article.text)
    f = features(text, found, paragraphs(text), quotations(text), tokenizer)
    word_of = np.asarray(f.word_of, np.int32)
    first = np.searchsorted(word_of, np.arange(len(found)))

    def spread(values: Sequence[int]) -> Integers:
        return np.asarray(values, np.int32)[word_of]

    def on_first(values: Sequence[int], elsewhere: int) -> Integers:
        result = np.full(len(word_of), elsewhere, np.int32)
        result[first] = values
        return result

    tags, to_source, to_cue = _labels(found, article.attributions, first)
    named = _named(found, article.named) if article.named else [UNLABELLED] * len(found)
    return Example(
        pieces=np.asarray(f.pieces, np.int32),
        shapes=spread(f.shapes),
        breaks=on_first(f.breaks, 0),
        quotes=spread(f.quotes),
        tags=on_first(tags, UNLABELLED),
        names=on_first(named, UNLABELLED),
        to_source=on_first(to_source, UNLABELLED),
        to_cue=on_first(to_cue, UNLABELLED),
    )


def save(examples: Iterable[Example], file: Path) -> None:
    """Write examples to an .npz file: each field's arrays in a row, and where each one ends."""
    rows = list(examples)
    joined = {f.name: np.concatenate([getattr(r, f.name) for r in rows]) for f in fields(Example)}
    np.savez_compressed(file, ends=np.cumsum([len(r) for r in rows]), **joined)


def load(file: Path) -> list[Example]:
    """Return the examples of an .npz file that `save` wrote. Raises CorpusError on another."""
    try:
        with np.load(file) as held:
            whole = Example(*(held[f.name] for f in fields(Example)))
            ends = [0, *held["ends"]]
    except (OSError, EOFError, ValueError, KeyError, AttributeError, BadZipFile) as error:
        raise CorpusError(f"{file}: not what training.prepare writes ({error!r})") from error
    return [whole.part(a, b) for a, b in pairwise(ends)]


def _labels(
    found: Sequence[Span], attributions: Iterable[Attribution], first: npt.NDArray[np.intp]
) -> tuple[list[int], list[int], list[int]]:
    """Return a tag for each word, and the pieces that cues and contents point at."""
    tags = [0] * len(found)
    to_source = [UNLABELLED] * len(found)
    to_cue = [UNLABELLED] * len(found)
    starts, ends = [w.start for w in found], [w.end for w in found]

    def tag(spans: Iterable[Span], role: str) -> Iterator[int]:
        begin = TAGS.index(f"B-{role}")
        for span in spans:
            i, j = bisect_right(ends, span.start), bisect_left(starts, span.end)
            tags[i:j] = [begin, *[begin + 1] * (j - i - 1)][: j - i]
            if i < j:
                yield i

    for a in attributions:
        for cue in tag(a.cue[:1], "cue"):
            sources = list(tag(a.source, "source"))
            to_source[cue] = int(first[sources[0]]) if sources else NOBODY
            for content in tag(a.content, "content"):
                to_cue[content] = int(first[cue])
    return tags, to_source, to_cue


def _named(found: Sequence[Span], named: NamedWords) -> list[int]:
    """Return a name tag for each of our words from another tagger's words."""
    result, k, before = [], 0, "O"
    for w in found:
        while k < len(named) - 1 and named[k][0].end <= w.start:
            k += 1
        span, tag = named[k]
        type_ = _NAMED[tag[2:]] if tag != "O" and span.overlaps(w) else "O"
        begins = type_ != before or (tag[0] == "B" and span.start >= w.start)
        result.append(0 if type_ == "O" else NAMES.index(f"{'B' if begins else 'I'}-{type_}"))
        before = type_
    return result
