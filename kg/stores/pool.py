"""The supervisor of the processes that serve a store; it evaluates and parses nothing itself.

Readers answer queries on the current checkpoint, one at a time each. One that exceeds the deadline
or dies, whose client goes away or does not read, is killed and replaced; the query after it
notices nothing.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.errors import CommuniqueError
from kg.stores.answers import FATAL, OVERDUE, Answer, Lease, answer_of
from kg.stores.backend import backend_of
from kg.stores.cache import AnswerCache, Kept
from kg.stores.differences import Touched
from kg.stores.messages import Dataset
from kg.stores.processes import Spawner, WorkerProcess
from kg.stores.turns import Asker, Turns
from kg.stores.writer import Writer

_UNION = Dataset(union=True)


class QueryPool:
    """Serves a store, in a folder or remote, through one writer and `workers` readers.

    `timeout` seconds is what a query or update may take, its answer's transfer included;
    `memory_mb` the address space of each process, `most_answer` the bytes of one answer.
    `most_waiting` requests may wait for a worker, each for `wait` seconds, and `asker` says on
    whose behalf the calling thread asks. Short answers are kept in `cache_mb` of memory until the
    next write. Raises StoreError if a folder is no store or is in use, or a remote store does
    not answer.
    """

    def __init__(
        self,
        store: str | Path,
        workers: int = 2,
        *,
        timeout: float = 30.0,
        memory_mb: int = 3072,
        most_answer: int | None = None,
        most_waiting: int = 16,
        wait: float = 5.0,
        cache_mb: int = 32,
        asker: Callable[[], Asker] = Asker,
    ) -> None:
        self.timeout, self._wait = timeout, wait
        self._most_answer, self._asker = most_answer, asker
        self._closing = threading.Event()
        backend = backend_of(store)
        self._fresh = backend.fresh
        self._spawner = Spawner(memory_mb, backend.program)
        self._turns: Turns[WorkerProcess] = Turns(most_waiting)
        self._all: set[WorkerProcess] = set()
        self._leases: set[Lease] = set()
        self._lock = threading.Lock()
        self._opener = ThreadPoolExecutor(1, thread_name_prefix="kg-opener")
        self.cache = AnswerCache(cache_mb << 20)
        self.killed: Counter[str] = Counter()
        try:
            self._writer = Writer(
                self._spawner,
                backend,
                self._show,
                most_waiting=most_waiting,
                wait=wait,
            )
        except CommuniqueError:
            self._spawner.close()
            raise
        for _ in range(workers):
            self._ready(self._spawner.start())
        threading.Thread(target=self._watch, name="kg-watch", daemon=True).start()

    def query(
        self,
        sparql: str,
        accept: Mapping[str, str | None],
        *,
        base: str | None = None,
        dataset: Dataset = _UNION,
        rows: int | None = None,
        most_bytes: int | None = None,
        most_rows: int | None = None,
        head: bool = False,
        timeout: float | None = None,
    ) -> Answer:
        """Answer a query in the media type that `accept` gives for its form.

        `accept` has the keys `solutions`, `boolean` and `graph`; None where nothing will do.
        `rows` and `most_bytes` cut the answer short; with `head` it has no bytes at all. More than
        `most_rows` solutions are an error, and no more of them are passed on.
        Raises QueryError, RefusedError, NotAcceptableError, DeadlineError, WorkerDiedError,
        BusyError, ClientGoneError or StoreError, all before the first CHUNK of bytes; TooMuchError
        after it, and TooManyRowsError.
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
            "most_rows": most_rows,
            "head": head,
        }
        return self._ask(request, timeout or self.timeout, self._most_answer)

    def dump(
        self,
        media_type: str,
        graph: str | None = None,
        *,
        gzip: bool = False,
        head: bool = False,
        timeout: float | None = None,
    ) -> Answer:
        """Return all quads, or the triples of one graph, however long; "" is the default graph."""
        what = {"do": "dump", "media_type": media_type, "graph": graph}
        return self._ask({**what, "gzip": gzip, "head": head}, timeout or self.timeout, None)

    def update(
        self,
        sparql: str,
        *,
        base: str | None = None,
        using: Sequence[str] = (),
        using_named: Sequence[str] = (),
        touches: Mapping[str, Sequence[str] | None] | None = None,
        state: str = "",
        by: str = "",
        remark: str = "",
    ) -> None:
        """Carry out an update, whole or not at all; it is seen by every query after this.

        `by` and `remark` are for the log of changes; `touches` (`kg.stores.differences`) says what
        it writes to at most, if known; it is for one `state`, or any. Raises QueryError,
        RefusedError, ChangedError, DeadlineError, WorkerDiedError, BusyError or StoreError.
        """
        request = {
            "do": "update",
            "text": sparql,
            "base": base,
            "using": list(using),
            "using_named": list(using_named),
            "by": by,
            "remark": remark,
            "touches": touches,
        }
        self._writer.write(request, (), self.timeout, state)

    def trial(self, sparql: str, data: str, **sent: Any) -> Answer:
        """Return what an update would make of the graphs about articles it changes, as N-Quads.

        `data` is their base IRI; `sent` are base, using and using_named, as of `update`.
        Nothing is changed, and the answer is true of its `state`. Not of a remote store.
        """
        request = {"do": "trial", "text": sparql, "data": data, **sent}
        return self._ask(request, self.timeout, None)

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
            "touches": dict.fromkeys((graph, *also_drop)),
            "by": by,
            "remark": remark,
            "media_types": [media_type for media_type, _ in documents],
        }
        return self._writer.write(request, tuple(data for _, data in documents), self.timeout)

    def article(
        self,
        graph: str,
        graphs: Mapping[str, bytes],
        *,
        match: Sequence[str] | None = None,
        none_match: Sequence[str] | None = None,
        by: str = "",
    ) -> dict[str, Any]:
        """Make `graphs` (IRI → N-Triples) all there is of an article; none remove it.

        The reply says whether it was `created` or `found`, and the new `version` of its `graph`.
        Raises what `graph_store` raises.
        """
        request = {
            "do": "article",
            "graph": graph,
            "names": list(graphs),
            "touches": dict.fromkeys((graph, f"{graph}/inferred", *graphs)),
            "match": None if match is None else list(match),
            "none_match": None if none_match is None else list(none_match),
            "by": by,
            "remark": "" if graphs else "removed",
            "media_types": ["application/n-triples"] * len(graphs),
        }
        return self._writer.write(request, tuple(graphs.values()), self.timeout)

    @property
    def idle(self) -> int:
        """How many readers wait for work."""
        return self._turns.idle

    @property
    def running(self) -> int:
        """How many queries are being answered."""
        return len(self._leases)

    @property
    def waiting(self) -> int:
        """How many queries wait for a reader."""
        return self._turns.waiting

    @property
    def workers(self) -> int:
        """How many readers there are."""
        return len(self._all)

    @property
    def ready(self) -> bool:
        """Whether queries can be answered: there are workers for them."""
        return not self._closing.is_set() and self.workers > 0

    @property
    def state(self) -> str:
        """What names the state of the store that queries see now: it changes with every write.

        Others may write to a remote store: there it changes with time, too.
        """
        tick = f" {time.monotonic() // self._fresh}" if self._fresh else ""
        return self._writer.checkpoints.current + tick

    @property
    def lasting_state(self) -> str:
        """The state, where only what is written here changes it; empty for a remote store."""
        return "" if self._fresh else self._writer.checkpoints.current

    def touched_since(self, state: str) -> Touched | None:
        """Return what was written since a state; None where that is not known."""
        return None if self._fresh else self._writer.checkpoints.differences.since(state)

    @property
    def generation(self) -> int:
        """How many states of the store there have been since it is served."""
        return self._writer.checkpoints.number

    def close(self) -> None:
        """End all processes; queries still running break off."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._opener.shutdown(wait=True, cancel_futures=True)
        self._writer.close()
        self._spawner.close()
        with self._lock:
            left, self._all = self._all, set()
        for worker in left:
            worker.kill()

    def _ask(self, request: dict[str, Any], timeout: float, most: int | None) -> Answer:
        key = self.cache.key(request)
        kept = self.cache.get(self.state, key)
        if kept is not None:
            return answer_of(kept)
        asker = self._asker()
        worker = self._acquire(asker)
        checkpoint = self._writer.checkpoints.pin()

        def end(reason: str) -> None:
            with self._lock:
                self._leases.discard(lease)
            self._writer.checkpoints.unpin(checkpoint)
            if reason:
                self._replace(worker, reason)
            else:
                self._give_back(worker)

        def keep(kept: Kept) -> None:
            self.cache.put(checkpoint.path, key, kept, self.state)

        lease = Lease(worker, end, timeout, asker.gone, most, keep, self.cache.longest)
        with self._lock:
            self._leases.add(lease)
        worker.reads = checkpoint.path
        answer = lease.ask({**request, "store": checkpoint.path})
        answer.state = "" if self._fresh else checkpoint.path
        return answer

    def _show(self, path: str, switch: Callable[[], None]) -> None:
        """Make queries read a checkpoint once a reader has it open: none waits for the opening."""
        for number in range(max(self.workers, 1)):
            worker = self._turns.take_idle()
            opened = worker is not None and self._opens(worker, path)
            if number == 0:
                switch()
            if worker is not None and opened:
                self._turns.give(worker)

    def _give_back(self, worker: WorkerProcess) -> None:
        """Lend a reader to the next once it has open what is new since it began its work."""
        if worker.reads == self._writer.checkpoints.current:
            self._turns.give(worker)
            return
        with suppress(RuntimeError):  # closed meanwhile
            self._opener.submit(self._refresh, worker)

    def _refresh(self, worker: WorkerProcess) -> None:
        checkpoint = self._writer.checkpoints.pin()
        try:
            usable = self._opens(worker, checkpoint.path)
        finally:
            self._writer.checkpoints.unpin(checkpoint)
        if usable:
            self._give_back(worker)

    def _opens(self, worker: WorkerProcess, path: str) -> bool:
        """Make a reader open a checkpoint; return whether it is still of use."""
        deadline = time.monotonic() + self.timeout
        try:
            news = self._writer.checkpoints.differences.told_since(worker.reads)
            worker.call({"do": "read", "store": path, **news}, (), deadline)
            worker.finish(deadline)
            worker.reads = path
        except FATAL as error:
            self._replace(worker, error.reason)
            return False
        except CommuniqueError:
            return True
        return True

    def _acquire(self, asker: Asker) -> WorkerProcess:
        """Return an idle reader. Raises BusyError if none is free in time."""
        while True:
            worker = self._turns.take(asker, self._wait)
            if worker.alive:
                return worker
            self._replace(worker, "found dead")

    def _replace(self, worker: WorkerProcess, reason: str) -> None:
        with self._lock:
            self._all.discard(worker)
            self.killed[reason] += 1
        worker.kill()
        if not self._closing.is_set():
            with suppress(RuntimeError):  # closed meanwhile
                self._spawner.start_later(self._ready, self._closing.is_set)

    def _ready(self, worker: WorkerProcess) -> None:
        with self._lock:
            self._all.add(worker)
        self._turns.give(worker)

    def _watch(self) -> None:
        """End the leases of those who neither read their answer nor give it up."""
        while not self._closing.wait(OVERDUE / 2):
            with self._lock:
                leases = list(self._leases)
            for lease in leases:
                lease.end_if_overdue(time.monotonic())
