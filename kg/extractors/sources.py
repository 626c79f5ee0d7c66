"""Whom the words of a source name: persons, institutions, unnamed sources, groups, pronouns.

Unnamed sources and groups exist in one article only (`./source/1`, `./group/1`); the same words
mean the same source there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.extractors.allegiance import Allegiance, is_official, known_posts
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
    HEAD_END,
    MEDIA,
    OUTLET,
    QUANTIFIED,
    UNNAMED,
    bare,
    ends,
    is_name,
    is_word,
    without,
)
from kg.extractors.households import Households
from kg.extractors.lookup import Lookup
from kg.extractors.names import parts, short_forms
from kg.iris import slug
from kg.model import Document, Entity, EntityType, Mention, PossiblePrincipal, Span
from kg.reference import Reference

_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s)")
_NOT_HEAD = re.compile(
    r"\b(?:of|for|to|by|against|with|including|like|such as|under|from|in|at|about|on|near|"
    r"close to|than|via|versus|toward|towards)"
    r"(?: (?:the|a|an|former|then|his|her|its|their))?(?: [\w'’.-]+){0,3} $",
    re.IGNORECASE,
)
_CAPITALS_BEFORE = re.compile(r"(?:[A-Z][\w.’'&–-]* )*$")
_UTTERANCE_BY = re.compile(
    r"\b(?:tweet|statement|letter|message|remark|comment|report|post|op-ed|article|speech|interview|"
    r"e-?mail|memo|note|address|testimony|video)s?\b.*\b(?:by|from|of|with) (?:the )?$",
    re.IGNORECASE,
)
_MODIFIES = re.compile(  # `Sanders supporters`, but `Sanders of Vermont`
    r" (?!(?:and|or|of|who|in|from|at|on|with|as|speaking|himself|herself|also|then|told|said)\b)"
    r"[a-z]+"
)
_CLAUSE = re.compile(r", (?:who|which|whom|whose|where|speaking|\w+ing|in|after|on|at)\b|\(")
_INSTITUTION_NOUN = re.compile(
    r"^(?:['’]s)? (?:statement|communiqu[eé]|press release|report|letter|tweet|post|website|"
    r"government|administration|authorities|side|account|readout|press service|office|"
    r"declaration|resolution|note|proposal|memo|documents?|officially|regime|leadership)\b",
    re.IGNORECASE,
)
_APPOSED_LATER = re.compile(r"( (?:for|in|to|at|on) [^,]{1,40}), ")  # `… for the region, Mr X`
_OTHERS = re.compile(r"\b(?:other|another|second|third)\b", re.IGNORECASE)
_INSIDER = re.compile(
    r"\b(?:sources?|diplomats?|mission|government|ministry|head|chief|director|delegat\w+|leaders?|generals?|officers?"
    r"|judges?|lawmakers?|senators?|legislators?)\b"
)
_TITLED = re.compile(r"\b(?:head|chief|director|chair\w*|leader|mayor|governor|senator|general)$")
_PROPER_NOUN = re.compile(
    r"(?:the |The )?((?:[A-Z][\w&.’'-]*\w )(?:(?:of |for |and |on )?[A-Z][\w&.’'-]*\w )+)[a-z]"
)
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
        self.may_speak_for: dict[str, tuple[PossiblePrincipal, ...]] = {}  # by unnamed source
        self._official_of: str | None = None  # for whom the official met last spoke
        self._organs = {g.key: g.organs for g in reference.groupings}
        self._local: dict[tuple[EntityType, str], str] = {}
        self._roles: dict[str, str] = {}
        self._titles: dict[Span, int] = {}
        self._apposed: dict[int, Mention] = {}
        for found in appointments(document):
            if not found.delayed:
                posed = _APPOSED_LATER.match(self.look.text, found.title.tail, found.evidence.end)
                self._apposed[posed.end(1) if posed else found.title.tail] = found.person
            start = min(found.title.span.start, self._titles.get(found.person.span, 1 << 40))
            if start < found.person.span.start:
                self._titles[found.person.span] = start

    def add(self, entity: Entity) -> str:
        """Keep an entity that the article did not have yet; return its key."""
        self.entities.setdefault(entity.key, entity)
        return entity.key

    def know(self, key: str) -> str:
        """Make sure that the entity of a reference key is there; return the key."""
        if key not in self.entities and (known := self._reference.entity(key)):
            self.entities[key] = known
        return key

    def role(self, key: str) -> str | None:
        """Return the words for an unnamed official's role."""
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
        if state := self._households.state(span):
            return [state]
        if office := self._households.office(span, self._state_names):
            return [self.add(office)]
        mentions = [m for m in look.within(span) if m.type in _SPEAKERLIKE]
        text = span.of(look.text)
        heads = [m for m in mentions if self._is_head(span, m)]
        persons = [m for m in heads if m.type == "person" and m.kind == "name"]
        apposed = self._apposed.get(span.start + len(text.rstrip(" ,")))
        if not persons and apposed is not None and apposed.span.start >= span.end:
            return (
                [apposed.entity] if apposed.entity else [self._person(apposed.span.of(look.text))]
            )
        if persons:
            return self._joint(span, persons, heads)
        if len(chunks := self._chunks(span, mentions)) > 1:
            return [key for chunk in chunks for key in self._read(chunk, otherwise)]
        whole = next((m for m in mentions if m.kind == "nominal" and m.type == "person"), None)
        if whole is not None and whole in heads and not COLLECTIVE.search(text):
            return [whole.entity] if whole.entity else [self._unnamed(span, otherwise)]
        others = [m for m in heads if m.type != "person" and m.entity]
        named = [m for m in others if m.kind != "demonym" or self._acts(span, m)]
        descriptive = self._descriptive(span, named)
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
        if is_name(text) and not others and not (descriptive and is_word(text)):
            return [self._organisation(span)]
        if descriptive is None and (proper := _PROPER_NOUN.match(text)):
            return [
                self._organisation(Span(span.start + proper.start(1), span.start + proper.end(1)))
            ]
        return [self._unnamed(span, "group" if descriptive == "group" else otherwise)]

    def _chunks(self, span: Span, mentions: Sequence[Mention]) -> list[Span]:
        """Return the parts joined by `and` if each names or describes somebody, else the whole."""
        text = span.of(self.look.text)
        chunks, at = [], span.start
        clause = _CLAUSE.search(text)
        text = text[: clause.start()] if clause else text
        for joint in re.finditer(r"(?<=\w),? and (?:the )?(?=\w)", text):
            chunks.append(Span(at, span.start + joint.start()))
            at = span.start + joint.end()
        if not chunks or re.search(r"\b(?:of|for|between|including|such as|from)\b", text):
            return [span]
        chunks.append(Span(at, span.end))
        for chunk in chunks:
            whole = any(chunk.contains(m.span) and m.kind != "demonym" for m in mentions)
            words = chunk.of(self.look.text)
            if not whole and not COLLECTIVE.search(words) and not UNNAMED.search(words):
                return [span]
        return chunks

    def known_person(self, text: str) -> str | None:
        """Return the one person of the article whom a name without a mention may mean."""
        form = " ".join(parts(text)).removeprefix("al-")
        people = [e for e in self.entities.values() if e.type == "person"]
        fits = {e.key: short_forms(e.name).get(form, 0.0) for e in people}
        found = [k for k, weight in fits.items() if weight >= 0.9]
        found = found or [k for k, weight in fits.items() if weight > 0]
        return found[0] if len(found) == 1 else None

    def _is_head(self, span: Span, mention: Mention) -> bool:
        """Say whether the mention itself speaks, not as owner or complement of another noun."""
        before = self.look.text[span.start : mention.span.start]
        after = self.look.text[mention.span.end : span.end]
        clause = _CLAUSE.search(before)
        bracket = clause is not None and clause.group() == "("
        if clause is not None and not (bracket and mention.type == "organisation"):
            return False
        if mention.type == "person" and mention.kind == "name":
            if _POSSESSIVE.match(after) or _MODIFIES.match(after):
                return False
            leading = self.look.text[span.start : max(span.start, self._titled(mention))]
            return bool(_UTTERANCE_BY.search(leading)) or not _NOT_HEAD.search(leading)
        if re.search(r"\b(?:including|such as|like)\b", before):
            return False
        if _POSSESSIVE.match(after):
            return bool(_INSTITUTION_NOUN.match(after))
        complement = re.search(r"^(.*?)\b(?:of|for|to|by|from|in|at)\b([^,]*)", before, re.DOTALL)
        if complement is None:
            return True
        described = COLLECTIVE.search(complement[1]) or UNNAMED.search(complement[1])
        return not described and complement.end() < len(before)

    def _titled(self, mention: Mention) -> int:
        """Return where the name with the words of its title begins."""
        if mention.span in self._titles:
            return self._titles[mention.span]
        before = self.look.text[max(0, mention.span.start - 90) : mention.span.start]
        capitals = _CAPITALS_BEFORE.search(before)
        return mention.span.start - (len(capitals.group()) if capitals else 0)

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

    def _acts(self, span: Span, mention: Mention) -> bool:
        """Say whether an adjective stands for its state here: `the Russian side`, `the Swiss`."""
        after = self.look.text[mention.span.end : span.end]
        return not after.strip() or bool(_INSTITUTION_NOUN.match(after))

    def _descriptive(self, span: Span, named: Sequence[Mention]) -> EntityType | None:
        """Return `unnamed` or `group` if the head noun describes people and names nobody."""
        text = span.of(self.look.text)
        head = HEAD_END.split(text)[0]
        if any(m.span.end >= span.start + len(head.rstrip()) for m in named):
            return None
        names = [m.span for m in named]
        groups = list(ends(COLLECTIVE, head, span.start, names))
        people = list(ends(UNNAMED, head, span.start, names))
        if not groups and not people:
            return None
        return "group" if max(groups, default=0) >= max(people, default=0) else "unnamed"

    def _institutions(self, span: Span, named: Sequence[Mention]) -> list[str]:
        """Return coordinated institutions; of an apposition only the organisation named last."""
        text = self.look.text
        keys = [self._institution(named[0])]
        for before, mention in pairwise(named):
            between = text[before.span.end : mention.span.end - len(mention.span.of(text))]
            if re.search(r"\band\b|\bas well as\b|^, (?:the )?$", between):
                keys.append(self._institution(mention))
            elif mention.type == "organisation" or _POSSESSIVE.match(between):
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

    def _organisation(self, span: Span) -> str:
        """Return the key of an organisation called so, without article and possessor."""
        start = span.start
        for mention in self.look.within(span):
            owner = _POSSESSIVE.match(self.look.text, mention.span.end, span.end)
            start = owner.end() if owner and owner.end() < span.end else start
        name = self.look.text[start : span.end].strip()
        name = HEAD_END.split(name)[0].strip() if "," in name else name
        name = without(DETERMINER, name)
        if name in self._surfaces:
            return self._surfaces[name]
        return self.add(Entity(f"organisation/{slug(name)}", "organisation", name))

    def _unnamed(self, span: Span, kind: EntityType) -> str:
        look = self.look
        text = " ".join(span.of(look.text).split()).strip(" ,")
        text = QUANTIFIED.sub("", without(CONTENTLESS, text))
        person = self._households.possessor(span)
        of = self._spoken_for(span, text, kind, person)
        open_ = of is None and person is None and kind == "unnamed"
        candidates = self._allegiance.candidates(text, span) if open_ else ()
        whose = re.match(r"(?:his|her) ", text, re.IGNORECASE)
        text = APART.split(without(DETERMINER, text))[0]
        first = text.split()[0] if text else ""
        if COLLECTIVE.fullmatch(first) or UNNAMED.fullmatch(first) or first.lower() in COUNTS:
            text = text[:1].lower() + text[1:]
        if whose and person:
            text += f" of {self.entities[person].name}"
        key = self.local(kind, text, of)
        self.may_speak_for.setdefault(key, candidates)
        return key

    def _spoken_for(
        self, span: Span, text: str, kind: EntityType, person: str | None
    ) -> str | None:
        """Return the state or grouping for which the described speak, if they do for one."""
        owner = self._owner(span)
        if kind == "group":
            return owner if owner and not owner.startswith("state/") else None
        if not is_official(text):
            return owner if owner and _INSIDER.search(text) else None
        if owner:
            self._official_of = owner
            return owner
        if _OTHERS.search(text):
            return self._official_of
        if person:
            return self._allegiance.posts.get(person)
        there = self._allegiance.of(text, span)
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
            before = look.text[span.start : mention.span.start]
            if not ELSEWHERE.search(before) or AUTHORITIES.search(before):
                return self._state(mention.entity)
        return None

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
            or _TITLED.search(HEAD_END.split(text)[0].rstrip())
            or (of and DIPLOMAT.search(text))
        ):
            self._roles[key] = text
        return key

    def _state(self, key: str) -> str:
        return f"state/{key.split('/')[1]}" if key.startswith("body/") else key


def institutions(keys: Iterable[str]) -> list[str]:
    """Return those of the entity keys that are institutions, states or organisations."""
    return [k for k in keys if k.split("/")[0] in ("state", "grouping", "body", "organisation")]
