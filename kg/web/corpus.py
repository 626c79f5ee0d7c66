"""The corpus at a glance: how much of what there is, from when to when."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from werkzeug.exceptions import NotImplemented as NotImplemented501

from kg.errors import CommuniqueError
from kg.iris import CQ
from kg.quarantine import entries
from kg.web.columns import UNASKED, Columns, columns
from kg.web.served_store import LONG
from kg.web.service import service

_PREFIXES = f"""PREFIX cq: <{CQ}>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
_BUILT = "SELECT (MAX(STR(?ended)) AS ?last) { GRAPH <%sruns> { ?build prov:endedAtTime ?ended } }"
_ARTICLES = "SELECT (COUNT(DISTINCT ?a) AS ?n) { GRAPH ?a { ?a a cq:Article } }"
_STATEMENTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a cq:Statement }"
_SPEAKERS = """SELECT (COUNT(DISTINCT ?who) AS ?n) {
  { SELECT DISTINCT ?told { GRAPH ?g { ?s cq:speaker ?told } } }
  OPTIONAL { GRAPH ?records { ?told ^cq:identifies/cq:identifiedAs ?known } }
  BIND(COALESCE(?known, ?told) AS ?who) }"""
_STATES = """SELECT (COUNT(DISTINCT ?x) AS ?n) {
  GRAPH ?g { ?s ?tie ?x FILTER(?tie IN (cq:about, cq:onBehalfOf, cq:addressee)) }
  FILTER(CONTAINS(STR(?x), "/id/state/")) }"""
_DAYS = """SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) {
  GRAPH ?a { ?a dcterms:issued ?issued } BIND(SUBSTR(STR(?issued), 1, 10) AS ?day) }"""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What there is. `first` and `last` are the days of the oldest and the newest article."""

    articles: int
    statements: int
    speakers: int
    states: int
    first: str | None
    last: str | None
    set_aside: int = 0


def corpus() -> Corpus:
    """Return the numbers of the dataset as it is now."""
    aside = len(entries(Path(service().intake.config.quarantine)))
    return replace(service().once("corpus", _count), set_aside=aside)


def warm(app: Flask) -> None:
    """Count no great store before the first visitor comes, and have its columns at hand."""
    with app.app_context(), suppress(CommuniqueError):
        if service().statements() <= UNASKED:
            corpus()


def built() -> str:
    """Return the day on which the last build of the dataset ended, "" where none is noted."""
    text = _BUILT % service().base
    return service().once("built", lambda: _row(text).get("last", "")[:10])


def _count() -> Corpus:
    """Count in the columns, which are soon needed anyway, for each question costs seconds."""
    at_hand = service().has("columns") or service().statements() <= UNASKED
    if service().pool.lasting_state and at_hand:
        with suppress(NotImplemented501):
            return _counted(columns())
    return _asked()


def _counted(every: Columns) -> Corpus:
    named = (every.columns[role].values for role in ("about", "for", "to"))
    days = sorted(filter(None, every.days))
    return Corpus(
        articles=len(every.days),
        statements=len(every.iris),
        speakers=len(every.columns["speaker"].values),
        states=len({iri for values in named for iri in values if "/id/state/" in iri}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def _asked() -> Corpus:
    found = {
        "articles": _ARTICLES,
        "statements": _STATEMENTS,
        "speakers": _SPEAKERS,
        "states": _STATES,
    }
    numbers = {name: int(_row(query)["n"]) for name, query in found.items()}
    days = _row(_DAYS)
    return Corpus(**numbers, first=days.get("first"), last=days.get("last"))


def _row(query: str) -> dict[str, str]:
    rows = service().rows(_PREFIXES + query, timeout=LONG * service().pool.timeout)
    return {name: term["value"] for row in rows for name, term in row.items()}
