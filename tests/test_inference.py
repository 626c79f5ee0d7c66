import pytest

from kg.inference import compare, infer
from kg.iris import BASE
from kg.model import Article, Document, Entity, MembershipClaim, Span, Statement
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
        ("BR", "member", "IMF", False, None, "2021-04-13", "not covered"),  # the list is not
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


def test_what_is_derived_names_the_principal_and_the_membership():
    document = Document(
        Article("Finland is a member of NATO, Ada Example said.", published="2024-01-01"),
        entities=(Entity("person/ada-example", "person", "Ada Example"),),
        statements=(
            Statement(
                content=(Span(0, 27),), speakers=("person/ada-example",), speaks_for=("state/FI",)
            ),
        ),
        memberships=(
            MembershipClaim("state/FI", "grouping/NATO", "member", Span(0, 27), statement=0),
        ),
    )
    triples = to_ntriples(infer(document, REFERENCE, BASE)).decode()
    article = f"{BASE}article/{document.article.id}"
    assert triples.splitlines() == [
        f"<{article}/claim/1> <https://w3id.org/communique/ontology#agreesWith> "
        f"<{BASE}id/membership/FI-NATO-member> .",
        f"<{article}/claim/1> <https://w3id.org/communique/ontology#comparison> "
        "<https://w3id.org/communique/ontology#Agrees> .",
        f"<{article}/statement/1> <https://w3id.org/communique/ontology#onBehalfOf> "
        f"<{BASE}id/state/FI> .",
    ]
