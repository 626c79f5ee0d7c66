"""Acts that leave the club to the sentences before: `Gabon left in 1995 and came back in 2016`."""

from __future__ import annotations

import re

from kg.extractors.membership_grammar import ADVERBS, ASIDE, DATE, HAVE, NOT, ORDINAL
from kg.model import MembershipRelation

_ON = rf"(?=\s+(?:in\s+|on\s+)?{DATE})"
_SINCE = r"(?=\s+since\b)"
_ENDS = r"(?=\s*(?:[.,;)]|$))"
_ACTS: tuple[tuple[str, MembershipRelation], ...] = (
    (rf"(?:(?:re)?joined|came\s+back|acceded)(?:\s+it)?{_ON}", "member"),
    (rf"(?:quit|walked\s+out(?:\s+again)?|(?:left|quit)\s+it){_ON}", "former"),
    (
        rf"left{_ON}(?=[^.;]{{0,30}}\b(?:and|but|before)\s+(?:came|coming|return|rejoin|was\s+readm)\w*)",
        "former",
    ),
    (
        r"(?:suspended|froze|frozen)\s+(?:its|their)\s+(?:own\s+)?membership"
        r"(?=\s*[.,;]|\s+of\s+the\s+[\w ]*(?:bloc|alliance|group|club)\b"
        rf"|\s+(?:in\s+|on\s+)?{DATE})",
        "suspended",
    ),
    (
        r"(?:declined|refused|chose\s+not|decided\s+not)\s+to\s+renew\s+(?:its|their)"
        rf"\s+membership(?=\s*(?:[.,;)]|$)|\s+(?:in\s+)?{DATE})",
        "former",
    ),
    (rf"(?:ceased\s+to\s+be|stopped\s+being)\s+a\s+member{_ON}", "former"),
    (rf"applied\s+for\s+(?:full\s+)?membership(?=\s+(?:in\s+|on\s+)?{DATE}|\s*[.,;])", "candidate"),
    (rf"applied(?=\s+(?:in\s+|on\s+)?{DATE}|\s+(?:together|jointly)\b)", "candidate"),
)
# What may be said of other things: `Britain left in 2020`, where the EU is spoken of.
_LOOSE: tuple[tuple[str, MembershipRelation], ...] = (
    (rf"(?:left|withdrew|pulled\s+out|exited|departed)(?:\s+altogether)?{_ON}", "former"),
    (
        r"(?:was|were|been)\s+(?:formally\s+|officially\s+)?(?:admitted|accepted|welcomed)\s+as\s+"
        rf"(?:an?|the|its)\s+(?:{ORDINAL}\s+)?(?:new\s+|full\s+)*member(?:\s+state)?{_ENDS}",
        "member",
    ),
    (rf"(?:is|are|been)\s+negotiating{_SINCE}", "candidate"),
    (rf"(?<=not\s|yet\s)joined{_ENDS}", "member"),
    (
        r"(?:formally\s+)?(?:asked|applied|requested)\s+to\s+(?:(?:re)?join|be\s+(?:re)?admitted)"
        rf"(?=\s*(?:[.,;)]|$)|\s+(?:in\s+|on\s+)?{DATE})",
        "candidate",
    ),
)
_INVITED = r"(?:\s+(?:has|have)\s+been\s+invited(?:\s+to\s+join)?,?\s+but(?:\s+(?:it|they))?)?"


def _pattern(verb: str) -> re.Pattern[str]:
    return re.compile(rf"{ASIDE}{_INVITED}{ADVERBS}{HAVE}{NOT}{ADVERBS}\s+{verb}")


# Pattern, relation, and whether it may be said of other things.
UNNAMED_ACTS = tuple(
    (_pattern(verb), relation, loose)
    for acts, loose in ((_ACTS, False), (_LOOSE, True))
    for verb, relation in acts
)
