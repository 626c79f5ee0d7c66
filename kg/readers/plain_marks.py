"""Marks in plain text that are no part of the words: Markdown, and the `>` of quoted e-mail.

After CommonMark 0.31 (2024), sections 4.2, 5.1, 6.2, 6.3 and 6.4; only what cannot be meant
otherwise is taken for markup.
"""

from __future__ import annotations

import re

_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\s]+\)")
_LINK = re.compile(r"\[([^\]\n]+)\]\((?:https?://|/|mailto:)[^)\s]*\)")
_STRONG = re.compile(r"(?<![\w*])(\*{1,3})(\w[^*\n]{0,200}?)(?<=\S)\1(?![\w*])")
_HEADING = re.compile(r"^#{1,6} +(?=\S)", re.MULTILINE)
_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_LEAST_QUOTED = 2  # lines: one alone may be a mark of something else


def without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without such marks, and a note if it had any.

    >>> without_marks("# [NATO](https://e.org/a) *met*.")[0]
    'NATO met.'
    """
    found = _LINK.sub(r"\1", _IMAGE.sub("", text))
    found = _HEADING.sub("", _STRONG.sub(r"\2", found))
    if len(_QUOTED.findall(found)) >= _LEAST_QUOTED:
        found = _QUOTED.sub("", found)
    return found, () if found == text else ("removed Markdown or e-mail marks from the text",)
