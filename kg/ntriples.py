"""N-Triples (RDF 1.1 N-Triples, section 2), sorted, so that equal graphs are equal bytes."""

from __future__ import annotations

from rdflib import XSD, Graph, Literal
from rdflib.term import Node


def to_ntriples(graph: Graph) -> bytes:
    """Return the graph as sorted N-Triples in UTF-8: the same graph gives the same bytes."""
    names = _Names()
    lines = (f"{names[s]} {names[p]} {_n3(o, names)} .\n" for s, p, o in graph)
    return "".join(sorted(lines)).encode()


class _Names(dict[Node, str]):
    """IRIs and blank nodes as they are written, each looked at once."""

    def __missing__(self, node: Node) -> str:
        written = self[node] = str(node.n3())
        return written


def _n3(term: Node, names: _Names) -> str:
    """Return a term in N-Triples; rdflib's n3 writes numbers and long strings as Turtle does."""
    if not isinstance(term, Literal):
        return names[term]
    plain = term.datatype in (None, XSD.string)
    return literal(str(term), term.language, None if plain else term.datatype)


def literal(text: str, language: str | None = None, datatype: str | None = None) -> str:
    r"""Return a literal as N-Triples writes it; `datatype` is an IRI, None for a string.

    >>> print(literal("“So”,\nhe said", "en"), literal("0.9", datatype="urn:d"))
    "“So”,\nhe said"@en "0.9"^^<urn:d>
    """
    quoted = f'"{text.translate(_ESCAPES)}"'
    if language:
        return f"{quoted}@{language}"
    return f"{quoted}^^<{datatype}>" if datatype else quoted


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
