"""The persons that `he`, `she`, `him`, `his` and `her` mean, by salience.

A candidate's salience falls with distance in sentences; subjects and speakers weigh more, persons
named only within quotations less. After Lappin and Leass, "An Algorithm for Pronominal Anaphora
Resolution" (Computational Linguistics 20, 1994), section 3, without a parser.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kg.extractors.appointments import appointments
from kg.extractors.lookup import Lookup
from kg.extractors.names import Gender, gender
from kg.model import Candidate, Document, Mention, Span
from kg.spans import SpanIndex

LEAST = 0.5
REACH = 3  # sentences back; farther antecedents were wrong more often than right
_PRONOUN = re.compile(r"(?<![\w’'-])(?:he|she|him|his|her|himself|herself)(?![\w-])", re.IGNORECASE)
_FEMALE = frozenset({"she", "her", "herself"})
_DECAY = (1.0, 0.9, 0.55, 0.35)
_NESTED = 4  # contents that begin one after another within an outermost one
_OWNER = 0.5  # prominence at most of X in `X's spokesman`
# `X's`, `former X aide`
_OWNS = re.compile(
    r"['’]s\b|(?<=s)['’] | (?:campaign |administration )?(?:spokes\w+|aide|advis[eo]r|speechwriter"
    r"|supporter|ally|official|appointee|strategist|donor|lawyer|loyalist|critic|campaign"
    r"|administration|government|cabinet)s?\b"
)
# What speaks for nobody else than its owner: `Obi's office put out a note in which he thanks …`.
_OWN_HOUSE = re.compile(r"['’]s (?:private |press )?(?:office|team|campaign|camp)\b")
# `During a call with X, Y asked …, his office said`: the subject comes after it
_ADVERBIAL = re.compile(
    r"(?:In|During|At|After|Before|Following|On|Over) [^,;“”\"]{3,120}, (?=[A-Z])"
)
_FRONTED = re.compile(
    r"(?:Asked|Questioned|Pressed|Speaking|When|After|Before|While|As|Despite|Although|Though|If"
    r"|With|During|Following)\b"
)
_BEFORE = 0.3  # of the prominence of whom a pronoun means before the sentence's subject is named
_ASIDE = 0.9  # how sure it is that `his` in an aside is the sentence's subject
# `His minister, Todd, went further: he called it`, `Obi left when he saw it`
_GOES_ON = re.compile(r"(?:[:;–—-]|\b(?:where|when|while|because|after|before)) (?:he|she)\b")
_WRITES = re.compile(  # `sent a letter to Lima in which he listed`
    r"\b(?:sent|wrote|issued|posted|gave|delivered|published|made|released|signed)\b[^.;:“”\"]*"
    r"\bin which (?:he|she)$"
)
_LATEST = 40  # earlier mentions that are looked at
_SUBJECT = 60  # code points from a sentence's start within which its subject is named
_TOLD = 0.7  # of the prominence of those who are only spoken of
_OTHER_PARAGRAPH = 0.75


@dataclass(frozen=True, slots=True)
class _Trace:
    """One earlier mention: whom, in which sentence, and how prominent it was there."""

    person: str
    at: int
    sentence: int
    weight: float


def resolve_pronouns(document: Document) -> Document:
    """Return the document with a mention for every third-person singular personal pronoun."""
    look = Lookup(document)
    genders = _genders(document)
    speaking = [s for st in document.statements for s in st.source]
    placed = SpanIndex(speaking, lambda s: s)
    starts = {s.start for s in speaking}
    told = sorted(c for st in document.statements for c in st.content)
    asides = {
        s.start
        for st in document.statements
        for s in st.source
        if look.sentence(st.content[0].start) == look.sentence(s.start)
        and st.content[0].end <= s.start
        and not look.quoted(st.content[0].start)
        and st.content[-1].end <= s.start  # `The president, he said, was late`: another one
    }
    events = sorted(
        [(m.span.start, m) for m in document.mentions if m.type == "person" and m.entity]
        + [(m.start(), m) for m in _PRONOUN.finditer(look.text)],
        key=lambda e: e[0],
    )
    order = _reading_order(look)
    names = (m for m in document.mentions if m.type == "person" and m.kind == "name")
    called = {m.span.start for m in names}  # `He Lifeng`
    traces: list[_Trace] = []
    found: list[Mention] = []
    for at, event in events:
        sentence = order[look.sentence(at)]
        if isinstance(event, Mention):
            person = event.entity
        else:
            if (look.quoted(at) and at not in starts) or at in called:
                continue
            span = Span(*event.span())
            ranked = _rank(look, span, sentence, traces, genders)
            if _is_subjects(look, at, asides) and (subject := _subject(look, at, traces, genders)):
                ranked = (Candidate(subject, _ASIDE), *(r for r in ranked if r.key != subject))
            sure = bool(ranked) and ranked[0].score >= LEAST
            person = ranked[0].key if sure else None
            found.append(
                Mention(
                    span,
                    "person",
                    "pronoun",
                    person,
                    ranked[0].score if ranked else 0.0,
                    () if sure and len(ranked) == 1 else ranked,
                )
            )
        if person:
            owns = isinstance(event, Mention) and _owns(look.text, event.span.end)
            source = not owns and bool(placed.overlapping(Span(at, at + 1)))
            weight = _prominence(look, sentence, at, traces, source)
            if owns:
                weight = min(weight, _OWNER)
            if not source and _is_told(told, at):
                weight *= _TOLD
            if not isinstance(event, Mention) and event.group().lower() in ("his", "her", "him"):
                weight = min(0.6 * weight, _OWNER)  # in `his rival, X,` X is the subject
            if not isinstance(event, Mention) and _is_fronted(look, at, starts):
                weight *= _BEFORE
            traces.append(_Trace(person, at, sentence, weight))
    merged = sorted((*document.mentions, *found), key=lambda m: (m.span.start, -m.span.end))
    return replace(document, mentions=tuple(merged))


def _is_subjects(look: Lookup, at: int, asides: Collection[int]) -> bool:
    """Say whether a pronoun means the subject of its sentence: in an aside or a further clause."""
    opening, end = look.opening(look.sentence(at)), at + len("she")
    return (
        at in asides
        or _GOES_ON.search(look.text, max(0, at - 9), end) is not None
        or _WRITES.search(look.text, opening, look.text.find(" ", at)) is not None
    )


def _is_fronted(look: Lookup, at: int, starts: Collection[int]) -> bool:
    """Say whether a pronoun stands before the subject who speaks: `Asked if he knew, Obi said`."""
    sentence = look.sentence(at)
    if not _FRONTED.match(look.text, look.opening(sentence)):
        return False
    return any(
        ", " in look.text[at:start]
        for start in range(at + 1, look.sentences[sentence].end)
        if start in starts
    )


def _owns(text: str, at: int) -> bool:
    """Say whether whom a name means is the owner of another one, who may be meant rather."""
    return bool(_OWNS.match(text, at)) and not _OWN_HOUSE.match(text, at)


def _subject(
    look: Lookup, at: int, traces: Sequence[_Trace], genders: dict[str, Gender]
) -> str | None:
    """Return who is the subject of the sentence in which an aside or a new clause begins at `at`.

    In `Minister Obi met Diaz, his office said` the office is Obi's.
    """
    opening = look.opening(look.sentence(at))
    setting = _ADVERBIAL.match(look.text, opening, at)
    opening = setting.end() if setting else opening
    wanted: Gender = "f" if look.text[at : at + 3].lower() == "her" else "m"
    near = [t for t in traces[-_LATEST:] if opening <= t.at < min(at, opening + _SUBJECT)]
    first = next((t for t in near if t.weight > _OWNER), next(iter(near), None))
    return first.person if first and genders.get(first.person, wanted) == wanted else None


def _reading_order(look: Lookup) -> list[int]:
    """Return for each sentence how many came before it, not counting those wholly quoted."""
    order, count = [], 0
    for sentence in look.sentences:
        order.append(count)
        middle = (sentence.start + sentence.end) // 2
        wholly = look.quoted(sentence.start + 1) and look.quoted(middle)
        count += not (wholly and look.quoted(sentence.end - 3 if sentence.end > 3 else 0))
    return order


def _is_told(contents: Sequence[Span], at: int) -> bool:
    """Say whether the code point is part of what somebody said; `contents` are sorted."""
    last = bisect_right(contents, at, key=lambda s: s.start)
    return any(at < c.end for c in contents[max(0, last - _NESTED) : last])


def _genders(document: Document) -> dict[str, Gender]:
    known: dict[str, Gender] = {
        e.key: g for e in document.entities if e.type == "person" and (g := gender(e.name))
    }
    for appointment in appointments(document):
        if appointment.person.entity and appointment.title.gender:
            known[appointment.person.entity] = appointment.title.gender
    return known


def _prominence(
    look: Lookup, sentence: int, at: int, traces: Sequence[_Trace], source: bool
) -> float:
    """Return the weight of a mention: speaker, subject (the sentence's first person), or other."""
    first = not any(t.sentence == sentence and t.weight > _OWNER for t in traces[-6:])
    weight = 0.6
    early = at - look.opening(look.sentence(at)) < _SUBJECT
    if first and early:
        weight = 1.0
    elif first:
        weight = 0.75
    if source:
        weight += 0.45
    if look.quoted(at) and not source:
        weight *= 0.35
    return weight


def _rank(
    look: Lookup,
    pronoun: Span,
    here: int,
    traces: Sequence[_Trace],
    genders: dict[str, Gender],
) -> tuple[Candidate, ...]:
    """Return the persons the pronoun may mean, with scores, best first."""
    wanted: Gender = "f" if pronoun.of(look.text).lower() in _FEMALE else "m"
    scores: dict[str, float] = {}
    for trace in reversed(traces[-_LATEST:]):
        distance = here - trace.sentence
        if distance > REACH:
            break
        known = genders.get(trace.person)
        if known and known != wanted:
            continue
        score = trace.weight * _DECAY[distance] * (1.0 if known else 0.85)
        if distance and look.paragraph(trace.at) != look.paragraph(pronoun.start):
            score *= _OTHER_PARAGRAPH
        scores[trace.person] = max(scores.get(trace.person, 0.0), score) + (
            0.05 if trace.person in scores else 0.0
        )
    ranked = sorted(scores.items(), key=lambda x: -x[1])
    if not ranked:
        return ()
    best = ranked[0][1]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    sure = min(0.97, best * (0.45 + 0.55 * (best - second) / best) + (0.2 if best > 0.5 else 0.0))
    return tuple(
        Candidate(key, round(sure if n == 0 else sure * score / best, 3))
        for n, (key, score) in enumerate(ranked[:4])
    )
