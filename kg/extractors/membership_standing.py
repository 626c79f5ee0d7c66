"""What a state has or does with its own standing: `has observer status`, `froze its membership`."""

from __future__ import annotations

import re

from kg.extractors.membership_grammar import ADVERBS, ASIDE, GROUP, GROUPING, HAVE, NOT
from kg.model import MembershipRelation

_KIND = r"(?P<kind>candidate|observer|associate|(?:dialogue\s+)?partner)"
KINDS: dict[str, MembershipRelation] = {
    "candidate": "candidate",
    "observer": "observer",
    "associate": "partner",
    "dialogue": "partner",
    "partner": "partner",
}
_APPLIED_FOR = re.compile(
    rf"{ASIDE}{ADVERBS}{HAVE}{NOT}{ADVERBS}\s+(?:applied|(?:submitted|lodged|filed|made|signed)\s+(?:its|their"
    r"|an?)\s+(?:formal\s+|official\s+)?(?:application|bid|request))"
    rf"\s+for\s+(?:full\s+)?{GROUP}\s+(?:membership|accession)\b"
)
# "froze its CSTO membership"
_CEASED = re.compile(
    rf"{ASIDE}{ADVERBS}{HAVE}{NOT}{ADVERBS}\s+(?:ceased\s+to\s+be|stopped\s+being)\s+an?\s+"
    rf"(?P<g>{GROUPING})\s+member\b"
)
_FROZE = re.compile(
    rf"{ASIDE}{ADVERBS}{HAVE}{NOT}{ADVERBS}\s+(?:suspended|froze|frozen)\s+(?:its|their)\s+"
    rf"(?P<g>{GROUPING})\s+(?:membership|participation)\b"
)
# "began EU accession talks in 2005"
_NEGOTIATES = re.compile(
    rf"{ASIDE}{ADVERBS}{HAVE}{NOT}{ADVERBS}\s+(?:opened|began|begun|started|launched)\s+(?:formal\s+)?"
    rf"(?P<g>{GROUPING})\s+(?:accession|membership|entry)\s+(?:talks|negotiations)\b"
)
OWN_STANDING: tuple[tuple[re.Pattern[str], MembershipRelation], ...] = (
    (_APPLIED_FOR, "candidate"),
    (_FROZE, "suspended"),
    (_CEASED, "former"),
    (_NEGOTIATES, "candidate"),
)
STANDING = re.compile(
    rf"(?:,\s+which)?{HAVE}{NOT}{ADVERBS}\s+(?:(?:been|was|were|is|are)\s+(?:given|granted|awarded)"
    r"|received|regained|gained|got|obtained|has|have|had|holds?|enjoys?)\s+(?:an?\s+)?"
    r"(?:official\s+|formal\s+|full\s+|permanent\s+)?"
    rf"(?:(?P<g>{GROUPING})\s+{_KIND}(?:\s+country)?\s+status"
    rf"|{_KIND.replace('<kind>', '<kind2>')}(?:\s+country)?\s+status"
    rf"(?:\s+(?:of|in|at|with|by|from|for)\s+(?:the\s+)?(?P<g2>{GROUPING}))?)"
)
