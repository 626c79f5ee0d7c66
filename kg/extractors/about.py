"""What a statement is about: the states, groupings and persons its content names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.model import Document, Entity, Mention, Span, Statement
from kg.reference import Reference


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
        entities = {e.key: e for e in document.entities}
        mentions = sorted(document.mentions, key=lambda m: m.span)
        starts = [m.span.start for m in mentions]
        return replace(
            document,
            statements=tuple(
                self._about(statement, mentions, starts, entities)
                for statement in document.statements
            ),
        )

    def _about(
        self,
        statement: Statement,
        mentions: Sequence[Mention],
        starts: Sequence[int],
        entities: Mapping[str, Entity],
    ) -> Statement:
        keys = (
            self._subject(mention, entities)
            for span in statement.content
            for mention in _within(span, mentions, starts)
        )
        return replace(statement, about=tuple(dict.fromkeys(k for k in keys if k)))

    def _subject(self, mention: Mention, entities: Mapping[str, Entity]) -> str | None:
        key = mention.entity
        if key is None or mention.kind == "location":
            return None
        if mention.type == "body":
            entity = entities.get(key) or self._reference.entity(key)
            return entity.of if entity else None
        return key if key.startswith(("state/", "grouping/", "person/")) else None


def _within(span: Span, mentions: Sequence[Mention], starts: Sequence[int]) -> Iterator[Mention]:
    for mention in mentions[bisect_left(starts, span.start) :]:
        if mention.span.start >= span.end:
            return
        if mention.span.end <= span.end:
            yield mention
