import json

from kg.tables import results_table


def answer(columns, *rows):
    return json.dumps({"head": {"vars": columns}, "results": {"bindings": list(rows)}}).encode()


def test_a_table_aligns_cells_shortens_iris_and_counts_rows():
    table = results_table(
        answer(
            ["who", "act"],
            {
                "who": {"type": "literal", "value": "Jens\nStoltenberg"},
                "act": {"type": "uri", "value": "https://w3id.org/communique/ontology#Assure"},
            },
            {"who": {"type": "uri", "value": "https://base/id/state/UA"}},
        ),
        base="https://base/",
    )
    assert table.splitlines() == [
        "who               act",
        "────────────────  ─────────",
        "Jens Stoltenberg  cq:Assure",
        "id/state/UA",
        "",
        "2 rows",
    ]


def test_a_wide_cell_is_cut_and_a_boolean_is_a_word():
    long = answer(["x"], {"x": {"type": "literal", "value": "a" * 300}})
    assert "a" * 59 + "…" in results_table(long)
    assert results_table(b'{"head": {}, "boolean": false}') == "no\n"
