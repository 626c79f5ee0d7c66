"""Trends beside names: when somebody speaks and is spoken about, in as many steps as fit a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from kg.pictures.spark import spark
from kg.web.columns import Columns, columns
from kg.web.errands import MANY
from kg.web.service import service

STEPS = 24  # of a line


@dataclass(frozen=True, slots=True)
class Trends:
    """Lines by IRI, from the month `first` to the month `last`; none where nothing has a date."""

    lines: Mapping[str, Markup]
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class _Steps:
    """To which step each statement belongs, -1 without a date; steps begin in these months."""

    of: NDArray[np.int64]
    begin: tuple[str, ...]
    last: str


def trends(iris: Sequence[str]) -> Trends:
    """Return the trends of these entities; none while the columns of a large store are read."""
    every = columns() if service().statements() <= MANY else service().known("columns")
    if every is None:
        return Trends({})
    steps = service().once("steps", lambda: _steps(every))
    if not steps.begin:
        return Trends({})
    by, about = (_counted(every, steps, role, iris) for role in ("speaker", "about"))
    lines = {
        iri: spark(_words(up, down, steps), up.tolist(), down.tolist())
        for iri, up, down in zip(iris, by, about, strict=True)
    }
    return Trends(lines, steps.begin[0], steps.last)


def _steps(every: Columns) -> _Steps:
    months = np.array([int(d[:4]) * 12 + int(d[5:7] or 1) - 1 if d else -1 for d in every.dates])
    known = months[months >= 0]
    if not known.size:
        return _Steps(months, (), "")
    first, last = int(known.min()), int(known.max())
    number = min(last - first + 1, STEPS)
    wide = (last - first + 1) / number
    of = np.where(months < 0, -1, ((months - first) / wide).astype(np.int64))
    begin = (first + int(n * wide) for n in range(number))
    return _Steps(of, tuple(map(_month, begin)), _month(last))


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _counted(every: Columns, steps: _Steps, role: str, iris: Sequence[str]) -> NDArray[np.int64]:
    """Return how many statements each entity has in each step."""
    column = every.columns[role]
    place = {iri: n for n, iri in enumerate(iris)}
    rows = np.array([place.get(value, -1) for value in column.values] or [-1])
    row = rows[column.codes] if column.codes.size else np.zeros(0, dtype=np.int64)
    step = steps.of[column.rows]
    there = (row >= 0) & (step >= 0)
    found = np.zeros((len(iris), len(steps.begin)), dtype=np.int64)
    np.add.at(found, (row[there], step[there]), 1)
    return found


def _words(up: NDArray[np.int64], down: NDArray[np.int64], steps: _Steps) -> str:
    told = [
        f"{int(row.sum()):,} {what}, most about {steps.begin[int(row.argmax())]}"
        for row, what in ((up, "by it"), (down, "about it"))
        if row.any()
    ]
    return f"Statements over time: {'; '.join(told) or 'none with a date'}"
