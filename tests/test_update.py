"""`/update`: only with the token, seen by the next query, and never half done."""

import pytest

from kg.errors import StoreError
from kg.web import create_app
from tests.served import AUTHORISED, TOKEN, served, started

DIRECT = {"Content-Type": "application/sparql-update"}
INSERT = "INSERT DATA { GRAPH <urn:new> { <urn:s> <urn:p> %d } }"


@pytest.fixture(scope="module")
def client():
    with started("memory", token=TOKEN, union=False, timeout=2.0) as made:
        yield made


def update(client, text, **options):
    options.setdefault("headers", {**AUTHORISED, **DIRECT})
    return client.post("/update", data=text.encode(), **options)


def ask(client, query):
    return client.get("/sparql", query_string={"query": query}).get_json()["boolean"]


def test_without_a_token_nobody_writes(tmp_path):
    with served(tmp_path / "s") as client:
        response = update(client, "DROP ALL")
        assert response.status_code == 403
        assert "token" in response.get_json()["detail"]
        assert client.put("/data?graph=urn:g", data=b"").status_code == 403
        assert ask(client, "ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "Bearer wrong",
        "Bearer",
        "Bearer ",
        f"Basic {TOKEN}",
        f"Bearer {TOKEN}x",
        "Bearer é",
    ],
)
def test_only_the_right_token_opens(client, authorization):
    headers = {**DIRECT, **({"Authorization": authorization} if authorization else {})}
    response = update(client, "DROP ALL", headers=headers)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_next_query_sees_an_update(client):
    for n in range(3):
        assert update(client, INSERT % n).status_code == 204
        assert ask(client, f"ASK {{ GRAPH <urn:new> {{ ?s ?p {n} }} }}")


def test_an_update_is_sent_as_a_form_too(client):
    response = client.post("/update", data={"update": INSERT % 77}, headers=AUTHORISED)
    assert response.status_code == 204
    assert ask(client, "ASK { GRAPH <urn:new> { ?s ?p 77 } }")


def test_the_datasets_of_the_protocol_reach_the_where_clause(client):
    update(
        client,
        "INSERT DATA { GRAPH <urn:a> { <urn:x> <urn:y> 'a' } GRAPH <urn:b> "
        "{ <urn:x> <urn:y> 'b' } }",
    )
    copy = "INSERT { GRAPH <urn:c> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    assert update(client, copy, query_string={"using-graph-uri": "urn:b"}).status_code == 204
    assert ask(client, "ASK { GRAPH <urn:c> { ?s ?p 'b' } }")
    assert not ask(client, "ASK { GRAPH <urn:c> { ?s ?p 'a' } }")


@pytest.mark.parametrize(
    ("using", "options"),
    [
        ("USING <urn:a> USING <urn:a>", {}),
        ("", {"query_string": {"using-graph-uri": ["urn:a", "urn:a"]}}),
    ],
)
def test_a_graph_named_twice_is_read_once(client, using, options):
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    text = (
        "INSERT DATA { GRAPH <urn:a> { <urn:s> <urn:p> 1 } } ; INSERT { GRAPH <urn:counted> "
        f"{{ <urn:s> <urn:p> ?n }} }} {using} WHERE {{ {{ {count} }} }}"
    )
    alone = "CLEAR SILENT GRAPH <urn:counted> ; CLEAR SILENT GRAPH <urn:a> ; "
    assert update(client, alone + "DROP SILENT GRAPH <urn:x>").status_code == 204
    response = update(client, text, **options)
    assert response.status_code == 204
    assert "Content-Type" not in response.headers
    assert ask(client, "ASK { GRAPH <urn:counted> { ?s ?p 1 } }")


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        ("INSERT DATA {", {}, 400),
        ("SELECT * {}", {}, 400),
        ("DROP GRAPH <urn:none>", {}, 400),
        ("LOAD <http://127.0.0.1:9/>", {}, 403),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {}, 403),
        ("LOAD SILENT <http://127.0.0.1:9/>", {}, 204),
        (
            "WITH <urn:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
            {"query_string": {"using-graph-uri": "urn:a"}},
            400,
        ),
        ("DROP ALL", {"headers": {**AUTHORISED, "Content-Type": "text/plain"}}, 415),
        ("INSERT DATA { GRAPH <urn:half> { <urn:s> <urn:p> 1 } } ; DELETE DATA { ", {}, 400),
    ],
)
def test_an_update_that_cannot_be_done_has_its_status(client, text, options, status):
    response = update(client, text, **options)
    assert response.status_code == status
    if status == 400:
        assert response.json["title"] == "The update cannot be carried out"
    assert not ask(client, "ASK { GRAPH <urn:half> { ?s ?p ?o } }")


def test_an_update_is_never_a_get(client):
    assert client.get("/update?update=DROP+ALL", headers=AUTHORISED).status_code == 405
    assert client.get("/sparql?update=DROP+ALL", headers=AUTHORISED).status_code == 400


def test_a_hostile_update_is_stopped_and_the_next_is_done(client):
    many = " ".join(f"<urn:s{i}> <urn:p> {i} ." for i in range(3000))
    update(client, f"INSERT DATA {{ {many} }}")
    cross = "INSERT { ?a <urn:half> ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    assert update(client, cross).status_code in (422, 504)
    assert not ask(client, "ASK { ?s <urn:half> ?o }")
    assert update(client, "DELETE WHERE { ?s <urn:p> ?o }").status_code == 204


def test_the_description_offers_updates_to_who_may(client):
    description = client.get("/sparql", headers={"Accept": "application/n-triples"}).text
    assert "SPARQL11Update" in description
    assert "UnionDefaultGraph" not in description


def test_a_store_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(StoreError, match="there is no store at"):
        create_app(tmp_path / "none")
