"""The scorecard written down: as text for people, as JSON or CSV for machines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, fields
from typing import Any

from kg.evaluation import MACRO, Interval, Scorecard, macro
from kg.measures import Count
from kg.mistakes import Mistake
from kg.scoring import BY_TYPE, FURTHER, MEASURES, Scores

_COLUMNS = {
    "detect": "statement detection",
    "speaker": "speaker identity",
    "for whom": "speaker speaks_for",
    "role": "speaker role",
    "form": "kind",
    "act": "speech act",
    "states": "states present",
    "member": "memberships",
    "office": "offices",
}


def as_text(card: Scorecard, *, errors: bool = False) -> str:
    """Return the scorecard as tables; with `errors`, every mistake below, by kind."""
    low, high = card.intervals[MACRO]
    mean = f"macro F1 of the {len(card.annotated)} annotated"
    head = "".join(f"{c:>9}" for c in ("macro", *_COLUMNS))
    lines = [
        f"articles {len(card.articles)}; F1 with its 95 % interval (bootstrap over articles)",
        f"{'measure':<28}{'P':>7}{'R':>7}{'F1':>7}{'95 %':>14}   on matched statements",
        *_rows(card, MEASURES),
        f"{mean:<42}{card.macro:>7.3f}{low:>8.3f}–{high:.3f}",
        "",
        *_rows(card, FURTHER),
        "",
        *_rows(card, BY_TYPE),
        "",
        f"{'F1 by article':<30}{head}",
        *(_article_row(name, s, card.annotated) for name, s in card.articles.items()),
        "",
        "mistakes",
        *(f"{len(found):>7}  {kind}" for kind, found in card.mistakes.items()),
    ]
    if errors:
        for kind, found in card.mistakes.items():
            lines += ["", f"{kind}: {len(found)}", *(line for m in found for line in _told(m))]
    return "\n".join(lines) + "\n"


def as_json(card: Scorecard, *, errors: bool = False) -> str:
    """Return the scorecard as indented JSON.

    `{macro, macro_interval, <measure>: {p, r, f1, tp, fp, fn, interval, scored, right?, matched?},
    articles: {name: {macro, <measure>: {p, r, f1, tp, fp, fn}}}, mistakes: {kind: count}}`, where
    `scored` is of how many articles a measure is; an article has only the measures it counts in;
    with `errors`, the mistakes of a kind are a list of `{where, expected, found, sentence}`.
    """
    matched = card.matched
    figures: dict[str, Any] = {MACRO: card.macro, "macro_interval": card.intervals[MACRO]}
    for measure, count in card.counts.items():
        interval, scored = card.intervals[measure], card.scored[measure]
        figures[measure] = {**_figures(count), "interval": interval, "scored": scored}
        if measure in matched:
            figures[measure]["right"], figures[measure]["matched"] = matched[measure]
    figures["articles"] = {
        name: {
            MACRO: macro(s.counts, card.annotated),
            **{m: _figures(c) for m, c in s.counts.items()},
        }
        for name, s in card.articles.items()
    }
    figures["mistakes"] = {
        kind: [{k: v for k, v in asdict(m).items() if k != "kind"} for m in found]
        if errors
        else len(found)
        for kind, found in card.mistakes.items()
    }
    return json.dumps(figures, ensure_ascii=False, indent=1) + "\n"


def as_csv(card: Scorecard, *, errors: bool = False) -> str:
    """Return one row an article and measure, those of `all` first; with `errors`, one a mistake.

    `low` and `high` bound the 95 % interval of F1; a single article has none.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    if errors:
        table.writerow(f.name for f in fields(Mistake))
        table.writerows(astuple(m) for found in card.mistakes.values() for m in found)
        return out.getvalue()
    table.writerow(
        ("article", "measure", "tp", "fp", "fn", "precision", "recall", "f1", "low", "high")
    )
    table.writerows(_csv_rows("all", card.counts, card.macro, card.intervals))
    for name, scores in card.articles.items():
        mean = macro(scores.counts, card.annotated)
        table.writerows(_csv_rows(name, scores.counts, mean, {}))
    return out.getvalue()


FORMATS: Mapping[str, Callable[..., str]] = {"text": as_text, "json": as_json, "csv": as_csv}


def _figures(count: Count) -> dict[str, float]:
    return {"p": count.precision, "r": count.recall, "f1": count.f1, **asdict(count)}


def _csv_rows(
    article: str, counts: Mapping[str, Count], mean: float, intervals: Mapping[str, Interval]
) -> Iterable[tuple[Any, ...]]:
    yield (article, MACRO, *[""] * 5, mean, *intervals.get(MACRO, ("", "")))
    for m, c in counts.items():
        figures = (c.tp, c.fp, c.fn, c.precision, c.recall, c.f1)
        yield (article, m, *figures, *intervals.get(m, ("", "")))


def _rows(card: Scorecard, measures: Sequence[str]) -> Iterable[str]:
    counts, matched = card.counts, card.matched
    for measure in measures:
        c, (right, of) = counts[measure], matched.get(measure, (0, 0))
        if not c.tp + c.fn:
            yield f"{measure:<28}{'–':>7}{'–':>7}{'–':>7}{'nothing annotated':>20}"
            continue
        low, high = card.intervals[measure]
        accuracy = f"   {right / of:.3f} ({right} of {of})" if of else ""
        figures = f"{c.precision:>7.3f}{c.recall:>7.3f}{c.f1:>7.3f}{low:>8.3f}–{high:.3f}"
        scored, every = card.scored[measure], len(card.articles)
        among = f"   in {scored} of {every} articles" if scored < every else ""
        yield f"{measure:<28}{figures}{accuracy}{among}"


def _article_row(name: str, scores: Scores, annotated: Sequence[str]) -> str:
    c = scores.counts
    shown = (f"{c[measure].f1:.3f}" if measure in c else "–" for measure in _COLUMNS.values())
    return f"{name[:29]:<30}{macro(c, annotated):>9.3f}" + "".join(f"{x:>9}" for x in shown)


def _told(mistake: Mistake) -> Iterable[str]:
    both = mistake.expected and mistake.found
    words = (
        f"{mistake.expected!r}, found {mistake.found!r}"
        if both
        else mistake.expected or mistake.found
    )
    yield f"  {mistake.where}: {words}"
    if mistake.sentence:
        yield f"      {mistake.sentence}"
