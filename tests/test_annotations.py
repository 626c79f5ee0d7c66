"""What of a document goes into the JSON of `kg extract`, and under which names."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kg.annotations import to_annotations
from kg.model import (
    Article,
    Document,
    Entity,
    MembershipClaim,
    Mention,
    OfficeClaim,
    PossiblePrincipal,
    Representation,
    Span,
    Statement,
)
from kg.reference import Grouping, Reference, State

TEXT = (
    "US President Joe Biden and NATO said Moscow must withdraw, the White House told AFP. "
    "German officials warned that “Ukraine is no member of Nato”. He met them in Moscow. "
    "The US State Department and the European Commission denied it. Soviet maps were shown."
)


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def state(
    code: str, name: str, recognition: Any = "un-member", names: tuple[str, ...] = ()
) -> State:
    return State(code, None, name, names, (), None, (), recognition, None, None, None, "")


def grouping(code: str, name: str) -> Grouping:
    return Grouping(code, name, (), "alliance", (), (), None, None, None, None, "")


REFERENCE = Reference(
    states=(
        state("US", "United States", names=("US",)),
        state("RU", "Russia"),
        state("UA", "Ukraine"),
        state("DE", "Germany"),
        state("SU", "Soviet Union", "historical"),
        state("XK", "Kosovo", "partly-recognised"),
    ),
    groupings=(grouping("NATO", "NATO"), grouping("EU", "European Union")),
)
ENTITIES = (
    Entity("person/joe-biden", "person", "Joe Biden", ("Biden", "Joe Biden", "Biden")),
    Entity("body/US/white-house", "body", "White House", of="state/US"),
    Entity("body/US/state-department", "body", "State Department", of="state/US"),
    Entity("body/EU/commission", "body", "European Commission", of="grouping/EU"),
    Entity("organisation/afp", "organisation", "AFP"),
    Entity("./source/1", "unnamed", "German officials", of="state/DE"),
    Entity("./group/1", "group", "reporters"),
    Entity("place/crimea", "place", "Crimea"),
)
MENTIONS = (
    Mention(at("US"), "state", "name", "state/US"),
    Mention(at("US President Joe Biden"), "person", "name", "person/joe-biden"),
    Mention(at("NATO"), "grouping", "name", "grouping/NATO"),
    Mention(at("Moscow"), "state", "metonym", "state/RU"),
    Mention(at("White House"), "body", "name", "body/US/white-house"),
    Mention(at("German"), "state", "demonym", "state/DE"),
    Mention(at("Ukraine"), "state", "name", "state/UA"),
    Mention(at("Nato"), "grouping", "name", "grouping/NATO"),
    Mention(at("He "), "person", "pronoun", "person/joe-biden"),
    Mention(at("them"), "grouping", "pronoun", "grouping/NATO"),
    Mention(at("Moscow", 1), "state", "location", "state/RU"),
    Mention(at("US", 1), "state", "name", "state/US"),
    Mention(at("US State Department"), "body", "name", "body/US/state-department"),
    Mention(at("European Commission"), "body", "name", "body/EU/commission"),
    Mention(at("Soviet"), "state", "demonym", "state/SU"),
    Mention(at("maps"), "place", "name", None),
)
STATEMENT = Statement(
    content=(at("Moscow must withdraw"),),
    source=(at("US President Joe Biden"),),
    cue=at("said"),
    speakers=("person/joe-biden", "grouping/NATO"),
    role="US President",
    representations=(
        Representation("person/joe-biden", "state/US"),
        Representation("grouping/NATO", "grouping/NATO"),
    ),
    reported_by="body/US/white-house",
    addressees=("organisation/afp", "state/US"),
    act="demand",
    about=("state/RU", "body/US/white-house", "person/joe-biden", "organisation/afp", "state/US"),
    confidence=0.75,
)
DOCUMENT = Document(
    Article(TEXT, title="Summit", name="07-summit", origin="/data/news/07-summit.txt"),
    mentions=MENTIONS,
    entities=ENTITIES,
    statements=(STATEMENT,),
)


def annotate(document: Document = DOCUMENT, **changes: Any) -> dict[str, Any]:
    found = to_annotations(replace(document, **changes), REFERENCE)
    assert json.loads(json.dumps(found)) == found
    return found


def spoken(statement: Statement) -> dict[str, Any]:
    (found,) = annotate(statements=(statement,))["statements"]
    assert isinstance(found, dict)
    return found


def test_the_head_names_the_article_and_no_folder() -> None:
    found = annotate()
    assert (found["id"], found["title"], found["text_file"]) == (
        "07-summit", "Summit", "07-summit.txt",
    )  # fmt: skip
    assert annotate(article=Article(TEXT))["text_file"] is None


def test_a_statement_has_spans_names_and_codes() -> None:
    assert spoken(STATEMENT) == {
        "id": "07-s01",
        "kind": "indirect",
        "speaker": {
            "name": "Joe Biden",
            "mention": {"start": 0, "end": 22, "exact": "US President Joe Biden"},
            "type": "person",
            "named": True,
            "role": "US President",
            "speaks_for": "US",
            "aliases": ["Biden"],
        },
        "co_speakers": ["NATO"],
        "reported_by": "White House",
        "addressee": "AFP",
        "co_addressees": ["United States"],
        "cue": {"start": 32, "end": 36, "exact": "said"},
        "content": [{"start": 37, "end": 57, "exact": "Moscow must withdraw"}],
        "speech_act": "demand",
        "speech_act_alt": [],
        "about": ["RU", "US", "Joe Biden"],
        "optional": False,
        "confidence": 0.75,
    }


@pytest.mark.parametrize(
    ("speaker", "name", "type_", "named", "speaks_for"),
    [
        ("state/RU", "Russia", "state-actor", True, "RU"),
        ("grouping/NATO", "NATO", "organisation", True, "NATO"),
        ("body/US/white-house", "White House", "state-actor", True, "US"),
        ("body/EU/commission", "European Commission", "state-actor", True, "EU"),
        ("organisation/afp", "AFP", "organisation", True, None),
        ("person/joe-biden", "Joe Biden", "person", True, None),
        ("./source/1", "unnamed German officials", "person", False, "DE"),
        ("./group/1", "unnamed reporters", "person", False, None),
    ],
)
def test_speakers_have_the_type_and_principal_of_their_kind(
    speaker: str, name: str, type_: str, named: bool, speaks_for: str | None
) -> None:
    found = spoken(Statement((at("it"),), speakers=(speaker,)))["speaker"]
    assert (found["name"], found["type"], found["named"]) == (name, type_, named)
    assert (found["speaks_for"], found["role"], found["mention"]) == (speaks_for, None, None)


@pytest.mark.parametrize(
    ("source", "name", "named"),
    [
        ((), "unnamed source (unattributed)", False),
        ((at("German officials"),), "unnamed German officials", False),
        ((at("the European Commission"),), "the European Commission", True),
    ],
)
def test_a_speaker_nobody_could_name_keeps_the_words_of_the_text(
    source: tuple[Span, ...], name: str, named: bool
) -> None:
    document = replace(DOCUMENT, mentions=(MENTIONS[13],))
    (found,) = annotate(document, statements=(Statement((at("it"),), source=source),))["statements"]
    assert (found["speaker"]["name"], found["speaker"]["named"]) == (name, named)


def test_a_second_telling_points_to_the_fuller_one() -> None:
    found = annotate(statements=(replace(STATEMENT, repeats=1), STATEMENT))["statements"]
    assert (found[0]["repeats"], found[1]["id"]) == ("07-s02", "07-s02")
    assert "repeats" not in found[1]


def test_where_it_is_open_for_whom_the_candidates_stand_beside() -> None:
    candidates = (PossiblePrincipal("state/RU", 0.4, "foremost", at("Moscow")),)
    open_ = replace(
        STATEMENT, speakers=("./source/1",), representations=(), may_speak_for=candidates
    )
    source = Entity("./source/1", "unnamed", "senior official")
    office = OfficeClaim("person/joe-biden", "President", at("He "), may_be_of=candidates)
    found = annotate(statements=(open_,), entities=(source, *ENTITIES[:1]), offices=(office,))
    listed = [
        {
            "code": "RU",
            "score": 0.4,
            "reason": "foremost",
            "evidence": {"start": at("Moscow").start, "end": at("Moscow").end, "exact": "Moscow"},
        }
    ]
    speaker = found["statements"][0]["speaker"]
    assert (speaker["speaks_for"], speaker["speaks_for_candidates"]) == (None, listed)
    assert (found["offices"][0]["org"], found["offices"][0]["org_candidates"]) == (None, listed)
    assert "speaks_for_candidates" not in spoken(STATEMENT)["speaker"]


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("00-seed", "00-s01"), ("news-12", "news-12-s01"), ("2021-04", "2021-04-s01")],
)
def test_statements_are_numbered_under_the_articles_name(name: str, identifier: str) -> None:
    assert annotate(article=Article(TEXT, name=name))["statements"][0]["id"] == identifier


def test_the_index_holds_all_who_could_speak() -> None:
    index = annotate()["entities"]
    assert index["Joe Biden"] == {
        "type": "person",
        "speaks_for": "US",
        "role": "US President",
        "named": True,
        "aliases": ["Biden"],
    }
    assert index["unnamed German officials"]["named"] is False
    assert "Crimea" not in index


def test_states_are_counted_by_name_demonym_and_metonym() -> None:
    states = annotate()["states"]
    assert [(s["iso2"], s["count"], s["status"], s["optional"]) for s in states] == [
        ("US", 3, "state", False),  # the US, the White House, the US State Department once
        ("RU", 1, "state", False),
        ("DE", 1, "state", False),
        ("UA", 1, "state", False),
        ("SU", 1, "historical", True),
    ]
    assert states[0]["by_type"] == {"name": 2, "demonym": 0, "metonym": 1, "location": 0}
    assert [(m["exact"], m["type"]) for m in states[1]["mentions"]] == [
        ("Moscow", "metonym"),
        ("Moscow", "location"),
    ]


def test_a_city_meant_as_a_place_does_not_make_its_state_present() -> None:
    assert annotate(mentions=(MENTIONS[10],))["states"] == []


def test_alliances_are_counted_with_their_organs() -> None:
    assert [(a["code"], a["count"]) for a in annotate()["alliances"]] == [("NATO", 2), ("EU", 1)]


@pytest.mark.parametrize(
    ("relation", "negated", "status"),
    [
        ("member", False, "member"),
        ("member", True, "non-member"),
        ("partner", False, "partner"),
        ("candidate", False, "candidate"),
        ("former", False, "former"),
        ("suspended", False, "suspended"),
        ("observer", False, None),
        ("partner", True, None),
    ],
)
def test_memberships_have_the_statuses_of_the_format(
    relation: Any, negated: bool, status: str | None
) -> None:
    claim = MembershipClaim(
        "state/UA", "grouping/NATO", relation, at("Ukraine is no member of Nato"), negated, "2021"
    )
    found = annotate(memberships=(claim,))["memberships"]
    assert [m["status"] for m in found] == ([status] if status else [])
    for m in found:
        assert (m["state"], m["alliance"], m["as_of"], m["explicit"]) == (
            "UA",
            "NATO",
            "2021",
            True,
        )
        assert m["evidence"]["exact"] == "Ukraine is no member of Nato"


@pytest.mark.parametrize(
    ("of", "relation", "org", "status"),
    [
        ("state/US", "holds", "US", "current"),
        ("grouping/NATO", "held", "NATO", "former"),
        ("organisation/afp", "holds", "AFP", "current"),
        (None, "holds", None, "current"),
    ],
)
def test_offices_name_person_title_and_organisation(
    of: str | None, relation: Any, org: str | None, status: str
) -> None:
    claim = OfficeClaim("person/joe-biden", "President", at("US President Joe Biden"), of, relation)
    (found,) = annotate(offices=(claim,))["offices"]
    assert (found["person"], found["aliases"], found["office"]) == (
        "Joe Biden", ["Biden"], "President",
    )  # fmt: skip
    assert (found["org"], found["status"], found["optional"]) == (org, status, False)


def test_an_empty_document_is_empty_lists() -> None:
    found = to_annotations(Document(Article("x")), REFERENCE)
    lists = ("statements", "states", "alliances", "memberships", "offices")
    assert all(found[key] == [] for key in lists)
    assert found["entities"] == {}


def test_a_statement_that_only_reports_another_gives_way_to_it() -> None:
    inner = Statement(
        content=(at("Moscow must withdraw"),),
        source=(at("US President Joe Biden and NATO"),),
        cue=at("said"),
        reported_in=1,
    )
    frame = Statement(content=(Span(0, at(", the White House").start),), cue=at("told"))
    wider = Statement(content=(Span(0, at("He met").start),), cue=at("told"))
    for outer, expected in ((frame, 1), (wider, 2)):
        document = Document(Article(TEXT), statements=(inner, outer))
        assert len(to_annotations(document, REFERENCE)["statements"]) == expected


def test_the_words_between_source_and_content_are_of_the_inner_statement() -> None:
    text = "Ghana told the envoys of the African Union in Accra on Monday that it would pay"
    inner = Statement(
        content=(Span(text.index("it would"), len(text)),),
        source=(Span(0, 5),),
        cue=Span(6, 10),
        reported_in=1,
    )
    outer = Statement(content=(Span(0, len(text)),))
    document = Document(Article(text), statements=(inner, outer))
    assert len(to_annotations(document, REFERENCE)["statements"]) == 1


def test_a_turn_of_a_transcript_stays_beside_what_is_told_in_it() -> None:
    text = "PRICE: Before we begin, Ghana condemned the coup."
    turn = Span(text.index("Before"), len(text))
    outer = Statement(content=(turn,), source=(Span(0, 5),), quoted=(turn,), form="direct")
    inner = Statement(
        content=(Span(text.index("the coup"), len(text) - 1),),
        source=(Span(text.index("Ghana"), text.index(" condemned")),),
        cue=Span(text.index("condemned"), text.index(" the coup")),
        reported_in=0,
    )
    found = to_annotations(Document(Article(text), statements=(outer, inner)), REFERENCE)
    assert [s["kind"] for s in found["statements"]] == ["direct", "indirect"]


def test_agencies_are_no_alliances() -> None:
    agency = replace(grouping("NATO", "NATO"), kind="agency")
    document = Document(
        Article(TEXT), mentions=(Mention(at("NATO"), "grouping", entity="grouping/NATO"),)
    )
    for groupings, expected in (((grouping("NATO", "NATO"),), 1), ((agency,), 0)):
        found = to_annotations(document, Reference(groupings=groupings))
        assert len(found["alliances"]) == expected
