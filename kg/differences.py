"""What changes in an article's graph from one reading to the next: statements gained and lost."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.iris import CQ

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_OF_RUN = re.compile(  # what describes or names the run, and nothing an article says
    rb"^<[^>]*/run/[^/>]*> "
    rb"|^<[^>]*> <http://www\.w3\.org/ns/prov#wasGeneratedBy> "
)
_ESCAPED = re.compile(r"\\(.)")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True)
class Difference:
    """Statements as "speaker: words [speech act]"; one that stands twice counts twice."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]


def difference(before: bytes, after: bytes) -> Difference:
    """Return the statements that only the one or the other graph (N-Triples) has."""
    old, new = Counter(_statements(before)), Counter(_statements(after))
    return Difference(tuple((new - old).elements()), tuple((old - new).elements()))


def same_but_for_run(before: bytes, after: bytes) -> bool:
    """Say whether two readings of an article differ in nothing but the run that they name."""
    return _without_run(before) == _without_run(after)


def run_lines(graph: bytes) -> bytes:
    """Return the triples that describe the run of a graph."""
    return b"".join(
        line
        for line in graph.splitlines(keepends=True)
        if _OF_RUN.match(line) and b"#wasGeneratedBy> " not in line
    )


def _without_run(graph: bytes) -> set[bytes]:
    return {line for line in graph.splitlines() if line and not _OF_RUN.match(line)}


def _statements(graph: bytes) -> Iterator[str]:
    told: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for line in graph.decode().splitlines():
        subject, _, rest = line.partition(" ")
        predicate, _, value = rest.removesuffix(" .").partition(" ")
        if predicate in {_TYPE, _LABEL, f"<{CQ}speechAct>"} and "/statement/" in subject:
            told[subject][predicate] = value
    for about in told.values():
        if about.get(_TYPE) == f"<{CQ}Statement>":
            act = about.get(f"<{CQ}speechAct>", "").rpartition("#")[2].rstrip(">").lower()
            yield f"{_text(about.get(_LABEL, ''))} [{act}]"


def _text(literal: str) -> str:
    r"""Return the text of an N-Triples literal.

    >>> _text('"He said: \\"No.\\""@en')
    'He said: "No."'
    """
    quoted = literal[1 : literal.rfind('"')]
    return _ESCAPED.sub(lambda m: _PLAIN.get(m[1], m[1]), quoted)
