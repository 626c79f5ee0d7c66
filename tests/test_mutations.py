"""A thousand random changes of a graph: the shapes find a fault where a second reading does."""

import random
from collections import Counter

import pytest
from rdflib import XSD, BNode, Graph, Literal, URIRef

from kg.iris import BASE
from kg.paths import ONTOLOGY
from kg.validation import load_validator
from kg.vocabulary import read_turtle

from .faults import article, reference
from .reading import flaws

CHANGES = 1000
STRANGE = (
    Literal(""),
    Literal("words"),
    Literal("words", lang="en"),
    Literal(7),
    Literal(-1),
    Literal(True),
    Literal("0.5", datatype=XSD.decimal),
    Literal("2021-03-03", datatype=XSD.date),
    Literal("2021"),
    URIRef(f"{BASE}id/person/nobody"),
    URIRef(f"{BASE}id/state/SE"),
    URIRef(f"{BASE}id/grouping/NATO"),
    BNode("somebody"),
)


def changed(triples: list, chance: random.Random) -> tuple[str, Graph]:
    """Return the kind of change, and the graph with one triple changed at random."""
    s, p, o = chance.choice(triples)
    other = chance.choice([*STRANGE, *(t[2] for t in triples)])
    near = chance.choice([t[2] for t in triples if t[1] == p])
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    kind = chance.choice(("drop", "put", "put", "add", "near", "shift", "rename", "edit"))
    if kind != "add":
        graph.remove((s, p, o))
    if kind in ("put", "add"):
        graph.add((s, p, other))
    elif kind == "near":
        graph.add((s, p, near))
    elif kind == "rename":
        graph.add((s, chance.choice([t[1] for t in triples]), o))
    elif kind in ("shift", "edit"):
        graph.add((s, p, nudged(o, chance)))
    return f"{kind} {s} {p} {o}", graph


def nudged(term, chance):
    """Return a number a little off, a text with one letter changed, another list's term."""
    if isinstance(term, Literal) and isinstance(term.value, int):
        return Literal(term.value + chance.choice((-2, -1, 1, 2)), datatype=term.datatype)
    if isinstance(term, Literal) and len(term) > 1:
        at = chance.randrange(len(term))
        return Literal(f"{term[:at]}#{term[at + 1 :]}", lang=term.language, datatype=term.datatype)
    return URIRef(f"{term}x") if isinstance(term, URIRef) else term


@pytest.mark.filterwarnings("ignore:.*:UserWarning")
def test_no_change_of_a_meaning_that_the_shapes_speak_of_passes_and_no_other_is_held_back():
    validator = load_validator(BASE, reference())
    known = read_turtle(ONTOLOGY) + reference()
    before, chance = article(), random.Random(20)
    triples = sorted(before)
    tally = Counter()
    assert flaws(before, known) == set()
    for _ in range(CHANGES):
        kind, graph = changed(triples, chance)
        wrong = flaws(graph, known)
        rules = {f.rule for f in validator.check(graph)}
        assert bool(wrong) == bool(rules), (kind, wrong, rules)
        tally["caught" if rules else "no flaw"] += 1
    assert tally["caught"] > CHANGES / 2
    assert tally["no flaw"] > CHANGES / 20
