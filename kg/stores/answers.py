"""Answers on their way from a worker to whoever asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kg.errors import CommuniqueError
from kg.stores.cache import Kept
from kg.stores.messages import (
    ClientGoneError,
    DeadlineError,
    TooMuchError,
    WorkerDiedError,
    error_of,
)
from kg.stores.processes import WorkerProcess

# the worker is of no use after these
FATAL = (DeadlineError, WorkerDiedError, ClientGoneError, TooMuchError)
OVERDUE = 1.0  # seconds after its deadline at which a lease nobody looks after is ended


class Answer:
    """An answer: `form`, `media_type`, and its bytes once, by iterating.

    `found` is False where the graph asked for does not exist, `version` names its state ("" where
    it has no name); `more` says, at the end, that some was left out as asked, and `whole` that all
    its bytes are here already; `state` names the state of the store that it is of ("" if remote).
    Iterating raises one of FATAL where the answer breaks off; `close` gives up what is not read.
    """

    def __init__(
        self,
        head: Mapping[str, Any],
        chunks: Iterator[bytes],
        close: Callable[[], None] | None = None,
    ) -> None:
        self.form: str = head.get("form", "")
        self.media_type: str = head.get("media_type", "")
        self.found: bool = head.get("found", True)
        self.version: str = head.get("version", "")
        self.graphs: list[str] = head.get("graphs", [])
        self.more = False
        self.state = ""
        self.whole = close is None
        self.close = close or (lambda: None)
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks

    def read(self) -> bytes:
        """Return all bytes that are left."""
        return b"".join(self._chunks)


def answer_of(kept: Kept) -> Answer:
    """Return an answer that is here already."""
    answer = Answer(kept.head, iter((kept.data,) if kept.data else ()))
    answer.more = kept.more
    return answer


class Lease:
    """A worker lent to one request; `end` gives it back, once, and says why it is not usable.

    `most` bytes of an answer are passed on; `keep` is told of one that has `short` bytes or fewer.
    """

    def __init__(
        self,
        worker: WorkerProcess,
        end: Callable[[str], None],
        timeout: float,
        gone: Callable[[], bool],
        most: int | None,
        keep: Callable[[Kept], None],
        short: int,
    ) -> None:
        self._worker, self._end, self._gone = worker, end, gone
        self._most, self._keep, self._short = most, keep, short
        self._deadline = time.monotonic() + timeout
        self._ending = threading.Lock()

    def end(self, reason: str = "") -> None:
        """Give the worker back if that has not happened yet; with a reason it is of no use."""
        if self._ending.acquire(blocking=False):
            self._end(reason)

    def end_if_overdue(self, now: float) -> None:
        """End a lease that holds a worker though its time is long up: its client does not read."""
        if now > self._deadline + OVERDUE:
            self.end(DeadlineError.reason)

    def ask(self, request: Mapping[str, Any]) -> Answer:
        """Return the answer to a request: whole if it is short, else as it comes."""
        try:
            head = self._worker.call(dict(request), (), self._deadline, self._gone)
            kind, payload = self._receive()
            if kind == b"D" and self._worker.channel.waiting() != b"Z":
                return self._stream(head, payload)
            data = payload if kind == b"D" else b""
            end = self._receive()[1] if kind == b"D" else payload
            if kind == b"E":
                raise error_of(payload)
        except BaseException as error:
            self.end(_reason(error))
            raise
        self.end()
        kept = Kept(head, data, json.loads(end)["more"])
        self._keep(kept)
        return answer_of(kept)

    def _stream(self, head: Mapping[str, Any], first: bytes) -> Answer:
        def chunks() -> Iterator[bytes]:
            kind, payload, passed = b"D", first, 0
            held: list[bytes] = []
            try:
                while kind == b"D":
                    passed += len(payload)
                    held = [*held, payload] if passed <= self._short else []
                    if self._most is not None and passed > self._most:
                        raise TooMuchError(f"the answer is longer than {self._most} bytes")
                    yield payload
                    kind, payload = self._receive()
                self.end()
            except BaseException as error:
                self.end(_reason(error))
                raise
            if kind == b"E":
                raise error_of(payload)
            answer.more = json.loads(payload)["more"]
            if held:
                self._keep(Kept(head, b"".join(held), answer.more))

        answer = Answer(head, chunks(), lambda: self.end(ClientGoneError.reason))
        return answer

    def _receive(self) -> tuple[bytes, bytes]:
        return self._worker.channel.receive(self._deadline, self._gone)


def _reason(error: BaseException) -> str:
    """Return why a worker is of no use after an error; the empty string where it still is."""
    if isinstance(error, FATAL):
        return error.reason
    return "" if isinstance(error, CommuniqueError) else ClientGoneError.reason
