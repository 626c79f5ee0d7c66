"""The worker process: `python -m kg.stores.worker SOCKET MEMORY_MB PARENT`.

It does one request at a time. As a reader it opens the checkpoint each request names; as the
writer it owns the store folder. It may be killed at any moment: nothing it holds is needed.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import socket
import sys
from collections.abc import Callable
from io import RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph as ox

from kg.errors import CommuniqueError, ConfigError, StoreError
from kg.stores.messages import (
    CHUNK,
    HEAD,
    Dataset,
    DocumentError,
    NotAcceptableError,
    error_frame,
    frame,
)
from kg.stores.oxigraph import dump, open_store, parse
from kg.stores.sandbox import restrict
from kg.stores.solutions import write_rows
from kg.stores.sparql import addition, ask, change, iri, replacement

Request = dict[str, Any]
Reply = dict[str, Any]


def main() -> None:
    """Serve requests until the supervisor closes its end of the socket."""
    descriptor, memory_mb, parent = map(int, sys.argv[1:4])
    end = socket.socket(fileno=descriptor)
    restrict(memory_mb, parent)
    stream = end.makefile("rb")
    state = State()
    end.sendall(frame(b"H", {}))
    while (received := _receive(stream)) is not None:
        request, documents = received
        out = Output(end, request.get("bytes"))
        try:
            _OPERATIONS[request["do"]](state, request, documents, out)
            out.finish(more=False)
        except EnoughError:
            out.finish(more=True)
        except CommuniqueError as error:
            end.sendall(error_frame(error))
        except (OSError, MemoryError) as error:
            if isinstance(error, BrokenPipeError):
                return
            end.sendall(error_frame(StoreError(f"the store failed: {error}")))


class State:
    """The database this worker has open: a reader's checkpoint or the writer's store."""

    def __init__(self) -> None:
        self.path = ""
        self.engine = ox.Store()


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
        self._pending += data[:room]
        self._written += min(room, len(data))
        if len(data) > room:
            raise EnoughError
        if len(self._pending) >= CHUNK:
            self._send(b"")
        return len(data)

    def finish(self, *, more: bool) -> None:
        """Send what is left and the end; `more` says that some was left out."""
        self._send(frame(b"Z", {"more": more}))

    def _send(self, end: bytes) -> None:
        data = frame(b"D", bytes(self._pending)) if self._pending else b""
        self._socket.sendall(self._head + data + end)
        self._head, self._pending = b"", bytearray()


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


def _reading(state: State, request: Request) -> ox.Store:
    if request["store"] != state.path:
        state.engine = ox.Store.read_only(request["store"])
        state.path = request["store"]
    return state.engine


def _query(state: State, request: Request, _: list[bytes], out: Output) -> None:
    dataset = Dataset(**request["dataset"])
    results = ask(_reading(state, request), request["text"], dataset, request["base"])
    media_type = request["accept"][results.form]
    if media_type is None:
        raise NotAcceptableError(f"none of the formats of a {results.form} was asked for")
    out.head({"form": results.form, "media_type": media_type})
    if request["head"]:
        return
    if request["rows"] is not None and isinstance(results.answer, ox.QuerySolutions):
        if write_rows(results.answer, out, request["rows"]):
            raise EnoughError
        return
    results.write(cast(BinaryIO, out), media_type)


def _dump(state: State, request: Request, _: list[bytes], out: Output) -> None:
    """Write a graph ("" is the default graph) or, with graph None, all quads."""
    engine, graph = _reading(state, request), request["graph"]
    found = not graph or engine.contains_named_graph(iri(graph))
    out.head({"form": "graph", "media_type": request["media_type"], "found": found})
    if not found or request["head"]:
        return
    if request["gzip"]:
        with gzip.GzipFile(fileobj=cast(BinaryIO, out), mode="wb", mtime=0) as packed:
            dump(engine, cast(BinaryIO, packed), request["media_type"], graph)
    else:
        dump(engine, cast(BinaryIO, out), request["media_type"], graph)


def _open(state: State, request: Request, _: list[bytes], out: Output) -> None:
    """Open the store for writing and clear away the checkpoints of a server that was killed."""
    state.engine = open_store(request["store"]).engine
    for left in Path(request["store"]).glob("serving-*"):
        shutil.rmtree(left, ignore_errors=True)
    out.head({})


def _checkpoint(state: State, request: Request, _: list[bytes], out: Output) -> None:
    target = Path(request["target"])
    target.parent.mkdir(exist_ok=True)
    state.engine.backup(target)
    out.head({})


def _update(state: State, request: Request, _: list[bytes], out: Output) -> None:
    change(state.engine, request["text"], request["base"], request["using"], request["using_named"])
    out.head({})


def _put(state: State, request: Request, documents: list[bytes], out: Output) -> None:
    _write(state, request, documents, out, replacement)


def _post(state: State, request: Request, documents: list[bytes], out: Output) -> None:
    _write(state, request, documents, out, addition)


def _write(
    state: State,
    request: Request,
    documents: list[bytes],
    out: Output,
    update: Callable[[ox.Store, str | None, list[ox.Triple]], str],
) -> None:
    graph = request["graph"] or None
    existed = graph is None or state.engine.contains_named_graph(iri(graph))
    try:
        triples = [
            triple
            for media_type, data in zip(request["media_types"], documents, strict=True)
            for triple in parse(data, media_type, request["base"])
        ]
    except (StoreError, ConfigError) as error:
        raise DocumentError(f"{error}; nothing was changed") from error
    steps = [f"CREATE SILENT GRAPH <{graph}>"] if graph else []
    text = ";\n".join(filter(None, [*steps, update(state.engine, graph, triples)]))
    if text:
        state.engine.update(text)
    out.head({"created": not existed})


def _delete(state: State, request: Request, _: list[bytes], out: Output) -> None:
    graph = request["graph"]
    existed = not graph or state.engine.contains_named_graph(iri(graph))
    if existed:
        state.engine.update(f"DROP GRAPH <{graph}>" if graph else "DROP DEFAULT")
    out.head({"found": existed})


_OPERATIONS: dict[str, Callable[[State, Request, list[bytes], Output], None]] = {
    "query": _query,
    "dump": _dump,
    "open": _open,
    "checkpoint": _checkpoint,
    "update": _update,
    "put": _put,
    "post": _post,
    "delete": _delete,
}

if __name__ == "__main__":
    main()
    os._exit(0)  # the database is read or already on disk: no need to tear it down in order
