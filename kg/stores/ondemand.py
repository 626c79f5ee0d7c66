"""A process that is started when it is first needed, does one thing at a time and may be killed."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

from kg.errors import CommuniqueError
from kg.stores.messages import BusyError, DeadlineError, WorkerDiedError, error_of
from kg.stores.processes import Program, Spawner, WorkerProcess

START_UP = 60.0  # seconds for the first request of a process: it reads shapes, data, a model
First = tuple[Mapping[str, Any], Sequence[tuple[str, bytes]]]


class OnDemand:
    """Runs `python -m MODULE` (`kg.stores.loop`); what takes too long or dies costs only that.

    `first` is a request of our own that a new process answers before any other, so that what it
    loads is not counted as the time of what a stranger sends. `memory_mb` is what the process may
    have, `wait` the seconds for which a request waits for its turn; the start of the process is
    waited for beside that.
    """

    def __init__(self, module: str, first: First, memory_mb: int, wait: float = 5.0) -> None:
        self._first, self._wait = first, wait
        self._spawner = Spawner(memory_mb, Program(module))
        self._turn = threading.Lock()
        self._process: WorkerProcess | None = None
        self._ready = False

    @property
    def started(self) -> bool:
        """Say whether the process was started, and is not ended."""
        return self._process is not None

    def ask(
        self, request: Mapping[str, Any], documents: Sequence[tuple[str, bytes]], timeout: float
    ) -> tuple[dict[str, Any], bytes]:
        """Return head and body of the answer to a request with documents (media type, bytes).

        Raises BusyError, DeadlineError after `timeout` seconds, WorkerDiedError, StoreError, and
        what the process raises.
        """
        if not self._turn.acquire(timeout=self._wait if self._ready else self._wait + START_UP):
            raise BusyError("too many requests wait for their turn")
        try:
            return self._ask(self._begun(), request, documents, timeout)
        finally:
            self._turn.release()

    def begin(self) -> None:
        """Start the process, unless it is there. Raises what `ask` raises."""
        with self._turn:
            self._begun()

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._end()
        self._spawner.close()

    def _begun(self) -> WorkerProcess:
        if self._process is None or not self._process.alive:
            self._process = self._spawner.start()
            self._ask(self._process, *self._first, START_UP)
            self._ready = True
        return self._process

    def _ask(
        self,
        process: WorkerProcess,
        request: Mapping[str, Any],
        documents: Sequence[tuple[str, bytes]],
        timeout: float,
    ) -> tuple[dict[str, Any], bytes]:
        deadline = time.monotonic() + timeout
        asked = {**request, "media_types": [media_type for media_type, _ in documents]}
        try:
            head = process.call(asked, tuple(data for _, data in documents), deadline)
            body = bytearray()
            while (received := process.channel.receive(deadline))[0] == b"D":
                body += received[1]
            if received[0] == b"E":
                raise error_of(received[1])
        except CommuniqueError as error:
            if isinstance(error, (DeadlineError, WorkerDiedError)):
                self._end()
            raise
        return head, bytes(body)

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process, self._ready = None, False
