"""Checking graphs against the shapes in a process of its own, started when it is first needed."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kg.errors import CommuniqueError
from kg.stores.messages import BusyError, DeadlineError, WorkerDiedError, error_of
from kg.stores.processes import Spawner, WorkerProcess

Form = Literal["json", "text", "turtle"]
_WARM_UP = 30.0  # seconds more for the first check of a process: it reads shapes and reference data


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: `report` is in the form asked for; the graph is about `articles`."""

    conforms: bool
    summary: str
    articles: Sequence[str]
    report: bytes


class Checker:
    """Checks one graph at a time; a check that takes too long or dies costs only its process.

    `base` is the data's base IRI, `memory_mb` what the process may have, `wait` the seconds for
    which a check waits for its turn.
    """

    def __init__(self, base: str, memory_mb: int, wait: float = 5.0) -> None:
        self._base, self._wait = base, wait
        self._spawner = Spawner(memory_mb, "kg.checker")
        self._turn = threading.Lock()
        self._process: WorkerProcess | None = None

    def check(
        self,
        documents: Sequence[tuple[str, bytes]],
        graph: str | None,
        form: Form,
        timeout: float,
    ) -> Checked:
        """Return what is wrong with the graph that documents (media type, bytes) make together.

        `graph` is what relative IRIs are read from. Raises DocumentError, BusyError,
        DeadlineError after `timeout` seconds, WorkerDiedError or StoreError.
        """
        if not self._turn.acquire(timeout=self._wait):
            raise BusyError("too many graphs wait to be checked")
        try:
            return self._check(documents, graph, form, timeout)
        finally:
            self._turn.release()

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._end()
        self._spawner.close()

    def _check(
        self, documents: Sequence[tuple[str, bytes]], graph: str | None, form: Form, timeout: float
    ) -> Checked:
        if self._process is None or not self._process.alive:
            self._process = self._spawner.start()
            timeout += _WARM_UP
        deadline = time.monotonic() + timeout
        request = {
            "do": "check",
            "base": self._base,
            "graph": graph,
            "form": form,
            "media_types": [media_type for media_type, _ in documents],
        }
        try:
            head = self._process.call(request, tuple(data for _, data in documents), deadline)
            report = bytearray()
            while (received := self._process.channel.receive(deadline))[0] == b"D":
                report += received[1]
            if received[0] == b"E":
                raise error_of(received[1])
        except CommuniqueError as error:
            if isinstance(error, (DeadlineError, WorkerDiedError)):
                self._end()
            raise
        return Checked(**head, report=bytes(report))

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None
