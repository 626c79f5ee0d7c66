"""Whom the words of a source name: persons, institutions, unnamed sources, groups, pronouns.

Unnamed sources and groups exist in one article only (`./source/1`, `./group/1`); the same words
mean the same source there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.extractors.allegiance import Allegiance, known_posts
from kg.extractors.appointments import appointments
from kg.extractors.descriptions import (
    APART,
    AUTHORITIES,
    COLLECTIVE,
    CONTENTLESS,
    COUNTS,
    DETERMINER,
    DIPLOMAT,
    ELSEWHERE,
    FORMER,
    HEAD_END,
    INSIDER,
    MEDIA,
    OUTLET,
    PEOPLE,
    PROPER_NOUN,
    QUANTIFIED,
    RELATIVE,
    SENT,
    SENT_BY,
    SIDE,
    SO_CALLED,
    SOURCE_IN,
    STANDING,
    TITLED,
    UNNAMED,
    WITNESSED,
    bare,
    is_name,
    is_word,
    without,
)
from kg.extractors.households import Households
from kg.extractors.joint_offices import joint_owners
from kg.extractors.later_names import introduced_later
from kg.extractors.lookup import Lookup
from kg.extractors.names import parts, short_forms
from kg.extractors.official_words import PRIVATE, is_official
from kg.extractors.source_heads import POSSESSIVE, Heads
from kg.extractors.titles import LED_BY, Title
from kg.iris import slug
from kg.model import Document, Entity, EntityType, Mention, PossiblePrincipal, Span
from kg.reference import Reference

_APPOSED_LATER = re.compile(r"( (?:for|in|to|at|on) [^,]{1,40}), ")  # `… for the region, Mr X`
_OTHERS = re.compile(r"\b(?:other|another|second|third)\b", re.IGNORECASE)
_SPEAKERLIKE = ("person", "state", "grouping", "body", "organisation")


class Sources:
    """Reads sources of one article; `entities` grows by the unnamed ones it meets."""

    def __init__(self, document: Document, reference: Reference) -> None:
        self.look = Lookup(document)
        self.entities: dict[str, Entity] = {e.key: e for e in document.entities}
        self._reference = reference
        self._allegiance = Allegiance(
            self.look, known_posts([(c.person, c.of) for c in document.offices]), reference
        )
        self._households = Households(
            self.look, self._allegiance, document.offices, self.entities, reference
        )
        self._state_names = {s.key: s.name for s in reference.states}
        self._surfaces = {
            m.span.of(self.look.text): m.entity
            for m in document.mentions
            if m.entity and m.kind == "name" and m.type in ("organisation", "body", "grouping")
        }
        self.principals: dict[str, tuple[str, ...]] = {}  # several, by described source or group
        self.may_speak_for: dict[str, tuple[PossiblePrincipal, ...]] = {}  # by unnamed source
        self._official_of: str | None = None  # for whom the official met last spoke
        self._organs = {g.key: g.organs for g in reference.groupings}
        self._local: dict[tuple[EntityType, str], str] = {}
        self._roles: dict[str, str] = {}
        self._titles: dict[str, list[Title]] = {}  # by person
        titles: dict[Span, int] = {}
        self._apposed: dict[int, Mention] = {}
        self._posed: dict[int, Mention] = {}  # by where a title after the name begins
        for found in appointments(document):
            self._titles.setdefault(found.person.entity or "", []).append(found.title)
            if not found.delayed:
                posed = _APPOSED_LATER.match(self.look.text, found.title.tail, found.evidence.end)
                ends = (found.title.tail, posed.end(1) if posed else found.title.tail)
                self._apposed |= dict.fromkeys(ends, found.person)
            if found.person.span.end < found.title.span.start and not found.delayed:
                self._posed[found.title.span.start] = found.person
            start = min(found.title.span.start, titles.get(found.person.span, 1 << 40))
            if start < found.person.span.start:
                titles[found.person.span] = start
        self._heads = Heads(self.look, titles)

    def add(self, entity: Entity) -> str:
        """Keep an entity that the article did not have yet; return its key."""
        self.entities.setdefault(entity.key, entity)
        return entity.key

    def know(self, key: str) -> str:
        """Make sure that the entity of a reference key is there; return the key."""
        if key not in self.entities and (known := self._reference.entity(key)):
            self.entities[key] = known
        return key

    def post(self, person: str) -> str | None:
        """Return the state or grouping for which a person is known to hold an office."""
        return self._allegiance.posts.get(person)

    def titles(self, person: str) -> Sequence[Title]:
        """Return the titles that the text gives to a person, in text order."""
        return self._titles.get(person, ())

    def role(self, key: str) -> str | None:
        """Return the words for the role of somebody described, whom the text may name later."""
        return self._roles.get(key)

    def read(self, spans: Sequence[Span], otherwise: EntityType = "unnamed") -> tuple[str, ...]:
        """Return the entity keys that the first span names, principal first.

        Whoever is only described becomes an unnamed source, or with `otherwise` a group.
        """
        keys = [key for span in spans[:1] for key in self._read(span, otherwise)]
        return tuple(dict.fromkeys(self.know(k) for k in keys))

    def _read(self, span: Span, otherwise: EntityType) -> list[str]:
        look = self.look
        if (within := bare(look.text, span)) != span:
            return self._read(within, otherwise)
        if more := RELATIVE.search(look.text, span.start, span.end):
            return self._read(Span(span.start, more.start()), otherwise)
        if state := self._households.state(span):
            return [state]
        office = self._households.office(span, self._state_names) or self._households.body(span)
        if office is not None:
            return [self.add(office)]
        mentions = [m for m in look.within(span) if m.type in _SPEAKERLIKE]
        text = span.of(look.text)
        heads = [m for m in mentions if self._heads.is_head(span, m)]
        persons = [m for m in heads if m.type == "person" and m.kind == "name"]
        apposed = self._apposed.get(span.start + len(text.rstrip(" ,")))
        if not persons and apposed is not None and apposed.span.start >= span.end:
            return [apposed.entity or self._person(apposed.span.of(look.text))]
        posed = self._posed.get(span.end - len(DETERMINER.sub("", text)))
        if not persons and posed is not None:
            return [posed.entity or self._person(posed.span.of(look.text))]
        if persons:
            return self._joint(span, persons, heads)
        joint = joint_owners(look, span)
        if not joint and len(chunks := self._heads.chunks(span, mentions)) > 1:
            return [key for chunk in chunks for key in self._read(chunk, otherwise)]
        whole = next((m for m in mentions if m.kind == "nominal" and m.type == "person"), None)
        head = POSSESSIVE.split(text)[-1]  # `the alliance's chief`
        if whole is not None and whole in heads and not COLLECTIVE.search(head):
            return [whole.entity] if whole.entity else [self._unnamed(span, otherwise)]
        others = [m for m in heads if m.type != "person" and m.entity]
        named = [
            m
            for m in others
            if (m.kind != "demonym" and not self._heads.modifies(span, m))
            or self._heads.acts(span, m)
        ]
        descriptive = self._heads.described(span, named)
        if named and named[0].kind == "demonym" and SIDE.fullmatch(text):
            return self._institutions(span, named)
        if len(named) == 1 and named[0].kind == "demonym" and PEOPLE.fullmatch(text):
            return [self._unnamed(span, "group")]
        medium = MEDIA.search(text)
        aired = medium and named and named[-1].type == "state"  # `Belgrade radio` is no government
        if named and not descriptive and not aired:
            return self._institutions(span, named)
        if not mentions and (key := self.known_person(text)):
            return [key]
        if (called := OUTLET.match(text)) and is_name(called[1]):
            at = span.start
            return [self._organisation(Span(at + called.start(1), at + called.end(1)))]
        if medium and (aired or not named):
            return [self._organisation(span)]
        if is_name(text) and not (descriptive and is_word(text)) and not self._is_people(span):
            owned = others and others[0].kind == "name" and self._heads.modifies(span, others[0])
            if not others or (owned and not is_official(text)):
                return [self._organisation(span, others[0].entity if others else None)]
        if descriptive is None and (called := SO_CALLED.fullmatch(text)) and is_name(called[1]):
            at = span.start
            return [self._organisation(Span(at + called.start(1), at + called.end(1)))]
        proper = PROPER_NOUN.match(text)
        if descriptive is None and proper and not POSSESSIVE.search(proper[1]):
            return [
                self._organisation(Span(span.start + proper.start(1), span.start + proper.end(1)))
            ]
        return [self._unnamed(span, "group" if descriptive == "group" else otherwise)]

    def introduced(self, at: int) -> str | None:
        """Return the person in whose apposition a title ends at `at`: `X, the director of Y`."""
        person = self._apposed.get(at)
        return person.entity if person is not None and person.span.end < at else None

    def _is_people(self, span: Span) -> bool:
        """Say whether a sentence begins with a plural, in lower case elsewhere: `Rabbis`."""
        words = span.of(self.look.text)
        opening = self.look.opening(self.look.sentence(span.start))
        if span.start != opening or not re.fullmatch(r"[A-Z][a-z]+[^\Ws]s", words):
            return False
        return re.search(rf"\b{words.lower()}\b", self.look.text) is not None

    def known_person(self, text: str) -> str | None:
        """Return the one person of the article whom a name without a mention may mean."""
        form = " ".join(parts(text)).removeprefix("al-")
        people = [e for e in self.entities.values() if e.type == "person"]
        fits = {e.key: short_forms(e.name).get(form, 0.0) for e in people}
        found = [k for k, weight in fits.items() if weight >= 0.9]
        found = found or [k for k, weight in fits.items() if weight > 0]
        return found[0] if len(found) == 1 else None

    def _joint(self, span: Span, persons: list[Mention], heads: list[Mention]) -> list[str]:
        """Return the persons of a source; joined institutions too (`Putin and the Kremlin`)."""
        text = self.look.text
        for first, second in pairwise(tuple(persons)):  # `Cruz spokeswoman Catherine Frazier`
            if re.fullmatch(r" [^,;&/]+ ", text[first.span.end : second.span.start]) and not (
                re.search(r"\b(?:and|or)\b", text[first.span.end : second.span.start])
            ):
                persons = [p for p in persons if p != first]
        keys = [p.entity for p in persons if p.entity]
        for mention in heads:
            before = text[span.start : mention.span.start]
            after = text[mention.span.end : span.end]
            joined = re.search(r"\band (?:the )?$", before) and mention.span.end >= span.end - 1
            leads = mention.span.start <= span.start + 4 and re.match(r",? and ", after)
            if mention.type != "person" and mention.entity and (joined or leads):
                keys.append(mention.entity)
        if not keys:
            return [self._person(p.span.of(text)) for p in persons[:1]]
        return keys

    def _person(self, name: str) -> str:
        return self.add(Entity(f"person/{slug(name)}", "person", name))

    def _institutions(self, span: Span, named: Sequence[Mention]) -> list[str]:
        """Return coordinated institutions; of an apposition only the organisation named last."""
        text = self.look.text
        keys = [self._institution(named[0])]
        for before, mention in pairwise(named):
            between = text[before.span.end : mention.span.end - len(mention.span.of(text))]
            if re.search(r"\band\b|\bas well as\b|^, (?:the )?$", between):
                keys.append(self._institution(mention))
            elif mention.type == "organisation" or POSSESSIVE.match(between):
                keys[-1] = self._institution(mention)
        return [k for k in keys if k]

    def _institution(self, mention: Mention) -> str:
        """Return the key of the institution; an organ speaks by its own name for the whole."""
        key, name = mention.entity or "", mention.span.of(self.look.text)
        if mention.type == "grouping" and name in self._organs.get(key, ()):
            return self.add(Entity(f"organisation/{slug(name)}", "organisation", name, of=key))
        return key

    def read_organisation(self, start: int, end: int) -> str:
        """Return the key of the organisation that the words from `start` to `end` name."""
        name = self.look.text[start:end]
        return self.add(Entity(f"organisation/{slug(name)}", "organisation", name))

    def _organisation(self, span: Span, of: str | None = None) -> str:
        """Return the key of an organisation of `of`, called so without article and possessor."""
        start = span.start
        for mention in self.look.within(span):
            owner = POSSESSIVE.match(self.look.text, mention.span.end, span.end)
            start = owner.end() if owner and owner.end() < span.end else start
        name = self.look.text[start : span.end].strip()
        name = HEAD_END.split(name)[0].strip() if "," in name else name
        name = without(DETERMINER, name)
        if name in self._surfaces:
            return self._surfaces[name]
        return self.add(Entity(f"organisation/{slug(name)}", "organisation", name, of=of))

    def _unnamed(self, span: Span, kind: EntityType) -> str:
        look = self.look
        text = " ".join(span.of(look.text).split()).strip(" ,*")
        text = QUANTIFIED.sub("", without(CONTENTLESS, text))
        person = self._households.possessor(span)
        clause = Span(span.start, span.start + len(span.of(look.text).split(",")[0]))
        several = joint_owners(look, span)
        of = None if several else self._spoken_for(clause, text.split(",")[0], kind, person)
        open_ = of is None and person is None and not several
        candidates = self._allegiance.candidates(text, span) if open_ else ()
        whose = re.match(r"(?:his|her) ", text, re.IGNORECASE)
        text = APART.split(without(DETERMINER, text))[0]
        first = text.split()[0] if text else ""
        common = COLLECTIVE.fullmatch(first) or UNNAMED.fullmatch(first) or first.lower() in COUNTS
        if common and not first[:2].isupper():  # `MPs`
            text = text[:1].lower() + text[1:]
        if whose and person:
            text += f" of {self.entities[person].name}"
        if (named := introduced_later(look, span)) and named.entity:
            self._roles.setdefault(named.entity, text)
            self.principals.setdefault(named.entity, (of,) if of else ())
            return named.entity
        key = self.local(kind, text, of)
        self.may_speak_for.setdefault(key, candidates)
        self.principals.setdefault(key, several)
        return key

    def _spoken_for(
        self, span: Span, text: str, kind: EntityType, person: str | None
    ) -> str | None:
        """Return the state or grouping for which the described speak, if they do for one."""
        if FORMER.match(text):
            return None
        owner = self._owner(span)
        if kind == "group":
            sent = SENT.search(text)  # `Chad's delegation`
            return owner if owner and (sent or not owner.startswith("state/")) else None
        if peer := self._households.peer(span, person):
            return peer
        if not is_official(text):
            insider = owner if owner and INSIDER.search(text) else None
            self._official_of = insider or self._official_of
            return insider
        if owner:
            self._official_of = owner
            return owner
        if _OTHERS.search(text):
            return self._official_of
        if person:
            return None if PRIVATE.search(text) else self._allegiance.posts.get(person)
        there = None if WITNESSED.search(text) else self._allegiance.of(text, span)
        return there.key if there else None

    def _owner(self, span: Span) -> str | None:
        """Return the state or grouping in a description: before its head, or after `of`, `for`.

        Where they are is not whose they are, but for officials and authorities.
        """
        look = self.look
        for mention in look.within(span):
            if mention.type not in ("state", "grouping", "body") or not mention.entity:
                continue
            if look.is_people(mention):
                return None
            if LED_BY.match(look.text, mention.span.start):
                continue
            before = look.text[span.start : mention.span.start]
            elsewhere = ELSEWHERE.search(before) and not SENT_BY.search(before)
            if not elsewhere or (mention.type == "body" and SOURCE_IN.search(before)):
                return self._state(mention.entity)
            if AUTHORITIES.search(before):
                return self._seated(mention)
        return None

    def _seated(self, mention: Mention) -> str | None:
        """Return whose officials are where: in Brussels those of the EU or NATO, if one is told of.

        Where Belgium is told of, they may be Belgium's.
        """
        key = mention.entity or ""
        if mention.span.of(self.look.text) != "Brussels" or key != "state/BE":
            return self._state(key)
        told = {m.entity for m in self.look.mentions if m.kind != "location"}
        there = told & {"grouping/EU", "grouping/NATO", "state/BE"}
        return there.pop() if len(there) == 1 else None if there else key

    def local(self, kind: EntityType, text: str, of: str | None = None) -> str:
        """Return the key of the unnamed source or group so described, a new one if need be."""
        name = text if kind == "group" else f"unnamed {text}"
        known = self._local.get((kind, text.lower()))
        if known:
            return known
        sort = "group" if kind == "group" else "source"
        number = 1 + sum(k.startswith(f"./{sort}/") for k in self.entities)
        key = self.add(Entity(f"./{sort}/{number}", kind, name, of=of))
        self._local[(kind, text.lower())] = key
        if of:
            self.know(of)
        if kind == "unnamed" and (
            is_official(text)
            or TITLED.search(HEAD_END.split(text)[0].rstrip())
            or STANDING.search(HEAD_END.split(text)[0].rstrip())
            or (of and DIPLOMAT.search(text))
        ):
            self._roles[key] = text
        return key

    def _state(self, key: str) -> str:
        return f"state/{key.split('/')[1]}" if key.startswith("body/") else key


def institutions(keys: Iterable[str]) -> list[str]:
    """Return those of the entity keys that are institutions, states or organisations."""
    return [k for k in keys if k.split("/")[0] in ("state", "grouping", "body", "organisation")]
