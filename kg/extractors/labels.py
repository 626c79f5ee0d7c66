"""A transcript's labels, and whom they mean: `MR. SMITH`, `THE SECRETARY`, `Q`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extractors.sources import Sources
from kg.iris import slug
from kg.model import Entity, OfficeClaim, Span
from kg.text import word_set

TITLES = word_set(
    """mr mrs ms miss madam dr gen general adm admiral ambassador secretary president prime
    minister senator sen rep congressman congresswoman chairman chairwoman chair moderator host
    anchor the vice deputy under undersecretary assistant spokesperson spokesman spokeswoman
    speaker chancellor governor commissioner director foreign defence defense of state sir lord
    lady operator participant"""
)
_ASKS = re.compile(r"Q|QUESTION(?:ER)?|REPORTER|JOURNALIST|INTERVIEWER", re.IGNORECASE)
_ANSWERS = re.compile(r"A|ANSWER", re.IGNORECASE)


def is_question_or_answer(label: str) -> bool:
    """Say whether a label tells only that somebody asks or answers."""
    return bool(_ASKS.fullmatch(label) or _ANSWERS.fullmatch(label))


def name_in(label: str) -> str | None:
    """Return the name in a label, None where it has a title alone or nothing.

    >>> name_in("MR. SMITH"), name_in("Antony Blinken"), name_in("THE PRESIDENT"), name_in("Q")
    ('Smith', 'Antony Blinken', None, None)
    """
    if is_question_or_answer(label):
        return None
    words = label.split()
    while words and words[0].rstrip(".").lower() in TITLES:
        words = words[1:]
    name = " ".join(words)
    return (name.title() if name.isupper() else name) or None


def labelled(sources: Sources, offices: Sequence[OfficeClaim], label: Span) -> tuple[str, ...]:
    """Return the keys of whom a label names, or of the one person whose office it is.

    Whoever asks is an unnamed source, and so is whoever has an office that nobody in the article
    holds, or several do.
    """
    words = " ".join(label.of(sources.look.text).split())
    if any(m.entity and m.type != "person" for m in sources.look.within(label)):
        return sources.read((label,))
    if name := name_in(words):
        known = sources.known_person(name)
        return (known or sources.add(Entity(f"person/{slug(name)}", "person", name)),)
    if is_question_or_answer(words):
        asks = _ASKS.fullmatch(words)
        return (sources.local("unnamed", "questioner" if asks else "respondent"),)
    title = {w.lower() for w in words.replace(".", "").split()} - {"the", "mr", "madam"}
    holders = {
        o.person for o in offices if title <= set(o.title.lower().split()) and o.relation == "holds"
    }
    if title and len(holders) == 1:
        return tuple(holders)
    return (sources.local("unnamed", words.lower().removeprefix("the ")),)
