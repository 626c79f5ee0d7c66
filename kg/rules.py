"""The rules of `ontology/rules`, run by the store: what follows from articles and reference data.

`kg.inference` comes to the same in Python as it reads an article, and is what a build uses; the
rules are for those who want to read, check or change what is concluded. A test holds the two
together. They run in the order of their names, each over what the others have added; what they
note in the namespace of rules is not kept.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import closing

from kg.paths import ONTOLOGY
from kg.plugins import open_store

_NOTED = "https://w3id.org/communique/rules#"
_GRAPH = "urn:communique:derived"


def derive(graphs: Mapping[str, bytes]) -> bytes:
    """Return as sorted N-Triples what the rules derive from graphs (IRI → N-Triples).

    There should be the graphs of articles, the reference data and the ontology among them.
    """
    lines: set[bytes] = set()
    with closing(open_store("memory")) as store:
        store.replace(graphs)
        for file in sorted((ONTOLOGY / "rules").glob("*.rq")):
            out = io.BytesIO()
            store.query(file.read_text(encoding="utf-8")).write(out, "application/n-triples")
            store.amend(_GRAPH, b"", out.getvalue())
            lines.update(out.getvalue().splitlines(keepends=True))
    return b"".join(sorted(line for line in lines if _NOTED.encode() not in line))
