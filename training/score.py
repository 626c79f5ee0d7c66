"""Score a tagger on annotated articles.

    python -m training.score CORPUS/data/dev [--model FILE.onnx] [--extractor]

With `--extractor` the whole attribution extractor is scored, with what it adds and leaves out for
statements' sake; without, the tagger alone, as it was trained.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from kg import paths
from kg.extractors.attribution import AttributionExtractor, tagged
from kg.extractors.attribution.arrangement import layout_of
from kg.extractors.attribution.decoding import Attribution as OverWords
from kg.extractors.attribution.decoding import attributions
from kg.extractors.attribution.evidence import Evidence
from kg.extractors.attribution.statements import span_of
from kg.extractors.attribution.tagger import load
from kg.model import Article, Document, Span
from training.corpus import Attribution, read_corpus
from training.measures import judge, total

Reader = Callable[[str], list[Attribution]]


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--model",
    default=paths.MODELS / "attribution.int8.onnx",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--extractor", is_flag=True, help="Score the extractor's statements.")
def main(folder: Path, model: Path, extractor: bool) -> None:
    """Score a tagger on the articles of FOLDER."""
    read = _statements if extractor else tagger_reader(model)
    judged = (judge(a.text, a.attributions, read(a.text)) for a in read_corpus(folder))
    click.echo("measure\tP\tR\tF1")
    for name, s in total(judged).items():
        click.echo(f"{name}\t{s.precision:.4f}\t{s.recall:.4f}\t{s.f1:.4f}")


def tagger_reader(model: Path) -> Reader:
    """Return a function that gives the attributions the tagger finds in a text."""
    read = evident_reader(model)
    return lambda text: [a for a, _ in read(text)]


def evident_reader(model: Path) -> Callable[[str], list[tuple[Attribution, Evidence]]]:
    """Return a function that gives the attributions of a text, each with its evidence."""
    tagger = load(model, paths.MODELS / "tokenizer.json")

    def read(text: str) -> list[tuple[Attribution, Evidence]]:
        return [
            (_over_text(chunk, a), a.evidence)
            for chunk, tagging, openings in tagged(layout_of(text), tagger)
            for a in attributions(tagging, openings)
        ]

    return read


def _over_text(chunk: Sequence[Span], a: OverWords) -> Attribution:
    return Attribution(
        (span_of(chunk, a.source),) if a.source else (),
        (span_of(chunk, a.cue),),
        tuple(span_of(chunk, c) for c in a.content),
    )


def _statements(text: str) -> list[Attribution]:
    return [
        Attribution(s.source, (s.cue,) if s.cue else (), s.content)
        for s in AttributionExtractor()(Document(Article(text))).statements
    ]


if __name__ == "__main__":
    main()
