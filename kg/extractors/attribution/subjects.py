"""Subjects that open a sentence, and the statements whose source the tagger has missed there.

`Poland, which borders Ukraine, called for talks`; `In Geneva, Russia and Iran said it was over`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.statements import trimmed
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

_NAME = r"[A-Z][\w.’'&-]*"
_PARTICLE = r"(?:bin|ibn|al|el|von|van|der|den|ter|de|da|do|di|du|del|dos|la|le)"
NAMES = rf"{_NAME}(?: (?:{_PARTICLE} ){{0,2}}{_NAME})*"
_MODIFIER = (
    r"prime|vice|deputy|foreign|defen[cs]e|interior|finance|trade|economy|energy|information|army"
    r"|government|military|presidential|opposition|state|security|intelligence|sanctions|peace"
    r"|senior|top|chief|lead|main|ruling|former|acting|interim|transitional|special|second|third"
    r"|other|unnamed|unidentified|retired|visiting|junior|high-ranking"
)
_NOUN = (
    r"governments?|ministry|ministers?|presidents?|presidency|parliament|army|military|junta"
    r"|opposition|leaders?|officials?|authorities|lawmakers|diplomats?|envoys?|ambassadors?"
    r"|delegation|delegates?|spokes(?:man|woman|person)|sources?|secretary|commanders?|coordinator"
    r"|aides?|chiefs?|negotiators?|rulers|generals?|premier|representatives?|chancellor"
    r"|commissioner|chair(?:man|woman)?"
)
OFFICE = rf"(?:{_NOUN})(?: to (?:the )?{NAMES})?"  # `ambassador to Lima`
WHO = (
    r"(?!(?:If|When|While|After|Before|As|Although|Everyone|Those|That|But|And|Since|Because|Once"
    r"|Unless|Though|In|On|At)\b)"
    rf"(?:(?:He|She|They)|(?:The|Its|His|Her) [\w’' -]{{3,50}}, {NAMES},"
    rf"|(?:The )?{NAMES}['’]s? (?:[a-z-]+ ){{1,4}}?{OFFICE}(?:, {NAMES},)?"
    rf"|(?:{NAMES} )?(?i:(?:{_MODIFIER}) ){{0,3}}(?i:{OFFICE}) {NAMES}"  # `Army chief Ann Obi`
    rf"|(?:The |A |An )?{NAMES}(?: (?:(?:{_MODIFIER}) ){{0,3}}{OFFICE})?"
    rf"(?:(?:,? (?:of|for|in|and)|,)(?: the)? {NAMES})*)"
    r"(?:, (?:which|who|whose|where|the|a|an|in (?:an?|his|her|its|their))"
    r" (?:[^,;:.“”\"]|,(?=\d)){3,70},)?"
)
HOW = (
    r"(?:did(?:, however,| also| indeed)? (?=(?:thank|urge|offer|promise|condemn|reject|call)\b))?"
    r"(?:(?:has|have|had|also|later|nonetheless|again|then|both|\w+ly"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) )*"
)
_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MEETS = (  # `summoned the envoy and`
    r"(?:(?:summoned|called in|met|phoned|telephoned|hosted|received|visited)"
    r" [^,;:“”\"\n]{2,80}? and )?"
)
SETTING = r"(?:(?:In|At|On|From) [^,;:“”\"]{2,40}, |(?:Meanwhile|Separately|Later|Earlier), )?"
_FIRST = (
    r"(?:[a-z][^;:“”\"\n]{2,160}?,? (?:and|but) )?"  # what it does first: `left and urged calm`
)
_WHILE = r"(?:(?:Also |Then |While |In )?\w+ing [^;:“”\"\n]{2,90}?, )"  # `Briefing the Council, `
_IN_LOWER_CASE = (
    rf"(?:the|its|his|her) [\w’' -]{{3,60}}, {NAMES},|the (?:[\w’'-]+ ){{0,4}}?{OFFICE}"
    rf"(?: (?:of|for) (?:the )?{NAMES})?"
)
_ALONE = re.compile(rf"{_NAME}(?: {_NAME}){{0,2}}")
_NAMED = re.compile(rf" ({NAMES}),")  # `Briefing envoys, Ana Diaz, head of the mission, said`
_BESIDE = re.compile(r"(?:Address|Brief|Speak|Ask|Respond|React|Tell|Comment)ing .*,")
_OPENS = re.compile(
    rf"(?:{SETTING}(?P<who>{WHO})"
    rf"|(?:{_WHILE}|(?:In|At|On) [^,;:“”\"]{{2,60}}, )"
    rf"(?P<then>{_IN_LOWER_CASE}|the {NAMES}|{WHO})),? {HOW}{_FIRST}{HOW}"
)
# `A joint statement by Peru and Chile voiced concern`
_DECLARATION = re.compile(r"(?:[Tt]he |[Aa] )?(?:joint )?(?:statement|communiqu[eé]|declaration)$")
_BY_WHOM = re.compile(
    rf" (?:by|from|of) (?:the )?{NAMES}(?:(?:, and |, | and )(?:the )?{NAMES})* (?:also )?"
)
_PARTICIPLE = re.compile(r"(?:\w+ly )?\w+ing\b")
# `Ghana, Togo vow to help`: a headline's subjects, of which the tagger has the last alone
_LISTED = re.compile(
    rf"(?!(?:In|On|At|After|Before|As|But|Yet|Still|Also|Now|Then|Here|There|Today|Yesterday|Meanwhile"
    rf"|However|Overall|{_DAYS})\b)(?:{_NAME}(?: {_NAME}){{0,2}}, ){{1,3}}"
)
_THEY_DO = re.compile(r"(?!(?:said|told|made|had|did|was|were)\b)[a-z]+(?<!s)(?<!ed)(?<!ing)\b")
_JOINED = re.compile(rf"\b(?:and|but) {HOW}$")
_WHO_DID = re.compile(rf", who {HOW}$")
# `Peru, whose president, Ana Diaz, said it was over`
# `Peru will not wait, says Obi`: at the end of a headline
_SAYS_LAST = re.compile(rf" (?P<who>(?:[a-z]+ )?{NAMES})[ \t]*(?=\n|$)")
_WHOSE = re.compile(
    rf", whose (?P<who>(?:[a-z-]+ ){{0,3}}(?:{_NOUN}|[a-z]+[- ]general)"
    rf"(?:, {NAMES}(?: (?:of|from) {NAMES})?,)?) {HOW}$"
)
# `Obi called it old, but an aide in Lima, speaking on condition of anonymity, said it was not`
_ANOTHER = re.compile(
    r",[”\"’']? (?:but|and|while|whereas) (?P<who>(?:an?|the|one|another|two|three|some|several) "
    rf"(?:[\w’'-]+ ){{0,4}}?(?:{_NOUN})(?: (?:in|of|from|for|to|at) (?:the )?{NAMES})?),"
    rf" (?:speaking|who|insisting|requesting|citing)\b[^,;:“”\"]{{3,80}}, {HOW}$"
)


def with_subject(statement: Statement, layout: Layout) -> Statement:
    """Return the statement with the subject before its cue, if it had none in that sentence.

    Who comes only after what is said is another's subject: `Peru defended the plan, while Chile …`.
    """
    cue = statement.cue
    if cue is None or _PARTICIPLE.match(cue.of(layout.text)):
        return statement
    sentence = layout.sentences[layout.sentence(cue)]
    whole = _whole_list(statement, sentence, layout) or _whole_declaration(statement, layout)
    if whole:
        return replace(statement, source=(whole,))
    content = statement.content
    clauses = (p.search(layout.text, sentence.start, cue.start) for p in (_WHOSE, _ANOTHER))
    if clause := next(filter(None, clauses), None):
        return replace(statement, source=trimmed(layout.text, Span(*clause.span("who")), ()))
    own = [
        s for s in statement.source if not cue.end <= content[0].start < content[-1].end < s.start
    ]
    beside = all(_BESIDE.fullmatch(layout.text, s.start, s.end) for s in own)
    if any(s.overlaps(sentence) for s in own) and not beside:
        return statement
    if not own and (last := _SAYS_LAST.match(layout.text, cue.end)):
        return replace(statement, source=(Span(*last.span("who")),))
    opening = _OPENS.fullmatch(layout.text, opening_of(layout.text, sentence), cue.start)
    who = opening and opening.span("who" if opening["who"] else "then")
    if who is None and own and beside:
        named = _NAMED.match(layout.text, own[0].end, cue.start)
        who = named.span(1) if named else None
    return replace(statement, source=(Span(*who),)) if who else statement


def _whole_list(statement: Statement, sentence: Span, layout: Layout) -> Span | None:
    """Return the subjects of a headline where the source is the last of them."""
    cue, source, text = statement.cue, statement.source, layout.text
    if cue is None or len(source) != 1 or source[0].end + 1 != cue.start:
        return None
    start = opening_of(text, sentence)
    listed = start < source[0].start and _LISTED.fullmatch(text, start, source[0].start)
    plain = _ALONE.fullmatch(text, source[0].start, source[0].end)
    several = listed and plain and _THEY_DO.match(text, cue.start, cue.end)
    return Span(start, cue.start - 1) if several else None


def _whole_declaration(statement: Statement, layout: Layout) -> Span | None:
    """Return a declaration with those who make it, where the source leaves them out."""
    cue, source, text = statement.cue, statement.source, layout.text
    if cue is None or len(source) != 1 or not _DECLARATION.match(source[0].of(text)):
        return None
    by = _BY_WHOM.fullmatch(text, source[0].end, cue.start)
    return Span(source[0].start, cue.start - 1) if by else None


def with_shared_subjects(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements, those without a source with that of the verb theirs is joined to.

    `Peru said it was over, which is true, and announced that …`: the tagger may miss whose it is.
    """
    return [s if s.source else _with_shared(s, statements, layout) for s in statements]


def _with_shared(statement: Statement, others: Sequence[Statement], layout: Layout) -> Statement:
    cue = statement.cue
    if cue is None:
        return statement
    sentence = layout.sentences[layout.sentence(cue)]
    if _WHO_DID.search(layout.text, sentence.start, cue.start):  # `said Obi, who noted that …`
        named = [o for o in others if o.source and sentence.start <= o.source[0].start < cue.start]
        last = max(named, key=lambda o: o.source[0].start, default=None)
        return replace(statement, source=last.source) if last else statement
    if not _JOINED.search(layout.text, sentence.start, cue.start):
        return statement
    before = (
        o
        for o in others
        if o.source and o.cue and sentence.start <= o.source[0].start < o.cue.start < cue.start
    )
    first = min(before, key=lambda o: o.source[0].start, default=None)
    return replace(statement, source=first.source) if first else statement
