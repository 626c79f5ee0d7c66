"""The rules between graphs: each broken once, and a store that is really built keeps them all."""

import contextlib
import json

import pytest
from click.testing import CliRunner
from rdflib import RDF, SH, Graph, Literal, URIRef

from kg.cli import cli
from kg.dataset import check_dataset, check_vocabulary
from kg.holdings import Holdings
from kg.iris import BASE, CQ
from kg.iris import SHAPES as CQS
from kg.paths import SHAPES
from kg.plugins import open_store
from kg.vocabulary import shared_graphs

from .examples import built
from .faults import ARTICLE, article, drop, reference

A = BASE + ARTICLE
PREFIXES = f"""PREFIX cq: <{CQ}> PREFIX cl: <{A}/claim/> PREFIX st: <{A}/statement/>
PREFIX cqs: <{CQS}> PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
BASE <{BASE}>
"""
IN = f"{A}/inferred"
COPIED = f"""<c> a cq:CopyCluster . <c1> a cq:Copy ; cq:ofCluster <c> ; cq:inArticle <{A}> .
<c2> a cq:Copy ; cq:ofCluster <c> ; cq:inArticle <article/2> . <u> cq:ofCluster <c> ."""
CORRECTED = f"<k> a cq:Correction ; cq:inArticle <{A}> ; cq:concernsSpan <ks> . <ks> cq:exact"
DERIVED = """cl:1 cq:comparison cq:Agrees ; cq:agreesWith <id/membership/NO-NATO> .
cl:2 cq:comparison cq:NotCovered . st:1 cq:onBehalfOf <id/state/NO> ; cq:hasRepresentation <r0> .
<r0> a cq:Representation ; cq:represented <id/state/NO> ; cq:representative <id/person/anna-lind>"""
IDENTIFIED = f"""<x> cq:identifies <id/person/anna-lind> ; cq:identifiedAs <id/person/lind> ;
cq:inArticle <{A}> ."""


def graph(name, triples):
    return f"GRAPH <{name}> {{ {triples} }}"


def represents(triples, more="cq:onBehalfOf <id/state/NO>"):
    """Return who speaks for whom in a statement of Norway's, made for Norway."""
    told = f"st:1 {more} ; cq:hasRepresentation <r> . <r> a cq:Representation ; {triples}"
    return graph(IN, told)


SAID, FACTS, VOCABULARY, OWNER = (
    "SaidInItsArticle",
    "FactsInReference",
    "VocabularyInItsGraph",
    "OneOwner",
)
FISHERS = "<id/organisation/fish-council> a cq:Organisation ;"
NO_NATO, OF_NATO = "<id/membership/NO-NATO>", "cq:organisation <id/grouping/NATO>"
DAY = "'1999-01-01T00:00:00Z'^^xsd:dateTime"
PREMIER = graph(
    A,
    f"""<{A}/person/x> a cq:Person . cl:9 a cq:OfficeClaim ; cq:inArticle <{A}> ;
cq:claimSubject <{A}/person/x> ; cq:claimRelation cq:holdsOffice ; cq:negated false ;
cq:claimObject <id/office/NO/prime-minister>""",
)
WHO = f"<x> cq:identifies <{A}/person/x> ; cq:inArticle <{A}> ; cq:identifiedAs"
FOR_NORWAY = """cq:onBehalfOf <id/state/NO> ; cq:hasRepresentation <r> .
<r> cq:represented <id/state/NO>"""
THAT_NORWAY = f"""a cq:MembershipClaim ; cq:inArticle <{A}> ; cq:claimSubject <id/state/NO> ;
cq:claimRelation cq:isMemberOf ; cq:claimObject <id/grouping/NATO>"""
THAT_FINLAND = THAT_NORWAY.replace("state/NO", "state/FI")
URL = "https://news.example/baltic-shipping"
HASH = "699b183c5be1f0a247ceb41930efe99342bf23b2e81da5a9ac1df4ef5ca624f7"


FAULTS = [
    ("nothing", "", ""),
    # an article's words
    ("an article in another's graph", graph("g", f"<{A}> a cq:Article"), "ArticleInItsGraph"),
    ("a speaker in a graph of one's own", graph("g", "st:1 cq:speaker <id/state/SE>"), SAID),
    ("a speaker in the graph of no name", "st:1 cq:speaker <id/state/SE>", SAID),
    ("a claim among what is derived", graph(IN, "cl:9 cq:claimSubject <id/state/SE>"), SAID),
    ("words among who is who", graph("entities", "st:1 cq:contentSpan <span>"), SAID),
    ("statements of an article that is gone", graph("article/9", "<s> cq:form cq:Direct"), SAID),
    ("the same said again elsewhere", graph("g", "st:2 cq:speaker <id/person/anna-lind>"), SAID),
    # facts
    ("a fact elsewhere", graph("g", "<m> a cq:Membership"), FACTS),
    ("a fact in the graph of no name", "<m> a cq:Membership", FACTS),
    ("a term of office in an article", graph(A, "<h> a cq:OfficeHolding"), FACTS),
    ("a fact without a kind", graph("g", f"<m> cq:member <id/state/SE> ; {OF_NATO}"), FACTS),
    ("an end of a membership elsewhere", graph(IN, f"{NO_NATO} cq:validTo {DAY}"), FACTS),
    ("a state's capital elsewhere", graph("runs", "<id/state/NO> cq:capital 'Bergen'"), FACTS),
    ("a member in ORG's words", graph("g", "<id/state/SE> org:memberOf <id/grouping/NATO>"), FACTS),
    ("a firm's member in ORG's words", graph("g", "<x> org:memberOf <y>"), ""),
    ("a state renamed", graph("g", "<id/state/SE> rdfs:label 'Svea'@en"), "KnownByReference"),
    ("a state renamed namelessly", "<id/state/SE> rdfs:label 'Svea'@en", "KnownByReference"),
    ("a state of another kind", graph("g", "<id/state/SE> a <own>"), "KnownByReference"),
    ("a state's own name again", graph("g", "<id/state/SE> rdfs:label 'Sweden'@en"), ""),
    (
        "a claim as source of a fact",
        graph("reference", f"{NO_NATO} dcterms:source cl:1"),
        "SourceIsNoClaim",
    ),
    (
        "an article of the store as source of a fact",
        graph("reference", f"{NO_NATO} dcterms:source <{A}>"),
        "SourceIsNoClaim",
    ),
    # the vocabulary
    ("claims under facts", graph("g", "cq:Claim rdfs:subClassOf cq:Membership"), VOCABULARY),
    (
        "claims under facts, in place",
        graph("ontology", "cq:Claim rdfs:subClassOf cq:Membership"),
        VOCABULARY,
    ),
    ("claimed is held", graph("g", "cq:claimSubject owl:equivalentProperty cq:member"), VOCABULARY),
    (
        "what is claimed put under what is held, in place",
        graph("ontology", "cq:claimSubject rdfs:subPropertyOf cq:member ; rdfs:domain cq:Claim"),
        VOCABULARY,
    ),
    ("a class of one's own", graph("g", "<Strike> rdfs:subClassOf cq:Event"), ""),
    # one thing is one
    (
        "two persons are the same",
        graph("g", "<id/person/anna-lind> owl:sameAs <id/person/eero-salo>"),
        "NoSameAsAnywhere",
    ),
    ("a state is a thing elsewhere", graph("g", "<id/state/SE> owl:sameAs <http://w/Q34>"), ""),
    (
        "an office of two states",
        graph("g", "<id/office/FI/president> cq:officeOf <id/state/SE>"),
        OWNER,
    ),
    (
        "a body of two states",
        graph("g", "<id/body/FI/presidential-office> cq:bodyOf <id/state/SE>"),
        OWNER,
    ),
    ("a person, a place", graph("g", "<id/person/anna-lind> a cq:Place"), "OneKindEverywhere"),
    (
        "an office described in two graphs",
        graph("g", "<id/office/FI/president> a cq:Office"),
        "DescribedOnce",
    ),
    (
        "an organisation that nothing describes",
        graph(A, "st:1 cq:about <id/organisation/fish-council>"),
        "DescribedAtAll",
    ),
    (
        "an organisation that is described where it must be",
        graph(A, "st:1 cq:about <id/organisation/fish-council>")
        + graph("mentioned", f"{FISHERS} rdfs:label 'Fish Council'@en"),
        "",
    ),
    (
        "an organisation that no article names",
        graph("mentioned", f"{FISHERS} rdfs:label 'Fish Council'@en"),
        "MentionedSomewhere",
    ),
    (
        "an organisation with two labels",
        graph(A, "st:1 cq:about <id/organisation/fish-council>")
        + graph("mentioned", f"{FISHERS} rdfs:label 'Fish Council'@en , 'fish council'@en"),
        "OneLabel",
    ),
    (
        "a body that is an organisation",
        graph("reference", "<id/body/NO/stortinget> a cq:Organisation"),
        "",
    ),
    ("a run of two settings", graph("g", "<run/0f3a> cq:configDigest 'other'"), "OneDigest"),
    (
        "two articles of one address",
        graph("article/2", f"<article/2> a cq:Article ; cq:url '{URL}'^^xsd:anyURI"),
        "OneAddress",
    ),
    (
        "two articles of one text",
        graph("article/2", f"<article/2> a cq:Article ; cq:textHash '{HASH}'"),
        "SameText",
    ),
    (
        "two copies of one text",
        graph("article/2", f"<article/2> a cq:Article ; cq:textHash '{HASH}'")
        + graph("copies", COPIED),
        "",
    ),
    # who is who, and copies
    (
        "identified in an article that does not speak of her",
        graph("entities", "<x> cq:identifies <id/person/anna-lind> ; cq:inArticle <article/2>"),
        "IdentifiedWhereSpoken",
    ),
    (
        "identified as one who is identified",
        graph("entities", f"{IDENTIFIED} <y> cq:consideredEntity <id/person/anna-lind> ."),
        "IdentifiedAsEntity",
    ),
    (
        "somebody whom nobody is",
        graph("entities", "<id/person/lind> a cq:Person"),
        "EntityOfSomebody",
    ),
    (
        "somebody whom somebody is",
        graph("entities", f"{IDENTIFIED} <id/person/lind> a cq:Person . "
        "<x> cq:consideredEntity <id/person/lind> ."),
        "",
    ),
    ("a copy of no article", graph("copies", COPIED), "CopyOfArticle"),
    (
        "a copy of two texts",
        graph("article/2", "<article/2> a cq:Article")
        + graph("copies", f"{COPIED} <c3> cq:ofCluster <d> ; cq:inArticle <{A}>"),
        "CopyOfArticle",
    ),
    (
        "said once, as a statement that is gone has it",
        graph("article/2", "<article/2> a cq:Article")
        + graph("copies", f"{COPIED} <article/2/statement/9> cq:reportOf <u>"),
        "ReportInCopy",
    ),
    (
        "said once, as a copy has it",
        graph("article/2", "<article/2> a cq:Article")
        + graph("copies", f"{COPIED} st:1 cq:reportOf <u>"),
        "",
    ),
    # what is derived
    ("derived inside", graph(A, f"st:2 {FOR_NORWAY}"), "DerivedBesideArticle"),
    (
        "derived of no article",
        graph("gone/inferred", f"<gone/statement/1> {FOR_NORWAY}"),
        "DerivedBesideArticle",
    ),
    (
        "derived of another article",
        graph("other/inferred", f"st:2 {FOR_NORWAY}"),
        "DerivedBesideArticle",
    ),
    (
        "for a state unknown",
        represents("cq:represented <id/state/ZZ>", "cq:onBehalfOf <id/state/ZZ>"),
        "DerivedForSomebody",
    ),
    (
        "for a person",
        represents("cq:represented <id/person/eero-salo>", "cq:onBehalfOf <id/person/eero-salo>"),
        "DerivedForSomebody",
    ),
    (
        "for somebody by who did not speak",
        represents("cq:representative <id/state/SE> ; cq:represented <id/state/NO>"),
        "RepresentedBySpeaker",
    ),
    ("for nobody", represents("cq:representative <id/person/anna-lind>"), "RepresentedBySpeaker"),
    ("for whom it is not made", represents("cq:represented <id/state/SE>"), "RepresentedBySpeaker"),
    (
        "for a state, but nobody represents it",
        graph(IN, "st:1 cq:onBehalfOf <id/state/SE>"),
        "RepresentedBySpeaker",
    ),
    (
        "for two at once",
        represents(
            "cq:represented <id/state/NO> , <id/state/SE>", "cq:onBehalfOf <id/state/SE>"
        ),
        "RepresentedBySpeaker",
    ),
    (
        "for somebody in no statement",
        graph(IN, "<r> a cq:Representation ; cq:represented <id/state/NO>"),
        "RepresentedBySpeaker",
    ),
    (
        "for another state than the one whose minister she is",
        represents(
            "cq:representative <id/person/anna-lind> ; cq:represented <id/state/SE>",
            "cq:onBehalfOf <id/state/SE>",
        ),
        "RepresentsByOffice",
    ),
    ("two verdicts", graph(IN, "cl:1 cq:comparison cq:NotCovered"), "ComparedOnce"),
    ("a verdict of its own", graph(IN, "cl:3 cq:comparison cq:Perhaps"), "ComparedOnce"),
    ("a verdict on a statement", graph(IN, "st:1 cq:comparison cq:NotCovered"), "ComparedOnce"),
    ("a claim not compared", graph(A, f"cl:9 a cq:MembershipClaim ; cq:inArticle <{A}>"),
     "ComparedOnce"),
    ("proof without verdict", graph(IN, f"st:1 cq:agreesWith {NO_NATO}"), "VerdictHasProof"),
    ("conflict, not said", graph(IN, f"st:1 cq:conflictsWith {NO_NATO}"), "VerdictHasProof"),
    ("proof that is gone", graph(IN, "cl:1 cq:agreesWith <id/membership/gone>"), "VerdictHasProof"),
    (
        "a verdict without the proof it takes",
        graph(A, f"cl:9 {THAT_NORWAY} ; cq:negated false")
        + graph(IN, "cl:9 cq:comparison cq:Agrees"),
        "VerdictHasProof",
    ),
    (
        "somebody else's membership as proof",
        graph(IN, "cl:1 cq:agreesWith <id/membership/FI-NATO>"),
        "ProofFitsClaim",
    ),
    (
        "a membership as proof that began later",
        graph(A, "cl:1 cq:asOf '1948'"),
        "ProofFitsClaim",
    ),
    (
        "a membership as proof that had ended",
        graph("reference", f"{NO_NATO} cq:validTo {DAY} ; cq:validToPrecision 'day'"),
        "ProofFitsClaim",
    ),
    (
        "what bears it out as what contradicts it",
        graph(A, f"cl:9 {THAT_NORWAY} ; cq:negated false")
        + graph(IN, f"cl:9 cq:comparison cq:Contradicts ; cq:conflictsWith {NO_NATO}"),
        "ClaimAgainstReference ProofFitsClaim",
    ),
    (
        "not covered, though a membership bears it out",
        graph(A, f"cl:9 {THAT_NORWAY} ; cq:negated false")
        + graph(IN, "cl:9 cq:comparison cq:NotCovered"),
        "CoveredByReference",
    ),
    (
        "not covered, though it was a partner then",
        graph(A, f"cl:9 {THAT_FINLAND} ; cq:negated false")
        + graph(IN, "cl:9 cq:comparison cq:NotCovered"),
        "CoveredByReference",
    ),
    (
        "not covered, though all members are listed",
        graph("reference", "<id/grouping/NATO> cq:membersCompleteFrom '1949-04-04'"),
        "CoveredByReference",
    ),
    (
        "not covered, as all members are listed only later",
        graph("reference", "<id/grouping/NATO> cq:membersCompleteFrom '2022-04-04'"),
        "",
    ),
    (
        "not covered, as it is only planned",
        graph(A, f"cl:9 {THAT_NORWAY} ; cq:negated false ; cq:modality cq:AsPlanned")
        + graph(IN, "cl:9 cq:comparison cq:NotCovered"),
        "",
    ),
    (
        "not covered, before its day",
        graph(A, f"cl:9 {THAT_NORWAY} ; cq:negated false ; cq:asOf '1948'")
        + graph(IN, "cl:9 cq:comparison cq:NotCovered"),
        "",
    ),
    # what is remembered of builds
    (
        "a build that ended before it began",
        graph("runs", f"<build/1> a prov:Activity ; prov:startedAtTime {DAY} ; "
        "prov:endedAtTime '1998-12-31T23:59:59+00:00'^^xsd:dateTime"),
        "EndsAfterBeginning",
    ),
    (
        "a build that ended in another zone",
        graph("runs", f"<build/1> a prov:Activity ; prov:startedAtTime {DAY} ; "
        "prov:endedAtTime '1998-12-31T23:59:59-05:00'^^xsd:dateTime"),
        "",
    ),
    ("a file of an article", graph("runs", f"<source/1> prov:hadMember <{A}>"), ""),
    (
        "a file of an article that is gone",
        graph("runs", "<source/1> prov:hadMember <article/9>"),
        "RememberedArticle",
    ),
    # what deserves a look
    (
        "one utterance of two speakers",
        graph(A, f"st:9 a cq:Statement ; cq:inArticle <{A}> ; cq:speaker <id/state/SE> ; "
        f"cq:contentSpan <{A}/span/91-160>"),
        "SaidOnce",
    ),
    (
        "one utterance, and by whom it is reported",
        graph(A, f"st:9 a cq:Statement ; cq:inArticle <{A}> ; cq:speaker <id/state/SE> ; "
        f"cq:contentSpan <{A}/span/91-160> . st:1 cq:reportedIn st:9"),
        "",
    ),
    (
        "one utterance of one speaker, told twice",
        graph(A, f"st:9 a cq:Statement ; cq:inArticle <{A}> ; cq:speaker <id/person/anna-lind> ; "
        f"cq:contentSpan <{A}/span/164-185>"),
        "",
    ),
    (
        "one person for two states in a month",
        graph("entities", IDENTIFIED)
        + graph(IN, "st:2 cq:onBehalfOf <id/state/SE> ; cq:hasRepresentation <r> . "
        "<r> cq:represented <id/state/SE>"),
        "SpeaksForTwoStates",
    ),
    (
        "an office of whoever held it",
        PREMIER + graph("entities", f"{WHO} <id/person/erna-solberg>"),
        "",
    ),
    (
        "an office of another than held it",
        PREMIER + graph("entities", f"{WHO} <id/person/somebody-else>"),
        "OfficeAgainstReference",
    ),
    (
        "an office that changed hands in that month",
        PREMIER
        + graph("entities", f"{WHO} <id/person/somebody-else>")
        + graph("reference", "<h> cq:holder <id/person/somebody-else> ; cq:office "
        "<id/office/NO/prime-minister> ; cq:validFrom '2021-03-01T00:00:00Z'^^xsd:dateTime ; "
        "cq:validFromPrecision 'month'"),
        "",
    ),
    ("a correction of words there", graph("corrections", f"{CORRECTED} 'quiet waters'"), ""),
    (
        "a correction of words that are gone",
        graph("corrections", f"{CORRECTED} 'rough waters'"),
        "CorrectedWordsGone",
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
        + graph(IN, "cl:9 cq:comparison cq:Contradicts"),
        "ClaimAgainstReference",
    ),
]  # fmt: skip


def nt(triples):
    return triples.serialize(format="nt").encode()


@pytest.fixture(scope="module")
def graphs():
    return {**shared_graphs(reference(), BASE), A: nt(article())}


@pytest.fixture
def store(graphs):
    store = open_store("memory")
    store.replace(graphs)
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


ALTERED = [
    ("INSERT DATA { GRAPH <ontology> { cq:Claim rdfs:comment 'A fact.' } }", f"{CQ}Claim"),
    ("INSERT DATA { GRAPH <ontology> { cq:Lie a owl:Class } }", f"{CQ}Lie"),
    ("DELETE WHERE { GRAPH <ontology> { cq:Claim rdfs:label ?name } }", f"{CQ}Claim"),
    ("INSERT DATA { GRAPH <ontology> { [] a owl:AllDisjointClasses } }", f"{BASE}ontology"),
    ("INSERT DATA { GRAPH <shapes> { cqs:Article sh:deactivated true } }", f"{CQS}Article"),
    (
        "DELETE { GRAPH ?g { ?in sh:select ?text } } "
        "WHERE { GRAPH ?g { cqs:OneAddress sh:sparql ?in . ?in sh:select ?text } }",
        f"{CQS}OneAddress",
    ),
]


@pytest.mark.parametrize(("update", "focus"), ALTERED)
def test_vocabulary_and_rules_are_those_that_come_along(store, update, focus):
    store.engine.update(PREFIXES + update)
    (finding,) = check_vocabulary(store, BASE)
    assert (finding.rule, finding.focus) == ("AsShipped", focus)


def test_vocabulary_that_was_altered_is_brought_back(store):
    assert check_vocabulary(store, BASE) == ()
    holdings = Holdings(store, BASE)
    assert holdings.share(reference, "digest")
    for update, _ in ALTERED:
        store.engine.update(PREFIXES + update)
    assert len(check_vocabulary(store, BASE)) > 4
    assert not holdings.share(reference, "digest")
    assert holdings.share(reference, "digest", again=True)
    assert check_vocabulary(store, BASE) == ()


def test_a_store_without_vocabulary_has_none_altered():
    assert check_vocabulary(open_store("memory"), BASE) == ()


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
