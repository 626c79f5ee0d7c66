"""A text as it is read: each paragraph on one line, words parted by single spaces.

Names and phrases run over the line ends of hard-wrapped text, and words of justified text stand
far apart. Extractors read the text reflowed; what they find is placed in the text as published.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from kg.model import Article, Document, Span
from kg.text import paragraphs

T = TypeVar("T")
_SPACE = re.compile(r"\s(?:\s+|(?<!\x20))")


def read_reflowed(article: Article, read: Callable[[Document], Document]) -> Document:
    """Return what `read` finds in the article's text reflowed, with spans into its own text."""
    text, places = reflowed(article.text)
    if text == article.text:
        return read(Document(article))
    found = read(Document(replace(article, text=text)))
    published = replace(found.article, text=article.text)
    return replace(_placed(replace(found, article=_NOTHING), places), article=published)


def reflowed(text: str) -> tuple[str, Sequence[int]]:
    r"""Return the text with paragraphs reflowed, and for each of its code points the place before.

    >>> reflowed("Angela  Merkel,   he said.\n\nYes.\n")[0]
    'Angela Merkel, he said.\n\nYes.\n'
    """
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for paragraph in paragraphs(text):
        for space in _SPACE.finditer(text, paragraph.start, paragraph.end):
            pieces += (text[at : space.start()], " ")
            places += range(at, space.start() + 1)
            at = space.end()
    pieces.append(text[at:])
    places += range(at, len(text))
    return "".join(pieces), places


_NOTHING = Article(text="")


def _placed(value: T, places: Sequence[int]) -> T:
    """Return the value with every span in it, however deep, at its place in the text before."""
    if isinstance(value, Span):
        return Span(places[value.start], places[value.end - 1] + 1)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_placed(v, places) for v in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        own = {f.name: getattr(value, f.name) for f in fields(value)}
        return replace(value, **{name: _placed(v, places) for name, v in own.items()})
    return value
