"""`kg serve` and `kg demo`: the endpoint and the pages."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from kg.cli.build import run_build
from kg.config import Config, load_config
from kg.options import serving_options, settings_option, store_option


@click.command()
@store_option
@settings_option
@serving_options
@click.option(
    "--token", envvar="KG_TOKEN", help="Bearer token that allows updates [env: KG_TOKEN]."
)
@click.option("--no-union", is_flag=True, help="The default graph is not the union of all graphs.")
@click.option(
    "--no-reference", is_flag=True, help="Do not add ontology, shapes and reference data."
)
def serve(
    store: str | None,
    config_file: Path | None,
    host: str,
    port: int,
    timeout: float,
    token: str | None,
    no_union: bool,
    no_reference: bool,
) -> None:
    """Serve a store on http://127.0.0.1:8000: pages, SPARQL endpoint, downloads."""
    from kg.serving import new_store, serve_store

    config = load_config(config_file, store=store)
    if config.store.removeprefix("oxigraph:") == "memory":
        with new_store(config, reference=not no_reference) as temporary:
            serve_store(temporary, host, port, timeout=timeout, token=token, union=not no_union)
    else:
        serve_store(config, host, port, timeout=timeout, token=token, union=not no_union)


@click.command()
@serving_options
def demo(host: str, port: int, timeout: float) -> None:
    """Build the bundled examples, check them, serve them: the whole road in one command."""
    from kg.paths import EXAMPLES
    from kg.serving import serve_store

    with tempfile.TemporaryDirectory(prefix="kg-demo-") as folder:
        config = Config(store=f"{folder}/store", quarantine=f"{folder}/quarantine")
        run_build((str(EXAMPLES / "articles"),), config)
        serve_store(config, host, port, timeout=timeout)
