"""`kg validate FILES`: RDF in any form, graph by graph; what cannot be read is told and why."""

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.checking import read_graphs
from kg.cli import cli
from kg.errors import ReadError

ARTICLE = Path(__file__).parent / "data" / "article.ttl"
UNREADABLE = [
    ("a.ttl", b"<urn:a> <urn:b> <urn:c>", "not text/turtle: Parser error at line 1 "),
    ("a.ttl", "<urn:a> <urn:b> 'é' .".encode("latin-1"), "Invalid UTF-8"),
    ("a.ttl", b"<person/a> <urn:b> <urn:c> .", "No scheme found in an absolute IRI"),
    ("a.nq", b"<urn:a> <urn:b> <urn:c> <urn:g> .\n<urn:a> b", "line 2"),
    ("a.jsonld", b'{"@context": "http://127.0.0.1:9/x", "@id": "urn:a"}', "nothing is fetched"),
    ("a.rdf", b"<rdf:RDF>", "not application/rdf\\+xml"),
    ("a.ttl.gz", gzip.compress(ARTICLE.read_bytes())[:500], "ended before"),
    ("a.ttl.gz", b"no archive", "Not a gzipped file"),
    ("a.ttl", b"<urn:a> <urn:b> 'x'@en--ltr .", "RDF 1.2"),
    ("a.csv", b"a,b", "unknown ending; known: nq, trig, ttl"),
]


@pytest.mark.parametrize(("name", "data", "told"), UNREADABLE)
def test_what_cannot_be_read_is_told_with_file_and_place(tmp_path, name, data, told):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError, match=f"{name}: .*{told}"):
        list(read_graphs(tmp_path / name))


def test_each_graph_of_a_file_is_one(tmp_path):
    (tmp_path / "a.trig").write_text(
        "<urn:g> { <urn:a> <urn:b> 1 , 2 } <urn:h> { <urn:a> a <urn:c> }"
    )
    assert sorted(map(len, read_graphs(tmp_path / "a.trig"))) == [1, 2]
    assert [len(g) for g in read_graphs(ARTICLE)] == [430]


def test_a_file_without_an_article_is_not_said_to_be_right(tmp_path):
    (tmp_path / "a.ttl").write_text("<urn:a> <http://xmlns.com/foaf/0.1/name> 'Ann' .")
    done = CliRunner().invoke(cli, ["validate", str(tmp_path / "a.ttl")])
    assert done.exit_code == 0
    assert done.stdout == "Nothing to check.\n"
    assert "There is no cq:Article in it" in done.stderr


def test_what_is_found_in_several_files_is_told_file_by_file(tmp_path):
    broken = tmp_path / "broken.ttl"
    broken.write_bytes(ARTICLE.read_bytes().replace(b"cq:form cq:", b"cq:form cq:No"))
    done = CliRunner().invoke(cli, ["validate", str(ARTICLE), str(broken)])
    assert done.exit_code == 1
    assert f"{ARTICLE}: Nothing found: conforms.\n\n{broken}: Must not be" in done.stdout
    assert "2 graphs checked: does not conform" in done.stderr
