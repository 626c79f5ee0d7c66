"""What a pool of workers serves: a store folder with its checkpoints, or a remote store."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kg.stores.addresses import read_descriptor
from kg.stores.credentials import VARIABLES
from kg.stores.processes import Program

FRESH = 60.0  # seconds for which what was counted in a remote store is taken to be true


@dataclass(frozen=True, slots=True)
class Backend:
    """How workers reach a store; `checkpoints` is the folder for what readers see of it.

    Where others may write to it, a state is taken to be as it was for `fresh` seconds.
    """

    program: Program
    store: str
    checkpoints: Path
    fresh: float | None = None


def backend_of(store: str | Path) -> Backend:
    """Return how the store of a folder or a remote descriptor is served. Raises ConfigError."""
    number = os.getpid()
    location = str(store).removeprefix("remote:")
    if location.startswith(("http://", "https://")):
        read_descriptor(location)
        program = Program("kg.stores.remote_worker", (location,), VARIABLES)
        return Backend(program, location, Path(tempfile.gettempdir()) / f"kg-{number}", FRESH)
    folder = Path(location).absolute()
    return Backend(Program("kg.stores.worker"), str(folder), folder / f"serving-{number}")
