"""States that a clause means without naming them: `Serbia is neutral; it has been a candidate`.

Only where one state alone is named before, in the sentence or else in the one before it; or where
`it` is told so: `reminded Serbia that it was a member`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Mention, Span

_SCORE = 0.85  # how often the one state named before is meant
_PRONOUN = re.compile(
    r"(?:(?<=; )|(?<=, and )|(?<=, but )|(?<=, though )|(?<=, although )|(?<=, which )|(?<= after )"
    r"|(?<= before )|(?<= since )|(?<= when ))"
    r"(?:it|the country)\b(?!['’]s? )|^(?:It|The (?:[\w-]+ ){0,2}?country)\b(?!['’])"
)


_TOLD_IT = re.compile(r"(?<= that )it\b(?!['’]s? )")


def meant(
    text: str, sentence: Span, here: Sequence[Mention], before: Sequence[Mention]
) -> Iterator[Mention]:
    """Yield a mention for each such pronoun or `the country`.

    `here` and `before` are the mentions of states and groupings in the sentence and the one before.
    """
    for match in _PRONOUN.finditer(sentence.of(text)):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        near = [m for m in here if m.span.end <= span.start] if match.start() else before
        states = {m.entity for m in near if m.type == "state" and m.kind != "demonym"}
        if len(states) == 1:
            yield Mention(span, "state", "pronoun", states.pop(), _SCORE)
    ends = {m.span.end: m for m in here if m.type == "state" and m.kind in ("name", "metonym")}
    for match in _TOLD_IT.finditer(text, sentence.start, sentence.end):
        if told := ends.get(match.start() - len(" that ")):
            yield Mention(Span(*match.span()), "state", "pronoun", told.entity, _SCORE)
