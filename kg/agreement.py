"""When two sets of annotations of one article agree: which statements match, which fields are same.

A predicted statement matches a gold one where the words of their contents overlap by at least
half of each; one to one, the best overlap first. The gold says how much room there is: aliases,
co-speakers, second choices of an act.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.names import content_words, same_name

Annotations = Mapping[str, Any]
Code = Callable[[str], str | None]

_WORD = re.compile(r"\w+")
_NO_OFFICE_WORDS = frozenset({"the", "of", "a", "for"})
_RIGHT_SPEAKER = 0.05  # what decides between statements that overlap about as much
_REQUIRED = 0.01


@dataclass(frozen=True, slots=True)
class Field:
    """A field of statements: its value, if any, and when that of gold and prediction agree."""

    value: Callable[[Annotations], Any]
    agree: Callable[[Annotations, Annotations], bool]
    always: bool = False  # asked of every statement, whether it has a value or not

    def has(self, statement: Annotations) -> bool:
        """Say whether a statement counts for this field."""
        return self.always or bool(self.value(statement))


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many are right of a set of things asked for, which were missed and which invented."""

    right: int
    missed: tuple[Any, ...]
    spurious: tuple[Any, ...]


class Agreement:
    """Gold and prediction of one article side by side.

    `match` is gold index → predicted index. `required` are the indices of gold statements that
    are not optional, `counted` those of predicted ones that match no optional one, `pairs` the
    required statements that were found, each with what was found. `code` gives the code of a
    state or alliance name.
    """

    def __init__(self, gold: Annotations, predicted: Annotations, text: str, code: Code) -> None:
        self.gold, self.predicted, self.text, self._code = gold, predicted, text, code
        self._words = [m.span() for m in _WORD.finditer(text)]
        self.expected: Sequence[Annotations] = gold.get("statements") or []
        self.found: Sequence[Annotations] = predicted.get("statements") or []
        self.expected_words = [self._words_in(s["content"]) for s in self.expected]
        self.found_words = [self._words_in(s.get("content")) for s in self.found]
        self.match = self._matches()
        self.required = [i for i, s in enumerate(self.expected) if not s.get("optional")]
        excused = {j for i, j in self.match.items() if self.expected[i].get("optional")}
        self.counted = [j for j in range(len(self.found)) if j not in excused]
        self.pairs = [
            (self.expected[i], self.found[self.match[i]]) for i in self.required if i in self.match
        ]

    def annotates(self, field: str) -> bool:
        """Say whether the gold annotates a field at all; an empty list says that there is none."""
        return self.gold.get(field) is not None

    def offsets(self, span: Any) -> tuple[int, int]:
        """Return start and end of a span in any form; an empty one where it is not in the text."""
        if not isinstance(span, Mapping):
            return span[0], span[1]
        start, end = span.get("start"), span.get("end")
        if start is not None and end is not None:
            return start, end
        exact = span.get("exact") or ""
        at = self.text.find(exact) if exact else -1
        return (at, at + len(exact)) if at >= 0 else (0, 0)

    def code(self, value: Any) -> str | None:
        """Return the code of a name or of an entry with a code or name; else the name itself."""
        if isinstance(value, Mapping):
            value = value.get("iso2") or value.get("code") or value.get("name")
        return (self._code(value) or value) if value else None

    def same_speaker(self, gold: Annotations, predicted: Annotations) -> bool:
        """Say whether the predicted speaker is the gold one, or one of its co-speakers."""
        speaker, name = gold["speaker"], speaker_of(predicted).get("name") or ""
        mention = (speaker.get("mention") or {}).get("exact")
        known, named = (speaker["name"], *speaker.get("aliases", ())), speaker.get("named", True)
        return same_name(name, known, named=named, mention=mention) or any(
            same_name(name, (c, *self._aliases(c))) for c in gold.get("co_speakers") or ()
        )

    def same_holding(self, gold: Annotations, predicted: Annotations) -> bool:
        """Say whether two office entries are of one person, organisation and office."""
        holder = (gold["person"], *gold.get("aliases", ()))
        if not same_name(predicted.get("person") or "", holder):
            return False
        of = predicted.get("org") or predicted.get("state") or predicted.get("organisation")
        if gold["org"] and not (
            self.code(of) == self.code(gold["org"]) or same_name(of or "", (gold["org"],))
        ):
            return False
        return _same_office(gold["office"], predicted.get("office"))

    def about(self, gold: Annotations, predicted: Annotations) -> Comparison:
        """Compare what the two say that a statement is about: codes, else names."""
        asked = {self.code(x) for x in gold["about"]}
        found = {self.code(x) for x in predicted.get("about") or ()}
        return Comparison(
            sum(any(_same_matter(a, f) for f in found) for a in asked),
            tuple(a for a in asked if not any(_same_matter(a, f) for f in found)),
            tuple(f for f in found if not any(_same_matter(a, f) for a in asked)),
        )

    @property
    def fields(self) -> dict[str, Field]:
        """The measures that look at one field of each statement."""

        def speaks_for(gold: Annotations, predicted: Annotations) -> bool:
            speaker = speaker_of(gold)
            accepted = (speaker.get("speaks_for"), *speaker.get("speaks_for_alt", ()))
            return self.code(speaker_of(predicted).get("speaks_for")) in accepted

        def role(gold: Annotations, predicted: Annotations) -> bool:
            return _same_office(speaker_of(gold).get("role"), speaker_of(predicted).get("role"))

        def act(gold: Annotations, predicted: Annotations) -> bool:
            accepted = (gold["speech_act"], *gold.get("speech_act_alt", ()))
            return predicted.get("speech_act") in accepted

        return {
            "speaker identity": Field(_in_speaker("name"), self.same_speaker, always=True),
            "speaker speaks_for": Field(_in_speaker("speaks_for"), speaks_for),
            "speaker role": Field(_in_speaker("role"), role),
            "speaker type": _same(_in_speaker("type")),
            "kind": _same(lambda s: s.get("kind")),
            "speech act": Field(lambda s: s.get("speech_act"), act, always=True),
            "speech act (strict)": _same(lambda s: s.get("speech_act")),
            "reported_by": self._party("reported_by"),
            "addressee": self._party("addressee", "co_addressees"),
        }

    def _party(self, field: str, besides: str = "") -> Field:
        """Return the field of one party; those of the field `besides` are as good as it."""

        def agree(gold: Annotations, predicted: Annotations) -> bool:
            other = predicted.get(field)
            return any(
                self.code(one) == self.code(other)
                or same_name(other or "", (one or "", *self._aliases(one)))
                for one in (gold.get(field), *(gold.get(besides) or ()))
            )

        return Field(lambda s: s.get(field), agree)

    def _aliases(self, name: str | None) -> Sequence[str]:
        return (self.gold.get("entities") or {}).get(name, {}).get("aliases") or ()

    def _words_in(self, spans: Iterable[Any] | None) -> frozenset[int]:
        """Return the indices of the words that the spans touch."""
        inside: set[int] = set()
        for start, end in map(self.offsets, spans or ()):
            inside.update(i for i, (a, b) in enumerate(self._words) if a < end and start < b)
        return frozenset(inside)

    def _matches(self) -> dict[int, int]:
        scored = []
        for i, expected in enumerate(self.expected_words):
            for j, found in enumerate(self.found_words):
                both = len(expected & found)
                if both and 2 * both >= len(expected) and 2 * both >= len(found):
                    score = 2 * both / (len(expected) + len(found))
                    score += _RIGHT_SPEAKER * self.same_speaker(self.expected[i], self.found[j])
                    score += _REQUIRED * (not self.expected[i].get("optional"))
                    scored.append((-score, i, j))
        match: dict[int, int] = {}
        taken: set[int] = set()
        for _, i, j in sorted(scored):
            if i not in match and j not in taken:
                match[i] = j
                taken.add(j)
        return match


def speaker_of(statement: Annotations) -> Annotations:
    """Return a statement's speaker, empty where it has none."""
    return statement.get("speaker") or {}


def _same_matter(asked: str | None, found: str | None) -> bool:
    return asked == found or same_name(found or "", (asked or "",))


def _in_speaker(key: str) -> Callable[[Annotations], Any]:
    return lambda statement: speaker_of(statement).get(key)


def _same(value: Callable[[Annotations], Any]) -> Field:
    return Field(value, lambda gold, predicted: bool(value(gold) == value(predicted)), always=True)


def _same_office(one: str | None, other: str | None) -> bool:
    """Say whether two titles share at least half the words of the shorter one."""
    a, b = content_words(one) - _NO_OFFICE_WORDS, content_words(other) - _NO_OFFICE_WORDS
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))
