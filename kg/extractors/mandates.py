"""In whose name somebody takes the floor: `Chad's delegate, speaking for the Group of 77, said`.

Whoever speaks for a grouping speaks for it before his own state; who speaks *also* for others, for
his own first. It holds for what the same speaker goes on to say in the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.lookup import Lookup
from kg.extractors.salience import represented
from kg.extractors.sources import Sources
from kg.model import Representation, Statement

_FOR = (
    r"(?:(?:who (?:is |was |also )?)?(?:speak(?:s|ing)|spoke|talking|intervening) (?P<also>also )?"
    r"(?:(?:up)?on behalf of|in the name of|for)|(?:(?:up)?on behalf of|in the name of))"
    r" (?:the )?(?:\d+ members of (?:the )?)?"
)
_INSIDE = re.compile(_FOR)
_FIRST = re.compile(rf"{_FOR}(?=[^;:“”\"]{{2,120}}, (?:the |an? )?$)", re.IGNORECASE)
_AFTER = re.compile(rf",? (?:also )?{_FOR}")
_APART = 160  # code points between a source and its verb
_AND = re.compile(r"(?:,|,? and|, as well as|,? as well as) (?:the )?")


def with_mandates(sources: Sources, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements with the groupings and states in whose name they are made."""
    found: list[Statement] = []
    for statement in statements:
        before = found[-1] if found else None
        found.append(_with_mandate(sources, statement, before))
    return tuple(found)


def _with_mandate(sources: Sources, statement: Statement, before: Statement | None) -> Statement:
    look = sources.look
    if not statement.source or len(statement.speakers) != 1:
        return statement
    speaker = statement.speakers[0]
    if not speaker.startswith(("person/", "./source/")):
        return statement
    told = _mandate(look, statement)
    if told is None:
        return _going_on(look, statement, before)
    also, keys = told
    own = [r.principal for r in statement.representations]
    both = (*own, *keys) if also else (*keys, *own)
    return _speaking_for(statement, tuple(sources.know(k) for k in dict.fromkeys(both)))


def _speaking_for(statement: Statement, principals: Sequence[str]) -> Statement:
    told = tuple(Representation(statement.speakers[0], p) for p in principals)
    return replace(statement, representations=told, may_speak_for=())


def _mandate(look: Lookup, statement: Statement) -> tuple[bool, list[str]] | None:
    """Return whether it is besides his own, and in whose name the sentence says he speaks."""
    source = statement.source[0]
    sentence = look.sentences[look.sentence(source.start)]
    before = look.opening(look.sentence(source.start))
    found = (
        _INSIDE.search(look.text, source.start, _end(statement))
        or _AFTER.match(look.text, len(look.text[: source.end].rstrip(" ,")), sentence.end)
        or _FIRST.match(look.text, before, max(before, source.start))
    )
    if found is None or look.quoted(found.start()):
        return None
    keys = _listed(look, found.end(), sentence.end)
    return (bool(found["also"]), keys) if keys else None


def _end(statement: Statement) -> int:
    """Return where the words for who speaks end at the latest: before the verb, or as found."""
    source, cue = statement.source[0], statement.cue
    return cue.start if cue and source.end < cue.start < source.end + _APART else source.end


def _listed(look: Lookup, at: int, end: int) -> list[str]:
    """Return the states or groupings named one after the other from `at` on.

    `the Group of 77 and China` is the grouping alone.
    """
    keys: list[str] = []
    while (mention := look.starting(at)) is not None and mention.kind in ("name", "nominal"):
        key = represented(mention)
        if key is None or not key.startswith(("state/", "grouping/")):
            break
        if keys and keys[0].split("/")[0] != key.split("/")[0]:
            break
        keys.append(key)
        joint = _AND.match(look.text, mention.span.end, end)
        if joint is None:
            break
        at = joint.end()
    return keys


def _going_on(look: Lookup, statement: Statement, before: Statement | None) -> Statement:
    """Return the statement with the mandate under which its speaker spoke right before it."""
    if before is None or before.speakers != statement.speakers or not before.source:
        return statement
    here, there = statement.source[0].start, before.source[0].start
    if look.paragraph(here) != look.paragraph(there):
        return statement
    own = {r.principal for r in statement.representations}
    given = [r.principal for r in before.representations]
    return _speaking_for(statement, given) if own < set(given) else statement
