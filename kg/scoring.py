"""How well the annotations of one article agree with its gold annotations, measure by measure.

Both are JSON objects in the format of `kg.annotations`. Statements that are optional in the gold
are neither required nor wrong. Speaker, role, kind and act are counted end to end: a missed or
spurious statement is an error there, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.agreement import Agreement, Annotations, Code, Field, speaker_of
from kg.names import same_name

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
ON_MATCHED = ("speaker identity", "speaker speaks_for", "kind", "speech act", "speech act (strict)")


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
class Mistake:
    """One error: what kind, where, and what was expected and found (empty where nothing was)."""

    kind: str
    where: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Scores:
    """One article's counts by measure, accuracy on matched statements, and its mistakes.

    `matched` gives, for `ON_MATCHED`, how many matched statements are right, and of how many.
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
    sides = _Sides(Agreement(gold, predicted, text, code))
    pairs, fields = sides.pairs, sides.agreement.fields
    counts = {
        "statement detection": _count(len(pairs), len(sides.counted), len(sides.required)),
        **{measure: sides.end_to_end(field) for measure, field in fields.items()},
        "about": sides.about(),
        "content tokens": sides.content(),
        "state mentions": _state_mentions(sides.agreement),
        "offices": _offices(sides.agreement),
        **{
            measure: Count(len(asked & found), len(found - asked - free), len(asked - found))
            for measure, (asked, free, found) in _sets(sides.agreement).items()
        },
    }
    matched = {m: (sum(fields[m].agree(g, p) for g, p in pairs), len(pairs)) for m in ON_MATCHED}
    ordered = {measure: counts[measure] for measure in (*MEASURES, *FURTHER)}
    return Scores(ordered, matched, tuple(_mistakes(sides)))


class _Sides:
    """The statements that count: required in the gold; predicted, but not for an optional one."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        expected, match = agreement.expected, agreement.match
        self.required = [i for i, s in enumerate(expected) if not s.get("optional")]
        excused = {j for i, j in match.items() if expected[i].get("optional")}
        self.counted = [j for j in range(len(agreement.found)) if j not in excused]
        self.pairs = [(expected[i], agreement.found[match[i]]) for i in self.required if i in match]

    def end_to_end(self, field: Field) -> Count:
        right = sum(field.has(g) and field.has(p) and field.agree(g, p) for g, p in self.pairs)
        found = sum(field.has(self.agreement.found[j]) for j in self.counted)
        return _count(
            right, found, sum(field.has(self.agreement.expected[i]) for i in self.required)
        )

    def about(self) -> Count:
        """Count the entities that matched statements are about."""
        total, code = Count(), self.agreement.code
        for gold, predicted in self.pairs:
            expected = {code(x) for x in gold["about"]}
            found = {code(x) for x in predicted.get("about") or ()}
            right = sum(
                e in found or any(same_name(f or "", (e or "",)) for f in found) for e in expected
            )
            total += Count(right, max(0, len(found) - right), len(expected) - right)
        return total

    def content(self) -> Count:
        """Count the words inside required contents; those only in optional ones are left out."""
        words = self.agreement.expected_words
        required = frozenset[int]().union(*(words[i] for i in self.required))
        optional = frozenset[int]().union(
            *(w for i, w in enumerate(words) if i not in set(self.required))
        )
        found = frozenset[int]().union(*self.agreement.found_words) - (optional - required)
        return _count(len(required & found), len(found), len(required))


def _count(right: int, found: int, asked: int) -> Count:
    return Count(right, found - right, asked - right)


def _state_mentions(sides: Agreement) -> Count:
    """Count mentions of states; those of a city as a place are neither asked nor wrong."""
    asked: list[tuple[Any, int, int]] = []
    free: list[tuple[Any, int, int]] = []
    for state in sides.gold["states"]:
        for m in state["mentions"]:
            optional = m["type"] == "location" or state.get("optional")
            (free if optional else asked).append((state["iso2"], m["start"], m["end"]))
    found = [
        (sides.code(state), m["start"], m["end"])
        for state in sides.predicted.get("states") or ()
        for m in state.get("mentions") or ()
        if "start" in m
    ]
    right = sum(any(_touch(a, f) for f in found) for a in asked)
    wrong = sum(not any(_touch(f, a) for a in (*asked, *free)) for f in found)
    return Count(right, wrong, len(asked) - right)


def _touch(one: tuple[Any, int, int], other: tuple[Any, int, int]) -> bool:
    return bool(one[0] == other[0] and one[1] < other[2] and other[1] < one[2])


def _sets(sides: Agreement) -> dict[str, tuple[set[Any], set[Any], set[Any]]]:
    """Return for each set measure what is asked, what may be said as well, and what was found."""
    gold, predicted, code = sides.gold, sides.predicted, sides.code

    def presence(field: str, key: str) -> tuple[set[Any], set[Any], set[Any]]:
        return (
            {x[key] for x in gold[field] if not x.get("optional")},
            {x[key] for x in gold[field] if x.get("optional")},
            {code(x) for x in predicted.get(field) or ()},
        )

    def standing(m: Annotations) -> tuple[str | None, str | None, str | None]:
        return code(m.get("state")), code(m.get("alliance")), m.get("status")

    return {
        "states present": presence("states", "iso2"),
        "alliances present": presence("alliances", "code"),
        "memberships": (
            {standing(m) for m in gold["memberships"] if m.get("explicit", True)},
            {standing(m) for m in gold["memberships"] if not m.get("explicit", True)},
            {standing(m) for m in predicted.get("memberships") or ()},
        ),
    }


def _offices(sides: Agreement) -> Count:
    """Count offices, one to one; an office stated twice is no error."""
    found = list(sides.predicted.get("offices") or ())
    asked = sorted(sides.gold["offices"], key=lambda o: bool(o.get("optional")))
    used: set[int] = set()
    right = 0
    for office in asked:
        free = (j for j, f in enumerate(found) if j not in used and sides.same_holding(office, f))
        if (hit := next(free, None)) is not None:
            used.add(hit)
            right += not office.get("optional")
    wrong = sum(
        j not in used and not any(sides.same_holding(o, f) for o in asked)
        for j, f in enumerate(found)
    )
    return Count(right, wrong, sum(not o.get("optional") for o in asked) - right)


def _mistakes(sides: _Sides) -> Iterator[Mistake]:
    """Yield what was missed, what is spurious, and what is wrong on matched statements."""
    both = sides.agreement
    name = both.gold.get("id") or "?"
    for i in sides.required:
        if i not in both.match:
            where = both.expected[i].get("id") or name
            yield Mistake("missed statement", where, _told(both, both.expected[i]), "")
    for j in sides.counted:
        if j not in both.match.values():
            yield Mistake("spurious statement", name, "", _told(both, both.found[j]))
    for measure, field in both.fields.items():
        if measure == "speech act (strict)":  # second choices are no mistakes
            continue
        for gold, predicted in sides.pairs:
            expected, found = field.value(gold), field.value(predicted)
            if (expected or found) and not field.agree(gold, predicted):
                where = gold.get("id") or name
                yield Mistake(f"wrong {measure}", where, str(expected), str(found))
    for measure, (asked, free, found) in _sets(both).items():
        for x in sorted(asked - found, key=str):
            yield Mistake(f"missed in {measure}", name, _shown(x), "")
        for x in sorted(found - asked - free, key=str):
            yield Mistake(f"spurious in {measure}", name, "", _shown(x))


def _told(both: Agreement, statement: Annotations) -> str:
    spans = (both.offsets(s) for s in statement.get("content") or ())
    words = " ".join(" … ".join(both.text[a:b] for a, b in spans).split())
    return f"{speaker_of(statement).get('name')}: {words[:90]}"


def _shown(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
