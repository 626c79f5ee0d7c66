"""News of any size, the same for the same seed: real article graphs and texts with other names.

A template is an article that was read: its text and the graphs that came of it, with all their
mentions, sentences, statements and claims. A synthetic article is one of them under an IRI of its
own, on another day, with other persons and states in the place of each that the template names.
A few persons and states are in most of the news and most are in little of it (Zipf's law); new
persons keep coming, ever more slowly (Heaps' law).
"""

from __future__ import annotations

import hashlib
import io
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kg.iris import BASE, article_iri, slug
from kg.model import Article
from kg.pipeline import Pipeline
from kg.reference import Reference
from kg.vocabulary import shared_graphs

_FIRST = """Ada Ben Carla Dmitri Elif Farid Grace Hans Ines Jomo Keiko Lars Mira Nadia Omar Petra
Quentin Rosa Sami Tara Ugo Vera Wim Xenia Yusuf Zofia""".split()  # noqa: SIM905
_START = [
    "Al",
    "Bar",
    "Cor",
    "Del",
    "Est",
    "Far",
    "Gal",
    "Hol",
    "Ibr",
    "Jan",
    "Kor",
    "Lin",
    "Mar",
    "Nov",
    "Ost",
    "Pet",
    "Quin",
    "Ros",
    "Sal",
    "Tor",
]
_END = [
    "ado",
    "berg",
    "cic",
    "dze",
    "escu",
    "feld",
    "gov",
    "hart",
    "inen",
    "jic",
    "kov",
    "lund",
    "mann",
    "nik",
    "ova",
    "poulos",
    "ski",
    "tan",
]
_STATE = re.compile(re.escape(f"<{BASE}id/state/") + r"([A-Z]{2})>")
_PERSON = re.compile(re.escape(f"<{BASE}article/") + r"[0-9a-f]+/person/([^/>]+)>")
_ISSUED = re.compile(r'(terms/issued> ")[^"]*')


@dataclass(frozen=True)
class Template:
    """An article, its graphs by what follows its IRI, and the persons and states it names."""

    article: Article
    graphs: Mapping[str, str]
    persons: Mapping[str, str]
    states: Sequence[str]


def templates(pipeline: Pipeline, articles: Sequence[Article]) -> list[Template]:
    """Return the articles as templates; one that does not conform is left out."""
    outcomes = [pipeline(article) for article in articles]
    return [
        _template(o.article, {"": o.triples.decode(), "/inferred": o.inferred.decode()})
        for o in outcomes
        if o.conforms
    ]


def _template(article: Article, graphs: dict[str, str]) -> Template:
    own = graphs[""]
    persons = {}
    for key in sorted(set(_PERSON.findall(own))):
        iri = re.escape(f"{article_iri(BASE, article.id)}/person/{key}")
        label = re.search(rf'<{iri}> <[^>]*label> "([^"]*)"', own)
        persons[key] = label[1] if label else key
    return Template(article, graphs, persons, sorted(set(_STATE.findall(own))))


class News:
    """Synthetic articles by number, from these templates."""

    def __init__(self, made_of: Sequence[Template], reference: Reference, seed: int = 1) -> None:
        self._templates, self._seed = made_of, seed
        self._codes = sorted(state.code for state in reference.states if len(state.code) == 2)
        random.Random(seed).shuffle(self._codes)

    def article(self, number: int) -> Article:
        """Return the text of an article, with its own persons, to be read."""
        template, _, rename = self._draw(number)
        text = rename(template.article.text)
        return replace(template.article, text=text, url=_url(self._seed, number), origin=None)

    def graphs(self, number: int) -> dict[str, str]:
        """Return the graphs of an article by IRI, as N-Triples."""
        template, day, rename = self._draw(number)
        iri = article_iri(BASE, _id(self._seed, number))
        old = article_iri(BASE, template.article.id)
        return {
            f"{iri}{suffix}": _ISSUED.sub(rf"\g<1>{day}", rename(text.replace(old, iri)))
            for suffix, text in template.graphs.items()
        }

    def quads(self, numbers: Sequence[int] | range) -> Iterator[bytes]:
        """Yield the articles' graphs as N-Quads, one article at a time."""
        for number in numbers:
            for iri, text in self.graphs(number).items():
                yield text.replace(" .\n", f" <{iri}> .\n").encode()

    def _draw(self, number: int) -> tuple[Template, str, Callable[[str], str]]:
        chance = random.Random(f"{self._seed} {number}")
        template = chance.choice(self._templates)
        year, month, day = chance.randint(2015, 2025), chance.randint(1, 12), chance.randint(1, 28)
        known = int(20 * (number + 20) ** 0.6)  # persons in the news by now
        new: dict[str, str] = {}
        for key, label in template.persons.items():
            name = person(int(known * chance.random() ** 3))
            new[f"person/{key}"], new[label] = f"person/{slug(name)}", name
        for code in template.states:
            other = self._codes[int(len(self._codes) * chance.random() ** 3)]
            new[f"id/state/{code}>"] = f"id/state/{other}>"
        return template, f"{year}-{month:02}-{day:02}", partial(_renamed, new)


def _renamed(new: Mapping[str, str], text: str) -> str:
    if not new:
        return text
    pattern = "|".join(map(re.escape, sorted(new, key=len, reverse=True)))
    return re.sub(pattern, lambda found: new[found[0]], text)


def person(number: int) -> str:
    """Return a person's name: there are a hundred thousand and more.

    >>> person(0), person(12345) != person(12346)
    ('Ada Alado', True)
    """
    number, first = divmod(number, len(_FIRST))
    number, start = divmod(number, len(_START))
    number, end = divmod(number, len(_END))
    more = f" {_START[number % len(_START)]}{_END[number // len(_START) % len(_END)]}"
    return f"{_FIRST[first]} {_START[start]}{_END[end]}" + (more if number else "")


def shared(pipeline: Pipeline) -> Iterator[bytes]:
    """Yield ontology, shapes and reference data as N-Quads."""
    for iri, data in shared_graphs(pipeline.background, BASE).items():
        yield data.replace(b" .\n", f" <{iri}> .\n".encode())


class Stream(io.RawIOBase):
    """Bytes that are made while they are read; `size` counts them."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._rest, self.size = parts, b"", 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a buffer with what comes next."""
        room = memoryview(buffer)  # type: ignore[arg-type]
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = part
        taken, self._rest = self._rest[: len(room)], self._rest[len(room) :]
        room[: len(taken)] = taken
        self.size += len(taken)
        return len(taken)


def _id(seed: int, number: int) -> str:
    return hashlib.sha256(_url(seed, number).encode()).hexdigest()[:16]


def _url(seed: int, number: int) -> str:
    return f"https://news.example/{seed}/{number}"
