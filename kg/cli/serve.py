"""`kg serve` and `kg demo`: the endpoint and the pages."""

from __future__ import annotations

import secrets
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from kg.cli.build import run_build
from kg.config import Config, load_config, read_token
from kg.options import (
    limit_options,
    reference_option,
    serving_options,
    settings_option,
    store_option,
    token_options,
)


@click.command()
@store_option
@settings_option
@reference_option
@serving_options
@token_options
@limit_options
@click.option("--quarantine", metavar="DIR", help="Where articles are that are set aside.")
@click.option("--no-union", is_flag=True, help="The default graph is not the union of all graphs.")
@click.option(
    "--no-reference", is_flag=True, help="Do not add ontology, shapes and reference data."
)
def serve(
    store: str | None,
    reference: str | None,
    quarantine: str | None,
    config_file: Path | None,
    host: str,
    port: int,
    token: str | None,
    token_file: Path | None,
    access_log: Path | None,
    log_queries: bool,
    trusted_proxy: str | None,
    no_union: bool,
    no_reference: bool,
    **options: Any,
) -> None:
    """Serve a store: pages, SPARQL endpoint, downloads.

    They are at http://127.0.0.1:8000, on this machine alone, if --host and --port say nothing else.
    """
    from kg.serving import new_store, opened_log, serve_store
    from kg.web import Address

    config = load_config(config_file, store=store, reference=reference, quarantine=quarantine)
    secret = read_token(token, token_file)
    with ExitStack() as held:
        if config.store.removeprefix("oxigraph:") == "memory":
            config = held.enter_context(new_store(config, reference=not no_reference))
        log = held.enter_context(opened_log(access_log, log_queries))
        address = Address(host, port, trusted_proxy)
        serve_store(config, address, token=secret, union=not no_union, log=log, **options)


@click.command()
@serving_options
def demo(host: str, port: int, timeout: float) -> None:
    """Build the bundled examples, check them, serve them.

    The whole road in one command, in a store that is gone afterwards.
    """
    from kg.paths import EXAMPLES
    from kg.serving import serve_store
    from kg.web import Address

    with tempfile.TemporaryDirectory(prefix="kg-demo-") as folder:
        config = Config(store=f"{folder}/store", quarantine=f"{folder}/quarantine")
        run_build((str(EXAMPLES / "articles"),), config)
        token = secrets.token_urlsafe(9)
        hint = f"What you add there is stored with the token {token}"
        serve_store(config, Address(host, port), timeout=timeout, token=token, hint=hint)
