from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef

from kg.inference import infer
from kg.iris import BASE, CQ, article_iri
from kg.mapping import to_graph
from kg.model import (
    Article,
    Document,
    Entity,
    OfficeClaim,
    PossiblePrincipal,
    Representation,
    Span,
    Statement,
)
from kg.ntriples import to_ntriples
from kg.reference import load_reference
from kg.reference_graph import reference_graph
from kg.validation import load_validator

from .documents import KNOWN, documents

TERM = Namespace(CQ)
REFERENCE = load_reference()
TEXT = "Ukraine stays out, Ada Example said. “Not yet,” she added."
STATEMENT = Statement(
    content=(Span(0, 17),),
    source=(Span(19, 30),),
    cue=Span(31, 35),
    speakers=("person/ada-example",),
)
DOCUMENT = Document(
    article=Article(text=TEXT),
    sentences=(Span(0, 36), Span(37, 58)),
    entities=(Entity("person/ada-example", "person", "Ada Example"),),
    statements=(STATEMENT,),
)


def graph_of(document):
    return to_graph(document, base=BASE, run="0" * 16, version="0", known=KNOWN.__contains__)


@pytest.fixture(scope="module")
def validator():
    return load_validator(BASE, reference_graph(REFERENCE, BASE))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=documents())
def test_every_document_maps_to_a_graph_that_conforms(validator, document):
    graph = graph_of(document)
    violations = [f for f in validator.check(graph) if f.severity == "Violation"]
    assert not violations


@settings(max_examples=60, deadline=None)
@given(document=documents())
def test_the_same_document_gives_the_same_bytes_that_parse_back(document):
    first = to_ntriples(graph_of(document))
    assert first == to_ntriples(graph_of(document))
    graph = Graph().parse(first, format="nt")
    assert to_ntriples(graph) == first
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)
    to_ntriples(infer(document, REFERENCE, BASE))


PERHAPS = PossiblePrincipal("state/UA", 0.4, "foremost", Span(0, 7))
ASTRAY = replace(PERHAPS, evidence=Span(50, 99))


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("\nTalks go on\n\nLONDON, 3 May – They met.", None, "Talks go on"),
        ("Talks go on\nThursday, 3 May 2018\n\nThey met.", None, "Talks go on"),
        ("They met. " * 30 + "\n\nNobody spoke.", None, ("They met. " * 10)[:99] + "…"),
        ("Talks go on\n\nThey met.", "A title", "A title"),
    ],
)
def test_an_article_without_a_title_is_called_by_its_first_paragraph(text, title, expected):
    document = Document(article=Article(text=text, title=title))
    article = URIRef(article_iri(BASE, document.article.id))
    assert str(graph_of(document).value(article, RDFS.label)) == expected


def test_a_statement_leads_back_to_its_words_and_its_sentence():
    graph = graph_of(DOCUMENT)
    statement = URIRef(article_iri(BASE, DOCUMENT.article.id) + "/statement/1")
    assert graph.value(statement, RDFS.label) == Literal(
        "Ada Example: Ukraine stays out", lang="en"
    )
    assert (
        str(graph.value(graph.value(statement, TERM.contentSpan), TERM.exact))
        == "Ukraine stays out"
    )
    sentence = graph.value(statement, TERM.evidence)
    assert (sentence, RDF.type, TERM.Sentence) in graph
    assert str(graph.value(sentence, TERM.exact)) == "Ukraine stays out, Ada Example said."
    mention = graph.value(statement, TERM.speakerSpan)
    assert graph.value(mention, TERM.refersTo) == URIRef(
        article_iri(BASE, DOCUMENT.article.id) + "/person/ada-example"
    )


def test_a_statement_without_a_speaker_has_an_unknown_one_and_nobody_is_guessed():
    graph = graph_of(replace(DOCUMENT, statements=(replace(STATEMENT, speakers=()),)))
    speaker = next(graph.objects(None, TERM.speaker))
    assert (speaker, RDF.type, TERM.UnnamedSource) in graph


@pytest.mark.parametrize("others", [(), ("state/UA",)])
def test_a_role_is_given_where_one_alone_speaks(others):
    speakers = (*STATEMENT.speakers, *others)
    statement = replace(STATEMENT, role="minister", speakers=speakers)
    graph = graph_of(replace(DOCUMENT, statements=(statement,)))
    assert [str(r) for r in graph.objects(None, TERM.speakerRole)] == ["minister"] * (not others)


def test_a_candidate_is_no_finding_and_rests_on_words():
    document = replace(DOCUMENT, statements=(replace(STATEMENT, may_speak_for=(PERHAPS,)),))
    graph = graph_of(document)
    (candidate,) = graph.objects(None, TERM.hasPossiblePrincipal)
    assert graph.value(candidate, TERM.principal) == URIRef(f"{BASE}id/state/UA")
    assert str(graph.value(candidate, TERM.confidence)) == "0.4"
    assert str(graph.value(graph.value(candidate, TERM.evidence), TERM.exact)) == "Ukraine"
    assert (None, TERM.onBehalfOf, None) not in infer(document, REFERENCE, BASE)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"statements": (replace(STATEMENT, content=()),)}, "has no content"),
        ({"statements": (replace(STATEMENT, content=(Span(50, 99),)),)}, "ends after the text"),
        ({"statements": (replace(STATEMENT, form="direct"),)}, "disagree"),
        ({"statements": (replace(STATEMENT, reported_in=0),)}, "within itself"),
        ({"statements": (replace(STATEMENT, reported_in=3),)}, "which is none"),
        ({"statements": (replace(STATEMENT, speakers=("person/x y",)),)}, "not an entity key"),
        ({"statements": (replace(STATEMENT, about=("state/ZZ",)),)}, "not in the reference"),
        (
            {
                "statements": (
                    replace(
                        STATEMENT,
                        representations=(Representation(None, "state/UA"),),
                        may_speak_for=(PERHAPS,),
                    ),
                )
            },
            "decided for whom",
        ),
        ({"statements": (replace(STATEMENT, may_speak_for=(PERHAPS, PERHAPS)),)}, "there twice"),
        (
            {
                "statements": (
                    replace(STATEMENT, representations=(Representation("state/RU", "state/UA"),)),
                )
            },
            "none of its speakers",
        ),
        (
            {"statements": (replace(STATEMENT, may_speak_for=(replace(PERHAPS, score=1.5),)),)},
            "no probabilities",
        ),
        ({"statements": (replace(STATEMENT, may_speak_for=(ASTRAY,)),)}, "ends after the text"),
        ({"entities": ()}, "not among the document's entities"),
    ],
)
def test_a_document_that_leads_nowhere_is_refused_with_the_place(change, message):
    with pytest.raises(ValueError, match=message):
        graph_of(replace(DOCUMENT, **change))


@pytest.mark.parametrize(
    ("title", "described"),
    [
        ("foreign minister", []),
        ("Foreign Minister", []),
        ("minister for nothing at all", ["minister for nothing at all (UA)"]),
    ],
)
def test_an_office_is_described_where_the_reference_data_do_not_know_it(title, described):
    office = OfficeClaim("person/ada-example", title, Span(0, 3), "state/UA")
    graph = to_graph(
        replace(DOCUMENT, offices=(office,)),
        base=BASE,
        run="0" * 16,
        version="0",
        known=KNOWN.__contains__,
        has_office=REFERENCE.has_office,
    )
    (node,) = graph.objects(None, TERM.claimObject)
    assert list(map(str, graph.objects(node, RDFS.label))) == described
    assert ((node, RDF.type, TERM.Office) in graph) == bool(described)


def test_an_office_written_in_two_ways_has_one_name(validator):
    claims = tuple(
        OfficeClaim("person/ada-example", title, Span(0, 3), "state/UA")
        for title in ("President", "president")
    )
    graph = graph_of(replace(DOCUMENT, offices=claims))
    (office,) = graph.subjects(RDF.type, TERM.Office)
    assert [str(o) for o in graph.objects(office, RDFS.label)] == ["President (UA)"]
    assert not [f for f in validator.check(graph) if f.severity == "Violation"]
