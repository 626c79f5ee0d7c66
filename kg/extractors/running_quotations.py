"""Quotations that run over paragraphs and name their speaker at the end only.

Such a quotation is opened anew in every paragraph and closed in the last (Chicago Manual of Style,
17th ed., 13.30), so all of it is one speaker's.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.lookup import Lookup
from kg.model import Statement


def running(look: Lookup, statements: Sequence[Statement]) -> frozenset[int]:
    """Return the indices of statements without source whose words run on to one that has one."""
    found: set[int] = set()
    for i in range(len(statements) - 2, -1, -1):
        statement, following = statements[i], statements[i + 1]
        led_to = following.source or i + 1 in found
        bare = not statement.source and not statement.cue
        if led_to and bare and _runs_on(look, statement, following):
            found.add(i)
    return frozenset(found)


def _runs_on(look: Lookup, statement: Statement, following: Statement) -> bool:
    """Say whether a quotation is left open at a paragraph's end and goes on in the next one."""
    quotation = look.quotation(statement.content[-1].end - 1)
    resumed = look.quotation(following.content[0].start)
    if quotation is None or resumed is None:
        return False
    here, there = look.paragraph(quotation.start), look.paragraph(resumed.start)
    left_open = look.text[quotation.end : look.paragraphs[here].end].strip() == ""
    opens = look.text[look.paragraphs[there].start : resumed.start].strip(" \"“„«‘'") == ""
    return there == here + 1 and left_open and opens
