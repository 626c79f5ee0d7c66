"""Wire copy: one text in many articles is one cluster, and what it reports was said once."""

import contextlib
import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build import build
from kg.catalogue import load_catalogue
from kg.checking import check_store
from kg.config import Config
from kg.copies import LEAST, find_copies
from kg.iris import BASE
from kg.model import Article
from kg.planning import Wish
from kg.plugins import open_store
from kg.shingles import keys, resemblance, shingles

WIRE = (
    "Norland and Estavia will open the rail link between their capitals in spring.\n"
    "“We have decided to trust each other again after eleven years,” Norwegian Prime Minister "
    "Jonas Gahr Store told reporters in Oslo on Tuesday.\n"
    "Finnish President Sauli Niinisto said that the treaty would be signed before the summer.\n"
    "The link was closed after a quarrel over fish that neither government wants to repeat.\n"
    "The European Commission welcomed what had been achieved and promised to pay for the bridge.\n"
)
OTHER = (
    "Estavia's parliament voted on Tuesday to leave the fisheries treaty with Norland.\n"
    "Finnish President Sauli Niinisto said that he regretted the vote and would call Tallinn.\n"
    "The opposition called the decision a mistake that would cost thousands of jobs at sea.\n"
    "No date was given for the talks that both governments say they want to hold in Oslo.\n"
)


def article(number, text, publisher, day="2024-05-01"):
    return Article(text, url=f"https://e.org/{number}", publisher=publisher, published=day,
                   published_source="jsonl", title=f"Title {number}")  # fmt: skip


COPIES = [
    article(1, WIRE, "Reuters"),
    article(2, WIRE + "The Courier's own desk added this line to the end of it.\n", "The Courier"),
    article(3, "".join(WIRE.splitlines(keepends=True)[:4]), "The Herald", "2024-05-02"),
    article(4, OTHER, "The Herald"),
    article(5, OTHER.replace("Tallinn", "his colleague"), "The Post", "2024-04-30"),
    article(6, WIRE.split("\n")[0] * 3, "The Post"),
]


@pytest.fixture
def store():
    with contextlib.closing(open_store("memory")) as opened:
        yield opened


def run(store, tmp_path, articles, **options):
    config = Config(engine="serial", quarantine=str(tmp_path / "q"))
    return build(articles, config, store, wish=Wish(**options))


def asked(store, sparql):
    out = io.BytesIO()
    store.query(sparql).write(out, "text/csv")
    return [list(r.values()) for r in csv.DictReader(io.StringIO(out.getvalue().decode()))]


CLUSTERS = """SELECT ?k (GROUP_CONCAT(?u; separator=" ") AS ?all) {
  ?c cq:ofCluster ?k ; cq:inArticle ?a . ?a cq:url ?u } GROUP BY ?k"""


def clusters(store):
    found = asked(store, CLUSTERS)
    return sorted("".join(u[-1] for u in sorted(urls.split())) for _, urls in found)


def copies(store):
    out = io.BytesIO()
    store.dump(out, "application/n-triples", f"{BASE}copies")
    return sorted(out.getvalue().splitlines())


def test_copies_are_one_cluster_with_score_and_reason_and_all_conform(store, tmp_path):
    assert run(store, tmp_path, COPIES).clean
    assert clusters(store) == ["123", "45"]
    told = asked(store, "SELECT ?u ?score ?why { ?c a cq:Copy ; cq:inArticle ?a ; "
                 "cq:confidence ?score ; cq:reason ?why . ?a cq:url ?u } ORDER BY ?u")  # fmt: skip
    assert told[0][1:] == [
        "1",
        "the earliest of these articles, with which the others are compared",
    ]
    assert LEAST < float(told[2][1]) < 1
    assert "of the runs of five words are those of “Title 1” (Reuters)" in told[2][2]
    assert told[4][2].startswith("the earliest")
    report = check_store(store, Config())
    assert report.conforms, report.write("text")


def test_what_copies_report_counts_once_and_their_outlets_are_counted_apart(store, tmp_path):
    run(store, tmp_path, COPIES)
    query = next(q for q in load_catalogue() if q.key == "statements-and-outlets")
    counted = {row[0]: list(map(int, row[1:4])) for row in asked(store, query.sparql)}
    assert counted["Jonas Gahr Støre"] == [1, 3, 3]
    (niinisto,) = (n for who, n in counted.items() if "Niinist" in who)
    assert niinisto[1] == 5
    assert niinisto[0] in (2, 3)


def test_articles_keep_their_statements_and_lead_to_their_utterance(store, tmp_path):
    run(store, tmp_path, COPIES)
    reports = asked(store, "SELECT ?u (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?c { ?s cq:reportOf ?u } "
                    "GRAPH ?g { ?s a cq:Statement } } GROUP BY ?u ORDER BY DESC(?n)")  # fmt: skip
    assert int(reports[0][1]) == 3


def test_a_copy_that_comes_changes_or_goes_leaves_the_graph_as_if_built_at_once(store, tmp_path):
    for one in (COPIES[2], COPIES[4], COPIES[0], COPIES[5]):
        run(store, tmp_path, [one])
    run(store, tmp_path, COPIES)
    with contextlib.closing(open_store("memory")) as whole:
        run(whole, tmp_path, COPIES)
        assert copies(store) == copies(whole)
    run(store, tmp_path, [article(1, OTHER, "Reuters")])
    assert clusters(store) == ["145", "23"]
    with contextlib.closing(open_store("memory")) as whole:
        run(whole, tmp_path, [article(1, OTHER, "Reuters"), *COPIES[1:]])
        assert copies(store) == copies(whole)
    iri = f"{BASE}article/{COPIES[4].id}"
    store.replace({iri: b"", f"{iri}/inferred": b""})
    find_copies(store, BASE, [], [iri])
    assert clusters(store) == ["14", "23"]
    before = copies(store)
    find_copies(store, BASE, [], anew=True)
    assert copies(store) == before


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.floats(0.72, 0.98))
def test_shortened_copy_shares_a_key_with_the_whole_and_other_texts_seldom_do(seed, kept):
    chance = random.Random(seed)
    words = [f"w{chance.randrange(5000)}" for _ in range(400)]
    whole, short = (shingles(" ".join(w)) for w in (words, words[: int(400 * kept) + 4]))
    assert abs(resemblance(whole, short) - kept) < 0.02
    if kept > 0.9:
        assert set(keys(whole)) & set(keys(short))
    chance.shuffle(words)
    assert not set(keys(whole)) & set(keys(shingles(" ".join(words))))


def test_short_texts_have_no_keys_and_a_text_always_the_same():
    assert keys(shingles("NATO met on Monday.")) == ()
    assert len(keys(shingles(WIRE))) == 16
    assert keys(shingles(WIRE)) == keys(shingles(WIRE.upper().replace("“", '"')))
    assert keys(shingles(WIRE))[0] == "005bde91992d7e6fa9"
