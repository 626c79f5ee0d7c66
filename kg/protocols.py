"""The extension points: what a reader, an extractor, a store and an engine must be able to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, Protocol, runtime_checkable

from kg.errors import ReadError
from kg.model import Article, ArticleGraph, Document


@runtime_checkable
class Reader(Protocol):
    """Turns one file into articles. `suffixes` are the file endings it reads, with the dot."""

    suffixes: tuple[str, ...]

    def read(self, stream: BinaryIO, origin: str) -> Iterator[Article | ReadError]:
        """Yield the articles of `stream`, and a ReadError for each that cannot be read.

        `origin` names the file in messages and in `Article.origin`. Errors are yielded, not
        raised, so that one bad line does not lose the rest.
        """


@runtime_checkable
class Unread(Protocol):
    """A page whose bytes are there, to be read by whoever has time for it; can be pickled.

    To find the article in a page takes a tenth of the time that it takes to read the article, and
    pages can be made so that it never ends: that is work for other processes.
    """

    @property
    def data(self) -> bytes:
        """The page."""

    @property
    def origin(self) -> str:
        """The file it is from, and in an archive its number."""

    def read(self) -> Article | ReadError:
        """Return the page's article, or the reason why there is none."""


@runtime_checkable
class Extractor(Protocol):
    """Adds what it finds to a document. Pure: same document in, same document out."""

    name: str
    version: str

    def __call__(self, document: Document) -> Document:
        """Return the document with this extractor's findings added."""


@runtime_checkable
class Results(Protocol):
    """The answer to a query. `form` is `solutions`, `boolean` or `graph`."""

    form: str

    def write(self, out: BinaryIO, media_type: str) -> None:
        """Write the answer to `out` in `media_type`, streamed; ConfigError if not writable so."""


@runtime_checkable
class Store(Protocol):
    """Named graphs that can be replaced and queried. One writer at a time.

    One that takes several articles more cheaply at once than one by one may have an attribute
    `together`: how many.
    """

    def replace(self, graphs: Mapping[str, bytes]) -> None:
        """Replace each named graph (IRI) by its N-Triples, all in one transaction; b"" drops it."""

    def amend(self, graph: str, removed: bytes, added: bytes) -> None:
        """Remove and add N-Triples of one graph, in one transaction."""

    def graphs(self) -> Iterator[str]:
        """Yield the IRIs of the named graphs, sorted."""

    def query(self, sparql: str, *, union: bool = True) -> Results:
        """Answer a SPARQL 1.1 query; QueryError with line and column if it cannot be parsed.

        With `union` the default graph is the union of all graphs.
        """

    def load(self, stream: BinaryIO, media_type: str, graph: str | None = None) -> int:
        """Add the quads (or, with `graph`, triples) of `stream`; return how many were read."""

    def dump(self, out: BinaryIO, media_type: str, graph: str | None = None) -> None:
        """Write all quads, or the triples of one graph, to `out`."""

    def close(self) -> None:
        """Flush and release the store; using it afterwards is an error."""


@runtime_checkable
class Engine(Protocol):
    """Runs one function over many articles and yields the outcomes in order."""

    def run(
        self,
        work: Callable[[Article], ArticleGraph],
        articles: Iterable[Article],
        seconds: Callable[[Article], float],
    ) -> Iterator[ArticleGraph]:
        """Yield `work(article)` for each article, in the order of `articles`.

        `work` gives up an article after `seconds(article)` by itself, but where it is stuck in
        code that cannot be interrupted; an engine that can ends the worker then.
        """


class OpenStore(Protocol):
    """What a store plug-in's table entry is: a callable from descriptor rest to store."""

    def __call__(self, location: str, *, create: bool = False) -> Store:
        """Open the store at `location` (for the embedded one: a folder or `memory`)."""
