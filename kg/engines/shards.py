"""Shards: some articles that one worker, here or on another machine, reads in one go."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kg.model import Article, ArticleGraph

SIZE = 100  # articles: at 0.2 s each, what it costs to hand a shard out is nothing


@dataclass(frozen=True)
class Shard:
    """Articles in their order."""

    articles: tuple[Article, ...]

    @property
    def name(self) -> str:
        """32 hexadecimal digits of the contents: the same articles always have the same name."""
        told = "\n".join(f"{a.id} {a.content_hash}" for a in self.articles)
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def in_shards(articles: Iterable[Article], size: int = SIZE) -> Iterator[Shard]:
    """Yield the articles in shards of `size`, the last one smaller, as they come in.

    >>> [len(s.articles) for s in in_shards(map(Article, "abcde"), 2)]
    [2, 2, 1]
    """
    source = iter(articles)
    while some := tuple(islice(source, size)):
        yield Shard(some)


def read_shard(work: Callable[[Article], ArticleGraph], shard: Shard) -> Iterator[ArticleGraph]:
    """Yield the outcome of each article, in order.

    `work` is `kg.pipeline.read_article` with the settings bound: whatever goes wrong with an
    article is a finding of its own, and takes no other with it.
    """
    yield from map(work, shard.articles)
