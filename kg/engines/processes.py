"""All cores of one machine: articles go to worker processes, outcomes come back in order.

A worker that dies (killed, out of memory) breaks the pool of `concurrent.futures`: the pool is
made anew and what was not done yet is given again, one article at a time, so that the article
that kills its worker is known and set aside. A bounded window keeps memory flat however many
articles there are.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from kg.errors import ConfigError
from kg.model import Article, ArticleGraph, Finding

_WINDOW = 4  # articles waiting per worker: enough to keep it busy, few enough to stay in memory


class Processes:
    """Runs `work`, which must be picklable, in `workers` processes."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(
        self, work: Callable[[Article], ArticleGraph], articles: Iterable[Article]
    ) -> Iterator[ArticleGraph]:
        """Yield `work(article)` for each article, in the order of `articles`."""
        source = iter(articles)
        waiting: deque[tuple[Article, Future[ArticleGraph]]] = deque()
        pool = self._pool(self.workers)
        try:
            while True:
                while len(waiting) < _WINDOW * self.workers and (a := next(source, None)):
                    waiting.append((a, pool.submit(work, a)))
                if not waiting:
                    return
                article, future = waiting.popleft()
                try:
                    outcome = future.result()
                except BrokenProcessPool:
                    pool.shutdown(cancel_futures=True)
                    outcome = self._alone(work, article)
                    pool = self._pool(self.workers)
                    waiting = deque((a, pool.submit(work, a)) for a, _ in waiting)
                yield outcome
        finally:
            pool.shutdown(cancel_futures=True)

    def _alone(self, work: Callable[[Article], ArticleGraph], article: Article) -> ArticleGraph:
        """Return the outcome of one article in a worker of its own, or that it kills its worker."""
        with self._pool(1) as pool:
            try:
                return pool.submit(work, article).result()
            except BrokenProcessPool:
                finding = Finding(
                    severity="Violation",
                    rule="ReadingStopped",
                    message="The process that read this article was stopped, twice "
                    "(memory?). Nothing of it was stored.",
                    focus=article.id,
                )
                return ArticleGraph(article, f"urn:sha256:{article.sha256}", b"", b"", (finding,))

    @staticmethod
    def _pool(workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def open_engine(argument: str) -> Processes:
    """Return the engine for `processes` (one a core) or `processes:4`."""
    if argument and not (argument.isdecimal() and int(argument) > 0):
        raise ConfigError(f"not a number of processes: {argument!r}; write processes:4")
    return Processes(int(argument) if argument else os.cpu_count() or 1)
