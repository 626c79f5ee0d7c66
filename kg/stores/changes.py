"""The log of changes: who wrote what, when. One JSON object a line, beside the database.

Each write has two lines of the same `id`: the first, before it is carried out, says all about it;
the second how it ended (`done` or `failed`). Where a crash has left no second line, only the data
can tell. The file is opened for each line, so that it may be moved away at any time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

FILE = "changes.jsonl"
_MOST_TEXT = 2000  # characters of an update that are kept; of the rest its digest tells


@contextmanager
def recorded(folder: Path, change: Mapping[str, Any]) -> Iterator[None]:
    """Log a change around its being carried out; whatever is raised within is raised."""
    identity = {"id": uuid4().hex}
    _append(folder, {**identity, "time": _now(), **change})
    try:
        yield
    except BaseException as error:
        _append(folder, {**identity, "time": _now(), "failed": str(error)[:_MOST_TEXT]})
        raise
    _append(folder, {**identity, "time": _now(), "done": True})


def described(text: str) -> dict[str, Any]:
    """Return an update as the log keeps it."""
    found: dict[str, Any] = {"update": text[:_MOST_TEXT]}
    if len(text) > _MOST_TEXT:
        digest = hashlib.sha256(text.encode()).hexdigest()
        found |= {"characters": len(text), "sha256": digest}
    return found


def _append(folder: Path, line: Mapping[str, Any]) -> None:
    with (folder / FILE).open("a", encoding="utf-8") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
