"""Pairs that are called so: `the two sides`, `both leaders`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extractors.lookup import Lookup
from kg.extractors.sources import Sources
from kg.model import Span, Statement

_PAIR = re.compile(
    r"(?:The two|Both) (?:sides|countries|governments|nations|leaders|ministers|presidents)\b"
)
_STATES = re.compile(r"\b(?:sides|countries|governments|nations)\b")
_REACH = 6  # statements back among whose speakers a pair is looked for


def pair_in_front(look: Lookup, index: int) -> Span | None:
    """Return the words for a pair with which a sentence begins."""
    found = _PAIR.match(look.text, look.opening(index))
    return Span(*found.span()) if found else None


def last_two(sources: Sources, words: str, before: Sequence[Statement]) -> tuple[str, ...]:
    """Return the persons who spoke last if they are two, or the two states they speak for."""
    spoke = tuple(k for s in before[-_REACH:] for k in s.speakers)
    if _STATES.search(words):
        of = (sources.post(k) or k for k in spoke)
        meant = [k for k in of if k.startswith(("state/", "grouping/"))]
    else:
        meant = [k for k in spoke if k.startswith("person/")]
    found = tuple(dict.fromkeys(meant))
    return found if len(found) == 2 else ()
