"""Which of the statements before somebody who goes on, or `he`, looks back to."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Mention, Statement


def outermost(before: Sequence[Statement]) -> Statement | None:
    """Return the last statement, or the one within which it was told."""
    last = before[-1] if before else None
    while last and last.reported_in is not None and last.reported_in < len(before):
        last = before[last.reported_in]
    return last


def foremost(before: Sequence[Statement]) -> Statement | None:
    """Return the last statement, or the one of a person who in it reported somebody else's."""
    last = before[-1] if before else None
    while last and last.reported_in is not None and last.reported_in < len(before):
        outer = before[last.reported_in]
        if not all(k.startswith("person/") for k in outer.speakers):
            break
        last = outer
    return last


def is_said(mention: Mention, statements: Sequence[Statement]) -> bool:
    """Say whether a mention is part of what somebody said."""
    return any(c.contains(mention.span) for s in statements for c in s.content)


def end_of(statement: Statement) -> int:
    """Return the last code point of a statement with its source and cue."""
    spans = [*statement.content, *statement.source, *([statement.cue] if statement.cue else [])]
    return max(s.end for s in spans) - 1
