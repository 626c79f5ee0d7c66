"""The web application: SPARQL endpoint, graph store, downloads and pages over one store."""

from __future__ import annotations

import atexit
import logging
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import waitress
from flask import Flask

from kg.config import load_config
from kg.errors import CommuniqueError
from kg.iris import BASE
from kg.stores.oxigraph import open_store
from kg.stores.pool import QueryPool
from kg.web import (
    api,
    articles,
    description,
    downloads,
    endpoint,
    graphs,
    headers,
    pages,
    problems,
    terms,
    things,
    updates,
)
from kg.web.checks import Checker
from kg.web.federation import Federation
from kg.web.service import Service

MOST_BODY = 64 << 20  # bytes of a document or update that is sent
MOST_QUERY = 1 << 20  # characters of a query


def create_app(
    store: str | Path | None = None,
    *,
    token: str | None = None,
    union: bool = True,
    timeout: float = 30.0,
    base: str = BASE,
    workers: int = 2,
    memory_mb: int = 3072,
    services: Sequence[str] = (),
) -> Flask:
    """Return the application over the store in a folder, which nobody else may write meanwhile.

    `memory` is an empty store that is gone afterwards; None takes the store of the settings. With
    `token`, whoever has it may write. `timeout` is in seconds, `memory_mb` for each worker.
    `services` are the endpoints that queries may ask. One process serves a store: give it
    threads, not forks. Raises StoreError.
    """
    if store is None:
        settings = load_config()
        store, base, services = settings.store, settings.base, settings.services
    location = str(store).removeprefix("oxigraph:")
    if location == "memory":
        temporary = tempfile.TemporaryDirectory(prefix="kg-")
        atexit.register(temporary.cleanup)
        location = temporary.name
        open_store(location, create=True).close()
    pool = QueryPool(location, workers, timeout=timeout, memory_mb=memory_mb)

    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=MOST_BODY, MAX_FORM_MEMORY_SIZE=MOST_BODY)
    app.url_map.strict_slashes = False
    app.json.sort_keys = False  # type: ignore[attr-defined]
    checker, federation = Checker(base, memory_mb), Federation(services)
    service = Service(pool, base, union, token, checker, federation, MOST_QUERY)
    atexit.register(service.close)
    app.extensions["communique"] = service
    for part in (endpoint, updates, graphs, description, downloads, api, articles, things, pages):
        app.register_blueprint(part.blueprint)
    app.register_blueprint(pages.shared)
    things.install(app, base)
    problems.install(app)
    headers.install(app)
    app.jinja_env.globals.update(
        shown=lambda term: terms.shown(term, base),
        href=lambda iri: terms.href(iri, base),
        shorten=lambda iri: terms.shorten(iri, base),
    )
    return app


def serve(
    app: Flask,
    host: str = "127.0.0.1",
    port: int = 8000,
    threads: int = 24,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until interrupted, then close the store; `ready` is told the address once it listens.

    With port 0 the system chooses one. Answers wait for slow clients on disk, not in a worker.
    """
    server = waitress.create_server(
        app,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        channel_request_lookahead=1,  # else nobody notices that a client has gone
        max_request_body_size=MOST_BODY,
        outbuf_high_watermark=256 << 20,
    )
    logging.getLogger("waitress").addFilter(_without_traceback)
    shown = f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{server.effective_port}")
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        app.extensions["communique"].close()


def _without_traceback(record: logging.LogRecord) -> bool:
    """Make of an answer that broke off one line in the log."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, CommuniqueError):
        record.msg, record.args, record.exc_info = "an answer broke off: %s", (error,), None
    return True
