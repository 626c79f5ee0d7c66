"""Bars over time: who belonged to what, who held which office, and from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from kg.pictures.columns import legend
from kg.pictures.rows import Party, Picture, Row, Rows, party, text
from kg.pictures.svg import Href, drawing, element, group, short

WIDTH = 960
_LEFT, _RIGHT, _TOP, _LINE = 300, 14, 56, 22
_NAME = 36  # letters of a name to the left
_KINDS = 8  # colours


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time of one line; a date None is not known, or not over.

    `until_known` tells the two apart at the end. Dates are days `YYYY-MM-DD`, years as fractions.
    """

    kind: str
    since: float | None
    until: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of bars: whose, and the stretches."""

    party: Party
    periods: tuple[Period, ...]

    @property
    def begins(self) -> float:
        """The first known beginning; a line without one stands last."""
        return min((p.since for p in self.periods if p.since is not None), default=9999.0)


def bars(
    name: str,
    title: str,
    rows: Rows,
    *,
    by: str,
    kind: str,
    most: int,
    href: Href,
    today: date,
) -> Picture:
    """Return one line for each entity in the column `by`, in order of their beginnings.

    Rows have `since`, `until`, the precision of each, and a column `kind` (a status, an office) by
    which bars are coloured. What is not over reaches to `today`, what began nobody knows when
    begins at the left edge, open.
    """
    lines: dict[Party, list[Period]] = {}
    for row in rows:
        lines.setdefault(party(row, by), []).append(_period(row, kind))
    told = sorted(
        (Line(p, tuple(periods)) for p, periods in lines.items()),
        key=lambda line: (line.begins, line.party.name),
    )
    if not told:
        return Picture(Markup(""), ("The reference data know of none.",))
    shown = told[:most]
    notes = [f"{len(shown)} of {len(told)} lines are shown."] if len(told) > most else []
    if any(p.since is None for line in shown for p in line.periods):
        notes.append("Where nobody knows since when, a bar is pale and has a dashed edge.")
    now = today.year + (today.timetuple().tm_yday - 1) / 366
    return Picture(_draw(name, title, shown, href, now), tuple(notes), len(told) > most)


def years(day: str, precision: str, *, end: bool = False) -> float | None:
    """Return a day as years; a day of which only month or year is known is that one's begin or end.

    >>> years("1994-01-01", "year"), years("1994-01-01", "year", end=True), years("", "")
    (1994.0, 1995.0, None)
    """
    if not day:
        return None
    year, month, of_month = int(day[:4]), int(day[5:7] or 1), int(day[8:10] or 1)
    if precision == "year":
        return float(year + end)
    if precision == "month":
        return year + (month - 1 + end) / 12
    return year + (month - 1) / 12 + (of_month - 1) / 372


def _period(row: Row, kind: str) -> Period:
    since, until = text(row, "since"), text(row, "until")
    exact = text(row, "since_precision"), text(row, "until_precision")
    words = f"{_day(since, exact[0]) or '?'} – {_day(until, exact[1])}".rstrip()
    return Period(
        text(row, f"{kind}Label") or text(row, kind),
        years(since, exact[0]),
        years(until, exact[1], end=True),
        words,
    )


def _day(day: str, precision: str) -> str:
    return day[: {"year": 4, "month": 7}.get(precision, 10)]


def _draw(name: str, title: str, lines: Sequence[Line], href: Href, now: float) -> Markup:
    known = [t for line in lines for p in line.periods for t in (p.since, p.until) if t is not None]
    last = max([now, *known])
    first = min([*known, last - 10]) - 0.5
    scale = (WIDTH - _LEFT - _RIGHT) / (last - first)
    used = list(dict.fromkeys(p.kind for line in lines for p in line.periods))
    colour = {kind: min(n, _KINDS) for n, kind in enumerate(used, 1)}
    height = _TOP + len(lines) * _LINE + 12
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / s <= 12)
    ticks = []
    for year in range(-(-int(first + 1) // step) * step, int(last) + 1, step):
        x = _LEFT + (year - first) * scale
        ticks.append(element("path", d=f"M{x:.1f} {_TOP - 6}V{height - 8}"))
        ticks.append(element("text", str(year), x=x, y=_TOP - 12, text_anchor="middle"))
    body = [element("g", *ticks, class_="axis")]
    if 1 < len(used) <= _KINDS:
        body.append(legend(used, 4, 16))
    for number, line in enumerate(lines):
        y = _TOP + number * _LINE
        label = element(
            "text", short(line.party.name, _NAME), x=_LEFT - 10, y=y + 15, text_anchor="end"
        )
        body.append(group(label, tip=line.party.name, href=href(line.party.iri)))
        for period in line.periods:
            start = _LEFT + ((period.since or first) - first) * scale
            end = _LEFT + ((period.until or last) - first) * scale
            bar = element(
                "rect",
                x=start,
                y=y + 3,
                width=max(end - start, 2.5),
                height=_LINE - 7,
                rx=2,
                class_=f"c{colour[period.kind]}{'' if period.since else ' open'}",
            )
            body.append(group(bar, tip=f"{line.party.name}, {period.kind}: {period.words}"))
    return drawing(name, title, WIDTH, height, *body)
