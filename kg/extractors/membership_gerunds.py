"""Coming and going told in passing: `since joining NATO in 2004, Peru …`, `Peru, having left it`.

A gerund may be of what is only planned (`after joining the EU, Peru will`): behind its state it
counts after `since` and `having`, or where it has a date and nothing is planned or wished for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extractors.membership_findings import Finding, act
from kg.extractors.membership_grammar import DATE, ENDS, GROUP, MASKS, WHEN_AFTER, Names
from kg.model import MembershipRelation

_VERB = (
    r"(?:(?P<member>(?:re)?join(?:ing|ed)|entering|entered|acceding\s+to|acceded\s+to"
    r"|its\s+(?:accession\s+to|entry\s+(?:in)?to|admission\s+to))"
    r"|(?P<suspended>its\s+suspension\s+from)"
    r"|(?P<former>its\s+(?:departure|exit|withdrawal|expulsion)\s+from|leaving|left|quitting|quit|exiting|exited|withdrawing\s+from|withdrawn\s+from))"
)
# `Since joining NATO in 2004, Peru`
_AHEAD = re.compile(
    rf"\b(?:(?P<sure>[Ss]ince|[Hh]aving|(?:[Ss]ince|[Bb]efore|[Aa]fter|[Ww]hen)\s+(?:it|they))|[Aa]fter|[Uu]pon|(?P<dated>[Bb]efore|[Oo]n|[Bb]y))\s+{_VERB}\s+{GROUP}"
    r"(?P<when>[^,.;]{0,30}),\s*$"
)
# `Peru, which has slept better since joining NATO in 2004,`
_BEHIND = re.compile(
    rf"(?P<between>[^{MASKS}.;:“”\"]{{0,100}}?)"
    rf"(?:\bsince|,\s+having|\b(?P<dated>after|before|by|upon))\s+{_VERB}\s+{GROUP}"
    rf"(?P<when>\s+(?:(?:back\s+)?in\s+|on\s+)?{DATE})?{ENDS}"
)
# another name in the clause before, or a preposition: what follows is not of this name
_OBJECT = re.compile(rf"[{MASKS}][^,;:.“”\"]*$|\b(?:with|of|to|in|for|from|by|against|on)\s+$")
_PLANNED = re.compile(
    r"\b(?:will|would|should|could|can|may|might|must|shall|if|whether|wants?|hopes?|plans?|aims?"
    r"|expects?|expected|intends?|due|set|ready|want(?:s|ed)|hoped|planned)\b|['’]ll\b"
)


def gerunds(masked: str, names: Names, states: tuple[int, ...], before: str) -> Iterator[Finding]:
    """Yield the claims of gerunds before the states, or behind them in their own clause."""
    if ahead := _AHEAD.search(before):
        offset = names.start - len(before)
        told = WHEN_AFTER.match(before, ahead.start("when"))
        when = offset + told.start("date") if told else None
        at, start = offset + ahead.start("g"), offset + ahead.start()
        sure = ahead["sure"] or not _PLANNED.search(masked, names.end, names.end + 20)
        if sure and (when is not None or not ahead["dated"]):
            yield Finding(states[:1], at, _of(ahead), start, names.end, False, when, 0.8)
    behind = None if _OBJECT.search(before) else _BEHIND.match(masked, names.end)
    if behind is None or (behind["dated"] and not behind["when"]):
        return
    if not (behind["dated"] and _PLANNED.search(behind["between"])):
        yield act(masked, behind, _of(behind), states, names, "", 0.7)


def _of(gerund: re.Match[str]) -> MembershipRelation:
    return "member" if gerund["member"] else "suspended" if gerund["suspended"] else "former"
