import json

import pytest
from click.testing import CliRunner

from kg.cli import cli
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


@pytest.mark.parametrize("name", ["@{}", "{}"])
def test_a_query_is_taken_from_a_file(tmp_path, name):
    file = tmp_path / "sum.rq"
    file.write_text("SELECT (1 + 1 AS ?sum) { }", encoding="utf-8")
    done = CliRunner().invoke(cli, ["query", name.format(file), "--store", "memory"])
    assert (done.exit_code, "2" in done.output) == (0, True)
    gone = CliRunner().invoke(cli, ["query", name.format(tmp_path / "no.rq"), "--store", "memory"])
    assert (gone.exit_code, "no.rq" in gone.output) == (2, True)
