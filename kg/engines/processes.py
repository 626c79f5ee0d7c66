"""All cores of one machine: articles go to worker processes, outcomes come back in order.

Every worker is a pool of `concurrent.futures` with one process, so that when one dies (killed, out
of memory) it is known which article it was reading, and no other worker is disturbed. The pool is
made anew and given what was not done; the article that ends its worker twice is set aside. Work
that outlasts its deadline, and does not notice, ends with its worker. A bounded window keeps
memory flat however many articles there are.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Any

from kg.deadline import ANEW, STOPPED, TOO_LONG
from kg.errors import CommuniqueError, ConfigError
from kg.model import Article, ArticleGraph, Finding

try:
    import resource
except ImportError:  # Windows, where a worker may take what there is
    resource = None  # type: ignore[assignment]

Work = Callable[[Any], Any]
GivenUp = Callable[[Any, bool], Any]
_WINDOW = 32  # articles a worker that are begun and not yielded: a long one delays few others
_AHEAD = 20  # articles a worker has at once, one being read: enough while others are being stored
_LOOK = 1.0  # seconds between looks at the deadlines
_GRACE = 10.0  # seconds more than the deadline that a worker keeps itself
_START = 600.0  # seconds more for a worker's first article: it loads model and reference data
_MOST_DEATHS = 10  # in a row, without an article read in between: it is not the articles
_MOST_MEMORY = 6 << 30  # bytes that a worker may address on any machine; it uses a tenth of them
_MEMORY = 1 << 30  # bytes of the machine's memory a worker should have; it takes a third of it


@dataclass
class _Task:
    article: Any
    future: Future[Any] | None = None
    outcome: Any = None
    deaths: int = 0


class _Worker:
    """One process, and the articles given to it in order; it reads the first of them."""

    def __init__(
        self, work: Work, seconds: Callable[[Any], float], given_up: GivenUp, memory: int
    ) -> None:
        self.work, self.seconds, self.given_up, self.memory = work, seconds, given_up, memory
        self.tasks: deque[_Task] = deque()
        self._start()

    def _start(self) -> None:
        self._pool = ProcessPoolExecutor(
            1, get_context("spawn"), _prepare, (self.work, self.memory)
        )
        with _uninterrupted():
            self._pid = self._pool.submit(os.getpid)
        self._since, self._patience = time.monotonic(), _START
        self._overdue = False

    def give(self, task: _Task) -> None:
        if not self.tasks:
            self._since = time.monotonic()
        self.tasks.append(task)
        self._submit(task)

    def _submit(self, task: _Task) -> None:
        try:
            task.future = self._pool.submit(_do, task.article)
        except BrokenProcessPool as error:  # it died while it had nothing to do
            task.future = Future()
            task.future.set_exception(error)

    def collect(self) -> tuple[int, int]:
        """Take over what is done; return how many articles that were, and how many deaths."""
        done = 0
        while self.tasks and (future := self.tasks[0].future) and future.done():
            try:
                self.tasks[0].outcome = future.result()
            except BrokenProcessPool:
                self._replace()
                return done, 1
            self.tasks.popleft()
            self._since, self._patience = time.monotonic(), 0.0
            done += 1
        if self.tasks:
            limit = self.seconds(self.tasks[0].article) + _GRACE + self._patience
            if time.monotonic() - self._since > limit:
                self._overdue = True
                self.kill()
        return done, 0

    def _replace(self) -> None:
        """Start a new process for what is left, without the article that ended two."""
        task = self.tasks[0]
        task.deaths += 1
        if self._overdue or task.deaths > 1:
            task.outcome = self.given_up(task.article, self._overdue)
            self.tasks.popleft()
        self._pool.shutdown(cancel_futures=True)
        self._start()
        for left in self.tasks:
            self._submit(left)

    def kill(self) -> None:
        """End the process at once."""
        with suppress(Exception):  # it may have ended, or never have begun
            os.kill(self._pid.result(timeout=_GRACE), signal.SIGKILL)

    def close(self) -> None:
        """End the process; at once, where it is at work still."""
        if self.tasks:
            self.kill()
        self._pool.shutdown(cancel_futures=True)


class Processes:
    """Runs `work`, which must be picklable, in `workers` processes."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(
        self,
        work: Callable[[Article], ArticleGraph],
        articles: Iterable[Article],
        seconds: Callable[[Article], float] = lambda _: float("inf"),
    ) -> Iterator[ArticleGraph]:
        """Yield `work(article)` for each article, in the order of `articles`.

        A worker that reads an article for longer than `seconds` of it is ended. Raises
        CommuniqueError where workers keep dying whatever they read.
        """
        return in_order(self.workers, work, articles, seconds, _given_up)


def in_order(
    workers: int,
    work: Work,
    items: Iterable[Any],
    seconds: Callable[[Any], float],
    given_up: GivenUp,
    done: Callable[[Any], bool] = lambda _: False,
) -> Iterator[Any]:
    """Yield `work(item)` for each item in order; an item that is `done` is yielded as it is.

    `given_up` makes the outcome of an item that ended its worker twice or, if its second argument
    is true, took longer than `seconds` of it. Raises CommuniqueError as `Processes.run` does.
    """
    source = iter(items)
    begun: deque[_Task] = deque()
    team: list[_Worker] = []
    make = partial(_Worker, work, seconds, given_up, _memory(workers))
    deaths = 0
    try:
        while True:
            _fill(source, begun, team, workers, make, done)
            if not begun:
                return
            while begun and (outcome := begun[0].outcome) is not None:
                begun.popleft()
                yield outcome
            if not any(worker.tasks for worker in team):
                continue
            firsts = [w.tasks[0].future for w in team if w.tasks]
            wait([f for f in firsts if f], timeout=_LOOK, return_when=FIRST_COMPLETED)
            for read, died in [worker.collect() for worker in team]:
                deaths = 0 if read else deaths + died
            if deaths >= _MOST_DEATHS:
                raise CommuniqueError(
                    f"worker processes ended {deaths} times in a row (out of memory?); what is "
                    "stored stays: free some memory or use fewer of them, --engine processes:1"
                )
    finally:
        for worker in team:
            worker.close()


def _fill(
    source: Iterator[Any],
    begun: deque[_Task],
    team: list[_Worker],
    workers: int,
    make: Callable[[], _Worker],
    done: Callable[[Any], bool],
) -> None:
    """Give items to workers that have few; start workers as long as there are items."""
    while len(begun) < _WINDOW * workers:
        free = min(team, key=lambda w: len(w.tasks), default=None)
        if len(team) == workers and free and len(free.tasks) >= _AHEAD:
            return
        if (item := next(source, None)) is None:
            return
        if done(item):
            begun.append(_Task(item, outcome=item))
            if len(begun) == 1:
                return
            continue
        if free is None or (free.tasks and len(team) < workers):
            team.append(free := make())
        begun.append(_Task(item))
        free.give(begun[-1])


def _given_up(article: Article, overdue: bool) -> ArticleGraph:
    rule, message = (
        (TOO_LONG, "The reading of this article had to be ended: it took too long.")
        if overdue
        else (STOPPED, "The process that read this article ended, twice (out of memory?).")
    )
    finding = Finding("Violation", rule, f"{message} Nothing of it was stored. {ANEW}", article.id)
    return ArticleGraph(article, f"urn:sha256:{article.sha256}", b"", b"", (finding,))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start processes so that Ctrl-C, which a terminal sends to all, is the parent's alone."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_given: list[Work] = []  # in a worker: what it does, which may be large and comes only once


def _do(item: Any) -> Any:
    return _given[0](item)


def _memory(workers: int) -> int:
    """Return how many bytes a worker may address: its share, or what a large article may need."""
    return max(_MOST_MEMORY, machine_memory() // (workers + 1))


def _prepare(work: Work, memory: int) -> None:
    """Note what this worker is to do; end it with its parent, however that ends.

    What asks for more than `memory` bytes is told that there are none, and is set aside for it.
    """
    _given.append(work)
    if resource is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
    os._exit(1)


def cores() -> int:
    """Return how many workers suit this machine: one a core it may use, as memory allows."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = machine_memory() or sys.maxsize
    return max(1, min(usable or 1, memory // _MEMORY))


def machine_memory() -> int:
    """Return the bytes of memory that the machine has, 0 where it does not tell."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 0


def open_engine(argument: str) -> Processes:
    """Return the engine for `processes` (one a core) or `processes:4`."""
    if argument and not (argument.isdecimal() and int(argument) > 0):
        raise ConfigError(f"not a number of processes: {argument!r}; write processes:4")
    return Processes(int(argument) if argument else cores())
