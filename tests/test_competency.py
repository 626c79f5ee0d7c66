"""The questions the ontology is for have the answers that stand beside them."""

import contextlib
import csv
import io
import re

import pytest
from rdflib import OWL, RDF, Graph

from kg.iris import BASE, CQ
from kg.ntriples import to_ntriples
from kg.paths import ONTOLOGY
from kg.plugins import open_store
from kg.validation import findings_in, load_validator
from kg.vocabulary import read_turtle

FOLDER = ONTOLOGY / "competency"
QUESTIONS = sorted(FOLDER.glob("*.rq"))
# Words, numbers and days that a reader or an extractor notes for people; no question turns on them.
NOTES = {
    "textHash", "contentHash", "earlierContentHash", "url", "sourceName", "dateSource",
    "readerNote", "configDigest", "nameKey", "copyKey", "validToPrecision", "asOf",
}  # fmt: skip


def graph(name: str) -> Graph:
    return Graph().parse(FOLDER / f"{name}.ttl")


@pytest.fixture(scope="module")
def store():
    with contextlib.closing(open_store("memory")) as opened:
        parts = {f"urn:{n}": graph(n) for n in ("article", "reference", "derived")}
        parts["urn:ontology"] = read_turtle(ONTOLOGY)
        opened.replace({name: to_ntriples(part) for name, part in parts.items()})
        yield opened


@pytest.mark.parametrize("file", QUESTIONS, ids=lambda f: f.stem)
def test_a_question_has_the_answer_beside_it(store, file):
    out = io.BytesIO()
    store.query(file.read_text(encoding="utf-8")).write(out, "text/csv")
    expected = file.with_suffix(".csv").read_text(encoding="utf-8")
    assert sorted(rows(out.getvalue().decode())) == sorted(rows(expected))


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines()))


@pytest.mark.parametrize("file", QUESTIONS, ids=lambda f: f.stem)
def test_a_question_is_asked_in_words(file):
    assert re.match(r"# [A-Z].+\?\n", file.read_text(encoding="utf-8"))


def test_every_class_and_property_is_needed_by_a_question():
    assert len(QUESTIONS) >= 25
    asked = {
        name for f in QUESTIONS for name in re.findall(r"cq:(\w+)", f.read_text(encoding="utf-8"))
    }
    vocabulary = read_turtle(ONTOLOGY)
    terms = {
        str(term).removeprefix(CQ)
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in vocabulary.subjects(RDF.type, kind)
        if term.startswith(CQ)
    }
    assert terms - asked == NOTES


def test_the_example_conforms_to_the_shapes():
    validator = load_validator(BASE, graph("reference"))
    article, reference = graph("article"), graph("reference")
    assert validator.check(article) == ()
    assert findings_in(validator.report_reference(reference), reference) == ()
    assert findings_in(validator.report_entities(graph("derived"), article), article) == ()
