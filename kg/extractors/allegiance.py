"""Whose minister, spokesman or official somebody is, where the text does not say it on the spot.

`Its water minister` is that of the state that is the sentence's subject; `Prime Minister X` that of
the state the passage is about; `a spokesman` speaks for the state or body that acted last. Salience
is counted as for pronouns (`kg.extractors.pronouns`), over states. What is not clear stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extractors.lookup import Lookup
from kg.extractors.titles import INSTITUTION
from kg.iris import slug
from kg.model import Candidate, Mention, Span
from kg.reference import Reference
from kg.text import is_dateline

LEAST = 0.58  # of the salience of the two foremost: below, no state is meant for sure
_REACH = 40  # mentions back; what is farther off no longer counts
_SUBJECT = 24  # code points from a sentence's start within which its subject begins
_WEIGHT = {"name": 1.0, "metonym": 1.0, "demonym": 0.8, "location": 0.5}
_FOREMOST = 1.5  # a mention at the head of its sentence
_SCENE = 2.0  # `In Washington, ` at the head of its sentence
_PERSON = 0.6  # a person known to speak for the state
_DATELINE = 1.25

# Offices that only a state has, or whose title names an institution of one.
_NATIONAL = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|taoiseach|minister|king|queen|emir|sultan"
    r"|emperor|empress|crown prince|crown princess|supreme leader|(?:foreign|home|defen[cs]e"
    r"|treasury|cabinet) secretary|secretary of (?:state|defen[cs]e)|attorney general|ambassador"
    r"|state council+or|head of state|head of government|chief negotiator)s?\b",
    re.IGNORECASE,
)
# Offices of organisations of states.
_INTERNATIONAL = re.compile(
    r"\b(?:secretar(?:y|ies)[- ]general|undersecretary[- ]general|high representative"
    r"|high commissioner|special (?:representative|envoy|rapporteur)"
    r"|(?<!parliamentary )(?<!police )commissioner for|Commission spokes\w+"
    r"|commission (?:president|chair\w*))\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:officials?|authorities|spokes\w+|police|prosecutors?|aides?|advis[eo]rs?|negotiators?"
    r"|envoys?|counterparts?|delegates?|representatives?|commanders?|(?:military|army)$"
    r"|chief of staff|press secretary)\b",
    re.IGNORECASE,
)
# Sent abroad: where they are is not whose they are.
_ABROAD = re.compile(r"^(?:special )?(?:ambassador|envoy|consul)s?\b", re.IGNORECASE)
_MANY = re.compile(  # of several states, or of one that is not to be known
    r"\b(?:western|european|arab|regional"
    r"|foreign(?! ministry| minister| secretary| affairs| office))\b",
    re.IGNORECASE,
)
_HIGHEST = frozenset({"president", "prime-minister", "chancellor", "king", "queen", "emir"})
_OWNER_BEFORE = re.compile(
    r"\b(its|his|her|their|whose"
    r"|(?:the|that) (?:\w+ )?(?:country|nation|kingdom|republic|state)['’]s)"
    r" (?:own |then |former |new )?$",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(r" (?:of|for|at|with|from|in) (?:the |an? |its |his |her )?(\w+(?: \w+)?)")
_JOINED = re.compile(r",? (?:and|or) (?:the )?[A-Z]")
_APPOSED = re.compile(r"(?: [a-z]+){1,3}, $")
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_INSTITUTIONS = ("state", "grouping", "body", "organisation")


@dataclass(frozen=True, slots=True)
class _Trace:
    """A mention that makes a state or grouping salient."""

    start: int
    key: str
    weight: float


class Allegiance:
    """Answers for one document; `posts` are persons and for whom they are known to speak."""

    def __init__(self, look: Lookup, posts: Mapping[str, str], reference: Reference) -> None:
        self.look, self.posts, self._reference = look, posts, reference
        self._traces = list(self._collected())
        self._starts = [t.start for t in self._traces]
        self._total = Counter[str]()
        for trace in self._traces:
            self._total[trace.key] += 1

    def of(self, words: str, span: Span, taken: Collection[str] = ()) -> Candidate | None:
        """Return whose the office `words` at `span` is, with a score; None if that is open.

        `taken` are states where somebody else has this office.
        """
        text = self.look.text
        owner = _OWNER_BEFORE.search(text, max(0, span.start - 40), span.start)
        if owner:
            found = self._possessor(owner[1].lower(), owner.start(1))
            return Candidate(found, 0.8) if found else None
        if (person := self._holder(span)) is not None:
            return Candidate(self.posts[person], 0.8) if person in self.posts else None
        if (apposed := self._apposed(span.start)) is not None:
            return Candidate(apposed, 0.9)
        if _MANY.search(words) or self._has_other_owner(words, span.end):
            return None
        if _ABROAD.search(words):
            acting = self.acting(span.start)
            if acting or not _INTERNATIONAL.search(words):
                return Candidate(acting, 0.7) if acting else None
        if _INTERNATIONAL.search(words):
            return self._salient(words, span.start, "grouping/", taken)
        if _NATIONAL.search(words) or INSTITUTION.search(words):
            return self._salient(words, span.start, "state/", taken)
        if _OFFICIAL.search(words):
            acting = self.acting(span.start)
            return Candidate(acting, 0.7) if acting else None
        return None

    def acting(self, at: int) -> str | None:
        """Return the state or grouping that last acted as subject before `at`, in its paragraph."""
        look = self.look
        if not look.paragraphs:
            return None
        begin = look.paragraphs[look.paragraph(at)].start
        for index in range(look.sentence(at), -1, -1):
            if look.sentences[index].start < begin:
                return None
            subject = self._subject(index, at)
            if subject is not None:
                return self._represented(subject)
        return None

    def _subject(self, index: int, before: int) -> Mention | None:
        """Return the institution that is subject of a sentence, if one is, before an offset."""
        sentence, opening = self.look.sentences[index], self.look.opening(index)
        end = min(sentence.end, opening + _SUBJECT, before)
        if end <= opening:
            return None
        reach = Span(opening, min(sentence.end, before))
        for mention in self.look.within(reach):
            if mention.span.start >= end:
                break
            acts = mention.type in _INSTITUTIONS and mention.kind in ("name", "metonym")
            if acts and mention.entity and not self._is_possessive(mention):
                joined = _JOINED.match(self.look.text, mention.span.end)
                after = self.look.text[mention.span.end : mention.span.end + 1]
                return mention if after in (" ", ",") and not joined else None
        return None

    def _possessor(self, pronoun: str, at: int) -> str | None:
        """Return for whom the antecedent of a possessive pronoun speaks."""
        look = self.look
        if pronoun in ("his", "her"):
            mention = look.starting(at)
            return self.posts.get(mention.entity or "") if mention else None
        if pronoun == "whose":
            mention = look.ending(len(look.text[:at].rstrip(" ,")))
            return self._represented(mention) if mention else None
        here = look.sentence(at)
        for index in range(here, max(-1, here - 3), -1):
            subject = self._subject(index, at)
            if subject is not None:
                return self._represented(subject)
        return None

    def _holder(self, span: Span) -> str | None:
        """Return the person with whom a title begins: `Carter's press secretary`."""
        mention = self.look.starting(span.start)
        if mention is None or mention.type != "person" or mention.span.end >= span.end:
            return None
        return mention.entity if self._is_possessive(mention) else None

    def _apposed(self, at: int) -> str | None:
        """Return the state of `his Egyptian host, ` before a title."""
        look = self.look
        phrase = _APPOSED.search(look.text, max(0, at - 40), at)
        mention = look.ending(phrase.start()) if phrase else None
        if mention is None or mention.kind != "demonym":
            return None
        return mention.entity

    def _has_other_owner(self, words: str, end: int) -> bool:
        """Say whether a complement names an owner that is no institution of a state."""
        after = _COMPLEMENT.match(self.look.text, end, end + 40)
        if after is None or INSTITUTION.search(after[1]):
            return False
        return not _NATIONAL.search(words) or words.lower().endswith(("president", "king"))

    def _salient(self, words: str, at: int, kind: str, taken: Collection[str]) -> Candidate | None:
        """Return the state or grouping that the passage before `at` is about most, if one is.

        Where two are about as salient, the one that its paragraph has as subject is meant.
        """
        first = max(0, bisect_left(self._starts, at) - _REACH)
        salience: defaultdict[str, float] = defaultdict(float)
        for trace in self._traces[first:]:
            near = self._nearness(trace, at)
            if not near:
                break
            if trace.key.startswith(kind):
                salience[trace.key] += near * trace.weight
        for key, count in self._total.items():
            if key.startswith(kind):
                salience[key] += 0.5 * count / len(self._traces)
        for key in salience:
            salience[key] *= 0.0 if key in taken else 1.0 if self._may_have(key, words) else 0.4
        if not any(salience.values()):
            return None
        ranked = sorted(salience.items(), key=lambda x: -x[1])
        (best, score), second = ranked[0], sum(v for _, v in ranked[1:2])
        share = score / (score + second)
        if share < LEAST and best != self.acting(at):
            return None
        return Candidate(best, round(max(share, LEAST), 3))

    def _nearness(self, trace: _Trace, at: int) -> float:
        """Return how near a mention is to an office, 0 to 1; 0 from the next sentence on.

        The dateline is where the article is at home, and stays near.
        """
        look, there = self.look, trace.start
        sentences = look.sentence(at) - look.sentence(there)
        if sentences < 0:
            return 0.0
        if sentences == 0:
            return 1.0 if there < at else 0.4
        paragraphs = look.paragraph(at) - look.paragraph(there)
        if trace.weight == _DATELINE:
            return 0.5
        return 0.9**sentences if paragraphs == 0 else 0.5 * 0.7 ** (paragraphs - 1)

    def _may_have(self, key: str, words: str) -> bool:
        """Say whether the state has such a head, as far as the reference data know its others."""
        wanted = slug(words)
        if wanted not in _HIGHEST:
            return True
        heads = {slug(h.title) for h in self._reference.holdings_on(key, None)} & _HIGHEST
        return not heads or wanted in heads

    def _collected(self) -> Iterator[_Trace]:
        for mention in self.look.mentions:
            if mention.kind in ("pronoun", "nominal") or self.look.is_people(mention):
                continue
            if mention.type == "person":
                key: str | None = self.posts.get(mention.entity or "")
                weight = _PERSON
            else:
                key = self._represented(mention)
                weight = _WEIGHT.get(mention.kind, 0.0)
            place = mention.kind == "location"
            if key and weight and place and is_dateline(self.look.text, mention.span):
                yield _Trace(mention.span.start, key, _DATELINE)
            elif key and weight:
                if self._sets_scene(mention):
                    weight = _SCENE
                if self.look.quoted(mention.span.start):
                    weight *= 0.5
                opening = self.look.opening(self.look.sentence(mention.span.start))
                if mention.span.start - opening < _SUBJECT:
                    weight *= _FOREMOST
                yield _Trace(mention.span.start, key, weight)

    def _sets_scene(self, mention: Mention) -> bool:
        """Say whether the sentence begins with where it plays: `In Washington, `."""
        opening = self.look.opening(self.look.sentence(mention.span.start))
        return self.look.text[opening : mention.span.start] in ("In ", "At ")

    def _represented(self, mention: Mention) -> str | None:
        """Return the state, grouping or organisation that a mention stands for."""
        key = mention.entity or ""
        if key.startswith("body/"):
            return f"state/{key.split('/')[1]}" if key.count("/") > 1 else None
        return key if key.startswith(("state/", "grouping/", "organisation/")) else None

    def _is_possessive(self, mention: Mention) -> bool:
        text, end = self.look.text, mention.span.end
        return text[end : end + 2] in _POSSESSIVE or text[end - 1 : end + 1] in _POSSESSIVE


def is_official(words: str) -> bool:
    """Say whether a description is of somebody in office, or speaking for one who is."""
    return bool(_OFFICIAL.search(words) or _NATIONAL.search(words) or _INTERNATIONAL.search(words))


def known_posts(claims: Sequence[tuple[str, str | None]]) -> dict[str, str]:
    """Return for each person the first state or grouping of the (person, owner) pairs."""
    posts: dict[str, str] = {}
    for person, of in claims:
        if of and of.startswith(("state/", "grouping/")):
            posts.setdefault(person, of)
    return posts
