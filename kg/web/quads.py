"""Several graphs in one document: N-Triples made into N-Quads or TriG without parsing them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

TRIG = "application/trig"


def to_quads(graphs: Mapping[str, bytes], media_type: str) -> Iterator[bytes]:
    r"""Yield the graphs (IRI → N-Triples) as N-Quads, or as TriG where that is the media type.

    A name before the full stop makes a triple a quad; braces around its triples make a graph.

    >>> b"".join(to_quads({"urn:g": b"<urn:a> <urn:b> <urn:c> .\n"}, "application/n-quads"))
    b'<urn:a> <urn:b> <urn:c> <urn:g> .\n'
    """
    for graph, triples in graphs.items():
        named, lines = f"<{graph}>".encode(), triples.splitlines()
        if media_type == TRIG:
            yield from (named, b" {\n", *(line + b"\n" for line in lines), b"}\n")
        else:
            yield from (line.removesuffix(b".") + named + b" .\n" for line in lines)
