"""Bulk exports: every quad once, in shards that can be checked and loaded one by one."""

import contextlib
import gzip
import hashlib
import io
import json
import re
import subprocess

import pytest

from kg.bulk import export_bulk
from kg.errors import ConfigError
from kg.plugins import open_store

PLAIN = [f'<urn:s{n}> <urn:p> "not _: blank" <urn:g{n % 7}> .' for n in range(100)]
BLANK = "_:x <urn:p> _:y .\n_:y <urn:p> <urn:o> .\n<urn:s> <urn:p> _:x .\n"


@pytest.fixture
def store():
    with contextlib.closing(open_store("memory")) as opened:
        opened.load(io.BytesIO("\n".join(PLAIN).encode()), "application/n-quads")
        opened.replace({"urn:blank": BLANK.encode()})
        yield opened


def test_shards_hold_every_quad_once_and_the_manifest_tells_of_each(store, tmp_path):
    folder = tmp_path / "bulk"
    assert export_bulk(store, folder, size=30) == 103
    manifest = json.loads((folder / "manifest.json").read_text())
    lines = []
    for shard in manifest["shards"]:
        data = (folder / shard["file"]).read_bytes()
        found = gzip.decompress(data).decode().splitlines()
        assert (len(found), len(data)) == (shard["quads"], shard["bytes"])
        assert hashlib.sha256(data).hexdigest() == shard["sha256"]
        lines.append(found)
    assert [len(found) for found in lines[1:-1]] == [30] * (len(lines) - 2)
    assert sorted(x for found in lines for x in found if "urn:blank" not in x) == sorted(PLAIN)
    labels = [set(re.findall(r"_:\w+", " ".join(x for x in f if "urn:blank" in x))) for f in lines]
    assert [len(found) for found in labels] == [2] + [0] * (len(lines) - 1)
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=folder, check=True)


def test_the_same_store_gives_the_same_shards_which_load_again(store, tmp_path):
    for name in ("one", "two"):
        export_bulk(store, tmp_path / name, size=30)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
    with contextlib.closing(open_store("memory")) as again:
        for file in sorted((tmp_path / "one").glob("*.nq.gz")):
            with gzip.open(file) as stream:
                again.load(stream, "application/n-quads")
        assert len(again.engine) == len(store.engine)
        assert bool(
            again.query("ASK { GRAPH ?g { <urn:s> <urn:p>/<urn:p>/<urn:p> <urn:o> } }").answer
        )


def test_a_folder_that_holds_something_is_left_alone(store, tmp_path):
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(ConfigError, match="choose a new or an empty folder"):
        export_bulk(store, tmp_path)
