"""What the SHACL check of an article costs, and beside a peer.

    python -m benchmarks.validation ARTICLES...

CPU time of one check, of ours the best of five, over the graph that is really made of the article,
scaled to 500 words. *rdflib's SPARQL*: the rules in SPARQL are answered by rdflib's engine.
*pyshacl*: pyshacl as it comes, the same shapes over one rdflib graph of the article, the ontology,
and type and name of everything in the reference data. The second table repeats one article's text.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pyshacl
from rdflib import RDF, RDFS, Graph
from rdflib.query import Result

from kg import indexed_graph
from kg.config import Config
from kg.mapping import to_graph
from kg.model import Article
from kg.paths import EXAMPLES, ONTOLOGY, SHAPES
from kg.pipeline import Pipeline, open_pipeline
from kg.readers.sources import read_articles
from kg.vocabulary import read_turtle

_RUNS = 5
_REPEATS = (1, 2, 4, 8, 16)


def main() -> None:
    """Print the tables."""
    sources = sys.argv[1:] or [str(EXAMPLES / "articles")]
    articles = [a for a in read_articles(sources) if isinstance(a, Article)]
    pipeline = open_pipeline(Config())
    graphs = [(_words(a), _graph(pipeline, a)) for a in articles]
    words = sum(n for n, _ in graphs)
    triples = sum(len(g) for _, g in graphs)
    print(f"{len(graphs)} articles, {words:,} words, {triples:,} triples\n")
    print("| check | CPU ms per 500 words |\n|---|---:|")
    for name, check in _ways(pipeline, [g for _, g in graphs]):
        runs = _RUNS if name == "ours" else 1
        seconds = sum(_best(check, graph, runs) for _, graph in graphs)
        print(f"| {name} | {1000 * seconds / words * 500:,.0f} |", flush=True)
    longest = max(articles, key=lambda a: len(a.text))
    print("\n| words in one article | triples | CPU ms | ms per 500 words |\n|---:|---:|---:|---:|")
    for times in _REPEATS:
        long = replace(longest, text="\n\n".join([longest.text] * times), url=None)
        graph, count = _graph(pipeline, long), _words(long)
        cost = 1000 * _best(pipeline.validator.check, graph, _RUNS)
        print(f"| {count:,} | {len(graph):,} | {cost:,.0f} | {cost / count * 500:.0f} |")


def _ways(
    pipeline: Pipeline, graphs: Iterable[Graph]
) -> Iterator[tuple[str, Callable[[Graph], object]]]:
    validator = pipeline.validator
    yield "ours", validator.check

    engine = indexed_graph.Engine

    def by_rdflib(graph: Graph) -> object:
        indexed_graph.Engine = _NoEngine  # type: ignore[assignment,misc]
        try:
            return validator.check(graph)
        finally:
            indexed_graph.Engine = engine  # type: ignore[misc]

    yield "ours, rdflib's SPARQL", by_rdflib
    shapes = Graph().parse(SHAPES / "article.ttl")
    known = read_turtle(ONTOLOGY)
    for predicate in (RDF.type, RDFS.label):
        for triple in pipeline.background.triples((None, predicate, None)):
            known.add(triple)

    whole = {graph: known + graph for graph in graphs}

    def plain(graph: Graph) -> object:
        return pyshacl.validate(whole[graph], shacl_graph=shapes, inference="none")

    yield "pyshacl", plain


class _NoEngine(indexed_graph.Engine):
    """Leaves every query to rdflib."""

    def query(self, *_: object) -> Result:
        raise NotImplementedError


def _graph(pipeline: Pipeline, article: Article) -> Graph:
    return to_graph(
        pipeline.read(article),
        base=pipeline.config.base,
        run=pipeline.run,
        version=pipeline.version,
        known=pipeline.knows,
    )


def _words(article: Article) -> int:
    return len(article.text.split())


def _best(check: Callable[[Graph], object], graph: Graph, runs: int) -> float:
    def once() -> float:
        begun = time.process_time()
        check(graph)
        return time.process_time() - begun

    return min(once() for _ in range(runs))


if __name__ == "__main__":
    main()
