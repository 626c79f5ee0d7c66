"""States that a clause means without naming them: `Serbia is neutral; it has been a candidate`.

Only where one state alone is named before, in the sentence or else in the one before it; or where
`it` is told so: `reminded Serbia that it was a member`. `The three` and `both` are as many states
as a sentence before names; `they` are those of the sentence right before.
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


_COUNTS = {"two": 2, "both": 2, "pair": 2, "three": 3, "trio": 3, "four": 4, "five": 5, "six": 6}
_SEVERAL = re.compile(
    r"(?:^|(?<=; )|(?<= and )|(?<= but ))"
    r"(?:(?:[Aa]ll|[Tt]he) (?P<n>two|three|four|five|six|trio|pair)|(?P<both>[Bb]oth)|They)"
    r"(?: (?:countries|states|nations|neighbou?rs|allies|republics))?\b(?! (?:of|[\w-]*members?)\b)"
    r"|(?<= which )they\b"
)


def meant(
    text: str, sentence: Span, here: Sequence[Mention], earlier: Sequence[Sequence[Mention]]
) -> Iterator[Mention]:
    """Yield a mention for each such pronoun or `the country`; several for `both`, with one span.

    `here` and `earlier` are the mentions of states and groupings in the sentence and in each of
    those before, the last one last.
    """
    before = earlier[-1] if earlier else ()
    for match in _PRONOUN.finditer(sentence.of(text)):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        near = [m for m in here if m.span.end <= span.start] if match.start() else before
        states = {m.entity for m in near if m.type == "state" and m.kind != "demonym"}
        if len(states) == 1:
            yield Mention(span, "state", "pronoun", states.pop(), _SCORE)
    for match in _SEVERAL.finditer(sentence.of(text)):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        here_before = [m for m in here if m.span.end <= span.start]
        count = _COUNTS.get((match["n"] or match["both"] or "").lower())
        places = [*earlier, here_before] if match.start() else [*earlier]
        for key in _together(places if count else places[-1:], count):
            yield Mention(span, "state", "pronoun", key, _SCORE)
    ends = {m.span.end: m for m in here if m.type == "state" and m.kind in ("name", "metonym")}
    for match in _TOLD_IT.finditer(text, sentence.start, sentence.end):
        if told := ends.get(match.start() - len(" that ")):
            yield Mention(Span(*match.span()), "state", "pronoun", told.entity, _SCORE)


def _together(places: Sequence[Sequence[Mention]], count: int | None) -> list[str]:
    """Return the states that the last of some places names, of those that name `count` of them."""
    for place in reversed(places):
        named = (m for m in place if m.type == "state" and m.kind in ("name", "metonym"))
        states = list(dict.fromkeys(m.entity for m in named if m.entity))
        if len(states) == (count or max(2, len(states))):
            return states
    return []
