"""What each article tells of its statements, held in memory and brought up to date by article.

A join over all statements takes the store seconds, a scan of one property a tenth of one; so each
property is one scan, and what belongs together is put together here. After a write only the
articles are read again whose graphs it touched.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kg.identity.graph import entities_iri
from kg.iris import CQ
from kg.mentioned import mentioned_iri
from kg.stores.differences import Touched
from kg.stores.messages import Dataset
from kg.web.passages import number_of
from kg.web.served_store import LONG
from kg.web.service import service

FEW = 200  # articles that are read one by one; where more were touched, all are read
_PREFIXES = f"""PREFIX cq: <{CQ}>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
PROPERTIES = {
    "speaker": "cq:speaker",
    "for": "cq:onBehalfOf",
    "about": "cq:about",
    "to": "cq:addressee",
    "act": "cq:speechAct",
    "form": "cq:form",
}
_NAMES = ("rdfs:label", "skos:altLabel")
_CLASS = "SELECT ?s ?g {{ {} GRAPH ?g {{ ?s a {} }} }}"
_PAIRS = "SELECT ?s ?o {{ {} GRAPH ?g {{ ?s {} ?o }} }}"
_WORDS = 'SELECT ?s ?o {{ {} GRAPH ?g {{ ?s {} ?o }} FILTER(CONTAINS(STR(?s), "/span/")) }}'
_CALLED = """SELECT ?s ?o {{ {} GRAPH ?g {{ ?s {} ?o }}
  FILTER(LANG(?o) IN ("", "en")
    && !REGEX(STR(?s), "/(statement|claim|identification|membership|holding)/")) }}"""
_KNOWN = "SELECT ?s ?o {{ {} GRAPH <{}> {{ ?s {} ?o }} }}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The statements of one article, in the order of its text; `day` is "" where unknown.

    `pairs` are by property rows of a statement's place here and a value's number (`Values`).
    `words` are what was said, in small letters.
    """

    iris: tuple[str, ...]
    day: str
    confidence: tuple[float, ...]
    words: tuple[str, ...]
    pairs: Mapping[str, NDArray[np.int32]]


class Values:
    """Strings by number; they only ever become more."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, string: str) -> int:
        """Return the number of a string, a new one for a new one."""
        number = self._numbers.setdefault(string, len(self.strings))
        if number == len(self.strings):
            self.strings.append(string)
        return number


@dataclass(frozen=True, slots=True)
class Ledger:
    """The sheets of all articles by graph; who persons of articles are; what each is called.

    `identities` are by record the person of an article and the entity it is known to be.
    """

    sheets: Mapping[str, Sheet]
    identities: Mapping[str, tuple[str, str]]
    names: Mapping[str, frozenset[str]]
    values: Values = field(default_factory=Values)

    def renewed(self, touched: Touched) -> Ledger:
        """Return the ledger after writes that touched these graphs."""
        base = service().base
        who, things, graphs = entities_iri(base), mentioned_iri(base), set(touched)
        records = touched.get(who, frozenset())
        described = touched.get(things, frozenset())
        articles = {graph.removesuffix("/inferred") for graph in graphs - {who, things}}
        aside = {f"{base}{name}" for name in ("corrections", "copies", "runs")}
        articles -= aside
        others = [a for a in articles if not re.fullmatch(rf"{re.escape(base)}article/[^/]+", a)]
        if others or records is None or described is None or len(articles) > FEW:
            return read()
        read_again = sorted({*articles, *(f"{a}/inferred" for a in articles)})
        sheets = {g: s for g, s in self.sheets.items() if g not in articles}
        gone = tuple(f"{article}/" for article in articles)
        names = {a: n for a, n in self.names.items() if not (gone and a.startswith(gone))}
        if articles:
            sheets |= _sheets(self.values, read_again)
            names |= _names(names, _among("g", read_again))
        identities = {r: pair for r, pair in self.identities.items() if r not in records}
        if records:
            identities |= _identities(records)
        if named := records | described:
            names = {agent: own for agent, own in names.items() if agent not in named}
            names |= _names({}, _among("s", named))
        return Ledger(sheets, identities, names, self.values)


def read() -> Ledger:
    """Return what all articles tell as the store is now."""
    values = Values()
    return Ledger(_sheets(values, None), _identities(None), _names({}), values)


def _sheets(values: Values, graphs: Collection[str] | None) -> dict[str, Sheet]:
    """Return the sheets of these graphs, or of all."""
    among = _among("g", graphs)
    own: defaultdict[str, list[str]] = defaultdict(list)
    for article, graph in _scan(_CLASS.format(among, "cq:Article")):
        if article == graph:
            own[graph] = []
    for statement, graph in _scan(_CLASS.format(among, "cq:Statement")):
        own[graph].append(statement)
    for statements in own.values():
        statements.sort(key=lambda s: (number_of(s), s))
    places = {s: (graph, at) for graph, ss in own.items() for at, s in enumerate(ss)}
    found: dict[str, dict[str, list[int]]] = {graph: defaultdict(list) for graph in own}
    for name, property_ in PROPERTIES.items():
        for s, o in _scan(_PAIRS.format(among, property_)):
            if s in places:
                graph, at = places[s]
                found[graph][name] += at, values.number(o)
    days = {s: day[:10] for s, day in _scan(_PAIRS.format(among, "dcterms:issued"))}
    confidence = dict(_scan(_PAIRS.format(among, "cq:confidence")))
    spans = dict(_scan(_WORDS.format(among, "cq:exact")))
    said: defaultdict[str, list[str]] = defaultdict(list)
    for s, span in _scan(_PAIRS.format(among, "cq:contentSpan")):
        said[s].append(spans.get(span, "").lower())
    return {
        graph: Sheet(
            tuple(ss),
            days.get(graph, ""),
            tuple(float(confidence.get(s, 0)) for s in ss),
            tuple("\n".join(said.get(s, ())) for s in ss),
            {n: np.array(p, dtype=np.int32).reshape(-1, 2) for n, p in found[graph].items()},
        )
        for graph, ss in own.items()
    }


def _identities(records: Iterable[str] | None) -> dict[str, tuple[str, str]]:
    """Return these records, or all, of which person of an article is which entity."""
    who, among = entities_iri(service().base), _among("s", records)
    persons = dict(_scan(_KNOWN.format(among, who, "cq:identifies")))
    entities = _scan(_KNOWN.format(among, who, "cq:identifiedAs"))
    return {r: (persons[r], entity) for r, entity in entities if r in persons}


def _names(known: Mapping[str, frozenset[str]], among: str = "") -> dict[str, frozenset[str]]:
    """Return what is called how, in small letters, besides what is known."""
    called: defaultdict[str, set[str]] = defaultdict(set)
    for property_ in _NAMES:
        for agent, name in _scan(_CALLED.format(among, property_)):
            called[agent].add(name.lower())
    return {agent: known.get(agent, frozenset()) | names for agent, names in called.items()}


def _among(variable: str, iris: Iterable[str] | None) -> str:
    if iris is None:
        return ""
    return f"VALUES ?{variable} {{ {' '.join(f'<{iri}>' for iri in iris)} }} "


def _scan(query: str) -> Iterator[tuple[str, str]]:
    pool = service().pool
    accept = {"solutions": "text/csv", "boolean": None, "graph": None}
    dataset, timeout = Dataset(union=True), LONG * pool.timeout
    answer = pool.query(_PREFIXES + query, accept, dataset=dataset, timeout=timeout)
    lines = iter(csv.reader(io.StringIO(answer.read().decode(), newline=""), strict=True))
    next(lines)
    return ((subject, value) for subject, value in lines)
