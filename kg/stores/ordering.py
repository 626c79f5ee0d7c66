"""Which triple pattern an engine without statistics had best begin with.

It takes all patterns `?s P O` for equally selective and, between equals, begins with the one that
is written first. Here the one with the fewest matches is moved to the front: the order in a basic
graph pattern has no meaning (SPARQL 1.1 Query Language, section 18.3.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.stores.patterns import Counts, Pattern, blocks
from kg.stores.tokens import tokens

LONGEST = 256  # matches of each pattern that are looked at; where all have more, the order stays
MOST_BLOCKS = 8  # basic graph patterns of a query that are looked at


def with_shortest_first(counts: Counts, text: str, prefixes: Mapping[str, str]) -> str:
    """Return a query with its most selective pattern at the front of each group."""
    capitals = text.upper()
    if "\\U" in capitals:  # tokens could be written in other characters (section 19.2)
        return text
    parts = tokens(text)
    if "CONSTRUCT" in capitals and any(part.upper() == "CONSTRUCT" for part in parts):
        return text  # its template is no pattern
    found = [b for b in blocks(parts, prefixes) if sum(map(_known, b.patterns)) > 1]
    for block in reversed(found[:MOST_BLOCKS]):  # so that those before keep their place
        first = _shortest(counts, [p for p in block.patterns if _known(p)])
        if first is not None:
            rest = [p.text for p in block.patterns if p is not first]
            parts[block.start : block.end] = [" . ".join([first.text, *rest]), " . "]
    return "".join(parts)


def _known(pattern: Pattern) -> bool:
    return pattern.predicate is not None and pattern.object is not None


def _shortest(counts: Counts, patterns: Sequence[Pattern]) -> Pattern | None:
    """Return the pattern with the fewest matches; None where all have LONGEST or more."""
    found = [counts.of(pattern, LONGEST) for pattern in patterns]
    least = min(found)
    return patterns[found.index(least)] if least < LONGEST else None
