"""The ontology as a page and as pictures says what the files say, all of it."""

import contextlib
import re
import xml.etree.ElementTree as ET

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg.diagrams import around, class_tree
from kg.glossary import Ref, load_glossary
from kg.iris import BASE, CQ
from kg.paths import ONTOLOGY, SHAPES
from kg.stores.oxigraph import open_store
from kg.vocabulary import read_turtle, shared_graphs

from .served import served, started

GLOSSARY = load_glossary()
TERMS = {term.name: term for term in GLOSSARY.terms}
GRAPH: Graph = read_turtle(ONTOLOGY)
SVG = "{http://www.w3.org/2000/svg}"


def declared(*kinds):
    found = {s for kind in kinds for s in GRAPH.subjects(RDF.type, kind)}
    return {str(s).removeprefix(CQ) for s in found if s.startswith(CQ)}


def test_every_term_is_there_with_its_definition():
    assert set(TERMS) == declared(
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.NamedIndividual,
    )
    assert all(t.label and t.definition and t.section for t in GLOSSARY.terms)


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("Alliance", "above", (Ref("InternationalGrouping", "#InternationalGrouping"),)),
        ("Statement", "needs", ("at least one evidence: TextSpan", "at least one speaker: Agent")),
        ("claimedIn", "range", (Ref("Article", "#Article"), Ref("Statement", "#Statement"))),
        ("countedFrom", "range", (Ref("“published”"), Ref("“dateline”"), Ref("“text”"))),
        ("reportedIn", "traits", ("has one value at most", "never holds both ways",
                                  "never holds of a thing and itself")),
        ("hasRepresentation", "traits", ("no two things have the same value",)),
        ("onBehalfOf", "traits", ("follows from “has representation” and then “represented”",)),
        ("Assure", "codes", ("PLOVER SUPPORT", "CAMEO 050")),
        ("occasion", "testing", True),
        ("speaker", "testing", False),
        ("start", "close", (Ref("nif:beginIndex",
            "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#beginIndex"),
            Ref("oa:start", "http://www.w3.org/ns/oa#start"))),
    ],
)  # fmt: skip
def test_what_the_files_say_of_a_term_is_read(name, field, value):
    assert getattr(TERMS[name], field) == value


def test_properties_are_found_from_their_classes():
    assert {"speaker", "speechAct", "inArticle"} <= {
        t.name for t in GLOSSARY.properties_of("Statement")
    }
    assert {t.name for t in GLOSSARY.properties_to("Event")} == {"occasion"}
    assert {t.name for t in GLOSSARY.below("Claim")} == {"MembershipClaim", "OfficeClaim"}


def test_the_tree_shows_every_class_once():
    shown = [t.text for t in ET.fromstring(class_tree(GLOSSARY)).iter(f"{SVG}text")]
    assert sorted(shown) == sorted([*declared(OWL.Class), "skos:Concept"])


def test_the_picture_of_a_class_shows_what_is_told_of_it_and_of_those_above():
    shown = {t.text for t in ET.fromstring(around(GLOSSARY, "Sentence")).iter(f"{SVG}text")}
    assert {"Sentence", "sentenceIndex: xsd:integer", "start: xsd:integer", "inArticle"} <= shown


def test_boxes_of_a_picture_do_not_overlap():
    boxes = [
        tuple(float(b.get(k)) for k in ("x", "y", "width", "height"))
        for b in ET.fromstring(class_tree(GLOSSARY)).iter(f"{SVG}rect")
    ]
    for n, (x, y, width, height) in enumerate(boxes):
        for left, top, wide, high in boxes[:n]:
            apart = x >= left + wide or left >= x + width or y >= top + high or top >= y + height
            assert apart


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    with served(tmp_path_factory.mktemp("store") / "s") as client:
        yield client.get("/ontology", headers={"Accept": "text/html"})


def test_every_term_has_an_anchor_on_the_page(page):
    anchors = set(re.findall(r'\bid="([^"]+)"', page.text))
    assert set(TERMS) <= anchors
    inside = set(re.findall(r'href="#([^"]+)"', page.text))
    assert inside <= anchors
    assert len(re.findall(r'\bid="', page.text)) == len(anchors)


def test_the_contents_beside_the_page_lead_to_every_term_and_nowhere_else(page):
    contents = re.search(r'<nav class="contents".*?</nav>', page.text, re.DOTALL)
    led_to = re.findall(r'href="#([^"]+)"', contents[0])
    assert {t.name for t in GLOSSARY.terms} <= set(led_to)
    assert len(set(led_to)) == len(led_to)
    assert set(led_to) <= set(re.findall(r'id="([^"]+)"', page.text))


def test_the_page_needs_nothing_that_its_policy_forbids(page):
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?! src=)|<style|\bstyle=|\bon\w+=", page.text)
    loaded = re.findall(r'<(?:link|img|script)[^>]+(?:src|href)="([^"]+)"', page.text)
    assert all(address.startswith("/") for address in loaded)


def test_every_superclass_of_the_files_is_on_the_page(page):
    for name in declared(OWL.Class):
        entry = page.text.split(f'id="{name}"', 1)[1].split("</section>", 1)[0]
        for above in GRAPH.objects(URIRef(CQ + name), RDFS.subClassOf):
            if isinstance(above, URIRef) and above.startswith(CQ):
                assert f'href="#{above.removeprefix(CQ)}"' in entry


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("iris") / "s")
    with contextlib.closing(open_store(folder, create=True)) as store:
        store.replace(shared_graphs(Graph(), BASE))
    with started(folder) as client:
        yield client


ONTOLOGIES = sorted(
    str(iri).removeprefix("https://w3id.org/communique")
    for graph in (GRAPH, read_turtle(SHAPES))
    for header in graph.subjects(RDF.type, OWL.Ontology)
    for iri in (header, *graph.objects(header, OWL.versionIRI))
)


@pytest.mark.parametrize("path", ONTOLOGIES)
@pytest.mark.parametrize("accept", ["application/n-triples", "application/rdf+xml"])
def test_the_iri_of_every_ontology_version_and_part_leads_to_what_tells_of_it(client, path, accept):
    found = client.get(path, headers={"Accept": accept}, follow_redirects=True)
    assert (found.status_code, found.mimetype) == (200, accept)
    named = re.compile(f"""[<"]https://w3id.org/communique{re.escape(path)}[>"]""")
    assert named.search(found.text)


@pytest.mark.parametrize("path", ["/ontology/0.0.1", "/ontology/communique", "/shapes/nothing"])
def test_no_page_stands_in_for_a_version_or_part_that_is_not_there(client, path):
    assert client.get(path).status_code == 404
