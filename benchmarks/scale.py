"""What it costs to build, load and ask graphs of growing size, with a plot of cost against size.

    python -m benchmarks.scale build 250 500 1000 -o DIR       texts read with one and two processes
    python -m benchmarks.scale store 1000 10000 100000 -o DIR  graphs loaded in bulk, and asked
    python -m benchmarks.scale ask 10000 -o DIR --keep STORES  those kept before, asked again
    python -m benchmarks.scale identify 10000 -o DIR --keep STORES  who is who there, anew
    python -m benchmarks.scale report -o DIR                   tables and plots of what is in DIR
    python -m benchmarks.scale news 400 -o DIR                 texts as `build` reads them, alone

The news is synthetic (`benchmarks.synthetic`), made from `--articles` (by default the bundled
examples). `build` runs `kg build` into a new store each time; what starting costs is known from
the smallest size, so cost is given between one size and the next. `store` needs about 350 kB of
disk an article until it is done; with `--keep` the stores stay in that folder. CPU times depend
little on what else the machine does, times on the clock do.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from benchmarks.peers import cpu_seconds
from benchmarks.plots import plot
from benchmarks.synthetic import News, Stream, shared, templates
from kg import __version__
from kg.catalogue import CatalogueQuery, load_catalogue
from kg.config import Config
from kg.errors import CommuniqueError
from kg.identity.graph import entities_iri
from kg.identity.identify import identify
from kg.iris import BASE
from kg.model import Article
from kg.paths import EXAMPLES
from kg.pipeline import open_pipeline
from kg.plugins import open_store
from kg.readers.sources import read_articles
from kg.reference import load_reference
from kg.stores.pool import QueryPool

SLOWEST = 60.0  # seconds after which a question counts as not answered
CLOCK, CPU = 0, 1  # the places of the two times of an answer
_ACCEPT = {"solutions": "application/sparql-results+json", "boolean": None, "graph": None}
Figures = dict[str, Any]


def main() -> None:
    """Measure, or write what was measured."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=["build", "store", "ask", "identify", "report", "news"])
    options.add_argument("sizes", nargs="*", type=int, help="numbers of articles")
    options.add_argument("-o", "--out", type=Path, required=True, help="folder of the results")
    options.add_argument("--articles", default=str(EXAMPLES / "articles"), help="to make news of")
    options.add_argument("--keep", type=Path, help="folder in which stores are kept")
    options.add_argument("--repeats", type=int, default=5, help="of each question")
    options.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.what == "report":
        write_report(given.out)
        return
    news = news_of(given.articles)
    if given.what in {"ask", "identify"}:
        for size in given.sizes:
            store, file = given.keep / f"store-{size}", given.out / f"store-{size}.json"
            new = (
                _identify(store)
                if given.what == "identify"
                else {"questions": measure_questions(store, news, given.repeats)}
            )
            _keep(file, {**json.loads(file.read_text()), **new})
        return
    for size in given.sizes:
        if given.what == "news":
            write_news(news, size, given.out / f"news-{size}.jsonl")
            continue
        if given.what == "store":
            with _room(given.keep) as folder:
                store = folder / f"store-{size}"
                figures = measure_store(news, size, store)
                figures["questions"] = measure_questions(store, news, given.repeats)
            _keep(given.out / f"store-{size}.json", figures)
            continue
        for workers in given.workers:
            figures = measure_build(news, size, workers)
            _keep(given.out / f"build-{size}-{workers}.json", figures)


@contextlib.contextmanager
def _room(keep: Path | None) -> Iterator[Path]:
    """Give the folder in which stores are kept, or one for as long as it is needed."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="kg-scale-") as temporary:
        yield Path(temporary)


def news_of(sources: str) -> News:
    """Return synthetic news made of the articles of `sources`."""
    pipeline = open_pipeline(Config())
    articles = [a for a in read_articles([sources]) if isinstance(a, Article)]
    return News(templates(pipeline, articles), pipeline.reference)


def write_news(news: News, size: int, file: Path) -> int:
    """Write so many articles as JSON lines; return how many words they have."""
    words = 0
    with file.open("w") as out:
        for number in range(size):
            article = news.article(number)
            words += len(article.text.split())
            out.write(json.dumps({k: v for k, v in asdict(article).items() if v}) + "\n")
    return words


def _keep(file: Path, figures: Figures) -> None:
    file.write_text(json.dumps(figures, indent=2) + "\n")
    print(file, json.dumps({k: v for k, v in figures.items() if k != "questions"}), flush=True)


def measure_build(news: News, size: int, workers: int) -> Figures:
    """Return what `kg build` of so many articles takes with so many processes."""
    with tempfile.TemporaryDirectory(prefix="kg-scale-") as temporary:
        folder = Path(temporary)
        words = write_news(news, size, folder / "news.jsonl")
        command = [sys.executable, "-m", "kg", "build", str(folder / "news.jsonl")]
        command += ["--store", str(folder / "store"), "--quarantine", str(folder / "aside")]
        started = time.monotonic()
        process = subprocess.Popen([*command, "--engine", f"processes:{workers}"])
        _, status, used = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) == 2:
            raise SystemExit("the build was refused")
        return {
            "articles": size,
            "workers": workers,
            "words": words,
            "seconds": time.monotonic() - started,
            "cpu": used.ru_utime + used.ru_stime,
            "largest_process_mb": used.ru_maxrss / 1024,
            "aside": len(list((folder / "aside").glob("*"))),
        }


def measure_store(news: News, size: int, store: Path) -> Figures:
    """Return what loading the graphs of so many articles takes."""
    making = _making(news)
    stream = Stream(chain(shared(open_pipeline(Config())), news.quads(range(size))))
    began, cpu = time.monotonic(), time.process_time()
    with contextlib.closing(open_store(str(store), create=True)) as opened:
        quads = opened.load(stream, "application/n-quads")
    return {
        "articles": size,
        "quads": quads,
        "seconds": time.monotonic() - began,
        "cpu": time.process_time() - cpu - making * size,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "bytes": stream.size,
        "disk": _size(store),
        **_identify(store),
    }


def measure_questions(store: Path, news: News, repeats: int) -> Figures:
    """Return by question what the first pages of its answers take."""
    with contextlib.closing(QueryPool(store, 1, timeout=SLOWEST, cache_mb=0)) as pool:
        return {q.key: _ask(pool, q, news, repeats) for q in load_catalogue()}


def _identify(store: Path) -> Figures:
    """Return what it takes to find out who is who, for the first time."""
    with contextlib.closing(open_store(str(store))) as opened:
        opened.replace({entities_iri(BASE): b""})
        began = time.process_time()
        changes = identify(opened, load_reference(), base=BASE, version=__version__, changed=())
    used = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"persons": changes.persons, "identify_cpu": used, "identify_memory_mb": memory}


def _making(news: News) -> float:
    """Return the seconds of CPU time that making one synthetic article takes."""
    began = time.process_time()
    for _ in news.quads(range(100)):
        pass
    return (time.process_time() - began) / 100


def _ask(
    pool: QueryPool, query: CatalogueQuery, news: News, repeats: int
) -> list[tuple[float, float] | None]:
    """Return seconds on the clock and of CPU time for the first page of an answer, each time.

    None stands for one that takes too long.

    The persons asked about are presidents of states much in the news and of others.
    """
    taken: list[tuple[float, float] | None] = []
    for number in range(repeats):
        name = news.president(number / repeats)
        terms = {p.name: f'"{name}"@en' for p in query.parameters if p.kind == "name"}
        began, cpu = time.monotonic(), cpu_seconds(os.getpid())
        try:
            query.rows(terms, 50, 0, lambda text: _rows(pool, text))
        except CommuniqueError as error:
            print(f"{query.key}: {error}", file=sys.stderr)
            taken.append(None)
            break
        taken.append((time.monotonic() - began, cpu_seconds(os.getpid()) - cpu))
    return taken


def _rows(pool: QueryPool, text: str) -> list[dict[str, Any]]:
    answer = json.loads(pool.query(text, _ACCEPT).read())
    return list(answer["results"]["bindings"])


def _size(folder: Path) -> int:
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())


def write_report(folder: Path) -> None:
    """Write the tables to `scale.md` and the plots beside it."""
    builds, stores = _read(folder, "build-*.json"), _read(folder, "store-*.json")
    parts = ["# Scale: what growing graphs cost to build, load and ask", ""]
    note = folder / "machine.txt"
    parts += [note.read_text() if note.exists() else ""]
    if builds:
        parts += ["## Build", "", *_build_table(builds), "", "![Build](build.svg)", ""]
        workers = sorted({b["workers"] for b in builds})
        lines = {
            f"{n} process{'es' * (n > 1)}": [
                (b["articles"], b["cpu"]) for b in builds if b["workers"] == n
            ]
            for n in workers
        }
        picture = plot("CPU seconds of a build", "articles", "CPU s", lines)
        (folder / "build.svg").write_text(picture)
    if stores:
        parts += ["## Store", "", *_store_table(stores), "", "![Store](store.svg)", ""]
        parts += [*_question_table(stores), ""]
        lines = {
            "load, CPU s": [(s["articles"], s["cpu"]) for s in stores],
            "disk, MB": [(s["articles"], s["disk"] / 1e6) for s in stores],
            "query p50, CPU ms": [(s["articles"], 1000 * _quantile(s, 0.5, CPU)) for s in stores],
            "query p95, CPU ms": [(s["articles"], 1000 * _quantile(s, 0.95, CPU)) for s in stores],
        }
        (folder / "store.svg").write_text(plot("Loading and asking", "articles", "", lines))
    (folder / "scale.md").write_text("\n".join(parts))
    print("\n".join(parts))


def _read(folder: Path, pattern: str) -> list[Figures]:
    found = [json.loads(file.read_text()) for file in folder.glob(pattern)]
    return sorted(found, key=lambda f: (f["articles"], f.get("workers", 0)))


def _build_table(builds: Sequence[Figures]) -> list[str]:
    lines = [
        "| articles | processes | s | CPU s | CPU s an article, since the size before | articles/s "
        "| words/CPU s | largest process, MB | set aside |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    before: dict[int, Figures] = {}
    for b in builds:
        old = before.get(b["workers"])
        more = f"{_slope(old, b):.3f}" if old else "–"
        lines.append(
            f"| {b['articles']:,} | {b['workers']} | {b['seconds']:.0f} | {b['cpu']:.0f} | {more} "
            f"| {b['articles'] / b['seconds']:.1f} | {b['words'] / b['cpu']:,.0f} "
            f"| {b['largest_process_mb']:.0f} | {b['aside']} |"
        )
        before[b["workers"]] = b
    for size in sorted({b["articles"] for b in builds}):
        one, two = (
            [b for b in builds if (b["articles"], b["workers"]) == (size, n)] for n in (1, 2)
        )
        if one and two:
            gain = one[0]["seconds"] / two[0]["seconds"]
            lines.append(f"\n{size:,} articles: two processes are {gain:.2f} times as fast as one.")
    return lines


def _slope(old: Figures, new: Figures) -> float:
    return float((new["cpu"] - old["cpu"]) / (new["articles"] - old["articles"]))


def _store_table(stores: Sequence[Figures]) -> list[str]:
    lines = [
        "| articles | quads | load, s | quads/CPU s | memory, MB | disk, kB an article "
        "| persons | CPU ms a person, who is who | memory then, MB "
        "| query p50, CPU ms | p95, CPU ms | p50, ms on the clock | p95 | not answered in 60 s |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for s in stores:
        missed = sum(None in times for times in s["questions"].values())
        lines.append(
            f"| {s['articles']:,} | {s['quads']:,} | {s['seconds']:.0f} "
            f"| {s['quads'] / s['cpu']:,.0f} | {s['memory_mb']:.0f} "
            f"| {s['disk'] / s['articles'] / 1000:.0f} | {s['persons']:,} "
            f"| {1000 * s['identify_cpu'] / s['persons']:.2f} | {s['identify_memory_mb']:.0f} "
            f"| {1000 * _quantile(s, 0.5, CPU):.0f} | {1000 * _quantile(s, 0.95, CPU):.0f} "
            f"| {1000 * _quantile(s, 0.5, CLOCK):.0f} | {1000 * _quantile(s, 0.95, CLOCK):.0f} "
            f"| {missed} of {len(s['questions'])} |"
        )
    for old, new in pairwise(stores):
        ratio = (new["cpu"] / new["quads"]) / (old["cpu"] / old["quads"])
        lines.append(
            f"\nFrom {old['articles']:,} to {new['articles']:,} articles the CPU time to load a "
            f"quad changes by {100 * (ratio - 1):+.0f} %."
        )
    return lines


def _question_table(stores: Sequence[Figures]) -> list[str]:
    sizes = " | ".join(f"{s['articles']:,}" for s in stores)
    lines = [
        f"| question: median CPU ms of its first page at … articles | {sizes} |",
        "|---" + "|--:" * len(stores) + "|",
    ]
    for key in stores[-1]["questions"]:
        cells = [_median(s["questions"].get(key, [])) for s in stores]
        lines.append(f"| {key} | {' | '.join(cells)} |")
    return lines


def _median(times: Sequence[tuple[float, float] | None]) -> str:
    found = [t[CPU] for t in times if t is not None]
    if None in times or not found:
        return f"> {1000 * SLOWEST:,.0f}"
    return f"{1000 * statistics.median(found):,.0f}"


def _quantile(stored: Figures, share: float, which: int) -> float:
    """Return a quantile of all answers; one that took too long counts as the limit."""
    answers = (answer for answers in stored["questions"].values() for answer in answers)
    times = sorted(SLOWEST if answer is None else answer[which] for answer in answers)
    return float(times[min(int(share * len(times)), len(times) - 1)])


if __name__ == "__main__":
    main()
