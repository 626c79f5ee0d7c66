"""Web archives (.warc, .warc.gz), as Common Crawl's CC-NEWS has them: the articles of their pages.

WARC 1.1 (ISO 28500:2017). Only successful responses of type HTML count. An archive is no choice of
articles: its home pages, error pages and pages in other languages are passed over, not refused.
It is read as a stream, one page at a time. fastwarc 2.0 is four times as quick as warcio, which
the extraction of text hides, and ends the process on a stream that cannot be rewound.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, cast

from kg.errors import PassedOverError, ReadError
from kg.model import Article
from kg.readers.decoding import decode
from kg.readers.fields import article_url
from kg.readers.html import charset_in, declared_charset, read_page
from kg.readers.language import OtherLanguageError
from kg.readers.streams import MAX_BYTES, stem_of, taken, too_big

_PACKED_AS_ONE = "non-chunked gzip"  # in what warcio says of many records in one member
_IN_HEAD = "it ends within the head of a record"
_HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True)
class ArchivedPage:
    """A `kg.protocols.Unread`: the bytes of a page, and what the archive tells of it.

    `cut` is why the archive has only the beginning of the page (`WARC-Truncated`), if it has.
    """

    data: bytes
    origin: str
    charset: str | None
    address: str | None
    cut: str | None = None

    def read(self) -> Article | ReadError:
        """Return the page's article; a PassedOverError where it is none for us."""
        try:
            return self._article()
        except OtherLanguageError as error:
            return PassedOverError(f"{self.origin}: in {error.language}")
        except ReadError as error:
            return PassedOverError(str(error))

    def _article(self) -> Article:
        charset = self.charset or declared_charset(self.data)
        article = read_page(*decode(self.data, self.origin, charset), self.origin)
        file, _, number = self.origin.rpartition("#")
        url = article.url or article_url(self.address)
        cut = (f"the archive has only the beginning of this page ({self.cut})",) * bool(self.cut)
        name = f"{stem_of(file)}-{number}"
        return replace(article, url=url, name=name, notes=(*article.notes, *cut))


class WarcReader:
    """Reads the articles of a web archive; `max_bytes` bounds one page."""

    suffixes: tuple[str, ...] = (".warc",)

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.max_bytes = max_bytes

    def read(self, stream: BinaryIO, origin: str) -> Iterator[Article | ReadError]:
        """Yield an article for each page that is one; a broken archive gives what comes before.

        The number in an article's origin is that of the record among all.
        """
        return map(taken, self.open(stream, origin))

    def open(self, stream: BinaryIO, origin: str) -> Iterator[ArchivedPage | ReadError]:
        """Yield the pages, of which nothing is read yet."""
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        number, last = 0, None
        before: list[
            ArchivedPage | ReadError
        ] = []  # whole only if it ends where the next one begins
        try:
            records = ArchiveIterator(stream)
            for number, record in enumerate(records, 1):
                if records.err_count:
                    break
                _require_end(last)
                yield from before
                before, last = [], record
                if record.rec_type == "response" and _is_page(record.http_headers):
                    before = [self._page(record, f"{origin}#{number}")]
            if records.err_count:
                raise EOFError("a record does not end where it should")
            _require_end(last)
            yield from before
            if records.fh.tell() > records.offset:
                raise EOFError(_IN_HEAD)
            if not number:
                yield ReadError(f"{origin}: the archive holds no records; leave it out")
        except (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error) as error:
            if _PACKED_AS_ONE in str(error):
                stream.seek(0)
                yield from self.open(cast(BinaryIO, gzip.GzipFile(fileobj=stream)), origin)
                return
            why = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
            yield ReadError(
                f"{origin}#{number}: the archive is broken here or next ({why}); "
                "fetch the archive again"
            )

    def _page(self, record: Any, where: str) -> ArchivedPage | ReadError:
        page = record.content_stream().read(self.max_bytes + 1)
        if len(page) > self.max_bytes:
            return PassedOverError(str(too_big(where, self.max_bytes)))
        charset = charset_in(record.http_headers.get_header("Content-Type"))
        told = record.rec_headers.get_header
        return ArchivedPage(page, where, charset, told("WARC-Target-URI"), told("WARC-Truncated"))


def _require_end(record: Any) -> None:
    """Raise EOFError where a record that was read to its end is not all there."""
    if record is None:
        return
    if record.rec_headers.get_header("Content-Length") is None:
        raise EOFError(_IN_HEAD)
    if getattr(record.raw_stream, "limit", 0) > 0:  # bytes that there should be still
        raise EOFError("it ends within a record")


def _is_page(head: Any) -> bool:
    """Say whether an HTTP response is a page that was there."""
    media = (head.get_header("Content-Type") or "").partition(";")[0] if head else ""
    return media.strip().lower() in _HTML and head.get_statuscode() == "200"
