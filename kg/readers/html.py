"""Web pages (.html, .htm): the article's text by trafilatura, its metadata read by us.

trafilatura keeps only the day of a date, so times, zones, section and rights come from
`kg.readers.metadata`. `Article.text` is the body as extracted, one paragraph a line;
`Article.title` is the headline. After Barbaresi, "Trafilatura" (ACL 2021, demonstrations).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, BinaryIO

from kg.errors import ReadError
from kg.model import Article
from kg.readers.cleaning import clean
from kg.readers.decoding import decode
from kg.readers.furniture import without_furniture
from kg.readers.language import canonical, require_english
from kg.readers.listing import is_list_page
from kg.readers.metadata import Metadata, read_metadata
from kg.readers.streams import MAX_BYTES, read_at_most, stem_of, taken

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_MARKUP = re.compile(
    r"</(p|div|span|a|b|i|em|strong|article|body|html|h[1-6]|ul|li)>|<br ?/?>", re.I
)
_REFERENCE = re.compile(r"&(?:#\d{2,6}|#[xX][\da-fA-F]{2,5}|[A-Za-z]{2,8}\d{0,2});")
_BLOCKS = "p|div|br|li|h1|h2|h3|h4|h5|h6|blockquote|tr|section|article|ul|ol|table|pre|figure"
_LEAST_WORDS = 12  # shorter, and not declared an article: an error page or a cookie notice


@dataclass(frozen=True)
class HtmlPage:
    """A `kg.protocols.Unread`: the bytes of a saved web page."""

    data: bytes
    origin: str

    def read(self) -> Article | ReadError:
        """Return the page's article, or the reason why there is none."""
        try:
            return read_page(
                *decode(self.data, self.origin, declared_charset(self.data)), self.origin
            )
        except ReadError as error:
            return error


class HtmlReader:
    """Reads one article from a saved web page."""

    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.max_bytes = max_bytes

    def read(self, stream: BinaryIO, origin: str) -> Iterator[Article | ReadError]:
        """Yield the page's article, or the reason why there is none."""
        return map(taken, self.open(stream, origin))

    def open(self, stream: BinaryIO, origin: str) -> Iterator[HtmlPage | ReadError]:
        """Yield the page, of which nothing is read yet, or the reason why there is none."""
        try:
            yield HtmlPage(read_at_most(stream, self.max_bytes, origin), origin)
        except ReadError as error:
            yield error


def read_page(page: str, notes: tuple[str, ...], origin: str) -> Article:
    """Return the article of an HTML page. Raises ReadError where it holds none, or not English."""
    tree = _tree(page)
    if tree is None:
        raise ReadError(f"{origin}: not an HTML page; give plain text the suffix .txt")
    metadata = read_metadata(tree)
    raw, source = _text(page, metadata)
    cleaned, repairs = clean(raw)
    text, left_out = without_furniture(cleaned)
    if (reason := _no_article(text, metadata, tree)) is not None:
        raise ReadError(f"{origin}: {reason}; save the page of one article")
    article = Article(
        text=text,
        title=metadata.title,
        published=metadata.published,
        published_source=metadata.published_source,
        modified=metadata.modified,
        publisher=metadata.publisher,
        authors=metadata.authors,
        language=canonical(metadata.language),
        url=metadata.url,
        section=metadata.section,
        rights=metadata.rights,
        name=stem_of(origin),
        origin=origin,
        notes=(*notes, *source, *repairs, *left_out, *metadata.notes),
    )
    return require_english(article)


def without_markup(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text field without HTML tags, one block a line, and a note if it had any.

    Characters written as references (`&rsquo;`) stand for themselves, with or without tags.
    """
    if not _MARKUP.search(text):
        plain = _REFERENCE.sub(lambda m: unescape(m[0]), text)
        return plain, () if plain == text else ("wrote out HTML character references",)
    tree = _tree(f"<html><body><div>{text}</div><div></div></body></html>")
    if tree is None:
        return text, ()
    for hidden in tree.xpath("//script|//style|//template"):
        hidden.drop_tree()
    for block in tree.xpath("|".join(f"//{tag}" for tag in _BLOCKS.split("|"))):
        block.tail = "\n" + (block.tail or "")
        block.text = "\n" + (block.text or "") if block.tag != "br" else None
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line), ("removed HTML tags from the text",)


def _tree(page: str) -> Any:
    # trafilatura takes about half a second to import, which readers of plain text need not wait for
    import trafilatura

    return trafilatura.load_html(page)


def _text(page: str, metadata: Metadata) -> tuple[str, tuple[str, ...]]:
    """Return the page's main text; where extraction finds none, what its JSON-LD repeats of it."""
    import trafilatura  # see _tree

    text = trafilatura.extract(page, include_comments=False, include_tables=False)
    if not text and metadata.body:
        return without_markup(metadata.body)[0], ("text taken from the page's JSON-LD",)
    return text or "", ()


def charset_in(media_type: str) -> str | None:
    """Return the charset that an HTTP header names.

    >>> charset_in("text/html; charset=ISO-8859-2")
    'ISO-8859-2'
    """
    match = _HEADER_CHARSET.search(media_type)
    return match[1] if match else None


def declared_charset(data: bytes) -> str | None:
    """Return the charset that a page says it is in."""
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii", "ignore") if match else None


def _no_article(text: str, metadata: Metadata, tree: Any) -> str | None:
    """Return why the page is not one article, None where it is."""
    declared = metadata.is_listing
    if not metadata.is_article and is_list_page(text, tree, declared=declared):
        return "this is a list of articles (a home or section page), not an article"
    if not text:
        return "no article text on this page (empty, or filled in by scripts)"
    words = len(text.split())
    if words < _LEAST_WORDS and not metadata.is_article:
        return f"no article text on this page (only {words} words: {' '.join(text.split())[:60]!r})"
    return None
