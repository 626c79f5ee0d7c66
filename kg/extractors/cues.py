"""The speech act each cue verb, noun or phrase names: a lexicon made by hand.

Its coverage was checked against the frequency list of cues in PolNeAR's training part (7,446
different cues); which act a cue names is a judgement in the sense of the ontology's definitions. A
FIRM cue names its act whatever is said; an OPEN one only if what is said does not itself show
another act, as "announced" does in "announced that it must leave". Cues of saying, writing and
thinking name no act and stand in NEUTRAL.
"""

from __future__ import annotations

import re

from kg.model import SpeechAct
from kg.text import word_set

_FIRM: dict[SpeechAct, str] = {
    "demand": """
        demand urge request implore beseech beg plead petition lobby press pressure exhort entreat
        insist-on instruct summon require encourage appeal enjoin admonish call-on call-upon
        call-for call-to ask-for ask-to order-to tell-to want-to push-for press-for appeal-to
        appeal-for plea petition-for pray-for demand-for request-for
        """,
    "propose": """
        propose recommend advise suggest-to invite offer-to nominate proposal recommendation
        advocate float counsel put-forward come-up-with invitation moot advocate-for
        """,
    "warn": """
        warn caution threaten alert forewarn threat ultimatum warning vow-revenge vow-to-retaliate
        vow-to-respond pledge-to-retaliate raise-the-specter raise-the-spectre sound-the-alarm
        draw-red-line reserve-right
        """,
    "accuse": """
        accuse blame allege incriminate impute implicate denigrate fault indict charge-with
        accusation allegation blame-on point-finger point-the-finger hold-responsible
        pin-the-blame lay-the-blame finger scapegoat insinuate impugn
        """,
    "deny": """
        deny reject refuse refute rebut rebuff repudiate disavow disclaim dispute contradict decline
        spurn veto renounce rule-out oppose object resist disagree distance denial refusal rejection
        objection shoot-down turn-down push-back brush-off brush-aside wave-off balk demur disown
        contest shrug-off opposition opposition-to dismiss discount decline-to downplay play-down
        pour-cold-water beg-to-differ brush-aside cast-doubt poke-hole
        """,
    "assure": """
        assure reassure guarantee stand-by stand-with stand-behind stand-up-for assurance
        pledge-support promise-support pledge-help promise-help promise-aid offer-help
        come-out-in-support come-out-in-favour come-out-in-favor give-backing confidence solidarity
        backing offer-support offer-assistance reassurance commit-to commit vouch
        """,
    "condemn": """
        condemn criticize criticise denounce decry deplore blast slam lambaste lambast assail rebuke
        castigate chide chastise berate reprimand censure excoriate deride ridicule mock scold
        scoff sneer vilify lash-out lash hit-out attack rail fume rip pan knock skewer scorch
        disparage belittle bash hammer pillory savage scorn disapprove protest condemnation
        criticism denunciation outrage outcry upbraid lampoon taunt trash boo decrial bemoan
        take-issue take-aim speak-out-against express-outrage tear-into lay-into go-after
        take-to-task come-out-against ridicule slate pour-scorn
        reproach come-out-against hit-back complain-about
        """,
    "welcome": """
        welcome praise hail applaud commend congratulate laud thank salute celebrate extol cheer
        compliment honor honour tout greet pay-tribute tribute congratulation praise-for thanks
        express-gratitude express-satisfaction credit-with appreciate acclaim toast champion
        offer-congratulations offer-thanks rejoice admire express-appreciation gratitude
        satisfaction
        """,
    "agree": """
        agree accept concur endorse approve back second echo consent accede assent ratify side
        endorsement approval agreement acquiesce recognise recognize subscribe back-up support
        come-out-in-favour come-out-in-favor throw-weight-behind lend-support
        concede sign-off give-blessing give-green-light give-go-ahead
        """,
    "justify": """
        justify defend rationalize rationalise excuse cite justification defense defence
        argue-in-favor speak-in-defense legitimize legitimise
        """,
    "concern": """
        fear worry concern fret lament regret alarm voice-concern express-concern express-worry
        raise-concern express-alarm express-fear voice-fear express-regret raise-doubt
        express-doubt express-anxiety concern-grow concern-about grow-concern worry-about
        express-dismay sound-worried apprehension misgiving unease express-unease dread bewail
        express-dissatisfaction express-reservation reservation
        offer-condolences express-condolences condolences
        apologise apologize apology
        """,
    "announce": """
        announce unveil decide decree proclaim vow plan intend resolve order announcement decision
        unveiling sign declare-war schedule mandate rule enact promulgate make-public lay-out
        """,
}

_OPEN: dict[SpeechAct, str] = {
    "announce": "pledge promise declare undertake swear commitment promise-to pledge-to prepare",
    "accuse": "complain grumble gripe complaint charge",
    "assert": """
        claim maintain contend assert argue insist reiterate stress emphasize emphasise underline
        underscore reaffirm affirm confirm admit acknowledge explain
        """,
    "propose": "suggest offer hint suggestion",
    "demand": "want seek wish pressurise",
    "assure": "sympathize sympathise",
    "justify": "attribute",
    "concern": "doubt hesitate question wonder",
    "condemn": "complain-of label brand",
    "warn": "predict-doom",
}

NEUTRAL = word_set(
    """
    say tell add write state note tweet continue speak talk remark comment observe mention report
    post reply respond answer recall recount describe call term deem dub name quote read think
    believe consider know feel see understand hope expect predict forecast estimate speculate
    imagine assume presume suppose guess suspect conclude find learn discover reveal disclose
    divulge indicate show signal imply intimate testify relate narrate inform notify brief
    communicate convey express voice articulate utter shout yell scream cry whisper murmur mutter
    joke quip boast brag crow exclaim interject repeat retort counter shoot-back fire-back
    go-on point-out point-to refer allude discuss debate ask inquire enquire query blog email
    text retweet publish broadcast air print issue release according-to statement remember
    remind reflect note highlight list compare liken portray characterize characterise depict
    confess confide muse opine reckon snap restate cable attest aver
    paint summarize summarise sum-up walk-back row-back outline detail elaborate
    clarify specify identify
    """
)
# `Peru said it would leave, hours after Chile had accused it`: when, and not what, is said
WHEN = re.compile(
    r", (?:(?:just|only|barely|about|nearly|almost|less than|more than) )?"
    r"(?:(?:an?|a few|one|two|three|four|five|six|seven|eight|nine|ten|several|\d+) )?"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?) (?:after|before)\b"
)


def _acts(table: dict[SpeechAct, str]) -> dict[str, SpeechAct]:
    return {cue: act for act, cues in table.items() for cue in cues.split()}


FIRM = _acts(_FIRM)
OPEN = _acts(_OPEN)
LONGEST = max(cue.count("-") for cue in (*FIRM, *OPEN, *NEUTRAL)) + 1

# What an act becomes when its cue is negated: who does not agree denies; who does not rule it out
# asserts no more than that.
NEGATED: dict[SpeechAct, SpeechAct] = {
    "agree": "deny",
    "assure": "deny",
    "welcome": "condemn",
    "concern": "assure",
    "announce": "deny",
    "propose": "deny",
    "demand": "deny",
}
DISBELIEF = word_set("believe think see consider")  # not believing denies

_IRREGULAR = {
    "threw": "throw", "thrown": "throw", "lent": "lend",
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "spoke": "speak",
    "spoken": "speak", "thought": "think", "knew": "know", "known": "know", "felt": "feel",
    "saw": "see", "seen": "see", "found": "find", "sought": "seek", "went": "go", "gone": "go",
    "laid": "lay", "put": "put", "stood": "stand", "held": "hold", "took": "take", "taken": "take",
    "gave": "give", "given": "give", "made": "make", "came": "come", "understood": "understand",
    "shown": "show", "swore": "swear", "sworn": "swear", "forecast": "forecast", "shot": "shoot",
    "hit": "hit", "tore": "tear", "drew": "draw", "paid": "pay", "foretold": "foretell",
    "forbade": "forbid", "laden": "lay", "meant": "mean", "pled": "plead", "pleaded": "plead",
    "ripped": "rip", "is": "be", "was": "be", "are": "be", "were": "be", "been": "be", "fearful":
    "fear", "worried": "worry", "concerned": "concern", "alarmed": "alarm", "supportive": "support",
    "critical": "criticize", "thankful": "thank", "grateful": "thank", "opposed": "oppose",
    "regretted": "regret", "regretting": "regret",
}  # fmt: skip


def lemma(word: str) -> str:
    """Return the form under which the lexicon holds the word, or else the word itself.

    >>> lemma("denies"), lemma("urging"), lemma("ripped"), lemma("voiced"), lemma("table")
    ('deny', 'urge', 'rip', 'voice', 'table')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return next((f for f in _base_forms(word) if f in _STEMS), word)


def _base_forms(word: str) -> list[str]:
    forms = [word]
    for ending, others in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            forms += [stem + other for other in others]
            if ending in ("ed", "ing") and stem[-1:] == stem[-2:-1]:
                forms.append(stem[:-1])
    return forms


_ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
)
# Deeds, plans, wishes and appearances: what they govern is not said.
_UNSPOKEN = word_set(
    """
    seem appear want seek wish plan intend schedule prepare expect sign rule enact see know
    veto ratify resist vote ban release side support back
    """
)
_STEMS = frozenset(part for cue in (*FIRM, *OPEN, *NEUTRAL) for part in cue.split("-"))


_WORD = re.compile(r"[a-z]+")
_SAYING = word_set("say tell according")
_SPOKEN = frozenset(
    cue.partition("-")[0] for cue in (*FIRM, *OPEN, *NEUTRAL)
) - _UNSPOKEN | word_set("according accordance word view concern call made make voice")


def is_communication(cue: str) -> bool:
    """Say whether a cue can report speech, writing or belief, rather than a deed or a wish.

    >>> [is_communication(c) for c in ("has repeatedly said", "banned", "wanted to discuss")]
    [True, False, False]
    """
    lemmas = [lemma(w) for w in _WORD.findall(cue.lower())]
    head = next((x for x in lemmas if x in _SPOKEN or x in _UNSPOKEN), None)
    return not cue[:1].isalnum() or head in _SPOKEN or not _SAYING.isdisjoint(lemmas)
