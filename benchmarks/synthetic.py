"""News of any size, the same for the same seed: real article graphs and texts with other names.

A template is an article that was read: its text and the graphs that came of it, with all their
mentions, sentences, statements and claims. A synthetic article is one of them under an IRI of its
own, on another day, with other persons and states in the place of each that the template names; its
text has paragraphs of several templates, so that two articles are no copies of each other, but for
one in twenty that is one of an earlier article. A few states are in most of the news and most are
in little of it (Zipf's law). Who holds an office holds it for a term, and is of one state; others
have a state or none, a few of them are in much of the news, and new ones keep coming, ever more
slowly (Heaps' law). Some names are common, and some persons have the name of another one.
"""

from __future__ import annotations

import hashlib
import io
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import product

from rdflib import RDF, RDFS

from kg.iris import BASE, CQ, article_iri, slug
from kg.mentioned import mentioned_iri
from kg.model import Article
from kg.ntriples import to_ntriples
from kg.pipeline import Pipeline
from kg.reference import Reference
from kg.vocabulary import program_graph, shared_graphs

_FIRST = """Ada Ben Carla Dmitri Elif Farid Grace Hans Ines Jomo Keiko Lars Mira Nadia Omar Petra
Quentin Rosa Sami Tara Ugo Vera Wim Xenia Yusuf Zofia""".split()  # noqa: SIM905
_START = """Al Bar Cor Del Est Far Gal Hol Ibr Jan Kor Lin Mar Nov Ost Pet Quin Ros Sal
Tor""".split()  # noqa: SIM905
_MIDDLE = """ab ad ag ak al am an ar as at av az ek el em en er il in ir is ol om
on""".split()  # noqa: SIM905
_END = """ado berg cic dze escu feld gov hart inen jic kov lund mann nik ova poulos ski
tan""".split()  # noqa: SIM905
_SURNAMES = len(_START) * len(_MIDDLE) * len(_END)
_COPIES = 0.05  # share of articles that are copies of an earlier one
_IN_OFFICE = 0.5  # share of those with an office who hold it just then
_POSTS = 200  # offices, by order of magnitude, that the others share out among themselves
_TERM = 4  # years for which somebody holds an office
_LEAST_SURNAME = 4  # letters: shorter ones are words, too
_STATE = re.compile(re.escape(f"<{BASE}id/state/") + r"([A-Z]{2})>")
_PERSON = re.compile(re.escape(f"<{BASE}article/") + r"[0-9a-f]+/person/([^/>]+)>")
_ISSUED = re.compile(r'(terms/issued> ")[^"]*')
_FACT = re.compile(r"<([^>]*)> <([^>]*)> <([^>]*)> \.")
_THINGS = {
    "office": "Office",
    "organisation": "Organisation",
    "body": "GovernmentBody",
    "place": "Place",
}
_THING = re.compile(re.escape(f"<{BASE}id/") + f"((?:{'|'.join(_THINGS)})/[^>]+)>")
_POST = re.compile(r"state/([A-Z]{2})(?=/|$)")


@dataclass(frozen=True)
class Template:
    """An article, its graphs by what follows its IRI, and the persons and states it names.

    `persons` are their names by key; `posts` are the offices they hold (`state/DE/chancellor`) or
    the state they speak for (`state/DE`), where either is told.
    """

    article: Article
    graphs: Mapping[str, str]
    persons: Mapping[str, str]
    posts: Mapping[str, str]
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
    posts = dict(_posts("".join(graphs.values()), f"{article_iri(BASE, article.id)}/person/"))
    return Template(article, graphs, persons, posts, sorted(set(_STATE.findall(own))))


def _posts(graphs: str, persons: str) -> Iterator[tuple[str, str]]:
    """Yield person and office, or the state spoken for; of several what comes last counts."""
    told: dict[tuple[str, str], str] = {(s, p): o for s, p, o in _FACT.findall(graphs)}
    for office, owner in (("speaker", "onBehalfOf"), ("claimSubject", "claimObject")):
        for (subject, predicate), person in told.items():
            post = told.get((subject, CQ + owner), "").removeprefix(f"{BASE}id/")
            post = post.removeprefix("office/")
            known = post.startswith(("state/", "grouping/"))
            if known and predicate == CQ + office and person.startswith(persons):
                yield person.removeprefix(persons), post


class News:
    """Synthetic articles by number, from these templates."""

    def __init__(self, made_of: Sequence[Template], reference: Reference, seed: int = 1) -> None:
        self._templates, self._seed, self._reference = made_of, seed, reference
        self._codes = sorted(state.code for state in reference.states if len(state.code) == 2)
        random.Random(seed).shuffle(self._codes)
        self._persons = {k: n for t in made_of for k, n in t.persons.items()}
        self._posts = {k: p for t in made_of for k, p in t.posts.items()}
        self._paragraphs = [p for t in made_of for p in t.article.text.splitlines() if p]

    def president(self, place: float) -> str:
        """Return the name of a president, from 0 (whose state is most in the news) up to 1."""
        code = self._codes[int(len(self._codes) * place**3)]
        return person(f"state/{code}/president in {2020 // _TERM}")

    def article(self, number: int) -> Article:
        """Return the text of an article, with its own persons, to be read."""
        chance = self._chance(number)
        template, day = self._drawn(chance)
        if chance.random() < _COPIES:
            text = self.article(number // 2).text
        else:
            parts = len([p for p in template.article.text.splitlines() if p])
            joined = "\n".join(chance.sample(self._paragraphs, parts))
            cast = self._cast(chance, number, day, self._persons, self._posts)
            text = _renamed({old: new for old, new in cast.items() if "/" not in old}, joined)
        return replace(
            template.article, text=text, published=day, url=_url(self._seed, number), origin=None
        )

    def graphs(self, number: int) -> dict[str, str]:
        """Return the graphs of an article by IRI, as N-Triples."""
        chance = self._chance(number)
        template, day = self._drawn(chance)
        iri = article_iri(BASE, _id(self._seed, number))
        old = article_iri(BASE, template.article.id)
        states = {
            code: self._codes[int(len(self._codes) * chance.random() ** 3)]
            for code in template.states
        }
        posts = {
            key: _POST.sub(lambda m: f"state/{states.get(m[1], m[1])}", post)
            for key, post in template.posts.items()
        }
        new = self._cast(chance, number, day, template.persons, posts)
        for (code, other), end in product(states.items(), "/>"):
            new[f"/state/{code}{end}"] = f"/state/{other}{end}"
        rename = partial(_renamed, new)
        return {
            f"{iri}{suffix}": _ISSUED.sub(rf"\g<1>{day}", rename(text.replace(old, iri)))
            for suffix, text in template.graphs.items()
        }

    def quads(self, numbers: Sequence[int] | range) -> Iterator[bytes]:
        """Yield as N-Quads the articles' graphs, and once what they name and nothing else knows."""
        things = set[str]()
        for number in numbers:
            graphs = self.graphs(number)
            new = {t for text in graphs.values() for t in _THING.findall(text)} - things
            graphs[mentioned_iri(BASE)] = "".join(map(self._description, sorted(new)))
            things |= new
            for iri, text in graphs.items():
                yield text.replace(" .\n", f" <{iri}> .\n").encode()

    def _description(self, key: str) -> str:
        """Return what a thing is, by its key, as N-Triples; empty where the reference tells."""
        sort, _, name = key.partition("/")
        of, _, title = name.rpartition("/")
        if self._reference.entity(key) or self._reference.has_office(of, title):
            return ""
        lines = [f"<{RDF.type}> <{CQ}{_THINGS[sort]}>"]
        lines.append(f'<{RDFS.label}> "{title.replace("-", " ")} ({of or sort})"@en')
        if sort == "office":
            lines.append(f"<{CQ}officeOf> <{BASE}id/{of}>")
        return "".join(f"<{BASE}id/{key}> {line} .\n" for line in lines)

    def _chance(self, number: int) -> random.Random:
        return random.Random(f"{self._seed} {number}")

    def _drawn(self, chance: random.Random) -> tuple[Template, str]:
        template = chance.choice(self._templates)
        year, month, day = chance.randint(2015, 2025), chance.randint(1, 12), chance.randint(1, 28)
        return template, f"{year}-{month:02}-{day:02}"

    def _cast(
        self,
        chance: random.Random,
        number: int,
        day: str,
        persons: Mapping[str, str],
        posts: Mapping[str, str],
    ) -> dict[str, str]:
        """Return the words and IRIs of the persons of a template, and those of who plays them."""
        known = int(20 * (number + 20) ** 0.6)  # persons in the news by now
        new: dict[str, str] = {}
        for key, label in persons.items():
            post = posts.get(key, "")
            if chance.random() < _IN_OFFICE and post.count("/") > 1:
                name = person(f"{post} in {int(day[:4]) // _TERM}")
            else:
                others = known // _POSTS if post else known
                name = person(f"{post} {int(others * chance.random() ** 3)}")
            surname = label.rpartition(" ")[2]
            if len(surname) >= _LEAST_SURNAME:
                new[surname] = name.rpartition(" ")[2]
            new[f"person/{key}"], new[label] = f"person/{slug(name)}", name
        return new


def _renamed(new: Mapping[str, str], text: str) -> str:
    if not new:
        return text
    listed = sorted(new, key=len, reverse=True)
    pattern = "|".join(re.escape(n) if "/" in n else rf"\b{re.escape(n)}\b" for n in listed)
    return re.sub(pattern, lambda found: new[found[0]], text)


@lru_cache(maxsize=1 << 16)
def person(who: str) -> str:
    """Return the name of a person; some names are common, and persons may share one.

    `who` is the office and the term, or the state spoken for, if any, and a number.

    >>> person("state/FR/president in 505")
    'Farid Petininen'
    """
    chance = random.Random(who)
    first = _FIRST[int(len(_FIRST) * chance.random() ** 1.5)]
    number, start = divmod(int(_SURNAMES * chance.random() ** 2), len(_START))
    middle, end = divmod(number, len(_END))
    return f"{first} {_START[start]}{_MIDDLE[middle]}{_END[end]}"


def shared(pipeline: Pipeline) -> Iterator[bytes]:
    """Yield ontology, shapes, reference data and the program as N-Quads."""
    graphs = shared_graphs(pipeline.background, BASE)
    graphs[f"{BASE}runs"] = to_ntriples(program_graph(BASE, pipeline.version))
    for iri, data in graphs.items():
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
