"""Reference data of one's own in Turtle, as rows like those of the CSV files.

The vocabulary is that of the graph `<base>reference`, so that what `kg.reference_graph` writes is
read back. IRIs end in the entity key, `…/id/state/UA`, whatever stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from kg.errors import ReferenceDataError
from kg.iris import CQ
from kg.reference_rows import Row

_CQ = Namespace(CQ)
_TABLES = {
    _CQ.State: "states",
    _CQ.InternationalGrouping: "groupings",
    _CQ.IntergovernmentalOrganisation: "groupings",
    _CQ.Alliance: "groupings",
    _CQ.GovernmentBody: "bodies",
    _CQ.Membership: "memberships",
    _CQ.OfficeHolding: "holdings",
    _CQ.NameUse: "names",
}
_KEYS = {"states": "state/", "groupings": "grouping/", "bodies": "body/"}
_KINDS = {"Alliance": "alliance", "IntergovernmentalOrganisation": "organisation"}
_RECOGNITIONS = {
    "UNMember": "un-member",
    "UNObserver": "un-observer",
    "PartlyRecognised": "partly-recognised",
}
_STATUSES = {"FullMember": "member"}
_LENGTHS = {"year": 4, "month": 7}  # of ISO 8601; a day has ten characters


def read_turtle_rows(folder: Path, columns: Mapping[str, tuple[str, ...]]) -> dict[str, list[Row]]:
    """Return the rows of a folder's Turtle files by table. Raises ReferenceDataError."""
    found: dict[str, list[Row]] = {}
    for file in sorted(folder.glob("*.ttl")):
        try:
            graph = Graph().parse(file, format="turtle")
        except Exception as error:
            raise ReferenceDataError(_syntax(file, error)) from error
        for table, row in _rows(graph, file):
            cells = {c: row.cells.get(c, "") for c in columns[table]}
            found.setdefault(table, []).append(Row(row.place, cells))
    return found


def _syntax(file: Path, error: Exception) -> str:
    """Return where and why a file is not Turtle, in one line."""
    told = re.match(r"at line (\d+) of .*?\nBad syntax \((.*?)\) at", str(error), re.DOTALL)
    place, problem = (f":{told[1]}", told[2]) if told else ("", " ".join(str(error).split()))
    return f"{file}{place}: not Turtle: {problem}; mend what stands at that place or before"


def _rows(graph: Graph, file: Path) -> Iterator[tuple[str, Row]]:
    tables = {
        node: table
        for kind, table in _TABLES.items()
        for node in graph.subjects(RDF.type, kind)
        if isinstance(node, URIRef)
    }
    for node in sorted(tables):
        told = _Told(graph, node)
        kind = _KEYS.get(tables[node])
        if kind and not told.key.startswith(kind):
            raise ReferenceDataError(
                f"{file}: <{node}>: the IRI does not end in a key; let it end in /id/{kind}CODE"
            )
        cells = {**_READ[tables[node]](told), "source": told.text(DCTERMS.source)}
        yield tables[node], Row(f"{file}: <{node}>", cells)


class _Told:
    """What a graph says of a node, as cells have it."""

    def __init__(self, graph: Graph, node: Node) -> None:
        self.graph, self.node = graph, node

    def at(self, predicate: URIRef) -> _Told:
        return _Told(self.graph, self.graph.value(self.node, predicate) or Literal(""))

    def text(self, predicate: URIRef) -> str:
        return str(self.graph.value(self.node, predicate) or "")

    def listed(self, predicate: URIRef) -> str:
        return "|".join(sorted(map(str, self.graph.objects(self.node, predicate))))

    def term(self, predicate: URIRef) -> str:
        return self.text(predicate).removeprefix(CQ)

    @property
    def key(self) -> str:
        return str(self.node).rpartition("/id/")[2]

    @property
    def name(self) -> str:
        return self.text(RDFS.label)

    @property
    def wikidata(self) -> str:
        return self.text(SKOS.exactMatch).rpartition("/")[2]

    def period(self) -> dict[str, str]:
        return {
            "valid_from": self.day(_CQ.validFrom, _CQ.validFromPrecision),
            "valid_to": self.day(_CQ.validTo, _CQ.validToPrecision),
        }

    def day(self, moment: URIRef, exactness: URIRef) -> str:
        return self.text(moment)[:10][: _LENGTHS.get(self.text(exactness), 10)]


def _state(told: _Told) -> dict[str, str]:
    recognition = told.term(_CQ.recognition)
    return {
        "code": told.key.removeprefix("state/"),
        "alpha3": told.text(_CQ.isoAlpha3),
        "numeric": told.text(_CQ.isoNumeric),
        "name": told.name,
        "names": told.listed(SKOS.altLabel),
        "demonyms": told.listed(_CQ.demonym),
        "capital": told.text(_CQ.capital),
        "metonyms": told.listed(_CQ.metonym),
        "recognition": _RECOGNITIONS.get(recognition, recognition.lower()),
        "valid_from": told.text(_CQ.founded),
        "valid_to": told.text(_CQ.dissolved),
        "wikidata": told.wikidata,
    }


def _grouping(told: _Told) -> dict[str, str]:
    types = {str(t).removeprefix(CQ) for t in told.graph.objects(told.node, RDF.type)}
    return {
        "code": told.key.removeprefix("grouping/"),
        "name": told.name,
        "names": told.listed(SKOS.altLabel),
        "kind": next((word for name, word in _KINDS.items() if name in types), "grouping"),
        "organs": told.listed(SKOS.hiddenLabel),
        "metonyms": told.listed(_CQ.metonym),
        "seat": told.text(_CQ.seat),
        "founded": told.text(_CQ.founded),
        "dissolved": told.text(_CQ.dissolved),
        "complete_from": told.text(_CQ.membersCompleteFrom)[:10],
        "wikidata": told.wikidata,
    }


def _body(told: _Told) -> dict[str, str]:
    return {
        "slug": told.key.rpartition("/")[2],
        "of": told.at(_CQ.bodyOf).key.removeprefix("state/"),
        "name": told.name,
        "names": told.listed(SKOS.altLabel),
        "branch": "other",
    }


def _membership(told: _Told) -> dict[str, str]:
    status = told.term(_CQ.membershipStatus)
    return {
        "member": told.at(_CQ.member).key,
        "grouping": told.at(_CQ.organisation).key,
        "status": _STATUSES.get(status, status.lower()),
        **told.period(),
    }


def _holding(told: _Told) -> dict[str, str]:
    holder, office = told.at(_CQ.holder), told.at(_CQ.office)
    return {
        "person": holder.name,
        "names": holder.listed(SKOS.altLabel),
        "title": office.name.partition(" (")[0],
        "of": office.at(_CQ.officeOf).key,
        "wikidata": holder.wikidata,
        **told.period(),
    }


def _name(told: _Told) -> dict[str, str]:
    return {"state": told.at(_CQ.nameOf).key, "name": told.text(_CQ.nameUsed), **told.period()}


_READ: dict[str, Callable[[_Told], dict[str, str]]] = {
    "states": _state,
    "groupings": _grouping,
    "bodies": _body,
    "memberships": _membership,
    "holdings": _holding,
    "names": _name,
}
