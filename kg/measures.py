"""Measures of what an article names: states, alliances, memberships, offices, and mentions.

Each compares a set of things asked for with a set of things found; what is optional in the gold
is neither asked nor wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.agreement import Agreement, Annotations, Comparison

MENTION_TYPES = ("name", "demonym", "metonym", "location")


@dataclass(frozen=True, slots=True)
class Count:
    """True positives, false positives and false negatives of one measure.

    >>> Count(3, 1, 3).f1
    0.6
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right; 1 if nothing was, and nothing asked."""
        predicted = self.tp + self.fp
        return self.tp / predicted if predicted else float(not self.fn)

    @property
    def recall(self) -> float:
        """The share of what was asked that was found; 1 if nothing was asked."""
        asked = self.tp + self.fn
        return self.tp / asked if asked else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class StateMention:
    """Words that name a state, as gold or prediction has them; `code` is the state's."""

    code: str | None
    start: int
    end: int
    type: str | None = None
    optional: bool = False

    def touches(self, other: StateMention) -> bool:
        """Say whether both name the same state in words they share."""
        return self.code == other.code and self.start < other.end and other.start < self.end


def counted(comparison: Comparison) -> Count:
    """Return a comparison in figures."""
    return Count(comparison.right, len(comparison.spurious), len(comparison.missed))


def presence(sides: Agreement, field: str, key: str) -> Comparison:
    """Compare the codes of the states or alliances named; `field` is where, `key` the code's."""
    return _compared(
        {x[key] for x in sides.gold[field] if not x.get("optional")},
        {x[key] for x in sides.gold[field] if x.get("optional")},
        {sides.code(x) for x in sides.predicted.get(field) or ()},
    )


def memberships(sides: Agreement) -> Comparison:
    """Compare what is said of standings: (state, alliance, status); implied ones are optional."""

    def standing(m: Annotations) -> tuple[str | None, str | None, str | None]:
        return sides.code(m.get("state")), sides.code(m.get("alliance")), m.get("status")

    gold = sides.gold["memberships"]
    return _compared(
        {standing(m) for m in gold if m.get("explicit", True)},
        {standing(m) for m in gold if not m.get("explicit", True)},
        {standing(m) for m in sides.predicted.get("memberships") or ()},
    )


def offices(sides: Agreement) -> Comparison:
    """Compare office entries, one to one; an office stated twice is no error."""
    found = list(sides.predicted.get("offices") or ())
    asked = sorted(sides.gold["offices"], key=lambda o: bool(o.get("optional")))
    used: set[int] = set()
    right, missed = 0, []
    for office in asked:
        free = (j for j, f in enumerate(found) if j not in used and sides.same_holding(office, f))
        hit = next(free, None)
        if hit is not None:
            used.add(hit)
            right += not office.get("optional")
        elif not office.get("optional"):
            missed.append(office)
    spurious = (
        f
        for j, f in enumerate(found)
        if j not in used and not any(sides.same_holding(o, f) for o in asked)
    )
    return Comparison(right, tuple(missed), tuple(spurious))


def state_mentions(sides: Agreement) -> Comparison:
    """Compare mentions of states whatever their type; those of a city as a place are optional."""
    gold, found = gold_mentions(sides), predicted_mentions(sides)
    asked = [g for g in gold if not g.optional and g.type != "location"]
    missed = tuple(a for a in asked if not any(a.touches(f) for f in found))
    spurious = tuple(f for f in found if not any(f.touches(g) for g in gold))
    return Comparison(len(asked) - len(missed), missed, spurious)


def mentions_of_type(sides: Agreement, type_: str) -> Comparison:
    """Compare mentions of states of one of `MENTION_TYPES`: right are those found as that type."""
    gold = [g for g in gold_mentions(sides) if g.type == type_]
    found = [f for f in predicted_mentions(sides) if f.type == type_]
    asked = [g for g in gold if not g.optional]
    missed = tuple(a for a in asked if not any(a.touches(f) for f in found))
    spurious = tuple(f for f in found if not any(f.touches(g) for g in gold))
    return Comparison(len(asked) - len(missed), missed, spurious)


def gold_mentions(sides: Agreement) -> list[StateMention]:
    """Return the mentions of states that the gold has."""
    return [
        StateMention(s["iso2"], m["start"], m["end"], m["type"], bool(s.get("optional")))
        for s in sides.gold["states"]
        for m in s["mentions"]
    ]


def predicted_mentions(sides: Agreement) -> list[StateMention]:
    """Return the mentions of states that were found; those without offsets do not count."""
    return [
        StateMention(sides.code(s), m["start"], m["end"], m.get("type"))
        for s in sides.predicted.get("states") or ()
        for m in s.get("mentions") or ()
        if "start" in m
    ]


def _compared(asked: set[Any], free: set[Any], found: set[Any]) -> Comparison:
    return Comparison(
        len(asked & found),
        tuple(sorted(asked - found, key=str)),
        tuple(sorted(found - asked - free, key=str)),
    )
