"""Windows over examples, disturbed a little, put together in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from tokenizers import Tokenizer

from training.examples import NOBODY, UNLABELLED, Example

LEAST = 24  # pieces of a window worth learning from
FEATURES = ("pieces", "shapes", "breaks", "quotes")
CLS, SEP = 101, 102

Disturb = Callable[[Example], Example]


@dataclass(frozen=True)
class Batch:
    """Windows side by side: `inputs` and `labels` are (windows, pieces + 2), by field.

    `to_source` and `to_cue` are rows of window, piece that points, piece pointed at, where
    position 0 of a window ([CLS]) stands for nobody.
    """

    inputs: dict[str, torch.Tensor]
    labels: dict[str, torch.Tensor]
    to_source: torch.Tensor
    to_cue: torch.Tensor

    def to(self, device: str) -> Batch:
        """Return the batch on a device."""
        return Batch(
            {k: v.to(device) for k, v in self.inputs.items()},
            {k: v.to(device) for k, v in self.labels.items()},
            self.to_source.to(device),
            self.to_cue.to(device),
        )


def epoch(
    examples: Sequence[Example],
    *,
    window: int,
    pieces: int,
    random: np.random.Generator,
    disturb: Disturb,
) -> list[list[Example]]:
    """Return the windows of one pass in batches of at most `pieces`, padding counted.

    Each text is cut anew: the first window's length is random. Windows of like length share a
    batch. A window keeps its text's pointers, counted from its own first piece.
    """
    cut = [disturb(w) for e in examples for w in _windows(e, window, random)]
    order = random.permutation(len(cut))
    near = len(cut) // 8 + 1  # sorted by length within eighths, so that the order stays random
    batches: list[list[Example]] = []
    for k in range(0, len(cut), near):
        batch: list[Example] = []
        for i in sorted(order[k : k + near], key=lambda i: len(cut[i])):
            if batch and (len(batch) + 1) * (len(cut[i]) + 2) > pieces:
                batches.append(batch)
                batch = []
            batch.append(cut[i])
        batches.append(batch)
    return [batches[i] for i in random.permutation(len(batches))]


def _windows(example: Example, window: int, random: np.random.Generator) -> Iterator[Example]:
    ends = [*range(int(random.integers(1, window)), len(example), window), len(example)]
    for start, end in zip([0, *ends], ends, strict=False):
        if end - start >= LEAST:
            yield _moved(example.part(start, end), start)


def _moved(window: Example, start: int) -> Example:
    """Return the window with pointers counted from its start; at nobody where they lead out."""

    def moved(pointers: np.ndarray) -> np.ndarray:
        inside = (pointers >= start) & (pointers < start + len(window))
        kept = np.where(inside, pointers - start, NOBODY)
        return np.where(pointers == UNLABELLED, UNLABELLED, kept).astype(np.int32)

    return replace(window, to_source=moved(window.to_source), to_cue=moved(window.to_cue))


def collate(windows: Sequence[Example]) -> Batch:
    """Return the windows as one batch, [CLS] and [SEP] around each, padded to the longest."""
    longest = max(len(w) for w in windows) + 2

    def padded(field: str, filler: int, first: int, last: int) -> torch.Tensor:
        rows = np.full((len(windows), longest), filler, np.int64)
        for row, w in zip(rows, windows, strict=True):
            row[: len(w) + 2] = [first, *getattr(w, field), last]
        return torch.from_numpy(rows)

    def arcs(field: str) -> torch.Tensor:
        found = [
            (row, piece + 1, int(target) + 1)
            for row, w in enumerate(windows)
            for piece, target in enumerate(getattr(w, field))
            if target != UNLABELLED
        ]
        return torch.tensor(found, dtype=torch.long).reshape(-1, 3)

    inputs = {"pieces": padded("pieces", 0, CLS, SEP)}
    inputs |= {f: padded(f, 0, 0, 0) for f in FEATURES[1:]}
    inputs["mask"] = (inputs["pieces"] != 0).long()
    labels = {f: padded(f, UNLABELLED, UNLABELLED, UNLABELLED) for f in ("tags", "names")}
    return Batch(inputs, labels, arcs("to_source"), arcs("to_cue"))


def disturber(tokenizer: Tokenizer, random: np.random.Generator) -> Disturb:
    """Return a function that changes a window's quotation marks or hides some of its features.

    The corpus holds few styles of marks; what people paste holds all, or has lost its paragraphs.
    """
    curly, straight, single = (
        [tokenizer.token_to_id(mark) for mark in style] for style in ("“”’‘", "\"\"''", "‘’’‘")
    )

    def restyled(w: Example) -> Example:
        old, new = ((curly, straight), (curly, single), (straight, curly))[random.integers(3)]
        pieces = w.pieces.copy()
        closing = w.quotes == 3
        pieces[(w.pieces == old[0]) & ~closing] = new[0]
        pieces[(w.pieces == old[1]) & closing] = new[1]
        if old is curly:
            pieces[w.pieces == old[1]] = new[1]
        pieces[w.pieces == old[2]] = new[2]
        return replace(w, pieces=pieces)

    def disturbed(w: Example) -> Example:
        change = random.random(4)
        if change[0] < 0.3:
            w = restyled(w)
        if change[1] < 0.1:
            w = replace(w, breaks=np.minimum(w.breaks, 1))
        if change[2] < 0.05:
            w = replace(w, breaks=np.zeros_like(w.breaks))
        if change[3] < 0.05:
            w = replace(w, quotes=np.zeros_like(w.quotes))
        return w

    return disturbed
