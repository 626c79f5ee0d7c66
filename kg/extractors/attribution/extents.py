"""How far a content goes: not into a dateline nor over a full stop, and to the end of its clause.

`MANILA (AP) — Peru left`; `Manila is "the troublemaker." Asked why, he said no`; `Vietnam, which
has claims, called for restraint, she said`, of which the tagger may find `Vietnam` alone. Nor is in
it whom somebody assures: `assured the Hungarian leader that it was over`; nor where it was said:
`welcomed the move in a statement on Monday`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.statements import trimmed
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

_TELLS = re.compile(
    r"\b(?:assur|warn|remind|inform|notif|advis|convinc|t[eo]l[ld]|caution|promis)\w*$",
    re.IGNORECASE,
)
_WHOM = re.compile(
    r"(?:(?:him|her|them|us|me|reporters|journalists) "
    r"(?=(?:the|they|he|she|it|there|we|no|its|their) ))|(?!(?:it|this|that|these|those|there)\b)"
    r"(?:(?!(?:is|was|were|are|had|has|have|would|will|who|which|and)\b)[\w.’'-]+,? ){1,8}?"
    r"that (?=[“\"‘]?(?:the|an?|his|her|its|their|no|he|she|it|they|there|we|[A-Z]|[“\"‘]))"
)
_PRONOUN = re.compile(r"(?:which|who|whom|that|what)", re.IGNORECASE)
_ON = re.compile(r"(?<=\w) on$")
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?) [\w-]+")
_RELATIVE = re.compile(r",? (?:which|who|whose|where|(?:[a-z]+ed|led) by)\b[^“”\"]*,\s*")

# Where it was said, behind what is no clause: there it would be part of what is said.
_MEDIUM = re.compile(
    r",? (?:in|on|during|at) (?:(?:an?|his|her|its|their) )?(?:[\w-]+ )?(?:statement|post|tweet"
    r"|letter|message|interview|speech|address|video|briefing|conference|telephone call|phone call"
    r"|communiqu[eé]|Twitter|Facebook|Telegram|X)"
    r"(?: (?:on|to|with|at|from|in|after|before|last|late|early)\b[^“”\"]{0,60})?$"
)
# `Obi said it rained, while his envoy, Diaz, was accused`: of the clause the tagger has a part
_FRAGMENT = re.compile(
    r"(?:, (?:while|whereas|although|though|when|after|before|as(?! (?:well|part|far|long|soon)\b))"
    r"|[”\"’] (?:and|but)(?= [A-Z])) "
    r"(?:(?!(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do"
    r"|said)\b)[^\s“”\"]+(?: |$))+$"
)
_GOES_ON = re.compile(r" \w|, (?:is|are|was|were|has|have|had|will|would|said|told|[a-z]+ed)\b")
_CLAUSE = re.compile(
    r"\b(?:is|was|are|were|be|been|will|would|has|had|have|to|that|should|must|could|can|may|might"
    r"|said|made|did)\b"
)


def bounded(statement: Statement, layout: Layout) -> Statement:
    """Return the statement with its contents so, one part a sentence where nothing is quoted."""
    parts = (
        part
        for content in statement.content
        for own in [_past_whom(content, statement, layout)]
        for whole in [_before_fragment(_with_clause(own, statement, layout), layout)]
        for piece in ([whole] if layout.is_quoted(whole) else _by_sentence(whole, layout))
        for part in trimmed(layout.text, before_medium(piece, layout), layout.quotations)
    )
    content = tuple(dict.fromkeys(parts))
    if len(content) > 1:  # `a ruling, which Chile has vowed to ignore`
        content = tuple(c for c in content if not _PRONOUN.fullmatch(layout.text, c.start, c.end))
    source = tuple(_opened(s, layout) for s in statement.source)
    return replace(statement, content=content or statement.content, source=source)


def _opened(source: Span, layout: Layout) -> Span:
    """Return a source without the time or the mark before its sentence's own words, or `on` after.

    Of `read the letter` the tagger may have found the article alone: its noun is added.
    """
    day = _ON.search(layout.text, source.start, source.end)  # whose day the tagger has apart
    source = Span(source.start, day.start()) if day else source
    if noun := _ARTICLE.match(layout.text, source.start):
        return Span(source.start, max(source.end, noun.end()))
    opening = opening_of(layout.text, layout.sentences[layout.sentence(source)])
    return Span(opening, source.end) if source.start < opening < source.end else source


def _past_whom(content: Span, statement: Statement, layout: Layout) -> Span:
    """Return the content from its clause on, where it begins with whom the cue tells it to."""
    cue = statement.cue
    if cue is None or content.start != cue.end + 1 or not _TELLS.search(cue.of(layout.text)):
        return content
    whom = _WHOM.match(layout.text, content.start, content.end)
    return Span(whom.end(), content.end) if whom else content


def _with_clause(content: Span, statement: Statement, layout: Layout) -> Span:
    """Return the content up to the source after it, where a relative clause goes on from it."""
    after = [s.start for s in statement.source if s.start > content.end]
    clause = _RELATIVE.fullmatch(layout.text, content.end, min(after)) if after else None
    return Span(content.start, clause.end()) if clause else content


def before_medium(content: Span, layout: Layout) -> Span:
    """Return the content up to where it was said, if it is no clause."""
    medium = _MEDIUM.search(layout.text, content.start, content.end)
    if medium is None or layout.quotations_in(content):
        return content
    rest = Span(content.start, medium.start())
    return (
        content
        if not rest.of(layout.text).strip() or _CLAUSE.search(rest.of(layout.text))
        else rest
    )


def _before_fragment(content: Span, layout: Layout) -> Span:
    """Return the content up to a clause of which only the beginning has been found."""
    begun = _GOES_ON.match(layout.text, content.end)
    part = _FRAGMENT.search(layout.text, content.start, content.end) if begun else None
    return Span(content.start, part.start()) if part else content


def _by_sentence(content: Span, layout: Layout) -> Iterator[Span]:
    """Yield what each sentence holds of the content, but for a dateline or the mark of a list."""
    for i in layout.sentences_in(content):
        sentence = layout.sentences[i]
        start = max(content.start, opening_of(layout.text, sentence))
        end = min(content.end, sentence.end)
        if start < end:
            yield Span(start, end)
