"""What every part of the web application needs: the pool of workers and the settings."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from flask import current_app, request

from kg.stores.answers import Answer
from kg.stores.differences import Touched
from kg.stores.messages import Dataset
from kg.stores.pool import QueryPool
from kg.web.checks import Checker
from kg.web.federation import Federation
from kg.web.intakes import Intake
from kg.web.kept import KeptFiles

JSON = "application/sparql-results+json"
_PLAIN: Mapping[str, str | None] = {"solutions": JSON, "boolean": JSON, "graph": "text/turtle"}
Row = dict[str, dict[str, Any]]
T = TypeVar("T")


@dataclass
class Service:
    """A served store. `base` is the data's base IRI; `token` None means that nobody may write.

    `answer_rows` is how many rows an answer to somebody's query may have (0: any number).
    """

    pool: QueryPool
    base: str
    union: bool
    token: str | None
    checker: Checker
    intake: Intake
    federation: Federation
    most_query: int
    answer_rows: int = 0
    most_rows: int = 1000
    identifying: threading.Lock = field(default_factory=threading.Lock)
    updating: threading.Lock = field(default_factory=threading.Lock)
    correcting: threading.Lock = field(default_factory=threading.Lock)
    kept: KeptFiles = field(default_factory=KeptFiles)
    _known: dict[str, tuple[str, Any]] = field(default_factory=dict)
    _turns: dict[str, threading.Lock] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    start: str = field(default_factory=lambda: secrets.token_hex(8))

    @property
    def state(self) -> str:
        """What names the state of the dataset, here and in no other run of a server."""
        return f"{self.start} {self.pool.state}"

    def close(self) -> None:
        """End all processes."""
        self.pool.close()
        self.checker.close()
        self.intake.close()

    def rows(
        self, sparql: str, most: int | None = None, *, timeout: float | None = None
    ) -> list[Row]:
        """Return the solutions of one of our own queries, over the union of all graphs."""
        answer = self.pool.query(
            sparql, _PLAIN, dataset=Dataset(union=True), rows=most, timeout=timeout
        )
        found: list[Row] = json.loads(answer.read())["results"]["bindings"]
        return found

    def counts(self) -> dict[str, int]:
        """Return what the store holds by name."""
        return self.once(
            "counts", lambda: {name: self._count(pattern) for name, pattern in _COUNTS.items()}
        )

    def once(
        self,
        name: str,
        work: Callable[[], T],
        renewed: Callable[[T, Touched], T] | None = None,
    ) -> T:
        """Return what `work` gives, worked out once for each state of the dataset.

        Where it is known what was written since an earlier state, `renewed` may make what is true
        now of what was true then.
        """
        with self._lock:
            turn = self._turns.setdefault(name, threading.Lock())
        with turn:
            state = self.state
            known = self._known.get(name)
            if known is None or known[0] != state:
                touched = self._touched_since(known[0]) if known and renewed else None
                if known is None or renewed is None or touched is None:
                    known = self._known[name] = state, work()
                else:
                    known = self._known[name] = state, renewed(known[1], touched)
            return cast(T, known[1])

    def known(self, name: str) -> Any:
        """Return what was worked out under a name for the state as it is now; None if nothing."""
        state, value = self._known.get(name, ("", None))
        return value if state == self.state else None

    def has(self, name: str) -> bool:
        """Say whether something of this name was worked out, of this or of an earlier state."""
        return name in self._known

    def statements(self) -> int:
        """Return how many statements there are."""
        return self.once("statements", lambda: self._count(_COUNTS["statements"]))

    def _touched_since(self, state: str) -> Touched | None:
        return self.pool.touched_since(state.removeprefix(f"{self.start} "))

    def _count(self, pattern: str) -> int:
        rows = self.rows(f"PREFIX cq: <https://w3id.org/communique/ontology#> SELECT {pattern}")
        return int(rows[0]["n"]["value"])


_COUNTS = {
    "articles": "(COUNT(DISTINCT ?a) AS ?n) { GRAPH ?a { ?a a cq:Article } }",
    "statements": "(COUNT(DISTINCT ?s) AS ?n) { ?s a cq:Statement }",
    "speakers": "(COUNT(DISTINCT ?x) AS ?n) { ?s cq:speaker ?x }",
    "graphs": "(COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "triples": "(COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
}


def service() -> Service:
    """Return the service of the application that handles this request."""
    return cast(Service, current_app.extensions["communique"])


def writer() -> str:
    """Return who writes, as the log of changes says it: the address, and From if it was sent."""
    return " ".join(filter(None, (request.remote_addr, request.headers.get("From"))))[:200]


def dump(media_type: str, graph: str | None, **options: Any) -> Answer:
    """Return a dump that stops when the client goes."""
    head = request.method == "HEAD"
    return service().pool.dump(media_type, graph, head=head, **options)
