"""What articles name and the reference data do not know: described once, gone with the last."""

import contextlib
import io
from itertools import permutations

import pyoxigraph as ox
import pytest

from kg.build import build
from kg.checking import check_store
from kg.config import Config
from kg.iris import BASE, CQ
from kg.mentioned import describe, mentioned_iri, settle
from kg.model import Article
from kg.planning import Wish
from kg.plugins import open_store

LABEL, OTHER = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    ("http://www.w3.org/2004/02/skos/core#altLabel"),
)
TEXTS = (
    "Norway's fisheries minister Anna Lind said on Tuesday that the talks had failed. "
    "The International Herring Council welcomed her words.\n",
    "Fisheries Minister Anna Lind of Norway told reporters that the ships would stay. "
    "The International Herring Council accused Sweden of taking too much.\n",
    "Norway's Prime Minister Erna Solberg said that the ships would go.\n",
)
OFFICE = f"{BASE}id/office/state/NO/fisheries-minister"
COUNCIL = f"{BASE}id/organisation/international-herring-council"


@pytest.fixture
def store():
    with contextlib.closing(open_store("memory")) as opened:
        yield opened


def run(store, tmp_path, texts, **wish):
    folder = tmp_path / "news"
    folder.mkdir(exist_ok=True)
    articles = [
        Article(
            text,
            url=f"https://e.org/{TEXTS.index(text)}",
            published="2015-05-05",
            published_source="jsonl",
            origin=str(folder / f"{TEXTS.index(text)}.txt"),
        )
        for text in texts
    ]
    config = Config(store="memory", quarantine=str(tmp_path / "quarantine"))
    return build(articles, config, store, wish=Wish(**wish), named=[str(folder)])


def told(store, thing, predicate=None):
    """Return (graph, value) of what is told of a thing."""
    name = ox.NamedNode(predicate) if predicate else None
    return sorted(
        (q.graph_name.value, q.object.value)
        for q in store.engine.quads_for_pattern(ox.NamedNode(thing), name, None, None)
    )


def test_no_triple_is_in_two_graphs_so_that_the_union_counts_each_once(store, tmp_path):
    assert run(store, tmp_path, TEXTS).stored == len(TEXTS)
    triples = [q.triple for q in store.engine]
    assert len(triples) == len(set(triples))
    assert {g for g, _ in told(store, OFFICE)} == {mentioned_iri(BASE)}
    assert {g for g, _ in told(store, COUNCIL)} == {mentioned_iri(BASE)}
    assert check_store(store, Config()).conforms


def test_an_office_of_the_reference_data_is_described_there_alone(store, tmp_path):
    run(store, tmp_path, TEXTS[2:])
    office = f"{BASE}id/office/state/NO/prime-minister"
    assert {g for g, _ in told(store, office)} == {f"{BASE}reference"}


@pytest.mark.parametrize("texts", [*permutations(TEXTS[:2])], ids=["one way", "the other way"])
def test_a_name_written_in_two_ways_is_one_label_whatever_came_first(store, tmp_path, texts):
    run(store, tmp_path, texts)
    assert [v for _, v in told(store, OFFICE, LABEL)] == ["Fisheries Minister (Norway)"]
    assert [v for _, v in told(store, OFFICE, OTHER)] == ["fisheries minister (Norway)"]


def test_what_no_article_names_any_more_is_forgotten(store, tmp_path):
    run(store, tmp_path, TEXTS)
    run(store, tmp_path, TEXTS[1:], remove_vanished=True)
    assert told(store, COUNCIL)
    assert told(store, OFFICE)
    run(store, tmp_path, TEXTS[2:], remove_vanished=True)
    assert not told(store, COUNCIL)
    assert not told(store, OFFICE)


@pytest.mark.parametrize(
    ("labels", "label"),
    [
        (["fish council", "Fish Council"], "Fish Council"),
        (["FISH COUNCIL", "Fish Council", "Fish council"], "Fish Council"),
        (["FISH COUNCIL"], "FISH COUNCIL"),
        (["FC", "FISH COUNCIL"], "FISH COUNCIL"),
        ([r"the \"Fish\" Council", "fish council"], 'the "Fish" Council'),
    ],
)
def test_of_several_labels_the_one_with_most_capitals_stays(store, labels, label):
    thing = f"{BASE}id/organisation/fish-council"
    lines = [f'<{thing}> <{LABEL}> "{words}"@en .\n' for words in labels]
    lines.append(
        f"<{thing}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{CQ}Organisation> .\n"
    )
    describe(store, BASE, "".join(lines).encode())
    store.replace({f"{BASE}article/1": f"<urn:s> <{CQ}about> <{thing}> .\n".encode()})
    settle(store, BASE)
    assert [v for _, v in told(store, thing, LABEL)] == [label]
    assert len(told(store, thing, OTHER)) == len(labels) - 1
    before = io.BytesIO()
    store.dump(before, "application/n-quads")
    settle(store, BASE)
    after = io.BytesIO()
    store.dump(after, "application/n-quads")
    assert sorted(before.getvalue().splitlines()) == sorted(after.getvalue().splitlines())
