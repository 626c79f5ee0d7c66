"""A cluster: Spark gives shards of articles to its workers; the outcomes come back in order.

Needs pyspark (the extra `spark`) and Java.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from os import environ

from kg.engines.shards import in_shards
from kg.errors import ConfigError
from kg.model import Article, ArticleGraph

SIZE = 25  # articles in a shard: some seconds, in which the 30 ms that a task costs are nothing


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
        from kg.engines.spark_context import open_context
        from kg.engines.spark_jobs import Jobs

        del seconds
        with open_context(self.master) as context:
            yield from Jobs(context, work).run(in_shards(articles, self.size))


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
