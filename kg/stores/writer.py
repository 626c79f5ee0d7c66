"""The one process that writes, and the checkpoints it leaves for the readers.

Writes wait in a queue. The thread here sends them to the writer process one at a time, then has
one checkpoint made for all that were waiting (group commit), and only then answers: whoever is
told that a write is done finds it in the next query.
"""

from __future__ import annotations

import queue
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from kg.errors import CommuniqueError
from kg.stores.backend import Backend
from kg.stores.differences import Differences, touched_by
from kg.stores.messages import (
    BusyError,
    ChangedError,
    DeadlineError,
    FullError,
    UnseenError,
    WorkerDiedError,
)
from kg.stores.processes import START, Spawner, WorkerProcess

# the process is of no use after these: it is gone, or its database refuses all further writes
_FATAL = (DeadlineError, WorkerDiedError, FullError)
# seconds that opening may take: the database does again what a killed process had begun, and if
# it were killed at that, it would begin anew each time
RECOVERY = 600.0
GROUP_SECONDS = 0.25  # no write joins a group that has been at work for longer


@dataclass
class Checkpoint:
    """A folder of hard links to the database as it was; `readers` are the queries still on it."""

    path: str
    readers: int = 0


class Checkpoints:
    """The current checkpoint, and those that running queries still read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._current = Checkpoint("")
        self.differences = Differences()
        self.number = 0

    def next_path(self) -> Path:
        """Return where the next checkpoint goes."""
        self.number += 1
        return self.folder / str(self.number)

    def switch(self, path: Path) -> None:
        """Make `path` what new queries read."""
        with self._lock:
            old, self._current = self._current, Checkpoint(str(path))
            unused = old.path and not old.readers
        if unused:
            _remove(old)

    @property
    def current(self) -> str:
        """The path of the current checkpoint."""
        return self._current.path

    def pin(self) -> Checkpoint:
        """Return the current checkpoint, kept until it is unpinned."""
        with self._lock:
            self._current.readers += 1
            return self._current

    def unpin(self, checkpoint: Checkpoint) -> None:
        """Let go of a checkpoint; it is removed once it is old and nobody reads it."""
        with self._lock:
            checkpoint.readers -= 1
            unused = checkpoint is not self._current and not checkpoint.readers
        if unused and checkpoint.path:
            _remove(checkpoint)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the current checkpoint meanwhile: readers look at what is another in the next."""
        checkpoint = self.pin()
        try:
            yield
        finally:
            self.unpin(checkpoint)


def _remove(checkpoint: Checkpoint) -> None:
    """Remove a checkpoint; under another name first, so that who finds its name finds it whole."""
    gone = Path(f"{checkpoint.path}.gone")
    with suppress(OSError):
        Path(checkpoint.path).rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


@dataclass
class _Write:
    request: dict[str, Any]
    documents: tuple[bytes, ...]
    timeout: float
    expires: float
    state: str
    outcome: Future[dict[str, Any]] = field(default_factory=Future)


class Writer:
    """Owns the writer process. Raises StoreError, when made, if the store cannot be opened.

    `show` is given each new checkpoint and calls what it is given with it, which makes queries
    read it.
    """

    def __init__(
        self,
        spawner: Spawner,
        backend: Backend,
        show: Callable[[str, Callable[[], None]], None],
        *,
        most_waiting: int,
        wait: float,
    ) -> None:
        self._spawner, self._store, self._show, self._wait = spawner, backend.store, show, wait
        self._waiting: queue.Queue[_Write | None] = queue.Queue(most_waiting)
        self.checkpoints = Checkpoints(backend.checkpoints)
        self._unseen: list[dict[str, Any]] = []  # writes of which there is no checkpoint yet
        self._process = self._start()
        self._thread = threading.Thread(target=self._run, name="kg-writer", daemon=True)
        self._thread.start()

    def write(
        self,
        request: dict[str, Any],
        documents: tuple[bytes, ...],
        timeout: float,
        state: str = "",
    ) -> dict[str, Any]:
        """Carry out a write and return its reply once queries see it.

        Raises ChangedError where the data are not in the `state` it is for, if it is for one,
        what the write raises, and UnseenError where it is done but queries cannot see it.
        It is not done at all where it raises FullError or, if too many wait, BusyError. After
        DeadlineError (`timeout` seconds of work) and WorkerDiedError (it ended the process) it is
        done as a whole or not at all, and only the data tell which.
        """
        job = _Write(request, documents, timeout, time.monotonic() + self._wait, state)
        try:
            self._waiting.put_nowait(job)
        except queue.Full:
            raise BusyError("too many writes are waiting") from None
        return job.outcome.result()

    def close(self) -> None:
        """Finish what is waiting, end the process and remove the checkpoints."""
        self._waiting.put(None)
        self._thread.join()
        self._process.kill()
        shutil.rmtree(self.checkpoints.folder, ignore_errors=True)

    def _start(self) -> WorkerProcess:
        process = self._spawner.start()
        try:
            self._command(process, {"do": "open", "store": self._store}, RECOVERY)
            self._make_checkpoint(process)
        except BaseException:
            process.kill()
            raise
        return process

    def _command(
        self, process: WorkerProcess, request: dict[str, Any], seconds: float = START
    ) -> None:
        deadline = time.monotonic() + seconds
        process.call(request, (), deadline)
        process.finish(deadline)

    def _make_checkpoint(self, process: WorkerProcess) -> None:
        path = self.checkpoints.next_path()
        try:
            self._command(process, {"do": "checkpoint", "target": str(path)})
        except CommuniqueError:
            shutil.rmtree(f"{path}.tmp", ignore_errors=True)
            raise
        self.checkpoints.differences.note(str(path), touched_by(self._unseen))
        self._unseen.clear()
        with self.checkpoints.held():
            self._show(str(path), partial(self.checkpoints.switch, path))

    def _run(self) -> None:
        closing = False
        while not closing:
            job = self._waiting.get()
            done: list[tuple[_Write, dict[str, Any]]] = []
            until = time.monotonic() + GROUP_SECONDS
            while job is not None:
                reply = self._attempt(job, changed=bool(done or self._unseen))
                if reply is not None:
                    done.append((job, reply))
                if time.monotonic() > until or self._waiting.empty():
                    break
                job = self._waiting.get()
            closing = job is None
            self._acknowledge(done)

    def _attempt(self, job: _Write, *, changed: bool) -> dict[str, Any] | None:
        """Carry out one write; return its reply, or None where its outcome is already set.

        `changed` says that the data are not as the current checkpoint has them.
        """
        if time.monotonic() > job.expires:
            job.outcome.set_exception(BusyError("the write waited too long for its turn"))
            return None
        try:
            if not self._process.alive:
                self._restart()
            if job.state and (changed or job.state != self.checkpoints.current):
                raise ChangedError("The data have changed while this was checked: send it again.")
            deadline = time.monotonic() + job.timeout
            reply = self._process.call(job.request, job.documents, deadline)
            self._process.finish(deadline)
        except CommuniqueError as error:
            job.outcome.set_exception(error)
            if isinstance(error, _FATAL):
                with suppress(CommuniqueError):  # the next write tries again
                    self._restart()
            return None
        return reply

    def _restart(self) -> None:
        """Replace the process and make a checkpoint."""
        self._unseen.append({})  # what it did at last is not known
        self._process.kill()
        self._process = self._start()

    def _acknowledge(self, done: list[tuple[_Write, dict[str, Any]]]) -> None:
        """Show what was written to the readers, then tell those who wait."""
        if not done:
            return
        self._unseen += [job.request for job, _ in done]
        try:
            if self._process.alive:
                self._make_checkpoint(self._process)
            else:
                self._restart()
        except (CommuniqueError, OSError) as error:
            unseen = UnseenError(f"the write is stored, but queries do not see it yet: {error}")
            for job, _ in done:
                job.outcome.set_exception(unseen)
            return
        for job, reply in done:
            job.outcome.set_result(reply)
