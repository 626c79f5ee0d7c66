"""What it amounts to when somebody calls something by a name: `called the plan "a trap"`.

A claim that is called something unfavourable is denied; anything else so called, in the speaker's
own words, is condemned. What praises or merely sizes up shows no act.
"""

from __future__ import annotations

import re

from kg.model import SpeechAct

_CLAIM = re.compile(
    r"(?:(?:the|that|this|these|those|such|any|his|her|its|their) )?(?:[\w’'-]+ ){0,2}?"
    r"(?:allegations?|accusations?|charges?|claims?|suggestions?|reports?|denials?|criticism"
    r"|rumou?rs?|comments|remarks|assertions?|story|stories)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«](?P<words>.+)", re.DOTALL)
_UNTRUE = re.compile(
    r"\b(?:fairy tales?|fiction|fantas\w+|invention|invented|myths?|propaganda|smears?|slander"
    r"|hearsay|lies|a lie|disinformation)\b",
    re.IGNORECASE,
)
_DISPARAGES = re.compile(
    r"\b(?:theat(?:re|er)|stunt|jokes?|charade|travesty|circus|nonsens\w+|lies?|trap|provocations?"
    r"|betrayal|scandal\w*|disaster\w*|catastroph\w+|failures?|mistake|insult\w*|threats?|dangerous"
    r"|mischievous|malicious|naive|naïve|cowardly|weak|pathetic|laughable|shambles|crimes?"
    r"|criminals?|terrorists?|dictators?|tyrants?|thugs?|puppets?|traitors?|occupiers?|invaders?"
    r"|plot|conspiracy|stupid\w*|foll(?:y|ies)|madness|insan\w+|idio\w+|lunacy|delusion\w*|cynic\w+"
    r"|blunder|worst|worrying|alarming|shameful|disgrace\w*|hypocri\w+|reckless\w*|aggression|genocide|massacres?|bullying|smokescreen)\b",
    re.IGNORECASE,
)
_MILD = re.compile(
    r"\b(?:good|better|best|great|positive|constructive|productive|useful|helpful|fair|frank"
    r"|candid|friendly|cordial|open|honest|important|significant|necessary|needed|essential|vital"
    r"|natural|normal|routine|standard|legitimate|lawful|legal|rights?|correct|success\w*|victory|triumph\w*"
    r"|win|step|start|beginning|breakthrough|landmark|blessing|gift|honou?r"
    r"|chance|opportunity|moment|turning point|milestone|historic"
    r"|priority|partner\w*|friends?|all(?:y|ies)|brothers?|brotherly|neighbours?|neighbors?"
    r"|difficult|complex|complicated|fluid|calm|stable|tense|delicate|sensitive|serious|sad"
    r"|tragic|tragedy|technical|internal|matter|question|test|duty|courageous|brave|clear|model"
    r"|proud|heroe?s?|peace\w*|strong|excellent|warm|promising|encouraging|welcome|deep|close"
    r"|self-defen[cs]e|existential|unprecedented|strategic|special|preliminary|possible|likely)\b",
    re.IGNORECASE,
)


def act_of_naming(content: str) -> SpeechAct | None:
    """Return the act of who calls something so, by the words; `content` is the thing and its name.

    >>> act_of_naming('the report "a fairy tale"'), act_of_naming("the vote a joke")
    ('deny', 'condemn')
    """
    if _UNTRUE.search(content):
        return "deny"
    if not _DISPARAGES.search(content):
        return None
    return "deny" if _CLAIM.match(content) else "condemn"


def act_of_own_words(content: str) -> SpeechAct | None:
    """Return the act of who calls something what no list of words has, if in words of his own.

    >>> act_of_own_words('the pact "a dead letter"'), act_of_own_words('the talks "frank"')
    ('condemn', None)
    """
    quoted = _QUOTED.search(content)
    if quoted is None or _MILD.search(quoted["words"]):
        return None
    return "deny" if _CLAIM.match(content) else "condemn"
