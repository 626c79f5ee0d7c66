"""Sitemaps (https://www.sitemaps.org/protocol.html) with Google's news extension, from files.

A sitemap names pages; nothing is fetched. What it tells of a page, when it was published above
all, fills what the page itself, saved and read beside it, leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from kg.model import Article
from kg.readers.cleaning import clean_line
from kg.readers.dates import exact_date

_ROOT = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
_LOOKED_AT = 4096  # bytes


@dataclass(frozen=True, slots=True)
class Listed:
    """What a sitemap tells of one page."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None


def is_sitemap(head: bytes) -> bool:
    """Say whether a file that begins so is a sitemap."""
    return _ROOT.search(head[:_LOOKED_AT]) is not None


def read_sitemap(stream: BinaryIO) -> Mapping[str, Listed]:
    """Return address → what is told of it; up to the place where the file is broken, if it is."""
    # half a second to import lxml, which those without a sitemap need not wait for
    from lxml import etree

    found: dict[str, Listed] = {}
    parser = etree.iterparse(
        stream, tag="{*}url", resolve_entities=False, no_network=True, recover=True
    )
    for _, page in parser:
        told = {etree.QName(e).localname: e.text for e in page.iter(etree.Element)}
        if told.get("loc"):
            found[told["loc"].strip()] = Listed(
                clean_line(told.get("title")),
                exact_date(told.get("publication_date")),
                clean_line(told.get("name")),
            )
        page.clear()
    return found


def completed(article: Article, listed: Iterable[Mapping[str, Listed]]) -> Article:
    """Return the article with what the sitemaps tell of its page, where it says nothing itself."""
    told = next((s[article.url] for s in listed if article.url in s), None) if article.url else None
    if told is None:
        return article
    changes: dict[str, Any] = {
        name: value
        for name in ("title", "publisher")
        if (value := getattr(told, name)) and not getattr(article, name)
    }
    if told.published and not article.published:
        changes |= {"published": told.published, "published_source": "sitemap"}
    return replace(article, **changes)
