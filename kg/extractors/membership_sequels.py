"""What a sentence goes on to say: `and left it in 2020`, `but not in the EU`, `along with Mali`."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
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
    r"(?:\s+(?:after|over|following)\s[^.;,]{3,60})?\s*,?\s+(?:and|but|before)"
    r"\s+(?:then\s+|later\s+|was\s+|it\s+){0,2}"
    rf"(?P<act>{'|'.join(_RELATIONS)})(?:\s+(?:from\s+|to\s+)?(?:it|the\s+(?:bloc|group(?:ing)?"
    r"|alliance|organi[sz]ation|club|union)))?(?:\s+again)?"
    rf"\s+(?:in\s+|on\s+)?(?P<date>{DATE})"
)
_PLACE = (
    r"(?:(?:(?:it\s+)?is\s+)?(?P<not>not\s+(?:yet\s+)?)?(?:(?:a\s+member\s+)?of|in|part\s+of)\s+)"
)
_STATES = rf"(?:the\s+)?{STATE}(?:(?:,|,?\s+and)\s+(?:the\s+)?{STATE})*"
_TOGETHER = re.compile(
    rf"(?:\s+candidate\s+status)?(?:\s+(?:in\s+|on\s+)?{DATE})?\s*,?"
    rf"\s+(?:alongside|(?:together|along)\s+with)\s+(?P<who>{_STATES})"
    rf"(?:\s+(?:in\s+|on\s+)(?P<date>{DATE}))?"
)
# `is not a member, having left in 2000`
_HAVING = re.compile(
    r"(?:\s*,\s+having\s+(?:left|quit|withdrawn)|\s+after\s+(?:leaving|quitting|withdrawing))"
    rf"(?:\s+it)?\s+(?:in\s+|on\s+)?(?P<date>{DATE})"
)
_IN = rf"(?:in\s+|on\s+)?(?P<date>{DATE})"
# `and Sweden in 2024`, `as did Peru`, `Turkey has been one since 1999`
_ELSE = (
    re.compile(
        rf"(?:\s*,|\s+and)\s+(?P<who>{_STATES})\s+(?:{_IN}|(?:an?|one|two|three|four|five|ten|\w+teen)"
        r"\s+(?:days?|weeks?|months?|years?)\s+(?:later|afterwards?))(?=\s*(?:[.,;)]|$))"
    ),
    re.compile(rf"\s*,\s+followed\s+by\s+(?P<who>{_STATES})\s+{_IN}"),
    re.compile(
        rf"\s*,?\s+(?:and|while)\s+(?P<who>{_STATES})\s+(?:(?:did\s+so|followed)\s+)?{_IN}"
        r"(?=\s*(?:[.,;)]|$)|\s+and\b)"
    ),
    re.compile(
        rf"\s*,?\s+(?:as|so|and\s+so)\s+(?:did|has|have|had|is|are|was|were)\s+(?P<who>{_STATES})"
    ),
    re.compile(
        rf"\s*[;,]\s+(?:(?:and|but|while|whereas)\s+)?(?P<who>{_STATES})\s+(?:is|are|has\s+been"
        rf"|have\s+been|became|was)\s+one(?:\s+(?:since\s+)?{_IN})?"
    ),
)
# `joined OPEC in 1973 and the OAS in 1948`
_AND_CLUB = re.compile(rf"\s*,?\s+and\s+{GROUP}\s+{_IN}(?=\s*(?:[.,;)]|$))")
_OTHER = re.compile(
    rf"(?:\s*,?\s+(?:but|though|although|and(?=\s+not\b))\s+(?:{_PLACE}|(?P<bare>not\s+(?:yet\s+)?(?:to\s+)?))"
    rf"|\s+(?P<outside>outside)\s+){GROUP}{ENDS}"
)
_NOR = re.compile(
    rf"\s*,?\s+nor\s+(?:(?:is|does)\s+it\s+)?(?:of|in|to|belong\s+to)\s+{GROUP}{ENDS}"
)


def with_company(masked: str, finding: Finding) -> Generator[Finding, None, Finding]:
    """Yield the finding, and that of whom it shares it with: `in 2022 along with Ukraine`.

    Return the finding with a date that only follows the other.
    """
    together = _TOGETHER.match(masked, finding.end)
    if together and together["date"] and finding.when is None:
        finding = replace(finding, when=together.start("date"))
    yield finding
    if together:
        who = tuple(i for i in range(*together.span("who")) if masked[i] == STATE)
        yield replace(finding, states=who, end=together.end())
    return finding


def sequels(masked: str, finding: Finding) -> Iterator[Finding]:
    """Yield the finding, and those that follow it about the same states."""
    finding = yield from with_company(masked, finding)
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
    if left := _HAVING.match(masked, finding.end):
        day = left.start("date")
        yield replace(finding, relation="former", end=left.end(), negated=False, when=day)
    for pattern in _ELSE:
        if (found := pattern.match(masked, finding.end)) and not finding.negated:
            dated = found.groupdict().get("date")
            when = found.start("date") if dated else finding.when if pattern is _ELSE[3] else None
            who = tuple(i for i in range(*found.span("who")) if masked[i] == STATE)
            if finding.when is not None or pattern not in _ELSE[:3]:
                yield replace(finding, states=who, end=found.end(), when=when, confidence=0.7)
    club = _AND_CLUB.match(masked, finding.end) if finding.when is not None else None
    if club:
        day = club.start("date")
        yield replace(finding, grouping=club.start("g"), end=club.end(), when=day)
    other = _OTHER.match(masked, finding.end) if finding.relation == "member" else None
    denies = other and bool(other["not"] or other["bare"] or other["outside"])
    if other and denies != finding.negated:
        at, denied = other.start("g"), not finding.negated
        yield replace(finding, grouping=at, end=other.end(), negated=denied, when=None)
    nor = _NOR.match(masked, finding.end) if finding.negated else None
    if nor:
        yield replace(finding, grouping=nor.start("g"), end=nor.end(), when=None)
