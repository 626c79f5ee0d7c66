"""From an expression of time to a date: what it means, counted from a known day, or nothing.

Nothing is guessed: without a day to count from, without a tense to tell past from future, and where
usage differs ("last Friday", said on a Sunday week), there is no value.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from kg.extractors.date_expressions import Expression, MonthDay, Shift, Stated, Vague, Weekday
from kg.model import DatePrecision

Direction = Literal["past", "future"]
FAR = 183  # days; a date without its year is of this calendar year, or no further away


def resolve(
    expression: Expression, day: date | None, direction: Direction | None = None
) -> str | None:
    """Return the date meant as ISO 8601, counted from `day`; None where that is open.

    `direction` is where the tense of its clause points.

    >>> resolve(Weekday(2), date(2014, 3, 7), "past"), resolve(Weekday(2), date(2014, 3, 7))
    ('2014-03-05', None)
    """
    if isinstance(expression, Stated):
        return expression.value
    if isinstance(expression, Vague) or day is None:
        return None
    try:
        match expression:
            case Shift(amount=amount, precision=precision):
                return _shifted(day, amount, precision)
            case Weekday():
                return _day_of_week(expression, day, direction)
            case MonthDay():
                return _month_day(expression, day, direction)
    except (ValueError, OverflowError):  # before the year 1, or 29 February
        return None


def _shifted(day: date, amount: int, precision: DatePrecision) -> str | None:
    match precision:
        case "day":
            return (day + timedelta(days=amount)).isoformat()
        case "week":
            return _week(day + timedelta(weeks=amount))
        case "month":
            months = day.year * 12 + day.month - 1 + amount
            return date(months // 12, months % 12 + 1, 1).isoformat()[:7]
        case "year":
            return date(day.year + amount, 1, 1).isoformat()[:4]
        case _:
            return None


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _day_of_week(wanted: Weekday, day: date, direction: Direction | None) -> str | None:
    monday = day - timedelta(days=day.weekday())
    if wanted.weeks is not None:
        return (monday + timedelta(weeks=wanted.weeks, days=wanted.number)).isoformat()
    before = day - timedelta(days=(day.weekday() - wanted.number) % 7)
    after = day + timedelta(days=(wanted.number - day.weekday()) % 7)
    match wanted.which or direction:
        case "last":  # of this week it may be that one, or the one a week before
            before = before if before < day else before - timedelta(weeks=1)
            return before.isoformat() if before < monday else None
        case "next":
            after = after if after > day else after + timedelta(weeks=1)
            return after.isoformat() if after > monday + timedelta(days=6) else None
        case "this":
            return (monday + timedelta(days=wanted.number)).isoformat()
        case "past":
            return before.isoformat()
        case "future":
            return after.isoformat()
        case _:
            return day.isoformat() if before == after else None


def _month_day(wanted: MonthDay, day: date, direction: Direction | None) -> str | None:
    if wanted.years is not None:
        return _written(wanted, day.year + wanted.years)
    if wanted.names:
        return None
    years = [y for y in (day.year - 1, day.year, day.year + 1) if _fits(wanted, y)]
    match wanted.which or direction:
        case "last":
            fits = [y for y in years if _first(wanted, y) < day and y < day.year]
            open_ = any(_first(wanted, y) < day and y == day.year for y in years)
            return _written(wanted, fits[-1]) if fits and not open_ else None
        case "next":
            fits = [y for y in years if y > day.year]
            open_ = any(_last(wanted, y) > day and y == day.year for y in years)
            return _written(wanted, fits[0]) if fits and not open_ else None
        case "this":
            return _written(wanted, day.year)
        case "past":
            return _near(wanted, [y for y in years if _first(wanted, y) <= day][-1:], day)
        case "future":
            return _near(wanted, [y for y in years if _last(wanted, y) >= day][:1], day)
        case _:
            now = [y for y in years if _first(wanted, y) <= day <= _last(wanted, y)]
            return _written(wanted, now[0]) if now else None


def _near(wanted: MonthDay, years: list[int], day: date) -> str | None:
    """Return the date in the only year given, unless that is far off and in another year."""
    for year in years:
        distance = min(abs(_first(wanted, year) - day), abs(_last(wanted, year) - day))
        if year == day.year or distance.days <= FAR:
            return _written(wanted, year)
    return None


def _fits(wanted: MonthDay, year: int) -> bool:
    """Say whether the year has the day, and on that weekday where one is told."""
    try:
        first = _first(wanted, year)
        _last(wanted, year)
    except ValueError:
        return False
    return wanted.weekday is None or first.weekday() == wanted.weekday


def _first(wanted: MonthDay, year: int) -> date:
    return date(year, wanted.month, wanted.day or 1)


def _last(wanted: MonthDay, year: int) -> date:
    if wanted.day:
        return date(year, wanted.month, wanted.until or wanted.day)
    following = date(year + wanted.month // 12, wanted.month % 12 + 1, 1)
    return following - timedelta(days=1)


def _written(wanted: MonthDay, year: int) -> str:
    first, last = _first(wanted, year).isoformat(), _last(wanted, year).isoformat()
    if not wanted.day:
        return first[:7]
    return f"{first}/{last}" if wanted.until else first
