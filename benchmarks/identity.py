"""How the cost of telling who is who grows with the persons: `python -m benchmarks.identity`.

Invented persons of invented articles: names made of syllables, some borne by many and most by few,
written in several spellings, two in three with an office of a state. A time twice as long for twice
as many is a ratio of 2; were every person compared with every other, it would be 4.
"""

from __future__ import annotations

import random
import time

import click

from kg.identity.entities import Person
from kg.identity.profiles import Profile, post
from kg.identity.reading import anchors_of
from kg.identity.resolution import resolve
from kg.iris import BASE
from kg.reference import load_reference

_STARTS = "b d f g h j k l m n p r s t v z br ch dr gr kh kr sh st tr zh".split()  # noqa: SIM905
_VOWELS = "a e i o u".split()  # noqa: SIM905
_ENDS = "n r l s m k t d sky enko ov ian ez son berg man ini es".split()  # noqa: SIM905
_SPELLINGS = (("kh", "h"), ("sky", "skyy"), ("enko", "enka"), ("zh", "j"), ("k", "q"))
_STATES = tuple(f"state/{a}{b}" for a in "ABCDEFGHIJ" for b in "KLMNOPQRST")


def persons(count: int, seed: int = 1) -> list[Person]:
    """Return as many persons; a third as many bearers, of whom the first are met most often."""
    chance = random.Random(seed)
    bearers = [_bearer(chance) for _ in range(count // 3)]
    return [_met(number, bearers, chance) for number in range(count)]


def _word(chance: random.Random, syllables: int) -> str:
    parts = [chance.choice(_STARTS) + chance.choice(_VOWELS) for _ in range(syllables)]
    return "".join(parts) + chance.choice(_ENDS)


def _bearer(chance: random.Random) -> tuple[str, str, str]:
    return _word(chance, 1), _word(chance, chance.choice((1, 2, 2, 3))), chance.choice(_STATES)


def _met(number: int, bearers: list[tuple[str, str, str]], chance: random.Random) -> Person:
    given, surname, state = bearers[int(len(bearers) * chance.random() ** 2)]
    if chance.random() < 0.2:
        surname = surname.replace(*chance.choice(_SPELLINGS))
    year = str(chance.randint(2000, 2025))
    posts = [post("minister", state, "holds", year, year)] if chance.random() < 0.67 else []
    name = surname if chance.random() < 0.1 else f"{given} {surname}"
    iri = f"{BASE}article/{number:07}"
    profile = Profile(frozenset([name.title()]), frozenset(posts), frozenset([int(year)]))
    return Person(f"{iri}/person/{name.replace(' ', '-')}", name.title(), profile, iri)


@click.command()
@click.option("--most", default=100_000, show_default=True, help="Persons in the last row.")
def main(most: int) -> None:
    """Print a table: persons, entities, CPU seconds, ratio to the row before."""
    anchors = anchors_of(load_reference(), BASE)
    before = 0.0
    click.echo("| persons | entities | CPU s | ms a person | ratio |\n|---|---|---|---|---|")
    for count in (most // 8, most // 4, most // 2, most):
        people = persons(count)
        started = time.process_time()
        outcome = resolve(people, anchors, base=BASE)
        took = time.process_time() - started
        ratio = f"{took / before:.1f}" if before else ""
        click.echo(
            f"| {count:,} | {len(outcome.entities):,} | {took:.1f} | {1000 * took / count:.2f} "
            f"| {ratio} |"
        )
        before = took


if __name__ == "__main__":
    main()
