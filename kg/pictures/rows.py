"""What pictures take from the rows of an answer (SPARQL 1.1 Query Results JSON Format)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

Row = Mapping[str, Mapping[str, Any]]
Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with, in words, what it leaves out; `more` says that it can show more."""

    svg: Markup
    notes: tuple[str, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """An entity in a picture: IRI and name."""

    iri: str
    name: str

    @property
    def kind(self) -> str:
        """What its IRI says it is: person, state, grouping, body, organisation, place or other.

        >>> Party("https://e.org/id/state/UA", "").kind
        'state'
        """
        parts = self.iri.split("/")
        known = ("person", "state", "grouping", "body", "organisation", "place")
        return next((p for p in parts if p in known), "other")


def text(row: Row, column: str) -> str:
    """Return a cell's text, "" where nothing is bound."""
    return str(row[column]["value"]) if column in row else ""


def whole(row: Row, column: str) -> int:
    """Return a cell's whole number, 0 where nothing is bound."""
    return int(text(row, column) or 0)


def party(row: Row, column: str) -> Party:
    """Return the entity of a column, by its label or else by the end of its IRI."""
    iri = text(row, column)
    return Party(iri, text(row, f"{column}Label") or iri.rstrip("/").rpartition("/")[2])
