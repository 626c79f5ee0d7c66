"""Those who are meant together: `the two sides`, `both leaders`, `they` after `X and Y`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extractors.conversations import Conversation
from kg.extractors.descriptions import COLLECTIVE, UNNAMED
from kg.extractors.lookup import Lookup
from kg.extractors.sources import Sources
from kg.model import Mention, Span, Statement

_STATES = r"(?:sides|countries|governments|nations|states|capitals|delegations|neighbou?rs|allies)"
_PERSONS = (
    r"(?:men|women|leaders|presidents|premiers|chancellors|diplomats|officials|chiefs|envoys"
    r"|(?:(?:foreign|defen[cs]e|prime|finance|trade|interior) )?ministers|(?:top|chief) diplomats"
    r"|heads of (?:state|government))"
)
PAIRED = rf"(?:{_STATES}|{_PERSONS})"  # what the two may be called
_PAIR = re.compile(rf"(?:The two|Both) {PAIRED}\b")
_THE_PERSONS = re.compile(rf"the {_PERSONS}")
_NEAR = 4  # sentences within which `the leaders` have met
_ARE_STATES = re.compile(rf"\b{_STATES}\b")
_JOINS = re.compile(
    r"^(?: of (?:the )?[\w .]+)?(?:,? and |, | & )(?!(?:to|from|with|by|for|in|on|at|as|who)\b)"
    r"(?!.*\b(?:says?|said|told|who|which|where|than|has|have|had|is|was|are|were)\b)"
    r"(?:the |his |her )?(?:[\w'’., -]{0,60} )?$"
)
_MANY_ACT = re.compile(
    r"(?:(?:But|Yet|And|Still|However|Meanwhile),? )?((?:[\w’'-]+ ){0,3}?[\w-]+s)"
    r" (?=(?:have|had|are|were|will|would|also|do|did|\w+ed|\w+ly)\b)"
)
FIRST_CLAUSE = 90  # code points from a sentence's start in which its subject stands
_REACH = 6  # statements back among whose speakers a pair is looked for


def pair_in_front(look: Lookup, index: int) -> Span | None:
    """Return the words for a pair with which a sentence begins."""
    found = _PAIR.match(look.text, look.opening(index))
    return Span(*found.span()) if found else None


def last_two(sources: Sources, words: str, before: Sequence[Statement]) -> tuple[str, ...]:
    """Return the persons who spoke last if they are two, or the two states they speak for."""
    return _meant(sources, words, [k for s in before[-_REACH:] for k in s.speakers])


def talking(
    sources: Sources, words: str, talks: Sequence[Conversation], index: int
) -> tuple[str, ...]:
    """Return the two who talk with each other in a sentence, or the states they speak for."""
    parties = next((c.parties for c in reversed(talks) if c.sentence == index), ())
    return _meant(sources, words, parties) or _meant(sources, "sides", parties)


def _meant(sources: Sources, words: str, keys: Sequence[str]) -> tuple[str, ...]:
    if _ARE_STATES.search(words):
        of = (sources.post(k) or k for k in keys)
        found = [k for k in of if k.startswith(("state/", "grouping/"))]
    else:
        found = [k for k in keys if k.startswith("person/")]
    two = tuple(dict.fromkeys(found))
    return two if len(two) == 2 else ()


def who_met(
    sources: Sources, words: str, talks: Sequence[Conversation], here: int
) -> tuple[str, ...]:
    """Return who `the leaders` are: the two who met, or are named together, shortly before."""
    look = sources.look
    if not _THE_PERSONS.fullmatch(words):
        return ()
    for index in range(here - 1, max(-1, here - _NEAR), -1):
        if met := talking(sources, words, talks, index):
            return met
        joined = together(look, Span(look.opening(index), look.sentences[index].end), 1 << 40)
        if len(joined) == 2 and all(k.startswith("person/") for k in joined):
            return joined
    return next((_meant(sources, words, c.parties) for c in talks if c.throughout), ())


def together(look: Lookup, sentence: Span, limit: int) -> tuple[str, ...]:
    """Return the persons, or else the states, that the sentence's subject joins by `and`."""
    for kinds in (("person",), ("state", "grouping", "body", "organisation")):
        found: list[Mention] = []
        for mention in look.within(sentence):
            if mention.type not in kinds or not mention.entity or mention.span.end > limit:
                continue
            if mention.kind in ("demonym", "pronoun", "location"):
                continue
            if not found:
                if mention.span.start - sentence.start > FIRST_CLAUSE:
                    break
                found.append(mention)
            elif _JOINS.match(look.text[found[-1].span.end : mention.span.start]):
                found.append(mention)
            elif len(found) > 1:
                break
            else:
                found = [mention] if mention.span.start - sentence.start < 60 else found
        if len(found) > 1:
            return tuple(dict.fromkeys(m.entity for m in found if m.entity))
    return ()


def many_acted(sources: Sources, span: Span) -> tuple[str, ...]:
    """Return the many of whom a sentence tells up to `they`: `Critics came and they`."""
    look = sources.look
    found = _MANY_ACT.match(look.text, look.opening(look.sentence(span.start)), span.start)
    people = found and (COLLECTIVE.search(found[1]) or UNNAMED.search(found[1]))
    return sources.read((Span(*found.span(1)),)) if found and people else ()
