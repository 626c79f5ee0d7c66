"""How well attributions are found: the measures of the studies on PolNeAR.

A pair of attributions is *found* if their contents share at least half of the tokens of each;
*full* if, besides, the sources agree (Jaccard at least .5, or both are empty) and the cues share a
token. Tokens are runs of word characters and single other characters; those without letter or digit
count only where a part has nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.measures import Count
from kg.model import Span
from kg.text import words
from training.corpus import Attribution

Tokens = frozenset[int]
LEAST_SHARED = 0.5
LEAST_SOURCE = 0.5


@dataclass(frozen=True, slots=True)
class _Parts:
    source: Tokens
    cue: Tokens
    content: Tokens


@dataclass(frozen=True, slots=True)
class Judged:
    """The scores of one text, and for each predicted attribution whether it is found and full."""

    scores: dict[str, Count]
    found: tuple[bool, ...]
    full: tuple[bool, ...]


def judge(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> Judged:
    """Return the scores `source`, `cue`, `content` (exact parts), `found` and `full`."""
    tokens = words(text)
    meant = {i for i, t in enumerate(tokens) if any(c.isalnum() for c in t.of(text))}
    index = {c: i for i, t in enumerate(tokens) for c in range(t.start, t.end)}

    def touched(spans: Iterable[Span]) -> Tokens:
        every = frozenset(index[c] for s in spans for c in range(s.start, s.end) if c in index)
        return every & meant or every

    def parts(attributions: Sequence[Attribution]) -> list[_Parts]:
        return [_Parts(touched(a.source), touched(a.cue), touched(a.content)) for a in attributions]

    ours, theirs = parts(predicted), parts(gold)
    pairs = _paired(theirs, ours)
    full = {j for i, j in pairs if _agree(theirs[i], ours[j])}
    scores = {
        "found": _count(len(pairs), len(ours), len(theirs)),
        "full": _count(len(full), len(ours), len(theirs)),
    }
    for role in ("source", "cue", "content"):
        a, b = ({getattr(p, role) for p in side if getattr(p, role)} for side in (theirs, ours))
        scores[role] = _count(len(a & b), len(b), len(a))
    found = {j for _, j in pairs}
    every = range(len(ours))
    return Judged(scores, tuple(j in found for j in every), tuple(j in full for j in every))


def total(judged: Iterable[Judged]) -> dict[str, Count]:
    """Return the scores over all texts, every attribution counting alike."""
    summed: dict[str, Count] = {}
    for j in judged:
        for name, score in j.scores.items():
            summed[name] = summed.get(name, Count()) + score
    return summed


def _count(right: int, predicted: int, gold: int) -> Count:
    return Count(right, predicted - right, gold - right)


def _paired(gold: Sequence[_Parts], predicted: Sequence[_Parts]) -> list[tuple[int, int]]:
    """Return pairs of gold and predicted whose contents agree, the most alike first, one to one."""
    alike = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            shared = len(g.content & p.content)
            if shared and shared >= LEAST_SHARED * max(len(g.content), len(p.content)):
                likeness = _dice(g.content, p.content) + 0.3 * _dice(g.cue, p.cue)
                alike.append((likeness + 0.1 * _jaccard(g.source, p.source), -i, -j))
    used: Counter[tuple[str, int]] = Counter()
    pairs = []
    for _, i, j in sorted(alike, reverse=True):
        if not used["gold", i] and not used["predicted", j]:
            used["gold", i] = used["predicted", j] = 1
            pairs.append((-i, -j))
    return pairs


def _agree(gold: _Parts, predicted: _Parts) -> bool:
    return _jaccard(gold.source, predicted.source) >= LEAST_SOURCE and bool(
        gold.cue & predicted.cue
    )


def _dice(a: Tokens, b: Tokens) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _jaccard(a: Tokens, b: Tokens) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0
