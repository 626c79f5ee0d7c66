"""The web application: SPARQL endpoint, graph store, downloads and pages over one store."""

from __future__ import annotations

import atexit
import os
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from flask import Flask, Response, request
from werkzeug.exceptions import ServiceUnavailable

from kg.config import Config, load_config
from kg.iris import BASE, shorten
from kg.stores.oxigraph import open_store
from kg.stores.pool import QueryPool
from kg.web import (
    access,
    adding,
    api,
    articles,
    aside,
    corrections,
    description,
    downloads,
    editing,
    endpoint,
    errands,
    graphs,
    headers,
    identities,
    monitoring,
    openapi,
    pages,
    pictures,
    problems,
    search,
    server,
    statements,
    submissions,
    terms,
    things,
    updates,
    validation,
)
from kg.web.checks import Checker
from kg.web.corpus import built, warm
from kg.web.federation import Federation
from kg.web.guests import Guests
from kg.web.intakes import Intake
from kg.web.navigation import NAVIGATION
from kg.web.observation import ROUTE, AccessLog, Observer
from kg.web.server import Address
from kg.web.service import Service
from kg.web.trends import trends
from kg.web.wellformed import METHODS, ignore_odd_range, is_about_server, require_wellformed

MOST_BODY = 64 << 20  # bytes of a document or update that is sent
MOST_QUERY = 1 << 20  # characters of a query
MOST_FORM = 4 << 20  # bytes of a form from anybody: forms are taken apart in this process
WAITING = 16  # queries that may wait for a worker
SPARE = 6  # threads for what needs no worker
PREVIEWS = 12  # articles a minute that one address may have read without the token

__all__ = ["PREVIEWS", "AccessLog", "Address", "create_app", "serve"]

_PARTS = (
    adding,
    api,
    articles,
    aside,
    corrections,
    description,
    downloads,
    editing,
    endpoint,
    graphs,
    identities,
    monitoring,
    openapi,
    pages,
    pictures,
    search,
    statements,
    submissions,
    things,
    updates,
    validation,
)


def create_app(
    store: str | Path | None = None,
    *,
    token: str | None = None,
    union: bool = True,
    timeout: float = 30.0,
    base: str = BASE,
    workers: int | None = None,
    memory_mb: int = 3072,
    answer_mb: int = 1024,
    answer_rows: int = 0,
    cache_mb: int = 32,
    rate: int = 0,
    previews: int = PREVIEWS,
    log: AccessLog | None = None,
    services: Sequence[str] = (),
    settings: Config | None = None,
) -> Flask:
    """Return the application over the store in a folder, which nobody else may write meanwhile.

    `memory` is an empty store that is gone afterwards; None takes the store of the settings. With
    `token`, whoever has it may write. `timeout` is in seconds, `memory_mb` for each worker (None:
    one a processor, at least two), `answer_mb` for each answer to a query and `answer_rows` for
    one at `/sparql` (0: any number), `cache_mb` for short answers that are kept until the next
    write, `rate` in requests a minute from one address (0: any number), `previews` in articles a
    minute that one address may have read without the token (0: none). `services` are the
    endpoints that queries may ask. `settings` say how articles that are sent are read, and where
    those that do not conform are set aside. One process serves a
    store: give it threads, not forks. Raises StoreError.
    """
    if store is None:
        settings = load_config()
        store, base, services = settings.store, settings.base, settings.services
    settings = settings or Config(base=base)
    location = str(store).removeprefix("oxigraph:")
    if location == "memory":
        temporary = tempfile.TemporaryDirectory(prefix="kg-")
        atexit.register(temporary.cleanup)
        location = temporary.name
        open_store(location, create=True).close()
    pool = QueryPool(
        location,
        workers or max(2, os.cpu_count() or 0),
        timeout=timeout,
        memory_mb=memory_mb,
        most_answer=answer_mb << 20,
        cache_mb=cache_mb,
        most_waiting=WAITING,
        asker=access.current_asker,
    )

    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=MOST_BODY, MAX_FORM_MEMORY_SIZE=MOST_BODY)
    app.url_map.strict_slashes = False
    app.json.sort_keys = False  # type: ignore[attr-defined]
    checker, intake = Checker(settings, memory_mb), Intake(settings, memory_mb)
    federation = Federation(services)
    service = Service(
        pool, base, union, token, checker, intake, federation, MOST_QUERY, answer_rows
    )
    atexit.register(service.close)
    app.extensions["communique"] = service
    app.extensions["communique.guests"] = Guests(previews)
    _watch_over(app, rate, log)
    for part in _PARTS:
        app.register_blueprint(part.blueprint)
    app.register_blueprint(pages.shared)
    things.install(app, base)
    problems.install(app)
    errands.install(app)
    headers.install(app)
    app.jinja_env.globals.update(
        navigation=NAVIGATION,
        shown=lambda term: terms.shown(term, base),
        href=lambda iri: terms.href(iri, base),
        built=built,
        in_words=terms.in_words,
        linked=terms.linked,
        trends=trends,
        setting=terms.setting,
        shorten=lambda iri: shorten(iri, base),
    )
    return app


def serve(
    app: Flask,
    address: Address,
    *,
    grace: float = 10.0,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until SIGTERM or SIGINT, with as many threads as there are requests at once."""
    threads = app.extensions["communique"].pool.workers + WAITING + SPARE
    threading.Thread(target=warm, args=(app,), daemon=True).start()
    server.serve(app, address, MOST_BODY, threads=threads, grace=grace, ready=ready)


def _watch_over(app: Flask, rate: int, log: AccessLog | None) -> None:
    """Observe all requests; refuse those that come too often, or while the server stops."""
    observer = Observer(app.wsgi_app, log)
    app.wsgi_app = observer  # type: ignore[method-assign]
    app.extensions["communique.observer"] = observer
    limit = access.RateLimit(rate) if rate else None

    @app.before_request
    def admit() -> Response | None:
        request.environ[ROUTE] = request.url_rule.rule if request.url_rule else "other"
        require_wellformed()
        if is_about_server():
            return Response(status=204, headers={"Allow": ", ".join(METHODS)})
        ignore_odd_range()
        if request.path.startswith(monitoring.PATHS):
            return None
        if observer.draining:
            raise ServiceUnavailable("The server is stopping; try again soon.", retry_after=5)
        if limit is not None:
            limit.check(access.client(), time.monotonic())
        if request.method not in ("GET", "HEAD") and not access.has_token():
            request.max_form_memory_size = MOST_FORM
            if request.mimetype == "application/x-www-form-urlencoded":
                request.max_content_length = MOST_FORM
        return None
