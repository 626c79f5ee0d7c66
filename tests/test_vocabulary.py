"""What the query editor completes: the ontology's terms and the reference data's entities."""

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
