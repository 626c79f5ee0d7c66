import pytest
from rdflib import RDFS, Namespace, URIRef

from kg.inference import compare, infer
from kg.iris import BASE, CQ
from kg.model import (
    Article,
    Document,
    Entity,
    MembershipClaim,
    Representation,
    Span,
    Statement,
)
from kg.ntriples import to_ntriples
from kg.reference import load_reference

REFERENCE = load_reference()


@pytest.mark.parametrize(
    ("subject", "relation", "grouping", "negated", "as_of", "published", "verdict"),
    [
        ("FI", "member", "NATO", False, None, "2023-05-01", "agrees"),
        ("FI", "member", "NATO", False, None, "2022-05-01", "contradicts"),
        ("FI", "member", "NATO", False, "2023", "2022-05-01", "agrees"),
        ("UA", "partner", "NATO", False, None, "2021-04-13", "agrees"),
        ("UA", "member", "NATO", True, None, "2021-04-13", "agrees"),
        ("UA", "member", "NATO", False, None, "2021-04-13", "contradicts"),
        ("DE", "member", "NATO", True, None, "2021-04-13", "contradicts"),
        ("GB", "former", "EU", False, None, "2021-04-13T08:00:00Z", "agrees"),
        ("GB", "former", "EU", False, None, "2019-04-13", "contradicts"),
        ("GB", "former", "EU", True, None, "2019-04-13", "agrees"),
        ("GB", "former", "EU", False, "2020", "2021-04-13", "agrees"),  # left in that year
        ("GB", "former", "EU", False, "2020-01-31", "2021-04-13", "agrees"),
        ("UZ", "former", "CSTO", False, "2012", "2022-01-13", "agrees"),
        ("BR", "member", "NATO", False, None, "2021-04-13", "contradicts"),  # the list is complete
        ("BR", "member", "NATO", True, None, "2021-04-13", "agrees"),
        ("BR", "member", "NATO", True, None, "1948-04-13", "not covered"),  # before the founding
        ("BR", "member", "IAEA", False, None, "2021-04-13", "not covered"),  # the list is not
        ("DK", "member", "EU", False, "1973", "2021-04-13", "agrees"),  # as European Community
        ("DK", "member", "EEC", False, "1973", "2021-04-13", "agrees"),
        ("AO", "member", "NAM", False, None, "2021-04-13", "not covered"),  # since when is unknown
        ("US", "member", "ICC", True, None, "2021-04-13", "agrees"),
        ("FI", "member", "NATO", True, "2023", "2024-04-13", "not covered"),  # joined in that year
        ("PL", "candidate", "EU", False, None, "2021-04-13", "contradicts"),
        ("BR", "former", "NATO", False, None, "2021-04-13", "contradicts"),
        ("BR", "former", "NATO", True, None, "2021-04-13", "agrees"),
        ("SCG", "member", "UN", False, None, "2004-04-13", "agrees"),
        ("RS", "member", "UN", False, None, "2004-04-13", "not covered"),  # no state of its own
        ("ME", "member", "UN", True, "2006", "2021-04-13", "not covered"),  # became one in 2006
        ("YU", "member", "UN", False, None, "2001-04-13", "agrees"),
        ("YU", "former", "UN", False, None, "2021-04-13", "agrees"),
        ("YD", "member", "UN", False, None, "1980-04-13", "agrees"),
        ("YD", "member", "NATO", False, None, "2021-04-13", "not covered"),  # of the past
        ("HK", "member", "WTO", False, None, "2021-04-13", "agrees"),
        ("UA", "partner", "NATO", False, None, None, "not covered"),
        ("FI", "member", "NATO", False, None, None, "not covered"),
    ],
)
def test_a_claim_is_compared_on_the_day_it_is_about(
    subject, relation, grouping, negated, as_of, published, verdict
):
    claim = MembershipClaim(
        f"state/{subject}", f"grouping/{grouping}", relation, Span(0, 1), negated, as_of
    )
    assert compare(claim, published, REFERENCE)[0] == verdict


def test_a_claim_is_derived_with_the_membership_that_shows_it():
    document = Document(
        Article("Finland is a member of NATO.", published="2024-01-01"),
        memberships=(MembershipClaim("state/FI", "grouping/NATO", "member", Span(0, 27)),),
    )
    triples = to_ntriples(infer(document, REFERENCE, BASE)).decode()
    claim = f"<{BASE}article/{document.article.id}/claim/1>"
    assert triples.splitlines() == [
        f"{claim} <{CQ}agreesWith> <{BASE}id/membership/FI-NATO-member> .",
        f"{claim} <{CQ}comparison> <{CQ}Agrees> .",
    ]


def test_which_speaker_speaks_for_whom_is_derived():
    ada, unnamed = "person/ada-example", "./source/1"
    statement = Statement(
        content=(Span(0, 15),),
        speakers=(ada, "grouping/NATO", unnamed),
        representations=(
            Representation(ada, "state/FI"),
            Representation("grouping/NATO", "grouping/NATO"),
            Representation(None, "state/FI"),
        ),
    )
    document = Document(
        Article("All will be well, Ada Example, NATO and a diplomat said."),
        entities=(Entity(ada, "person", "Ada Example"), Entity("state/FI", "state", "Finland")),
        statements=(statement,),
    )
    found = infer(document, REFERENCE, BASE)
    article = f"{BASE}article/{document.article.id}"
    node, cq = URIRef(f"{article}/statement/1"), Namespace(CQ)
    told = {
        (str(found.value(r, RDFS.label)), found.value(r, cq.representative), principal)
        for r in found.objects(node, cq.hasRepresentation)
        for principal in found.objects(r, cq.represented)
    }
    finland, nato = URIRef(f"{BASE}id/state/FI"), URIRef(f"{BASE}id/grouping/NATO")
    full = "North Atlantic Treaty Organization"
    assert told == {
        ("Ada Example for Finland", URIRef(f"{article}/{ada}"), finland),
        (f"{full} for {full}", nato, nato),
        ("one of the speakers for Finland", None, finland),
    }
    assert set(found.objects(node, cq.onBehalfOf)) == {finland, nato}
