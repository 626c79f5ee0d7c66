"""Who is who in a set of persons: whatever their order, and whatever people decide."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.identity.reading import anchors_of
from kg.identity.resolution import Decision, resolve
from kg.iris import BASE

from .identities import REFERENCE, people, person

ANCHORS = anchors_of(REFERENCE, BASE)


def outcome(persons, decisions=()):
    """Return (person, entity, status, score, reason) for every identification."""
    found = resolve(persons, ANCHORS, decisions, base=BASE).identifications
    return [(i.person.iri, i.entity.iri, i.status, i.score, i.reason) for i in found]


def groups(*told, decisions=()):
    """Return the sets of places in `told` that are one person, and who is open."""
    persons = [person(f"{n:02}", t) for n, t in enumerate(told)]
    entities, opened = defaultdict(set), set()
    for iri, entity, status, *_ in outcome(persons, decisions):
        place = int(iri.removeprefix(f"{BASE}article/")[:2])
        if status == "accepted":
            entities[entity].add(place)
        elif status == "candidate":
            opened.add(place)
    return sorted(map(sorted, entities.values())), sorted(opened)


@pytest.mark.parametrize(
    ("told", "expected", "opened"),
    [
        (["Joe Biden ; President@US 2021", "Joseph R. Biden Jr. ;", "Biden ; President@US 2022"],
         [[0, 1, 2]], []),
        (["Michael Collins ; Senator@US 1970", "Michael Collins ; Minister@IE 2021"],
         [[0], [1]], []),
        # who may be either stays open, and so do two of whom nothing is known
        (["Michael Collins ; Senator@US 1970", "Michael Collins ; Minister@IE 2021",
          "Michael Collins ;", "Michael Collins ; "], [[0], [1], [2], [3]], [2, 3]),
        (["John Smith ;", "John Smith ;"], [[0], [1]], [1]),
        (["Ann Example ;", "Ann Example ;", "A. Example ;"], [[0, 1], [2]], [2]),
        # the reference data know when which George Bush was president
        (["George Bush ; President@US 1990", "George W. Bush ; President@US 2003"],
         [[0], [1]], []),
        (["Minister Ahmed ;", "Ahmed ; Foreign Minister@ER 1995",
          "Ahmed ; Foreign Minister@BD 2020"],
         [[0], [1], [2]], []),
        (["Ahmed ; Foreign Minister@ER 1995", "Ahmed ; Foreign Minister@ER 1997"], [[0, 1]], []),
        (["Volodymyr Zelenskiy ;", "Wolodymyr Selenskyj ;", "Zelensky ; President@UA 2022"],
         [[0, 1, 2]], []),
        (["Anne Lindqvist ; Minister@SE 2020", "Lindqvist ;"], [[0], [1]], [1]),
    ],
)  # fmt: skip
def test_persons_are_grouped(told, expected, opened):
    assert groups(*told) == (expected, opened)


@pytest.mark.parametrize(
    ("told", "entity"),
    [
        ("Angela Merkel ;", "angela-merkel"),
        ("Moammar al-Gadhafi ; Leader@LY 2010", "muammar-gaddafi"),
        ("Zelenskyy ; President@UA 2022", "volodymyr-zelensky"),
        ("António Guterres ; Secretary-General@grouping/UN 2018", "antonio-guterres"),
        ("Angela Merkel ; Governor@US 2015", "angela-merkel-"),
        ("Ann Example ;", "ann-example"),
        ("Example ;", "example-"),
    ],
)
def test_an_entity_is_the_one_of_the_reference_data_or_named_by_its_name(told, entity):
    ((_, iri, status, *_),) = [o for o in outcome([person("00", told)]) if o[2] == "accepted"]
    assert status == "accepted"
    assert iri.removeprefix(f"{BASE}id/person/").startswith(entity)
    assert entity.endswith("-") == (iri.removeprefix(f"{BASE}id/person/") != entity)


@settings(max_examples=150, deadline=None)
@given(persons=people, chance=st.randoms(use_true_random=False))
def test_the_order_of_persons_does_not_matter_and_everybody_is_somebody(persons, chance):
    shuffled = chance.sample(persons, len(persons))
    found = outcome(persons)
    assert outcome(shuffled) == found
    accepted = [iri for iri, _, status, *_ in found if status == "accepted"]
    assert sorted(accepted) == sorted(p.iri for p in persons)
    assert all(0 < score <= 1 and reason for *_, score, reason in found)


@settings(max_examples=100, deadline=None)
@given(persons=people, chance=st.randoms(use_true_random=False))
def test_decisions_are_kept_and_the_rest_is_as_without_once_they_are_undone(persons, chance):
    one, other = chance.choices(persons, k=2)
    if one.iri == other.iri:
        return
    for same in (True, False):
        decision = Decision(one.iri, other.iri, same, "Ann", "2024-01-01")
        home = {i: e for i, e, s, *_ in outcome(persons, [decision]) if s == "accepted"}
        assert (home[one.iri] == home[other.iri]) == same
        again = outcome(chance.sample(persons, len(persons)), [decision])
        assert again == outcome(persons, [decision])


def test_whom_a_decision_parts_draws_nobody_after_it():
    told = [person(f"{n:02}", "Ann Example ;") for n in range(4)]
    decision = Decision(told[1].iri, told[0].iri, False, "Ann", "2024-01-01")
    home = {i: e for i, e, s, *_ in outcome(told, [decision]) if s == "accepted"}
    assert len({home[p.iri] for p in told if p is not told[1]}) == 1
    assert home[told[1].iri] not in {home[p.iri] for p in told if p is not told[1]}
    rejected = [o for o in outcome(told, [decision]) if o[2] == "rejected"]
    assert [(o[0], "decided to be different by Ann" in o[4]) for o in rejected] == [
        (told[1].iri, True)
    ]
