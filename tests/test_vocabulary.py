"""What the query editor asks for: the ontology's terms, entities by name, outlines of states."""

import pytest

from kg.iris import BASE, PREFIXES
from tests.examples import served_examples
from tests.served import started


def test_terms_and_entities_have_names_kinds_and_definitions(tmp_path):
    with served_examples(tmp_path) as client:
        found = client.get("/vocabulary.json").json
    assert found["prefixes"] == PREFIXES
    terms = {t["name"]: t for t in found["terms"]}
    assert terms["cq:Statement"]["kind"] == "class"
    assert terms["cq:speaker"]["kind"] == "property"
    assert terms["cq:Warn"]["kind"] == "value"
    assert "agent" in terms["cq:speaker"]["about"]
    entities = {e["iri"]: e for e in found["entities"]}
    assert entities[BASE + "id/state/UA"]["label"] == "Ukraine"
    assert entities[BASE + "id/grouping/NATO"]["kind"]
    assert len(entities) == len(found["entities"]) > 1000


def test_outlines_have_the_codes_of_our_states(tmp_path):
    with served_examples(tmp_path) as client:
        found = client.get("/outlines.json").json
        codes = client.get("/api/states?limit=1000", headers={"Accept": "application/json"}).json
    states = {row["code"] for row in codes["rows"]}
    assert len(states & set(found["states"])) > 190  # states of the past have no outline
    assert found["states"]["UA"]["d"].startswith("M")
    assert found["width"] > found["height"] > 0


@pytest.fixture(scope="module")
def client():
    with started("memory") as made:
        yield made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s a cq:Statement }", {"valid": True}),
        ("ASK {}", {"valid": True}),
        ("DESCRIBE <urn:x>", {"valid": True}),
        ("CONSTRUCT { ?s ?p ?o } FROM <urn:g> WHERE { ?s ?p ?o }", {"valid": True}),
        ("SELECT * {\n  ?s ?p nonsense }", {"valid": False, "line": 2, "column": 9}),
        ("SELECT * { ?s ?p ?o", {"valid": False, "line": 1, "column": 10}),
        ("", {"valid": False}),
        ("SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }", {"valid": False}),
    ],
)
def test_a_query_is_checked_without_being_answered(client, query, expected):
    found = client.post("/sparql/check", data={"query": query}).json
    assert found == found | expected
    assert found["valid"] or found["detail"]


def test_what_is_no_query_cannot_be_checked(client):
    assert client.post("/sparql/check", data={"update": "CLEAR ALL"}).status_code == 400
    assert client.get("/sparql/check").status_code in (404, 405)
