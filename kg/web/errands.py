"""Questions over much data, worked out beside the request: who has to wait is told so.

A page that goes through all statements of a large store takes longer than anybody looks at an
empty window. Its answer is worked out by a thread beside, a few at a time, and kept until the
next write; meanwhile the page says what it is doing, and asks again by itself.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import Flask, Response, current_app, render_template, request

from kg.web.service import Row, service

MANY = 20_000  # statements from which on a page may have to wait
PATIENCE = 3.0  # seconds until a page says so
AGAIN = 3  # seconds after which it asks again
KEPT = 32  # answers
AT_ONCE = 2
LONGER = 4  # times a query's time limit: nobody's connection hangs meanwhile
T = TypeVar("T")


class UnfinishedError(Exception):
    """An answer is being worked out, since this many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class _Errand:
    answer: Future[Any]
    since: float


class Errands:
    """The latest errands, by the state of the dataset and a name."""

    def __init__(self) -> None:
        self._runner = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="kg-errand")
        self._found: OrderedDict[tuple[str, str], _Errand] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, state: str, name: str, work: Callable[[], T], patience: float | None = None) -> T:
        """Return what `work` gives, and raise what it raises; UnfinishedError while it works."""
        with self._lock:
            for key in [key for key, e in self._found.items() if key[0] != state]:
                self._found.pop(key).answer.cancel()
            errand = self._found.get((state, name))
            if errand is None:
                errand = _Errand(self._runner.submit(work), time.monotonic())
                self._found[state, name] = errand
            self._found.move_to_end((state, name))
            while len(self._found) > KEPT:
                self._found.popitem(last=False)[1].answer.cancel()
        if not wait([errand.answer], PATIENCE if patience is None else patience).done:
            raise UnfinishedError(time.monotonic() - errand.since)
        if errand.answer.cancelled() or errand.answer.exception():
            with self._lock:
                self._found.pop((state, name), None)
        return cast(T, errand.answer.result())


def install(app: Flask) -> None:
    """Let pages of the application have errands."""
    app.extensions["communique.errands"] = Errands()
    app.register_error_handler(UnfinishedError, _waiting)


def soon(
    name: str, ask: Callable[[Callable[[str], list[Row]]], T], patience: float | None = None
) -> T:
    """Return what `ask` makes of the rows of queries, which it gets a function for.

    Raises UnfinishedError where there is much to go through and it is not there after so many
    seconds (None: PATIENCE).
    """
    if service().statements() <= MANY:
        return ask(service().rows)
    timeout = LONGER * service().pool.timeout
    return beside(
        name, lambda: ask(lambda sparql: service().rows(sparql, timeout=timeout)), patience
    )


def beside(name: str, work: Callable[[], T], patience: float | None = None) -> T:
    """Return what `work` gives for the dataset as it is now; it may ask the service.

    Raises UnfinishedError where it is not there after so many seconds (None: PATIENCE).
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def job() -> T:
        with app.app_context():  # of no request: whoever asks may have gone meanwhile
            return work()

    errands: Errands = app.extensions["communique.errands"]
    return errands.ask(service().state, name, job, patience)


def _waiting(error: UnfinishedError) -> Response:
    corpus = service().known("corpus")
    page = render_template("waiting.html", corpus=corpus, seconds=error.seconds, again=AGAIN)
    headers = {"Refresh": str(AGAIN), "Retry-After": str(AGAIN), "Cache-Control": "no-store"}
    return Response(page, 202 if request.method == "GET" else 503, headers, mimetype="text/html")
