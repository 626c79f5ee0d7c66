"""What states and groupings are named in a sentence, and how: sentences of our own, in a table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.annotations import to_annotations
from kg.extractors.entities import EntityExtractor
from kg.model import Article, Document
from kg.reference import load_reference
from kg.text import sentences

REFERENCE = load_reference()
EXTRACTOR = EntityExtractor(REFERENCE)
TABLE = Path(__file__).parent / "data" / "mentions.txt"
KINDS = {"": "name", ".d": "demonym", ".m": "metonym", ".l": "location"}
MARK = re.compile(r"\{([^|{}]+)\|(@?)([\w-]+)(\.[dml])?\}")


def rows() -> list[str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def found(text: str) -> list[tuple[int, str, str, str]]:
    """Return start, words, code and kind of what the annotations of a text list."""
    document = EXTRACTOR(Document(Article(text), sentences=sentences(text)))
    annotations = to_annotations(document, REFERENCE)
    states = [
        (m["start"], m["exact"], s["iso2"], m["type"])
        for s in annotations["states"]
        for m in s["mentions"]
    ]
    groupings = [
        (m["start"], m["exact"], f"@{g['code']}", "name")
        for g in annotations["alliances"]
        for m in g["mentions"]
    ]
    places = [
        (m.span.start, m.span.of(text), (m.entity or "/").partition("/")[2], "location")
        for m in document.mentions
        if m.type == "state" and m.kind == "location"
    ]
    return sorted({*states, *groupings, *places})


@pytest.mark.parametrize("row", rows())
def test_a_sentence_names_these_and_no_others(row: str) -> None:
    text, expected = "", []
    at = 0
    for mark in MARK.finditer(row):
        text += row[at : mark.start()]
        words, of, code, kind = mark.groups()
        expected.append((len(text), words, of + code, KINDS[kind or ""]))
        text += words
        at = mark.end()
    text += row[at:]
    assert found(text) == expected
