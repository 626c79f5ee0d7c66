"""`kg entities` as a user meets it."""

import contextlib
import csv
import io
import json
import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner

from kg import __version__
from kg.cli import cli
from kg.identity.identify import identify
from kg.iris import BASE
from kg.ntriples import to_ntriples
from kg.plugins import open_store
from kg.reference import load_reference
from kg.reference_graph import reference_graph

from .identities import article_graph, slug

SPEAKERS = [
    ("Joe Biden", "President", "state/US"),
    ("Joseph R. Biden Jr.", "", None),
    ("Biden", "", None),
    ("Anne Lindqvist", "Minister", "state/SE"),
    ("Anne Lindqvist", "", None),
    ("Ove Exempel", "", None),
]
GRAPHS = [article_graph(n, *told) for n, told in enumerate(SPEAKERS)]
PERSONS = [
    f"{iri}/person/{slug(name)}" for (iri, _), (name, *_) in zip(GRAPHS, SPEAKERS, strict=True)
]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built") / "kg"
    few = replace(load_reference(), memberships=(), holdings=())
    with contextlib.closing(open_store(str(folder), create=True)) as store:
        store.replace({f"{BASE}reference": to_ntriples(reference_graph(few, BASE))})
        store.replace(dict(GRAPHS))
        identify(store, load_reference(), base=BASE, version=__version__)
    return folder


@pytest.fixture
def folder(built, tmp_path):
    return shutil.copytree(built, tmp_path / "kg")


def kg(folder, *arguments, code=0):
    done = CliRunner().invoke(cli, ["entities", "--store", str(folder), *arguments])
    assert done.exit_code == code, done.output
    return done.output


def test_the_table_shows_who_is_who_with_score_and_reason(folder):
    table = kg(folder)
    assert "id/person/joe-biden" in table
    assert "both President of United States (2021)" in table
    assert "perhaps  0." in table
    assert "Ove Exempel" not in table  # known to one article, and nobody else may be meant
    assert "Ove Exempel" in kg(folder, "exempel")
    assert "Biden" not in kg(folder, "LINDQVIST")


def test_csv_and_json_hold_the_same_lines(folder):
    listed = json.loads(kg(folder, "biden", "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(kg(folder, "biden", "--format", "csv"))))
    assert [{**line, "score": str(line["score"])} for line in listed] == rows
    assert {line["status"] for line in listed} == {"accepted", "candidate"}
    opened = json.loads(kg(folder, "--status", "candidate", "--format", "json"))
    assert {line["told"] for line in opened} == {"Biden"}


def test_a_split_is_noted_kept_and_taken_back(folder):
    before = kg(folder)
    short = [iri.removeprefix(BASE) for iri in (PERSONS[4], PERSONS[3])]
    said = kg(folder, "--split", *short, "--by", "Ann", "--on", "2024-05-31")
    assert f"noted: {short[0]} is not {short[1]} (Ann, 2024-05-31)" in said
    listed = json.loads(kg(folder, "lindqvist", "--format", "json"))
    assert len({line["entity"] for line in listed if line["status"] == "accepted"}) == 2
    assert [d["decided"] for d in listed if d["status"] == "rejected"] == ["Ann, 2024-05-31"]
    assert "taken back" in kg(folder, "--undo", *short)
    assert kg(folder) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--merge", PERSONS[0], "id/state/UA", "--by", "Ann"], "is not a person but a State"),
        (["--merge", PERSONS[0], "id/person/x", "--by", "Ann"], "nobody here is called"),
        (["--merge", PERSONS[0], PERSONS[1]], "say who decides, with --by"),
        (["--split", PERSONS[0], PERSONS[1], "--by", "A", "--on", "May"], "is not a day"),
        (["--undo", PERSONS[0], PERSONS[1]], "nothing was decided"),
        (["--undo", "a", "b", "--merge", "a", "b"], "one of --merge, --split and --undo"),
    ],
)
def test_what_cannot_be_done_is_one_plain_line(folder, arguments, message):
    output = kg(folder, *arguments, code=2)
    assert message in output
    assert "Traceback" not in output
