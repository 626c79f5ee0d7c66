"""Spark's context: the connection to a cluster, with this package sent to its workers."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path
from typing import Any

from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkException

from kg.engines.packing import FOLDER, packed
from kg.engines.spark_jobs import RETRIES, ClusterError, words

_SCHEDULER = "org.apache.spark.scheduler.TaskSchedulerImpl"
_LOCAL = re.compile(r"local(?:\[(\d+|\*)\])?")


@contextmanager
def open_context(master: str) -> Iterator[Any]:
    """Yield Spark's context with the package sent to the workers; end it if it was not there."""
    local = _LOCAL.fullmatch(master)
    named = f"local[{local[1] or 1},{RETRIES}]" if local else master
    settings = {
        "spark.app.name": "kg",
        "spark.master": named,
        "spark.task.maxFailures": str(RETRIES),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.maxResultSize": "0",
        "spark.log.level": "OFF",
    }
    environ.setdefault("PYSPARK_PYTHON", sys.executable)
    running = SparkContext._active_spark_context
    with tempfile.TemporaryDirectory(prefix="kg-spark-") as folder:
        try:
            context: Any = running or SparkContext(conf=SparkConf().setAll(list(settings.items())))
            if running is None:
                _tell_of_workers(context)
            context.addArchive(f"{packed(Path(folder))}#{FOLDER}")
        except (Py4JError, PySparkException, OSError, RuntimeError) as error:
            raise ClusterError(
                f"Spark does not start at {master}; is its master there? It says: {words(error)}"
            ) from error
        try:
            yield context
        finally:
            if running is None:
                context.stop()


def _tell_of_workers(context: Any) -> None:
    """Let Spark say that it waits for workers and which it has lost; it says nothing else."""
    log = context._jvm.org.apache.logging.log4j
    log.core.config.Configurator.setLevel(_SCHEDULER, log.Level.WARN)
