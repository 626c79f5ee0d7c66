"""What passes between the supervisor and its workers, and how it is framed on their socket.

A frame is one byte of kind, four bytes of payload length (little-endian) and the payload. A
request is `Q` (JSON) and one `B` (bytes) per document sent along; its answer is `H` (JSON head),
any number of `D` (bytes) and `Z` (JSON: whether more was left out), or `E` (JSON error).
"""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kg.errors import QueryError, StoreError

HEAD = struct.Struct("<cI")
CHUNK = 1 << 16  # bytes of an answer held back, so that an early error still has a clean status
_ROWS = (
    "application/sparql-results+json, application/sparql-results+xml, text/csv, "
    "text/tab-separated-values"
)
_WRITTEN_AS = {
    "solutions": f"Solutions are written as {_ROWS}.",
    "boolean": f"Yes or no is written as {_ROWS}.",
    "graph": "A graph is written as text/turtle, application/n-triples, application/rdf+xml, "
    "application/ld+json, application/n-quads, application/trig.",
}
POLL = 0.25  # seconds between two looks at whether the client is still there


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query reads; `default` and `named` None mean: as the store has them.

    SPARQL 1.1 Protocol, section 2.1.4: naming either kind empties the other.
    """

    union: bool = False
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


class RefusedError(QueryError):
    """A query or update that is understood but not allowed here."""


class DocumentError(StoreError):
    """An RDF document that cannot be read."""


class NotAcceptableError(QueryError):
    """The answer has none of the formats asked for."""


def not_acceptable(form: str) -> NotAcceptableError:
    """Return the error of an answer in none of its formats, which it lists (RFC 9110, 15.5.7)."""
    return NotAcceptableError(_WRITTEN_AS[form])


class DeadlineError(QueryError):
    """A query or update that took longer than it may; its process was ended."""

    reason = "deadline"


class WorkerDiedError(QueryError):
    """A query or update that ended its process: too much memory, or a fault of the engine."""

    reason = "died"


class ClientGoneError(QueryError):
    """Nobody waits for the answer any more."""

    reason = "client gone"


class TooMuchError(QueryError):
    """An answer that is longer than answers may be."""

    reason = "answer too long"


class TooManyRowsError(QueryError):
    """An answer with more rows than answers may have."""


class FullError(StoreError):
    """A write for which the disk has no room; what was stored before is as it was."""


class UnseenError(StoreError):
    """A write that is stored, but that queries cannot see yet: no checkpoint could be made."""


class ChangedError(StoreError):
    """A graph that is not in the state its writer asks for."""


class BusyError(StoreError):
    """Too many requests wait already; one may be tried again soon."""


class UnreachableError(StoreError):
    """A remote store that does not answer, or breaks off."""


_ERRORS: dict[str, type[StoreError]] = {
    "StoreError": StoreError,
    "UnreachableError": UnreachableError,
    "DocumentError": DocumentError,
    "ChangedError": ChangedError,
    "FullError": FullError,
}
_QUERY_ERRORS: dict[str, type[QueryError]] = {
    "QueryError": QueryError,
    "RefusedError": RefusedError,
    "NotAcceptableError": NotAcceptableError,
    "TooManyRowsError": TooManyRowsError,
}


_FULL = ("No space left", "Disk quota exceeded", "File too large")  # strerror(3), as RocksDB has it
_CLOSED = ("Permission denied", "Read-only file system", "Operation not permitted")


def store_error(message: str, error: Exception) -> StoreError:
    """Return the engine's failure as ours: a FullError where the disk is full, or one's share."""
    if any(words in str(error) for words in _FULL):
        return FullError(
            f"{message}: the disk is full. What was stored before is as it was; free some space "
            "and do the same again"
        )
    closed = any(words in str(error) for words in _CLOSED)
    what_to_do = "; change its permissions, or choose another folder" if closed else ""
    return StoreError(f"{message}: {error}{what_to_do}")


def frame(kind: bytes, payload: bytes | dict[str, Any]) -> bytes:
    r"""Return one frame.

    >>> frame(b"Z", {})
    b'Z\x02\x00\x00\x00{}'
    """
    data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return HEAD.pack(kind, len(data)) + data


def error_frame(error: Exception) -> bytes:
    """Return the frame of an error: its class, message and, for a query, its place."""
    place = {"line": error.line, "column": error.column} if isinstance(error, QueryError) else {}
    return frame(b"E", {"type": type(error).__name__, "message": str(error)[:2000], **place})


def error_of(payload: bytes) -> QueryError | StoreError:
    """Return the error of an error frame; one of an unknown class is a StoreError."""
    found = json.loads(payload)
    query_error = _QUERY_ERRORS.get(found["type"])
    if query_error is not None:
        return query_error(found["message"], found["line"], found["column"])
    return _ERRORS.get(found["type"], StoreError)(found["message"])


class Channel:
    """The supervisor's end of a worker's socket."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self._buffer = bytearray()

    def send(self, request: dict[str, Any], documents: tuple[bytes, ...], deadline: float) -> None:
        """Send a request. Raises WorkerDiedError or DeadlineError."""
        data = b"".join([frame(b"Q", request), *(frame(b"B", d) for d in documents)])
        try:
            self._socket.settimeout(max(deadline - time.monotonic(), 0.01))
            self._socket.sendall(data)
        except TimeoutError:
            raise DeadlineError("the worker did not take the request in time") from None
        except OSError:
            raise WorkerDiedError("the worker ended") from None

    def receive(
        self, deadline: float, gone: Callable[[], bool] | None = None
    ) -> tuple[bytes, bytes]:
        """Return kind and payload of the next frame.

        Raises DeadlineError at `deadline` (monotonic seconds), ClientGoneError once `gone()`, and
        WorkerDiedError where the other end is closed.
        """
        self._fill(HEAD.size, deadline, gone)
        kind, length = HEAD.unpack_from(self._buffer)
        self._fill(HEAD.size + length, deadline, gone)
        payload = bytes(self._buffer[HEAD.size : HEAD.size + length])
        del self._buffer[: HEAD.size + length]
        return kind, payload

    def waiting(self) -> bytes:
        """Return the kind of the next frame where all of it is here already, else no bytes."""
        if len(self._buffer) < HEAD.size:
            return b""
        kind, length = HEAD.unpack_from(self._buffer)
        return bytes(kind) if len(self._buffer) >= HEAD.size + length else b""

    def close(self) -> None:
        """Close this end; an idle worker then ends."""
        self._socket.close()

    def _fill(self, size: int, deadline: float, gone: Callable[[], bool] | None) -> None:
        while len(self._buffer) < size:
            left = deadline - time.monotonic()
            if left <= 0:
                raise DeadlineError("the deadline has passed")
            self._socket.settimeout(min(left, POLL))
            try:
                data = self._socket.recv(1 << 18)
            except TimeoutError:
                if gone is not None and gone():
                    raise ClientGoneError("the client has gone") from None
                continue
            except OSError:
                data = b""
            if not data:
                raise WorkerDiedError("the worker ended")
            self._buffer += data
