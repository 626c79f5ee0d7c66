"""The simplest engine: one article after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.errors import ConfigError
from kg.model import Article, ArticleGraph


class Serial:
    """Runs in the calling process; an error in `work` ends the run."""

    def run(
        self,
        work: Callable[[Article], ArticleGraph],
        articles: Iterable[Article],
        seconds: Callable[[Article], float] = lambda _: float("inf"),
    ) -> Iterator[ArticleGraph]:
        """Yield `work(article)` for each article, as soon as it is done; `work` keeps the time."""
        return map(work, articles)


def open_engine(argument: str) -> Serial:
    """Return the serial engine; it takes no argument."""
    if argument:
        raise ConfigError(f"the serial engine takes no argument, not {argument!r}; write: serial")
    return Serial()
