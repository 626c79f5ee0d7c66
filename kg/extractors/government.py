"""Government bodies by rule: a ministry, parliament or army, and the state it belongs to.

`the Turkish Ministry of Foreign Affairs`, `Taiwan's Defense Ministry`, `the parliament of Iraq`;
`the Saudi government` is the state itself. A body without a state (`the Foreign Ministry`) is the
one of that sort named last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extractors.gazetteer import tokenize
from kg.extractors.readings import Reading
from kg.extractors.setting import Setting
from kg.model import Span
from kg.reference import Reference
from kg.text import word_set

GOVERNMENT = "government"  # not a body: the state

# The portfolios of ministries, each with the other words for it.
_PORTFOLIOS = {
    "foreign-affairs": "foreign affairs|foreign|external affairs|external relations"
    "|foreign relations",
    "defence": "defence|defense|national defence|national defense",
    "the-interior": "interior|the interior|internal affairs|home affairs|interior affairs",
    "finance": "finance|finances|economy and finance",
    "economy": "economy|economic affairs|economics|economic development",
    "trade": "trade|commerce|foreign trade|industry and trade|trade and industry",
    "justice": "justice",
    "health": "health|public health",
    "energy": "energy",
    "oil": "oil|petroleum|oil and gas",
    "education": "education",
    "agriculture": "agriculture|agriculture and food",
    "environment": "environment|the environment",
    "culture": "culture",
    "transport": "transport|transportation|transport and infrastructure",
    "information": "information|culture and information",
    "intelligence": "intelligence",
    "security": "security|public security|state security|national security|internal security",
    "tourism": "tourism|culture and tourism",
    "labour": "labour|labor",
    "emergency-situations": "emergency situations|emergencies|emergency",
    "immigration": "immigration|migration",
    "unification": "unification",
    "climate": "climate|climate change|climate and environment|environment and climate change",
    "water": "water|water resources|irrigation|water and energy",
    "fisheries": "fisheries|trade, industry and fisheries",
    "infrastructure": "infrastructure|public works|housing",
    "science": "science|science and technology",
    "social-affairs": "social affairs|labour and social affairs|social development",
    "religious-affairs": "religious affairs",
    "digital-affairs": "digital affairs|digital development|communications",
    "development": "development|development cooperation|international development",
    "planning": "planning",
    "sport": "sport|sports|youth and sport|youth and sports",
}
_BODIES = {
    "parliament": "parliament|legislature",
    "national-assembly": "national assembly",
    "house-of-representatives": "house of representatives",
    "senate": "senate",
    "congress": "congress",
    "armed-forces": "armed forces|military|defence forces|defense forces",
    "army": "army",
    "navy": "navy",
    "air-force": "air force",
    "coast-guard": "coast guard|coastguard",
    "border-guard": "border guard|border guards|border guard service|border service",
    "national-guard": "national guard",
    "police": "police|national police|federal police",
    "intelligence-service": "intelligence service|intelligence services|intelligence agency",
    "embassy": "embassy",
    "consulate": "consulate|consulate general",
    "presidency": "presidency|presidential office|presidential administration|president's office",
    "prime-ministers-office": "prime minister's office|premier's office",
    "cabinet": "cabinet",
    "central-bank": "central bank",
    "supreme-court": "supreme court",
    "constitutional-court": "constitutional court",
    "security-council": "security council|national security council",
    "ministry-of-foreign-affairs": "foreign office",
    GOVERNMENT: "government",
}
_MODIFIERS = word_set(
    """new interim transitional caretaker federal central national coalition military provisional
    former islamist democratic elected own royal imperial people's then current outgoing state"""
)
_LONGEST = 6  # words of a body's name


def _phrases() -> dict[str, str]:
    """Return the folded words of every body's name, with its slug."""
    found = {}
    for name, others in _PORTFOLIOS.items():
        for topic in others.split("|"):
            key = f"ministry-of-{name}"
            for pattern in (
                "{} ministry", "ministry of {}", "ministry for {}", "ministry of the {}",
                "{} department", "department of {}", "department for {}",
            ):  # fmt: skip
                found[pattern.format(topic)] = key
    for name, others in _BODIES.items():
        found |= dict.fromkeys(others.split("|"), name)
    return found


_PHRASES = {" ".join(t.key for t in tokenize(p)): s for p, s in _phrases().items()}
_FIRST = frozenset(p.split()[0] for p in _PHRASES)


def body_name(sort: str, state: str) -> str:
    """Return the plain name of a body by its slug and its state's name."""
    words = sort.replace("prime-ministers", "prime-minister's").split("-")
    title = " ".join(w if w in ("of", "the") else w.capitalize() for w in words)
    return f"{title} of {state}"


def ministry_of(minister: str) -> str | None:
    """Return the slug of a minister's ministry, None where the title names none.

    >>> ministry_of("Foreign Minister"), ministry_of("prime minister")
    ('ministry-of-foreign-affairs', None)
    """
    words = " ".join(t.key for t in tokenize(minister))
    return _PHRASES.get(re.sub(r"\b(?:minister|secretary)\b", "ministry", words))


def body_of(words: str) -> str | None:
    """Return the slug of the body that words without a state name, None if they name none.

    >>> body_of("foreign ministry"), body_of("government"), body_of("friend")
    ('ministry-of-foreign-affairs', None, None)
    """
    sort = _PHRASES.get(" ".join(t.key for t in tokenize(words)))
    return None if sort == GOVERNMENT else sort


@dataclass(frozen=True, slots=True)
class _Phrase:
    first: int
    last: int
    slug: str


class Government:
    """Reads government bodies; bodies of the reference data that mean the same keep their keys."""

    def __init__(self, reference: Reference) -> None:
        self._names = {s.key: s.name for s in reference.states}
        self._known: dict[tuple[str, str], str] = {}
        adjectives = {
            s.key: {f.lower() for f in (s.name, *s.names, *s.demonyms)} for s in reference.states
        }
        for body in reference.bodies:
            for name in (body.name, *body.names):
                sort = _sort(name.lower(), adjectives.get(f"state/{body.of}", set()))
                if sort:
                    self._known.setdefault((f"state/{body.of}", sort), body.key)
        self._sorts = {key: sort for (_, sort), key in self._known.items()}

    def read(self, setting: Setting, readings: Sequence[Reading]) -> list[Reading]:
        """Return the readings with states widened to the bodies around them, in text order."""
        found = _merged(setting, readings)
        starts = {r.first: i for i, r in enumerate(found)}
        ends = {r.last: i for i, r in enumerate(found)}
        taken = {i for r in found if r.type != "state" for i in range(r.first, r.last)}
        for phrase in _find_phrases(setting):
            inside = [starts[i] for i in range(phrase.first, phrase.last) if i in starts]
            organ = len(inside) == 1 and found[inside[0]].type == "grouping"
            if not organ and any(i in taken for i in range(phrase.first, phrase.last)):
                continue
            owner = _owner(setting, phrase, found, starts, ends)
            if owner is not None:
                found[owner] = self._widened(setting, found[owner], phrase)
                if organ:
                    found[inside[0]] = replace(found[inside[0]], key="")
        found = [r for r in found if r.key != ""]
        return sorted((*found, *self._alone(setting, found)), key=lambda r: r.span)

    def name(self, key: str) -> str:
        """Return the plain name of a body made by rule: `Ministry of Defence of Turkey`."""
        _, code, sort = key.split("/")
        return body_name(sort, self._names.get(f"state/{code}", code))

    def _widened(self, setting: Setting, state: Reading, phrase: _Phrase) -> Reading:
        first, last = min(state.first, phrase.first), max(state.last, phrase.last)
        span = Span(setting.tokens[first].start, setting.tokens[last - 1].end)
        wide = replace(state, first=first, last=last, span=span)
        if phrase.slug == GOVERNMENT or state.key is None:
            return wide
        return replace(wide, type="body", kind="name", key=self._key(state.key, phrase.slug))

    def _key(self, state: str, sort: str) -> str:
        return self._known.get((state, sort)) or f"body/{state.split('/')[1]}/{sort}"

    def _alone(self, setting: Setting, found: Sequence[Reading]) -> Iterator[Reading]:
        """Yield `the Foreign Ministry` and the like, read as the one of that sort named last.

        In `the foreign ministry in Doha` it is the one of the state where it is.
        """
        taken = {i for r in found for i in range(r.first, r.last)}
        bodies = [r for r in found if r.type == "body"]
        seats = {r.first: r.key for r in found if r.type == "state"}  # `the ministry in Doha`
        at, last = 0, dict[str, str]()
        for phrase in _find_phrases(setting):
            while at < len(bodies) and bodies[at].first < phrase.first:
                key = bodies[at].key or ""
                last[self._sorts.get(key, key.rsplit("/", 1)[-1])] = key
                at += 1
            indefinite = setting.key(phrase.first - 1) in ("a", "an", "every", "each")
            free = taken.isdisjoint(range(phrase.first, phrase.last)) and not indefinite
            seat = seats.get(phrase.last + 1) if setting.key(phrase.last) == "in" else None
            if free and phrase.slug.startswith("ministry") and (seat or phrase.slug in last):
                span = Span(setting.tokens[phrase.first].start, setting.tokens[phrase.last - 1].end)
                key = self._key(seat, phrase.slug) if seat else last[phrase.slug]
                yield Reading(phrase.first, phrase.last, span, "body", "nominal", key, 0.8)


def _sort(name: str, adjectives: set[str]) -> str | None:
    """Return the slug of the sort of body that a name with its state means."""
    for state in sorted(adjectives, key=len, reverse=True):
        for pattern in (rf"^{re.escape(state)}(?:['’]s)? ", rf" of (?:the )?{re.escape(state)}$"):
            rest = re.sub(pattern, "", name)
            if rest != name:
                return _PHRASES.get(" ".join(t.key for t in tokenize(rest)))
    return None


def _merged(setting: Setting, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings, a state directly before a body of its own joined to it."""
    found: list[Reading] = []
    for reading in readings:
        before = found[-1] if found else None
        if (
            before is not None
            and before.type == "state"
            and before.kind in ("name", "demonym")
            and reading.type == "body"
            and before.last == reading.first
            and reading.key
            and before.key == f"state/{reading.key.split('/')[1]}"
            and setting.gap(reading.first) == " "
        ):
            span = Span(before.span.start, reading.span.end)
            found[-1] = replace(reading, first=before.first, span=span)
        else:
            found.append(reading)
    return found


def _find_phrases(setting: Setting) -> Iterator[_Phrase]:
    at = 0
    while at < len(setting.tokens):
        phrase = _phrase_at(setting, at) if setting.key(at) in _FIRST else None
        if phrase is None:
            at += 1
        else:
            yield phrase
            at = phrase.last


def _phrase_at(setting: Setting, first: int) -> _Phrase | None:
    words: list[str] = []
    best = None
    for at in range(first, min(first + _LONGEST, len(setting.tokens))):
        if at > first and setting.gap(at).strip(" \n'’"):
            break
        words.append(setting.key(at))
        sort = _PHRASES.get(" ".join(words))
        if sort is not None:
            best = _Phrase(first, at + 1, sort)
    return best


def _owner(
    setting: Setting,
    phrase: _Phrase,
    found: Sequence[Reading],
    starts: Mapping[int, int],
    ends: Mapping[int, int],
) -> int | None:
    """Return the index of the state the body belongs to: before it, or after "of"."""
    at = phrase.first
    for _ in range(3):
        if setting.key(at - 1) == "s" and setting.gap(at - 1) in ("'", "’"):
            at -= 1
        index = ends.get(at)
        if index is not None and not setting.gap(at).strip("'’ \n"):
            return index if _may_own(found[index]) else None
        if setting.key(at - 1) not in _MODIFIERS or setting.gap(at).strip():
            break
        at -= 1
    if setting.key(phrase.last) != "of":
        return None
    for at in (phrase.last + 1, phrase.last + 2):
        index = starts.get(at)
        if index is not None and found[index].kind == "name" and _may_own(found[index]):
            return index
        if setting.key(at) != "the":
            return None
    return None


def _may_own(reading: Reading) -> bool:
    return reading.type == "state" and reading.kind in ("name", "demonym", "metonym")
