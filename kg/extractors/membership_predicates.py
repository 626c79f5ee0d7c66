"""Noun phrases that say what a state is to a grouping: "a founding member of", "EU candidates"."""

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
    ORDINAL,
    STATE,
    WHEN_AFTER,
)
from kg.model import MembershipRelation


@dataclass(frozen=True, slots=True)
class Predicate:
    """What is said of a subject; `later` where it does not stand directly after the subject."""

    grouping: int | None
    relation: MembershipRelation
    start: int
    end: int
    negated: bool
    when: int | None
    confidence: float
    ally: bool = False
    singular: bool = False
    apposed: bool = False
    later: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase before the names it is of: "NATO members", "members of the EU, including"."""

    grouping: int
    start: int
    relation: MembershipRelation
    negated: bool
    plural: bool
    confidence: float
    ally: bool = False


_STATUS = (
    r"(?P<noun>non-?member\s+observer(?:\s+state)?|(?:non-?)?(?:member|observer|candidate|applicant|aspirant|hopeful|partner"
    r"|associate|(?:co-?)?founder)s?"
    r"(?:\s+(?:state|countr(?:y|ie)|nation|member|partner)s?)?)\b"
)
_LAND = (
    r"(?P<land>countr(?:y|ies)|states?|nations?|all(?:y|ies)|newcomers?|heavyweights?"
    r"|powerhouses?)\b"
)
_PLAIN = (
    r"(?:(?:[\w-]+-(?:largest|biggest|strongest|newest|standing|time|term|serving)"
    rf"|{ORDINAL}|\d+(?=\s+(?:member|state|countr|nation))"
    r"|latest|newest|largest|full|full-fledged|fully[ -]fledged|founding|founder"
    r"|permanent|active|former|ex-?|official|formal|new|fellow"
    r"|\w+est|dominant|leading|top|de\s+facto|only|global|enhanced|dialogue|strategic|close|key|loyal|old|associate|suspended|eligible|sole|recent|equal|major|longtime"
    r"|(?:(?:Latin|North|South|East|West|Central)\s+)?(?:African|American|Arab|Asian|European|Muslim)"
    r")\s+)"
)
_FREE = (
    r"(?:(?!(?:of|in|to|by|for|with|that|and|or|not|which|as|who|an?|the|at|on|its|from|into"
    r"|said|says|told|has|have|was|were|is|are|no|longer)\b)[\w'’-]+\s+)"
)
_DETERMINER = (
    r"(?P<det>(?:(?:(?:the\s+only\s+one|alone)\s+(?:of|among)(?:\s+the)?"
    r"|an?|the|no|another|both|all|(?:two|three|four|five|six)(?:\s+of\s+(?:the|its)(?:\s+\w+)?)?|one\s+of(?:\s+the|\s+its)?|among(?:\s+the)?"
    rf"|(?:the\s+)?(?:{ORDINAL}|last|latest|newest)|its(?=\s+(?:{ORDINAL}|latest|newest)\b))\s+))"
)
_OF_GROUP = (
    r"\s+(?:of|in|to|at|with|for(?:\s+(?:membership|accession)\s+(?:of|in|to))?|to\s+join)\s+"
    rf"(?:{GROUP}{ENDS}|(?P<g3>{GROUPING})\s+(?:membership|accession)\b)"
)
_OF_UNNAMED = r"\s+of\s+the\s+(?:group|grouping|club|organi[sz]ation|body|pact)\b"
_CORE = (
    rf"(?:(?P<non>non-)?(?:{GROUPING}(?:\s*,\s*|\s+(?:and|or)\s+)){{0,3}}(?P<g1>{GROUPING})(?:['’]s)?\s+{_PLAIN}{{0,3}}(?:{_STATUS}|{_LAND})"
    rf"|{_STATUS.replace('<noun>', '<noun2>')}(?P<of>{_OF_GROUP}|{_OF_UNNAMED})?"
    rf"|(?P<part>part)(?P<of2>{_OF_GROUP.replace('<g>', '<g2>').replace('<g3>', '<g4>')}))"
)
_GAP = r"(?:\s+|(?<=[(—–]))"
_PHRASES = (
    re.compile(rf"{NOT}{ADVERBS}{_GAP}{_DETERMINER}(?P<adj>{_FREE}{{0,4}}?){_CORE}"),
    re.compile(rf"{NOT}{ADVERBS}{_GAP}(?P<det>)(?P<adj>{_PLAIN}{{0,3}}?){_CORE}"),
)
_COPULA = (
    rf"{ADVERBS}(?P<never>\s+never)?\s+"
    r"(?:(?:is|are|was|were|(?:has|have|had)\s+been)\s+(?:named|made|declared|designated)"
    r"|is|are|was|were|remain(?:s|ed)?|stayed|became|becomes?|(?:has|have|had)(?P<not>\s+(?:not|never))?"
    r"(?:\s+(?:long|since|now|always|recently|already|formally|officially))?"
    r"\s+(?:been|become|remained))(?=\s|n['’]t)"
)
_WHO = r",?\s+(?:which|who|that)"
_BE = (
    re.compile(_WHO + _COPULA),
    re.compile(rf"(?:\s*,[^,.;:()]{{1,90}},|\s*\([^)]{{1,40}}\))?(?:{_WHO})?{_COPULA}"),
    # `took part, and has been a partner since 1994`
    re.compile(rf"[^{STATE}{DEMONYM}{GROUPING}.;:]{{1,80}}?,?\s+and{_COPULA}"),
    # `joined on Tuesday, becoming the newest member`
    re.compile(
        rf"[^{STATE}{DEMONYM}.;:]{{1,100}}?,\s+(?:thus\s+|thereby\s+)?(?:becoming|making\s+it(?=\s+the\b))"
        r"(?P<never>(?!))?(?P<not>(?!))?"
    ),
)
_COMMA = re.compile(
    r"(?:\s*(?:,|—|–|\()|\s-)(?=\s|\w)(?:\s*(?:although|though|while|itself|currently|still|now)(?=\s))?"
)
_LEAD = re.compile(
    r"(?:\s*,)?\s*(?:(?:and|but|or|though|rather\s+than)(?:\s+(?:it\s+)?(?:is|are|was|were|remains?))?)?"
    r"(?=\s)"
)
_ALONE = re.compile(rf"\s+since\b|\s+(?:in\s+)?{DATE}")  # `has been a dialogue partner since 2012`
_UNTIL = re.compile(rf"\s+until\s+(?P<date>{DATE})")
_AT_END = re.compile(r"\s*[.;)]|\s*$")
_AND_NO_MEMBER = re.compile(r"\s*,\s+(?:but\s+)?not\s+an?\s+(?:full\s+)?member\b")
_MORE_OF = re.compile(rf"\s+(?:of|to|at|for)\b|\s+(?:in|on)\b(?!\s+{DATE})")
_FORMER = re.compile(
    r"\b(?:former|ex|one-time|onetime|erstwhile|once|previously|formerly)\b", re.IGNORECASE
)
_ASPIRING = re.compile(r"\b(?:aspiring|would-be|hopeful)\b", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:potential|prospective|future|possible|likely|eventual"
    r"|next|parliamentary|presidential|board|committee|council|cabinet|crew|party|staff)\b",
    re.IGNORECASE,
)


def copular(masked: str, at: int) -> Iterator[Predicate]:
    """Yield the predicates of a subject that ends at `at`: "is only a partner, not a member of".

    A relative clause has its own: "Japan, which is no member of NATO, has been its partner".
    """
    verbs = {be.end(): be for pattern in _BE if (be := pattern.match(masked, at))}
    for be in verbs.values():
        yield from _predicates(masked, be)


def _predicates(masked: str, be: re.Match[str]) -> Iterator[Predicate]:
    denied = bool(be["not"] or be["never"])
    found: list[Predicate] = []
    at = be.end()
    while (phrase := _phrase(masked, at)) is not None:
        predicate = _predicate(masked, phrase, later=bool(found))
        if predicate is None:
            break
        once = _FORMER.search(masked[be.start() : be.end()]) is not None
        relation = "former" if once and predicate.relation == "member" else predicate.relation
        denied_first = denied and not found
        found.append(
            replace(predicate, relation=relation, negated=predicate.negated != denied_first)
        )
        lead = _LEAD.match(masked, predicate.end)
        if lead is None or not (lead.group().strip() or masked.startswith(" nor ", lead.end())):
            break
        at = lead.end()
    named = next((p.grouping for p in reversed(found) if p.grouping is not None), None)
    for predicate in found:
        if predicate.grouping is None and named is not None:
            yield replace(predicate, grouping=named, confidence=0.8)
        else:
            yield predicate


_AT_COMMA = re.compile(r"\s*[,;.)]")
_NO_LIST = re.compile(r",(?!\s+(?:and|or)\b)|\s+(?:that|which|outside)\b")
_FELLOW = re.compile(r"\s*(?:fellow|founding|original|current)\s+members\b")


def apposed(masked: str, at: int, several: bool = False) -> Iterator[Predicate]:
    """Yield the predicate in apposition to a name that ends at `at`: ", a NATO member".

    `several`: to names joined by `and`, of which a plural without an article may be said.
    """
    comma = _COMMA.match(masked, at)
    phrase = _phrase(masked, comma.end()) if comma else None
    if phrase is None:
        return
    found = phrase.groupdict()
    singular = not _is_plural(found)
    together = re.match(r"\W*(?:both|all)\b", masked[at : phrase.end()]) is not None
    fellow = _FELLOW.match(phrase.group()) is not None
    founders = "founder" in (found["noun2"] or "")
    since = singular and WHEN_AFTER.match(masked, phrase.end()) is not None
    alone = several and _NO_LIST.match(masked, phrase.end()) is not None
    named = found["g1"] and (singular or alone)
    if not (found["det"] or found["not"] or together or fellow or founders or since or named):
        return
    predicate = _predicate(masked, phrase, later=False)
    if predicate is None:
        return
    if predicate.grouping is None and predicate.when is None:
        if not (found["not"] and _AT_COMMA.match(masked, phrase.end())):
            return
        predicate = replace(predicate, loose=True)  # `Norway, not a member,`
    both = together or (found["det"] or "").strip() in ("both", "all")
    first = replace(predicate, apposed=True, singular=singular and not both)
    yield first
    lead = _LEAD.match(masked, predicate.end)
    more = _phrase(masked, lead.end()) if lead and lead.group().strip() else None
    second = _predicate(masked, more, later=True) if more and (more["det"] or more["g1"]) else None
    if second is not None and second.grouping is not None:
        yield replace(second, apposed=True, singular=first.singular)


def further(masked: str, at: int) -> Predicate | None:
    """Return the predicate that begins at `at`: "no longer a member of OPEC", after "and"."""
    phrase = _phrase(masked, at)
    if phrase is None or not (phrase["det"] or phrase["not"]):
        return None
    predicate = _predicate(masked, phrase, later=True)
    return predicate if predicate is not None and predicate.grouping is not None else None


def _phrase(masked: str, at: int) -> re.Match[str] | None:
    return next((m for p in _PHRASES if (m := p.match(masked, at))), None)


def _is_plural(found: dict[str, str | None]) -> bool:
    noun = found["noun"] or found["noun2"] or found["land"] or ""
    return noun.endswith("s")


def _predicate(masked: str, phrase: re.Match[str], *, later: bool) -> Predicate | None:
    found = phrase.groupdict()
    noun = found["noun"] or found["noun2"] or found["land"] or "member"
    at = next((phrase.start(g) for g in ("g1", "g", "g2", "g3", "g4") if found[g]), None)
    if _FUTURE.search(phrase.group()):
        return None
    dated = _ALONE.match(masked, phrase.end())
    ends = (
        dated or _AT_END.match(masked, phrase.end()) or _AND_NO_MEMBER.match(masked, phrase.end())
    )
    if noun == "members":
        ends = ends or _AT_COMMA.match(masked, phrase.end())
    usual = " " in noun or noun == "member"
    if at is None and (not (usual or ends) or _MORE_OF.match(masked, phrase.end())):
        return None
    words = f"{found['adj'] or ''} {noun}"
    determiner = (found["det"] or "").strip()
    negations = [
        bool(found["not"]) and "longer" not in (found["not"] or ""),
        bool(found["non"]) or (noun.startswith("non") and "observer" not in noun),
        determiner == "no",
        re.search(r"\bof\s+neither\b", phrase.group()) is not None,
    ]
    former = "longer" in (found["not"] or "") or _FORMER.search(phrase.group()) is not None
    relation = "former" if former else _relation(words, noun)
    until = _UNTIL.match(masked, phrase.end())
    when = until or WHEN_AFTER.match(masked, phrase.end())
    return Predicate(
        at,
        "former" if until and relation == "member" else relation,
        phrase.start() + len(phrase.group()) - len(phrase.group().lstrip()),
        when.end() if when else phrase.end(),
        sum(negations) % 2 == 1,
        when.start("date") if when else None,
        0.9 if at is not None else 0.6,
        ally=noun.startswith("all"),
        later=later,
        loose=at is None and dated is None and not usual,
    )


def _relation(words: str, noun: str) -> MembershipRelation:
    if "suspended" in words:
        return "suspended"
    if "observer" in noun:
        return "observer"
    aspiring = _ASPIRING.search(words) is not None
    if aspiring or noun.startswith(("candidate", "applicant", "aspirant", "hopeful")):
        return "candidate"
    if noun.startswith("partner") or "associate" in words:
        return "partner"
    return "member"


_LINK = (
    r"(?P<link>\s+(?:(?:such\s+as|like|including|namely)\s+)?(?:both\s+)?"
    r"|\s*,\s*(?:including|such\s+as|namely|among\s+them|notably)\s+(?:both\s+)?"
    r"|\s*(?::|[—–]|\()\s*|\s+(?:are|include|were)\s+|,\s*)$"
)
_LISTED = re.compile(
    rf"(?P<pre>\b(?:non-|ex-|would-be\s+|former\s+|future\s+|potential\s+|aspiring\s+|prospective\s+))?"
    rf"(?P<g>{GROUPING})(?P<poss>['’]s)?[\s-]+(?P<adj>(?:[\w-]+\s+){{0,3}}?)"
    rf"(?:{_STATUS}|{_LAND}){_LINK}",
    re.IGNORECASE,
)
_MEMBERS_OF = re.compile(
    rf"(?P<pre>)(?P<poss>)(?P<land>)(?P<adj>(?:[\w-]+\s+){{0,3}}?)\b{_STATUS}\s+(?:of|in|to)\s+{GROUP}"
    r"(?P<link>\s*(?::|[—–(])\s*|\s+(?:are|include|were|such\s+as|like|including|namely)\s+"
    r"|,\s*(?:including|such\s+as|namely)\s+)$",
    re.IGNORECASE,
)
# `candidates for EU membership such as Serbia`
_CANDIDATES = re.compile(
    rf"(?P<pre>)(?P<poss>)(?P<land>)(?P<adj>)\b{_STATUS}\s+for\s+(?P<g>{GROUPING})\s+"
    r"(?:membership|accession)(?P<link>\s+(?:are|include|such\s+as|like|including|namely)\s+"
    r"|,\s*(?:including|such\s+as|namely|among\s+them)\s+)$",
    re.IGNORECASE,
)
_AS = re.compile(
    rf"\b[Aa]s\s+(?:an?\s+|the\s+)?(?P<adj>(?:[\w-]+\s+){{0,3}}?)"
    rf"(?:{_STATUS}\s+(?:of|in|to|at)\s+{GROUP}"
    rf"|(?P<g1>{GROUPING})\s+{_STATUS.replace('<noun>', '<noun2>')}),\s*$"
)
_SUPERLATIVE = re.compile(
    r"\b(?:newest|latest|largest|biggest|smallest|only|oldest|\w+est|most\s+\w+)\b"
)


_OWNED = re.compile(r"(?:['’]s?|\b(?:its|their|fellow))\s+$")  # `Peru's OPEC partners`


def as_noun(before: str) -> Noun | None:
    """Return the noun phrase of "As a member of the EU," at the end of `before`."""
    match = _AS.search(before)
    if match is None or _FUTURE.search(match.group()):
        return None
    noun = match["noun"] or match["noun2"]
    words = f"{match['adj']} {noun}"
    former = _FORMER.search(words) is not None
    relation = "former" if former else _relation(words, noun)
    at = match.start("g") if match["g"] else match.start("g1")
    return Noun(at, match.start(), relation, noun.startswith("non"), noun.endswith("s"), 0.8)


def of_noun(before: str) -> Noun | None:
    """Return the noun phrase at the end of `before`, the text before a list of states."""
    patterns = (_LISTED, _MEMBERS_OF, _CANDIDATES)
    match = next((m for p in patterns if (m := p.search(before))), None)
    if match is None or _FUTURE.search(match.group()):
        return None
    found = match.groupdict()
    noun = (found["noun"] or found["land"] or "").lower()
    plural = noun.endswith("s")
    link = (found["link"] or "").strip()
    if link == "," and not (found["poss"] and _SUPERLATIVE.search(found["adj"] or "")):
        return None
    if found["land"] and noun.startswith(("country", "state", "nation")) and not plural:
        return None
    if noun.startswith("partner") and _OWNED.search(before, 0, match.start("g")):
        noun = noun.replace("partner", "member")
    words = f"{found['pre'] or ''} {found['adj'] or ''} {noun}"
    former = _FORMER.search(words) is not None
    return Noun(
        match.start("g"),
        match.start("pre") if found["pre"] else match.start(),
        "former" if former else _relation(words, noun.removeprefix("non").lstrip("-")),
        (found["pre"] or "").lower().startswith("non") or noun.startswith("non"),
        plural,
        0.8 if found["land"] else 0.9,
        noun.startswith("all"),
    )
