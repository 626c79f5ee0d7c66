"""What a statement is about: the states, groupings and persons its content names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extractors.versions import VERSIONS
from kg.model import Document, Mention, Span, SpeechAct, Statement
from kg.reference import Reference

_COUNTRY = re.compile(
    r"\b(?:my|our|his|her|their) (?:own |two )?(?:countr(?:y|ies)|nation|people|government|homeland"
    r"|state|kingdom|republic)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"(?:it|its|they|their)\b", re.IGNORECASE)
_SINGULAR = re.compile(r"(?:it|its)\b", re.IGNORECASE)
# `accused it of`, `called it “absurd”`: another one than the speaker, or a thing
_IT_OBJECT = re.compile(r"it(?: (?:of|for|as|an?|the)\b| ?[\"“‘]|$)", re.IGNORECASE)
_CHARGED = re.compile(r"it (?:of|for)\b", re.IGNORECASE)
_OBJECT = re.compile(r"(?:him|her|them)\b", re.IGNORECASE)
# `it was absurd that`, `it is time to`: nothing is meant
_EXPLETIVE = re.compile(
    r"it (?:is|was|would be|will be|had been|has been|may be|might be|could be|remain\w*|seem\w*)"
    r" [\"“‘']?(?:not |\w+ly )?(?:an? )?[\w-]+[\"”’']?,? (?:that|to|if|for|when|whether|who)\b",
    re.IGNORECASE,
)
_THE_COUNTRY = re.compile(
    r"\b(?:the|that|this) (?:(?!other|first|only|last|same|next|second)[\w-]+ )?"
    r"country\b(?! (?:of|that|which|where|to)\b)",
    re.IGNORECASE,
)
# `he said of Peru`, but not `said Obi of Peru`
_OF_WHOM = re.compile(
    r"(?:(?<=said)|(?<=says)|(?<=wrote)|(?<=remarked)|(?<=joked)|(?<=complained)|(?<=tweeted))"
    r" (?:of|about) (?:the )?"
)
_BOTH = re.compile(
    r"\b(?:(?:the|these) two|both) (?:[a-z]+ )?(?:countries|nations|states|sides|neighbou?rs"
    r"|governments|republics|capitals|powers|parties)\b",
    re.IGNORECASE,
)
# Whoever is asked, warned, thanked is spoken of, too.
_TO_ITSELF: frozenset[SpeechAct | None] = frozenset({"demand", "warn", "welcome"})


_ACTORS = ("state/", "grouping/")


class AboutExtractor:
    """Fills `about` of every statement."""

    name = "about"
    version = VERSIONS["about"]

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def __call__(self, document: Document) -> Document:
        """Return the document with the keys that each statement's content names, in text order.

        A government body counts as its state, a demonym as the state; a capital meant as a place
        does not count, nor does a mention whose entity is not known.
        """
        found = _Subjects(document, self._reference)
        return replace(
            document,
            statements=tuple(replace(s, about=found.of(s)) for s in document.statements),
        )


class _Subjects:
    """Answers for one document."""

    def __init__(self, document: Document, reference: Reference) -> None:
        self._text, self._reference = document.article.text, reference
        self._sentences = [s.start for s in document.sentences]
        self._entities = {e.key: e for e in document.entities}
        self._mentions = sorted(document.mentions, key=lambda m: m.span)
        self._starts = [m.span.start for m in self._mentions]
        self._posts: dict[str | None, list[str]] = {}
        for told in (r for s in document.statements for r in s.representations):
            self._posts.setdefault(told.speaker, []).append(told.principal)

    def of(self, statement: Statement) -> tuple[str, ...]:
        """Return what a statement is about; a person who speaks of himself is not."""
        inside = [
            mention
            for span in statement.content
            for mention in _within(span, self._mentions, self._starts)
        ]
        described = [
            m.span for m in inside if m.kind == "nominal" and m.type == "person" and m.entity
        ]
        named = (
            self._subject(m)
            for m in inside
            if not (m.kind == "demonym" and any(d.contains(m.span) for d in described))
            and not (m.kind == "pronoun" and self._is_speaker(m, statement))
        )
        more = (self._countries, self._addressed, self._it, self._spoken_of, self._both)
        keys = [*named, *(k for rule in more for k in rule(statement))]
        own = {k for k in statement.speakers if k.startswith("person/")}
        return tuple(dict.fromkeys(k for k in keys if k and k not in own))

    def _countries(self, statement: Statement) -> Iterator[str]:
        """Yield the states of `our country` and of `the country`."""
        for span in statement.content:
            for match in _COUNTRY.finditer(self._text, span.start, span.end):
                at_once = match.start() == statement.content[0].start
                owner = None if at_once else self._owner(match.start(), statement)
                yield from self._posts.get(owner, ()) if owner else statement.speaks_for
            for match in _THE_COUNTRY.finditer(self._text, span.start, span.end):
                yield from self._the_country(match.start(), statement)

    def _addressed(self, statement: Statement) -> Iterator[str]:
        """Yield the actor who is told, where it is spoken of: who is called on `to act`, warned."""
        to_act = self._text.startswith("to ", statement.content[0].start)
        if statement.act in _TO_ITSELF or to_act:
            yield from _actors(statement.addressees)

    def _it(self, statement: Statement) -> Iterator[str]:
        """Yield the actor that `it` or `they` at the beginning of a content means.

        That is who is told, or an institution that speaks of itself. `Ada Obi met Chile's envoy
        and asked that its debts be paid`: of a person, the one named last there.
        """
        first = statement.content[0]
        if not _IT.match(self._text, first.start) or _EXPLETIVE.match(self._text, first.start):
            return
        if _IT_OBJECT.match(self._text, first.start, first.end):
            own = {*statement.speakers, *statement.speaks_for}
            charged = _CHARGED.match(self._text, first.start)
            yield from (
                k for k in self._before(first.start, 0, *_ACTORS) if charged and k not in own
            )
            return
        singular = _SINGULAR.match(self._text, first.start)
        told = _actors(statement.addressees) if singular else []
        if told:
            yield from told
        elif not _is_people(statement):
            yield from _actors(statement.speakers) or statement.speaks_for
        elif singular:
            yield from self._before(first.start, 0, *_ACTORS)

    def _spoken_of(self, statement: Statement) -> Iterator[str]:
        """Yield who is named after the cue as spoken of: `“They lie,” he said of Peru`."""
        cue = statement.cue
        match = _OF_WHOM.search(self._text, cue.start, cue.end + 11) if cue else None
        if cue is None or match is None or match.start() > cue.end:
            return
        at = bisect_left(self._starts, match.end())
        for mention in self._mentions[at : at + 1]:
            key = self._subject(mention) if mention.span.start == match.end() else None
            yield from [key] if key else []

    def _both(self, statement: Statement) -> Iterator[str]:
        """Yield the states that `both sides` are: the two of the last sentence that names any."""
        for span in statement.content:
            for match in _BOTH.finditer(self._text, span.start, span.end):
                yield from self._pair(match.start())

    def _pair(self, at: int) -> list[str]:
        here = bisect_right(self._sentences, at) - 1
        for back in range(3):
            begin = self._sentences[max(0, here - back)] if self._sentences else 0
            near = _within(Span(begin, at), self._mentions, self._starts) if begin < at else ()
            named = (m for m in near if m.type == "state" and m.kind in ("name", "demonym"))
            if keys := list(dict.fromkeys(m.entity for m in named if m.entity)):
                return keys if len(keys) == 2 else []
        return []

    def _the_country(self, at: int, statement: Statement) -> Iterator[str]:
        """Yield the state that `the country` means: another than the one that speaks by name.

        That of a government or a junta is its own.
        """
        by_name = set(statement.speakers) & set(statement.speaks_for)
        source = {
            m.kind for s in statement.source for m in _within(s, self._mentions, self._starts)
        }
        if by_name and source and source <= {"nominal"}:
            yield from statement.speaks_for
            return
        yield from self._before(at, 2, "state/", but=by_name)

    def _before(
        self, at: int, back: int, *kinds: str, but: frozenset[str] | set[str] = frozenset()
    ) -> Iterator[str]:
        """Yield the actor named last before `at`, from `back` sentences before that of `at` on."""
        here = bisect_right(self._sentences, at) - 1
        begin = self._sentences[max(0, here - back)] if self._sentences else 0
        near = list(_within(Span(begin, at), self._mentions, self._starts)) if begin < at else []
        keys = [m.entity for m in near if m.entity and m.kind in ("name", "metonym")]
        yield from [k for k in keys if k.startswith(kinds) and k not in but][-1:]

    def _is_speaker(self, pronoun: Mention, statement: Statement) -> bool:
        """Say whether a pronoun is taken for the speaker's own: who says `he would` at first.

        An object is another one, unless spoken to, and so is `he` in an institution's words.
        """
        if pronoun.span.start > statement.content[0].start:
            return False
        if _OBJECT.match(self._text, pronoun.span.start):
            return pronoun.entity in statement.addressees
        return _is_people(statement)

    def _owner(self, at: int, statement: Statement) -> str | None:
        """Return the person, other than the only speaker, whom the possessive at `at` means."""
        found = _within(Span(at, at + 4), self._mentions, self._starts)
        key = next((m.entity for m in found if m.kind == "pronoun"), None)
        return None if (key,) == statement.speakers else key

    def _subject(self, mention: Mention) -> str | None:
        key = mention.entity
        if key is None or mention.kind == "location":
            return None
        if mention.type == "body":
            entity = self._entities.get(key) or self._reference.entity(key)
            return entity.of if entity else None
        return key if key.startswith(("state/", "grouping/", "person/")) else None


def _actors(keys: Sequence[str]) -> list[str]:
    return [k for k in keys if k.startswith(_ACTORS)]


def _is_people(statement: Statement) -> bool:
    """Say whether persons speak, named or not, and no institution."""
    return any(k.startswith(("person/", "./")) for k in statement.speakers)


def _within(span: Span, mentions: Sequence[Mention], starts: Sequence[int]) -> Iterator[Mention]:
    for mention in mentions[bisect_left(starts, span.start) :]:
        if mention.span.start >= span.end:
            return
        if mention.span.end <= span.end:
            yield mention
