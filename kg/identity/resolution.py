"""Who is who across articles: persons in, entities and the identifications that lead to them out.

Persons of whom the same is known are taken together; then, the best known first, each joins the
entity that is it with a score of `MERGE` or more, all others that come into question being weighed
against it, and is an entity of its own otherwise. Surnames alone come last and change nothing for
the others. The outcome is a function of the set of persons, whatever their order; persons that
share no key of `kg.identity.names` with each other, in however many steps, do not influence each
other, so that a part can be resolved again without the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Literal

from kg.identity.entities import Alike, Entity, Namesakes, Person, name_entities
from kg.identity.evidence import CANDIDATE, MERGE, MOST, Comparison, apart, weigh
from kg.identity.names import parse
from kg.identity.profiles import Dossier, Profile

Status = Literal["accepted", "candidate", "rejected"]
LEAST_SHARE = 0.15  # of several who come into question, those below are not named


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """That somebody has decided whether `person` is `other`; `on` is an ISO 8601 day or time.

    Who is parted by a decision is `person`: `other` stays where it is.
    """

    person: str
    other: str
    same: bool
    by: str
    on: str

    @property
    def pair(self) -> frozenset[str]:
        """The two, in no order."""
        return frozenset((self.person, self.other))


@dataclass(frozen=True, slots=True)
class Identification:
    """That a person is, may be or is not an entity, with the score and the reason, in words.

    States and organisations stand in `reason` as their keys in braces.
    """

    person: Person
    entity: Entity
    status: Status
    score: float
    reason: str
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The outcome: every person has one accepted identification; entities in order of IRI."""

    entities: tuple[Entity, ...]
    identifications: tuple[Identification, ...]

    def parts(self, size: int) -> Iterator[Resolution]:
        """Yield the outcome in parts of so many entities and identifications at most."""
        for at in range(0, max(len(self.entities), len(self.identifications)), size):
            yield Resolution(self.entities[at : at + size], self.identifications[at : at + size])


def resolve(
    persons: Iterable[Person],
    anchors: Iterable[Person],
    decisions: Iterable[Decision] = (),
    *,
    base: str,
    known: Iterable[Entity] = (),
) -> Resolution:
    """Return who is who. `anchors` are the persons of the reference data, known to be different.

    `known` are entities of persons that are not resolved again: they have an IRI, and surnames
    alone are compared with them, too. Decisions prevail over everything.
    """
    anchors = tuple(anchors)
    resolver = _Resolver(anchors, tuple(decisions))
    full, short = resolver.units(persons)
    for unit in full:
        resolver.place(unit)
    resolver.compare_surnames(known)
    for unit in short:
        resolver.place(unit)
    taken = frozenset(a.iri.rsplit("/", 1)[-1] for a in anchors)
    used = [e for e in resolver.entities if e.members]
    name_entities(used, base, taken)
    found = sorted(resolver.found, key=lambda i: (i.person.iri, i.status, i.entity.iri))
    return Resolution(tuple(sorted(used, key=lambda e: e.iri)), tuple(found))


@dataclass(frozen=True)
class _Unit:
    """Persons of whom the same is known, or who are one by decision."""

    persons: tuple[Person, ...]
    profile: Profile
    anchor: str = ""
    decision: Decision | None = None
    parted: bool = False

    @property
    def full(self) -> bool:
        """Say whether more than a surname is known, or a decision says who it is."""
        return bool(self.profile.full_names or self.anchor)

    @property
    def order(self) -> tuple[object, ...]:
        """Where the unit's turn is: the best known first, whom a decision parts last."""
        givens = [parse(n).given for n in self.profile.full_names]
        return (
            self.parted,
            not self.anchor,
            all(len(g) == 1 for g in givens),
            not self.profile.has_state,
            sorted(self.profile.names),
            sorted(self.profile.posts),
            sorted(self.profile.years),
            self.persons[0].iri,
        )


class _Resolver:
    """Places one unit after the other; `found` are the identifications so far."""

    def __init__(self, anchors: Sequence[Person], decisions: Sequence[Decision]) -> None:
        self.entities: list[Entity] = []
        self.found: list[Identification] = []
        self._index: Alike | Namesakes = Alike()
        self._groups = groups(decisions)
        self._decided: defaultdict[str, list[Decision]] = defaultdict(list)
        for decision in decisions:
            for iri in decision.pair:
                self._decided[iri].append(decision)
        self._home: dict[str, Entity] = {}  # of anchors and of persons decided about
        for anchor in anchors:
            known = Dossier([anchor.profile])
            entity = Entity(known, anchor.iri, anchor.label, coined=False)
            self._home[anchor.iri] = entity
            self.entities.append(entity)
            self._index.add(entity, known)
        self._anchored = {self._groups[a.iri]: a.iri for a in anchors if a.iri in self._groups}

    def units(self, persons: Iterable[Person]) -> tuple[list[_Unit], list[_Unit]]:
        """Return the units with a full name, and those without, each in their order."""
        alike: defaultdict[object, list[Person]] = defaultdict(list)
        for person in sorted(persons, key=lambda p: p.iri):
            decided = person.iri in self._decided
            own = self._groups.get(person.iri, person.iri)
            alike[own if decided else person.profile].append(person)
        units = sorted((self._unit(tuple(p)) for p in alike.values()), key=lambda u: u.order)
        full = [u for u in units if u.full]
        return full, [u for u in units if not u.full]

    def _unit(self, persons: tuple[Person, ...]) -> _Unit:
        decided = self._decided_of(persons)
        return _Unit(
            persons,
            reduce(or_, {p.profile: None for p in persons}),
            self._anchored.get(self._groups.get(persons[0].iri, ""), ""),
            max((d for d in decided if d.same), key=lambda d: (d.on, d), default=None),
            any(not d.same and d.person == p.iri for d in decided for p in persons),
        )

    def _decided_of(self, persons: Iterable[Person]) -> list[Decision]:
        """Return what is decided about any of these persons."""
        return [d for p in persons for d in self._decided.get(p.iri, ())]

    def compare_surnames(self, known: Iterable[Entity]) -> None:
        """From now on look for those who may be meant by a surname, `known` ones included."""
        self._index = Namesakes()
        others = []
        for entity in known:
            if (home := self._home.get(entity.iri)) is None:
                others.append(entity)
            else:
                for member in entity.members:
                    home.known.add(member.profile)
        for entity in (*self.entities, *others):
            if not entity.closed:
                self._index.add(entity, entity.known)

    def place(self, unit: _Unit) -> None:
        """Let the unit's persons join the entity that they are, or be one of their own.

        The odds of every entity that comes into question, and of none of them, make the whole.
        """
        if unit.anchor:
            self._join(unit, self._home[unit.anchor], 1.0, "")
            return
        told = Dossier([unit.profile])
        rivals = sorted(self._rivals(unit, told), key=lambda r: (-r[1].log_odds, _name(r[0])))
        whole = 1 + sum(c.odds for _, c in rivals)
        if rivals and rivals[0][1].odds / whole >= MERGE:
            best, compared = rivals[0]
            self._join(unit, best, min(compared.odds / whole, MOST), _reason(compared))
            return
        alone = weigh(told, told)
        united = bool(unit.decision) or alone.odds / (whole + alone.odds) >= MERGE
        parts = [unit.persons] if united else [(p,) for p in unit.persons]
        homes = [self._own(unit, part, alone) for part in parts]
        if not unit.parted and (united or not rivals):
            self._index.add(homes[0], told)
        others = [(e, c, c.odds / whole) for e, c in rivals]
        if not (united or rivals):
            others = [(homes[0], alone, alone.score)]
        for home in homes:
            self._suggest(home, others)

    def _rivals(self, unit: _Unit, told: Dossier) -> Iterator[tuple[Entity, Comparison]]:
        """Yield the entities that the unit may be; note those that a decision rules out."""
        for entity in self._index.find(told):
            if apart(told, entity.known):
                continue
            compared = weigh(told, entity.known)
            if compared.score < CANDIDATE:
                continue
            ruling = self._ruled_out(unit, entity)
            if ruling is None:
                yield entity, compared
            else:
                reason = f"{_told(ruling)}, against this: {_reason(compared)}"
                self._note(unit.persons, entity, "rejected", compared.score, reason, ruling)

    def _ruled_out(self, unit: _Unit, entity: Entity) -> Decision | None:
        """Return the decision by which the unit is not the entity, if there is one."""
        iris = {p.iri for p in unit.persons}
        for decision in sorted(self._decided_of(unit.persons)):
            others = decision.pair - iris
            if not decision.same and len(others) == 1:
                (other,) = others
                if self._home.get(other) is entity:
                    return decision
        return None

    def _join(self, unit: _Unit, entity: Entity, score: float, reason: str) -> None:
        self._settle(unit.persons, entity)
        told = [_told(unit.decision)] if unit.decision else []
        self._note(
            unit.persons,
            entity,
            "accepted",
            score,
            "; ".join([*told, *filter(None, [reason])]),
            unit.decision,
        )
        if unit.full or not entity.full:
            entity.known.add(unit.profile)
            self._index.add(entity, Dossier([unit.profile]))

    def _own(self, unit: _Unit, persons: tuple[Person, ...], alone: Comparison) -> Entity:
        """Make an entity of the persons; the first of them gives it its being."""
        entity = Entity(Dossier([unit.profile]), closed=unit.parted)
        self.entities.append(entity)
        self._settle(persons, entity)
        self._note(persons[:1], entity, "accepted", 1.0, _FIRST, unit.decision)
        if unit.decision:
            self._note(persons[1:], entity, "accepted", 1.0, _told(unit.decision), unit.decision)
        else:
            self._note(persons[1:], entity, "accepted", alone.score, _reason(alone))
        return entity

    def _settle(self, persons: Iterable[Person], entity: Entity) -> None:
        for person in persons:
            entity.take_in(person)
            if person.iri in self._decided:
                self._home[person.iri] = entity

    def _suggest(self, home: Entity, others: Sequence[tuple[Entity, Comparison, float]]) -> None:
        """Note for the members of `home` who else they may be."""
        likely = [o for o in others if o[0] is not home and o[2] >= LEAST_SHARE]
        if sum(share for *_, share in likely) < CANDIDATE:
            return
        several = f"; one of {len(likely)} who come into question" if len(likely) > 1 else ""
        for entity, compared, share in likely:
            self._note(home.members, entity, "candidate", share, _reason(compared) + several)

    def _note(
        self,
        persons: Iterable[Person],
        entity: Entity,
        status: Status,
        score: float,
        reason: str,
        decision: Decision | None = None,
    ) -> None:
        for person in persons:
            self.found.append(Identification(person, entity, status, score, reason, decision))


_FIRST = "the entity begins with this person"


def _told(decision: Decision) -> str:
    verb = "the same" if decision.same else "different"
    return f"decided to be {verb} by {decision.by} on {decision.on}"


def groups(decisions: Iterable[Decision]) -> dict[str, str]:
    """Return for everybody who is somebody else by decision the first IRI of all these."""
    groups: dict[str, set[str]] = {}
    for decision in decisions:
        if decision.same:
            joined = set(decision.pair)
            for iri in decision.pair:
                joined |= groups.get(iri, set())
            groups |= dict.fromkeys(joined, joined)
    return {iri: min(group) for iri, group in groups.items()}


def _name(entity: Entity) -> tuple[str, str]:
    return entity.iri, entity.first


def _reason(compared: Comparison) -> str:
    """Return why, in words: the names and what was noted of them."""
    notes = ", ".join(compared.notes)
    if compared.names is None:
        return notes
    first, second = compared.names
    names = f"“{first}”" if first == second else f"“{first}” and “{second}”"
    return f"{names}: {notes}"
