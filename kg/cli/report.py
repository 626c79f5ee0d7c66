"""`kg report`: what a store holds, as one page to be mailed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from kg.cli.common import open_store, require_period, written
from kg.config import load_config
from kg.errors import ConfigError
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
@click.option(
    "--since", metavar="DATE", default="", help="Only what was published on this day or later."
)
@click.option(
    "--until", metavar="DATE", default="", help="Only what was published on this day or before."
)
def report(
    store: str | None, config_file: Path | None, output: Path, title: str, since: str, until: str
) -> None:
    """Write pictures and tables of a store as one page to mail.

    DATE is a day such as 2024-05-31, a month or a year. With one, what has no date of publication
    is left out; the page says how much that is.
    """
    from kg.briefing import Days, briefing
    from kg.periods import first_day, last_day

    config = load_config(config_file, store=store)
    for name, given in (("--since", since), ("--until", until)):
        if given:
            require_period(name, given)
    days = Days(since and first_day(since), until and last_day(until))
    if days.until and days.since > days.until:
        raise ConfigError(f"--since {since} is after --until {until}: no day is both")
    with open_store(config.store) as opened:
        page = briefing(
            opened,
            quarantine=Path(config.quarantine),
            title=title,
            today=datetime.now(UTC).date(),
            days=days,
        )
    with written(output) as file:
        file.write(page.encode())
    click.echo(f"{output}: {len(page.encode()) // 1000:,} kB", err=True)
