"""Leaving statements out of a document, with every reference to statements put right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kg.model import Document


def without(document: Document, dropped: Collection[int]) -> Document:
    """Return the document without the statements at these indices.

    A claim made within a dropped statement is dropped, too. A statement reported in a dropped one
    is reported in the one around that, if any is; one repeating a dropped one stays, without the
    pointer.
    """
    if not dropped:
        return document
    kept = [i for i in range(len(document.statements)) if i not in dropped]
    new = {old: index for index, old in enumerate(kept)}
    out = {i: s.reported_in for i, s in enumerate(document.statements) if i in dropped}

    def moved(index: int | None) -> int | None:
        return None if index is None else new.get(index)

    def around(index: int | None) -> int | None:
        for _ in dropped:
            if index in out:
                index = out[index]
        return moved(index)

    return replace(
        document,
        statements=tuple(
            replace(s, reported_in=around(s.reported_in), repeats=moved(s.repeats))
            for s in (document.statements[i] for i in kept)
        ),
        memberships=tuple(
            replace(c, statement=moved(c.statement))
            for c in document.memberships
            if c.statement is None or c.statement in new
        ),
        offices=tuple(
            replace(c, statement=moved(c.statement))
            for c in document.offices
            if c.statement is None or c.statement in new
        ),
    )
