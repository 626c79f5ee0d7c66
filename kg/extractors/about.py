"""What a statement is about: the states, groupings and persons its content names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Document, Mention, Span, Statement
from kg.reference import Reference

_COUNTRY = re.compile(
    r"\b(?:my|our|his|her|their) (?:own |two )?(?:countr(?:y|ies)|nation|people|government|homeland"
    r"|state|kingdom|republic)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"(?:it|its|they|their)\b", re.IGNORECASE)


class AboutExtractor:
    """Fills `about` of every statement."""

    name = "about"
    version = "1"

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
        self._entities = {e.key: e for e in document.entities}
        self._mentions = sorted(document.mentions, key=lambda m: m.span)
        self._starts = [m.span.start for m in self._mentions]
        self._posts = {s.speakers[0]: s.speaks_for for s in document.statements if s.speakers}

    def of(self, statement: Statement) -> tuple[str, ...]:
        """Return what a statement is about; a person who speaks of himself is not."""
        begin = statement.content[0].start
        named = (
            self._subject(mention)
            for span in statement.content
            for mention in _within(span, self._mentions, self._starts)
            if mention.kind != "pronoun" or mention.span.start > begin  # who says "he would"
        )
        keys = [*named, *self._own(statement)]
        own = {k for k in statement.speakers if k.startswith("person/")}
        return tuple(dict.fromkeys(k for k in keys if k and k not in own))

    def _own(self, statement: Statement) -> Iterator[str]:
        """Yield the state of `our country`, of a state's `it`, and of who is called on `to act`."""
        for span in statement.content:
            for match in _COUNTRY.finditer(self._text, span.start, span.end):
                at_once = match.start() == statement.content[0].start
                owner = None if at_once else self._owner(match.start(), statement)
                yield from self._posts.get(owner or "", ()) if owner else statement.speaks_for
        first = statement.content[0]
        if statement.addressee and self._text.startswith("to ", first.start):
            yield from (k for k in [statement.addressee] if k.startswith(("state/", "grouping/")))
        if _IT.match(self._text, first.start, first.end):
            yield from (k for k in statement.speakers if k.startswith(("state/", "grouping/")))

    def _owner(self, at: int, statement: Statement) -> str | None:
        """Return the person, other than the speaker, whom the possessive pronoun at `at` means."""
        found = _within(Span(at, at + 4), self._mentions, self._starts)
        key = next((m.entity for m in found if m.kind == "pronoun"), None)
        return None if key in statement.speakers else key

    def _subject(self, mention: Mention) -> str | None:
        key = mention.entity
        if key is None or mention.kind == "location":
            return None
        if mention.type == "body":
            entity = self._entities.get(key) or self._reference.entity(key)
            return entity.of if entity else None
        return key if key.startswith(("state/", "grouping/", "person/")) else None


def _within(span: Span, mentions: Sequence[Mention], starts: Sequence[int]) -> Iterator[Mention]:
    for mention in mentions[bisect_left(starts, span.start) :]:
        if mention.span.start >= span.end:
            return
        if mention.span.end <= span.end:
            yield mention
