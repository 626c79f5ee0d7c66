"""What a check found, in words for people and in JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from kg.iris import CQ
from kg.model import Article, Finding

_SEVERITIES = ("Violation", "Warning", "Info")


def text_report(findings: Sequence[Finding], article: Article | None, *, held: bool = False) -> str:
    """Return the findings in words: what is wrong, in which sentence, by which rule.

    `held` says that the article is set aside. Offsets count characters (code points) from 0; with
    `article`, the words there are quoted too.

    >>> print(text_report((Finding("Info", "Article-undated", "The article has no date.", "kg:1"),),
    ...                   None), end="")
    May be published; 1 info.
    <BLANKLINE>
    INFO: The article has no date.
      about     kg:1
      rule      Article-undated
    """
    head = [_title(article)] if article else []
    blocks = ["\n".join(_lines(f, article)) for f in findings]
    return "\n\n".join(["\n".join([*head, verdict(findings, held)]), *blocks]) + "\n"


def json_report(findings: Iterable[Finding], **more: str) -> str:
    """Return the findings as a JSON object: `conforms`, `counts` by severity, `findings`, `more`.

    A finding's `span` is `[start, end]` in code points, half open, or null.
    """
    listed = list(findings)
    report = {
        "conforms": all(f.severity != "Violation" for f in listed),
        "counts": {s.lower(): sum(f.severity == s for f in listed) for s in _SEVERITIES},
        "findings": [
            asdict(f) | {"span": [f.span.start, f.span.end] if f.span else None} for f in listed
        ],
        **more,
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _title(article: Article) -> str:
    facts = (article.title or article.name or article.id, article.url, article.origin)
    return " · ".join(" ".join(fact.split()) for fact in facts if fact)


def verdict(findings: Sequence[Finding], held: bool = False) -> str:
    """Say in one line whether it may be published or is `held` back, and what was found how often.

    >>> verdict((Finding("Warning", "IssuedWhen", "Dated in the future.", "kg:1"),), held=True)
    'Held back, since it was read with --strict; 1 warning.'
    """
    if not findings:
        return "Nothing found: conforms."
    counts = {s: sum(f.severity == s for f in findings) for s in _SEVERITIES}
    told = ", ".join(_count(n, s) for s, n in counts.items() if n)
    allowed = "Held back, since it was read with --strict" if held else "May be published"
    allowed = "Must not be published" if counts["Violation"] else allowed
    return f"{allowed}; {told}."


def _count(number: int, severity: str) -> str:
    plural = "s" if number != 1 and severity != "Info" else ""
    return f"{number} {severity.lower()}{plural}"


def _lines(finding: Finding, article: Article | None) -> Iterable[str]:
    yield f"{finding.severity.upper()}: {finding.message}"
    if finding.sentence:
        yield f"  sentence  “{' '.join(finding.sentence.split())}”"
    if finding.span:
        words = finding.span.of(article.text) if article else ""
        quoted = f": “{' '.join(words.split())}”" if words else ""
        yield f"  place     characters {finding.span.start}–{finding.span.end}{quoted}"
    if finding.name and finding.name != finding.sentence:
        yield f"  name      “{' '.join(finding.name.split())}”"
    yield f"  about     {finding.focus}"
    if finding.path:
        yield f"  property  {_short(finding.path)}"
    if finding.value:
        yield f"  value     {finding.value}"
    yield f"  rule      {finding.rule}"


def _short(iri: str) -> str:
    return iri.replace(CQ, "cq:", 1) if iri.startswith(CQ) else iri
