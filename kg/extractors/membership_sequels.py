"""What a sentence goes on to say: `and left it in 2020`, `but not in the EU`, `along with Mali`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.membership_findings import Finding
from kg.extractors.membership_grammar import DATE, ENDS, GROUP, STATE
from kg.model import MembershipRelation

_RELATIONS: dict[str, MembershipRelation] = {
    "left": "former",
    "quit": "former",
    "withdrew": "former",
    "expelled": "former",
    "suspended": "suspended",
    "joined": "member",
    "rejoined": "member",
    "returned": "member",
    "readmitted": "member",
    "came back": "member",
    "reinstated": "member",
}
# Only what has a date of its own, so that `and left the room` is nothing.
_ACT = re.compile(
    r"\s*,?\s+(?:and|but|before)\s+(?:then\s+|later\s+|was\s+|it\s+){0,2}"
    rf"(?P<act>{'|'.join(_RELATIONS)})(?:\s+(?:from\s+|to\s+)?(?:it|the\s+(?:bloc|group(?:ing)?"
    r"|alliance|organi[sz]ation|club|union)))?(?:\s+again)?"
    rf"\s+(?:in\s+|on\s+)?(?P<date>{DATE})"
)
_PLACE = (
    r"(?:(?:(?:it\s+)?is\s+)?(?P<not>not\s+(?:yet\s+)?)?(?:(?:a\s+member\s+)?of|in|part\s+of)\s+)"
)
_TOGETHER = re.compile(rf"\s*,?\s+(?:together|along)\s+with\s+(?:the\s+)?{STATE}")
_OTHER = re.compile(rf"\s*,?\s+(?:but|and(?=\s+not\b))\s+{_PLACE}{GROUP}{ENDS}")


def sequels(masked: str, finding: Finding) -> Iterator[Finding]:
    """Yield the finding, and those that follow it about the same states."""
    yield finding
    if act := _ACT.match(masked, finding.end):
        yield replace(
            finding,
            relation=_RELATIONS[act["act"]],
            start=finding.start,
            end=act.end(),
            negated=False,
            when=act.start("date"),
            confidence=0.8,
        )
    if together := _TOGETHER.match(masked, finding.end):
        at = together.end() - 1
        yield replace(finding, states=(at,), end=together.end())
    other = _OTHER.match(masked, finding.end) if finding.relation == "member" else None
    if other and bool(other["not"]) != finding.negated:
        at, denied = other.start("g"), bool(other["not"])
        yield replace(finding, grouping=at, end=other.end(), negated=denied, when=None)
