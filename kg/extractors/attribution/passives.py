"""Acts of speech in the passive: `The move was welcomed by Chile and condemned by Peru`.

The tagger passes over them, or gives one of two. What is condemned is the content, as in `Peru
condemned the move`. A bill or a budget that is rejected is voted down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.statements import trimmed
from kg.extractors.attribution.subjects import NAMES
from kg.extractors.attribution.verbs import UPON
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

CONFIDENCE = 0.7
_VERB = rf"{UPON}|turned down|echoed|rebuffed|mocked|ridiculed"
_WHO = rf"(?:the |The )?{NAMES}(?:(?:,|,? and) (?:the )?{NAMES})*"
_BY = rf"(?:{_VERB}) by"
_PASSIVE = re.compile(
    r"(?P<what>(?!(?:It|He|She|They|This|That|If|When|While|As|But|And) )[A-Z][^,;:“”\"\n]{2,80}?) "
    rf"(?P<cue>(?:is|are|was|were|(?:has|have|had) been) (?:also |\w+ly )?{_BY}) (?P<who>{_WHO})"
)
_FURTHER = re.compile(rf",? (?:and|but) (?P<cue>(?:also |\w+ly )?{_BY}) (?P<who>{_WHO})")
_VOTED = re.compile(r"\b(?:bills?|budget|motion|candida\w+|amendments?|law|nominee|appeal)$")


def passives(statements: Sequence[Statement], layout: Layout) -> Iterator[Statement]:
    """Yield a statement for each act in the passive that no statement has as its cue."""
    cues = [s.cue for s in statements if s.cue]
    for sentence in layout.sentences:
        act = _PASSIVE.match(layout.text, opening_of(layout.text, sentence), sentence.end)
        what = trimmed(layout.text, Span(*act.span("what")), layout.quotations) if act else ()
        if act is None or not what or _VOTED.search(act["what"]):
            continue
        while act:
            cue, who = Span(*act.span("cue")), Span(*act.span("who"))
            if not layout.is_quoted(cue) and not any(cue.overlaps(c) for c in cues):
                source = trimmed(layout.text, who, layout.quotations)
                yield Statement(what, source, cue, confidence=CONFIDENCE)
            act = _FURTHER.match(layout.text, act.end(), sentence.end)
