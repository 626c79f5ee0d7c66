"""Whose an office is by what stands near: an apposition, the sentence before, the masthead.

`His Egyptian host, President X`; `Peru's president said no. The country's minister agreed`; `U.S.
Department of State` over a briefing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.extractors.lookup import Lookup
from kg.extractors.salience import SUBJECT, represented
from kg.model import Mention, Span

POSSESSIVE = ("'s", "’s", "s'", "s’")
_APPOSED = re.compile(r"(?: [a-z]+){1,3}, $")
# The lines before the first sentence, and what names whose they are.
_HEAD = re.compile(r"(?:[^\n]{3,90}(?<![.:;,!?])\n+){0,5}")
_FOR_THE_SG = re.compile(
    r"\b(?:of|for|by) the Secretary-General\b|\bFOR (?:THE )?SECRETARY-GENERAL\b"
)


def is_possessive(look: Lookup, mention: Mention) -> bool:
    """Say whether a mention owns what follows: `Peru's`."""
    text, end = look.text, mention.span.end
    return text[end : end + 2] in POSSESSIVE or text[end - 1 : end + 1] in POSSESSIVE


def apposed(look: Lookup, at: int) -> str | None:
    """Return the state of `his Egyptian host, ` before a title at `at`."""
    phrase = _APPOSED.search(look.text, max(0, at - 40), at)
    mention = look.ending(phrase.start()) if phrase else None
    return mention.entity if mention is not None and mention.kind == "demonym" else None


def in_front(look: Lookup, posts: Mapping[str, str], index: int) -> str | None:
    """Return the state whose official is the subject of a sentence: of `Peru's president`.

    `posts` are persons and for whom they are known to speak.
    """
    opening = look.opening(index)
    mention = next(iter(look.within(Span(opening, opening + SUBJECT))), None)
    if mention is None or look.quoted(mention.span.start):
        return None
    if mention.type == "person":
        return posts.get(mention.entity or "") if mention.kind == "name" else None
    owns = mention.kind == "demonym" or is_possessive(look, mention)
    return represented(mention) if owns and mention.type == "state" else None


def masthead(look: Lookup) -> str | None:
    """Return whose page it is by the lines at its head: `U.S. Department of State`."""
    head = _HEAD.match(look.text)
    told = look.within(Span(0, head.end())) if head and head.end() else ()
    lines = {" ".join(w.split()) for w in head.group().split("\n")} if head else set()
    keys = {
        represented(m)
        for m in told
        if m.type in ("body", "grouping") and " ".join(m.span.of(look.text).split()) in lines
    }
    if head and _FOR_THE_SG.search(head.group()):
        keys.add("grouping/UN")
    return keys.pop() if len(keys) == 1 else None
