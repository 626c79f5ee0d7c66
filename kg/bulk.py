"""Bulk exports: a whole store as gzipped N-Quads in shards, for the bulk loaders of big stores.

The folder has `part-00001.nq.gz` and so on, `manifest.json` with what is in each, and
`SHA256SUMS`, which `sha256sum -c` checks. A blank node's label means something within one file
only, and loaders differ in what they make of it beyond, so all that speaks of blank nodes (the
ontology and the shapes do, articles never) is in the first shard.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

from kg import __version__
from kg.errors import ConfigError
from kg.protocols import Store

QUADS = 5_000_000  # in a shard: some 100 MB packed, a minute or two of loading
_BLANK = re.compile(rb'^(?:_:|\S+ \S+ _:)|_:[^"<>]*$')


def export_bulk(store: Store, folder: Path, size: int = QUADS) -> int:
    """Write the store to a new folder in shards of at most `size` quads; return their number.

    The folder appears whole or not at all; the shard with blank nodes may be larger. Raises
    ConfigError if there is something at `folder`.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise ConfigError(f"{folder} exists; choose a new or an empty folder")
    partial = folder.with_name(f"{folder.absolute().name}.part")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    shards = _Shards(partial, size)
    store.dump(cast(BinaryIO, shards), "application/n-quads")
    quads = shards.finish()
    if folder.exists():
        folder.rmdir()
    partial.rename(folder)
    return quads


def write_manifest(folder: Path, files: Sequence[Mapping[str, Any]]) -> int:
    """Write what is in the shards of a folder, and return the number of quads in all of them."""
    quads = sum(int(file["quads"]) for file in files)
    sums = "".join(f"{file['sha256']}  {file['file']}\n" for file in files)
    (folder / "SHA256SUMS").write_text(sums)
    manifest = {
        "software": f"communique-kg {__version__}",
        "media_type": "application/n-quads",
        "quads": quads,
        "shards": files,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return quads


def told_of(path: Path, quads: int) -> dict[str, Any]:
    """Return what the manifest says of a shard."""
    with path.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return {"file": path.name, "quads": quads, "bytes": path.stat().st_size, "sha256": digest}


class _Shards(io.RawIOBase):
    """Takes N-Quads as they are written and spreads their lines over files."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder, self._size = folder, size
        self._rest = b""
        self._files: list[dict[str, Any]] = []
        self._blank = _Shard(folder, 1)
        self._current = self._blank

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Take some bytes."""
        lines = (self._rest + bytes(data)).split(b"\n")
        self._rest = lines.pop()
        for line in lines:
            self._add(line)
        return len(data)

    def finish(self) -> int:
        """Close the files, write what is in them, and return the number of quads."""
        if self._current is not self._blank:
            self._files.append(self._current.close())
        self._files.insert(0, self._blank.close())
        return write_manifest(self._folder, self._files)

    def _add(self, line: bytes) -> None:
        if b"_:" in line and _BLANK.search(line):
            self._blank.add(line)
            return
        if self._current.quads >= self._size:
            if self._current is not self._blank:
                self._files.append(self._current.close())
            self._current = _Shard(self._folder, len(self._files) + 2)
        self._current.add(line)


class _Shard:
    """One file: packed on the way to disk, its digest and its lines counted."""

    def __init__(self, folder: Path, number: int) -> None:
        self._path = folder / f"part-{number:05}.nq.gz"
        self._file = self._path.open("wb")
        self._packed = gzip.GzipFile("", "wb", compresslevel=6, fileobj=self._file, mtime=0)
        self.quads = 0

    def add(self, line: bytes) -> None:
        """Add a line."""
        self._packed.write(line + b"\n")
        self.quads += 1

    def close(self) -> dict[str, Any]:
        """Close the file and return what the manifest says of it."""
        self._packed.close()
        self._file.close()
        return told_of(self._path, self.quads)
