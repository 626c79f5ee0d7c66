"""Whom a sentence has as its subject by name, whom a description in the next one may mean.

`Viktor Obi would have none of it. The Hungarian leader felt ambushed.`
"""

from __future__ import annotations

import re

from kg.extractors.lookup import Lookup
from kg.model import Mention, Span

# What may stand before the subject's name: `Meanwhile, `, `In Accra, `, `On Monday `.
_SETTING = re.compile(
    r"(?:(?:But|And|Yet|So|Then|Meanwhile|However|Instead|Separately|Later|Earlier|Also),? )?"
    r"(?:(?:On|Last|Late on|Early on) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? |(?:In|At|On"
    r"|During|After|From|Outside|Inside|Before|Back|Speaking|Late|Early|For)\b"
    r" [^,;:“”\"]{2,60}, )?"
)
# What the named one is: `The European Council president, `, `His father, `, `Norway's `.
_CALLED = re.compile(
    r"(?:(?:The|An?|His|Her|Its|Their|One|Another)"
    r"(?: (?!and\b|who\b|which\b|that\b|said\b)[\w’'.-]+){1,8},? "
    r"|(?:The )?(?:[A-Z][\w.’'-]*(?: of(?: the)?| for)? ){1,5}(?:(?!who\b)[a-z][\w-]*,? ){0,3}"
    r"|(?:The )?(?:[\w.-]+ ){0,3}[\w.-]+['’]s? (?:[a-z-]+(?: [a-z-]+){0,3},? )?)?"
)
_NO_TITLE = re.compile(  # `The talks with X`, `The minister met X`
    r"\b(?:with|by|to|from|against|between|about|after|on|into|under|over|met|called|told|asked"
    r"|urged|accused|is|was|are|were|has|had|and|or|as|than|that|named|like)\b"
)
_ASIDE = re.compile(
    r"(?: (?:of|from) (?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)?"
    r"(?:,? (?:\([^)]{1,40}\)|\d\d),?)?"
    r"(?:, [^;:“”\"]{1,160}?,|(?:, [^;:“”\"–—]{1,120}?)? [-–—] [^;:“”\"–—]{1,120}? [-–—]|,)?(?= )"
)
_VERB = re.compile(
    r" (?:(?:has|have|had|is|was|would|will|also|then|later|himself|herself|\w+ly) )*"
    r"(?!and\b|or\b|of\b|in\b|on\b|at\b|who\b)[a-z]+"
)
_PAST_ITSELF = 4  # sentences back that may be parts of one quotation
_LONGEST = 140  # code points before the name


def subject_before(look: Lookup, at: int) -> Mention | None:
    """Return the person named as subject of the sentence before the one at `at`, if one is.

    Sentences that are parts of quotations do not count; it is of the same paragraph, or the whole
    paragraph before.
    """
    index = look.sentence(at)
    here = look.paragraph(at)
    if look.quoted(look.sentences[index].start + 1):
        while index and look.quoted(look.sentences[index - 1].end - 1):
            index -= 1
    for _ in range(_PAST_ITSELF):
        index -= 1
        if index < 0:
            return None
        told = look.sentences[index]
        if not look.quoted(told.start + 1):
            return subject(look, index) if _is_near(look, told, here) else None
    return None


def _is_near(look: Lookup, sentence: Span, paragraph: int) -> bool:
    gap = paragraph - look.paragraph(sentence.start)
    whole = look.paragraphs[look.paragraph(sentence.start)]
    alone = whole.start + 2 >= sentence.start and whole.end - 2 <= sentence.end
    return gap == 0 or (gap == 1 and alone)


def subject(look: Lookup, index: int) -> Mention | None:
    """Return the person named as subject of a sentence, with or without a title, if one is."""
    sentence = look.sentences[index]
    setting = _SETTING.match(look.text, look.opening(index), sentence.end)
    start = setting.end() if setting else sentence.start
    for mention in look.within(Span(start, sentence.end)):
        if mention.type != "person" or mention.kind == "nominal":
            continue
        if mention.kind == "pronoun":
            if mention.span.start == start and look.text[mention.span.end] == " ":
                continue  # `His father, X`
            return None
        if mention.span.start - start > _LONGEST:
            return None
        called = _CALLED.fullmatch(look.text, start, mention.span.start)
        if called is None or _NO_TITLE.search(called.group()):
            return None
        aside = _ASIDE.match(look.text, mention.span.end, sentence.end)
        end = aside.end() if aside else mention.span.end
        return mention if _VERB.match(look.text, end, sentence.end) else None
    return None
