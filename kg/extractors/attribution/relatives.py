"""What a relative clause tells of another's words: `must amend its law, which Baku says is vague`.

The tagger gives the clause to whoever says the rest of the sentence, or passes over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout, spans_of
from kg.extractors.attribution.statements import trimmed
from kg.extractors.attribution.subjects import NAMES
from kg.model import Span, Statement

CONFIDENCE = 0.6
_VERB = (
    r"says|said|say|claims|claimed|claim|insists|insisted|insist|argues|argued|argue|alleges"
    r"|alleged|allege|describes|described|describe|calls|called|call|denies|denied|deny|warns"
    r"|warned|warn|contends|contended|considers|considered|maintains|maintained"
)
_CLAUSE = re.compile(
    r", (?:which|who|whom|whose|(?:an?|the) (?:[\w-]+ )?"
    r"(?:statement|claim|charge|accusation|decision|move|step|proposal|remark|idea|suggestion"
    r"|plan|description|comparison)(?: that| which)?)"
    rf" (?P<who>he|she|it|they|(?:the )?{NAMES}"
    r"|(?:the|its|his|her|their|some|many|most|several|both) (?:[a-z][\w’'-]* ){0,3}?[a-z]+s?)"
    rf" (?:(?:has|have|had|also|now|long|\w+ly) )*(?P<cue>{_VERB})(?: as)? "
    r"(?P<what>[^,;:\n]*\w)"
)


def relatives(statements: Sequence[Statement], layout: Layout) -> Iterator[Statement]:
    """Yield the statements, each up to such a clause, and what the clause tells as one of its own.

    A clause that ends the content only: what goes on after it is the first speaker's again.
    """
    for statement in statements:
        last = statement.content[-1]
        clause = (
            None if layout.is_quoted(last) else _CLAUSE.search(layout.text, last.start, last.end)
        )
        if clause is None or clause.end() < last.end or layout.is_quoted(Span(*clause.span("cue"))):
            yield statement
            continue
        told = (s for o in statements if o is not statement for s in spans_of(o))
        own = trimmed(layout.text, Span(last.start, clause.start()), layout.quotations)
        what = trimmed(layout.text, Span(*clause.span("what")), layout.quotations)
        if not own or not what or any(s.overlaps(Span(*clause.span())) for s in told):
            yield statement
            continue
        yield replace(statement, content=(*statement.content[:-1], *own))
        who, cue = Span(*clause.span("who")), Span(*clause.span("cue"))
        yield Statement(what, (who,), cue, confidence=CONFIDENCE)
