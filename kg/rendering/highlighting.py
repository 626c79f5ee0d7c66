"""A text with stretches of it marked, as HTML. Marks may nest, coincide and cross.

Elements in HTML nest; where marks cross, the one that goes on is closed and opened again. Every
character of the text is escaped, so that an article full of markup stays text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from kg.model import Span
from kg.text import paragraphs

_CLASSES = ("statement", "office", "membership", "speaker", "cue", "date", "entity")
_CONTROLS = {c: "\N{REPLACEMENT CHARACTER}" for c in (*range(32), 127) if chr(c) not in "\t\n\r"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to mark. `kind` is one of the legend's, `type` refines it: an entity's type.

    `label` says what it is, in words. `number` is the statement's: `first` and `last` say whether
    this is where its content begins and ends, as one statement may have several stretches.
    """

    span: Span
    kind: str
    label: str = ""
    type: str = ""
    number: int | None = None
    first: bool = True
    last: bool = True


def highlight(text: str, marks: Iterable[Mark]) -> Markup:
    """Return the paragraphs of the text with the marks; a `mark` or `span` for each stretch.

    A statement's content begins with the anchor `text-<number>` and ends with a link to
    `#statement-<number>`.
    """
    every = sorted(_trimmed(text, marks), key=_order)
    return Markup("\n").join(
        Markup("<p>{}</p>").format(_paragraph(text, p, list(_clipped(every, p))))
        for p in paragraphs(text)
    )


def _trimmed(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks without the white space at their ends, which no paragraph shows."""
    for mark in marks:
        words = mark.span.of(text)
        if words.strip():
            start = mark.span.end - len(words.lstrip())
            yield replace(mark, span=Span(start, mark.span.start + len(words.rstrip())))


def _order(mark: Mark) -> tuple[int, int, int, int]:
    return mark.span.start, -mark.span.end, _CLASSES.index(mark.kind), mark.number or 0


def _clipped(marks: Sequence[Mark], within: Span) -> Iterator[Mark]:
    for mark in marks:
        if mark.span.overlaps(within):
            start, end = max(mark.span.start, within.start), min(mark.span.end, within.end)
            yield replace(
                mark,
                span=Span(start, end),
                first=mark.first and start == mark.span.start,
                last=mark.last and end == mark.span.end,
            )


def _paragraph(text: str, within: Span, marks: list[Mark]) -> Markup:
    """Return one paragraph; `marks` lie within it, in the order of `_order`."""
    out: list[Markup] = []
    stack: list[Mark] = []
    at = within.start

    def write_up_to(place: int) -> None:
        nonlocal at
        while stack and (end := min(m.span.end for m in stack)) <= place:
            out.append(_escaped(text[at:end]))
            at = end
            _close(stack, end, out)
        out.append(_escaped(text[at:place]))
        at = place

    for mark in marks:
        write_up_to(mark.span.start)
        _open(mark, stack, out)
    write_up_to(within.end)
    return Markup("").join(out)


def _open(mark: Mark, stack: list[Mark], out: list[Markup]) -> None:
    stack.append(mark)
    tag = "mark" if mark.kind == "statement" else "span"
    opening = Markup('<{} class="{}"').format(tag, " ".join(filter(None, (mark.kind, mark.type))))
    if mark.number:
        opening += Markup(' data-statement="{}"').format(mark.number)
    if mark.number and mark.first:
        opening += Markup(' id="text-{}"').format(mark.number)
    if mark.label:
        opening += Markup(' title="{}"').format(_escaped(mark.label))
    out.append(opening + Markup(">"))


def _close(stack: list[Mark], end: int, out: list[Markup]) -> None:
    """Close every mark that ends here; those above that go on are opened again."""
    lowest = min(i for i, m in enumerate(stack) if m.span.end <= end)
    going_on = []
    while len(stack) > lowest:
        mark = stack.pop()
        out.append(Markup("</mark>") if mark.kind == "statement" else Markup("</span>"))
        if mark.span.end > end:
            going_on.append(replace(mark, first=False))
        elif mark.number and mark.last:
            out.append(_reference(mark))
    for mark in reversed(going_on):
        _open(mark, stack, out)


def _reference(mark: Mark) -> Markup:
    return Markup(
        '<a class="number" href="#statement-{0}" aria-label="Statement {0}: {1}">{0}</a>'
    ).format(mark.number, _escaped(mark.label))


def _escaped(words: str) -> Markup:
    return escape(words.translate(_CONTROLS))
