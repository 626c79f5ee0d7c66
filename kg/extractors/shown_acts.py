"""Words by which what is said shows what act it is, the most telling first; each row is one act."""

from __future__ import annotations

import re

from kg.model import SpeechAct


def any_of(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern of the alternatives, each from the start of a word."""
    return re.compile(r"\b(?:" + "|".join(alternatives) + ")")


_OWN_WORDS = (
    r"(?:his|her|its|their|the|what|our|my|every)\b(?: \w+)? ?(?:comments?|remarks?|statements?"
    r"|words?|decisions?|reports?|story|findings|position|claims?|account|said)\b"
)
_MOOD = r"(?:is|are|was|were|be)"
SHOWN: tuple[tuple[SpeechAct, re.Pattern[str]], ...] = (
    (
        "condemn",
        any_of(
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
            "failed (?:the|to|us|in|its|his|her|their)\\b|a waste of time",
            rf"(?:{_MOOD}|as) (?:an? )?(?:\w+ )?provocations?\b"
            r"|violat(?:es|ed|ion of)|(?:flagrant|blatant|gross|clear) (?:violation|breach)",
            r"(?:is|are|was|were|the \w+) (?:illegal|unlawful|wrong|a mistake)\b",
            "(?:dangerous|hostile|provocative|aggressive) (?:act|action|move|step|manoeuvre"
            r"|maneuver|behaviou?r|conduct|rhetoric)s?\b",
        ),
    ),
    (
        "deny",
        any_of(
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
        any_of(
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
            "(?:serious|gra(?:ve|vest)|dire|be) consequences|red line|brink of|fraught with",
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
        any_of(
            "concerned\\b(?! (?:by the|with|about the))|(?:worried|alarmed|troubled)\\b",
            "worries\\b|afraid",
            rf"{_MOOD} (?:\w+ly )?(?:troubling|worrying|alarming)",
            r"(?:express\w*|of|deep|grave) concern",
            "fears? (?:that|of)|regrets? (?:that|the)",
            "(?:thoughts|prayers|condolences) (?:are|go|were)",
        ),
    ),
    (
        "accuse",
        any_of(
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
            r"behind (?:the|this|that) (?:[\w-]+ ){0,2}(?:attack|raid|strike|bombing|killing|plot"
            r"|coup|blast|explosion)|aggress(?:ion|or)|cover(?:ed|ing)[ -]up",
            "support(?:s|ing|ed) (?:terror|the regime)|sponsor(?:s|ing|ed)? (?:of )?terror",
        ),
    ),
    (
        "demand",
        any_of(
            r"must\b(?! be (?:\w+ing|a ))|(?<!will )(?<!would )(?<!'ll )(?:has|have|needs?) to\b"
            r"(?! do with| be the\b)|ought to\b",
            r"had to (?:be (?!\w+ing)\w+|(?:stop|end|leave|withdraw|cease|respect|comply|halt)\b)"
            r"|needed to\b|up to [\w' ]{2,30} to\b",
            r"(?<!to )(?<!will )(?<!would )be (?:done|given|made|found)\b",
            r"should(?! be \w+ed\b)(?! (?:have|the|they|it)\b)|immediately",
            "(?:it is|it's) (?:high )?time|it was (?:high )?time (?:for|to|that)",
            r"(?<!will )(?<!would )(?<!to )(?<!not )stop \w+ing",
            r"(?:we|i|he|she|they|it) (?:\w+ )?call(?:s|ed)? (?:on|for)\b",
        ),
    ),
    (
        "propose",
        any_of(
            r"should be \w+ed|let us\b|let's\b|would be better to|why not",
            r"(?:i|we|he|she|they|it) (?:\w+ )?propos(?:e|es|ed)\b",
            "could be (?:an?|the) (?:option|solution|way)|(?:we|i) (?:suggest|recommend)",
            "could (?:jointly |together )?(?:set up|establish|form an?)\\b|why don't we",
        ),
    ),
    (
        "welcome",
        any_of(
            "welcom|thank|grateful|congratulat|applaud|commend|proud of|delighted|glad\\b",
            rf"pleased (?:with|to|that)|excellent|(?:{_MOOD}|as|a|an) (?:positive|historic"
            r"(?! (?:mistake|error|failure|injustice|stupidity|blunder|crime)))\b",
            "breakthrough|milestone|encouraging|heartening|promising|(?:victory|triumph) for\\b",
            r"constructive(?! (?:role|part)\b)",
            "great (?:success|progress|job|honou?r|friend)",
            "a (?:good|positive|significant|great|important) (?:step|sign|start|signal|day|move)",
            rf"steps? (?:in the right direction|forward\b)|{_MOOD} encouraged\b",
        ),
    ),
    (
        "agree",
        any_of(
            "(?:we|they|both|sides) (?:have |had )?(?:all )?agreed?\\b",
            r"(?:by|reached an?) consensus|(?<!be )no (?:\w+ )?objections?\b|no quarrel\b",
            rf"shar(?:es?|ed) (?:the|that|this|\w+'s) view|{_MOOD} (?:\w+ly )?right\W*$",
        ),
    ),
    (
        "justify",
        any_of(
            "in response to|in retaliation|self-defen[cs]e|for security reasons",
            "no (?:other )?(?:choice|alternative|option)|appropriate",
            rf"(?:stands?|stood) by {_OWN_WORDS}",
            rf"{_MOOD} (?:only|just|merely) to",
            r"legitimate (?:rights?|targets?|self|responses?|act\b|interests?|concerns?|means)",
            "justified|necessary (?:to|for|because)|(?:has|have|had) (?:the|every) right",
            "a right to",
            "within (?:its|his|her|their|our) rights?",
            "(?:is|are|was|were) (?:meant|intended|designed) to",
            "in (?:line|accordance|keeping) with (?:\\w+ )?(?:international|the) law",
        ),
    ),
    (
        "assure",
        any_of(
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
        any_of(
            rf"{_MOOD} (?:\w+ )?(?:due|scheduled|to be|to take place|planned)\b",
            "(?:has|have) (?:suspended|decided|approved|ordered|signed|launched|issued)",
        ),
    ),
)
