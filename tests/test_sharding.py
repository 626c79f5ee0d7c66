"""Shards for a bulk load: whole, once each, the same whoever reads them, and known to a build."""

import contextlib
import gzip
import json
import signal
import subprocess
import sys
import time

import pytest

from kg.build import build
from kg.config import Config
from kg.errors import ReadError
from kg.model import Article
from kg.plugins import open_store
from kg.sharding import build_shards

SAID = "“We will leave,” Jonas Gahr Støre, the prime minister of Norway, said on Tuesday. No. {}."
NEWS = [Article(SAID.format(n), url=f"https://example.org/{n}") for n in range(7)]


@pytest.fixture
def config(tmp_path):
    return Config(store="memory", quarantine=str(tmp_path / "aside"), engine="serial")


def shards_in(folder):
    return {f.name: f.read_bytes() for f in folder.glob("*.nq.gz")}


def manifest_of(folder):
    return json.loads((folder / "manifest.json").read_text())


def test_what_is_sharded_and_loaded_is_what_a_build_makes_which_then_reads_nothing(
    config, tmp_path
):
    done = build_shards([*NEWS, NEWS[0], ReadError("news:9: no")], config, tmp_path / "o", size=3)
    assert (done.conforming, done.shards, done.repeated, done.failed) == (7, 3, 1, 1)
    told = manifest_of(tmp_path / "o")
    assert {s["file"] for s in told["shards"]} == set(shards_in(tmp_path / "o"))
    with (
        contextlib.closing(open_store("memory")) as loaded,
        contextlib.closing(open_store("memory")) as built,
    ):
        for file in (tmp_path / "o").glob("*.nq.gz"):
            with gzip.open(file) as stream:
                loaded.load(stream, "application/n-quads")
        assert len(loaded.engine) == told["quads"] == done.quads
        assert build(iter(NEWS), config, built).new == 7
        tally = build(iter(NEWS), config, loaded)
        assert (tally.unchanged, tally.stored) == (7, 0)
        for graph in built.graphs():
            if "/article/" in graph or graph.endswith("/entities"):
                query = f"SELECT * {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
                ours, theirs = (set(map(str, s.query(query).answer)) for s in (loaded, built))
                assert ours == theirs, graph


def test_what_is_there_is_not_read_again_and_what_is_half_written_is_nothing(config, tmp_path):
    build_shards(NEWS, config, tmp_path, size=3)
    before = shards_in(tmp_path)
    own = f"<{config.base}article/".encode()
    lost = next(name for name, data in before.items() if own in gzip.decompress(data))
    (tmp_path / lost).rename(tmp_path / f".tmp-{lost}")
    done = build_shards(NEWS, config, tmp_path, size=3)
    assert (done.shards, done.there_already) == (3, 2)
    assert shards_in(tmp_path) == before
    assert not list(tmp_path.glob(".tmp-*"))


def test_shards_of_another_run_would_be_loaded_too_and_are_removed(config, tmp_path):
    build_shards(NEWS, config, tmp_path, size=3)
    (tmp_path / "mine.nq.gz").write_bytes(b"")
    build_shards(NEWS[:2], config, tmp_path, size=3)
    names = {shard["file"] for shard in manifest_of(tmp_path)["shards"]}
    assert set(shards_in(tmp_path)) == names | {"mine.nq.gz"}


def test_ctrl_c_keeps_whole_shards_and_removes_nothing(config, tmp_path):
    def interrupted():
        yield from NEWS[:5]
        raise KeyboardInterrupt

    (tmp_path / f"{'0' * 32}.nq.gz").write_bytes(b"of another run, for all that is known")
    done = build_shards(interrupted(), config, tmp_path, size=3)
    assert (done.stopped, done.conforming, len(shards_in(tmp_path))) == (True, 3, 2)
    assert not (tmp_path / "manifest.json").exists()
    done = build_shards(NEWS, config, tmp_path, size=3)
    assert (done.stopped, done.shards, done.there_already) == (False, 3, 1)
    assert f"{'0' * 32}.nq.gz" not in shards_in(tmp_path)


def test_a_service_manager_ends_it_in_good_order(tmp_path):
    out, news = tmp_path / "out", tmp_path / "news.jsonl"
    news.write_text("".join(json.dumps({"text": SAID.format(n)}) + "\n" for n in range(5000)))
    command = [sys.executable, "-m", "kg", "shards", str(news), "--engine", "serial"]
    command += ["--shard", "1", "-o", str(out), "--quarantine", str(tmp_path / "aside")]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not list(out.glob("*.nq.gz")):
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        told = process.stderr.read().decode()
    assert process.returncode == 1
    assert told.startswith("Stopped. Shards that are whole stay")


def test_processes_write_the_same_shards(config, tmp_path):
    build_shards(NEWS, config, tmp_path / "serial", size=3)
    other = Config(store="memory", quarantine=config.quarantine, engine="processes:2")
    build_shards(NEWS, other, tmp_path / "processes", size=3)
    assert shards_in(tmp_path / "serial") == shards_in(tmp_path / "processes")
