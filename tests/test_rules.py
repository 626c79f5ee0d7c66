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


def test_a_reasoner_changes_no_answer():
    """The rules over what OWL 2 RL entails of ontology, article and reference, and without it."""
    plain = article() + reference()
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
    assert of(VERDICTS, one)
    assert of(["onBehalfOf"], one)


def legal(graph):
    """Return the triples that RDF knows: a reasoner also says things of literals."""
    kept = Graph()
    for s, p, o in graph:
        if isinstance(s, URIRef) and isinstance(p, URIRef) and not isinstance(o, BNode):
            kept.add((s, p, o))
    return kept
