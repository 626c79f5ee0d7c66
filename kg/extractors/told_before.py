"""Which of the statements before somebody who goes on, or `he`, looks back to."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Mention, Statement


def outermost(before: Sequence[Statement], *, of_persons: bool = False) -> Statement | None:
    """Return the last statement, or the one within which it was told.

    `of_persons`: no further out than persons reported it.
    """
    last = before[-1] if before else None
    while last and last.reported_in is not None and last.reported_in < len(before):
        outer = before[last.reported_in]
        if of_persons and not all(k.startswith("person/") for k in outer.speakers):
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


def without_those_around(statement: Statement, before: Sequence[Statement]) -> list[Statement]:
    """Return the statements but those within which this one is told: there he would be `he`."""
    around, at = set[int](), statement.reported_in
    while at is not None and at < len(before) and at not in around:
        around.add(at)
        at = before[at].reported_in
    return [s for i, s in enumerate(before) if i not in around]
