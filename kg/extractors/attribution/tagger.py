"""The neural tagger: for each word scores of attribution and name tags, and pointers.

Runs a quantised ONNX model with onnxruntime on one thread. A long text is read in overlapping
windows of word pieces, and each word is scored in the window in which it is most central.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from kg import paths
from kg.extractors.attribution.features import Features, features
from kg.model import Span

if TYPE_CHECKING:
    from kg.extractors.attribution.arrangement import Layout

Scores = npt.NDArray[np.float32]

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAMES = ("O", *(f"{b}-{t}" for t in ("person", "organisation", "place", "other") for b in "BI"))
WINDOW = 382  # word pieces; with [CLS] and [SEP] 384, as in training
STRIDE = 191  # half a window: no word is nearer than 95 pieces to a border
_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Window:
    """Pointer scores of one window: rows point, columns are pointed at, column 0 is nobody.

    `first` is the index of the window's first word piece; row and column i+1 are piece first+i.
    """

    first: int
    pieces: int
    to_source: Scores
    to_cue: Scores


@dataclass(frozen=True, slots=True)
class Tagging:
    """The scores of a run of words: `tags` and `names` have one row a word, as logits.

    `piece` is each word's first piece and `window` the index of the window to read it in.
    """

    tags: Scores
    names: Scores
    piece: npt.NDArray[np.int64]
    window: npt.NDArray[np.int64]
    windows: tuple[Window, ...]

    def pointers(self, word: int, targets: Sequence[int], *, to_source: bool) -> Scores:
        """Return how strongly a word points at nobody and at each target word, as logits.

        A target outside the word's window gets minus infinity.
        """
        w = self.windows[self.window[word]]
        row = (w.to_source if to_source else w.to_cue)[self.piece[word] - w.first + 1]
        columns = self.piece[list(targets)] - w.first + 1
        inside = (columns >= 1) & (columns <= w.pieces)
        found = np.where(inside, row[np.where(inside, columns, 0)], -np.inf)
        return np.concatenate([row[:1], found]).astype(np.float32)


class Tagger:
    """A loaded model and its tokenizer."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        self._session = session(model, unsigned=cuts_sums_off())
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def __call__(self, layout: Layout, words: Sequence[Span]) -> Tagging:
        """Return the scores of the words, a non-empty stretch of the layout's text without gaps."""
        f = features(layout.text, words, layout.paragraphs, layout.quotations, self._tokenizer)
        word_of = np.asarray(f.word_of)
        piece = np.searchsorted(word_of, np.arange(len(words)))
        bounds = _windows(len(word_of))
        central = _most_central(bounds, len(word_of))[piece]
        inputs = _per_piece(f, word_of, piece)
        tags = np.empty((len(words), len(TAGS)), np.float32)
        names = np.empty((len(words), len(NAMES)), np.float32)
        windows = []
        for k, (a, b) in enumerate(bounds):
            tag, to_source, to_cue, name = self._run([x[a:b] for x in inputs])
            here = np.flatnonzero(central == k)
            tags[here] = tag[piece[here] - a + 1]
            names[here] = name[piece[here] - a + 1]
            windows.append(Window(a, b - a, to_source, to_cue))
        return Tagging(tags, names, piece, central, tuple(windows))

    def _run(self, inputs: Sequence[npt.NDArray[np.int64]]) -> list[Scores]:
        """Return the model's output for one window of pieces, with [CLS] and [SEP] put around it.

        One window at a time: the model quantises over a batch, which must not change the result.
        """
        feed = {
            name: np.concatenate([[before], values, [after]])[np.newaxis].astype(np.int64)
            for name, values, before, after in zip(
                ("pieces", "shapes", "breaks", "quotes"),
                inputs,
                (_CLS, 0, 0, 0),
                (_SEP, 0, 0, 0),
                strict=True,
            )
        }
        found: list[Any] = self._session.run(["tags", "to_source", "to_cue", "names"], feed)
        return [x[0] for x in found]


def session(model: Path, *, unsigned: bool) -> onnxruntime.InferenceSession:
    """Return the model, loaded to run on one thread.

    With `unsigned` its signed weights are multiplied as unsigned bytes, which are the same numbers
    with another zero point: it takes two to three times as long, and no sum is cut off.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    if unsigned:
        options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


@cache
def cuts_sums_off() -> bool:
    """Say whether this processor cuts sums of products of bytes off at 16 bits.

    Those without VNNI do when they multiply unsigned bytes by signed ones (`training.export`).
    """
    probe = session(paths.MODELS / "probe.onnx", unsigned=False)
    (sums,) = probe.run(["sums"], {"bytes": np.full((1, 16), 255, np.uint8)})
    return bool(sums[0, 0] != 16 * 255 * 127)


@cache
def load(model: Path, tokenizer: Path) -> Tagger:
    """Return the tagger of these files, loaded once a process."""
    return Tagger(model, tokenizer)


def _windows(pieces: int) -> list[tuple[int, int]]:
    """Return the windows over so many word pieces; the last one ends with them."""
    starts = [0]
    while starts[-1] + WINDOW < pieces:
        starts.append(min(starts[-1] + STRIDE, pieces - WINDOW))
    return [(a, min(pieces, a + WINDOW)) for a in starts]


def _most_central(windows: Sequence[tuple[int, int]], pieces: int) -> npt.NDArray[np.int64]:
    """Return for each piece the window with the farthest border; a text's ends are no border."""
    best = np.zeros(pieces, np.int64)
    margin = np.full(pieces, -1)
    for k, (a, b) in enumerate(windows):
        at = np.arange(a, b)
        left = at - a + (pieces if a == 0 else 0)
        right = b - 1 - at + (pieces if b == pieces else 0)
        here = np.minimum(left, right)
        better = here > margin[a:b]
        best[a:b][better] = k
        margin[a:b][better] = here[better]
    return best


def _per_piece(
    f: Features, word_of: npt.NDArray[np.int64], piece: npt.NDArray[np.int64]
) -> list[npt.NDArray[np.int64]]:
    """Return the model's inputs, one value a piece; only a word's first piece tells of a break."""
    breaks = np.zeros(len(word_of), np.int64)
    breaks[piece] = f.breaks
    return [
        np.asarray(f.pieces),
        np.asarray(f.shapes)[word_of],
        breaks,
        np.asarray(f.quotes)[word_of],
    ]
