"""A first build of very much: articles into N-Quads shards for one bulk load, without a store.

Each shard of articles becomes one gzipped file, named after its articles and the run that reads
them, written under another name and renamed when whole: done again it is the same file, and what
is there is not done again. `manifest.json` and `SHA256SUMS` list what belongs to the run.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from kg.bulk import told_of, write_manifest
from kg.config import Config
from kg.engines.shards import SIZE, Shard, in_shards
from kg.errors import ReadError
from kg.mentioned import mentioned_iri
from kg.model import Article, ArticleGraph
from kg.ntriples import to_ntriples
from kg.pipeline import open_pipeline, read_article
from kg.plugins import open_engine
from kg.quarantine import in_other_language, set_aside
from kg.readers.language import OtherLanguageError
from kg.stores.canonical import canonical
from kg.vocabulary import program_graph, shared_graphs

_MOST = 1000  # problems kept in memory; what is set aside is told of there
_OURS = re.compile(r"[0-9a-f]{32}\.nq\.gz|\.tmp-.*")
_SHARED = Shard(())  # its file has ontology, shapes, reference data and the program


@dataclass
class Sharded:
    """What was done: articles by what became of them, shards, quads, problems in words.

    `passed` are the articles of shards that were there already.
    """

    conforming: int = 0
    set_aside: int = 0
    failed: int = 0
    repeated: int = 0
    passed: int = 0
    shards: int = 0
    there_already: int = 0
    quads: int = 0
    problems: list[str] = field(default_factory=list)
    stopped: bool = False

    @property
    def met(self) -> int:
        """How many articles there were in the sources, and things that should be articles."""
        return self.conforming + self.set_aside + self.failed + self.repeated + self.passed

    def problem(self, told: str) -> None:
        """Keep what went wrong in memory, unless that has happened too often."""
        if len(self.problems) < _MOST:
            self.problems.append(told)


def build_shards(
    found: Iterable[Article | ReadError],
    config: Config,
    folder: Path,
    *,
    size: int = SIZE,
    progress: Callable[[Sharded], None] = lambda _: None,
) -> Sharded:
    """Read, check and write articles, `size` in a shard; set aside what does not conform.

    Of articles with the same address the first one counts. Shards of other runs in `folder`, which
    would be loaded with these, are removed at the end. Ctrl-C ends it in good order: the shards
    that are whole stay, and nothing is removed nor listed in a manifest.
    """
    done, told = Sharded(), dict[str, dict[str, Any]]()
    folder.mkdir(parents=True, exist_ok=True)
    pipeline, aside = open_pipeline(config), Path(config.quarantine)
    begun: deque[tuple[Shard, Path]] = deque()

    def to_read() -> Iterator[Article]:
        for shard in in_shards(_articles(found, config, done), size):
            file = folder / f"{_name(shard, pipeline.run)}.nq.gz"
            done.shards += 1
            if file.exists():
                done.there_already += 1
                done.passed += len(shard.articles)
                told[file.name] = _count(file)
            else:
                begun.append((shard, file))
                yield from shard.articles

    outcomes = open_engine(config.engine).run(
        partial(read_article, config), to_read(), lambda a: config.seconds_for(len(a.text))
    )
    try:
        some: list[ArticleGraph] = []
        for outcome in outcomes:
            some.append(outcome)
            if not outcome.conforms:
                set_aside(aside, outcome, pipeline.run)
                done.set_aside += 1
                done.problem(f"{outcome.article.origin}: set aside, see {aside}")
            if len(some) == len(begun[0][0].articles):
                _, file = begun.popleft()
                told[file.name] = _write(file, _quads(_graphs(some, config.base)))
                done.conforming += sum(o.conforms for o in some)
                some = []
            progress(done)
    except KeyboardInterrupt:
        done.stopped = True
        return done
    finally:
        getattr(outcomes, "close", lambda: None)()
    shared = folder / f"{_name(_SHARED, pipeline.run)}.nq.gz"
    if shared.exists():
        told[shared.name] = _count(shared)
    else:
        graphs = shared_graphs(pipeline.background, config.base)
        program = program_graph(config.base, pipeline.version)
        graphs[f"{config.base}runs"] = to_ntriples(program)
        told[shared.name] = _write(shared, [canonical(b"".join(_quads(graphs.items())))])
    for file in folder.iterdir():
        if _OURS.fullmatch(file.name) and file.name not in told:
            file.unlink()
    done.quads = write_manifest(folder, list(told.values()))
    return done


def _articles(
    found: Iterable[Article | ReadError], config: Config, done: Sharded
) -> Iterator[Article]:
    """Yield the articles, each address once; count the rest."""
    seen: set[int] = set()
    for source in found:
        if isinstance(source, OtherLanguageError):
            set_aside(Path(config.quarantine), in_other_language(source, config.base))
            done.set_aside += 1
        elif isinstance(source, ReadError):
            done.failed += 1
            done.problem(str(source))
        elif (number := int(source.id, 16)) in seen:
            done.repeated += 1
        else:
            seen.add(number)
            yield source


def _name(shard: Shard, run: str) -> str:
    return hashlib.sha256(f"{run} {shard.name}".encode()).hexdigest()[:32]


def _graphs(outcomes: Iterable[ArticleGraph], base: str) -> Iterator[tuple[str, bytes]]:
    """Yield the IRI and the N-Triples of every graph that came of articles that conform."""
    told = set[bytes]()
    for outcome in (o for o in outcomes if o.conforms):
        yield outcome.iri, outcome.triples
        yield f"{outcome.iri}/inferred", outcome.inferred
        told.update(outcome.mentioned.splitlines(keepends=True))
    yield mentioned_iri(base), b"".join(sorted(told))


def _quads(graphs: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield graphs of N-Triples as N-Quads."""
    for iri, triples in graphs:
        yield triples.replace(b" .\n", f" <{iri}> .\n".encode())


def _write(file: Path, parts: Iterable[bytes]) -> dict[str, Any]:
    """Write N-Quads as a shard that appears whole; return what it is told of."""
    partial_file, quads = file.with_name(f".tmp-{file.name}"), 0
    with partial_file.open("wb") as out, gzip.GzipFile("", "wb", 1, out, mtime=0) as packed:
        for part in parts:
            quads += part.count(b"\n")
            packed.write(part)
    partial_file.replace(file)
    return told_of(file, quads)


def _count(file: Path) -> dict[str, Any]:
    with gzip.open(file) as lines:
        return told_of(file, sum(1 for _ in lines))
