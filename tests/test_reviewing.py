"""The reviewer's loop over the bundled examples: said on a page, stored, obeyed, taken back."""

import contextlib
import json
import re
import shutil

import pytest
from click.testing import CliRunner
from rdflib import PROV, RDF, Graph, Literal, URIRef

from kg.build import build
from kg.cli import cli
from kg.config import Config
from kg.corrections.correction import Correction
from kg.corrections.register import note, read_corrections, stored_article
from kg.identity.reading import rows
from kg.iris import BASE
from kg.model import Span
from kg.paths import EXAMPLES
from kg.planning import Wish
from kg.plugins import open_store
from kg.readers.sources import read_articles
from tests.examples import AUTHORISED, HTML, JSON, TOKEN, built, served_examples
from tests.served import CQ

WHO = {"by": "Ada Lovelace"}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with served_examples(tmp_path_factory.mktemp("reviewing"), token=TOKEN) as client:
        yield client


@pytest.fixture
def client(served):
    """Yield the client of a server on which all is as before once the test is over."""
    yield served
    for correction in served.get("/corrections", headers=JSON).json["corrections"]:
        served.delete(f"/corrections/{correction['digest']}", headers=AUTHORISED)


def statements(client, name):
    told = client.get(f"/articles/{name}", headers=JSON).json["statements"]
    return {int(s["iri"].rpartition("/")[2]): s for s in told}


@pytest.fixture
def name(client):
    rows = client.get("/articles?title=Wales", headers=JSON).json["rows"]
    return rows[0]["article"]["iri"].rpartition("/")[2]


def say(client, name, **said):
    return client.post(f"/articles/{name}/corrections", json=WHO | said, headers=AUTHORISED)


def said_by(client, name, number):
    return [s["label"] for s in statements(client, name)[number]["speakers"]]


def words_of(statement):
    return " … ".join(span["text"] for span in statement["said"])


def test_a_rejected_statement_is_gone_everywhere_and_comes_back_when_that_is_taken_back(
    client, name
):
    before = statements(client, name)
    answer = say(client, name, statement="3", kind="reject", reason="a headline")
    assert answer.status_code == 201, answer.text
    after = statements(client, name)
    assert after.keys() == before.keys() - {3}
    assert {n: words_of(s) for n, s in after.items()}.items() <= {
        (n, words_of(s)) for n, s in before.items()
    }
    gone = client.get(f"/article/{name}/statement/3", headers=HTML)
    assert gone.status_code == 404
    assert f'It would stand in <a href="/articles/{name}">' in gone.text
    listed = client.get("/corrections", headers=JSON).json["corrections"]
    assert [(c["kind"], c["by"], c["reason"]) for c in listed] == [
        ("reject", "Ada Lovelace", "a headline")
    ]
    triples = client.get("/corrections?format=nq").text.replace(f"<{BASE}corrections> .", ".")
    turtle = Graph().parse(data=client.get("/corrections?format=ttl").data, format="turtle")
    assert set(Graph().parse(data=triples, format="nt")) == set(turtle)
    page = client.get(f"/articles/{name}", headers=HTML).text
    assert words_of(before[3]) in page
    taken = client.delete(f"/corrections/{listed[0]['digest']}", headers=AUTHORISED)
    assert taken.status_code == 204
    assert statements(client, name) == before
    assert client.get("/corrections", headers=JSON).json["corrections"] == []


@pytest.mark.parametrize(
    ("agent", "label", "behalf"),
    [
        ("Anna Lind", "Anna Lind", []),
        ("id/state/SE", "Sweden", ["Sweden"]),
        ("NATO", "North Atlantic Treaty Organization", ["North Atlantic Treaty Organization"]),
        ("", "unknown source", []),
    ],
)
def test_somebody_else_said_it(client, name, agent, label, behalf):
    answer = say(client, name, statement="2", kind="speaker", agent=agent)
    assert answer.status_code == 201, answer.text
    said = statements(client, name)[2]
    assert [s["label"] for s in said["speakers"]] == [label]
    assert [s["label"] for s in said["on_behalf_of"]] == behalf


def test_it_was_said_for_another(client, name):
    assert say(client, name, statement="2", kind="principal", agent="Poland; EU").status_code == 201
    said = statements(client, name)[2]
    assert {s["label"] for s in said["on_behalf_of"]} == {"Poland", "European Union"}


def test_one_is_split_and_two_are_merged(client, name):
    before = statements(client, name)
    number, said = max(before.items(), key=lambda item: len(words_of(item[1])))
    later = words_of(said).split(" ", 4)[-1][:12]
    answer = say(client, name, statement=str(number), kind="split", before=later)
    assert answer.status_code == 201, answer.text
    after = statements(client, name)
    assert after.keys() - before.keys() == {max(before) + 1}
    assert words_of(after[max(after)]).startswith(later.strip())
    answer = say(client, name, statement=str(number), kind="merge", **{"with": str(max(after))})
    assert answer.status_code == 201, answer.text
    assert statements(client, name).keys() == before.keys()


def test_who_does_not_say_where_to_split_is_shown_whole_words_of_the_statement(client, name):
    words = words_of(statements(client, name)[2])
    refused = say(client, name, statement="2", kind="split", before="").text
    shown = re.search(r"such as ([^\"<]+?)\.?[\"<]", refused)[1]
    assert f" {shown} " in f" {words} "


def test_what_is_accepted_is_marked_and_changes_nothing_else(client, name):
    before = client.get(f"/articles/{name}.nt").data
    tag = client.get(f"/articles/{name}", headers=HTML).headers["ETag"]
    assert say(client, name, statement="1", kind="accept").status_code == 201
    assert client.get(f"/articles/{name}.nt").data == before
    page = client.get(f"/articles/{name}", headers=HTML)
    assert re.search(r'class="review">accepted by Ada Lovelace on \d{4}-', page.text)
    assert page.headers["ETag"] != tag


def test_where_two_reviewers_disagree_the_last_word_counts_and_both_stay(client, name):
    said = [("Ada", "Anna Lind"), ("Bo", "NATO")]
    for by, agent in said:
        say(client, name, statement="2", kind="speaker", agent=agent, by=by)
    assert said_by(client, name, 2) == ["North Atlantic Treaty Organization"]
    latest, first = client.get("/corrections", headers=JSON).json["corrections"]
    assert (first["by"], first["overruled_by"]) == ("Ada", "Bo")
    assert (latest["by"], latest["overruled_by"]) == ("Bo", None)
    page = client.get(f"/articles/{name}", headers=HTML).text
    assert re.search(r"speaker corrected by Ada on [\d-]+; overruled by Bo<", page)
    form = client.get(f"/articles/{name}/corrections?statement=2", headers=HTML).text
    assert re.search(r"said by Anna Lind</strong> by <bdi>Ada</bdi>.*overruled by <bdi>Bo<", form)
    client.delete(f"/corrections/{latest['digest']}", headers=AUTHORISED)
    assert said_by(client, name, 2) == ["Anna Lind"]


def test_who_takes_a_rejection_back_brings_an_earlier_acceptance_back_to_mind(client, name):
    before = statements(client, name)
    for by, kind in (("Ada", "accept"), ("Bo", "reject")):
        assert say(client, name, statement="3", kind=kind, by=by).status_code == 201
    assert 3 not in statements(client, name)
    rejected, accepted = client.get("/corrections", headers=JSON).json["corrections"]
    client.delete(f"/corrections/{rejected['digest']}", headers=AUTHORISED)
    assert statements(client, name) == before
    listed = client.get("/corrections", headers=JSON).json["corrections"]
    assert listed == [accepted | {"overruled_by": None}]


def test_what_was_split_says_so(client, name):
    number, said = max(statements(client, name).items(), key=lambda i: len(words_of(i[1])))
    later = words_of(said).split(" ", 4)[-1][:12]
    say(client, name, statement=str(number), kind="split", before=later)
    page = client.get(f"/articles/{name}", headers=HTML).text
    assert len(re.findall(r'class="review">split by Ada Lovelace', page)) == 2


def test_corrections_are_a_graph_with_who_and_when(client, name):
    say(client, name, statement="1", kind="accept")
    graph = Graph().parse(data=client.get("/corrections?format=ttl").data, format="turtle")
    node = next(graph.subjects(RDF.type, URIRef(CQ + "Correction")))
    assert node.startswith(f"{BASE}id/correction/")
    assert graph.value(node, URIRef("http://purl.org/dc/terms/creator")) == Literal("Ada Lovelace")
    assert graph.value(node, PROV.generatedAtTime) is not None
    assert len(list(graph.objects(node, URIRef(CQ + "concernsSpan")))) == 1
    assert (
        client.get(node.removeprefix(BASE), headers=HTML, follow_redirects=True).status_code == 200
    )


@pytest.mark.parametrize(
    ("said", "parameter"),
    [
        ({"kind": "reject", "statement": "999"}, "statement"),
        ({"kind": "reject", "statement": "x"}, "statement"),
        ({"kind": "shout", "statement": "1"}, "kind"),
        ({"kind": "reject", "statement": "1", "by": " "}, "by"),
        ({"kind": "merge", "statement": "1"}, "with"),
        ({"kind": "merge", "statement": "1", "with": "1"}, "with"),
        ({"kind": "split", "statement": "1", "before": "not in it"}, "before"),
        ({"kind": "split", "statement": "1", "before": ""}, "before"),
        ({"kind": "principal", "statement": "1", "agent": "Anna Lind"}, "agent"),
        ({"kind": "speaker", "statement": "1", "agent": "id/person/no-one"}, "agent"),
        ({"kind": "speaker", "statement": "1", "agent": "http://example.org/x"}, "agent"),
    ],
)
def test_what_cannot_be_said_is_refused(client, name, said, parameter):
    answer = say(client, name, **said)
    assert (answer.status_code, answer.json["parameter"]) == (400, parameter)
    assert client.get("/corrections", headers=JSON).json["corrections"] == []


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (3, 400),
        ({"kind": "accept", "statement": {}}, 400),
        ({"kind": {}, "statement": "1"}, 400),
        ({"kind": "accept", "statement": "1", "by": {}}, 400),
        ({"kind": "accept", "statement": True, "by": "Ada"}, 400),
        ({"kind": "accept", "statement": 1, "by": None}, 400),
        ({"kind": "accept", "statement": 1, "by": "Ada", "reason": None}, 201),
    ],
)
def test_a_number_may_be_sent_as_one_and_what_is_no_text_is_refused(client, name, said, status):
    answer = client.post(f"/articles/{name}/corrections", json=said, headers=AUTHORISED)
    assert answer.status_code == status, answer.text
    for correction in client.get("/corrections", headers=JSON).json["corrections"]:
        client.delete(f"/corrections/{correction['digest']}", headers=AUTHORISED)


def test_nobody_corrects_without_the_token(client, name):
    said = WHO | {"statement": "1", "kind": "reject"}
    assert client.post(f"/articles/{name}/corrections", json=said).status_code == 401
    page = client.post(f"/articles/{name}/corrections", data=said, headers=HTML)
    assert page.status_code == 401
    assert 'role="alert"' in page.text
    assert client.delete("/corrections/0123456789abcdef").status_code == 401
    assert len(statements(client, name)) > 10


def test_the_form_does_without_javascript_and_keeps_markup_text(client, name):
    page = client.get(f"/articles/{name}", headers=HTML).text
    link = next(p for p in page.split('"') if p.endswith("/corrections?statement=2"))
    assert 'name="kind" value="reject"' in client.get(link, headers=HTML).text
    filled = {
        "statement": "2",
        "kind": "reject",
        "by": "<b>Ada</b>",
        "reason": "<script>x</script>",
    }
    answer = client.post(
        f"/articles/{name}/corrections", data=filled | {"access_token": TOKEN}, headers=HTML
    )
    assert answer.status_code == 303
    page = client.get(answer.location, headers=HTML).text
    assert "&lt;b&gt;Ada&lt;/b&gt;" in page
    assert "<script>x" not in page


def test_a_build_obeys_corrections_and_reports_those_that_no_longer_fit(tmp_path):
    config = Config(store=str(tmp_path / "store"), quarantine=str(tmp_path / "quarantine"))
    source = [str(EXAMPLES / "articles" / "01-nato-wales-summit.txt")]
    shared = {"by": "Ada", "on": "2024-05-01T10:00:00+00:00"}
    with contextlib.closing(open_store(config.store, create=True)) as store:
        build(read_articles(source), config, store)
        found = rows(store, _FIRST)[0]
        iri, span = found["g"], Span(int(found["start"]), int(found["end"]))
        assert span.of(stored_article(store, iri).text) == found["exact"]
        rejected = Correction(iri, "reject", (span,), (found["exact"],), **shared)
        lost = Correction(iri, "reject", (Span(0, 5),), ("never said",), **shared)
        for correction in (rejected, lost):
            note(store, BASE, correction)
        tally = build(read_articles(source), config, store, wish=Wish(reread="all"))
        left = {row["s"] for row in rows(store, "SELECT ?s { ?s a cq:Statement }")}
        assert f"{iri}/statement/2" in left
        assert f"{iri}/statement/1" not in left
        assert [p for p in tally.problems if "fits no statement" in p and "never said" in p]
        assert set(read_corrections(store, BASE)) == {rejected, lost}


def test_corrections_are_taken_from_one_store_to_another_and_carried_out(tmp_path):
    run = CliRunner().invoke
    one, other = (["--store", str(tmp_path / name)] for name in ("one", "other"))
    shutil.copytree(built(), one[1])
    shutil.copytree(built(), other[1])
    with contextlib.closing(open_store(one[1])) as store:
        found = rows(store, _FIRST)[0]
        span = Span(int(found["start"]), int(found["end"]))
        shared = {"by": "Ada", "on": "2024-05-01T10:00:00+00:00", "reason": "a headline"}
        note(store, BASE, Correction(found["g"], "reject", (span,), (found["exact"],), **shared))
    listed = run(cli, ["corrections", *one]).output
    assert "2024-05-01  Ada  rejected" in listed
    assert "a headline" in listed
    assert json.loads(run(cli, ["corrections", *one, "--format", "json"]).output)[0]["by"] == "Ada"
    assert "reject" in run(cli, ["corrections", *one, "--format", "csv"]).output
    (tmp_path / "said.nq").write_text(run(cli, ["corrections", *one, "--format", "nq"]).output)
    assert run(cli, ["load", str(tmp_path / "said.nq"), *other]).exit_code == 0
    done = run(cli, ["corrections", *other, "--apply"])
    assert done.output == "1 articles read again with their corrections\n"
    with contextlib.closing(open_store(other[1])) as store:
        left = {row["s"] for row in rows(store, "SELECT ?s { ?s a cq:Statement }")}
    assert f"{found['g']}/statement/2" in left
    assert f"{found['g']}/statement/1" not in left


_FIRST = """SELECT ?g ?start ?end ?exact { GRAPH ?g { ?s cq:contentSpan ?span .
  ?span cq:start ?start ; cq:end ?end ; cq:exact ?exact }
  FILTER NOT EXISTS { ?s cq:contentSpan ?more FILTER(?more != ?span) }
  FILTER(STRENDS(STR(?s), "/statement/1")) } ORDER BY ?g"""
