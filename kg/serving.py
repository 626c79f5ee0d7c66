"""Starting the server from the command line."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace

import click

from kg.config import Config
from kg.plugins import open_store
from kg.reference import load_reference
from kg.reference_graph import reference_graph
from kg.vocabulary import shared_graphs
from kg.web import create_app, serve


@contextlib.contextmanager
def new_store(config: Config, *, reference: bool) -> Iterator[Config]:
    """Yield the settings with an empty store in a temporary folder, gone afterwards.

    Query workers are processes of their own, so even `memory` needs a folder that they can open.
    With `reference` the store holds ontology, shapes and reference data.
    """
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        with contextlib.closing(open_store(folder, create=True)) as store:
            if reference:
                graph = reference_graph(load_reference(), config.base)
                store.replace(shared_graphs(graph, config.base))
        yield replace(config, store=folder)


def serve_store(
    config: Config,
    host: str,
    port: int,
    *,
    timeout: float,
    token: str | None = None,
    union: bool = True,
) -> None:
    """Serve the store until the process is told to stop; the address goes to standard error."""
    folder = config.store.removeprefix("oxigraph:")
    app = create_app(
        folder,
        token=token,
        union=union,
        timeout=timeout,
        base=config.base,
        services=config.services,
    )

    def ready(address: str) -> None:
        click.echo(f"Communiqué is at {address} (SPARQL: {address}/sparql). Stop: Ctrl-C", err=True)

    serve(app, host=host, port=port, ready=ready)
