"""Clauses that a content goes on into, and that are no part of it.

`He said the plan was "dead" and accused Iran of …`, `she said it would "fail," and China urged …`:
the tagger gives the whole to the first cue. After quoted words, `and` begins a clause of its own
where a verb of speech follows, or a name or a description with such a verb; after a clause about a
thing, where only people do what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.statements import trimmed
from kg.extractors.attribution.verbs import BINDING, TOWARDS, UPON
from kg.extractors.cues import is_communication
from kg.extractors.descriptions import COLLECTIVE, UNNAMED
from kg.model import Span, Statement

_WHO = (
    r"(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4} "
    r"|(?:the|an?|some|several|many|other) (?:(?!who |that |which )[\w’'-]+ ){1,6}?"
)
_CUE = r"(?P<cue>(?P<verb>[a-z]+ed|said|told|made)(?: (?:on|for|upon|to|against|that)\b)*) "
_NEXT = re.compile(
    rf"(?P<rest>[”\"’']*(?: [a-z]+){{0,3}}),? (?:and|but|while) (?:also |later |then )?"
    rf"(?P<who>{_WHO})?{_CUE}"
)
_CLAUSE = re.compile(rf"(?:and|but|while) (?P<who>{_WHO}|[a-z]+s ){_CUE}")
_PEOPLE_DO = rf"{UPON}|{TOWARDS}|{BINDING}|insisted|warned|described"
# What only people do, after a clause about a thing: `the plan was dead and accused Peru of it`.
_ACTS_TOO = re.compile(rf" (?:and|but) (?:also |later |then )?(?P<cue>(?:{_PEOPLE_DO})(?: that)?) ")
_THING = re.compile(
    r"(?!.{0,60}?\b(?:army|government|ministry|junta|military|police|forces?|militia|regime|navy"
    r"|council|commission|court|bloc|union|company|country|side|state|nation)\b)"
    r"(?:the|an?|this|that|these|those|such|any|no|there|it|its|his|her|their) [a-z]"
)
_WITH = re.compile(
    r", with (?P<who>[A-Z][^,;:“”\"\n]{1,80}?|(?:the|an?|one|two|some) [^,;:“”\"\n]{3,60}?)"
    r" (?P<cue>saying|calling|warning|accusing|insisting|urging|demanding|denying|describing"
    r"|arguing|claiming|blaming)(?: that)? "
)
_PERSON = re.compile(r"\b(?:he|she|they|who)\b")


def uncoordinated(statement: Statement, layout: Layout) -> Iterator[Statement]:
    """Yield the statement without such a clause, and the clause as a statement of its own."""
    cue, last = statement.cue, statement.content[-1]
    quoted = [q for q in layout.quotations_in(last) if last.start < q.start and q.end <= last.end]
    for quotation in quoted if cue and statement.source and cue.end <= last.start else ():
        clause = _NEXT.match(layout.text, quotation.end, last.end)
        if clause is None or not is_communication(clause["verb"]) or not _acts(clause["who"]):
            continue
        own = (*statement.content[:-1], Span(last.start, clause.end("rest")))
        rest = trimmed(layout.text, Span(clause.end(), last.end), layout.quotations)
        if rest:
            who = Span(*clause.span("who")) if clause["who"] else None
            source = (Span(who.start, who.end - 1),) if who else statement.source
            yield replace(statement, content=own)
            yield replace(statement, source=source, cue=Span(*clause.span("cue")), content=rest)
            return
    yield from (
        _after_thing(statement, layout)
        or _accompanied(statement, layout)
        or _past_aside(statement, layout)
    )


def _accompanied(statement: Statement, layout: Layout) -> tuple[Statement, ...]:
    """Return the statement without what others say meanwhile: `…, with Lima calling it a farce`."""
    cue, last, text = statement.cue, statement.content[-1], layout.text
    found = _WITH.search(text, last.start, last.end) if cue and statement.source else None
    rest = trimmed(text, Span(found.end(), last.end), layout.quotations) if found else ()
    if found is None or not rest or layout.is_quoted(Span(*found.span())):
        return ()
    own = (*statement.content[:-1], Span(last.start, found.start()))
    who, verb = Span(*found.span("who")), Span(*found.span("cue"))
    return replace(statement, content=own), replace(
        statement, source=(who,), cue=verb, content=rest
    )


def _after_thing(statement: Statement, layout: Layout) -> tuple[Statement, ...]:
    """Return the statement without an act that the thing it tells of cannot do, and the act."""
    cue, last, text = statement.cue, statement.content[-1], layout.text
    if cue is None or not statement.source or cue.end > last.start or layout.is_quoted(last):
        return ()
    for act in _ACTS_TOO.finditer(text, last.start, last.end):
        before = text[last.start : act.start()]
        people = any(p.search(before) for p in (UNNAMED, COLLECTIVE, _PERSON))
        rest = trimmed(text, Span(act.end(), last.end), layout.quotations)
        if people or not _THING.match(before) or layout.is_quoted(Span(*act.span())) or not rest:
            continue
        own = (*statement.content[:-1], Span(last.start, act.start()))
        acting = replace(statement, cue=Span(*act.span("cue")), content=rest)
        return replace(statement, content=own), acting
    return ()


def _past_aside(statement: Statement, layout: Layout) -> Iterator[Statement]:
    """Yield the statement without a clause after an aside: `…, Peru said, and Chile urged …`."""
    cue, last = statement.cue, statement.content[-1]
    after = cue and len(statement.content) > 1 and statement.content[-2].end < cue.end <= last.start
    clause = _CLAUSE.match(layout.text, last.start, last.end) if after else None
    told = clause and is_communication(clause["verb"]) and _acts(clause["who"])
    rest = trimmed(layout.text, Span(clause.end(), last.end), layout.quotations) if clause else ()
    if clause is None or not told or not rest:
        yield statement
        return
    who = Span(clause.start("who"), clause.end("who") - 1)
    yield replace(statement, content=statement.content[:-1])
    yield replace(statement, source=(who,), cue=Span(*clause.span("cue")), content=rest)


def _acts(who: str | None) -> bool:
    """Say whether the words may be a subject: none of their own, a name, or people described."""
    described = who is None or any(p.search(who) for p in (UNNAMED, COLLECTIVE))
    return described or any(w[0].isupper() for w in (who or "").split())
