"""Short answers kept for as long as the store stays as it is.

An answer depends on the request and the state of the store alone, unless the query asks for the
time, for chance or for new names. So the key is the request, and a new state empties the cache.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.stores.tokens import is_volatile

LONGEST = 10_000  # characters of a query that is taken apart to see whether its answer lasts


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer in one piece: what is told of it, its bytes, and whether some was left out."""

    head: Mapping[str, Any]
    data: bytes
    more: bool


class AnswerCache:
    """Holds up to `most_bytes` of answers; the one not asked for longest goes first.

    `longest` is how many bytes one of them may have, so that there is room for others.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most, self._held = most_bytes, 0
        self.longest = most_bytes // 8
        self._lock = threading.Lock()
        self._state = ""
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self.hits = 0

    def key(self, request: Mapping[str, Any]) -> str | None:
        """Return what names a request here; None where its answer may not be kept."""
        if not self._most or request["do"] != "query":
            return None
        text = request["text"]
        if len(text) > LONGEST or "\\u" in text or is_volatile(text):  # \u may hide a name
            return None
        return json.dumps(request, sort_keys=True)

    def get(self, state: str, key: str | None) -> Kept | None:
        """Return the answer to a request in this state of the store, if it is here."""
        with self._lock:
            if state != self._state or key is None or key not in self._kept:
                return None
            self._kept.move_to_end(key)
            self.hits += 1
            return self._kept[key]

    def put(self, state: str, key: str | None, kept: Kept, current: str) -> None:
        """Keep an answer, if it was given in the current state of the store."""
        if key is None or state != current:
            return
        with self._lock:
            if state != self._state:
                self._state, self._held = state, 0
                self._kept.clear()
            self._remove(key)
            self._kept[key] = kept
            self._held += len(key) + len(kept.data)
            while self._held > self._most:
                self._remove(next(iter(self._kept)))

    def _remove(self, key: str) -> None:
        old = self._kept.pop(key, None)
        if old is not None:
            self._held -= len(key) + len(old.data)
