"""Backups: copies of a store as it was at one moment, taken while it is served or not.

A backup is a store folder itself: it can be served as it is, or put in the place of another.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.stores import changes
from kg.stores.folder import DATABASE, check_folder, damaged, restored, write_label
from kg.stores.oxigraph import open_store

TRIES = 20  # checkpoints that a busy server may replace while one of them is being taken


def back_up(store: Path, target: Path) -> int:
    """Copy the store into the new folder `target`, whole or not at all; return its quads.

    What is served is copied as queries see it now. Raises StoreError if the store cannot be read,
    is being written by a build or a load, or if there is something at `target`.
    """
    _refuse_existing(target)
    check_folder(store)
    with _snapshot(store) as frozen:
        return _copy(frozen, target)


def restore(backup: Path, store: Path, *, replace: bool = False) -> tuple[int, Path | None]:
    """Put a copy of a backup at `store`; return its quads and where the old store was moved.

    With `replace` a store may be there, if nobody has it open; it is kept under another name.
    """
    check_folder(backup)
    old = None
    if replace and store.exists():
        open_store(str(store)).close()
        old = next(p for n in count(1) if not (p := _beside(store, f"replaced-{n}")).exists())
    else:
        _refuse_existing(store, "; with --replace it is moved aside")
    new = restored(store)
    shutil.rmtree(new, ignore_errors=True)
    quads = _copy(backup / DATABASE, new)
    if old is not None:
        store.rename(old)
    elif store.exists():
        store.rmdir()
    new.rename(store)
    return quads, old


def _refuse_existing(folder: Path, otherwise: str = "") -> None:
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise StoreError(f"{folder} exists; choose a new or an empty folder{otherwise}")


def _copy(database: Path, target: Path) -> int:
    """Copy a database that nobody writes to a store folder that appears whole or not at all."""
    partial = _beside(target, "part")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        ignored = shutil.ignore_patterns("LOCK", "LOG*")
        shutil.copytree(database, partial / DATABASE, ignore=ignored)
        with suppress(FileNotFoundError):
            shutil.copy2(database.parent / changes.FILE, partial)
        quads = len(ox.Store.read_only(str(partial / DATABASE)))
        write_label(partial)
        if target.exists():
            target.rmdir()
        partial.rename(target)
    except RuntimeError as error:
        raise damaged(database.parent, str(error)) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return quads


def _beside(folder: Path, ending: str) -> Path:
    return folder.with_name(f"{folder.absolute().name}.{ending}")


@contextmanager
def _snapshot(store: Path) -> Iterator[Path]:
    """Yield a folder with the database as it is now, which nothing changes or removes."""
    for left in store.glob("backup-*"):
        if not _runs(_process_of(left)):  # it was killed
            shutil.rmtree(left, ignore_errors=True)
    frozen = store / f"backup-{os.getpid()}"
    for left in store.glob("backup-*"):  # by one that was killed
        if left == frozen or not _runs(int(left.name.partition("-")[2])):
            shutil.rmtree(left, ignore_errors=True)
    try:
        try:
            with closing(open_store(str(store))) as opened:
                opened.engine.backup(str(frozen))
        except StoreError:
            if not any(_try_to_take(store, frozen) for _ in range(TRIES)):
                raise
        yield frozen
    finally:
        shutil.rmtree(frozen, ignore_errors=True)


def _try_to_take(store: Path, frozen: Path) -> bool:
    """Link the newest checkpoint of a server to `frozen`; return whether it was there throughout.

    A server renames a checkpoint before it removes any of its files.
    """
    shutil.rmtree(frozen, ignore_errors=True)
    served = (f for f in store.glob("serving-*") if _runs(_process_of(f)))
    found = [p for folder in served for p in folder.iterdir() if p.name.isdecimal()]
    if not found:
        return False
    newest = max(found, key=lambda p: int(p.name))
    with suppress(FileNotFoundError, shutil.Error):
        shutil.copytree(newest, frozen, copy_function=os.link)
        return newest.is_dir()
    return False


def _process_of(folder: Path) -> int:
    return int(folder.name.partition("-")[2])


def _runs(process: int) -> bool:
    """Say whether a process is there; what a server that was killed left behind is out of date."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
