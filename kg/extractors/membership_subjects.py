"""What a sentence says of the states before it: "X joined", "X is a member", "X's bid to join"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.membership_events import events
from kg.extractors.membership_findings import Finding, act, each
from kg.extractors.membership_grammar import (
    ADVERBS,
    ASIDE,
    DATE,
    DEMONYM,
    ENDS,
    GROUP,
    GROUPING,
    HAVE,
    MASKS,
    NOT,
    ORDINAL,
    STATE,
    Names,
)
from kg.extractors.membership_owners import owned
from kg.extractors.membership_predicates import Predicate, apposed, copular, further
from kg.extractors.membership_relatives import DISMISSALS, relative
from kg.extractors.membership_sequels import sequels
from kg.extractors.membership_standing import KINDS, OWN_STANDING, STANDING
from kg.extractors.membership_unnamed import APPOSED_UNNAMED, UNNAMED_ACTS
from kg.model import MembershipRelation

_LY = r"(?:\w+ly\s+)?"
_APPLICATION = (
    rf"applied\s+to(?=\s+(?:the\s+)?{GROUPING}(?:\s*[.,;]|\s+(?:in\s+)?{DATE}))"
    r"|(?:formally\s+|officially\s+)?(?:applied|asked|requested)\s+"
    r"(?:to\s+(?:re)?join|to\s+become\s+an?\s+(?:full\s+)?member\s+of|for\s+(?:full\s+)?(?:membership\s+(?:of|in)|admission\s+to|accession\s+to))"
    r"|(?:submitted|lodged|filed|made|signed|handed\s+in)\s+(?:its|their|an?)\s+(?:formal\s+|official\s+)?"
    r"(?:applications?|bids?|requests?)\s+(?:to\s+join|for\s+(?:[\w-]+\s+)?membership\s+(?:of|in))"
    r"|(?:(?:is|are|been)\s+|began\s+|started\s+)negotiating\s+(?:(?:membership|accession)\s+)?with"
    r"|(?:opened|began|started|launched|(?:is|are|was|were|been)\s+in|(?:is|are)\s+holding)\s+(?:formal\s+)?"
    r"(?:accession|membership)\s+(?:talks|negotiations)\s+with"
)
_VERBS: tuple[tuple[str, MembershipRelation, float], ...] = (
    (r"joined|acceded\s+to|became\s+part\s+of|entered|rejoined", "member", 0.9),
    (r"joins?|rejoins?", "member", 0.7),
    (r"(?:co-)?founded|formed|established|makes?\s+up|made\s+up|constitutes?", "member", 0.7),
    (r"belong(?:s|ed)?\s+to|is\s+(?:a\s+)?(?:party|signatory)\s+to", "member", 0.9),
    (
        r"(?:holds?|held|has|have|won|regained|reclaimed|took\s+(?:up|back))\s+(?:an?|its|their)\s+"
        r"(?:full\s+|permanent\s+)?seats?\s+(?:in|at|on)",
        "member",
        0.7,
    ),
    (
        rf"(?:was|were|been)\s+{_LY}(?:(?:re)?(?:admitted|accepted|welcomed|added)|reinstated)"
        r"\s+(?:(?:in)?to|(?<=reinstated\s)in)",
        "member",
        0.9,
    ),
    (
        rf"(?:was|were|been)\s+{_LY}(?:re)?(?:admitted|accepted|welcomed)\s+as\s+(?:an?|the|its)\s+"
        r"(?:[\w-]+\s+){0,2}members?\s+(?:of|to|in)",
        "member",
        0.9,
    ),
    (
        r"(?:(?:was|were|been)\s+(?:given|granted|awarded)|(?:re)?gained|obtained|won|secured"
        r"|received|achieved|attained|acquired|took\s+up)\s+(?:its\s+)?(?:full\s+|formal\s+)?"
        r"membership\s+(?:of|in)",
        "member",
        0.8,
    ),
    (
        r"(?:was|were|is|are)\s+(?:among|one\s+of)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}?"
        r"(?:countries|states|nations)\s+(?:(?:that|which)\s+(?:joined|entered|founded)"
        r"|to\s+(?:join|enter|found))",
        "member",
        0.8,
    ),
    (r"signed\s+(?:up\s+to|on\s*to)|ratified", "member", 0.7),
    (
        r"left|quit|with(?:drew|drawn)\s+from|pulled\s+out\s+of|exited|departed|walked\s+out\s+of",
        "former",
        0.9,
    ),
    (
        rf"(?:was|were|became|becomes)\s+the\s+(?:{ORDINAL}|latest|last|only)\s+"
        r"(?:[\w-]+\s+){0,2}?to\s+(?:join|enter)",
        "member",
        0.9,
    ),
    (
        rf"(?:was|were|became|becomes)\s+the\s+(?:{ORDINAL}|latest|last|only)\s+"
        r"(?:[\w-]+\s+){0,2}?to\s+(?:leave|quit|exit|withdraw\s+from|pull\s+out\s+of)",
        "former",
        0.9,
    ),
    (r"leaves|quits", "former", 0.6),
    (r"(?:ceased\s+to\s+be|stopped\s+being)\s+(?:an?\s+)?members?\s+of", "former", 0.9),
    (r"completed\s+(?:its|their)\s+(?:accession|entry)\s+(?:in)?to", "member", 0.9),
    (r"completed\s+(?:its|their)\s+(?:withdrawal|exit|departure)\s+from", "former", 0.9),
    (r"(?:was|were|been)\s+(?:brought|taken|let|welcomed)\s+back\s+(?:in)?to", "member", 0.9),
    (
        rf"(?:was|were|became)\s+the\s+(?:{ORDINAL}|latest|last|only)\s+"
        r"(?:[\w-]+\s+){0,2}?to\s+be\s+suspended\s+from",
        "suspended",
        0.9,
    ),
    (
        rf"(?:was|were|been)\s+{_LY}(?:expelled|ejected|ousted|(?:kicked|thrown)\s+out)\s+(?:from|of)",
        "former",
        0.9,
    ),
    (
        rf"(?:is|are|was|were|been|remains?)\s+(?:(?:still|now|also|both|all)\s+)?{_LY}"
        r"(?:suspended\s+(?:from|by)|under\s+suspension\s+(?:from|by))",
        "suspended",
        0.9,
    ),
    (
        r"(?:suspended|froze|frozen)\s+(?:its|their)\s+(?:own\s+)?(?:membership|participation)"
        r"\s+(?:of|in|with)",
        "suspended",
        0.8,
    ),
    (
        rf"returned\s+to(?=\s+(?:the\s+)?{GROUPING}(?:\s*[.,;]|\s+(?:in\s+|on\s+)?{DATE}))",
        "member",
        0.7,
    ),
    (_APPLICATION, "candidate", 0.8),
)
# "is not in the EU", "remains outside NATO", "is not a party to the ICC"
_INSIDE = re.compile(
    rf"{ASIDE}{ADVERBS}\s+(?:is|are|was|were|(?:has|have|had)(?P<never>\s+never)?\s+been|remains?"
    rf"|remained|stays?|(?:has\s+|have\s+)?stayed)(?P<not>\s+(?:not|neither|no\s+longer)|n['’]t)?{ADVERBS}\s+(?:(?P<in>in|inside"
    r"|within|(?:an?\s+|the\s+)?(?:part(?:y|ies)|signator(?:y|ies))\s+to)"
    rf"|(?P<out>outside|out\s+of|(?:excluded|barred|shut\s+out)\s+(?:from|of)))\s+{GROUP}{ENDS}"
)
_NOW_IN = re.compile(
    r"\s*,\s+(?=now|already|currently|still|long|no|both|all)"
    r"(?:(?:now|already|currently|still|long|both|all)\s+)?"
    rf"(?P<not>(?:not|no\s+longer)\s+)?(?:(?P<in>in|inside)|(?P<out>outside))\s+{GROUP}{ENDS}"
)
# "with Finland now in NATO"
_WITH = re.compile(r"\b[Ww]ith\s+(?:the\s+)?$")
_WITH_IN = re.compile(
    rf"\s+(?:now|already|firmly|finally)\s+(?P<not>(?!))?(?:inside|in|(?P<out>outside))\s+{GROUP}{ENDS}"
)
_OUTSIDER = re.compile(
    r"\s*,\s+(?:(?:al)?though\s+|while\s+)?"
    r"(?:an?\s+(?:[\w-]+\s+){0,3}?(?:country|state|nation|republic|kingdom)\s+)?"
    rf"(?P<not>(?!))?(?P<out>outside)\s+{GROUP}{ENDS}"
)
# "gave up its neutrality and applied to join NATO": no other name stands between
_AND = rf"\s+[^{MASKS}.;:,]{{1,80}}?\s+and(?:\s+then|\s+later|\s+in\s+turn,?)?"
_ACTS = tuple(
    (
        re.compile(
            rf"(?:{ASIDE}{ADVERBS}{HAVE}|{_AND}){NOT}{ADVERBS}\s+(?:{verb})\s+{GROUP}{ENDS}"
        ),
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
# "Bolivia, admitted to Mercosur in 2024,", "Turkey, in NATO since 1952,"
_APPOSED: tuple[tuple[re.Pattern[str], MembershipRelation], ...] = (
    (re.compile(rf"\s*,\s+(?:re)?(?:admitted|accepted)\s+(?:in)?to\s+{GROUP}{ENDS}"), "member"),
    (re.compile(rf"\s*,\s+(?:expelled|ejected)\s+from\s+{GROUP}{ENDS}"), "former"),
    (re.compile(rf"\s*,\s+(?:\w+\s+)?suspended\s+by\s+{GROUP}{ENDS}"), "suspended"),
    (re.compile(rf"\s*,\s+in\s+{GROUP}(?=\s+since\b)"), "member"),
)
_SUSPENDED = re.compile(
    rf"\s*,\s+(?:currently\s+|still\s+|also\s+)?suspended\s+(?:from\s+{GROUP}{ENDS}"
    r"|(?:after|since|over|in)\b)"
)
# "Zimbabwe was suspended last year", where the sentence or the one before names the club
_DISMISSED = re.compile(
    rf"{ASIDE}{ADVERBS}\s+(?:was|were|has\s+been|have\s+been)\s+"
    rf"(?P<act>suspended|expelled|readmitted)(?=\s+(?:(?:in\s+|on\s+)?{DATE}|after\b|over\b|following\b))"
)
_OBLIQUE = re.compile(
    r"\b(?:with|of|to|in|for|from|by|against|on|between|over|into)\s+(?:the\s+)?$"
)
_YET = re.compile(
    rf"{ADVERBS}\s+(?:has|have)\s+yet\s+to\s+(?:\w+ly\s+)?(?:join|sign|ratify)\s+{GROUP}{ENDS}"
)
# "Eritrea, the only state not to have signed the AfCFTA"
_EXCEPTION = re.compile(
    rf"(?:\s*,|{ADVERBS}\s+(?:is|are|was|were|remains?|remained))?\s+the\s+(?:only|sole|last)\s+(?:African"
    r"\s+|European\s+|Arab\s+|Asian\s+)?(?:\w+\s+)?(?:states?|countr(?:y|ies)|nations?|ones?)\s+"
    r"(?:(?:(?:that|which)\s+ha(?:s|ve|d)\s+)?(?:not|yet)\s+to\s+(?:have\s+)?(?:sign|join|ratif)\w*"
    r"|(?:that|which)\s+ha(?:s|ve|d)\s+not\s+(?:signed|joined|ratified)"
    rf"|(?P<plain>unsigned|outside|not\s+in))(?:\s+(?:up\s+to\s+)?{GROUP}|(?=\s*(?:[.,;)]|$)))"
)
_SIGNING = re.compile(r"sign|ratif")
_OTHERS = re.compile(
    r"\s*,\s+(?:the|its|all)\s+(?:other|remaining|current|founding|original|\w+)\s+"
    r"(?:four\s+|three\s+|five\s+|six\s+)?members?(?=\s*[,.;])"
)
# "Kazakhstan, as a member of the CSTO"
_AS_MEMBER = re.compile(
    r"(?:\s*,\s+(?:itself\s+)?|(?:['’]s?|\s+ha(?:s|ve|d))\s+(?:\w+\s+){0,2}?"
    r"(?:obligations?|dut(?:y|ies)|rights?|commitments?|responsibilit(?:y|ies)|status)\s+)"
    r"as\s+(?:an?|the)\s+(?:(?:\w+\s+){0,2}?member(?:\s+(?:state|country))?\s+of"
    rf"\s+{GROUP}{ENDS}|(?P<g2>{GROUPING})\s+member(?:\s+state)?\b)"
)
_ATTENDING = re.compile(
    rf"{ADVERBS}\s+(?:attends?|attended|joins?|joined|takes?\s+part\s+in|took\s+part\s+in)\s+"
    rf"[^,.;:(){STATE}]{{0,40}}?(?P<g>{GROUPING})[^,.;:()]{{0,40}}?\s+as\s+(?:an?\s+)?"
    r"(?:observers?|(?P<full>(?:full|new)\s+members?))\b"
)
# `Kuwait, Oman and other GCC members`, `Kuwait, like other GCC members,`
_AND_OTHERS = re.compile(
    rf",?\s+(?:and|or|like)\s+(?:(?:many|most|several|some)\s+)?other\s+(?P<non>non-)?(?P<g>{GROUPING})"
    r"\s+(?:(?:member\s+)?(?:members|states|countries|nations|(?P<ally>allies))"
    r"|(?P<candidate>candidates|hopefuls|aspirants))\b"
)
_EXCEPTED = re.compile(r"\b(?:except(?:\s+for)?|bar|save|apart\s+from|other\s+than)\s+(?:the\s+)?$")
_CLAUSE = re.compile(r",\s+(?:and|but|while)\s+(?:the\s+)?")


def said_after(masked: str, names: Names, before: str) -> Iterator[Finding]:
    """Yield what the words after the list say of it, and what they go on to say."""
    for finding in _said(masked, names, before):
        yield from sequels(masked, finding)
        yield from _goes_on(masked, finding)


# `ten countries, including Poland, joined`
_INCLUDING = re.compile(r"\b(?:countries|states|nations),\s+(?:including|among\s+them)\s+$")
# where a grouping is subject: not `left OPEC and joined`
_OPENS = re.compile(
    r"(?:^\s*|[.,;:“”\"—–(]\s*|\b(?:and|but|that|as|while|said|says|because|when|which|where|since)\s+)"
    r"(?:[Tt]he\s+|[Tt]he\s+[\w-]+-nation\s+)?$"
)
_LINK = re.compile(r"\s*,?\s+(?:and|but|before|then)(?=\s)")


def _goes_on(masked: str, finding: Finding) -> Iterator[Finding]:
    """Yield what else the subject does: `is a member of the UN, and joined the WTO in 2024`."""
    link = _LINK.match(masked, finding.end)
    if link is None:
        return
    names = Names(finding.start, link.end(), finding.states, True)
    if predicate := further(masked, link.end()):
        yield _claim(predicate, finding.states, names, False)
    for predicate in copular(masked, link.end()):
        yield _claim(predicate, finding.states, names, False)
    if match := _INSIDE.match(masked, link.end()):
        out = bool(match["out"]) != bool(match["not"])
        yield act(masked, match, "member", finding.states, names, "", 0.8, out)
    for pattern, relation, score in _ACTS:
        if match := pattern.match(masked, link.end()):
            yield act(masked, match, relation, finding.states, names, "", score, bool(match["not"]))
    if match := STANDING.match(masked, link.end()):
        relation = KINDS[(match["kind"] or match["kind2"]).split()[0].lower()]
        yield act(masked, match, relation, finding.states, names, "", 0.8, bool(match["not"]))


def _said(masked: str, names: Names, before: str) -> Iterator[Finding]:
    subjects = _subjects(masked, names, before)
    none = re.search(r"\b(?:[Nn]either|[Nn]one\s+of)\s+$", before) is not None
    if subjects:
        several = names.joined and len(subjects) > 1
        for predicates in (copular(masked, names.end), apposed(masked, names.end, several)):
            for predicate in predicates:
                one = predicate.singular and predicate.apposed
                denied = none and not predicate.apposed  # `neither Chad nor Mali, both members,`
                claim = _claim(predicate, subjects[-1:] if one else subjects, names, denied)
                yield from each(masked, claim)
        end = names.end + bool(_INCLUDING.search(before) and masked[names.end :][:1] == ",")
        for pattern, relation, score in _ACTS:
            if match := pattern.match(masked, end):
                denied = bool(match["not"]) != none
                found = act(masked, match, relation, subjects, names, before, score, denied)
                yield from each(masked, found)
        if match := _YET.match(masked, names.end):
            yield act(masked, match, "member", subjects, names, before, 0.9, True)
        yield from relative(masked, names, subjects, before)
        if match := _EXCEPTION.match(masked, names.end):
            found = act(masked, match, "member", subjects, names, before, 0.7, True)
            yield replace(found, signed=_SIGNING.search(match.group()) is not None)
        if match := _SUSPENDED.match(masked, names.end):
            yield act(masked, match, "suspended", subjects[-1:], names, before, 0.9)
        for pattern, relation in _APPOSED:
            if match := pattern.match(masked, names.end):
                yield act(masked, match, relation, subjects[-1:], names, before, 0.9)
        dismissed = None if _OBLIQUE.search(before) else _DISMISSED.match(masked, names.end)
        if match := dismissed:
            relation = DISMISSALS[match["act"]]
            yield act(masked, match, relation, subjects, names, before, 0.6)
        accompanying = (_WITH_IN,) if _WITH.search(before) else ()
        for pattern in (_INSIDE, _NOW_IN, _OUTSIDER, *accompanying):
            if match := pattern.match(masked, names.end):
                left = "longer" in (match["not"] or "") and not match["out"]
                denied = not left and bool(match["not"] or match.groupdict().get("never"))
                relation = "former" if left else "member"
                no = (bool(match["out"]) != denied) != none
                yield from each(
                    masked, act(masked, match, relation, subjects, names, before, 0.8, no)
                )
        for pattern, relation in OWN_STANDING:
            if match := pattern.match(masked, names.end):
                denied = bool(match["not"])
                yield act(masked, match, relation, subjects, names, before, 0.8, denied)
        if match := STANDING.match(masked, names.end):
            relation = KINDS[(match["kind"] or match["kind2"]).split()[0].lower()]
            denied = bool(match["not"])
            yield act(masked, match, relation, subjects, names, before, 0.8, denied)
        if match := _ATTENDING.match(masked, names.end):
            kind: MembershipRelation = "member" if match["full"] else "observer"
            yield act(masked, match, kind, subjects, names, before, 0.7)
        for pattern, relation, loose in UNNAMED_ACTS if not _OBLIQUE.search(before) else ():
            if match := pattern.match(masked, names.end):
                denied = bool(match["not"])
                found = act(masked, match, relation, subjects, names, before, 0.6, denied)
                yield replace(found, loose=loose)
        aside = None if _OBLIQUE.search(before) else APPOSED_UNNAMED.match(masked, names.end)
        if match := aside:
            found = act(
                masked, match, "member", subjects[-1:], names, before, 0.6, bool(match["non"])
            )
            past = "former" in (match["adj"] or "")
            yield replace(found, loose=True, relation="former" if past else "member")
        if len(subjects) > 1 and (match := _OTHERS.match(masked, names.end)):
            yield act(masked, match, "member", subjects, names, before, 0.6)
        if match := _AS_MEMBER.match(masked, names.end):
            yield from each(masked, act(masked, match, "member", subjects[-1:], names, before, 0.9))
    if match := _AND_OTHERS.match(masked, names.end):
        standing: MembershipRelation = "candidate" if match["candidate"] else "member"
        found = act(masked, match, standing, names.items, names, before, 0.9, bool(match["non"]))
        yield replace(found, ally=match["ally"] is not None)
    yield from owned(masked, names, before)
    yield from events(masked, names, before)


def _subjects(masked: str, names: Names, before: str) -> tuple[int, ...]:
    """Return the names that can be subject of what follows.

    Of "Unlike A, B" only B, and of "left A, and B": there another clause begins.
    """
    items = names.items if names.joined else names.items[-1:]
    if len(items) == 2 and before.strip() and _CLAUSE.fullmatch(masked, items[0] + 1, items[1]):
        items = items[1:]
    if len(items) > 1 and re.search(r"\b(?:[Uu]nlike|[Ll]ike|[Bb]esides)\s+$", before):
        items = items[1:]
    if _EXCEPTED.search(before):
        return ()
    if items and masked[items[0]] == GROUPING and not _OPENS.search(before):
        return ()
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
        loose=predicate.loose,
    )
