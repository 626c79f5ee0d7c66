"""The page as one file that needs nothing else, or as a part of another page."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kg.iris import BASE, shorten
from kg.paths import RENDERING
from kg.rendering.page import Page

READING = tuple(sorted((RENDERING / "static").glob("*.css")))


def to_html(page: Page) -> str:
    """Return the page as an HTML document whose policy allows its own style and nothing else."""
    return render("standalone.html", page=page)


def render(template: str, sheets: tuple[Path, ...] = READING, **values: object) -> str:
    """Return a template filled, with its style sheets and the policy that allows them alone."""
    style, policy = _style(sheets)
    return _templates().get_template(template).render(**values, style=style, policy=policy)


def to_fragment(page: Page) -> str:
    """Return what stands under the title of the page, for another page to hold."""
    reading = _templates().get_template("reading.html").module.reading  # type: ignore[attr-defined]
    return str(reading(page))


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(RENDERING / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["shorten"] = lambda iri: shorten(iri, BASE)
    return environment


@cache
def _style(sheets: tuple[Path, ...]) -> tuple[Markup, str]:
    """Return the style sheets as one, and the policy that names it by its hash."""
    style = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Markup(style), f"default-src 'none'; style-src 'sha256-{digest}'"  # noqa: S704
