"""Relative clauses of membership: `OPEC, of which Chad is a member`, `Chad, which it expelled`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extractors.membership_findings import Finding, act
from kg.extractors.membership_grammar import ADVERBS, GROUPING, NOT, Names
from kg.model import MembershipRelation

DISMISSALS: dict[str, MembershipRelation] = {
    "suspended": "suspended",
    "expelled": "former",
    "readmitted": "member",
}
# "from which they remain suspended", after the grouping
_OUT_OF_WHICH = re.compile(rf"(?P<g>{GROUPING})\)?,?\s+(?P<of>from|of|to)\s+which\s+(?:the\s+)?$")
_REMAINS = re.compile(rf"{ADVERBS}\s+(?:is|are|was|were|remains?|remained){ADVERBS}\s+suspended\b")
_BELONGS = re.compile(
    rf"{ADVERBS}\s+(?:is|are|remains?|became){NOT}{ADVERBS}\s+(?:(?:an?|the)\s+)?(?:\w+\s+)?members?\b"
)
_TO_CLUB = {
    "from": _REMAINS,
    "of": _BELONGS,
    "to": re.compile(rf"{ADVERBS}(?P<not>(?!))?\s+(?:belong(?:s|ed)?|acceded|has\s+belonged)\b"),
}
# "Guinea, which ECOWAS suspended in 2021"
_WHICH = re.compile(
    rf",?\s+(?:which|whom|that)\s+(?:the\s+)?(?P<g>{GROUPING})(?:\s+(?:has|have|had))?{ADVERBS}\s+"
    r"(?P<act>suspended|expelled|(?:re)?admitted)\b"
)


def relative(
    masked: str, names: Names, subjects: tuple[int, ...], before: str
) -> Iterator[Finding]:
    """Yield the claims of a clause about a grouping before it, and of one about the subjects."""
    if match := _WHICH.match(masked, names.end):
        relation = DISMISSALS.get(match["act"], "member")
        yield act(masked, match, relation, subjects[-1:], names, before, 0.9)
    if club := _OUT_OF_WHICH.search(before):
        out = club["of"] == "from"
        if match := _TO_CLUB[club["of"]].match(masked, names.end):
            at = names.start - len(before) + club.start("g")
            denied = not out and bool(match["not"])
            kept: MembershipRelation = "suspended" if out else "member"
            yield Finding(subjects, at, kept, at, match.end(), denied)
