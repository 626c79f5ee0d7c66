"""Reference data of one's own laid over those that come with Communiqué; `docs/reference.md`.

A row about a state, a grouping or a body that is known adds to it: what a list lacks, and cells
that are empty. Any other row is added. What disagrees is told with file and row and never
decided in silence: the row says under `override` that it is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.errors import ReferenceDataError
from kg.iris import slug
from kg.periods import first_day, last_day
from kg.reference_rows import Row

Tables = Mapping[str, Sequence[Row]]
IDENTITY = {"states": ("code",), "groupings": ("code",), "bodies": ("of", "slug")}
LISTS = frozenset({"names", "demonyms", "metonyms", "organs"})
_FORMS = ("name", *sorted(LISTS))
# By what facts are about one thing, and which cell says what is said of it.
_FACTS = {
    "memberships": (("member", "grouping"), "status"),
    "holdings": (("of", "title"), "person"),
    "names": (("state",), "name"),
}
_KINDS = {"states": "state", "groupings": "grouping", "bodies": "body"}
_MEMBERS = frozenset({"member", "suspended"})
_ADVICE = "Correct the row, or write yes under override if it is meant."


def laid_over(shipped: Tables, own: Tables) -> dict[str, list[Row]]:
    """Return the rows of both. Raises ReferenceDataError that names every conflict."""
    problems: list[str] = []
    out = {name: list(rows) for name, rows in shipped.items()}
    for name in IDENTITY:
        out[name] = list(_entities(name, shipped[name], own.get(name, ()), problems))
    problems += _taken(shipped, own)
    for name in _FACTS:
        out[name] = _facts(name, shipped[name], own.get(name, ()), problems)
    problems += _complete(shipped, out, own.get("memberships", ()))
    if problems:
        raise ReferenceDataError("\n".join(problems))
    return out


def _entities(
    name: str, shipped: Iterable[Row], own: Iterable[Row], problems: list[str]
) -> Iterator[Row]:
    added: dict[tuple[str, ...], Row] = {}
    for row in own:
        key = tuple(row.cells[c] for c in IDENTITY[name])
        if key in added:
            problems.append(f"{row.place}: {'/'.join(key)} stands in {added[key].place} already")
        added[key] = row
    for row in shipped:
        mine = added.pop(tuple(row.cells[c] for c in IDENTITY[name]), None)
        yield _merged(row, mine, problems) if mine else row
    yield from added.values()


def _merged(row: Row, own: Row, problems: list[str]) -> Row:
    cells = dict(row.cells)
    for column, cell in own.cells.items():
        known = cells.get(column, "")
        if column in LISTS:
            cells[column] = "|".join(dict.fromkeys(filter(None, f"{known}|{cell}".split("|"))))
        elif not cell or cell == known or (column == "source" and known):
            continue
        elif known and not own.override:
            problems.append(
                f"{own.place}: {column} is {cell!r} here and {known!r} in {row.place}. {_ADVICE}"
            )
        else:
            cells[column] = cell
    return Row(own.place, cells, own.override)


def _taken(shipped: Tables, own: Tables) -> Iterator[str]:
    """Yield what is wrong with names that somebody else has."""
    had: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name in IDENTITY:
        for row in shipped[name]:
            for form in _forms(row):
                had[form].setdefault(_key(name, row), row.place)
    for name in IDENTITY:
        for row in own.get(name, ()):
            key = _key(name, row)
            for form in _forms(row):
                others = {k: p for k, p in had[form].items() if k != key}
                if others and key not in had[form] and not row.override:
                    told = ", ".join(f"{k} ({p})" for k, p in others.items())
                    yield f"{row.place}: {form!r} is a name of {told} already. {_ADVICE}"
                had[form].setdefault(key, row.place)


def _forms(row: Row) -> Iterator[str]:
    for column in _FORMS:
        yield from filter(None, row.cells.get(column, "").split("|"))


def _key(name: str, row: Row) -> str:
    return "/".join((_KINDS[name], *(row.cells[c] for c in IDENTITY[name])))


def _facts(name: str, shipped: Sequence[Row], own: Sequence[Row], problems: list[str]) -> list[Row]:
    """Return the facts of both, each once; a row that is meant stands in the place of others."""
    about, _ = _FACTS[name]
    kept = list(shipped)
    for row in own:
        row.period("valid_from", "valid_to")
        if row.override:
            kept = [k for k in kept if not (_alike(name, k, row) and _overlap(k, row))]
    known: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in kept:
        known[tuple(row.cells[c] for c in about)].append(row)
    for row in own:
        there = known[tuple(row.cells[c] for c in about)]
        if any(_same(name, k, row) for k in there):
            continue
        for other in there:
            if not row.override and _overlap(other, row) and _disagree(name, other, row):
                problems.append(
                    f"{row.place}: {_told(name, row)} here, and {_told(name, other)} in "
                    f"{other.place}. {_ADVICE}"
                )
        there.append(row)
        kept.append(row)
    return kept


def _said(name: str, row: Row) -> str:
    cell = row.cells[_FACTS[name][1]]
    return slug(cell) if name == "holdings" else cell


def _alike(name: str, one: Row, other: Row) -> bool:
    """Say whether two facts are about one thing; of an office, about one holder."""
    about, _ = _FACTS[name]
    same = all(one.cells[c] == other.cells[c] for c in about)
    return same and (name != "holdings" or _said(name, one) == _said(name, other))


def _same(name: str, one: Row, other: Row) -> bool:
    dates = all(one.cells[c] == other.cells[c] for c in ("valid_from", "valid_to"))
    return dates and _said(name, one) == _said(name, other)


def _disagree(name: str, one: Row, other: Row) -> bool:
    """Say whether two facts cannot both hold; a candidate may well be an observer, too."""
    said = {_said(name, one), _said(name, other)}
    return name != "memberships" or len(said) == 1 or bool(said & _MEMBERS)


def _overlap(one: Row, other: Row) -> bool:
    return _begins(one) <= _ends(other) and _begins(other) <= _ends(one)


def _begins(row: Row) -> str:
    return first_day(row.cells["valid_from"]) if row.cells["valid_from"] else "0000"


def _ends(row: Row) -> str:
    return last_day(row.cells["valid_to"]) if row.cells["valid_to"] else "9999"


def _told(name: str, row: Row) -> str:
    about, said = _FACTS[name]
    what = ", ".join(row.cells[c] for c in (*about, said))
    return f"{what} from {row.cells['valid_from'] or '?'} to {row.cells['valid_to'] or 'now'}"


def _complete(shipped: Tables, both: Tables, own: Iterable[Row]) -> Iterator[str]:
    """Yield what is wrong with members that a list said to be complete does not have.

    Of a member that nobody knows, that is not what is wrong.
    """
    known = {_key(name, row) for name in ("states", "groupings") for row in both[name]}
    groupings = {f"grouping/{r.cells['code']}": r for r in shipped["groupings"]}
    members = {
        (r.cells["member"], r.cells["grouping"])
        for r in shipped["memberships"]
        if r.cells["status"] in _MEMBERS
    }
    for row in own:
        grouping = groupings.get(row.cells["grouping"])
        since = grouping.cells["complete_from"] if grouping else ""
        member = row.cells["member"]
        new = member in known and (member, row.cells["grouping"]) not in members
        if (
            grouping
            and since
            and new
            and row.cells["status"] == "member"
            and not row.override
            and _ends(row) >= first_day(since)
        ):
            yield (
                f"{row.place}: {_told('memberships', row)}, but {grouping.place} says that all "
                f"members since {since} are listed. {_ADVICE}"
            )


def meant(row: Row) -> Row:
    """Return the row with what its cell `override` says taken out of the cells.

    Raises ReferenceDataError if that is neither yes, no nor empty.
    """
    cells = dict(row.cells)
    said = cells.pop("override", "")
    if said not in ("", "yes", "no"):
        raise row.error(f"override is yes or empty, not {said!r}")
    return replace(row, cells=cells, override=said == "yes")
