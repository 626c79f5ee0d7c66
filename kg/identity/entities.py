"""Entities in the making: who has been taken for one person so far, and how to find them again."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from kg.identity.evidence import Profile
from kg.identity.names import block_keys, fine_keys, parse, surname_keys
from kg.iris import slug

MOST_COMPARED = 60  # entities under one key; with more, only those whose given name sounds alike
MOST_NAMESAKES = 5  # bearers of a surname; with more, a surname alone suggests nobody


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one article knows them, or one of the reference data (`article` is "").

    `label` is the name to show.
    """

    iri: str
    label: str
    profile: Profile
    article: str = ""


@dataclass(eq=False)
class Entity:
    """Persons taken for one, or a person of the reference data and those taken for them.

    `iri` and `name` are set from the beginning for the latter; `name_entities` makes the IRI of
    the others. `closed` is one that a decision has set apart: it takes in nobody by itself.
    """

    profile: Profile
    iri: str = ""
    name: str = ""
    closed: bool = False
    members: list[Person] = field(default_factory=list)

    @property
    def coined(self) -> bool:
        """Say whether the entity is not of the reference data."""
        return not self.name

    @property
    def named_by(self) -> list[Person]:
        """The members that tell its name: those with a full name, if there are any."""
        return [p for p in self.members if p.profile.full_names] or self.members

    @property
    def label(self) -> str:
        """The name most of the members are called by; of the reference data, the name there."""
        if not self.coined:
            return self.name
        counted = Counter(p.label for p in self.named_by)
        return min(counted, key=lambda n: (not parse(n).full, -counted[n], -len(n), n))

    @property
    def full(self) -> bool:
        """Say whether more than a surname is known."""
        return bool(self.profile.full_names)


_Entities: TypeAlias = dict[Entity, None]  # a set that keeps its order


class Index:
    """Finds the entities whose names are worth comparing, without looking at the others."""

    def __init__(self) -> None:
        self._blocks: defaultdict[str, _Entities] = defaultdict(dict)
        self._fine: defaultdict[str, _Entities] = defaultdict(dict)
        self._surnames: defaultdict[str, _Entities] = defaultdict(dict)
        self._in_service: defaultdict[tuple[str, str], _Entities] = defaultdict(dict)

    def add(self, entity: Entity, profile: Profile) -> None:
        """Make the entity known by what `profile` says of it."""
        for name in profile.full_names:
            for key in block_keys(name):
                self._blocks[key][entity] = None
            for key in fine_keys(name):
                self._fine[key][entity] = None
        for key in surnames(profile):
            self._surnames[key][entity] = None
            for owner in profile.owners:
                self._in_service[key, owner][entity] = None

    def alike(self, profile: Profile) -> list[Entity]:
        """Return the entities whose full names are like those of the profile."""
        found: _Entities = {}
        for name in profile.full_names:
            crowded = False
            for key in sorted(block_keys(name)):
                crowded |= len(self._blocks.get(key, {})) > MOST_COMPARED
                if not crowded:
                    found.update(self._blocks.get(key, {}))
            if crowded:
                for key in sorted(fine_keys(name)):
                    found.update(self._fine.get(key, {}))
        return list(found)

    def namesakes(self, profile: Profile) -> list[Entity]:
        """Return who has the surname and acts for the same state or organisation.

        Where there is none, all who have the surname, if they are few.
        """
        found: _Entities = {}
        for key in sorted(surnames(profile)):
            for owner in sorted(profile.owners):
                found.update(self._in_service.get((key, owner), {}))
        if found:
            return list(found) if len(found) <= MOST_COMPARED else []
        for key in sorted(surnames(profile)):
            found.update(self._surnames.get(key, {}))
        return list(found) if len(found) <= MOST_NAMESAKES else []


def surnames(profile: Profile) -> frozenset[str]:
    """Return the keys of the surnames by which the person may be called."""
    return frozenset(k for n in profile.names for k in surname_keys(parse(n)))


def blocks(profile: Profile) -> frozenset[str]:
    """Return the keys under which the person's full names are compared with others."""
    return frozenset(k for n in profile.full_names for k in block_keys(n))


def keys(profile: Profile) -> frozenset[str]:
    """Return all keys under which the person can be found."""
    return blocks(profile) | surnames(profile)


def name_entities(entities: Iterable[Entity], base: str, taken: frozenset[str]) -> None:
    """Give every entity without an IRI one made of its name: `<base>id/person/dmitry-peskov`.

    A surname alone, a name that several have, and one in `taken` (slugs of reference persons) are
    told apart by eight digits made of the member whose IRI comes first.
    """
    unnamed = [e for e in entities if not e.iri]
    borne = Counter(slug(e.label) for e in unnamed)
    for entity in unnamed:
        name = slug(entity.label)
        if borne[name] > 1 or name in taken or not parse(entity.label).full:
            first = min(p.iri for p in entity.named_by)
            name += "-" + hashlib.sha256(first.encode()).hexdigest()[:8]
        entity.iri = f"{base}id/person/{name}"


def other_names(entity: Entity) -> Iterator[str]:
    """Yield the further names of an entity's members, sorted."""
    names = {n for p in entity.named_by for n in (p.label, *p.profile.names)}
    yield from sorted(names - {entity.label})
