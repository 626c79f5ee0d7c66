"""Feeds (.rss, .atom, .xml): the articles that stand in a feed in full. Nothing is fetched.

RSS 0.9 to 2.0 and Atom (RFC 4287), taken apart by feedparser. Most feeds hold teasers only; those
are passed over, since a teaser would take the place of its article, whose address it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePath
from typing import Any, BinaryIO

from kg.errors import PassedOverError, ReadError
from kg.model import Article
from kg.readers.cleaning import clean
from kg.readers.fields import metadata_of
from kg.readers.furniture import without_furniture
from kg.readers.html import without_markup
from kg.readers.language import require_english
from kg.readers.sitemaps import is_sitemap
from kg.readers.streams import MAX_BYTES, read_at_most, stem_of

FEEDS = (".rss", ".atom", ".xml")
_END = re.compile(rb"</\s*(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.I | re.DOTALL)
_TEASER = 80  # words: what is shorter tells of an article that stands elsewhere


def is_feed(path: PurePath) -> bool:
    """Say whether a file is a feed: it holds the newest entries; others have not vanished."""
    return path.with_suffix("").suffix.lower() in FEEDS or path.suffix.lower() in FEEDS


class FeedReader:
    """Reads the entries of one feed that are articles; of a sitemap it says what it is for."""

    suffixes: tuple[str, ...] = FEEDS

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.max_bytes = max_bytes

    def read(self, stream: BinaryIO, origin: str) -> Iterator[Article | ReadError]:
        """Yield an article, or why there is none, for each entry; `origin` gets its number."""
        try:
            data = read_at_most(stream, self.max_bytes, origin)
        except ReadError as error:
            yield error
            return
        if is_sitemap(data):
            yield PassedOverError(
                f"{origin}: a sitemap, which tells dates and titles of the pages beside it"
            )
            return
        feed = _parsed(data)
        if not feed.get("version"):
            yield ReadError(f"{origin}: neither a feed (RSS, Atom) nor a sitemap; leave it out")
            return
        for number, entry in enumerate(feed.entries, 1):
            where = f"{origin}#{number}"
            try:
                yield replace(_article(entry, feed, where), name=f"{stem_of(origin)}-{number}")
            except ReadError as error:
                yield error
        if feed.bozo and not _END.search(data):
            yield ReadError(f"{origin}: the feed is broken ({feed.bozo_exception}); fetch it again")


def _parsed(data: bytes) -> Any:
    # a fifth of a second to import, which readers of texts need not wait for
    import feedparser

    return feedparser.parse(BytesIO(data), sanitize_html=False)  # a stream: never taken for a URL


def _article(entry: Any, feed: Any, where: str) -> Article:
    """Return the article of an entry. Raises PassedOverError for a teaser."""
    told = [c.value for c in entry.get("content", ())] + [entry.get("summary", "")]
    plain, markup = without_markup(max(told, key=len))
    cleaned, repairs = clean(plain)
    text, left_out = without_furniture(cleaned)
    words = len(text.split())
    if words < _TEASER:
        raise PassedOverError(f"{where}: only a teaser of {words} words; save the page itself")
    fields = _fields(entry, feed.feed, feed.version.startswith("rss"))
    article = metadata_of(fields, "feed", text)
    notes = (*markup, *repairs, *left_out, *article.notes)
    return require_english(replace(article, origin=where, notes=notes))


def _fields(entry: Any, feed: Any, is_rss: bool) -> dict[str, Any]:
    source, title = entry.get("source", {}), entry.get("title")
    # feedparser takes dc:date, which dates an item of RSS, for the day it was altered
    published, updated = (dict.get(entry, name) for name in ("published", "updated"))
    return {
        "title": without_markup(title)[0] if title else None,
        "published": published or (updated if is_rss else None),
        "modified": updated if published else None,
        "publisher": entry.get("publisher") or source.get("title") or feed.get("title"),
        "authors": [a.get("name") for a in entry.get("authors", ())] or entry.get("author"),
        "language": entry.get("language") or feed.get("language"),
        "url": entry.get("link"),
        "section": next((t.get("term") for t in entry.get("tags", ())), None),
        "rights": entry.get("rights") or feed.get("rights"),
    }
