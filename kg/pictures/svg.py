"""SVG as text that is safe: whatever a name holds, it stays text (SVG 2, without style attributes).

Colours and strokes come from `pictures.css` by class, so that pictures follow the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

Href = Callable[[str], str | None]
LONGEST = 28  # characters of a name in a picture; its tooltip and the table have all of it


def element(name: str, *content: str | Markup, **attributes: str | float | None) -> Markup:
    """Return an element; `class_` is `class`, `text_anchor` is `text-anchor`; None is left out.

    >>> element("text", "<b>", x=1.26, class_="big")
    Markup('<text x="1.3" class="big">&lt;b&gt;</text>')
    """
    parts = [
        f' {key.rstrip("_").replace("_", "-")}="{escape(number(value))}"'
        for key, value in attributes.items()
        if value is not None
    ]
    inner = Markup("").join(content)
    return Markup(f"<{name}{''.join(parts)}>{inner}</{name}>")  # noqa: S704 (all of it escaped)


def number(value: str | float) -> str:
    """Return a measure as short as a tenth of a pixel allows; a text as it is."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def joined(parts: Iterable[Markup]) -> Markup:
    """Return the parts one after the other."""
    return Markup("").join(parts)


def group(*content: Markup, tip: str = "", href: str | None = None, class_: str = "") -> Markup:
    """Return a group, a link if it leads somewhere, with a tooltip.

    The tooltip names a link that shows no text; what one shows must stand in its name (WCAG 2.5.3).
    """
    title = (element("title", tip),) if tip else ()
    if href:
        name = None if any("<text" in part for part in content) else tip
        return element("a", *title, *content, href=href, class_=class_ or None, aria_label=name)
    return element("g", *title, *content, class_=class_ or None)


def drawing(name: str, title: str, width: float, height: float, *content: Markup) -> Markup:
    """Return the whole picture, `width` by `height` units; `name` tells it apart on its page."""
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        *content,
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="group",
        aria_labelledby=f"{name}-title",
        class_=f"picture {name}",
    )


def standalone(svg: Markup, style: str) -> str:
    """Return a drawing as a file of its own, with its style within."""
    opening, rest = str(svg).split(">", 1)
    opening = opening.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f"{opening}><style>{escape(style)}</style>{rest}\n"


def short(name: str, longest: int = LONGEST) -> str:
    """Return a name that fits.

    >>> short("Organization for Security and Co-operation in Europe")
    'Organization for Security a…'
    """
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def nowhere(iri: str) -> None:
    """Lead nowhere: for a picture without links."""


def count(number: int, thing: str = "statement") -> str:
    """Return a number of things in words.

    >>> count(1), count(1200)
    ('1 statement', '1,200 statements')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
