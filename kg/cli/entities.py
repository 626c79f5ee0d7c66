"""`kg entities`: who is who across articles, and what users decide about it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.cli.common import open_store
from kg.config import Config, load_config
from kg.errors import ConfigError
from kg.options import settings_option, store_option

_pair_option = partial(click.option, nargs=2, metavar="IRI IRI")


@click.command()
@click.argument("name", required=False, default="")
@store_option
@settings_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    help="[default: table]",
)
@click.option(
    "--status",
    type=click.Choice(["accepted", "candidate", "rejected"]),
    help="Only what holds, what is open, or what was ruled out.",
)
@_pair_option("--merge", help="Decide that two persons or entities are one.")
@_pair_option("--split", help="Decide that the first is not the second.")
@_pair_option("--undo", help="Take back what was decided on the two.")
@click.option("--by", metavar="WHO", help="Who decides; needed with --merge and --split.")
@click.option("--on", "day", metavar="DAY", help="When it was decided [default: today].")
def entities(
    name: str,
    store: str | None,
    config_file: Path | None,
    form: Any,
    status: str | None,
    merge: tuple[str, str] | None,
    split: tuple[str, str] | None,
    undo: tuple[str, str] | None,
    by: str | None,
    day: str | None,
) -> None:
    """List which persons of articles were taken for one, and why.

    NAME, a part of a name, leaves out the others. A decision made here goes before what the names
    and offices suggest, and outlives every build.
    """
    from kg.identity.listing import list_identifications, write_lines

    config = load_config(config_file, store=store)
    asked = [p for p in (merge, split, undo) if p]
    if len(asked) > 1:
        raise ConfigError("give one of --merge, --split and --undo at a time")
    with open_store(config.store) as opened:
        if asked:
            pair = tuple(_iri(i, config.base) for i in asked[0])
            _decide(opened, config, (pair[0], pair[1]), merge, undo, by, day)
        else:
            lines = list_identifications(opened, config.base, name=name, status=status)
            click.echo(write_lines(lines, form, config.base), nl=False)


def _iri(written: str, base: str) -> str:
    """Return an IRI that may be written without the base, as the table shows it."""
    return base + written if written.startswith(("id/", "article/")) else written


def _decide(
    store: Any,
    config: Config,
    pair: tuple[str, str],
    merge: tuple[str, str] | None,
    undo: tuple[str, str] | None,
    by: str | None,
    day: str | None,
) -> None:
    from kg import __version__
    from kg.identity.decisions import articles_of, decide, take_back
    from kg.identity.identify import identify
    from kg.identity.resolution import Decision
    from kg.periods import is_period
    from kg.reference import open_reference

    if undo:
        decisions = take_back(store, config.base, *pair)
        done = "taken back"
    else:
        if not by:
            raise ConfigError("say who decides, with --by")
        on = day or f"{datetime.now(UTC):%Y-%m-%d}"
        if not is_period(on):
            raise ConfigError(f"--on {on} is not a day such as 2024-05-31")
        decisions = (decide(store, config.base, Decision(*pair, bool(merge), by, on)),)
        done = "noted"
    identify(
        store,
        open_reference(config.reference, config.reference_alone),
        base=config.base,
        version=__version__,
        changed=articles_of(decisions),
    )
    for decision in decisions:
        one, other = (i.removeprefix(config.base) for i in (decision.person, decision.other))
        verb = "is" if decision.same else "is not"
        click.echo(f"{done}: {one} {verb} {other} ({decision.by}, {decision.on})", err=True)
        if not undo:
            click.echo(f"To take it back: kg entities --undo {one} {other}", err=True)
