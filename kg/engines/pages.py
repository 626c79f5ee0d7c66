"""Reading web pages beside the articles: the bytes come from here, articles from other processes.

A page that ends its process, or keeps it too long, is told of as one that cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from kg.engines.auto import FEW
from kg.engines.processes import in_order, open_engine
from kg.errors import ReadError
from kg.protocols import Unread

_READERS = 4  # of articles, whom one reader of pages gives enough to do
_INSTEAD = "leave it out, or save its text as .txt"
_PROCESSES = ("auto", "processes")


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
        if name not in _PROCESSES or 0 < len(first) <= FEW:
            return map(_read, chain(first, source))
        workers = open_engine(argument).workers
        return in_order(
            -(-workers // _READERS),
            _read,
            chain(first, source),
            lambda page: seconds(len(page.data)),
            _given_up,
            lambda item: not isinstance(item, Unread),
        )

    return read


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
