"""How likely it is that two persons are one: names, offices, states and dates weighed together.

After Fellegi and Sunter, "A Theory for Record Linkage" (JASA 64, 1969): each comparison adds a
weight to the log-odds that the two are one. The weights are set by judgement, not estimated from
data: read a score of .9 as "most such pairs are one person", not as nine in ten.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

from kg.identity.names import Level, NameAgreement, compare_names
from kg.identity.profiles import Dossier, Post, Profile, heir

MERGE = 0.8  # from this score on, two are taken for one
MOST = 0.99  # no score that a program finds is higher: the weights do not bear it
CANDIDATE = 0.3  # from this score on, two are held to be perhaps one

_PRIOR = -3.0  # of two persons whose names are alike enough to be compared at all
_SURNAME = {Level.SAME: 3.0, Level.SPELLING: 2.5, Level.SIMILAR: 0.5}
_GIVEN = {Level.SAME: 3.0, Level.SPELLING: 2.0, Level.INITIAL: 0.5, Level.SIMILAR: 0.0}
_PARTLY = -0.5  # one has a surname more
_MIDDLE = -0.5  # one goes by a middle name
_COMMON = -1.0  # a name that very many bear
_SAME_OWNER = 2.0  # both act for one state or organisation
_OTHER_STATE = -5.0
_SAME_OFFICE = 2.0  # of one owner, in the same period
_BEFORE_OFFICE = -5.0  # called holder of an office that the other came to later only
_OTHER_TIME = -5.0
_UNBACKED = math.log(3)  # a surname without the same office in the same period: .75 at most
_LIFETIME = 60  # years between two mentions of one person in public life
_YEARS_IN_OFFICE = 4  # two mentions of an office so near are taken to be of one term


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome of comparing two profiles; `notes` are what speaks for and against, in words.

    `names` are the two names compared, None where no two of them can be of one person.
    """

    log_odds: float
    names: tuple[str, str] | None = None
    notes: tuple[str, ...] = ()

    @property
    def odds(self) -> float:
        """How many times likelier one person is than two."""
        return math.exp(self.log_odds)

    @property
    def score(self) -> float:
        """The probability that belongs to the odds, but at most `MOST`."""
        return min(self.odds / (1 + self.odds), MOST)

    @property
    def verdict(self) -> Literal["same", "open", "different"]:
        """Say what follows where nobody else comes into question."""
        if self.score >= MERGE:
            return "same"
        return "open" if self.score >= CANDIDATE else "different"


IMPOSSIBLE = Comparison(-20.0, None, ("the names are of different persons",))


def compare(a: Profile, b: Profile) -> Comparison:
    """Return how likely `a` and `b` are one person; the order of the two does not matter."""
    return weigh(Dossier([a]), Dossier([b]))


def apart(a: Dossier, b: Dossier) -> bool:
    """Say whether the two act for different states, so that no name makes them candidates."""
    return a.has_state and b.has_state and a.offices.keys().isdisjoint(b.offices)


def weigh(a: Dossier, b: Dossier) -> Comparison:
    """Return how likely those of whom all this is known are one person."""
    best = _best_names(a, b)
    if best is None:
        return IMPOSSIBLE
    names, agreement = best
    weighed = [
        *_weigh_names(names, agreement),
        *_weigh_owners(a, b),
        *(backing := _weigh_offices(a, b)),
        *_weigh_times(a, b),
    ]
    total = _PRIOR + sum(w for w, _ in weighed)
    notes = [note for _, note in weighed]
    if agreement.given is None and not any(w > 0 for w, _ in backing):
        total = min(total, _UNBACKED)
        notes.append("a surname alone does not tell who it is")
    return Comparison(total, names, tuple(notes))


def _best_names(a: Dossier, b: Dossier) -> tuple[tuple[str, str], NameAgreement] | None:
    """Return the names that agree best; None if no two do, or full names contradict each other."""
    both_full = a.full_names and b.full_names
    ours, theirs = (a.full_names, b.full_names) if both_full else (a.names, b.names)
    shared = ours & theirs  # no two names agree better, and some go by hundreds of spellings
    pairs = zip(shared, shared, strict=True) if shared else product(ours, theirs)
    compared = ((min(pair), max(pair), compare_names(*pair)) for pair in pairs)
    possible = [found for found in compared if found[2].possible]
    if not possible or _contradict(a, b):
        return None
    one, other, agreement = max(
        possible, key=lambda x: (_name_weight(x[2]), -len(x[0] + x[1]), x[:2])
    )
    return (one, other), agreement


def _contradict(a: Dossier, b: Dossier) -> bool:
    """Say whether one is the elder and the other the younger, or two kings of one name."""
    told = ((a.suffixes, b.suffixes), (a.numbers, b.numbers))
    return any(one and other and one.isdisjoint(other) for one, other in told)


def _name_weight(found: NameAgreement) -> float:
    weight = _SURNAME[found.surname] + _COMMON * found.common
    weight += 0.0 if found.given is None else _GIVEN[found.given]
    return weight + _PARTLY * found.partly + _MIDDLE * found.middle


_SURNAME_WORDS = {
    Level.SAME: "same surname",
    Level.SPELLING: "two spellings of one surname",
    Level.SIMILAR: "surnames that look alike",
}
_GIVEN_WORDS = {
    Level.SAME: "same given name",
    Level.SPELLING: "two forms of one given name",
    Level.INITIAL: "a given name that fits the initial",
    Level.SIMILAR: "given names that look alike",
}


def _weigh_names(names: tuple[str, str], found: NameAgreement) -> Iterator[tuple[float, str]]:
    if names[0] == names[1]:
        words = "same name" if found.given is not None else "same surname"
    elif found.given is None:
        words = _SURNAME_WORDS[found.surname]
    else:
        words = f"{_SURNAME_WORDS[found.surname]}, {_GIVEN_WORDS[found.given]}"
    yield _name_weight(found), words
    if found.partly:
        yield 0.0, "one of them with a surname more"
    if found.middle:
        yield 0.0, "one of them by the middle name"
    if found.common:
        yield 0.0, "a name borne by very many"


def _weigh_owners(a: Dossier, b: Dossier) -> Iterator[tuple[float, str]]:
    if shared := a.offices.keys() & b.offices.keys():
        yield _SAME_OWNER, f"both act for {{{min(shared)}}}"
    elif apart(a, b):
        one, other = sorted((a.first_state, b.first_state))
        yield _OTHER_STATE, f"one acts for {{{one}}}, the other for {{{other}}}"


def _weigh_offices(a: Dossier, b: Dossier) -> list[tuple[float, str]]:
    """Weigh offices of one owner: the same in the same period, or one not yet come to."""
    pairs = [
        (min(p, q), max(p, q))
        for owner in a.offices.keys() & b.offices.keys()
        for (title, ps), (other, qs) in product(a.offices[owner].items(), b.offices[owner].items())
        if same_office(title, other)
        for p, q in product(ps, qs)
    ]
    together = min((pair for pair in pairs if _same_period(*pair)), default=None)
    if together:
        first = min(together, key=lambda p: (not p.known, len(p.title), p))
        when = _told_period(together)
        return [(_SAME_OFFICE, f"both {first.title} of {{{heir(first.owner)}}}{when}")]
    if any(_before(*pair) or _before(*reversed(pair)) for pair in pairs):
        return [(_BEFORE_OFFICE, "one held the office before the other came to it")]
    return []


def _weigh_times(a: Dossier, b: Dossier) -> Iterator[tuple[float, str]]:
    if a.span and b.span:
        between = max(b.span[0] - a.span[1], a.span[0] - b.span[1])
        if between > _LIFETIME:
            yield _OTHER_TIME, f"{between} years apart"


def _same_period(p: Post, q: Post) -> bool:
    """Say whether two posts are of one period: by known dates, else within a term of office."""
    if not (p.start and q.start):
        return False
    if "held" in (p.relation, q.relation):
        held, other = (p, q) if p.relation == "held" else (q, p)
        return held.relation == other.relation or other.start <= held.start
    slack = 0 if p.known or q.known else _YEARS_IN_OFFICE
    return _shifted(p.start, -slack) <= (q.end or "9999") and _shifted(q.start, -slack) <= (
        p.end or "9999"
    )


def _before(known: Post, told: Post) -> bool:
    """Say whether an article calls somebody holder of an office before its holder came to it."""
    return (
        known.known
        and not told.known
        and bool(known.start and told.start)
        and _shifted(known.start, -1) > told.start
    )


def _shifted(day: str, years: int) -> str:
    return f"{int(day[:4]) + years:04}{day[4:]}"


def _told_period(pair: Iterable[Post]) -> str:
    years = sorted({p.start[:4] for p in pair if not p.known and p.start})
    return f" ({', '.join(years)})" if years else ""


_NO_OFFICE = frozenset({"the", "of", "for", "a", "and", "affairs", "to", "state"})
_SAME_WORDS = {
    "premier": "prime minister",
    "foreign secretary": "foreign minister",
    "secretary of state": "foreign minister",
    "minister of foreign affairs": "foreign minister",
    "external affairs minister": "foreign minister",
    "defense": "defence",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "chairwoman": "chairman",
    "chairperson": "chairman",
    "chair": "chairman",
    "representative": "ambassador",
    "envoy": "ambassador",
    "queen": "king",
}
_RANKS = frozenset({"vice", "deputy", "assistant", "prime", "under", "crown", "shadow", "first"})


@lru_cache(maxsize=65536)
def same_office(a: str, b: str) -> bool:
    """Say whether two titles, without their state, can be of one office.

    >>> same_office("Minister of Foreign Affairs", "foreign minister")
    True
    >>> same_office("Vice President", "President"), same_office("minister", "finance minister")
    (False, True)
    """
    one, other = _office_words(a), _office_words(b)
    if not (one and other) or one & _RANKS != other & _RANKS:
        return False
    return one <= other or other <= one


def _office_words(title: str) -> frozenset[str]:
    plain = re.sub(r"[^a-z]+", " ", title.lower()).strip()
    for words, meant in _SAME_WORDS.items():
        plain = re.sub(rf"\b{words}\b", meant, plain)
    return frozenset(plain.split()) - _NO_OFFICE
