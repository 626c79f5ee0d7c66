"""What the server did: one line a request in the access log, and the numbers behind `/metrics`.

It stands between the WSGI server and the application, so that the time and the bytes of a streamed
answer are those of all of it.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TextIO
from urllib.parse import urlsplit

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)  # seconds
ROUTE = "communique.route"  # where in the environment the application leaves its rule

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True)
class AccessLog:
    """Where requests are logged in Combined Log Format; query strings only with `queries`."""

    out: TextIO
    queries: bool = False

    def write(self, environ: Environ, status: int, size: int) -> None:
        """Add a line (httpd.apache.org/docs/2.4/logs.html#combined)."""
        path, referer = environ.get("REQUEST_URI") or _path(environ), environ.get("HTTP_REFERER")
        if not self.queries:
            path = path.partition("?")[0]
            referer = referer and _without_query(referer)
        now = datetime.now().astimezone().strftime("%d/%b/%Y:%H:%M:%S %z")
        line = f"{environ['REQUEST_METHOD']} {path} {environ['SERVER_PROTOCOL']}"
        quoted = (line, referer or "-", environ.get("HTTP_USER_AGENT") or "-")
        request, origin, agent = map(_escaped, quoted)
        address = _escaped(environ.get("REMOTE_ADDR") or "-")
        text = f'{address} - - [{now}] "{request}" {status} {size or "-"} "{origin}" "{agent}"'
        with suppress(OSError, ValueError):  # a log that is full or closed stops no answer
            self.out.write(text + "\n")
            self.out.flush()


class Observer:
    """Counts the requests that pass through it; `active` are those not yet answered to the end."""

    def __init__(self, application: Application, log: AccessLog | None) -> None:
        self._application, self._log = application, log
        self._lock = threading.Lock()
        self.draining = False
        self.active = 0
        self.requests: Counter[tuple[str, int]] = Counter()  # route, status
        self.durations: Counter[float] = Counter()  # upper bound of a bucket
        self.seconds = 0.0

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass a request on, as PEP 3333 has it."""
        started, statuses = time.monotonic(), [500]

        def start(status: str, *rest: Any) -> Any:
            statuses.append(int(status[:3]))
            return start_response(status, *rest)

        with self._lock:
            self.active += 1
        try:
            body = self._application(environ, start)
        except BaseException:
            self._done(environ, started, 500, 0)
            raise
        return _Body(body, lambda size: self._done(environ, started, statuses[-1], size))

    def _done(self, environ: Environ, started: float, status: int, size: int) -> None:
        taken = time.monotonic() - started
        bucket = next((b for b in BUCKETS if taken <= b), float("inf"))
        with self._lock:
            self.active -= 1
            self.requests[environ.get(ROUTE, "other"), status] += 1
            self.durations[bucket] += 1
            self.seconds += taken
        if self._log is not None:
            self._log.write(environ, status, size)


class _Body:
    """The bytes of an answer on their way; `done` is told how many once it is closed."""

    def __init__(self, body: Any, done: Callable[[int], None]) -> None:
        self._body, self._done, self._size = body, done, 0

    def __iter__(self) -> Iterator[bytes]:
        for data in self._body:
            self._size += len(data)
            yield data

    def close(self) -> None:
        """Close what is under it, then tell."""
        done, self._done = self._done, lambda _: None
        try:
            if hasattr(self._body, "close"):
                self._body.close()
        finally:
            done(self._size)


def _path(environ: Environ) -> str:
    query, path = environ.get("QUERY_STRING", ""), str(environ.get("PATH_INFO", ""))
    return path + (f"?{query}" if query else "")


def _without_query(address: str) -> str:
    try:
        return urlsplit(address)._replace(query="", fragment="").geturl()
    except ValueError:
        return "-"


def _escaped(text: str) -> str:
    r"""Return text that neither ends a field nor a line.

    >>> print(_escaped('a "b"\n'))
    a \"b\"\x0a
    """
    plain = text.replace("\\", r"\\").replace('"', r"\"")
    return "".join(c if " " <= c <= "~" else _bytes_of(c) for c in plain)


def _bytes_of(character: str) -> str:
    return "".join(map(r"\x{:02x}".format, character.encode(errors="surrogatepass")))
