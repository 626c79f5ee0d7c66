"""The build: sources in, checked graphs in the store, what did not conform set aside."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path

from kg.config import Config
from kg.errors import ReadError
from kg.identity.identify import identify
from kg.iris import CQ
from kg.model import Article, ArticleGraph
from kg.pipeline import open_pipeline, read_article
from kg.plugins import open_engine
from kg.protocols import Store
from kg.quarantine import in_other_language, set_aside, take_up
from kg.readers.language import OtherLanguageError
from kg.vocabulary import shared_graphs

_STATEMENT = f"<{CQ}Statement> .".encode()


@dataclass
class Tally:
    """What a build did, counted while it runs; `problems` are in plain words, in source order."""

    stored: int = 0
    statements: int = 0
    set_aside: int = 0
    failed: int = 0
    warnings: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Say whether every article was read and conformed."""
        return not (self.failed or self.set_aside)

    def as_json(self) -> str:
        """Return the tally as indented JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def build(
    sources: Iterable[Article | ReadError],
    config: Config,
    store: Store,
    *,
    strict: bool = False,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    progress: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """Store the graph of every article of `sources` that conforms; set the others aside.

    Each article's graphs are replaced in one transaction, so a build that is stopped leaves whole
    articles only; at the end it is found out who is who across articles. With `strict`, a Warning
    holds an article back, too. `now` dates the build in the runs graph; `progress` is called after
    each article.
    """
    tally, started = Tally(), now()
    pipeline = open_pipeline(config)
    store.replace(shared_graphs(pipeline.background, config.base))
    engine = open_engine(config.engine)
    read: set[str] = set()
    keep = partial(_keep, config=config, store=store, tally=tally, strict=strict)
    for outcome in engine.run(
        partial(read_article, config),
        _readable(sources, tally, keep, config.base),
        lambda article: config.seconds_for(len(article.text)),
    ):
        keep(outcome)
        read.add(outcome.iri)
        progress(tally)
    identify(store, pipeline.reference, base=config.base, version=pipeline.version, changed=read)
    _record(store, config, pipeline.run, started, now(), tally)
    return tally


def _readable(
    sources: Iterable[Article | ReadError],
    tally: Tally,
    keep: Callable[[ArticleGraph], None],
    base: str,
) -> Iterator[Article]:
    """Yield the articles; one in another language is set aside, what is no article is counted."""
    for source in sources:
        if isinstance(source, OtherLanguageError):
            keep(in_other_language(source, base))
        elif isinstance(source, ReadError):
            tally.failed += 1
            tally.problems.append(str(source))
        else:
            yield source


def _keep(outcome: ArticleGraph, config: Config, store: Store, tally: Tally, strict: bool) -> None:
    warned = sum(f.severity == "Warning" for f in outcome.findings)
    tally.warnings += warned
    if outcome.conforms and not (strict and warned):
        store.replace({outcome.iri: outcome.triples, f"{outcome.iri}/inferred": outcome.inferred})
        take_up(Path(config.quarantine), outcome.article.origin)
        tally.stored += 1
        tally.statements += outcome.triples.count(_STATEMENT)
        return
    entry = set_aside(Path(config.quarantine), outcome)
    first = next(f for f in outcome.findings if f.severity == "Violation" or strict)
    tally.set_aside += 1
    tally.problems.append(
        f"{outcome.article.origin}: set aside: {first.message} See {entry / 'report.txt'}"
    )


def _record(
    store: Store, config: Config, run: str, started: datetime, ended: datetime, tally: Tally
) -> None:
    """Add this build to the runs graph: when, with which run, with what outcome."""
    node = f"<{config.base}build/{started:%Y%m%dT%H%M%S%fZ}>"
    prov, xsd = "http://www.w3.org/ns/prov#", "http://www.w3.org/2001/XMLSchema#"
    label = f"build: {tally.stored} articles stored, {tally.set_aside} set aside"
    lines = (
        f"{node} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{prov}Activity> .\n"
        f'{node} <http://www.w3.org/2000/01/rdf-schema#label> "{label}"@en .\n'
        f'{node} <{prov}startedAtTime> "{started.isoformat()}"^^<{xsd}dateTime> .\n'
        f'{node} <{prov}endedAtTime> "{ended.isoformat()}"^^<{xsd}dateTime> .\n'
        f"{node} <{prov}wasInformedBy> <{config.base}run/{run}> .\n"
    )
    store.load(BytesIO(lines.encode()), "application/n-triples", f"{config.base}runs")
