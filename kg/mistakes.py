"""The mistakes in one article's annotations: what was missed, what invented, what is wrong.

A kind begins with `missed`, `spurious` or `wrong` and ends with what it is about; fields of
statements are looked at where the statement itself was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.agreement import Agreement, Annotations, Comparison, Field, speaker_of
from kg.measures import memberships, offices, presence, state_mentions
from kg.text import sentences

_FIELDS = {
    "speaker identity": "speaker",
    "speaker speaks_for": "for whom",
    "speaker role": "role",
    "speaker type": "type of speaker",
    "kind": "form",
    "speech act": "speech act",
    "reported_by": "reported_by",
    "addressee": "addressee",
}
_LONGEST = 90  # characters of a content that are shown


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: its kind, where, what was expected and found, and the sentence it is about.

    `where` is the id of the gold statement, else of the article. `expected` and `found` are empty
    where nothing was; `sentence` is empty where the error has no place in the text.
    """

    kind: str
    where: str
    expected: str = ""
    found: str = ""
    sentence: str = ""


def find_mistakes(sides: Agreement) -> tuple[Mistake, ...]:
    """Return the mistakes: of statements, of their fields, then of what the article names."""
    return tuple(_Finder(sides).mistakes())


class _Finder:
    def __init__(self, sides: Agreement) -> None:
        self.sides = sides
        self.name = sides.gold.get("id") or "?"
        self.sentences = sentences(sides.text)

    def mistakes(self) -> Iterator[Mistake]:
        """Yield the mistakes in what the gold annotates."""
        annotates = self.sides.annotates
        if annotates("statements"):
            yield from self.statements()
            for measure, kind in _FIELDS.items():
                yield from self.field(self.sides.fields[measure], kind)
            yield from self.about()
        if annotates("states"):
            yield from self.presence("states", "iso2", "state")
            yield from self.mentions()
        if annotates("alliances"):
            yield from self.presence("alliances", "code", "alliance")
        if annotates("memberships"):
            yield from self.memberships()
        if annotates("offices"):
            yield from self.offices()

    def statements(self) -> Iterator[Mistake]:
        sides = self.sides
        for i in sides.required:
            if i not in sides.match:
                gold = sides.expected[i]
                where = gold.get("id") or self.name
                told = self.told(gold)
                yield Mistake("missed statement", where, told, sentence=self.of_statement(gold))
        for j in sides.counted:
            if j not in sides.match.values():
                found = sides.found[j]
                sentence = self.of_statement(found)
                yield Mistake("spurious statement", self.name, "", self.told(found), sentence)

    def field(self, field: Field, kind: str) -> Iterator[Mistake]:
        for gold, predicted in self.sides.pairs:
            expected, found = field.value(gold), field.value(predicted)
            if (expected or found) and not field.agree(gold, predicted):
                fault = "wrong" if expected and found else "missed" if expected else "spurious"
                yield Mistake(
                    f"{fault} {kind}",
                    gold.get("id") or self.name,
                    str(expected or ""),
                    str(found or ""),
                    self.of_statement(gold),
                )

    def about(self) -> Iterator[Mistake]:
        for gold, predicted in self.sides.pairs:
            compared = self.sides.about(gold, predicted)
            where, sentence = gold.get("id") or self.name, self.of_statement(gold)
            for x in sorted(map(str, compared.missed)):
                yield Mistake("missed about", where, x, "", sentence)
            for x in sorted(map(str, compared.spurious)):
                yield Mistake("spurious about", where, "", x, sentence)

    def presence(self, field: str, key: str, kind: str) -> Iterator[Mistake]:
        gold = {x[key]: x for x in self.sides.gold[field]}
        found = {self.sides.code(x): x for x in self.sides.predicted.get(field) or ()}
        compared = presence(self.sides, field, key)
        for code in compared.missed:
            sentence = self.first(gold[code].get("mentions"))
            yield Mistake(f"missed {kind}", self.name, str(code), "", sentence)
        for code in compared.spurious:
            sentence = self.first(found[code].get("mentions"))
            yield Mistake(f"spurious {kind}", self.name, "", str(code), sentence)

    def mentions(self) -> Iterator[Mistake]:
        text, compared = self.sides.text, state_mentions(self.sides)
        for m in compared.missed:
            words = f"{text[m.start : m.end]} ({m.code}, {m.type})"
            yield Mistake("missed state mention", self.name, words, "", self.at(m.start))
        for m in compared.spurious:
            words = f"{text[m.start : m.end]} ({m.code}, {m.type})"
            yield Mistake("spurious state mention", self.name, "", words, self.at(m.start))

    def memberships(self) -> Iterator[Mistake]:
        gold = self.evidence("memberships", self.sides.gold)
        found = self.evidence("memberships", self.sides.predicted)
        yield from self.claims("membership", memberships(self.sides), gold, found)

    def evidence(self, field: str, annotations: Annotations) -> dict[Any, str]:
        """Return by standing the sentence that a membership rests on."""
        code = self.sides.code
        return {
            (code(m.get("state")), code(m.get("alliance")), m.get("status")): self.of_span(
                m.get("evidence")
            )
            for m in annotations.get(field) or ()
        }

    def claims(
        self, kind: str, compared: Comparison, gold: dict[Any, str], found: dict[Any, str]
    ) -> Iterator[Mistake]:
        for x in compared.missed:
            yield Mistake(f"missed {kind}", self.name, _joined(x), "", gold[x])
        for x in compared.spurious:
            yield Mistake(f"spurious {kind}", self.name, "", _joined(x), found[x])

    def offices(self) -> Iterator[Mistake]:
        compared = offices(self.sides)
        for o in compared.missed:
            sentence = self.of_span(o.get("evidence"))
            yield Mistake("missed office", self.name, _holding(o), "", sentence)
        for o in compared.spurious:
            sentence = self.of_span(o.get("evidence"))
            yield Mistake("spurious office", self.name, "", _holding(o), sentence)

    def told(self, statement: Annotations) -> str:
        spans = (self.sides.offsets(s) for s in statement.get("content") or ())
        words = " ".join(" … ".join(self.sides.text[a:b] for a, b in spans).split())
        return f"{speaker_of(statement).get('name')}: {words[:_LONGEST]}"

    def of_statement(self, statement: Annotations) -> str:
        return self.first(statement.get("content"))

    def first(self, spans: Any) -> str:
        return self.of_span(spans[0]) if spans else ""

    def of_span(self, span: Any) -> str:
        start, end = self.sides.offsets(span) if span else (0, 0)
        return self.at(start) if end > start else ""

    def at(self, offset: int) -> str:
        """Return the sentence at an offset, on one line."""
        found = (s for s in self.sentences if s.start <= offset < s.end)
        return next((" ".join(s.of(self.sides.text).split()) for s in found), "")


def _holding(office: Annotations) -> str:
    return _joined((office.get("person"), office.get("office"), office.get("org")))


def _joined(parts: tuple[Any, ...]) -> str:
    return ", ".join(str(p) for p in parts if p is not None)
