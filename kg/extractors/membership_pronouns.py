"""States that a clause means without naming them: `Serbia is neutral; it has been a candidate`.

Only where one state alone is named before, in the sentence or else in the one before it; or where
`it` is told so: `reminded Serbia that it was a member`. `The three` and `both` are as many states
as a sentence before names; `they` are those of the sentence right before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Mention, Span, Statement

_SCORE = 0.85  # how often the one state named before is meant
_PRONOUN = re.compile(
    r"(?:(?<=; )|(?<=, and )|(?<=, but )|(?<=, though )|(?<=, although )|(?<=, which )|(?<= after )"
    r"|(?<= before )|(?<= since )|(?<= when ))"
    r"(?:it|the country)\b(?!['’]s? )|^(?:It|The (?:[\w-]+ ){0,2}?"
    r"(?:country|nation|republic|kingdom)(?: of [\d.,]+ (?:million|people))?)\b(?!['’])"
)

# `Obi, whose country joined`; `Togo's minister said his country`; `…, and its membership of X was`
_WHOSE = re.compile(
    r"(?<=, )whose (?:country|nation|government(?! (?:is|was|has been)))\b(?!['’])"
    r"|(?:^His|^Her|(?<= )his|(?<= )her) (?:country|nation)\b(?!['’])"
    r"|(?:(?<=, and )|(?<=; )|(?<=, but ))its(?= (?:membership|participation) (?:of|in)\b)"
)
_WE = re.compile(
    r"\b[Ww]e(?= (?:\w+ly |also |still |now )?(?:are|were|have|joined|left|quit|applied|became"
    r"|remain|belong|signed|ratified|founded)\b)"
)
_IT = re.compile(r"it(?= (?:\w+ly |also |still )?(?:is|was|has|had|would|does|did)\b)")
_TOLD_IT = re.compile(r"(?<= that )it\b(?!['’]s? )")


_COUNTS = {"two": 2, "both": 2, "pair": 2, "three": 3, "trio": 3, "four": 4, "five": 5, "six": 6}
_SEVERAL = re.compile(
    r"(?:^|(?<=; )|(?<= and )|(?<= but ))"
    r"(?:(?:[Aa]ll|[Tt]he) (?P<n>two|three|four|five|six|trio|pair)|(?P<both>[Bb]oth)|They)"
    r"(?: (?:[a-z-]+ |[A-Z][a-z]+ ){0,2}?"
    r"(?:countries|states|nations|neighbou?rs|allies|republics))?\b(?! (?:of|[\w-]*members?)\b)"
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
    for match in _WHOSE.finditer(sentence.of(text)):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        near = [m for m in here if m.span.end <= span.start] if match.start() else before
        owners = [m.entity for m in near if m.type == "state"]
        whose = match[0].startswith("whose")
        if owners and (whose or len(set(owners)) == 1):
            yield Mention(span, "state", "pronoun", owners[-1], _SCORE)
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


def speaking(text: str, statements: Sequence[Statement]) -> Iterator[Mention]:
    """Yield a mention for `we` in what a state says, and for `it` where that begins so.

    Only who speaks for one state: `“We are no member of NATO,” the Irish minister said`.
    """
    for statement in statements:
        states = [k for k in statement.speaks_for if k.startswith("state/")]
        if len(states) != 1 or len(statement.speakers) > 1:
            continue
        itself = statement.speakers[0].startswith(("state/", "body/"))
        for content in statement.content:
            for match in _WE.finditer(text, content.start, content.end):
                yield Mention(Span(*match.span()), "state", "pronoun", states[0], _SCORE)
        first = statement.content[0]
        if itself and _IT.match(text, first.start, first.end):
            yield Mention(Span(first.start, first.start + 2), "state", "pronoun", states[0], _SCORE)


def _together(places: Sequence[Sequence[Mention]], count: int | None) -> list[str]:
    """Return the states that the last of some places names, of those that name `count` of them."""
    for place in reversed(places):
        named = (m for m in place if m.type == "state" and m.kind in ("name", "metonym"))
        states = list(dict.fromkeys(m.entity for m in named if m.entity))
        if len(states) == (count or max(2, len(states))):
            return states
    return []
