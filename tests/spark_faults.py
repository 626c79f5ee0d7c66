"""A run on Spark in which workers die: `python -m tests.spark_faults MASTER FOLDER`.

Prints what became of each article. Spark's workers import this module, too.
"""

import json
import os
import signal
import sys
from functools import partial
from pathlib import Path

import kg
from kg.engines.spark import Spark
from kg.model import Article, ArticleGraph

ARTICLES = 16


def work(folder, article):
    """Read an article; number 5 ends its Python each time, 11 the machine's Java once."""
    if article.title == "5":
        os.kill(os.getpid(), signal.SIGKILL)
    once = Path(folder) / "once"
    if article.title == "11" and not once.exists():
        once.touch()
        java = int(Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(java, signal.SIGKILL)
    return ArticleGraph(article, str(Path(kg.__file__).parents[1].name), b"<urn:s> .\n")


def main():
    """Run and print."""
    master, folder = sys.argv[1:]
    articles = [Article(f"text {n}", title=str(n)) for n in range(ARTICLES)]
    outcomes = Spark(master, size=4).run(partial(work, folder), articles, lambda _: 60.0)
    found = [(o.article.title, o.iri, [f.rule for f in o.findings]) for o in outcomes]
    print(json.dumps(found))


if __name__ == "__main__":
    from tests import spark_faults

    spark_faults.main()
