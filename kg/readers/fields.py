"""Metadata fields in the shapes they come in: a string, a list, or an object with a name."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from kg.model import Article
from kg.readers.cleaning import clean_line
from kg.readers.dates import exact_date
from kg.readers.language import canonical

_KEYS = {  # field → the names it goes by, the preferred one first
    "title": ("title", "headline"),
    "published": (
        "published", "date_published", "publish_date", "published_at", "publishedAt",
        "datePublished", "pubDate", "publication_date", "date_publish", "published_date",
        "publishDate", "pub_date", "webPublicationDate", "date",
    ),
    "modified": ("modified", "date_modified", "dateModified", "updated_at", "date_modify"),
    "publisher": ("publisher", "source", "outlet", "source_domain", "domain"),
    "authors": ("authors", "author", "byline"),
    "language": ("language", "lang"),
    "url": ("url", "link", "canonical_url"),
    "section": ("section", "category"),
    "rights": ("rights", "license", "licence", "copyright"),
}  # fmt: skip

_BY = re.compile(r"^by:?\s+", re.IGNORECASE)
_UNKNOWN = re.compile(r"(unknown|none|null|n/?a|not stated|-+)(\s*\(.*\))?", re.IGNORECASE)


def first_text(value: Any) -> str | None:
    """Return the words of a value: a string, an object's name, address or `@id`, a list's first.

    >>> first_text([{"@type": "Thing", "name": " World "}]), first_text("unknown"), first_text(3)
    ('World', None, None)
    """
    if isinstance(value, list):
        return next((t for v in value if (t := first_text(v))), None)
    if isinstance(value, dict):
        keys = ("name", "alternateName", "title", "url", "@id")
        return next((t for k in keys if (t := first_text(value.get(k)))), None)
    text = clean_line(html.unescape(value)) if isinstance(value, str) else None
    return None if text is None or _UNKNOWN.fullmatch(text) else text


def name_of(value: Any) -> str | None:
    """Return the name of a person, organisation or language; an address is no name."""
    text = first_text(value)
    return None if text is None or "://" in text else text


def authors_of(value: Any) -> tuple[str, ...]:
    """Return the authors named, each once, in order; a byline stays one string without its "By".

    >>> authors_of(["By Ann Lee", {"name": "Jo Roe"}, "https://example.org/ann"])
    ('Ann Lee', 'Jo Roe')
    """
    values = value if isinstance(value, list) else [value]
    names = (_BY.sub("", name) for v in values if (name := name_of(v)))
    return tuple(dict.fromkeys(n for n in names if n))


def article_url(value: Any) -> str | None:
    """Return an absolute http(s) address that can be an article's own, else None.

    A site's front page is none: many articles would share it, and with it their identity.

    >>> article_url("https://example.org/a"), article_url("https://example.org/"), article_url("/a")
    ('https://example.org/a', None, None)
    """
    if not isinstance(value, str) or re.search(r"[\s<>\"{}|\\^`]", value.strip()):
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:  # such as an unclosed IPv6 bracket
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    return value.strip() if parts.path.strip("/") or parts.query else None


def metadata_of(fields: Mapping[str, Any], source: str, text: str) -> Article:
    """Return an article of `text` with the metadata found in a JSON object's fields.

    `source` is what `published_source` says of a date found here, unless the object itself says
    it. A value that cannot be used is left out, with a note where that may surprise.
    """
    value = {name: _first(fields, keys) for name, keys in _KEYS.items()}
    published, url = exact_date(value["published"]), article_url(value["url"])
    notes = []
    if published is None and value["published"]:
        stated = str(value["published"])[:60]
        notes.append(f"the publication date {stated!r} ({source}) is not an exact date")
    if url is None and value["url"]:
        notes.append(f"the address {str(value['url'])[:80]!r} cannot be an article's own")
    earlier = fields.get("notes") if isinstance(fields.get("notes"), list) else []
    return Article(
        text=text,
        title=first_text(value["title"]),
        published=published,
        published_source=(name_of(fields.get("published_source")) or source) if published else None,
        modified=exact_date(value["modified"]),
        publisher=name_of(value["publisher"]),
        authors=authors_of(value["authors"]),
        language=canonical(name_of(value["language"])),
        url=url,
        section=first_text(value["section"]),
        rights=first_text(value["rights"]),
        notes=(*(n for n in earlier or () if isinstance(n, str)), *notes),
    )


def _first(fields: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((fields[k] for k in keys if fields.get(k)), None)
