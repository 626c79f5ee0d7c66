"""A store's folder: which format it has, whether it is whole, and who is using it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg import __version__
from kg.errors import StoreError

FORMAT = 1  # raised when older software can no longer read the folder
LABEL = "communique.json"
DATABASE = "oxigraph"
_MEND = "restore a backup (kg restore) or load a dump into a new folder (kg load)"


def check_folder(folder: Path, *, create: bool = False) -> None:
    """Make sure that `folder` is a store this software can read, or can be made one.

    Raises StoreError if it is not there, somebody else's, damaged or of newer software.
    """
    if (folder / LABEL).is_file():
        _check_label(folder / LABEL)
        if not (folder / DATABASE).is_dir():
            raise damaged(folder, f"{DATABASE}/ is missing")
    elif _holds_something(folder) and not (create and _is_free(folder)):
        raise StoreError(f"{folder} is not a store (no {LABEL}); choose a new or an empty folder")
    elif not folder.exists() and restored(folder).exists():
        raise StoreError(
            f"kg restore to {folder} was broken off: do it again, or remove {restored(folder)}"
        )
    elif not create:
        raise StoreError(f"there is no store at {folder}; make one with kg build or kg load")


def restored(folder: Path) -> Path:
    """Return where a backup stands before it takes the place of the store in `folder`."""
    return folder.with_name(f"{folder.absolute().name}.restored")


def write_label(folder: Path) -> None:
    """Say in the folder what it is, once the database is there."""
    written = json.dumps({"format": FORMAT, "software": f"communique-kg {__version__}"})
    partial = (folder / LABEL).with_suffix(".part")
    partial.write_text(written + "\n", encoding="utf-8")
    partial.replace(folder / LABEL)


def damaged(folder: Path, why: str) -> StoreError:
    """Return the error of a store that cannot be read any more."""
    return StoreError(f"{folder} is damaged ({why}); {_MEND}")


@contextmanager
def noticing_damage() -> Iterator[None]:
    """Make the engine's error about a page it cannot read a StoreError with the next step."""
    try:
        yield
    except RuntimeError as error:
        if not str(error).startswith("Corruption"):
            raise
        raise StoreError(f"the store is damaged ({error}); {_MEND}") from error


def in_use(folder: Path) -> StoreError:
    """Return the error of a store that another process has open, naming it where Linux tells."""
    who = _user_of(folder / DATABASE / "LOCK")
    return StoreError(
        f"{folder} is in use by another kg process{f' ({who})' if who else ''}; stop it, write "
        "through the server if it is one, or choose another folder"
    )


def _holds_something(path: Path) -> bool:
    return next(path.iterdir(), None) is not None if path.is_dir() else path.exists()


def _is_free(folder: Path) -> bool:
    """Say whether the folder is empty, or was being made a store when that was broken off."""
    return folder.is_dir() and {f.name for f in folder.iterdir()} <= {DATABASE}


def _check_label(label: Path) -> None:
    try:
        content = json.loads(label.read_text(encoding="utf-8"))
        found, software = int(content["format"]), str(content["software"])
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(label.parent, f"{LABEL}: {error!r}") from error
    if found > FORMAT:
        raise StoreError(
            f"{label.parent} was written by {software} in format {found}; this version reads up "
            f"to {FORMAT}: install a newer communique-kg"
        )


def _user_of(lock: Path) -> str:
    """Return which process holds a lock (man 5 proc_locks); the empty string if unknown."""
    try:
        inode = str(lock.stat().st_ino)
        locks = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
        pid = next((line[4] for line in locks if line[5].split(":")[-1] == inode), "")
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        if b"kg.stores.worker" in command:
            return f"the server, process {_parent(pid)}"
    except (OSError, IndexError):
        return ""
    return f"process {pid}"


def _parent(pid: str) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
