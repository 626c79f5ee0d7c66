"""Whose minister, spokesman or official somebody is, where the text does not say it on the spot.

`Its water minister` is that of the state that is the sentence's subject; `Prime Minister X` that of
the state the passage is about (`kg.extractors.salience`); `a spokesman` speaks for the state or
body that acted last. What is not clear stays open, with candidates.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence

from kg.extractors.before_titles import INSTITUTION
from kg.extractors.government import ministry_of
from kg.extractors.lookup import Lookup
from kg.extractors.nearby_owners import POSSESSIVE, apposed, in_front, is_possessive, masthead
from kg.extractors.newsrooms import NEWSROOMS
from kg.extractors.official_words import (
    INTERNATIONAL,
    NATIONAL,
    OFFICIAL,
    PRIVATE,
    THE_OFFICE,
    is_states,
)
from kg.extractors.rulers import NEW_RULE, OF_RULERS, RULED_BY, RULING, states_with_rulers
from kg.extractors.salience import SUBJECT, Salience, Salient, represented
from kg.iris import slug
from kg.model import Candidate, Mention, PossiblePrincipal, Span
from kg.reference import Reference

LEAST = 0.58  # of the salience of the two foremost: below, no state is meant for sure

# Sent abroad: where they are is not whose they are.
_ABROAD = re.compile(
    r"^(?:(?:the|an?|its|his|her) )?(?:(?:special|former|then|deputy) )*"
    r"(?:(?:ambassador|envoy|consul)s?|permanent representatives?|charg[eé])\b",
    re.IGNORECASE,
)
_SIDE = re.compile(  # `the Chinese delegation`
    r" (?:delegation|government|side|ministry|embassy|mission|military|army|navy|coast guard"
    r"|presidency|authorities|foreign ministry|defen[cs]e ministry)\b",
    re.IGNORECASE,
)
_RULES = re.compile(
    r"['’]s? (?:\w+ ){0,2}(?:junta|government|regime|military|army|ministry"
    r"|response|answer|reply|reaction|position|stance|message)\b"
)
_SPOKESMAN = re.compile(r"\bspokes\w+$", re.IGNORECASE)
_MANY = re.compile(  # of several states, or of one that is not to be known
    r"\b(?:western|european|arab|regional"
    r"|foreign(?= (?:officials?|diplomats?|leaders|governments?|envoys?|ministers|powers?)\b))\b",
    re.IGNORECASE,
)
HIGHEST = frozenset({"president", "prime-minister", "chancellor", "king", "queen", "emir"})
_OWNER_BEFORE = re.compile(
    r"\b(its|his|her|their|whose"
    r"|(?:the|that) (?:\w+ )?(?:country|nation|kingdom|republic|state)['’]s"
    r"|(?:the|that) (?:\w+ )?(?:alliance|bloc|union|organi[sz]ation|grouping)['’]s)"
    r" (?:own |then |former |new )?$",
    re.IGNORECASE,
)
# `the chapter president`: of what is no state's.
_PRIVATE = re.compile(
    r"\b(?:chapter|club|company|corporate|bank|university|college|school|union|association"
    r"|foundation|group|board|team|league|federation|institute|society|party|campaign|student"
    r"|class|hospital) $",
    re.IGNORECASE,
)
# `the junta's spokesman`: of those who rule the state, or of others, who are no state.
_OWNED = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|that|this) )?(?!(?:country|nation|state|kingdom|republic)\b)"
    r"([A-Za-z][a-z]+)(?:['’]s|(?<=s)['’]) "
)
_ENVOY_OF_UN = re.compile(
    r"(?:envoy|representative|advis[eo]r|coordinator|spokes\w+) (?:of|for) the (?:UN |U\.N\. )?"
    r"secretary[- ]general\b"
    r"|president of the (?:UN |U\.N\. )?(?:General Assembly|Security Council"
    r"|Human Rights Council)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r", (?:while|whereas) (?:the )?")
_COMPLEMENT = re.compile(r" (of|for|at|with|from|in) (?:the |an? |its |his |her )?(\w+(?: \w+)?)")
_ALLIANCE = re.compile(r"\b(?:alliance|bloc|union|organi[sz]ation|grouping)['’]s$")
# `adviser to President X`, `spokesman for Mr X`: speaks for whom he does
_SERVES = re.compile(
    r"\b(?:(?:advis[eo]r|aide|assistant|spokes\w+|secretary|chief of staff|envoy|lawyer)"
    r" (?:to|for|of)|advises) (?:[\w.’'-]+ ){0,3}?$"
)
_CLOSE = 0.75  # of the greatest salience: about as salient
_JOINED = re.compile(r",? (?:and|or) (?:the )?[A-Z]")
_INSTITUTIONS = ("state", "grouping", "body", "organisation")
_MOST = 4  # candidates
_LEAST_SCORE = 0.05
# How often a state is the one, by its share of the salience, in offices annotated by hand: see
# `training.principals`. It is never above the share, so that scores sum to 1 at most.
_PROBABILITY = ((0.0, 0.0), (0.2, 0.08), (0.3, 0.22), (0.5, 0.42), (0.75, 0.75), (1.0, 0.78))


class Allegiance:
    """Answers for one document; `posts` are persons and for whom they are known to speak."""

    def __init__(self, look: Lookup, posts: Mapping[str, str], reference: Reference) -> None:
        self.look, self.posts, self._reference = look, posts, reference
        self.salience = Salience(look, posts)

    def of(self, words: str, span: Span, taken: Collection[str] = ()) -> Candidate | None:
        """Return whose the office `words` at `span` is, with a score; None if that is open.

        `taken` are states where somebody else has this office.
        """
        text = self.look.text
        owner = _OWNER_BEFORE.search(text, max(0, span.start - 40), span.start)
        if owner:
            found = self._possessor(owner[1].lower(), owner.start(1))
            if not (found in taken and "counterpart" in span.of(text)):  # he is of the other state
                return Candidate(found, 0.8) if found else None
        if (person := self._holder(span)) is not None:
            return Candidate(self.posts[person], 0.8) if person in self.posts else None
        if (master := self._master(span)) is not None:
            return Candidate(self.posts[master], 0.8) if master in self.posts else None
        if (host := apposed(self.look, span.start)) is not None:
            return Candidate(host, 0.9)
        before = text[max(0, span.start - 20) : span.start]
        if _MANY.search(words) or _PRIVATE.search(before):
            return None
        if ruled := RULED_BY.search(text, max(0, span.start - 60), span.start):
            return self._of_rulers(ruled, words, span, taken)
        if ruled := OF_RULERS.search(words):
            return self._of_rulers(ruled, words[: ruled.start()].rstrip(), span, taken)
        if _ENVOY_OF_UN.search(text, span.start, span.end + 40):
            return Candidate("grouping/UN", 0.9)
        if owned := _OWNED.match(words):
            ruling = RULING.fullmatch(owned[1].lower())
            return self._salient(words, span, "state/", taken) if ruling else None
        if self._has_other_owner(words, span.end):
            return None
        if _ABROAD.search(words):
            acting = self.acting(span.start)
            if acting or not INTERNATIONAL.search(words):
                return Candidate(acting, 0.7) if acting else None
        if (own := self._of_ministry(words, span)) and own not in taken:
            return Candidate(own, 0.9)
        if INTERNATIONAL.search(words):
            return self._salient(words, span, "grouping/", taken)
        if _SPOKESMAN.search(words) and (acting := self.acting(span.start)) and acting not in taken:
            return Candidate(acting, 0.7)
        if _SPOKESMAN.search(words) and (page := masthead(self.look)) and page not in taken:
            return Candidate(page, 0.7)
        if NATIONAL.search(words) or (INSTITUTION.search(words) and not THE_OFFICE.match(words)):
            return self._salient(words, span, "state/", taken)
        if OFFICIAL.search(words):
            acting = self.acting(span.start)
            return Candidate(acting, 0.7) if acting else None
        return None

    def candidates(
        self, words: str, span: Span, taken: Collection[str] = ()
    ) -> tuple[PossiblePrincipal, ...]:
        """Return whose the office `words` at `span` may be, where `of` leaves it open; best first.

        Nobody where it is no office of a state or grouping, or the text has another owner for it.
        """
        found = (
            PossiblePrincipal(s.key, probability(share), s.reason, s.evidence)
            for s, share in self.shares(words, span, taken)[:_MOST]
        )
        return tuple(p for p in found if p.score >= _LEAST_SCORE)

    def shares(
        self, words: str, span: Span, taken: Collection[str] = ()
    ) -> list[tuple[Salient, float]]:
        """Return those that `candidates` weighs, with their shares of the salience, most first."""
        if not self._is_open(words, span):
            return []
        kind = "grouping/" if INTERNATIONAL.search(words) else "state/"
        ranked = self._ranked(words, span, kind, taken)
        total = sum(s.salience for s in ranked)
        return [(s, s.salience / total) for s in ranked]

    def _is_open(self, words: str, span: Span) -> bool:
        """Say whether an office is a state's or grouping's that the text could have named."""
        look = self.look
        return (
            is_states(words)
            and not _MANY.search(words)
            and not self._has_possessor(span.start)
            and not _PRIVATE.search(look.text[max(0, span.start - 20) : span.start])
            and not any(look.is_people(m) for m in look.within(span))
            and self._holder(span) is None
            and not self._has_other_owner(words, span.end)
        )

    def _of_rulers(
        self, ruled: re.Match[str], words: str, span: Span, taken: Collection[str]
    ) -> Candidate | None:
        """Return the state of those whose official somebody is: `the government's spokesman`.

        An interim government is that of the one state that the article says to have one, or of
        the state that the whole article is about.
        """
        if not RULING.fullmatch(ruled["rulers"]):
            return None
        found = self._salient(words, span, "state/", taken)
        if ruled["rulers"] != "junta" and not NEW_RULE.search(ruled["kind"]):
            return found
        if named := states_with_rulers(self.look):
            return Candidate(named[0], 0.8) if len(named) == 1 else None
        return found if found and found.key == self.salience.foremost("state/") else None

    def _has_possessor(self, at: int) -> bool:
        """Say whether the text has another owner right before: `Labour's`, the rebels' `their`."""
        before = self.look.text[max(0, at - 40) : at]
        owner = _OWNER_BEFORE.search(before)
        if owner:
            return owner[1].lower() in ("its", "their", "his", "her", "whose")
        return before.rstrip().endswith(POSSESSIVE)

    def acting(self, at: int) -> str | None:
        """Return what last acted as subject before `at`, in its paragraph: no outlet that cites."""
        look = self.look
        if not look.paragraphs:
            return None
        begin = look.paragraphs[look.paragraph(at)].start
        for index in range(look.sentence(at), -1, -1):
            if look.sentences[index].start < begin:
                return None
            if subject := self._subject(index, at):
                cites = index == look.sentence(at) and subject.entity in NEWSROOMS
                return None if cites else represented(subject)
        return None

    def _subject(self, index: int, before: int) -> Mention | None:
        """Return the institution that is subject of a sentence, if one is, before an offset.

        Of `Peru condemned it, while Iran urged calm` that is the last subject.
        """
        end = min(self.look.sentences[index].end, before)
        opening = self.look.opening(index)
        clauses = [c.end() for c in _CLAUSE.finditer(self.look.text, opening, max(end, opening))]
        starts = (at for at in (*reversed(clauses), opening) if at < end)
        return next(filter(None, (self._subject_of(Span(at, end)) for at in starts)), None)

    def _subject_of(self, reach: Span) -> Mention | None:
        """Return the institution that is subject of a clause, if one is."""
        end = min(reach.end, reach.start + SUBJECT)
        for mention in self.look.within(reach):
            if mention.span.start >= end:
                break
            if mention.type not in _INSTITUTIONS or self.look.quoted(mention.span.start):
                continue
            side = mention.kind == "demonym" and _SIDE.match(self.look.text, mention.span.end)
            acts = mention.kind in ("name", "metonym") or side
            rules = _RULES.match(self.look.text, mention.span.end)
            if acts and mention.entity and (rules or not is_possessive(self.look, mention)):
                joined = _JOINED.match(self.look.text, mention.span.end)
                end = rules.end() if rules else mention.span.end
                after = self.look.text[end : end + 1]
                return mention if after in (" ", ",") and not joined else None
        return None

    def _possessor(self, pronoun: str, at: int) -> str | None:
        """Return for whom the antecedent of a possessive pronoun speaks."""
        look = self.look
        if _ALLIANCE.search(pronoun):
            named = (m for m in reversed(look.within(Span(0, at))) if m.type == "grouping")
            return next((m.entity for m in named if m.entity), None)
        if pronoun in ("his", "her"):
            mention = look.starting(at)
            person = mention.entity if mention else None
            return self.posts.get(person) or self._governed_by(person) if person else None
        if pronoun == "whose":
            mention = look.ending(len(look.text[:at].rstrip(" ,")))
            return represented(mention) if mention else None
        here = look.sentence(at)
        for index in range(here, max(-1, here - 3), -1):
            subject = self._subject(index, at)
            if subject is not None:
                return represented(subject)
            if index < here and (owner := in_front(look, self.posts, index)):
                return owner
        return None

    def _governed_by(self, person: str) -> str | None:
        """Return the state of somebody who has ministers or officials: `Chile's X`, `His minister`.

        Where the text does not tell, it is the one state that the reference data say he led.
        """
        states = set()
        for mention in self.look.mentions:
            if mention.entity != person or mention.kind != "name":
                continue
            owner = self.look.ending(mention.span.start - len("'s "))
            between = self.look.text[owner.span.end : mention.span.start] if owner else ""
            if owner and owner.type == "state" and between in ("'s ", "’s "):
                return owner.entity
            held = self._reference.holdings_of(mention.span.of(self.look.text))
            states |= {h.of for h in held if slug(h.title) in HIGHEST}
        return states.pop() if len(states) == 1 else None

    def _holder(self, span: Span) -> str | None:
        """Return the person with whom a title begins: `Carter's press secretary`."""
        mention = self.look.starting(span.start)
        if mention is None or mention.type != "person" or mention.span.end >= span.end:
            return None
        told = mention.kind == "name" or mention.entity in self.posts
        return mention.entity if told and is_possessive(self.look, mention) else None

    def _master(self, span: Span) -> str | None:
        """Return whom this office serves: `adviser to President X`; "" for one's campaign."""
        text, end = self.look.text, span.end + 60
        for mention in self.look.within(Span(span.start, min(end, len(text)))):
            if mention.type == "person" and mention.kind == "name" and mention.entity:
                serves = _SERVES.search(text, span.start, mention.span.start)
                if serves and PRIVATE.match(text, mention.span.end):
                    return ""
                return mention.entity if serves else None
        return None

    def _of_ministry(self, words: str, span: Span) -> str | None:
        """Return whose ministry of a minister's portfolio the two sentences before speak of."""
        sort = ministry_of(words)
        if sort is None:
            return None
        look = self.look
        begin = look.sentences[max(0, look.sentence(span.start) - 2)].start
        if begin >= span.start:
            return None
        for mention in reversed(look.within(Span(begin, span.start))):
            key = mention.entity or ""
            if key.startswith("body/") and key.endswith(f"/{sort}"):
                return represented(mention)
        return None

    def _has_other_owner(self, words: str, end: int) -> bool:
        """Say whether a complement names an owner that is no institution of a state.

        `Minister of Trade` is none; `a minister with the Church of God` has another.
        """
        after = _COMPLEMENT.match(self.look.text, end, end + 40)
        if after is None or after[2][0].isdigit() or INSTITUTION.search(after[2]):
            return False
        if after[1] == "for" and INTERNATIONAL.search(words):  # `Assistant Secretary-General for`
            return False
        other = after[1] in ("with", "at") and after[2][0].isupper()
        return other or not NATIONAL.search(words) or words.lower().endswith(("president", "king"))

    def _salient(
        self, words: str, span: Span, kind: str, taken: Collection[str]
    ) -> Candidate | None:
        """Return the state or grouping that the passage before `span` is about most, if one is.

        Where two are about as salient, the one that its paragraph has as subject is meant.
        """
        ranked = self._ranked(words, span, kind, taken)
        if not ranked:
            return None
        best, second = ranked[0], sum(s.salience for s in ranked[1:2])
        share = best.salience / (best.salience + second)
        if share < LEAST:
            acting = self.acting(span.start)
            near = (s for s in ranked if s.salience >= _CLOSE * best.salience)
            return next((Candidate(s.key, LEAST) for s in near if s.key == acting), None)
        return Candidate(best.key, round(share, 3))

    def _ranked(self, words: str, span: Span, kind: str, taken: Collection[str]) -> list[Salient]:
        told = {represented(m) for m in self.look.within(span)}  # `ambassador to Israel`

        def fit(key: str) -> float:
            if key in taken or key in told:
                return 0.0
            return 1.0 if self._may_have(key, words) else 0.4

        return self.salience.ranked(span.start, kind, fit)

    def _may_have(self, key: str, words: str) -> bool:
        """Say whether the state has such a head, as far as the reference data know its others."""
        wanted = slug(words)
        if wanted not in HIGHEST:
            return True
        heads = {slug(h.title) for h in self._reference.holdings_on(key, None)} & HIGHEST
        return not heads or wanted in heads


def probability(share: float) -> float:
    """Return how probable it is that an open office is that of a state with this share, 0 to 1."""
    at = bisect_right(_PROBABILITY, share, key=lambda k: k[0])
    (low, least), (high, most) = _PROBABILITY[at - 1], _PROBABILITY[min(at, len(_PROBABILITY) - 1)]
    inside = (share - low) / (high - low) if high > low else 0.0
    return round(least + inside * (most - least), 3)


def known_posts(claims: Sequence[tuple[str, str | None]]) -> dict[str, str]:
    """Return for each person the first state or grouping of the (person, owner) pairs."""
    posts: dict[str, str] = {}
    for person, of in claims:
        if of and of.startswith(("state/", "grouping/")):
            posts.setdefault(person, of)
    return posts
