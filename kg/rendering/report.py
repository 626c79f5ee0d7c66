"""What a check found as a page: one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Article, Finding
from kg.rendering.standalone import render
from kg.reports import verdict


def html_report(findings: Sequence[Finding], article: Article | None, *, held: bool = False) -> str:
    """Return the findings as an HTML document, the worst first, each with its sentence.

    With `article`, its name stands above; `held` says that it is set aside.
    """
    ordered = sorted(findings, key=lambda f: ("Violation", "Warning", "Info").index(f.severity))
    title = "Report of the check"
    if article:
        title = " ".join((article.title or article.name or article.id).split())
    told = verdict(ordered, held)
    return render("report.html", title=title, article=article, findings=ordered, verdict=told)
