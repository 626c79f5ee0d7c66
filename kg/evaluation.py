"""The scorecard of a reader of articles: its annotations against those of a careful human.

A gold folder holds `articles/<name>.txt` and `gold/<name>.json`, in the format of
`kg.annotations`. Measures: `kg.scoring`; the headline figure is the mean F1 of the ten in
`MEASURES`, with a bootstrap interval over articles (Efron and Tibshirani 1993, chapter 13).
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.agreement import Annotations, Code
from kg.errors import ReadError
from kg.model import Article
from kg.names import folded
from kg.reference import Reference, load_reference
from kg.scoring import FURTHER, MEASURES, Count, Mistake, Scores, score_article

_SAMPLES = 400
_SEED = 7


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The scores of every article, by name, in order; figures are over all of them together."""

    articles: Mapping[str, Scores]

    @property
    def counts(self) -> dict[str, Count]:
        """The counts of each measure."""
        return _total(self.articles.values())

    @property
    def macro(self) -> float:
        """The mean F1 of the ten measures."""
        return macro(self.counts)

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

    def interval(self) -> tuple[float, float]:
        """Return the 95 % bootstrap interval of the macro figure, over articles."""
        rows, draw = list(self.articles.values()), random.Random(_SEED)  # noqa: S311
        figures = sorted(
            macro(_total(rows[draw.randrange(len(rows))] for _ in rows)) for _ in range(_SAMPLES)
        )
        tail = _SAMPLES // 40
        return figures[tail], figures[-tail - 1]

    def as_json(self) -> dict[str, Any]:
        """Return the figures for machines: macro, and p, r, f1 of every measure."""
        return {
            "macro": self.macro,
            **{
                measure: {"p": c.precision, "r": c.recall, "f1": c.f1}
                for measure, c in self.counts.items()
            },
        }


def evaluate(
    folder: Path,
    read: Callable[[Article], Annotations],
    code: Code | None = None,
) -> Scorecard:
    """Return how `read` does on the articles of a gold folder.

    `code` gives the code of a state's or alliance's name, by default by the shipped reference
    data. Raises ReadError where the folder or a file in it is not as the format says.
    """
    code = code or name_codes(load_reference())
    paths = sorted((folder / "gold").glob("*.json"))
    if not paths:
        raise ReadError(
            f"{folder}: no gold/*.json in this folder; name one with articles/ and gold/ in it"
        )
    return Scorecard({path.stem: _evaluate(folder, path, read, code) for path in paths})


def name_codes(reference: Reference) -> Code:
    """Return a function from the names and codes of the reference data to their codes."""
    entries: Iterable[Any] = (*reference.states, *reference.groupings)
    codes = {entry.code for entry in entries}
    names: dict[str, str] = {}
    for entry in entries:
        for name in (entry.name, *entry.names, *getattr(entry, "organs", ())):
            names.setdefault(folded(name), entry.code)
    return lambda name: name if name in codes else names.get(folded(name))


def macro(counts: Mapping[str, Count]) -> float:
    """Return the mean F1 of the ten measures."""
    return sum(counts[m].f1 for m in MEASURES) / len(MEASURES)


def format_scorecard(card: Scorecard, *, errors: bool = False) -> str:
    """Return the scorecard as a table; with `errors`, every mistake below it, by kind."""
    low, high = card.interval()
    lines = [
        f"articles {len(card.articles)}",
        f"{'measure':<24}{'P':>7}{'R':>7}{'F1':>7}   on matched statements",
        *_rows(card, MEASURES),
        f"{'macro F1 of these ten':<38}{card.macro:>7.3f}   95 % interval {low:.3f} to {high:.3f}",
        "",
        *_rows(card, FURTHER),
        "",
        f"{'article':<36}{'macro':>7}{'detect':>8}{'speaker':>8}{'states':>8}",
        *(_article_row(name, scores) for name, scores in card.articles.items()),
    ]
    if errors:
        for kind, examples in card.mistakes.items():
            lines += ["", f"{kind}: {len(examples)}", *map(_example, examples)]
    return "\n".join(lines) + "\n"


def _evaluate(
    folder: Path, path: Path, read: Callable[[Article], Annotations], code: Code
) -> Scores:
    source = folder / "articles" / f"{path.stem}.txt"
    try:
        gold = json.loads(path.read_bytes())
        text = source.read_bytes().decode("utf-8")
    except OSError as error:
        raise ReadError(
            f"{error.filename}: {error.strerror}; every gold file has its article"
        ) from error
    except ValueError as error:
        raise ReadError(f"{path}: the article or its gold cannot be read: {error}") from error
    _check(gold, text, path)
    article = Article(text, title=gold.get("title"), name=path.stem, origin=str(source))
    return score_article(gold, read(article), text, code)


def _check(gold: Annotations, text: str, path: Path) -> None:
    """Raise ReadError where the gold's offsets were not made on this text."""
    missing = {"statements", "states", "alliances", "memberships", "offices"} - set(gold)
    if missing:
        raise ReadError(
            f"{path}: no {', '.join(sorted(missing))}; see kg.annotations for the format"
        )
    for statement in gold["statements"]:
        for span in statement["content"]:
            words = text[span["start"] : span["end"]]
            if words != span["exact"]:
                place = f"{span['start']}-{span['end']}"
                raise ReadError(
                    f"{path}: {place} is {words!r} in the text, {span['exact']!r} in the gold; "
                    "its offsets were made on another version of the article"
                )


def _total(rows: Iterable[Scores]) -> dict[str, Count]:
    total = {measure: Count() for measure in (*MEASURES, *FURTHER)}
    for scores in rows:
        for measure, count in scores.counts.items():
            total[measure] += count
    return total


def _rows(card: Scorecard, measures: Sequence[str]) -> Iterable[str]:
    counts, matched = card.counts, card.matched
    for measure in measures:
        c, (right, of) = counts[measure], matched.get(measure, (0, 0))
        accuracy = f"   {right / of:.3f} ({right} of {of})" if of else ""
        yield f"{measure:<24}{c.precision:>7.3f}{c.recall:>7.3f}{c.f1:>7.3f}{accuracy}"


def _article_row(name: str, scores: Scores) -> str:
    c = scores.counts
    shown = (c["statement detection"], c["speaker identity"], c["states present"])
    return f"{name[:35]:<36}{macro(c):>7.3f}" + "".join(f"{x.f1:>8.3f}" for x in shown)


def _example(mistake: Mistake) -> str:
    both = mistake.expected and mistake.found
    words = (
        f"{mistake.expected!r}, found {mistake.found!r}"
        if both
        else mistake.expected or mistake.found
    )
    return f"  {mistake.where}: {words}"
