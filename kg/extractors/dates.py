"""The dates a text tells, and on which of them each statement was made.

An article whose source gives no date has that of its dateline, if that is a full date.
A relative date counts from the day of the dateline, else from the day of publication; one such as
"the next day" from the date told last. What stands in quotation marks was spoken on the day of the
statement: "tomorrow" counts from that day, and is open where it is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg.extractors.date_expressions import Expression, Shift, Stated, Vague
from kg.extractors.date_patterns import expressions
from kg.extractors.date_values import resolve
from kg.extractors.datelines import is_dateline
from kg.extractors.lookup import Lookup
from kg.extractors.said_on import said_on
from kg.extractors.tense import Direction, direction
from kg.extractors.versions import VERSIONS
from kg.model import Article, DateAnchor, DateMention, Document, Span, Statement
from kg.reference import Reference

_BACK = 2  # sentences in which "the next day" looks for the day before it
_NOT_YET = re.compile(
    r"\b(?:will|would|shall|due|expected|planned|scheduled|may|might|could"
    r"|(?:is|are|was|were) to)\b"
)
_REACH = 300  # code points from a date to the verb that governs it
_HEAD = 1200  # code points in which a report says where and when it was filed
_DAY = len("2014-03-03")
_ENOUGH = {"day": 10, "week": 10, "month": 7, "year": 4}  # length of a value to count these from

Found = tuple[Span, Expression]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """From where to count; `first` is the day, or the first day of a month or year."""

    kind: DateAnchor
    first: date
    told: Span | None = None


class DateExtractor:
    """Adds date mentions, in text order, and sets `said_on` of statements; needs sentences."""

    name = "dates"
    version = VERSIONS["dates"]

    def __init__(self, reference: Reference | None = None) -> None:
        """Take the reference data, as every extractor does, and need none of it."""

    def __call__(self, document: Document) -> Document:
        """Return the document with its dates, and with the day of each statement that tells it."""
        look = Lookup(document)
        found = expressions(look.text)
        anchor = _anchor(look, document.article.published, found)
        outside = [f for f in found if not look.quoted(f[0].start)]
        plain = _mentions(look, outside, lambda _: anchor)
        said = [said_on(look, s, plain) for s in document.statements]
        past = _in_the_past(look, document.statements, said, dict(outside), anchor)
        statements = tuple(
            replace(s, said_on=past.get(d.span, d) if d else None)
            for s, d in zip(document.statements, said, strict=True)
        )
        inside = (f for f in found if look.quoted(f[0].start))
        spoken = _mentions(look, inside, lambda f: _spoken_from(f, statements, anchor))
        dates = sorted((*(past.get(d.span, d) for d in plain), *spoken), key=lambda d: d.span)
        article = _dated(document.article, anchor)
        return replace(document, article=article, dates=tuple(dates), statements=statements)


def _dated(article: Article, anchor: _Anchor | None) -> Article:
    """Return the article with the full date that it opens with, where its source gave none."""
    if article.published or anchor is None or anchor.kind != "dateline":
        return article
    return replace(article, published=anchor.first.isoformat(), published_source="dateline")


def _in_the_past(
    look: Lookup,
    statements: Iterable[Statement],
    said: Iterable[DateMention | None],
    outside: Mapping[Span, Expression],
    anchor: _Anchor | None,
) -> dict[Span, DateMention]:
    """Return the dates of statements that no tense resolved: what is reported has been said."""
    return {
        told.span: _mention(look, told.span, outside[told.span], anchor, "past")
        for statement, told in zip(statements, said, strict=True)
        if told and told.value is None and not isinstance(outside[told.span], Shift)
        if statement.cue and not _NOT_YET.search(statement.cue.of(look.text))
    }


def _anchor(look: Lookup, published: str | None, found: Iterable[Found]) -> _Anchor | None:
    """Return the day of the dateline, else that of publication, None where neither is known."""
    day = date.fromisoformat(published[:_DAY]) if published else None
    for span, expression in found:
        if span.end > _HEAD:
            break
        if _opens_report(look, span):
            value = resolve(expression, day, "past")
            if value and len(value) == _DAY:
                return _Anchor("dateline", date.fromisoformat(value), span)
    return _Anchor("published", day) if day else None


def _opens_report(look: Lookup, span: Span) -> bool:
    return is_dateline(look.text, look.paragraphs[look.paragraph(span.start)], span)


def _mentions(
    look: Lookup, found: Iterable[Found], anchor_of: Callable[[Found], _Anchor | None]
) -> list[DateMention]:
    """Return the dates of expressions in text order, each counted from its anchor."""
    told: list[DateMention] = []
    for span, expression in found:
        if isinstance(expression, Shift) and expression.from_text:
            anchor = _told_before(look, span, expression, told)
        else:
            anchor = anchor_of((span, expression))
        told.append(_mention(look, span, expression, anchor))
    return told


def _mention(
    look: Lookup,
    span: Span,
    expression: Expression,
    anchor: _Anchor | None,
    way: Direction | None = None,
) -> DateMention:
    """Return the date of an expression; `way` is where it lies if the tense does not tell."""
    precision = expression.precision
    if isinstance(expression, Stated):
        return DateMention(span, precision, expression.value)
    if anchor is None or isinstance(expression, Vague):
        return DateMention(span, precision)
    if _opens_report(look, span):
        way = "past"
    value = resolve(
        expression, anchor.first, direction(look.text, _clause(look, span), span) or way
    )
    if value is None:
        return DateMention(span, precision)
    own = anchor.told is not None and anchor.told.overlaps(span)
    return DateMention(span, precision, value, anchor.kind, None if own else anchor.told)


def _clause(look: Lookup, span: Span) -> Span:
    """Return the sentence of a date, or the part of it that stands in the same quotation."""
    sentence = look.sentences[look.sentence(span.start)]
    quotation = look.quotation(span.start) or sentence
    start = max(sentence.start, quotation.start, span.start - _REACH)
    end = min(sentence.end, quotation.end, span.end + _REACH)
    return Span(min(start, span.start), max(end, span.end))


def _told_before(
    look: Lookup, span: Span, expression: Shift, told: list[DateMention]
) -> _Anchor | None:
    """Return the date told last, where it is near and exact enough to count from."""
    last = told[-1] if told else None
    if last is None or last.value is None:
        return None
    near = look.sentence(span.start) - look.sentence(last.span.start) <= _BACK
    exact = last.value[:4].isdigit() and set(last.value) <= set("0123456789-")
    if not near or not exact or len(last.value) < _ENOUGH[expression.precision]:
        return None
    first = date.fromisoformat(last.value + "-01-01"[len(last.value) - 4 :])
    return _Anchor("text", first, last.span)


def _spoken_from(
    found: Found, statements: Iterable[Statement], anchor: _Anchor | None
) -> _Anchor | None:
    """Return from where words in quotation marks count: the day on which they were spoken.

    Where that is not told, a reported quotation is of about the day of the report: enough to
    count weeks, months and years from it and to find a weekday, but not for "tomorrow".
    """
    span, expression = found
    holding = (s for s in statements if any(c.contains(span) for c in s.content))
    said = next((s.said_on for s in holding if s.said_on), None)
    if said is not None:
        exact = said.value is not None and len(said.value) == _DAY
        return _Anchor("text", date.fromisoformat(said.value or ""), said.span) if exact else None
    near = isinstance(expression, Shift) and expression.precision == "day"
    return None if near else anchor
