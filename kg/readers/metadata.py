"""What a web page states about its article: JSON-LD first, then OpenGraph, then other meta tags.

JSON-LD as schema.org describes Article and its subtypes (https://schema.org/NewsArticle), alone,
in a list or in an `@graph`; OpenGraph as in https://ogp.me. Nothing is fetched, contexts neither.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.readers.cleaning import clean_line
from kg.readers.dates import exact_date
from kg.readers.fields import article_url, authors_of, first_text, name_of

_ARTICLE = re.compile(r"(^|[/#:])(\w*Article|BlogPosting|LiveBlogPosting|Report|Review)$")
_LISTING = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "WebSite"})
_PUBLISHED = (  # meta names and properties, the more exact first
    "date", "pubdate", "publishdate", "publish-date", "publication_date", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date",
    "datepublished", "citation_publication_date",
)  # fmt: skip
_RIGHTS = ("copyright", "rights", "dc.rights", "dcterms.rights")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article; None and empty where it says nothing.

    `body` is the article's text as JSON-LD repeats it; `is_article` and `is_listing` say what the
    page declares itself to be; `notes` are values that were not usable.
    """

    title: str | None = None
    published: str | None = None
    published_source: str | None = None
    modified: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    section: str | None = None
    rights: str | None = None
    body: str | None = None
    is_article: bool = False
    is_listing: bool = False
    notes: tuple[str, ...] = ()


def read_metadata(tree: Any) -> Metadata:
    """Return the metadata of a page given as an lxml tree."""
    nodes = tuple(_json_ld(tree))
    meta = _meta(tree)
    canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None)
    by_id = {n["@id"]: n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 1}
    article = _follow(_main_article(nodes, canonical or meta.get("og:url")), by_id)
    published, source, notes = _published(article, meta, tree)
    return Metadata(
        title=_one(article.get("headline"), meta.get("og:title"), _title(tree)),
        published=published,
        published_source=source,
        modified=exact_date(article.get("dateModified"))
        or exact_date(meta.get("article:modified_time")),
        publisher=name_of(article.get("publisher")) or _one(meta.get("og:site_name")),
        authors=authors_of(article.get("author")) or _meta_authors(meta),
        language=_one(
            name_of(article.get("inLanguage")),
            next(iter(tree.xpath("/html/@lang")), None),
            meta.get("content-language"),
            meta.get("og:locale"),
        ),
        url=_url(canonical, meta.get("og:url"), article),
        section=_one(first_text(article.get("articleSection")), meta.get("article:section")),
        rights=_rights(article, meta, tree),
        body=article.get("articleBody") if isinstance(article.get("articleBody"), str) else None,
        is_article=bool(article) or meta.get("og:type", "").lower() == "article",
        is_listing=any(_types(n) & _LISTING for n in nodes)
        or meta.get("og:type", "").lower() == "website",
        notes=notes,
    )


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of every JSON-LD block that are not inside another one."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = re.sub(r"^\s*(<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(-->|//\s*\]\]>|\]\]>)\s*$", "",
                      script.text or "")  # fmt: skip
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):  # broken or hostile: the page's other metadata remain
            continue
        yield from _objects(value)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _objects(item)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"))
        yield from _objects(value.get("mainEntity"))


def _types(node: dict[str, Any]) -> set[str]:
    declared = node.get("@type")
    listed = declared if isinstance(declared, list) else [declared]
    return {t for t in listed if isinstance(t, str)}


def _main_article(nodes: Iterable[dict[str, Any]], url: str | None) -> dict[str, Any]:
    """Return the page's article: of several the one of the page's own address, else the first."""
    articles = [n for n in nodes if any(_ARTICLE.search(t) for t in _types(n))]
    own = [a for a in articles if url and url in _addresses(a)]
    return next(iter(own or articles), {})


def _addresses(node: dict[str, Any]) -> set[str]:
    page = node.get("mainEntityOfPage")
    found = (node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page)
    return {a for a in found if isinstance(a, str)}


def _follow(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the node with references to other nodes of the page ({"@id": …}) replaced by them."""

    def target(value: Any) -> Any:
        if isinstance(value, list):
            return [target(v) for v in value]
        identifier = value.get("@id") if isinstance(value, dict) and len(value) <= 2 else None
        return by_id.get(identifier, value) if isinstance(identifier, str) else value

    return {key: target(value) for key, value in node.items()}


def _meta(tree: Any) -> dict[str, str]:
    """Return the content of the meta tags by lower-case name; of several the first."""
    found: dict[str, str] = {}
    for tag in tree.xpath("//meta[@content]"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        if key and tag.get("content").strip():
            found.setdefault(key.strip().lower(), tag.get("content").strip())
    return found


def _published(
    article: dict[str, Any], meta: dict[str, str], tree: Any
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Return the first exact date of publication, where it stands, and what was passed over."""
    stated = [
        ("json-ld", article.get("datePublished")),
        ("opengraph", meta.get("article:published_time") or meta.get("og:published_time")),
        *(("meta", meta.get(key)) for key in _PUBLISHED),
        *(
            ("time", v)
            for v in tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime")
        ),
    ]
    passed = []
    for source, value in stated:
        if (day := exact_date(value)) is not None:
            return day, source, ()
        if value:
            passed.append(
                f"the publication date {str(value)[:60]!r} ({source}) is not an exact date"
            )
    return None, None, tuple(passed)


def _title(tree: Any) -> str | None:
    headings = tree.xpath("//h1")
    heading = headings[0].text_content() if len(headings) == 1 else None
    return heading or next(iter(tree.xpath("//head/title/text()")), None)


def _meta_authors(meta: dict[str, str]) -> tuple[str, ...]:
    return authors_of(
        meta.get("author") or meta.get("article:author") or meta.get("parsely-author")
    )


def _url(canonical: str | None, og_url: str | None, article: dict[str, Any]) -> str | None:
    stated = (canonical, og_url, *sorted(_addresses(article)))
    return next((url for value in stated if (url := article_url(value))), None)


def _rights(article: dict[str, Any], meta: dict[str, str], tree: Any) -> str | None:
    return _one(
        first_text(article.get("license")),
        first_text(article.get("copyrightNotice")),
        *(meta.get(key) for key in _RIGHTS),
        next(iter(tree.xpath("//link[@rel='license']/@href")), None),
        name_of(article.get("copyrightHolder")),
    )


def _one(*values: object) -> str | None:
    """Return the first value that holds words, on one line, entities such as &#8217; resolved."""
    texts = (clean_line(html.unescape(v)) for v in values if isinstance(v, str))
    return next((t for t in texts if t), None)
