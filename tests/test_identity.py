"""Names and what speaks for and against two of them being one person's."""

import random
from itertools import combinations
from pathlib import Path

import pytest

from kg.identity.evidence import CANDIDATE, apart, compare, same_office, weigh
from kg.identity.names import block_keys, compare_names, parse, surname_keys
from kg.identity.profiles import Dossier

from .identities import profile

DATA = Path(__file__).parent / "data" / "identity"


def pairs(name):
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [tuple(p.strip() for p in line.split("|")) for line in lines if line[:1] != "#"]


PAIRS = pairs("pairs.txt")
HELD = pairs("pairs-held.txt")


@pytest.mark.parametrize(("one", "other", "expected"), PAIRS)
def test_two_persons_are_the_same_different_or_open(one, other, expected):
    assert compare(profile(one), profile(other)).verdict == expected


def test_most_of_the_pairs_held_back_come_out_right():
    right = sum(compare(profile(a), profile(b)).verdict == e for a, b, e in HELD)
    assert len(HELD) >= 60
    assert right / len(HELD) >= 0.85


def test_a_pair_held_apart_is_never_merged():
    for one, other, expected in (*PAIRS, *HELD):
        if expected == "different":
            assert compare(profile(one), profile(other)).verdict != "same", (one, other)


@pytest.mark.parametrize(("one", "other", "_"), [*PAIRS, *HELD])
def test_the_order_of_two_does_not_matter(one, other, _):
    assert compare(profile(one), profile(other)) == compare(profile(other), profile(one))


def test_what_is_known_of_one_weighs_the_same_told_in_parts_or_as_a_whole():
    told = [profile(p) for a, b, _ in PAIRS for p in (a, b)]
    chance = random.Random(3)
    for one in told:
        parts = chance.sample(told, 3)
        whole = parts[0] | parts[1] | parts[2]
        assert weigh(Dossier([one]), Dossier(parts)) == compare(one, whole)


def test_whom_different_states_keep_apart_no_name_and_no_office_makes_candidates():
    told = [profile(p) for a, b, _ in (*PAIRS, *HELD) for p in (a, b)]
    kept = [(a, b) for a, b in combinations(told, 2) if apart(Dossier([a]), Dossier([b]))]
    assert max(compare(a, b).score for a, b in kept) < CANDIDATE


def test_names_that_agree_share_a_key_so_that_they_are_compared():
    names = sorted({n for a, b, _ in (*PAIRS, *HELD) for p in (a, b) for n in profile(p).names})
    for a, b in combinations(names, 2):
        if compare_names(a, b).possible:
            if parse(a).full and parse(b).full:
                assert block_keys(a) & block_keys(b), (a, b)
            else:
                assert surname_keys(parse(a)) & surname_keys(parse(b)), (a, b)


def test_any_text_can_be_a_name():
    letters = "aeiouyzqxjwhA-'’. éßıİ中و1\t"
    chance = random.Random(7)
    for _ in range(3000):
        one, other = ("".join(chance.choices(letters, k=chance.randint(1, 14))) for _ in "ab")
        assert compare_names(one, other) == compare_names(other, one)
        assert compare_names(one, one).surname > 0
        block_keys(one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("President", "president", True),
        ("Prime Minister", "Premier", True),
        ("Prime Minister", "Deputy Prime Minister", False),
        ("Minister of Foreign Affairs", "Foreign Minister", True),
        ("Foreign Secretary", "Foreign Minister", True),
        ("Finance Minister", "Defence Minister", False),
        ("Kremlin spokesman", "spokesperson", True),
        ("", "President", False),
    ],
)
def test_titles_of_one_office(one, other, expected):
    assert same_office(one, other) == same_office(other, one) == expected
