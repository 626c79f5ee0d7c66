"""The grouping that "the alliance", "the bloc", "the union" means.

The suitable grouping named most often and most recently before: every earlier mention counts, half
as much for every three sentences that lie between (a salience decay after Lappin and Leass, "An
Algorithm for Pronominal Anaphora Resolution", 1994).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kg.model import Candidate, Mention, Span
from kg.reference import Grouping
from kg.text import word_set

_DECAY = 0.5 ** (1 / 3)  # a sentence
_NOMINAL = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s+"
    r"(?:(?:(?:\d+|[a-z]+)-(?:nation|member|country|state|strong)|[Ww]estern|[Ee]uropean|[Aa]frican"
    r"|military|defen[cs]e|security|trans-?[Aa]tlantic|regional|trading|trade|economic|political"
    r"|nuclear|intergovernmental|international|entire|whole|wider|world|continental|oil)\s+){0,3}"
    r"(alliance|bloc|union|organi[sz]ation|pact|grouping|cartel"
    r"|(?<=-nation )(?:club|group|council)|(?<=-member )(?:club|group|council)"
    r"|(?<=world )body|(?<=continental )body|(?<=regional )body|(?<=security )body)\b"
    r"(?!\s+(?:of|between|with|among|against|government"
    r"|party|parties|candidates?|leaders?\s+of\s+the\s+opposition)\b)"
)
# World-wide agencies and courts, which nobody calls a bloc.
_NO_BLOC = word_set(
    """UN WHO IMF IAEA ICC WTO WORLD_BANK INTERPOL OPCW UNESCO ILO OSCE COE COMMONWEALTH NDB OECD
    LEAGUE_OF_NATIONS OIF NAM"""
)
SUITS: Mapping[str, Callable[[Grouping], bool]] = {
    "alliance": lambda g: g.kind == "alliance" or "Alliance" in g.name,
    "pact": lambda g: g.kind == "alliance" or any("Pact" in n for n in g.names),
    "bloc": lambda g: g.kind != "alliance" and g.code not in _NO_BLOC,
    "union": lambda g: "Union" in g.name,
    "grouping": lambda g: g.code not in _NO_BLOC,
    "cartel": lambda g: g.code.startswith("OPEC"),
    "club": lambda g: True,
    "group": lambda g: g.kind != "alliance",
    "court": lambda g: "Court" in g.name,
    "council": lambda g: "Council" in g.name,
    "body": lambda g: g.kind == "organisation",
    "organisation": lambda g: g.kind == "organisation" or "rgani" in g.name,
}


def find_descriptions(
    text: str,
    sentences: Sequence[Span],
    named: Iterable[Mention],
    groupings: Mapping[str, Grouping],
) -> Iterator[Mention]:
    """Yield a mention of kind nominal for each description with a suitable antecedent.

    `named` are the mentions of groupings by name, in text order; `groupings` are by entity key.
    The score is the winner's share of salience, times 0.9: a description may mean another thing.
    """
    starts = [s.start for s in sentences]
    before = [(bisect_right(starts, m.span.start), m) for m in named if m.entity]
    salience: dict[str, float] = {}
    at, sentence = 0, 0
    for match in _NOMINAL.finditer(text):
        while at < len(before) and before[at][1].span.start < match.start():
            now, mention = before[at]
            salience = {k: v * _DECAY ** (now - sentence) for k, v in salience.items()}
            sentence, at = now, at + 1
            key = str(mention.entity)
            salience[key] = salience.get(key, 0.0) + 1.0
        suits = SUITS[match.group(1).replace("z", "s")]
        suited = {k: v for k, v in salience.items() if k in groupings and suits(groupings[k])}
        if suited:
            yield _mention(Span(match.start(), match.end()), suited)


def _mention(span: Span, suited: Mapping[str, float]) -> Mention:
    total = sum(suited.values())
    ranked = sorted(suited, key=lambda k: (-suited[k], k))
    candidates = tuple(Candidate(k, round(0.9 * suited[k] / total, 3)) for k in ranked[:3])
    others = candidates if len(candidates) > 1 else ()
    return Mention(span, "grouping", "nominal", ranked[0], candidates[0].score, others)
