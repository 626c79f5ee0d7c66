"""One self-contained page of what a store holds, to be mailed: no script, no other host, no server.

Every picture and table stands with its query; the page says what the corpus is, what was set aside,
and how sure the reading is. It tells of all articles, or of those published in some days; what has
no date of publication cannot be placed, and is counted apart.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kg.catalogue import CatalogueQuery, load_catalogue
from kg.paths import STATIC
from kg.pictures.gallery import GALLERY, MOST_ROWS, View
from kg.pictures.rows import Picture, Row, Rows, text, whole
from kg.pictures.svg import nowhere
from kg.protocols import Store
from kg.quarantine import Entry, entries
from kg.rendering.standalone import render

PICTURES = ("map", "network", "timeline", "chord")
TABLES = (
    ("most-quoted", "Who is heard most often"),
    ("claims-against-reference", "What articles claim about memberships, beside the reference"),
    ("doubtful-statements", "What the reading is least sure of: check these by eye"),
)
ROWS = 25  # of a table
_SHEETS = (STATIC / "communique.css", STATIC / "pictures.css", STATIC / "report.css")
_SURE = 0.8  # a confidence from which on at least four of five attributions are right
_EARLIEST = "0001-01-01"


@dataclass(frozen=True, slots=True)
class Days:
    """The days of publication that are asked for, first and last, `YYYY-MM-DD`; "" is open."""

    since: str = ""
    until: str = ""

    def __bool__(self) -> bool:
        """Say whether not all articles are asked for."""
        return bool(self.since or self.until)

    def hold(self, published: str) -> bool:
        """Say whether a day, or a time, is one of them.

        >>> Days("2024-01-01").hold("2024-05-31T08:00:00Z"), Days("2024-01-01").hold("")
        (True, False)
        """
        day = published[:10]
        return bool(day) and self.since <= day and (not self.until or day <= self.until)

    def asked(self, query: CatalogueQuery) -> str:
        """Return the query for articles of these days."""
        known = {p.name: p for p in query.parameters}
        given = {"since": self.since, "until": self.until}
        return query.bound({n: known[n].term(day, "") for n, day in given.items() if day})


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was read: `first` and `last` are days, "" where no article has a date."""

    articles: int
    first: str
    last: str
    publishers: tuple[tuple[str, int], ...]
    statements: int
    sure: int


@dataclass(frozen=True, slots=True)
class Undated:
    """What has no date of publication: in the corpus, but not in what is asked for by days."""

    articles: int
    statements: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class Part:
    """A picture or a table, or both, with the question they answer."""

    title: str
    question: str
    sparql: str
    lead: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """What must not be published: `reasons` by how often, and the articles' titles."""

    articles: tuple[str, ...]
    reasons: tuple[tuple[str, int], ...]


def briefing(
    store: Store, *, quarantine: Path, title: str, today: date, days: Days = Days()
) -> str:
    """Return the page as HTML; `quarantine` is where articles that did not conform were put."""

    def answer(sparql: str) -> list[Row]:
        out = io.BytesIO()
        store.query(sparql).write(out, "application/sparql-results+json")
        found: list[Row] = json.loads(out.getvalue())["results"]["bindings"]
        return found

    def ask(query: CatalogueQuery, of: Days = days) -> Rows:
        return replace(query, sparql=of.asked(query)).rows({}, MOST_ROWS, 0, answer)

    kinds = {kind.name: kind for kind in GALLERY}
    pictures = []
    for name in PICTURES:
        kind = kinds[name]
        rows = ask(kind.query)
        view = View(kind.sizes[0] if kind.sizes else 0, nowhere, today)
        drawn = kind.draw(kind.name, kind.title, rows, view)
        pictures.append(_part(kind.title, kind.query, days, kind.lead, rows, drawn))
    tables = [
        _part(words, q, days, q.description, ask(q)) for key, words in TABLES for q in [_of(key)]
    ]
    aside = entries(quarantine)
    some_day = Days(_EARLIEST)
    undated = Undated(
        articles=_sum(ask(_of("publishers"), Days()), "articles_without_date"),
        statements=_sum(ask(_of("how-sure"), Days()), "statements")
        - _sum(ask(_of("how-sure"), some_day), "statements"),
        set_aside=sum(not some_day.hold(_published(entry)) for entry in aside),
    )
    return render(
        "briefing.html",
        _SHEETS,
        title=title,
        today=today.isoformat(),
        days=days,
        corpus=_corpus(ask(_of("publishers")), ask(_of("how-sure"))),
        undated=undated,
        set_aside=_set_aside([e for e in aside if not days or days.hold(_published(e))]),
        pictures=pictures,
        tables=tables,
        sure=_SURE,
    )


def _of(key: str) -> CatalogueQuery:
    return next(q for q in load_catalogue() if q.key == key)


def _part(
    title: str,
    query: CatalogueQuery,
    days: Days,
    lead: str,
    rows: Rows,
    picture: Picture | None = None,
) -> Part:
    columns = _columns(query)
    return Part(
        title=title,
        question=query.title,
        sparql=days.asked(query),
        lead=lead,
        columns=tuple(c.removesuffix("Label").replace("_", " ") for c in columns),
        rows=tuple(tuple(text(row, c) for c in columns) for row in rows[:ROWS]),
        total=len(rows),
        picture=picture,
    )


def _columns(query: CatalogueQuery) -> Sequence[str]:
    """Return the columns people read: labels rather than IRIs."""
    labelled = {c.removesuffix("Label") for c in query.columns if c.endswith("Label")}
    iris = labelled | {"statement", "claim", "membership", "article"}
    return [c for c in query.columns if c not in iris]


def _corpus(publishers: Rows, confidence: Rows) -> Corpus:
    days = [d for row in publishers for d in (text(row, "first"), text(row, "last")) if d]
    return Corpus(
        articles=_sum(publishers, "articles"),
        first=min(days, default=""),
        last=max(days, default=""),
        publishers=tuple(
            (text(row, "publisherName") or "publisher not named", whole(row, "articles"))
            for row in publishers
        ),
        statements=_sum(confidence, "statements"),
        sure=_sum(
            [row for row in confidence if float(text(row, "confidence_from")) >= _SURE],
            "statements",
        ),
    )


def _sum(rows: Rows, column: str) -> int:
    return sum(whole(row, column) for row in rows)


def _published(entry: Entry) -> str:
    return (entry.article and entry.article.published) or ""


def _set_aside(found: Sequence[Entry]) -> SetAside:
    reasons = Counter(message for e in found for message in {f.message for f in e.findings})
    titles = ((e.article.title if e.article else None) or e.name for e in found)
    return SetAside(tuple(titles), tuple(reasons.most_common(10)))
