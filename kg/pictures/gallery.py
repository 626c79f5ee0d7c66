"""The pictures there are: each with its question of the catalogue, and how its answer is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.catalogue import CatalogueQuery, load_catalogue
from kg.pictures.bars import bars
from kg.pictures.chord import chord
from kg.pictures.columns import columns
from kg.pictures.network import network
from kg.pictures.rows import Picture, Rows
from kg.pictures.svg import Href
from kg.pictures.world import world

MOST_ROWS = 5000  # of the answer a picture is drawn from


@dataclass(frozen=True, slots=True)
class View:
    """How a picture is looked at: how much of it, where names lead, which day it is."""

    most: int
    href: Href
    today: date


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of picture. `question` is a query's key; `sizes` are how much it can show at once.

    `near` says that it is worth coming nearer to. `begins` are the parameters of its first view,
    where it would show too much without any.
    """

    name: str
    title: str
    lead: str
    question: str
    draw: Callable[[str, str, Rows, View], Picture]
    sizes: tuple[int, ...] = ()
    near: bool = False
    begins: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> CatalogueQuery:
        """Its question in the catalogue."""
        return next(q for q in load_catalogue() if q.key == self.question)


def _network(name: str, title: str, rows: Rows, view: View) -> Picture:
    return network(name, title, rows, most=view.most, href=view.href)


def _timeline(name: str, title: str, rows: Rows, view: View) -> Picture:
    return columns(name, title, rows, "act")


def _memberships(name: str, title: str, rows: Rows, view: View) -> Picture:
    members = {row["member"]["value"] for row in rows}
    by = "organisation" if len(members) == 1 else "member"
    return bars(
        name, title, rows, by=by, kind="status", most=view.most, href=view.href, today=view.today
    )


def _map(name: str, title: str, rows: Rows, view: View) -> Picture:
    return world(name, title, rows, view.href)


def _chord(name: str, title: str, rows: Rows, view: View) -> Picture:
    return chord(name, title, rows, most=view.most, href=view.href)


GALLERY = (
    Kind(
        "network",
        "Who speaks about whom",
        "Persons, states and others, joined by an arrow from who speaks to whom or about whom they "
        "speak. The more statements, the thicker the arrow and the larger the dot.",
        "network",
        _network,
        (30, 60, 120, 250),
        near=True,
    ),
    Kind(
        "map",
        "States heard and spoken about",
        "The stronger the colour of a state, the more it is spoken about; the larger its circle, "
        "the more is said by it or on its behalf.",
        "states-heard-and-spoken-about",
        _map,
        near=True,
    ),
    Kind(
        "timeline",
        "Statements over time",
        "Statements by the date of their articles, and what the speakers do by them.",
        "statements-by-month",
        _timeline,
    ),
    Kind(
        "chord",
        "States and alliances about one another",
        "Each ribbon leads from a state or alliance that speaks, whose colour it has, to one that "
        "is spoken about. It is as wide as there are statements.",
        "states-and-alliances",
        _chord,
        (12, 24, 48),
        near=True,
    ),
    Kind(
        "memberships",
        "Memberships over time",
        "Who belonged to what, and from when to when: reference data alone, no article's claims.",
        "memberships",
        _memberships,
        (40, 100, 400),
        begins=(("organisation_code", "NATO"),),
    ),
)
