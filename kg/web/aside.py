"""`/set-aside`: what must not be published, why, and the way to take it up again.

Anybody may look, as at everything here; no path of this machine is shown. To have an entry read
again needs the token, which the form sends as `access_token` (RFC 6750, section 2.2).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from markupsafe import Markup, escape
from werkzeug.exceptions import Forbidden, NotFound, Unauthorized
from werkzeug.wrappers import Response as Redirect

from kg.model import Article, Finding
from kg.quarantine import ARTICLE, GRAPH, Entry, discard, entries, entry_of
from kg.reports import json_report, text_report
from kg.web.access import require_token
from kg.web.arguments import whole_number
from kg.web.formats import HTML, JSON, choose, in_format
from kg.web.intakes import Sent
from kg.web.service import service
from kg.web.storing import UnreadableError, put_aside, read_sent, store

blueprint = Blueprint("aside", __name__)
MOST = 2000  # entries whose reports are read for the list
ROWS = 50  # entries on a page of it
_FORMATS = {"json": JSON, "html": HTML}


@blueprint.get("/set-aside")
def listed() -> Response:
    """List what is set aside, by rule and by article, the latest first."""
    every = entries(_folder())
    read = every[:MOST]
    rules = Counter(rule for entry in read for rule in _rules(entry))
    rule, at = request.args.get("rule"), whole_number("offset", 0, 0, MOST)
    chosen = [entry for entry in read if rule is None or rule in _rules(entry)]
    shown = chosen[at : at + ROWS]
    if choose(_FORMATS) == JSON:
        told = [{**_told(e), "report": json.loads(json_report(e.findings))} for e in shown]
        body = jsonify(count=len(every), rules=dict(rules.most_common()), entries=told)
        return in_format(body, JSON)
    messages = {f.rule: f.message for entry in read for f in _serious(entry.findings)}
    page = render_template(
        "set_aside.html",
        count=len(every),
        read=len(read),
        rules=rules.most_common(),
        messages=messages,
        rule=rule,
        offset=at,
        rows=ROWS,
        found=len(chosen),
        entries=[{**_told(e), "findings": _serious(e.findings)} for e in shown],
    )
    return in_format(Response(page), HTML)


@blueprint.get("/set-aside/<name>")
def entry(name: str) -> Response:
    """Show why an article is set aside, where in its text, and how to take it up again."""
    return _page(_entry(name))


@blueprint.post("/set-aside/<name>")
def again(name: str) -> Response | Redirect:
    """Read an entry again: store it if it conforms now, else renew its report."""
    found = _entry(name)
    origin = found.article.origin if found.article else None
    data = _bytes(found, ARTICLE)
    try:
        require_token(request.form.get("access_token"))
        reading = read_sent(Sent(data, "application/json", file=_name_of(origin)))
    except UnreadableError as error:
        return _page(found, 422, error={"title": error.title, "detail": str(error)})
    except (Forbidden, Unauthorized) as error:
        return _page(found, error.code, error={"title": error.name, "detail": error.description})
    article = reading.outcome.article
    if reading.outcome.conforms:
        store(reading, none_match=None)
        if article.id != name:
            discard(found)
        return redirect(f"/articles/{quote(article.id)}", 303)
    kept = put_aside(reading)
    if kept != name:
        discard(found)
    return redirect(f"/set-aside/{kept}?again=1", 303)


@blueprint.get("/set-aside/<name>/<file>")
def file(name: str, file: str) -> Response:
    """Give a file of an entry: the article, its graph, or the report in words."""
    found = _entry(name)
    if file == "report.txt" and found.article:
        text = text_report(found.findings, found.article, held=True)
        return in_format(Response(text), "text/plain")
    if file == GRAPH:
        return in_format(Response(_bytes(found, GRAPH)), "application/n-triples")
    if file == ARTICLE and found.article:
        fields = json.loads(_bytes(found, ARTICLE))
        line = json.dumps({**fields, "origin": _name_of(found.article.origin)}, ensure_ascii=False)
        return in_format(Response(line + "\n"), "application/x-ndjson")
    raise NotFound(f"There is no {file} of it.")


def _entry(name: str) -> Entry:
    found = entry_of(_folder(), name)
    if found is None:
        raise NotFound("Nothing of this name is set aside; it may have been taken up again.")
    return found


def _bytes(found: Entry, file: str) -> bytes:
    try:
        return (found.folder / file).read_bytes()
    except OSError as error:
        raise NotFound(f"There is no {file} of it any more.") from error


def _folder() -> Path:
    return Path(service().intake.config.quarantine)


def _page(found: Entry, status: int = 200, error: dict[str, Any] | None = None) -> Response:
    article, findings = found.article, found.findings
    page = render_template(
        "set_aside_entry.html",
        entry=_told(found),
        article=article,
        findings=findings,
        text=marked(article.text, findings) if article else None,
        may_store=service().token is not None,
        error=error,
    )
    return in_format(Response(page, status), HTML)


def marked(text: str, findings: Iterable[Finding]) -> Markup:
    """Return the text with what the findings concern marked; where they overlap, as one.

    >>> from kg.model import Span
    >>> found = (Finding("Violation", "r", "m", "f", span=Span(*s)) for s in ((0, 4), (2, 6)))
    >>> marked("NATO < met", found)
    Markup('<mark>NATO &lt;</mark> met')
    """
    spans = sorted({f.span for f in findings if f.span and f.span.start < len(text)})
    out: list[str] = []
    at = 0
    for span in spans:
        if span.end <= at:
            continue
        if out and span.start <= at:
            out[-1] += text[at : span.end]
        else:
            out += [text[at : span.start], text[span.start : span.end]]
        at = span.end
    parts = (
        Markup("<mark>{}</mark>").format(part) if number % 2 else escape(part)
        for number, part in enumerate([*out, text[at:]])
    )
    return Markup("").join(parts)


def _told(found: Entry) -> dict[str, Any]:
    article = found.article or Article("")
    return {
        "name": found.name,
        "path": f"/set-aside/{found.name}",
        "since": datetime.fromtimestamp(found.since, UTC).isoformat(timespec="seconds"),
        "title": article.title or _name_of(article.origin) or article.text[:80] or found.name,
        "published": article.published,
        "publisher": article.publisher,
        "source": _name_of(article.origin),
    }


def _name_of(origin: str | None) -> str | None:
    """Return an origin without the folders of this machine."""
    return PurePath(origin).name if origin else None


def _rules(found: Entry) -> set[str]:
    return {f.rule for f in _serious(found.findings)}


def _serious(findings: Sequence[Finding]) -> list[Finding]:
    """Return what held an article back: violations or, in a strict build, warnings."""
    violations = [f for f in findings if f.severity == "Violation"]
    return violations or [f for f in findings if f.severity == "Warning"]
