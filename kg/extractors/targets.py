"""At whom a statement is aimed in substance: who is supported, accused, asked, praised.

What event data call the target (Schrodt, "CAMEO", 2012, chapter 1). Whom somebody speaks to is
another question: who assures Russia of his support for Sweden supports Sweden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.lookup import Lookup
from kg.extractors.versions import VERSIONS
from kg.model import Document, Mention, Span, SpeechAct, Statement
from kg.reference import Reference

# Acts that are aimed at whom they are directed to, unless that is who is told of others; so may be
# whoever is warned or assured.
_DIRECTED: frozenset[SpeechAct] = frozenset({"accuse", "condemn", "demand", "welcome"})
_TELLS = re.compile(
    r"\b(?:t[eo]ll?(?:s|ing|d)?|say(?:s|ing)?|said|wr[io]t\w+|inform\w*|add(?:s|ed|ing)?|sp[eo]\w+)\b"
)
_TO_DO = re.compile(r"(?:not )?to \w", re.IGNORECASE)
# Acts that are aimed at whose deed they judge or turn down: `condemned Russia's attack`.
_JUDGING: frozenset[SpeechAct] = frozenset({"condemn", "welcome", "deny"})
# Acts whose content may begin with whom they charge or praise: `blamed Iran for the attack`.
_NAMING: frozenset[SpeechAct] = frozenset({"accuse", "condemn", "welcome"})
_CHARGE = re.compile(r"(?: [a-z]+)? (?:of|for|as)\b|\W*$")
_AGENTS = ("state/", "grouping/", "person/", "organisation/", "body/", "./group/")
_NOUN = r"support|help|aid|assistance|solidarity|backing|loyalty|guarantees?|protection"
_HELPED = re.compile(
    rf"\b(?:(?:{_NOUN}|commitment)(?: \w+)? (?:for|to|with|of|behind)"
    r"|(?:support|supports|supported|supporting|defend|defends|defending|protect|protects|back|backs"
    r"|backed|help|helps|helping|assist)"
    r"|(?:sovereignty|independence|integrity|security|defence|defense|people|government) of"
    r"|(?:stand|stands|stood|standing|side|sides|sided)(?: \w+ly)? (?:by|with|behind))"
    r"(?: the)? $",
    re.IGNORECASE,
)
_PROMISED = re.compile(rf"(?:[\w-]+ ){{0,3}}(?:{_NOUN}|weapons|loans?|money)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never|no|nor|without|stop|end|cease)\b|n['’]t\b", re.IGNORECASE)
_REACH = 48  # characters before a name in which words of help are looked for


class TargetExtractor:
    """Fills `targets` of every statement."""

    name = "targets"
    version = VERSIONS["targets"]

    def __init__(self, reference: Reference | None = None) -> None:
        """Take the reference data, as every extractor does, and need none of it."""

    def __call__(self, document: Document) -> Document:
        """Return the document with the keys at whom each statement is aimed, in text order.

        Empty where the words do not show it: no target is guessed.
        """
        look = Lookup(document)
        aimed = (replace(s, targets=targets(s, look)) for s in document.statements)
        return replace(document, statements=tuple(aimed))


def targets(statement: Statement, look: Lookup) -> tuple[str, ...]:
    """Return at whom a statement of the document is aimed."""
    own = {*statement.speakers, *statement.speaks_for}
    found = dict.fromkeys(_found(statement, look))
    return tuple(k for k in found if k not in own and k.startswith(_AGENTS))


def _found(statement: Statement, look: Lookup) -> Iterator[str]:
    if statement.addressees and statement.act in _DIRECTED and not _is_told_of(statement, look):
        yield from statement.addressees
    elif statement.act == "assure":
        helped = [m.entity for m in _agents(statement, look) if _is_helped(statement, m, look)]
        yield from (k for k in helped if k)
        words = statement.content[0].of(look.text)
        if not helped and _PROMISED.match(words):
            yield from statement.addressees
    else:
        begin = statement.content[0].start
        at = begin + 4 if look.text[begin : begin + 4].lower() == "the " else begin
        mention = next((m for m in _agents(statement, look) if m.span.start == at), None)
        if (
            mention
            and mention.entity
            and (
                (statement.act in _JUDGING and _owns(mention, look))
                or (statement.act in _NAMING and _is_charged(statement, mention, look))
            )
        ):
            yield mention.entity


def _is_told_of(statement: Statement, look: Lookup) -> bool:
    """Say whether the one addressed only hears of another: `told parliament that Peru must go`."""
    cue, content = statement.cue, statement.content[0]
    if cue is None:
        return False
    tells = _TELLS.search(cue.of(look.text))
    if statement.act in _NAMING:
        governed = look.within(Span(cue.start, look.telling(statement).end))
        near = (m for m in governed if m.span.start <= cue.end + len(" the "))
        return bool(tells) or all(m.entity not in statement.addressees for m in near)
    if not tells or _TO_DO.match(look.text, content.start):
        return False
    return any(m.span.start <= content.start + len("the ") for m in _agents(statement, look))


def _agents(statement: Statement, look: Lookup) -> Iterator[Mention]:
    """Yield the mentions of agents in the content; a capital as a place is none."""
    for span in statement.content:
        yield from (
            m for m in look.within(span) if m.entity and m.kind not in ("location", "pronoun")
        )


def _is_helped(statement: Statement, mention: Mention, look: Lookup) -> bool:
    """Say whether the words before a name say that it is supported, and do not deny it."""
    begin = statement.content[0].start
    before = look.text[max(begin, mention.span.start - _REACH) : mention.span.start]
    return bool(_HELPED.search(before)) and not _DENIED.search(before)


def _is_charged(statement: Statement, mention: Mention, look: Lookup) -> bool:
    """Say whether a charge follows the name, or nothing at all: `Iran for the attack`."""
    return bool(_CHARGE.match(look.text, mention.span.end, statement.content[0].end))


def _owns(mention: Mention, look: Lookup) -> bool:
    """Say whether what follows is that of the one mentioned: `Russia's` or `Russian attack`."""
    after = look.text[mention.span.end : mention.span.end + 2]
    owned = look.text[mention.span.end - 2 : mention.span.end] in ("'s", "’s", "s'", "s’")
    return owned or after in ("'s", "’s") or after[:1] in ("'", "’") or mention.kind == "demonym"
