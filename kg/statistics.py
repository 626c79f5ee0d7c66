"""What a store holds, counted by queries."""

from __future__ import annotations

import io
import json

from kg.iris import CQ
from kg.protocols import Store

_COUNTS = {
    "articles": "?x a cq:Article",
    "statements": "?x a cq:Statement",
    "statements quoted directly": "?x cq:form cq:Direct",
    "statements known only through another source": "?x a cq:Statement; cq:reportedBy ?y",
    "speakers": "?s cq:speaker ?x",
    "claims": "?x a ?t . VALUES ?t { cq:MembershipClaim cq:OfficeClaim }",
    "states in the reference data": "?x a cq:State",
    "memberships in the reference data": "?x a cq:Membership",
    "text spans": "?x cq:exact ?y",
}


def statistics(store: Store) -> dict[str, int]:
    """Return name → count, in the order they are worth reading."""
    counts = {
        name: _count(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ GRAPH ?g {{ {pattern} }} }}")
        for name, pattern in _COUNTS.items()
    }
    counts["named graphs"] = sum(1 for _ in store.graphs())
    counts["triples"] = _count(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    return counts


def _count(store: Store, sparql: str) -> int:
    out = io.BytesIO()
    store.query(f"PREFIX cq: <{CQ}>\n{sparql}").write(out, "application/sparql-results+json")
    return int(json.loads(out.getvalue())["results"]["bindings"][0]["n"]["value"])
