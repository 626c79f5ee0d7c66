"""Sentences that say who belongs to a grouping, as patterns over masked sentences.

Only what is asserted counts: no questions, conditions, wishes or plans. Each list of states is
looked at once, with what stands before it and after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extractors.membership_grammar import (
    ADVERBS,
    DATE,
    DEMONYM,
    ENDS,
    GROUP,
    GROUPING,
    NOT,
    STATE,
    WHEN_AFTER,
    WHEN_BEFORE,
    Names,
    coordinated,
    lists,
)
from kg.extractors.membership_predicates import Predicate, apposed, as_noun, copular, of_noun
from kg.model import MembershipRelation


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim in a masked sentence: offsets of states and grouping, and of the evidence.

    `when` is the offset of its date. `grouping` is None where the clause does not name it; `ally`
    says that the word was "ally", which means a member only of a military alliance.
    """

    states: tuple[int, ...]
    grouping: int | None
    relation: MembershipRelation
    start: int
    end: int
    negated: bool = False
    when: int | None = None
    confidence: float = 0.9
    ally: bool = False


_BEFORE = 160  # how far before a list of states its grouping may stand

_ASIDE = r"(?:\s*,[^,.;:()]{1,90},|\s*\([^)]{1,40}\))?(?:,?\s+(?:which|who|that))?"
_APPLICATION = (
    r"(?:formally\s+|officially\s+)?(?:applied|asked)\s+"
    r"(?:to\s+join|for\s+(?:full\s+)?(?:membership\s+(?:of|in)|admission\s+to|accession\s+to))"
    r"|(?:submitted|lodged|filed|made|handed\s+in)\s+(?:its|their|an?)\s+(?:formal\s+|official\s+)?"
    r"(?:applications?|bids?|requests?)\s+(?:to\s+join|for\s+membership\s+(?:of|in))"
    r"|(?:opened|began|started|launched|(?:is|are)\s+in|(?:is|are)\s+holding)\s+(?:formal\s+)?"
    r"(?:accession|membership)\s+(?:talks|negotiations)\s+with"
)
_VERBS: tuple[tuple[str, MembershipRelation, float], ...] = (
    (r"joined|acceded\s+to|became\s+part\s+of|entered|rejoined", "member", 0.9),
    (r"joins?|rejoins?", "member", 0.7),
    (r"(?:co-)?founded|formed|established|makes?\s+up|made\s+up|constitutes?", "member", 0.7),
    (r"belong(?:s|ed)?\s+to|is\s+(?:a\s+)?(?:party|signatory)\s+to", "member", 0.9),
    (
        r"(?:holds?|held|has|have|won|regained|took\s+up)\s+(?:an?|its|their)\s+"
        r"(?:full\s+|permanent\s+)?seats?\s+(?:in|at|on)",
        "member",
        0.7,
    ),
    (r"(?:was|were|been)\s+(?:re)?(?:admitted|accepted|welcomed)\s+(?:in)?to", "member", 0.9),
    (r"signed\s+(?:up\s+to|on\s*to)|ratified", "member", 0.7),
    (r"left|quit|with(?:drew|drawn)\s+from|pulled\s+out\s+of|exited|departed", "former", 0.9),
    (r"leaves|quits", "former", 0.6),
    (r"(?:was|were|been)\s+(?:expelled|ejected|ousted|kicked\s+out)\s+(?:from|of)", "former", 0.9),
    (r"(?:is|are|was|were|been|remains?)\s+suspended\s+(?:from|by)", "suspended", 0.9),
    (
        r"(?:suspended|froze|frozen)\s+(?:its|their)\s+(?:membership|participation)\s+(?:of|in|with)",
        "suspended",
        0.8,
    ),
    (_APPLICATION, "candidate", 0.8),
)
_HAVE = r"(?:\s+(?:has|have|had|did|does|do))?"
# "is not in the EU", "remains outside NATO", "is not a party to the ICC"
_INSIDE = re.compile(
    rf"{_ASIDE}{ADVERBS}\s+(?:is|are|was|were|(?:has|have|had)(?P<never>\s+never)?\s+been|remains?"
    rf"|remained|stays?|stayed)(?P<not>\s+(?:not|no\s+longer)|n['’]t)?{ADVERBS}\s+(?:(?P<in>in|inside"
    r"|within|(?:an?\s+|the\s+)?(?:part(?:y|ies)|signator(?:y|ies))\s+to)"
    rf"|(?P<out>outside|(?:excluded|barred|shut\s+out)\s+(?:from|of)))\s+{GROUP}{ENDS}"
)
_NOW_IN = re.compile(
    rf"\s*,\s+(?:now|already|currently|still|long)(?P<not>\s+(?:not|no\s+longer))?"
    rf"\s+(?:(?P<in>in|inside)|(?P<out>outside))\s+{GROUP}{ENDS}"
)
_ACTS = tuple(
    (
        re.compile(rf"{_ASIDE}{ADVERBS}{_HAVE}{NOT}{ADVERBS}\s+(?:{verb})\s+{GROUP}{ENDS}"),
        relation,
        score,
    )
    for verb, relation, score in (
        *_VERBS,
        (
            r"(?<=\s)signed(?=\s+(?:the\s+)?[^,.;]{0,20}(?:agreement|accord|pact|treaty))",
            "member",
            0.7,
        ),
    )
)
_SUSPENDED = re.compile(rf"\s*,\s+(?:currently\s+|still\s+)?suspended\s+from\s+{GROUP}{ENDS}")
_YET = re.compile(rf"{ADVERBS}\s+(?:has|have)\s+yet\s+to\s+(?:join|sign|ratify)\s+{GROUP}{ENDS}")
_KIND = r"(?P<kind>candidate|observer|associate|(?:dialogue\s+)?partner)"
_KINDS: dict[str, MembershipRelation] = {
    "candidate": "candidate",
    "observer": "observer",
    "associate": "partner",
    "dialogue": "partner",
    "partner": "partner",
}
_APPLIED_FOR = re.compile(
    rf"{_ASIDE}{ADVERBS}{_HAVE}{NOT}{ADVERBS}\s+(?:applied|(?:submitted|lodged|filed|made)\s+(?:its|their"
    r"|an?)\s+(?:formal\s+|official\s+)?(?:application|bid|request))"
    rf"\s+for\s+(?:full\s+)?{GROUP}\s+(?:membership|accession)\b"
)
_STANDING = re.compile(
    rf"{_HAVE}{NOT}{ADVERBS}\s+(?:(?:been|was|were|is|are)\s+(?:given|granted|awarded)"
    r"|received|regained|gained|obtained|has|have|had|holds?|enjoys?)\s+(?:an?\s+)?"
    r"(?:official\s+|formal\s+|full\s+|permanent\s+)?"
    rf"(?:(?P<g>{GROUPING})\s+{_KIND}(?:\s+country)?\s+status"
    rf"|{_KIND.replace('<kind>', '<kind2>')}(?:\s+country)?\s+status"
    rf"(?:\s+(?:of|in|at|with|by|from|for)\s+(?:the\s+)?(?P<g2>{GROUPING}))?)"
)
_ATTENDING = re.compile(
    rf"{ADVERBS}\s+(?:attends?|attended|joins?|joined|takes?\s+part\s+in|took\s+part\s+in)\s+"
    rf"{GROUP}[^,.;:()]{{0,40}}?\s+as\s+(?:an?\s+)?observers?\b"
)
_POSSESSIVE = r"(?:['’]s?)?\s+(?:(?:formal|official|long-standing|stalled|membership|own)\s+){0,2}"
_BIDS = tuple(
    re.compile(_POSSESSIVE + rest)
    for rest in (
        r"(?:bids?|applications?|candidac(?:y|ies)|candidatures?)\s+"
        rf"(?:to\s+(?:join\s+)?|for\s+(?:membership\s+(?:of|in)\s+)?){GROUP}{ENDS}",
        rf"(?P<g>{GROUPING})\s+(?:membership\s+|accession\s+)?"
        r"(?:bid|application|candidacy|accession\s+(?:talks|process|negotiations))\b",
        rf"accession\s+(?:talks|process|negotiations)\s+(?:with|to)\s+{GROUP}{ENDS}",
    )
)
_STOPPED = r"\s+(?:has\s+been|have\s+been|was|were|is|remains)\s+(?:suspended|frozen)"
_FROZEN = tuple(
    re.compile(rf"(?:['’]s?|\s*,\s+whose)\s+{rest}")
    for rest in (
        rf"membership\s+(?:of|in)\s+{GROUP}{_STOPPED}",
        rf"(?P<g>{GROUPING})\s+membership{_STOPPED}",
        rf"membership{_STOPPED}\s+by\s+{GROUP}{ENDS}",
    )
)
_DEPARTURE = re.compile(rf"['’]s?\s+(?:departure|exit|withdrawal)\s+from\s+{GROUP}{ENDS}")
_ENTRY = re.compile(rf"['’]s?\s+(?:accession|admission|entry)\s+(?:in)?to\s+{GROUP}{ENDS}")
_PAST_BEFORE = re.compile(r"\b(?:since|after|following|from)\s+$", re.IGNORECASE)

_OR_NAME = rf"(?:,?\s+or\s+(?:the\s+)?{GROUPING}|\s*\({GROUPING}\))?"
_COMPOSED = re.compile(
    rf"(?P<g>{GROUPING}){_OR_NAME},?\s+(?:(?:which|that)\s+)?(?:(?:is|was|are)\s+)?"
    r"(?:made\s+up\s+of|composed\s+of|consist(?:s|ing)\s+of|compris(?:es|ing)|groups|unites|includes?"
    r"|brings\s+together)\s+$"
)
_GROUP_OF = re.compile(
    rf"(?P<g>{GROUPING}){_OR_NAME}\s*(?:,|—|–|\()?\s*(?:(?:which\s+)?(?:is|was)\s+)?(?:an?|the)\s+"
    r"(?:[\w'’-]+\s+){0,3}?"
    r"(?:group|grouping|bloc|alliance|club|organi[sz]ation|pact|partnership|union|forum)\s+of\s+"
    r"(?:[\w'’-]+\s+){0,4}?(?:countries|nations|states|members|economies|powers|democracies)"
    r"(?:\s*(?:,|:|—|–|\()\s*(?:namely\s+)?|\s+(?:comprising|including)\s+)$"
)
_BRACKET = re.compile(rf"(?P<g>{GROUPING})\s*(?:\(|[—–:])\s*$")
_JOINING = re.compile(
    rf"\b(?:[Ss]ince|[Aa]fter|[Hh]aving)\s+(?P<verb>joining|joined|leaving|left)\s+{GROUP}"
    r"(?P<when>[^,.;]{0,30}),\s*$"
)
_RECEIVING = re.compile(
    rf"(?P<g>{GROUPING})(?:\s+(?:has|have|had))?(?P<not>\s+(?:not|never))?{ADVERBS}\s+"
    r"(?:(?P<member>(?:re)?admitted|accepted|welcomed)|(?P<former>expelled)"
    r"|(?P<suspended>suspended)|(?P<candidate>granted|gave|awarded|made|named|declared)"
    r"(?P<status>\s+(?:official\s+)?candidate\s+status\s+to)?)\s+$"
)
_BREAK = r"\s*(?:[.,;]|$)|\s+(?:in|over|after|from|for|on|because|following|last|this)\b|\s+\ue003"
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
# What makes a clause a condition, a wish or a plan.
_IRREALIS = re.compile(
    r"\b(?:if|whether|unless|should|would|could|might|may|suppos\w+|hop(?:e|es|ed|ing)|wish\w*"
    r"|in\s+case|until|provided|imagin\w+|propos\w+\s+that|demand\w*\s+that|dream\w*|lest"
    r"|rumou?rs?\s+that)\b[^,;:.]*$",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\W*(?:If|Unless|Should|Were|Had)\b[^;:.]*\Z")


def find(masked: str) -> Iterator[Finding]:
    """Yield the claims of a masked sentence, list by list."""
    if masked.rstrip("\"”’') ").endswith("?"):
        return
    for names in lists(masked):
        before = masked[max(0, names.start - _BEFORE) : names.start]
        if _IRREALIS.search(before) or _CONDITION.match(masked, 0, names.start):
            continue
        for finding in (*_after(masked, names, before), *_before(masked, names, before)):
            states = tuple(s for s in finding.states if s != finding.grouping)
            if states:
                yield replace(finding, states=states)


def _after(masked: str, names: Names, before: str) -> Iterator[Finding]:
    """Yield what the words after the list say of it."""
    subjects = _subjects(masked, names, before)
    none = re.search(r"\b(?:[Nn]either|[Nn]one\s+of)\s+$", before) is not None
    if subjects:
        for predicates in (copular(masked, names.end), apposed(masked, names.end)):
            for predicate in predicates:
                one = predicate.singular and predicate.apposed
                claim = _claim(predicate, subjects[-1:] if one else subjects, names, none)
                yield from _each(masked, claim)
        for pattern, relation, score in _ACTS:
            if match := pattern.match(masked, names.end):
                denied = bool(match["not"]) != none
                yield _act(masked, match, relation, subjects, names, before, score, denied)
        if match := _YET.match(masked, names.end):
            yield _act(masked, match, "member", subjects, names, before, 0.9, True)
        if match := _SUSPENDED.match(masked, names.end):
            yield _act(masked, match, "suspended", subjects[-1:], names, before, 0.9)
        for pattern in (_INSIDE, _NOW_IN):
            if match := pattern.match(masked, names.end):
                denied = bool(match["not"] or match.groupdict().get("never"))
                found = _act(masked, match, "member", subjects, names, before, 0.8)
                negated = (bool(match["out"]) != denied) != none
                yield from _each(masked, replace(found, negated=negated))
        if match := _APPLIED_FOR.match(masked, names.end):
            denied = bool(match["not"])
            yield _act(masked, match, "candidate", subjects, names, before, 0.8, denied)
        if match := _STANDING.match(masked, names.end):
            relation = _KINDS[(match["kind"] or match["kind2"]).split()[0].lower()]
            denied = bool(match["not"])
            yield _act(masked, match, relation, subjects, names, before, 0.8, denied)
        if match := _ATTENDING.match(masked, names.end):
            yield _act(masked, match, "observer", subjects, names, before, 0.7)
    owner = names.items if names.joined else names.items[-1:]
    for pattern in _BIDS:
        if match := pattern.match(masked, names.end):
            yield _act(masked, match, "candidate", owner, names, before, 0.6)
    for pattern in _FROZEN:
        if match := pattern.match(masked, names.end):
            yield _act(masked, match, "suspended", owner, names, before, 0.9)
    events: tuple[tuple[re.Pattern[str], MembershipRelation], ...] = (
        (_DEPARTURE, "former"),
        (_ENTRY, "member"),
    )
    for pattern, relation in events:
        if match := pattern.match(masked, names.end):
            found = _act(masked, match, relation, owner, names, before, 0.7)
            if found.when is not None or _PAST_BEFORE.search(before):
                yield found


def _each(masked: str, claim: Finding) -> Iterator[Finding]:
    """Yield the claim for each of the groupings named together: `of NATO and the EU`."""
    if claim.grouping is None:
        yield claim
        return
    for grouping in coordinated(masked, claim.grouping):
        yield replace(claim, grouping=grouping, end=max(claim.end, grouping + 1))


def _subjects(masked: str, names: Names, before: str) -> tuple[int, ...]:
    """Return the names that can be subject of what follows: of "Unlike A, B" only B."""
    items = names.items if names.joined else names.items[-1:]
    if len(items) > 1 and re.search(r"\b(?:[Uu]nlike|[Ll]ike|[Bb]esides)\s+$", before):
        items = items[1:]
    return tuple(i for i in items if masked[i] != DEMONYM)


def _claim(predicate: Predicate, subjects: tuple[int, ...], names: Names, none: bool) -> Finding:
    start = predicate.start if predicate.later else names.start
    return Finding(
        subjects,
        predicate.grouping,
        predicate.relation,
        start,
        predicate.end,
        predicate.negated != none,
        predicate.when,
        predicate.confidence,
        predicate.ally,
    )


def _act(
    masked: str,
    match: re.Match[str],
    relation: MembershipRelation,
    states: tuple[int, ...],
    names: Names,
    before: str,
    score: float,
    negated: bool = False,
) -> Finding:
    found = match.groupdict()
    at = match.start("g") if found["g"] else match.start("g2") if found.get("g2") else None
    after, ahead = WHEN_AFTER.match(masked, match.end()), WHEN_BEFORE.search(before)
    end = after.end() if after else match.end()
    inside = masked.find(DATE, names.end, end)
    when = inside if inside >= 0 else None
    if when is None and ahead:
        when = names.start - len(before) + ahead.start("date")
    return Finding(states, at, relation, names.start, end, negated, when, score)


def _before(masked: str, names: Names, before: str) -> Iterator[Finding]:
    """Yield what the words before the list say of it: "NATO members", "the bloc admitted"."""
    offset = names.start - len(before)
    states = tuple(i for i in names.items if masked[i] == STATE)
    if not states:
        return
    if noun := of_noun(before) or as_noun(before):
        chosen = states if noun.plural else states[:1]
        yield Finding(
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
    for pattern, least in ((_COMPOSED, 2), (_GROUP_OF, 2), (_BRACKET, 3)):
        match = pattern.search(before) if len(states) >= least else None
        if match:
            start = offset + match.start()
            yield Finding(states, start, "member", start, names.end)
            return
    if match := _JOINING.search(before):
        relation: MembershipRelation = "member" if match["verb"].startswith("join") else "former"
        found = WHEN_AFTER.match(before, match.start("when"))
        at, start = offset + match.start("g"), offset + match.start()
        when = offset + found.start("date") if found else None
        yield Finding(states[:1], at, relation, start, names.end, False, when, 0.8)
    if match := _RECEIVING.search(before):
        yield from _received(masked, match, states, names, offset)


def _received(
    masked: str, match: re.Match[str], states: tuple[int, ...], names: Names, offset: int
) -> Iterator[Finding]:
    for relation, usual in _RECEIVED.items():
        if not match[relation]:
            continue
        end = usual.match(masked, names.end)
        if end is None and match[relation].endswith("admitted"):
            end = _RECEIVED["former"].match(masked, names.end)
        if end or (relation == "candidate" and match["status"]):
            found = WHEN_AFTER.match(masked, names.end)
            at = offset + match.start("g")
            when = found.start("date") if found else None
            yield Finding(states, at, relation, at, names.end, bool(match["not"]), when, 0.8)
