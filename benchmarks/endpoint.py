"""Compare the endpoint with its peers: the same data, questions and client, all in one run.

    python -m benchmarks.endpoint --rdflib-python PYTHON --oxigraph PROGRAM -o RESULTS.md

PYTHON has rdflib-endpoint installed, PROGRAM is Oxigraph's server (PyPI: oxigraph); Virtuoso is
used if `virtuoso-t` is there. A peer that is missing is left out. Look at ratios, not at times.
"""

from __future__ import annotations

import argparse
import http.client
import io
import math
import random
import statistics
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from benchmarks.articles import article, dataset
from benchmarks.peers import Peer, communique, cpu_seconds, found, running
from benchmarks.questions import QUESTIONS

ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
PAUSES = (0, 0.2)  # seconds between writes: none, and as one core reads articles
SLOWEST = 30.0  # seconds after which a question counts as not answered
Ask = Callable[[str], int]


@dataclass(frozen=True)
class Timing:
    """What one question took: milliseconds with one client, answers a second with eight.

    `cpu` is the server's processor time for one answer, in milliseconds: it depends less on what
    else the machine does.
    """

    p50: float
    p95: float
    cpu: float
    rate: float | None
    size: int


def main() -> None:
    """Run the comparison and write the tables."""
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = folder / "data" / "articles.nq"
        data.parent.mkdir()
        with data.open("w") as out:
            quads = sum(out.write(line + "\n") > 0 for line in dataset(options.articles))
        results: dict[str, Mapping[str, Timing]] = {}
        for peer in found(options.rdflib_python, options.oxigraph):
            results[peer.name] = _measured(peer, data, folder, options.seconds)
            if peer.name == "Communiqué":
                results["bare engine"] = dict(_bare(folder, options.seconds))
                reading = _reading_while_writing(data, folder, options.seconds)
            _write_down(options.out, quads, results, reading)


def _write_down(
    out: Path | None,
    quads: int,
    results: Mapping[str, Mapping[str, Timing]],
    reading: Mapping[str, list[float]],
) -> None:
    """Write what is known so far, so that a run that is broken off is not lost."""
    text = "\n".join(_report(quads, results, reading)) + "\n"
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        print(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=18_000, help="some 56 quads each")
    parser.add_argument("--seconds", type=float, default=1.5, help="for each question and peer")
    parser.add_argument("--rdflib-python", help="a Python with rdflib-endpoint installed")
    parser.add_argument("--oxigraph", help="Oxigraph's own server")
    parser.add_argument("-o", "--out", type=Path)
    return parser.parse_args()


def _measured(peer: Peer, data: Path, folder: Path, seconds: float) -> Mapping[str, Timing]:
    try:
        with running(peer, data, folder) as (address, process):
            used = partial(cpu_seconds, process)
            return {
                name: timing
                for name, text in QUESTIONS.items()
                if (timing := _timed(lambda: _client(address), text, seconds, used)) is not None
            }
    except (RuntimeError, OSError) as error:
        print(f"{peer.name} is left out: {error}")
        return {}


def _bare(folder: Path, seconds: float) -> Iterator[tuple[str, Timing]]:
    """Time the engine in this process, answers written to memory."""
    store = ox.Store.read_only(str(folder / "store" / "oxigraph"))

    def ask(text: str) -> int:
        answer, out = store.query(text, use_default_graph_as_union=True), io.BytesIO()
        graph = isinstance(answer, ox.QueryTriples)
        form = ox.RdfFormat.N_TRIPLES if graph else ox.QueryResultsFormat.JSON
        answer.serialize(out, form)
        return len(out.getvalue())

    for name, text in QUESTIONS.items():
        timing = _timed(lambda: ask, text, seconds, time.process_time)
        if timing is not None:
            yield name, timing


def _client(address: str) -> Ask:
    """Return a function that asks over one connection and returns the size of the answer."""
    url = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=SLOWEST)

    def ask(text: str) -> int:
        query = urllib.parse.urlencode({"query": text})
        connection.request("GET", f"{url.path}?{query}", headers={"Accept": ACCEPT})
        with closing(connection.getresponse()) as response:
            data = response.read()
            if response.status != 200:
                raise OSError(f"{response.status}: {data[:100]!r}")
        return len(data)

    return ask


def _timed(
    client: Callable[[], Ask], text: str, seconds: float, used: Callable[[], float]
) -> Timing | None:
    """Return what a question takes; None where it fails or takes longer than SLOWEST."""
    try:
        started, size = time.perf_counter(), client()(text)
        first, before = time.perf_counter() - started, used()
        times = _repeat(client(), text, seconds if first < 5 else 0)
        cpu = 1000 * (used() - before) / len(times)
        many: list[list[float]] = [[] for _ in range(8)]
        threads = [
            threading.Thread(target=lambda m=m: m.extend(_answered(client(), text, seconds)))
            for m in many
        ]
        began = time.perf_counter()
        if first < 2:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        rate = sum(map(len, many)) / (time.perf_counter() - began) if first < 2 else None
    except (OSError, http.client.HTTPException, RuntimeError):
        return None
    return Timing(1000 * statistics.median(times), 1000 * _p95(times), cpu, rate, size)


def _answered(ask: Ask, text: str, seconds: float) -> list[float]:
    """Return the times of one of many clients; none if it is refused."""
    try:
        return _repeat(ask, text, seconds)
    except (OSError, http.client.HTTPException):
        return []


def _repeat(ask: Ask, text: str, seconds: float) -> list[float]:
    times, until = [], time.perf_counter() + seconds
    while not times or time.perf_counter() < until:
        started = time.perf_counter()
        ask(text)
        times.append(time.perf_counter() - started)
    return times


def _p95(times: list[float]) -> float:
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


def _reading_while_writing(data: Path, folder: Path, seconds: float) -> dict[str, list[float]]:
    """Read one article after the other: alone, and while articles are replaced at each pace."""
    peer, found = Peer("Communiqué", communique(0)), list[list[float]]()
    with running(peer, data, folder) as (address, _):
        alone = _p95(_read(address, seconds * 4)[0])
        for pause in PAUSES:
            stop, written = threading.Event(), [0]
            writer = threading.Thread(target=_write, args=(address, stop, written, pause))
            writer.start()
            began = time.perf_counter()
            beside, mixed = _read(address, seconds * 4)
            stop.set()
            writer.join()
            rate = written[0] / (time.perf_counter() - began)
            p95 = _p95(beside)
            found.append([1000 * alone, 1000 * p95, p95 / alone, len(beside), mixed, rate])
    names = ("p95 alone, ms", "p95 beside writes, ms", "ratio", "answers beside writes")
    names += ("articles seen half", "articles written a second")
    return dict(zip(names, map(list, zip(*found, strict=True)), strict=True))


def _read(address: str, seconds: float) -> tuple[list[float], int]:
    """Return the times, and how many articles had statements of more than one edition."""
    chance, times, mixed, until = random.Random(2), [], 0, time.perf_counter() + seconds
    url = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=SLOWEST)
    while time.perf_counter() < until:
        graph = f"https://w3id.org/communique/kg/article/{chance.randrange(20):06d}"
        text = (
            f"SELECT (COUNT(DISTINCT ?edition) AS ?n) {{ GRAPH <{graph}> {{ ?s "
            "<http://www.w3.org/2000/01/rdf-schema#label> ?label "
            'BIND(STRBEFORE(?label, ":") AS ?edition) } }'
        )
        started = time.perf_counter()
        query = urllib.parse.urlencode({"query": text})
        connection.request("GET", f"{url.path}?{query}", headers={"Accept": "text/csv"})
        answer = connection.getresponse().read()
        times.append(time.perf_counter() - started)
        mixed += answer.split()[-1] != b"1"
    return times, mixed


def _write(address: str, stop: threading.Event, written: list[int], pause: float) -> None:
    url = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=SLOWEST)
    headers = {"Authorization": "Bearer t", "Content-Type": "application/sparql-update"}
    chance = random.Random(3)
    while not stop.is_set():
        number = chance.randrange(20)
        graph = f"https://w3id.org/communique/kg/article/{number:06d}"
        triples = " .\n".join(article(number, chance, written[0] + 1))
        text = f"DROP SILENT GRAPH <{graph}> ; INSERT DATA {{ GRAPH <{graph}> {{ {triples} }} }}"
        connection.request("POST", "/update?force=true", text.encode(), headers)
        response = connection.getresponse()
        response.read()
        if response.status != 204:
            raise RuntimeError(f"the write was refused: {response.status}")
        written[0] += 1
        stop.wait(pause)


def _report(
    quads: int, results: Mapping[str, Mapping[str, Timing]], reading: Mapping[str, list[float]]
) -> Iterator[str]:
    peers = [name for name in results if results[name]]
    ours, bare = results["Communiqué"], results["bare engine"]
    yield f"{quads:,} quads. A cell: p50 / p95 in ms with one client · answers a second with 8"
    yield "clients · ms of the server's processor time for one answer.\n"
    yield "| question | " + " | ".join(peers) + " |"
    yield "|---" * (len(peers) + 1) + "|"
    for name in QUESTIONS:
        cells = (_cell(results[p].get(name)) for p in peers)
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield "\nGeometric means over the questions a peer answered, as multiples of ours:\n"
    yield "| peer | p50 with one client | processor time | answered |"
    yield "|---|---|---|---|"
    for peer in peers:
        both = [q for q in QUESTIONS if q in results[peer] and q in ours]
        p50 = _ratio([(results[peer][q].p50, ours[q].p50) for q in both])
        cpu = _ratio([(results[peer][q].cpu, ours[q].cpu) for q in both])
        yield f"| {peer} | {p50:.2f} | {cpu:.2f} | {len(both)} of {len(QUESTIONS)} |"
    worst = max((ours[q].p50 / bare[q].p50, q) for q in ours if q in bare)
    yield f"\nFarthest from the bare engine: {worst[1]}, {worst[0]:.1f} times.\n"
    yield "Reading one article at a time, alone and while articles are replaced:\n"
    yield "| | " + " | ".join(f"{pause} s between writes" for pause in PAUSES) + " |"
    yield "|---" * (len(PAUSES) + 1) + "|"
    for name, values in reading.items():
        yield f"| {name} | " + " | ".join(f"{value:,.1f}" for value in values) + " |"


def _ratio(pairs: list[tuple[float, float]]) -> float:
    """Return the geometric mean of quotients; below the clock's 10 µs nothing is told apart."""
    return math.exp(statistics.fmean(math.log(max(a, 0.01) / max(b, 0.01)) for a, b in pairs))


def _cell(timing: Timing | None) -> str:
    if timing is None:
        return "–"
    rate = "–" if timing.rate is None else f"{timing.rate:,.0f}"
    return f"{timing.p50:,.1f} / {timing.p95:,.1f} · {rate} · {timing.cpu:,.1f}"


if __name__ == "__main__":
    main()
