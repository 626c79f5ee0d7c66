"""Reading for those without the token: nothing is stored, and nobody else waits long for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import current_app
from werkzeug.exceptions import Forbidden

from kg.stores.messages import BusyError
from kg.web.access import RateLimit, client

MOST_SECONDS = 15.0  # for reading one article; those with the token wait for it in turn
_PATIENCE = 5.0  # seconds for which a guest waits for the one before


class Guests:
    """At most `rate` previews a minute from one address, one at a time; 0 allows none."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._limit = RateLimit(rate)
        self._turn = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold a guest's turn. Raises Forbidden, TooManyRequests or BusyError."""
        if not self.rate:
            raise Forbidden("Here only those with the token may have articles read.")
        self._limit.check(client(), time.monotonic())
        if not self._turn.acquire(timeout=_PATIENCE):
            raise BusyError("too many wait for their turn")
        try:
            yield
        finally:
            self._turn.release()


def guests() -> Guests:
    """Return the guests of the application that handles this request."""
    return cast(Guests, current_app.extensions["communique.guests"])
