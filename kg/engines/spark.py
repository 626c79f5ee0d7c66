"""A cluster: Spark gives shards of articles to its workers; the outcomes come back in order.

Needs pyspark (the extra `spark`) and Java. This package with its model and reference data is sent
to the workers, which need the packages it depends on and nothing else. What a lost worker had not
done is done by another; an article that ends its worker each time is set aside.
"""

from __future__ import annotations

import pickle
import re
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from os import environ
from pathlib import Path
from typing import Any

from kg.engines.shards import Shard, in_shards
from kg.errors import CommuniqueError, ConfigError
from kg.model import Article, ArticleGraph, Finding
from kg.paths import EXAMPLES, ONTOLOGY, PACKAGE, SHAPES

SIZE = 25  # articles in a shard: some seconds, in which the 30 ms that a task costs are nothing
WINDOW = 4  # shards for each core that are given out at once, and kept until all are done
RETRIES = 4  # attempts at a shard before its articles are tried by themselves
_FOLDER = "communique"  # where the package is on a worker
_LOCAL = re.compile(r"local(?:\[(\d+|\*)\])?")


class ClusterError(CommuniqueError):
    """Spark has failed, not an article."""


@dataclass(frozen=True)
class Spark:
    """Runs on the cluster that `master` names, as `spark-submit --master` takes it."""

    master: str
    size: int = SIZE

    def run(
        self,
        work: Callable[[Article], ArticleGraph],
        articles: Iterable[Article],
        seconds: Callable[[Article], float],
    ) -> Iterator[ArticleGraph]:
        """Yield `work(article)` for each article, in the order of `articles`.

        `work` keeps to its deadline by itself. Raises ClusterError where Spark itself fails.
        """
        del seconds
        with _context(self.master) as context:
            read = _reader(pickle.dumps(work))
            shards = in_shards(articles, self.size)
            while some := list(islice(shards, WINDOW * context.defaultParallelism)):
                yield from _outcomes(context, read, some)


def open_engine(argument: str) -> Spark:
    """Return the engine for a master such as `local[2]`, `spark://host:7077`, `yarn`."""
    if not argument:
        raise ConfigError("say where Spark runs: spark:local[2], spark:spark://host:7077, …")
    try:
        import pyspark  # noqa: F401
    except ImportError as error:
        raise ConfigError(
            "the engine spark needs pyspark: pip install 'communique-kg[spark]'"
        ) from error
    if not (shutil.which("java") or environ.get("JAVA_HOME")):
        raise ConfigError("Spark needs Java: install it (Debian: default-jre-headless)")
    return Spark(argument)


@contextmanager
def _context(master: str) -> Iterator[Any]:
    """Yield Spark's context with the package sent to the workers; end it if it was not there."""
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException

    local = _LOCAL.fullmatch(master)
    named = f"local[{local[1] or 1},{RETRIES}]" if local else master
    settings = {
        "spark.app.name": "kg",
        "spark.master": named,
        "spark.task.maxFailures": str(RETRIES),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.maxResultSize": "0",
    }
    environ.setdefault("PYSPARK_PYTHON", sys.executable)
    running = SparkContext._active_spark_context
    with tempfile.TemporaryDirectory(prefix="kg-spark-") as folder:
        try:
            context: Any = running or SparkContext(conf=SparkConf().setAll(list(settings.items())))
            context.setLogLevel("OFF")
            context.addArchive(f"{packed(Path(folder))}#{_FOLDER}")
        except (Py4JError, PySparkException, OSError, RuntimeError) as error:
            raise ClusterError(f"Spark does not start at {master}: {_words(error)}") from error
        try:
            yield context
        finally:
            if running is None:
                context.stop()


def packed(folder: Path) -> Path:
    """Write this package with all it reads as a zip file in `folder`; return its path."""
    file = folder / f"{_FOLDER}.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        roots = [(PACKAGE, "kg")]
        roots += [(data, f"kg/_data/{data.name}") for data in (ONTOLOGY, SHAPES, EXAMPLES)]
        for root, name in roots:
            for path in sorted(p for p in root.rglob("*") if p.is_file()):
                if "__pycache__" not in path.parts:
                    archive.write(path, f"{name}/{path.relative_to(root).as_posix()}")
    return file


def _reader(work: bytes) -> Callable[[bytes], tuple[str, bytes]]:
    """Return what a worker does with a shard; all it needs is imported when it is there."""

    def read(shard: bytes) -> tuple[str, bytes]:
        import pickle
        import sys
        import zlib

        from pyspark import SparkFiles

        home = SparkFiles.get("communique")
        if home not in sys.path:
            sys.path.insert(0, home)
        try:
            from kg.engines.shards import read_shard

            outcomes = list(read_shard(pickle.loads(work), pickle.loads(shard)))  # noqa: S301
        except Exception as error:  # noqa: BLE001 (articles raise none: the worker lacks something)
            return f"{type(error).__name__}: {error}", b""
        return "", zlib.compress(pickle.dumps(outcomes), 1)

    return read


def _outcomes(
    context: Any, read: Callable[[bytes], tuple[str, bytes]], shards: list[Shard]
) -> Iterator[ArticleGraph]:
    """Yield the outcomes of some shards; where one ends its worker, look for the article."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        given = context.parallelize([pickle.dumps(s) for s in shards], len(shards))
        done = given.map(read).collect()
    except (Py4JError, PySparkException) as error:
        parts = _parts(shards)
        if len(parts) > 1:
            for part in parts:
                yield from _outcomes(context, read, part)
            return
        _check(context, error)
        yield _given_up(shards[0].articles[0])
        return
    for problem, outcomes in done:
        if problem:
            raise ClusterError(f"a worker of Spark cannot read articles: {problem}")
        yield from pickle.loads(zlib.decompress(outcomes))  # noqa: S301 (our workers wrote it)


def _parts(shards: list[Shard]) -> list[list[Shard]]:
    """Return the halves of some shards, or of the one shard; one part where there is no half."""
    if len(shards) > 1:
        middle = len(shards) // 2
        return [shards[:middle], shards[middle:]]
    articles = shards[0].articles
    middle = (len(articles) + 1) // 2
    return [[Shard(some)] for some in (articles[:middle], articles[middle:]) if some]


def _check(context: Any, error: Exception) -> None:
    """Raise ClusterError if not even nothing can be done."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        context.parallelize([0], 1).map(lambda number: number).collect()
    except (Py4JError, PySparkException) as worse:
        raise ClusterError(f"Spark has failed: {_words(error)}") from worse


def _given_up(article: Article) -> ArticleGraph:
    message = f"Each of {RETRIES} workers that read this article ended (memory?)."
    finding = Finding("Violation", "ReadingStopped", f"{message} Nothing was stored.", article.id)
    return ArticleGraph(article, f"urn:sha256:{article.sha256}", b"", b"", (finding,))


def _words(error: Exception) -> str:
    """Return what Spark says, without the trace of its machinery."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line for line in lines if not line.startswith(("at ", ":", "Traceback", "File "))]
    return " ".join(causes[:3])[:400]
