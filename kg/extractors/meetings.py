"""With whom somebody titled meets: the state of that one is not his own.

`National Security Advisor Ann Obi met Prime Minister Ana Diaz of Peru`: Obi is no Peruvian.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extractors.lookup import Lookup
from kg.extractors.salience import represented
from kg.model import OfficeClaim, Span

_MEETS = re.compile(
    r"(?:['’]s)? (?:(?:also|later|then|today|will|had|has|have|an?) )*"
    r"(?:met|meets?|hosted|hosts|received|phoned|spoke|speaks|talked|talks|(?:(?:tele)?phone )?call"
    r"|[Mm]eeting|[Cc]all|[Cc]onversation|telephone conversation)"
    r"(?: (?!and\b)[\w-]+){0,4}? (?:with )?(?:the |his |her )?$"
)
_REACH = 60  # code points between one who meets and the title of the other


def states_met(text: str, claim: OfficeClaim, others: Iterable[OfficeClaim]) -> set[str]:
    """Return the states and groupings whose officials the holder of an office meets there."""
    end = claim.evidence.end
    return {
        other.of
        for other in others
        if other.of
        and other.person != claim.person
        and end < other.evidence.start < end + _REACH
        and _MEETS.fullmatch(text, end, other.evidence.start)
    }


def is_named(look: Lookup, key: str, before: int) -> bool:
    """Say whether the text has told of a state or grouping by an offset."""
    return any(represented(m) == key for m in look.within(Span(0, before)))
