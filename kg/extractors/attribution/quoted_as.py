"""Who is quoted as saying it, where the tagger makes two statements of the two verbs.

`Interfax quoted an official as saying it failed`; `Obi was quoted by TASS on Monday as warning Lima
that it would`: the first verb tells only whom it quotes; the second is whose words they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.nesting import in_text_order
from kg.extractors.attribution.statements import trimmed
from kg.extractors.attribution.subjects import HOW, NAMES, SETTING, WHO
from kg.extractors.cues import is_communication
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

CONFIDENCE = 0.8  # of what the tagger passes over
_AS = r",? as (?:having )?"
_ACTIVE = re.compile(rf"\b(?P<cue>(?:quot|cit)(?:e|es|ed|ing)) (?P<who>[^“”\"]{{3,140}}?){_AS}")
_PASSIVE = re.compile(
    rf"{SETTING}(?P<who>{WHO}),? {HOW}(?:was|were|been) {HOW}(?P<cue>quoted|cited|reported)"
    rf"(?: [^“”\"]{{1,80}}?)?{_AS}"
)
# `The lake is ours, Obi was quoted by TASS as saying`: what is said comes first, and unquoted
_AFTER = re.compile(
    r"(?P<what>[^“”\"\n]{10,}?), (?P<who>(?:the |a |an )?(?:[a-z]+ ){0,3}?(?:[a-z]+"
    rf"|{NAMES})) (?P<cue>(?:is|was|were|has been) (?:also )?quoted(?: by [^,;“”\"]{{3,60}})?"
    r" as saying)\b"
)
# `“The lake is ours,” Obi was quoted by TASS as saying`
_AFTER_QUOTE = re.compile(
    rf"[”\"’'] (?P<who>{WHO}|(?:the|its|his|her|an?) (?:[\w’'-]+ ){{0,4}}?[\w’'-]+|he|she)"
    r" (?P<cue>(?:is|was|were|has been) (?:also )?(?:quoted|cited)"
    r"(?: (?:by|on|in) [^,;“”\"]{3,60}?)? as (?:saying|telling)\b)"
)


# `Interfax quoted Obi as saying, citing a note, that Lima had not replied`
_CITING = re.compile(
    rf"(?P<outlet>{WHO}(?: (?:news )?agency| newspaper| daily)?) {HOW}(?P<cue>quoted|cited)"
    rf" (?P<who>[^“”\"]{{3,140}}?){_AS}"
    r"(?P<says>saying|telling|reporting),? (?:citing|quoting) [^,;:“”\"]{3,100},? that "
    r"(?P<what>[^\n]*\w)"
)


def quoted_citing(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements, those of an outlet that quotes whoever cites others as two."""
    found = list(statements)
    for sentence in layout.sentences:
        match = _CITING.match(layout.text, opening_of(layout.text, sentence), sentence.end)
        if match is None:
            continue
        found = [s for s in found if not (s.cue and sentence.contains(s.cue))]
        for source, cue, content in (("outlet", "cue", "who"), ("who", "says", "what")):
            start, end = match.start(content), match.end("what")
            what = trimmed(layout.text, Span(start, end), layout.quotations)
            told = Span(*match.span(source))
            found.append(Statement(what, (told,), Span(*match.span(cue)), confidence=CONFIDENCE))
    return in_text_order(found)


def quoted_after(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements, with what a sentence says first that somebody is quoted as saying."""
    found = list(statements)
    for sentence in layout.sentences:
        match = _AFTER.match(layout.text, opening_of(layout.text, sentence), sentence.end)
        if match is None:
            found = _after_quote(found, sentence, layout)
            continue
        cue, who = Span(*match.span("cue")), Span(*match.span("who"))
        what = trimmed(layout.text, Span(*match.span("what")), layout.quotations)
        found = [s for s in found if not (s.cue and s.cue.overlaps(cue))]
        found.append(Statement(what, (who,), cue, confidence=CONFIDENCE))
    return in_text_order(found)


def _after_quote(
    statements: Sequence[Statement], sentence: Span, layout: Layout
) -> list[Statement]:
    """Return the statements, of those by which a sentence quotes somebody one, and his."""
    match = _AFTER_QUOTE.search(layout.text, sentence.start, sentence.end)
    if match is None:
        return [*statements]
    who, cue = Span(*match.span("who")), Span(*match.span("cue"))
    same = [s for s in statements if s.cue and s.cue.overlaps(cue)]
    before = tuple(c for s in same[:1] for c in s.content if c.end <= who.start)
    if not before:
        return [*statements]
    his = Statement(before, (who,), cue, confidence=same[0].confidence)
    return in_text_order([*(s for s in statements if s not in same), his])


def quoted_as(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements, what somebody is quoted as saying as theirs.

    Where an outlet quotes them the outlet's statement holds the whole.
    """
    matches = {s: match for s in statements if (match := _quoted(s, layout))}
    passive = [m for m in matches.values() if m.re is _PASSIVE]
    found = [
        replace(s, source=(Span(*matches[s].span("who")),)) if s in matches else s
        for s in statements
        if s in matches or not any(_only_quotes(s, m) for m in passive)
    ]
    active = [(s, m) for s, m in matches.items() if m.re is _ACTIVE]
    for inner, match in active:
        outer = next((i for i, s in enumerate(found) if _only_quotes(s, match)), None)
        if outer is not None:
            whole = Span(match.start("who"), inner.content[-1].end)
            found[outer] = replace(found[outer], content=(whole,))
    return found


def quoted_within(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements, what outlets quote others as saying `reported_in` the outlets'.

    They are counted, so that none is to be parted or left out before `in_text_order`.
    """
    found = list(statements)
    for index, inner in enumerate(statements):
        match = _quoted(inner, layout)
        if match is not None and match.re is _ACTIVE:
            outer = next((i for i, s in enumerate(statements) if _holds(s, match)), None)
            if outer not in (None, index):
                found[index] = replace(inner, reported_in=outer)
    return found


def _quoted(statement: Statement, layout: Layout) -> re.Match[str] | None:
    """Return what tells who is quoted as doing in words what the statement's cue says."""
    cue, text = statement.cue, layout.text
    if cue is None or not is_communication(cue.of(text)) or layout.is_quoted(cue):
        return None
    sentence = layout.sentences[layout.sentence(cue)]
    passive = _PASSIVE.fullmatch(text, opening_of(text, sentence), cue.start)
    active = (m for m in _ACTIVE.finditer(text, sentence.start, cue.start) if m.end() == cue.start)
    return passive or next(active, None)


def _only_quotes(statement: Statement, match: re.Match[str]) -> bool:
    """Say whether a statement tells no more than whom somebody quotes."""
    cue = statement.cue
    return (
        cue is not None
        and cue.start <= match.start("cue") < cue.end
        and all(c.end <= match.end() for c in statement.content)
    )


def _holds(statement: Statement, match: re.Match[str]) -> bool:
    """Say whether a statement is the one that quotes, and holds who is quoted."""
    cue = statement.cue
    return (
        cue is not None
        and cue.start <= match.start("cue") < cue.end
        and any(c.start <= match.start("who") < c.end for c in statement.content)
    )
