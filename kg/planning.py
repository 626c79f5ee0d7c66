"""What a build has to read: new and changed articles, and those another version has read.

An article is the same while text and metadata are (`Article.content_hash`) and the run, a digest
of programs, settings and reference data, is. What is the same is not read again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from kg.errors import ReadError
from kg.holdings import Holdings, Known, file_of
from kg.iris import article_iri
from kg.journal import Journal
from kg.model import Article
from kg.quarantine import still_aside
from kg.readers.feeds import is_feed
from kg.readers.language import OtherLanguageError

Reread = Literal["outdated", "changed", "all", "none"]
_FIRST, _MOST = 8, 256  # articles looked up at once: few at first, so that reading begins soon
Found = Article | ReadError


@dataclass(frozen=True)
class Wish:
    """What is asked of a build.

    `since` is a day (ISO 8601): articles published before it are left out. `reread` says what to
    do with articles that another version or other settings have read: read them again and replace
    their graphs (`outdated`), or only those in which something changes (`changed`), or leave them
    (`none`); `all` reads everything again. With `strict`, warnings hold an article back. With
    `remove_vanished`, what is in the sources no more is removed.
    """

    since: str | None = None
    reread: Reread = "outdated"
    strict: bool = False
    remove_vanished: bool = False

    def reading(self, run: str) -> str:
        """Return what decides whether an article is set aside: the run, and how strict it was."""
        return f"{run} strict" if self.strict else run


class Planner:
    """Tells which articles of the sources to read, and why; the reason stands in the journal.

    What is read is `new`, `changed` or `outdated`; `run` gives the digest of the run that would
    read the article of an IRI. `passed` is called for every other article with
    its IRI and why: `unchanged`, `older` than asked for, `repeated`, or `aside` as it was before.
    """

    def __init__(
        self,
        holdings: Holdings,
        journal: Journal,
        wish: Wish,
        run: Callable[[str], str],
        quarantine: Path,
        passed: Callable[[Article, str, str], None],
    ) -> None:
        self.holdings, self.journal, self.wish, self.run = holdings, journal, wish, run
        self.quarantine, self.passed = quarantine, passed

    def to_read(
        self, found: Iterable[Found], refused: Callable[[ReadError], None]
    ) -> Iterator[Article]:
        """Yield what is to be read; `refused` is called with all that cannot be."""
        source, size = iter(found), _FIRST
        while some := tuple(islice(source, size)):
            iris = (self._iri(a) for item in some if (a := _article(item)) is not None)
            known = self.holdings.known(dict.fromkeys(iris))
            for item in some:
                article = _article(item)
                if article is not None and not self._wanted(article, known):
                    continue
                if isinstance(item, ReadError):
                    refused(item)
                else:
                    yield item
            size = min(2 * size, _MOST)
        for told in self.journal.deferred():
            article = pickle.loads(told)  # noqa: S301 (written by this very process)
            self.journal.see(self._iri(article), article.content_hash, "changed")
            yield article

    def _iri(self, article: Article) -> str:
        return article_iri(self.holdings.base, article.id)

    def _wanted(self, article: Article, held: Mapping[str, Known]) -> bool:
        """Say whether to read an article, and note why."""
        iri, content = self._iri(article), article.content_hash
        known, before = held.get(iri, Known()), self.journal.seen(iri)
        self._place(article, known)
        if before == content:
            self.passed(article, iri, "repeated")
            return False
        reason = self._reason(article, known, before)
        self.journal.see(iri, content, reason)
        if reason == "deferred":
            self.journal.defer(iri, pickle.dumps(article))
            return False
        self.journal.defer(iri, None)
        if reason not in {"new", "changed", "outdated"}:
            self.passed(article, iri, reason)
            return False
        if before is not None and content != known.content:
            self.holdings.remember_version(iri, before)
        return True

    def _reason(self, article: Article, known: Known, before: str | None) -> str:
        """Return why to read an article or not; `before` is another version in the same sources."""
        content, reread = article.content_hash, self.wish.reread
        run = None if reread == "none" else self.run(self._iri(article))
        reading = None if run is None else self.wish.reading(run)
        if self._is_older(article):
            return "older"
        if reread != "all" and still_aside(self.quarantine, article, reading):
            return "aside"
        if known.content == content:
            read = run is None or run in known.runs
            return "unchanged" if read and reread != "all" else "outdated"
        if content in known.earlier:  # the newest version may come later: it did the last time
            return "deferred"
        return "changed" if known.stored or before else "new"

    def _place(self, article: Article, known: Known) -> None:
        """Note in which file an article is; at once where the article is stored already."""
        file = file_of(article.origin)
        if file is None or is_feed(file):
            return
        file_iri = self.holdings.file_iri(file)
        self.journal.put(file_iri, self._iri(article))
        if known.stored and file_iri not in known.files:
            self.holdings.remember_place(file, self._iri(article))

    def _is_older(self, article: Article) -> bool:
        """Say whether an article is of a day before the first that is asked for.

        Of one without a date nobody knows, and it is not left out.
        """
        since, day = self.wish.since, article.published
        return bool(since and day and day[: len(since)] < since)


def _article(found: Found) -> Article | None:
    if isinstance(found, OtherLanguageError):
        return found.article
    return None if isinstance(found, ReadError) else found
