"""What somebody says by somebody else's account: `Obi told Lima that talks had failed, aides said`.

The tagger gives what stands between to the aides. It is Obi who says it; they report it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.subjects import HOW, WHO
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

_TELLS = re.compile(
    rf"(?P<who>{WHO}),? {HOW}(?P<cue>told|warned|assured|informed|reminded|promised|cautioned|said)"
    r"(?: [^“”\"\n]{1,140})? that [“\"‘]?"
)


def with_tellers(statements: Sequence[Statement], layout: Layout) -> list[Statement]:
    """Return the statements, of each such account the inner one `reported_in` the account."""
    found = list(statements)
    for index, account in enumerate(statements):
        told = _told(account, layout)
        if told is not None:
            begin = told.source[0].start
            found[index] = replace(account, content=(Span(begin, account.content[-1].end),))
            found.append(replace(told, reported_in=index))
    return found


def _told(account: Statement, layout: Layout) -> Statement | None:
    """Return what the sentence's subject says, where a later source gives an account of it."""
    content, source = account.content[0], account.source
    if not source or account.reported_in is not None or source[0].start < account.content[-1].end:
        return None
    sentence = layout.sentences[layout.sentence(content)]
    opening = opening_of(layout.text, sentence)
    tells = _TELLS.fullmatch(layout.text, opening, content.start)
    if tells is None or layout.sentence(source[0]) != layout.sentence(content):
        return None
    who, cue = Span(*tells.span("who")), Span(*tells.span("cue"))
    return replace(account, source=(who,), cue=cue)
