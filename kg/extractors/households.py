"""Institutions named by whose they are: `the government`, `his ministry`, `Rosen's office`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.extractors.allegiance import Allegiance
from kg.extractors.government import body_name, body_of, ministry_of
from kg.extractors.lookup import Lookup
from kg.extractors.names import short_forms
from kg.iris import slug
from kg.model import Entity, OfficeClaim, Span
from kg.reference import Reference

_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s)")
_STAFF = re.compile(r" (?:\w+ )?(?:spokes\w+|aides?|advis[eo]rs?),?")  # `a Ferrante aide`
_NAMED_GOVERNMENT = re.compile(
    r"(?:[Tt]he )?([A-Z][\w’'-]+) (?:government|administration|regime|White House)\b"
)
_HEADS = frozenset({"president", "prime minister", "chancellor"})
_SERVES = re.compile(
    r"(?:[\w-]+ ){0,4}(?:spokes\w+|aides?|advis[eo]rs?|assistants?|lawyers?) (?:for|of|to) [^,]*$"
)
_GOVERNMENT = re.compile(
    r"(?:the |The )(?:(?:new|current|interim|ruling|military|transitional) )*"
    r"(?:government|administration|authorities|junta)"
    r"(?: (?:of|in) (?:the )?[\w .'’-]+)?,?$"
)
_MISSION = re.compile(
    r"(?:['’]s?)? ((?:permanent )?(?:mission|representation) to (?:the )?"
    r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)"
)
_ALONE = re.compile(r"(?:[Tt]he )?([\w’' -]{4,60}?),?")
# Bodies of which a text may mean any state's, or no state's, where it does not say whose.
_ANYBODYS = frozenset(
    {"police", "embassy", "consulate", "security-council", "congress", "senate", "national-guard"}
)
_ITS_BODY = re.compile(r"(?:[Ii]ts|[Tt]heir) ([\w’' -]{4,60}?),?")
# `the foreign ministry in Doha`; an embassy is not of the state it is in
_SEATED = re.compile(r"(?:[Tt]he )?(?!.*\b(?:embassy|consulate)\b)([\w’' -]{4,60}?) in (?:the )?")
_PEER = re.compile(r" (?:colleague|counterpart|opposite number|equivalent)\b")
_HOUSEHOLD = re.compile(
    r"(?:['’]s?|\b(?:his|her)) (ministry|department|government|administration|cabinet|office),?$"
)


class Households:
    """Answers for one document; `entities` are those known in it by key."""

    def __init__(
        self,
        look: Lookup,
        allegiance: Allegiance,
        offices: Sequence[OfficeClaim],
        entities: Mapping[str, Entity],
        reference: Reference,
    ) -> None:
        self._reference = reference
        self._of_sort: dict[str, str] = {}  # whose body of a sort the article first meant
        self._look, self._allegiance = look, allegiance
        self._offices, self._entities = offices, entities

    def state(self, span: Span) -> str | None:
        """Return the state whose government a source is, by whatever owner it is called."""
        text = span.of(self._look.text)
        if _GOVERNMENT.match(text):
            people = [m for m in self._look.within(span) if m.type == "person" and m.entity]
            if people:
                return self._state_of(people[0].entity)
            seats = [m for m in self._look.within(span) if m.type == "state" and m.entity]
            if seats:  # `the government in Riyadh`
                return seats[0].entity
            there = self._allegiance.of("government", span)
            return there.key if there and " of " not in text else None
        if named := _NAMED_GOVERNMENT.match(text):
            return self._governed_by(named[1])
        found = _HOUSEHOLD.search(text)
        if found and found[1] in ("government", "administration", "cabinet"):
            return self._state_of(self.possessor(span))
        return None

    def office(self, span: Span, state_name: Mapping[str, str]) -> Entity | None:
        """Return the ministry or office of a person; `state_name` gives the names of states."""
        found = _HOUSEHOLD.search(self._look.text, span.start, span.end)
        person = self.possessor(span) if found else None
        state = self._state_of(person)
        if found is None or person is None or state is None:
            return None
        name = f"Office of {self._entities[person].name}"
        sort: str | None = slug(name)
        if found[1] in ("ministry", "department"):
            sorts = (ministry_of(c.title) for c in self._offices if c.person == person)
            sort = next(filter(None, sorts), None)
            name = body_name(sort, state_name[state]) if sort else ""
        code = state.split("/")[1]
        return Entity(f"body/{code}/{sort}", "body", name, of=state) if sort else None

    def body(self, span: Span) -> Entity | None:
        """Return the body of a state: `its foreign ministry`, `the foreign ministry in Doha`."""
        text = self._look.text
        if mission := self._mission(span):
            return mission
        if own := _ITS_BODY.fullmatch(text, span.start, span.end):
            there = self._allegiance.of(own[1], Span(own.start(1), span.end))
            return self._body_of(own[1], there.key if there else None)
        alone = _ALONE.fullmatch(text, span.start, span.end)
        known = any(m.type == "body" and m.entity for m in self._look.within(span))
        if alone and not known and _has_one(alone[1]):
            there = self._allegiance.of(alone[1], span)
            sort = body_of(alone[1]) or ""
            state = self._of_sort.setdefault(sort, there.key) if there else self._of_sort.get(sort)
            return self._body_of(alone[1], state)
        seat = self._look.ending(span.start + len(span.of(text).rstrip(" ,")))
        seated = _SEATED.fullmatch(text, span.start, seat.span.start) if seat else None
        return self._body_of(seated[1], seat.entity) if seat and seated else None

    def _mission(self, span: Span) -> Entity | None:
        """Return a state's mission to an organisation: `China's mission to the EU`."""
        text = self._look.text
        start = span.start + (4 if text[span.start : span.start + 4].lower() == "the " else 0)
        sender = self._look.starting(start)
        found = _MISSION.match(text, sender.span.end, span.end) if sender else None
        if sender is None or found is None or sender.type != "state" or not sender.entity:
            return None
        name = " ".join(f"{sender.span.of(text)} {found[1]}".split())
        return Entity(
            f"body/{sender.entity.split('/')[1]}/{slug(found[1])}", "body", name, of=sender.entity
        )

    def _body_of(self, words: str, state: str | None) -> Entity | None:
        """Return the body that words name, of the state with this key."""
        sort = body_of(words)
        if sort is None or state is None or not state.startswith("state/"):
            return None
        known = next((s for s in self._reference.states if s.key == state), None)
        name = body_name(sort, known.name if known else state)
        if known and known.demonyms:
            name = f"{known.demonyms[0]} {words}"
        return Entity(f"body/{state.split('/')[1]}/{sort}", "body", name, of=state)

    def peer(self, span: Span, person: str | None) -> str | None:
        """Return the state of the colleague from abroad of somebody in office: `his Indian …`."""
        for mention in self._look.within(span):
            if mention.kind == "demonym" and _PEER.match(self._look.text, mention.span.end):
                return mention.entity if person in self._allegiance.posts else None
        return None

    def possessor(self, span: Span) -> str | None:
        """Return the person to whom the described belong: `his aides`, `Kitamura's aides`."""
        for mention in self._look.within(span):
            before = self._look.text[span.start : mention.span.start]
            owns = (
                mention.kind == "pronoun"
                or _POSSESSIVE.match(self._look.text, mention.span.end, span.end)
                or _SERVES.match(before)
                or _STAFF.fullmatch(self._look.text, mention.span.end, span.end)
            )
            if mention.type == "person" and mention.entity in self._entities and owns:
                return mention.entity
        return None

    def _governed_by(self, name: str) -> str | None:
        """Return the state that the one known to have governed by this surname governed."""
        holdings = (
            h
            for h in self._reference.holdings
            if h.title.lower() in _HEADS and short_forms(h.person).get(name.lower(), 0.0) >= 0.95
        )
        states = {h.of for h in holdings}
        if len(states) > 1:  # two heads of this surname: the one whose state is spoken of
            states &= {m.entity for m in self._look.mentions if m.entity}
        return states.pop() if len(states) == 1 else None

    def _state_of(self, person: str | None) -> str | None:
        of = self._allegiance.posts.get(person or "", "")
        return of if of.startswith("state/") else None


def _has_one(words: str) -> bool:
    """Say whether words alone name a body of which each state has one: `the foreign ministry`."""
    sort = body_of(words)
    return sort is not None and sort not in _ANYBODYS
