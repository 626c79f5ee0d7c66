"""A trend beside a name: what it says upwards, what is said about it downwards, no words within.

After Tufte, "Beautiful Evidence" (2006), on sparklines.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kg.pictures.svg import element

_HEIGHT, _STEP, _BAR = 26.0, 6.0, 5.0  # units: of the whole, from bar to bar, of a bar
_LEAST = 1.5  # units of what is not nothing


def spark(words: str, above: Sequence[int], below: Sequence[int]) -> Markup:
    """Return two rows of numbers over the same stretches of time as bars, the greatest a whole one.

    A line tells when, not how much: that stands beside it. `words` are for those who do not see it.
    """
    middle, most = _HEIGHT / 2, max(1, *above, *below)
    bars = []
    for place, (up, down) in enumerate(zip(above, below, strict=True)):
        for number, kind in ((up, "c1"), (down, "c2")):
            if number:
                height = max(number / most * (middle - 1), _LEAST)
                y = middle - 0.5 - height if kind == "c1" else middle + 0.5
                bars.append(
                    element("rect", x=place * _STEP, y=y, width=_BAR, height=height, class_=kind)
                )
    width = len(above) * _STEP
    axis = element("path", d=f"M0 {middle:g}H{width:g}", class_="axis")
    return element(
        "svg",
        element("title", words),
        axis,
        *bars,
        viewBox=f"0 0 {width:g} {_HEIGHT:g}",
        width=width,
        height=_HEIGHT,
        role="img",
        aria_label=words,
        class_="spark",
    )
