"""Short acts of speech that the tagger passes over, such as `The African Union welcomed it`.

Only where no statement tells of that part of the sentence, which begins with who acts and goes on
with a verb that is an act of speech whatever follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extractors.attribution.arrangement import Layout, spans_of
from kg.extractors.attribution.statements import trimmed
from kg.extractors.attribution.subjects import HOW, WHO
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

CONFIDENCE = 0.75  # 7 of 8 in development articles and PolNeAR's were right

_VERB = (
    r"welcomed|condemned|denounced|deplored|hailed|praised|criticised|criticized|rejected"
    r"|ruled out|voiced|expressed|offered(?= to )|vowed(?= to )|pledged(?= to )|promised(?= to )"
    r"|threatened(?= to )|urged|called for|called on|demanded|accused|blamed|dismissed|denied"
    r"|protested(?: against)?|appealed (?:to|for)"
)
_PARTICIPLE = re.compile(r"(?:\w+ly )?\w+ing\b")
_DOES = rf"{HOW}(?P<cue>{_VERB}) (?P<what>[^\n]*\w)"
_ACT = re.compile(rf"(?P<who>{WHO}) {_DOES}")
_ACTS = re.compile(rf",? {_DOES}")


def plain_acts(statements: Sequence[Statement], layout: Layout) -> Iterator[Statement]:
    """Yield a statement for each such sentence or, before a participle, part of a sentence.

    `Peru ruled out talks, insisting that …`: the tagger may find the second act alone.
    """
    taken = {i for s in statements for span in spans_of(s) for i in layout.sentences_in(span)}
    for i, sentence in enumerate(layout.sentences):
        if i not in taken and not layout.is_quoted(sentence):
            act = _ACT.match(layout.text, opening_of(layout.text, sentence), sentence.end)
            yield from _statement(layout, act, Span(*act.span("who"))) if act else ()
    for told in statements:
        if _goes_on(told, layout) and told.cue:
            act = _ACTS.match(layout.text, told.source[0].end, told.cue.start)
            own = act and not any(_holds(s, act.start("cue")) for s in statements)
            yield from _statement(layout, act, told.source[0]) if act and own else ()


def _statement(layout: Layout, act: re.Match[str], who: Span) -> Iterator[Statement]:
    content = trimmed(layout.text, Span(*act.span("what")), layout.quotations)
    if content:
        yield Statement(content, (who,), Span(*act.span("cue")), confidence=CONFIDENCE)


def _goes_on(statement: Statement, layout: Layout) -> bool:
    """Say whether a statement follows, by a participle, what its source does first."""
    cue, source = statement.cue, statement.source
    return (
        cue is not None
        and bool(source)
        and layout.sentence(source[0]) == layout.sentence(cue)
        and bool(_PARTICIPLE.match(cue.of(layout.text)))
        and source[0].end < cue.start < statement.content[0].start
    )


def _holds(statement: Statement, at: int) -> bool:
    return any(s.start <= at < s.end for s in spans_of(statement))
