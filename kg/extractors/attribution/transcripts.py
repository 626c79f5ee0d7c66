"""Transcripts: who speaks stands before what is said, as `MR. SMITH: We will not go.` or `Q: Why?`.

A text is one by its labels as a whole, at the head of its paragraphs and coming again and again.
Prose with a colon in it, a headline such as `Smith: no deal`, headings between the paragraphs or a
table of facts makes none. What stands before the first turn and after the last is read as any text
is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extractors.attribution.arrangement import Layout, spans_of
from kg.extractors.attribution.nesting import in_text_order
from kg.extractors.attribution.statements import trimmed
from kg.extractors.labels import TITLES, name_in
from kg.model import Span, Statement
from kg.text import word_set

CONFIDENCE = 0.9
_LEAST_SHARE = 0.34  # of the paragraphs from the first label on

_WORD = r"[A-Z][\w.’'/-]*"
_POST = (  # `ANN OBI, ENVOY FOR PERU: `
    r", (?=[A-Z .’'-]*\b(?:SECRETARY|MINISTER|PRESIDENT|SPOKES[A-Z]+|AMBASSADOR|REPRESENTATIVE"
    r"|COMMISSIONER|CHANCELLOR|PREMIER|GOVERNOR|DIRECTOR|ENVOY|CHIEF|HEAD|CHAIR[A-Z]*)\b)"
    r"[A-Z][A-Z .,’'/-]{3,80}"
)
_LABEL = re.compile(
    rf"(?P<label>{_WORD}(?:[ \t](?:of|the|and|for|de|van|von|bin|el|{_WORD})){{0,5}})"
    rf"(?:[ \t]*[(\[][^)\]\n]{{1,60}}[)\]])?(?:{_POST})?[ \t]*:(?:[ \t]+|\Z)"
    r"|(?P<letter>[QA])(?:\.?[ \t]{2,}|\.[ \t]|[ \t][–—-][ \t])"
)
_NO_SPEAKERS = word_set(  # what else stands in capitals before a colon
    """breaking update updated watch live note exclusive analysis opinion factbox explainer read
    photo photos video editor correction related source sources date time place where when what
    why who how warning background timeline location capital population area currency language
    languages key summary subject title headline contact tel email phone fax web website address
    from to cc re participants present end interview headlines spotlight roundup commentary
    feature profile explainer backgrounder highlights podcast transcript"""
)
_Head = tuple[Span, re.Match[str] | None]
_HEADING = 4  # paragraphs before the only speaker's label
_US = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|us|[Mm]y)\b")
_OWN = re.compile(r"I|we|us", re.IGNORECASE)
_STAGE = re.compile(r"\s*(?:[(\[][^)\]\n]{1,80}[)\]]\s*)+")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break, a span a paragraph, and the label before it."""

    label: Span
    content: tuple[Span, ...]


def turns(layout: Layout) -> list[Turn]:
    """Return the turns of a transcript in text order; none where the text is not one.

    Paragraphs without a label go on with a turn, but for those after the last label: nobody can
    say where the last speaker ends.
    """
    text, found = layout.text, list[Turn]()
    heads = [(p, _LABEL.match(text, p.start, p.end)) for p in layout.paragraphs]
    heads = _without_headings(heads)
    last = max((i for i, (_, match) in enumerate(heads) if match), default=-1)
    for i, (paragraph, match) in enumerate(heads):
        if match and not _NO_SPEAKERS & set(_words(match[0])):
            label = Span(*match.span("label" if match["label"] else "letter"))
            found.append(Turn(label, _spoken(layout, match.end(), paragraph.end)))
        elif found and (i < last or (i == last + 1 and not found[-1].content)):
            said = _spoken(layout, paragraph.start, paragraph.end)
            found[-1] = replace(found[-1], content=found[-1].content + said)
    first = next((i for i, (_, match) in enumerate(heads) if match), 0)
    held = [t for t in found if t.content]
    if len(found) == 1 and first < _HEADING:
        return _monologue(layout, found[0], first)
    return held if _is_transcript(text, held, len(heads) - first) else []


def _without_headings(heads: Sequence[_Head]) -> list[_Head]:
    """Return the paragraphs, with no label at first that none in capitals have come before.

    Where most labels are in capitals, `Statements: Peru` before them is a heading.
    """
    labels = [m["label"] or m["letter"] for _, m in heads if m]
    if 2 * sum(label.isupper() for label in labels) <= len(labels):
        return [*heads]
    first = next(i for i, (_, m) in enumerate(heads) if m and m[0].partition(":")[0].isupper())
    return [(p, m if i >= first else None) for i, (p, m) in enumerate(heads)]


def _monologue(layout: Layout, turn: Turn, first: int) -> list[Turn]:
    """Return the turn with all that follows if one person alone speaks in a text, else nothing.

    A title is in the label, all in capitals, and most paragraphs after it speak of `us`.
    """
    label = turn.label.of(layout.text)
    if not label.isupper() or _words(label)[0] not in TITLES or len(_words(label)) < 2:
        return []
    after = layout.paragraphs[first + 1 :]
    own = [p for p in after if _US.search(layout.text, p.start, p.end)]
    if 2 * len(own) < len(after):
        return []
    content = (c for p in after for c in _spoken(layout, p.start, p.end))
    whole = Turn(turn.label, (*turn.content, *content))
    return [whole] if whole.content else []


def with_turns(
    found: Sequence[Turn], statements: Sequence[Statement], layout: Layout
) -> list[Statement]:
    """Return the statements of the turns, of others told in them, and those around them.

    Those told in a turn are `reported_in` it. What the tagger made of the labels or of what `we`
    say there is dropped. The result is in text order.
    """
    turned = [s for turn in found for s in _statements(turn)]
    begin = found[0].label.start
    end = _end(found, layout)
    told = [
        s
        for s in statements
        if all(span.end <= begin for span in spans_of(s))
        or (s.cue and s.source and not _is_own(s, layout) and min(spans_of(s)).start >= end)
    ]
    place = {
        statements.index(s): len(turned) + i for i, s in enumerate(told)
    }  # where they stand now
    told = [
        replace(s, reported_in=place.get(s.reported_in)) if s.reported_in is not None else s
        for s in told
    ]
    for index, outer in enumerate(turned):
        (content,) = outer.content
        told += [
            replace(s, reported_in=index)
            for s in statements
            if s.reported_in is None and s.cue and s.source
            if not _is_own(s, layout)
            if all(content.contains(span) for span in spans_of(s))
        ]
    return in_text_order([*turned, *told])


def _end(found: Sequence[Turn], layout: Layout) -> int:
    """Return where the paragraph of the last turn ends: what follows may be a reporter's."""
    last = max(span.end for turn in found for span in (turn.label, *turn.content))
    return next(p.end for p in layout.paragraphs if p.end >= last)


def _is_own(statement: Statement, layout: Layout) -> bool:
    """Say whether a statement is what `I` or `we` say of ourselves."""
    return _OWN.fullmatch(statement.source[0].of(layout.text)) is not None


def _statements(turn: Turn) -> Iterator[Statement]:
    """Yield a statement without cue for each paragraph of a turn, its label being the source."""
    for span in turn.content:
        yield Statement(
            (span,), (turn.label,), quoted=(span,), form="direct", confidence=CONFIDENCE
        )


def _spoken(layout: Layout, start: int, end: int) -> tuple[Span, ...]:
    """Return the words of a paragraph without stage directions before it; none if none are left."""
    opening = _STAGE.match(layout.text, start, end)
    start = opening.end() if opening else start
    if not any(c.isalnum() for c in layout.text[start:end]):
        return ()
    return trimmed(layout.text, Span(start, end), layout.quotations)


def _is_transcript(text: str, found: Sequence[Turn], paragraphs: int) -> bool:
    """Say whether turns are those of a transcript: enough of them, by labels that are speakers'."""
    labels = [t.label.of(text) for t in found]
    if len(found) < 2 or len(found) < _LEAST_SHARE * paragraphs:
        return False
    again = Counter(labels).most_common(1)[0][1] > 1
    capitals = 2 * sum(label.isupper() for label in labels) > len(labels)
    if not capitals:
        ends = [text[t.content[0].end - 1 : t.content[0].end + 1] for t in found]
        whole = sum(any(mark in end for mark in ".!?…") for end in ends)
        return len(found) > 2 and again and 2 * whole > len(found)
    return again or any(_is_speaker(text, label) for label in labels)


def _is_speaker(text: str, label: str) -> bool:
    """Say whether a label asks or answers, has a title, or has the surname of somebody named."""
    name = name_in(label)
    if name is None or _words(label)[0] in TITLES:
        return True
    return re.search(rf"[A-Z]\w+ {re.escape(name)}\b", text) is not None


def _words(label: str) -> list[str]:
    return [w.lower() for w in re.findall(r"\w+", label)] or [""]
