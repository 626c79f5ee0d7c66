"""The process that reads articles strangers send: `python -m kg.intake SOCKET MEMORY_MB PARENT`."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from kg.annotations import to_annotations
from kg.config import Config
from kg.corrections.correction import from_json
from kg.errors import ReadError
from kg.iris import CQ
from kg.model import Article, ArticleGraph, Document
from kg.pipeline import open_pipeline, read_document
from kg.protocols import Reader
from kg.quarantine import in_other_language
from kg.readers.fields import metadata_of
from kg.readers.html import HtmlReader
from kg.readers.jsonl import JsonlReader
from kg.readers.language import OtherLanguageError
from kg.readers.streams import STDIN
from kg.readers.text import TextReader
from kg.rendering.document import to_page
from kg.rendering.standalone import to_fragment
from kg.stores.documents import to_turtle
from kg.stores.loop import Output, Request, serve
from kg.stores.messages import DocumentError

_READERS: dict[str, type[TextReader | HtmlReader | JsonlReader]] = {
    "text/plain": TextReader,
    "text/markdown": TextReader,
    "text/html": HtmlReader,
    "application/xhtml+xml": HtmlReader,
    "application/json": JsonlReader,
}
_STATEMENT = f"<{CQ}Statement> .".encode()
_METADATA = (
    "title", "published", "modified", "publisher", "authors", "language", "url", "section",
    "rights",
)  # fmt: skip


def read(request: Request, documents: list[bytes], out: Output) -> None:
    """Answer with an article's graph as JSON; the head counts its statements and triples.

    `metadata` overrides what the document says of itself, `defaults` fills what neither says;
    `file` is the name it was sent under. `page` asks for what a page shows of it, too. Raises
    DocumentError for what is not one article.
    """
    config = Config(**request["config"], extractors=tuple(request["extractors"]))
    document, outcome = _read(config, _sent(documents[0], request), request)
    _answer(document, outcome, request, config, out)


def reread(request: Request, documents: list[bytes], out: Output) -> None:
    """Answer with the graph of an article that is stored, as `corrections` make it."""
    config = Config(**request["config"], extractors=tuple(request["extractors"]))
    fields = json.loads(documents[0])
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    article = Article(**{**fields, **lists})
    document, outcome = read_document(config, article, [*map(from_json, request["corrections"])])
    _answer(document, outcome, {"annotations": False, "page": False}, config, out)


def _answer(
    document: Document | None,
    outcome: ArticleGraph,
    request: Request,
    config: Config,
    out: Output,
) -> None:
    body = {
        "article": {k: v for k, v in asdict(outcome.article).items() if v or k == "text"},
        "iri": outcome.iri,
        "triples": outcome.triples.decode(),
        "inferred": outcome.inferred.decode(),
        "mentioned": outcome.mentioned.decode(),
        "findings": [asdict(f) for f in outcome.findings],
    }
    if document:
        reference = open_pipeline(config).reference
        if request["annotations"]:
            body["annotations"] = to_annotations(document, reference)
        if request["page"]:
            body["page"] = to_fragment(to_page(document, reference))
            body["turtle"] = to_turtle(outcome.triples + outcome.mentioned)
    statements, triples = (
        outcome.triples.count(_STATEMENT),
        (outcome.triples + outcome.mentioned).count(b"\n"),
    )
    out.head({"id": outcome.article.id, "statements": statements, "triples": triples})
    out.write(json.dumps(body).encode())


def _read(
    config: Config, found: Article | OtherLanguageError, request: Request
) -> tuple[Document | None, ArticleGraph]:
    if isinstance(found, Article):
        return read_document(config, _completed(found, request))
    article = _completed(found.article, request)
    return None, in_other_language(OtherLanguageError(article, found.language), config.base)


def _sent(data: bytes, request: Request) -> Article | OtherLanguageError:
    """Return the one article of a document, in whatever language. Raises DocumentError."""
    media_type, charset = request["media_types"][0], request["charset"]
    try:
        plain = data.decode(charset).encode() if charset else data
    except (LookupError, UnicodeDecodeError) as error:
        raise DocumentError(f"the text is not {charset}: {error}; send it as UTF-8") from error
    reader: Reader = _READERS[media_type](request["most"])
    found: list[Article | ReadError] = list(_first(reader.read(io.BytesIO(plain), STDIN), 2))
    for article in found:
        if isinstance(article, ReadError) and not isinstance(article, OtherLanguageError):
            raise DocumentError(str(article).removeprefix(STDIN).lstrip(":0123456789# "))
    articles = [a for a in found if isinstance(a, Article | OtherLanguageError)]
    if len(articles) != 1:
        raise DocumentError("there is not one article in it; send one a request")
    return articles[0]


def _completed(article: Article, request: Request) -> Article:
    """Return the article with the metadata sent beside it."""
    given = metadata_of(request["metadata"], "request", article.text)
    known = metadata_of(request["defaults"], "request", article.text)
    changes: dict[str, Any] = {n: getattr(given, n) for n in _METADATA if getattr(given, n)}
    for name in _METADATA:
        if not changes.get(name) and not getattr(article, name) and getattr(known, name):
            changes[name] = getattr(known, name)
    if "published" in changes:
        changes["published_source"] = (given if given.published else known).published_source
    return replace(
        article,
        **changes,
        name=None,
        origin=request["file"],
        notes=(*article.notes, *given.notes),
    )


def _first(found: Iterator[Any], most: int) -> Iterator[Any]:
    for _, item in zip(range(most), found, strict=False):
        yield item


if __name__ == "__main__":
    serve({"read": read, "reread": reread})
    os._exit(0)
