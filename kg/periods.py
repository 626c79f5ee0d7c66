"""ISO 8601 years, months and days: what they span and how exact they are.

`1949`, `1949-08` and `1949-08-24` are the only forms; a time of day never occurs in a period.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

Precision = Literal["year", "month", "day"]
_PRECISIONS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
_SHAPE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def is_period(text: str) -> bool:
    """Say whether `text` is a year, month or day that exists.

    >>> [is_period(t) for t in ("1949", "1949-08", "1949-02-30", "24 August 1949")]
    [True, True, False, False]
    """
    if not _SHAPE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def precision(period: str) -> Precision:
    """Return how exact a period is.

    >>> precision("1949-08")
    'month'
    """
    return _PRECISIONS[len(period)]


def first_day(period: str) -> str:
    """Return the first day of a year or month, and a day as it is.

    >>> first_day("1949-08")
    '1949-08-01'
    """
    return period + "-01-01"[len(period) - 4 :]


def last_day(period: str) -> str:
    """Return the last day of a year or month, and a day as it is.

    >>> last_day("2024-02"), last_day("1949")
    ('2024-02-29', '1949-12-31')
    """
    match precision(period):
        case "year":
            return period + "-12-31"
        case "month":
            return f"{period}-{monthrange(int(period[:4]), int(period[5:]))[1]:02}"
        case "day":
            return period


def holds_on(day: str, valid_from: str | None, valid_to: str | None) -> bool:
    """Say whether what held from `valid_from` to `valid_to` is known to have held on `day`.

    A boundary known only by its month or year counts with the whole of it. An end of None is
    open; a beginning of None is unknown, so that no day is known to lie after it. `day` may
    itself be a month or year: then one day of it is enough.

    >>> holds_on("1949-03-01", "1949", None), holds_on("2020-02-01", "1973-01-01", "2020-01-31")
    (True, False)
    """
    begun = valid_from is not None and first_day(valid_from) <= last_day(day)
    return begun and (valid_to is None or first_day(day) <= last_day(valid_to))
