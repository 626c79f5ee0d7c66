"""What counts as a date of publication: an exact one, and nothing that resembles one."""

from __future__ import annotations

import pytest

from kg.readers.dates import exact_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-04-13", "2021-04-13"),
        ("20210413", "2021-04-13"),
        ("2021-04-13T18:02:00+02:00", "2021-04-13T18:02:00+02:00"),
        ("2021-04-13 18:02 UTC", "2021-04-13T18:02:00Z"),
        ("2021-04-13T18:02:00.5Z", "2021-04-13T18:02:00.500000Z"),
        ("2021-04-13T18:02:00", "2021-04-13"),
        ("Tue, 13 Apr 2021 18:02:00 GMT", "2021-04-13T18:02:00Z"),
        ("13 Apr 2021 18:02 -0000", "2021-04-13"),
        # as feeds have them: other than RFC 2822 says, but the day is plain
        ("TUE,13  Apr. 2021 6:02 UT", "2021-04-13T06:02:00Z"),
        ("Tuesday, 13 April 2021 18:02:00 +02:00", "2021-04-13T18:02:00+02:00"),
        ("Mon, 13 Sept 2021 18:02:00 EDT", "2021-09-13T18:02:00-04:00"),
        ("Tue, 13 Apr 2021 18:02:00 CEST", "2021-04-13"),
        ("13 Apr 2021 18:02:00", "2021-04-13"),
        ("Tue, 13 Apr 2021", "2021-04-13"),
        ("Sat, 31 Apr 2021", None),
        ("Tue, 13 Apr 2021 25:02:00 GMT", None),
        ("Tue, 13 Apr 21 18:02:00 GMT", None),
        ("Tue, 13 Apr 2021 18:02:00 GMT (updated)", None),
        ("Di, 13 Apr 2021 18:02:00 +0200", None),
        ("13 Smarch 2021", None),
        ("2021-02-30", None),
        ("2021-04-13T25:00:00Z", None),
        ("2021-04-13 (inferred)", None),
        ("April 13, 2021", None),
        ("13/04/2021", None),
        ("2021", None),
        ("1 hour ago", None),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        (1618329720, None),
        (None, None),
    ],
)
def test_only_an_exact_date_is_a_date(value: object, expected: str | None) -> None:
    assert exact_date(value) == expected
