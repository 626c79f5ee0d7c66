"""Short acts of speech that the tagger passes over, such as `The African Union welcomed it`.

Only where the sentence has no statement yet, begins with who acts, and goes on with a verb that
is an act of speech whatever follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extractors.attribution.arrangement import Layout, spans_of
from kg.extractors.attribution.statements import trimmed
from kg.extractors.attribution.subjects import HOW, WHO
from kg.model import Span, Statement

CONFIDENCE = 0.75  # 7 of 8 in development articles and PolNeAR's were right

_VERB = (
    r"welcomed|condemned|denounced|deplored|hailed|praised|criticised|criticized|rejected"
    r"|ruled out|voiced|expressed|offered(?= to )|vowed(?= to )|pledged(?= to )|promised(?= to )"
    r"|threatened(?= to )|urged|called for|called on|demanded|accused|blamed|dismissed|denied"
    r"|protested(?: against)?|appealed (?:to|for)"
)
_ACT = re.compile(rf"(?P<who>{WHO}) {HOW}(?P<cue>{_VERB}) (?P<what>[^\n]*\w)")


def plain_acts(statements: Sequence[Statement], layout: Layout) -> Iterator[Statement]:
    """Yield a statement for each such sentence that no statement touches."""
    taken = {i for s in statements for span in spans_of(s) for i in layout.sentences_in(span)}
    for i, sentence in enumerate(layout.sentences):
        if i in taken or layout.is_quoted(sentence):
            continue
        act = _ACT.match(layout.text, sentence.start, sentence.end)
        if act is None:
            continue
        content = trimmed(layout.text, Span(*act.span("what")), layout.quotations)
        if content:
            who, cue = Span(*act.span("who")), Span(*act.span("cue"))
            yield Statement(content, (who,), cue, confidence=CONFIDENCE)
