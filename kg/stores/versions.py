"""What names the state of one graph, so that nobody overwrites what he has not seen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kg.stores.messages import ChangedError

MOST = 100_000  # triples of a graph that has a version; to count more takes seconds
_MASK = (1 << 128) - 1


def version_of(engine: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> str:
    """Return what names the state of a graph of the embedded store."""
    return version(quad.triple for quad in engine.quads_for_pattern(None, None, None, graph))


def version(triples: Iterable[ox.Triple]) -> str:
    """Return 32 hexadecimal digits made of a graph's triples in any order; "" beyond MOST.

    The sum of the triples' digests: equal for equal graphs, blank nodes by their labels.
    """
    total = 0
    for count, triple in enumerate(triples):
        if count == MOST:
            return ""
        digest = hashlib.blake2b(str(triple).encode(), digest_size=16).digest()
        total += int.from_bytes(digest, "big")
    return f"{total & _MASK:032x}"


def check_version(
    found: str | None, match: Sequence[str] | None, none_match: Sequence[str] | None
) -> None:
    """Raise ChangedError unless a graph's version (None: there is no such graph) is as asked.

    `*` stands for any version (RFC 9110, sections 13.1.1 and 13.1.2).
    """
    if match is not None and (found is None or not {"*", found} & set(match)):
        raise ChangedError("The graph is not as you have seen it: read it again, then write.")
    if none_match is not None and found is not None and {"*", found} & set(none_match):
        raise ChangedError("There is such a graph already.")
