"""The rules between graphs: each broken once, and a store that is really built keeps them all."""

import contextlib
import json

import pytest
from click.testing import CliRunner
from rdflib import RDF, SH, Graph, Literal, URIRef

from kg.cli import cli
from kg.dataset import check_dataset
from kg.iris import BASE, CQ
from kg.iris import SHAPES as CQS
from kg.paths import SHAPES
from kg.plugins import open_store

from .examples import built
from .faults import ARTICLE, article, drop, reference

A = BASE + ARTICLE
PREFIXES = f"""PREFIX cq: <{CQ}> PREFIX cl: <{A}/claim/> PREFIX st: <{A}/statement/>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX prov: <http://www.w3.org/ns/prov#>
BASE <{BASE}>
"""
DERIVED = """cl:1 cq:comparison cq:Agrees ; cq:agreesWith <id/membership/NO-NATO> .
cl:2 cq:comparison cq:NotCovered . st:1 cq:onBehalfOf <id/state/NO> ."""
IDENTIFIED = f"""<x> cq:identifies <id/person/anna-lind> ; cq:identifiedAs <id/person/lind> ;
cq:inArticle <{A}> ."""


def graph(name, triples):
    return f"GRAPH <{name}> {{ {triples} }}"


def represents(triples):
    """Return who speaks for whom in a statement of Norway's, made for Norway."""
    told = f"st:1 cq:hasRepresentation <r> . <r> a cq:Representation ; {triples}"
    return graph(f"{A}/inferred", told)


FAULTS = [
    ("nothing", "", ""),
    ("an article in another's graph", graph("g", f"<{A}> a cq:Article"), "ArticleInItsGraph"),
    ("a fact elsewhere", graph("g", "<m> a cq:Membership"), "FactsInReference"),
    ("a term of office in an article", graph(A, "<h> a cq:OfficeHolding"), "FactsInReference"),
    ("derived inside", graph(A, "st:2 cq:onBehalfOf <id/state/NO>"), "DerivedBesideArticle"),
    (
        "derived of no article",
        graph("gone/inferred", "<gone/statement/1> cq:onBehalfOf <id/state/NO>"),
        "DerivedBesideArticle",
    ),
    (
        "derived of another article",
        graph("other/inferred", "st:2 cq:onBehalfOf <id/state/NO>"),
        "DerivedBesideArticle",
    ),
    (
        "for a state unknown",
        graph(f"{A}/inferred", "st:2 cq:onBehalfOf <id/state/ZZ>"),
        "DerivedForSomebody",
    ),
    (
        "for somebody by who did not speak",
        represents("cq:representative <id/state/SE> ; cq:represented <id/state/NO>"),
        "RepresentedBySpeaker",
    ),
    ("for nobody", represents("cq:representative <id/state/NO>"), "RepresentedBySpeaker"),
    ("for whom it is not made", represents("cq:represented <id/state/SE>"), "RepresentedBySpeaker"),
    (
        "for two at once",
        represents("cq:represented <id/state/NO> , <id/state/SE>")
        + graph(f"{A}/inferred", "st:1 cq:onBehalfOf <id/state/SE>"),
        "RepresentedBySpeaker",
    ),
    (
        "for somebody in no statement",
        graph(f"{A}/inferred", "<r> a cq:Representation ; cq:represented <id/state/NO>"),
        "RepresentedBySpeaker",
    ),
    ("two verdicts", graph(f"{A}/inferred", "cl:2 cq:comparison cq:Agrees"), "ComparedOnce"),
    (
        "a verdict of its own",
        graph(f"{A}/inferred", "cl:3 cq:comparison cq:Perhaps"),
        "ComparedOnce",
    ),
    ("a claim not compared", graph(A, f"cl:9 a cq:MembershipClaim ; cq:inArticle <{A}>"),
     "ComparedOnce"),
    (
        "proof without verdict",
        graph(f"{A}/inferred", "cl:2 cq:agreesWith <id/membership/NO-NATO>"),
        "VerdictHasProof",
    ),
    (
        "conflict with an agreement",
        graph(f"{A}/inferred", "cl:1 cq:conflictsWith <id/membership/NO-NATO>"),
        "VerdictHasProof",
    ),
    (
        "proof that is gone",
        graph(f"{A}/inferred", "cl:1 cq:agreesWith <id/membership/gone>"),
        "VerdictHasProof",
    ),
    (
        "one person for two states in a month",
        graph("entities", IDENTIFIED) + graph(f"{A}/inferred", "st:2 cq:onBehalfOf <id/state/SE>"),
        "SpeaksForTwoStates",
    ),
    (
        "a run by a program that nothing describes",
        graph(A, "<run/2> a cq:ExtractionRun ; prov:wasAssociatedWith <software/gone>"),
        "ProgramDescribed",
    ),
    (
        "a claim against the reference",
        graph(A, f"cl:9 a cq:MembershipClaim ; cq:inArticle <{A}> ; "
        "cq:evidence <article/699b183c5be1f0a2/span/369-409>")
        + graph(f"{A}/inferred", "cl:9 cq:comparison cq:Contradicts"),
        "ClaimAgainstReference",
    ),
]  # fmt: skip


def nt(triples):
    return triples.serialize(format="nt").encode()


@pytest.fixture
def store():
    store = open_store("memory")
    store.replace({A: nt(article()), f"{BASE}reference": nt(reference())})
    store.engine.update(f"{PREFIXES} INSERT DATA {{ {graph(f'{A}/inferred', DERIVED)} }}")
    return store


@pytest.mark.parametrize(("name", "quads", "expected"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_fault_is_caught_by_the_rule_meant_for_it_and_by_no_other(store, name, quads, expected):
    store.engine.update(f"{PREFIXES} INSERT DATA {{ {quads} }}")
    assert sorted({f.rule for f in check_dataset(store, BASE)}) == expected.split()


def test_every_rule_is_in_the_table():
    shapes = Graph().parse(SHAPES / "dataset.ttl").subjects(SH.sparql)
    rules = {str(s).removeprefix(CQS) for s in shapes}
    assert rules == {rule for _, _, expected in FAULTS for rule in expected.split()}


def test_a_contradiction_is_shown_with_its_sentence_and_holds_nothing_back(store):
    store.engine.update(f"{PREFIXES} INSERT DATA {{ {FAULTS[-1][1]} }}")
    (finding,) = check_dataset(store, BASE)
    assert (finding.severity, finding.focus) == ("Info", f"{A}/claim/9")
    assert finding.sentence.startswith("A senior diplomat warned that Georgia")


def validated(folder, form, code):
    done = CliRunner().invoke(cli, ["validate", "--store", str(folder), "--format", form])
    assert done.exit_code == code, done.output
    return done.stdout


def test_a_store_that_was_built_conforms_as_a_whole():
    assert json.loads(validated(built(), "json", 0))["counts"]["violation"] == 0


def test_one_report_holds_what_is_wrong_with_articles_reference_and_between_them(tmp_path):
    known, told = reference(), article()
    drop("<id/membership/NO-NATO> dcterms:source")(known)
    drop("st:2 cq:speaker")(told)
    with contextlib.closing(open_store(str(tmp_path / "kg"), create=True)) as store:
        store.replace({A: nt(told), f"{BASE}reference": nt(known)})
        store.engine.update(f"{PREFIXES} INSERT DATA {{ {graph(f'{A}/inferred', DERIVED)} }}")
        store.engine.update(f"{PREFIXES} INSERT DATA {{ {FAULTS[-1][1]} }}")
    findings = json.loads(validated(tmp_path / "kg", "json", 1))["findings"]
    assert {"TimeScopedRelation-source", "Statement-speaker", "ClaimAgainstReference"} <= {
        f["rule"] for f in findings
    }
    report = Graph().parse(data=validated(tmp_path / "kg", "turtle", 1), format="turtle")
    (whole,) = report.subjects(RDF.type, SH.ValidationReport)
    assert report.value(whole, SH.conforms) == Literal(False)
    results = set(report.objects(whole, SH.result))
    assert len(results) == len(findings)
    for result in results:
        assert isinstance(report.value(result, SH.focusNode), URIRef)
        for needed in (SH.resultSeverity, SH.sourceConstraintComponent, SH.resultMessage):
            assert report.value(result, needed) is not None
    page = validated(tmp_path / "kg", "html", 1)
    assert page.count('<div class="finding ') == len(findings)
    assert page.index("Must be mended") < page.index("To know")
    assert "<blockquote>A senior diplomat warned" in page
