"""Reading web pages beside the articles: the bytes come from here, articles from other processes.

A page that ends its process, or takes too long, is told of as one that cannot be read. A cluster
reads articles faster than one process reads pages: for it they are read on all cores here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any

from kg.deadline import OverdueError, within
from kg.engines.auto import FEW
from kg.engines.processes import in_order, open_engine
from kg.errors import ReadError
from kg.protocols import Unread

_READERS = 4  # of articles, whom one reader of pages gives enough to do
_INSTEAD = "leave it out, or save its text as .txt"
_PROCESSES = ("auto", "processes")  # which read articles on these cores, too


def page_reading(
    engine: str, seconds: Callable[[int], float]
) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """Return what reads the pages among articles and problems, in order.

    In this process, where `engine` reads articles in it or there are few of them. A page may take
    `seconds` of its length in bytes.
    """

    def read(found: Iterable[Any]) -> Iterator[Any]:
        name, _, argument = engine.partition(":")
        source = iter(found)
        first = list(islice(source, FEW + 1)) if name == "auto" else []
        if name == "serial" or 0 < len(first) <= FEW:
            return map(partial(_read_within, seconds), chain(first, source))
        shared = name in _PROCESSES
        cores = open_engine(argument if shared else "").workers
        return in_order(
            -(-cores // _READERS) if shared else cores,
            _read,
            chain(first, source),
            lambda page: seconds(len(page.data)),
            _given_up,
            lambda item: not isinstance(item, Unread),
        )

    return read


def _read_within(seconds: Callable[[int], float], found: Any) -> Any:
    """Return what `_read` does, in this process; a page that takes too long is told of."""
    if not isinstance(found, Unread):
        return found
    try:
        with within(seconds(len(found.data))):
            return _read(found)
    except OverdueError:
        return _given_up(found, overdue=True)


def _read(found: Any) -> Any:
    if not isinstance(found, Unread):
        return found
    try:
        return found.read()
    except Exception as error:  # noqa: BLE001 (one page takes no other with it)
        told = f"{type(error).__name__}: {error}"[:200]
        return ReadError(f"{found.origin}: this page cannot be read ({told}); {_INSTEAD}")


def _given_up(page: Unread, overdue: bool) -> ReadError:
    why = "took too long to read" if overdue else "ended the process that read it, twice"
    return ReadError(f"{page.origin}: this page {why}; {_INSTEAD}")
