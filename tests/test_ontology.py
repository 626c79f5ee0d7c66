"""The ontology and the shapes as files: complete, consistent, and in step with each other."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, VANN

from kg.iris import CQ, ONTOLOGY
from kg.iris import SHAPES as CQS
from kg.paths import ONTOLOGY as ONTOLOGY_FOLDER
from kg.paths import SHAPES as SHAPES_FOLDER

from .faults import DATA, article, reference

FILES = sorted(ONTOLOGY_FOLDER.glob("*.ttl"))
SHAPE_FILES = sorted(SHAPES_FOLDER.glob("*.ttl"))
METADATA = [  # what pyLODE prints and FOOPS! scores
    OWL.versionIRI, OWL.versionInfo, OWL.priorVersion, OWL.backwardCompatibleWith,
    DCTERMS.title, DCTERMS.description, DCTERMS.creator, DCTERMS.publisher, DCTERMS.created,
DCTERMS.modified, DCTERMS.license, DCTERMS.rights,
    DCTERMS.bibliographicCitation, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri,
]  # fmt: skip
TERMS = [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty]


def read(files):
    graph = Graph()
    for file in files:
        graph.parse(file)
    return graph


VOCABULARY = read(FILES)
SHAPES = read(SHAPE_FILES)


def own(graph):
    """Return the terms of our namespace that a graph mentions."""
    return {t for triple in graph for t in triple if isinstance(t, URIRef) and t.startswith(CQ)}


def declared(*types):
    return {t for kind in types for t in VOCABULARY.subjects(RDF.type, kind) if t.startswith(CQ)}


def test_every_term_has_a_label_a_definition_and_says_where_it_is_defined():
    for term in own(VOCABULARY):
        assert isinstance(VOCABULARY.value(term, RDFS.label), Literal), term
        assert VOCABULARY.value(term, RDFS.label).language == "en", term
        definition = VOCABULARY.value(term, SKOS.definition)
        assert definition is not None, term
        assert definition.endswith("."), term
        assert (term, RDFS.isDefinedBy, URIRef(ONTOLOGY)) in VOCABULARY, term


def test_no_class_or_property_has_the_label_of_another():
    labels = [str(VOCABULARY.value(t, RDFS.label)) for t in declared(*TERMS)]
    assert len(labels) == len(set(labels))


def test_every_class_property_and_listed_term_has_an_example():
    terms = declared(*TERMS, OWL.NamedIndividual) - declared(SKOS.ConceptScheme)
    assert {t for t in terms if VOCABULARY.value(t, SKOS.example) is None} == set()


def test_what_may_be_given_once_only_is_functional():
    once, often = set(), set()
    for rule, path in SHAPES.subject_objects(SH.path):
        if isinstance(path, URIRef) and path.startswith(CQ) and isinstance(rule, URIRef):
            (once if (rule, SH.maxCount, Literal(1)) in SHAPES else often).add(path)
    functional = declared(OWL.FunctionalProperty)
    assert once - often <= functional


def test_what_the_shapes_and_the_examples_use_is_declared():
    known = declared(*TERMS, OWL.NamedIndividual)
    assert own(SHAPES) | own(article()) | own(reference()) <= known


def within(node):
    """Return the terms in a node of the shapes: an IRI, or the parts of a list or a path."""
    if isinstance(node, URIRef):
        return {node}
    return {t for part in SHAPES.objects(node) for t in within(part)} - {RDF.nil}


def ancestors(term):
    return set(VOCABULARY.transitive_objects(term, RDFS.subClassOf))


# What the rules of `shapes/dataset.ttl` say in SPARQL, and not in the words of SHACL's core.
IN_SPARQL = {
    *("onBehalfOf", "hasRepresentation", "representative", "represented"),
    *("comparison", "agreesWith", "conflictsWith"),
}


def test_every_class_has_rules_of_its_own_or_of_a_class_above_or_is_asked_for_as_a_value():
    asked = {SH.targetClass, SH.targetNode, SH["class"]}
    covered = {o for p in asked for o in SHAPES.objects(predicate=p)}
    uncovered = {c for c in declared(OWL.Class) if not ancestors(c) & covered}
    assert uncovered == {URIRef(f"{CQ}Verdict")}  # the value of cq:comparison: see IN_SPARQL


def test_the_rules_say_of_every_property_what_the_ontology_says():
    """What the ontology holds for consistent at all, the rules ask for: range and one value."""
    rules = {}
    for rule, path in SHAPES.subject_objects(SH.path):
        for term in within(path):
            rules.setdefault(term, set()).add(rule)
    selects = " ".join(map(str, SHAPES.objects(predicate=SH.select)))
    values = (SH["class"], SH.datatype, SH.nodeKind, SH["in"], SH["or"])
    lacking = set()
    for term in declared(OWL.ObjectProperty, OWL.DatatypeProperty):
        name = term.removeprefix(CQ)
        if name in IN_SPARQL:
            assert f"cq:{name}" in selects
            continue
        simple = {r for r in rules.get(term, ()) if within(SHAPES.value(r, SH.path)) == {term}}
        asked = [SHAPES.value(r, v) for r in rules.get(term, ()) for v in values]
        if not set(asked) - {None, RDF.nil}:  # `sh:in ()` allows no value, wherever it stands
            lacking.add(f"{name}: any value will do")
        once = (term, RDF.type, OWL.FunctionalProperty) in VOCABULARY
        if once and not any((r, SH.maxCount, Literal(1)) in SHAPES for r in simple):
            lacking.add(f"{name}: may be given twice")
        kind, named = VOCABULARY.value(term, RDFS.range), set()
        for rule in simple:
            named |= {o for p in (SH["class"], SH.datatype) for o in SHAPES.objects(rule, p)}
        if named and isinstance(kind, URIRef) and not any(kind in ancestors(n) for n in named):
            lacking.add(f"{name}: values of another kind")
    # As whom somebody is identified is the entity considered, which IdentifiedIfAccepted asks for;
    # whose a claim is, ClaimSource does; an article's graph has none of its earlier texts.
    assert lacking == {
        "identifiedAs: any value will do",
        "claimedIn: any value will do",
        "earlierContentHash: any value will do",
    }


def test_what_articles_statements_and_claims_may_have_is_what_the_ontology_gives_them():
    for name in ("Article", "Statement", "Claim"):
        kinds = set(VOCABULARY.transitive_subjects(RDFS.subClassOf, URIRef(CQ + name)))
        domains = ((p, VOCABULARY.value(p, RDFS.domain)) for p in declared(*TERMS[1:3]))
        theirs = {p for p, d in domains if kinds & {d, *within_union(d)}}
        listed = within(SHAPES.value(URIRef(f"{CQS}{name}Properties"), SH.ignoredProperties))
        assert own_terms(listed) == theirs, name


def within_union(domain):
    return set(Collection(VOCABULARY, VOCABULARY.value(domain, OWL.unionOf)))


def own_terms(terms):
    return {t for t in terms if t.startswith(CQ)}


def test_every_property_has_a_domain_that_is_declared():
    for term in declared(OWL.ObjectProperty, OWL.DatatypeProperty):
        assert VOCABULARY.value(term, RDFS.domain) is not None, term


def test_every_property_has_a_range():
    for term in declared(OWL.ObjectProperty, OWL.DatatypeProperty):
        assert VOCABULARY.value(term, RDFS.range) is not None, term


def test_no_property_has_two_domains_or_ranges_that_would_have_to_hold_at_once():
    for term in declared(OWL.ObjectProperty, OWL.DatatypeProperty):
        assert len(list(VOCABULARY.objects(term, RDFS.domain))) == 1, term
        assert len(list(VOCABULARY.objects(term, RDFS.range))) == 1, term


def test_every_class_has_an_example_and_is_told_from_others():
    told_apart = {
        c
        for axiom in VOCABULARY.subjects(RDF.type, OWL.AllDisjointClasses)
        for c in Collection(VOCABULARY, VOCABULARY.value(axiom, OWL.members))
    }
    for term in declared(OWL.Class):
        assert VOCABULARY.value(term, SKOS.example) is not None, term
        above = set(VOCABULARY.transitive_objects(term, RDFS.subClassOf))
        below = set(VOCABULARY.transitive_subjects(RDFS.subClassOf, term))
        assert (above | below) & told_apart, term


def test_names_of_classes_begin_with_a_capital_and_those_of_properties_do_not():
    for term in declared(OWL.Class):
        assert re.fullmatch(r"[A-Z][A-Za-z]*", term.removeprefix(CQ)), term
    for term in declared(OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        assert re.fullmatch(r"[a-z][A-Za-z0-9]*", term.removeprefix(CQ)), term


def test_every_listed_term_is_in_the_one_scheme_of_its_kind_and_is_no_other_term():
    schemes = {}
    distinct = {
        t
        for axiom in VOCABULARY.subjects(RDF.type, OWL.AllDifferent)
        for t in Collection(VOCABULARY, VOCABULARY.value(axiom, OWL.distinctMembers))
    }
    for kind in VOCABULARY.subjects(RDFS.subClassOf, SKOS.Concept):
        for term in VOCABULARY.subjects(RDF.type, kind):
            schemes.setdefault(kind, set()).update(VOCABULARY.objects(term, SKOS.inScheme))
            top = VOCABULARY.value(term, SKOS.topConceptOf)
            assert top == VOCABULARY.value(term, SKOS.inScheme)
            assert VOCABULARY.value(term, SKOS.prefLabel) == VOCABULARY.value(term, RDFS.label)
            assert term in distinct
    assert all(len(found) == 1 for found in schemes.values()), schemes
    assert len(schemes) == len(set().union(*schemes.values())) == 10


def test_the_speech_acts_have_a_file_of_their_own():
    acts = Graph().parse(ONTOLOGY_FOLDER / "speech-acts.ttl")
    assert len(set(acts.subjects(RDF.type, URIRef(CQ + "SpeechAct")))) == 13
    kinds = set(acts.objects(None, RDF.type))
    assert {k for k in kinds if k.startswith(CQ)} == {URIRef(CQ + "SpeechAct")}


def test_nothing_is_imported():
    assert not list((VOCABULARY + SHAPES).subject_objects(OWL.imports))


def test_the_ontology_says_what_it_is():
    header = URIRef(ONTOLOGY)
    for predicate in METADATA:
        assert VOCABULARY.value(header, predicate) is not None, predicate
    version = str(VOCABULARY.value(header, OWL.versionInfo))
    assert VOCABULARY.value(header, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    changes = list(VOCABULARY.objects(header, SKOS.changeNote))
    assert any(str(change).startswith(f"{version}: ") for change in changes)


@pytest.mark.parametrize("file", SHAPE_FILES, ids=lambda f: f.name)
def test_the_shapes_are_shapes(file):
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=Graph().parse(file), meta_shacl=True)
    assert conforms, text


def test_every_rule_has_a_name_of_its_own_and_tells_the_problem_and_the_next_step():
    for shape in set(SHAPES.subjects(SH.path)) | set(SHAPES.subjects(SH.sparql)):
        constraint = SHAPES.value(shape, SH.sparql) or shape
        nested = next(SHAPES.subjects(SH.qualifiedValueShape, shape), None)
        if nested is None:
            assert isinstance(shape, URIRef)
            message = str(SHAPES.value(constraint, SH.message))
            problem, step = re.split(r"[.?] (?=[A-Z])", message, maxsplit=1)
            assert len(problem.split()) >= 3, shape
            assert step.endswith("."), shape


def test_only_a_node_shape_of_its_own_holds_a_sparql_rule():
    for shape in SHAPES.subjects(SH.sparql):
        assert len(list(SHAPES.objects(shape, SH.sparql))) == 1
        assert (shape, SH.property, None) not in SHAPES


CLEAN = [
    "OWL 2 DL: 0 violations",
    "undeclared: 0 terms",
    "guessed: 0 annotations",
    "nameless: 0 individuals",
    "consistent: true",
]
BROKEN = """
@prefix : <https://w3id.org/communique/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<https://example.org/broken> a owl:Ontology .
:State a owl:Class . :Person a owl:Class ; owl:disjointWith :State .
<urn:x> a :State, :Person ; :speaker <urn:y> .
"""


def jars() -> str | None:
    """Return the class path of OWLAPI and HermiT, from OWLAPI_JARS or the package mowl-borg."""
    if "OWLAPI_JARS" in os.environ:
        return f"{os.environ['OWLAPI_JARS']}/*"
    package = find_spec("mowl")
    if package is None or package.origin is None:
        return None
    return f"{Path(package.origin).parent / 'lib'}/*"


@pytest.mark.skipif(shutil.which("java") is None, reason="needs java")
@pytest.mark.skipif(jars() is None, reason="needs the package mowl-borg, or OWLAPI_JARS")
@pytest.mark.parametrize("data", [(), ("article.ttl", "reference.ttl", "entities.ttl")])
def test_owl_tools_find_owl_2_dl_and_no_contradiction(tmp_path, data):
    merged = read([*FILES, *(DATA / name for name in data)])
    for part in VOCABULARY.objects(URIRef(ONTOLOGY), DCTERMS.hasPart):
        merged.remove((part, None, None))
    file = tmp_path / "all.ttl"
    merged.serialize(file)
    command = ["java", "-cp", jars(), DATA / "OwlCheck.java", file]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    told = result.stdout.splitlines()
    if data:  # names are what the export adds
        assert [line for line in told if line in CLEAN] == CLEAN[:3] + CLEAN[4:]
    else:
        assert told == CLEAN


@pytest.mark.skipif(shutil.which("java") is None, reason="needs java")
@pytest.mark.skipif(jars() is None, reason="needs the package mowl-borg, or OWLAPI_JARS")
def test_owl_tools_would_tell_of_what_is_wrong(tmp_path):
    file = tmp_path / "broken.ttl"
    file.write_text(BROKEN, encoding="utf-8")
    command = ["java", "-cp", jars(), DATA / "OwlCheck.java", file]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert {
        "undeclared: 1 terms",
        "guessed: 1 annotations",
        "nameless: 1 individuals",
        "consistent: false",
    } <= set(result.stdout.splitlines())
