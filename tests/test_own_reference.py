"""Reference data of one's own: what they add, what conflicts, and what an article then means."""

import contextlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery

from kg.build import build
from kg.cli import cli
from kg.config import Config
from kg.errors import ConfigError, ReferenceDataError
from kg.identity.reading import rows
from kg.iris import BASE
from kg.model import Article
from kg.pipeline import open_pipeline
from kg.plugins import open_store
from kg.reference import load_reference
from kg.reference_files import COLUMNS
from kg.reference_graph import reference_graph

from .test_reference import folder as shipped

GUIDE = Path(__file__).parents[1] / "docs" / "reference.md"
STATES = "code,name,names,demonyms,recognition,source,override\n"
MEMBERSHIPS = "member,grouping,status,valid_from,valid_to,source,override\n"
HOLDINGS = "person,title,of,valid_from,valid_to,source,override\n"
BORDURIA = STATES + "BORD,Borduria,Bordurian Republic,Bordurian|Bordurians,unrecognised,my atlas,\n"


@pytest.fixture
def base(tmp_path):
    """Return a folder with a handful of data in the place of those that come along."""
    (tmp_path / "shipped").mkdir()
    return shipped(tmp_path / "shipped")


@pytest.fixture
def own(tmp_path):
    (tmp_path / "own").mkdir()

    def written(**files):
        for name, text in files.items():
            (tmp_path / "own" / name.replace("_", ".")).write_text(text, encoding="utf-8")
        return tmp_path / "own"

    return written


def test_a_state_is_added_and_known_by_all_its_names(base, own):
    known = load_reference(base, own(states_csv=BORDURIA))
    assert known.entity("state/BORD").name == "Borduria"
    assert {f.key for f in known.surface_forms()["Bordurians"]} == {"state/BORD"}
    assert known.state("UA") == load_reference(base).state("UA")


def test_a_row_about_a_known_state_adds_names_and_fills_what_is_empty(base, own):
    text = "code,demonyms,capital,metonyms\nUA,Ukrainians,Kyiv,Bankova\n"
    state = load_reference(base, own(states_csv=text)).state("UA")
    assert state.demonyms == ("Ukrainian", "Ukrainians")
    assert state.metonyms == ("Kyiv", "Kiev", "Bankova")
    assert (state.name, state.recognition, state.source) == ("Ukraine", "un-member", "list")


def test_the_same_row_once_more_is_no_conflict(base, own):
    again = MEMBERSHIPS + "state/UA,grouping/EU,applicant,2022-02-28,2022-06,another list,\n"
    assert load_reference(base, own(memberships_csv=again)) == load_reference(base)


CONFLICTS = [
    (
        "another name",
        {"states_csv": STATES + "UA,The Ukraine,,,,x,\n"},
        "states.csv:2: name is 'The Ukraine' here and 'Ukraine' in states.csv:2",
    ),
    (
        "another's name",
        {"states_csv": STATES + "BORD,Borduria,Kiev,,unrecognised,x,\n"},
        "states.csv:2: 'Kiev' is a name of state/UA (states.csv:2) already",
    ),
    (
        "a name twice in one's own data",
        {"states_csv": BORDURIA + "SYLD,Syldavia,,Bordurian,unrecognised,x,\n"},
        "states.csv:3: 'Bordurian' is a name of state/BORD",
    ),
    (
        "a code twice",
        {"states_csv": BORDURIA + "BORD,Borduria,,,unrecognised,x,\n"},
        "states.csv:3: BORD stands in",
    ),
    (
        "another beginning",
        {"memberships_csv": MEMBERSHIPS + "state/UA,grouping/EU,applicant,2022-03,2022-05,x,\n"},
        "memberships.csv:2: state/UA, grouping/EU, applicant from 2022-03 to 2022-05 here, and "
        "state/UA, grouping/EU, applicant from 2022-02-28 to 2022-06 in memberships.csv:2.",
    ),
    (
        "another standing",
        {"memberships_csv": MEMBERSHIPS + "state/UA,grouping/EU,member,2022-03,,x,yes\n"
         "state/UA,grouping/EU,suspended,2022-04,,x,\n"},
        "memberships.csv:3: state/UA, grouping/EU, suspended from 2022-04 to now here",
    ),
    (
        "a member that the complete list does not have",
        {"states_csv": BORDURIA,
         "memberships_csv": MEMBERSHIPS + "state/BORD,grouping/EU,member,2001,,x,\n"},
        "groupings.csv:2 says that all members since 1993 are listed",
    ),
    (
        "two in one office",
        {"holdings_csv": HOLDINGS + "Bo Bo,President,state/UA,2022,,x,\n"},
        "holdings.csv:2: state/UA, President, Bo Bo from 2022 to now here, and state/UA, "
        "President, Ada Ada from 2021 to now in holdings.csv:3.",
    ),
    ("an unknown column", {"states_csv": "code,nmae\n"}, "states.csv:1: no column is named 'nmae'"),
    ("an unknown file", {"countries_csv": "code\n"}, "countries.csv: not one of states.csv"),
    ("an unknown word", {"states_csv": STATES + "UA,,,,,,maybe\n"}, "override is yes or empty"),
    ("an unknown state", {"memberships_csv": MEMBERSHIPS + "state/XX,grouping/EU,member,,,x,\n"},
     "memberships.csv:2: member 'state/XX' is in none of the other files; add it there first"),
    ("no source", {"states_csv": STATES + "BORD,Borduria,,,unrecognised,,\n"}, "source is empty"),
    ("broken Turtle", {"more_ttl": "<x> a"}, "more.ttl: not Turtle"),
    ("nothing", {}, "neither CSV nor Turtle there"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "files", "told"), CONFLICTS, ids=[c[0] for c in CONFLICTS])
def test_a_conflict_is_told_with_file_and_row_and_wins_nothing(base, own, name, files, told):
    with pytest.raises(ReferenceDataError) as error:
        load_reference(base, own(**files))
    assert told in str(error.value)


ROW = "code,name,recognition,source\nBORD,Borduria,unrecognised,Atlas\n"
CQ = "@prefix cq: <https://w3id.org/communique/ontology#> .\n"
FILES = [
    (
        "capitals",
        "states.csv",
        ROW.replace("code", "Code"),
        ":1: no column is named 'Code'; is 'code' meant?",
    ),
    (
        "semicolons",
        "states.csv",
        ROW.replace(",", ";"),
        ":1: the cells are separated by semicolons; save",
    ),
    ("tabs", "states.csv", ROW.replace(",", "\t"), ":1: the cells are separated by tabs; save"),
    (
        "Excel's first line",
        "states.csv",
        "sep=,\n" + ROW,
        ":1: sep= is a line for Excel alone; delete",
    ),
    ("UTF-16", "states.csv", ROW.encode("utf-16"), ":1: not CSV in UTF-8"),
    ("Windows", "states.csv", ROW.replace("ia", "ía").encode("cp1252"), ":2: not CSV in UTF-8: "),
    ("no name", "states.csv", ROW.replace("\n", ",\n"), ":1: a column has no name; name it"),
    (
        "one name twice",
        "states.csv",
        ROW.replace("code", "name"),
        ":1: two columns are named 'name'",
    ),
    ("no end", "states.csv", ROW.replace("Bord", '"Bord'), ":2: not CSV: unexpected end of data; "),
    ("a mark within", "states.csv", ROW.replace("Atlas", '"A"tlas'), ":2: not CSV: ',' expected"),
    ("a comma more", "states.csv", ROW.replace("Atlas", "A, B"), ":2: 5 cells; expected 4; a cell"),
    ("no text", "states.csv", ROW.replace("Atlas", "A\0"), ":2: a character that is no text"),
    ("a workbook", "states.xlsx", b"PK", "with reference data (states.xlsx); save tables as CSV"),
    (
        "a day as Excel has it",
        "memberships.csv",
        "member,grouping,status,valid_from,source\nstate/UA,grouping/EU,observer,01.05.2004,x\n",
        ":2: valid_from '01.05.2004' is not an ISO 8601 year, month or day; write 2004",
    ),
    (
        "a name for a key",
        "memberships.csv",
        "member,grouping,status,source\nUkraine,grouping/EU,observer,x\n",
        ":2: member 'Ukraine' is in none of the other files; add it there first; keys are written",
    ),
    (
        "Turtle",
        "more.ttl",
        f"{CQ}<x> a cq:State ;\n  rdfs:label 'x' .",
        ':3: not Turtle: Prefix "rdfs:"',
    ),
    (
        "a key",
        "more.ttl",
        f"{CQ}<http://x/B> a cq:State .",
        "<http://x/B>: the IRI does not end in a key",
    ),
]


@pytest.mark.parametrize(("name", "file", "content", "told"), FILES, ids=[f[0] for f in FILES])
def test_what_is_wrong_with_a_file_is_told_with_its_line_and_the_next_step(
    base, own, name, file, content, told
):
    (own() / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ReferenceDataError) as error:
        load_reference(base, own())
    assert told in str(error.value)
    assert str(error.value).startswith(str(own()))
    assert len(str(error.value).splitlines()) == 1


def test_a_byte_order_mark_and_line_ends_of_windows_are_read_over(base, own):
    text = ROW.replace("\n", "\r\n").encode("utf-8-sig")
    (own() / "states.csv").write_bytes(text)
    assert load_reference(base, own()).state("BORD").name == "Borduria"


def test_all_conflicts_are_told_at_once(base, own):
    files = {"states_csv": STATES + "UA,The Ukraine,,,,x,\nBORD,Borduria,Kyiv,,unrecognised,x,\n"}
    with pytest.raises(ReferenceDataError) as error:
        load_reference(base, own(**files))
    assert len(str(error.value).splitlines()) == 2


def test_a_row_that_is_meant_stands_in_the_place_of_the_other(base, own):
    known = load_reference(
        base,
        own(
            states_csv=STATES + "UA,Ukraïna,,,,x,yes\n",
            memberships_csv=MEMBERSHIPS + "state/UA,grouping/EU,candidate,2022-03,,x,yes\n",
            holdings_csv=HOLDINGS
            + "Ada Ada,President,state/UA,2021,2022,x,yes\nBo Bo,President,state/UA,2023,,x,\n",
        ),
    )
    assert known.state("UA").name == "Ukraïna"
    assert [m.status for m in known.memberships] == ["candidate"]
    assert [h.person for h in known.holdings_on("state/UA", "2024-01-01")] == ["Bo Bo"]


def test_data_of_ones_own_may_stand_alone(own):
    assert [s.code for s in load_reference(None, own(states_csv=BORDURIA)).states] == ["BORD"]
    with pytest.raises(ConfigError, match="reference_alone needs reference"):
        Config(reference_alone=True)


def test_what_is_written_as_turtle_is_read_back(base, own):
    first = load_reference(base)
    written = reference_graph(first, "https://example.org/data/").serialize(format="turtle")
    again = load_reference(None, own(data_ttl=written))
    assert set(reference_graph(again, BASE)) == set(reference_graph(first, BASE))


def test_turtle_and_csv_are_laid_over_alike(base, own):
    turtle = """PREFIX cq: <https://w3id.org/communique/ontology#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcterms: <http://purl.org/dc/terms/>
    <urn:x/id/state/UA> a cq:State ; rdfs:label "The Ukraine" ; dcterms:source "x" ;
      cq:recognition cq:UNMember ."""
    with pytest.raises(ReferenceDataError, match=r"more\.ttl: <urn:x/id/state/UA>: name is"):
        load_reference(base, own(more_ttl=turtle))


BLOC = """code,name,names,kind,founded,complete_from,source
BLOC,Bordurian Bloc,BLOC,alliance,2001,2001,treaty
"""
TEXT = (
    "Bordurian President Plekszy Gladz said on Monday that the Bordurian Bloc would hold.\n\n"
    "Borduria is a member of the Bordurian Bloc. Ukraine is a member of the Bordurian Bloc.\n"
)
VERDICTS = "SELECT ?state ?verdict { ?c cq:claimSubject ?state ; cq:comparison ?verdict }"
SPOKEN_FOR = "SELECT ?who { ?s cq:onBehalfOf ?who }"
NEWS = Article(TEXT, published="2021-04-13", published_source="sidecar", name="news")


def test_an_article_is_read_and_compared_with_the_added_data(own, tmp_path):
    folder = own(
        states_csv=BORDURIA,
        groupings_csv=BLOC,
        memberships_csv=MEMBERSHIPS + "state/BORD,grouping/BLOC,member,2001,,treaty,\n"
        "state/SY,grouping/BLOC,member,2001,,treaty,\n",
    )
    config = Config(
        store="memory", quarantine=str(tmp_path / "aside"), reference=str(folder), engine="serial"
    )
    with contextlib.closing(open_store("memory")) as store:
        assert build([NEWS], config, store).clean
        found = rows(store, VERDICTS)
        assert {r["who"] for r in rows(store, SPOKEN_FOR)} == {f"{BASE}id/state/BORD"}
    verdicts = {r["state"].rpartition("/")[2]: r["verdict"].partition("#")[2] for r in found}
    assert verdicts == {"BORD": "Agrees", "UA": "Contradicts"}
    assert open_pipeline(config).run != open_pipeline(Config()).run


def test_what_lacked_in_the_reference_is_added_and_the_article_is_compared_anew(own, tmp_path):
    claim = Article("Borduria is a member of NATO.", published="2021-04-13", name="news")
    kept = Config(store="memory", quarantine=str(tmp_path / "aside"), engine="serial")
    assert "claim/1" not in open_pipeline(kept)(claim).triples.decode()
    better = Config(**{**vars(kept), "reference": str(own(states_csv=BORDURIA))})
    outcome = open_pipeline(better)(claim)
    assert b"Contradicts" in outcome.inferred  # NATO's list is complete, and it is not there


def kg(*arguments, code=0):
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == code, done.output
    return done


def test_the_command_tells_conflicts_in_plain_lines_before_anything_is_read(own, tmp_path):
    folder = own(states_csv=STATES + "UA,The Ukraine,,,,x,\nBORD,Borduria,Paris,,unrecognised,x,\n")
    article = tmp_path / "a.txt"
    article.write_text("Ukraine said so.", encoding="utf-8")
    told = kg("build", str(article), "--store", str(tmp_path / "kg"), "--reference", str(folder),
              code=2).output  # fmt: skip
    assert "states.csv:2: name is 'The Ukraine' here and 'Ukraine' in states.csv:" in told
    assert "states.csv:3: 'Paris' is a name of state/FR" in told


def test_ones_own_data_are_checked_by_a_command_of_their_own(own):
    report = json.loads(
        kg("validate", "--reference", str(own(states_csv=BORDURIA)), "--format", "json").stdout
    )
    assert report["conforms"] is True


def test_the_folder_may_be_named_in_the_settings_file(own, tmp_path):
    settings = tmp_path / "kg.toml"
    settings.write_text(f"reference = '{own(states_csv=BORDURIA)}'\nreference_alone = true\n")
    nothing = tmp_path / "nothing.ttl"
    nothing.write_text("# an article of which nothing is told\n", encoding="utf-8")
    kg("validate", "--config", str(settings), str(nothing))


def test_the_reference_data_are_made_rdf_by_one_command(own, tmp_path):
    folder, settings = own(states_csv=BORDURIA), tmp_path / "kg.toml"
    base = "https://example.org/data/"
    settings.write_text(f"reference_alone = true\nbase = '{base}'\n")
    for ending in ("ttl", "nq"):
        asked = ("--reference", str(folder), "--config", str(settings))
        kg("export", "--reference-data", *asked, "-o", str(tmp_path / f"reference.{ending}"))
    expected = reference_graph(load_reference(None, folder), base)
    assert set(Graph().parse(tmp_path / "reference.ttl")) == set(expected)
    quads = (tmp_path / "reference.nq").read_text(encoding="utf-8").splitlines()
    assert len(quads) == len(expected)
    assert all(quad.endswith(f"<{base}reference> .") for quad in quads)


def test_the_worked_example_of_the_documentation_works(own, tmp_path):
    text = GUIDE.read_text(encoding="utf-8")
    files = dict(re.findall(r"`(\w+)\.csv`\n\n```csv\n(.*?)```", text, re.DOTALL))
    turtle = re.findall(r"```turtle\n(.*?)```", text, re.DOTALL)
    assert sorted(files) == ["groupings", "memberships", "states"]
    folder = own(**{f"{name}_csv": rows for name, rows in files.items()})
    kg("validate", "--reference", str(folder))
    known = load_reference(own=folder)
    assert known.is_no_member("state/RS", "grouping/LBS", "2010-01-01")
    (folder / "more.ttl").write_text(turtle[0], encoding="utf-8")
    load_reference.cache_clear()
    with pytest.raises(ReferenceDataError, match="observer from 2004 to now here"):
        load_reference(own=folder)


@pytest.mark.parametrize("number", range(3))
def test_the_extracts_from_wikidata_have_our_columns(number):
    text = GUIDE.read_text(encoding="utf-8")
    query = re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)[number]
    prefixes = "".join(
        f"PREFIX {p}: <http://www.wikidata.org/{p}/>\n" for p in ("wd", "wdt", "p", "ps", "pq")
    )
    variables = prepareQuery(prefixes + query).algebra.PV
    table = ("memberships", "holdings", "states")[number]
    assert {str(v) for v in variables} <= set(COLUMNS[table])
