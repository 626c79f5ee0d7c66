"""The engine `spark`, on this machine: in one process of Java, and as a cluster of two."""

import contextlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kg.engines.spark import open_engine, packed
from kg.errors import ConfigError
from kg.plugins import open_store
from tests.examples import built

ROOT = Path(__file__).parent.parent
needs_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or not shutil.which("java"),
    reason="pyspark (the extra spark) or Java (Debian: default-jre-headless) is not installed",
)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")


def run(*arguments):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def articles_in(folder):
    with contextlib.closing(open_store(str(folder))) as store:
        graphs = [g for g in store.graphs() if "/article/" in g]
        found = {}
        for graph in graphs:
            out = io.BytesIO()
            store.dump(out, "application/n-triples", graph)
            found[graph] = out.getvalue()
        return found


@needs_spark
def test_a_build_on_spark_is_the_build_without_it(tmp_path):
    examples = sorted((ROOT / "examples" / "articles").glob("0[12]-*.txt"))
    where = ("--store", str(tmp_path / "s"), "--quarantine", str(tmp_path / "q"))
    run("kg", "build", *map(str, examples), "--engine", "spark:local[1]", *where)
    found = articles_in(tmp_path / "s")
    shutil.copytree(built(), tmp_path / "serial")
    serial = articles_in(tmp_path / "serial")
    assert len(found) == 4
    assert found.items() <= serial.items()


@needs_spark
@LINUX
def test_workers_that_die_cost_no_article_but_the_one_that_kills_them(tmp_path):
    out = run("tests.spark_faults", "local-cluster[2,1,1024]", str(tmp_path))
    found = json.loads(out.splitlines()[-1])
    assert (tmp_path / "once").exists()
    assert [title for title, _, _ in found] == [str(n) for n in range(16)]
    for title, where, rules in found:
        if title == "5":
            assert rules == ["ReadingStopped"]
        else:
            assert (where, rules) == ("communique", [])  # the package that was sent along


def test_the_package_that_is_sent_along_has_model_data_and_nothing_compiled(tmp_path):
    with zipfile.ZipFile(packed(tmp_path)) as archive:
        names = set(archive.namelist())
    for needed in ("kg/pipeline.py", "kg/_data/ontology/communique.ttl"):
        assert needed in names
    assert any(name.startswith("kg/models/") and name.endswith(".onnx") for name in names)
    assert not any("__pycache__" in name for name in names)


def test_where_spark_runs_must_be_said():
    with pytest.raises(ConfigError, match=r"spark:local\[2\]"):
        open_engine("")
