"""Whom an outlet cites for what it reports: `TASS reported, citing a Kremlin official`.

Here the one cited says it, and the outlet reports it. Documents say nothing: what an outlet
reports from them stays its own, as does what anybody else says who cites others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.fronted import CITES, with_rest
from kg.extractors.attribution.statements import trimmed
from kg.extractors.descriptions import COLLECTIVE, HEAD_END, UNNAMED, is_name
from kg.extractors.newsrooms import is_outlet
from kg.model import Span, Statement

_CITING = re.compile(r"(?:citing|quoting)", re.IGNORECASE)
_CITED = re.compile(
    rf"(?:^|, |\) ){CITES} (?P<who>[^,;:“”\"]{{3,120}}?)(?=,|;|\.?$| that | said | as )",
    re.IGNORECASE,
)
_CITES_LAST = re.compile(rf"{CITES} [^,;:“”\"]{{3,120}}")
_ASIDE = re.compile(
    r"\b(?P<cue>said|says|reported|reports|wrote|announced|claimed)(?: on \w+day)?,?"
    r" (?:citing|quoting) [^,;:“”\"]{3,100}, that "
)
_AUTHORITY = re.compile(
    r"\b(?:ministry|department|government|office|command|army|military|presidency|embassy|palace"
    r"|service|agency|police)$"
)
_DOCUMENT = re.compile(
    r"\b(?:statement|report|study|survey|letter|documents?|audit|data|figures|newspaper|media"
    r"|television|correspondents?|reporters?)"
    r"(?:$| (?:it|he|she|they|that|published|released|obtained|seen|issued|by|from|in)\b)"
)
_TELLS = re.compile(r"\b(?:that|said|saying|as|who)\b")


def cited(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements, what outlets report from others `reported_in` by the outlets.

    Statements that tell of nothing but whom somebody cites are left out.
    """
    found: list[Statement] = []
    said = (_without_citing(s, layout.text) for s in statements)
    opened = [_past_citing(with_rest(s, layout), layout) for s in said]
    outlets = {_place(s, layout): s.source for s in opened if _only_cites(s, layout.text)}
    told = set[tuple[Span, ...]]()
    for statement in opened:
        if _only_cites(statement, layout.text) or statement.content in told:
            continue
        told.add(statement.content)
        if not statement.source:
            statement = replace(statement, source=outlets.get(_place(statement, layout), ()))
        who = _whom(statement, layout)
        if who is not None:
            found.append(statement)
            statement = replace(statement, source=(who,), reported_in=len(found) - 1)
        found.append(statement)
    return found


def _without_citing(statement: Statement, text: str) -> Statement:
    """Return the statement without words that only tell whom its source cites for it."""
    said = tuple(c for c in statement.content if not _CITES_LAST.fullmatch(c.of(text)))
    return replace(statement, content=said) if said else statement


def _past_citing(statement: Statement, layout: Layout) -> Statement:
    """Return what is said past whom it cites: `Obi said, citing a diplomat, that it was over`."""
    cue, text = statement.cue, layout.text
    if cue is None or not _CITING.search(cue.of(text)):
        return statement
    sentence = layout.sentences[layout.sentence(cue)]
    match = _ASIDE.search(text, sentence.start, sentence.end)
    end = statement.content[-1].end
    if match is None or not match.start() <= cue.start < match.end() < end:
        return statement
    rest = trimmed(text, Span(match.end(), end), layout.quotations)
    return replace(statement, cue=Span(*match.span("cue")), content=rest) if rest else statement


def _place(statement: Statement, layout: Layout) -> int:
    return layout.sentence(statement.cue or statement.content[0])


def _only_cites(statement: Statement, text: str) -> bool:
    cue = statement.cue.of(text) if statement.cue else ""
    who = " ".join(c.of(text) for c in statement.content)
    told = _speaks(who) or _DOCUMENT.search(who)
    return bool(_CITING.fullmatch(cue) and told)


def _whom(statement: Statement, layout: Layout) -> Span | None:
    """Return whom the outlet that makes the statement cites in the sentence, if anybody."""
    text = layout.text
    if not any(is_outlet(HEAD_END.split(s.of(text))[0].strip()) for s in statement.source):
        return None
    sentence = layout.sentences[layout.sentence(statement.source[0])]
    for match in _CITED.finditer(text, sentence.start, sentence.end):
        who = Span(*match.span("who"))
        if _speaks(match["who"]) and not any(c.overlaps(who) for c in statement.content):
            return who
    return None


def _speaks(who: str) -> bool:
    """Say whether the words mean somebody who can be cited: a name, officials, a ministry."""
    if _TELLS.search(who):
        return False
    head = HEAD_END.split(who)[0].strip()
    return is_name(who) or any(p.search(head) for p in (UNNAMED, COLLECTIVE, _AUTHORITY))
