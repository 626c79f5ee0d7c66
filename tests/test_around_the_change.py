"""What is answered on the last day before, and the first day after, a standing changed.

The table was written down by heart, without a look at the data: accessions, withdrawals and
suspensions that a political scientist knows. A month in which no more than the month is known is
left out on both sides.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.reference import load_reference

REFERENCE = load_reference()
TABLE = Path(__file__).parent / "data" / "around_the_change.csv"
# The first of several counts: a suspended member may be listed as a member, too.
RANKS = ["suspended", "member", "candidate", "associate", "observer", "partner", "applicant"]


def standing(member: str, grouping: str, day: str) -> str:
    """Return a state's or grouping's rank on a day; `none` where it is shown to have had none."""
    key = member if "/" in member else f"state/{member}"
    held = {m.status for m in REFERENCE.memberships_on(key, f"grouping/{grouping}", day)}
    for status in RANKS:
        if status in held:
            return status
    return "none" if REFERENCE.is_no_member(key, f"grouping/{grouping}", day) else "unknown"


@pytest.mark.parametrize(
    "row",
    list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())),
    ids=lambda row: f"{row['grouping']}-{row['member']}-{row['from_day']}",
)
def test_the_standing_before_and_after(row: dict[str, str]) -> None:
    days = (row["on_the_day_before"], row["from_day"])
    found = tuple(standing(row["member"], row["grouping"], day) for day in days)
    assert found == (row["before"], row["after"])
