"""Dates of publication exactly as stated: ISO 8601 or RFC 2822, or none at all.

A value that holds more than a date ("2021-04-13 (inferred)"), less ("April 2021") or a
placeholder of some database is no date. Nothing is guessed and no clock is read.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")
_TIME = re.compile(
    r"(\d{4}-?\d\d-?\d\d)[T ](\d\d:?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?) ?"
    r"(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d(?::\d\d)? "
    r"(?:[+-]\d{4}|GMT|UTC|UT|Z|[ECMP][SD]T)"
)
_EARLIEST = 1600  # the first newspaper is of 1605; earlier years are placeholders (0001-01-01)


def exact_date(value: object) -> str | None:
    """Return `value` as ISO 8601, a day or a time with zone, where it is exactly that; else None.

    A time without a zone is no instant: only its day is kept.

    >>> exact_date("2021-04-13T18:02:00+0200"), exact_date("Tue, 13 Apr 2021 18:02:00 GMT")
    ('2021-04-13T18:02:00+02:00', '2021-04-13T18:02:00Z')
    >>> exact_date("2021-04-13 (inferred)"), exact_date("2021-02-30"), exact_date("2021")
    (None, None, None)
    """
    if not isinstance(value, str):
        return None
    value = value.strip()
    try:
        if _DAY.fullmatch(value):
            return _plausible(date.fromisoformat(value))
        if (parts := _TIME.fullmatch(value)) is not None:
            return _time(*parts.groups())
        if _MAIL.fullmatch(value):
            moment = parsedate_to_datetime(value)
            return _plausible(moment if moment.tzinfo else moment.date())  # -0000: no zone
    except ValueError:  # a day or hour that no calendar has
        return None
    return None


def _time(day: str, time: str, zone: str | None) -> str | None:
    if zone is None:
        datetime.fromisoformat(f"{day}T{time.replace(',', '.')}")
        return _plausible(date.fromisoformat(day))
    zone = "Z" if zone.upper() in {"Z", "UTC", "GMT"} else zone
    return _plausible(datetime.fromisoformat(f"{day}T{time.replace(',', '.')}{zone}"))


def _plausible(value: date) -> str | None:
    """Return ISO 8601, None for what databases write where they know no date."""
    text = value.isoformat()
    if value.year < _EARLIEST or text.startswith("1970-01-01T00:00:00"):
        return None
    return re.sub(r"\+00:00$", "Z", text)
