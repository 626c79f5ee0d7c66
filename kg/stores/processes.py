"""Starting and ending worker processes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.stores.messages import Channel, WorkerDiedError, error_of

START = 30.0  # seconds a new process may take to be ready; usually a tenth of one
_ROOT = Path(__file__).parents[2]
_INHERITED = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR")  # above all: no KG_TOKEN


@dataclass(frozen=True, slots=True)
class Program:
    """What a worker runs, what it is told, and which variables of the environment it may see."""

    module: str
    arguments: tuple[str, ...] = ()
    inherits: tuple[str, ...] = ()


class WorkerProcess:
    """One worker and the channel to it; must be made on a thread that lives as long as it.

    `reads` is the checkpoint that it has open.
    """

    def __init__(self, memory_mb: int, program: Program) -> None:
        self.reads = ""
        ours, theirs = socket.socketpair()
        arguments = [str(theirs.fileno()), str(memory_mb), str(os.getpid()), *program.arguments]
        names = (*_INHERITED, *program.inherits)
        inherited = {name: os.environ[name] for name in names if name in os.environ}
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", program.module, *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**inherited, "PYTHONPATH": str(_ROOT)},
            )
        finally:
            theirs.close()
        self.channel = Channel(ours)
        try:
            self.channel.receive(time.monotonic() + START)
        except BaseException:
            self.kill()
            raise

    @property
    def alive(self) -> bool:
        """Say whether the process still runs."""
        return self._process.poll() is None

    def call(
        self,
        request: dict[str, Any],
        documents: tuple[bytes, ...],
        deadline: float,
        gone: Callable[[], bool] | None = None,
    ) -> dict[str, Any]:
        """Send a request and return the head of its answer. Raises the error it answers with."""
        self.channel.send(request, documents, deadline)
        kind, payload = self.channel.receive(deadline, gone)
        if kind == b"E":
            raise error_of(payload)
        head: dict[str, Any] = json.loads(payload)
        return head

    def finish(self, deadline: float) -> None:
        """Take the end of an answer that has no bytes."""
        kind, payload = self.channel.receive(deadline)
        if kind == b"E":
            raise error_of(payload)

    def kill(self) -> None:
        """End the process whatever it does."""
        self._process.kill()
        self._process.wait()
        self.channel.close()


class Spawner:
    """Starts workers, all on one thread.

    The kernel ends a worker when the *thread* that forked it ends (man 2 PR_SET_PDEATHSIG), so
    the threads of a web server must not fork it.
    """

    def __init__(self, memory_mb: int, program: Program) -> None:
        self._what = memory_mb, program
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="kg-spawner")

    def start(self) -> WorkerProcess:
        """Return a new worker. Raises StoreError if none can be started."""
        try:
            return self._thread.submit(WorkerProcess, *self._what).result()
        except (OSError, WorkerDiedError) as error:
            raise StoreError(f"no query worker can be started: {error}") from error

    def start_later(
        self, ready: Callable[[WorkerProcess], None], closing: Callable[[], bool]
    ) -> None:
        """Start a worker in the background and hand it to `ready`; try again until `closing()`."""

        def attempt() -> None:
            while not closing():
                try:
                    worker = WorkerProcess(*self._what)
                except (OSError, WorkerDiedError):
                    time.sleep(0.5)
                else:
                    ready(worker)
                    return

        self._thread.submit(attempt)

    def close(self) -> None:
        """End the thread; workers started by it end with it."""
        self._thread.shutdown(wait=True)
