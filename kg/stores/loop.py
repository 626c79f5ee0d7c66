"""How a worker process takes requests and answers them, one at a time.

It is started as `python -m MODULE SOCKET MEMORY_MB PARENT …` and gives up what it does not need
before it reads anything. It may be killed at any moment.
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable, Mapping
from io import RawIOBase
from typing import Any, BinaryIO

from kg.errors import CommuniqueError
from kg.stores.messages import CHUNK, HEAD, error_frame, frame, store_error
from kg.stores.sandbox import restrict

PACKING = 6  # of 9: a dump is a sixteenth longer than with 9, and packed in a third of the time
Request = dict[str, Any]
Reply = dict[str, Any]


class EnoughError(Exception):
    """As much was written as was asked for."""


class Output(RawIOBase):
    """Where an answer is written: frames of about CHUNK bytes, the head before the first.

    With `most`, EnoughError is raised once that many bytes are written; what a serialiser writes
    after it, to tidy up, is left out as well.
    """

    def __init__(self, end: socket.socket, most: int | None = None) -> None:
        self._socket, self._most, self._written = end, most, 0
        self._head, self._pending = b"", bytearray()

    def head(self, reply: Reply) -> None:
        """Set what is told of the answer before its first byte."""
        self._head = frame(b"H", reply)

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Take some bytes of the answer."""
        room = len(data) if self._most is None else self._most - self._written
        for start in range(0, min(room, len(data)), CHUNK):  # one literal may be very long
            self._pending += data[start : min(start + CHUNK, room)]
            if len(self._pending) >= CHUNK:
                self._send(b"")
        self._written += min(room, len(data))
        if len(data) > room:
            raise EnoughError
        return len(data)

    def finish(self, *, more: bool) -> None:
        """Send what is left and the end; `more` says that some was left out."""
        self._send(frame(b"Z", {"more": more}))

    def _send(self, end: bytes) -> None:
        data = frame(b"D", bytes(self._pending)) if self._pending else b""
        self._socket.sendall(self._head + data + end)
        self._head, self._pending = b"", bytearray()


Operation = Callable[[Request, list[bytes], Output], None]


def serve(operations: Mapping[str, Operation], *, network: bool = False) -> None:
    """Do what the supervisor asks by these operations until it closes its end of the socket.

    Without `network` the process gives up every way to one.
    """
    descriptor, memory_mb, parent = map(int, sys.argv[1:4])
    end = socket.socket(fileno=descriptor)
    restrict(memory_mb, parent, network=network)
    stream = end.makefile("rb")
    end.sendall(frame(b"H", {}))
    while (received := _receive(stream)) is not None:
        request, documents = received
        out = Output(end, request.get("bytes"))
        try:
            operations[request["do"]](request, documents, out)
            out.finish(more=False)
        except EnoughError:
            out.finish(more=True)
        except CommuniqueError as error:
            end.sendall(error_frame(error))
        except BrokenPipeError:
            return
        except (OSError, MemoryError, RuntimeError) as error:  # the last where it is damaged
            end.sendall(error_frame(store_error("the store failed", error)))


def _receive(stream: BinaryIO) -> tuple[Request, list[bytes]] | None:
    """Return the next request and the documents sent with it; None at the end."""
    found = _frame(stream)
    if found is None:
        return None
    request: Request = json.loads(found)
    documents = [_frame(stream) for _ in request.get("media_types", ())]
    return request, [d for d in documents if d is not None]


def _frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(HEAD.size)
    return stream.read(HEAD.unpack(head)[1]) if len(head) == HEAD.size else None
