"""What one row of the reference data says: the records that `kg.reference` holds.

Dates are ISO 8601 years, months or days, only as precise as the source; `source` says where the
row's facts can be checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.iris import slug

GroupingKind = Literal["alliance", "organisation", "agency", "grouping"]
Recognition = Literal[
    "un-member", "un-observer", "partly-recognised", "unrecognised", "historical", "territory"
]
Branch = Literal["executive", "legislature", "judiciary", "security", "other"]
Status = Literal[
    "member", "partner", "candidate", "applicant", "associate", "observer", "suspended"
]


@dataclass(frozen=True, slots=True)
class State:
    """A state; `code` is ISO 3166-1 alpha-2 where there is one (XK, SU, YU, CS, DD, TRNC else).

    A territory is no state, but belongs to groupings in its own right (Hong Kong to the WTO).
    """

    code: str
    alpha3: str | None
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    metonyms: tuple[str, ...]
    recognition: Recognition
    valid_from: str | None
    valid_to: str | None
    wikidata: str | None
    source: str
    numeric: str | None = None  # ISO 3166-1, three digits; ISO 3166-3 for states of the past

    @property
    def key(self) -> str:
        """The entity key, `state/UA`."""
        return f"state/{self.code}"


@dataclass(frozen=True, slots=True)
class Grouping:
    """An alliance or other standing grouping of states; `organs` belong to it and speak for it.

    From `complete_from` on the reference data list every member; None where they do not.
    """

    code: str
    name: str
    names: tuple[str, ...]
    kind: GroupingKind
    organs: tuple[str, ...]
    metonyms: tuple[str, ...]
    seat: str | None
    founded: str | None
    dissolved: str | None
    wikidata: str | None
    source: str
    complete_from: str | None = None

    @property
    def key(self) -> str:
        """The entity key, `grouping/NATO`."""
        return f"grouping/{self.code}"


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a state known by its own name or seat (White House, Kremlin, Knesset).

    `branch` tells what part of the state it is; "security" are forces, police and intelligence.
    """

    slug: str
    of: str  # state code
    name: str
    names: tuple[str, ...]
    source: str = ""
    branch: Branch = "executive"

    @property
    def key(self) -> str:
        """The entity key, `body/US/white-house`."""
        return f"body/{self.of}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's (or grouping's) standing in a grouping; None ends are open or unknown."""

    member: str  # entity key
    grouping: str  # entity key
    status: Status
    valid_from: str | None
    valid_to: str | None
    source: str


@dataclass(frozen=True, slots=True)
class NameUse:
    """The time for which a state used a name as its own; None ends are open or unknown."""

    state: str  # entity key
    name: str
    valid_from: str | None
    valid_to: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A person's tenure of an office of a state or grouping; `title` without the state."""

    person: str
    names: tuple[str, ...]
    title: str
    of: str  # entity key
    valid_from: str | None
    valid_to: str | None
    wikidata: str | None
    source: str

    @property
    def key(self) -> str:
        """The entity key of the person, `person/joe-biden`."""
        return f"person/{slug(self.person)}"
