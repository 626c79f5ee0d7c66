"""Groupings that a clause means without naming them: `joined the group`, `left the club`.

Only where a state is told to have joined or left: elsewhere `the group` may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from kg.extractors.alliances import SUITS
from kg.model import Mention, Span
from kg.reference import Grouping

_SCORE = 0.8  # how often the grouping named last is meant
_CLUB = re.compile(
    r"\b(?:joined|rejoined|joins?|joining|left|leaves?|leaving|quit|exited|entered|founded"
    r"|members? of|part of|belong(?:s|ed)? to|participation in|membership (?:of|in)"
    r"|(?:admi|accep|re)\w+ to"
    r"|(?:suspend|expel|withdr)\w+ from|(?:pulled|walked) out of|outside|to join) "
    r"(?P<club>(?:the|this|that)"
    r" (?:(?:[\w’'-]+-(?:nation|member|country|state|strong|led)|regional|same|wider) ){0,2}"
    r"(?P<noun>group|grouping|bloc|alliance|club|organi[sz]ation|court|pact|cartel|union|body))\b"
    r"(?! (?:that|which|who|called|with|against|(?:of|for) (?!mostly|mainly|former)))"
    r"(?P<what> of (?:(?:mostly|mainly|former) ){1,2}[\w-]+ (?:colonies|republics|states))?"
)
# `The group was founded by Brazil and Russia`
_FOUNDED = re.compile(
    r"(?P<club>(?:[Tt]he|[Tt]his) (?:[\w-]+ )?(?P<noun>group|grouping|bloc|alliance|club"
    r"|organi[sz]ation|pact|union))(?P<what>)(?= (?:was|were) (?:founded|formed|established|created"
    r"|set up)\b)"
)


def clubs(
    text: str,
    sentence: Span,
    here: Sequence[Mention],
    near: Sequence[str],
    groupings: Mapping[str, Grouping],
) -> Iterator[Mention]:
    """Yield a mention for each such grouping: the suitable one named last, here or in `near`."""
    named_so = (p.finditer(text, sentence.start, sentence.end) for p in (_CLUB, _FOUNDED))
    for match in chain.from_iterable(named_so):
        start, end = match.start("club"), match.end()
        if any(m.type == "grouping" and m.span.overlaps(Span(start, end)) for m in here):
            continue
        before = (m for m in here if m.type == "grouping" and m.span.end <= start)
        named = [m.entity for m in before if m.entity]
        suits = SUITS[match["noun"].replace("z", "s")]
        known = [k for k in (*near, *named) if k in groupings and suits(groupings[k])]
        if known:
            yield Mention(Span(start, end), "grouping", "nominal", known[-1], _SCORE)
