"""`kg build`: articles into the store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import articles_of, ended_in_order, open_store, progress_bar, require_period
from kg.config import Config, load_config
from kg.options import reference_option, settings_option, store_option

if TYPE_CHECKING:
    from kg.planning import Wish
    from kg.tally import Tally

_SHOWN = 50  # problems; more would hide what was done


@click.command()
@click.argument("sources", nargs=-1, required=True)
@store_option
@settings_option
@reference_option
@click.option(
    "--engine",
    metavar="E",
    help="serial, processes, processes:N [default: processes, serial for few].",
)
@click.option(
    "--quarantine", metavar="DIR", help="Where articles that do not conform are set aside."
)
@click.option(
    "--min-confidence", metavar="P", type=float, help="Leave out statements below this, 0 to 1."
)
@click.option(
    "--max-bytes",
    metavar="N",
    type=click.IntRange(1),
    help="Largest source file [default: 20 MB].",
)
@click.option("--strict", is_flag=True, help="A warning, too, holds an article back.")
@click.option(
    "--since", metavar="DATE", help="Leave out articles published before this day, month or year."
)
@click.option(
    "--reread",
    type=click.Choice(["outdated", "changed", "all", "none"]),
    default="outdated",
    help="What is read again though it is the same: what another version or other settings read "
    "[default], of that only what changes by it is replaced, everything, or nothing.",
)
@click.option(
    "--remove-vanished", is_flag=True, help="Remove articles that the sources hold no more."
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Write as JSON what was done, article by article.",
)
def build(
    sources: tuple[str, ...],
    strict: bool,
    since: str | None,
    reread: Any,
    remove_vanished: bool,
    report: Path | None,
    config_file: Path | None,
    **flags: Any,
) -> None:
    """Read articles into the store.

    SOURCES are files, folders and globs; - is standard input. What the store has as it is now is
    passed over; a build that was stopped goes on from there.
    """
    from kg.periods import first_day
    from kg.planning import Wish

    if since is not None:
        require_period("--since", since)
    wish = Wish(since and first_day(since), reread, strict, remove_vanished)
    config = load_config(config_file, **flags)
    tally = run_build(sources, config, wish=wish, report=report)
    if tally.stored and sys.stderr.isatty():
        click.echo(f"To look at it: kg serve --store {config.store}", err=True)
    sys.exit(0 if tally.clean else 1)


def run_build(
    sources: tuple[str, ...],
    config: Config,
    *,
    wish: Wish | None = None,
    report: Path | None = None,
) -> Tally:
    """Build, say on standard error what was done and what went wrong; return the tally."""
    from kg.build import build as run
    from kg.planning import Wish

    with (
        open_store(config.store, create=True) as store,
        progress_bar(sources) as bar,
        ended_in_order(),
    ):
        tally = run(
            bar.found(articles_of(sources, config, bar.read)),
            config,
            store,
            wish=wish or Wish(),
            named=sources,
            report=report,
            progress=bar.update,
        )
    for problem in tally.problems[:_SHOWN]:
        click.echo(problem, err=True)
    hidden = len(tally.problems) - _SHOWN + tally.more_problems
    if hidden > 0:
        click.echo(f"… and {hidden:,} more such; --report FILE lists them all.", err=True)
    for line in summary(tally, config.store):
        click.echo(line, err=True)
    return tally


def summary(tally: Tally, store: str) -> Iterator[str]:
    """Yield what was done, in lines for people."""
    passed = tally.unchanged + tally.repeated + tally.older + tally.passed_over
    if passed == tally.met and not (tally.vanished or tally.stopped):
        older = f"{_count(tally.older)} from before the day asked for"
        there = f"{_count(tally.unchanged)} in {store}, as in the sources"
        parts = [there] * bool(tally.unchanged or not tally.older) + [older] * bool(tally.older)
        yield f"Nothing to do: {'; '.join(parts)}."
        return
    counts = {
        "new": tally.new,
        "changed": tally.changed,
        "read again by this version": tally.reread,
        "read again, the same": tally.confirmed,
        "unchanged": tally.unchanged,
        "repeated": tally.repeated,
        "before the day asked for": tally.older,
        "no articles, in archives and feeds": tally.passed_over,
    }
    told = ", ".join(f"{n:,} {what}" for what, n in counts.items() if n)
    stored = (
        f"{_numbered(tally.stored, 'article')} stored with "
        f"{_numbered(tally.statements, 'statement')} in {store}"
        if tally.stored
        else f"Nothing stored in {store}"
    )
    yield (
        f"{stored}{f' ({told})' if told else ''}; "
        f"{tally.set_aside:,} set aside, {tally.failed:,} not readable."
    )
    if tally.changed + tally.reread:
        yield f"Statements: {tally.gained:,} gained, {tally.lost:,} lost."
    if tally.vanished and not tally.removed:
        why = (
            "not removed, as some sources could not be read"
            if tally.failed
            else "kept in the store; --report FILE lists and --remove-vanished removes it"
        )
        yield f"{_count(tally.vanished)} in the sources no more: {why}."
    elif tally.removed:
        yield f"{_count(tally.removed)} in the sources no more: removed from the store."
    if tally.stopped:
        yield "Stopped. What is stored stays; the same command goes on from here."


def _count(number: int) -> str:
    return f"{_numbered(number, 'article')} {'is' if number == 1 else 'are'}"


def _numbered(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
