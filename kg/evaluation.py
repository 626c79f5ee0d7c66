"""The scorecard of a reader of articles: its annotations against those of a careful human.

Measures: `kg.scoring`; the headline figure is the mean F1 of the ten in `MEASURES`. Intervals are
95 % bootstrap intervals over articles (Efron and Tibshirani 1993, chapter 13), from a fixed seed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.agreement import Annotations, Code
from kg.gold import read_gold
from kg.measures import Count
from kg.mistakes import Mistake
from kg.model import Article
from kg.names import folded
from kg.reference import Reference, load_reference
from kg.scoring import BY_TYPE, FURTHER, MEASURES, Scores, score_article

MACRO = "macro"
Interval = tuple[float, float]
_SAMPLES = 1000
_SEED = 7


@dataclass(frozen=True)
class Scorecard:
    """The scores of every article, by name, in order; figures are over all of them together."""

    articles: Mapping[str, Scores]

    @cached_property
    def counts(self) -> dict[str, Count]:
        """The counts of each measure, over the articles that annotate what it is about."""
        nothing = {measure: Count() for measure in (*MEASURES, *FURTHER, *BY_TYPE)}
        return nothing | _total(self.articles.values())

    @cached_property
    def scored(self) -> dict[str, int]:
        """How many articles annotate what a measure is about."""
        return {m: sum(m in s.counts for s in self.articles.values()) for m in self.counts}

    @cached_property
    def annotated(self) -> tuple[str, ...]:
        """Those of the ten measures of which the gold folder annotates anything, in their order."""
        return tuple(m for m in MEASURES if self.counts[m].tp + self.counts[m].fn)

    @property
    def macro(self) -> float:
        """The mean F1 of the measures that are annotated."""
        return macro(self.counts, self.annotated)

    @property
    def matched(self) -> dict[str, tuple[int, int]]:
        """For some measures, how many of the matched statements are right, and of how many."""
        total: dict[str, tuple[int, int]] = {}
        for scores in self.articles.values():
            for measure, (right, of) in scores.matched.items():
                before = total.get(measure, (0, 0))
                total[measure] = before[0] + right, before[1] + of
        return total

    @property
    def mistakes(self) -> dict[str, tuple[Mistake, ...]]:
        """The mistakes by kind, the most frequent kind first."""
        every = [m for scores in self.articles.values() for m in scores.mistakes]
        kinds = Counter(m.kind for m in every).most_common()
        return {kind: tuple(m for m in every if m.kind == kind) for kind, _ in kinds}

    @cached_property
    def intervals(self) -> dict[str, Interval]:
        """The 95 % bootstrap interval of each measure's F1 and of the macro figure.

        With one article it has no width, which says nothing of how sure the figure is; of a
        measure that no article is scored on, all is open.
        """
        rows, draw = list(self.articles.values()), random.Random(_SEED)  # noqa: S311
        figures: dict[str, list[float]] = {m: [] for m in (MACRO, *self.counts)}
        for _ in range(_SAMPLES):
            counts = _total(rows[draw.randrange(len(rows))] for _ in rows)
            figures[MACRO].append(macro(counts, self.annotated))
            for measure, count in counts.items():
                figures[measure].append(count.f1)
        return {m: _middle(sorted(f) or [0.0, 1.0]) for m, f in figures.items()}


def evaluate(
    folder: Path,
    read: Callable[[Article], Annotations],
    code: Code | None = None,
) -> Scorecard:
    """Return how `read` does on the articles of a gold folder (`kg.gold`).

    `code` gives the code of a state's or alliance's name, by default by the shipped reference
    data. Raises ReadError where the folder or a file in it is not as the format says; nothing is
    read before all of it has been looked at.
    """
    code = code or name_codes(load_reference())
    pairs = list(read_gold(folder))
    return Scorecard(
        {a.name or a.id: score_article(gold, read(a), a.text, code) for a, gold in pairs}
    )


def name_codes(reference: Reference) -> Code:
    """Return a function from the names and codes of the reference data to their codes."""
    entries: Iterable[Any] = (*reference.states, *reference.groupings)
    codes = {entry.code for entry in entries}
    names: dict[str, str] = {}
    for entry in entries:
        for name in (entry.name, *entry.names, *getattr(entry, "organs", ())):
            names.setdefault(folded(name), entry.code)
    return lambda name: name if name in codes else names.get(folded(name))


def macro(counts: Mapping[str, Count], measures: Iterable[str]) -> float:
    """Return the mean F1 of those measures that were counted; 0 where there are none."""
    found = [counts[m].f1 for m in measures if m in counts]
    return sum(found) / max(len(found), 1)


def _middle(figures: Sequence[float]) -> Interval:
    """Return what bounds the middle 95 % of figures in order."""
    tail = len(figures) // 40
    return figures[tail], figures[-tail - 1]


def _total(rows: Iterable[Scores]) -> dict[str, Count]:
    """Return the counts of the measures that any article was scored on."""
    total: dict[str, list[int]] = {}
    for scores in rows:
        for measure, count in scores.counts.items():
            sums = total.setdefault(measure, [0, 0, 0])
            sums[0] += count.tp
            sums[1] += count.fp
            sums[2] += count.fn
    return {measure: Count(*sums) for measure, sums in total.items()}
