"""The command `kg`. Results go to standard output, everything else to standard error.

Exit codes: 0 clean · 1 done, but some articles failed or did not conform · 2 not doable as asked.
"""

from __future__ import annotations

import contextlib
import io
import json
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import click

from kg import __version__
from kg.config import Config, load_config
from kg.errors import ConfigError, ReadError
from kg.options import Group, serving_options, settings_option, store_option

_FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


@click.group(cls=Group)
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Communiqué: who said what in world politics, as a checked, queryable graph."""


@cli.command()
@click.argument("sources", nargs=-1, required=True)
@store_option
@settings_option
@click.option("--engine", metavar="E", help="serial, processes or processes:N.")
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
    tally = _build(sources, config, strict=strict)
    if report:
        report.write_text(tally.as_json(), encoding="utf-8")
    sys.exit(0 if tally.clean else 1)


def _build(sources: tuple[str, ...], config: Config, *, strict: bool = False) -> Any:
    from kg.build import build as run

    with _open(config.store, create=True) as store, _progress() as progress:
        tally = run(_articles(sources, config), config, store, strict=strict, progress=progress)
    for problem in tally.problems:
        click.echo(problem, err=True)
    click.echo(
        f"{tally.stored} articles stored with {tally.statements} statements in {config.store}; "
        f"{tally.set_aside} set aside, {tally.failed} not readable.",
        err=True,
    )
    return tally


def _articles(sources: tuple[str, ...], config: Config) -> Iterator[Any]:
    from kg.readers.sources import read_articles

    return read_articles(sources, stdin=sys.stdin.buffer, max_bytes=config.max_bytes)


@contextlib.contextmanager
def _progress() -> Iterator[Any]:
    """Show articles done, their rate and what was set aside on a terminal; nothing in a pipe."""
    from tqdm import tqdm

    with tqdm(unit=" articles", disable=not sys.stderr.isatty(), leave=False) as bar:

        def update(tally: Any) -> None:
            bar.update()
            bar.set_postfix({"statements": tally.statements, "set aside": tally.set_aside})

        yield update


@contextlib.contextmanager
def _open(descriptor: str, *, create: bool = False) -> Iterator[Any]:
    from kg.plugins import open_store

    with contextlib.closing(open_store(descriptor, create=create)) as store:
        yield store


@cli.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder for the JSON.")
@settings_option
def extract(sources: tuple[str, ...], out: Path, config_file: Path | None) -> None:
    """Write what is found in SOURCES as JSON, one file an article: for those who want no RDF."""
    from kg.annotations import to_annotations
    from kg.pipeline import open_pipeline

    config = load_config(config_file)
    pipeline = open_pipeline(config)
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for article in _articles(sources, config):
        if isinstance(article, ReadError):
            click.echo(article, err=True)
            failed += 1
            continue
        found = to_annotations(pipeline.read(article), pipeline.reference)
        file = out / f"{article.name or article.id}.json"
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        click.echo(file)
    sys.exit(1 if failed else 0)


@cli.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="List what was missed, wrong or invented.")
@settings_option
def evaluate(gold: Path, errors: bool, config_file: Path | None) -> None:
    """Score the extraction on annotated articles: GOLD holds articles/*.txt and gold/*.json."""
    from kg.annotations import to_annotations
    from kg.evaluation import evaluate as score
    from kg.evaluation import format_scorecard
    from kg.pipeline import open_pipeline

    pipeline = open_pipeline(load_config(config_file))
    card = score(gold, lambda a: to_annotations(pipeline.read(a), pipeline.reference))
    click.echo(format_scorecard(card, errors=errors))


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@store_option
@settings_option
@click.option("--format", "form", type=click.Choice(["text", "json", "turtle"]), default="text")
def validate(
    files: tuple[Path, ...], store: str | None, config_file: Path | None, form: str
) -> None:
    """Check RDF FILES, or every article graph of a store, against the shapes."""
    from kg.checking import check_files, check_store

    config = load_config(config_file, store=store)
    if files and store:
        raise ConfigError("give FILES or --store, not both")
    if files:
        report = check_files(files, config)
    else:
        with _open(config.store) as opened:
            report = check_store(opened, config)
    click.echo(report.write(form), nl=False)
    click.echo(report.summary, err=True)
    sys.exit(0 if report.conforms else 1)


@cli.command()
@click.argument("sparql")
@store_option
@settings_option
@click.option("--format", "form", type=click.Choice(["table", *_FORMATS]), help="[default: table]")
@click.option("--no-union", is_flag=True, help="Leave the default graph as it is stored.")
@click.option("--width", default=60, show_default=True, help="Widest column of the table.")
def query(
    sparql: str,
    store: str | None,
    config_file: Path | None,
    form: str | None,
    no_union: bool,
    width: int,
) -> None:
    """Answer a SPARQL query: the text, @FILE, or - for standard input."""
    from kg.tables import results_table

    config = load_config(config_file, store=store)
    text = _text_of(sparql)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with _open(config.store) as opened:
        results = opened.query(text, union=not no_union)
        graph = results.form == "graph"
        if form in (None, "table") and not graph:
            answer = io.BytesIO()
            results.write(answer, _FORMATS["json"])
            click.echo(results_table(answer.getvalue(), width=width, base=config.base), nl=False)
        else:
            results.write(
                sys.stdout.buffer, _FORMATS["turtle" if form in (None, "table") else form]
            )


def _text_of(argument: str) -> str:
    if argument == "-":
        return sys.stdin.read()
    if argument.startswith("@"):
        return Path(argument[1:]).read_text(encoding="utf-8")
    return argument


@cli.command()
@store_option
@settings_option
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="The file to write."
)
@click.option(
    "--format", "form", metavar="F", help="ttl, nt, nq, trig, rdf or jsonld [default: by ending]."
)
@click.option("--protege", is_flag=True, help="One Turtle file that opens well in Protégé.")
def export(
    store: str | None, config_file: Path | None, out: Path, form: str | None, protege: bool
) -> None:
    """Write the store to a file."""
    from kg.export import MEDIA_TYPES, write_protege

    config = load_config(config_file, store=store)
    ending = form or out.suffix.removeprefix(".")
    if not protege and ending not in MEDIA_TYPES:
        raise ConfigError(f"no format named {ending!r}; known: {', '.join(MEDIA_TYPES)}")
    with _open(config.store) as opened, _written(out) as stream:
        if protege:
            write_protege(opened, config.base, stream)
        else:
            opened.dump(stream, MEDIA_TYPES[ending])


@contextlib.contextmanager
def _written(file: Path) -> Iterator[BinaryIO]:
    """Open a file that appears whole or not at all."""
    partial = file.with_name(file.name + ".part")
    with partial.open("wb") as stream:
        yield stream
    partial.replace(file)


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@settings_option
def load(files: tuple[Path, ...], store: str | None, config_file: Path | None) -> None:
    """Load RDF files (.nq, .trig, .ttl, .nt, .rdf, .jsonld, also .gz) into the store."""
    from kg.checking import load_files

    config = load_config(config_file, store=store)
    with _open(config.store, create=True) as opened:
        for file, count in load_files(opened, files):
            click.echo(f"{file}: {count} triples", err=True)


@cli.command()
@store_option
@settings_option
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="FILE.nq or FILE.nq.gz."
)
def dump(store: str | None, config_file: Path | None, out: Path) -> None:
    """Write the whole store as N-Quads, every graph with its name; `kg load` reads it back."""
    import gzip

    config = load_config(config_file, store=store)
    with _open(config.store) as opened, _written(out) as stream:
        if out.suffix == ".gz":
            with gzip.GzipFile(fileobj=stream, mode="wb", mtime=0) as packed:
                opened.dump(packed, _FORMATS["nq"])
        else:
            opened.dump(stream, _FORMATS["nq"])


@cli.command()
@store_option
@settings_option
def stats(store: str | None, config_file: Path | None) -> None:
    """Count what the store holds."""
    from kg.statistics import statistics

    config = load_config(config_file, store=store)
    with _open(config.store) as opened:
        for name, count in statistics(opened).items():
            click.echo(f"{count:>10,}  {name}")


@cli.command()
def plugins() -> None:
    """List the plug-ins: extractors, stores, engines."""
    from kg.plugins import known

    for group in ("kg.extractor", "kg.store", "kg.engine"):
        click.echo(group.removeprefix("kg."))
        for name, path in known(group).items():
            click.echo(f"  {name:<14} {path}")


@cli.command()
@store_option
@settings_option
@serving_options
@click.option(
    "--token", envvar="KG_TOKEN", help="Bearer token that allows updates [env: KG_TOKEN]."
)
@click.option("--no-union", is_flag=True, help="The default graph is not the union of all graphs.")
@click.option(
    "--no-reference", is_flag=True, help="Do not add ontology, shapes and reference data."
)
def serve(
    store: str | None,
    config_file: Path | None,
    host: str,
    port: int,
    timeout: float,
    token: str | None,
    no_union: bool,
    no_reference: bool,
) -> None:
    """Serve a store on http://127.0.0.1:8000: pages, SPARQL endpoint, downloads."""
    from kg.serving import new_store, serve_store

    config = load_config(config_file, store=store)
    if config.store.removeprefix("oxigraph:") == "memory":
        with new_store(config, reference=not no_reference) as temporary:
            serve_store(temporary, host, port, timeout=timeout, token=token, union=not no_union)
    else:
        serve_store(config, host, port, timeout=timeout, token=token, union=not no_union)


@cli.command()
@serving_options
def demo(host: str, port: int, timeout: float) -> None:
    """Build the bundled examples, check them, serve them: the whole road in one command."""
    from kg.paths import EXAMPLES
    from kg.serving import serve_store

    with tempfile.TemporaryDirectory(prefix="kg-demo-") as folder:
        config = Config(store=f"{folder}/store", quarantine=f"{folder}/quarantine")
        _build((str(EXAMPLES / "articles"),), config)
        serve_store(config, host, port, timeout=timeout)


def main() -> None:
    """Run the command line; Ctrl-C ends it without a traceback, a closed pipe in silence."""
    try:
        cli()
    except BrokenPipeError:
        sys.stderr.close()
