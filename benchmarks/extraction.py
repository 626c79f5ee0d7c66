"""How fast an article is read, what of it takes the time, how much memory, and how peers compare.

    python -m benchmarks.extraction ARTICLES... [--gold DIR] [--peers PYTHON --model NAME]

Words (split at white space) per second of CPU time, all threads together, so that other work on
the machine counts little; each article once, after a warm-up on others, as what was read is
remembered; the best of three processes, with its peak memory. `--gold` names an annotated folder
(`kg.gold`): its articles are read, and what is found is scored. `--peers` is a Python that has
spaCy and textacy, `--model` a spaCy pipeline it can load.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from kg.annotations import to_annotations
from kg.config import Config
from kg.errors import ReadError
from kg.evaluation import evaluate
from kg.inference import infer
from kg.mapping import to_graph
from kg.model import Article, Document
from kg.ntriples import to_ntriples
from kg.paths import EXAMPLES
from kg.pipeline import open_pipeline
from kg.readers.sources import read_articles

_RUNS = 3
_ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("articles", nargs="*", help="files or folders")
    options.add_argument("--gold", type=Path)
    options.add_argument("--peers", metavar="PYTHON")
    options.add_argument("--model", default="en_core_web_sm")
    options.add_argument("--one", choices=sorted(MEASURES), help=argparse.SUPPRESS)
    given = options.parse_args()
    sources = [str(given.gold / "articles")] if given.gold else given.articles
    if not sources:
        options.error("name articles, or --gold DIR")
    if given.one:
        print(json.dumps(MEASURES[given.one](list(readable(sources)))))
        return
    found = {
        name: _best([sys.executable, "-m", "benchmarks.extraction", "--one", name, *sources])
        for name in MEASURES
    }
    print_speed(found)
    print_shares("extractor", found["extractors alone"])
    print_shares("step of the road", found["whole road, with mapping and SHACL"])
    if given.peers:
        print_peers(given, list(readable(sources)), found["extractors alone"])


def readable(sources: Iterable[str]) -> Iterable[Article]:
    """Yield the articles that can be read."""
    for article in read_articles(list(sources)):
        if not isinstance(article, ReadError):
            yield article


def extractors_alone(articles: list[Article]) -> dict[str, Any]:
    """Measure `Pipeline.read`, extractor by extractor."""
    pipeline = open_pipeline(Config())

    def read(article: Article, spent: Counter[str]) -> None:
        document = Document(article)
        for extractor in pipeline.extractors:
            start = time.process_time()
            document = extractor(document)
            spent[extractor.name] += time.process_time() - start

    return measured(articles, read)


def whole_road(articles: list[Article]) -> dict[str, Any]:
    """Measure everything an article goes through, step by step, as `Pipeline.__call__` does it."""
    pipeline = open_pipeline(Config())
    base, known = pipeline.config.base, pipeline.knows

    def go(article: Article, spent: Counter[str]) -> None:
        def step(name: str, function: Callable[..., Any], *given: Any, **more: Any) -> Any:
            start = time.process_time()
            result = function(*given, **more)
            spent[name] += time.process_time() - start
            return result

        document = step("extractors", pipeline.read, article)
        names = {"run": pipeline.run, "version": pipeline.version, "known": known}
        graph = step("mapping", to_graph, document, base=base, **names)
        step("N-Triples", to_ntriples, graph)
        derived = step("inference", infer, document, pipeline.reference, base)
        step("N-Triples", to_ntriples, derived)
        findings = step("SHACL check", pipeline.validator.check, graph)
        if any(f.severity == "Violation" for f in findings):
            raise SystemExit(f"{article.origin} does not conform")

    return measured(articles, go)


MEASURES: dict[str, Callable[[list[Article]], dict[str, Any]]] = {
    "extractors alone": extractors_alone,
    "whole road, with mapping and SHACL": whole_road,
}


def measured(
    articles: list[Article], work: Callable[[Article, Counter[str]], None]
) -> dict[str, Any]:
    """Return words, CPU seconds by part, and peak memory in MB."""
    for article in readable([str(EXAMPLES / "articles" / "06-aukus-quarrel.html")]):
        work(article, Counter())
    spent: Counter[str] = Counter()
    for article in articles:
        work(article, spent)
    return {
        "articles": len(articles),
        "words": sum(len(a.text.split()) for a in articles),
        "seconds": dict(spent),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def print_speed(found: dict[str, dict[str, Any]]) -> None:
    """Print how fast, with how much memory."""
    print("| what | articles | words | words per CPU second | CPU s per 500 words | peak MB |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, m in found.items():
        _print_row(name, m)


def _print_row(name: str, m: dict[str, Any]) -> None:
    seconds = sum(m["seconds"].values())
    rate, each = m["words"] / seconds, 500 * seconds / m["words"]
    print(
        f"| {name} | {m['articles']} | {m['words']:,} | {rate:,.0f} | {each:.3f} "
        f"| {m['memory']:.0f} |"
    )


def print_shares(what: str, m: dict[str, Any]) -> None:
    """Print what share of the time each part takes."""
    total = sum(m["seconds"].values())
    print(f"\n| {what} | share | CPU ms per 500 words |\n|---|---:|---:|")
    for name, seconds in sorted(m["seconds"].items(), key=lambda item: -item[1]):
        print(f"| {name} | {seconds / total:.1%} | {500_000 * seconds / m['words']:.1f} |")


def print_peers(given: Any, articles: list[Article], ours: dict[str, Any]) -> None:
    """Print speed and, against the gold, quality of the peers beside ours."""
    script = str(_ROOT / "benchmarks" / "quotations.py")
    texts = json.dumps({a.name or a.id: a.text for a in articles})
    print("\n| who | words per CPU second | peak MB | statements F1 | speaker F1 |")
    print("|---|---:|---:|---:|---:|")
    for name in ("spacy", "textacy", "syntactic"):
        m = _alone([given.peers, script, given.model, name], texts)
        scores = (
            _scores(given.gold, _reader(m["found"])) if given.gold and m["found"] else "| – | – |"
        )
        rate = m["words"] / m["seconds"]
        print(f"| {m['label']} | {rate:,.0f} | {m['memory']:.0f} {scores}")
    pipeline = open_pipeline(Config())
    read = (
        _scores(given.gold, lambda a: to_annotations(pipeline.read(a), pipeline.reference))
        if given.gold
        else "| – | – |"
    )
    rate = ours["words"] / sum(ours["seconds"].values())
    print(f"| Communiqué, all extractors | {rate:,.0f} | {ours['memory']:.0f} {read}")


def _reader(found: dict[str, list[dict[str, Any]]]) -> Callable[[Article], dict[str, Any]]:
    def read(article: Article) -> dict[str, Any]:
        statements = [
            {"content": [s["content"]], "speaker": {"name": s["speaker"]}}
            for s in found[article.name or ""]
        ]
        return {"statements": statements}

    return read


def _scores(gold: Path, read: Callable[[Article], dict[str, Any]]) -> str:
    counts = evaluate(gold, read).counts
    figures = (counts[m].f1 for m in ("statement detection", "speaker identity"))
    return "".join(f"| {figure:.2f} " for figure in figures) + "|"


def _best(command: list[str]) -> dict[str, Any]:
    runs = [_alone(command) for _ in range(_RUNS)]
    return min(runs, key=lambda run: sum(run["seconds"].values()))


def _alone(command: list[str], given: str = "") -> dict[str, Any]:
    done = subprocess.run(
        command, cwd=_ROOT, input=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:5])}: {done.stderr[-1000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
