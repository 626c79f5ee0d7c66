"""With whom a party of a call or a meeting talks: who is told what an account of it recounts.

`Lind spoke by phone with Kovac. She had asked for patience, her office said. Kovac assured her …`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.extractors.lookup import Lookup
from kg.extractors.newsrooms import NEWSROOMS
from kg.extractors.parties import party
from kg.extractors.sources import Sources
from kg.model import Mention, Span, Statement

_TALK = (
    r"(?:(?:phone|telephone|video|conference) )?"
    r"(?:calls?|conversations?|talks|meetings?|telephone|phone)"
)
_HELD = re.compile(rf"\b(?:by|in|during|at|on) (?:[\w-]+ ){{0,3}}?{_TALK}\b", re.IGNORECASE)
_WITH = re.compile(
    rf"\b(?:sp(?:oke|oken|eaks|eaking)|talk(?:ed|s|ing)?|met|meets|meeting|conferred|{_TALK})"
    r"(?: (?!and\b)[\w-]+){0,4}? with (?=(?:the |his |her |its )?\w)"
    r"|\b(?:met|hosted|received|phoned|telephoned) (?=(?:the |his |her |its )?[A-Z])"
    r"|\breceived an? (?:[\w-]+ )?(?:letter|message|call|telegram) from"
    r" (?=(?:the |his |her |its )?[A-Z])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"\b{_TALK} between ", re.IGNORECASE)
_ACCOUNT = re.compile(
    rf"\b(?:in(?: the course of)?|during) (?:the|their|this) (?:[\w-]+ )?{_TALK}\b|, in which\b",
    re.IGNORECASE,
)
# A heading without a verb of speech: all that follows tells of one conversation.
_READOUT = re.compile(
    r"(?:(?:(?:Telep|P)hone )?(?:[Cc]all|[Cc]onversation)|Readout of) [^,;:]*?\b"
    r"(?:[Ww]ith|[Bb]etween) [^,;:]+"
    r"|[^,;:]*\b(?:Speaks|Talks|Meets|Holds (?:Talks|an? [\w ]*(?:Meeting|Call|Conversation))"
    r"|(?:Has|Had) an? (?:Telep|P)hone (?:Call|Conversation)) [Ww]ith "
    r"(?![^,;:]*\b(?:[Aa]s|[Aa]mid|[Aa]fter|[Bb]efore|[Oo]ver) )[^,;:]+"
)
_RECOUNTED = re.compile(r"\bhad\b", re.IGNORECASE)
_BY_PHONE = re.compile(r"\b(?:phone|telephone|call|phoned|telephoned|spoke|spoken|speaks)\b")
_PUBLIC = re.compile(
    r"\b(?:reporters|journalists|conference|interview|statement|posted|tweeted|wrote|media|speech)\b"
)
_LEAD = 3  # sentences in which a readout names those who talk
_REACH = 4  # sentences for which an account of a conversation goes on


class Conversation(NamedTuple):
    """Two who talk, and the sentence that says so; `throughout` if all that follows tells of it."""

    sentence: int
    parties: tuple[str, str]
    throughout: bool = False


def conversations(sources: Sources) -> list[Conversation]:
    """Return who talked with whom, in text order, as sentences of the article tell it."""
    found = [c for i in range(len(sources.look.sentences)) for c in _told(sources, i)]
    if found and found[0].sentence <= _LEAD and _is_readout(sources.look):
        found[0] = found[0]._replace(throughout=True)
    return found


def shown(
    look: Lookup, statement: Statement, known: Sequence[Conversation]
) -> Iterator[Conversation]:
    """Yield the conversation that shows in whom a statement is made to, if it is made in one."""
    sentence = look.telling(statement)
    held = _HELD.search(look.text, sentence.start, sentence.end)
    for other in statement.addressees:
        if held or partner(look, statement, known) == other:
            yield Conversation(look.sentence(sentence.start), (statement.speakers[0], other))


def partner(look: Lookup, statement: Statement, known: Sequence[Conversation]) -> str | None:
    """Return with whom the speaker talked shortly before, None if nothing tells it."""
    here = look.sentence(look.telling(statement).start)
    before = ((here - c.sentence, c) for c in known)
    near = sorted(c for gap, c in before if 0 <= gap <= _REACH or (c.throughout and gap > 0))
    return next((k for c in reversed(near) if (k := _other(c, statement.speakers))), None)


def is_recounted(look: Lookup, statement: Statement, known: Sequence[Conversation]) -> bool:
    """Say whether a statement is told as part of a conversation that took place before."""
    sentence = look.telling(statement)
    cue = statement.cue or statement.content[0]
    return (
        any(c.throughout and _other(c, statement.speakers) for c in known)
        or (statement.reported_by is not None and statement.reported_by not in NEWSROOMS)
        or bool(_ACCOUNT.search(look.text, sentence.start, sentence.end))
        or _goes_on(look, statement, known)
        or bool(_RECOUNTED.search(look.text, max(sentence.start, cue.start - 5), cue.end))
    )


def _goes_on(look: Lookup, statement: Statement, known: Sequence[Conversation]) -> bool:
    """Say whether `he` goes on, in words not quoted, right after a sentence of a call."""
    sentence = look.telling(statement)
    here = look.sentence(sentence.start)
    before = look.sentences[here - 1] if here else sentence
    he = any(s.of(look.text) in ("He", "She") for s in statement.source)
    return (
        he
        and not look.quoted(statement.content[0].start)
        and any(c.sentence == here - 1 and _other(c, statement.speakers) for c in known)
        and look.paragraph(before.start) == look.paragraph(sentence.start)
        and bool(_BY_PHONE.search(before.of(look.text)))
        and not _PUBLIC.search(sentence.of(look.text))
    )


def _is_readout(look: Lookup) -> bool:
    """Say whether the heading, a line by itself, names a conversation and nothing else."""
    heading = look.paragraphs[0].of(look.text) if look.paragraphs else ""
    return "\n" not in heading.strip() and bool(_READOUT.fullmatch(heading.strip()))


def _other(conversation: Conversation, speakers: Sequence[str]) -> str | None:
    one, two = conversation.parties
    if one in speakers:
        return two
    return one if two in speakers else None


def _told(sources: Sources, index: int) -> Iterator[Conversation]:
    """Yield who talks with whom in a sentence: `A spoke with B`, `a call between A and B`."""
    look, sentence = sources.look, sources.look.sentences[index]
    for match in _WITH.finditer(look.text, sentence.start, sentence.end):
        if match.start() == sentence.start or look.quoted(match.start()):
            continue
        if who := _people(look, Span(sentence.start, match.start())):
            other = party(sources, match.end(), sentence.end, who[:1], described=True)
            if other and other not in who:
                yield Conversation(index, (who[-1], other))
    for match in _BETWEEN.finditer(look.text, sentence.start, sentence.end):
        both = _people(look, Span(match.end(), sentence.end))
        yield from (Conversation(index, pair) for pair in list(pairwise(both))[:1])


def _people(look: Lookup, span: Span) -> list[str]:
    """Return the keys of the persons, or else the states, that are named in the span."""
    inside = [m for m in look.within(span) if m.entity and not look.quoted(m.span.start)]
    named = [m.entity for m in inside if m.type == "person"] or [
        m.entity for m in inside if _acts(m)
    ]
    return [k for k in dict.fromkeys(named) if k]


def _acts(mention: Mention) -> bool:
    return mention.type in ("state", "grouping") and mention.kind in ("name", "metonym")
