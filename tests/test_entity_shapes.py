"""Every rule for who is who across articles, broken once."""

import pytest
from rdflib import SH, Graph, URIRef

from kg.iris import BASE
from kg.iris import SHAPES as CQS
from kg.paths import SHAPES
from kg.validation import findings_in, load_validator

from .faults import DATA, add, both, drop, nameless, put, reference

ONE, TWO, OUT = (f"<id/identification/{n}>" for n in (1, 2, 5))
LIND, SALO = "<id/person/anna-lind>", "<article/2/person/eero-salo>"
DECISION = "<id/decision/1>"
FINLAND = put("<id/office/state/FI/minister> cq:officeOf", "<id/state/FI>")

FAULTS = [
    ("nothing", lambda graph: None, ""),
    ("no label", drop(f"{ONE} rdfs:label"), "IdentityNamed-label"),
    ("no address", nameless("id/identification/5"), "Identification"),
    ("of nobody", drop(f"{TWO} cq:identifies"), "Identification-identifies"),
    ("of a state", put(f"{TWO} cq:identifies", "<id/state/SE>"), "Identification-identifies"),
    ("in no article", drop(f"{ONE} cq:inArticle"), "Identification-inArticle"),
    (
        "a person who is a state",
        put(f"{OUT} cq:consideredEntity", "<id/state/SE>"),
        "Identification-considered",
    ),
    ("no status", drop(f"{OUT} cq:identificationStatus"), "Identification-status"),
    ("more than sure", put(f"{ONE} cq:confidence", "1.5"), "Identification-confidence"),
    ("no reason", drop(f"{ONE} cq:reason"), "Identification-reason"),
    ("an empty key", add(f"{ONE} cq:nameKey ''"), "Identification-nameKey"),
    ("by no run", drop(f"{ONE} prov:wasGeneratedBy"), "Identification-generatedBy"),
    (
        "a decision that is none",
        put(f"{OUT} cq:followsDecision", "<id/decision/9>"),
        "Identification-decision",
    ),
    ("accepted, but as nobody", drop(f"{ONE} cq:identifiedAs"), "IdentifiedIfAccepted"),
    (
        "open, but identified",
        put(f"{ONE} cq:identificationStatus", "cq:CandidateIdentity"),
        "IdentifiedIfAccepted",
    ),
    (
        "one person, two entities",
        both(
            put(f"{OUT} cq:identificationStatus", "cq:AcceptedIdentity"),
            add(f"{OUT} cq:identifiedAs <id/person/eero-salo>"),
        ),
        "DecisionsKept OneIdentity-entity",
    ),
    ("two states in the same weeks", FINLAND, "TwoStates"),
    (
        "two states, one after the other",
        both(FINLAND, put("<article/2> dcterms:issued", '"2023-04-01"^^xsd:date')),
        "",
    ),
    ("a nameless decision", nameless("id/decision/1"), "IdentityDecision"),
    ("about nobody", drop(f"{DECISION} cq:decidesOn"), "IdentityDecision-persons"),
    ("with nobody", drop(f"{DECISION} cq:comparedWith"), "IdentityDecision-others"),
    (
        "with himself",
        both(
            put(f"{DECISION} cq:comparedWith", SALO),
            put(f"{DECISION} cq:samePerson", "true"),
        ),
        "IdentityDecision-two",
    ),
    ("no verdict", drop(f"{DECISION} cq:samePerson"), "IdentityDecision-verdict"),
    ("by nobody", drop(f"{DECISION} dcterms:creator"), "IdentityDecision-by"),
    ("at no time", drop(f"{DECISION} dcterms:created"), "IdentityDecision-on"),
    ("not carried out", put(f"{DECISION} cq:samePerson", "true"), "DecisionsKept"),
    ("a run by no rules", drop("<run/1> cq:configDigest"), "IdentificationRun-configDigest"),
    ("a nameless cluster", drop("<id/copies/1> rdfs:label"), "CopyNamed-label"),
    ("a copy of what", drop("<id/copy/2> cq:inArticle"), "Copy-inArticle"),
    ("more than alike", put("<id/copy/2> cq:confidence", "1.2"), "Copy-confidence"),
    ("alike for no reason", drop("<id/copy/2> cq:reason"), "Copy-reason"),
    ("a copy of no text", put("<id/copy/2> cq:ofCluster", "<id/copies/9>"), "Copy-ofCluster"),
    (
        "a text of one article",
        both(
            both(drop("<id/copy/2> ?p"), drop("<id/utterance/1-ab> ?p")),
            drop("<article/1/statement/1> cq:reportOf"),
            drop("<article/2/statement/1> cq:reportOf"),
        ),
        "CopyCluster-members",
    ),
    ("one report", drop("<article/2/statement/1> cq:reportOf"), "Utterance-reports"),
    ("a report of a copy", add("<article/3/statement/1> cq:reportOf <id/copy/2>"), "Report-of"),
    ("an empty copy key", add("<article/1> cq:copyKey ''"), "CopyKey-word"),
    ("a run of nobody", drop("<run/1> prov:wasAssociatedWith"), "IdentificationRun-software"),
]


@pytest.fixture(scope="module")
def validator():
    return load_validator(BASE, reference())


@pytest.mark.parametrize(("name", "change", "expected"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_fault_is_caught_by_the_rule_meant_for_it_and_by_no_other(
    validator, name, change, expected
):
    graph = Graph().parse(DATA / "entities.ttl")
    change(graph)
    found = findings_in(validator.report_entities(graph, Graph()), graph)
    assert sorted({f.rule for f in found}) == expected.split()
    assert {f.severity for f in found} <= ({"Warning"} if name.startswith("two") else {"Violation"})


def test_every_rule_is_in_the_table():
    shapes = Graph().parse(SHAPES / "entities.ttl")
    rules = {
        str(shape).removeprefix(CQS)
        for shape in shapes.subjects()
        if isinstance(shape, URIRef)
        and any((shape, p, None) in shapes for p in (SH.path, SH.sparql, SH.nodeKind))
    }
    assert rules == {rule for _, _, expected in FAULTS for rule in expected.split()}
