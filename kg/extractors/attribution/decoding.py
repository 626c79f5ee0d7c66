"""From tag scores and pointers to attributions: constrained Viterbi, then each part to its cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal, cast

import numpy as np
import numpy.typing as npt

from kg.extractors.attribution.evidence import Evidence, evidence
from kg.extractors.attribution.parts import Part
from kg.extractors.attribution.tagger import NAMES, TAGS, Scores, Tagging

Path = npt.NDArray[np.int64]  # the index of a tag for each word
NameType = Literal["person", "organisation", "place", "other"]

NEVER = -1e9  # log probability of what cannot be
# Added to the tag logits: the model misses cues and sources, and breaks contents up. Chosen on
# PolNeAR's development articles (training/RESULTS.md).
PRIOR = np.array([0.0, 0.6, 0.6, 0.6, 0.6, -2.0, 0.0], np.float32)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its content and source as words; `evidence` is what `confidence` weighs."""

    cue: Part
    content: tuple[Part, ...]
    source: Part | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a person, an organisation, a place or something else."""

    part: Part
    type: NameType
    score: float


def attributions(tagging: Tagging, openings: Sequence[int] = ()) -> list[Attribution]:
    """Return the attributions, in the order of their cues; a cue without content is none.

    No part runs on over the words at `openings`, which open a paragraph: a headline's words are
    never one phrase with those of the text below it.
    """
    tags = log_softmax(tagging.tags + PRIOR)
    tags[np.ix_(openings, [k for k, t in enumerate(TAGS) if t[0] == "I"])] = NEVER
    parts = _parts(viterbi(tags, TAGS), TAGS)
    sources, pointed_at = _sources([p for p, t in parts if t == "source"], openings)
    cues = [p for p, t in parts if t == "cue"]
    contents: dict[Part, list[Part]] = {cue: [] for cue in cues}
    for content in (p for p, t in parts if t == "content"):
        shares = _shares(tagging, content, [c.start for c in cues], to_source=False)[1:]
        if cues and shares.max() > 0:
            contents[cues[int(shares.argmax())]].append(content)
    probabilities = np.exp(log_softmax(tagging.tags))
    found = []
    for cue, held in contents.items():
        if held:
            shares = _shares(tagging, cue, pointed_at, to_source=True)
            best = int(shares.argmax())
            source = sources[best - 1] if best else None
            seen = evidence(probabilities, cue, held, source, float(shares[best]))
            found.append(Attribution(cue, tuple(held), source, seen))
    return found


def _sources(parts: Sequence[Part], openings: Sequence[int]) -> tuple[list[Part], list[int]]:
    """Return the sources, and the word of each that a cue points at.

    Where a paragraph opens in the midst of what was tagged, the source is what the paragraph opens
    with; the model still points at the beginning, the byline's or headline's last words.
    """
    opened = set(openings)
    sources: list[Part] = []
    pointed_at: list[int] = []
    for part in parts:
        if sources and sources[-1].end == part.start and part.start in opened:
            sources[-1] = part
        else:
            sources.append(part)
            pointed_at.append(part.start)
    return sources, pointed_at


def names(tagging: Tagging) -> list[Name]:
    """Return the names, in text order."""
    scores = log_softmax(tagging.names)
    best = np.exp(scores.max(axis=1))
    return [
        Name(part, cast(NameType, type_), round(float(best[part.start : part.end].mean()), 4))
        for part, type_ in _parts(viterbi(scores, NAMES), NAMES)
    ]


def viterbi(scores: Scores, tags: Sequence[str]) -> Path:
    """Return the best sequence of tags in which I-x follows B-x or I-x only.

    `scores` are log probabilities, one row a word. Any tag may stand first, as it did in training
    where a window began within a part.

    Anything may stand before a word whose best tag is none of I, so the sequence can be parted
    there: only where the best tag of each word may not follow the one before is there a search.
    """
    follows = _follows(tuple(tags))
    path: Path = scores.argmax(axis=1)
    allowed = follows[path[:-1], path[1:]]
    if allowed.all():
        return path
    begins = np.array([tag[0] != "I" for tag in tags])[path]
    for start, end in pairwise([0, *(np.flatnonzero(begins[1:]) + 1), len(path)]):
        if not allowed[start : end - 1].all():
            path[start:end] = _search(scores[start:end], follows)
    return path if follows[path[:-1], path[1:]].all() else _search(scores, follows)


def _search(scores: Scores, follows: npt.NDArray[np.bool_]) -> Path:
    """Return the best sequence of tags by the Viterbi algorithm."""
    transition = np.where(follows, 0.0, NEVER)
    back = np.zeros(scores.shape, np.int64)
    reached = scores[0].astype(np.float64)
    for i in range(1, len(scores)):
        ways = reached[:, np.newaxis] + transition
        back[i] = ways.argmax(axis=0)
        reached = ways.max(axis=0) + scores[i]
    path = np.empty(len(scores), np.int64)
    path[-1] = reached.argmax()
    for i in range(len(scores) - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path


@cache
def _follows(tags: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Return which tag (column) may follow which (row)."""
    return np.array([[_may_follow(a, b) for b in tags] for a in tags])


def log_softmax(scores: Scores) -> Scores:
    """Return log probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Scores = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def _may_follow(before: str, tag: str) -> bool:
    return tag[0] != "I" or (before != "O" and before[2:] == tag[2:])


def _parts(path: Path, tags: Sequence[str]) -> list[tuple[Part, str]]:
    """Return the tagged stretches with their types, in text order."""
    found: list[tuple[Part, str]] = []
    for i, k in enumerate(path):
        boundary, _, type_ = tags[k].partition("-")
        if boundary == "I" and found and found[-1][0].end == i and found[-1][1] == type_:
            found[-1] = (Part(found[-1][0].start, i + 1), type_)
        elif boundary != "O":
            found.append((Part(i, i + 1), type_))
    return found


def _shares(tagging: Tagging, part: Part, targets: Sequence[int], *, to_source: bool) -> Scores:
    """Return the probability that the part points at nobody, and at each of the words."""
    scores = tagging.pointers(part.start, targets, to_source=to_source)
    return np.exp(log_softmax(scores))
