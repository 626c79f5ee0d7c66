"""Columns over time: how many statements a month, or a year, stacked by what they are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from markupsafe import Markup

from kg.pictures.rows import Picture, Rows, text, whole
from kg.pictures.svg import count, drawing, element, group, joined

WIDTH, HEIGHT = 960, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 34, 30
_WIDEST = 92.0  # units of a column
_MOST_MONTHS = 60  # beyond, a column is a year
_SERIES = 7  # kinds that have a colour of their own; the rest shares the eighth
_REST = "other"


def columns(name: str, title: str, rows: Rows, series: str) -> Picture:
    """Return statements over time from rows of `month`, a column `series` and `statements`."""
    totals: Counter[str] = Counter()
    undated = 0
    for row in rows:
        if text(row, "month"):
            totals[text(row, series)] += whole(row, "statements")
        else:
            undated += whole(row, "statements")
    kinds = [kind for kind, _ in totals.most_common(_SERIES)]
    if len(totals) > _SERIES:
        kinds.append(_REST)
    months = sorted({m for row in rows if (m := text(row, "month"))})
    yearly = bool(months) and len(_between(months[0], months[-1])) > _MOST_MONTHS
    cells: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if month := text(row, "month"):
            kind = text(row, series)
            period = month[:4] if yearly else month
            cells[period, kind if kind in kinds else _REST] += whole(row, "statements")
    notes = [f"{count(undated)} in articles without a date cannot be placed."] if undated else []
    if not cells:
        return Picture(Markup(""), ("Nothing here has a date.", *notes))
    if yearly:
        notes.append(f"Each column is a year, as there are more than {_MOST_MONTHS} months.")
    periods = _years(months) if yearly else _between(months[0], months[-1])
    return Picture(_draw(name, title, periods, kinds, cells), tuple(notes))


def _draw(
    name: str,
    title: str,
    periods: list[str],
    kinds: list[str],
    cells: Mapping[tuple[str, str], int],
) -> Markup:
    highest = max(sum(cells.get((p, k), 0) for k in kinds) for p in periods)
    step = _step(highest)
    top = math.ceil(highest / step) * step
    wide = min((WIDTH - _LEFT - _RIGHT) / len(periods), _WIDEST)
    floor = HEIGHT - _BOTTOM
    scale = (floor - _TOP) / top
    lines = [
        joined(
            (
                element("path", d=f"M{_LEFT} {floor - n * scale:.1f}H{WIDTH - _RIGHT}"),
                element("text", f"{n:,}", x=_LEFT - 8, y=floor - n * scale + 4, text_anchor="end"),
            )
        )
        for n in range(0, top + 1, step)
    ]
    stacks = []
    for place, period in enumerate(periods):
        y: float = floor
        for number, kind in enumerate(kinds, 1):
            told = cells.get((period, kind), 0)
            if told:
                y -= told * scale
                box = element(
                    "rect",
                    x=_LEFT + place * wide + min(2.0, wide * 0.1),
                    y=y,
                    width=max(wide - min(4.0, wide * 0.2), 0.8),
                    height=told * scale,
                    class_=f"c{number}",
                )
                stacks.append(group(box, tip=f"{period}, {kind}: {count(told)}"))
    every = math.ceil(62 / wide)
    labels = [
        element("text", p, x=_LEFT + (i + 0.5) * wide, y=HEIGHT - 10, text_anchor="middle")
        for i, p in enumerate(periods)
        if i % every == 0
    ]
    axis = element("g", *lines, *labels, class_="axis")
    return drawing(name, title, WIDTH, HEIGHT, legend(kinds, _LEFT, 16), axis, *stacks)


def legend(kinds: list[str], x: float, y: float) -> Markup:
    """Return a line of keys, the first of the colour `c1`."""
    parts = []
    for number, kind in enumerate(kinds, 1):
        parts.append(element("rect", x=x, y=y - 10, width=12, height=12, class_=f"c{number}"))
        parts.append(element("text", kind, x=x + 17, y=y))
        x += 36 + 7.6 * len(kind)
    return element("g", *parts, class_="legend")


def _between(first: str, last: str) -> list[str]:
    """Return all months from the first to the last.

    >>> _between("2021-11", "2022-01")
    ['2021-11', '2021-12', '2022-01']
    """
    start, end = (int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (first, last))
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(start, end + 1)]


def _years(months: list[str]) -> list[str]:
    return [f"{year:04d}" for year in range(int(months[0][:4]), int(months[-1][:4]) + 1)]


def _step(highest: int) -> int:
    """Return a round step that makes at most five lines.

    >>> _step(3), _step(47), _step(900)
    (1, 10, 200)
    """
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if highest <= 5 * step:
                return step
        size *= 10
