"""The worker process of a remote store: `python -m kg.stores.remote_worker … DESCRIPTOR`.

It does for a remote store what `kg.stores.worker` does for a folder, and nothing that the server
behind it must do: there are no checkpoints, and the log of changes is the server's. It keeps its
way to the network; SERVICE and LOAD are refused by name.
"""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import BinaryIO, cast

from kg.errors import ConfigError, StoreError
from kg.stores.addresses import read_descriptor
from kg.stores.loop import PACKING, EnoughError, Operation, Output, Request, serve
from kg.stores.messages import Dataset, DocumentError, RefusedError, not_acceptable
from kg.stores.oxigraph import parse
from kg.stores.remote import RemoteStore, as_triples, complete
from kg.stores.rows import LimitedRows
from kg.stores.solutions import write_rows
from kg.stores.sparql import prepared
from kg.stores.versions import check_version, version

TRIES = 2  # whoever asks over HTTP can try again


def _query(store: RemoteStore, request: Request, _: list[bytes], out: Output) -> None:
    dataset = Dataset(**request["dataset"])
    results = store.ask(request["text"], dataset, request["base"])
    media_type = request["accept"][results.form]
    if media_type is None:
        raise not_acceptable(results.form)
    out.head({"form": results.form, "media_type": media_type})
    if request["head"]:
        return
    if request["rows"] is not None and results.form == "solutions":
        with results.whole():
            more = write_rows(results.answer, out, request["rows"])
        if more:
            raise EnoughError
        return
    most = request["most_rows"] if results.form == "solutions" else None
    target = out if most is None else LimitedRows(out, media_type, most)
    results.write(cast(BinaryIO, target), media_type)


def _dump(store: RemoteStore, request: Request, _: list[bytes], out: Output) -> None:
    """Write a graph ("" is the default graph) or, with graph None, all quads."""
    graph, found, named = request["graph"], True, ""
    if graph:
        found = store.exists(graph)
        named = _version(store, graph) if found else ""
    out.head(
        {"form": "graph", "media_type": request["media_type"], "found": found, "version": named}
    )
    if not found or request["head"]:
        return
    if request["gzip"]:
        with gzip.GzipFile("", "wb", PACKING, cast(BinaryIO, out), mtime=0) as packed:
            store.dump(cast(BinaryIO, packed), request["media_type"], graph)
    else:
        store.dump(cast(BinaryIO, out), request["media_type"], graph)


def _open(store: RemoteStore, _: Request, __: list[bytes], out: Output) -> None:
    """Make sure that somebody answers."""
    store.query("ASK {}", union=False)
    out.head({})


def _nothing(_: RemoteStore, __: Request, ___: list[bytes], out: Output) -> None:
    out.head({})


def _update(store: RemoteStore, request: Request, _: list[bytes], out: Output) -> None:
    datasets = request["using"], request["using_named"]
    text, silent = prepared(request["text"], request["base"], *datasets)
    if not silent:
        raise RefusedError("LOAD is switched off: send the document to the graph store instead.")
    store.change(complete(text, request["base"]))
    out.head({})


def _put(store: RemoteStore, request: Request, documents: list[bytes], out: Output) -> None:
    graph, existed = request["graph"], _check_state(store, request)
    store.replace({graph: _read(request, documents), **dict.fromkeys(request["also_drop"], b"")})
    _reply(store, request, out, existed)


def _post(store: RemoteStore, request: Request, documents: list[bytes], out: Output) -> None:
    graph, existed = request["graph"], _check_state(store, request)
    store.add(graph, _read(request, documents))
    _reply(store, request, out, existed)


def _read(request: Request, documents: list[bytes]) -> bytes:
    try:
        return b"".join(
            as_triples(parse(data, media_type, request["base"]))
            for media_type, data in zip(request["media_types"], documents, strict=True)
        )
    except (StoreError, ConfigError) as error:
        raise DocumentError(f"{error}; nothing was changed") from error


def _reply(store: RemoteStore, request: Request, out: Output, existed: bool) -> None:
    asked = request["match"] is not None or request["none_match"] is not None
    named = {"version": _version(store, request["graph"])} if asked else {}
    out.head({"created": not existed, **named})


def _delete(store: RemoteStore, request: Request, _: list[bytes], out: Output) -> None:
    existed = _check_state(store, request)
    if existed:
        store.replace(dict.fromkeys([request["graph"], *request["also_drop"]], b""))
    out.head({"found": existed})


def _article(store: RemoteStore, request: Request, documents: list[bytes], out: Output) -> None:
    """Replace an article's graphs, named in the request, or without any remove them."""
    existed, graph = _check_state(store, request), request["graph"]
    graphs = dict(zip(request["names"], documents, strict=True))
    store.replace({graph: b"", f"{graph}/inferred": b"", **graphs})
    named = _version(store, graph) if graphs else None
    out.head({"created": not existed, "found": existed, "version": named})


def _check_state(store: RemoteStore, request: Request) -> bool:
    """Return whether the graph to be written exists. Raises ChangedError.

    Between this and the write somebody else may write: a remote store has no lock.
    """
    graph, match, none_match = request["graph"], request["match"], request["none_match"]
    exists = not graph or store.exists(graph)
    if match is not None or none_match is not None:
        check_version(_version(store, graph) if exists else None, match, none_match)
    return exists


def _version(store: RemoteStore, graph: str) -> str:
    results = store.triples(graph)
    with results.whole():
        return version(results.answer)


_OPERATIONS: dict[str, Callable[[RemoteStore, Request, list[bytes], Output], None]] = {
    "query": _query,
    "dump": _dump,
    "read": _nothing,
    "open": _open,
    "checkpoint": _nothing,
    "update": _update,
    "put": _put,
    "post": _post,
    "delete": _delete,
    "article": _article,
}

if __name__ == "__main__":
    addresses = read_descriptor(sys.argv[4])
    store = RemoteStore(replace(addresses, tries=min(addresses.tries, TRIES)))
    operations: dict[str, Operation] = {n: partial(do, store) for n, do in _OPERATIONS.items()}
    serve(operations, network=True)
    os._exit(0)
