"""What several commands share: opening sources and stores, progress, files whole or not at all."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from kg.config import Config
from kg.errors import ConfigError

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


def articles_of(
    sources: tuple[str, ...], config: Config, on_read: Callable[[int], object] = lambda _: None
) -> Iterator[Any]:
    """Yield the articles of the sources, or a ReadError for what cannot be read."""
    from kg.engines.pages import page_reading
    from kg.readers.sources import read_articles

    return read_articles(
        sources,
        stdin=sys.stdin.buffer,
        max_bytes=config.max_bytes,
        on_read=on_read,
        reading=page_reading(config.engine, config.seconds_for),
    )


class Progress:
    """Tells a terminal how far a build is: rate, set aside, time left by the bytes of what is done.

    Sources are read ahead of the articles: of the bytes read those count that are done with.
    """

    def __init__(self, bar: Any) -> None:
        self._bar, self._began = bar, time.monotonic()
        self._read = self._found = 0

    def read(self, size: int) -> None:
        """Count bytes of sources."""
        self._read += size

    def found(self, articles: Iterable[Any]) -> Iterator[Any]:
        """Yield articles and problems, and count them."""
        for article in articles:
            self._found += 1
            yield article

    def update(self, tally: Any) -> None:
        """Tell what was done so far."""
        if self._bar.disable:
            return
        done = self._read * tally.met // max(self._found, 1)
        self._bar.update(max(done - self._bar.n, 0))
        rate = tally.met / max(time.monotonic() - self._began, 0.1)
        told = f"{tally.met:,} article{'s' * (tally.met != 1)}, {rate:.1f}/s"
        aside = f", {tally.set_aside:,} set aside" * bool(tally.set_aside)
        if doing := getattr(tally, "doing", ""):  # when all is read nobody knows how long it takes
            self._bar.bar_format = "{desc}"
            doing = f"; {doing} …"
        self._bar.set_description_str(told + aside + doing)


@contextlib.contextmanager
def progress_bar(sources: tuple[str, ...]) -> Iterator[Progress]:
    """Yield what shows the progress on a terminal; nothing in a pipe."""
    from tqdm import tqdm

    from kg.readers.sources import size_of

    shown = sys.stderr.isatty()
    total = size_of(sources) if shown else None
    form = "{percentage:3.0f}% {bar} {desc}, {remaining} left" if total else "{desc}"
    with tqdm(total=total, disable=not shown, leave=False, bar_format=form) as bar:
        yield Progress(bar)


def require_period(option: str, given: str) -> None:
    """Raise ConfigError for what is no day, month or year."""
    from kg.periods import is_period

    if not is_period(given):
        raise ConfigError(f"{option} {given} is not a day such as 2024-05-31, a month or a year")


@contextlib.contextmanager
def ended_in_order() -> Iterator[None]:
    """Take SIGTERM, by which service managers and shutdowns end a command, for Ctrl-C."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def open_store(descriptor: str, *, create: bool = False) -> Iterator[Any]:
    """Open the store and close it at the end."""
    from kg import plugins

    with contextlib.closing(plugins.open_store(descriptor, create=create)) as store:
        yield store


@contextlib.contextmanager
def written(file: Path) -> Iterator[BinaryIO]:
    """Open a file that appears whole or not at all."""
    partial = file.parent / f"{file.name}.part"
    with partial.open("wb") as stream:
        yield stream
    partial.replace(file)
