"""`kg extract` and `kg evaluate`: what is read from articles, as JSON and as a scorecard."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import articles_of
from kg.config import load_config
from kg.errors import CommuniqueError, ConfigError, PassedOverError, ReadError
from kg.model import Article, Document
from kg.options import reference_option, settings_option

if TYPE_CHECKING:
    from kg.pipeline import Pipeline
    from kg.reference import Reference


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for a JSON file an article.")
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    help="Folder for a page an article; or, of one article, a file that ends in .html.",
)
@click.option(
    "--min-confidence", metavar="P", type=float, help="Leave out statements below this, 0 to 1."
)
@click.option(
    "--estimate",
    is_flag=True,
    help="Only say what the language model among the extractors would cost.",
)
@settings_option
@reference_option
def extract(
    sources: tuple[str, ...],
    out: Path | None,
    html: Path | None,
    min_confidence: float | None,
    estimate: bool,
    config_file: Path | None,
    reference: str | None,
) -> None:
    """Write what is found in articles as JSON or as pages.

    For those who want no RDF. SOURCES are those of kg build. Without --out or --html, a line of
    JSON an article goes to standard output.
    """
    from kg.pipeline import open_pipeline

    config = load_config(config_file, min_confidence=min_confidence, reference=reference)
    pipeline, failed, written = open_pipeline(config), 0, set[str]()
    _ = pipeline.extractors  # one that cannot be had is told once
    if estimate:
        sys.exit(_estimate(articles_of(sources, config), pipeline))
    for article in articles_of(sources, config):
        if isinstance(article, ReadError):
            click.echo(article, err=True)
            failed += not isinstance(article, PassedOverError)
            continue
        if html and html.suffix == ".html" and written:
            raise ConfigError(f"{html}: one page is for one article; name a folder for several")
        try:
            document = pipeline.read(article)
        except Exception as error:  # noqa: BLE001
            click.echo(_not_read(article, error), err=True)
            failed += 1
            continue
        stem = _stem(article, written)
        if not (out or html):
            click.echo(_bytes(_as_json(document, pipeline.reference, indent=None)))
        if out:
            file = _write(out / f"{stem}.json", _as_json(document, pipeline.reference) + "\n")
            click.echo(file)
        if html:
            page = html if html.suffix == ".html" else html / f"{stem}.html"
            click.echo(_write(page, _as_html(document, pipeline.reference)))
    sys.exit(1 if failed else 0)


def _estimate(articles: Iterable[Article | ReadError], pipeline: Pipeline) -> int:
    """Say what asking the language models about the articles would take; return the exit code."""
    from kg.extractors.llm import LlmExtractor
    from kg.extractors.llm.estimate import Estimate

    models = [e for e in pipeline.extractors if isinstance(e, LlmExtractor)]
    if not models:
        raise ConfigError("no extractor in the settings asks a language model, so nothing costs")
    totals, failed = [Estimate() for _ in models], 0
    for article in articles:
        if isinstance(article, ReadError):
            click.echo(article, err=True)
            failed += not isinstance(article, PassedOverError)
        else:
            totals = [t + m.estimate(article.text) for t, m in zip(totals, models, strict=True)]
    for model, total in zip(models, totals, strict=True):
        click.echo(model.told(total))
    return 1 if failed else 0


def _not_read(article: Article, error: Exception) -> str:
    where = article.origin or article.id
    if isinstance(error, CommuniqueError):
        return f"{where}: {error}"
    what = f"{type(error).__name__}: {error}"
    return f"{where}: not read ({what}); that is a fault of the program: tell who maintains it"


def _stem(article: Article, written: set[str]) -> str:
    """Return the name of an article's file; articles of one name do not overwrite each other."""
    stem = article.name or article.id
    stem = f"{stem}-{article.id}" if stem in written else stem
    written.add(stem)
    return stem


def _as_json(document: Document, reference: Reference, indent: int | None = 1) -> str:
    from kg.annotations import to_annotations

    return json.dumps(to_annotations(document, reference), ensure_ascii=False, indent=indent)


def _as_html(document: Document, reference: Reference) -> str:
    from kg.rendering.document import to_page
    from kg.rendering.standalone import to_html

    return to_html(to_page(document, reference))


def _write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_bytes(text))
    return file


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


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
    """Score the extraction on annotated articles.

    GOLD is a folder of articles/*.txt and gold/*.json. A list there that is null was not annotated
    and is not scored, an empty one says that the article has none.
    """
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
