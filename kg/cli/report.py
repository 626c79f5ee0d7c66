"""`kg report`: what a store holds, as one page to be mailed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from kg.cli.common import open_store, written
from kg.config import load_config
from kg.options import settings_option, store_option


@click.command()
@store_option
@settings_option
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The HTML file to write.",
)
@click.option("--title", default="Who said what", show_default=True, help="The page's title.")
def report(store: str | None, config_file: Path | None, output: Path, title: str) -> None:
    """Write pictures and tables of a store as one page to mail."""
    from kg.briefing import briefing

    config = load_config(config_file, store=store)
    today = datetime.now(UTC).date()
    with open_store(config.store) as opened:
        page = briefing(opened, quarantine=Path(config.quarantine), title=title, today=today)
    with written(output) as file:
        file.write(page.encode())
    click.echo(f"{output}: {len(page.encode()) // 1000:,} kB", err=True)
