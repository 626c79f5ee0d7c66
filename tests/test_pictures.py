"""Pictures: what they show, what they leave out and say so, and that a name is never markup."""

import json
import math
import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from kg.iris import BASE
from kg.paths import PICTURES
from kg.pictures.bars import bars
from kg.pictures.chord import chord
from kg.pictures.columns import columns
from kg.pictures.gallery import GALLERY
from kg.pictures.network import network
from kg.pictures.world import outlines, world
from kg.reference import load_reference
from kg.stores.oxigraph import open_store
from tests.examples import HTML, served_examples
from tests.served import started

NAMES = ["<script>alert(1)</script>", 'a" onload="x', "محمد بن سلمان", "x" * 300, "Łódź & Co"]
# states that are no more, or that no map at this scale shows by themselves
UNMAPPED = {
    "ABKH",
    "CS",
    "DD",
    "DNR",
    "LNR",
    "NKR",
    "PMR",
    "RSO",
    "RVN",
    "SCG",
    "SU",
    "TV",
    "YD",
    "YU",
}


def row(**cells):
    return {name: {"type": "literal", "value": str(value)} for name, value in cells.items()}


def told(source, target, statements=1, kind="person"):
    return row(
        source=f"{BASE}id/{kind}/{hash_of(source)}",
        sourceLabel=source,
        target=f"{BASE}id/state/{hash_of(target)}",
        targetLabel=target,
        statements=statements,
    )


def hash_of(name):
    return re.sub(r"\W", "", name)[:40]


def nowhere(iri):
    return None


def here(iri):
    return "/" + iri.removeprefix(BASE)


def texts(picture):
    return [e.text or "" for e in parsed(picture).iter() if e.tag in ("text", "title")]


def parsed(picture):
    return ElementTree.fromstring(str(picture.svg))


def drawn_with(name):
    many = [told(name, "Ukraine", 3), told("somebody", name, 2)]
    member = row(member=f"{BASE}id/state/X", memberLabel=name, status=name, since="2001-01-01")
    place = row(state=f"{BASE}id/state/FR", stateLabel=name, heard=1, spoken_about=2)
    return [
        network("n", name, many, most=30, href=here),
        chord("c", name, many, most=12, href=here),
        columns("t", name, [row(month="2020-01", act=name, statements=4)], "act"),
        bars("b", name, [member], by="member", kind="status", most=9, href=here, today=day()),
        world("w", name, [place], here),
    ]


def day():
    return date(2026, 1, 1)


@pytest.mark.parametrize("name", NAMES, ids=lambda n: n[:8])
def test_a_name_stays_text_in_every_picture(name):
    for picture in drawn_with(name):
        root = parsed(picture)
        assert {e.tag for e in root.iter()} <= {
            "svg", "g", "a", "title", "text", "rect", "path", "circle",
        }  # fmt: skip
        assert any(name in text for text in texts(picture))
        assert not any(a.startswith("on") or a == "style" for e in root.iter() for a in e.attrib)


def test_the_network_of_two_thousand_shows_the_heaviest_and_says_so():
    rows = [told(f"speaker {n}", f"state {n % 40}", 2000 - n) for n in range(1960)]
    picture = network("n", "N", rows, most=30, href=nowhere)
    nodes = [e for e in parsed(picture).iter() if "node" in e.get("class", "").split()]
    edges = [e for e in parsed(picture).iter() if e.get("class") == "edge"]
    assert 20 <= len(nodes) <= 30
    assert len(edges) <= 120
    assert picture.more
    assert "of 2,000 persons" in picture.notes[0]
    assert network("n", "N", rows, most=30, href=nowhere) == picture


def test_the_network_stays_inside_its_drawing():
    rows = [told(f"speaker {n}", f"state {n % 7}") for n in range(100)]
    root = parsed(network("n", "N", rows, most=250, href=nowhere))
    width, height = map(float, root.get("viewBox").split()[2:])
    for circle in root.iter("circle"):
        assert 0 < float(circle.get("cx")) < width
        assert 0 < float(circle.get("cy")) < height
    places = [(c.get("cx"), c.get("cy")) for c in root.iter("circle")]
    assert len(set(places)) == len(places) == 107


def test_the_chord_leaves_out_the_lightest_and_counts_what_it_leaves_out():
    rows = [told(f"s{n}", f"t{n}", n + 1, "state") for n in range(20)]
    picture = chord("c", "C", rows, most=4, href=nowhere)
    assert picture.more
    assert "4 of 40" in picture.notes[0]
    assert f"({sum(range(1, 21)) - 20 - 19} times)" in picture.notes[0]


def test_columns_are_stacked_and_what_has_no_date_is_said():
    rows = [
        row(month="2020-01", act="warn", statements=2),
        row(month="2020-03", act="deny", statements=1),
        row(act="deny", statements=5),
    ]
    picture = columns("t", "T", rows, "act")
    assert picture.notes == ("5 statements in articles without a date cannot be placed.",)
    assert "2020-02" in texts(picture)
    assert "2020-03, deny: 1 statement" in texts(picture)
    only = columns("t", "T", rows[2:], "act")
    assert (str(only.svg), only.notes[0]) == ("", "Nothing here has a date.")


def test_columns_of_many_years_are_years():
    rows = [row(month=f"{y}-07", act=f"act {y % 9}", statements=1) for y in range(2000, 2024)]
    told = texts(columns("t", "T", rows, "act"))
    assert "2010, act 3: 1 statement" in told
    assert "other" in told


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"since": "1994-01-01", "since_precision": "year"}, "1994 –"),
        ({"since": "1994-05-01", "since_precision": "month"}, "1994-05 –"),
        ({"until": "2021-01-01", "until_precision": "year"}, "? – 2021"),
        ({}, "? –"),
    ],
)
def test_a_bar_says_no_more_than_is_known(cells, words):
    member = row(member=f"{BASE}id/state/X", memberLabel="X", status="member", **cells)
    picture = bars("b", "B", [member], by="member", kind="status", most=9, href=here, today=day())
    assert f"X, member: {words}" in texts(picture)


def test_three_hundred_memberships_are_shown_in_part():
    rows = [
        row(
            organisation=f"{BASE}id/grouping/{n}",
            organisationLabel=f"org {n}",
            status="member",
            since=f"{1900 + n % 100}-01-01",
        )
        for n in range(300)
    ]
    picture = bars(
        "b", "B", rows, by="organisation", kind="status", most=40, href=here, today=day()
    )
    assert picture.notes == ("40 of 300 lines are shown.",)
    assert picture.more
    assert sum(e.tag == "rect" for e in parsed(picture).iter()) == 40


def test_every_state_has_a_place_on_the_map_or_is_known_not_to():
    known = {state.code for state in load_reference().states}
    assert known - outlines()["states"].keys() == UNMAPPED
    gone = row(state=f"{BASE}id/state/SU", stateLabel="Soviet Union", heard=1, spoken_about=0)
    assert "Without a place on this map: Soviet Union." in world("w", "W", [gone], here).notes


def test_the_circle_of_a_state_stands_in_its_largest_land():
    rows = [
        row(state=f"{BASE}id/state/{code}", stateLabel=code, heard=1, spoken_about=0)
        for code in ("AU", "BR", "CN", "FR", "KZ", "RU", "US")
    ]
    root = parsed(world("w", "W", rows, nowhere))
    lands = {}
    for group in root.iter("g"):
        title, path = group.find("title"), group.find("path")
        if title is not None and path is not None:
            rings = [r.removesuffix("Z").split("L") for r in path.get("d").split("M")[1:]]
            lands[title.text] = [tuple(map(float, p.split())) for p in max(rings, key=len)]
    circles = {
        group.find("title").text: group.find("circle")
        for group in root.iter("g")
        if group.find("circle") is not None and group.find("title") is not None
    }
    assert len(circles) == len(rows)
    for title, circle in circles.items():
        xs, ys = zip(*lands[title], strict=True)
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        assert abs(float(circle.get("cx")) - (max(xs) + min(xs)) / 2) < width / 4
        assert abs(float(circle.get("cy")) - (max(ys) + min(ys)) / 2) < height / 4


def test_the_outlines_say_where_they_come_from_and_may_be_used():
    source = json.loads((PICTURES / "world.json").read_text(encoding="utf-8"))["source"]
    assert (source["package"], source["version"]) == ("world-atlas", "2.0.2")
    assert set(source["files"]) == {"countries-110m.json", "countries-50m.json"}
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in source["files"].values())
    assert "Permission to use" in (PICTURES / "world.LICENSE").read_text(encoding="utf-8")


def test_no_outline_runs_across_the_map():
    root = parsed(world("w", "W", [], nowhere))
    for path in root.iter("path"):
        for ring in path.get("d").split("M")[1:]:
            x = [float(p.split()[0]) for p in ring.removesuffix("Z").split("L")]
            assert max(abs(a - b) for a, b in pairwise(x)) < 150


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served_examples(tmp_path_factory.mktemp("pictures")) as client:
        yield client


@pytest.mark.parametrize("kind", GALLERY, ids=lambda k: k.name)
def test_a_picture_stands_with_its_table_and_its_query(client, kind):
    page = client.get(f"/pictures/{kind.name}", headers=HTML, follow_redirects=True).text
    assert "<svg" in page
    assert "<table>" in page
    assert f"/api/{kind.question}?" in page
    assert "/sparql?query=" in page
    assert " style=" not in page
    if kind.name != "timeline":
        assert re.search(r'<a href="/id/(state|grouping|person)/', page.partition("</figure>")[0])


def test_the_table_of_a_picture_is_taken_along_with_all_its_rows(client):
    page = client.get("/pictures/memberships?organisation_code=NATO").text
    link = re.search(r'href="(/sparql[^"]+format=csv)" download="memberships.csv"', page)[1]
    lines = client.get(link.replace("&amp;", "&")).text.splitlines()
    assert lines[0].startswith("memberLabel,organisationLabel,status,since")
    assert len(lines) > 100, "more than a page of the API"


def test_the_address_holds_the_view(client):
    page = client.get("/pictures/network?tie=to&since=2020-01-01&show=60").text
    assert "<option selected>to</option>" in page
    assert 'name="show" value="60"' in page
    assert "show=30" in page
    assert "/api/network?tie=to&amp;since=2020-01-01&amp;format=json" in page
    assert client.get("/pictures/memberships").location == (
        "/pictures/memberships?organisation_code=NATO"
    )


@pytest.mark.parametrize("kind", GALLERY, ids=lambda k: k.name)
def test_a_picture_is_a_file_to_take_along(client, kind):
    query = f"?{'&'.join(f'{n}={v}' for n, v in kind.begins)}"
    answer = client.get(f"/pictures/{kind.name}.svg{query}")
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{kind.name}.svg"'
    root = ElementTree.fromstring(answer.text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    links = [a.get("href") for a in root.iter("{http://www.w3.org/2000/svg}a")]
    assert all(link.startswith("http://localhost/") for link in links)
    assert f"/pictures/{kind.name}.svg?" in client.get(f"/pictures/{kind.name}{query}").text


@pytest.mark.parametrize("kind", GALLERY, ids=lambda k: k.name)
def test_a_picture_is_seen_at_a_glance(client, kind):
    small = f"/pictures/small/{kind.name}.svg"
    assert f'<img src="{small}" alt=""' in client.get("/pictures").text
    answer = client.get(small)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "Content-Disposition" not in answer.headers
    tags = [e.tag.rpartition("}")[2] for e in ElementTree.fromstring(answer.text).iter()]
    assert "a" not in tags
    assert tags.count("rect") + tags.count("path") > 10


def test_a_store_of_nothing_has_blank_pictures(tmp_path):
    open_store(str(tmp_path / "s"), create=True).close()
    with started(tmp_path / "s") as empty:
        for kind in GALLERY:
            answer = empty.get(f"/pictures/small/{kind.name}.svg")
            assert answer.status_code == 200
            assert ElementTree.fromstring(answer.text).get("viewBox")


def test_a_long_name_beside_a_chord_is_as_long_as_there_is_room():
    name = "Organization for Security and Co-operation in Europe"
    rows = [told(f"{name} {n}", f"t{n}", 9, "state") for n in range(8)]
    for text in parsed(chord("c", "C", rows, most=16, href=nowhere)).iter("text"):
        angle = math.radians(float(re.search(r"rotate\((.*)\)", text.get("transform"))[1]))
        far = abs(float(text.get("x"))) + len(text.text) * 6.9
        assert far * abs(math.cos(angle)) <= 480
        assert far * abs(math.sin(angle)) <= 370


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("network?show=7", 400, "one of 30, 60, 120, 250"),
        ("network?since=lately", 400, "YYYY-MM-DD"),
        ("network?colour=red", 400, "a parameter among tie, entity, since, until, show"),
        ("memberships?state_code=Atlantis", 400, "GET /api/states"),
        ("nothing", 404, "/pictures</a> lists them"),
        ("small/nothing.svg", 404, "/pictures</a> lists them"),
        ("network.svg?since=2999-01-01", 404, "nothing to draw"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(client, path, status, words):
    answer = client.get(f"/pictures/{path}", headers=HTML)
    assert answer.status_code == status
    assert words in answer.text
