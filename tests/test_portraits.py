"""Pages of entities: where each part comes from, and that claims never stand as facts."""

import html
import re

import pytest

from kg.iris import BASE, CQ
from kg.stores.oxigraph import open_store
from kg.web import portraits
from tests.examples import HTML, JSON, served_examples
from tests.served import started

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SOURCE = "http://purl.org/dc/terms/source"
HOSTILE = "<img src=x onerror=alert(1)>"
ARABIC = "محمد بن سلمان"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served_examples(tmp_path_factory.mktemp("portraits")) as client:
        yield client


def sections(page):
    """Return heading → (origin, what stands in it)."""
    found = {}
    for origin, body in re.findall(r'<section class="origin (\w+)">(.*?)</section>', page, re.S):
        heading = re.sub(r"<.*?>", "", re.search(r"<h2.*?>(.*?)<span", body)[1]).strip()
        found[heading] = (origin, body)
    return found


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "id/person/sergei-lavrov",
            {
                "What the reference data know": ("reference", "Sergey Lavrov"),
                "Offices held": ("reference", "Foreign Minister (Russia)"),
                "Offices that articles give": ("claims", "/claim/"),
                "For whom": ("read", "/id/state/RU"),
                "What was said by this person": ("read", "/statement/"),
                "Who is taken to be this person, and why": ("read", "accepted"),
            },
        ),
        (
            "id/state/FI",
            {
                "What the reference data know": ("reference", "Finnish"),
                "Memberships": ("reference", "European Union"),
                "What articles claim of its memberships": ("claims", "agrees"),
                "Who speaks about it": ("read", "/id/"),
                "Offices and who held them": ("reference", "Prime Minister (Finland)"),
            },
        ),
        (
            "id/grouping/NATO",
            {
                "What the reference data know": ("reference", "Atlantic Alliance"),
                "Members and partners": ("reference", "Belgium"),
                "All that articles claim of its members": ("claims", "agrees"),
            },
        ),
        ("id/office/state/RU/president", {"Who held it": ("reference", "Vladimir Putin")}),
        (
            "id/membership/UA-NATO-partner",
            {"What the reference data know": ("reference", "/id/state/UA")},
        ),
    ],
)
def test_a_page_says_of_each_part_where_it_comes_from(client, path, expected):
    page = client.get(f"/{path}.html").text
    found = sections(page)
    for heading, (origin, words) in expected.items():
        assert found[heading][0] == origin
        assert words in found[heading][1]
    assert all(origin == "claims" for origin, body in found.values() if "/claim/" in body)
    assert "?view=triples" in page


def test_what_the_reference_says_has_its_source(client):
    body = sections(client.get("/id/state/FI.html").text)["What the reference data know"][1]
    assert "<dt>source</dt><dd>UN member states list" in body
    table = sections(client.get("/id/state/FI.html").text)["Memberships"][1]
    assert '<th scope="col">source</th>' in table


def test_who_is_only_in_articles_is_no_fact(client):
    rows = client.get("/api/network?limit=1000", headers=JSON).json["rows"]
    known = [r["source"]["iri"] for r in rows if "/id/organisation/" in r["source"]["iri"]]
    page = client.get(known[0].removeprefix(BASE.rstrip("/")) + ".html").text
    assert "The reference data do not know it" in page
    assert "reference" not in {origin for origin, _ in sections(page).values()}


def test_a_person_of_an_article_leads_to_who_that_is(client):
    told = client.get("/api/who-is-who?name=Lavrov", headers=JSON).json["rows"][0]
    page = client.get(told["person"]["iri"].removeprefix(BASE.rstrip("/")) + ".html").text
    assert 'taken to be\n<a href="/id/person/sergei-lavrov">Sergei Lavrov</a>' in page
    assert str(told["score"]) in page


def test_a_statement_stands_with_its_sentence(client):
    page = client.get("/article/295cbe2c4097a2bb/statement/7.html").text
    assert "<blockquote" in page
    assert "Vassily Nebenzia" in page
    assert 'href="/articles/295cbe2c4097a2bb#text-7"' in page
    sentence = re.search("<blockquote.*?</blockquote>", page, re.S)[0]
    said = re.search('<mark class="statement[^>]*>(.*?)</mark>', sentence)[1]
    start, end = map(int, re.search(r"characters (\d+) to (\d+) of the text", page).groups())
    assert end - start == len(html.unescape(said))
    assert re.search(r'<a href="/run/[\w-]+">this run</a>', page)
    assert client.get("/article/295cbe2c4097a2bb/statement/7.html?view=triples").text != page


def test_every_section_leads_to_its_answer(client):
    page = client.get("/id/person/sergei-lavrov.html").text
    links = re.findall(r'href="(/(?:api|sparql)[^"]+)"', page)
    assert len(links) > 20
    for link in links:
        answer = client.get(link.replace("&amp;", "&"), headers=JSON)
        assert answer.status_code == 200, link
        if "format=json" in link:
            assert answer.json["rows"], link
        assert answer.data


def test_who_is_heard_when_stands_beside_the_name(client):
    page = client.get("/people?name=Ukraine&kind=state", headers=HTML).text
    assert "from 2014-03 to 2024-03" in page
    line = re.search(r'<svg [^>]*class="spark">.*?</svg>', page)[0]
    numbers = re.search(r"(\d+) by it, most about (\S+); (\d+) about it, most about (\S+)<", line)
    found = client.get("/statements?about=UA", headers=JSON).json
    assert int(numbers[3]) == found["count"]
    assert line.count('class="c2"') <= len({s["date"][:7] for s in found["statements"]})
    assert numbers[4] <= "2022-03"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("kind=alliance&name=atlantic", "North Atlantic Treaty Organization"),
        ("name=LAVROV", "Sergei Lavrov"),
        ("kind=state&name=finland", "Finland"),
    ],
)
def test_people_and_states_are_found_by_a_part_of_any_name(client, query, first):
    page = client.get(f"/people?{query}", headers=HTML).text
    assert re.search(r'<th scope="row"><bdi><a [^>]*>(.*?)</a>', page)[1] == first


def test_the_list_of_people_is_paged_and_says_when_there_is_nobody(client):
    first = client.get("/people?limit=5", headers=JSON).json
    second = client.get(first["next"], headers=JSON).json
    assert len({r["entity"]["iri"] for r in (*first["rows"], *second["rows"])}) == 10
    counts = [r["said"] + r["spoken_about"] for r in first["rows"]]
    assert counts == sorted(counts, reverse=True)
    nobody = client.get("/people?name=%3Cb%3Enobody", headers=HTML)
    assert "Nobody and nothing here is called that" in nobody.text
    assert "<b>nobody" not in nobody.text
    assert client.get("/people?kind=dragon", headers=HTML).status_code == 400


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    """Yield a client of a store with a state of 300 memberships and a person of 500 statements."""
    graph, person = f"{BASE}article/a1", f"{BASE}article/a1/person/x"
    state, day = f"{BASE}id/state/QQ", "http://www.w3.org/2001/XMLSchema#dateTime"
    lines = [
        (state, TYPE, f"<{CQ}State>"),
        (state, LABEL, f'"{HOSTILE}"'),
        (state, SOURCE, f'"{HOSTILE}"'),
    ]
    for n in range(300):
        group, membership = f"{BASE}id/grouping/G{n}", f"{BASE}id/membership/M{n}"
        lines += [
            (group, LABEL, f'"organisation {n}"'),
            (membership, f"{CQ}member", f"<{state}>"),
            (membership, f"{CQ}organisation", f"<{group}>"),
            (membership, f"{CQ}membershipStatus", f"<{CQ}FullMember>"),
            (membership, SOURCE, '"a treaty"'),
            (membership, f"{CQ}validFrom", f'"{1900 + n % 99}-01-01T00:00:00Z"^^<{day}>'),
        ]
    told = [
        (graph, TYPE, f"<{CQ}Article>"),
        (graph, LABEL, '"An article"'),
        (person, TYPE, f"<{CQ}Person>"),
        (person, LABEL, f'"{ARABIC}"'),
    ]
    for n in range(500):
        statement, sentence = f"{graph}/statement/{n}", f"{graph}/sentence/{n}-{n}"
        told += [
            (statement, TYPE, f"<{CQ}Statement>"),
            (statement, f"{CQ}speaker", f"<{person}>"),
            (statement, f"{CQ}speechAct", f"<{CQ}Warn>"),
            (statement, f"{CQ}confidence", '"0.5"'),
            (statement, f"{CQ}about", f"<{state}>"),
            (statement, f"{CQ}inArticle", f"<{graph}>"),
            (statement, f"{CQ}evidence", f"<{sentence}>"),
            (sentence, TYPE, f"<{CQ}Sentence>"),
            (sentence, f"{CQ}exact", f'"{HOSTILE} {n}"'),
        ]
    words = [
        (f"{CQ}FullMember", LABEL, '"member"'),
        (f"{CQ}Warn", LABEL, '"warn"'),
        (LABEL, LABEL, '"label"'),
        (TYPE, LABEL, '"type"'),
    ]
    folder = tmp_path_factory.mktemp("wide") / "s"
    store = open_store(str(folder), create=True)
    named = {f"{BASE}reference": lines, graph: told, f"{BASE}ontology": words}
    store.replace(
        {
            iri: "".join(f"<{s}> <{p}> {o} .\n" for s, p, o in triples).encode()
            for iri, triples in named.items()
        }
    )
    store.close()
    with started(folder) as client:
        yield client


def test_a_state_of_three_hundred_memberships_fits_its_page(wide):
    page = wide.get("/id/state/QQ.html").text
    assert "60 of 300 lines are shown." in page
    assert "All 300 rows" in page
    assert len(page) < 200_000
    assert "<img" not in page
    assert page.count("&lt;img") > 3


def test_a_person_of_five_hundred_statements_fits_the_page(wide):
    page = wide.get("/article/a1/person/x.html").text
    assert "All 500 rows" in page
    assert f'<h1 dir="auto">{ARABIC}</h1>' in page
    assert page.count("<blockquote") + page.count("/statement/") < 60
    assert "<img" not in page


@pytest.mark.parametrize("name", ["network", "map", "timeline", "chord"])
def test_pictures_of_hostile_names_are_text(wide, name):
    assert "<img" not in wide.get(f"/pictures/{name}").text


def test_a_part_that_takes_too_long_is_left_to_be_asked_by_itself(client, monkeypatch):
    monkeypatch.setattr(portraits, "PATIENCE", 1e-9)
    page = client.get("/id/grouping/EU.html").text
    assert "Atlantic" not in page
    assert "members complete from" in page
    found = sections(page)
    assert "This takes longer than a part of a page may" in found["Members and partners"][1]
    assert "/api/memberships?organisation=" in found["Members and partners"][1]
