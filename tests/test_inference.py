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
        ("FI", "member", "NATO", False, None, "2022-05-01", "conflicts"),
        ("FI", "member", "NATO", False, "2023", "2022-05-01", "agrees"),
        ("UA", "partner", "NATO", False, None, "2021-04-13", "agrees"),
        ("UA", "member", "NATO", True, None, "2021-04-13", "agrees"),
        ("UA", "member", "NATO", False, None, "2021-04-13", "conflicts"),
        ("DE", "member", "NATO", True, None, "2021-04-13", "conflicts"),
        ("GB", "former", "EU", False, None, "2021-04-13T08:00:00Z", "agrees"),
        ("GB", "former", "EU", False, None, "2019-04-13", "conflicts"),
        ("GB", "former", "EU", True, None, "2019-04-13", "agrees"),
        ("BR", "member", "NATO", False, None, "2021-04-13", "not covered"),
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
    agreeing, conflicting = compare(claim, published, REFERENCE)
    assert not (agreeing and conflicting)
    found = "agrees" if agreeing else "conflicts" if conflicting else "not covered"
    assert found == verdict


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
        f"<{article}/statement/1> <https://w3id.org/communique/ontology#onBehalfOf> "
        f"<{BASE}id/state/FI> .",
    ]
