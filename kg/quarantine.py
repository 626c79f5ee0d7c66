"""Where articles that must not be published go, so that nothing is lost and all can be mended.

quarantine/<article id>/article.jsonl   the article as read, ready to be repaired and built again
                        graph.nt        the triples that did not conform
                        report.txt      why, in words, with the sentence
                        report.html     the same as a page
                        report.json     the same for machines
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.deadline import STOPPED, TOO_LONG
from kg.iris import article_iri
from kg.model import Article, ArticleGraph, Finding, Span
from kg.readers.language import OtherLanguageError
from kg.rendering.report import html_report
from kg.reports import json_report, text_report

ARTICLE, GRAPH, REPORT = "article.jsonl", "graph.nt", "report.json"
_NAME = re.compile(r"[0-9a-f]{16}")  # an article's id
_TEXTS = ("text", "title", "published", "publisher", "language", "url", "origin")


@dataclass(frozen=True)
class Entry:
    """An article that is set aside, as its folder has it.

    `since` is when its report was written, in seconds of Unix time.
    """

    folder: Path
    since: float

    @property
    def name(self) -> str:
        """The article's id when it was set aside."""
        return self.folder.name

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Why it was set aside; empty where its report cannot be read."""
        try:
            return tuple(map(_finding, _json(self.folder / REPORT).get("findings", ())))
        except (TypeError, ValueError):
            return ()

    @cached_property
    def article(self) -> Article | None:
        """The article, as far as a page shows it; None where somebody has left no JSON there."""
        fields = _json(self.folder / ARTICLE)
        known = {name: fields[name] for name in _TEXTS if isinstance(fields.get(name), str)}
        return Article(**known) if "text" in known else None


def entries(folder: Path) -> list[Entry]:
    """Return what is set aside under `folder`, the latest first."""
    if not folder.is_dir():
        return []
    found = (entry_of(folder, f.name) for f in folder.iterdir())
    return sorted(filter(None, found), key=lambda entry: (-entry.since, entry.name))


def entry_of(folder: Path, name: str) -> Entry | None:
    """Return the entry of this name, None if there is none."""
    if not _NAME.fullmatch(name):
        return None
    try:
        return Entry(folder / name, (folder / name / REPORT).stat().st_mtime)
    except OSError:
        return None


def set_aside(folder: Path, outcome: ArticleGraph, run: str = "") -> Path:
    """Write the article, its graph and its report under `folder`; return the entry's folder.

    `run` is what the article was read with; `still_aside` asks for it.
    """
    entry = folder / outcome.article.id
    entry.mkdir(parents=True, exist_ok=True)
    article = {k: v for k, v in asdict(outcome.article).items() if v}
    line = json.dumps(article, ensure_ascii=False, sort_keys=True) + "\n"
    (entry / ARTICLE).write_text(line, encoding="utf-8", errors="backslashreplace")
    (entry / GRAPH).write_bytes(outcome.triples + outcome.mentioned)
    report = text_report(outcome.findings, outcome.article, held=True)
    (entry / "report.txt").write_text(report, encoding="utf-8", errors="backslashreplace")
    page = html_report(outcome.findings, outcome.article, held=True)
    (entry / "report.html").write_text(page, encoding="utf-8", errors="backslashreplace")
    read = {"content_hash": outcome.article.content_hash, "run": run}
    (entry / REPORT).write_text(json_report(outcome.findings, **read), encoding="utf-8")
    return entry


def still_aside(folder: Path, article: Article, run: str | None) -> str | None:
    """Return why the very same article was set aside when it was read with `run`; else None.

    Without a `run` any reading counts. An article whose reading was cut short is read again where
    its entry is what is to be built.
    """
    entry = entry_of(folder, article.id)
    if entry is None:
        return None
    cut_short = any(f.rule in (TOO_LONG, STOPPED) for f in entry.findings)
    if cut_short and run and entry.folder.resolve() == _home(article, folder).resolve():
        return None
    report = _json(entry.folder / REPORT)
    same = report.get("content_hash") == article.content_hash
    if same and run in (None, report.get("run")) and entry.findings:
        return entry.findings[0].message
    return None


def take_up(folder: Path, article: Article) -> None:
    """Remove the article's entry, or the one it was read from, now that it is stored."""
    for entry in (folder / article.id, _home(article, folder)):
        if (entry / ARTICLE).is_file() and entry.parent.resolve() == folder.resolve():
            shutil.rmtree(entry)


def _home(article: Article, unknown: Path) -> Path:
    """Return the folder of the file that an article was read from."""
    origin = article.origin
    return Path(origin.rpartition(":")[0] or origin).parent if origin else unknown


def discard(entry: Entry) -> None:
    """Remove an entry, now that its article is stored or has another."""
    shutil.rmtree(entry.folder)


def in_other_language(problem: OtherLanguageError, base: str) -> ArticleGraph:
    """Return what to set aside of an article that is not in English: all but a graph."""
    message = f"The article is in {problem.language}; Communiqué reads English only."
    iri = article_iri(base, problem.article.id)
    finding = Finding("Violation", "OtherLanguage", message, iri)
    return ArticleGraph(problem.article, iri, b"", findings=(finding,))


def _json(file: Path) -> Mapping[str, Any]:
    """Return the object in a file, which somebody may have edited; an empty one where none is."""
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _finding(fields: Mapping[str, Any]) -> Finding:
    span = fields.get("span")
    return Finding(**{**fields, "span": Span(*span) if span else None})
