"""What is said, as columns in memory: what a faceted list needs to count and select at once.

A join over all statements takes the store seconds, a scan of one property a tenth of one; so each
column is one scan, and the columns are put together here. Made once for each state of the dataset.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from flask import Flask
from numpy.typing import NDArray
from werkzeug import exceptions

from kg.errors import CommuniqueError
from kg.iris import CQ
from kg.stores.messages import Dataset
from kg.web.corpus import corpus
from kg.web.passages import number_of
from kg.web.served_store import LONG
from kg.web.service import service

MOST = 1_000_000  # statements that are held in memory, at some 500 bytes each
UNASKED = 200_000  # statements up to which they are read before somebody asks
Mask = NDArray[np.bool_]
_PREFIXES = f"""PREFIX cq: <{CQ}>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_AGENTS = {
    "speaker": "cq:speaker",
    "for": "cq:onBehalfOf",
    "about": "cq:about",
    "to": "cq:addressee",
}
_TERMS = {"act": "cq:speechAct", "form": "cq:form"}
_PAIRS = "SELECT ?s ?o { GRAPH ?g { ?s %s ?o } }"
_STATEMENTS = "SELECT ?s ?g { GRAPH ?g { ?s a cq:Statement } }"
_WORDS = 'SELECT ?s ?o { GRAPH ?g { ?s cq:exact ?o } FILTER(CONTAINS(STR(?s), "/span/")) }'
_NAMES = """SELECT ?s ?o { GRAPH ?g { ?s %s ?o }
  FILTER(!CONTAINS(STR(?s), "/statement/") && LANG(?o) IN ("", "en")) }"""


@dataclass(frozen=True, slots=True)
class Column:
    """Pairs of a statement, by place, and a value, by its place in `values`."""

    rows: NDArray[np.int32]
    codes: NDArray[np.int32]
    values: tuple[str, ...]

    def having(self, wanted: Iterable[str], size: int) -> Mask:
        """Return which of `size` statements have one of these values."""
        known = set(wanted)
        codes = [code for code, value in enumerate(self.values) if value in known]
        found = np.zeros(size, dtype=np.bool_)
        found[self.rows[np.isin(self.codes, codes)]] = True
        return found

    def counts(self, among: Mask) -> list[tuple[str, int]]:
        """Return the values that the statements of a mask have, with how many have each."""
        numbers = np.bincount(self.codes[among[self.rows]], minlength=len(self.values))
        return [(self.values[i], int(numbers[i])) for i in np.flatnonzero(numbers)]


@dataclass(frozen=True, slots=True)
class Columns:
    """All statements, the newest article first, in the order of its text.

    `dates` are days, "" where unknown; `words` what was said and `names` what each agent is
    called, a name a line, both in small letters.
    """

    iris: tuple[str, ...]
    dates: NDArray[np.str_]
    confidence: NDArray[np.float64]
    words: tuple[str, ...]
    columns: Mapping[str, Column]
    names: Mapping[str, str]

    def having(self, name: str, value: str) -> Mask:
        """Return which statements fit the value of one facet (`kg.web.facets`)."""
        size = len(self.iris)
        if name in self.columns:
            return self.columns[name].having([value], size)
        if name == "speaker_name":
            speakers = self.columns["speaker"]
            part = value.lower()
            called = [v for v in speakers.values if part in self.names.get(v, "")]
            return speakers.having(called, size)
        if name == "words":
            every = value.lower().split()
            found = (all(word in text for word in every) for text in self.words)
            return np.fromiter(found, np.bool_, size)
        if name == "confidence_from":
            return np.asarray(self.confidence >= float(value))
        fits = self.dates >= value if name == "since" else self.dates <= value
        return np.asarray(fits & (self.dates != ""))


def columns() -> Columns:
    """Return the columns of the dataset as it is now. Raises NotImplemented beyond MOST."""
    if (held := corpus().statements) > MOST:
        raise exceptions.NotImplemented(
            f"Lists are made of {MOST:,} statements at most; here are {held:,}. Ask in SPARQL."
        )
    return service().once("columns", _read)


def warm(app: Flask) -> None:
    """Count what there is, and read the columns of no great store, before the first visitor."""
    with app.app_context(), suppress(CommuniqueError):
        if corpus().statements <= UNASKED:
            columns()


def _read() -> Columns:
    graphs = dict(_scan(_STATEMENTS))
    days = {s: day[:10] for s, day in _scan(_PAIRS % "dcterms:issued")}
    iris = sorted(graphs, key=lambda s: (graphs[s], number_of(s), s))
    iris.sort(key=lambda s: days.get(graphs[s], ""), reverse=True)
    places = {iri: place for place, iri in enumerate(iris)}
    known = _known()
    found = {
        name: _column(places, ((s, known.get(o, o)) for s, o in _scan(_PAIRS % property_)))
        for name, property_ in _AGENTS.items()
    }
    for name, property_ in _TERMS.items():
        terms = ((s, o.removeprefix(CQ).lower()) for s, o in _scan(_PAIRS % property_))
        found[name] = _column(places, terms)
    dates = [days.get(graphs[s], "") for s in iris]
    found["article"] = _column(places, graphs.items())
    years = ((s, d.partition("-")[0]) for s, d in zip(iris, dates, strict=True) if d)
    found["year"] = _column(places, years)
    confidence = np.zeros(len(iris))
    for s, value in _scan(_PAIRS % "cq:confidence"):
        if s in places:
            confidence[places[s]] = float(value)
    return Columns(
        iris=tuple(iris),
        dates=np.array(dates, dtype=np.str_),
        confidence=confidence,
        words=_words(places),
        columns=found,
        names=_names(known),
    )


def _column(places: Mapping[str, int], pairs: Iterable[tuple[str, str]]) -> Column:
    codes: dict[str, int] = {}
    rows, values = [], []
    for s, o in pairs:
        if s in places:
            rows.append(places[s])
            values.append(codes.setdefault(o, len(codes)))
    size = max(len(codes), 1)
    once = np.unique(np.array(rows, dtype=np.int64) * size + np.array(values, dtype=np.int64))
    return Column((once // size).astype(np.int32), (once % size).astype(np.int32), tuple(codes))


def _known() -> dict[str, str]:
    """Return who each person of an article is known to be."""
    records = dict(_scan(_PAIRS % "cq:identifies"))
    return {
        records[record]: entity
        for record, entity in _scan(_PAIRS % "cq:identifiedAs")
        if record in records
    }


def _words(places: Mapping[str, int]) -> tuple[str, ...]:
    spans = dict(_scan(_WORDS))
    said: list[list[str]] = [[] for _ in places]
    for s, span in _scan(_PAIRS % "cq:contentSpan"):
        if s in places:
            said[places[s]].append(spans.get(span, "").lower())
    return tuple("\n".join(texts) for texts in said)


def _names(known: Mapping[str, str]) -> dict[str, str]:
    called: defaultdict[str, set[str]] = defaultdict(set)
    for property_ in ("rdfs:label", "skos:altLabel"):
        for agent, name in _scan(_NAMES % property_):
            called[known.get(agent, agent)].add(name.lower())
    return {agent: "\n".join(sorted(names)) for agent, names in called.items()}


def _scan(query: str) -> Iterator[tuple[str, str]]:
    pool = service().pool
    accept = {"solutions": "text/csv", "boolean": None, "graph": None}
    dataset, timeout = Dataset(union=True), LONG * pool.timeout
    answer = pool.query(_PREFIXES + query, accept, dataset=dataset, timeout=timeout)
    lines = iter(csv.reader(io.StringIO(answer.read().decode(), newline=""), strict=True))
    next(lines)
    return ((subject, value) for subject, value in lines)
