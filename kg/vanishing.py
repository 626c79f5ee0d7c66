"""Articles that the sources held and hold no more, found after a build has seen them all."""

from __future__ import annotations

import glob
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.holdings import Holdings, Known, file_of
from kg.journal import Journal

_LEAST = 2  # articles of a file that tell whether it holds more than one


@dataclass
class Vanished:
    """What has gone: articles, places of articles that stand elsewhere, and edited articles.

    `edited` maps the article that a file held to the one it holds now: texts without an address
    are known by their words, and one that is corrected is another article to the store.
    """

    articles: list[str] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)
    edited: dict[str, str] = field(default_factory=dict)


def find_vanished(holdings: Holdings, journal: Journal, sources: Iterable[str]) -> Vanished:
    """Return what was found in these sources before, and was not in this build.

    Files and folders count, patterns and streams do not: what they stand for is not known again.
    """
    named = [path for s in sources if not glob.has_magic(s) and (path := file_of(s))]
    found, gone = Vanished(), defaultdict[str, list[str]](list)
    covered = set[str]()
    for file, article in holdings.places(named):
        covered.add(file)
        if not journal.has(file, article):
            gone[file].append(article)
    for file, articles in gone.items():
        for article, known in holdings.known(articles).items():
            _judge(file, article, known, journal, covered, found, alone=len(articles) == 1)
    return found


def _judge(
    file: str,
    article: str,
    known: Known,
    journal: Journal,
    covered: set[str],
    found: Vanished,
    *,
    alone: bool,
) -> None:
    elsewhere = any(f not in covered for f in known.files)
    if not known.stored or journal.seen(article) is not None or elsewhere:
        found.places.append((file, article))
        return
    now = journal.articles_in(file, _LEAST)
    if alone and known.url is None and len(now) == 1 and journal.reason(now[0]) == "new":
        if any(journal.noted("new", now[0])):  # else it was set aside, and the old one stays
            found.edited[article] = now[0]
    elif article not in found.articles:
        found.articles.append(article)
