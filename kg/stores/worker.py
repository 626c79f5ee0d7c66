"""The worker process of a store: `python -m kg.stores.worker SOCKET MEMORY_MB PARENT`.

As a reader it opens the checkpoint each request names; as the writer it owns the store folder.
Nothing it holds is needed when it is killed.
"""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyoxigraph as ox

from kg.errors import ConfigError, StoreError
from kg.stores.articles import replace_article
from kg.stores.changes import described, recorded
from kg.stores.counting import Numbers
from kg.stores.loop import PACKING, EnoughError, Output, Request, serve
from kg.stores.merging import Merges
from kg.stores.messages import (
    Dataset,
    DocumentError,
    not_acceptable,
)
from kg.stores.oxigraph import dump, open_store, parse
from kg.stores.patterns import Counts
from kg.stores.rows import LimitedRows
from kg.stores.solutions import write_rows
from kg.stores.sparql import addition, ask, change, iri, prepared, replacement
from kg.stores.trials import changed_articles
from kg.stores.versions import check_version, version_of

MANY = 20_000  # triples, from which on the engine's bulk loader takes a third of the time


class State:
    """The database this worker has open: a reader's checkpoint or the writer's store.

    `versions` are those of the checkpoint's graphs that were asked for, `counts` what its patterns
    match, `numbers` what was asked to be counted, `merges` what of its graphs was merged.
    """

    def __init__(self) -> None:
        self.path = ""
        self.folder = Path()
        self.engine = ox.Store()
        self.versions: dict[str, str] = {}
        self.counts = Counts(self.engine)
        self.numbers = Numbers(self.engine)
        self.merges = Merges(self.engine)


def _reading(state: State, request: Request) -> ox.Store:
    if request["store"] != state.path:
        engine = ox.Store.read_only(request["store"])
        touched = request.get("touched") if request.get("since") == state.path else None
        state.numbers = state.numbers.carried_to(engine, touched)
        state.engine, state.path = engine, request["store"]
        state.versions.clear()
        state.counts, state.merges = Counts(engine), Merges(engine)
    return state.engine


def _query(state: State, request: Request, _: list[bytes], out: Output) -> None:
    dataset = Dataset(**request["dataset"])
    engine = _reading(state, request)
    text, base = request["text"], request["base"]
    results = ask(engine, text, dataset, base, state.counts, state.numbers, state.merges)
    media_type = request["accept"][results.form]
    if media_type is None:
        raise not_acceptable(results.form)
    out.head({"form": results.form, "media_type": media_type})
    if request["head"]:
        return
    if request["rows"] is not None and isinstance(results.answer, ox.QuerySolutions):
        if write_rows(results.answer, out, request["rows"]):
            raise EnoughError
        return
    most = request["most_rows"] if results.form == "solutions" else None
    target = out if most is None else LimitedRows(out, media_type, most)
    results.write(cast(BinaryIO, target), media_type)


def _dump(state: State, request: Request, _: list[bytes], out: Output) -> None:
    """Write a graph ("" is the default graph) or, with graph None, all quads."""
    engine, graph = _reading(state, request), request["graph"]
    found = not graph or engine.contains_named_graph(iri(graph))
    if found and graph is not None and graph not in state.versions:
        state.versions[graph] = version_of(engine, _name(graph))
    version = "" if graph is None else state.versions.get(graph, "")
    out.head(
        {"form": "graph", "media_type": request["media_type"], "found": found, "version": version}
    )
    if not found or request["head"]:
        return
    if request["gzip"]:
        with gzip.GzipFile("", "wb", PACKING, cast(BinaryIO, out), mtime=0) as packed:
            dump(engine, cast(BinaryIO, packed), request["media_type"], graph)
    else:
        dump(engine, cast(BinaryIO, out), request["media_type"], graph)


def _trial(state: State, request: Request, __: list[bytes], out: Output) -> None:
    """Write, as N-Quads, what an update would make of the graphs about articles it changes."""
    text, base, before = request["text"], request["base"], _reading(state, request)
    datasets = request["using"], request["using_named"]
    read, _ = prepared(text, base, *datasets)
    changed = changed_articles(
        before,
        request["store"],
        request["data"],
        read,
        base,
        lambda copy: change(copy, text, base, *datasets),
    )
    head = {"form": "graph", "media_type": "application/n-quads", "graphs": list(changed)}
    out.head(head)
    for quads in changed.values():
        out.write(quads)


def _open(state: State, request: Request, _: list[bytes], out: Output) -> None:
    """Open the store for writing and clear away the checkpoints of a server that was killed."""
    state.engine = open_store(request["store"]).engine
    state.folder = Path(request["store"])
    for left in state.folder.glob("serving-*"):
        shutil.rmtree(left, ignore_errors=True)
    out.head({})


def _read(state: State, request: Request, _: list[bytes], out: Output) -> None:
    """Open a checkpoint before anybody asks; `touched` is what was written `since` another."""
    _reading(state, request)
    out.head({})


def _checkpoint(state: State, request: Request, _: list[bytes], out: Output) -> None:
    target = Path(request["target"])
    target.parent.mkdir(exist_ok=True)
    state.engine.backup(target)
    out.head({})


def _update(state: State, request: Request, _: list[bytes], out: Output) -> None:
    datasets = request["using"], request["using_named"]
    remark = {"remark": request["remark"]} if request["remark"] else {}
    with recorded(state.folder, {"by": request["by"], **remark, **described(request["text"])}):
        change(state.engine, request["text"], request["base"], *datasets)
    out.head({})


def _put(state: State, request: Request, documents: list[bytes], out: Output) -> None:
    _write(state, request, documents, out, replacement)


def _post(state: State, request: Request, documents: list[bytes], out: Output) -> None:
    _write(state, request, documents, out, addition)


def _write(
    state: State,
    request: Request,
    documents: list[bytes],
    out: Output,
    update: Callable[[ox.Store, str | None, list[ox.Triple]], str],
) -> None:
    graph = request["graph"] or None
    existed = _check_state(state, request)
    try:
        triples = [
            triple
            for media_type, data in zip(request["media_types"], documents, strict=True)
            for triple in parse(data, media_type, request["base"])
        ]
    except (StoreError, ConfigError) as error:
        raise DocumentError(f"{error}; nothing was changed") from error
    steps = [f"CREATE SILENT GRAPH <{graph}>"] if graph else []
    only_adds = (update is addition or not existed) and not request["also_drop"]
    with recorded(state.folder, {**_told(request), "triples": len(triples)}):
        if only_adds and len(triples) > MANY:
            name = _name(request["graph"])
            state.engine.bulk_extend(
                ox.Quad(t.subject, t.predicate, t.object, name) for t in triples
            )
        else:
            changes = [*steps, update(state.engine, graph, triples), *_drops(request)]
            state.engine.update(";\n".join(filter(None, changes)))
    reply: dict[str, Any] = {"created": not existed}
    if request["match"] is not None or request["none_match"] is not None:
        reply["version"] = version_of(state.engine, _name(request["graph"]))
    out.head(reply)


def _delete(state: State, request: Request, _: list[bytes], out: Output) -> None:
    graph = request["graph"]
    existed = _check_state(state, request)
    if existed:
        with recorded(state.folder, _told(request)):
            drop = f"DROP GRAPH <{graph}>" if graph else "DROP DEFAULT"
            state.engine.update(";\n".join([drop, *_drops(request)]))
    out.head({"found": existed})


def _article(state: State, request: Request, documents: list[bytes], out: Output) -> None:
    """Replace an article's graphs, named in the request, or without any remove them."""
    existed = _check_state(state, request)
    graphs = dict(zip(request["names"], documents, strict=True))
    update = replace_article(state.engine, request["graph"], graphs)
    if update:
        with recorded(state.folder, _told(request)):
            state.engine.update(update)
    version = version_of(state.engine, iri(request["graph"])) if graphs else None
    out.head({"created": not existed, "found": existed, "version": version})


def _check_state(state: State, request: Request) -> bool:
    """Return whether the graph to be written exists. Raises ChangedError."""
    graph, match, none_match = request["graph"], request["match"], request["none_match"]
    exists = not graph or state.engine.contains_named_graph(iri(graph))
    if match is not None or none_match is not None:
        found = version_of(state.engine, _name(graph)) if exists else None
        check_version(found, match, none_match)
    return exists


def _drops(request: Request) -> list[str]:
    return [f"DROP SILENT GRAPH {iri(name)}" for name in request["also_drop"]]


def _told(request: Request) -> dict[str, Any]:
    """Return what the log of changes says of a write."""
    told = {"by": request["by"], "operation": request["do"], "graph": request["graph"]}
    return told | ({"remark": request["remark"]} if request["remark"] else {})


def _name(graph: str) -> ox.NamedNode | ox.DefaultGraph:
    return iri(graph) if graph else ox.DefaultGraph()


_OPERATIONS: dict[str, Callable[[State, Request, list[bytes], Output], None]] = {
    "query": _query,
    "dump": _dump,
    "trial": _trial,
    "read": _read,
    "open": _open,
    "checkpoint": _checkpoint,
    "update": _update,
    "put": _put,
    "post": _post,
    "delete": _delete,
    "article": _article,
}

if __name__ == "__main__":
    state = State()
    serve({name: partial(operation, state) for name, operation in _OPERATIONS.items()})
    os._exit(0)  # the database is read or already on disk: no need to tear it down in order
