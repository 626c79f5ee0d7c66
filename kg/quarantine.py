"""Articles set aside: each in a folder of its own, with its text, its graph and a report to read.

quarantine/<article id>/article.jsonl   the article as read, ready to be repaired and built again
                        graph.nt        the triples that did not conform
                        report.txt      why, in words, with the sentence
                        report.json     the same for machines
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

from kg.model import ArticleGraph
from kg.reports import json_report, text_report

ARTICLE = "article.jsonl"


def set_aside(folder: Path, outcome: ArticleGraph) -> Path:
    """Write the article, its graph and its report under `folder`; return the entry's folder."""
    entry = folder / outcome.article.id
    entry.mkdir(parents=True, exist_ok=True)
    article = {k: v for k, v in asdict(outcome.article).items() if v}
    line = json.dumps(article, ensure_ascii=False, sort_keys=True) + "\n"
    (entry / ARTICLE).write_text(line, encoding="utf-8", errors="backslashreplace")
    (entry / "graph.nt").write_bytes(outcome.triples)
    report = text_report(outcome.findings, outcome.article)
    (entry / "report.txt").write_text(report, encoding="utf-8", errors="backslashreplace")
    (entry / "report.json").write_text(json_report(outcome.findings), encoding="utf-8")
    return entry


def take_up(folder: Path, origin: str | None) -> None:
    """Remove the entry an article was read from, now that the article is stored."""
    entry = Path(origin.rpartition(":")[0] or origin).parent if origin else folder
    if entry.parent.resolve() == folder.resolve() and (entry / ARTICLE).is_file():
        shutil.rmtree(entry)
