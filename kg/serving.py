"""Starting the server from the command line."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kg.config import Config
from kg.holdings import store_shared
from kg.plugins import open_store
from kg.reference import open_reference
from kg.reference_graph import reference_graph
from kg.vocabulary import shared_graphs
from kg.web import AccessLog, Address, create_app, serve


@contextlib.contextmanager
def new_store(config: Config, *, reference: bool) -> Iterator[Config]:
    """Yield the settings with an empty store in a temporary folder, gone afterwards.

    Query workers are processes of their own, so even `memory` needs a folder that they can open.
    With `reference` the store holds ontology, shapes and reference data.
    """
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        with contextlib.closing(open_store(folder, create=True)) as store:
            if reference:
                known = open_reference(config.reference, config.reference_alone)
                graph = reference_graph(known, config.base)
                store_shared(store, shared_graphs(graph, config.base))
        yield replace(config, store=folder)


def serve_store(
    config: Config, address: Address, *, grace: float = 10.0, hint: str = "", **options: Any
) -> None:
    """Serve the store until the process is told to stop; the address goes to standard error.

    `hint` is told below the address; `options` are those of `create_app`.
    """
    folder = config.store.removeprefix("oxigraph:")
    app = create_app(folder, base=config.base, services=config.services, settings=config, **options)

    def ready(at: str) -> None:
        click.echo(f"Communiqué is at {at} (SPARQL: {at}/sparql). Stop: Ctrl-C", err=True)
        if hint:
            click.echo(hint, err=True)

    serve(app, address, grace=grace, ready=ready)


@contextlib.contextmanager
def opened_log(file: Path | None, queries: bool) -> Iterator[AccessLog | None]:
    """Yield the access log that is added to `file` (`-` is standard output); None without one."""
    if file is None:
        yield None
    elif str(file) == "-":
        yield AccessLog(sys.stdout, queries)
    else:
        with file.open("a", encoding="utf-8") as out:
            yield AccessLog(out, queries)
