"""Exports: every format reads back, and the Protégé file is one ontology with all declared."""

import contextlib
import io
import shutil
import subprocess
from datetime import UTC, datetime

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef

from kg.build import build
from kg.config import Config
from kg.export import MEDIA_TYPES, write_protege
from kg.iris import BASE, CQ, ONTOLOGY
from kg.model import Article
from kg.plugins import open_store
from kg.statistics import statistics

from .test_ontology import CLEAN, DATA, jars

ARTICLE = Article(
    "“Nato stands by Ukraine,” NATO Secretary General Jens Stoltenberg said. "
    "German officials said that Ukraine is a partner of the alliance.",
    published="2021-04-13",
    published_source="sidecar",
    authors=("A. Writer",),
    url="https://example.org/news/1",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    config = Config(store="memory", quarantine=str(tmp_path_factory.mktemp("quarantine")))
    with contextlib.closing(open_store("memory")) as opened:
        tally = build([ARTICLE], config, opened, now=lambda: datetime(2024, 1, 1, tzinfo=UTC))
        assert tally.clean
        yield opened


@pytest.fixture(scope="module")
def protege(store, tmp_path_factory):
    file = tmp_path_factory.mktemp("protege") / "all.ttl"
    with file.open("wb") as out:
        write_protege(store, BASE, out)
    return file


def test_the_protege_file_is_one_ontology_without_imports(protege):
    graph = Graph().parse(protege)
    assert set(graph.subjects(RDF.type, OWL.Ontology)) == {URIRef(ONTOLOGY)}
    assert not list(graph.objects(None, OWL.imports))


def test_every_individual_in_the_protege_file_has_a_label(protege):
    graph, term = Graph().parse(protege), Namespace(CQ)
    for kind in (term.Article, term.Statement, term.Mention, term.Sentence, term.TextSpan):
        individuals = set(graph.subjects(RDF.type, kind))
        assert individuals
        assert all((i, RDFS.label, None) in graph for i in individuals)


@pytest.mark.skipif(shutil.which("java") is None, reason="needs java")
@pytest.mark.skipif(jars() is None, reason="needs the package mowl-borg, or OWLAPI_JARS")
def test_owl_tools_read_the_protege_file_without_guessing(protege):
    command = ["java", "-cp", jars(), DATA / "OwlCheck.java", protege]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines() == CLEAN


@pytest.mark.parametrize("media_type", sorted(set(MEDIA_TYPES.values())))
def test_every_format_holds_all_triples(store, media_type):
    out = io.BytesIO()
    store.dump(out, media_type)
    with contextlib.closing(open_store("memory")) as other:
        read = other.load(io.BytesIO(out.getvalue()), media_type)
    kept = statistics(store)["triples"]
    assert read == kept or not media_type.endswith(("quads", "trig", "json"))
    assert read > 0.95 * kept  # a triple said in two graphs is one without graph names
