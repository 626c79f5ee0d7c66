"""Who `we` are in a statement of several: `We, the Ministers of Peru and Chile, reaffirm`."""

from __future__ import annotations

import re

from kg.extractors.sources import Sources
from kg.model import Span, Statement

SELF = re.compile(
    r"^(?:i|we|us|me|our (?:\w+ )?(?:countries|governments|nations|peoples|states))$", re.IGNORECASE
)
_WE = re.compile(r"we, (?=the [^;“”\"]{3})", re.IGNORECASE)
_HOLDERS = re.compile(
    r"(?:[\w-]+ ){0,3}?(?:ministers|leaders|heads|presidents|representatives|delegates)\b",
    re.IGNORECASE,
)
_GOVERNMENTS = re.compile(r"the governments of (?:the )?", re.IGNORECASE)


def we_are(sources: Sources, span: Span, statement: Statement) -> tuple[str, ...]:
    """Return whom a source that begins with `we` names itself; nobody if it does not."""
    end = max(span.end, statement.cue.start if statement.cue else 0)
    text = sources.look.text
    we = _WE.match(text, span.start, end)
    if we is None:
        return ()
    who = text[we.end() : end].strip(" ,").removeprefix("the ")
    if _HOLDERS.match(who):
        return (sources.local("group", who),)
    of = _GOVERNMENTS.match(text, we.end(), end)
    start = of.end() if of else we.end()
    return sources.read((Span(start, len(text[:end].rstrip(" ,"))),))
