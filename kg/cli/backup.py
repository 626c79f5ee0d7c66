"""`kg backup` and `kg restore`: a store as it was at one moment, kept and put back."""

from __future__ import annotations

from pathlib import Path

import click

from kg.config import load_config
from kg.errors import ConfigError
from kg.options import settings_option, store_option


@click.command()
@store_option
@settings_option
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The new folder.")
def backup(store: str | None, config_file: Path | None, out: Path) -> None:
    """Copy the store to a folder, also while it is served.

    The copy is a store itself.
    """
    from kg.stores.backup import back_up

    folder = _folder(load_config(config_file, store=store).store)
    click.echo(f"{out}: {back_up(folder, out)} quads of {folder}", err=True)


@click.command()
@click.argument("source", metavar="BACKUP", type=click.Path(path_type=Path))
@store_option
@settings_option
@click.option("--replace", is_flag=True, help="Move a store that is there aside.")
def restore(source: Path, store: str | None, config_file: Path | None, replace: bool) -> None:
    """Put a copy of BACKUP where the store is to be.

    BACKUP is a folder that kg backup made.
    """
    from kg.stores.backup import restore as put_back

    folder = _folder(load_config(config_file, store=store).store)
    quads, old = put_back(source, folder, replace=replace)
    click.echo(f"{folder}: {quads} quads of {source}", err=True)
    if old is not None:
        click.echo(f"{old}: what was there before", err=True)


def _folder(descriptor: str) -> Path:
    """Return the folder of a store. Raises ConfigError if it is not in one."""
    location = descriptor.removeprefix("oxigraph:")
    if location == "memory" or "://" in location:
        raise ConfigError(f"only a store in a folder can be backed up or restored, not {location}")
    return Path(location)
