"""Extractors that are never on by themselves: how they are named, and names found by spaCy."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.config import Config
from kg.errors import ConfigError
from kg.extractors.llm.settings import Settings, read_settings
from kg.extractors.spacy_names import SpacyExtractor
from kg.model import Article, Document, Mention, Span
from kg.pipeline import open_pipeline
from kg.plugins import open_extractors
from kg.protocols import Extractor
from kg.reference import Reference

NOTHING = Reference((), (), (), (), ())
TEXT = "Ann Lee of Acme Works met Jo Roe in Norland. Jo Roe left."


def test_optional_extractors_are_listed_and_not_on_by_themselves() -> None:
    listed = CliRunner().invoke(cli, ["plugins"]).stdout
    assert "  spacy " in listed
    assert "  llm " in listed
    assert not {"spacy", "llm"} & {d.partition(":")[0] for d in Config().extractors}


@pytest.mark.parametrize(
    ("descriptor", "problem"),
    [
        ("nothing:x", "no extractor named 'nothing'; known: about"),
        ("entities:x", "entities takes nothing after a colon"),
        ("llm", "needs an address and a model"),
        ("spacy", "needs a pipeline, such as spacy:en_core_web_sm"),
    ],
)
def test_a_descriptor_that_is_not_usable_is_named(descriptor: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        open_extractors((descriptor,), NOTHING)


def test_without_spacy_the_message_says_how_to_get_it() -> None:
    script = (
        "import sys; sys.modules['spacy'] = None\n"
        "from kg.errors import ConfigError\n"
        "from kg.extractors.spacy_names import SpacyExtractor\n"
        "try: SpacyExtractor(None, 'en_x')\n"
        "except ConfigError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "pip install 'communique-kg[spacy]'" in done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder of a small pipeline made here: no model is needed to test with."""
    spacy = pytest.importorskip("spacy", reason="spaCy is an extra")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(
        [
            {"label": "PERSON", "pattern": "Ann Lee"},
            {"label": "PERSON", "pattern": "Jo Roe"},
            {"label": "ORG", "pattern": "Acme Works"},
            {"label": "GPE", "pattern": "Norland"},
        ]
    )
    where = tmp_path_factory.mktemp("spacy") / "names"
    pipeline.to_disk(where)
    return where


def test_persons_and_organisations_are_added_where_nothing_is_named_yet(folder) -> None:
    taken = Mention(Span(0, 7), "person", entity="person/ann-lee")
    found = SpacyExtractor(None, str(folder))(Document(Article(TEXT), mentions=(taken,)))
    assert [(m.span.of(TEXT), m.type) for m in found.mentions] == [
        ("Ann Lee", "person"),
        ("Acme Works", "organisation"),
        ("Jo Roe", "person"),
        ("Jo Roe", "person"),
    ]
    assert found.mentions[0] == taken


def test_a_long_text_is_read_in_parts_and_offsets_stay_right(folder, monkeypatch) -> None:
    monkeypatch.setattr("kg.extractors.spacy_names._LONGEST", 20)
    text = "Ann Lee came.\nJo Roe too.\nSo did all of Acme Works."
    found = SpacyExtractor(None, str(folder))(Document(Article(text)))
    assert [m.span.of(text) for m in found.mentions][:2] == ["Ann Lee", "Jo Roe"]


def test_a_pipeline_that_is_not_there_or_not_english_is_named(folder, tmp_path) -> None:
    import spacy

    with pytest.raises(ConfigError, match="spacy download en_no_such"):
        SpacyExtractor(None, "en_no_such")
    spacy.blank("de").to_disk(tmp_path)
    with pytest.raises(ConfigError, match="for 'de'; articles are English"):
        SpacyExtractor(None, str(tmp_path))


def test_the_whole_road_goes_with_a_spacy_pipeline_in_it(folder) -> None:
    names = Config().extractors
    config = Config(extractors=(names[0], f"spacy:{folder}", *names[1:]))
    graph = open_pipeline(config)(Article("“Never,” said Jo Roe of Acme Works in Norland."))
    assert graph.conforms
    assert b"Acme Works" in graph.triples
    assert json.dumps([e.version for e in open_pipeline(config).extractors]).count("names") == 1


def test_the_documentation_names_what_there_is() -> None:
    text = (Path(__file__).parents[1] / "docs" / "extractors.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, re.S)
    lists = [tomllib.loads(block)["extractors"] for block in blocks]
    assert tuple(lists[0]) == Config().extractors
    for names in lists[1:]:
        plain = [n for n in names if ":" not in n]
        assert tuple(plain) == Config().extractors
    (llm,) = (d for names in lists for d in names if d.startswith("llm:"))
    assert read_settings(llm.partition(":")[2]).budget == 500_000
    documented = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", text, re.M))))
    assert documented == {f.name for f in fields(Settings)} - {"url"}
    script = re.findall(r"```python\n(.*?)```", text, re.S)[0]
    made: dict[str, Any] = {}
    exec(script, made)
    assert isinstance(made["Sure"](NOTHING), Extractor)
