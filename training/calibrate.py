"""Fit confidence to how often the tagger is right, on annotated articles it was not trained on.

    python -m training.calibrate CORPUS/data/dev -o kg/models/confidence.json

A logistic regression of *full* (`training.measures`) on the evidence. What is printed is of
articles left out: those of each fifth are judged by the fit on the other four.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from kg import paths
from kg.extractors.attribution.evidence import Evidence
from kg.measures import Count
from training.corpus import read_corpus
from training.measures import Judged, judge
from training.score import evident_reader

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

FOLDS = 5
BINS = 10
LEAST = tuple(round(0.05 * k, 2) for k in range(13))  # confidence from which on to count


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--model",
    default=paths.MODELS / "attribution.int8.onnx",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path))
def main(folder: Path, model: Path, out: Path) -> None:
    """Fit on the articles of FOLDER, write the weights, print how reliable they are."""
    read = evident_reader(model)
    rows: list[Floats] = []
    judged: list[Judged] = []
    for article in read_corpus(folder):
        found = read(article.text)
        rows.append(np.array([e for _, e in found]).reshape(-1, len(Evidence._fields)))
        judged.append(judge(article.text, article.attributions, [a for a, _ in found]))
    right = [np.array(j.full, bool) for j in judged]
    left_out = cross_fitted(rows, right)
    for line in reliability(np.concatenate(left_out), np.concatenate(right)):
        click.echo(line)
    for line in thresholds(left_out, judged):
        click.echo(line)
    fit = _fit(rows, right)
    weights = dict(zip(Evidence._fields, (round(float(w), 4) for w in fit.coef_[0]), strict=True))
    fitted = {"bias": round(float(fit.intercept_[0]), 4), "weights": weights}
    out.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


def cross_fitted(rows: Sequence[Floats], right: Sequence[Booleans]) -> list[Floats]:
    """Return the confidence of each article's attributions, by a fit on the other folds."""
    found: list[Floats] = [np.empty(0)] * len(rows)
    for fold in range(FOLDS):
        others = [i for i in range(len(rows)) if i % FOLDS != fold]
        model = _fit([rows[i] for i in others], [right[i] for i in others])
        for i in range(fold, len(rows), FOLDS):
            if len(rows[i]):
                found[i] = model.predict_proba(rows[i])[:, 1]
    return found


def reliability(confidence: Floats, right: Booleans) -> Iterator[str]:
    """Yield lines of a table, one for each tenth of confidence, and the mean error below."""
    yield "confidence\tstatements\tright"
    error = 0.0
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    for b in range(BINS):
        here = bins == b
        if here.any():
            yield f"{confidence[here].mean():.2f}\t{here.sum()}\t{right[here].mean():.2f}"
            error += here.mean() * abs(confidence[here].mean() - right[here].mean())
    yield f"expected calibration error {error:.3f}"


def thresholds(confidence: Sequence[Floats], judged: Sequence[Judged]) -> Iterator[str]:
    """Yield lines of a table: precision, recall and F1 (full) of what has at least a confidence.

    An attribution left out takes no other's place: found and full are those of all together.
    """
    yield "least\tP\tR\tF1"
    gold = sum(j.scores["full"].tp + j.scores["full"].fn for j in judged)
    right = np.concatenate([np.array(j.full, bool) for j in judged])
    every = np.concatenate(confidence)
    for least in LEAST:
        kept = every >= least
        found = int((kept & right).sum())
        score = Count(found, int(kept.sum()) - found, gold - found)
        yield f"{least:.2f}\t{score.precision:.4f}\t{score.recall:.4f}\t{score.f1:.4f}"


def _fit(rows: Sequence[Floats], right: Sequence[Booleans]) -> LogisticRegression:
    return LogisticRegression(max_iter=1000).fit(np.concatenate(rows), np.concatenate(right))


if __name__ == "__main__":
    main()
