"""`/health` and `/metrics`: what those who run the server ask it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import accumulate
from typing import cast

from flask import Blueprint, Response, current_app, jsonify

from kg import __version__
from kg.errors import CommuniqueError
from kg.stores.pool import QueryPool
from kg.web.observation import BUCKETS, Observer
from kg.web.service import service

blueprint = Blueprint("monitoring", __name__)
PATHS = ("/health", "/metrics")  # these are answered when nothing else is
_PREFIX = "communique_"
_TEXT = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[dict[str, str], float]


def observer() -> Observer:
    """Return the observer of the application that handles this request."""
    return cast(Observer, current_app.extensions["communique.observer"])


@blueprint.get("/health/live")
def live() -> Response:
    """Say that the process answers; where it does not, start it anew."""
    return jsonify(status="ok")


@blueprint.get("/health")
@blueprint.get("/health/ready")
def ready() -> Response:
    """Say whether queries can be answered: not while the server stops or has no workers."""
    pool, stopping = service().pool, observer().draining
    fine = pool.ready and not stopping
    status = "ok" if fine else "stopping" if stopping else "not ready"
    response = jsonify(
        status=status, workers=pool.workers, idle_workers=pool.idle, waiting=pool.waiting
    )
    response.status_code = 200 if fine else 503
    return response


@blueprint.get("/metrics")
def metrics() -> Response:
    """Return the numbers in the Prometheus text format, version 0.0.4."""
    lines = (*_of_requests(observer()), *_of_store(service().pool), *_of_data())
    return Response("".join(f"{line}\n" for line in lines), content_type=_TEXT)


def _of_requests(seen: Observer) -> Iterator[str]:
    requests = [
        ({"route": route, "status": str(status)}, n)
        for (route, status), n in sorted(seen.requests.copy().items())
    ]
    yield from _metric("http_requests_total", "counter", "Requests answered.", requests)
    durations = seen.durations.copy()
    bounds = (*BUCKETS, float("inf"))
    counts = list(accumulate(durations[b] for b in bounds))
    name = f"{_PREFIX}http_request_duration_seconds"
    yield f"# HELP {name} Time from a request to the end of its answer."
    yield f"# TYPE {name} histogram"
    for bound, n in zip(bounds, counts, strict=True):
        yield f'{name}_bucket{{le="{"+Inf" if bound == bounds[-1] else bound}"}} {n}'
    yield f"{name}_sum {seen.seconds}"
    yield f"{name}_count {counts[-1]}"
    yield from _gauge("http_requests_active", "Requests being answered.", seen.active)


def _of_store(pool: QueryPool) -> Iterator[str]:
    yield from _gauge("queries_running", "Queries in a worker.", pool.running)
    yield from _gauge("queries_waiting", "Queries that wait for a worker.", pool.waiting)
    yield from _gauge("workers", "Query workers.", pool.workers)
    yield from _gauge("workers_idle", "Query workers that wait for work.", pool.idle)
    killed = [({"reason": reason}, n) for reason, n in sorted(pool.killed.copy().items())]
    yield from _metric("workers_killed_total", "counter", "Workers ended, by why.", killed)
    hits = pool.cache.hits
    yield from _metric("cache_hits_total", "counter", "Answers given from memory.", [({}, hits)])
    generation = "States of the store since it is served; each write makes one."
    yield from _gauge("dataset_generation", generation, pool.generation)
    yield from _gauge("ready", "Whether queries can be answered.", int(pool.ready))


def _of_data() -> Iterator[str]:
    with suppress(CommuniqueError):  # counting is a query like others: when busy there is no count
        counts = service().counts()
        yield from _gauge("quads", "Triples in named graphs.", counts["triples"])
        yield from _gauge("articles", "Articles.", counts["articles"])
    yield from _metric("info", "gauge", "Version.", [({"version": __version__}, 1)])


def _gauge(name: str, help_: str, value: float) -> Iterator[str]:
    return _metric(name, "gauge", help_, [({}, value)])


def _metric(name: str, kind: str, help_: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {_PREFIX}{name} {help_}"
    yield f"# TYPE {_PREFIX}{name} {kind}"
    for labels, value in samples:
        inside = ",".join(f'{k}="{_escaped(v)}"' for k, v in labels.items())
        yield f"{_PREFIX}{name}{f'{{{inside}}}' if inside else ''} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
