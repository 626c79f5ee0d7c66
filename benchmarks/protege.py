"""How the file for Protégé grows: `python -m benchmarks.protege STORE [ARTICLES …]`.

Copies the articles of a store, as often as it takes, under new addresses; exports all as
`kg export --protege` does; loads and reasons over the file with OWLAPI and HermiT, Protégé's own
libraries. Needs java, and the package mowl-borg or its jars in the folder OWLAPI_JARS.
"""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kg.export import write_protege
from kg.iris import BASE
from kg.mentioned import mentioned_iri
from kg.plugins import open_store
from kg.protocols import Store
from kg.reference import load_reference
from kg.reference_graph import reference_graph
from kg.vocabulary import shared_graphs
from tests.test_ontology import jars

CHECK = Path(__file__).parent.parent / "tests" / "data" / "OwlCheck.java"
HEAP = "8g"
SIZES = (100, 1000, 5000)
NAMES = ("axioms", "individuals", "load", "heap", "reason", "consistent")


def main() -> None:
    """Print a row for each number of articles."""
    store, *sizes = sys.argv[1:]
    print(f"| articles | file | {' | '.join(NAMES)} |\n|{'---|' * (len(NAMES) + 2)}")
    for size in map(int, sizes or map(str, SIZES)):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "protege.ttl"
            export(store, size, file)
            told = measured(file)
            megabytes = file.stat().st_size / 1e6
        print(f"| {size} | {megabytes:.0f} MB | {' | '.join(told[n] for n in NAMES)} |", flush=True)


def export(location: str, size: int, file: Path) -> None:
    """Write the file for Protégé with as many articles as asked for."""
    source, target = open_store(location), open_store("memory")
    articles = {g: dumped(source, g) for g in source.graphs() if g.startswith(f"{BASE}article/")}
    for graph in (f"{BASE}runs", mentioned_iri(BASE)):
        target.replace({graph: dumped(source, graph)})
    source.close()
    target.replace(shared_graphs(reference_graph(load_reference(), BASE), BASE))
    target.replace(dict(itertools.chain(*itertools.islice(copies(articles), size))))
    with file.open("wb") as out:
        write_protege(target, BASE, out)
    target.close()


def copies(graphs: dict[str, bytes]) -> Iterator[list[tuple[str, bytes]]]:
    """Yield each article's graphs, again and again under new names."""
    articles = [g for g in graphs if not g.endswith("/inferred")]
    for number in itertools.count():
        for article in articles:
            new = f"{article}{number:04d}"
            yield [
                (g.replace(article, new), graphs[g].replace(article.encode(), new.encode()))
                for g in (article, f"{article}/inferred")
                if g in graphs
            ]


def dumped(store: Store, graph: str) -> bytes:
    """Return a graph as N-Triples."""
    out = io.BytesIO()
    store.dump(out, "application/n-triples", graph)
    return out.getvalue()


def measured(file: Path) -> dict[str, str]:
    """Return what the check tells of a file, by its names."""
    command = ["java", f"-Xmx{HEAP}", "-cp", str(jars()), str(CHECK), str(file), "time"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(line.split(": ", 1) for line in done.stdout.splitlines())


if __name__ == "__main__":
    main()
