"""What the check says of graphs: where in the text, always the same, and as pyshacl alone would."""

import json
import random

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, XSD

from kg.indexed_graph import IndexedGraph
from kg.iris import BASE, CQ
from kg.model import Article, Finding, Span
from kg.paths import SHAPES
from kg.reports import json_report, text_report
from kg.sparql_engine import Engine
from kg.validation import findings_in, load_validator

from .faults import ARTICLE, add, article, both, drop, nameless, put, reference
from .test_mutations import changed

NOBODY = drop("st:2 cq:speaker")
DISAGREES = put("m:199-206 cq:refersTo", "<id/state/SE>")
UNDATED = both(drop(f"<{ARTICLE}> dcterms:issued"), drop("st:1 cq:countedFrom"))


def term(name: str) -> URIRef:
    return URIRef(CQ + name)


@pytest.fixture(scope="module")
def validator():
    return load_validator(BASE, reference())


def broken(*changes):
    graph = article()
    both(*changes)(graph)
    return graph


def test_the_article_and_the_reference_conform(validator):
    assert validator.check(article()) == ()
    assert findings_in(validator.report_reference(reference()), reference()) == ()


def test_a_finding_gives_the_place_and_the_sentence(validator):
    found = {f.rule: f for f in validator.check(broken(NOBODY))}
    assert found["Statement-speaker"] == Finding(
        severity="Violation",
        rule="Statement-speaker",
        message=found["Statement-speaker"].message,
        focus=f"{BASE}{ARTICLE}/statement/2",
        path=CQ + "speaker",
        value=None,
        span=Span(164, 185),
        sentence='"We want quiet waters," Lind said.',
        name=found["Statement-speaker"].name,
    )


def test_a_finding_of_a_span_gives_that_span(validator):
    (finding,) = validator.check(broken(put("sp:192-196 cq:exact", "'says'")))
    assert (finding.span, finding.value) == (Span(192, 196), f"{BASE}{ARTICLE}/span/192-196")


def test_findings_come_worst_first_and_then_in_text_order(validator):
    graph = broken(NOBODY, DISAGREES, UNDATED, put("st:1 cq:confidence", "7.0"))
    findings = validator.check(graph)
    assert [(f.severity, f.rule) for f in findings] == [
        ("Violation", "confidence"),
        ("Violation", "Statement-speaker"),
        ("Warning", "SpeakerMention"),
        ("Warning", "SaysAnotherName"),
        ("Warning", "SpeakerMention"),
        ("Info", "Article-undated"),
    ]
    assert validator.check(graph) == findings


def test_a_check_changes_nothing(validator):
    graph, before = article(), set(article())
    validator.check(graph)
    assert set(graph) == before


def test_an_article_cannot_change_what_a_class_is(validator):
    rogue = add("cq:Office rdfs:subClassOf cq:Agent . st:2 cq:speaker <id/office/FI/president>")
    found = [f.rule for f in validator.check(broken(rogue))]
    assert found == ["NotElsewhere-told", "Statement-speaker"]


def test_the_report_is_a_shacl_report(validator):
    report = validator.report_article(broken(NOBODY))
    (node,) = report.subjects(RDF.type, SH.ValidationReport)
    assert report.value(node, SH.conforms) == Literal(False)
    assert b"ValidationResult" in report.serialize(format="turtle", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        both(),
        NOBODY,
        DISAGREES,
        UNDATED,
        put("sp:192-196 cq:start", "193"),
        put("sp:192-196 cq:inSentence", "se:41-161"),
        add("st:5 cq:reportedIn st:4"),
        drop("cl:1 cq:claimedIn"),
        put("m:91-97 cq:refersTo", "<id/state/ZZ>"),
        add("<id/state/GE> cq:recognition cq:Unrecognised"),
    ],
)
def test_the_quick_check_finds_what_pyshacl_finds_in_the_whole(validator, change):
    """Aimed property shapes, Oxigraph, dictionaries and what is remembered change no result."""
    graph = article()
    change(graph)
    assert results(validator.report_article(graph)) == results(by_pyshacl(validator, graph))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_the_quick_check_finds_what_pyshacl_finds_after_random_changes(validator):
    chance, triples = random.Random(7), sorted(article())
    for _ in range(5):
        kind, graph = changed(triples, chance)
        expected = results(by_pyshacl(validator, graph))
        assert results(validator.report_article(graph)) == expected, kind


def by_pyshacl(validator, graph):
    """Return pyshacl's own report on a graph with all that the check adds to it."""
    whole = Graph()
    for triple in validator._with_background(graph):
        whole.add(triple)
    shapes = Graph().parse(SHAPES / "article.ttl")
    return pyshacl.validate(whole, shacl_graph=shapes, inference="none")[1]


def results(report):
    """Return focus, path or None, value and shape of each result, sorted."""
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        path = report.value(result, SH.resultPath)
        parts = [report.value(result, p) for p in (SH.focusNode, SH.value, SH.sourceShape)]
        found.append([*map(str, parts), None if isinstance(path, BNode) else str(path)])
    return sorted(found, key=str)


@pytest.mark.parametrize(
    "value",
    [
        Literal("x", datatype=XSD.integer),
        Literal("9" * 400, datatype=XSD.integer),
        Literal("1.5", datatype=XSD.decimal),
        Literal("P1Y", datatype=XSD.duration),
        Literal("NaN", datatype=XSD.double),
        Literal("a\\d {?this}", lang="en"),
        Literal(""),
        URIRef("relative"),
        BNode("nameless"),
    ],
    ids=repr,
)
@pytest.mark.parametrize(
    "name", ["start", "end", "exact", "inSentence", "sentenceIndex", "confidence"]
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_whatever_a_stranger_writes_is_a_finding_and_no_crash(validator, name, value):
    graph = article()
    for node in list(graph.subjects(term(name))):
        graph.set((node, term(name), value))
    assert any(f.severity == "Violation" for f in validator.check(graph))


@pytest.mark.parametrize(
    "value",
    [
        Literal("48.85", datatype=XSD.double),
        Literal("1.50", datatype=XSD.decimal),
        Literal("9" * 30, datatype=XSD.integer),
    ],
    ids=repr,
)
def test_a_number_of_ones_own_vocabulary_is_told_of_and_leaves_nothing_to_rdflib(validator, value):
    graph, own = article(), URIRef("http://www.w3.org/2003/01/geo/wgs84_pos#lat")
    graph.add((URIRef(BASE + ARTICLE), own, value))
    assert [(f.rule, f.value) for f in validator.check(graph)] == [
        ("ArticleProperties", str(value))
    ]
    engine = Engine(IndexedGraph(validator._with_background(graph)).about)
    assert engine.query("SELECT ?s { ?s ?p ?o } LIMIT 1", {}).bindings


def test_nothing_is_fetched(validator):
    closed = URIRef("http://127.0.0.1:9/closed")
    graph = article()
    graph.add((URIRef(BASE), RDF.type, OWL.Ontology))
    graph.add((URIRef(BASE), OWL.imports, closed))
    found = validator.check(graph)  # an ontology has no place in an article's graph
    assert [f.rule for f in found] == ["NotElsewhere-told"]


def test_an_indexed_graph_answers_like_any_graph():
    plain = article()
    indexed = IndexedGraph(plain)
    indexed.add(next(iter(plain)))
    assert len(indexed) == len(plain)
    assert set(indexed) == set(plain)
    s, p, o = next(plain.triples((None, term("speaker"), None)))
    for pattern in [(s, p, o), (s, p, None), (s, None, o), (s, None, None), (None, p, o)]:
        assert set(indexed.triples(pattern)) == set(plain.triples(pattern))
    for pattern in [(None, p, None), (None, None, o), (None, None, None), (o, p, s)]:
        assert set(indexed.triples(pattern)) == set(plain.triples(pattern))
    path = term("speaker") / RDFS.label
    assert set(indexed.objects(s, path)) == set(plain.objects(s, path))
    assert set(indexed.subjects(path)) == set(plain.subjects(path))


@pytest.mark.parametrize(
    "where",
    [
        "$this ?p ?value",
        "$this cq:text ?t . ?x cq:end ?value FILTER (?value - 1 > 20)",
        "?x ?y ?value FILTER (ISNUMERIC(?value) && ?value = 1)",
        "BIND ($this AS ?value)",
        "?value cq:inArticle $this FILTER (STRSTARTS(STR(?value), CONCAT(STR($this), '/st')))",
    ],
)
@pytest.mark.parametrize(
    "value",
    [
        Literal("words", lang="en"),
        Literal("words", datatype=XSD.string),
        Literal("01", datatype=XSD.integer),
        Literal("1.0", datatype=XSD.decimal),
        Literal("9" * 30, datatype=XSD.integer),
        Literal("NaN", datatype=XSD.double),
        Literal("x", datatype=XSD.integer),
        URIRef("no IRI"),
        BNode("b"),
    ],
    ids=repr,
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_rule_in_sparql_is_answered_as_rdflib_answers_it(where, value):
    plain = article()
    plain.add((URIRef(BASE + ARTICLE), term("sourceName"), value))
    query = f"PREFIX cq: <{CQ}> SELECT $this ?value {{ {where} }}"
    given = {"this": URIRef(BASE + ARTICLE)}
    rows, expected = (
        {tuple(row) for row in graph.query(query, initBindings=given)}
        for graph in (IndexedGraph(plain), plain)
    )
    assert rows == expected
    assert {r[1].datatype for r in rows if isinstance(r[1], Literal)} == {
        r[1].datatype for r in expected if isinstance(r[1], Literal)
    }


def test_a_text_report_is_for_people(validator):
    graph = broken(NOBODY, UNDATED)
    text = str(graph.value(URIRef(BASE + ARTICLE), term("text")))
    report = text_report(validator.check(graph), Article(text=text, title="Talks", url="u:1"))
    assert report.splitlines()[:2] == [
        "Talks · u:1",
        "Must not be published; 1 violation, 1 warning, 1 info.",
    ]
    assert 'sentence  “"We want quiet waters," Lind said.”' in report
    assert "place     characters 164–185: “We want quiet waters,”" in report
    assert "name      “" in report
    assert "rule      Statement-speaker" in report
    assert "property  cq:speaker" in report


@pytest.mark.parametrize(
    ("change", "rule", "name", "path", "value"),
    [
        (nameless("id/person/anna-lind"), "Addressed", "Anna Lind", None, ...),
        (
            add("<id/state/NO> <http://www.w3.org/ns/org#memberOf> <id/grouping/NATO>"),
            "NotElsewhere-told",
            None,
            "http://www.w3.org/ns/org#memberOf",
            f"{BASE}id/grouping/NATO",
        ),
        (
            add("<id/state/NO> rdfs:label 'Sweden'@en"),
            "NotElsewhere-told",
            "Sweden",
            str(RDFS.label),
            "Sweden",
        ),
        (
            add("<id/person/anna-lind> cq:memberOf <id/grouping/NATO>"),
            "EntityProperties",
            "Anna Lind",
            CQ + "memberOf",
            f"{BASE}id/grouping/NATO",
        ),
        (
            add("<id/person/anna-lind> cq:validFrom '2021'"),
            "NoReferenceFacts-asserted",
            "Anna Lind",
            CQ + "validFrom",
            "2021",
        ),
        (
            add("st:2 cq:onBehalfOf <id/state/NO>"),
            "NotDerived-asserted",
            ...,
            CQ + "onBehalfOf",
            f"{BASE}id/state/NO",
        ),
        (
            add("<id/person/anna-lind> owl:sameAs <http://x.example/lind>"),
            "NoSameAs-asserted",
            "Anna Lind",
            str(OWL.sameAs),
            "http://x.example/lind",
        ),
        (put("m:91-97 cq:start", "92"), "SpanText", "Norway", None, ...),
        (
            put("m:91-97 cq:start", '"91"^^xsd:int'),
            "TextSpan-start",
            "Norway",
            CQ + "start",
            "91 (xsd:int)",
        ),
        (
            put("m:91-97 cq:start", '"x"^^xsd:integer'),
            "TextSpan-start",
            "Norway",
            CQ + "start",
            "x (xsd:integer)",
        ),
        (put("st:2 cq:confidence", "1"), "confidence", ..., CQ + "confidence", "1 (xsd:integer)"),
        (
            add("st:1 cq:reportedIn st:2 . st:2 cq:reportedIn st:1"),
            "Statement-reportedIn-circle",
            ...,
            CQ + "reportedIn",
            ...,
        ),
    ],
)
def test_a_finding_tells_who_it_is_and_what_was_said_by_which_property(
    validator, change, rule, name, path, value
):
    finding = next(f for f in validator.check(broken(change)) if f.rule == rule)
    assert finding.path == path
    assert finding.name == name or (name is ... and finding.name)
    assert finding.value == value or (value is ... and finding.value)


def test_an_empty_report_says_so():
    assert text_report((), None) == "Nothing found: conforms.\n"


def test_a_json_report_is_for_machines(validator):
    report = json.loads(json_report(validator.check(broken(UNDATED))))
    assert report["conforms"] is True
    assert report["counts"] == {"violation": 0, "warning": 0, "info": 1}
    (finding,) = report["findings"]
    assert (finding["rule"], finding["path"]) == ("Article-undated", str(DCTERMS.issued))
    assert finding["span"] is None
