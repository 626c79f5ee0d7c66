"""What docs/protege.md tells of the worked example is so, and its pictures are up to date."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from kg.iris import ONTOLOGY as IRI
from kg.paths import ONTOLOGY
from kg.vocabulary import read_turtle

from .test_ontology import DATA, jars

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "protege.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^\| [^|]+\? \| `([^`]+)` \| ([^|]+) \|$", PAGE, re.M)


def drawn() -> dict[str, str]:
    """Return what `docs/draw.py` would draw now."""
    spec = importlib.util.spec_from_file_location("draw", DOCS / "draw.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pictures()


def test_the_pictures_are_those_of_the_ontology_as_it_is():
    files = {f.name: f.read_text(encoding="utf-8") for f in (DOCS / "pictures").glob("*.svg")}
    made = drawn()
    assert {name: files.get(name) for name in made} == made


def test_every_picture_and_file_that_the_page_names_is_there():
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert target.startswith("https://") or (DOCS / target).exists(), target


@pytest.mark.skipif(shutil.which("java") is None, reason="needs java")
@pytest.mark.skipif(jars() is None, reason="needs the package mowl-borg, or OWLAPI_JARS")
def test_the_dl_queries_have_the_answers_that_the_page_gives(tmp_path):
    assert len(QUERIES) >= 5
    graph: Graph = read_turtle(ONTOLOGY) + read_turtle(ONTOLOGY / "competency")
    for part in ("concepts", "speech-acts"):
        graph.remove((URIRef(f"{IRI}/{part}"), None, None))
    graph.serialize(tmp_path / "example.ttl")
    command = ["java", "-cp", jars(), DATA / "OwlCheck.java", tmp_path / "example.ttl", "ask"]
    asked = [*command, *(query for query, _ in QUERIES)]
    result = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines() == [answer for _, answer in QUERIES]
