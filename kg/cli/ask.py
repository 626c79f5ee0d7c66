"""`kg validate`, `kg query`, `kg stats`: what a store holds and whether it conforms."""

from __future__ import annotations

import io
import signal
import sys
from pathlib import Path

import click

from kg.cli.common import FORMATS, open_store
from kg.config import load_config
from kg.errors import ConfigError
from kg.options import reference_option, settings_option, store_option


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@store_option
@settings_option
@reference_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "turtle", "html"]),
    default="text",
    help="[default: text]",
)
def validate(
    files: tuple[Path, ...],
    store: str | None,
    config_file: Path | None,
    reference: str | None,
    form: str,
) -> None:
    """Check RDF against the shapes.

    It is RDF in FILES, the store, or --reference data of your own.
    """
    from kg.checking import check_files, check_reference, check_store

    config = load_config(config_file, store=store, reference=reference)
    if files and store:
        raise ConfigError("give FILES or --store, not both")
    if files:
        report = check_files(files, config)
    elif reference and not store:
        report = check_reference(config)
    else:
        with open_store(config.store) as opened:
            report = check_store(opened, config)
    click.echo(report.write(form), nl=False)
    click.echo(report.summary, err=True)
    sys.exit(0 if report.conforms else 1)


@click.command()
@click.argument("sparql")
@store_option
@settings_option
@click.option("--format", "form", type=click.Choice(["table", *FORMATS]), help="[default: table]")
@click.option(
    "--min-confidence",
    metavar="P",
    type=click.FloatRange(0, 1),
    help="Leave out statements below this, 0 to 1, in a query with ?confidence_from.",
)
@click.option("--no-union", is_flag=True, help="Leave the default graph as it is stored.")
@click.option(
    "--width", metavar="N", default=60, show_default=True, help="Widest column of the table."
)
def query(
    sparql: str,
    store: str | None,
    config_file: Path | None,
    form: str | None,
    min_confidence: float | None,
    no_union: bool,
    width: int,
) -> None:
    """Answer a SPARQL query.

    SPARQL is the query itself, a file (QUESTION.rq, or @FILE), or - for standard input.
    """
    from kg.tables import results_table

    config = load_config(config_file, store=store)
    text = _text_of(sparql)
    text = text if min_confidence is None else _surer(text, min_confidence)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with open_store(config.store) as opened:
        results = opened.query(text, union=not no_union)
        graph = results.form == "graph"
        if form in (None, "table") and not graph:
            answer = io.BytesIO()
            results.write(answer, FORMATS["json"])
            click.echo(results_table(answer.getvalue(), width=width, base=config.base), nl=False)
        else:
            results.write(sys.stdout.buffer, FORMATS["turtle" if form in (None, "table") else form])


def _surer(sparql: str, least: float) -> str:
    """Return a query for statements of at least this confidence. Raises ConfigError."""
    from kg.parameters import bind, takes

    if not takes(sparql, "confidence_from"):
        raise ConfigError(
            "this query does not ask for a confidence: put VALUES ?confidence_from { 0 } and "
            "FILTER(?confidence >= ?confidence_from) into it, as kg/queries/15-statements.rq does"
        )
    return bind(sparql, {"confidence_from": f"{least:.6f}"})


def _text_of(argument: str) -> str:
    if argument == "-":
        return sys.stdin.read()
    if argument.startswith("@") or argument.endswith((".rq", ".sparql")):
        return Path(argument.removeprefix("@")).read_text(encoding="utf-8")
    return argument


@click.command()
@store_option
@settings_option
def stats(store: str | None, config_file: Path | None) -> None:
    """Count what the store holds."""
    from kg.statistics import statistics

    config = load_config(config_file, store=store)
    with open_store(config.store) as opened:
        for name, count in statistics(opened).items():
            click.echo(f"{count:>10,}  {name}")
