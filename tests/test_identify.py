"""The pass over a store: the graph of entities, kept up to date, and what users decide."""

import contextlib
import io
import random

import pytest
from rdflib import Graph

from kg.identity.decisions import DecisionError, articles_of, decide, read_decisions, take_back
from kg.identity.graph import entities_iri
from kg.identity.identify import identify
from kg.identity.reading import rows, told_of_entities
from kg.identity.resolution import Decision
from kg.iris import BASE
from kg.ntriples import to_ntriples
from kg.plugins import open_store
from kg.reference import Reference
from kg.reference_graph import reference_graph
from kg.validation import findings_in, load_validator

from .identities import REFERENCE, article_graph

ARTICLES = dict(
    [
        article_graph(1, "Joe Biden", "President", "state/US"),
        article_graph(2, "Joseph R. Biden Jr."),
        article_graph(3, "Biden", "President", "state/US"),
        article_graph(4, "Biden"),
        article_graph(5, "Michael Collins", "Senator", "state/US"),
        article_graph(6, "Michael Collins", "Minister", "state/IE"),
        article_graph(7, "Michael Collins"),
        article_graph(8, "Pedro Examplez", "Minister", "state/ES"),
        article_graph(9, "Pedro Examplez Otherez"),
        article_graph(10, "Pedro Otherez"),
        article_graph(11, "Otherez", "Minister", "state/ES"),
        article_graph(12, "Examplez"),
        article_graph(13, "Olga Exampleva", published=None),
        article_graph(14, "Ol'ga Eksampleva", "Spokeswoman", "state/RU"),
    ]
)


KNOWN = Reference(
    states=tuple(s for s in REFERENCE.states if s.code in ("US", "UA", "IE", "ES", "RU")),
    holdings=tuple(h for h in REFERENCE.holdings if h.person in ("Joe Biden", "Bill Clinton")),
)
BACKGROUND = reference_graph(KNOWN, BASE)


@contextlib.contextmanager
def opened_store():
    with contextlib.closing(open_store("memory")) as opened:
        opened.replace({f"{BASE}reference": to_ntriples(BACKGROUND)})
        yield opened


@pytest.fixture
def store():
    with opened_store() as opened:
        yield opened


def run(store, changed=(), **options):
    return identify(store, KNOWN, base=BASE, version="0", changed=changed, **options)


def dumped(store, graph=None):
    out = io.BytesIO()
    store.dump(out, "application/n-triples", graph or entities_iri(BASE))
    return sorted(out.getvalue().splitlines())


def entity_of(store, person):
    found = rows(store, f"SELECT ?e {{ <{person}> ^cq:identifies/cq:identifiedAs ?e }}")
    return [r["e"] for r in found]


def persons(store):
    """Return the persons of articles by their names, those of one name in order of IRI."""
    named_in = "GRAPH ?g { ?g a cq:Article . ?p a cq:Person ; rdfs:label ?n }"
    found = rows(store, f"SELECT ?p ?n {{ {named_in} }}")
    named = {}
    for row in sorted(found, key=lambda r: r["p"]):
        named.setdefault(row["n"], []).append(row["p"])
    return named


def all_at_once(articles):
    with opened_store() as opened:
        opened.replace(articles)
        run(opened)
        return dumped(opened)


@pytest.mark.parametrize("seed", range(3))
def test_article_by_article_in_any_order_gives_the_same_bytes_as_all_at_once(store, seed):
    order = random.Random(seed).sample(sorted(ARTICLES), len(ARTICLES))
    for iri in order:
        store.replace({iri: ARTICLES[iri]})
        run(store, [iri] if seed else ())
    assert dumped(store) == all_at_once(ARTICLES)
    for iri in order[:5]:
        store.replace({iri: b""})
        run(store)
    assert dumped(store) == all_at_once({i: ARTICLES[i] for i in order[5:]})


@pytest.mark.parametrize("seed", range(3))
def test_looking_at_the_articles_written_alone_gives_the_same_bytes(store, seed):
    order = random.Random(seed).sample(sorted(ARTICLES), len(ARTICLES))
    run(store)
    for iri in order:
        store.replace({iri: ARTICLES[iri]})
        run(store, [iri], alone=True)
        before = dumped(store)
        assert run(store).persons == 0
        assert dumped(store) == before
    assert dumped(store) == all_at_once(ARTICLES)
    for iri in order[:5]:
        store.replace({iri: b""})
        run(store, [iri], alone=True)
    assert dumped(store) == all_at_once({i: ARTICLES[i] for i in order[5:]})


def test_an_article_nobody_named_is_left_to_the_pass_that_looks_at_all(store):
    store.replace(ARTICLES)
    run(store)
    iri, biden = article_graph(15, "Joe Biden")
    store.replace({iri: biden})
    assert run(store, sorted(ARTICLES)[:1], alone=True).persons
    person = f"{iri}/person/"
    known = f"SELECT ?p {{ ?r cq:identifies ?p FILTER(STRSTARTS(STR(?p), '{person}')) }}"
    assert not rows(store, known)
    run(store)
    assert len(rows(store, known)) == 1


def test_a_changed_article_changes_who_is_who_and_back(store):
    store.replace(ARTICLES)
    run(store)
    before = dumped(store)
    (iri, changed), (_, original) = (
        article_graph(5, "Michael Collins", title, of)
        for title, of in (("Minister", "state/IE"), ("Senator", "state/US"))
    )
    store.replace({iri: changed})
    run(store, [iri])
    assert dumped(store) != before
    store.replace({iri: original})
    run(store, [iri])
    assert dumped(store) == before


def test_a_pass_without_news_changes_nothing_and_articles_are_never_touched(store):
    store.replace(ARTICLES)
    before = {iri: dumped(store, iri) for iri in ARTICLES}
    run(store)
    entities = dumped(store)
    assert run(store).persons == 0
    assert run(store, list(ARTICLES)).persons == len(ARTICLES)
    assert dumped(store) == entities
    assert {iri: dumped(store, iri) for iri in ARTICLES} == before


def test_the_graph_conforms_and_its_bytes_have_no_blank_nodes(store):
    store.replace(ARTICLES)
    run(store)
    graph = Graph().parse(b"\n".join(dumped(store)), format="nt")
    validator = load_validator(BASE, BACKGROUND)
    report = validator.report_entities(graph, told_of_entities(store, BASE))
    assert not findings_in(report, graph)
    assert not any(b"_:" in line for line in dumped(store))


def test_decisions_prevail_last_and_can_be_taken_back(store):
    store.replace(ARTICLES)
    run(store)
    before = dumped(store)
    biden, collins = persons(store)["Joe Biden"][0], persons(store)["Michael Collins"]
    reference = f"{BASE}id/person/joe-biden"
    assert entity_of(store, biden) == [reference]
    split = decide(store, BASE, Decision(biden, reference, False, "Ann", "2024-05-01"))
    merged = decide(store, BASE, Decision(collins[0], collins[1], True, "Ann", "2024-05-02"))
    run(store, articles_of([split, merged]))
    assert entity_of(store, biden) != [reference]
    assert entity_of(store, collins[0]) == entity_of(store, collins[1])
    decided = dumped(store)
    store.amend(entities_iri(BASE), b"\n".join(decided), b"")
    store.amend(entities_iri(BASE), b"", b"\n".join(line for line in decided if b"ecision" in line))
    run(store)
    assert dumped(store) == decided
    assert [d.by for d in read_decisions(store, BASE)] == ["Ann", "Ann"]
    for one, other in ((biden, reference), (collins[1], collins[0])):
        run(store, articles_of(take_back(store, BASE, one, other)))
    assert dumped(store) == before


def test_spellings_of_one_name_are_one_entity_and_a_surname_alone_is_open(store):
    store.replace(ARTICLES)
    run(store)
    names = persons(store)
    (olga,), (other,) = names["Olga Exampleva"], names["Ol'ga Eksampleva"]
    assert entity_of(store, olga) == entity_of(store, other)
    statuses = rows(
        store,
        f"SELECT ?s ?e {{ ?r cq:identifies <{names['Examplez'][0]}> ; "
        "cq:identificationStatus ?s ; cq:consideredEntity ?e }",
    )
    assert sorted(r["s"].rpartition("#")[2] for r in statuses) == [
        "AcceptedIdentity",
        "CandidateIdentity",
    ]


def test_a_merge_is_undone_by_taking_away_its_record(store):
    store.replace(ARTICLES)
    run(store)
    (person,) = persons(store)["Joseph R. Biden Jr."]
    store.engine.update(
        f"PREFIX cq: <https://w3id.org/communique/ontology#> DELETE {{ GRAPH ?g {{ ?r ?p ?o }} }} "
        f"WHERE {{ GRAPH ?g {{ ?r cq:identifies <{person}> ; ?p ?o }} }}"
    )
    assert entity_of(store, person) == []
    assert entity_of(store, persons(store)["Joe Biden"][0])


@pytest.mark.parametrize(
    ("one", "other", "same", "message"),
    [
        ("joe", "id/person/nobody", True, "nobody here is called"),
        ("joe", "id/state/UA", True, "not a person but a State"),
        ("joe", "not an iri", True, "not an IRI"),
        ("joe", "joe", True, "are the same already"),
        ("id/person/joe-biden", "id/person/bill-clinton", True, "two persons of the reference"),
        ("alone", "alone, as an entity", False, "all there is"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_a_reason(store, one, other, same, message):
    store.replace(ARTICLES)
    run(store)
    names = persons(store)
    (alone,) = names["Examplez"]
    meant = {"joe": names["Joe Biden"][0], "alone": alone}
    meant["alone, as an entity"] = entity_of(store, alone)[0]
    one, other = (meant.get(w, BASE + w if "/" in w else w) for w in (one, other))
    before = dumped(store)
    with pytest.raises(DecisionError, match=message):
        decide(store, BASE, Decision(one, other, same, "Ann", "2024-05-01"))
    assert dumped(store) == before


def test_a_decision_against_others_is_refused_and_names_them(store):
    store.replace(ARTICLES)
    run(store)
    a, b, c = persons(store)["Michael Collins"]
    decide(store, BASE, Decision(a, b, True, "Ann", "2024-05-01"))
    decide(store, BASE, Decision(b, c, True, "Ann", "2024-05-02"))
    with pytest.raises(DecisionError, match="undo one of these"):
        decide(store, BASE, Decision(a, c, False, "Bob", "2024-05-03"))
    take_back(store, BASE, b, c)
    decide(store, BASE, Decision(a, c, False, "Bob", "2024-05-03"))
    with pytest.raises(DecisionError, match="Bob decided on 2024-05-03"):
        decide(store, BASE, Decision(b, c, True, "Ann", "2024-05-04"))
    with pytest.raises(DecisionError, match="nothing was decided"):
        take_back(store, BASE, b, c)
