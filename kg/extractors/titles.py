"""Titles of office in text: where they stand, their words, their head noun, and whose they are.

A title is read as [status] [owner] [portfolio words] head [of/for portfolio]:
`former US Secretary of State`, `acting South Korean President`, `Mahan's director`.
The owner is a state, grouping, body, organisation or person to the left, or follows `of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from kg.extractors.before_titles import ADJECTIVE, INSTITUTION, LONGEST_NAME, Left
from kg.extractors.names import FUNCTION_WORDS, Gender, is_given
from kg.extractors.title_words import (
    BEFORE_NAMES,
    CAPITAL_ONLY,
    FEMALE,
    FIELD,
    KIND_OF,
    MALE,
    OUT_OF_OFFICE,
    PARTYS,
    PLURALS,
    PORTFOLIO,
    SERVICE,
    WRITTEN_OUT,
    Kind,
)
from kg.model import Span


def _alternatives(heads: Sequence[str]) -> str:
    return "|".join(re.escape(h) for h in sorted(heads, key=len, reverse=True))


_REMEMBERED = 4096  # sentences: several extractors ask about the same ones, of a long article, too
# `Minister for Europe and Foreign Affairs`, `Secretary for East Asian and Pacific Affairs`
_REGION = (
    r"(?-i:Europe|Africa|Asia|Latin America|the (?:Americas|Middle East|Indo-Pacific))"
    r"(?: and foreign affairs)?"
)
_ABOUT_REGIONS = r"(?-i:[A-Z][\w-]+(?:,? and |, | )){1,4}(?:affairs|relations|policy)"
_CORE = re.compile(
    rf"(?<![\w’'.-])(?P<then>(?:ex|then|former)-)?"
    rf"(?P<mods>(?:(?:{PORTFOLIO})(?:,? and |(?<!press)(?<!media), |[ -])(?=\w)|co-)*)"
    rf"(?P<head>{_alternatives(list(KIND_OF))})(?P<plural>(?<![.s])s)?(?P<elect>-elect|-designate)?"
    r"(?P<after>(?<=ssador)(?: extraordinary and plenipotentiary)"
    r"|(?<=commander)(?: (?-i:Europe|Transformation))"
    rf"| (?:of|for) the (?:{SERVICE})\b(?! of\b)|(?<=inister)(?: of state)? (?:for|of) {_REGION}"
    r"|(?: of state(?= for\b)|(?<=inister)[ -]delegate(?= for\b))?"
    rf"(?: (?:of|for) (?:the )?(?:(?:(?:{PORTFOLIO})(?:,? and |, | ))*(?:{FIELD})"
    rf"(?: (?:studies|research|issues|programm?e?s)\b)?|{_ABOUT_REGIONS})\b"
    r"(?! (?:of (?!(?:the )?(?-i:[A-Z]))|(?:minister|secretary|ministry|chief|commissioner)\b)"
    r"|(?: [\w-]+)? (?:committee|council|board|commission|agency)\b)| in charge of \w+)?)"
    r"(?![\w’-])(?P<to>(?:(?<=ssador)|(?<=issioner)) to (?:the )?"
    r"|(?<=envoy) (?:to|for|on) (?:the )?|(?<=presentative) (?:to|for) (?:the )?"
    r"|(?<=viser) to (?:the )?|(?<=visor) to (?:the )?|(?<=aide) to (?:the )?)?",
    re.IGNORECASE,
)
_NESTED = re.compile(r" (?:for|of|to) (?:the |its |his |her )?")
_OWNER = re.compile(r" (?:of|at|in|from) (?:the )?")
_SPOKEN_FOR = re.compile(r" (?:of|for|at) (?:the )?")
_OWNED = re.compile(
    r"['’]s ((?:[\w-]+ ){0,3}(?:office|staff|ministry|department|council|commission"
    r"|committee|agency|mission|delegation|army|navy|military|government|cabinet)\b)",
    re.IGNORECASE,
)
# `the British commander of U.N. forces`: what is led, not where the leader comes from.
_FORCES = re.compile(r" of (?:the )?")
_LED = re.compile(
    r" (?:[a-z]+ ){0,2}(?:(?:task )?forces?|peacekeepers|mission|troops|contingent|delegation"
    r"|fleet)\b"
)
# `of the Russian-installed council`: not Russia's
LED_BY = re.compile(
    r"[\w.’'-]*[-–](?:installed|backed|led|appointed|aligned|controlled|held|run|allied|sponsored"
    r"|imposed|occupied|dominated|supported|friendly)\b"
)
_THEIR = re.compile(  # `the Peruvian Council of Churches`, no organ of the state
    r" (?:[A-Z][\w’'-]+ )*(?:Council|Association|Federation|Union|Society|Institute|Academy"
    r"|Committee|Cent(?:er|re)|Cross|Crescent|League|Chamber)\b(?: (?:of|for) [A-Z][\w’'-]+)?"
)
_BANK = re.compile(r"\b(?:[Cc]entral bank|Bank|Riksbank|Bundesbank)\b")  # whose governor speaks
_ORGAN = re.compile(  # `of the United States Cyber Command`, which is an organ of the state
    r" ((?:[A-Z][\w’'-]+ ){0,4}(?:Command|Bureau|Service|Administration|Authority|Office|Corps"
    r"|Fleet|Guard|Agency))\b"
)
_COMMITTEE = re.compile(r" (?:[A-Z][\w’'-]+(?:,? and |, | )){0,6}(?:Sub)?[Cc]ommittee\b")
_OTHERS = re.compile(  # `the Nigeria Labour Congress`
    r" (?:[A-Z][\w’'-]+ ){0,3}(?:(?:Labou?r|Unions?) Congress|Party|Federation|Association|Union"
    r"|Society|Chamber of \w+|Network|Forum|Movement|Club)\b"
)
_CAPITALS = re.compile(r"[^\W\d_][\w’'.–-]*(?: (?:of|for|and|on|de|the) (?=[A-Z]))?")


_HEADING = frozenset({"head", "director", "chief", "deputy head"})
_HEADED = re.compile(r"(?P<what> (?:of|for) [a-z][a-z-]*(?: [a-z-]+){0,3}) (?:in|at) (?:the )?")
_CAPITAL = re.compile(r"\.? [A-Z]")
_SURNAMES = frozenset(
    {"bishop", "king", "prince", "pope", "cardinal", "marshal", "major", "judge", "sultan"}
)
_FIRST_NAME = re.compile(r"\b([A-Z][\w’'-]+\.?) $")
_OFFICER = re.compile(
    r"\b(?:president|minister|chief|head|envoy|chairman|director|Dr|Dr\.) $", re.I
)
_HONORIFICS = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr"})
_TO = re.compile(r" to (?:the )?")
_HIS = re.compile(r"\b(?:his|her) $", re.IGNORECASE)
# `its coordinator in Juba`, `her agency's representative in Juba`
_ITS = re.compile(r"\b(?:its|their|(?-i:[a-z]+)['’]s) $", re.IGNORECASE)
_SPEAKS_FOR = re.compile(r"^(?:spokes\w+|advis[eo]r|aide)$")  # for whom it is, they are
_ACCREDITED = re.compile(r"^(?:ambassador|envoy|representative)$")  # `Syria's U.N. ambassador`


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it stands in the text.

    `span` runs from the status or owner to the last word of the title, determiners excluded;
    `core` is the title proper. `owners` are the spans of whatever the office belongs to, several
    for `Russian and Belarusian presidents`. `words` are the office's words without state and
    status; `head` is lower case, singular. `definite` says that `the` or a possessive precedes.
    """

    span: Span
    core: Span
    words: str
    head: str
    kind: Kind
    relation: Literal["holds", "held", "none"]
    plural: bool
    definite: bool
    owners: tuple[Span, ...] = ()
    towards: Span | None = None

    @property
    def tail(self) -> int:
        """Where the title ends, the owner after `of` included."""
        return max([self.core.end, *(o.end for o in self.owners)])

    @property
    def gender(self) -> Gender | None:
        """The gender that the head noun implies, if any."""
        return "f" if self.head in FEMALE else "m" if self.head in MALE else None


def find_titles(text: str, within: Span, owners: Sequence[Span]) -> Iterator[Title]:
    """Yield the titles in `text[within]`, in order; `owners` are spans of known names, sorted.

    >>> text = "former US Secretary of State John Kerry"
    >>> t = next(find_titles(text, Span(0, len(text)), [Span(7, 9)]))
    >>> t.words, t.head, t.relation, t.owners[0].of(text)
    ('Secretary of State', 'secretary of state', 'held', 'US')
    """
    return iter(_found(text, within, tuple(owners)))


@lru_cache(maxsize=_REMEMBERED)
def _found(text: str, within: Span, owners: tuple[Span, ...]) -> tuple[Title, ...]:
    return tuple(_joined(text, within, owners))


def _joined(text: str, within: Span, owners: Sequence[Span]) -> Iterator[Title]:
    last: Title | None = None
    for title in _single(text, within, owners):
        named = re.match(r" [A-Z]", text[title.core.end : title.core.end + 2])
        if last and not named and _NESTED.fullmatch(text, last.core.end, title.span.start):
            last = _nested(text, last, title)
            continue
        if last:
            yield last
        last = title
    if last:
        yield last


def _nested(text: str, outer: Title, inner: Title) -> Title:
    """Return one title of two: `spokesman` for `the UN secretary general`."""
    core = Span(outer.core.start, inner.core.end)
    words = f"{outer.words} {text[outer.core.end : inner.span.start].strip()} {inner.words}"
    owners = tuple(o for o in outer.owners if o.end <= outer.core.end) or inner.owners
    span = Span(outer.span.start, core.end)
    return replace(outer, span=span, core=core, words=words, owners=owners)


def _single(text: str, within: Span, owners: Sequence[Span]) -> Iterator[Title]:
    for match in _cores(text, within.start, within.end):
        head, surface = match["head"].lower(), match["head"]
        if head in CAPITAL_ONLY and not surface[0].isupper():
            own = head == "deputy" and _HIS.search(text, max(0, match.start() - 5), match.start())
            if not own:
                continue
        if head in BEFORE_NAMES and not _CAPITAL.match(text, match.end()):
            continue
        if head in _SURNAMES and _is_surname(text, match):
            continue
        yield _expand(text, within, owners, match, head)


def _is_surname(text: str, match: re.Match[str]) -> bool:
    """Say whether a title's word is of a name: `Julie Bishop`, `Ms. Bishop`, `chief Sultan Lee`."""
    if match["head"] == "Sultan" and _OFFICER.search(
        text, max(0, match.start() - 14), match.start()
    ):
        return True
    before = _FIRST_NAME.search(text, max(0, match.start("head") - 30), match.start("head"))
    named = before and (before[1].rstrip(".") in _HONORIFICS or is_given(before[1]))
    return bool(named) and match["head"][0].isupper() and not _CAPITAL.match(text, match.end())


@lru_cache(maxsize=_REMEMBERED)
def _cores(text: str, start: int, end: int) -> tuple[re.Match[str], ...]:
    return tuple(_CORE.finditer(text, start, end))


def _expand(
    text: str, within: Span, owners: Sequence[Span], match: re.Match[str], head: str
) -> Title:
    core_end = match.end("to") if match["to"] else match.end("after")
    honorific = KIND_OF[head] in ("honorific", "rank")
    core = Span(
        match.start("head" if honorific else "mods"),
        max(match.end("elect"), match.end("head"), core_end),
    )
    if match["plural"] and not match["elect"] and not match["after"]:
        core = Span(core.start, max(core.end, match.end("plural")))
    body = any(
        core.start < o.end <= match.start("head")
        and (o.start < core.start or (o.start == core.start and INSTITUTION.search(o.of(text))))
        for o in owners
    )
    if body:  # `Ethiopian military spokesman`: the body is the owner
        core = Span(match.start("head"), core.end)
    towards = None
    if match["to"]:
        towards = _owner_at(text, match.end(), within.end, owners)
        if towards and _SPEAKS_FOR.search(head) and _CORE.match(text, towards.end + 1, within.end):
            towards = None  # `adviser to the Peruvian president`: one title of two
        core = Span(core.start, towards.end if towards else match.start("to"))
    left = Left(text, within.start, core.start, owners, plural=bool(match["plural"]))
    left.read()
    whole = [o for o in owners if o.start < core.start and o.end == core.end]
    if whole and match["after"]:
        left.owners, left.start = (
            whole[:1],
            whole[0].start,
        )  # `the UN High Commissioner for Refugees`
    if left.owners and _ACCREDITED.search(head):
        left.sender()
    right: tuple[Span, ...] = ()
    tail = None
    field = None if left.owners else _field(text, head, core, within.end, owners)
    core = field or core
    if not left.owners and (
        of := re.compile(r" (?:of|at|in|from) (?:the )?").match(text, core.end)
    ):
        found = _owner_at(text, of.end(), within.end, owners)
        if found and _CORE.match(text, found.end + 1, within.end):
            found = None  # `envoy of Peruvian President Ana Rojas`: one title of two
        in_ = text[core.end + 1 : core.end + 3] == "in"
        owned = in_ and _ITS.search(text, within.start, left.start)
        if found and not owned and (not in_ or found in owners):
            right = (found, *_more_owners(text, found.end, owners))
            tail = _OWNED.match(text, found.end) or _ORGAN.match(text, found.end)
            sent = _TO.match(text, found.end) if _ACCREDITED.search(head) else None
            place = _owner_at(text, sent.end(), within.end, owners) if sent else None
            if sent and place in owners and place:  # `ambassador of Peru to Chile`
                towards, core = place, Span(core.start, place.end)
    if not left.owners and not right and _SPEAKS_FOR.search(head):
        principal = re.compile(r" for (?:the )?").match(text, core.end)
        found = _owner_at(text, principal.end(), within.end, owners) if principal else None
        # `spokesman for Peruvian President Ana Rojas`: two titles
        if found in owners and found and not _CORE.match(text, found.end + 1, within.end):
            right = (found,)
    if forces := _FORCES.match(text, core.end, within.end):
        found = _owner_at(text, forces.end(), within.end, owners)
        if found in owners and found and (led := _LED.match(text, found.end)):
            left.owners, right, tail = [], (found,), None
            core = Span(core.start, led.end())
    relation = left.relation
    if match["then"] or head == "predecessor":
        relation = "held"
    if match["elect"]:
        relation = "none"
    words = text[core.start : core.end]
    if tail:
        words += "" if field else " of " + tail[1]
        core = Span(core.start, tail.end())
    if left.institution is not None:
        words = text[left.institution.start : core.end]
    return Title(
        span=Span(min(left.start, core.start if honorific else match.start()), core.end),
        core=core,
        words=WRITTEN_OUT.get(words.lower()) or " ".join(words.split()),
        head=PLURALS.get(head, head),
        kind=_kind(head, match["mods"], text[min(left.start, core.start) : core.end]),
        relation=relation,
        plural=bool(match["plural"]) or head in PLURALS,
        definite=left.definite,
        owners=tuple(left.owners) or right,
        towards=towards,
    )


def _field(text: str, head: str, core: Span, end: int, owners: Sequence[Span]) -> Span | None:
    """Return `head` with what is headed: `of public diplomacy`, `in Peru's foreign ministry`."""
    field = _HEADED.match(text, core.end, end) if head in _HEADING else None
    owned = field and any(o.start == field.end() for o in owners)
    return Span(core.start, field.end("what")) if field and owned else None


def _kind(head: str, specified: str, whole: str) -> Kind:
    """Return the kind of a title: a party's leader has no office, a central bank's governor has."""
    kind = KIND_OF[head]
    if head == "governor" and _BANK.search(whole):
        return "office"
    out = (OUT_OF_OFFICE.search(specified) or PARTYS.match(whole)) and kind not in (
        "honorific",
        "rank",
    )
    return "seat" if out else kind


def _owner_at(text: str, start: int, end: int, owners: Sequence[Span]) -> Span | None:
    """Return the known or capitalised name at `start`."""
    known = [
        o for o in owners if o.start == start and o.end <= end and not LED_BY.match(text, start)
    ]
    longest = max(known, key=lambda o: o.end, default=None)
    if longest and not _COMMITTEE.match(text, longest.end, end):
        adjective = ADJECTIVE.search(longest.of(text))
        whole = (adjective and _THEIR.match(text, longest.end, end)) or (
            text[max(0, start - 5) : start] == " the " and _OTHERS.match(text, longest.end, end)
        )
        return Span(start, whole.end()) if whole else longest
    stop, end = start, min(end, start + LONGEST_NAME)
    while (m := _CAPITALS.match(text, stop, end)) and m.group()[0].isupper():
        word = m.group().split()[0].rstrip(".")
        if word.lower() in FUNCTION_WORDS or LED_BY.match(text, stop):
            break
        if is_given(word) and INSTITUTION.search(text, start, stop):
            break  # `of the Committee on Trade Ann Obi`
        stop = m.end()
        if text[stop - 1 : stop] == " ":
            continue
        if text[stop : stop + 1] != " ":
            break
        stop += 1
    trimmed = text[start:stop].rstrip()
    trimmed = re.sub(r"(?: (?:of|for|and|on|de|the))+$|['’]s$|\.$", "", trimmed)
    return Span(start, start + len(trimmed)) if len(trimmed) > 1 else None


def _more_owners(text: str, at: int, owners: Sequence[Span]) -> list[Span]:
    found = []
    while m := re.compile(r"(?:,| and|, and) (?:the )?").match(text, at):
        following = [o for o in owners if o.start == m.end()]
        if not following:
            break
        found.append(max(following, key=lambda o: o.end))
        at = found[-1].end
    return found
