"""What a name owns, after `'s`, says of it: `Peru's bid to join OPEC`, `Chad's OPEC membership`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.membership_findings import Finding, act
from kg.extractors.membership_grammar import DATE, ENDS, GROUP, GROUPING, MASKS, Names
from kg.model import MembershipRelation

_POSSESSIVE = (
    r"(?:(?:['’]s?)?|\s*,\s+whose)\s+"
    r"(?:(?:formal|official|long-\w+|stalled|membership|own|pending)\s+){0,2}"
)
_BIDS = tuple(
    re.compile(_POSSESSIVE + rest)
    for rest in (
        r"(?:bids?|applications?|candidac(?:y|ies)|candidatures?)\s+"
        rf"(?:(?:to\s+(?:join\s+)?|for\s+(?:membership\s+(?:of|in)\s+)?){GROUP}"
        r"(?!['’]s\b|\s+(?:membership|members?|all(?:y|ies)|candida\w+)\b)"
        rf"|for\s+(?P<g2>{GROUPING})\s+(?:membership|accession)\b)",
        rf"(?P<g>{GROUPING})\s+(?:membership\s+|accession\s+)?"
        r"(?:bid|application|candidacy|(?:accession|membership|entry)\s+(?:process|(?:talks|negotiations)"
        r"(?:\s+(?:opened|began|started))?))\b",
        rf"accession\s+(?:talks|process|negotiations)\s+(?:with|to)\s+{GROUP}{ENDS}",
    )
)
# "Pakistan's bid to join was blocked", where the club is named before
_BID_TO_JOIN = re.compile(
    r"(?:['’]s?|\s*,\s+whose)\s+(?:(?:own|formal|long-\w+)\s+)?(?:bid|application|request)"
    r"\s+(?:to\s+join|for\s+membership)"
    r"(?=\s*[.,;)]|\s+(?:was|is|has|had|were|by|after|since|from|in)\b)"
)
_TALKS_ON = re.compile(r"\b(?:[Nn]egotiations|[Tt]alks)\s+(?:on|over|about)\s+(?:the\s+)?$")
_ACCESSION = re.compile(
    rf"['’]s?\s+(?:accession|membership|entry)\s+(?:(?:in)?to|of|in)\s+{GROUP}"
    rf"\s+(?:(?:were|was|have|had|has)\s+)?(?:(?:opened|began|begun|started)\b|(?:in\s+|on\s+)?(?={DATE}))"
)
_STOPPED = r"\s+(?:has\s+been|have\s+been|was|were|is|remains)\s+(?:suspended|frozen)"
_FROZEN = tuple(
    re.compile(rf"(?:(?:['’]s?)?|\s*,\s+whose)\s+{rest}")
    for rest in (
        rf"(?:membership|participation)\s+(?:of|in)\s+{GROUP}{_STOPPED}",
        rf"(?P<g>{GROUPING})\s+membership{_STOPPED}",
        rf"membership{_STOPPED}\s+by\s+{GROUP}{ENDS}",
    )
)
_RESTORED = re.compile(
    rf"(?:['’]s?|\s*,\s+whose)\s+(?:(?:membership\s+(?:of|in)|seats?\s+(?:in|at|on))\s+{GROUP}|(?P<g2>{GROUPING})\s+membership)"
    r"\s+(?:has\s+been|had\s+been|was|is)\s+(?:restored|reinstated)"
)
_DATES_FROM = re.compile(
    rf"['’]s?\s+membership\s+(?:of|in)\s+{GROUP}\s+(?:dates\s+(?:back\s+)?(?:from|to)|began\s+in)"
)
_LIFTED = re.compile(
    rf"['’]s?\s+suspension\s+(?:from|by)\s+{GROUP}\s+(?:has\s+been|had\s+been|was)\s+(?:lifted|ended)"
)
# `Poland's fellow EU member Hungary`
_FELLOW = re.compile(
    rf"['’]s?\s+fellow\s+(?P<g>{GROUPING})\s+(?:members?|(?P<ally>all(?:y|ies))|(?P<candidate>candidates?))\b"
)
# `Morocco awaits an answer to its application to join ECOWAS`, not `dropped its bid`
_ITS_BID = re.compile(
    rf"(?P<between>[^{MASKS}.;:“”\"]{{1,80}}?)\bits\s+(?:(?:formal|official|long-\w+|stalled|own"
    r"|membership)\s+){0,2}(?:bids?|application|candidacy)\s+"
    rf"(?:(?:to\s+(?:re)?join|for\s+(?:full\s+)?membership\s+(?:of|in))\s+{GROUP}"
    rf"|for\s+(?P<g2>{GROUPING})\s+membership\b)"
)
_GIVEN_UP = re.compile(r"\b(?:with|abandon|drop|shelv|reject|halt|ended|gave\s+up|scrap|cancel)\w*")
_OBJECT = re.compile(rf"[{MASKS}][^,;:.“”\"]*$|\b(?:with|to|in|for|from|by|against|on)\s+$")
# where the club is named before
_UNNAMED: tuple[tuple[re.Pattern[str], MembershipRelation], ...] = (
    (re.compile(rf"(?:['’]s?|\s*,\s+whose)\s+membership{_STOPPED}(?!\s+by\b)"), "suspended"),
    (
        re.compile(
            r"['’]s?\s+suspension\s+(?:(?:has\s+been|had\s+been|was)\s+lifted|ended|expired)\b"
        ),
        "member",
    ),
    (
        re.compile(
            r"['’]s?\s+(?:candidacy|application)\s+(?:dates\s+(?:back\s+)?(?:from|to)"
            r"|was\s+(?:lodged|submitted|made|filed|accepted))\b"
        ),
        "candidate",
    ),
    (
        re.compile(
            r"['’]s?\s+(?:accession|membership)\s+(?:talks|negotiations)\s+(?:have|has|had|were|was|are"
            r"|began|opened|started|stalled)\b"
        ),
        "candidate",
    ),
)


def owned(masked: str, names: Names, before: str) -> Iterator[Finding]:
    """Yield the claims of what belongs to the names, of the last one if they are not joined."""
    owner = names.items if names.joined else names.items[-1:]
    if match := _FELLOW.match(masked, names.end):
        shared: MembershipRelation = "candidate" if match["candidate"] else "member"
        found = act(masked, match, shared, owner, names, before, 0.9)
        yield replace(found, ally=match["ally"] is not None)
    for pattern in _BIDS:
        if match := pattern.match(masked, names.end):
            yield act(masked, match, "candidate", owner, names, before, 0.6)
    its = None if _OBJECT.search(before) else _ITS_BID.match(masked, names.end)
    if its and not _GIVEN_UP.search(its["between"]):
        yield act(masked, its, "candidate", owner, names, before, 0.6)
    if match := _BID_TO_JOIN.match(masked, names.end):
        yield act(masked, match, "candidate", owner, names, before, 0.6)
    if _TALKS_ON.search(before) and (match := _ACCESSION.match(masked, names.end)):
        yield act(masked, match, "candidate", owner, names, before, 0.7)
    for pattern in (_RESTORED, _LIFTED, _DATES_FROM):
        if match := pattern.match(masked, names.end):
            yield act(masked, match, "member", owner, names, before, 0.8)
    for pattern in _FROZEN:
        if match := pattern.match(masked, names.end):
            yield act(masked, match, "suspended", owner, names, before, 0.9)
    for pattern, relation in _UNNAMED:
        if match := pattern.match(masked, names.end):
            found = act(masked, match, relation, owner, names, before, 0.6)
            yield replace(found, loose=True)
