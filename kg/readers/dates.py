"""Dates of publication exactly as stated: ISO 8601 or RFC 2822, or none at all.

Feeds often miss RFC 2822 by a little (no time, a zone of no number, a month in full); where the
day is plain all the same, it counts. A value that holds more than a date ("2021-04-13 (inferred)"),
less ("April 2021") or a placeholder of some database is no date. Nothing is guessed and no clock
is read.
"""

from __future__ import annotations

import re
from datetime import date, datetime

_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")
_TIME = re.compile(
    r"(\d{4}-?\d\d-?\d\d)[T ](\d\d:?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?) ?"
    r"(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ?)?(\d{1,2}) ([a-z]{3,9})\.? (\d{4})"
    r"(?: (\d{1,2}):(\d\d(?::\d\d)?)(?: ?([a-z]{1,5}|[+-]\d\d:?\d\d))?)?",
    re.IGNORECASE,
)
_MONTHS = {"sept": 9} | {
    name: number
    for number, month in enumerate(
        (
            "january", "february", "march", "april", "may", "june", "july", "august", "september",
            "october", "november", "december",
        ),
        1,
    )
    for name in (month, month[:3])
}  # fmt: skip
_ZONES = {  # RFC 2822, section 4.3; what other letters mean nobody can be sure of
    "UT": "Z", "UTC": "Z", "GMT": "Z", "Z": "Z", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00",
    "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
_NO_ZONE = "-0000"  # says that the zone is not known
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
        if (parts := _MAIL.fullmatch(" ".join(value.split()))) is not None:
            return _mail(*parts.groups())
    except ValueError:  # a day or hour that no calendar has
        return None
    return None


def _mail(
    day: str, month: str, year: str, hour: str | None, rest: str, zone: str | None
) -> str | None:
    number = _MONTHS.get(month.lower())
    if number is None:
        return None
    written = f"{year}-{number:02}-{day:0>2}"
    if hour is None:
        return _plausible(date.fromisoformat(written))
    if zone and (zone.isalpha() or zone == _NO_ZONE):
        zone = _ZONES.get(zone.upper())
    return _time(written, f"{hour:0>2}:{rest}", zone)


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
