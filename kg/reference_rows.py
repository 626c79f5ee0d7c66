"""Rows of the reference data's CSV files, whose cells are checked as they are read.

A file is UTF-8 with a header; a cell that lists several things separates them by `|`. Whatever is
wrong raises ReferenceDataError with file and row, the header being row 1.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from kg.errors import ReferenceDataError
from kg.periods import first_day, is_period, last_day

W = TypeVar("W", bound=str)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column name, and where it stands, `states.csv:17`.

    `override` says of a row of somebody's own data that it is meant, whatever else is known.
    """

    place: str
    cells: Mapping[str, str]
    override: bool = False

    def error(self, problem: str) -> ReferenceDataError:
        """Return the error that says what is wrong with this row."""
        return ReferenceDataError(f"{self.place}: {problem}")

    def required(self, column: str) -> str:
        """Return a cell that must not be empty."""
        if not self.cells[column]:
            raise self.error(f"{column} is empty; every row needs one")
        return self.cells[column]

    def optional(self, column: str) -> str | None:
        """Return a cell, None where it is empty."""
        return self.cells[column] or None

    def matching(self, column: str, pattern: str, meaning: str) -> str | None:
        """Return a cell that is empty or matches all of `pattern`."""
        cell = self.optional(column)
        if cell is not None and not re.fullmatch(pattern, cell):
            raise self.error(f"{column} {cell!r} is not {meaning}")
        return cell

    def listed(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that lists several things; none may be empty or come twice."""
        parts = tuple(self.cells[column].split("|")) if self.cells[column] else ()
        if any(not p or p != p.strip() for p in parts):
            raise self.error(f"{column} has an empty part or one with spaces around it")
        twice = sorted({p for p in parts if parts.count(p) > 1})
        if twice:
            raise self.error(f"{column} lists {twice[0]!r} twice")
        return parts

    def one_of(self, column: str, words: tuple[W, ...]) -> W:
        """Return a cell that is one of `words`."""
        cell = self.required(column)
        for word in words:
            if word == cell:
                return word
        raise self.error(f"{column} {cell!r} is not one of {', '.join(words)}")

    def period(self, start: str, end: str) -> tuple[str | None, str | None]:
        """Return the ISO 8601 years, months or days in two columns; the end is not earlier."""
        dates = self.optional(start), self.optional(end)
        for column, cell in zip((start, end), dates, strict=True):
            if cell is not None and not is_period(cell):
                raise self.error(
                    f"{column} {cell!r} is not an ISO 8601 year, month or day; write 2004, 2004-03"
                    " or 2004-03-29"
                )
        first, last = dates
        if first and last and last_day(last) < first_day(first):
            raise self.error(f"{end} {last} is before {start} {first}")
        return dates


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a CSV file that has exactly these columns, in file order."""
    if not path.is_file():
        raise ReferenceDataError(f"{path}: no such file; the reference data need it")
    header, rows = _read(path)
    if header != columns:
        raise ReferenceDataError(
            f"{path.name}:1: columns are {','.join(header)}; expected {','.join(columns)}"
        )
    for number, cells in rows:
        yield Row(f"{path.name}:{number}", cells)


def read_some_columns(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a CSV file that has some of these columns, in any order."""
    header, rows = _read(path)
    if not header:
        raise ReferenceDataError(f"{path}:1: the file is empty; known: {', '.join(columns)}")
    for column in header:
        if column not in columns:
            raise ReferenceDataError(f"{path}:1: {_unknown(column, columns)}")
        if header.count(column) > 1:
            raise ReferenceDataError(f"{path}:1: two columns are named {column!r}; keep one")
    for number, cells in rows:
        yield Row(f"{path}:{number}", {c: cells.get(c, "") for c in columns})


def _unknown(column: str, columns: tuple[str, ...]) -> str:
    """Return what is wrong with a name of a column, and what may be meant."""
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if mark in column:
            return f"the cells are separated by {word}; save the file as CSV UTF-8 with commas"
    if not column:
        return "a column has no name; name it, or delete it with the cells below"
    near = get_close_matches(column.lower(), columns, 1, 0.75)
    meant = f"; is {near[0]!r} meant?" if near else ""
    return f"no column is named {column!r}{meant}; known: {', '.join(columns)}"


def _read(path: Path) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """Return a file's header and its rows, each with its number; blank rows are left out."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = tuple(cell.strip() for cell in next(reader, ()))
        if header and header[0].startswith("sep="):
            raise ReferenceDataError(f"{path}:1: sep= is a line for Excel alone; delete it")
        rows = []
        for number, cells in enumerate(reader, 2):
            if not any(cells):
                continue
            if len(cells) != len(header):
                raise ReferenceDataError(
                    f"{path}:{number}: {len(cells)} cells; expected {len(header)}; a cell with a"
                    " comma in it stands between quotation marks"
                )
            stripped = (cell.strip() for cell in cells)
            rows.append((number, dict(zip(header, stripped, strict=True))))
        return header, rows
    except csv.Error as error:
        raise ReferenceDataError(
            f"{path}:{reader.line_num}: not CSV: {error}; a quotation mark opens and closes a"
            " cell, and is doubled within one"
        ) from error


def _text(path: Path) -> str:
    """Return the text of a file in UTF-8. Raises ReferenceDataError with the line that is not."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReferenceDataError(
            f"{path}:{line}: not CSV in UTF-8: {error.reason}; save it as CSV UTF-8"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ReferenceDataError(f"{path}:{line}: a character that is no text; remove it")
    return text
