"""Canonical blank nodes (RDF Dataset Canonicalization, RDFC-1.0): equal data, equal bytes."""

from __future__ import annotations

import pyoxigraph as ox

_QUADS = ox.RdfFormat.N_QUADS


def canonical(quads: bytes) -> bytes:
    """Return N-Quads sorted, with their blank nodes labelled as the standard says."""
    dataset = ox.Dataset(ox.parse(quads, format=_QUADS))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = ox.serialize(dataset, format=_QUADS) or b""
    return b"".join(sorted(lines.splitlines(keepends=True)))
