"""What people decide about identity: kept in `<base>entities`, obeyed by every later pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.errors import CommuniqueError
from kg.identity.graph import decision_graph, entities_iri
from kg.identity.reading import article_of, rows
from kg.identity.resolution import Decision, groups
from kg.iris import CQ
from kg.ntriples import to_ntriples
from kg.protocols import Store


class DecisionError(CommuniqueError):
    """A decision that cannot be made: of somebody unknown, or against an earlier one."""


def read_decisions(store: Store, base: str) -> tuple[Decision, ...]:
    """Return what has been decided, in order of the persons' IRIs."""
    found = rows(store, _DECISIONS % entities_iri(base))
    return tuple(
        sorted(
            Decision(r["person"], r["other"], r["same"] == "true", r["by"], r["on"]) for r in found
        )
    )


def decide(store: Store, base: str, decision: Decision) -> Decision:
    """Note a decision, in place of an earlier one on the same two, and return it as it was noted.

    Either of the two may be a person of an article, one of the reference data, or an entity, in
    whose place its first member is noted: entities come and go. Where one is part of the other, it
    is the one parted. Raises DecisionError, and notes nothing, if one is unknown or no person, or
    if the decision contradicts others.
    """
    one, other = (_look_up(store, base, iri) for iri in (decision.person, decision.other))
    if not decision.same and one.entity and other.iri in one.persons:
        one, other = other, one
    noted = replace(decision, person=one.but(other), other=other.but(one))
    if noted.person == noted.other:
        raise DecisionError(f"{decision.person} and {decision.other} are the same already")
    earlier = read_decisions(store, base)
    _check(store, base, noted, [d for d in earlier if d.pair != noted.pair])
    _write(store, base, [d for d in earlier if d.pair == noted.pair], [noted])
    return noted


def take_back(store: Store, base: str, person: str, other: str) -> tuple[Decision, ...]:
    """Take back and return what was decided on two persons or entities.

    Raises DecisionError if nothing was.
    """
    one, two = (_look_up(store, base, iri).persons for iri in (person, other))
    found = [
        d
        for d in read_decisions(store, base)
        if (d.person in one and d.other in two) or (d.person in two and d.other in one)
    ]
    if not found:
        raise DecisionError(
            f"nothing was decided about {person} and {other}; kg entities shows who decided what, "
            "and what was merged without a decision is parted with --split"
        )
    _write(store, base, found, [])
    return tuple(found)


def articles_of(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the IRIs of the articles whose persons are decided about."""
    return frozenset(article_of(i) for d in decisions for i in d.pair)


@dataclass(frozen=True)
class _Found:
    """What an IRI names: a person, or an entity with its members. `persons` includes itself."""

    iri: str
    persons: tuple[str, ...]
    entity: bool = False

    def but(self, other: _Found) -> str:
        """Return the person to note: of an entity the first member that is not the other."""
        if not self.entity:
            return self.iri
        members = [p for p in self.persons[1:] if p not in (other.iri,)]
        if not members:
            raise DecisionError(f"{other.iri} is all there is of {self.iri}: nothing to part")
        return members[0]


def _look_up(store: Store, base: str, iri: str) -> _Found:
    """Return what an IRI names. Raises DecisionError if that is not a person."""
    if not _IRI.fullmatch(iri):
        raise DecisionError(f"{iri!r} is not an IRI; kg entities lists those of the persons")
    found = rows(store, f"SELECT DISTINCT ?g ?type {{ GRAPH ?g {{ <{iri}> a ?type }} }}")
    types = {r["type"] for r in found}
    if not types:
        raise DecisionError(f"nobody here is called {iri}; kg entities lists who there is")
    if CQ + "Person" not in types:
        kind = min(types).removeprefix(CQ)
        raise DecisionError(f"{iri} is not a person but a {kind}: only persons can be merged")
    graphs = {r["g"] for r in found}
    members = rows(store, _MEMBERS % (entities_iri(base), iri))
    persons = (iri, *sorted(r["p"] for r in members))
    return _Found(iri, persons, graphs == {entities_iri(base)})


def _check(store: Store, base: str, noted: Decision, others: Sequence[Decision]) -> None:
    """Raise DecisionError if a decision goes against the reference data or against others."""
    group = groups((*others, noted))
    for decision in (*others, noted):
        one, two = (group.get(i, i) for i in (decision.person, decision.other))
        if not decision.same and one == two:
            against = f"{decision.by} decided on {decision.on} that {_pair(decision)} are two"
            raise DecisionError(
                f"{against}: take that back first, with kg entities --undo"
                if decision != noted
                else f"by earlier decisions {_pair(noted)} are one person; undo one of these first"
            )
    if noted.same:
        joined = [i for i, g in group.items() if g == group[noted.person]]
        values = " ".join(f"<{i}>" for i in sorted(joined))
        known = rows(store, _REFERENCE % (values, f"{base}reference"))
        if len(known) > 1:
            names = " and ".join(sorted(r["p"] for r in known))
            raise DecisionError(f"{names} are two persons of the reference data")


def _pair(decision: Decision) -> str:
    return f"{decision.person} and {decision.other}"


def _write(store: Store, base: str, removed: Iterable[Decision], added: Iterable[Decision]) -> None:
    gone, new = (to_ntriples(decision_graph(d, base)) for d in (removed, added))
    store.amend(entities_iri(base), gone, new)


_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_DECISIONS = """SELECT ?person ?other ?same ?by ?on { GRAPH <%s> {
  ?d a cq:IdentityDecision ; cq:decidesOn ?person ; cq:comparedWith ?other ; cq:samePerson ?same ;
    dcterms:creator ?by ; dcterms:created ?on } }"""
_MEMBERS = "SELECT ?p { GRAPH <%s> { ?r cq:identifiedAs <%s> ; cq:identifies ?p } }"
_REFERENCE = "SELECT DISTINCT ?p { VALUES ?p { %s } GRAPH <%s> { ?p a cq:Person } }"
