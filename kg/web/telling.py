"""What the graph of one article tells, as JSON values: its facts, statements and claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.iris import CQ
from kg.web.cells import labels_of, thing, value_of
from kg.web.service import service

Values = Mapping[str, list[Any]]  # local name of a property → its values
_CQ = f"PREFIX cq: <{CQ}>\n"
_FACTS = "SELECT ?p ?o WHERE { GRAPH <%(iri)s> { <%(iri)s> ?p ?o } }"
_NODES = """SELECT ?node ?p ?o ?start ?end ?exact ?type WHERE {
  VALUES ?type { %(types)s }
  GRAPH <%(iri)s> {
    ?node a ?type ; ?p ?o .
    OPTIONAL { ?o cq:start ?start ; cq:end ?end ; cq:exact ?exact }
  }
} ORDER BY ?node ?p ?start ?end ?o"""
_POSSIBLE = """SELECT ?node ?principal ?score ?reason WHERE { GRAPH <%(iri)s> {
  ?node cq:hasPossiblePrincipal ?p .
  ?p cq:principal ?principal ; cq:confidence ?score ; cq:reason ?reason
} } ORDER BY ?node DESC(?score) ?principal"""
_REPRESENTED = """SELECT ?node ?by ?principal WHERE { GRAPH <%(iri)s/inferred> {
  ?node cq:hasRepresentation ?r . ?r cq:representative ?by ; cq:represented ?principal
  FILTER(?by != ?principal)
} } ORDER BY ?r"""
_DERIVED = (
    "SELECT ?node ?p ?o WHERE { GRAPH <%(iri)s/inferred> { ?node ?p ?o } } ORDER BY ?node ?p ?o"
)


def tell(iri: str) -> dict[str, Any] | None:
    """Return what the store holds of an article; None where it has no such article.

    Offsets count code points of `text` from 0, half open. Statements and claims are in text order.
    """
    facts = _facts(iri)
    if not facts:
        return None
    statements = _nodes(iri, "cq:Statement")
    claims = _nodes(iri, "cq:MembershipClaim cq:OfficeClaim")
    for node, name, value in _derived(iri):
        if node in statements or node in claims:
            (statements.get(node) or claims[node]).setdefault(name, []).append(value)
    for node, possible in _possible(iri):
        if node in statements or node in claims:
            (statements.get(node) or claims[node]).setdefault("possible", []).append(possible)
    for (node, speaker), behalf in _represented(iri).items():
        if node in statements:
            pair = {"speaker": thing(speaker), "on_behalf_of": behalf}
            statements[node].setdefault("represented", []).append(pair)
    told = _article(iri, facts) | {
        "statements": sorted((_statement(i, v) for i, v in statements.items()), key=_place),
        "claims": sorted((_claim(i, v) for i, v in claims.items()), key=_place),
    }
    _label(told)
    return told


def _facts(iri: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in service().rows(_FACTS % {"iri": iri}):
        found.setdefault(_local(row["p"]["value"]), []).append(value_of(row["o"]))
    return found


def _nodes(iri: str, types: str) -> dict[str, dict[str, list[Any]]]:
    """Return the values of each node of these types; a span is given with its place and words."""
    found: dict[str, dict[str, list[Any]]] = {}
    for row in service().rows(_CQ + _NODES % {"iri": iri, "types": types}):
        value = value_of(row["o"])
        if "exact" in row:
            place = {k: int(row[k]["value"]) for k in ("start", "end") if k in row}
            value = {**place, "text": row["exact"]["value"], "iri": row["o"]["value"]}
        entry = found.setdefault(row["node"]["value"], {})
        entry.setdefault(_local(row["p"]["value"]), []).append(value)
    return found


def _derived(iri: str) -> Iterable[tuple[str, str, Any]]:
    for row in service().rows(_DERIVED % {"iri": iri}):
        yield row["node"]["value"], _local(row["p"]["value"]), value_of(row["o"])


def _possible(iri: str) -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield by statement or claim each candidate for whom it may be, the most probable first."""
    for row in service().rows(_CQ + _POSSIBLE % {"iri": iri}):
        principal = value_of(row["principal"])
        told = {"principal": principal, "score": value_of(row["score"])}
        yield row["node"]["value"], told | {"reason": value_of(row["reason"])}


def _represented(iri: str) -> dict[tuple[str, str], list[Any]]:
    """Return by statement and speaker those others for whom that speaker speaks."""
    found: dict[tuple[str, str], list[Any]] = {}
    for row in service().rows(_CQ + _REPRESENTED % {"iri": iri}):
        key = row["node"]["value"], row["by"]["value"]
        found.setdefault(key, []).append(value_of(row["principal"]))
    return found


def _article(iri: str, facts: Values) -> dict[str, Any]:
    return thing(iri, _one(facts, "label")) | {
        "title": _one(facts, "title"),
        "published": _one(facts, "issued"),
        "published_source": _one(facts, "dateSource"),
        "publisher": _one(facts, "publisher"),
        "authors": facts.get("creator", []),
        "language": _one(facts, "language"),
        "source_url": _one(facts, "url"),
        "source_name": _one(facts, "sourceName"),
        "notes": facts.get("readerNote", []),
        "sha256": _one(facts, "textHash"),
        "text": _one(facts, "text"),
    }


def _statement(iri: str, values: Values) -> dict[str, Any]:
    return thing(iri, _one(values, "label")) | {
        "speakers": values.get("speaker", []),
        "role": _one(values, "speakerRole"),
        "on_behalf_of": values.get("onBehalfOf", []),
        "who_for_whom": values.get("represented", []),
        "perhaps_on_behalf_of": values.get("possible", []),
        "act": _term(values, "speechAct"),
        "form": _term(values, "form"),
        "said": _spans(values, "contentSpan"),
        "quoted": _spans(values, "quotedSpan"),
        "cue": next(iter(_spans(values, "cueSpan")), None),
        "addressee": values.get("addressee", []),
        "about": values.get("about", []),
        "reported_by": _one(values, "reportedBy"),
        "reported_in": _one(values, "reportedIn"),
        "repeats": _one(values, "repeats"),
        "confidence": _one(values, "confidence"),
        "evidence": _spans(values, "evidence"),
    }


def _claim(iri: str, values: Values) -> dict[str, Any]:
    return thing(iri, _one(values, "label")) | {
        "type": _term(values, "type"),
        "subject": _one(values, "claimSubject"),
        "relation": _term(values, "claimRelation"),
        "object": _one(values, "claimObject"),
        "perhaps_office_of": values.get("possible", []),
        "negated": _one(values, "negated"),
        "as_of": _one(values, "asOf"),
        "claimed_in": _one(values, "claimedIn"),
        "confidence": _one(values, "confidence"),
        "evidence": _spans(values, "evidence"),
        "comparison": _term(values, "comparison"),
        "agrees_with": values.get("agreesWith", []),
        "conflicts_with": values.get("conflictsWith", []),
    }


def _label(told: dict[str, Any]) -> None:
    """Give every thing that is told of its label."""
    things = list(_unlabelled(told))
    labels = labels_of(sorted({t["iri"] for t in things}))
    for found in things:
        found["label"] = labels.get(found["iri"])


def _unlabelled(value: Any) -> Iterable[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _unlabelled(item)
    elif isinstance(value, dict):
        if "label" in value and value["label"] is None:
            yield value
        for item in value.values():
            yield from _unlabelled(item)


def _one(values: Values, name: str) -> Any:
    return next(iter(values.get(name, [])), None)


def _term(values: Values, name: str) -> str | None:
    """Return the local name of a term of our vocabulary, as `assert` for cq:Assert."""
    names = [v["iri"].removeprefix(CQ) for v in values.get(name, []) if isinstance(v, dict)]
    return next((n[0].lower() + n[1:] for n in names if n), None)


def _spans(values: Values, name: str) -> list[dict[str, Any]]:
    return [v for v in values.get(name, []) if isinstance(v, dict) and "text" in v]


def _place(told: Mapping[str, Any]) -> tuple[int, str]:
    spans = told.get("said") or told["evidence"]
    return min((s.get("start", 0) for s in spans), default=0), told["iri"]


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]
