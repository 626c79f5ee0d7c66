"""What a store holds already, and what is to be remembered of it from one build to the next.

An article's own graph says from which contents it was made and which runs read it, so nothing can
be believed of a graph that is not there. The graph `<base>runs` remembers the builds, the versions
of the program that read articles, in which files articles were found (`prov:hadMember`; files and
folders under digests of their paths, which are nobody else's business), and other versions of an
article that its sources hold.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

from rdflib import Graph

from kg.identity.reading import rows, rows_about
from kg.iris import CQ, program_iri
from kg.ntriples import to_ntriples
from kg.protocols import Store
from kg.vocabulary import program_graph, shared_graphs

_PROV, _RDF = "http://www.w3.org/ns/prov#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PART_OF, _MEMBER = "<http://purl.org/dc/terms/isPartOf>", f"<{_PROV}hadMember>"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_AT_ONCE = 500  # triples or graphs in one transaction
_IN_MEMORY = 1 << 22  # bytes of a long answer
_PLACE = re.compile(r"[:#]\d+$")  # the line, or the number, of an article in a collection


@dataclass(frozen=True)
class Known:
    """What the store holds of one article.

    `runs` are the digests of the runs that read it, `earlier` the content hashes of versions that
    stand beside it in the sources, `files` the IRIs of the files it was found in, `url` the
    address it was published at.
    """

    content: str | None = None
    runs: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    url: str | None = None
    stored: bool = False


class Holdings:
    """Asks a store what it holds, and keeps its memory of builds."""

    def __init__(self, store: Store, base: str) -> None:
        self.store, self.base, self.graph = store, base, f"{base}runs"
        self._waiting: list[str] = []
        self._parts: set[Path] = set()

    def known(self, articles: Iterable[str]) -> dict[str, Known]:
        """Return what is held of each of the articles whose IRIs are given."""
        articles = list(articles)
        found: defaultdict[str, defaultdict[str, set[str]]]
        found = defaultdict(lambda: defaultdict(set))
        for query in (_OWN, _REMEMBERED.replace("$runs", f"<{self.graph}>")):
            for row in rows_about(self.store, query, articles):
                found[row["g"]][row["kind"]].add(row["value"])
        return {
            article: Known(
                content=next(iter(told["content"]), None),
                runs=frozenset(told["run"]),
                earlier=frozenset(told["earlier"]),
                files=frozenset(told["file"]),
                url=next(iter(told["url"]), None),
                stored=bool(told["stored"]),
            )
            for article, told in found.items()
        }

    def remember_place(self, file: Path, article: str) -> None:
        """Remember that an article is in a file."""
        self._remember(f"<{self.file_iri(file)}> {_MEMBER} <{article}> .\n")
        for part in (file, *file.parents):
            if part in self._parts or part == part.parent:
                break
            self._parts.add(part)
            self._remember(f"<{self.file_iri(part)}> {_PART_OF} <{self.file_iri(part.parent)}> .\n")

    def remember_version(self, article: str, content: str) -> None:
        """Remember that the sources hold this version of an article beside the newest."""
        self._remember(f'<{article}> <{CQ}earlierContentHash> "{content}" .\n')

    def _remember(self, line: str) -> None:
        self._waiting.append(line)
        if len(self._waiting) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if self._waiting:
            lines = "".join(dict.fromkeys(self._waiting)).encode()
            self.store.amend(self.graph, b"", lines)
            self._waiting.clear()

    def file_iri(self, path: Path) -> str:
        """Return the IRI of a file or folder, by its absolute path."""
        return _file_iri(self.base, path)

    def places(self, sources: Iterable[Path]) -> Iterator[tuple[str, str]]:
        """Yield IRIs of file and article for all that was found in these files and folders."""
        query = _PLACES.replace("$runs", f"<{self.graph}>")
        iris = sorted({self.file_iri(s) for s in sources})
        for at in range(0, len(iris), _AT_ONCE):
            values = " ".join(f"<{i}>" for i in iris[at : at + _AT_ONCE])
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as answer:
                self.store.query(query % values).write(cast(BinaryIO, answer), "text/csv")
                answer.seek(0)
                for number, line in enumerate(answer):
                    file, _, article = line.decode().strip().partition(",")
                    if number:
                        yield file, article

    def forget_places(self, places: Iterable[tuple[str, str]]) -> None:
        """Forget that articles are in files."""
        lines = [f"<{file}> {_MEMBER} <{article}> .\n" for file, article in places]
        for at in range(0, len(lines), _AT_ONCE):
            self.store.amend(self.graph, "".join(lines[at : at + _AT_ONCE]).encode(), b"")

    def remove(self, articles: Iterable[str]) -> None:
        """Remove the graphs of articles and what is remembered of them."""
        for article in articles:
            self.store.replace({article: b"", f"{article}/inferred": b""})
            known = self.known([article]).get(article, Known())
            lines = [f"<{f}> {_MEMBER} <{article}> .\n" for f in sorted(known.files)]
            lines += [f'<{article}> <{CQ}earlierContentHash> "{c}" .\n' for c in known.earlier]
            self.store.amend(self.graph, "".join(lines).encode(), b"")

    def graph_of(self, article: str) -> bytes:
        """Return an article's graph as N-Triples, empty where there is none."""
        out = io.BytesIO()
        self.store.dump(out, "application/n-triples", article)
        return out.getvalue()

    def share(self, background: Callable[[], Graph], digest: str, *, again: bool = False) -> bool:
        """Store ontology, shapes and reference data where they are not as they are now.

        `digest` is theirs (`kg.vocabulary.data_digest`); `again` stores them in any case, as what
        was altered in the store has no other digest. Say whether anything was stored.
        """
        reference, version = (
            f"<{self.base}reference>",
            "<http://www.w3.org/2002/07/owl#versionInfo>",
        )
        asked = f"SELECT ?v {{ GRAPH <{self.graph}> {{ {reference} {version} ?v }} }}"
        old = [row["v"] for row in rows(self.store, asked)]
        if old == [digest] and not again:
            return False
        store_shared(self.store, shared_graphs(background(), self.base))
        gone, new = (
            "".join(f'{reference} {version} "{v}" .\n' for v in versions).encode()
            for versions in (old, [digest])
        )
        self.store.amend(self.graph, gone, new)
        return True

    def unfinished(self) -> list[str]:
        """Return the IRIs of builds that began and did not end, and that no later one made good."""
        return [r["b"] for r in rows(self.store, _UNFINISHED.replace("$runs", f"<{self.graph}>"))]

    def begin(self, run: str, version: str, started: datetime) -> str:
        """Note that a build has begun to write, with what reads for it; return its IRI.

        `run` is the config digest of its extraction runs, `version` the program's.
        """
        build = f"{self.base}build/{started:%Y%m%dT%H%M%S%fZ}"
        self._write(
            f"<{build}> <{_RDF}type> <{_PROV}Activity> .\n"
            f'<{build}> <{_PROV}startedAtTime> "{started.isoformat()}"^^<{_XSD}dateTime> .\n'
            f"<{build}> <{_PROV}wasAssociatedWith> <{program_iri(self.base, version)}> .\n"
            f'<{build}> <{CQ}configDigest> "{run}" .\n'
            + to_ntriples(program_graph(self.base, version)).decode()
        )
        return build

    def end(self, build: str, ended: datetime, label: str, made_good: Iterable[str]) -> None:
        """Note that a build has ended, with what was done, and whose end it made good."""
        label_iri = "http://www.w3.org/2000/01/rdf-schema#label"
        self._write(
            f'<{build}> <{label_iri}> "{label}"@en .\n'
            f'<{build}> <{_PROV}endedAtTime> "{ended.isoformat()}"^^<{_XSD}dateTime> .\n'
            + "".join(f"<{build}> <{_PROV}wasInformedBy> <{other}> .\n" for other in made_good)
        )

    def _write(self, lines: str) -> None:
        self.store.amend(self.graph, b"", lines.encode())


def file_of(origin: str | None) -> Path | None:
    """Return the absolute path of the file an article was read from; None for a stream.

    >>> file_of("/news/a.jsonl:17"), file_of("/news/a.json#2"), file_of("-:3")
    (PosixPath('/news/a.jsonl'), PosixPath('/news/a.json'), None)
    """
    path = _PLACE.sub("", origin) if origin else "-"
    return None if path == "-" else _absolute(path)


@lru_cache(maxsize=4096)
def _absolute(path: str) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 (links stay: they are what users name)


@lru_cache(maxsize=4096)
def _file_iri(base: str, path: Path) -> str:
    digest = hashlib.sha256(path.as_posix().encode("utf-8", "surrogateescape")).hexdigest()
    return f"{base}source/{digest[:16]}"


def store_shared(store: Store, graphs: dict[str, bytes]) -> None:
    """Store graphs; one that is not there yet in bulk."""
    there = set(store.graphs())
    store.replace({g: data for g, data in graphs.items() if g in there})
    for graph, data in graphs.items():
        if graph not in there:
            store.load(io.BytesIO(data), "application/n-triples", graph)


_OWN = """SELECT ?g ?kind ?value { VALUES ?g { %s } GRAPH ?g {
  { ?g a cq:Article BIND("stored" AS ?kind) BIND("yes" AS ?value) } UNION
  { ?g cq:contentHash ?value BIND("content" AS ?kind) } UNION
  { ?g cq:url ?value BIND("url" AS ?kind) } UNION
  { ?run prov:used ?g ; cq:configDigest ?value BIND("run" AS ?kind) } } }"""
_REMEMBERED = """SELECT ?g ?kind ?value { VALUES ?g { %s } GRAPH $runs {
  { ?g cq:earlierContentHash ?value BIND("earlier" AS ?kind) } UNION
  { ?value prov:hadMember ?g BIND("file" AS ?kind) } } }"""
_PLACES = """PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT DISTINCT ?f ?g { VALUES ?source { %s } GRAPH $runs {
  ?f dcterms:isPartOf* ?source . ?f prov:hadMember ?g } }"""
_UNFINISHED = """SELECT ?b { GRAPH $runs { ?b a prov:Activity ; prov:startedAtTime ?t
  FILTER NOT EXISTS { ?b prov:endedAtTime ?e } FILTER NOT EXISTS { ?x prov:wasInformedBy ?b } } }"""
