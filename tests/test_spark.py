"""The engine `spark`, on this machine: in one process of Java, and as a cluster of two."""

import contextlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from kg.engines.packing import packed
from kg.engines.spark import SIZE, open_engine
from kg.errors import ConfigError
from kg.plugins import open_store
from tests.clusters import standalone
from tests.examples import built

ROOT = Path(__file__).parent.parent
needs_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or not shutil.which("java"),
    reason="pyspark (the extra spark) or Java (Debian: default-jre-headless) is not installed",
)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")


ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "SPARK_LOCAL_IP": "127.0.0.1"}
IN_TIME = 1800  # seconds after which something hangs, on however slow a machine


def run(*arguments):
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        env=ENVIRONMENT, capture_output=True, text=True, timeout=IN_TIME,
    )  # fmt: skip
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


SPEAKERS = (
    "Jonas Gahr Støre, the prime minister of Norway,",
    "Olaf Scholz, the chancellor of Germany,",
    "a spokesman for the foreign ministry of Turkey",
)


def write_news(file, articles):
    """Write short articles as JSON Lines, no two alike."""
    said = "“We will not leave before day {0},” {1} said on Tuesday. France condemned attack {0}."
    with file.open("w") as lines:
        for n in range(articles):
            text = said.format(n, SPEAKERS[n % len(SPEAKERS)])
            lines.write(json.dumps({"url": f"https://example.org/{n}", "text": text}) + "\n")


@needs_spark
@LINUX
def test_a_cluster_that_loses_a_node_in_mid_run_writes_what_serial_writes(tmp_path):
    news, shards = tmp_path / "news.jsonl", ("--shard", "20", "--quarantine", str(tmp_path / "q"))
    write_news(news, 8 * SIZE)  # two jobs for two cores
    run("kg", "shards", str(news), "-o", str(tmp_path / "serial"), "--engine", "serial", *shards)
    with standalone(tmp_path, 2) as (master, nodes):
        out = tmp_path / "spark"
        command = ["kg", "shards", str(news), "-o", str(out), "--engine", f"spark:{master}"]
        with subprocess.Popen(
            [sys.executable, "-m", *command, *shards], env=ENVIRONMENT, stderr=subprocess.PIPE
        ) as running:
            until = time.monotonic() + IN_TIME
            while running.poll() is None and not list(out.glob("*.nq.gz")):
                assert time.monotonic() < until, "no shard arrives"
                time.sleep(0.1)
            nodes[0].kill()
            there = len(list(out.glob("*.nq.gz")))
            told = running.communicate(timeout=IN_TIME)[1].decode()
    assert running.returncode == 0, told
    assert "Lost executor" in told  # it was at work still
    files = {f.name: f.read_bytes() for f in out.iterdir()}
    assert there < len(files)
    assert files == {f.name: f.read_bytes() for f in (tmp_path / "serial").iterdir()}


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
