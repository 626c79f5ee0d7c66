"""Which triple patterns an engine without statistics had best join by hashing.

It joins patterns by a look into an index for each row at hand. That suits a few rows; a query that
counts or sorts all there is pays for it hundreds of thousands of times. A sub-SELECT it joins by
hashing. Here each pattern with about as many matches as the others becomes one: a basic graph
pattern without blank nodes is the join of its patterns (SPARQL 1.1 Query Language, section 18.3.1),
and within GRAPH ?g the join on ?g, too (section 18.6), so the answer is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.stores.patterns import Block, Counts, Pattern, blocks
from kg.stores.tokens import AGGREGATES, is_silent, tokens

FEWEST = 2000  # matches of every pattern; fewer rows are looked up in a hundredth of a second
MOST = 1_000_000  # matches of a pattern that is hashed, at some 150 bytes each
RATIO = 10  # rows that are hashed in the time in which one is looked up: 0.8 against 8 µs
_READS_ALL = AGGREGATES | {"GROUP", "ORDER"}
_OTHER = {"CONSTRUCT", "EXISTS", "MINUS", "SERVICE", "UNION", "VALUES"}  # may be selective
_FOLLOWING = {"}", "BIND", "FILTER", "OPTIONAL"}


def with_hashing(counts: Counts, text: str, prefixes: Mapping[str, str]) -> str:
    """Return a query that reads all its matches with sub-SELECTs where hashing them is quicker.

    Only a query of one group that begins with plain triple patterns, or with a GRAPH ?g of
    nothing but those, is touched.
    """
    capitals = text.upper()
    if "\\U" in capitals or not any(word in capitals for word in _READS_ALL):
        return text  # an escape may hide words (section 19.2)
    parts = tokens(text)
    words = [part.upper() for part in parts]
    if _READS_ALL.isdisjoint(words) or words.count("SELECT") != 1 or not _OTHER.isdisjoint(words):
        return text
    block = next(blocks(parts, prefixes), None)
    place = None if block is None else _place(words, block)
    if block is None or place is None:
        return text
    hashed = _hashed(counts, block.patterns)
    if len(hashed) < 2:
        return text
    start, end = place
    graph = "" if start == block.start else "".join(parts[start : block.start])
    group = " . ".join(
        f"{{ SELECT * {{ {_within(graph, p)} }} }}" if p in hashed else _within(graph, p)
        for p in block.patterns
    )
    return "".join([*parts[:start], group, " ", *parts[end:]])


def _place(words: Sequence[str], block: Block) -> tuple[int, int] | None:
    """Return where the block, or the GRAPH of a variable that is all block, begins and ends.

    None where it is not what the query's group begins with, or what follows may be selective.
    """
    before = [i for i in range(block.start) if not is_silent(words[i])]
    depth, graphs = words[: block.start].count("{"), words.count("GRAPH")
    start, end = block.start, block.end
    if depth == 2 and graphs == 1 and words[end : end + 1] == ["}"]:
        outer, start, name = before[-4:-1]
        if words[outer] != "{" or words[start] != "GRAPH" or words[name][0] not in "?$":
            return None
        end = next((i for i in range(end + 1, len(words)) if not is_silent(words[i])), len(words))
    elif depth != 1 or graphs:
        return None
    return (start, end) if end < len(words) and words[end] in _FOLLOWING else None


def _within(graph: str, pattern: Pattern) -> str:
    """Return the text of a pattern in the GRAPH whose beginning is given, if it is in one."""
    return f"{graph}{pattern.text} }}" if graph else pattern.text


def _hashed(counts: Counts, patterns: Sequence[Pattern]) -> list[Pattern]:
    """Return the patterns to be hashed: those of about one size, where all are known and big.

    Counting takes a time in proportion to the smallest, as no other need be known beyond RATIO
    times its matches.
    """
    if len(patterns) < 2 or any(p.predicate is None for p in patterns):
        return []
    most, least = FEWEST, min(counts.of(p, FEWEST) for p in patterns)
    if least < FEWEST:
        return []
    while least == most < MOST:
        most = min(MOST, RATIO * most)
        least = min(counts.of(p, most) for p in patterns)
    limit = min(MOST, RATIO * least)
    return [p for p in patterns if counts.of(p, limit) < limit]
