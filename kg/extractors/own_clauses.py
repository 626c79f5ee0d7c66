"""Whom a pronoun means by the clause it stands in: `sent a note in which it …`, `a charge it …`."""

from __future__ import annotations

import re

from kg.extractors.lookup import Lookup
from kg.model import Span

# `The Council adopted a resolution in which it demanded`: the Council
_WRITES = re.compile(
    r"(?:(?:On|In|At|Last|Late|Early|Earlier|Meanwhile|Separately|Also)\b[^,;:“”\"]{0,40}, )?"
    r"(?P<who>[^,;:“”\"]{2,80}?),? (?:(?:has|have|had|also|later|[a-z]+ly|on \w+day) )*"
    r"(?:adopted|passed|approved|issued|sent|released|published|signed|tabled|circulated|endorsed"
    r"|drafted|posted|wrote|made|delivered)\b[^.;:“”\"]* in which (?:it|they)"
)
# `Chile accused Peru of lying, a charge it denied`: Peru
_DENIES = re.compile(
    r"(?:, | [–—-] )(?:(?:an?|the) )?(?:[\w-]+ )?(?:claims?|charges?|accusations?|allegations?"
    r"|something)"
    r" (?:that |which )?(?:it|they) (?:(?:has|have|had|also|\w+ly) )*"
    r"(?:den|reject|disput|dismiss)\w+"
)
_ACCUSES = re.compile(
    r"\b(?:accus|blam|charg|alleg|suspect|label|call|brand|describ|portray|denounc)\w*"
)


def writer(look: Lookup, span: Span) -> tuple[Span, ...]:
    """Return the words for who adopted or sent that in which `it`, the pronoun, says something.

    Nothing where `it` stands elsewhere.
    """
    opening = look.opening(look.sentence(span.start))
    found = _WRITES.fullmatch(look.text, opening, span.end)
    return (Span(*found.span("who")),) if found else ()


def accused(look: Lookup, span: Span) -> tuple[str, ...]:
    """Return the key of whom a sentence accuses of what `it`, the pronoun, denies, if it does."""
    sentence = look.sentences[look.sentence(span.start)]
    charge = look.text.rfind(",", sentence.start, span.start)
    dash = max(look.text.rfind(f" {d} ", sentence.start, span.start) for d in "–—-")
    begin = max(charge, dash)
    if begin < 0 or not _DENIES.match(look.text, begin):
        return ()
    verb = _ACCUSES.search(look.text, sentence.start, begin)
    told = look.within(Span(verb.end(), begin)) if verb else ()
    named = (m.entity for m in told if m.type in ("state", "grouping", "body", "organisation"))
    return tuple(k for k in named if k)[:1]
