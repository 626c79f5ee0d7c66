"""What several commands share: opening sources and stores, progress, files whole or not at all."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from kg.config import Config

FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


def articles_of(sources: tuple[str, ...], config: Config) -> Iterator[Any]:
    """Yield the articles of the sources, or a ReadError for what cannot be read."""
    from kg.readers.sources import read_articles

    return read_articles(sources, stdin=sys.stdin.buffer, max_bytes=config.max_bytes)


@contextlib.contextmanager
def progress_bar() -> Iterator[Any]:
    """Show articles done, their rate and what was set aside on a terminal; nothing in a pipe."""
    from tqdm import tqdm

    with tqdm(unit=" articles", disable=not sys.stderr.isatty(), leave=False) as bar:

        def update(tally: Any) -> None:
            bar.update()
            bar.set_postfix({"statements": tally.statements, "set aside": tally.set_aside})

        yield update


@contextlib.contextmanager
def open_store(descriptor: str, *, create: bool = False) -> Iterator[Any]:
    """Open the store and close it at the end."""
    from kg import plugins

    with contextlib.closing(plugins.open_store(descriptor, create=create)) as store:
        yield store


@contextlib.contextmanager
def written(file: Path) -> Iterator[BinaryIO]:
    """Open a file that appears whole or not at all."""
    partial = file.with_name(file.name + ".part")
    with partial.open("wb") as stream:
        yield stream
    partial.replace(file)
