"""The pass that keeps `<base>entities` in line with the articles; a build ends with it.

Only what can have changed is looked at: the persons of new, changed and vanished articles, and
whoever shares a key with them. The graph is the same as if all had been resolved at once.
"""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cached_property

from rdflib import Graph

from kg.identity.decisions import articles_of, read_decisions
from kg.identity.entities import Entity, Person, blocks, common_label, keys, surnames
from kg.identity.graph import decision_graph, entities_iri, resolution_triples, run_graph
from kg.identity.profiles import Dossier
from kg.identity.reading import anchors_of, article_of, persons_in, rows, rows_about, triples_about
from kg.identity.resolution import Resolution, resolve
from kg.ntriples import to_ntriples
from kg.protocols import Store
from kg.reference import Reference
from kg.vocabulary import program_graph

VERSION = "3"  # raised when the outcome may change
AT_ONCE = 1000  # articles read at once in a pass over everything
WRITTEN = 10_000  # records written at once: some 20 MB, as each writing adds files to be merged


@dataclass(frozen=True)
class Changes:
    """What a pass did: how many persons were looked at, and how many entities they are now."""

    persons: int = 0
    entities: int = 0


def identify(
    store: Store,
    reference: Reference,
    *,
    base: str,
    version: str,
    changed: Iterable[str] = (),
    anew: bool = False,
    alone: bool = False,
) -> Changes:
    """Bring the entities graph up to date; `changed` are IRIs of articles stored again.

    New and vanished articles are found without being named, by looking at all there are, unless
    `alone`: who writes one article knows which. After a change of the rules or of the reference
    data, or if `anew`, as it is not known what has changed, everything is resolved anew.
    """
    work = _Pass(store, reference, base, version)
    return work.everything() if anew else work.run(frozenset(changed), alone=alone)


def identified(store: Store, reference: Reference, *, base: str, version: str) -> bool:
    """Say whether a pass with these rules and reference data has been over the store."""
    return _Pass(store, reference, base, version).is_done


@dataclass(frozen=True)
class _Part:
    """What is resolved again: the persons, those `gone`, and the entities that stay but count."""

    persons: tuple[Person, ...]
    gone: frozenset[str]
    known: tuple[Entity, ...]


class _Pass:
    def __init__(self, store: Store, reference: Reference, base: str, version: str) -> None:
        self.store, self.reference, self.base, self.version = store, reference, base, version
        self.graph = entities_iri(base)
        self.decisions = read_decisions(store, base)

    def run(self, changed: frozenset[str], *, alone: bool = False) -> Changes:
        if not self.is_done:
            return self.everything()
        if not alone:
            changed |= {r["g"] for query in (_NEW, _GONE) for r in rows(self.store, self.of(query))}
        if not changed:
            return Changes()
        part = self.part(changed)
        outcome = self.resolved(part.persons, part.known)
        present = to_ntriples(self.present(part)).splitlines(keepends=True)
        old = {line.decode() for line in present}
        new = self.triples(outcome)
        self.store.amend(self.graph, _document(old - new), _document(new - old))
        return Changes(len(part.persons), len(outcome.entities))

    @property
    def is_done(self) -> bool:
        """Say whether the graph is of these rules and reference data."""
        return bool(rows(self.store, self.of(_RUN % self.run_iri)))

    def everything(self) -> Changes:
        """Resolve all persons. The run is noted last, so that a pass cut short begins again."""
        articles = sorted(r["g"] for r in rows(self.store, _ARTICLES))
        persons = [
            person
            for at in range(0, len(articles), AT_ONCE)
            for person in persons_in(self.store, articles[at : at + AT_ONCE], self.base)
        ]
        outcome = self.resolved(persons, ())
        self.store.replace({self.graph: to_ntriples(decision_graph(self.decisions, self.base))})
        for part in outcome.parts(WRITTEN):
            lines = io.BytesIO(_document(self.triples(part)))
            self.store.load(lines, "application/n-triples", self.graph)
        program = program_graph(self.base, self.version)
        self.store.amend(f"{self.base}runs", b"", to_ntriples(program))
        run = run_graph(self.base, self.digest, self.version)
        self.store.amend(self.graph, b"", to_ntriples(run))
        return Changes(len(persons), len(outcome.entities))

    @cached_property
    def anchors(self) -> tuple[Person, ...]:
        """The office holders of the reference data."""
        return anchors_of(self.reference, self.base)

    @cached_property
    def digest(self) -> str:
        """16 hexadecimal digits of the rules and of the reference data they rest on."""
        rests_on = (VERSION, self.version, self.reference.holdings)
        return hashlib.sha256(repr(rests_on).encode()).hexdigest()[:16]

    @property
    def run_iri(self) -> str:
        return f"{self.base}run/{self.digest}"

    def of(self, query: str) -> str:
        return query.replace("$entities", f"<{self.graph}>")

    def resolved(self, persons: Iterable[Person], known: Iterable[Entity]) -> Resolution:
        return resolve(persons, self.anchors, self.decisions, base=self.base, known=known)

    def triples(self, outcome: Resolution) -> set[str]:
        return resolution_triples(outcome, base=self.base, run=self.digest, name_of=self.name_of)

    def name_of(self, key: str) -> str | None:
        entity = self.reference.entity(key)
        return entity.name if entity else None

    def part(self, changed: frozenset[str]) -> _Part:
        """Return all whose identity may depend on the persons of the changed articles.

        Those with a full name depend on whoever shares a key of it, in however many steps; a
        surname alone on all who have the surname, but nobody on it.
        """
        decided = articles_of(self.decisions)
        here = {p.iri: p for p in persons_in(self.store, changed | decided, self.base)}
        before = list(rows_about(self.store, self.of(_RECORDED), changed))
        wanted = {r["key"] for r in before}.union(*(keys(p.profile) for p in here.values()))
        found, asked = here, set[str]()
        while news := wanted - asked:
            asked |= news
            found |= self.sharing(news, found)
            for person in (*found.values(), *self.anchors):
                if _depends(person, asked):
                    wanted |= keys(person.profile)
        again = tuple(p for p in found.values() if _depends(p, asked))
        others = [p.iri for p in found.values() if not _depends(p, asked)]
        gone = frozenset(r["p"] for r in before) - found.keys()
        return _Part(again, gone, self.known(others))

    def sharing(self, wanted: Iterable[str], found: Iterable[str]) -> dict[str, Person]:
        """Return the persons under the keys that are not found yet, by IRI."""
        literals = " ".join(f'"{k}"' for k in sorted(wanted))
        query = self.of(_SHARING) % literals
        return self.read({r["p"] for r in rows(self.store, query)}.difference(found))

    def read(self, iris: Set[str]) -> dict[str, Person]:
        persons = persons_in(self.store, {article_of(i) for i in iris}, self.base)
        return {p.iri: p for p in persons if p.iri in iris}

    def known(self, persons: Iterable[str]) -> tuple[Entity, ...]:
        """Return the entities of these persons, with all their members that have a full name."""
        entities = {r["e"] for r in rows_about(self.store, self.of(_ENTITY), persons)}
        home = {r["p"]: r["e"] for r in rows_about(self.store, self.of(_MEMBERS), entities)}
        members = [p for p in self.read(home.keys()).values() if p.profile.full_names]
        grouped: defaultdict[str, list[Person]] = defaultdict(list)
        for member in sorted(members, key=lambda p: p.iri):
            grouped[home[member.iri]].append(member)
        return tuple(
            Entity(Dossier(p.profile for p in persons), iri, common_label(persons), members=persons)
            for iri, persons in sorted(grouped.items())
        )

    def present(self, part: _Part) -> Graph:
        """Return what the graph says now of the persons of a part and of their entities alone."""
        persons = {p.iri for p in part.persons} | part.gone
        coined = {r["e"] for r in rows_about(self.store, self.of(_COINED), persons)}
        out = Graph()
        for query, iris in (
            (_OLD_RECORDS, persons),
            (_OLD_ENTITIES, coined - {e.iri for e in part.known}),
        ):
            out += triples_about(self.store, self.of(query), iris)
        return out


def _document(lines: Set[str]) -> bytes:
    return "".join(sorted(lines)).encode()


def _depends(person: Person, asked: Set[str]) -> bool:
    """Say whether who a person is depends on those found under these keys."""
    return bool((blocks(person.profile) or surnames(person.profile)) & asked)


_RUN = "SELECT ?c { GRAPH $entities { <%s> a ?c } }"
_ARTICLES = "SELECT ?g { GRAPH ?g { ?g a cq:Article } }"
_NEW = """SELECT DISTINCT ?g { GRAPH ?g { ?g a cq:Article . ?p a cq:Person }
  FILTER(STRSTARTS(STR(?p), CONCAT(STR(?g), "/person/")))
  FILTER NOT EXISTS { GRAPH $entities { ?r cq:identifies ?p } } }"""
_GONE = """SELECT DISTINCT ?g { GRAPH $entities { ?r cq:identifies ?p ; cq:inArticle ?g }
  FILTER NOT EXISTS { GRAPH ?g { ?p a cq:Person } } }"""
_RECORDED = """SELECT ?p ?key { VALUES ?g { %s }
  GRAPH $entities { ?r cq:inArticle ?g ; cq:identifies ?p ; cq:nameKey ?key } }"""
_SHARING = """SELECT DISTINCT ?p { VALUES ?key { %s }
  GRAPH $entities { ?r cq:nameKey ?key ; cq:identifies ?p } }"""
_ENTITY = """SELECT DISTINCT ?e { VALUES ?p { %s }
  GRAPH $entities { ?r cq:identifies ?p ; cq:identifiedAs ?e } }"""
_MEMBERS = """SELECT ?p ?e { VALUES ?e { %s }
  GRAPH $entities { ?r cq:identifiedAs ?e ; cq:identifies ?p } }"""
_COINED = """SELECT DISTINCT ?e { VALUES ?p { %s }
  GRAPH $entities { ?r cq:identifies ?p ; cq:identifiedAs ?e . ?e a cq:Person } }"""
_OLD_RECORDS = """CONSTRUCT { ?r ?q ?o } WHERE { VALUES ?p { %s }
  GRAPH $entities { ?r cq:identifies ?p ; ?q ?o } }"""
_OLD_ENTITIES = """CONSTRUCT { ?e ?q ?o } WHERE { VALUES ?e { %s } GRAPH $entities { ?e ?q ?o } }"""
