"""What is said, as columns in memory: what a faceted list needs to count and select at once.

They are put together from the sheets of all articles (`kg.web.sheets`), once for each state of the
dataset.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from werkzeug import exceptions

from kg.iris import CQ
from kg.web.errands import MANY, beside
from kg.web.service import service
from kg.web.sheets import PROPERTIES, Ledger, Sheet, read

MOST = 1_000_000  # statements that are held in memory, at some 500 bytes each
UNASKED = 200_000  # statements up to which they are read before somebody asks
Mask = NDArray[np.bool_]
_TERMS = ("act", "form")


@dataclass(frozen=True, slots=True)
class Column:
    """Pairs of a statement, by place, and a value, by its place in `values`."""

    rows: NDArray[np.int32]
    codes: NDArray[np.int32]
    values: tuple[str, ...]

    def having(self, wanted: Iterable[str], size: int) -> Mask:
        """Return which of `size` statements have one of these values."""
        known = set(wanted)
        codes = [code for code, value in enumerate(self.values) if value in known]
        found = np.zeros(size, dtype=np.bool_)
        found[self.rows[np.isin(self.codes, codes)]] = True
        return found

    def counts(self, among: Mask) -> list[tuple[str, int]]:
        """Return the values that the statements of a mask have, with how many have each."""
        numbers = np.bincount(self.codes[among[self.rows]], minlength=len(self.values))
        return [(self.values[i], int(numbers[i])) for i in np.flatnonzero(numbers)]


@dataclass(frozen=True)
class Columns:
    """All statements, the newest article first, in the order of its text.

    `dates` are days, "" where unknown; `words` what was said and `called` how agents are called
    in texts, both in small letters; `known` who persons of articles are known to be. `days` are
    those of all articles, "" where unknown.
    """

    iris: tuple[str, ...]
    dates: NDArray[np.str_]
    confidence: NDArray[np.float64]
    words: tuple[str, ...]
    columns: Mapping[str, Column]
    called: Mapping[str, frozenset[str]]
    known: Mapping[str, str]
    days: tuple[str, ...]

    @cached_property
    def names(self) -> dict[str, str]:
        """What each agent is called, a name a line, in small letters."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for agent, own in self.called.items():
            found[self.known.get(agent, agent)] |= own
        return {agent: "\n".join(sorted(own)) for agent, own in found.items()}

    def having(self, name: str, value: str) -> Mask:
        """Return which statements fit the value of one facet (`kg.web.facets`)."""
        size = len(self.iris)
        if name in self.columns:
            return self.columns[name].having([value], size)
        if name == "speaker_name":
            speakers = self.columns["speaker"]
            part = value.lower()
            called = [v for v in speakers.values if part in self.names.get(v, "")]
            return speakers.having(called, size)
        if name == "words":
            every = value.lower().split()
            found = (all(word in text for word in every) for text in self.words)
            return np.fromiter(found, np.bool_, size)
        if name == "confidence_from":
            return np.asarray(self.confidence >= float(value))
        fits = self.dates >= value if name == "since" else self.dates <= value
        return np.asarray(fits & (self.dates != ""))


def columns(*, now: bool = True) -> Columns:
    """Return the columns of the dataset as it is now. Raises NotImplemented beyond MOST.

    Raises UnfinishedError, unless `now`, while they are being read.
    """
    if not now and service().statements() > MANY and service().known("columns") is None:
        return beside("columns", columns)
    return service().once("columns", lambda: _together(_ledger()))


def _ledger() -> Ledger:
    return service().once("ledger", _read, Ledger.renewed)


def _read() -> Ledger:
    if (held := service().statements()) > MOST:
        raise exceptions.NotImplemented(
            f"Lists are made of {MOST:,} statements at most; here are {held:,}. Ask in SPARQL."
        )
    return read()


def _together(ledger: Ledger) -> Columns:
    graphs = sorted(ledger.sheets)
    graphs.sort(key=lambda graph: ledger.sheets[graph].day, reverse=True)
    sheets = [ledger.sheets[graph] for graph in graphs]
    sizes = [len(sheet.iris) for sheet in sheets]
    dates = np.repeat(np.array([s.day for s in sheets], dtype=np.str_), sizes)
    known = dict(ledger.identities.values())
    found = {name: _column(name, sheets, sizes, known, ledger) for name in PROPERTIES}
    rows = np.arange(sum(sizes))
    found["article"] = _coded(rows, np.repeat(np.arange(len(sheets)), sizes), graphs)
    dated = dates != ""
    years = [sheet.day.partition("-")[0] for sheet in sheets]
    found["year"] = _coded(rows[dated], np.repeat(np.arange(len(sheets)), sizes)[dated], years)
    return Columns(
        iris=tuple(chain.from_iterable(s.iris for s in sheets)),
        dates=dates,
        confidence=np.fromiter(chain.from_iterable(s.confidence for s in sheets), np.float64),
        words=tuple(chain.from_iterable(s.words for s in sheets)),
        columns=found,
        called=ledger.names,
        known=known,
        days=tuple(s.day for s in sheets),
    )


def _column(
    name: str,
    sheets: Sequence[Sheet],
    sizes: Sequence[int],
    known: Mapping[str, str],
    ledger: Ledger,
) -> Column:
    """Return what the sheets have of a property; persons count as whom they are known to be."""
    none = np.zeros((0, 2), dtype=np.int32)
    parts = [sheet.pairs.get(name, none) for sheet in sheets]
    begins = np.cumsum([0, *sizes[:-1]])
    rows, numbers = np.concatenate([none, *parts]).T.astype(np.int64)
    rows = rows + np.repeat(begins[: len(parts)], [len(part) for part in parts])
    told, places = np.unique(numbers, return_inverse=True)
    strings = (ledger.values.strings[number] for number in told)
    if name in _TERMS:
        values = [term.removeprefix(CQ).lower() for term in strings]
    else:
        values = [known.get(agent, agent) for agent in strings]
    return _coded(rows, places, values)


def _coded(rows: NDArray[np.int64], places: NDArray[np.int64], values: Sequence[str]) -> Column:
    """Return these pairs of a statement and the place of a value as a column, each once."""
    codes: dict[str, int] = {}
    code = np.array([codes.setdefault(value, len(codes)) for value in values], dtype=np.int64)
    size = max(len(codes), 1)
    once = np.unique(rows * size + (code[places] if len(code) else places))
    return Column((once // size).astype(np.int32), (once % size).astype(np.int32), tuple(codes))
