"""Reference data: states, groupings, government bodies, dated memberships, office holders.

Read from the CSV files of `ontology/reference/`, one row a fact, each with its source. Nothing
here comes from articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from kg import paths
from kg.iris import slug
from kg.model import Entity, EntityType
from kg.periods import holds_on
from kg.reference_files import read_files
from kg.reference_records import (
    Body,
    Grouping,
    GroupingKind,
    Holding,
    Membership,
    NameUse,
    Recognition,
    State,
    Status,
)

__all__ = [
    "Body",
    "FormKind",
    "Grouping",
    "GroupingKind",
    "Holding",
    "Membership",
    "NameUse",
    "Recognition",
    "Reference",
    "State",
    "Status",
    "SurfaceForm",
    "load_reference",
]

FormKind = Literal["name", "demonym", "metonym"]
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
F = TypeVar("F", Membership, Holding, NameUse)


@dataclass(frozen=True, slots=True)
class SurfaceForm:
    """Words that newspapers use for a state, grouping or body, exactly as written."""

    text: str
    key: str
    type: EntityType
    kind: FormKind


@dataclass(frozen=True)
class Reference:
    """All reference data, in the order of the files."""

    states: tuple[State, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    bodies: tuple[Body, ...] = ()
    memberships: tuple[Membership, ...] = ()
    holdings: tuple[Holding, ...] = ()
    names: tuple[NameUse, ...] = ()

    def entity(self, key: str) -> Entity | None:
        """Return the state, grouping, body or office holder with this entity key, if known."""
        return self._entities.get(key)

    def state(self, code: str) -> State | None:
        """Return the state with this code, if there is one."""
        return self._states.get(code)

    def grouping(self, code: str) -> Grouping | None:
        """Return the grouping with this code, if there is one."""
        return self._groupings.get(code)

    def memberships_on(
        self, member_key: str, grouping_key: str, day: str | None
    ) -> tuple[Membership, ...]:
        """Return the member's standings in the grouping on an ISO 8601 day, by `holds_on`.

        For `day` None, those whose end is not known: standings that last, as far as we know.
        """
        held = self._memberships.get((member_key, grouping_key), ())
        return tuple(m for m in held if _holds(m, day))

    def memberships_of(self, member_key: str, grouping_key: str) -> tuple[Membership, ...]:
        """Return the member's standings in the grouping, of all times."""
        return self._memberships.get((member_key, grouping_key), ())

    def is_no_member(self, member_key: str, grouping_key: str, day: str) -> bool:
        """Say whether the data show that an entity was no member of a grouping on a day.

        They do where they list all members for that day, the entity existed on it and is not
        among them, and no membership of it is without a date. (Serbia was neither in nor out of
        the UN in 2004: Serbia and Montenegro was in.)
        """
        grouping = self._groupings.get(grouping_key.partition("/")[2])
        if grouping is None or not holds_on(day, grouping.complete_from, grouping.dissolved):
            return False
        began, ended = self._lifetimes.get(member_key, (None, None))
        if not holds_on(day, began or "0001", ended):
            return False
        held = self._memberships.get((member_key, grouping_key), ())
        return not any(
            m.status == "member" and (m.valid_from is None or _holds(m, day)) for m in held
        )

    def holdings_on(self, of_key: str, day: str | None) -> tuple[Holding, ...]:
        """Return who held the offices of a state or grouping on a day; None as above."""
        return tuple(h for h in self._holdings_by_office.get(of_key, ()) if _holds(h, day))

    def holdings_of(self, person_name: str) -> tuple[Holding, ...]:
        """Return the offices of the persons so named, whatever the case and the accents."""
        return self._holdings_by_name.get(slug(person_name), ())

    def has_office(self, of_key: str, title: str) -> bool:
        """Say whether the data know this office of `of_key`, however its title is written."""
        return (of_key, slug(title)) in self._offices

    def names_on(self, state_key: str, day: str | None) -> tuple[str, ...]:
        """Return what a state called itself on a day, in file order; None as above."""
        used = (n for n in self.names if n.state == state_key)
        return tuple(n.name for n in used if _holds(n, day))

    def surface_forms(self) -> Mapping[str, tuple[SurfaceForm, ...]]:
        """Return by their exact text the names, demonyms and metonyms of all but persons.

        A form with several readings is ambiguous ("Congo"). A form with an apostrophe is there
        with the straight and with the typographic one.
        """
        return self._surface_forms

    @cached_property
    def membership_ids(self) -> Mapping[Membership, str]:
        """What tells each membership from the others: `UA-NATO-partner`, the second `…-2`."""
        return _numbered(
            self.memberships, lambda m: f"{_code(m.member)}-{_code(m.grouping)}-{m.status}"
        )

    @cached_property
    def holding_ids(self) -> Mapping[Holding, str]:
        """What tells each holding from the others: `joe-biden-US-president`, the second `…-2`."""
        return _numbered(self.holdings, lambda h: f"{slug(h.person)}-{_code(h.of)}-{slug(h.title)}")

    @cached_property
    def name_ids(self) -> Mapping[NameUse, str]:
        """What tells each use of a name from the others: `MM-burma`, the second `…-2`."""
        return _numbered(self.names, lambda n: f"{_code(n.state)}-{slug(n.name)}")

    @cached_property
    def _states(self) -> dict[str, State]:
        return {s.code: s for s in self.states}

    @cached_property
    def _groupings(self) -> dict[str, Grouping]:
        return {g.code: g for g in self.groupings}

    @cached_property
    def _lifetimes(self) -> dict[str, tuple[str | None, str | None]]:
        return {s.key: (s.valid_from, s.valid_to) for s in self.states} | {
            g.key: (g.founded, g.dissolved) for g in self.groupings
        }

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        entities = [
            *(_entity(s.key, "state", s.name, s.names) for s in self.states),
            *(_entity(g.key, "grouping", g.name, g.names) for g in self.groupings),
            *(_entity(b.key, "body", b.name, b.names, f"state/{b.of}") for b in self.bodies),
        ]
        for key, held in _grouped(self.holdings, lambda h: [h.key]).items():
            names = (n for h in held for n in (h.person, *h.names))
            entities.append(_entity(key, "person", held[0].person, names))
        return {e.key: e for e in entities}

    @cached_property
    def _memberships(self) -> dict[tuple[str, str], tuple[Membership, ...]]:
        return _grouped(self.memberships, lambda m: [(m.member, m.grouping)])

    @cached_property
    def _holdings_by_office(self) -> dict[str, tuple[Holding, ...]]:
        return _grouped(self.holdings, lambda h: [h.of])

    @cached_property
    def _holdings_by_name(self) -> dict[str, tuple[Holding, ...]]:
        return _grouped(self.holdings, lambda h: {slug(n) for n in (h.person, *h.names)})

    @cached_property
    def _offices(self) -> frozenset[tuple[str, str]]:
        return frozenset((h.of, slug(h.title)) for h in self.holdings)

    @cached_property
    def _surface_forms(self) -> dict[str, tuple[SurfaceForm, ...]]:
        readings: dict[tuple[str, str], SurfaceForm] = {}
        for form in _forms(self):
            readings.setdefault((form.text, form.key), form)
        return _grouped(readings.values(), lambda f: [f.text])


def _grouped(items: Iterable[T], keys: Callable[[T], Iterable[K]]) -> dict[K, tuple[T, ...]]:
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            groups[key].append(item)
    return {key: tuple(members) for key, members in groups.items()}


def _numbered(facts: Iterable[F], stem: Callable[[F], str]) -> dict[F, str]:
    """Return each fact's stem, numbered by beginning where several facts share one."""
    ids = {}
    for name, same in _grouped(facts, lambda f: [stem(f)]).items():
        for number, fact in enumerate(sorted(same, key=lambda f: f.valid_from or ""), 1):
            ids[fact] = name if number == 1 else f"{name}-{number}"
    return ids


def _code(key: str) -> str:
    return key.split("/", 1)[1].replace("/", "-")


def _holds(fact: Membership | Holding | NameUse, day: str | None) -> bool:
    return fact.valid_to is None if day is None else holds_on(day, fact.valid_from, fact.valid_to)


def _entity(
    key: str, type_: EntityType, name: str, names: Iterable[str], of: str | None = None
) -> Entity:
    aliases = tuple(n for n in dict.fromkeys(names) if n != name)
    return Entity(key, type_, name, aliases, of)


def _forms(reference: Reference) -> Iterator[SurfaceForm]:
    """Yield every form of every entity, a name before a demonym before a metonym."""
    for s in reference.states:
        yield from _written((s.name, *s.names), s.key, "state", "name")
        yield from _written(s.demonyms, s.key, "state", "demonym")
        yield from _written(s.metonyms, s.key, "state", "metonym")
    for g in reference.groupings:
        yield from _written((g.name, *g.names, *g.organs), g.key, "grouping", "name")
        yield from _written(g.metonyms, g.key, "grouping", "metonym")
    for b in reference.bodies:
        yield from _written((b.name, *b.names), b.key, "body", "name")


def _written(
    texts: Iterable[str], key: str, type_: EntityType, kind: FormKind
) -> Iterator[SurfaceForm]:
    for text in texts:
        for spelling in dict.fromkeys((text, text.replace("'", "’"))):
            yield SurfaceForm(spelling, key, type_, kind)


@lru_cache(maxsize=2)
def load_reference(folder: Path | None = paths.REFERENCE, own: Path | None = None) -> Reference:
    """Return the reference data of a folder with the six files; read once per folder.

    `own` is a folder of somebody's own data that are laid over them (`kg.reference_overlay`);
    with `folder` None they stand alone. Raises ReferenceDataError with file and row where the
    files are incomplete or contradict themselves or each other.
    """
    return Reference(*read_files(folder, own))


def open_reference(own: str | None, alone: bool = False) -> Reference:
    """Return the reference data that the settings name: ours, `own` laid over them, or it alone."""
    return load_reference(None if alone else paths.REFERENCE, Path(own) if own else None)
