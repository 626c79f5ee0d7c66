"""Who asks, what needs the token (RFC 6750, section 2.1), and how often anybody may ask."""

from __future__ import annotations

import hmac
import ipaddress
import math
import socket
import threading
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from flask import has_request_context, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, TooManyRequests, Unauthorized

from kg.stores.turns import Asker
from kg.web.service import service

# a realm stands in quotes (RFC 9110, section 11.5), which the space brings about; what is wrong is
# told to those who sent some token (RFC 6750, section 3.1)
_REALM: dict[str, str | None] = {"realm": "Communique store"}
_WRONG: dict[str, str | None] = {**_REALM, "error": "invalid_token"}
MOST_CLIENTS = 10_000  # addresses remembered by a rate limit; the oldest are forgotten first


def require_token(sent: str | None = None) -> None:
    """Raise Forbidden where nobody may write, Unauthorized without the right token.

    `sent` is the token of a form, where one was sent so (RFC 6750, section 2.2).
    """
    if service().token is None:
        raise Forbidden("Writing is switched off; start the server with a token to allow it.")
    if not has_token(sent):
        given = sent is not None or "Authorization" in request.headers
        raise Unauthorized(
            "This is not the token that the server was started with."
            if given
            else "Send the header Authorization: Bearer with the server's token.",
            www_authenticate=WWWAuthenticate("bearer", _WRONG if given else _REALM),
        )


def has_token(sent: str | None = None) -> bool:
    """Say whether this request carries the server's token; compared in constant time."""
    token, given = service().token, request.authorization
    bearer = given.token if given is not None and given.type == "bearer" else sent
    return bool(token and bearer and hmac.compare_digest(bearer.encode(), token.encode()))


def client() -> str:
    """Return the address of who asks; of an IPv6 address its network, which is one customer's.

    >>> _network("2001:db8:1:2:3:4:5:6"), _network("192.0.2.7"), _network("unix")
    ('2001:db8:1:2::/64', '192.0.2.7', 'unix')
    """
    return _network(request.remote_addr or "")


def current_asker() -> Asker:
    """Return on whose behalf this thread asks the store: a request's client, or ourselves."""
    return Asker(client(), _gone(request.environ)) if has_request_context() else Asker()


class RateLimit:
    """At most `rate` requests a minute from each client: a token bucket that holds as many."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}  # client → tokens, at which time

    def check(self, client: str, now: float) -> None:
        """Count one request at `now` (seconds). Raises TooManyRequests, saying when to return."""
        with self._lock:
            tokens, since = self._buckets.pop(client, (float(self._rate), now))
            tokens = min(self._rate, tokens + (now - since) * self._rate / 60)
            allowed = tokens >= 1
            self._buckets[client] = (tokens - allowed, now)
            if len(self._buckets) > MOST_CLIENTS:
                del self._buckets[next(iter(self._buckets))]
        if not allowed:
            raise TooManyRequests(
                f"This server answers {self._rate} requests a minute from one address.",
                retry_after=math.ceil(round((1 - tokens) * 60 / self._rate, 3)),
            )


@lru_cache(maxsize=1024)
def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4 or parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped or parsed) if parsed.version == 6 else address
    return str(ipaddress.ip_network((address, 64), strict=False))


def _gone(environ: dict[str, Any]) -> Callable[[], bool]:
    """Return the test for a client that has closed its connection, under waitress or gunicorn."""
    test: Callable[[], bool] | None = environ.get("waitress.client_disconnected")
    if test is not None:
        return test
    connection: socket.socket | None = environ.get("gunicorn.socket")
    return Asker().gone if connection is None else partial(_closed, connection)


def _closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
