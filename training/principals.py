"""Measure how often somebody speaks for a candidate, where the rules leave open for whom.

    python -m training.principals CORPUS/data/train/text tests/data/development/*/articles

`principals.csv` tells, for the words of offices and unnamed officials whose state these articles do
not name, for whom they speak, as a careful reader finds it; empty where it is no state and no
organisation of states. What is printed is how many candidates with about a score there were, their
mean score, and the share of them that was right.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import click

from kg.config import Config
from kg.model import Article, Document, PossiblePrincipal, Span
from kg.pipeline import open_pipeline

_TRUTH = Path(__file__).with_suffix(".csv")
_BINS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8)


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(folders: tuple[Path, ...]) -> None:
    """Print the table for the annotated articles that are in FOLDERS."""
    scored: list[tuple[float, bool]] = []
    unsaid = without = 0
    for path, truth in _annotated(folders):
        found = openings(open_pipeline(Config()).read(Article(path.read_text(encoding="utf-8"))))
        for span, principal in truth.items():
            if span not in found:
                unsaid += 1
                continue
            candidates = found[span]
            without += not any(c.key.endswith(f"/{principal}") for c in candidates)
            scored += [(c.score, c.key.endswith(f"/{principal}")) for c in candidates]
    for low, high in zip(_BINS, (*_BINS[1:], 1.0), strict=True):
        inside = [(score, right) for score, right in scored if low <= score < high]
        if inside:
            mean, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            click.echo(
                f"{low:.2f} to {high:.2f}: {len(inside):4d}, score {mean:.2f}, right {right:.2f}"
            )
    click.echo(f"left open without the right candidate: {without}; not left open: {unsaid}")


def openings(document: Document) -> dict[Span, tuple[PossiblePrincipal, ...]]:
    """Return the candidates of an article by the words whose principal is open."""
    found = {c.evidence: c.may_be_of for c in document.offices if c.may_be_of}
    for statement in document.statements:
        if statement.may_speak_for and statement.source:
            found.setdefault(statement.source[0], statement.may_speak_for)
    return found


def _annotated(folders: tuple[Path, ...]) -> Iterator[tuple[Path, dict[Span, str]]]:
    """Yield each text file that is annotated, with the principal of each stretch."""
    truth: dict[str, dict[Span, str]] = {}
    with _TRUTH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            span = Span(int(row["start"]), int(row["end"]))
            truth.setdefault(row["article"], {})[span] = row["principal"]
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            if path.stem in truth:
                yield path, truth[path.stem]


if __name__ == "__main__":
    main()
