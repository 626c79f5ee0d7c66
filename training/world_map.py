"""How `kg/pictures/world.json` is made: the states' outlines, projected once, by our codes.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m training.world_map package kg/pictures/world.json

Outlines are Natural Earth's at 1:110 million, the places of states too small for those at 1:50
million (public domain; packed by world-atlas, ISC licence). Equal Earth projection: Šavrič,
Patterson and Jenny, "The Equal Earth map projection" (IJGIS 33:3, 2019), equations 1 to 4.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

from kg.paths import REFERENCE

WIDTH = 960.0  # units of the drawing
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2
_NORTH, _SOUTH = 84.0, -56.5  # degrees of latitude; Antarctica is left out
# what has no ISO number in the atlas, by the name it has there
_NAMED = {"Kosovo": "XK", "N. Cyprus": "TRNC", "Somaliland": "SOML", "W. Sahara": "EH"}
Point = tuple[float, float]
Ring = list[Point]


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas", type=Path, help="the unpacked npm package world-atlas")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    with (REFERENCE / "states.csv").open(encoding="utf-8") as file:
        known = {row["code"] for row in csv.DictReader(file)}
    files = {scale: arguments.atlas / f"countries-{scale}.json" for scale in ("110m", "50m")}
    outlines, places = _countries(files["110m"]), _countries(files["50m"])
    states: dict[str, dict[str, Any]] = {}
    for code in sorted(outlines.keys() | places.keys()):
        largest = max((places.get(code) or outlines[code]), key=lambda rings: abs(_area(rings[0])))
        at = _centre(largest[0])
        states[code] = {"at": [round(at[0], 1), round(at[1], 1)]}
        if code in outlines:
            states[code]["d"] = "".join(_path(r) for rings in outlines[code] for r in rings)
    height = _project(0, _SOUTH)[1]
    document = {
        "source": {
            "package": "world-atlas",
            "version": json.loads((arguments.atlas / "package.json").read_text())["version"],
            "licence": "Natural Earth: public domain; world-atlas: ISC",
            "files": {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files.values()},
        },
        "width": WIDTH,
        "height": round(height, 1),
        "states": states,
    }
    text = json.dumps(document, indent=0, sort_keys=True, ensure_ascii=False)
    arguments.out.write_text(text + "\n", encoding="utf-8")
    print("without a place:", sorted(known - states.keys()))


def _countries(file: Path) -> dict[str, list[list[Ring]]]:
    """Return the polygons, projected, of each code; an island can be an entry of its own."""
    topology = json.loads(file.read_text(encoding="utf-8"))
    arcs = [list(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    found: dict[str, list[list[Ring]]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        found.setdefault(_code(country), []).extend(
            [
                [_project(*p) for p in part]
                for indexes in polygon
                for part in _cut(_ring(indexes, arcs))
            ]
            for polygon in polygons
        )
    found.pop("AQ", None)
    return found


def _code(country: dict[str, Any]) -> str:
    name = country["properties"]["name"]
    if name in _NAMED:
        return _NAMED[name]
    found = pycountry.countries.get(numeric=country.get("id", ""))
    return found.alpha_2 if found else name


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """Yield an arc's points in degrees (TopoJSON format specification, section 2.1.3)."""
    x = y = 0
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    for step_x, step_y, *_ in arc:
        x, y = x + step_x, y + step_y
        yield x * kx + dx, y * ky + dy


def _ring(indexes: list[int], arcs: list[list[Point]]) -> Ring:
    points: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def _cut(ring: Ring) -> list[Ring]:
    """Return a ring in degrees as one, or as two where it goes over the antimeridian."""
    turned, shift = [ring[0]], 0
    for (before, _), (longitude, latitude) in pairwise(ring):
        shift += 360 * ((longitude - before < -180) - (longitude - before > 180))
        turned.append((longitude + shift, latitude))
    edges = [edge for edge in (-180, 180) if min(turned)[0] < edge < max(turned)[0]]
    if not edges:
        return [ring]
    east = [(x - 360 * (edges[0] > 0), y) for x, y in _side(turned, edges[0], 1)]
    west = [(x + 360 * (edges[0] < 0), y) for x, y in _side(turned, edges[0], -1)]
    return sorted((east, west), key=len, reverse=True)


def _side(ring: Ring, edge: float, sign: int) -> Ring:
    """Return the part of a ring on one side of a meridian (Sutherland and Hodgman, 1974)."""
    kept: Ring = []
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ax - edge) * sign >= 0:
            kept.append((ax, ay))
        if (ax - edge) * (bx - edge) < 0:
            kept.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
    return [*kept, kept[0]]


def _project(longitude: float, latitude: float) -> Point:
    """Return units from the top left corner of the drawing."""
    x, y = _equal_earth(longitude, latitude)
    right = _equal_earth(180, 0)[0]
    scale = WIDTH / (2 * right)
    return (x + right) * scale, (_equal_earth(0, _NORTH)[1] - y) * scale


def _equal_earth(longitude: float, latitude: float) -> Point:
    a1, a2, a3, a4 = _A
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2**3
    slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
    x = math.radians(longitude) * math.cos(theta) / (_M * slope)
    return x, theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _centre(ring: Ring) -> Point:
    area = _area(ring)
    x = y = 0.0
    for a, b in pairwise(ring):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return x / (6 * area), y / (6 * area)


def _path(ring: Ring) -> str:
    """Return a closed outline in tenths of a unit, without points that fall together."""
    points = list(dict.fromkeys((round(x, 1), round(y, 1)) for x, y in ring))
    if len(points) < 3:
        return ""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


if __name__ == "__main__":
    main()
