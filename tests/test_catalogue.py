import contextlib
import io
import json
import re
import shutil

import pyoxigraph as ox
import pytest

from kg.catalogue import CatalogueQuery, load_catalogue
from kg.plugins import open_store
from kg.stores.tokens import undeclared_prefix
from tests.examples import built

CATALOGUE = load_catalogue()
_PREFIXES = """PREFIX cq: <https://w3id.org/communique/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"""
_STATE = "<https://w3id.org/communique/kg/id/state/UA>"
IDS = [query.name for query in CATALOGUE]


def test_the_catalogue_is_large_and_every_name_is_used_once():
    assert len(CATALOGUE) >= 20
    assert len({query.key for query in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize("query", CATALOGUE, ids=IDS)
def test_a_query_has_a_question_and_says_how_to_read_the_answer(query):
    assert query.title.endswith(("?", '?"'))
    assert query.description.endswith(".")
    assert undeclared_prefix(query.sparql) is None


@pytest.mark.parametrize("query", CATALOGUE, ids=IDS)
def test_a_query_does_not_lean_on_the_default_graph(query):
    assert "GRAPH ?" in query.sparql


@pytest.mark.parametrize("query", CATALOGUE, ids=IDS)
def test_a_query_can_be_paged_and_its_labels_stand_beside_what_they_name(query):
    assert re.search(r"^ORDER BY .+\n\Z", query.sparql, re.M)
    assert not re.search(r"^(LIMIT|OFFSET)", query.sparql, re.M)
    for column in query.columns:
        if column.endswith("Label"):
            assert column.removesuffix("Label") in query.columns


@pytest.mark.parametrize("query", CATALOGUE, ids=IDS)
def test_every_parameter_stands_in_its_query_and_takes_its_default(query):
    declared = {parameter.name for parameter in query.parameters}
    named = set(re.findall(r"VALUES \?(\w+) \{ (?:UNDEF|\"|<|[\d.])", query.sparql))
    assert declared == named
    assert not declared & {"limit", "offset", "format"}
    for parameter in query.parameters:
        parameter.term(parameter.example, "https://example.org/")


def test_a_page_is_ordered_by_every_column():
    query = next(q for q in CATALOGUE if q.key == "members-on-a-day")
    page = query.page({"organisation_code": '"EU"'}, 10, 20)
    assert 'VALUES ?organisation_code { "EU" }' in page
    assert page.endswith(
        "ORDER BY ?stateLabel ?since ?until ?state ?membership \nLIMIT 10 OFFSET 20\n"
    )


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    folder = tmp_path_factory.mktemp("examples") / "store"
    shutil.copytree(built(), folder)
    with contextlib.closing(open_store(str(folder))) as store:
        yield store


@pytest.mark.parametrize("query", CATALOGUE, ids=IDS)
def test_a_query_is_answered_alike_whether_or_not_the_default_graph_is_the_union(examples, query):
    answers = []
    for union in (True, False):
        out = io.BytesIO()
        examples.query(query.sparql, union=union).write(out, "text/tab-separated-values")
        answers.append(sorted(out.getvalue().splitlines()))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "query",
    [q for q in CATALOGUE if "confidence_from" in {p.name for p in q.parameters}],
    ids=lambda q: q.key,
)
def test_the_least_confidence_leaves_out_what_is_below_and_nothing_else(examples, query):
    def rows(least):
        out = io.BytesIO()
        asked = query.bound({"confidence_from": least})
        examples.query(asked).write(out, "text/tab-separated-values")
        return set(out.getvalue().splitlines()[1:])

    every, surer, none = rows("0"), rows("0.9"), rows("1")
    assert none < every
    assert none <= surer <= every


@pytest.mark.parametrize("key", ["ties-of-an-entity", "publishers"])
def test_an_article_without_a_date_hides_no_date_of_the_others(key):
    query = next(q for q in CATALOGUE if q.key == key)
    told = "".join(
        f'<urn:{a}> a cq:Article ; rdfs:label "{a}" ; dcterms:publisher "House"{issued} .'
        f"<urn:{a}s> cq:inArticle <urn:{a}> ; cq:about {_STATE} ; cq:speaker <urn:who> ."
        '<urn:who> rdfs:label "Ada" .'
        for a, issued in (("a", ' ; dcterms:issued "2021-04-13"'), ("b", ""))
    )
    data = f"{_PREFIXES} INSERT DATA {{ GRAPH <urn:g> {{ {told} }} }}"
    store = ox.Store()
    store.update(data)
    [row] = store.query(query.page({}, 10, 0))
    assert [row[name].value for name in ("first", "last")] == 2 * ["2021-04-13"]


def test_statements_are_counted_with_their_own_article_though_others_share_its_graph():
    quads = """<urn:a> a cq:Article . <urn:b> a cq:Article . <urn:c> a cq:Article .
      <urn:1> a cq:Statement ; cq:inArticle <urn:a> .
      <urn:3> a cq:Statement ; cq:inArticle <urn:b> .
      <urn:2> a cq:Statement ; cq:inArticle <urn:a> . <urn:span> cq:inArticle <urn:c> ."""
    store = ox.Store()
    store.update(f"{_PREFIXES} INSERT DATA {{ GRAPH <urn:g> {{ {quads} }} }}")
    store.update(f"{_PREFIXES} INSERT DATA {{ GRAPH <urn:d> {{ <urn:d> a cq:Article }} }}")
    query = next(q for q in CATALOGUE if q.key == "articles")
    found = {
        row["article"].value: int(row["statements"].value) for row in store.query(query.sparql)
    }
    assert found == {"urn:a": 2, "urn:b": 1, "urn:c": 0, "urn:d": 0}


@pytest.mark.parametrize("query", CATALOGUE, ids=IDS)
def test_the_pages_of_an_answer_are_the_answer_in_its_order(examples, query):
    def ask(sparql):
        out = io.BytesIO()
        examples.query(sparql).write(out, "application/sparql-results+json")
        return json.loads(out.getvalue())["results"]["bindings"]

    whole = ask(query.page({}, 100_000, 0))[:60]
    size = max(len(whole) // 3, 1)
    pages = [query.rows({}, size, offset, ask) for offset in range(0, len(whole), size)]
    assert [row for page in pages for row in page][: len(whole)] == whole


@pytest.mark.parametrize("query", CATALOGUE, ids=IDS)
def test_what_is_found_first_stands_first(query):
    orders = re.findall(r"ORDER BY ([^{}]+?)(?: LIMIT \d+ \}|\s*\}|\n\Z)", query.sparql)
    assert len(orders) <= 2
    assert orders[-1].startswith(orders[0])


ARTICLES = "{ SELECT ?g ?article ?date WHERE { GRAPH ?g { ?article a <urn:A> } } ORDER BY ?date }"
LISTED = CatalogueQuery(
    "1-x", "", "", f"SELECT ?x WHERE {{ {ARTICLES} ?x ?y ?g }} ORDER BY ?date\n"
)


@pytest.mark.parametrize(
    ("rows_of_articles", "articles", "looked_at"),
    [
        ([1] * 10, 1000, ["10"]),
        ([0] * 9 + [10], 1000, ["10"]),
        ([0] * 40 + [10], 1000, ["10", "COUNT", "80"]),
        ([0] * 400 + [10], 411, ["10", "COUNT", "80", "640"]),
        ([1, 1, 1], 3, ["10", "COUNT"]),
        ([], 0, ["10", "COUNT"]),
    ],
)
def test_more_articles_are_looked_at_only_where_the_first_give_too_few_rows(
    rows_of_articles, articles, looked_at
):
    asked = []

    def ask(sparql):
        if "COUNT" in sparql:
            asked.append("COUNT")
            return [{"n": {"type": "literal", "value": str(articles)}}]
        asked.append(re.search(r"LIMIT (\d+) \}", sparql)[1])
        return [{}] * min(sum(rows_of_articles[: int(asked[-1])]), 10)

    found = LISTED.rows({}, 10, 0, ask)
    assert asked == looked_at
    assert len(found) == min(sum(rows_of_articles), 10)


CHAINED = """PREFIX cq: <https://w3id.org/communique/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT DATA { GRAPH <urn:a> { <urn:a> a cq:Article ; rdfs:label "a" .
  <urn:1> cq:reportedIn <urn:2> . <urn:2> cq:reportedIn <urn:3> . <urn:3> cq:reportedIn <urn:4> .
  <urn:5> cq:reportedIn <urn:6> . """ + " ".join(
    f"<urn:{n}> a cq:Statement ; cq:speaker <urn:x{n}> ; rdfs:label '{n}' ; cq:inArticle <urn:a> ."
    for n in range(1, 7)
) + " } }"  # fmt: skip


def test_a_statement_has_as_many_links_as_there_are_tellers():
    engine = ox.Store()
    engine.update(CHAINED)
    query = next(q for q in CATALOGUE if q.key == "hearsay-chains")
    found = engine.query(query.sparql, use_default_graph_as_union=True)
    links = {row["statement"].value[-1]: int(row["links"].value) for row in found}
    assert links == {"1": 3, "2": 2, "3": 1, "5": 1}


HELD = """PREFIX cq: <https://w3id.org/communique/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
INSERT DATA {
  GRAPH <urn:ref> { <urn:A> dcterms:source <urn:source> ; rdfs:label "A" }
  GRAPH <urn:a> {
    <urn:a> a cq:Article ; rdfs:label "a" .
    <urn:of-a> rdfs:label "minister of A" ; cq:officeOf <urn:A> .
    <urn:of-nothing> rdfs:label "minister" .
    <urn:who> rdfs:label "Who" .
    <urn:words> cq:exact "the minister" .
    <urn:1> cq:claimRelation cq:holdsOffice ; cq:claimSubject <urn:who> ;
      cq:claimObject <urn:of-a> ; cq:evidence <urn:words> ; cq:inArticle <urn:a> .
    <urn:2> cq:claimRelation cq:holdsOffice ; cq:claimSubject <urn:who> ;
      cq:claimObject <urn:of-nothing> ; cq:evidence <urn:words> ; cq:inArticle <urn:a> } }"""


@pytest.mark.parametrize(
    ("terms", "claims"),
    [
        ({}, {"urn:1", "urn:2"}),
        ({"of": "<urn:A>"}, {"urn:1"}),
        ({"of": "<urn:B>"}, set()),
        ({"person": "<urn:who>"}, {"urn:1", "urn:2"}),
        ({"person": "<urn:other>"}, set()),
        ({"office": "<urn:of-nothing>"}, {"urn:2"}),
        ({"name": '"WHO"'}, {"urn:1", "urn:2"}),
    ],
)
def test_an_office_of_nothing_is_no_office_of_the_state_asked_for(terms, claims):
    engine = ox.Store()
    engine.update(HELD)
    query = next(q for q in CATALOGUE if q.key == "offices")
    found = engine.query(query.bound(terms), use_default_graph_as_union=True)
    assert {row["claim"].value for row in found} == claims
