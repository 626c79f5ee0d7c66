"""What expressions of time in news prose need to become a date: how they count, not yet from where.

`kg.extractors.date_patterns` finds them in a text, `kg.extractors.date_values` resolves them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model import DatePrecision

Which = Literal["last", "this", "next"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A time given in full: `value` is what `kg.model.DateMention.value` will be."""

    value: str
    precision: DatePrecision


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A month, a day of it, or the days from `day` to `until`, without the year.

    `years` counts from this year ("March last year"). With `names` it names something ("the
    October 7 attacks"), so that nothing tells of which year it is.
    """

    month: int
    day: int | None = None
    until: int | None = None
    weekday: int | None = None
    which: Which | None = None
    years: int | None = None
    names: bool = False

    @property
    def precision(self) -> DatePrecision:
        """A day, or else a month."""
        return "day" if self.day else "month"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday being 0, perhaps of the week so many weeks from this one."""

    number: int
    which: Which | None = None
    weeks: int | None = None
    precision: DatePrecision = "day"


@dataclass(frozen=True, slots=True)
class Shift:
    """So many days, weeks, months or years from now, or from the date told last in the text."""

    amount: int
    precision: DatePrecision
    from_text: bool = False


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that its words leave open: "in the coming months", "1 hour ago"."""

    precision: DatePrecision


Expression = Stated | MonthDay | Weekday | Shift | Vague
