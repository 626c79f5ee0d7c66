"""In which graphs the states of a served store differ.

Whoever has worked something out of one state can bring it up to date by reading those graphs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

MOST = 500  # states that are told apart; whoever comes after more reads everything
# graph → the subjects of the triples that were written or removed; None: any of its triples
Touched = Mapping[str, frozenset[str] | None]


def touched_by(requests: Iterable[Mapping[str, Any]]) -> Touched | None:
    """Return what these writes touch together; None where one does not say.

    >>> both = touched_by([{"touches": {"urn:g": ["urn:a"]}}, {"touches": {"urn:g": ["urn:b"]}}])
    >>> sorted(both["urn:g"])
    ['urn:a', 'urn:b']
    """
    together: Touched | None = {}
    for request in requests:
        told: Mapping[str, list[str] | None] | None = request.get("touches")
        if told is None:
            return None
        sets = {g: None if s is None else frozenset(s) for g, s in told.items()}
        together = _merged(together, sets)
    return together


class Differences:
    """What the latest states of a store touched, each as against the one before it."""

    def __init__(self) -> None:
        self._steps: deque[tuple[str, Touched | None]] = deque(maxlen=MOST)

    def note(self, state: str, touched: Touched | None) -> None:
        """Note the next state and what was written before it; None where that is not known."""
        self._steps.append((state, touched))

    def since(self, state: str) -> Touched | None:
        """Return what was written since a state; None where that is not known."""
        together: Touched | None = {}
        for found, touched in reversed(self._steps.copy()):
            if found == state:
                return together
            together = _merged(together, touched)
        return None

    def told_since(self, state: str) -> dict[str, Any]:
        """Return `since` and `touched` for a process that has a state open; nothing if unknown."""
        touched = self.since(state)
        if touched is None:
            return {}
        told = {graph: None if s is None else sorted(s) for graph, s in touched.items()}
        return {"since": state, "touched": told}


def _merged(one: Touched | None, other: Touched | None) -> Touched | None:
    if one is None or other is None:
        return None
    merged = dict(one)
    for graph, subjects in other.items():
        known = merged.get(graph, frozenset())
        merged[graph] = None if known is None or subjects is None else known | subjects
    return merged
