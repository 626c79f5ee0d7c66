"""How well the annotations of one article agree with its gold annotations, measure by measure.

Both are JSON objects in the format of `kg.annotations`. Statements that are optional in the gold
are neither required nor wrong. Speaker, role, kind and act are counted end to end: a missed or
spurious statement is an error there, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.agreement import Agreement, Annotations, Code, Field
from kg.measures import (
    MENTION_TYPES,
    Count,
    counted,
    memberships,
    mentions_of_type,
    offices,
    presence,
    state_mentions,
)
from kg.mistakes import Mistake, find_mistakes

MEASURES = (
    "statement detection",
    "speaker identity",
    "speaker speaks_for",
    "speaker role",
    "kind",
    "speech act",
    "states present",
    "alliances present",
    "memberships",
    "offices",
)
FURTHER = (
    "content tokens",
    "state mentions",
    "speaker type",
    "reported_by",
    "addressee",
    "about",
    "speech act (strict)",
)
BY_TYPE = tuple(f"state mentions by {type_}" for type_ in MENTION_TYPES)
ON_MATCHED = ("speaker identity", "speaker speaks_for", "kind", "speech act", "speech act (strict)")


@dataclass(frozen=True, slots=True)
class Scores:
    """One article's counts by measure, accuracy on matched statements, and its mistakes.

    `counts` has those of `MEASURES`, `FURTHER` and `BY_TYPE`, in that order, whose field the gold
    annotates. `matched` gives, for `ON_MATCHED`, how many matched statements are right, and of how
    many.
    """

    counts: Mapping[str, Count]
    matched: Mapping[str, tuple[int, int]]
    mistakes: tuple[Mistake, ...] = ()


def score_article(
    gold: Annotations, predicted: Annotations, text: str, code: Code = lambda name: None
) -> Scores:
    """Return how `predicted` does against `gold` on an article's `text`.

    `code` gives the code of a state or alliance name (None: it has none). Fields that are missing
    in `predicted` count as absent; spans there may be without offsets, found by their words.
    """
    sides = Agreement(gold, predicted, text, code)
    counts: dict[str, Count] = {}
    for field, count in _COUNTS.items():
        if sides.annotates(field):
            counts |= count(sides)
    pairs, fields = sides.pairs, sides.fields
    matched = {m: (sum(fields[m].agree(g, p) for g, p in pairs), len(pairs)) for m in ON_MATCHED}
    every = (*MEASURES, *FURTHER, *BY_TYPE)
    return Scores({m: counts[m] for m in every if m in counts}, matched, find_mistakes(sides))


def _of_statements(sides: Agreement) -> dict[str, Count]:
    return {
        "statement detection": _count(len(sides.pairs), len(sides.counted), len(sides.required)),
        **{measure: _end_to_end(sides, field) for measure, field in sides.fields.items()},
        "about": sum((_about(sides, g, p) for g, p in sides.pairs), Count()),
        "content tokens": _content(sides),
    }


def _of_states(sides: Agreement) -> dict[str, Count]:
    return {
        "states present": counted(presence(sides, "states", "iso2")),
        "state mentions": counted(state_mentions(sides)),
        **{
            measure: counted(mentions_of_type(sides, type_))
            for measure, type_ in zip(BY_TYPE, MENTION_TYPES, strict=True)
        },
    }


_COUNTS: Mapping[str, Callable[[Agreement], dict[str, Count]]] = {
    "statements": _of_statements,
    "states": _of_states,
    "alliances": lambda s: {"alliances present": counted(presence(s, "alliances", "code"))},
    "memberships": lambda s: {"memberships": counted(memberships(s))},
    "offices": lambda s: {"offices": counted(offices(s))},
}


def _end_to_end(sides: Agreement, field: Field) -> Count:
    right = sum(field.has(g) and field.has(p) and field.agree(g, p) for g, p in sides.pairs)
    found = sum(field.has(sides.found[j]) for j in sides.counted)
    return _count(right, found, sum(field.has(sides.expected[i]) for i in sides.required))


def _about(sides: Agreement, gold: Annotations, predicted: Annotations) -> Count:
    """Count the entities that a matched statement is about."""
    compared = sides.about(gold, predicted)
    found = {sides.code(x) for x in predicted.get("about") or ()}
    return Count(compared.right, max(0, len(found) - compared.right), len(compared.missed))


def _content(sides: Agreement) -> Count:
    """Count the words inside required contents; those only in optional ones are left out."""
    words, nothing = sides.expected_words, frozenset[int]()
    required = nothing.union(*(words[i] for i in sides.required))
    optional = nothing.union(*(w for i, w in enumerate(words) if i not in set(sides.required)))
    found = nothing.union(*sides.found_words) - (optional - required)
    return _count(len(required & found), len(found), len(required))


def _count(right: int, found: int, asked: int) -> Count:
    return Count(right, found - right, asked - right)
