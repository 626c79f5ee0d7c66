"""What the page of an entity shows: questions of the catalogue, asked of this one entity.

Each section says where its rows come from: the reference data, what articles claim, or what is read
in articles. The three are never mixed; each leads to all of its rows, its JSON, CSV and SPARQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import url_for

from kg.catalogue import load_catalogue
from kg.pictures.bars import bars
from kg.pictures.columns import columns
from kg.pictures.gallery import View
from kg.pictures.rows import Picture, Rows
from kg.stores.messages import DeadlineError
from kg.web.arguments import MOST_ROWS
from kg.web.errands import soon
from kg.web.pictures import view
from kg.web.service import Row, service

REFERENCE, CLAIMS, READ = "reference", "claims", "read"
ROWS = 12  # of a section; all of them are a link away
_BARS = 60  # lines
_KINDS = re.compile(
    r"(?:^|/)(person|state|grouping|body|organisation|place|office|membership|holding|name|statement)/"
)
_NAMES = {"grouping": "alliance or organisation of states", "body": "government body"}
_FACETS = {"by": "speaker", "for": "for", "about": "about", "to": "to"}  # of the list of statements
PATIENCE = 1.0  # times a query's time limit, for a part of a page
Draw = Callable[[Rows, View], Picture]


@dataclass(frozen=True, slots=True)
class Section:
    """A question asked of an entity: `entity` is the parameter that takes its IRI.

    `origin` is one of REFERENCE, CLAIMS and READ. `columns` are those shown, all if there are
    none. `where` keeps only rows that have this text in this column.
    """

    title: str
    question: str
    entity: str
    origin: str
    columns: tuple[str, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)
    where: tuple[str, str] | None = None
    draw: Draw | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A section with its answer; `links` lead to all of it, by form; `late` is one that is not."""

    section: Section
    rows: tuple[Row, ...]
    total: int
    links: Mapping[str, str]
    picture: Picture | None = None
    late: bool = False


def _bars(by: str, kind: str) -> Draw:
    def draw(rows: Rows, seen: View) -> Picture:
        name, title = f"bars-{by}-{kind}", f"From when to when, by {by}"
        how = {"by": by, "kind": kind, "most": _BARS, "href": seen.href, "today": seen.today}
        return bars(name, title, rows, **how)  # type: ignore[arg-type]

    return draw


def _months(rows: Rows, _: View) -> Picture:
    return columns("months", "Statements over time", rows, "tie")


def _tie(title: str, tie: str) -> Section:
    shown = ("other", "statements", "articles", "first", "last")
    return Section(title, "ties-of-an-entity", "entity", READ, shown, where=("tie", tie))


def _said(title: str, tie: str) -> Section:
    shown = ("date", "speaker", "act", "sentence", "confidence", "article", "statement")
    return Section(title, "said-by-and-about", "entity", READ, shown, asked={"tie": tie})


_OVER_TIME = Section(
    "Heard and spoken about over time",
    "heard-and-spoken-about-by-month",
    "entity",
    READ,
    ("month", "tie", "statements"),
    draw=_months,
)
_ABOUT = (
    _tie("Who speaks about it", "is spoken about by"),
    _said("What is said about it", "about"),
    _said("What is said to it", "to"),
)
_FOR = (
    _tie("Who speaks for it", "is spoken for by"),
    _tie("Of whom its speakers have spoken", "has spoken about"),
    _said("What is said on its behalf", "for"),
)
_BY = (
    _tie("Whom it speaks about", "speaks about"),
    _tie("Whom it speaks to", "speaks to"),
    _said("What it says itself", "by"),
)
_OFFICE = ("since", "until", "source", "holding")
_CLAIM = ("evidence", "article", "claim")
_VERDICT = ("relation", "negated", "verdict", *_CLAIM)
_PERSON = (
    Section(
        "Offices held",
        "office-holders",
        "person",
        REFERENCE,
        ("office", "of", *_OFFICE),
        draw=_bars("office", "of"),
    ),
    Section("Offices that articles give", "offices", "person", CLAIMS, ("office", "of", *_CLAIM)),
    _tie("For whom", "speaks for"),
    _tie("About whom", "speaks about"),
    _tie("To whom", "speaks to"),
    _said("What was said by this person", "by"),
    _tie("Who speaks about this person", "is spoken about by"),
    _said("What was said about this person", "about"),
    Section(
        "Who is taken to be this person, and why",
        "who-is-who",
        "entity",
        READ,
        ("told", "holds", "score", "reason", "decided_by", "article"),
        asked={"name": ""},
    ),
)
_STATE = (
    Section(
        "Names over time",
        "names-over-time",
        "state",
        REFERENCE,
        ("name", "since", "until", "source"),
        draw=_bars("name", "state"),
    ),
    Section(
        "Memberships",
        "memberships",
        "member",
        REFERENCE,
        ("organisation", "status", "since", "until", "source", "membership"),
        draw=_bars("organisation", "status"),
    ),
    Section(
        "What articles claim of its memberships",
        "claims-against-reference",
        "state",
        CLAIMS,
        ("grouping", *_VERDICT),
    ),
)
_GROUPING = (
    Section(
        "Members and partners",
        "memberships",
        "organisation",
        REFERENCE,
        ("member", "status", "since", "until", "source", "membership"),
        draw=_bars("member", "status"),
    ),
    Section(
        "What articles claim of its members that the reference contradicts",
        "claims-against-reference",
        "grouping",
        CLAIMS,
        ("state", *_VERDICT),
        asked={"wanted": "contradicts"},
    ),
    Section(
        "All that articles claim of its members",
        "claims-against-reference",
        "grouping",
        CLAIMS,
        ("state", *_VERDICT),
    ),
)
_OFFICES = (
    Section(
        "Offices and who held them",
        "office-holders",
        "of",
        REFERENCE,
        ("office", "person", *_OFFICE),
    ),
    Section("Offices that articles give", "offices", "of", CLAIMS, ("person", "office", *_CLAIM)),
)
_OF_OFFICE = (
    Section(
        "Who held it",
        "office-holders",
        "office",
        REFERENCE,
        ("person", *_OFFICE),
        draw=_bars("person", "of"),
    ),
    Section("To whom articles give it", "offices", "office", CLAIMS, ("person", *_CLAIM)),
)
_OTHERS = (_OVER_TIME, *_BY, *_FOR, *_ABOUT)
PORTRAITS: Mapping[str, tuple[Section, ...]] = {
    "person": (_PERSON[0], _PERSON[1], _OVER_TIME, *_PERSON[2:]),
    "state": (*_STATE, _OVER_TIME, *_FOR, *_BY, *_ABOUT, *_OFFICES),
    "grouping": (*_GROUPING, _OVER_TIME, *_FOR, *_BY, *_ABOUT, *_OFFICES),
    "office": _OF_OFFICE,
    "body": _OTHERS,
    "organisation": _OTHERS,
    "place": _OTHERS,
}


def kind_of(path: str) -> str:
    """Return what the path of an IRI says it is, "" where it says nothing.

    >>> kind_of("id/office/state/RU/president"), kind_of("article/ab/person/x")
    ('office', 'person')
    """
    found = _KINDS.search(path)
    return found[1] if found else ""


def can_speak(path: str) -> bool:
    """Return whether an entity of this path can speak or be spoken about.

    >>> can_speak("id/state/UA"), can_speak("id/membership/UA-NATO-partner")
    (True, False)
    """
    return _OVER_TIME in PORTRAITS.get(kind_of(path), ())


def in_words(kind: str) -> str:
    """Return a kind of entity in words."""
    return _NAMES.get(kind, kind)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the reference data know: property → values (rows of `value`), and their sources."""

    values: Mapping[str, tuple[Row, ...]]
    sources: tuple[str, ...]
    links: Mapping[str, str]


def facts(iri: str) -> Facts:
    """Return what the reference data know of an entity; no values if they do not know it."""
    text, links = _asked("what-the-reference-knows", {"entity": iri})
    rows = service().rows(text)
    values: dict[str, list[Row]] = {}
    for row in rows:
        values.setdefault(row["propertyLabel"]["value"], []).append(row)
    sources = dict.fromkeys(row["source"]["value"] for row in rows)
    return Facts({name: tuple(found) for name, found in values.items()}, tuple(sources), links)


def portrait(iri: str, path: str, label: str) -> list[Shown]:
    """Return the sections of an entity's page that have something to show.

    Raises UnfinishedError where there is much to go through and they are not there yet.
    """
    sections = PORTRAITS.get(kind_of(path), ())
    asked = [(s, *_asked(s.question, _given(s, iri, label))) for s in sections]
    texts = dict.fromkeys(text for _, text, _ in asked)
    answers = soon(f"portrait {iri}", lambda _: {text: _in_time(text) for text in texts})
    shown = [_shown(section, iri, links, answers[text]) for section, text, links in asked]
    return [s for s in shown if s.rows or s.late]


def _given(section: Section, iri: str, label: str) -> dict[str, str]:
    given = {**section.asked, section.entity: iri}
    return given | ({"name": label} if "name" in given else {})


def _shown(section: Section, iri: str, links: dict[str, str], rows: list[Row] | None) -> Shown:
    if (tie := section.asked.get("tie")) is not None:
        about = {_FACETS[tie]: iri, "format": "html"}
        links["html"] = f"{url_for('statements.statements')}?{urlencode(about)}"
    if rows is None:
        return Shown(section, (), 0, links, late=True)
    if section.where:
        column, wanted = section.where
        rows = [row for row in rows if row.get(column, {}).get("value") == wanted]
    picture = section.draw(rows, view()) if section.draw and rows else None
    return Shown(section, tuple(rows[:ROWS]), len(rows), links, picture)


def _in_time(text: str) -> list[Row] | None:
    """Return an answer; None if it takes longer than a part of a page may."""
    try:
        return service().rows(text, timeout=PATIENCE * service().pool.timeout)
    except DeadlineError:
        return None


def _asked(question: str, given: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return a question of the catalogue as SPARQL, and where its answer is, by form."""
    query = next(q for q in load_catalogue() if q.key == question)
    known = {p.name: p for p in query.parameters}
    terms = {name: known[name].term(value, service().base) for name, value in given.items()}
    address = url_for("api.answer", name=query.key)
    sparql = query.bound(terms)
    links = {
        "html": f"{address}?{urlencode({**given, 'format': 'html'})}",
        "json": f"{address}?{urlencode({**given, 'format': 'json', 'limit': MOST_ROWS})}",
        "csv": url_for("endpoint.sparql", query=sparql, format="csv"),
        "sparql": url_for("endpoint.sparql", query=sparql),
    }
    return query.page(terms, MOST_ROWS, 0), links
