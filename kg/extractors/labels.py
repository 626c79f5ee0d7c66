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
_NO_PERSON = word_set("the of foreign defence defense state")  # of these words, alone
_ASKS = re.compile(r"Q|QUESTION(?:ER)?|REPORTER|JOURNALIST|INTERVIEWER", re.IGNORECASE)
_SPOKES = re.compile(r"\bspokes(?:man|woman|person)\b")
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
    titled = words.split()[0].rstrip(".").lower() in TITLES - _NO_PERSON
    if not titled and any(m.entity and m.type != "person" for m in sources.look.within(label)):
        return sources.read((label,))
    if name := name_in(words):
        name = _in_full(sources.look.text, name)
        known = sources.known_person(name)
        return (known or sources.add(Entity(f"person/{slug(name)}", "person", name)),)
    if is_question_or_answer(words):
        asks = _ASKS.fullmatch(words)
        return (sources.local("unnamed", "questioner" if asks else "respondent"),)
    title = {w.lower() for w in words.replace(".", "").split()} - {"the", "mr", "madam"}
    title = {_SPOKES.sub("spokes", w) for w in title}
    holders = {
        o.person
        for o in offices
        if title <= set(_SPOKES.sub("spokes", o.title.lower()).split()) and o.relation == "holds"
    }
    if title and len(holders) == 1:
        return tuple(holders)
    return (sources.local("unnamed", words.lower().removeprefix("the ")),)


def _in_full(text: str, surname: str) -> str:
    """Return the name with the given name that stands before it somewhere: `ENVOY NED PRICE`."""
    for match in re.finditer(rf"\b([A-Z][\w’'-]+) {re.escape(surname)}\b", text, re.IGNORECASE):
        given = match[1]
        if " " not in surname and given[0].isupper() and given.lower() not in TITLES:
            return f"{given.title() if given.isupper() else given} {surname}"
    return surname
