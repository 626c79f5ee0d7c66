"""What Spark is given to do: some shards a job, and what becomes of those that a worker dies of.

While one job is at its last shards, and while its outcomes are being stored, the next is at work.
What a lost worker had not done is done by another; an article that ends its worker each time is
looked for by halves, and set aside.
"""

from __future__ import annotations

import pickle
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from threading import Event
from typing import Any

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from kg.deadline import ANEW, STOPPED
from kg.engines.packing import FOLDER
from kg.engines.shards import Shard
from kg.errors import CommuniqueError
from kg.model import Article, ArticleGraph, Finding

WINDOW = 2  # shards for each core in a job, kept until all are done
AHEAD = 2  # jobs at work while the outcomes of the one before are taken
RETRIES = 4  # attempts at a shard before its articles are tried by themselves
_GROUP = "kg"  # jobs of ours, to be cancelled without others of the same session

Read = Callable[[bytes], tuple[str, bytes]]
Packed = list[bytes | ArticleGraph]  # outcomes, those of a shard packed


class ClusterError(CommuniqueError):
    """Spark has failed, not an article."""


class Jobs:
    """Jobs of one run on Spark."""

    def __init__(self, context: Any, work: Callable[[Article], ArticleGraph]) -> None:
        self._context, self._read = context, _reader(pickle.dumps(work))
        self._stopped = Event()

    def run(self, shards: Iterator[Shard]) -> Iterator[ArticleGraph]:
        """Yield the outcomes of the shards, in order. Raises ClusterError."""
        begun: deque[Future[Packed]] = deque()
        with ThreadPoolExecutor(AHEAD, initializer=self._join_group) as threads:
            try:
                while some := list(islice(shards, self._size())):
                    begun.append(threads.submit(self._done, some))
                    if len(begun) > AHEAD:
                        yield from _unpacked(begun.popleft())
                while begun:
                    yield from _unpacked(begun.popleft())
            finally:
                self._stopped.set()
                threads.shutdown(wait=False, cancel_futures=True)
                self._context.cancelJobGroup(_GROUP)

    def _size(self) -> int:
        """Return how many shards the next job has; workers may have come and gone meanwhile."""
        cores: int = self._context.defaultParallelism
        return WINDOW * cores

    def _join_group(self) -> None:
        """Have the jobs of this thread cancelled with the group."""
        self._context.setJobGroup(_GROUP, "kg", interruptOnCancel=True)

    def _done(self, shards: list[Shard]) -> Packed:
        """Return what became of some shards; where one ends its worker, look for the article."""
        try:
            given = self._context.parallelize([pickle.dumps(s) for s in shards], len(shards))
            done = given.map(self._read).collect()
        except (Py4JError, PySparkException) as error:
            if self._stopped.is_set():
                return []
            if parts := _halves(shards):
                return [outcome for part in parts for outcome in self._done(part)]
            self._check(error)
            return [_given_up(shards[0].articles[0])]
        for problem, _ in done:
            if problem:
                raise ClusterError(f"a worker of Spark cannot read articles: {problem}")
        return [outcomes for _, outcomes in done]

    def _check(self, error: Exception) -> None:
        """Raise ClusterError if not even nothing can be done."""
        try:
            self._context.parallelize([0], 1).map(lambda number: number).collect()
        except (Py4JError, PySparkException) as worse:
            raise ClusterError(f"Spark has failed: {words(error)}") from worse


def _reader(work: bytes) -> Read:
    """Return what a worker does with a shard; all it needs is imported when it is there."""
    folder = FOLDER

    def read(shard: bytes) -> tuple[str, bytes]:
        import pickle
        import sys
        import zlib

        from pyspark import SparkFiles

        home = SparkFiles.get(folder)
        if home not in sys.path:
            sys.path.insert(0, home)
        try:
            from kg.engines.shards import read_shard

            outcomes = list(read_shard(pickle.loads(work), pickle.loads(shard)))  # noqa: S301
        except Exception as error:  # noqa: BLE001 (articles raise none: the worker lacks something)
            return f"{type(error).__name__}: {error}", b""
        return "", zlib.compress(pickle.dumps(outcomes), 1)

    return read


def _unpacked(done: Future[Packed]) -> Iterator[ArticleGraph]:
    for outcome in done.result():
        if isinstance(outcome, bytes):
            yield from pickle.loads(zlib.decompress(outcome))  # noqa: S301 (our workers wrote it)
        else:
            yield outcome


def _halves(shards: list[Shard]) -> list[list[Shard]]:
    """Return the halves of some shards, or of the one shard; nothing where there is no half."""
    if len(shards) > 1:
        middle = len(shards) // 2
        return [shards[:middle], shards[middle:]]
    articles = shards[0].articles
    if len(articles) < 2:
        return []
    middle = len(articles) // 2
    return [[Shard(articles[:middle])], [Shard(articles[middle:])]]


def _given_up(article: Article) -> ArticleGraph:
    message = f"Each of {RETRIES} workers that read this article ended (out of memory?)."
    finding = Finding("Violation", STOPPED, f"{message} Nothing was stored. {ANEW}", article.id)
    return ArticleGraph(article, f"urn:sha256:{article.sha256}", b"", b"", (finding,))


def words(error: Exception) -> str:
    """Return what Spark says, without the trace of its machinery."""
    lines = [line.strip(": \t") for line in str(error).splitlines()]
    machinery = ("at ", "Traceback", "File ", "An error occurred while calling")
    return " ".join([line for line in lines if line and not line.startswith(machinery)][:3])[:400]
