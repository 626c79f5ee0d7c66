"""Entities in the making: who has been taken for one person so far, and how to find them again."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from kg.identity.names import block_keys, fine_keys, parse, surname_keys
from kg.identity.profiles import Dossier, Profile
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

    `iri` and `label` are set from the beginning for the latter, which is not `coined`;
    `name_entities` makes those of the others. `known` is what is known of all that joined.
    `first` is the first of the members' IRIs. `closed` is one that a decision has set apart: it
    takes in nobody by itself.
    """

    known: Dossier
    iri: str = ""
    label: str = ""
    coined: bool = True
    closed: bool = False
    members: list[Person] = field(default_factory=list)
    first: str = ""

    def take_in(self, person: Person) -> None:
        """Make a person a member."""
        self.members.append(person)
        self.first = min(self.first or person.iri, person.iri)

    @property
    def named_by(self) -> list[Person]:
        """The members that tell its name: those with a full name, if there are any."""
        return [p for p in self.members if p.profile.full_names] or self.members

    @property
    def full(self) -> bool:
        """Say whether more than a surname is known."""
        return bool(self.known.full_names)


_Entities: TypeAlias = dict[Entity, None]  # a set that keeps its order


class Alike:
    """Finds the entities whose full names are worth comparing, without looking at the others."""

    def __init__(self) -> None:
        self._blocks: defaultdict[str, _Entities] = defaultdict(dict)
        self._fine: defaultdict[str, _Entities] = defaultdict(dict)

    def add(self, entity: Entity, told: Dossier) -> None:
        """Make the entity known by what is told of it."""
        for name in told.full_names:
            for key in block_keys(name):
                self._blocks[key][entity] = None
            for key in fine_keys(name):
                self._fine[key][entity] = None

    def find(self, told: Dossier) -> list[Entity]:
        """Return the entities whose full names are like those told."""
        found: _Entities = {}
        for name in told.full_names:
            crowded = False
            for key in sorted(block_keys(name)):
                crowded |= len(self._blocks.get(key, {})) > MOST_COMPARED
                if not crowded:
                    found.update(self._blocks.get(key, {}))
            if crowded:
                for key in sorted(fine_keys(name)):
                    found.update(self._fine.get(key, {}))
        return list(found)


class Namesakes:
    """Finds the entities that may be meant by a surname."""

    def __init__(self) -> None:
        self._bearers: defaultdict[str, _Entities] = defaultdict(dict)
        self._in_service: defaultdict[tuple[str, str], _Entities] = defaultdict(dict)

    def add(self, entity: Entity, told: Dossier) -> None:
        """Make the entity known by what is told of it."""
        for key in surnames(told):
            self._bearers[key][entity] = None
            for owner in told.offices:
                self._in_service[key, owner][entity] = None

    def find(self, told: Dossier) -> list[Entity]:
        """Return who has the surname and acts for the same state or organisation.

        Where there is none, all who have the surname; nobody where they are many.
        """
        names = surnames(told)
        in_service = (self._in_service.get((n, o), {}) for n, o in product(names, told.offices))
        found = _few(in_service, MOST_COMPARED)
        if found == {}:
            found = _few((self._bearers.get(name, {}) for name in names), MOST_NAMESAKES)
        return list(found or ())


def _few(groups: Iterable[_Entities], most: int) -> _Entities | None:
    """Return all who are in the groups, None where they are more than so many."""
    found: _Entities = {}
    for group in groups:
        if len(group) > most:
            return None
        found.update(group)
    return found if len(found) <= most else None


def surnames(told: Profile | Dossier) -> frozenset[str]:
    """Return the keys of the surnames by which the person may be called."""
    return frozenset(k for n in told.names for k in surname_keys(parse(n)))


def blocks(profile: Profile) -> frozenset[str]:
    """Return the keys under which the person's full names are compared with others."""
    return frozenset(k for n in profile.full_names for k in block_keys(n))


def keys(profile: Profile) -> frozenset[str]:
    """Return all keys under which the person can be found."""
    return blocks(profile) | surnames(profile)


def common_label(persons: Iterable[Person]) -> str:
    """Return the name most of these are called by, a full one before a surname."""
    counted = Counter(p.label for p in persons)
    return min(counted, key=lambda n: (not parse(n).full, -counted[n], -len(n), n))


def name_entities(entities: Iterable[Entity], base: str, taken: frozenset[str]) -> None:
    """Give every entity without an IRI a label and an IRI of it: `<base>id/person/dmitry-peskov`.

    A surname alone, a name that several have, and one in `taken` (slugs of reference persons) are
    told apart by eight digits made of the member whose IRI comes first.
    """
    unnamed = [e for e in entities if not e.iri]
    for entity in unnamed:
        entity.label = common_label(entity.named_by)
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
