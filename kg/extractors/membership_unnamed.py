"""Acts that leave the club to the sentences before: `Gabon left in 1995 and came back in 2016`."""

from __future__ import annotations

import re

from kg.extractors.membership_grammar import ADVERBS, ASIDE, DATE, HAVE, NOT, ORDINAL
from kg.model import MembershipRelation

_ON = rf"(?=\s+(?:in\s+|on\s+)?{DATE})"
_SINCE = r"(?=\s+since\b)"
_ENDS = r"(?=\s*(?:[.,;)]|$))"
_DONE = rf"(?=\s*(?:[.,;)]|$)|\s+(?:in\s+|on\s+)?{DATE})"
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
    (
        r"(?:formally\s+)?(?:asked|applied|requested)\s+to\s+(?:(?:re)?join|be\s+(?:re)?admitted)"
        rf"(?=\s*(?:[.,;)]|$)|\s+(?:in\s+|on\s+)?{DATE})",
        "candidate",
    ),
)
# What may be said of other things: `Britain left in 2020`, where the EU is spoken of.
_LOOSE: tuple[tuple[str, MembershipRelation], ...] = (
    (rf"(?:left|withdrew|pulled\s+out|exited|departed)(?:\s+altogether)?{_ON}", "former"),
    (
        r"(?:was|were|been)\s+(?:formally\s+|officially\s+)?(?:admitted|accepted|welcomed)\s+as\s+"
        rf"(?:an?|the|its)\s+(?:{ORDINAL}\s+)?(?:new\s+|full\s+)*member(?:\s+state)?{_DONE}",
        "member",
    ),
    (rf"(?:was|were|been)\s+(?:formally\s+)?(?:re)?(?:admitted|accepted){_ON}", "member"),
    (rf"joined(?=\s+as\s+(?:the|its)\s+{ORDINAL}\s)", "member"),
    (
        rf"(?:was|were|is|are)\s+the\s+(?:{ORDINAL}|last|latest)\s+(?:[\w-]+\s+){{0,2}}?"
        rf"to\s+(?:join|be\s+admitted){_DONE}",
        "member",
    ),
    (
        rf"(?:was|were|is|are)\s+the\s+(?:{ORDINAL}|last|latest|only)\s+(?:member|country|state|one)"
        rf"\s+(?:ever\s+)?to\s+(?:leave|quit|withdraw|have\s+(?:left|quit|withdrawn)){_DONE}",
        "former",
    ),
    (rf"(?:resumed|regained)\s+(?:its|their)\s+(?:full\s+)?membership{_DONE}", "member"),
    (
        r"(?:is|are|was|were|been|remains?|remained)\s+(?:(?:twice|once|since|still)\s+)?suspended"
        rf"(?=\s*(?:[.,;)]|$)|\s+(?:twice|once|and|but|until)\b|\s+(?:in|on|since|from|between)\s+{DATE})",
        "suspended",
    ),
    (r"applied(?=\s*,?\s+but\b(?!\s+(?:for|to)\b))", "candidate"),
    (
        r"(?:submitted|lodged|filed|handed\s+in|made)\s+(?:its|their|an?)\s+(?:formal\s+)?"
        rf"(?:membership\s+)?(?:applications?|bids?){_DONE}",
        "candidate",
    ),
    (
        r"(?:opened|began|started)\s+(?:accession|membership)\s+(?:talks|negotiations)" + _ON,
        "candidate",
    ),
    (rf"(?:is|are|been)\s+negotiating{_SINCE}", "candidate"),
    (rf"(?:(?<=not\s)|(?<=yet\s)|(?<=formally\s)|(?<=officially\s))joined{_ENDS}", "member"),
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
# `Sweden, now a member,`, `Norway, a non-member,`, `Belarus, admitted in July,`
APPOSED_UNNAMED = re.compile(
    r"\s*,\s+(?:(?:(?:now|already|itself|still|currently)\s+)?(?:an?|its|the|one\s+of\s+(?:its|the|\w+))"
    r"\s+(?P<adj>(?:(?!(?:non-)?permanent|elected|council|rotating)[\w-]+\s+){0,2}?)(?P<non>non-)?"
    r"members?(?:\s+states?)?(?=\s*[,.;)]|\s+for\s+(?:\w+\s+){1,2}(?:years|decades|months))"
    rf"|(?:re)?admitted{_ON})"
)
