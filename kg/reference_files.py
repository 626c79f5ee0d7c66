"""The six CSV files of the reference data, read into records and checked against each other.

Their columns are described in `ontology/reference/README.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import TypeVar, get_args

from kg.errors import ReferenceDataError
from kg.iris import slug
from kg.reference_overlay import laid_over, meant
from kg.reference_records import (
    Body,
    Branch,
    Grouping,
    GroupingKind,
    Holding,
    Membership,
    NameUse,
    Recognition,
    State,
    Status,
)
from kg.reference_rows import Row, read_rows, read_some_columns
from kg.reference_turtle import read_turtle_rows

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
COLUMNS = {
    name: tuple(columns.split(","))
    for name, columns in {
        "states": "code,alpha3,numeric,name,names,demonyms,capital,metonyms,recognition,valid_from,"
        "valid_to,wikidata,source",
        "groupings": "code,name,names,kind,organs,metonyms,seat,founded,dissolved,complete_from,"
        "wikidata,source",
        "names": "state,name,valid_from,valid_to,source",
        "bodies": "slug,of,name,names,branch,source",
        "memberships": "member,grouping,status,valid_from,valid_to,source",
        "holdings": "person,names,title,of,valid_from,valid_to,wikidata,source",
    }.items()
}


def read_files(
    folder: Path | None,
    own: Path | None = None,
) -> tuple[
    tuple[State, ...],
    tuple[Grouping, ...],
    tuple[Body, ...],
    tuple[Membership, ...],
    tuple[Holding, ...],
    tuple[NameUse, ...],
]:
    """Return the records of a folder's files and of a folder of somebody's own, in file order.

    Raises ReferenceDataError with file and row for a missing file, an unknown key, a date that is
    none, an end before its start, a row given twice, and for what the two folders disagree on.
    """
    rows = {
        name: list(read_rows(folder / f"{name}.csv", columns)) if folder else []
        for name, columns in COLUMNS.items()
    }
    if own:
        rows = laid_over(rows, _read_own(own))
    states = _table(rows["states"], _state, lambda s: s.key)
    groupings = _table(rows["groupings"], _grouping, lambda g: g.key)
    bodies = _table(rows["bodies"], lambda r: _body(r, states), lambda b: b.key)
    known = {**states, **groupings, **bodies}
    memberships = _table(
        rows["memberships"],
        lambda r: _membership(r, {**states, **groupings}, groupings),
        lambda m: (m.member, m.grouping, m.status, m.valid_from),
    )
    holdings = _table(
        rows["holdings"],
        lambda r: _holding(r, known),
        lambda h: (h.key, h.title, h.of, h.valid_from),
    )
    names = _table(
        rows["names"], lambda r: _name(r, states), lambda n: (n.state, n.name, n.valid_from)
    )
    return (
        tuple(states.values()),
        tuple(groupings.values()),
        tuple(bodies.values()),
        tuple(memberships.values()),
        tuple(holdings.values()),
        tuple(names.values()),
    )


def _read_own(folder: Path) -> dict[str, list[Row]]:
    """Return the rows of the files that a folder has; no file and no column is needed."""
    if not folder.is_dir():
        raise ReferenceDataError(f"{folder}: no such folder; reference data of your own go there")
    found: dict[str, list[Row]] = {}
    for file in sorted(folder.glob("*.csv")):
        if file.stem not in COLUMNS:
            known = ", ".join(f"{name}.csv" for name in COLUMNS)
            raise ReferenceDataError(f"{file}: not one of {known}; rename it or move it away")
        rows = read_some_columns(file, (*COLUMNS[file.stem], "override"))
        found[file.stem] = [meant(row) for row in rows]
    for name, rows_there in read_turtle_rows(folder, COLUMNS).items():
        found.setdefault(name, []).extend(rows_there)
    if not found:
        there = ", ".join(sorted(p.name for p in folder.iterdir())) or "nothing"
        raise ReferenceDataError(
            f"{folder}: neither CSV nor Turtle there with reference data ({there}); save tables as"
            " CSV UTF-8, and see docs/reference.md"
        )
    return found


def _table(rows: list[Row], read: Callable[[Row], T], identity: Callable[[T], K]) -> dict[K, T]:
    """Return what a file's rows say, by what may occur once only."""
    found: dict[K, T] = {}
    for row in rows:
        item = read(row)
        key = identity(item)
        if key in found:
            raise row.error(f"{key!r} stands in an earlier row already")
        found[key] = item
    return found


def _state(row: Row) -> State:
    valid_from, valid_to = row.period("valid_from", "valid_to")
    return State(
        code=row.required("code"),
        alpha3=row.matching("alpha3", "[A-Z]{3}", "three capital letters"),
        name=row.required("name"),
        names=row.listed("names"),
        demonyms=row.listed("demonyms"),
        capital=row.optional("capital"),
        metonyms=row.listed("metonyms"),
        recognition=row.one_of("recognition", get_args(Recognition)),
        valid_from=valid_from,
        valid_to=valid_to,
        wikidata=_wikidata(row),
        source=row.required("source"),
        numeric=row.matching("numeric", "[0-9]{3}", "three digits"),
    )


def _name(row: Row, states: Mapping[str, State]) -> NameUse:
    valid_from, valid_to = row.period("valid_from", "valid_to")
    return NameUse(
        state=_known(row, "state", states),
        name=row.required("name"),
        valid_from=valid_from,
        valid_to=valid_to,
        source=row.required("source"),
    )


def _grouping(row: Row) -> Grouping:
    founded, dissolved = row.period("founded", "dissolved")
    complete_from, _ = row.period("complete_from", "dissolved")
    return Grouping(
        code=row.required("code"),
        name=row.required("name"),
        names=row.listed("names"),
        kind=row.one_of("kind", get_args(GroupingKind)),
        organs=row.listed("organs"),
        metonyms=row.listed("metonyms"),
        seat=row.optional("seat"),
        founded=founded,
        dissolved=dissolved,
        wikidata=_wikidata(row),
        source=row.required("source"),
        complete_from=complete_from,
    )


def _body(row: Row, states: Mapping[str, State]) -> Body:
    of = row.required("of")
    if f"state/{of}" not in states:
        raise row.error(f"of {of!r} is not the code of a state in states.csv")
    if row.required("slug") != slug(row.cells["slug"]):
        raise row.error(f"slug {row.cells['slug']!r} is not lower-case letters, digits, hyphens")
    name = row.required("name")
    return Body(
        slug=row.required("slug"),
        of=of,
        name=name,
        names=row.listed("names"),
        source=row.required("source"),
        branch=row.one_of("branch", get_args(Branch)),
    )


def _membership(
    row: Row, members: Mapping[str, object], groupings: Mapping[str, object]
) -> Membership:
    valid_from, valid_to = row.period("valid_from", "valid_to")
    return Membership(
        member=_known(row, "member", members),
        grouping=_known(row, "grouping", groupings),
        status=row.one_of("status", get_args(Status)),
        valid_from=valid_from,
        valid_to=valid_to,
        source=row.required("source"),
    )


def _holding(row: Row, known: Mapping[str, object]) -> Holding:
    valid_from, valid_to = row.period("valid_from", "valid_to")
    return Holding(
        person=row.required("person"),
        names=row.listed("names"),
        title=row.required("title"),
        of=_known(row, "of", known),
        valid_from=valid_from,
        valid_to=valid_to,
        wikidata=_wikidata(row),
        source=row.required("source"),
    )


def _wikidata(row: Row) -> str | None:
    return row.matching("wikidata", "Q[1-9][0-9]*", "a Wikidata item, such as Q212")


def _known(row: Row, column: str, known: Mapping[str, object]) -> str:
    key = row.required(column)
    if key not in known:
        form = (
            "" if "/" in key else "; keys are written state/RS, grouping/NATO or body/US/pentagon"
        )
        raise row.error(f"{column} {key!r} is in none of the other files; add it there first{form}")
    return key
