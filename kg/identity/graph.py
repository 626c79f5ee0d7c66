"""The graph `<base>entities`: entities, and a record for every step from a person to one of them.

Articles know persons under IRIs of their own. A `cq:Identification` says that such a person is,
may be or is not an entity; queries follow `?person ^cq:identifies/cq:identifiedAs ?entity`. So an
article's graph never changes, and a merge is undone by taking away one record. `owl:sameAs` would
do neither: a reasoner would put everything said of one on the other, scores and doubts would be
lost, one wrong link would make the whole data inconsistent, and it could not be taken back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import chain

from rdflib import PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from kg.identity.entities import Entity, keys, other_names
from kg.identity.resolution import Decision, Identification, Resolution
from kg.iris import CQ, program_iri
from kg.ntriples import literal

_CQ = Namespace(CQ)
STATUSES = {
    "accepted": _CQ.AcceptedIdentity,
    "candidate": _CQ.CandidateIdentity,
    "rejected": _CQ.RejectedIdentity,
}
_TYPE, _LABEL, _NAME, _BY = (
    term.n3() for term in (RDF.type, RDFS.label, SKOS.altLabel, PROV.wasGeneratedBy)
)
_DECIMAL = str(XSD.decimal)
_VERBS = {"accepted": "is", "candidate": "may be", "rejected": "is not"}


def entities_iri(base: str) -> str:
    """Return the IRI of the graph."""
    return f"{base}entities"


def identification_iri(base: str, person: str, entity: str) -> str:
    """Return the IRI of the record that a person is, may be or is not an entity."""
    return f"{base}id/identification/{_digest(person, entity)}"


def decision_iri(base: str, decision: Decision) -> str:
    """Return the IRI of a decision: the same for the two persons in either order."""
    return f"{base}id/decision/{_digest(*sorted(decision.pair))}"


def _digest(*iris: str) -> str:
    return hashlib.sha256(" ".join(iris).encode()).hexdigest()[:16]


def resolution_triples(
    resolution: Resolution, *, base: str, run: str, name_of: Callable[[str], str | None]
) -> set[str]:
    """Return an outcome as lines of N-Triples: entities beside the reference data, and records.

    They are written as they are made: there are millions where there are many articles. `run` is
    the digest of the identification run, `name_of` gives the name of an entity key.
    """
    entities = (_described(e) for e in resolution.entities if e.coined)
    records = (_record(i, base, f"{base}run/{run}", name_of) for i in resolution.identifications)
    return set(chain.from_iterable(chain(entities, records)))


def _described(entity: Entity) -> Iterator[str]:
    node = f"<{entity.iri}>"
    yield f"{node} {_TYPE} <{CQ}Person> .\n"
    yield f"{node} {_LABEL} {literal(entity.label, 'en')} .\n"
    for name in other_names(entity):
        yield f"{node} {_NAME} {literal(name, 'en')} .\n"


def _record(
    found: Identification, base: str, run: str, name_of: Callable[[str], str | None]
) -> Iterator[str]:
    person, entity = found.person, found.entity
    node = f"<{identification_iri(base, person.iri, entity.iri)}>"
    label = f"“{person.label}” {_VERBS[found.status]} {entity.label}"
    score = f"{Decimal(f'{found.score:.3f}').normalize():f}"
    yield f"{node} {_TYPE} <{CQ}Identification> .\n"
    yield f"{node} {_LABEL} {literal(label, 'en')} .\n"
    yield f"{node} <{CQ}identifies> <{person.iri}> .\n"
    yield f"{node} <{CQ}inArticle> <{person.article}> .\n"
    yield f"{node} <{CQ}consideredEntity> <{entity.iri}> .\n"
    yield f"{node} <{CQ}identificationStatus> <{STATUSES[found.status]}> .\n"
    yield f"{node} <{CQ}confidence> {literal(score, datatype=_DECIMAL)} .\n"
    yield f"{node} <{CQ}reason> {literal(_named(found.reason, name_of))} .\n"
    yield f"{node} {_BY} <{run}> .\n"
    if found.decision:
        yield f"{node} <{CQ}followsDecision> <{decision_iri(base, found.decision)}> .\n"
    if found.status == "accepted":
        yield f"{node} <{CQ}identifiedAs> <{entity.iri}> .\n"
        for key in keys(person.profile):
            yield f"{node} <{CQ}nameKey> {literal(key)} .\n"


def _named(reason: str, name_of: Callable[[str], str | None]) -> str:
    """Return the reason with names of states and organisations in the place of their keys."""
    return re.sub(r"\{([^}]*)\}", lambda m: name_of(m[1]) or m[1].rsplit("/", 1)[-1], reason)


def decision_graph(decisions: Iterable[Decision], base: str) -> Graph:
    """Return the triples of what people have decided."""
    out = Graph()
    for decision in decisions:
        node = URIRef(decision_iri(base, decision))
        verb = "are one person" if decision.same else "are two persons"
        label = f"{_last(decision.person)} and {_last(decision.other)} {verb}"
        out.add((node, RDF.type, _CQ.IdentityDecision))
        out.add((node, RDFS.label, Literal(label, lang="en")))
        out.add((node, _CQ.decidesOn, URIRef(decision.person)))
        out.add((node, _CQ.comparedWith, URIRef(decision.other)))
        out.add((node, _CQ.samePerson, Literal(decision.same)))
        out.add((node, DCTERMS.creator, Literal(decision.by)))
        out.add((node, DCTERMS.created, Literal(decision.on)))
    return out


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def run_graph(base: str, run: str, version: str) -> Graph:
    """Return the triples of the identification run."""
    out, node = Graph(), URIRef(f"{base}run/{run}")
    out.add((node, RDF.type, _CQ.IdentificationRun))
    out.add((node, RDFS.label, Literal(f"identification run {run}", lang="en")))
    out.add((node, _CQ.configDigest, Literal(run)))
    out.add((node, PROV.wasAssociatedWith, URIRef(program_iri(base, version))))
    return out
