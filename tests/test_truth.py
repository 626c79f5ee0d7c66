"""What must never be concluded, from the article to the answer to a query; see docs/truth.md."""

import contextlib
import io
import re
from pathlib import Path

import pytest

from kg.build import build
from kg.config import Config
from kg.identity.reading import rows
from kg.iris import BASE
from kg.model import Article
from kg.paths import QUERIES
from kg.plugins import open_store

DAY = "2021-04-13"
FILE = Path(__file__).parent / "data" / "truth.txt"
TEXTS = dict(re.findall(r"== (\w+)\n(.*?)\n(?=== |\Z)", FILE.read_text("utf-8"), re.DOTALL))
ARTICLES = {
    name: Article(text, name=name, **({} if name == "undated" else {"published": DAY}))
    for name, text in TEXTS.items()
}


@pytest.fixture(scope="module")
def road(tmp_path_factory):
    """Yield the store with all articles, and the reference and first article's graphs as before."""
    config = Config(
        store="memory", quarantine=str(tmp_path_factory.mktemp("aside")), engine="serial"
    )
    with contextlib.closing(open_store("memory")) as store:
        build([ARTICLES["first"]], config, store)
        before = {iri: dumped(store, iri) for iri in (f"{BASE}reference", graph("first"))}
        tally = build(ARTICLES.values(), config, store)
        assert tally.clean, tally
        yield store, before


@pytest.fixture
def store(road):
    return road[0]


def dumped(store, iri):
    out = io.BytesIO()
    store.dump(out, "application/n-triples", iri)
    return sorted(out.getvalue().splitlines())


def graph(name):
    return f"{BASE}article/{ARTICLES[name].id}"


@pytest.fixture
def said_in(store):
    """Return what gives the solutions of a pattern in one article's graphs, written `$g`, `$i`."""

    def ask(name, pattern, select="*"):
        named = pattern.replace("$i", f"<{graph(name)}/inferred>").replace("$g", f"<{graph(name)}>")
        return [
            {k: v.rpartition("#")[2].removeprefix(f"{BASE}id/") for k, v in row.items()}
            for row in rows(store, f"SELECT {select} {{ {named} }}")
        ]

    return ask


CLAIMED = """GRAPH $g { ?c a cq:MembershipClaim ; cq:claimSubject ?who ; cq:claimRelation ?how ;
  cq:claimObject ?where ; cq:negated ?no ; cq:claimedIn ?source }"""


def test_a_claim_never_answers_a_question_about_memberships(store, said_in):
    assert {(r["who"], r["where"]) for r in said_in("false", CLAIMED)} == {
        ("state/BR", "grouping/NATO"), ("state/CH", "grouping/EU")
    }  # fmt: skip
    for state, grouping in (("BR", "NATO"), ("CH", "EU"), ("NO", "EU")):
        full = (
            f"?m cq:member <{BASE}id/state/{state}> ; cq:membershipStatus cq:FullMember ; "
            f"cq:organisation <{BASE}id/grouping/{grouping}>"
        )
        assert rows(store, f"SELECT ?m {{ {full} }}") == []
    members = (QUERIES / "04-members-on-a-day.rq").read_text(encoding="utf-8")
    names = {row["stateLabel"] for row in rows(store, members)}
    assert {"Brazil", "Hungary", "Poland"} & names == {"Hungary", "Poland"}
    graphs = {r["g"] for r in rows(store, "SELECT DISTINCT ?g { GRAPH ?g { ?m a cq:Membership } }")}
    assert graphs == {f"{BASE}reference"}


def test_nothing_that_an_article_says_changes_the_reference_data(road):
    store, before = road
    assert dumped(store, f"{BASE}reference") == before[f"{BASE}reference"]


def test_what_is_quoted_is_the_claim_of_its_statement_and_of_nobody_else(said_in):
    found = said_in("quoted", CLAIMED)
    assert {(r["who"], r["how"]) for r in found} == {
        ("state/PL", "formerlyMemberOf"), ("state/NO", "isMemberOf")
    }  # fmt: skip
    assert all("/statement/" in r["source"] for r in found)
    # of Poland and Norway nothing is said but by a claim, a mention, and that they are spoken of
    states = " ".join(f"<{BASE}id/state/{code}>" for code in ("PL", "NO"))
    ways = f"GRAPH $g {{ ?s ?p ?state VALUES ?state {{ {states} }} }}"
    assert {r["p"] for r in said_in("quoted", ways)} <= {"claimSubject", "refersTo", "about"}


def test_no_rumour_condition_wish_question_or_falsehood_becomes_a_claim(said_in):
    assert [(r["who"], r["how"], r["no"]) for r in said_in("doubted", CLAIMED)] == [
        ("state/MA", "isMemberOf", "true")
    ]


def test_every_claim_rests_on_words_that_stand_in_the_text(store):
    told = rows(
        store,
        "SELECT ?c ?exact ?text { ?c a cq:MembershipClaim ; cq:evidence/cq:exact ?exact ; "
        "cq:inArticle/cq:text ?text }",
    )
    assert told
    assert all(r["exact"] in r["text"] for r in told)


@pytest.mark.parametrize("name", ["unnamed", "passive"])
def test_an_unnamed_source_never_becomes_a_person(store, name, said_in):
    kinds = {r["kind"] for r in said_in(name, "GRAPH $g { ?s cq:speaker ?who . ?who a ?kind }")}
    assert kinds == {"UnnamedSource"}
    assert said_in(name, "GRAPH $g { ?p a cq:Person }") == []
    known = f"GRAPH <{BASE}entities> {{ ?r cq:identifies ?p ; cq:inArticle <{graph(name)}> }}"
    assert rows(store, f"SELECT ?p {{ {known} }}") == []


def test_an_undated_article_is_compared_with_nothing_and_gets_no_dates(said_in):
    verdicts = said_in("undated", "GRAPH $i { ?c cq:comparison ?verdict }", "?verdict")
    assert verdicts == [{"verdict": "NotCovered"}]
    assert said_in("undated", "GRAPH $i { ?c cq:agreesWith|cq:conflictsWith ?m }") == []
    assert said_in("undated", "GRAPH $g { ?s cq:saidOn ?day }") == []
    assert len(said_in("undated", "GRAPH $g { ?s cq:dateSpan ?words }")) == 1


def test_nobody_speaks_for_the_state_of_his_birth_or_of_the_city_he_is_in(said_in):
    assert said_in("born", "GRAPH $i { ?s cq:onBehalfOf ?state }") == []
    assert {r["state"] for r in said_in("ankara", "GRAPH $i { ?s cq:onBehalfOf ?state }")} <= {
        "state/GR"
    }
    turkey = f"GRAPH $g {{ ?m cq:refersTo <{BASE}id/state/TR> ; cq:mentionKind cq:ByMetonym }}"
    assert said_in("ankara", turkey) == []


def test_none_of_several_speakers_speaks_for_anothers_state(said_in):
    told = said_in(
        "joint",
        """GRAPH $i { ?r a cq:Representation ; cq:representative ?by ; cq:represented ?state }
        GRAPH $g { ?by rdfs:label ?who }""",
        "?who ?state",
    )
    assert {(r["who"], r["state"]) for r in told} == {
        ("Ana Rojas", "state/PE"),
        ("Ted Moore", "state/CL"),
    }


def test_code_in_an_article_stays_text(store, said_in):
    assert rows(store, "SELECT ?m { <http://x> ?p ?m }") == []
    assert said_in("code", "GRAPH $g { ?x a cq:Membership }") == []
    assert dumped(store, f"{BASE}reference")


def test_an_office_in_an_article_is_a_claim_and_no_term_of_office(store, said_in):
    assert said_in("office", "GRAPH $g { ?c a cq:OfficeClaim }")
    held = "SELECT DISTINCT ?g { GRAPH ?g { ?h a cq:OfficeHolding } }"
    assert [r["g"] for r in rows(store, held)] == [f"{BASE}reference"]
    presidents = (QUERIES / "20-office-holders-on-a-day.rq").read_text(encoding="utf-8")
    assert "Ada Example" not in {v for r in rows(store, presidents) for v in r.values()}


def test_one_person_across_articles_rewrites_no_article_and_two_stay_two(road):
    store, before = road
    assert dumped(store, graph("first")) == before[graph("first")]
    query = "SELECT ?e ?g { ?r cq:identifiedAs ?e ; cq:identifies ?p ; cq:inArticle ?g }"
    entity = {r["g"]: r["e"] for r in rows(store, query)}
    first, second, third = (entity.get(graph(n)) for n in ("first", "second", "third"))
    assert first == second
    assert first != third
    assert rows(store, "SELECT ?a { ?a <http://www.w3.org/2002/07/owl#sameAs> ?b }") == []


def test_a_contradiction_is_told_and_decides_nothing(store, said_in):
    told = said_in("false", "GRAPH $i { ?c cq:comparison ?verdict }", "?verdict")
    assert {r["verdict"] for r in told} == {"Contradicts"}
    assert said_in("false", "GRAPH $g { ?c cq:comparison ?verdict }") == []


def test_what_is_derived_goes_with_its_article(tmp_path):
    config = Config(store="memory", quarantine=str(tmp_path), engine="serial")
    with contextlib.closing(open_store("memory")) as store:
        build([ARTICLES["false"]], config, store)
        store.replace({graph("false"): b"", f"{graph('false')}/inferred": b""})
        assert rows(store, "SELECT ?c { ?c cq:comparison ?v }") == []
