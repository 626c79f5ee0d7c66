"""The speech act that words show by themselves, whatever verb reports them.

Patterns over what was said, the most telling first; each row is one act. What one's own side will
do is announced, assured or threatened; what others will do is merely asserted.
"""

from __future__ import annotations

import re

from kg.extractors.cues import FIRM, lemma
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
    for act, pattern in _SHOWN:
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


def _any(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern of the alternatives, each from the start of a word."""
    return re.compile(r"\b(?:" + "|".join(alternatives) + ")")


_FUTURE = _any(
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
_HARM = _any(
    "retaliat|revenge|attack|strike|destroy|punish|crush|annihilat|consequence|war\\b",
    "pay (?:for (?:this|that|it|their|what)|dearly|(?:a|the) (?:\\w+ )?price)\\b",
    "respond (?:militar|forceful|harsh|decisive)",
    "(?:not|never) (?:tolerate|allow|hesitate|(?:stand|sit) (?:idly )?by|stand idle)",
)
_HELP = _any(
    "waver|falter",
    "help|support|aid|assist|defend|protect|guarantee|honou?r|safe|always|remain",
    "stand (?:by|with)|continue to|keep our|(?:look|walk|turn) away",
)
_OWN_WORDS = (
    r"(?:his|her|its|their|the|what|our|my|every)\b(?: \w+)? ?(?:comments?|remarks?|statements?"
    r"|words?|decisions?|reports?|story|findings|position|claims?|account|said)\b"
)
_MOOD = r"(?:is|are|was|were|be)"
_SHOWN: tuple[tuple[SpeechAct, re.Pattern[str]], ...] = (
    (
        "condemn",
        _any(
            "condemn|deplor|unacceptable|unjustif|outrageous|shameful|disgrace|barbar(?:ic|ism|ity|ous)|despicable",
            "irresponsibl|cowardly|illegitimate|hypocri|heinous|abhorrent|reprehensible",
            "(?<!be )(?:extremely|highly|very|deeply|utterly) (?:dangerous|provocative|alarming)",
            "appalling|ridiculous|absurd|null and void|(?:deeply )?disturbing|unfounded|unworthy",
            "disgusting|immoral|unfair|one-sided|reckless|cynical|dictator|tyran|farce\\b|sham\\b|mockery|unhelpful",
            "inappropriate|serious problem|unrealistic",
            "too late\\b|disappoint|unlawful|inhuman|double standard|hypocrisy",
            r"(?:mak(?:e|es|ing)|made) an? (?:\w+ ){0,2}(?:mistake|error|blunder)\b",
            r"(?:wast|squander|miss)ed (?:an?|the|this) (?:\w+ )?(?:opportunity|chance)\b",
            "regrettable|an insult|insulting|shameless|blackmail|collective punishment|shame on",
            "war crime|crimes? against|turn(?:s|ed|ing)? (?:its|his|her|their) back on",
            "failed (?:the|to|us|in|its|his|her|their)\\b",
            rf"(?:{_MOOD}|as) (?:an? )?(?:\w+ )?provocations?\b"
            r"|violat(?:es|ed|ion of)|(?:flagrant|blatant|gross|clear) (?:violation|breach)",
            r"(?:is|are|was|were|the \w+) (?:illegal|unlawful|wrong|a mistake)\b",
            "(?:dangerous|hostile|provocative|aggressive) (?:act|action|move|step|manoeuvre"
            r"|maneuver|behaviou?r|conduct|rhetoric)s?\b",
        ),
    ),
    (
        "deny",
        _any(
            "no intention|no plans?\\b|no truth|no evidence|nothing to do with|fake news",
            "not a (?:single )?word of|nothing to hide|out of the question|under no circumstances",
            r"no such\b|nothing of the (?:sort|kind)|(?:knew|knows?|aware) of no|no decision",
            rf"{_MOOD} not aware|(?:could|can|would|will) (?:not|neither) confirm|not recall",
            "not true|untrue|baseless|groundless|categorically|fabricat",
            rf"{_MOOD} (?:\w+ly )?(?:false|a (?:\w+ )?lie|(?:\w+ )?nonsense)\b",
            r"^(?:no|never|nonsense|(?:absolutely|certainly|of course|definitely) not)\W*$",
            rf"{_MOOD} pure (?:fiction|fantasy|invention)\b",
            "never (?:did|said|had|met|asked)",
            r"(?:will|would|shall) \w+ (?:nothing|nobody|no one)\b",
            r"^not (?:an?|one) (?:single )?\w+",
            r"(?:is|was|are|were) an? (?:\w+ )?internal (?:matter|affair|one)\b",
            r"(?:not|\w+n't) (?:involved|responsible|aware|intend|part of)",
        ),
    ),
    (
        "warn",
        _any(
            r"(?:if|unless|otherwise)\b.*\b(?:attack|retaliat|respond|consequence|destroy|war\b"
            r"|harm|collapse|punish|sanction(?!s? (?:\w+ )?(?:lifted|eased|dropped|removed))|pay)",
            r"(?:could|would|will|may|might|can) (?:\w+ )?"
            "(?:lead to(?! (?:an? )?(?:\\w+ )?(?:peace|progress|deal|agreement|settlement|talks"
            "|truce|solution|breakthrough|action|better))|cause|trigger|spark|provoke|escalate"
            "|result in|be dangerous)",
            r"(?:would|could|will|may|might) (?:also )?(?:be|pose|mean|amount to|put|bury|plunge"
            r"|push|leave|undermine|destroy|jeopardi[sz]e|endanger|threaten|destabili[sz]e)\b[^.]{0,60}?"
            r"\b(?:mistake|threat|danger\w*|disaster|catastroph\w*|risk|war|chaos|collapse|rubble"
            r"|vacuum|death|bloodshed|peace)\b",
            r"(?:would|will|'ll)\b[^.]*\b(?:if|unless)\b[^.]*"
            r"\b(?:not (?:stopp?|fall|cease|halt|withdr|comply|end|release)\w*"
            r"|(?:was|were|is|are) not (?:stopped|lifted|released|met|withdrawn)|continue[sd]?)\b",
            r"\b(?:if|unless)\b[^.]*\b(?:stays?|continues?|fails?|does not|do not|don't|refuses?"
            r"|attacks?|crosses|goes|persists?|intervenes?)\b.*\b(?:will|shall|would|'ll)\b",
            "(?:serious|gra(?:ve|vest)|dire) consequences|red line|brink of|fraught with",
            "risk(?:s|ing)? (?:of |a |an )|without mercy",
            "(?:last|final) chance|time is running out|running out of time|clock is ticking",
            "(?:playing|plays?) with fire|patience (?:is|was|has|had) (?:wear|run)|price to pay",
            "not go un(?:answered|punished)|(?:days|weeks|hours) away from|on the verge of",
            "be met with (?:force|fire|an? (?:\\w+ )?response)",
            "test (?:our|its|his|their) (?:resolve|patience)",
            "(?:could|would|may|might|can) (?:\\w+ )?(?:tip|drag|plunge|spill|spiral|descend)\\b",
            "(?:force|intervention|invasion|sanctions?|strikes?|options?|measures?) [^.]{0,30}?"
            r"(?:remain|is|are|was|were)\w* (?:still |all )?on the table",
            r"(?:on|off) the table (?:if|unless)\b",
            "deserves? (?:harsh )?punishment|reserve[sd]? (?:the|its|our|his|their) right",
            r"(?:nobody|no one|no country) should (?:mistake|doubt|underestimate|think|test)",
        ),
    ),
    (
        "concern",
        _any(
            "concerned\\b(?! (?:by the|with|about the))|(?:worried|alarmed|troubled)\\b",
            "worries\\b|afraid",
            rf"{_MOOD} (?:\w+ly )?(?:troubling|worrying|alarming)",
            r"(?:express\w*|of|deep|grave) concern",
            "fears? (?:that|of)|regrets? (?:that|the)",
        ),
    ),
    (
        "accuse",
        _any(
            "accus|blame|lied\\b|lying\\b|liar|interfer|meddl|hacked|conspir|perpetrat|destabili[sz]",
            r"(?:blood|suffering|deaths?)\b[^.]{0,30} on (?:your|his|her|its|their|\w+'s) hands\b",
            rf"(?<!i )(?<!we ){_MOOD} (?:responsible|guilty|to blame)",
            r"^(?!i |we )(?:[\w']+ ){1,4}responsible for\b",
            r"(?:has|have|had|were|was|are|is) (?:\w+ly |been |already )?(?:shelling|shelled"
            r"|bombing|firing on|fired on|stag(?:ed|ing)|sabotag|obstruct|blocking|rigg|steal"
            r"|stole|deceiv|misle"
            r"|betray|harbou?r|shelter(?:ed|ing)|smuggl|spied|spying|poison|murder|massacr"
            r"|kidnap|abduct|tortur|exploit|manipulat|undermin|provok|breach|broken|ignored|cheat"
            r"|open(?:ed|ing) fire|arming|hiding|stolen|falsif|forg(?:ed|ing)|plott)",
            r"as (?:an? )?(?:\w+ )?(?:weapons?|bargaining chips?|human shields?)\b",
            r"behind the (?:\w+ )?attack|aggress(?:ion|or)|cover(?:ed|ing)[ -]up",
            "support(?:s|ing|ed) (?:terror|the regime)|sponsor(?:s|ing|ed)? (?:of )?terror",
        ),
    ),
    (
        "demand",
        _any(
            r"must\b(?! be (?:\w+ing|a ))|(?<!will )(?<!would )(?<!'ll )(?:has|have|needs?) to\b"
            r"(?! do with| be the\b)|ought to\b",
            r"had to be (?!\w+ing)\w+\b|needed to\b|up to [\w' ]{2,30} to\b",
            r"(?<!to )(?<!will )(?<!would )be (?:done|given|made|found)\b",
            r"should(?! be \w+ed\b)(?! (?:have|the|they|it)\b)|immediately",
            "(?:it is|it's) (?:high )?time|it was (?:high )?time (?:for|to|that)",
            r"(?<!will )(?<!would )(?<!to )(?<!not )stop \w+ing",
            r"(?:we|i|he|she|they|it) (?:\w+ )?call(?:s|ed)? (?:on|for)\b",
        ),
    ),
    (
        "propose",
        _any(
            r"should be \w+ed|let us\b|let's\b|would be better to|why not",
            r"(?:i|we|he|she|they|it) (?:\w+ )?propos(?:e|es|ed)\b",
            "could be (?:an?|the) (?:option|solution|way)|(?:we|i) (?:suggest|recommend)",
            "could (?:jointly |together )?(?:set up|establish|form an?)\\b|why don't we",
        ),
    ),
    (
        "welcome",
        _any(
            "welcom|thank|grateful|congratulat|applaud|commend|proud of|delighted|glad\\b",
            rf"pleased (?:with|to|that)|excellent|(?:{_MOOD}|as|a|an) (?:positive|historic"
            r"(?! (?:mistake|error|failure|injustice|stupidity|blunder|crime)))\b",
            "breakthrough|milestone|encouraging|heartening|promising|(?:victory|triumph) for\\b",
            r"constructive(?! (?:role|part)\b)",
            "great (?:success|progress|job|honou?r|friend)",
            "a (?:good|positive|significant|great|important) (?:step|sign|start|signal|day|move)",
        ),
    ),
    (
        "agree",
        _any(
            "(?:we|they|both|sides) (?:have |had )?(?:all )?agreed?\\b",
            r"(?:by|reached an?) consensus|(?<!be )no (?:\w+ )?objections?\b|no quarrel\b",
            rf"shar(?:es?|ed) (?:the|that|this|\w+'s) view|{_MOOD} (?:\w+ly )?right\W*$",
        ),
    ),
    (
        "justify",
        _any(
            "in response to|in retaliation|self-defen[cs]e|for security reasons",
            "no (?:other )?(?:choice|alternative|option)|appropriate",
            rf"(?:stands?|stood) by {_OWN_WORDS}",
            rf"{_MOOD} (?:only|just|merely) to",
            r"legitimate (?:rights?|targets?|self|responses?|act\b|interests?|concerns?|means)",
            "justified|necessary (?:to|for|because)|(?:has|have|had) the right|a right to",
            "within (?:its|his|her|their|our) rights?",
            "(?:is|are|was|were) (?:meant|intended|designed) to",
            "in (?:line|accordance|keeping) with (?:\\w+ )?(?:international|the) law",
        ),
    ),
    (
        "assure",
        _any(
            rf"(?:stands?|stood) (?:by(?! {_OWN_WORDS})|with|ready)|unwavering|iron-?clad",
            "steadfast|unshakable",
            "commitment to",
            r"(?:we|they|it|he|she) (?:\w+ )?(?:support|guarantee|remain committed)",
            r"(?:is|are|am|was|were|remains?|remained) (?:\w+ )?committed|nothing to fear",
            r"(?:do not|don't) worry|not alone\b|pos(?:es?|ed|ing) no threat|not waver",
        ),
    ),
    (
        "announce",
        _any(
            rf"{_MOOD} (?:\w+ )?(?:due|scheduled|to be|to take place|planned)\b",
            "(?:has|have) (?:suspended|decided|approved|ordered|signed|launched|issued)",
        ),
    ),
)
