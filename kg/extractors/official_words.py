"""The words of offices: of a state's, of an organisation of states', of a public service's."""

from __future__ import annotations

import re

from kg.extractors.descriptions import HEAD_END

# Offices that only a state has, or whose title names an institution of one.
NATIONAL = re.compile(
    r"\b(?:(?<!executive vice )(?<!executive vice-)(?<!senior vice )(?<!senior vice-)president"
    r"|prime minister|premier|chancellor|taoiseach|t[aá]naiste|minister|king|queen"
    r"|emir|sultan|emperor|empress|crown prince|crown princess|supreme leader|(?:foreign|home"
    r"|defen[cs]e|treasury|cabinet) secretary|secretary of (?:state|defen[cs]e)|attorney general"
    r"|ambassador|permanent representative|charg[eé] d['’]affaires|state council+or|head of state"
    r"|head of government|chief negotiator|(?:(?:deputy )?parliament(?:ary)?|assembly) speaker"
    r"|speaker of (?:the )?(?:\w+ )?(?:parliament|assembly)|prosecutor[ -]general"
    r"|central bank (?:governor|chief)|national security advis[eo]r"
    r"|(?<!rebel )(?:army|navy|air force|military|defen[cs]e|intelligence|spy|state security) chief"
    r"|chief of (?:the )?(?:general|defen[cs]e|army|naval|joint) (?:staff|command)"
    r"|(?:coup|junta|military) (?:leader|ruler|spokes\w+)|(?:leader|head) of the (?:coup|junta)"
    r"|presidential (?:spokes\w+|aide|advis[eo]r|envoy|chief of staff|press secretary))s?\b",
    re.IGNORECASE,
)
# Offices of organisations of states.
INTERNATIONAL = re.compile(
    r"\b(?:secretar(?:y|ies)[- ]general|undersecretary[- ]general|high representative"
    r"|high commissioner|special (?:representative|envoy|rapporteur)"
    r"|(?<!parliamentary )(?<!police )commissioner for|Commission spokes\w+"
    r"|commission (?:(?:executive )?vice[- ]president|president|chair\w*))\b",
    re.IGNORECASE,
)
OFFICIAL = re.compile(
    r"\b(?:officials?|authorities|spokes\w+|police|prosecutors?|aides?|advis[eo]rs?|negotiators?"
    r"|envoys?|coordinators?|counterparts?|delegates?|representatives?|commanders?|(?:military|army)$"
    r"|chief of staff|press secretary)\b",
    re.IGNORECASE,
)
# Of a public service, unlike spokesmen, aides and diplomats, who may be anybody's.
_PUBLIC = re.compile(
    r"\b(?:(?:ministry|department|government|cabinet|military|army|administration)"
    r" (?:sources?|spokes\w+|advis[eo]rs?)|officials?|authorities|prosecutors?|negotiators?|envoys?"
    r"|commanders?|government|administration|ministry|presidency"
    r"|(?:presidential|foreign) office)\b",
    re.IGNORECASE,
)
# `the Agency's chief`: of an institution named before, which need be no state's
THE_OFFICE = re.compile(
    r"(?:Office|Agency|Commission|Council|Committee|Secretariat|Mission)(?:['’]s)? "
    r"(?:chief|head|director|spokes\w+|president|chair\w*)\b"
)
# What is a person's, and no state's: `a spokesman for the Obi campaign`
PRIVATE = re.compile(
    r"(?:['’]s)? (?:\w+ )?(?:campaign|camp|family|foundation|estate|charity)\b", re.I
)
_NOT_NATIONAL = re.compile(  # whose officials are no state's
    r"\b(?:party|campaign|city|county|state|town|village|local|provincial|district|municipal|union"
    r"|company|club|industry|school|university|church|opposition|rebel|militia|bank|hospital"
    r"|airline|team|league|election|court|tribal|democratic|republican|gop)\b",
    re.IGNORECASE,
)


def is_official(words: str) -> bool:
    """Say whether a description is of somebody in office, or speaking for one who is.

    Only its head counts: `the president's lawyer`, `critics of the president` are no officials.
    """
    head = HEAD_END.split(words)[0]
    start = len(head) - len(re.split(r"['’]s ", head)[-1])
    return any(
        found.start() < len(head)
        for pattern in (OFFICIAL, NATIONAL, INTERNATIONAL)
        if (found := pattern.search(words, start))
    )


def is_states(words: str) -> bool:
    """Say whether the head of a description is an office of a state, a grouping or their service.

    What else is capitalised names somebody: `Florida officials`, `a Clinton official`.
    """
    head = HEAD_END.split(words)[0].rstrip()
    for pattern in (NATIONAL, INTERNATIONAL):
        if (found := pattern.search(words)) and found.start() < len(head) <= found.end():
            return True
    service = _PUBLIC.search(head)
    if service is None or service.end() < len(head) or _NOT_NATIONAL.search(head):
        return False
    return not re.search(r"(?<=.)\b[A-Z]", head[: service.start()])
