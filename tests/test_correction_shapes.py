"""Every rule for corrections, broken once."""

import pytest
from rdflib import SH, Graph, URIRef

from kg.corrections.correction import Agent, Correction
from kg.corrections.graph import correction_graph, correction_iri
from kg.iris import BASE
from kg.iris import SHAPES as CQS
from kg.model import Span
from kg.paths import SHAPES
from kg.validation import findings_in, load_validator

from .faults import add, drop, nameless, put, reference

SAID = Correction(
    f"{BASE}article/1",
    "speaker",
    (Span(3, 8),),
    ("words",),
    "Ada",
    "2024-05-01T10:00:00.000+00:00",
    agents=(Agent("state/SE", "Sweden"),),
)
NODE = f"<{correction_iri(BASE, SAID)}>"
SPAN = "<article/1/span/3-8>"
FAULTS = [
    ("nothing", lambda graph: None, ""),
    ("no address", nameless(NODE[1:-1].removeprefix(BASE)), "Correction"),
    ("no label", drop(f"{NODE} rdfs:label"), "Correction-label"),
    ("no kind", drop(f"{NODE} cq:correctionKind"), "Correction-kind"),
    ("a kind that is none", put(f"{NODE} cq:correctionKind", "cq:Direct"), "Correction-kind"),
    ("in no article", drop(f"{NODE} cq:inArticle"), "Correction-inArticle"),
    ("of no words", drop(f"{NODE} cq:concernsSpan"), "Correction-span"),
    ("by nobody", drop(f"{NODE} dcterms:creator"), "Correction-by"),
    ("at no time", put(f"{NODE} prov:generatedAtTime", "'May'"), "Correction-on"),
    ("to a word", add(f"{NODE} cq:correctedTo 'Sweden'"), "Correction-to"),
    ("split nowhere", add(f"{NODE} cq:splitAt -1"), "Correction-at"),
    ("an empty reason", add(f"{NODE} cq:reason ''"), "Correction-reason"),
    ("a nameless span", nameless("article/1/span/3-8"), "CorrectedSpan Correction-span"),
    ("no beginning", drop(f"{SPAN} cq:start"), "CorrectedSpan-start"),
    ("no end", drop(f"{SPAN} cq:end"), "CorrectedSpan-end"),
    ("no words", drop(f"{SPAN} cq:exact"), "CorrectedSpan-exact"),
]


@pytest.fixture(scope="module")
def validator():
    return load_validator(BASE, reference())


@pytest.mark.parametrize(("name", "change", "expected"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_fault_is_caught_by_the_rule_meant_for_it_and_by_no_other(
    validator, name, change, expected
):
    graph = correction_graph([SAID], BASE)
    change(graph)
    found = findings_in(validator.report_corrections(graph), graph)
    assert sorted({f.rule for f in found}) == expected.split()


def test_every_rule_is_in_the_table():
    shapes = Graph().parse(SHAPES / "corrections.ttl")
    rules = {
        str(shape).removeprefix(CQS)
        for shape in shapes.subjects()
        if isinstance(shape, URIRef)
        and any((shape, p, None) in shapes for p in (SH.path, SH.nodeKind))
    }
    assert rules == {rule for _, _, expected in FAULTS for rule in expected.split()}
