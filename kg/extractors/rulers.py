"""Who rules a state, in the words for it: `the interim government`, `a spokesman for the junta`."""

from __future__ import annotations

import re

from kg.extractors.lookup import Lookup
from kg.extractors.salience import represented

# `the interim government's minister`: of those who rule somewhere, or of others
RULED_BY = re.compile(
    r"\b(?:[Tt]he|[Aa]n?) (?P<kind>(?:[\w-]+ ){0,2})"
    r"(?P<rulers>(?!(?:country|nation|state|kingdom|republic|alliance|bloc|union|organi[sz]ation"
    r"|grouping)\b)[a-z]+)(?:['’]s|(?<=s)['’]) (?:[\w-]+ ){0,2}$"
)
NEW_RULE = re.compile(r"\b(?:interim|de facto|transitional|provisional|coup|military|caretaker)\b")
RULING = re.compile(
    r"government|junta|regime|army|military|presiden\w+|king|queen|emir|minister|ministry|parliament"
)
# `a spokesman for the junta`
OF_RULERS = re.compile(
    r"\b(?:of|for|to) the (?P<kind>(?:[\w-]+ ){0,2})(?P<rulers>government|junta|regime)$",
    re.IGNORECASE,
)
# `Niger's coup leaders`, `the Nigerien junta`: whose the junta is that the text speaks of
_HAS_RULERS = re.compile(
    r"(?:['’]s?)? (?:[\w-]+ ){0,2}(?:junta|regime|(?:military|coup|de facto|interim|transitional)"
    r" (?:government|rulers?|leaders?|authorities))\b"
)
_ARE_RULERS = re.compile(r" (?:rulers?|leaders?|junta|government)\b")  # `Niger's military rulers`


def states_with_rulers(look: Lookup) -> list[str]:
    """Return the states that the article says to have a junta or the like, each once."""
    has = {"state": _HAS_RULERS, "body": _ARE_RULERS}
    found = (m for m in look.mentions if m.type in has)
    told = (represented(m) for m in found if has[m.type].match(look.text, m.span.end))
    return list(dict.fromkeys(filter(None, told)))
