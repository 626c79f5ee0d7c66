"""What a sentence says of the states after it: "NATO members X and Y", "the bloc admitted X"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extractors.membership_findings import Finding, each
from kg.extractors.membership_gerunds import gerunds
from kg.extractors.membership_grammar import (
    ADVERBS,
    DATE,
    ENDS,
    GROUP,
    GROUPING,
    STATE,
    WHEN_AFTER,
    Names,
)
from kg.extractors.membership_predicates import as_noun, of_noun
from kg.extractors.membership_sequels import sequels
from kg.model import MembershipRelation

_OR_NAME = rf"(?:,?\s+or\s+(?:the\s+)?{GROUPING}|\s*\({GROUPING}\))?"
_COMPOSED = re.compile(
    rf"(?P<g>{GROUPING}){_OR_NAME},?\s+(?:(?:which|that)\s+)?(?:(?:is|was|are)\s+)?(?:(?:\w+ly|also|now|still)\s+)?"
    r"(?:made\s+up\s+of|composed\s+of|consist(?:s|ed|ing)\s+of|compris(?:es|ed|ing)|groups|grouping"
    r"|unites|uniting|include[sd]?|brings\s+together"
    r"|whose\s+(?:[\w-]+\s+){0,2}members\s+(?:are|were|include|comprise)"
    rf"|(?:formed|founded|established|created|set\s+up)\s+(?:(?:in\s+|on\s+)?{DATE}\s+)?by"
    rf"|(?:was\s+|has\s+)?(?:expanded|enlarged|grew|grown)\s+(?:(?:in\s+|on\s+)?(?P<when>{DATE})\s+)?"
    r"to\s+(?:include|take\s+in))\s+$"
)
_GROUP_OF = re.compile(
    rf"(?P<g>{GROUPING}){_OR_NAME}(?:\s*(?:,|—|–|\()?\s*(?:(?:which\s+)?(?:is|was)\s+)?(?:an?|the)\s+"
    r"(?:[\w'’-]+\s+){0,3}?|\s+)"
    r"(?:group|grouping|bloc|alliance|club|organi[sz]ation|pact|partnership|union|forum)"
    r"(?:\s+in\s+\w+(?:\s+\w+)?)?\s+(?:of|consisting\s+of|comprising|made\s+up\s+of)\s+"
    r"(?:[\w'’-]+\s+){0,4}?(?:countries|nations|states|members|economies|powers|democracies)"
    r"(?:(?:\s*(?:,|:|—|–|\()|\s-)\s*(?:namely\s+)?|\s+(?:comprising|including)\s+)$"
)
# "AUKUS, a security pact between"
_PACT_OF = re.compile(
    rf"(?P<g>{GROUPING}){_OR_NAME}\s*(?:,|—|–|\()\s*(?:an?|the)\s+(?:[\w'’-]+\s+){{0,3}}?"
    r"(?:group|grouping|bloc|alliance|club|pact|partnership|union|forum)\s+"
    r"(?:between|of|linking|uniting|grouping|comprising|made\s+up\s+of)\s+$"
)
# "the EU took in ten countries in 2004, among them Poland and Malta"
_TAKEN_IN = re.compile(
    rf"(?P<g>{GROUPING})\)?\s+(?:has\s+|have\s+)?(?:took(?:\s+in)?|taken\s+in|admitted|welcomed|accepted"
    r"|gained)\s+(?:\w+\s+){1,2}?(?:members|countries|states|nations)"
    rf"(?:\s+(?:in\s+|on\s+)?(?P<when>{DATE}))?(?:,?\s+(?:including|among\s+them|such\s+as)\s+|:\s+)$"
)
# "ASEAN counts Laos among its members"
_COUNTS = re.compile(rf"(?P<g>{GROUPING})\)?(?:,?\s+which)?\s+(?:also\s+)?(?:counts|numbers)\s+$")
_AMONG = re.compile(r"\s+(?:among|as\s+one\s+of)\s+its\s+(?:[\w-]+\s+){0,2}members\b")
# "the current members Brazil, Russia and India": the club is named earlier
_MEMBERS = re.compile(
    r"\b(?:[Cc]urrent|[Ee]xisting|[Nn]ewest|[Ll]atest|[Pp]resent|[Ff]ounding|[Ff]ounder|[Oo]ther|[Oo]riginal|[Ff]ellow"
    r"|[Rr]emaining)\s+(?:member\s+(?:states|countries)|members)"
    r"(?:\s*(?:,|:|—|–|\()|\s+(?:are|include|were|being))?\s+$"
)
# "Founded in 2001 by China and Russia, the SCO"
_FOUNDED = re.compile(
    rf"\b(?:[Ff]ounded|[Ff]ormed|[Ee]stablished|[Cc]reated|[Ss]et\s+up)\s+"
    rf"(?:(?:in\s+|on\s+)?(?P<when>{DATE})\s+)?by\s+$"
)
_THE_CLUB = re.compile(rf"\s*,\s+(?:the\s+)?(?P<g>{GROUPING})")
# "of which Qatar remains a member alongside Oman"
_ALONGSIDE = re.compile(
    rf"(?P<g>{GROUPING})\)?[^.;]{{0,100}}?(?<!non-)\bmembers?,?\s+(?:alongside|(?:along|together)\s+with)"
    r"\s+(?:the\s+)?$"
)
_DENIES = re.compile(r"\b(?:no|not|never|nor|neither)\b|n['’]t\b")
_MEMBER = re.compile(
    r"\b(?:member[- ](?:state|country|nation)|(?:[Ff]ellow|[Ff]ounding|[Ff]ounder) member"
    r"|(?P<candidate>[Cc]andidate[- ](?:state|country|nation)))\s+$"
)
_OF_THE_CLUB = (
    rf"(?P<g>{GROUPING})(?:['’]s)?\s+(?:member\s+)?"
    r"(?:members?|states?|countr(?:y|ies)|nations?|(?P<ally>all(?:y|ies)))"
)
# "every EU country but Hungary", "among the EU's members, only Hungary"
_OUT_OF = (
    re.compile(
        r"\b(?:all|every|each|no|most)\s+(?:the\s+|of\s+the\s+)?(?:other\s+|\w+-\w+\s+)?"
        rf"{_OF_THE_CLUB}\s+(?:except(?:\s+for)?|but|bar|save|apart\s+from|other\s+than)\s+$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:among|of)\s+(?:the\s+|all\s+|all\s+the\s+)?{_OF_THE_CLUB}(?:,\s+|\s+(?=only|just))"
        r"(?:(?:only|just)\s+)?$",
        re.IGNORECASE,
    ),
)
# "two EU states, Austria and Malta, agreed"
_COUNTED = re.compile(
    rf"\b(?:(?P<n>two|three|four|five|six|[2-9])|the\s+other|all)\s+(?:other\s+|\w+ern\s+)?{_OF_THE_CLUB}"
    r"(?:,|\s*[—–(]|\s-)\s*$",
    re.IGNORECASE,
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_CLOSED = re.compile(r"\s*[,.;)—–]|\s-\s|\s*$")
# "most of the GCC, including Oman and Kuwait"
_MOST_OF = re.compile(
    rf"\b(?:most|all|much|the\s+rest|half|members)\s+of\s+{GROUP},?\s+"
    r"(?:including|such\s+as|among\s+them)\s+$",
    re.IGNORECASE,
)
_NEWEST = re.compile(
    r"\b(?:\w+est|most\s+\w+|last|only|\w+ernmost)\s+(?:two\s+|three\s+)?(?:full\s+)?"
    r"(?:member|entrant|newcomer|addition|recruit)(?P<plural>s)?"
    rf"\s+(?:of|to|in)\s+{GROUP}\s*[,:(—–]?\s*$"
)
# "suspended Zimbabwe from the Commonwealth", whoever did it
_MOVING = re.compile(
    r"\b(?:(?P<suspended>suspended)|(?P<former>expelled)|(?P<member>(?:re)?admitted))\s+$"
)
# "led Bulgaria into NATO", "took Britain out of the EU"
_LED = re.compile(r"\b(?:took|led|brought|pulled|steered|guided|taken|ushered)\s+(?:the\s+)?$")
_INTO = re.compile(rf"\s+(?:back\s+)?(?:into|(?P<out>out\s+of))\s+{GROUP}{ENDS}")
_MOVED: dict[MembershipRelation, re.Pattern[str]] = {
    "suspended": re.compile(rf"\s+from\s+{GROUP}{ENDS}"),
    "former": re.compile(rf"\s+from\s+{GROUP}{ENDS}"),
    "member": re.compile(rf"\s+(?:in)?to\s+{GROUP}{ENDS}"),
}
_OF_CLUB = re.compile(
    rf"\s+\((?:the\s+)?(?P<g>{GROUPING})\)"
    rf"|\s*,?\s+(?:collectively\s+)?(?:known|referred\s+to)\s+as\s+(?:the\s+)?(?P<g2>{GROUPING})"
)
_NO_MEMBER = re.compile(rf"\b[Nn]on-(?P<g>{GROUPING})\s+$")
_BRACKET = re.compile(rf"(?P<g>{GROUPING})(?:\s*(?:\(|[—–:])|\s-)\s*$")
# "the EU, which Croatia joined in 2013"
_WHICH = re.compile(rf"(?P<g>{GROUPING})\)?,?\s+(?:which|that)\s+(?:the\s+)?$")
_ENTERED = re.compile(
    rf"(?:\s+(?:has|have|had))?{ADVERBS}\s+"
    r"(?:(?P<member>(?:re)?joined|entered|(?:co-)?founded)|(?P<former>left|quit|exited))\b"
    r"(?!\s+(?:in\s+\w+ing|for|at|on\s+(?:stage|the))\b)"
)
_WHEN = rf"(?:\s+(?:on\s+)?{DATE}|\s*,[^,.;:()]{{1,60}},)?"
_RECEIVING = re.compile(
    rf"(?P<g>{GROUPING})\)?(?:,?\s+which)?{_WHEN}(?:\s+(?:has|have|had))?(?P<not>\s+(?:not|never))?{ADVERBS}"
    r"(?:\s+(?:decided|agreed|voted)\s+to(?:\s+\w+ly)?)?\s+"
    r"(?:(?P<member>(?:re)?admit(?:s|ted)?|accept(?:s|ed)|welcomed|reinstate[sd]|took\s+in)|(?P<former>expel(?:s|led)?)"
    r"|(?P<suspended>suspend(?:s|ed)?(?:\s+the\s+(?:membership|participation)\s+of)?)"
    r"|(?P<candidate>grants|granted|gave|awarded|made|named|declared)"
    r"(?P<status>\s+(?:official\s+)?candidate\s+status\s+to)?)\s+$"
)
# "opened accession talks with Bosnia": with the club named before
_TALKS_WITH = re.compile(
    r"\b(?:accession|membership|entry)\s+(?:talks|negotiations)\s+with\s+$", re.IGNORECASE
)
_NON_MEMBER = re.compile(r"\b[Nn]on-members?\s+(?:states?\s+)?$")
_PLAIN = re.compile(r"admit|reinstat|took\s+in")  # what takes nothing after whom it is done to
_BREAK = (
    r"\s*(?:[.,;]|$)|\s+(?:in|over|after|from|for|on|because|following|last|this|until|a|when|amid"
    rf"|pending|despite|as|by|at|with|and)\b|\s+{DATE}"
)
_RECEIVED: dict[MembershipRelation, re.Pattern[str]] = {
    "member": re.compile(
        rf"\s+(?:as|(?:in\s+|on\s+)?{DATE}|into\s+(?:the|its)\s+(?:alliance|bloc|group|union|ranks))"
    ),
    "former": re.compile(_BREAK),
    "suspended": re.compile(rf"['’]s?\s+membership|{_BREAK}"),
    "candidate": re.compile(
        r"\s+(?:official\s+)?candidate(?:\s+country)?\s+status|\s+an?\s+(?:official\s+)?candidate\b"
    ),
}


def said_before(masked: str, names: Names, before: str) -> Iterator[Finding]:
    """Yield what the words before the list say of it: "NATO members", "the bloc admitted"."""
    offset = names.start - len(before)
    states = tuple(i for i in names.items if masked[i] == STATE)
    if not states:
        return
    if noun := of_noun(before) or as_noun(before):
        chosen = states if noun.plural else states[:1]
        found = Finding(
            chosen,
            offset + noun.grouping,
            noun.relation,
            offset + noun.start,
            names.end if noun.plural else chosen[-1] + 1,
            noun.negated,
            None,
            noun.confidence,
            noun.ally,
        )
        yield from each(masked, found)
    for pattern, least in (
        (_COMPOSED, 2),
        (_GROUP_OF, 2),
        (_PACT_OF, 2),
        (_TAKEN_IN, 1),
        (_BRACKET, 3),
    ):
        match = pattern.search(before) if len(states) >= least else None
        if match:
            start = offset + match.start()
            when = offset + match.start("when") if match.groupdict().get("when") else None
            yield Finding(states, start, "member", start, names.end, False, when)
            return
    if (match := _COUNTS.search(before)) and (end := _AMONG.match(masked, names.end)):
        start = offset + match.start("g")
        yield Finding(states, start, "member", start, end.end(), confidence=0.8)
    founded, club = _FOUNDED.search(before), _THE_CLUB.match(masked, names.end)
    if founded and club:
        day = offset + founded.start("when") if founded["when"] else None
        start = offset + founded.start()
        yield Finding(states, club.start("g"), "member", start, club.end(), False, day, 0.8)
    together = _ALONGSIDE.search(before)
    if together and not _DENIES.search(together.group()):
        start = offset + together.start()
        yield Finding(states, start, "member", start, names.end, confidence=0.8)
    if len(states) > 1 and (match := _MEMBERS.search(before)):
        yield Finding(states, None, "member", offset + match.start(), names.end, confidence=0.6)
    if match := _MEMBER.search(before):
        start = offset + match.start()
        standing: MembershipRelation = "candidate" if match["candidate"] else "member"
        yield Finding(states[:1], None, standing, start, states[0] + 1, confidence=0.6)
    if match := _NEWEST.search(before):
        chosen = states if match["plural"] else states[:1]
        start, at = offset + match.start(), offset + match.start("g")
        yield Finding(chosen, at, "member", start, chosen[-1] + 1, confidence=0.8)
    if match := _COUNTED.search(before):
        number = (match["n"] or "").lower()
        many = len(states) == (_NUMBERS.get(number) or int(number or len(states)))
        if many and len(states) > 1 and _CLOSED.match(masked, names.end):
            start, at = offset + match.start(), offset + match.start("g")
            ally = match["ally"] is not None
            yield Finding(states, at, "member", start, names.end, confidence=0.8, ally=ally)
    if match := _MOST_OF.search(before):
        start, at = offset + match.start(), offset + match.start("g")
        yield Finding(states, at, "member", start, names.end, confidence=0.7)
    for pattern in _OUT_OF:
        if match := pattern.search(before):
            start, at = offset + match.start(), offset + match.start("g")
            ally = match["ally"] is not None
            yield Finding(states, at, "member", start, states[-1] + 1, confidence=0.8, ally=ally)
    if len(states) > 2 and (match := _OF_CLUB.match(masked, names.end)):
        at = match.start("g" if match["g"] else "g2")
        yield Finding(states, at, "member", names.start, match.end(), confidence=0.6)
    if match := _NO_MEMBER.search(before):
        at, start = offset + match.start("g"), offset + match.start()
        yield Finding(states[:1], at, "member", start, states[0] + 1, True, confidence=0.8)
    yield from gerunds(masked, names, states, before)
    if match := _NON_MEMBER.search(before):
        start = offset + match.start()
        yield Finding(states, None, "member", start, names.end, True, confidence=0.6, loose=True)
    if match := _WHICH.search(before):
        yield from _entered(masked, offset + match.start("g"), states, names)
    if match := _TALKS_WITH.search(before):
        start = offset + match.start()
        yield Finding(states, None, "candidate", start, names.end, confidence=0.7)
    led = _INTO.match(masked, names.end) if _LED.search(before) else None
    if led:
        moved: MembershipRelation = "former" if led["out"] else "member"
        told = WHEN_AFTER.match(masked, led.end())
        day = told.start("date") if told else None
        yield Finding(states, led.start("g"), moved, names.start, led.end(), False, day, 0.8)
    if match := _RECEIVING.search(before):
        yield from _received(masked, match, states, names, offset)
    elif match := _MOVING.search(before):
        yield from _moved(masked, match, states, names, offset)


def _entered(
    masked: str, grouping: int, states: tuple[int, ...], names: Names
) -> Iterator[Finding]:
    if done := _ENTERED.match(masked, names.end):
        relation: MembershipRelation = "member" if done["member"] else "former"
        when = WHEN_AFTER.match(masked, done.end())
        day = when.start("date") if when else None
        yield Finding(states, grouping, relation, grouping, done.end(), False, day, 0.8)


def _moved(
    masked: str, match: re.Match[str], states: tuple[int, ...], names: Names, offset: int
) -> Iterator[Finding]:
    for relation, place in _MOVED.items():
        if match[relation] and (end := place.match(masked, names.end)):
            start = offset + match.start()
            yield Finding(states, end.start("g"), relation, start, end.end(), confidence=0.8)


def _received(
    masked: str, match: re.Match[str], states: tuple[int, ...], names: Names, offset: int
) -> Iterator[Finding]:
    for relation, usual in _RECEIVED.items():
        if not match[relation]:
            continue
        end = usual.match(masked, names.end)
        if end is None and _PLAIN.search(match[relation]):
            end = _RECEIVED["former"].match(masked, names.end)
        if end or (relation == "candidate" and match["status"]):
            told = WHEN_AFTER.match(masked, names.end)
            found = told or (WHEN_AFTER.match(masked, end.end()) if end else None)
            at = offset + match.start("g")
            when = found.start("date") if found else None
            till = found.end() if found else names.end
            claim = Finding(states, at, relation, at, till, bool(match["not"]), when, 0.8)
            yield from sequels(masked, claim)
