"""The embedded store: Oxigraph in memory, or in a folder that one process at a time may write.

A store folder holds `communique.json` (which format, written by which version), `oxigraph/` (the
database) and, while it is served, `serving-*/` (checkpoints that query workers read).
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import StoreError
from kg.iris import PREFIXES
from kg.stores.documents import unread
from kg.stores.folder import (
    DATABASE,
    LABEL,
    check_folder,
    damaged,
    in_use,
    noticing_damage,
    write_label,
)
from kg.stores.messages import Dataset, store_error
from kg.stores.sparql import (
    OxigraphResults,
    addition,
    ask,
    deletion,
    iri,
    rdf_format,
    replacement,
)
from kg.stores.xml_output import checked_xml

MOST_UNFLUSHED = 16 << 20  # characters of updates after which the database empties its buffers
MOST_LOGGED = 1 << 20  # bytes of logs that a closed folder may keep
_QUAD = 300  # characters of a quad in an update, about
_MANY = 1 << 20  # bytes of graphs from which on they are added as files
_COMMENT = re.compile(rb"\.[ \t]*#")  # what may begin one; words may look like it


def open_store(location: str, *, create: bool = False) -> OxigraphStore:
    """Open the store at `location`: `memory` or a folder, made if `create` and not there.

    Raises StoreError if the folder is no store, is damaged, is newer than this software, or is
    being written.
    """
    if location == "memory":
        return OxigraphStore(ox.Store())
    folder = Path(location)
    check_folder(folder, create=create)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        engine = ox.Store(folder / DATABASE)
    except OSError as error:
        if "lock" in str(error).lower():
            raise in_use(folder) from error
        if "No such file" in str(error) and (folder / LABEL).exists():
            raise damaged(folder, str(error)) from error
        raise store_error(f"{folder} cannot be opened", error) from error
    except RuntimeError as error:
        raise damaged(folder, str(error)) from error
    if not (folder / LABEL).exists():
        write_label(folder)
    return OxigraphStore(engine, folder)


class OxigraphStore:
    """A `kg.protocols.Store`; `engine` is the database itself, for the query workers."""

    together = 256  # takes less than one by one; what is lost by a kill is read again

    def __init__(self, engine: ox.Store, folder: Path | None = None) -> None:
        self._engine: ox.Store | None = engine
        self.folder = folder
        self._unflushed = 0

    @property
    def engine(self) -> ox.Store:
        """The open database. Raises StoreError once the store is closed."""
        if self._engine is None:
            raise StoreError("the store is closed; open it again")
        return self._engine

    def replace(self, graphs: Mapping[str, bytes]) -> None:
        """Replace each graph by its N-Triples, all in one transaction; empty bytes drop it.

        Raises StoreError if a graph is not N-Triples; then nothing has changed.
        """
        names = {graph: iri(graph) for graph in graphs}
        if any(map(self.engine.contains_named_graph, names.values())):
            self._update(self._step(g, data) for g, data in graphs.items())
        elif sum(map(len, graphs.values())) < _MANY or not self._add_files(graphs):
            self._add([(names[g], _triples_of(g, data)) for g, data in graphs.items()])

    def _add_files(self, graphs: Mapping[str, bytes]) -> bool:
        """Add graphs that are not there as files of the database, all or nothing.

        It takes a third of the time of a transaction. Say whether it was done: not where a line is
        not as `to_ntriples` writes it, or there is a blank node, which is its own graph's alone.
        """
        if not all(map(_is_plain, graphs.values())):
            return False
        lines = (data.replace(b" .\n", f" <{g}> .\n".encode()) for g, data in graphs.items())
        try:
            with self._writing():
                self.engine.bulk_load(b"".join(lines), format=ox.RdfFormat.N_QUADS)
        except SyntaxError:
            return False
        return True

    def _add(self, graphs: Iterable[tuple[ox.NamedNode, list[ox.Triple]]]) -> None:
        """Add graphs that are not there, in one transaction: a third quicker than an update."""
        quads = (ox.Quad(t.subject, t.predicate, t.object, g) for g, ts in graphs for t in ts)
        with self._writing():
            self.engine.extend(quads)
        self._flush_after(_QUAD * sum(len(triples) for _, triples in graphs))

    def _update(self, steps: Iterable[str]) -> None:
        """Carry out the steps, if any, in one transaction. Raises FullError, StoreError."""
        if update := ";\n".join(filter(None, steps)):
            with self._writing():
                self.engine.update(update)
            self._flush_after(len(update))

    def _flush_after(self, characters: int) -> None:
        """Have the database empty its buffers now and then."""
        self._unflushed += characters
        if self._unflushed > MOST_UNFLUSHED:
            with self._writing():
                self.engine.flush()
            self._unflushed = 0

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise store_error(f"{self.folder} cannot be written", error) from error

    def _step(self, graph: str, data: bytes) -> str:
        if not data.strip():
            return f"DROP SILENT GRAPH {ox.NamedNode(graph)}"
        return replacement(self.engine, graph, _triples_of(graph, data))

    def amend(self, graph: str, removed: bytes, added: bytes) -> None:
        """Remove and add N-Triples of one graph, in one transaction.

        Raises StoreError if either are not N-Triples; then nothing has changed.
        """
        gone, new = (parse(data, "application/n-triples") for data in (removed, added))
        steps = (deletion(graph, gone), addition(self.engine, graph, new))
        self._update(steps)

    def graphs(self) -> Iterator[str]:
        """Yield the IRIs of the named graphs, sorted."""
        yield from sorted(str(name.value) for name in self.engine.named_graphs())

    def query(self, sparql: str, *, union: bool = True) -> OxigraphResults:
        """Answer a query. Raises QueryError with line and column if it cannot be parsed."""
        return ask(self.engine, sparql, Dataset(union=union))

    def load(self, stream: BinaryIO, media_type: str, graph: str | None = None) -> int:
        """Add what `stream` holds, all or nothing; return how many quads were read.

        Raises StoreError with line and column where the document is wrong.
        """
        name = None if graph is None else ox.NamedNode(graph)
        read = 0

        def counted() -> Iterator[ox.Quad]:
            nonlocal read
            for quad in ox.parse(
                stream, format=rdf_format(media_type), base_iri=graph, rename_blank_nodes=True
            ):
                read += 1
                if name is None:
                    yield quad
                else:
                    yield ox.Quad(quad.subject, quad.predicate, quad.object, name)

        try:
            self.engine.bulk_extend(counted())
        except SyntaxError as error:
            raise StoreError(f"not {media_type}: {error.msg}; nothing was loaded") from error
        except OSError as error:
            if not str(error).startswith("IO error"):  # it is the stream that cannot be read
                raise
            raise store_error(f"{self.folder} cannot be written", error) from error
        return read

    def dump(self, out: BinaryIO, media_type: str, graph: str | None = None) -> None:
        """Write all quads, or the triples of one graph; formats without graphs leave names out."""
        dump(self.engine, out, media_type, graph)

    def close(self) -> None:
        """Flush to disk and release the folder."""
        engine, self._engine = self._engine, None
        if engine is None or self.folder is None:
            return
        with self._writing():
            engine.flush()
        del engine
        _drop_logs(self.folder / DATABASE)


def _drop_logs(database: Path) -> None:
    """Free what a closed database keeps of its logs to write over: it drops them on opening."""
    if sum(log.stat().st_size for log in database.glob("*.log")) > MOST_LOGGED:
        with suppress(OSError):  # somebody else has opened it, and so done the same
            ox.Store(database)


def _is_plain(data: bytes) -> bool:
    r"""Say whether a graph's name after each line makes quads of it: nothing follows a dot.

    >>> [_is_plain(b"<urn:s> <urn:p> <urn:o>" + end) for end in (b" .\n", b" <urn:g> . # .\n")]
    [True, False]
    """
    whole = data.count(b" .\n") == data.count(b"\n") and data[-1:] in (b"\n", b"")
    return whole and b"_:" not in data and b"\r" not in data and not _COMMENT.search(data)


def _triples_of(graph: str, data: bytes) -> list[ox.Triple]:
    try:
        return parse(data, "application/n-triples")
    except StoreError as error:
        raise StoreError(f"the graph {graph} is {error}; nothing was changed") from error


def dump(engine: ox.Store, out: BinaryIO, media_type: str, graph: str | None = None) -> None:
    """Write all quads, or the triples of one graph (`""` is the default graph), to `out`.

    Raises ConfigError for an unknown media type.
    """
    form = rdf_format(media_type)
    if graph is not None or form.supports_datasets:
        name = None if graph is None else ox.NamedNode(graph) if graph else ox.DefaultGraph()
        with noticing_damage():
            engine.dump(checked_xml(out, media_type), form, from_graph=name, prefixes=PREFIXES)
    else:
        everything = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        ask(engine, everything, Dataset(union=True)).write(out, media_type)


def parse(data: bytes, media_type: str, base: str | None = None) -> list[ox.Triple]:
    """Return the triples of a document for the graph named `base`, in order.

    Raises StoreError with the place where it is wrong, or the graph if it is about another one.
    """
    plain = data.removeprefix(BOM_UTF8)  # with which some editors begin what they save
    try:
        quads = ox.parse(
            BytesIO(plain), format=rdf_format(media_type), base_iri=base, rename_blank_nodes=True
        )
    except ValueError as error:
        raise StoreError(f"{base!r} is not an absolute IRI: {error}") from error
    triples = []
    try:
        for quad in quads:
            name = quad.graph_name
            if isinstance(name, ox.BlankNode) or (
                isinstance(name, ox.NamedNode) and name.value != base
            ):
                raise StoreError(f"about another graph, {name}: send each graph to its own address")
            triples.append(quad.triple)
    except SyntaxError as error:
        raise unread(media_type, error) from error
    return triples
