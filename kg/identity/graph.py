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
from collections.abc import Callable, Iterable
from decimal import Decimal

from rdflib import PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from kg.identity.entities import Entity, keys, other_names
from kg.identity.resolution import Decision, Identification, Resolution
from kg.indexed_graph import IndexedGraph
from kg.iris import CQ, program_iri

_CQ = Namespace(CQ)
STATUSES = {
    "accepted": _CQ.AcceptedIdentity,
    "candidate": _CQ.CandidateIdentity,
    "rejected": _CQ.RejectedIdentity,
}


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


def resolution_graph(
    resolution: Resolution, *, base: str, run: str, name_of: Callable[[str], str | None]
) -> Graph:
    """Return the triples of an outcome: entities that are not reference data, and the records.

    `run` is the digest of the identification run, `name_of` gives the name of an entity key.
    """
    out = IndexedGraph()
    for entity in resolution.entities:
        if entity.coined:
            _describe(out, entity)
    for found in resolution.identifications:
        _record(out, found, base, URIRef(f"{base}run/{run}"), name_of)
    return out


def _describe(out: Graph, entity: Entity) -> None:
    node = URIRef(entity.iri)
    out.add((node, RDF.type, _CQ.Person))
    out.add((node, RDFS.label, Literal(entity.label, lang="en")))
    for name in other_names(entity):
        out.add((node, SKOS.altLabel, Literal(name, lang="en")))


def _record(
    out: Graph,
    found: Identification,
    base: str,
    run: URIRef,
    name_of: Callable[[str], str | None],
) -> None:
    person, entity = URIRef(found.person.iri), URIRef(found.entity.iri)
    node = URIRef(identification_iri(base, person, entity))
    verb = {"accepted": "is", "candidate": "may be", "rejected": "is not"}[found.status]
    label = f"“{found.person.label}” {verb} {found.entity.label}"
    score = Decimal(f"{found.score:.3f}").normalize()
    out.add((node, RDF.type, _CQ.Identification))
    out.add((node, RDFS.label, Literal(label, lang="en")))
    out.add((node, _CQ.identifies, person))
    out.add((node, _CQ.inArticle, URIRef(found.person.article)))
    out.add((node, _CQ.consideredEntity, entity))
    out.add((node, _CQ.identificationStatus, STATUSES[found.status]))
    out.add((node, _CQ.confidence, Literal(f"{score:f}", datatype=XSD.decimal)))
    out.add((node, _CQ.reason, Literal(_named(found.reason, name_of))))
    out.add((node, PROV.wasGeneratedBy, run))
    if found.decision:
        out.add((node, _CQ.followsDecision, URIRef(decision_iri(base, found.decision))))
    if found.status == "accepted":
        out.add((node, _CQ.identifiedAs, entity))
        for key in keys(found.person.profile):
            out.add((node, _CQ.nameKey, Literal(key)))


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
