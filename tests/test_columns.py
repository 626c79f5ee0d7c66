"""The columns behind lists: after any write they are what they would be if all were read anew."""

import numpy as np
import pytest

from kg.iris import BASE
from kg.stores.differences import Differences, touched_by
from kg.web import columns, corpus, sheets
from kg.web.service import service
from tests.examples import AUTHORISED, TOKEN, served_examples

TEXT = "MADRID, 3 May 2019 – Foreign Minister Josep Borrell said that Spain would wait."
NEW = {
    "text": TEXT,
    "title": "Spain waits",
    "url": "https://news.example/spain",
    "published": "2019-05-03",
}
OLD = "295cbe2c4097a2bb"
GRAPH = f"{BASE}article/{OLD}"
STATEMENT = f"<{GRAPH}/statement/1> <https://w3id.org/communique/ontology#addressee>"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served_examples(tmp_path_factory.mktemp("columns"), token=TOKEN) as client:
        yield client


def add(client):
    return client.post("/articles", json=NEW, headers=AUTHORISED)


def remove(client):
    return client.delete(f"/articles/{OLD}", headers=AUTHORISED)


def merge(client):
    one, other = "id/person/nicola-sturgeon", "id/person/majed-al-ansari"
    decision = {"verdict": "one", "one": one, "other": other, "by": "test"}
    return client.post("/identities", json=decision, headers=AUTHORISED)


def update(client):
    text = f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {STATEMENT} <{BASE}id/state/UA> }} }}"
    headers = {**AUTHORISED, "Content-Type": "application/sparql-update"}
    return client.post("/update", data=text, headers=headers)


def told(every):
    """Return the agents whom statements tell of."""
    return {
        agent for name in ("speaker", "for", "about", "to") for agent in every.columns[name].values
    }


def same(one, other):
    """Say whether two ledgers make the same columns and names."""
    here, there = columns._together(one), columns._together(other)
    assert (here.iris, here.words) == (there.iris, there.words)
    assert here.names.items() >= there.names.items()
    assert not [agent for agent in here.names.keys() - there.names.keys() if agent in told(here)]
    assert (here.dates == there.dates).all()
    assert np.allclose(here.confidence, there.confidence)
    every = np.ones(len(here.iris), dtype=np.bool_)
    for name, column in here.columns.items():
        other_column = there.columns[name]
        assert sorted(column.counts(every)) == sorted(other_column.counts(every)), name
        for value in column.values:
            wanted = [value]
            found, expected = (c.having(wanted, len(every)) for c in (column, other_column))
            assert (found == expected).all(), (name, value)
    return True


WRITES = [(add, True), (merge, True), (update, False), (remove, True)]


@pytest.mark.parametrize(("write", "known"), WRITES, ids=lambda w: getattr(w, "__name__", ""))
def test_after_a_write_lists_are_what_the_store_is(client, write, known):
    with client.application.app_context():
        before = columns._ledger()
        state = service().pool.state
    answer = write(client)
    assert answer.status_code in (200, 201, 204), answer.text
    with client.application.app_context():
        assert service().pool.state != state
        assert (service().pool.touched_since(state) is not None) is known
        after = columns._ledger()
        assert after is not before
        assert (after.values is before.values) is known, "what did not change is not read again"
        assert same(after, sheets.read())
        assert corpus._counted(columns.columns()) == corpus._asked()


def test_what_a_write_touches_is_told_by_state():
    states = Differences()
    states.note("1", {})
    states.note("2", {"urn:g": None})
    states.note("3", {"urn:h": frozenset("a")})
    states.note("4", {"urn:h": frozenset("b")})
    assert states.since("4") == {}
    assert states.since("2") == {"urn:h": frozenset("ab")}
    assert states.since("1") == {"urn:g": None, "urn:h": frozenset("ab")}
    assert states.since("0") is None
    states.note("5", None)
    assert states.since("4") is None
    assert states.since("5") == {}


@pytest.mark.parametrize(
    ("requests", "expected"),
    [
        ([], {}),
        ([{"touches": {"urn:g": None}}, {"touches": {"urn:g": ["urn:a"]}}], {"urn:g": None}),
        ([{"touches": {"urn:g": None}}, {"touches": None}], None),
        ([{"touches": {"urn:g": None}}, {}], None),
    ],
)
def test_writes_together_touch_what_each_does(requests, expected):
    assert touched_by(requests) == expected
