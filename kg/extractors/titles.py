"""Titles of office in text: where they stand, their words, their head noun, and whose they are.

A title is read as [status] [owner] [portfolio words] head [of/for portfolio]:
`former US Secretary of State`, `acting South Korean President`, `Mahan's director`.
The owner is a state, grouping, body, organisation or person to the left, or follows `of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.extractors.names import FUNCTION_WORDS, Gender, word_set
from kg.model import Span

Kind = Literal["office", "seat", "leader", "rank", "occupation", "honorific"]

# Heads by what they say of a person: an `office` speaks for its owner; a `seat` (in a parliament,
# a town hall, a court) does not; a `leader` does for a state; a `rank`, an `occupation` and an
# `honorific` are no office.
_HEADS: dict[Kind, str] = {
    "office": (
        "prime minister|vice president|vice-president|president|premier|chancellor|taoiseach"
        "|secretary of state|secretary-general|secretary general|undersecretary-general"
        "|undersecretary|under secretary|under-secretary|foreign secretary|home secretary"
        "|press secretary|secretary|minister|attorney general|attorney-general"
        "|crown prince|crown princess|prince|princess|king|queen|emir|sultan|emperor|empress"
        "|supreme leader|pope|grand duke|ambassador|envoy|high representative|representative"
        "|high commissioner|commissioner|chairperson|chairwoman|chairman|chair|director-general"
        "|director general|director|spokesperson|spokeswoman|spokesman|spokespeople|spokesmen"
        "|speaker|adviser|advisor|counsellor|state councillor|state councilor|chief of staff"
        "|commander-in-chief|commander in chief|commander|chief|head|negotiator"
        "|rapporteur|coordinator|chargé d'affaires|charge d'affaires|consul general|consul"
        "|counterpart|top diplomat|chief executive|administrator|treasurer|viceroy"
    ),
    "seat": (
        "senator|sen.|congressman|congresswoman|lawmaker|legislator|parliamentarian|mp|mep"
        "|representative-elect|rep.|governor|gov.|mayor|judge|justice|opposition leader"
        "|party leader|majority leader|minority leader|rebel leader|candidate|nominee|deputy"
        "|presidential candidate|governor-general|member of parliament|lieutenant governor"
        "|magistrate|party chairman|party chair|party chief"
    ),
    "leader": "leader|ruler|strongman|dictator|head of state|head of government|first lady",
    "rank": (
        "general|gen.|lieutenant general|lt. gen.|maj. gen.|major general|brigadier general"
        "|brig. gen.|brigadier|colonel|col.|lieutenant colonel|lt. col.|major|maj.|captain|capt."
        "|admiral|adm.|rear admiral|vice admiral|marshal|field marshal|lieutenant|lt.|sergeant"
        "|ayatollah|sheikh|imam|cardinal|archbishop|bishop|patriarch|rabbi|rev.|reverend"
    ),
    "occupation": (
        "analyst|expert|professor|prof.|economist|historian|scientist|researcher|scholar|fellow"
        "|activist|campaigner|lawyer|journalist|reporter|correspondent|editor|author|writer"
        "|founder|co-founder|ceo|diplomat|official|dissident|strategist|physician|doctor|actor"
        "|academic|banker|trader|businessman|businesswoman|billionaire|tycoon|oligarch|whistleblower"
    ),
    "honorific": (
        "mr|mr.|mrs|mrs.|ms|ms.|miss|mme|mme.|madame|herr|frau|dr|dr.|sir|dame|lord|lady|baroness"
        "|monsieur|senor|sayyid|hajji|comrade"
    ),
}
# Words that specify a head: a minister's portfolio, a grade, a field.
_PORTFOLIO = (
    "foreign|external|international|european|defence|defense|interior|home|finance|financial|economy|"
    "economic|economics|trade|commerce|industry|industrial|energy|oil|petroleum|health|justice|"
    "environment|environmental|agriculture|transport|transportation|education|labour|labor|culture|"
    "development|security|national|intelligence|climate|migration|immigration|human|rights|affairs|"
    "policy|press|media|information|communications|technology|science|water|tourism|budget|tax|treasury|"
    "chief|senior|top|deputy|vice|first|second|third|assistant|under|permanent|special|executive|"
    "managing|general|military|army|navy|naval|air|marine|force|police|nuclear|political|diplomatic|government|"
    "presidential|parliamentary|cabinet|federal|regional|opposition|ruling|party|rebel|"
    "humanitarian|peace|refugee|aid|space|weapons|sanctions|brexit|central bank|election|campaign|"
    "medical|legal|religious|spiritual|provincial|state|public|social|women|youth|sports|competition|"
    "enlargement|neighbourhood|single|market|digital|high|lead|main|world|global|co-|joint|rotating|"
    "independent|disarmament|counterterrorism|anti-corruption|drone|veterans|supreme|allied|royal|cultural|investment"
)
_STATUS = {
    "former": "held", "ex": "held", "late": "held", "then": "held", "erstwhile": "held",
    "onetime": "held", "one-time": "held", "ousted": "held", "deposed": "held", "outgoing": "holds",
    "acting": "holds", "interim": "holds", "caretaker": "holds", "incoming": "none",
    "designate": "none", "current": "holds", "incumbent": "holds", "new": "holds",
    "newly": "holds", "elected": "holds", "re-elected": "holds", "embattled": "holds",
    "hardline": "holds", "veteran": "holds", "longtime": "holds", "long-time": "holds",
    "long-serving": "holds", "populist": "holds", "conservative": "holds", "far-right": "holds",
    "right-wing": "holds", "left-wing": "holds", "centre-right": "holds", "pro-western": "holds",
    "authoritarian": "holds", "powerful": "holds", "influential": "holds", "counterpart": "holds",
    "visiting": "holds", "wartime": "holds", "self-declared": "holds", "appointed": "holds",
    "self-proclaimed": "holds", "technocratic": "holds", "moderate": "holds", "fellow": "holds",
    "firebrand": "holds", "would-be": "none", "previous": "held", "past": "held",
}  # fmt: skip
_DETERMINERS = word_set("the a an its his her their our")
_FEMALE = word_set(
    "queen princess empress spokeswoman chairwoman congresswoman mrs mrs. ms ms. miss mme mme. "
    "madame frau dame lady baroness businesswoman"
) | {"crown princess", "first lady"}
_MALE = word_set(
    "king prince emperor sultan emir pope spokesman chairman congressman mr mr. sir lord herr "
    "monsieur businessman ayatollah sheikh imam cardinal archbishop bishop"
) | {"crown prince", "grand duke"}
_KIND_OF: dict[str, Kind] = {h: k for k, heads in _HEADS.items() for h in heads.split("|")}
_OUT_OF_OFFICE = re.compile(r"\b(?:opposition|party|rebel|religious|spiritual|campaign)\b", re.I)
_PLURALS = {"spokespeople": "spokesperson", "spokesmen": "spokesman"}


def _alternatives(heads: Sequence[str]) -> str:
    return "|".join(re.escape(h) for h in sorted(heads, key=len, reverse=True))


_CORE = re.compile(
    rf"(?<![\w’'.-])(?P<then>(?:ex|then|former)-)?"
    rf"(?P<mods>(?:(?:{_PORTFOLIO})(?:,? and |, |[ -])(?=\w)|co-)*)"
    rf"(?P<head>{_alternatives(list(_KIND_OF))})(?P<plural>(?<![.s])s)?(?P<elect>-elect|-designate)?"
    rf"(?P<after>(?:,? (?:of|for) (?:the )?(?:{_PORTFOLIO})(?:(?:,? and |, | )(?:{_PORTFOLIO}))*\b"
    rf"(?! of\b)| in charge of \w+)?)"
    rf"(?![\w’-])(?P<to>(?<=ssador) to (?:the )?|(?<=envoy) (?:to|for|on) (?:the )?"
    rf"|(?<=presentative) (?:to|for) (?:the )?|(?<=viser) to (?:the )?|(?<=visor) to (?:the )?)?",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"['’]s ((?:[\w-]+ ){0,3}(?:office|staff|ministry|department|council|commission"
    r"|committee|agency|mission|delegation|army|navy|military|government|cabinet)\b)"
)
_CAPITALS = re.compile(r"[^\W\d_][\w’'.–-]*(?: (?:of|for|and|on|de|the) (?=[A-Z]))?")
# Own words of a government that may precede a head: "State Department spokesman".
INSTITUTION = re.compile(
    r"\b(?:ministr(?:y|ies)|department|office|treasury|parliament|congress|senate|commission|"
    r"council|chancellery|embassy|delegation|mission|presidency|committee|parliament|secretariat|navy|army|"
    r"air force|armed forces|military|house|assembly|court|command|agency|police|"
    r"government|cabinet|administration)\b",
    re.IGNORECASE,
)


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
        return "f" if self.head in _FEMALE else "m" if self.head in _MALE else None


def find_titles(text: str, within: Span, owners: Sequence[Span]) -> Iterator[Title]:
    """Yield the titles in `text[within]`, in order; `owners` are spans of known names, sorted.

    >>> text = "former US Secretary of State John Kerry"
    >>> t = next(find_titles(text, Span(0, len(text)), [Span(7, 9)]))
    >>> t.words, t.head, t.relation, t.owners[0].of(text)
    ('Secretary of State', 'secretary of state', 'held', 'US')
    """
    for match in _CORE.finditer(text, within.start, within.end):
        head, surface = match["head"].lower(), match["head"]
        if head in _CAPITAL_ONLY and not surface[0].isupper():
            continue
        yield _expand(text, within, owners, match, head)


_CAPITAL_ONLY = word_set(
    "mp mep lord lady major maj. captain capt. justice general marshal sen. rep. gov. gen. col. "
    "deputy miss sir"
)


def _expand(
    text: str, within: Span, owners: Sequence[Span], match: re.Match[str], head: str
) -> Title:
    core_end = match.end("to") if match["to"] else match.end("after")
    core = Span(match.start("mods"), max(match.end("elect"), match.end("head"), core_end))
    if match["plural"] and not match["elect"] and not match["after"]:
        core = Span(core.start, max(core.end, match.end("plural")))
    towards = None
    if match["to"]:
        towards = _owner_at(text, match.end(), within.end, owners)
        core = Span(core.start, towards.end if towards else match.start("to"))
    left = _Left(text, within.start, core.start, owners, plural=bool(match["plural"]))
    left.read()
    right: tuple[Span, ...] = ()
    tail = None
    if not left.owners and (
        of := re.compile(r" (?:of|at|in|from) (?:the )?").match(text, core.end)
    ):
        found = _owner_at(text, of.end(), within.end, owners)
        if found and (text[core.end + 1 : core.end + 3] != "in" or found in owners):
            right = (found, *_more_owners(text, found.end, owners))
            tail = _OWNED.match(text, found.end)
    relation = left.relation
    if match["then"]:
        relation = "held"
    if match["elect"]:
        relation = "none"
    words = text[core.start : core.end]
    if tail:
        words += " of " + tail[1]
        core = Span(core.start, tail.end())
    if left.institution is not None:
        words = text[left.institution.start : core.end]
    return Title(
        span=Span(min(left.start, match.start()), core.end),
        core=core,
        words=" ".join(words.split()),
        head=_PLURALS.get(head, head),
        kind="seat" if _OUT_OF_OFFICE.search(match["mods"]) else _KIND_OF[head],
        relation=relation,
        plural=bool(match["plural"]) or head in _PLURALS,
        definite=left.definite,
        owners=tuple(left.owners) or right,
        towards=towards,
    )


def _owner_at(text: str, start: int, end: int, owners: Sequence[Span]) -> Span | None:
    """Return the known or capitalised name at `start`."""
    known = [o for o in owners if o.start == start and o.end <= end]
    if known:
        return max(known, key=lambda o: o.end)
    stop = start
    while (m := _CAPITALS.match(text, stop, end)) and m.group()[0].isupper():
        word = m.group().split()[0].rstrip(".")
        if word.lower() in FUNCTION_WORDS:
            break
        stop = m.end()
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


class _Left:
    """Reads leftwards from a title's core: status words, owners, an institution's own words."""

    def __init__(
        self, text: str, floor: int, start: int, owners: Sequence[Span], *, plural: bool
    ) -> None:
        self.plural = plural
        self.text, self.floor, self.start, self.known = text, floor, start, owners
        self.owners: list[Span] = []
        self.institution: Span | None = None
        self.relation: Literal["holds", "held", "none"] = "holds"
        self.definite = False

    def read(self) -> None:
        while self._status() or self._owner() or self._capitals():
            pass
        before = self.text[max(self.floor, self.start - 8) : self.start].lower().split()
        self.definite = self.definite or (bool(before) and before[-1] in _DETERMINERS)

    def _gap(self) -> int | None:
        """Return where the word left of here ends, None at a clause border or the start."""
        at = self.start
        if at <= self.floor or self.text[at - 1] not in " -\u00a0":
            return None
        return at - 1

    def _status(self) -> bool:
        end = self._gap()
        if end is None:
            return False
        word = re.search(r"[\w-]+$", self.text[max(self.floor, end - 16) : end])
        status = _STATUS.get(word.group().lower()) if word else None
        if word is None or status is None:
            return False
        if status != "holds":
            self.relation = "held" if status == "held" else "none"
        self.start = end - len(word.group())
        return True

    def _owner(self) -> bool:
        end = self._gap()
        if end is None or self.owners:
            return False
        text = self.text
        stop = end - 2 if text[end - 2 : end] in ("'s", "’s") else end
        if stop == end and text[end - 1] in "'’" and text[end - 2 : end - 1] == "s":
            stop = end - 1
        found = [o for o in self.known if o.end == stop and o.start >= self.floor]
        if not found:
            return False
        owner = max(found, key=lambda o: o.end - o.start)
        self.owners.append(owner)
        self.definite = self.definite or stop != end
        self.start = owner.start
        while self.plural and (
            joined := re.search(r"(?:, | and |, and |-)$", text[self.floor : self.start])
        ):
            at = self.floor + joined.start()
            more = [o for o in self.known if o.end == at]
            if not more:
                break
            self.owners.insert(0, max(more, key=lambda o: o.end - o.start))
            self.start = self.owners[0].start
        return True

    def _capitals(self) -> bool:
        """Take in the capitalised words to the left: an institution's or organisation's name."""
        end = self._gap()
        if end is None or self.owners or self.institution or self.text[end] != " ":
            return False
        text, start = self.text, end
        possessive = text[end - 2 : end] in ("'s", "’s")
        stop = end - 2 if possessive else end
        cursor = stop
        while word := re.search(r"(?:^|(?<=[\s(]))[^\s,;:()\"“”]+$", text[self.floor : cursor]):
            token = word.group()
            at = self.floor + word.start()
            joins = token in ("of", "for", "and", "de", "on") and cursor != stop
            known = any(o.start <= at < o.end for o in self.known)
            if joins:
                cursor = at - 1
                continue
            if not token[0].isupper() or token.lower().rstrip(".") in FUNCTION_WORDS:
                break
            if token.endswith(("'s", "’s")) or (known and start != end):
                break
            if token.lower() in _KIND_OF or (known and start == end):
                break
            start = at
            if at <= self.floor or text[at - 1] != " ":
                break
            cursor = at - 1
        if start == end:
            return False
        span = Span(start, stop)
        if INSTITUTION.search(span.of(text)):
            self.institution = span
            self.start = start
            self.definite = self.definite or possessive
            return True
        self.owners.append(span)
        self.start = start
        self.definite = self.definite or possessive
        return True
