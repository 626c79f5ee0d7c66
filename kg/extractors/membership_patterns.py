"""Sentences that say who belongs to a grouping, as patterns over masked sentences.

Only what is asserted counts: no questions, conditions, wishes or plans. Each list of states is
looked at once, with what stands before it and after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.membership_findings import Finding
from kg.extractors.membership_grammar import lists
from kg.extractors.membership_objects import said_before
from kg.extractors.membership_subjects import said_after

_BEFORE = 160  # how far before a list of states its grouping may stand
# What makes a clause a condition, a wish or a plan.
_IRREALIS = re.compile(
    r"\b(?:if|whether|unless|should|would|could|might|may|suppos\w+|hop(?:e|es|ed|ing)|wish\w*"
    r"|in\s+case|until|provided|imagin\w+|propos\w+\s+that|demand\w*\s+that|dream\w*|lest"
    r"|rumou?rs?\s+that)\b[^,;:.]*$",
    re.IGNORECASE,
)
# `two years after it applied`: what it no longer is
_LONG_BEFORE = re.compile(
    r"\b(?:years?|months?|weeks?|days?|decades?)\s+(?:after|before)\s+(?:the\s+)?$"
)
_CONDITION = re.compile(r"\W*(?:If|Unless|Should|Were|Had)\b[^;:.]*\Z")


def find(masked: str) -> Iterator[Finding]:
    """Yield the claims of a masked sentence, list by list."""
    if masked.rstrip("\"”’') ").endswith("?"):
        return
    for names in lists(masked):
        before = masked[max(0, names.start - _BEFORE) : names.start]
        if _IRREALIS.search(before) or _CONDITION.match(masked, 0, names.start):
            continue
        for finding in (*said_after(masked, names, before), *said_before(masked, names, before)):
            states = tuple(s for s in finding.states if s != finding.grouping)
            over = finding.relation == "candidate" and _LONG_BEFORE.search(before)
            if states and not over:
                yield replace(finding, states=states)
