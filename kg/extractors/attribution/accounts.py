"""What somebody says by somebody else's account: `Obi told Lima that talks had failed, aides said`.

The tagger gives what stands between to the aides. It is Obi who says it; they report it. So it is
in `“They failed,” Obi said, aides told Reuters` and `Obi was said by aides to have told Lima …`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout
from kg.extractors.attribution.subjects import HOW, MEETS, NAMES, WHO
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

_TELLS = re.compile(
    rf"(?P<who>{WHO}),? {HOW}"
    rf"{MEETS}(?P<cue>told|warned|assured|informed|reminded|promised|cautioned|said|replied|answered|argued"
    r"|insisted|complained|responded|stressed|conceded|claimed)"
    r"(?: [^“”\"\n]{1,140}?)? that [“\"‘]?"
)
_TELLS_HIM = re.compile(
    rf"(?P<who>{WHO}),? {HOW}"
    r"(?P<cue>(?:told|assured|informed|reminded|warned)"
    r" (?:(?:him|her|them|reporters)(?= [A-Z])(?! [\w-]+ (?:counterpart|colleague))"
    rf"|(?:him|her|them|reporters|{NAMES})"
    r"(?= (?:the|an?|his|her|its|their|he|she|it|they|there) ))) "
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do"
    r"|(?!United)\w+ed)\b"
)
# `Peru had acted, Minister Obi told a meeting, his aide said`: in the content
_FRONTED = re.compile(
    rf"(?P<what>[^“”\"\n]{{10,}}), (?P<who>{WHO}),? {HOW}(?P<cue>told|informed|assured|warned"
    r"|reminded)(?: [^,;:“”\"\n]{3,80})"
)
_SAID_TO = re.compile(
    rf"(?P<who>{WHO}),? {HOW}(?:is|are|was|were|been) (?:said|reported|alleged|understood) by"
    r" [^,“”\"\n]{3,60}? to have (?P<cue>told|warned|assured|informed|promised|cautioned|said)"
    r"(?: [^“”\"\n]{1,140}?)? that [“\"‘]?"
)
_SAYS = (
    rf"[,.]?[”\"’'] (?P<who>he|she|they|it|(?:[a-z]+ ){{0,3}}?{NAMES}"
    r"|(?:the|an?|his|her|its) (?:[\w’'-]+ ){0,3}[\w’'-]+)"
)
_SAID_BETWEEN = re.compile(
    rf"{_SAYS} (?P<cue>said|added|told (?:him|her|them)|warned|replied)(?: [^,;“”\"]{{1,30}})?,"
    r" (?:according to )?(?:the |an? )?"
)
# `“They failed,” Obi told a meeting`, as the content of another's account
_QUOTED_FIRST = re.compile(
    rf"[“\"](?P<what>[^“”\"\n]{{3,}}?){_SAYS} (?:(?:had|has|later|also) ){{0,2}}"
    r"(?P<cue>said|says|added|adds|told|tells|warned"
    r"|replied|asked|wrote|writes|recalled|recalls|insisted|continued|explained|declared|noted|tweeted)"
    r"(?P<whom> [^,;“”\"]{3,60})?"
)


def by_fronted(account: Statement, layout: Layout) -> Statement | None:
    """Return what somebody says first of all, where a later source reports that he does."""
    content, source = account.content[0], account.source
    if not source or account.reported_in is not None or source[0].start < content.end:
        return None
    tells = _FRONTED.fullmatch(layout.text, content.start, content.end)
    if tells is None:
        return None
    if not _FINITE.search(tells["what"]):  # `The Peruvian minister, Ana Obi, told Lima`
        who, cue = Span(tells.start("what"), tells.end("who")), Span(*tells.span("cue"))
        rest = account.content[1:]
        return replace(account, source=(who,), cue=cue, content=rest) if rest else None
    who, cue = Span(*tells.span("who")), Span(*tells.span("cue"))
    said = (Span(*tells.span("what")), *account.content[1:])
    return replace(account, source=(who,), cue=cue, content=said)


def by_teller(account: Statement, layout: Layout) -> Statement | None:
    """Return what is said by whom the sentence names between the words and whose account it is.

    Or by its subject, who `was said by` others `to have told` it.
    """
    source, cue, text = account.source, account.cue, layout.text
    if not source or not cue or account.reported_in is not None:
        return None
    before = [c for c in account.content if c.end < source[0].start]
    whole = _QUOTED_FIRST.fullmatch(text, account.content[0].start, account.content[-1].end)
    if (
        whole
        and len(account.content) == 1
        and (whole["whom"] or whole["cue"][:3] not in ("tol", "tel"))
    ):
        what = Span(*whole.span("what"))
        own = Span(*whole.span("who")), Span(*whole.span("cue"))
        return replace(account, source=own[:1], cue=own[1], content=(what,))
    between = _SAID_BETWEEN.fullmatch(text, before[-1].end, source[0].start) if before else None
    if between:
        own = Span(*between.span("who")), Span(*between.span("cue"))
        return replace(account, source=own[:1], cue=own[1])
    sentence = layout.sentences[layout.sentence(cue)]
    told = _SAID_TO.match(text, opening_of(text, sentence), sentence.end)
    if told is None or not told.start() <= cue.start < told.end() <= account.content[-1].end:
        return None
    said = (Span(told.end(), account.content[-1].end),)
    own = Span(*told.span("who")), Span(*told.span("cue"))
    return replace(account, source=own[:1], cue=own[1], content=said)


def by_subject(account: Statement, layout: Layout) -> Statement | None:
    """Return what the sentence's subject says, where a later source gives an account of it."""
    content, source = account.content[0], account.source
    if not source or account.reported_in is not None or source[0].start < account.content[-1].end:
        return None
    sentence = layout.sentences[layout.sentence(content)]
    opening = opening_of(layout.text, sentence)
    tells = _TELLS.fullmatch(layout.text, opening, content.start)
    if tells is None:
        told = _TELLS.match(layout.text, opening, account.content[-1].end)
        apart = told and content.end < told.end() <= account.content[-1].start
        begins = content.start <= opening
        he = told if told and begins and told["who"] in ("He", "She", "They") else None
        tells = _TELLS_HIM.match(layout.text, opening, content.end) if begins else None
        tells = tells or (told if apart else he)
    if tells is None or layout.sentence(source[0]) != layout.sentence(content):
        return None
    who, cue = Span(*tells.span("who")), Span(*tells.span("cue"))
    rest = (c for c in account.content if c.end > tells.end())
    said = tuple(Span(max(c.start, tells.end()), c.end) for c in rest)
    return replace(account, source=(who,), cue=cue, content=said) if said else None
