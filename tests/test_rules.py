"""The rules as SPARQL and what a build derives in Python come to the same."""

import io
import random
from contextlib import closing
from functools import cache
from typing import get_args

from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from kg.inference import infer
from kg.iris import BASE, CQ
from kg.mapping import _RELATIONS
from kg.model import Article, Document, MembershipClaim, MembershipRelation, Span
from kg.ntriples import to_ntriples
from kg.paths import ONTOLOGY
from kg.plugins import open_store
from kg.reference import load_reference
from kg.reference_graph import reference_graph
from kg.rules import derive
from kg.vocabulary import read_turtle

from .examples import built
from .faults import article, reference

REFERENCE = load_reference()
C = Namespace(CQ)
ERRORS = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
VERDICTS = ("comparison", "agreesWith", "conflictsWith")


@cache
def background():
    return {
        f"{BASE}reference": to_ntriples(reference_graph(REFERENCE, BASE)),
        f"{BASE}ontology": to_ntriples(read_turtle(ONTOLOGY)),
    }


def of(names, triples):
    """Return the lines of N-Triples with one of these properties."""
    wanted = [f"<{CQ}{name}>".encode() for name in names]
    return sorted(line for line in triples.splitlines() if any(w in line for w in wanted))


def test_over_the_examples_both_come_to_the_same():
    graphs, derived = {}, b""
    with closing(open_store(str(built()))) as store:
        for iri in store.graphs():
            out = io.BytesIO()
            store.dump(out, "application/n-triples", iri)
            if iri.endswith("/inferred"):
                derived += out.getvalue()
            else:
                graphs[iri] = out.getvalue()
    found = derive(graphs)
    assert of(VERDICTS, found) == of(VERDICTS, derived)
    assert len(of(["comparison"], found)) > 5
    spoken = of(["onBehalfOf"], found)
    assert set(spoken) <= set(of(["onBehalfOf"], derived))
    assert len(spoken) > 5


def drawn(number, chance):
    """Return a document with one claim, and its graph as far as the rules look at it."""
    membership = chance.choice(REFERENCE.memberships)
    state = chance.choice((membership.member, f"state/{chance.choice(REFERENCE.states).code}"))
    dates = [d for d in (membership.valid_from, membership.valid_to) if d]
    day = chance.choice([*dates, "1999-03-12", "2021-04-13", "2004-05", "2012", "1950"])
    claim = MembershipClaim(
        state,
        membership.grouping,
        chance.choice(get_args(MembershipRelation)),
        Span(0, 1),
        chance.random() < 0.5,
        chance.choice((None, day, day[:4])),
    )
    issued = chance.choice((None, "2021-04-13", "2004-05-01", (day + "-01-01")[:10]))
    document = Document(Article(f"text {number}", published=issued), memberships=(claim,))
    article = URIRef(f"{BASE}article/{document.article.id}")
    node, graph = URIRef(f"{article}/claim/1"), Graph()
    graph.add((node, RDF.type, C.MembershipClaim))
    graph.add((node, C.inArticle, article))
    graph.add((node, C.claimSubject, URIRef(f"{BASE}id/{claim.subject}")))
    graph.add((node, C.claimObject, URIRef(f"{BASE}id/{claim.grouping}")))
    graph.add((node, C.claimRelation, _RELATIONS[claim.relation]))
    graph.add((node, C.negated, Literal(claim.negated)))
    if claim.as_of:
        graph.add((node, C.asOf, Literal(claim.as_of)))
    if issued:
        graph.add((article, DCTERMS.issued, Literal(issued, datatype=XSD.date)))
    return document, article, graph


def test_over_a_thousand_claims_both_come_to_the_same():
    chance = random.Random(11)
    graphs, expected = dict(background()), []
    for number in range(1000):
        document, article, graph = drawn(number, chance)
        graphs[str(article)] = to_ntriples(graph)
        expected += of(VERDICTS, to_ntriples(infer(document, REFERENCE, BASE)))
    found = of(VERDICTS, derive(graphs))
    assert found == sorted(expected)
    for verdict in ("Agrees", "Contradicts", "NotCovered"):
        assert sum(f"#{verdict}>".encode() in line for line in found) > 50


def test_what_is_only_possible_planned_or_wished_for_is_not_compared():
    _, article, graph = drawn(0, random.Random(11))
    node = URIRef(f"{article}/claim/1")
    for modality in ("AsPossible", "AsPlanned", "AsWished", "AsConditional"):
        graph.set((node, C.modality, C[modality]))
        found = derive({**background(), str(article): to_ntriples(graph)})
        assert of(VERDICTS, found) == [f"<{node}> <{CQ}comparison> <{CQ}NotCovered> .".encode()]


# One claim for each way through the rules: subject, relation, object, denied, of when, verdict.
CASES = [
    ("state/NO", "isMemberOf", "grouping/NATO", False, None, "Agrees"),
    ("state/NO", "isMemberOf", "grouping/NATO", True, None, "Contradicts"),
    ("state/NO", "isMemberOf", "grouping/NATO", False, "1948", "NotCovered"),
    ("state/FI", "isPartnerOf", "grouping/NATO", False, None, "Agrees"),
    ("state/FI", "isMemberOf", "grouping/NATO", False, None, "Contradicts"),  # a partner then
    ("state/FI", "isMemberOf", "grouping/NATO", True, "2023", "NotCovered"),  # joined in that year
    ("state/FI", "isCandidateFor", "grouping/NATO", False, "2024-05-01", "Contradicts"),
    ("state/FI", "isObserverAt", "grouping/NATO", False, None, "NotCovered"),
    ("state/GE", "isMemberOf", "grouping/NATO", False, None, "Contradicts"),  # all are listed
    ("state/GE", "isMemberOf", "grouping/NATO", True, None, "Agrees"),
    ("state/GE", "formerlyMemberOf", "grouping/NATO", False, None, "Contradicts"),
    ("state/CS", "isMemberOf", "grouping/NATO", False, None, "NotCovered"),  # no state any more
    ("state/NO", "formerlyMemberOf", "grouping/NATO", False, None, "Contradicts"),
    ("state/CS", "formerlyMemberOf", "grouping/COE", False, None, "Agrees"),
    ("state/CS", "formerlyMemberOf", "grouping/COE", True, None, "Contradicts"),
    ("state/SE", "isMemberOf", "grouping/COE", True, None, "NotCovered"),  # not all are listed
]
TURTLE = f"""
@base <{BASE}> .
@prefix cq: <{CQ}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<id/grouping/NATO> cq:membersCompleteFrom "1949-04-04" .
<id/grouping/EU> a cq:InternationalGrouping .
<id/membership/CS-COE> a cq:Membership ; cq:membershipStatus cq:FullMember ;
    cq:member <id/state/CS> ; cq:organisation <id/grouping/COE> ;
    cq:validFrom "1991-02-21T00:00:00Z"^^xsd:dateTime ; cq:validFromPrecision "day" ;
    cq:validTo "1992-12-31T00:00:00Z"^^xsd:dateTime ; cq:validToPrecision "day" .
"""
SPEAKERS = {  # each kind that speaks for somebody by what it is, and one that does not
    "state/SE": "state/SE",
    "grouping/NATO": "grouping/NATO",
    "grouping/COE": "grouping/COE",
    "grouping/EU": "grouping/EU",
    "body/NO/stortinget": "state/NO",
    "person/erna-solberg": None,
}


def cases():
    """Return a claim for each case and a statement for each speaker."""
    graph, said = Graph().parse(data=TURTLE), URIRef(f"{BASE}article/cases")
    graph.add((said, DCTERMS.issued, Literal("2021-03-04", datatype=XSD.date)))
    for number, (subject, relation, grouping, negated, as_of, _) in enumerate(CASES):
        node = URIRef(f"{said}/claim/{number}")
        graph.add((node, RDF.type, C.MembershipClaim))
        graph.add((node, C.inArticle, said))
        graph.add((node, C.claimSubject, URIRef(f"{BASE}id/{subject}")))
        graph.add((node, C.claimRelation, C[relation]))
        graph.add((node, C.claimObject, URIRef(f"{BASE}id/{grouping}")))
        graph.add((node, C.negated, Literal(negated)))
        if as_of:
            graph.add((node, C.asOf, Literal(as_of)))
    for number, speaker in enumerate(SPEAKERS):
        node = URIRef(f"{said}/statement/{number}")
        graph.add((node, RDF.type, C.Statement))
        graph.add((node, C.speaker, URIRef(f"{BASE}id/{speaker}")))
    return graph


def test_a_reasoner_changes_no_answer():
    """The rules over what OWL 2 RL entails of ontology, article and reference, and without it."""
    plain = article() + reference() + cases()
    entailed = plain + read_turtle(ONTOLOGY)
    DeductiveClosure(OWLRL_Semantics).expand(entailed)
    assert not list(entailed.subjects(RDF.type, ERRORS))
    assert len(entailed) > 3 * len(plain)
    known = {f"{BASE}ontology": background()[f"{BASE}ontology"]}
    one, other = (
        derive({**known, f"{BASE}article/1": to_ntriples(legal(graph))})
        for graph in (plain, entailed)
    )
    assert one == other
    found = Graph().parse(data=one, format="nt")
    said = f"{BASE}article/cases"
    verdicts = [found.value(URIRef(f"{said}/claim/{n}"), C.comparison) for n in range(len(CASES))]
    assert verdicts == [C[case[-1]] for case in CASES]
    for number, principal in enumerate(SPEAKERS.values()):
        told = found.value(URIRef(f"{said}/statement/{number}"), C.onBehalfOf)
        assert told == (principal and URIRef(f"{BASE}id/{principal}"))


def legal(graph):
    """Return the triples that RDF knows: a reasoner also says things of literals."""
    kept = Graph()
    for s, p, o in graph:
        if isinstance(s, URIRef) and isinstance(p, URIRef) and not isinstance(o, BNode):
            kept.add((s, p, o))
    return kept
