"""Servers of other makers on loopback, for the tests of remote stores; a missing one is skipped."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

WAIT = 120  # seconds a server may take to answer; usually one
_VIRTUOSO = """[Database]
DatabaseFile = {0}/v.db
TransactionFile = {0}/v.trx
ErrorLogFile = {0}/v.log
xa_persistent_file = {0}/v.pxa
[TempDatabase]
DatabaseFile = {0}/t.db
TransactionFile = {0}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{1}
NumberOfBuffers = {3}
DirsAllowed = {4}
MaxClientConnections = 50
[HTTPServer]
ServerPort = 127.0.0.1:{2}
MaxClientConnections = 50
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextlib.contextmanager
def oxigraph():
    """Yield the address of Oxigraph's own server (PyPI: oxigraph), empty, in memory."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("Oxigraph's server is not installed (PyPI: oxigraph)")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}"], address):
        yield address


@contextlib.contextmanager
def virtuoso(folder):
    """Yield the address of a new Virtuoso (Debian: virtuoso-opensource-7-bin) in `folder`."""
    if shutil.which("virtuoso-t") is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)")
    port = free_port()
    with _running(virtuoso_command(folder, free_port(), port), f"http://127.0.0.1:{port}"):
        yield f"http://127.0.0.1:{port}"


def virtuoso_command(folder, sql, port, *, buffers=4000, files=None):
    """Return how Virtuoso is started in `folder`, on loopback, and write the settings it reads.

    It listens for SQL at `sql`, for HTTP at `port`, keeps `buffers` pages of 8 kB in memory and
    may load what lies in the folder `files`.
    """
    settings = folder / "v.ini"
    settings.write_text(_VIRTUOSO.format(folder, sql, port, buffers, files or folder))
    return ["virtuoso-t", "+foreground", "+configfile", str(settings)]


@contextlib.contextmanager
def _running(command, address):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=os.environ, **quiet)
    try:
        until = time.monotonic() + WAIT
        while not _answers(address):
            assert process.poll() is None, f"{command[0]} ended"
            assert time.monotonic() < until, f"{command[0]} does not answer"
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()


def _answers(address):
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


class Scripted:
    """A server on loopback that answers each request with the next of `answers`.

    An answer is the bytes sent before the connection is closed; after the last one it hangs up.
    `requests` are the bytes of what was asked.
    """

    def __init__(self, *answers):
        self._answers = list(answers)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.requests = []
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                with connection:
                    self.requests.append(_request(connection))
                    connection.sendall(self._answers.pop(0) if self._answers else b"")


def _request(connection):
    """Return one HTTP request as it came."""
    data = b""
    while b"\r\n\r\n" not in data and (more := connection.recv(1 << 16)):
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    while length and len(body) < int(length[1]) and (more := connection.recv(1 << 16)):
        body += more
    return head + b"\r\n\r\n" + body


def answer(status, body=b"", *headers, length=None):
    """Return the bytes of an HTTP answer; with `length`, it says that it is as long as that."""
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {length or len(body)}", *headers)
    return "\r\n".join((*lines, "Connection: close", "", "")).encode() + body


def free_port():
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
