"""What the tagger is given: word pieces, and for each word its case, break and quotation.

The model is uncased, so case is a feature of its own; it was trained with exactly these features.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_LEAST_CAPITALS = 3  # words of a line in capitals
UNKNOWN = 100  # [UNK] in the vocabulary of BERT, uncased

_LOWER, _TITLE, _UPPER, _MIXED, _FIGURE, _MARK = range(6)
_OUTSIDE, _OPENING, _INSIDE, _CLOSING = range(4)
_MARKS = frozenset("\"“”„‟«»‹›‘’‚'`「」")


@dataclass(frozen=True, slots=True)
class Features:
    """Integer sequences; all but the first two hold one value a word.

    `pieces` are vocabulary indices and `word_of` the word each belongs to, both one value a piece.
    `breaks` are 0 within a paragraph, 1 after a line break, 2 after a blank line.
    """

    pieces: Sequence[int]
    word_of: Sequence[int]
    shapes: Sequence[int]
    breaks: Sequence[int]
    quotes: Sequence[int]


def features(
    text: str,
    words: Sequence[Span],
    paragraphs: Sequence[Span],
    quotations: Sequence[Span],
    tokenizer: Tokenizer,
) -> Features:
    """Return the features of the words, which are a stretch of the text without gaps.

    `paragraphs` and `quotations` are those of the whole text, as `kg.text` finds them.
    """
    pieces, word_of = _pieces([w.of(text) for w in words], tokenizer)
    breaks = _breaks(text, words, paragraphs)
    return Features(
        pieces,
        word_of,
        _shapes([w.of(text) for w in words], breaks),
        breaks,
        _quotes(text, words, quotations),
    )


def _pieces(words: list[str], tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    """Return word pieces with their words; a word the tokenizer normalises away is unknown."""
    encoding = tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
    pieces: list[list[int]] = [[] for _ in words]
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word is not None:
            pieces[word].append(piece)
    filled = [p or [UNKNOWN] for p in pieces]
    return [i for p in filled for i in p], [w for w, p in enumerate(filled) for _ in p]


def _shapes(words: list[str], breaks: list[int]) -> list[int]:
    """Return the case of each word; a line all in capitals counts as a headline's, `Like This`."""
    shapes = [_shape(w) for w in words]
    starts = [0, *(i for i, b in enumerate(breaks) if b and i), len(words)]
    for start, end in pairwise(starts):
        here = shapes[start:end]
        if here.count(_UPPER) >= _LEAST_CAPITALS and not {_LOWER, _TITLE, _MIXED} & set(here):
            shapes[start:end] = [_TITLE if s == _UPPER else s for s in here]
    return shapes


def _shape(word: str) -> int:
    if not word[0].isalnum():
        return _MARK
    if any(c.isdigit() for c in word):
        return _FIGURE
    if word.islower():
        return _LOWER
    if len(word) > 1 and word.isupper():
        return _UPPER
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return _TITLE
    return _MIXED


def _breaks(text: str, words: Sequence[Span], paragraphs: Sequence[Span]) -> list[int]:
    if not words:
        return []
    begins = [p.start for p in paragraphs]
    result, end = [], words[0].start
    for w in words:
        new = bisect_right(begins, w.start) > bisect_right(begins, end)
        result.append(min(text.count("\n", end, w.start), 2) if new else 0)
        end = w.end
    if not any(c.isalnum() for c in text[: words[0].start]):
        result[0] = 2
    return result


def _quotes(text: str, words: Sequence[Span], quotations: Sequence[Span]) -> list[int]:
    """Return for each word whether it is in a quotation, or a mark that opens or closes one."""
    result = [_OUTSIDE] * len(words)
    starts = [w.start for w in words]
    first = bisect_left(quotations, starts[0], key=lambda q: q.end) if words else 0
    for q in quotations[first:]:
        i, j = bisect_left(starts, q.start), bisect_left(starts, q.end)
        if i == len(words):
            break
        result[i:j] = [_INSIDE] * (j - i)
        while i and words[i - 1].of(text) in _MARKS and words[i - 1].end > q.start - 2:
            i -= 1
            result[i] = _OPENING
        while j < len(words) and words[j].of(text) in _MARKS and words[j].start < q.end + 2:
            result[j] = _CLOSING
            j += 1
    return result
