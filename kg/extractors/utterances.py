"""The speech act that words show by themselves, whatever verb reports them.

Patterns over what was said, the most telling first; each row is one act. What one's own side will
do is announced, assured or threatened; what others will do is merely asserted.
"""

from __future__ import annotations

import re

from kg.extractors.cues import FIRM, lemma
from kg.extractors.shown_acts import SHOWN, any_of
from kg.model import SpeechAct
from kg.text import word_set


def act_of_content(content: str, source: str = "") -> SpeechAct | None:
    """Return the act that what is said shows by itself, None if none; `source` are who says it.

    >>> act_of_content("We will send help", "Biden"), act_of_content("It rained", "Biden")
    ('assure', None)
    >>> act_of_content("Russia must withdraw at once"), act_of_content("Withdraw your troops")
    ('demand', 'demand')
    """
    plain = _QUOTES.sub("", content.replace("’", "'").lower()).strip(" '‘…")
    if _JUSTICE.search(plain):
        return "assure"
    if act := _performed(plain, source.lower()):
        return act
    if _owns_denial(plain, source.lower()):
        return "deny"
    if act := _readiness(plain, source.lower()):
        return act
    for act, pattern in SHOWN:
        if act == "demand":
            shown = any(not _ASKS.search(plain, 0, m.start()) for m in pattern.finditer(plain))
        else:
            shown = pattern.search(plain) is not None
        if shown:
            return act
    if _is_imperative(plain, content):
        return "demand"
    return _act_of_future(plain, source.lower())


def _performed(plain: str, source: str) -> SpeechAct | None:
    """Return the act that the speaker's own verb names: `we demand`, `China firmly opposes`.

    After Austin, "How to Do Things with Words" (1962), lecture V: explicit performatives.
    """
    if _ASKED.match(plain):
        return "demand"
    match = _PERFORMATIVE.match(plain)
    if match is None or not _is_own_side(match["subject"] + " ", source):
        return None
    if match["subject"] in ("i", "we") and _PAST.match(match["verb"]):
        return None  # who tells what he once demanded demands nothing
    verb, *particle = match["verb"].split()
    act = FIRM.get("-".join((lemma(verb), *particle)))
    return None if act in _NOT_PERFORMED else act


def _owns_denial(plain: str, source: str) -> bool:
    """Say whether the speaker says what his own side has not done or does not do."""
    denial = _DENIAL.match(plain)
    return denial is not None and _is_own_side(denial["subject"] + " ", source)


def _readiness(plain: str, source: str) -> SpeechAct | None:
    """Return what the speaker does who says what his own side is ready to do."""
    ready = _READY.match(plain)
    if ready is None or not _is_own_side(ready["subject"] + " ", source):
        return None
    return "warn" if _HARM.search(plain, ready.end()) else "assure"


def orders(words: str) -> bool:
    """Say whether words in small letters begin with an order: `leave now`, `pay the fine`."""
    first = words.split(maxsplit=1)[0].strip(",.!") if words else ""
    return first in _IMPERATIVES or _MAYBE_IMPERATIVES.match(words) is not None


def _is_imperative(plain: str, content: str) -> bool:
    called = _CALLED.match(plain)  # `Mr Obi, release them`
    order = orders(plain) or (called is not None and orders(plain[called.end() :]))
    return order and content.lstrip("\"'“‘ ")[:1].isupper()


def _act_of_future(plain: str, source: str) -> SpeechAct | None:
    """Return the act of speaking about what one's own side will do, None if it is not that."""
    future = _FUTURE.search(plain)
    if not future or not _is_own_side(plain[: future.start()], source):
        return None
    if _REFUSAL.match(plain, future.start()):
        return "deny"
    clause = plain[future.end() :].split(", ")[0]
    if _HARM.search(clause):
        return "warn"
    return "assure" if _HELP.search(clause) else "announce"


def act_of_vow(content: str) -> SpeechAct:
    """Return the act of promising to do what begins with `to`: `to strike back` warns."""
    plain = _QUOTES.sub("", content.replace("’", "'").lower())
    return "warn" if _HARM.search(plain.split(", ")[0]) else "announce"


def _is_own_side(subject: str, source: str) -> bool:
    """Say whether the subject of a clause is "we", or a pronoun or name for the speaker.

    Of `he said Peru would` it is Peru.
    """
    if _HOPES.search(subject):
        return False
    subject = _THINKS.split(subject)[-1]
    names = {w for w in _TOKEN.findall(subject) if len(w) > 2} & set(_TOKEN.findall(source))
    return len(subject) < 60 and bool(_OWN.search(subject) or names - {"the"})


# `whether Peru should go`, `the lengths to which most must go`: nobody is asked to
_ASKS = re.compile(
    r"\b(?:whether|what|how|why)\b[^,.;:]*$|\b(?:who|which)(?: (?:we|they|most|all))? $"
)
_HOPES = re.compile(
    r"\b(?:hope[sd]?|expect(?:s|ed)?|fear(?:s|ed)?|been (?:assured|promised|told))\b"
)
_THINKS = re.compile(
    r"\b(?:said|says|thought|thinks?|believed?|believes|knew|knows?|felt|told \w+|argued"
    r"|insist(?:s|ed)?|warned|suspect(?:s|ed)?) (?:that )?"
)
# `those who did it would be brought to justice`, not `must be`
_JUSTICE = re.compile(
    r"\b(?:will|would|'ll) be (?:brought to justice|held (?:to account|accountable))\b"
)
_TOKEN = re.compile(r"\w+")
_QUOTES = re.compile(r"[\"“”„«»]|''|``")
_PERFORMATIVE = re.compile(
    r"(?P<subject>(?:the |his |her |its |their |our )?[\w'-]+(?: [\w'-]+)?)"
    r" (?:(?:has|have|had|also|again|\w+ly) )*"
    r"(?P<verb>condemn(?:s|ed)?|deplore[sd]?|denounce[sd]?|reject(?:s|ed)?|oppose[sd]?"
    r"|den(?:y|ie[sd])|refuse[sd]?|welcome[sd]?|applaud(?:s|ed)?|thank(?:s|ed)?"
    r"|congratulate[sd]?|urge[sd]?|demand(?:s|ed)?|request(?:s|ed)?|call(?:s|ed)? (?:on|for)"
    r"|warn(?:s|ed)?|accuse[sd]?|blame[sd]?|regret(?:s|ted)?|propose[sd]?|suggest(?:s|ed)?"
    r"|recommend(?:s|ed)?)\b"
)
_PAST = re.compile(r"\w+ed\b")
# `she had asked her colleague to wait`
_ASKED = re.compile(
    r"(?:he|she|it|they|we|i) (?:(?:has|have|had|also) )*asked (?!whether|if|why|how|about)"
    r"(?:[\w'.-]+ ){1,8}?(?:not )?to [a-z]+\b"
)
_DENIAL = re.compile(
    r"(?P<subject>(?:the |his |her |its |their |our )?[\w'-]+(?: [\w'-]+)?)"
    r" (?:has|have|had|did|do|does|was|were|is|are|could|can) ?(?:not|never|n't|no)\b"
    r"(?! (?:yet|know|think|see|want|understand|expect|believe|only|just|afraid|alone|going"
    r"|choice|alternative|option|other|surprised|been \w+ed\b"
    r"|(?:\w+ )?(?:objections?|quarrel|problems?(?= with)|doubts?|reservations?)\b))"
)
_READY = re.compile(
    r"(?P<subject>(?:the |his |her |its |their |our )?[\w'-]+(?: [\w'-]+)?)"
    r" (?:is|are|am|was|were|stands?|stood|remains?|remained) (?:also |still |\w+ly )?"
    r"(?:ready|prepared|willing) to\b"
)
_NOT_PERFORMED = frozenset({"agree", "announce", "justify"})
_IMPERATIVES = word_set(
    """
    stop let let's leave end withdraw release free give keep stay go come take make do don't
    respect remember think look listen get put send bring stand help join support vote
    tell call drop lift halt cease open return reject refrain allow ensure avoid choose consider
    forget learn prepare protect pull quit resign save speak step sit start wait
    """
)
_CALLED = re.compile(
    r"(?:(?:dear|mr|mrs|ms|madam|prime minister|president|minister|secretary|ambassador)\.? )?"
    r"[\w-]+(?: [\w-]+)?, (?:please )?"
)
# Nouns and adjectives, too: an order only before what a verb takes.
_MAYBE_IMPERATIVES = re.compile(
    r"(?:close|pay|build|fight|work|talk|show|cut|ban|trust|punish|arrest|act|share|test|hand|use"
    r"|dismiss|lead|face|free|vote|end|clear) "
    r"(?:the|your|our|their|this|that|these|those|all|him|her|them|us|it|now|together|with|back"
    r"|to|for|up|down)\b"
)


_FUTURE = any_of(
    r"(?:never )?(?:will|would|won't|shall)\b",
    r"(?:is|are|am|was|were|'re|'m) (?:not )?"
    r"(?:going|ready|prepared|determined|planning|set|about) to\b",
    r"(?:(?:we|they|i) plan|plans|planned|intend(?:s|ed)?|decided) to\b",
)
_REFUSAL = re.compile(
    r"(?:won't|(?:never )?(?:will|would|shall) (?:not|never)|never (?:will|would)\b"
    r"|(?:is|are|am|was|were|'re|'m) not)"
    r"(?! (?:tolerate|allow|(?:stand|sit) (?:idly )?by|stand idle|hesitate|rest|forget|abandon|let"
    r"|waver|falter|(?:look|walk|turn) away))"
)
_OWN = re.compile(
    r"^(?:\W*(?:but|and|so|that|therefore|today|now|then)\b)?\W*"
    r"(?:i|we|it|they|he|she|our (?:\w+ )?\w+|(?:the|his|her|its|their) (?:government|country"
    r"|ministry|administration|alliance|party|nation|union|council|army|military|forces|troops"
    r"|soldiers|people|side))\b"
)
_HARM = any_of(
    "retaliat|revenge|attack|strike|destroy|punish|crush|annihilat|consequence|war\\b",
    "pay (?:for (?:this|that|it|their|what)|dearly|(?:a|the) (?:\\w+ )?price)\\b",
    "respond (?:militar|forceful|harsh|decisive)",
    "(?:not|never) (?:tolerate|allow|hesitate|(?:stand|sit) (?:idly )?by|stand idle)",
)
_HELP = any_of(
    "waver|falter",
    "help|support|aid|assist|defend|protect|guarantee|honou?r|safe|always|remain",
    "stand (?:by|with)|continue to|keep our|(?:look|walk|turn) away",
)
