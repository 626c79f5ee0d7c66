"""The engine by default: little is read here, more in a process a core.

A worker process takes seconds to load what it needs; from some articles on that is made good, and
an article that ends its process does not end the build. A very long one may, by its memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from kg.engines import processes, serial
from kg.errors import ConfigError
from kg.model import Article, ArticleGraph

FEW = 40  # articles: about as long as a worker takes to begin
MUCH = 200_000  # characters of all of them: twice as many as forty articles have


class Auto:
    """Looks how many articles there are, then leaves the work to another engine."""

    def run(
        self,
        work: Callable[[Article], ArticleGraph],
        articles: Iterable[Article],
        seconds: Callable[[Article], float],
    ) -> Iterator[ArticleGraph]:
        """Yield `work(article)` for each article, in the order of `articles`."""
        source = iter(articles)
        first = list(islice(source, FEW + 1))
        little = len(first) <= FEW and sum(len(a.text) for a in first) < MUCH
        engine = serial.open_engine("") if little else processes.open_engine("")
        return engine.run(work, chain(first, source), seconds)


def open_engine(argument: str) -> Auto:
    """Return the engine; it takes no argument."""
    if argument:
        raise ConfigError(f"auto takes no argument, not {argument!r}; write: auto or processes:4")
    return Auto()
