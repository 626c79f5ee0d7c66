"""One self-contained page of what a store holds, to be mailed: no script, no other host, no server.

Every picture and table stands with its query; the page says what the corpus is, what was set aside,
and how sure the reading is.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.catalogue import CatalogueQuery, load_catalogue
from kg.paths import STATIC
from kg.pictures.gallery import GALLERY, MOST_ROWS, View
from kg.pictures.rows import Picture, Row, Rows, text, whole
from kg.pictures.svg import nowhere
from kg.protocols import Store
from kg.quarantine import entries
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
Ask = Callable[[CatalogueQuery], Rows]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was read: `first` and `last` are days, "" where no article has a date."""

    articles: int
    undated: int
    first: str
    last: str
    publishers: tuple[tuple[str, int], ...]
    statements: int
    sure: int


@dataclass(frozen=True, slots=True)
class Part:
    """A picture or a table, or both, with the question they answer."""

    title: str
    query: CatalogueQuery
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


def briefing(store: Store, *, quarantine: Path, title: str, today: date) -> str:
    """Return the page as HTML; `quarantine` is where articles that did not conform were put."""

    def ask(query: CatalogueQuery) -> Rows:
        out = io.BytesIO()
        store.query(query.page({}, MOST_ROWS, 0)).write(out, "application/sparql-results+json")
        found: list[Row] = json.loads(out.getvalue())["results"]["bindings"]
        return found

    kinds = {kind.name: kind for kind in GALLERY}
    pictures = []
    for name in PICTURES:
        kind = kinds[name]
        rows = ask(kind.query)
        view = View(kind.sizes[0] if kind.sizes else 0, nowhere, today)
        drawn = kind.draw(kind.name, kind.title, rows, view)
        pictures.append(_part(kind.title, kind.query, kind.lead, rows, drawn))
    tables = [_part(words, q, q.description, ask(q)) for key, words in TABLES for q in [_of(key)]]
    return render(
        "briefing.html",
        _SHEETS,
        title=title,
        today=today.isoformat(),
        corpus=_corpus(ask(_of("publishers")), ask(_of("how-sure"))),
        set_aside=_set_aside(quarantine),
        pictures=pictures,
        tables=tables,
        sure=_SURE,
    )


def _of(key: str) -> CatalogueQuery:
    return next(q for q in load_catalogue() if q.key == key)


def _part(
    title: str, query: CatalogueQuery, lead: str, rows: Rows, picture: Picture | None = None
) -> Part:
    columns = _columns(query)
    return Part(
        title=title,
        query=query,
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
        articles=sum(whole(row, "articles") for row in publishers),
        undated=sum(whole(row, "articles_without_date") for row in publishers),
        first=min(days, default=""),
        last=max(days, default=""),
        publishers=tuple(
            (text(row, "publisherName") or "publisher not named", whole(row, "articles"))
            for row in publishers
        ),
        statements=sum(whole(row, "statements") for row in confidence),
        sure=sum(
            whole(row, "statements")
            for row in confidence
            if float(text(row, "confidence_from")) >= _SURE
        ),
    )


def _set_aside(folder: Path) -> SetAside:
    found = entries(folder)
    reasons = Counter(message for e in found for message in {f.message for f in e.findings})
    titles = ((e.article.title if e.article else None) or e.name for e in found)
    return SetAside(tuple(titles), tuple(reasons.most_common(10)))
