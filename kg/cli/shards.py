"""`kg shards`: articles into files for one bulk load, without a store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.common import articles_of, ended_in_order, progress_bar
from kg.config import load_config
from kg.options import settings_option

_SHOWN = 50  # problems


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="The folder of the shards."
)
@settings_option
@click.option("--engine", metavar="E", help="serial, processes, processes:N or spark:MASTER.")
@click.option(
    "--quarantine", metavar="DIR", help="Where articles that do not conform are set aside."
)
@click.option(
    "--shard",
    "size",
    metavar="ARTICLES",
    type=click.IntRange(1),
    help="Length of a shard [default: 100].",
)
def shards(
    sources: tuple[str, ...], out: Path, config_file: Path | None, size: int | None, **flags: Any
) -> None:
    """Read articles into N-Quads for the bulk loader of any store.

    SOURCES are those of kg build; docs/scale.md tells of the loaders. Broken off, it goes on where
    it stopped. Load what it wrote, then let kg build --store see the same SOURCES: it reads nothing
    again and finds out who is who.
    """
    from kg.engines.shards import SIZE
    from kg.sharding import build_shards

    config = load_config(config_file, **flags)
    with progress_bar(sources) as progress, ended_in_order():
        articles = progress.found(articles_of(sources, config, progress.read))
        done = build_shards(articles, config, out, size=size or SIZE, progress=progress.update)
    for problem in done.problems[:_SHOWN]:
        click.echo(problem, err=True)
    if done.stopped:
        click.echo(
            "Stopped. Shards that are whole stay; the same command goes on from here.", err=True
        )
        sys.exit(1)
    click.echo(
        f"{done.conforming} articles read into {out}: {done.shards} shards ({done.there_already} "
        f"were there already), {done.quads} quads; {done.set_aside} set aside, "
        f"{done.failed} not readable, {done.repeated} repeated.",
        err=True,
    )
    sys.exit(1 if done.set_aside or done.failed else 0)
