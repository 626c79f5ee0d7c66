"""What stands after a colon in a paragraph or list of its own, without quotation marks.

`She wrote on X:` or `Statement from the envoy, Ann Obi:`, and on the next line what she says. The
tagger gives it now to her, now to nobody. It goes on while its paragraphs are items of a list, or
speak of `us`: nobody can say where else it ends. A further paragraph is a statement of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.attribution.arrangement import HEADING, Layout
from kg.extractors.attribution.statements import trimmed
from kg.extractors.attribution.subjects import HOW
from kg.extractors.attribution.void import FOLLOWING
from kg.extractors.lookup import BULLET, opening_of
from kg.model import Span, Statement

CONFIDENCE = 0.8
_SETTING = (
    r"(?:(?:In|At|On|From|After|Asked|Speaking|Responding|Reacting|Writing|Answering)\b"
    r"[^,:;“”\"]{1,80}, |(?:Meanwhile|Separately|Later|Earlier), )?"
)
_SAYS = re.compile(
    rf"{_SETTING}(?P<who>[^:;“”\"\n]{{1,140}}?),? {HOW}"
    r"(?P<cue>(?:said|says|wrote|writes|added|adds|tweeted|posted|stated|states|declared|replied"
    r"|responded|continued|read|reads|issued|released|sent|told)\b[^:;“”\"\n]{0,70}):"
)
_FROM = re.compile(
    r"(?:[^:;“”\"\n]{0,40}\b)?(?P<cue>[Ss]tatement|[Mm]essage|[Rr]emarks|[Ll]etter|[Tt]weet|[Pp]ost)"
    r" (?:from|by|of) (?P<who>[^:;“”\"\n]{3,140}):"
)
_US = re.compile(r"\b(?:I|we|We|our|Our|us|my|My)\b")
_MARK = re.compile(r"[\s*]*[\"“„«‘']")


def blocks(layout: Layout) -> Iterator[Statement]:
    """Yield a statement for each such block, in text order."""
    text = layout.text
    for i, paragraph in enumerate(layout.paragraphs[:-1]):
        if text[paragraph.end - 1] != ":":
            continue
        last = layout.sentences[layout.sentence(Span(paragraph.end - 1, paragraph.end))]
        start = opening_of(text, last)
        says = _FROM.fullmatch(text, start, last.end) or _SAYS.fullmatch(text, start, last.end)
        content = tuple(_content(layout, i + 1)) if says else ()
        announces = says and (FOLLOWING.match(says["who"]) or HEADING.match(says["who"]))
        if says and content and not announces:
            source, cue = Span(*says.span("who")), Span(*says.span("cue"))
            listed = BULLET.match(text, layout.paragraphs[i + 1].start) is not None
            parts = [content] if listed else [(c,) for c in content]
            for part in parts:
                told = Statement(part, (source,), cue, quoted=part, confidence=CONFIDENCE)
                yield replace(told, form="direct", cue=cue if part[0] == content[0] else None)


def _content(layout: Layout, first: int) -> Iterator[Span]:
    """Yield the paragraphs of the block that begins with the one at index `first`."""
    text = layout.text
    listed = BULLET.match(text, layout.paragraphs[first].start) is not None
    for i, paragraph in enumerate(layout.paragraphs[first:]):
        bullet = BULLET.match(text, paragraph.start, paragraph.end)
        quoted = _MARK.match(text, paragraph.start) or layout.quotations_in(paragraph)
        goes_on = bullet if listed else not i or _US.search(text, paragraph.start, paragraph.end)
        if (quoted and not listed) or not goes_on or text[paragraph.end - 1] == ":":
            return
        start = bullet.end() if bullet else paragraph.start
        yield from trimmed(text, Span(start, paragraph.end), layout.quotations)


def is_of(statement: Statement, block: Statement) -> bool:
    """Say whether a statement is made of a block, or of the words that introduce it."""
    inside = any(c.overlaps(b) for c in statement.content for b in block.content)
    introduces = statement.cue and block.source[0].start <= statement.cue.start
    before = statement.cue is not None and statement.cue.end <= block.content[0].start
    return inside or bool(introduces and before)
