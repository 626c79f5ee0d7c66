"""A membership claim found in a masked sentence, and how matches become one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extractors.membership_grammar import DATE, WHEN_AFTER, WHEN_BEFORE, Names, coordinated
from kg.model import MembershipRelation


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim in a masked sentence: offsets of states and grouping, and of the evidence.

    `when` is the offset of its date. `grouping` is None where the clause does not name it; `ally`
    says that the word was "ally", which means a member only of a military alliance; `signed` that
    it was signing or ratifying, which is done to an agreement; `loose` that the words may be of
    something else, where the text around them does not speak of membership.
    """

    states: tuple[int, ...]
    grouping: int | None
    relation: MembershipRelation
    start: int
    end: int
    negated: bool = False
    when: int | None = None
    confidence: float = 0.9
    ally: bool = False
    signed: bool = False
    loose: bool = False


_NEITHER = re.compile(r"\b(?:in|inside|to|of|from|joined)\s+neither\s")  # `belongs to neither`
# `joined OPEC, the oil cartel, in 1975`
_ASIDE = re.compile(r"\s*,\s+(?:an?|the)\s+[^,.;:()]{1,60},(?=\s+(?:in|on|since)\b)")


def each(masked: str, claim: Finding) -> Iterator[Finding]:
    """Yield the claim for each of the groupings named together: `of NATO and the EU`."""
    if claim.grouping is None:
        yield claim
        return
    groupings = coordinated(masked, claim.grouping)
    told = WHEN_AFTER.match(masked, groupings[-1] + 1) if claim.when is None else None
    when, end = (told.start("date"), told.end()) if told else (claim.when, claim.end)
    for grouping in groupings:
        yield replace(claim, grouping=grouping, end=max(end, grouping + 1), when=when)


def act(
    masked: str,
    match: re.Match[str],
    relation: MembershipRelation,
    states: tuple[int, ...],
    names: Names,
    before: str,
    score: float,
    negated: bool = False,
) -> Finding:
    """Return the claim of a match whose group `g` or `g2` is the grouping, dated by its clause."""
    found = match.groupdict()
    at = match.start("g") if found.get("g") else match.start("g2") if found.get("g2") else None
    aside, ahead = _ASIDE.match(masked, match.end()), WHEN_BEFORE.search(before)
    after = WHEN_AFTER.match(masked, match.end()) or (
        WHEN_AFTER.match(masked, aside.end()) if aside else None
    )
    end = after.end() if after else match.end()
    own = match.end("aside") if found.get("aside") else names.end  # an aside has dates of its own
    inside = masked.find(DATE, own, end)
    when = inside if inside >= 0 else None
    if when is None and ahead:
        when = names.start - len(before) + ahead.start("date")
    denied = negated != bool(_NEITHER.search(match.group()))
    return Finding(states, at, relation, names.start, end, denied, when, score)
