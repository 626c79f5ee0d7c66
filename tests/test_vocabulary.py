"""What the query editor asks for: the ontology's terms, entities by name, outlines of states."""

from kg.iris import BASE, PREFIXES
from tests.examples import served_examples


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
