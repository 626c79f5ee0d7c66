"""Where the tense of a clause points: the verb nearest to an expression of time.

By the forms of verbs alone, without a parser. What may point either way ("was to meet on Friday",
"meets on Friday", "a vote planned for Sunday") points nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from kg.model import Span
from kg.text import word_set

Direction = Literal["past", "future"]

IRREGULAR = word_set(
    """said told met held went came took gave made saw spoke began left sent flew won lost struck
    fell rose led fought broke brought built found got kept knew paid ran sat shot stood swore
    thought wrote drew drove chose became felt heard laid sought spent withdrew arose bought caught
    dealt ate fled forgot grew hung hid lay lit meant sank slept sold shook stole stuck swept taught
    threw understood undertook upheld woke wore froze rejoined overthrew forbade bade was were had
    did been"""
)
_ADVERBS = r"(?:\s+(?:not|also|only|then|again|first|soon|now|never|finally|\w+ly))*"
_PLANNED = r"(?:expected|scheduled|planned|due|set|slated|supposed|meant|poised|about|going|likely)"
_GROUP = re.compile(
    rf"(?P<perfect>\b(?:would|could|should|might|may|must|will|to)(?:n['’]t)?{_ADVERBS}\s+have\s+\w+)"
    rf"|(?P<future>\b(?:will|shall|wo(?=n['’]t)|may|might|must|can|could|should|would)(?:n['’]t)?\b(?!\s+\d)"
    rf"{_ADVERBS}(?:\s+be)?{_ADVERBS}(?:\s+[a-z]+)?|['’]ll\s+[a-z]+)"
    rf"|(?P<open>\b(?:was|were|been|had)\b{_ADVERBS}\s+{_PLANNED}\b(?:\s+(?:to|for|on)(?:\s+be)?)?(?:\s+[a-z]+)?"
    rf"|(?<!\bis\s)(?<!\bare\s)\b{_PLANNED}\s+(?:for|on)\b)"
    rf"|(?P<planned>\b(?:is|are|am|['’]s|['’]re){_ADVERBS}\s+(?:{_PLANNED}|[a-z]+ing)\b(?:\s+to\s+[a-z]+|\s+(?:for|on))?"
    r"|\b(?:plans?|hopes?|intends?|wants?|expects?|vows?|seeks?)\s+to\s+[a-z]+)"
    rf"|(?P<past>\b(?:was|were|had|has|have|did|did\s*n['’]t|(?:was|were|had|did)n['’]t)\b{_ADVERBS}(?:\s+been)?(?:\s+[a-z]+(?:ed|en|ing)\b)?)"
    r"|(?P<infinitive>\bto\s+(?!the\b|a\b|an\b|his\b|her\b|its\b|their\b|work\b|power\b|parliament\b"
    r"|office\b|war\b|all\b|both\b|two\b|some\b|reporters\b|journalists\b|state\b|date\b|death\b)[a-z]{2,})"
    r"|(?P<word>\b[a-z]+\b)"
)  # fmt: skip
_CLAUSE = re.compile(
    r"[;:()“”\"—–]|,(?!\s*\d)|\b(?:who|which|that|while|when|where|after|before|because|although|as|if"
    r"|but|and|whose|until|since|ahead\s+of|following)\b"
)
_PHRASE = re.compile(  # a stretch before a date that has no verb of its own
    r"\W*(?:(?:\w+ing|[Ii]n|[Aa]t|[Oo]n|[Dd]uring|[Aa]fter|[Bb]efore|[Bb]y|[Ff]rom|[Ss]ince|[Uu]ntil|[Ll]ate"
    r"|[Ee]arl(?:y|ier)|[Ll]ater|[Bb]ut|[Aa]nd|[Tt]hen)\b|(?:\w+day|\d))"
)
_NOUN_PHRASE = re.compile(
    r"(?i)\b(?:the|an?|its|his|her|their|our|this|that|these|those|of|for|with|by|in|on|at|from|some"
    r"|many|more|other|newly|so-called)\s+(?:\w+ly\s+)?$"
)
_EVENT = re.compile(  # "after three days of talks in Geneva on Friday"
    r"\s+(?:[\w’'-]+\s+){0,5}?(?:talks|meetings?|summits?|visits?|votes?|elections?|attacks?|strikes?"
    r"|explosions?|deaths?|crash|calls?|conversations?|negotiations|consultations|conferences?"
    r"|ceremony|protests?|clashes|arrests?|rulings?|resignation|announcement|speech|referendum)\b"
)
_ED = re.compile(r"[a-z]{2,}ed$")
_NO_PAST = word_set(
    "united need needed indeed exceed proceed succeed speed feed seed breed bleed wed bed hundred "
    "red shed sacred kindred embed"
)


def direction(text: str, sentence: Span, date: Span) -> Direction | None:
    """Return where the verb that governs the date points, None where that is not clear.

    It stands in the clause of the date, best before it. Where the date is part of a phrase that
    has none ("In a speech on Friday, …"), it is the nearest one of the sentence.

    >>> t = "He said the talks will go on on Friday."
    >>> direction(t, Span(0, len(t)), Span(32, 38))
    'future'
    """
    openings = list(_CLAUSE.finditer(text, sentence.start, date.start))
    opens = _CLAUSE.search(text, date.end, sentence.end)
    start = openings[-1].end() if openings else sentence.start
    end = opens.start() if opens else sentence.end
    before = list(_verbs(text, sentence.start, date.start))[::-1]
    after = list(_verbs(text, date.end, sentence.end))
    own_before = [v for v in before if v[0] >= start]
    own_after = [v for v in after if v[0] < end]
    owner = text[date.end : date.end + 2] in ("'s", "’s")
    found = [*own_after, *own_before] if owner else [*own_before, *own_after]
    event = openings and openings[-1][0] in ("after", "following")
    if not found and (_EVENT if event else _PHRASE).match(text, start, date.end):
        found = [*after, *before] if start == sentence.start else [*before, *after]
    return _meaning(found[0][1], [kind for _, kind in before]) if found else None


def _meaning(kind: str, before: list[str]) -> Direction | None:
    match kind:
        case "past" | "perfect":
            return "past"
        case "future" | "planned":
            return "future"
        case "infinitive":  # "Leaders to meet on Friday"; but "they agreed to meet on Friday"
            return None if "past" in before else "future"
        case _:
            return None


def _verbs(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where the verbs of a stretch begin, and the kind of each."""
    for match in _GROUP.finditer(text, start, end):
        kind = match.lastgroup or ""
        if kind != "word":
            yield match.start(), kind
        elif _is_past(text, Span(*match.span())):
            yield match.start(), "past"


def _is_past(text: str, span: Span) -> bool:
    """Say whether a word is a verb in the past tense, no participle before a noun."""
    word = span.of(text)
    if _ED.fullmatch(word) is None or word in _NO_PAST:
        return word in IRREGULAR
    return _NOUN_PHRASE.search(text, max(0, span.start - 24), span.start) is None
