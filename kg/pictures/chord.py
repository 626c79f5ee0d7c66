"""A chord diagram: which states and alliances speak about which.

After Krzywinski et al., "Circos: an information aesthetic for comparative genomics" (Genome
Research 19, 2009): each party is an arc, as long as it speaks and is spoken about; each ribbon is
as wide at both ends as there are statements, and has the colour of who speaks.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from kg.pictures.rows import Party, Picture, Rows, party, whole
from kg.pictures.svg import Href, count, drawing, element, group, short

SIZE, WIDTH = 740.0, 960.0
_RADIUS, _RIM = 210.0, 14.0
_GAP = 0.035  # radians between arcs
_APART = 7.0  # units between an arc and its name
_LETTER = 7.8  # units: the width of a letter
_COLOURS = 8


def chord(name: str, title: str, rows: Rows, *, most: int, href: Href) -> Picture:
    """Return the ties between the `most` parties with most statements.

    Rows have `source`, `target` and `statements`.
    """
    flows: Counter[tuple[Party, Party]] = Counter()
    totals: Counter[Party] = Counter()
    for row in rows:
        source, target, told = party(row, "source"), party(row, "target"), whole(row, "statements")
        flows[source, target] += told
        totals[source] += told
        totals[target] += told
    if not flows:
        return Picture(Markup(""), ("No state or alliance speaks about another one here.",))
    shown = [p for p, _ in sorted(totals.items(), key=lambda t: (-t[1], t[0].name))][:most]
    kept = {pair: n for pair, n in flows.items() if pair[0] in shown and pair[1] in shown}
    parties = [p for p in shown if any(p in pair for pair in kept)]
    notes = []
    if len(parties) < len(totals):
        left = sum(flows.values()) - sum(kept.values())
        notes.append(
            f"{len(parties)} of {len(totals)} states and alliances are shown; "
            f"what is said of or by the others ({left:,} times) is not."
        )
    return Picture(
        _draw(name, title, parties, kept, href), tuple(notes), more=len(totals) > len(shown)
    )


def _draw(
    name: str,
    title: str,
    parties: Sequence[Party],
    flows: Mapping[tuple[Party, Party], int],
    href: Href,
) -> Markup:
    gap = min(_GAP, math.pi / max(len(parties), 1) / 2)
    unit = (2 * math.pi - gap * len(parties)) / (2 * sum(flows.values()))
    colour = {p: n % _COLOURS + 1 for n, p in enumerate(parties)}
    arcs: list[Markup] = []
    ends: dict[tuple[Party, Party, bool], tuple[float, float]] = {}
    angle = -math.pi / 2
    for p in parties:
        begin = angle
        for speaks in (True, False):
            for other in parties:
                pair = (p, other) if speaks else (other, p)
                wide = flows.get(pair, 0) * unit
                ends[*pair, speaks] = (angle, angle + wide)
                angle += wide
        says = sum(n for (source, _), n in flows.items() if source == p)
        heard = sum(n for (_, target), n in flows.items() if target == p)
        tip = f"{p.name}: speaks about others in {count(says)}, is spoken about in {heard:,}"
        rim = element("path", d=_arc(begin, angle), class_=f"c{colour[p]}")
        arcs.append(group(rim, _label(p, (begin + angle) / 2), tip=tip, href=href(p.iri)))
        angle += gap
    ribbons = [
        group(
            element(
                "path",
                d=_ribbon(ends[source, target, True], ends[source, target, False]),
                class_=f"ribbon c{colour[source]}",
            ),
            tip=f"{source.name} about {target.name}: {count(n)}",
        )
        for (source, target), n in sorted(flows.items(), key=lambda f: -f[1])
    ]
    moved = f"translate({WIDTH / 2:g} {SIZE / 2:g})"
    return drawing(name, title, WIDTH, SIZE, element("g", *ribbons, *arcs, transform=moved))


def _at(angle: float, radius: float) -> str:
    return f"{radius * math.cos(angle):.1f} {radius * math.sin(angle):.1f}"


def _arc(begin: float, end: float) -> str:
    large = int(end - begin > math.pi)
    inner, outer = _RADIUS + 2, _RADIUS + _RIM
    return (
        f"M{_at(begin, outer)}A{outer:g} {outer:g} 0 {large} 1 {_at(end, outer)}"
        f"L{_at(end, inner)}A{inner:g} {inner:g} 0 {large} 0 {_at(begin, inner)}Z"
    )


def _ribbon(source: tuple[float, float], target: tuple[float, float]) -> str:
    r = _RADIUS
    parts = [f"A{r:g} {r:g} 0 {int(e - b > math.pi)} 1 {_at(e, r)}" for b, e in (source, target)]
    return (
        f"M{_at(source[0], r)}{parts[0]}Q0 0 {_at(target[0], r)}{parts[1]}Q0 0 {_at(source[0], r)}Z"
    )


def _label(p: Party, angle: float) -> Markup:
    left = math.cos(angle) < 0
    turned = math.degrees(angle) + (180 if left else 0)
    far = _RADIUS + _RIM + _APART
    place = -far if left else far
    return element(
        "text",
        short(p.name, int(_room(angle, far) / _LETTER)),
        x=place,
        y=4,
        transform=f"rotate({turned:.1f})",
        text_anchor="end" if left else "start",
    )


def _room(angle: float, far: float) -> float:
    """Return how many units there are from a distance from the middle to the edge.

    >>> round(_room(0, 100)), round(_room(math.pi / 2, 100))
    (380, 270)
    """
    across = WIDTH / 2 / max(abs(math.cos(angle)), 1e-9)
    return min(across, SIZE / 2 / max(abs(math.sin(angle)), 1e-9)) - far
