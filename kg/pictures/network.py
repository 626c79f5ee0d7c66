"""A network: who speaks about whom, laid out by forces, the same for the same rows.

Fruchterman and Reingold, "Graph drawing by force-directed placement" (Software: Practice and
Experience 21, 1991), from a spiral rather than from chance. A name is written where there is room
for it, those of the heaviest nodes first.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import Markup

from kg.pictures.columns import legend
from kg.pictures.rows import Party, Picture, Rows, party, whole
from kg.pictures.svg import Href, count, drawing, element, group, short

WIDTH = 960.0
_ROUNDS = 250
_TIES = 3  # for each party shown: more of them hide one another
_EDGE = 60.0  # units kept free at the sides, for names
_HEAD = 34.0  # and above, for the key
_KINDS = {
    "person": "person",
    "state": "state",
    "grouping": "alliance",
    "body": "body",
    "organisation": "organisation",
    "place": "place",
    "other": "other",
}
Edge = tuple[Party, Party]  # who speaks, about whom or to whom
_LETTER, _LINE = 6.7, 14.0  # units: the width of a letter and the height of a line


@dataclass(frozen=True, slots=True)
class Node:
    """A party at its place; `weight` is how many statements it has part in."""

    party: Party
    weight: int
    x: float
    y: float
    radius: float


def network(name: str, title: str, rows: Rows, *, most: int, href: Href) -> Picture:
    """Return the network of the `most` parties with the strongest ties.

    Rows have `source`, `target` and `statements`.
    """
    edges: Counter[Edge] = Counter()
    weights: Counter[Party] = Counter()
    for row in rows:
        pair = party(row, "source"), party(row, "target")
        for p in pair:
            weights[p] += whole(row, "statements")
        edges[pair] += whole(row, "statements")
    if not edges:
        return Picture(Markup(""), ("Nobody speaks about or to somebody known here.",))
    order = sorted(edges, key=lambda e: (-edges[e], -weights[e[0]] - weights[e[1]], e[0].name))
    chosen = _tied(order, most)
    kept = _strongest([e for e in order if chosen.issuperset(e)], edges, _TIES * most)
    parties = sorted(chosen, key=lambda p: (-weights[p], p.name))
    notes = []
    if len(kept) < len(edges):
        notes.append(
            f"{len(parties)} of {len(weights):,} persons, states and others are shown, those with "
            f"the strongest ties, and {len(kept):,} of {len(edges):,} ties."
        )
    height = 420.0 + 5.0 * min(len(parties), 100)
    places = _layout(parties, kept, height)
    heaviest = math.sqrt(max(weights.values()))
    nodes = [
        Node(p, weights[p], x, y, 4 + 14 * math.sqrt(weights[p]) / heaviest)
        for p, (x, y) in zip(parties, places, strict=True)
    ]
    svg = _draw(name, title, nodes, kept, height, href)
    return Picture(svg, tuple(notes), more=len(weights) > len(chosen))


def _tied(order: Sequence[Edge], most: int) -> set[Party]:
    """Return the parties of the strongest ties, `most` at the most."""
    chosen: set[Party] = set()
    for edge in order:
        if len(chosen.union(edge)) <= most:
            chosen.update(edge)
    return chosen


def _strongest(order: Sequence[Edge], edges: Mapping[Edge, int], most: int) -> dict[Edge, int]:
    """Return the strongest ties, `most` of them, and the strongest of each party."""
    seen: set[Party] = set()
    kept = {}
    for number, edge in enumerate(order):
        if number < most or not seen.issuperset(edge):
            kept[edge] = edges[edge]
            seen.update(edge)
    return kept


def _layout(
    parties: Sequence[Party], edges: Mapping[Edge, int], height: float
) -> list[tuple[float, float]]:
    """Return the places of the parties in the drawing."""
    size = len(parties)
    turn = np.arange(size) * math.pi * (3 - math.sqrt(5))  # a spiral of even density
    far = np.sqrt((np.arange(size) + 0.5) / size)
    at = np.column_stack((far * np.cos(turn), far * np.sin(turn)))
    index = {p: n for n, p in enumerate(parties)}
    pull = np.zeros((size, size))
    for (source, target), told in edges.items():
        pull[index[source], index[target]] += 1 + math.log(told)
    pull += pull.T
    ties = np.sqrt(pull.sum(axis=1))
    pull *= 4 / np.outer(ties, ties)  # so that the middle of a crowd is not drawn into a lump
    ideal = 1.6 / math.sqrt(size)
    for step in range(_ROUNDS):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 0.01)
        force = ideal**2 / distance**2 - pull * distance / ideal / 3
        np.fill_diagonal(force, 0.0)
        move = (apart * force[:, :, None]).sum(axis=1) - at * 0.4
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        at += move / length * np.minimum(length, 0.12 * (1 - step / _ROUNDS))
    return _fitted(at, height)


def _fitted(at: Any, height: float) -> list[tuple[float, float]]:
    low, high = at.min(axis=0), at.max(axis=0)
    room = np.array([WIDTH - 2 * _EDGE, height - _HEAD - 2 * 30])
    scaled = (at - low) / np.maximum(high - low, 1e-9) * room + np.array([_EDGE, _HEAD + 24])
    return [(float(x), float(y)) for x, y in scaled]


def _draw(
    name: str,
    title: str,
    nodes: Sequence[Node],
    edges: Mapping[Edge, int],
    height: float,
    href: Href,
) -> Markup:
    by_party = {node.party: node for node in nodes}
    number = {node.party: n for n, node in enumerate(nodes)}
    most = max(edges.values())
    lines = [
        element(
            "g",
            element("title", f"{source.name} → {target.name}: {count(told)}"),
            element(
                "path",
                d=_curve(by_party[source], by_party[target]),
                stroke_width=0.8 + 5 * math.sqrt(told / most),
                class_="edge",
            ),
            data_from=str(number[source]),
            data_to=str(number[target]),
        )
        for (source, target), told in sorted(edges.items(), key=lambda e: e[1])
    ]
    kinds = list(dict.fromkeys(_KINDS[k] for k in _KINDS if any(n.party.kind == k for n in nodes)))
    colour = {kind: n for n, kind in enumerate(kinds, 1)}
    taken = [(n.x - n.radius, n.y - n.radius, n.x + n.radius, n.y + n.radius) for n in nodes]
    dots = []
    for node in nodes:
        circle = element(
            "circle",
            cx=node.x,
            cy=node.y,
            r=node.radius,
            class_=f"node c{colour[_KINDS[node.party.kind]]}",
        )
        tip = f"{node.party.name}: {count(node.weight)}"
        dot = group(circle, _name(node, taken), tip=tip, href=href(node.party.iri))
        dots.append(element("g", dot, data_node=str(number[node.party])))
    return drawing(
        name,
        title,
        WIDTH,
        height,
        legend(kinds, 8, 18),
        element("g", *lines, class_="edges"),
        element("g", *dots, class_="nodes"),
    )


def _curve(source: Node, target: Node) -> str:
    """Return a line that bends to its right and grows a head at the target's rim."""
    dx, dy = target.x - source.x, target.y - source.y
    far = math.hypot(dx, dy) or 1.0
    bend = (source.x + target.x) / 2 - dy * 0.14, (source.y + target.y) / 2 + dx * 0.14
    ex, ey = target.x - bend[0], target.y - bend[1]
    length = math.hypot(ex, ey) or 1.0
    tip = target.x - ex / length * target.radius, target.y - ey / length * target.radius
    barb = min(7.0, far / 4)
    wings = [
        (
            tip[0] - barb * math.cos(math.atan2(ey, ex) + side),
            tip[1] - barb * math.sin(math.atan2(ey, ex) + side),
        )
        for side in (0.45, -0.45)
    ]
    return (
        f"M{source.x:.1f} {source.y:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {tip[0]:.1f} {tip[1]:.1f}"
        f"M{wings[0][0]:.1f} {wings[0][1]:.1f}L{tip[0]:.1f} {tip[1]:.1f}"
        f"L{wings[1][0]:.1f} {wings[1][1]:.1f}"
    )


def _name(node: Node, taken: list[tuple[float, float, float, float]]) -> Markup:
    """Return the name beside a node, and note the room it takes; nothing where there is none."""
    words = short(node.party.name, 24)
    wide = _LETTER * len(words)
    gap = node.radius + 4
    for x, y, anchor in (
        (node.x + gap, node.y + 4, "start"),
        (node.x - gap, node.y + 4, "end"),
        (node.x, node.y - gap, "middle"),
        (node.x, node.y + gap + 9, "middle"),
    ):
        left = x - {"start": 0.0, "end": wide, "middle": wide / 2}[anchor]
        box = (left, y - _LINE + 3, left + wide, y + 3)
        if left < 2 or left + wide > WIDTH - 2 or any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        return element("text", words, x=x, y=y, text_anchor=anchor)
    return Markup("")


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
