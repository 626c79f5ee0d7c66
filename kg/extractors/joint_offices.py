"""Officials of several states described together: `the presidents of Peru and Chile`."""

from __future__ import annotations

import re

from kg.extractors.lookup import Lookup
from kg.model import Span

_NAME = r"(?:the )?[A-Z][\w.’'-]*(?: (?:of (?:the )?)?[A-Z][\w.’'-]*)*"
_NAMES = rf"{_NAME}(?:, {_NAME})*,? and {_NAME}"
_OFFICES = (
    r"(?:\w+ ){0,2}(?i:leaders|presidents|ministers|officials|representatives|envoys|diplomats"
    r"|negotiators)"
)
_OF_THESE = re.compile(rf"(?:[Tt]he |[Bb]oth )?{_OFFICES} (?:of|from) {_NAMES},?")
_THESE = re.compile(rf"(?:[Tt]he |[Bb]oth )?{_NAMES} {_OFFICES},?")


def joint_owners(look: Lookup, span: Span) -> tuple[str, ...]:
    """Return the states and groupings whose officials `span` describes together, in text order.

    Nothing where they are fewer than two, and for `Iran and Western diplomats`, who are Iran and
    others.
    """
    named = [m for m in look.within(span) if m.type in ("state", "grouping") and m.entity]
    if not named:
        return ()
    adjective = named[0].kind == "demonym" or named[0].span.of(look.text).isupper()
    described = _OF_THESE.fullmatch(look.text, span.start, span.end) or (
        adjective and _THESE.fullmatch(look.text, span.start, span.end)
    )
    keys = tuple(dict.fromkeys(m.entity for m in named if m.entity))
    return keys if described and len(keys) > 1 else ()
