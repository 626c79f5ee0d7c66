"""The supervisor of the processes that serve a store; it evaluates and parses nothing itself.

Readers answer queries on the current checkpoint, one at a time each. One that exceeds the deadline
or dies, or whose client goes away, is killed and replaced; the query after it notices nothing.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.errors import CommuniqueError
from kg.stores.answers import Answer, Lease
from kg.stores.messages import BusyError, Dataset
from kg.stores.processes import Spawner, WorkerProcess
from kg.stores.writer import Writer

Gone = Callable[[], bool]
_UNION = Dataset(union=True)


class QueryPool:
    """Serves the store in `folder` through one writer and `workers` readers.

    `timeout` seconds is what a query or update may take, its answer's transfer included;
    `memory_mb` the address space of each process. `most_waiting` requests may wait for a worker,
    each for `wait` seconds. Raises StoreError if the folder is no store or is in use.
    """

    def __init__(
        self,
        folder: str | Path,
        workers: int = 2,
        *,
        timeout: float = 30.0,
        memory_mb: int = 3072,
        most_waiting: int = 16,
        wait: float = 5.0,
    ) -> None:
        self.timeout, self._wait, self._closing = timeout, wait, False
        self._spawner = Spawner(memory_mb)
        self._idle: queue.LifoQueue[WorkerProcess] = queue.LifoQueue()
        self._all: set[WorkerProcess] = set()
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(workers + most_waiting)
        self.killed = 0
        try:
            self._writer = Writer(
                self._spawner, Path(folder).absolute(), most_waiting=most_waiting, wait=wait
            )
        except CommuniqueError:
            self._spawner.close()
            raise
        for _ in range(workers):
            self._ready(self._spawner.start())

    def query(
        self,
        sparql: str,
        accept: Mapping[str, str | None],
        *,
        base: str | None = None,
        dataset: Dataset = _UNION,
        rows: int | None = None,
        most_bytes: int | None = None,
        head: bool = False,
        timeout: float | None = None,
        gone: Gone | None = None,
    ) -> Answer:
        """Answer a query in the media type that `accept` gives for its form.

        `accept` has the keys `solutions`, `boolean` and `graph`; None where nothing will do.
        `rows` and `most_bytes` cut the answer short; with `head` it has no bytes at all.
        Raises QueryError, RefusedError, NotAcceptableError, DeadlineError, WorkerDiedError,
        BusyError, ClientGoneError or StoreError, all before the first CHUNK of bytes.
        """
        request = {
            "do": "query",
            "text": sparql,
            "accept": dict(accept),
            "base": base,
            "dataset": {
                "union": dataset.union,
                "default": dataset.default,
                "named": dataset.named,
            },
            "rows": rows,
            "bytes": most_bytes,
            "head": head,
        }
        return self._ask(request, timeout or self.timeout, gone)

    def dump(
        self,
        media_type: str,
        graph: str | None = None,
        *,
        gzip: bool = False,
        head: bool = False,
        timeout: float | None = None,
        gone: Gone | None = None,
    ) -> Answer:
        """Return all quads, or the triples of one graph; the graph "" is the default graph."""
        request = {
            "do": "dump",
            "media_type": media_type,
            "graph": graph,
            "gzip": gzip,
            "head": head,
        }
        return self._ask(request, timeout or self.timeout, gone)

    def update(
        self,
        sparql: str,
        *,
        base: str | None = None,
        using: Sequence[str] = (),
        using_named: Sequence[str] = (),
        by: str = "",
    ) -> None:
        """Carry out an update, whole or not at all; it is seen by every query after this.

        `by` says who writes, for the log of changes.
        Raises QueryError, RefusedError, DeadlineError, WorkerDiedError, BusyError or StoreError.
        """
        request = {
            "do": "update",
            "text": sparql,
            "base": base,
            "using": list(using),
            "using_named": list(using_named),
            "by": by,
        }
        self._writer.write(request, (), self.timeout)

    def graph_store(
        self,
        operation: str,
        graph: str,
        documents: Sequence[tuple[str, bytes]] = (),
        *,
        base: str | None = None,
        match: Sequence[str] | None = None,
        none_match: Sequence[str] | None = None,
        also_drop: Sequence[str] = (),
        by: str = "",
        remark: str = "",
    ) -> dict[str, Any]:
        """Put, post or delete a graph ("" is the default graph): `created` or `found` tells.

        `documents` are media types and bytes; `match` and `none_match` the versions the graph must
        and must not have; the graphs `also_drop` go with what it was; `by` and `remark` are for
        the log of changes. The reply has the new `version` where one was asked for. Raises
        ChangedError, DocumentError and what `update` raises.
        """
        request = {
            "do": operation,
            "graph": graph,
            "base": base,
            "match": None if match is None else list(match),
            "none_match": None if none_match is None else list(none_match),
            "also_drop": list(also_drop),
            "by": by,
            "remark": remark,
            "media_types": [media_type for media_type, _ in documents],
        }
        return self._writer.write(request, tuple(data for _, data in documents), self.timeout)

    @property
    def idle(self) -> int:
        """How many readers wait for work."""
        return self._idle.qsize()

    @property
    def state(self) -> str:
        """What names the state of the store that queries see now: it changes with every write."""
        return self._writer.checkpoints.current

    def close(self) -> None:
        """End all processes; queries still running break off."""
        if self._closing:
            return
        self._closing = True
        self._writer.close()
        self._spawner.close()
        with self._lock:
            left, self._all = self._all, set()
        for worker in left:
            worker.kill()

    def _ask(self, request: dict[str, Any], timeout: float, gone: Gone | None) -> Answer:
        worker = self._acquire()
        checkpoint = self._writer.checkpoints.pin()

        def end(clean: bool) -> None:
            self._writer.checkpoints.unpin(checkpoint)
            self._release(worker, clean=clean)

        return Lease(worker, end, timeout, gone).ask({**request, "store": checkpoint.path})

    def _acquire(self) -> WorkerProcess:
        """Return an idle reader. Raises BusyError if none is free in time."""
        if not self._turns.acquire(blocking=False):
            raise BusyError("too many queries are waiting")
        until = time.monotonic() + self._wait
        while True:
            try:
                worker = self._idle.get(timeout=max(until - time.monotonic(), 0.001))
            except queue.Empty:
                self._turns.release()
                raise BusyError("all query workers are busy") from None
            if worker.alive:
                return worker
            self._replace(worker)

    def _release(self, worker: WorkerProcess, *, clean: bool) -> None:
        self._turns.release()
        if clean:
            self._idle.put(worker)
        else:
            self._replace(worker)

    def _replace(self, worker: WorkerProcess) -> None:
        with self._lock:
            self._all.discard(worker)
            self.killed += 1
        worker.kill()
        if not self._closing:
            with suppress(RuntimeError):  # closed meanwhile
                self._spawner.start_later(self._ready, lambda: self._closing)

    def _ready(self, worker: WorkerProcess) -> None:
        with self._lock:
            self._all.add(worker)
        self._idle.put(worker)
