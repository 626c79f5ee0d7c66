"""The servers that are compared: how each is filled with a file of N-Quads and started."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.servers import free_port, virtuoso_command

READY = 300  # seconds a server may take to load the data and answer
_BUFFERS = 170_000  # pages of 8 kB: what Virtuoso's own settings advise for 2 GB of free memory
_RDFLIB = """
import sys
import rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
data = rdflib.Dataset(default_union=True)
data.parse(sys.argv[1], format="nquads")
app = SparqlEndpoint(graph=data, path="/sparql", cors_enabled=False)
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


@dataclass(frozen=True)
class Peer:
    """A server under comparison; `start` is given the data, a folder and a port."""

    name: str
    start: Callable[[Path, Path, int], list[str]]
    path: str = "/sparql"


def communique(cache: int) -> Callable[[Path, Path, int], list[str]]:
    """Return how our own server is started, with `cache` MB of answers kept."""

    def start(data: Path, folder: Path, port: int) -> list[str]:
        kg, store = [sys.executable, "-m", "kg"], ["--store", str(folder / "store")]
        if not (folder / "store").exists():
            subprocess.run([*kg, "load", str(data), *store], check=True, capture_output=True)
        return [*kg, "serve", *store, "--port", str(port), "--cache", str(cache), "--token", "t"]

    return start


def oxigraph(program: str) -> Callable[[Path, Path, int], list[str]]:
    """Return how Oxigraph's own server (PyPI: oxigraph) is started."""

    def start(data: Path, folder: Path, port: int) -> list[str]:
        where = ["--location", str(folder / "store" / "oxigraph")]
        bind = ["--bind", f"127.0.0.1:{port}", "--union-default-graph"]
        return [program, "serve-read-only", *where, *bind]

    return start


def rdflib_endpoint(python: str) -> Callable[[Path, Path, int], list[str]]:
    """Return how rdflib-endpoint (PyPI) is started, over rdflib's store in memory."""
    return lambda data, folder, port: [python, "-c", _RDFLIB, str(data), str(port)]


def virtuoso(data: Path, folder: Path, port: int) -> list[str]:
    """Fill Virtuoso (Debian: virtuoso-opensource) and return how it is started."""
    home = folder / "virtuoso"
    home.mkdir()
    sql = free_port()
    command = virtuoso_command(home, sql, port, buffers=_BUFFERS, files=data.parent)
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D", server)
        load = (
            f"ld_dir('{data.parent}', '{data.name}', 'urn:g'); rdf_loader_run(); checkpoint; "
            "shutdown;"
        )
        isql = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"]
        subprocess.run(isql, check=False, capture_output=True, timeout=READY)
        server.wait(60)
    finally:
        server.kill()
    return command


@contextlib.contextmanager
def running(peer: Peer, data: Path, folder: Path) -> Iterator[tuple[str, int]]:
    """Yield the address of a peer's endpoint over the data and its process; end it afterwards."""
    port = free_port()
    command = peer.start(data, folder, port)
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}{peer.path}"
    try:
        _wait(f"{address}?query=ASK%7B%7D", server)
        _settle(server.pid)
        yield address, server.pid
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(20)
        server.kill()
        server.wait()


def found(python: str | None, oxigraph_program: str | None) -> Iterator[Peer]:
    """Yield the peers that are installed here; ours come first."""
    yield Peer("Communiqué", communique(0))
    yield Peer("Communiqué, kept answers", communique(32))
    if oxigraph_program and shutil.which(oxigraph_program):
        yield Peer("Oxigraph server", oxigraph(oxigraph_program), "/query")
    if shutil.which("virtuoso-t"):
        yield Peer("Virtuoso", virtuoso)
    if python and os.access(python, os.X_OK):
        yield Peer("rdflib-endpoint", rdflib_endpoint(python))


def _settle(process: int) -> None:
    """Wait until a server has done what it does at its start: it uses a tenth of a core at most."""
    until, before = time.monotonic() + READY, -1.0
    while time.monotonic() < until and (now := cpu_seconds(process)) - before > 0.1:
        before = now
        time.sleep(1)


def cpu_seconds(process: int) -> float:
    """Return the processor time of a process and its children so far (man 5 proc)."""
    total = 0.0
    for task in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            for child in (task / "children").read_text().split():
                total += cpu_seconds(int(child))
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return total + sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError as error:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{url} does not answer: {error}") from error
            time.sleep(0.2)
        else:
            return
