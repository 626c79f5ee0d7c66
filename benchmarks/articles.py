"""Graphs of invented articles in our ontology, the same for the same seed, as N-Quads."""

from __future__ import annotations

import random
from collections.abc import Iterator

KG = "https://w3id.org/communique/kg/"
CQ = "https://w3id.org/communique/ontology#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_TERMS = "http://purl.org/dc/terms/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_WORDS = """
sanctions treaty border summit ceasefire tariff election parliament minister alliance troops talks
energy gas pipeline economy inflation crisis climate accord nuclear inspection vote protest court
reform budget loan aid security cyber agency report welcomed rejected denied extended suspended
expected strongly today region north south coast port airport bridge
""".split()  # noqa: SIM905 (a list a line would hide the rest)
_ACTS = ("Assert", "Announce", "Warn", "Demand", "Promise", "Reject", "Welcome", "Accuse")
STATES, GROUPINGS, PERSONS, PUBLISHERS = 195, 60, 3000, 40


def dataset(articles: int, seed: int = 1) -> Iterator[str]:
    """Yield the lines of a reference graph and of `articles` articles, some 56 quads each."""
    chance = random.Random(seed)
    yield from _reference(chance)
    for number in range(articles):
        graph = f"{KG}article/{number:06d}"
        for triple in article(number, chance):
            yield f"{triple} <{graph}> ."


def article(number: int, chance: random.Random, edition: int = 0) -> Iterator[str]:
    """Yield the triples of one article without the final dot; `edition` is in every statement."""
    iri, words = f"{KG}article/{number:06d}", lambda n: " ".join(chance.choices(_WORDS, k=n))
    day = f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    yield f"<{iri}> {_TYPE} <{CQ}Article>"
    yield f'<{iri}> <{_TERMS}title> "{words(8)}"'
    yield f'<{iri}> <{_TERMS}issued> "{day}"^^<{_XSD}date>'
    yield f'<{iri}> <{_TERMS}publisher> "Publisher {chance.randrange(PUBLISHERS)}"'
    yield f'<{iri}> <{CQ}text> "{words(120)}"'
    for index in range(chance.choice((2, 3, 4, 4, 5, 6))):
        said, span = f"{iri}/statement/{index}", f"{iri}/span/{index}"
        start = chance.randrange(4000)
        yield f"<{said}> {_TYPE} <{CQ}Statement>"
        yield f"<{said}> <{CQ}inArticle> <{iri}>"
        yield f"<{said}> <{CQ}speaker> <{_skewed('person', PERSONS, chance)}>"
        yield f"<{said}> <{CQ}speechAct> <{CQ}{chance.choice(_ACTS)}>"
        yield f"<{said}> <{CQ}form> <{CQ}{chance.choice(('Direct', 'Indirect', 'Mixed'))}>"
        yield f'<{said}> <{CQ}confidence> "{chance.random():.2f}"^^<{_XSD}decimal>'
        yield f'<{said}> {_LABEL} "edition {edition}: {words(5)}"@en'
        for _ in range(chance.randint(1, 2)):
            yield f"<{said}> <{CQ}about> <{_skewed('state', STATES, chance)}>"
        if chance.random() < 0.3:
            yield f"<{said}> <{CQ}addressee> <{KG}id/state/{chance.randrange(STATES)}>"
        yield f"<{said}> <{CQ}contentSpan> <{span}>"
        yield f"<{span}> {_TYPE} <{CQ}Span>"
        yield f'<{span}> <{CQ}exact> "{words(chance.randint(8, 30))}"'
        yield f'<{span}> <{CQ}start> "{start}"^^<{_XSD}integer>'
        yield f'<{span}> <{CQ}end> "{start + 90}"^^<{_XSD}integer>'


def _skewed(kind: str, size: int, chance: random.Random) -> str:
    """Return one of many, the first of them far more often than the last, as in the news."""
    return f"{KG}id/{kind}/{int(size * chance.random() ** 2)}"


def _reference(chance: random.Random) -> Iterator[str]:
    for kind, type_, size in (
        ("state", "State", STATES),
        ("grouping", "Grouping", GROUPINGS),
        ("person", "Person", PERSONS),
    ):
        for number in range(size):
            iri = f"{KG}id/{kind}/{number}"
            yield f"<{iri}> {_TYPE} <{CQ}{type_}> <{KG}reference> ."
            yield f'<{iri}> {_LABEL} "{type_} {number}"@en <{KG}reference> .'
            if kind == "person":
                state = _skewed("state", STATES, chance)
                yield f"<{iri}> <{CQ}represents> <{state}> <{KG}reference> ."
            if kind == "state":
                for grouping in chance.sample(range(GROUPINGS), chance.randint(1, 6)):
                    member = f"<{KG}id/grouping/{grouping}>"
                    yield f"<{iri}> <{CQ}isMemberOf> {member} <{KG}reference> ."
            if kind == "grouping" and number:
                above = f"<{KG}id/grouping/{number // 2}>"
                yield f"<{iri}> <{CQ}isPartOf> {above} <{KG}reference> ."
