"""`kg extract` and `kg evaluate`: what is read from articles, as JSON and as a scorecard."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kg.cli.common import articles_of
from kg.config import load_config
from kg.errors import ReadError
from kg.options import settings_option


@click.command()
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
    for article in articles_of(sources, config):
        if isinstance(article, ReadError):
            click.echo(article, err=True)
            failed += 1
            continue
        found = to_annotations(pipeline.read(article), pipeline.reference)
        file = out / f"{article.name or article.id}.json"
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        click.echo(file)
    sys.exit(1 if failed else 0)


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="List every mistake with its sentence.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="csv: figures, or with --errors the mistakes, one a row.",
)
@settings_option
def evaluate(gold: Path, errors: bool, form: str, config_file: Path | None) -> None:
    """Score the extraction on annotated articles: GOLD holds articles/*.txt and gold/*.json."""
    from kg.annotations import to_annotations
    from kg.evaluation import evaluate as score
    from kg.gold import unannotated
    from kg.pipeline import open_pipeline
    from kg.scorecards import FORMATS

    for path in unannotated(gold):
        click.echo(f"{path}: not annotated, not scored", err=True)
    pipeline = open_pipeline(load_config(config_file))
    card = score(gold, lambda a: to_annotations(pipeline.read(a), pipeline.reference))
    click.echo(FORMATS[form](card, errors=errors), nl=False)
