"""Comings and goings as nouns: `Peru's exit from OPEC in 2020`, `the accession of Chad to the AU`.

A noun alone may tell of what is only wished for; so it counts where it has a date, follows `since`
or `after`, or does what only an event does: `Sweden's entry into NATO ended two centuries of …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extractors.membership_findings import Finding, act
from kg.extractors.membership_grammar import DATE, ENDS, GROUP, STATE, Names
from kg.model import MembershipRelation

_HAPPENED = (
    r"(?:(?:formally\s+|officially\s+|finally\s+)?(?:took\s+effect|(?:was|were)\s+(?:completed|final"
    r"|finali[sz]ed|irreversible|hailed|celebrated|mourned)"
    r"|became\s+(?:official|final|effective|law|reality)|came\s+into\s+(?:force|effect)"
    r"|ended|doubled|changed|marked|brought|strengthened|weakened|cost|shocked|surprised|made|gave"
    r"|angered|followed|redrew|reshaped|took|tore|left|has\s+(?:\w+ed|made|cost|brought|left|been"
    r"\s+(?:completed|final))))"
)
_DONE = rf"(?P<done>\s+{_HAPPENED}\b)|{ENDS}|\s+(?:was|were|is|had|has)\b"
_PAST_BEFORE = re.compile(
    r"\b(?:since|after|following|from|(?-i:With))\s+(?:the\s+)?$", re.IGNORECASE
)
_PROSPECT = re.compile(
    r"\b(?:prospects?|possibility|idea|hopes?|fears?|questions?|issue|chances?|risk|goal|threat|plans?"
    r"|date)\s+(?:of|for)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# `ratified Finland's accession to NATO in March`: the date is that of the vote
_VOTED_ON = re.compile(
    r"\b(?:approv|ratif|back|block|oppos|veto|delay|support|debat|discuss|negotiat|endors|reject"
    r"|accept|sign)(?:\w*[^\Ws])?\s+(?:the\s+)?$|\b(?:vot\w+|object\w*|agree\w*)\s+(?:on|for|against|to)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LATER_DATE = re.compile(rf"\s+(?:in|on|from|since)\s+(?P<date>{DATE})")
_KINDS: tuple[tuple[str, str, MembershipRelation], ...] = (
    (r"departure|exit|withdrawal|expulsion|ejection|ouster", r"from", "former"),
    (r"(?:re)?accession|(?:re)?admission|(?:re-?)?entry|return", r"(?:in)?to", "member"),
    (r"suspension", r"from", "suspended"),
)
_ADJECTIVES = r"(?:(?:formal|official|full|final|historic|dramatic|own|recent|sudden)\s+)?"
_OWNED = tuple(
    (
        re.compile(
            rf"(?:['’]s?|\s*,\s+whose)\s+{_ADJECTIVES}(?:{noun})\s+{link}\s+{GROUP}(?:{_DONE})"
        ),
        relation,
    )
    for noun, link, relation in _KINDS
)
_OF = tuple(
    (
        re.compile(rf"\b(?:{noun})\s+of\s+(?:the\s+)?$", re.IGNORECASE),
        re.compile(rf"\s+{link}\s+{GROUP}(?:{_DONE})"),
        relation,
    )
    for noun, link, relation in _KINDS
)
_THE = re.compile(rf"\b(?:[Tt]he\s+)?{_ADJECTIVES}(?:\w+)\s+of\s+(?:the\s+)?$")


def events(masked: str, names: Names, before: str) -> Iterator[Finding]:
    """Yield the claims of nouns that have the names as their own: after `'s` or before, `of`."""
    owner = names.items if names.joined else names.items[-1:]
    for pattern, relation in _OWNED:
        if match := pattern.match(masked, names.end):
            yield from _event(masked, match, relation, owner, names, before)
    states = tuple(i for i in names.items if masked[i] == STATE)
    for noun, rest, relation in _OF:
        match = rest.match(masked, names.end) if states and noun.search(before) else None
        if match:
            yield from _event(masked, match, relation, states, names, _THE.sub("", before))


def _event(
    masked: str,
    match: re.Match[str],
    relation: MembershipRelation,
    states: tuple[int, ...],
    names: Names,
    ahead: str,
) -> Iterator[Finding]:
    """Yield the claim if the noun tells of what has happened."""
    if _PROSPECT.search(ahead) or (_VOTED_ON.search(ahead) and not match["done"]):
        return
    done = match["done"]
    found = act(masked, match, relation, states, names, ahead, 0.7)
    later = _LATER_DATE.match(masked, match.end()) if done else None
    if found.when is None and later:
        yield replace(found, end=later.end(), when=later.start("date"))
    elif found.when is not None or done or _PAST_BEFORE.search(ahead):
        yield found
