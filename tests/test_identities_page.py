"""Deciding on a page who is who, over the bundled examples."""

import re

import pytest

from kg.iris import BASE
from tests.examples import AUTHORISED, HTML, JSON, TOKEN, served_examples

WHO = {"by": "Ada Lovelace"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served_examples(tmp_path_factory.mktemp("identities"), token=TOKEN) as client:
        yield client


def decide(client, **decision):
    return client.post("/identities", json=WHO | decision, headers=AUTHORISED)


def said_by(client, iri):
    return client.get(f"/statements?speaker={iri}", headers=JSON).json["count"]


TWO = "id/person/nicola-sturgeon", "id/person/majed-al-ansari"  # known from articles alone
NAMES = ["Nicola Sturgeon", "Majed al-Ansari"]


def test_two_are_made_one_and_two_again(client):
    before = [said_by(client, iri) for iri in TWO]
    assert all(before)
    answer = decide(client, verdict="one", one=TWO[0], other=TWO[1])
    assert answer.status_code == 200, answer.text
    assert sorted(said_by(client, iri) for iri in TWO)[-1] == sum(before)
    listed = client.get("/identities", headers=JSON).json["decisions"]
    assert [(d["verdict"], d["by"]) for d in listed] == [("one", "Ada Lovelace")]
    pair = {"one": listed[0]["one"], "other": listed[0]["other"]}
    page = client.post(
        "/identities", data=pair | {"verdict": "undo", "access_token": TOKEN}, headers=HTML
    )
    assert page.status_code == 303
    assert [said_by(client, iri) for iri in TWO] == before
    assert client.get("/identities", headers=JSON).json["decisions"] == []


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        ({"verdict": "perhaps"}, 400),
        ({"verdict": "one", "by": ""}, 400),
        ({"verdict": "one", "other": "id/state/UA"}, 409),
        ({"verdict": "one", "other": "id/person/nobody"}, 409),
        ({"verdict": "one", "other": "<script>"}, 409),
        ({"verdict": "undo"}, 409),
    ],
)
def test_what_cannot_be_decided_is_refused(client, decision, status):
    pair = {"one": TWO[0], "other": TWO[1]}
    assert decide(client, **pair | decision).status_code == status
    sent = {**WHO, **pair, **decision, "access_token": TOKEN}
    page = client.post("/identities", data=sent, headers=HTML)
    assert page.status_code == 400
    assert 'role="alert"' in page.text
    assert "<script>" not in page.text


def test_a_person_leads_to_the_form(client):
    page = client.get(f"/{TWO[0]}.html").text
    link = next(p for p in page.split('"') if p.startswith("/identities?"))
    assert f'value="{TWO[0]}"' in client.get(link.replace("&amp;", "&")).text


@pytest.mark.parametrize(
    ("asked", "ones", "others"),
    [
        ("find_one=sturgeon", ["Nicola Sturgeon"], ["Nicola Sturgeon"]),
        ("find_one=sturgeon&find_other=ansari", ["Nicola Sturgeon"], ["Majed al-Ansari"]),
        (f"one={TWO[0]}&find_one=ansari", NAMES, NAMES[1:]),
        ("find_one=ukraine", [], []),
        ("find_one=<script>&one=<script>", [], []),
        ("", [], []),
    ],
)  # fmt: skip
def test_persons_are_found_by_name_without_script(client, asked, ones, others):
    page = client.get(f"/identities?{asked}", headers=HTML).text
    for which, names in (("one", ones), ("other", others)):
        listed = re.findall(rf'<label for="{which}-\d+"><bdi>([^<]*)</bdi>', page)
        assert listed == names
    assert "<script>" not in page


@pytest.mark.parametrize(
    "body",
    ["null", "3", '"one"', "[]", '["one"]', '{"verdict": {}}', '{"by": true}', '{"one": 0.5}',
     '{"by": "\\ud800"}', '{"verdict": "undo", "one": [null, {}]}', "{"],
)  # fmt: skip
def test_json_that_is_no_object_of_texts_is_refused(client, body):
    headers = {**AUTHORISED, "Content-Type": "application/json"}
    answer = client.post("/identities", data=body, headers=headers)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_nobody_decides_without_the_token(client):
    decision = WHO | {"verdict": "one", "one": BASE + TWO[0], "other": BASE + TWO[1]}
    assert client.post("/identities", json=decision).status_code == 401
    assert client.post("/identities", data=decision, headers=HTML).status_code == 401
