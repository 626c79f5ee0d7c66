"""Which states and organisations a passage is about: salience, counted as for pronouns.

A mention weighs more as the subject of its sentence, less between quotation marks, and the less the
farther off it is. Where the article is written, as its dateline tells, stays near.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kg.extractors.lookup import ENTRY, Lookup
from kg.model import Mention, PrincipalReason, Span
from kg.text import is_dateline

SUBJECT = 24  # code points from a sentence's start within which its subject begins
_REACH = 40  # mentions back; what is farther off no longer counts
_WEIGHT = {"name": 1.0, "metonym": 1.0, "demonym": 0.8, "location": 0.5}
_FOREMOST = 1.5  # a mention at the head of its sentence
_SCENE_SET = re.compile(
    r"(?:(?:Back|Earlier|Later|Meanwhile|Elsewhere|Speaking|A quick \w+),? )?(?:[Ii]n|[Aa]t|from) "
)
_OTHER_ENTRY = 0.1  # in another entry of a live blog
_SCENE = 2.0  # `In Washington, ` at the head of its sentence
_PERSON = 0.6  # a person known to speak for the state
_DATELINE = 1.25
_JUST_ACTED = 2.5  # the head of the sentence before, in the same paragraph
_ANYWHERE = 0.5  # for its share of all mentions of the article


@dataclass(frozen=True, slots=True)
class _Trace:
    """A mention that makes a state or grouping salient: by its `key`, or that of a `person`."""

    span: Span
    key: str | None
    weight: float
    reason: PrincipalReason
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Salient:
    """A state or grouping with its salience, and the mention that brings it to mind most."""

    key: str
    salience: float
    reason: PrincipalReason
    evidence: Span


class Salience:
    """Answers for one document; `posts` are persons and for whom they are known to speak so far."""

    def __init__(self, look: Lookup, posts: Mapping[str, str]) -> None:
        self._look, self._posts = look, posts
        self._traces = list(self._collected())
        self._starts = [t.span.start for t in self._traces]
        self._entries = [m.start() for m in ENTRY.finditer(look.text)]
        self._counted = -1  # how many posts were known when mentions were last counted
        self._total = Counter[str]()
        self._first: dict[str, _Trace] = {}

    def ranked(self, at: int, kind: str, fit: Callable[[str], float]) -> list[Salient]:
        """Return what the passage around `at` is about, most salient first.

        `kind` is how the keys begin; `fit` is a factor for each, 0 for those that cannot be meant.
        """
        self._count()
        sums: dict[str, float] = {}
        best: dict[str, tuple[float, _Trace]] = {}
        for trace in self._traces[max(0, bisect_left(self._starts, at) - _REACH) :]:
            near = self._nearness(trace, at)
            if not near:
                break
            key = self._key(trace)
            if key and key.startswith(kind):
                gain = near * trace.weight
                sums[key] = sums.get(key, 0.0) + gain
                if key not in best or gain >= best[key][0]:
                    best[key] = (gain, trace)
        for key, trace in self._first.items():
            if key.startswith(kind):
                best.setdefault(key, (0.0, trace))
        for key in best:
            share = _ANYWHERE * self._total[key] / self._total.total()
            sums[key] = (sums.get(key, 0.0) + share) * fit(key)
        found = (Salient(k, sums[k], t.reason, t.span) for k, (_, t) in best.items() if sums[k])
        return sorted(found, key=lambda s: -s.salience)

    def foremost(self, kind: str) -> str | None:
        """Return what the article mentions most of those whose keys begin with `kind`."""
        self._count()
        return next((k for k, _ in self._total.most_common() if k.startswith(kind)), None)

    def _count(self) -> None:
        """Count the mentions of each state and grouping anew if more posts are known by now."""
        if self._counted == len(self._posts):
            return
        self._counted = len(self._posts)
        meant = [(key, t) for t in self._traces if (key := self._key(t))]
        self._total = Counter(key for key, _ in meant)
        self._first = dict(reversed(meant))

    def _key(self, trace: _Trace) -> str | None:
        return trace.key or self._posts.get(trace.person or "")

    def _nearness(self, trace: _Trace, at: int) -> float:
        """Return how near a mention is to an office: mostly 0 to 1; 0 from the next sentence on.

        The dateline is where the article is at home, and stays near.
        """
        look, there = self._look, trace.span.start
        sentences = look.sentence(at) - look.sentence(there)
        if sentences < 0:
            return 0.0
        if sentences == 0:
            return 1.0 if there < at else 0.4
        paragraphs = look.paragraph(at) - look.paragraph(there)
        if bisect_left(self._entries, at) != bisect_left(self._entries, there):
            return _OTHER_ENTRY * 0.7 ** max(paragraphs - 1, 0)
        if trace.reason == "dateline":
            return 0.5
        if sentences == 1 and paragraphs == 0 and trace.reason == "foremost":
            return _JUST_ACTED
        return 0.9**sentences if paragraphs == 0 else 0.5 * 0.7 ** (paragraphs - 1)

    def _collected(self) -> Iterator[_Trace]:
        for mention in self._look.mentions:
            if mention.kind in ("pronoun", "nominal") or self._look.is_people(mention):
                continue
            person = mention.entity if mention.type == "person" else None
            key = None if person else represented(mention)
            weight = _PERSON if person else _WEIGHT.get(mention.kind, 0.0)
            place = mention.kind == "location"
            if key and weight and place and is_dateline(self._look.text, mention.span):
                yield _Trace(mention.span, key, _DATELINE, "dateline")
            elif (key or person) and weight:
                if self._sets_scene(mention):
                    weight = _SCENE
                if self._look.quoted(mention.span.start):
                    weight *= 0.5
                opening = self._look.opening(self._look.sentence(mention.span.start))
                reason: PrincipalReason = "passage"
                if mention.span.start - opening < SUBJECT:
                    weight *= _FOREMOST
                    reason = "foremost"
                yield _Trace(mention.span, key, weight, reason, person)

    def _sets_scene(self, mention: Mention) -> bool:
        """Say whether the sentence begins with where it plays: `In Washington, `."""
        opening = self._look.opening(self._look.sentence(mention.span.start))
        return _SCENE_SET.fullmatch(self._look.text, opening, mention.span.start) is not None


def represented(mention: Mention) -> str | None:
    """Return the state, grouping or organisation that a mention stands for."""
    key = mention.entity or ""
    if key.startswith("body/"):
        return f"state/{key.split('/')[1]}" if key.count("/") > 1 else None
    return key if key.startswith(("state/", "grouping/", "organisation/")) else None
