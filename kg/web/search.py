"""`/search`: one box for people, states, alliances, and words in what was said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import numpy as np
from flask import Blueprint, Response, jsonify, render_template, request

from kg.names import folded
from kg.parameters import MOST_CHARACTERS, ParameterError
from kg.web.cells import thing
from kg.web.columns import Columns, columns
from kg.web.facets import MOST_WORDS
from kg.web.formats import HTML, JSON, choose
from kg.web.negotiation import with_type
from kg.web.passage_rows import to_json
from kg.web.passages import names_of, passages
from kg.web.service import service

blueprint = Blueprint("search", __name__)
MOST_AGENTS = 20
MOST_SILENT = 5  # of those of whom no statement tells
MOST_STATEMENTS = 10
_ROLES = ("speaker", "for", "about")
_AGENT = re.compile(
    r"/(?:id|article/[^/]+)/(person|state|grouping|body|organisation|source|group|place)/"
)
_KINDS = {
    "grouping": "alliance or organisation of states",
    "body": "government body",
    "source": "unnamed source",
}


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody or something that is called as was asked, and how often it occurs, by role."""

    iri: str
    name: str
    kind: str
    numbers: Mapping[str, int]

    @property
    def key(self) -> str:
        """Its IRI as an address holds it."""
        return quote(self.iri.removeprefix(service().base), safe="/")


@blueprint.get("/search")
def search() -> Response:
    """Find agents by a part of their name, and statements by their words."""
    kind, asked = choose({"json": JSON, "html": HTML}), request.args.get("q", "").strip()
    if len(asked) > MOST_CHARACTERS:
        expected = f"{MOST_CHARACTERS} characters at most"
        raise ParameterError("q", asked[:100], expected, "Ukraine")
    words = " ".join(asked.split()[:MOST_WORDS])
    every = columns(now=kind != HTML)
    agents = agents_called(asked, every)
    places = np.flatnonzero(every.having("words", words)) if words else np.zeros(0, dtype=int)
    found = passages([every.iris[place] for place in places[:MOST_STATEMENTS]])
    if kind == JSON:
        told = [thing(a.iri, a.name) | {"kind": a.kind, "statements": a.numbers} for a in agents]
        body = {"query": asked, "agents": told, "count": len(places)}
        return with_type(jsonify(**body, statements=[to_json(p) for p in found]), JSON)
    page = render_template(
        "search.html",
        asked=asked,
        words=words,
        agents=agents,
        roles=_ROLES,
        passages=found,
        number=len(places),
    )
    return with_type(Response(page), HTML)


def agents_called(asked: str, every: Columns, kind: str | None = None) -> list[Agent]:
    """Return who is called so: those whose whole name it is first, then by number of statements.

    `kind` is that of all of them, such as "person".
    """
    part = folded(asked)
    if not part:
        return []
    names = service().once("folded names", lambda: _folded(every))
    found = [iri for iri, name in names.items() if f"\n{part}" in name or f" {part}" in name]
    called = [iri for iri in found if kind in (None, _kind(iri))]
    numbers = {role: _numbers(every, role, set(called)) for role in _ROLES}

    def rank(iri: str) -> tuple[bool, int, bool, str]:
        total = sum(counted.get(iri, 0) for counted in numbers.values())
        return f"\n{part}\n" not in names[iri], -total, "/article/" in iri, iri

    told = {iri for counted in numbers.values() for iri in counted}
    by_rank = sorted(called, key=rank)
    silent = [iri for iri in by_rank if iri not in told][:MOST_SILENT]
    first = [iri for iri in by_rank if iri in told or iri in silent][:MOST_AGENTS]
    return agents_of(first, every)


def agents_of(iris: Sequence[str], every: Columns) -> list[Agent]:
    """Return the agents with these IRIs, without those of whom nothing is known."""
    names = names_of(iris)
    numbers = {role: _numbers(every, role, set(iris)) for role in _ROLES}
    found = (
        Agent(
            iri,
            names.get(iri, iri.rpartition("/")[2]),
            _kind(iri),
            {role: counted[iri] for role, counted in numbers.items() if iri in counted},
        )
        for iri in iris
    )
    return [agent for agent in found if agent.numbers or agent.iri in names]


def _folded(every: Columns) -> dict[str, str]:
    """Return the names of each agent, folded, each between two line ends."""
    return {
        iri: "\n".join(["", *map(folded, names.split("\n")), ""])
        for iri, names in every.names.items()
        if _AGENT.search(iri)
    }


def _numbers(every: Columns, role: str, wanted: set[str]) -> dict[str, int]:
    everything = np.ones(len(every.iris), dtype=np.bool_)
    return {v: n for v, n in every.columns[role].counts(everything) if v in wanted}


def _kind(iri: str) -> str:
    found = _AGENT.search(iri)
    return _KINDS.get(found[1], found[1]) if found else ""
