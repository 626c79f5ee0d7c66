"""Corrections in a store: noted, taken back, read; and the articles to carry them out on."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from rdflib import Graph

from kg.corrections.correction import Correction
from kg.corrections.graph import correction_graph, corrections_iri, read_graph
from kg.identity.reading import rows
from kg.iris import CQ
from kg.model import Article
from kg.ntriples import to_ntriples
from kg.protocols import Store

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%s> { ?s ?p ?o } }"
_FACTS = "SELECT ?p ?o { GRAPH <%(iri)s> { <%(iri)s> ?p ?o } } ORDER BY ?p ?o"
_FIELDS = {
    CQ + "text": "text",
    CQ + "dateSource": "published_source",
    CQ + "url": "url",
    CQ + "sourceName": "origin",
    "http://purl.org/dc/terms/title": "title",
    "http://purl.org/dc/terms/issued": "published",
    "http://purl.org/dc/terms/publisher": "publisher",
    "http://purl.org/dc/terms/language": "language",
}
_LISTS = {"http://purl.org/dc/terms/creator": "authors", CQ + "readerNote": "notes"}


def read_corrections(store: Store, base: str) -> tuple[Correction, ...]:
    """Return all corrections, in the order in which they were made."""
    out, graph = io.BytesIO(), Graph()
    store.query(_ALL % corrections_iri(base)).write(out, "application/n-triples")
    return read_graph(graph.parse(out.getvalue(), format="nt"), base)


def by_article(corrections: Iterable[Correction]) -> Mapping[str, tuple[Correction, ...]]:
    """Return the corrections of each article, by its IRI."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        found[correction.article].append(correction)
    return {article: tuple(listed) for article, listed in found.items()}


def note(store: Store, base: str, correction: Correction) -> None:
    """Keep a correction, in place of an earlier one that it replaces."""
    earlier = read_corrections(store, base)
    others = [c for c in earlier if c.digest != correction.digest]
    _write(store, base, earlier, [*others, correction])


def take_back(store: Store, base: str, correction: Correction) -> None:
    """Take a correction away."""
    earlier = read_corrections(store, base)
    _write(store, base, earlier, [c for c in earlier if c.digest != correction.digest])


def stored_article(store: Store, iri: str) -> Article | None:
    """Return an article as its graph has it, to be read again; None where there is no text."""
    fields: dict[str, Any] = {}
    for row in rows(store, _FACTS % {"iri": iri}):
        if row["p"] in _FIELDS:
            fields[_FIELDS[row["p"]]] = row["o"]
        elif row["p"] in _LISTS:
            name = _LISTS[row["p"]]
            fields[name] = (*fields.get(name, ()), row["o"])
    return Article(**fields) if "text" in fields else None


def _write(
    store: Store, base: str, before: Iterable[Correction], after: Iterable[Correction]
) -> None:
    """Remove and add what is different, as two corrections may rest on the same words."""
    old, new = (correction_graph(corrections, base) for corrections in (before, after))
    store.amend(corrections_iri(base), to_ntriples(old - new), to_ntriples(new - old))
