"""Pictures of the ontology, drawn from the ontology: SVG 2 made of boxes, lines and words.

Colours come from the page's style sheet by class name; a picture for a file of its own carries
its colours with it. Measures are pixels; the width of words is estimated, generously.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from xml.sax.saxutils import escape

from rdflib import SKOS

from kg.glossary import Glossary, Ref, Term

ROW = 26  # from one line of words to the next
_CHARACTER = 8.9  # of bold 13 px DejaVu Sans, the widest of the fonts that pages ask for
_PAD = 10
_CONCEPT = Ref("skos:Concept", str(SKOS.Concept))
_ALONE = (
    '<style>text{font:13px "DejaVu Sans",Verdana,sans-serif;fill:#1b222e}.name{font-weight:bold}'
    ".quiet{fill:#555d6b}.box{fill:#fff;stroke:#857f71}.main{fill:#e8eef7}.line{fill:none;"
    'stroke:#857f71}.tip{fill:#857f71}</style><rect width="100%" height="100%" fill="#fbfaf7"/>'
)


def class_tree(glossary: Glossary, *, alone: bool = False) -> str:
    """Return the classes as trees side by side, each class below the one it is a kind of."""
    listed = [t for t in glossary.roots() if _CONCEPT in t.above]
    trees = [list(_walk(glossary, t, 0)) for t in glossary.roots() if t not in listed]
    trees.append([(0, _CONCEPT.text), *((1, t.name) for t in listed)])
    trees.sort(key=len, reverse=True)
    columns: list[list[tuple[int, str]]] = [[], [], []]
    for tree in trees:
        min(columns, key=len).extend(tree)
    parts, left, tallest = [], float(_PAD), 0.0
    for column in columns:
        width, above = 0.0, dict[int, float]()
        for number, (depth, name) in enumerate(column):
            x, y = left + depth * 22, _PAD + number * ROW
            above[depth] = y
            if depth:
                parts.append(_elbow(x - 12, above[depth - 1] + 20, x, y + 10))
            parts.append(_box(x, y, [name]))
            width = max(width, depth * 22 + _width([name]))
        left += width + 2 * ROW
        tallest = max(tallest, _PAD + len(column) * ROW)
    return _svg("Classes of the ontology, each below what it is a kind of", left, tallest, parts,
                alone)  # fmt: skip


def around(glossary: Glossary, name: str, *, alone: bool = False) -> str:
    """Return a class with what is told of it: its data in the box, arrows to other classes."""
    properties = list(_told(glossary, name))
    data = [(p.name, _values(p)) for p in properties if p.kind == "data property"]
    links = [(p.name, _values(p)) for p in properties if p.kind == "object property"]
    return star(f"What is told of a {name}", name, data, links, alone=alone)


def star(
    title: str,
    name: str,
    data: Iterable[tuple[str, str]],
    links: Iterable[tuple[str, str]],
    *,
    alone: bool = False,
) -> str:
    """Return a thing in the middle of what is told of it.

    `data` are names with words, in the box; `links` names with what an arrow leads to, one box for
    each value.
    """
    lines = [name, *(f"{key}: {words}" for key, words in data)]
    arrows = sorted(links, key=itemgetter(1))
    box, most = _width(lines), max((_width([key]) for key, _ in arrows), default=0.0)
    height = max(len(lines), len(arrows)) * ROW
    parts = [_box(_PAD, _PAD, lines, height - 6)]
    start, end = _PAD + box, _PAD + box + most + 2 * ROW
    row = 0
    for value, group in groupby(arrows, key=itemgetter(1)):
        same = list(group)
        top = _PAD + row * ROW
        parts.append(_box(end, top, [value], len(same) * ROW - 6, middle=True))
        for number, (key, _) in enumerate(same):
            parts.append(_arrow(start, end, top + number * ROW + 17, key))
        row += len(same)
    width = end + max((_width([value]) for _, value in arrows), default=0.0) + _PAD
    return _svg(title, width, height + 2 * _PAD, parts, alone)


def _walk(glossary: Glossary, term: Term, depth: int) -> Iterator[tuple[int, str]]:
    yield depth, term.name
    for below in glossary.below(term.name):
        yield from _walk(glossary, below, depth + 1)


def _told(glossary: Glossary, name: str) -> Iterator[Term]:
    """Yield the properties of a class and of those above it."""
    yield from glossary.properties_of(name)
    term = next(t for t in glossary.terms if t.name == name)
    for above in term.above:
        if (above.href or "").startswith("#"):
            yield from _told(glossary, above.text)


def _values(term: Term) -> str:
    return " or ".join(r.text for r in term.range)


def _width(lines: Iterable[str]) -> float:
    return max(len(line) for line in lines) * _CHARACTER + 2 * _PAD


def _box(x: float, y: float, lines: list[str], height: float = 20, *, middle: bool = False) -> str:
    """Return a box with a name, at half its height or atop, and lines of detail below it."""
    main = " main" if len(lines) > 1 else ""
    first = y + (height / 2 + 5 if middle else 15)
    rows = [
        f'<text class="{"quiet" if n else "name"}" x="{x + _PAD:.0f}" y="{first + n * ROW:.0f}">'
        f"{escape(line)}</text>"
        for n, line in enumerate(lines)
    ]
    return (
        f'<rect class="box{main}" x="{x:.0f}" y="{y:.0f}" width="{_width(lines):.0f}" '
        f'height="{height:.0f}" rx="4"/>{"".join(rows)}'
    )


def _elbow(x: float, top: float, right: float, y: float) -> str:
    return f'<path class="line" d="M{x:.0f} {top:.0f}V{y:.0f}H{right:.0f}"/>'


def _arrow(start: float, end: float, y: float, words: str) -> str:
    return (
        f'<path class="line" d="M{start:.0f} {y:.0f}H{end - 7:.0f}"/>'
        f'<path class="tip" d="M{end:.0f} {y:.0f}l-8 -4v8z"/>'
        f'<text x="{start + _PAD:.0f}" y="{y - 4:.0f}">{escape(words)}</text>'
    )


def _svg(title: str, width: float, height: float, parts: list[str], alone: bool) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="diagram" role="img" {size}>'
        f"<title>{escape(title)}</title>{_ALONE if alone else ''}{''.join(parts)}</svg>\n"
    )
