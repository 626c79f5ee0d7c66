"""Statements that a language model finds, kept only where every word stands in the article.

`llm:URL?model=NAME` in the extractors, after `attribution`. Never needed, never on by itself,
and the only extractor that sends an article anywhere. See docs/extractors.md.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.errors import CommuniqueError
from kg.extractors.attribution.nesting import in_text_order
from kg.extractors.llm.cache import Cache
from kg.extractors.llm.client import Client
from kg.extractors.llm.estimate import Estimate, estimate
from kg.extractors.llm.evidence import located
from kg.extractors.llm.prompt import VERSION, messages, proposals, schema
from kg.extractors.llm.settings import read_settings
from kg.model import Document, Span, Statement
from kg.reference import Reference
from kg.text import paragraphs, sentences

_LOG = logging.getLogger(__name__)
_SHARE = 0.5  # of either content's characters: two statements that share more are the same one


@dataclass
class Tally:
    """What the model proposed and what became of it; tokens and cost are the client's."""

    proposed: int = 0
    rejected: int = 0
    known: int = 0
    cached: int = 0


class LlmExtractor:
    """Adds statements that a language model proposes and the text bears out word for word."""

    name = "llm"

    def __init__(self, reference: Reference | None = None, location: str = "") -> None:
        """Take the settings from `location`; nothing is sent before the first document.

        Raises ConfigError naming the setting that is wrong.
        """
        self._settings = read_settings(location)
        self._cache = Cache(self._settings.cache)
        self.client = Client(self._settings)
        self.tally = Tally()
        self.version = f"{VERSION} {self._settings.model}"

    def __call__(self, document: Document) -> Document:
        """Return the document with the statements added, in text order.

        Raises CommuniqueError where the model cannot be asked: an article half read is none.
        """
        text = document.article.text
        new: list[Statement] = []
        rejected = 0
        for passage in self._passages(text):
            for proposal in self._ask(text, passage):
                self.tally.proposed += 1
                statement = located(text, passage, proposal)
                if statement is None:
                    rejected += 1
                elif any(_same(statement, s) for s in (*document.statements, *new)):
                    self.tally.known += 1
                else:
                    new.append(statement)
        self.tally.rejected += rejected
        if rejected:
            where = document.article.origin or document.article.id
            _LOG.warning("%s: not in the text: %d proposed by the model", where, rejected)
        return replace(
            document,
            sentences=document.sentences or sentences(text),
            statements=tuple(in_text_order([*document.statements, *new])),
        )

    def estimate(self, text: str) -> Estimate:
        """Return what asking about a text would take now; what is kept on disk takes nothing."""
        passages = [p.of(text) for p in self._passages(text)]
        return estimate([w for w in passages if self._kept(w) is None], self._settings)

    def told(self, expected: Estimate) -> str:
        """Return an estimate in words, with its cost and what of the budget is spent."""
        return expected.told(self._settings, self.client.spent)

    def _kept(self, words: str) -> str | None:
        return self._cache.get(self._key(words))

    def _key(self, words: str) -> str:
        return self._cache.key(VERSION, self._settings.model, self._settings.url, words)

    def _passages(self, text: str) -> Iterator[Span]:
        """Yield paragraphs together, as many as fit into one request."""
        start = end = None
        for p in paragraphs(text):
            if start is not None and p.end - start > self._settings.passage:
                yield Span(start, end or p.start)
                start = None
            start, end = p.start if start is None else start, p.end
        if start is not None and end is not None:
            yield Span(start, end)

    def _ask(self, text: str, passage: Span) -> list[dict[str, str]]:
        """Return what the model proposes; of both halves where its answer was cut off."""
        words = passage.of(text)
        answer = self._kept(words)
        if answer is None:
            reply = self.client.complete(messages(words), schema())
            if reply.truncated:
                return [p for half in _halves(text, passage) for p in self._ask(text, half)]
            answer = reply.text
            found = _readable(answer)
            self._cache.put(self._key(words), answer)
            return found
        self.tally.cached += 1
        return _readable(answer)


def _readable(answer: str) -> list[dict[str, str]]:
    try:
        return proposals(answer)
    except (ValueError, json.JSONDecodeError) as error:
        raise CommuniqueError(
            f"the model's answer is not what was asked for ({error}); try another model"
        ) from error


def _halves(text: str, passage: Span) -> list[Span]:
    inside = [p for p in paragraphs(text) if passage.contains(p)]
    if len(inside) < 2:
        raise CommuniqueError(
            "the model's answer to one paragraph was cut off; raise max_output in the llm settings"
        )
    middle = len(inside) // 2
    return [Span(passage.start, inside[middle - 1].end), Span(inside[middle].start, passage.end)]


def _same(one: Statement, other: Statement) -> bool:
    """Say whether two statements have largely the same content."""
    shared = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in one.content
        for b in other.content
    )
    shorter = min(sum(s.end - s.start for s in x.content) for x in (one, other))
    return shared > _SHARE * shorter
