"""Answers on their way from a worker to whoever asked."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kg.errors import CommuniqueError
from kg.stores.messages import ClientGoneError, DeadlineError, WorkerDiedError, error_of
from kg.stores.processes import WorkerProcess

FATAL = (DeadlineError, WorkerDiedError, ClientGoneError)  # the worker is of no use after these


class Answer:
    """An answer: `form`, `media_type`, and its bytes once, by iterating.

    `found` is False where the graph asked for does not exist, `version` names its state ("" where
    it has no name); `more` says, at the end, that some was left out as asked. Iterating raises one
    of FATAL where the answer breaks off; `close` gives up what has not been read.
    """

    def __init__(
        self,
        head: Mapping[str, Any],
        chunks: Iterator[bytes],
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self.form: str = head.get("form", "")
        self.media_type: str = head.get("media_type", "")
        self.found: bool = head.get("found", True)
        self.version: str = head.get("version", "")
        self.more = False
        self.close = close
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    def read(self) -> bytes:
        """Return all bytes that are left."""
        return b"".join(self._chunks)


class Lease:
    """A worker lent to one request; `end` gives it back, once, and says whether it is usable."""

    def __init__(
        self,
        worker: WorkerProcess,
        end: Callable[[bool], None],
        timeout: float,
        gone: Callable[[], bool] | None,
    ) -> None:
        self._worker, self._end, self._gone = worker, end, gone
        self._deadline = time.monotonic() + timeout
        self._ended = False

    def end(self, *, clean: bool) -> None:
        """Give the worker back if that has not happened yet."""
        if not self._ended:
            self._ended = True
            self._end(clean)

    def ask(self, request: Mapping[str, Any]) -> Answer:
        """Return the answer to a request: whole if it is short, else as it comes."""
        try:
            head = self._worker.call(dict(request), (), self._deadline, self._gone)
            kind, payload = self._receive()
            if kind == b"D" and self._worker.channel.waiting() != b"Z":
                return self._stream(head, payload)
            chunks = iter((payload,)) if kind == b"D" else iter(())
            end = self._receive()[1] if kind == b"D" else payload
            if kind == b"E":
                raise error_of(payload)
        except BaseException as error:
            self.end(clean=isinstance(error, CommuniqueError) and not isinstance(error, FATAL))
            raise
        self.end(clean=True)
        answer = Answer(head, chunks)
        answer.more = json.loads(end)["more"]
        return answer

    def _stream(self, head: Mapping[str, Any], first: bytes) -> Answer:
        def chunks() -> Iterator[bytes]:
            kind, payload = b"D", first
            try:
                while kind == b"D":
                    yield payload
                    kind, payload = self._receive()
                self.end(clean=True)
            finally:
                self.end(clean=False)
            if kind == b"E":
                raise error_of(payload)
            answer.more = json.loads(payload)["more"]

        answer = Answer(head, chunks(), lambda: self.end(clean=False))
        return answer

    def _receive(self) -> tuple[bytes, bytes]:
        return self._worker.channel.receive(self._deadline, self._gone)
