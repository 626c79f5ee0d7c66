"""Whose turn it is: workers are lent to the clients that wait, one query each in turn.

Every client has a queue of its own, and the queues are served round robin: who sends a hundred
queries at once delays his own only. Where the queues are full, the longest one gives way.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.stores.messages import POLL, BusyError, ClientGoneError

T = TypeVar("T")


def _stays() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Asker:
    """On whose behalf something is asked: who it is, and whether they have gone meanwhile."""

    client: str = ""
    gone: Callable[[], bool] = _stays


class _Ticket(Generic[T]):
    """A place in a queue; `called` once it has a worker or has to give way."""

    def __init__(self) -> None:
        self.called = threading.Event()
        self.worker: T | None = None


class Turns(Generic[T]):
    """Lends what it is given to one client after the other; at most `most_waiting` may wait."""

    def __init__(self, most_waiting: int) -> None:
        self._most = most_waiting
        self._lock = threading.Lock()
        self._idle: list[T] = []
        self._queues: OrderedDict[str, deque[_Ticket[T]]] = OrderedDict()

    @property
    def idle(self) -> int:
        """How many are free."""
        return len(self._idle)

    @property
    def waiting(self) -> int:
        """How many requests wait."""
        with self._lock:
            return self._count()

    def give(self, worker: T) -> None:
        """Lend a worker to the client whose turn it is, or keep it for the next to come."""
        with self._lock:
            if not self._queues:
                self._idle.append(worker)
                return
            client, tickets = next(iter(self._queues.items()))
            ticket = tickets.popleft()
            self._queues.move_to_end(client)
            self._drop_if_empty(client)
            ticket.worker = worker
            ticket.called.set()

    def take_idle(self) -> T | None:
        """Return the worker that has been free for longest, if one is free."""
        with self._lock:
            return self._idle.pop(0) if self._idle else None

    def take(self, asker: Asker, seconds: float) -> T:
        """Return a worker once there is one.

        Raises BusyError where too many wait or after `seconds`; ClientGoneError where nobody
        waits any longer.
        """
        with self._lock:
            if self._idle:
                return self._idle.pop()
            ticket = self._enqueue(asker.client)
        until, gone = time.monotonic() + seconds, False
        while not ticket.called.wait(min(POLL, max(until - time.monotonic(), 0.0))):
            gone = asker.gone()
            if gone or time.monotonic() >= until:
                break
        with self._lock:
            if ticket.worker is not None:
                return ticket.worker
            if not ticket.called.is_set():
                self._queues[asker.client].remove(ticket)
                self._drop_if_empty(asker.client)
        if gone:
            raise ClientGoneError("the client has gone")
        raise BusyError("all query workers are busy")

    def _enqueue(self, client: str) -> _Ticket[T]:
        if self._count() >= self._most:
            longest = max(self._queues, key=lambda c: len(self._queues[c]), default=client)
            if len(self._queues.get(longest, ())) <= len(self._queues.get(client, ())) + 1:
                raise BusyError("too many queries are waiting")
            self._queues[longest].pop().called.set()
        ticket: _Ticket[T] = _Ticket()
        self._queues.setdefault(client, deque()).append(ticket)
        return ticket

    def _drop_if_empty(self, client: str) -> None:
        if not self._queues[client]:
            del self._queues[client]

    def _count(self) -> int:
        return sum(map(len, self._queues.values()))
