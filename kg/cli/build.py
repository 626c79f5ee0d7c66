"""`kg build`: articles into the store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.common import articles_of, open_store, progress_bar
from kg.config import Config, load_config
from kg.options import settings_option, store_option


@click.command()
@click.argument("sources", nargs=-1, required=True)
@store_option
@settings_option
@click.option(
    "--engine",
    metavar="E",
    help="serial, processes, processes:N [default: processes, serial for few].",
)
@click.option(
    "--quarantine", metavar="DIR", help="Where articles that do not conform are set aside."
)
@click.option("--min-confidence", type=float, help="Leave out statements below this, 0 to 1.")
@click.option("--max-bytes", type=click.IntRange(1), help="Largest source file [default: 20 MB].")
@click.option("--strict", is_flag=True, help="A warning, too, holds an article back.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what was done as JSON.")
def build(
    sources: tuple[str, ...],
    strict: bool,
    report: Path | None,
    config_file: Path | None,
    **flags: Any,
) -> None:
    """Read SOURCES (files, folders, globs, - for standard input) into the store."""
    config = load_config(config_file, **flags)
    tally = run_build(sources, config, strict=strict)
    if report:
        report.write_text(tally.as_json(), encoding="utf-8")
    sys.exit(0 if tally.clean else 1)


def run_build(sources: tuple[str, ...], config: Config, *, strict: bool = False) -> Any:
    """Build, say on standard error what was done and what went wrong; return the tally."""
    from kg.build import build as run

    with open_store(config.store, create=True) as store, progress_bar() as progress:
        tally = run(articles_of(sources, config), config, store, strict=strict, progress=progress)
    for problem in tally.problems:
        click.echo(problem, err=True)
    click.echo(
        f"{tally.stored} articles stored with {tally.statements} statements in {config.store}; "
        f"{tally.set_aside} set aside, {tally.failed} not readable.",
        err=True,
    )
    return tally
