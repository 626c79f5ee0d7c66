"""The HTTP server: waitress, with a pace below which a client is let go, and a graceful end."""

from __future__ import annotations

import logging
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType
from typing import Any

import waitress
from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask, WSGITask

from kg.errors import CommuniqueError, ConfigError
from kg.web.headers import ALWAYS

PACE = 1024  # bytes a second, on average, at which a request comes and an answer is taken
PATIENCE = 30  # seconds of grace before a connection slower than that, or idle, is closed
MOST_CONNECTIONS = 1000
MOST_HEAD = 128 << 10  # bytes of address and headers; a longer query is sent by POST
# seconds of Python after which a thread lets another on: answering takes several short steps, and
# beside a page in the making each would wait Python's usual 5 ms
SWITCH = 0.0005
LINGER = 2.0  # seconds in which what a refused client still sends is thrown away
_NEVER = 1 << 62  # bytes: an answer waits for its client on disk, never in a worker


@dataclass(frozen=True)
class Address:
    """Where to listen; port 0 lets the system choose. `proxy` may say whom it asks for."""

    host: str = "127.0.0.1"
    port: int = 8000
    proxy: str | None = None


def serve(
    app: Flask,
    address: Address,
    most_body: int,
    *,
    threads: int = 24,
    grace: float = 10.0,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until SIGTERM or SIGINT, then close the store; `ready` is told the address.

    After the signal what runs may take `grace` seconds more; a second signal ends it at once.
    Raises ConfigError where it cannot listen.
    """
    sys.setswitchinterval(SWITCH)
    logging.getLogger("waitress").addFilter(_without_traceback)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    trusted = {
        "trusted_proxy": address.proxy,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"},
    }
    try:
        server = waitress.create_server(
            app,
            host=address.host,
            port=address.port,
            threads=threads,
            ident=None,
            channel_request_lookahead=1,  # else nobody notices that a client has gone
            channel_timeout=PATIENCE,
            cleanup_interval=PATIENCE / 6,
            connection_limit=MOST_CONNECTIONS,
            asyncore_use_poll=True,
            max_request_header_size=MOST_HEAD,
            max_request_body_size=most_body,
            outbuf_high_watermark=_NEVER,
            clear_untrusted_proxy_headers=True,
            **(trusted if address.proxy else {}),
        )
    except OSError as error:
        where = f"{address.host}, port {address.port}"
        raise ConfigError(
            f"nobody can be served at {where}: {error.strerror}; choose another --host or --port"
        ) from error
    sockets = getattr(server, "map", None) or server._map
    for listening in sockets.values():
        listening.channel_class = Channel
    host, port = getattr(server, "effective_listen", [(address.host, None)])[0]
    port = port or server.effective_port
    stop = _Stop()
    ready(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
    try:
        _run(app, sockets, stop, grace)
    finally:
        server.close()
        app.extensions["communique"].close()


class _Stop:
    """How often the process was told to stop."""

    def __init__(self) -> None:
        self.told = 0
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._tell)

    def _tell(self, number: int, frame: FrameType | None) -> None:
        self.told += 1


def _run(app: Flask, sockets: dict[int, Any], stop: _Stop, grace: float) -> None:
    while not stop.told:
        wasyncore.loop(timeout=0.5, use_poll=True, map=sockets, count=1)
    observer = app.extensions["communique.observer"]
    observer.draining = True
    until = time.monotonic() + grace
    while stop.told < 2 and time.monotonic() < until and (observer.active or _unsent(sockets)):
        wasyncore.loop(timeout=0.1, use_poll=True, map=sockets, count=1)


def _unsent(sockets: dict[int, Any]) -> bool:
    return any(
        getattr(s, "total_outbufs_len", 0) or getattr(s, "requests", 0) for s in [*sockets.values()]
    )


class _Refusal(ErrorTask):  # type: ignore[misc]
    """What is answered to bytes that are no request."""

    def execute(self) -> None:
        self.response_headers.extend(ALWAYS)
        super().execute()


class _Task(WSGITask):  # type: ignore[misc]
    """What is answered to a request: a connection stays open where it can be told what comes next.

    waitress closes it after each answer without a length, and answers HEAD by a last chunk.
    """

    @property
    def has_body(self) -> bool:
        """Say whether bytes follow the head, or their number is in it."""
        told = self.request.command != "HEAD" or self.content_length is not None
        return told and bool(super().has_body)

    def set_close_on_finish(self) -> None:
        """Close the connection after this, if it has to be (RFC 9112, sections 6.3 and 9.3)."""
        delimited = self.version == "1.1" and (self.chunked_response or not self.has_body)
        if not delimited or self.request.headers.get("CONNECTION", "").lower() == "close":
            super().set_close_on_finish()


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads requests; a length of thousands of digits is no number, and no fault of the server."""

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError("Content-Length is invalid") from error
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            self.headers["CONNECTION"] = "close"  # RFC 9112, section 6.1


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that counts as idle while it is slower than PACE, in either direction.

    Else a client that sends or takes a byte now and then would hold it for ever. One whose request
    is refused before all of it is here reads why before it is cut off (RFC 9112, section 9.6).
    """

    task_class = _Task
    error_task_class = _Refusal
    parser_class = _Parser

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._reading = self._writing = _Progress()
        self._refusing, self._lingers_until = False, 0.0
        super().__init__(*arguments, **named)

    def service(self) -> None:
        """Answer a request."""
        self._refusing = self.requests[0].error is not None
        super().service()

    def handle_close(self) -> None:
        """Close the connection; at first only for writing, if the client may still be sending."""
        if self._refusing:
            self._refusing, self._lingers_until = False, time.time() + LINGER
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
                self.will_close = False
                return
        super().handle_close()

    def send_continue(self) -> None:
        """Ask for the body of a request, where one is to come (RFC 9110, section 10.1.1)."""
        if not self.request.completed:
            super().send_continue()

    def received(self, data: bytes) -> bool:
        """Take what came; while a request is incomplete its pace tells when it was active."""
        if self._lingers_until:
            self.will_close = time.time() > self._lingers_until
            return False
        fine = super().received(data)
        self._reading = self._reading.after(len(data), self.request is not None)
        self.last_activity = self._reading.active
        return bool(fine)

    def _flush_some(self, do_close: bool = True) -> bool:
        before = self.total_outbufs_len
        sent = super()._flush_some(do_close)
        left = self.total_outbufs_len
        if sent:
            self._writing = self._writing.after(before - left, left > 0)
            self.last_activity = self._writing.active
        return bool(sent)


@dataclass(frozen=True, slots=True)
class _Progress:
    """A transfer under way since `since` (0: none), `size` bytes so far."""

    since: float = 0.0
    size: int = 0

    def after(self, size: int, unfinished: bool) -> _Progress:
        """Return the progress with some more bytes."""
        if not unfinished:
            return _Progress()
        return _Progress(self.since or time.time(), self.size + size)

    @property
    def active(self) -> float:
        """When the connection last kept pace."""
        return min(time.time(), self.since + self.size / PACE) if self.since else time.time()


def _without_traceback(record: logging.LogRecord) -> bool:
    """Make of an answer that broke off one line in the log."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, CommuniqueError):
        record.msg, record.args, record.exc_info = "an answer broke off: %s", (error,), None
    return True
