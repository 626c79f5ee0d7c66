"""What is known of a person: names, offices, for whom the person acts, years.

A `Profile` is what one article, or the reference data, tells of somebody. A `Dossier` is what is
known of one entity while persons join it: the same, arranged so that comparing it costs as much
for somebody in a million articles as for somebody in ten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.identity.names import parse
from kg.model import OfficeRelation
from kg.periods import first_day, last_day

_SUCCESSORS = {
    "state/SU": "state/RU",
    "state/DD": "state/DE",
    "state/YU": "state/RS",
    "state/SCG": "state/RS",
}


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """That somebody holds or held an office (`title`, may be "") of `owner`, an entity key or "".

    `start` and `end` are ISO 8601 days or "": of a reference holding its period, of an article its
    own day, twice. `known` says that it is reference data, whose beginning can be relied on.
    """

    title: str
    owner: str
    relation: OfficeRelation = "holds"
    start: str = ""
    end: str = ""
    known: bool = False


@lru_cache(maxsize=65536)  # so that what is told of many takes no more room
def post(
    title: str,
    owner: str = "",
    relation: OfficeRelation = "holds",
    start: str | None = None,
    end: str | None = None,
    *,
    known: bool = False,
) -> Post:
    """Return a post with its period in days; `start` and `end` are ISO 8601 years, months, days."""
    return Post(
        title,
        owner,
        relation,
        first_day(start) if start else "",
        last_day(end) if end else "",
        known,
    )


def heir(owner: str) -> str:
    """Return the state that took the place of one that is no more; of all others, the owner."""
    return _SUCCESSORS.get(owner, owner)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a person: names and posts, and years in which the person is spoken of."""

    names: frozenset[str]
    posts: frozenset[Post] = frozenset()
    years: frozenset[int] = frozenset()

    def __or__(self, other: Profile) -> Profile:
        """Return what is known of one person of whom both are true."""
        return Profile(self.names | other.names, self.posts | other.posts, self.years | other.years)

    @property
    def full_names(self) -> tuple[str, ...]:
        """The names that tell more than a surname, sorted."""
        return tuple(sorted(n for n in self.names if parse(n).full))

    @property
    def owners(self) -> frozenset[str]:
        """The states and organisations for which the person acts, a state's heir for the state."""
        return frozenset(heir(p.owner) for p in self.posts if p.owner)

    @property
    def has_state(self) -> bool:
        """Say whether the person acts for a state."""
        return any(p.owner.startswith("state/") for p in self.posts)


class Dossier:
    """What is known of an entity, added to in place.

    `offices` are the posts by owner (a state's heir for the state; none without an owner) and
    title; `suffixes` (of Jr. and Sr.) and `numbers` (of monarchs) tell those of one name apart;
    `span` is the first and last year.
    """

    __slots__ = ("full_names", "has_state", "names", "numbers", "offices", "span", "suffixes")

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self.names: set[str] = set()
        self.full_names: set[str] = set()
        self.offices: dict[str, defaultdict[str, set[Post]]] = {}
        self.has_state = False
        self.suffixes: frozenset[str] = frozenset()
        self.numbers: frozenset[str] = frozenset()
        self.span: tuple[int, int] | None = None
        for profile in profiles:
            self.add(profile)

    def add(self, profile: Profile) -> None:
        """Add what a profile tells of the same person."""
        for name in profile.names - self.names:
            self.names.add(name)
            told = parse(name)
            if told.full:
                self.full_names.add(name)
            self.suffixes |= frozenset(filter(None, [told.suffix]))
            self.numbers |= frozenset(filter(None, [told.number]))
        for held in profile.posts:
            if held.owner:
                owner = heir(held.owner)
                self.offices.setdefault(owner, defaultdict(set))[held.title].add(held)
                self.has_state |= owner.startswith("state/")
        if profile.years:
            years = [*profile.years, *(self.span or ())]
            self.span = min(years), max(years)

    @property
    def first_state(self) -> str:
        """The state for which the person acts; of several the first in order."""
        return min(owner for owner in self.offices if owner.startswith("state/"))
