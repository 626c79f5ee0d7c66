"""Corrections: carried out on documents, written as triples, kept in stores, obeyed by builds."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.consistency import check
from kg.corrections.applying import corrected
from kg.corrections.correction import Agent, Correction, from_json
from kg.corrections.graph import correction_graph, read_graph
from kg.corrections.register import (
    by_article,
    note,
    read_corrections,
    stored_article,
    take_back,
)
from kg.iris import BASE
from kg.model import (
    Article,
    Document,
    Entity,
    MembershipClaim,
    OfficeClaim,
    Representation,
    Span,
    Statement,
)
from kg.stores.oxigraph import open_store

TEXT = "Taxes will fall, and wages will rise, Lind said. Salo told us that Lind was late."
A = f"{BASE}article/{Article(TEXT).id}"
ON = "2024-05-01T10:00:00+00:00"


def span(words, text=TEXT):
    return Span(text.index(words), text.index(words) + len(words))


def document(text=TEXT):
    lind, salo = Entity("person/lind", "person", "Lind"), Entity("person/salo", "person", "Salo")
    return Document(
        Article(text),
        sentences=(Span(0, 48), Span(49, len(text))),
        entities=(lind, salo),
        statements=(
            Statement(
                (span("Taxes will fall, and wages will rise", text),),
                speakers=("person/lind",),
                role="minister",
                representations=(Representation("person/lind", "state/FI"),),
            ),
            Statement((span("Lind was late", text),), speakers=("person/salo",), reported_in=None),
            Statement((span("late", text),), speakers=("person/lind",), reported_in=1),
        ),
        memberships=(
            MembershipClaim(
                "state/FI", "grouping/EU", "member", span("Lind was late"), statement=1
            ),
        ),
        offices=(OfficeClaim("person/lind", "minister", span("Lind was late"), statement=0),),
    )


def said(kind, *words, **more):
    spans = tuple(map(span, words))
    values = {"by": "Ada", "on": ON, **more}
    return Correction(A, kind, spans, tuple(words), **values)


def contents(document):
    return [" … ".join(s.of(document.article.text) for s in x.content) for x in document.statements]


def test_nothing_changes_without_corrections():
    assert corrected(document(), ()) == (document(), ())


def test_a_rejected_statement_is_gone_and_the_others_keep_their_numbers():
    done, unfit = corrected(document(), [said("reject", "Lind was late")])
    assert contents(done) == ["Taxes will fall, and wages will rise", "late"]
    assert [s.number for s in done.statements] == [1, 3]
    assert (done.statements[1].reported_in, done.memberships, unfit) == (None, (), ())
    assert done.offices[0].statement == 0


def test_an_accepted_statement_stays_as_it_is():
    done, unfit = corrected(document(), [said("accept", "late")])
    assert [replace(s, number=None) for s in done.statements] == [*document().statements]
    assert unfit == ()


@pytest.mark.parametrize(
    ("kind", "agents", "speakers", "speaks_for"),
    [
        ("speaker", [Agent("person/aho", "Aho")], ("person/aho",), ()),
        ("speaker", [Agent("state/SE", "Sweden")], ("state/SE",), ("state/SE",)),
        ("speaker", [Agent("body/RU/kremlin", "K.")], ("body/RU/kremlin",), ("state/RU",)),
        ("speaker", [], (), ()),
        ("principal", [Agent("grouping/EU", "EU")], ("person/lind",), ("grouping/EU",)),
        ("principal", [], ("person/lind",), ()),
    ],
)
def test_a_speaker_and_for_whom_he_speaks_are_corrected(kind, agents, speakers, speaks_for):
    words = "Taxes will fall, and wages will rise"
    done, unfit = corrected(document(), [said(kind, words, agents=tuple(agents))])
    first = done.statements[0]
    assert (first.speakers, first.speaks_for, unfit) == (speakers, speaks_for, ())
    assert (first.role is None) == (kind == "speaker")
    assert {a.key for a in agents} <= {e.key for e in done.entities}
    check(done, lambda key: key.startswith(("state/", "grouping/")))


def test_which_of_several_speakers_speaks_for_whom_is_kept_where_it_is_known_and_else_open():
    lind = Representation("person/lind", "state/FI")
    start = document()
    joint = replace(
        start.statements[0],
        speakers=("person/lind", "person/salo"),
        representations=(lind, Representation("person/salo", "state/SE")),
    )
    start = replace(start, statements=(joint, *start.statements[1:]))
    agents = (Agent("state/FI", "Finland"), Agent("state/NO", "Norway"))
    words = "Taxes will fall, and wages will rise"
    done, _ = corrected(start, [said("principal", words, agents=agents)])
    assert done.statements[0].representations == (lind, Representation(None, "state/NO"))


def test_a_statement_is_split_and_its_pieces_have_numbers_of_their_own():
    words = "Taxes will fall, and wages will rise"
    at = TEXT.index(" and wages")
    done, unfit = corrected(document(), [said("split", words, at=(at,))])
    assert contents(done) == ["Taxes will fall,", "and wages will rise", "Lind was late", "late"]
    assert [s.number for s in done.statements] == [1, 4, 2, 3]
    assert [s.speakers for s in done.statements[:2]] == [("person/lind",)] * 2
    assert (done.statements[3].reported_in, done.memberships[0].statement) == (2, 2)
    assert unfit == ()


@pytest.mark.parametrize(
    ("before", "first", "told"),
    [
        ("wages", "Taxes will fall", "split before “wages will rise”"),
        ("and wages", "Taxes will fall,", "split before “and wages will …”"),
        ("fall", "Taxes will", "split before “fall, and wages …”"),
    ],
)
def test_where_a_statement_is_split_what_only_joins_is_left_out(before, first, told):
    split = said("split", "Taxes will fall, and wages will rise", at=(TEXT.index(before),))
    assert contents(corrected(document(), [split])[0])[0] == first
    assert split.in_words == told


def test_statements_are_merged_and_what_pointed_to_them_points_to_the_one():
    done, unfit = corrected(document(), [said("merge", "Lind was late", "late")])
    assert contents(done)[1] == "Lind was late … late"
    assert [s.number for s in done.statements] == [1, 2]
    assert (done.statements[1].reported_in, done.memberships[0].statement) == (None, 1)
    assert unfit == ()


def test_corrections_follow_each_other_in_time():
    words, at = "Taxes will fall, and wages will rise", TEXT.index(" and wages")
    first = said("split", words, at=(at,))
    later = said("reject", "Taxes will fall,", on="2024-05-02T10:00:00+00:00")
    assert contents(corrected(document(), [later, first])[0])[:2] == [
        "and wages will rise",
        "Lind was late",
    ]
    done, unfit = corrected(document(), [first, replace(later, on="2024-04-30T10:00:00+00:00")])
    assert "Taxes will fall," in contents(done)
    assert len(unfit) == 1


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("Taxes will fall, and wages will ris", True),
        ("Taxes will fall, and wag", True),
        ("Taxes", False),
        ("told us", False),
    ],
)
def test_a_statement_drawn_a_little_differently_is_found_all_the_same(words, fits):
    done, unfit = corrected(document(), [said("reject", words)])
    assert (len(done.statements), len(unfit)) == ((2, 0) if fits else (3, 1))


def test_words_are_found_where_a_changed_text_has_them():
    changed = document("In Turku. " + TEXT)
    done, _ = corrected(changed, [said("reject", "Lind was late")])
    assert contents(done) == ["Taxes will fall, and wages will rise", "late"]
    gone = replace(said("reject", "late"), exact=("early",))
    assert corrected(changed, [gone])[1] == (gone,)


words_of_it = st.sampled_from(["Taxes will fall, and wages will rise", "Lind was late", "late"])
any_correction = st.builds(
    lambda kind, words, at, minute: said(
        kind, *sorted(words, key=TEXT.index), at=(at,) if kind == "split" else (),
        on=f"2024-05-01T10:{minute:02d}:00+00:00",
    ),
    st.sampled_from(["accept", "reject", "speaker", "principal", "merge", "split"]),
    st.sets(words_of_it, min_size=1, max_size=2),
    st.integers(0, len(TEXT)),
    st.integers(0, 59),
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(any_correction, max_size=5))
def test_whatever_is_said_the_document_stays_sound_and_no_correction_is_lost(corrections):
    done, unfit = corrected(document(), corrections)
    check(done, lambda key: key.startswith(("state/", "grouping/")))
    numbers = [s.number or n for n, s in enumerate(done.statements, 1)]
    assert len(set(numbers)) == len(numbers)
    assert set(unfit) <= set(corrections)
    assert [s.content[0] for s in done.statements] == sorted(s.content[0] for s in done.statements)


EVERY = [
    said("accept", "late"),
    said("reject", "Lind was late", reason="a <b>joke</b>"),
    said("speaker", "late", agents=(Agent("./source/1", "a source"), Agent("person/aho", "Aho"))),
    said("principal", "late", agents=(Agent("state/SE", "Sweden"),)),
    said("merge", "Lind was late", "late"),
    said("split", "Taxes will fall, and wages will rise", at=(16, 20)),
]


@pytest.mark.parametrize("correction", EVERY, ids=lambda c: c.kind)
def test_a_correction_comes_back_as_it_was_written(correction):
    if correction.kind == "principal":  # what states are called is said elsewhere
        correction = replace(correction, agents=(Agent("state/SE", "Sweden"),))
    assert read_graph(correction_graph([correction], BASE), BASE) == (correction,)
    assert from_json(correction.as_json()) == correction


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        (["Ada: Aho", "Bo: Berg"], "Berg"),
        (["Ada: Aho", "Bo: Berg", "Ada: Aho"], "Aho"),
        (["Ada: Aho", "Bo: Aho"], "Aho"),
    ],
)
def test_where_reviewers_disagree_the_last_word_counts(told, speaker):
    made = [
        said("speaker", "late", agents=(Agent(f"person/{who}", who),), by=by, on=f"2024-05-0{day}")
        for day, (by, who) in enumerate((words.split(": ") for words in told), 1)
    ]
    done, unfit = corrected(document(), made)
    assert (done.statements[2].speakers, unfit) == ((f"person/{speaker}",), ())


def test_a_rejection_counts_until_somebody_accepts():
    rejected = said("reject", "late")
    accepted = said("accept", "late", by="Bo", on="2024-05-02T10:00:00+00:00")
    assert len(corrected(document(), [rejected])[0].statements) == 2
    assert len(corrected(document(), [accepted, rejected])[0].statements) == 3


def test_a_later_word_replaces_ones_own_but_nobody_elses_and_may_be_taken_back():
    store = open_store("memory", create=True)
    accepted, rejected = said("accept", "late"), said("reject", "late", by="Bo")
    other = said("reject", "Lind was late")
    again = said("reject", "late", on="2024-05-02T10:00:00+00:00")
    for correction in (accepted, other, rejected):
        note(store, BASE, correction)
    assert set(read_corrections(store, BASE)) == {accepted, other, rejected}
    note(store, BASE, again)
    assert set(read_corrections(store, BASE)) == {again, other, rejected}
    take_back(store, BASE, again)
    assert set(read_corrections(store, BASE)) == {other, rejected}
    assert by_article(read_corrections(store, BASE)).keys() == {A}
    take_back(store, BASE, rejected)
    assert read_corrections(store, BASE) == (other,)
    take_back(store, BASE, other)
    assert read_corrections(store, BASE) == ()


def test_an_article_is_read_again_as_its_graph_has_it():
    store = open_store("memory", create=True)
    assert stored_article(store, A) is None
