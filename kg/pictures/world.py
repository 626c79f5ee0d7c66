"""A map of the states: how often each is spoken about (shade) and heard (circle).

Outlines come from Natural Earth, drawn by who holds the land (`training/world_map.py`); the map
takes no position on any border. A state too small for its outline is a square.
"""

from __future__ import annotations

import json
import math
from functools import cache
from typing import Any

from markupsafe import Markup

from kg.paths import PICTURES
from kg.pictures.rows import Party, Picture, Rows, party, whole
from kg.pictures.svg import Href, count, drawing, element, group, joined

BORDERS = (
    "Borders: Natural Earth, 1:110 million (public domain), drawn by who holds the land; the map "
    "takes no position on any of them."
)
_FILE = PICTURES / "world.json"
_SHADES = 5
_WIDEST = 20.0  # units: the radius of the circle of the state heard most
_FOOT = 44  # units under the map for its key


def world(name: str, title: str, rows: Rows, href: Href) -> Picture:
    """Return the map of rows of `state`, `heard` and `spoken_about`."""
    file = _world()
    told: dict[str, tuple[Party, int, int]] = {}
    for row in rows:
        state = party(row, "state")
        code = state.iri.rpartition("/")[2]
        told[code] = (state, whole(row, "heard"), whole(row, "spoken_about"))
    absent = sorted(s.name for code, (s, *_) in told.items() if code not in file["states"])
    notes = [BORDERS]
    if absent:
        notes.append(f"Without a place on this map: {', '.join(absent)}.")
    breaks = _breaks(max((about for _, _, about in told.values()), default=0))
    most = max((heard for _, heard, _ in told.values()), default=0)
    lands, circles = [], []
    for code, shape in file["states"].items():
        if code not in told:
            lands.extend([_land(shape, 0)] if "d" in shape else [])
            continue
        state, heard, about = told[code]
        land = _land(shape, _shade(about, breaks))
        tip = f"{state.name}: heard in {count(heard)}, spoken about in {about:,}"
        lands.append(group(land, tip=tip, href=href(state.iri)))
        if heard:
            x, y = shape["at"]
            radius = max(_WIDEST * math.sqrt(heard / most), 1.8)
            circle = element("circle", cx=x, cy=y, r=radius, class_="heard")
            circles.append((radius, group(circle, tip=tip)))
    circles.sort(key=lambda c: -c[0])
    width, height = float(file["width"]), float(file["height"])
    svg = drawing(
        name,
        title,
        width,
        height + _FOOT,
        element("g", *lands, class_="lands"),
        element("g", *(c for _, c in circles), class_="circles"),
        _key(breaks, most, height),
    )
    return Picture(svg, tuple(notes))


def outlines() -> dict[str, Any]:
    """Return the map as data: `width`, `height`, by code `states` with a place `at` and a path `d`.

    A state too small for its outline has no path; `note` tells where borders come from.
    """
    file = _world()
    return {name: file[name] for name in ("width", "height", "states")} | {"note": BORDERS}


@cache
def _world() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return document


def _land(shape: dict[str, Any], shade: int) -> Markup:
    if "d" in shape:
        return element("path", d=shape["d"], class_=f"land shade{shade}")
    x, y = shape["at"]
    return element("rect", x=x - 2, y=y - 2, width=4, height=4, class_=f"land shade{shade}")


def _breaks(most: int) -> list[int]:
    """Return where each shade begins, in equal ratios.

    >>> _breaks(100), _breaks(2), _breaks(0)
    ([1, 3, 7, 16, 40], [1, 2], [])
    """
    if most == 0:
        return []
    steps = (math.ceil(most ** (n / _SHADES)) for n in range(_SHADES))
    return sorted(set(steps))


def _shade(number: int, breaks: list[int]) -> int:
    """Return 0 for none, up to the number of breaks.

    >>> _shade(0, [1, 3]), _shade(2, [1, 3]), _shade(9, [1, 3])
    (0, 1, 2)
    """
    return sum(number >= b for b in breaks)


def _key(breaks: list[int], most: int, height: float) -> Markup:
    y = height + 24
    parts = [element("text", "Spoken about in", x=8, y=y)]
    x = 118.0
    for number, least in enumerate(breaks, 1):
        following = breaks[number] - 1 if number < len(breaks) else None
        if following is None:
            words = f"{least:,}+"
        else:
            words = f"{least:,}" if following == least else f"{least:,}–{following:,}"
        parts.append(
            element("rect", x=x, y=y - 12, width=18, height=14, class_=f"land shade{number}")
        )
        parts.append(element("text", words, x=x + 23, y=y))
        x += 46 + 7.5 * len(words)
    parts.append(element("text", "statements. Heard in", x=x, y=y))
    x += 150
    for number in sorted({n for n in (1, round(most / 4), most) if 0 < n <= most}):
        radius = max(_WIDEST * math.sqrt(number / most), 1.8)
        circle = element("circle", cx=x + radius, cy=y - 5, r=radius, class_="heard")
        parts.append(joined((circle, element("text", f"{number:,}", x=x + 2 * radius + 6, y=y))))
        x += 2 * radius + 24 + 8 * len(f"{number:,}")
    return element("g", *parts, class_="legend")
