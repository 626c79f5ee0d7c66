"""Attributions within attributions: "The White House said that Biden had called on Putin to …".

The tagger finds the outer one only, as it was taught. So it reads a content that holds a verb of
speech once more, as a sentence by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout, place
from kg.extractors.attribution.extents import bounded
from kg.extractors.attribution.plain_acts import act_within
from kg.extractors.attribution.statements import trimmed
from kg.extractors.cues import WHEN, is_communication
from kg.extractors.descriptions import HEAD_END
from kg.extractors.newsrooms import is_outlet
from kg.model import Span, Statement

LEAST_WORDS = 4  # of a content that can hold source, cue and content
LEAST_CONFIDENCE = 0.5  # of an inner attribution
LEAST_AGAIN = 0.4  # of a further one of the same source, and of what somebody `had` said
LEAST_SHARE = 0.8  # of a content in an inner attribution: less is a clause by the way

_WORD = re.compile(r"\w+")
_AND_THAT = re.compile(r"(?:, too)?,? (?:and|but) that (?=\S)")
_PAST = re.compile(r"\b(?:\w+ed|said|told|wrote|spoke|made|laid|put|has|have|had)\b")
# What was not said, may be said, or is held rather than said; and adjectives ("was concerned").
_UNSAID = re.compile(
    r"\b(?:not|n['’]t|never|no|to|would|should|will|could|can|may|might|must|is|are|was|were|be"
    r"|\w+ing|(?:recogni[sz]|accept|believ|consider|support|oppos|hop|decid|discuss|show)\w*|thought|felt|knew)\b"
)
_ADVERBIAL = re.compile(
    r"(?:(?:but|and|yet|still|then) )?(?:in|on|at|during|after|before|later|earlier|last|meeting"
    r"|speaking|addressing|writing)\b"
    r"[^“”\".;:]{0,80},? ",
    re.IGNORECASE,
)
_VERB_BETWEEN = re.compile(  # `six were killed and denounced it`, but `he met Obi and denounced it`
    r"(?!(?:, (?:who|whose|which) [^,]{3,80},)?,? (?:(?:also|had|has|have|later|then|\w+ly) )*"
    r"(?:\w+ed|met|held|spoke|sent|took|went|laid) )"
    r".*\b(?:and|but|or)\b",
    re.DOTALL,
)
_ASIDE = re.compile(r", (?:which|who|whose) [^,;:]{3,100}")
_WHERE = re.compile(  # `… of its support in a telephone call on Monday`
    r" (?:in|on|during|at|by|last|earlier|over)\b(?: (?!that\b|and\b|but\b|who\b)[\w-]+){0,8}"
)
# What somebody says besides: `and asked Peru to wait`, `calling it old`
_FURTHER = re.compile(
    r"(?:also |had |\w+ly )*(?:\w+ed|said|told"
    r"|calling|describing|accusing|urging|warning|adding|demanding|promising|insisting|blaming)\b"
)
_JOINED = re.compile(
    r",? (?:and|but) "
    r"(?P<cue>(?:(?:had|has|have|also|later|then) )*(?P<verb>[a-z]+ed|said|told|made)"
    r"(?: (?:on|for|upon|to|against|with|that|about)\b)*) "
)
_FOR_WHOM = re.compile(r"(?: not)? to$")  # `told him not to`
# Who is meant is mostly the outer speaker himself, but not in `According to his ministry, he said`.
_PRONOUN = re.compile(r"(?:i|we|me|us|you|he|she|they|it|him|her|them|who|which)$", re.IGNORECASE)
_PERSONAL = re.compile(r"(?:he|she)$", re.IGNORECASE)
_SAYS = re.compile(r"(?:also |now |again )?(?:says|writes|tells)\b")
_ACCORDING = re.compile(r"according to\b", re.IGNORECASE)
_HIS = re.compile(
    r"(?:his|her) (?:[\w-]+ ){0,2}(?:spokes\w+|aides?|office|lawyers?|press secretary|advis[eo]rs?"
    r"|family|entourage|chief of staff|ministry|government|department)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:(?:the|his|her|its|their|an?) |[A-Z]\w+['’]s )?(?:[\w-]+ )*"
    r"(?:ministry|office|department|government|palace|embassy|bureau|statement|readout|communiqu[eé])"
    r"(?: statement)?$",
    re.IGNORECASE,
)

Read = Callable[[str], Sequence[Statement]]


def with_nested(statements: Sequence[Statement], layout: Layout, read: Read) -> list[Statement]:
    """Return the statements and those found in their contents, which are `reported_in` them.

    `read` gives the statements of a text. The result is in text order, chains of any length in it.
    A clause that tells when something was said ends its content, and what is said in that clause
    stands by itself.
    """
    found = list(statements)
    chained = {s.reported_in for s in statements}
    for index, outer in enumerate(found):  # what is found within one is looked into in its turn
        if not (outer.source and outer.cue) or outer.quoted or index in chained:
            continue
        others = _is_institution(outer, layout)
        parted = [_at_when(content, layout) for content in outer.content]
        found[index] = replace(outer, content=tuple(own for own, _ in parted))
        for part, within in ((part, n == 0) for parts in parted for n, part in enumerate(parts)):
            if part and may_nest(part, layout):
                inner = _inside(part, layout, read, others=others)
                found += [replace(i, reported_in=index if within else None) for i in inner]
    return in_text_order(found)


def _at_when(content: Span, layout: Layout) -> tuple[Span, Span | None]:
    """Return the content up to a clause that tells when it was said, and that clause."""
    when = WHEN.search(layout.text, content.start + 1, content.end)
    if when is None or layout.is_quoted(Span(*when.span())):
        return content, None
    clause = Span(min(when.end() + 1, content.end), content.end)
    return Span(content.start, when.start()), clause if clause.start < clause.end else None


def may_nest(content: Span, layout: Layout) -> bool:
    """Say whether a content is long enough for an attribution, and has a verb for it.

    What a quoted speaker reports stays part of his words.
    """
    words = _WORD.findall(content.of(layout.text))
    long_enough = len(words) >= LEAST_WORDS and not layout.is_quoted(content)
    return long_enough and any(is_communication(w) for w in words[1:])


def in_text_order(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements sorted by where they begin, their references to others put right."""
    order = sorted(range(len(statements)), key=lambda i: place(statements[i]))
    moved = {old: new for new, old in enumerate(order)}
    return [
        replace(
            s,
            reported_in=None if s.reported_in is None else moved[s.reported_in],
            repeats=None if s.repeats is None else moved[s.repeats],
        )
        for s in (statements[i] for i in order)
    ]


def _is_institution(outer: Statement, layout: Layout) -> bool:
    """Say whether `he` is another than who gives the account: an office, an outlet, his aide."""
    cue = outer.cue.of(layout.text) if outer.cue else ""
    source = outer.source[0].of(layout.text)
    office = _ACCORDING.match(cue) and _OFFICE.match(source)
    return bool(office or _HIS.match(source) or source == "It") or is_outlet(
        HEAD_END.split(source)[0].strip()
    )


def _inside(content: Span, layout: Layout, read: Read, *, others: bool) -> Iterator[Statement]:
    words = content.of(layout.text)
    moved = (_moved(s, content) for s in read(words[:1].upper() + words[1:] + "."))
    inner = [s for s in moved if s]
    first = [s for s in inner if _is_reported(s, layout, others=others)]
    again = [s for s in inner if s not in first and _goes_on(s, first, layout)]
    found = [bounded(s, layout) for s in (*first, *again)]
    found += _second(found[-1:], content, layout)
    if found and _share(found, content, layout) >= LEAST_SHARE:
        yield from (_within_clause(s, layout) for s in found)
    else:
        yield from act_within(content, layout)


def _within_clause(inner: Statement, layout: Layout) -> Statement:
    """Return the statement up to where another clause begins: `Obi had asked Peru in and that …`.

    Not where it is a clause itself: `Obi had said that it was late and that it rained`.
    """
    said, text = inner.content[-1], layout.text
    another = _AND_THAT.search(text, said.start, said.end)
    if another is None or another.start() == said.start or text.endswith("that ", 0, said.start):
        return inner
    if " that " in text[said.start : another.start()]:
        return inner
    return replace(inner, content=(*inner.content[:-1], Span(said.start, another.start())))


def _second(last: Sequence[Statement], content: Span, layout: Layout) -> Iterator[Statement]:
    """Yield what the verb says that is joined to the last inner one: `… and had proposed talks`."""
    for statement in last:
        end = place(statement)[1]
        verb = _JOINED.match(layout.text, end, content.end)
        if verb and is_communication(verb["verb"]):
            rest = trimmed(layout.text, Span(verb.end(), content.end), layout.quotations)
            yield from (
                [replace(statement, cue=Span(*verb.span("cue")), content=rest)] if rest else ()
            )


def _moved(statement: Statement, into: Span) -> Statement | None:
    """Return the statement with its spans counted in the text that `into` is a part of."""

    def shifted(spans: Sequence[Span]) -> tuple[Span, ...]:
        ends = ((s.start + into.start, min(s.end + into.start, into.end)) for s in spans)
        return tuple(Span(a, b) for a, b in ends if a < b)

    content, source = shifted(statement.content), shifted(statement.source)
    cue = shifted([statement.cue] if statement.cue else [])
    if not (content and source and cue):
        return None
    return replace(statement, content=content, source=source, cue=cue[0])


def _share(inner: Sequence[Statement], content: Span, layout: Layout) -> float:
    """Return how much of the content lies between where the inner attributions begin and end.

    An adverbial before them ("In the call, which took an hour, …") is of their clause, as is a
    relative clause after them, or where and when it was said.
    """
    places = [place(s) for s in inner]
    start, end = min(p[0] for p in places), max(p[1] for p in places)
    if _ADVERBIAL.fullmatch(layout.text, content.start, start):
        start = content.start
    told = len(_WORD.findall(inner[-1].content[-1].of(layout.text))) > 2  # no mere addressee
    after = (_ASIDE, _WHERE) if told else (_ASIDE,)
    if any(p.fullmatch(layout.text, end, content.end) for p in after):
        end = content.end
    return (end - start) / (content.end - content.start)


def _goes_on(further: Statement, first: Sequence[Statement], layout: Layout) -> bool:
    """Say whether a statement is what the source of one of the first says besides."""
    cue = further.cue.of(layout.text).lower() if further.cue else ""
    return (
        any(s.source == further.source for s in first)
        and further.confidence >= LEAST_AGAIN
        and is_communication(cue)
        and bool(_FURTHER.match(cue))
        and not layout.is_quoted(further.content[0])
    )


def _is_reported(inner: Statement, layout: Layout, *, others: bool) -> bool:
    """Say whether an inner attribution tells of an utterance, in the words of the reporter.

    With `others`, `he` is another than the outer speaker.
    """
    if inner.cue is None or layout.is_quoted(inner.cue):
        return False
    cue = inner.cue.of(layout.text).lower()
    least = LEAST_AGAIN if cue.startswith("had ") else LEAST_CONFIDENCE
    if inner.confidence < least:
        return False
    before = [s.end for s in inner.source if s.end <= inner.cue.start]
    if before and _VERB_BETWEEN.match(layout.text, max(before), inner.cue.start):
        return False
    return (
        is_communication(cue)
        and bool(_PAST.search(cue) or (others and _SAYS.match(cue)))
        and _UNSAID.search(_FOR_WHOM.sub("", cue.replace("went on to", ""))) is None
        and all(_is_another(s.of(layout.text), others=others) for s in inner.source)
    )


def _is_another(source: str, *, others: bool) -> bool:
    return not _PRONOUN.match(source) or (others and bool(_PERSONAL.match(source)))
