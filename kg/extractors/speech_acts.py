"""The speech act of each statement: from its cue, and where that names none, from its content.

Cues are looked up in `kg.extractors.cues`, the longest phrase first, then the head verb. The
content of an open cue ("said", "stressed") is read for words that make it a demand, a warning, an
announcement; where nothing shows, it asserts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.extractors.cues import DISBELIEF, FIRM, LONGEST, NEGATED, NEUTRAL, OPEN, lemma
from kg.extractors.epithets import act_of_naming, act_of_own_words
from kg.extractors.lookup import Lookup
from kg.extractors.utterances import act_of_content, act_of_vow
from kg.extractors.versions import VERSIONS
from kg.model import Document, SpeechAct, Statement
from kg.reference import Reference
from kg.text import word_set


class SpeechActExtractor:
    """Sets the speech act of every statement."""

    name = "speech_acts"
    version = VERSIONS["speech_acts"]

    def __init__(self, reference: Reference | None = None) -> None:
        """Take the reference data, as every extractor does, and need none of it."""

    def __call__(self, document: Document) -> Document:
        """Return the document with `act` set on every statement."""
        look = Lookup(document)
        acts = (replace(s, act=speech_act(s, look)) for s in document.statements)
        return replace(document, statements=tuple(acts))


def speech_act(statement: Statement, look: Lookup) -> SpeechAct:
    """Return the act of a statement of the document."""
    text = look.text
    content = " … ".join(s.of(text) for s in statement.content)
    source = " ".join([s.of(text) for s in statement.source] + _own_names(statement, look))
    if statement.cue is None:
        return act_of_content(content, source) or "assert"
    after = text[statement.cue.end : statement.cue.end + 40]
    cue = read_cue(statement.cue.of(text), after, content)
    if cue.firm and cue.act:
        return cue.act
    if look.quoted(statement.content[0].start):  # there the speaker is no `he`
        content = _PRONOUN.sub("somebody else ", content)
    return act_of_content(content, source) or cue.act or "assert"


def _own_names(statement: Statement, look: Lookup) -> list[str]:
    """Return the names in what is said of those who say it, and of those for whom they speak."""
    own = {*statement.speakers, *statement.speaks_for}
    return [
        m.span.of(look.text)
        for span in statement.content
        for m in look.within(span)
        if m.entity in own and m.kind in ("name", "metonym")
    ]


class Cue(NamedTuple):
    """What a cue says of the act: `firm` where the content cannot change it."""

    act: SpeechAct | None
    firm: bool


def read_cue(cue: str, after: str = "", content: str = "") -> Cue:
    """Return the act a cue names; `after` is the text behind it, which may hold its particle.

    >>> read_cue("had expressed his concern"), read_cue("called", " on Russia")
    (Cue(act='concern', firm=True), Cue(act='demand', firm=True))
    >>> read_cue("did not rule out"), read_cue("said in a statement")
    (Cue(act='assert', firm=True), Cue(act=None, firm=False))
    """
    tokens = _TOKEN.findall(cue.lower().replace("’", "'"))
    negated = any(t in _NEGATIONS or t.endswith("n't") for t in tokens)
    lemmas = _lemmas(tokens)
    first = _TOKEN.findall(after.lower())[:1]
    if first and first[0] in _PARTICLES and not _DAY.match(after):
        lemmas.append(first[0])
    elif content[:3] == "to ":
        lemmas.append("to")
    key = _key(lemmas)
    if key in _CARRIERS and not _CERTAIN.match(content):  # "expressed", content "his concern"
        named = _lemmas(_TOKEN.findall(content.lower())[:3])
        key = _key([*lemmas, *named])
    elif key in _RENEWALS and _COMMITMENT.match(content):
        return Cue("assure", firm=True)
    elif key in _RENEWALS:
        key = _key([x for x in lemmas if x in FIRM]) or _noun(content) or key
    elif key in _PROMISES and (_BACKING.match(content) or _TO_SOMEBODY.match(after)):
        return Cue("deny" if negated else "assure", firm=True)
    elif content.startswith("to ") and key in _VOWS and not negated:
        return Cue(act_of_vow(content), firm=True)
    elif key in _HINTS and _DOING.match(content):
        return Cue("propose", firm=True)
    elif key in _ASKING and _THAT_DONE.match(after):  # `asked`, `that it be allowed`
        return Cue("demand", firm=True)
    elif key in _MOVING and after.lstrip().startswith(content[:12]):  # `asked`, `him to wait`
        moved = _MOVED.match(content)
        key = f"{key}-{moved['how']}" if moved else key
    elif key == "ask" and after.lstrip().startswith("that "):
        key = "ask-for"
    if key in _NAMING and not negated:
        act = act_of_naming(content)
        return Cue(act or act_of_own_words(content) or OPEN.get(key), firm=act is not None)
    if key is None or (key in _HINTS and not _PROPOSAL.search(content)):
        return Cue(None, firm=False)
    act = FIRM.get(key) or OPEN.get(key)
    if not negated:
        return Cue(act, firm=key in FIRM)
    if key in _OPPOSING:
        return Cue("agree", firm=True)
    if key in DISBELIEF:
        return Cue("deny", firm=True)
    return Cue(NEGATED.get(act, "assert"), firm=True) if act else Cue(None, firm=False)


def _lemmas(tokens: Sequence[str]) -> list[str]:
    return [lemma(t) for t in tokens if t not in _SKIPPED and not t.endswith("ly")]


def _key(lemmas: Sequence[str]) -> str | None:
    """Return the lexicon's entry for a cue: the leftmost, and of those there the longest.

    A verb that names no act gives way to a noun behind it: "issued a warning", "sent a threat".
    """
    neutral = None
    for i in range(len(lemmas)):
        for length in range(min(LONGEST, len(lemmas) - i), 0, -1):
            key = "-".join(lemmas[i : i + length])
            if key in FIRM or key in OPEN:
                return key
            if key in NEUTRAL and neutral is None:
                neutral = key
                if key not in _CARRIERS:
                    return key
    return neutral


def _noun(content: str) -> str | None:
    """Return the act noun with which a content begins: `demand` of "his demand for"."""
    noun = _NOUNS.match(content)
    keys = [lemma(n.lower()) for n in noun.groups() if n] if noun else []
    keys += ["-".join(keys)]  # `his call for a truce`
    return next((k for k in keys if k in FIRM), None)


_PRONOUN = re.compile(r"^(?:He|She|They|It) ")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_NEGATIONS = word_set("not never no neither nor without none cannot")
_PARTICLES = word_set("on upon for out of")
_DAY = re.compile(r" on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")  # `insisted on Monday that`
_NOUNS = re.compile(
    r"(?:his|her|its|their|a|an|the)(?: [\w.-]+['’]s)? [“\"]?(\w+)(?: (\w+))?", re.IGNORECASE
)
_SKIPPED = word_set(
    """
    a an the his her its their our my your this that these those some any more new deep grave great
    strong serious growing own several has have had having be is was were are been being am will
    would could may might can should did does do also again once then now later earlier
    already even just still further first so as too repeated often soon never not
    """
)
_CERTAIN = re.compile(r"(?:[\w'’]+ ){0,2}confidence that\b", re.IGNORECASE)  # no promise
# What is renewed to others assures them.
_COMMITMENT = re.compile(
    r"(?:(?:the|his|her|its|their|our|full|strong|\w+['’]s) ){0,3}"
    r"(?:commitment|support|backing|readiness)\b",
    re.IGNORECASE,
)
# What is renewed is named by a noun, if it is a noun that follows.
_RENEWALS = word_set("reiterate renew reaffirm repeat restate")
# Who asks somebody to do something, or for something, demands; other questions do not.
_MOVING = word_set("ask tell order")
_ASKING = word_set("ask")
# Who has none agrees.
_OPPOSING = word_set("objection object oppose opposition opposition-to reservation")
_THAT_DONE = re.compile(
    r" that (?:[\w.'’-]+ ){1,6}?(?:not )?(?:be|stop|leave|withdraw|stay|wait|go|come|take|give|make"
    r"|send|keep|end|release|return|join|hold)\b"
)
_MOVED = re.compile(
    r"(?!(?:about|for|questions?)\b)"
    r"(?:(?!(?:if|whether|why|how|what|when|where|who|which|that|about"
    r"|it|he|she|they|we|is|are|was|were|has|have|had|will|would|must)\b)[\w.'’-]+ ){1,8}?"
    r"(?:not )?(?P<how>to(?= [\"“‘]?[a-z]+)|for)\b",
    re.IGNORECASE,
)
# Who promises help assures; who promises anything else announces it.
_PROMISES = word_set("promise pledge vow")
_VOWS = word_set("promise-to pledge-to vow-to vow")
_BACKING = re.compile(
    r"(?!to\b)(?:[\w.'’-]+ ){0,4}?(?:support|backing|help|aid|assistance|solidarity|protection)\b"
    r"|to (?:protect|defend|support|stand (?:by|with)|keep (?:support|help|arm)ing)\b",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(
    r" (?:him|her|them|us|(?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?)"
    r"(?: (?:in|on|last|this) \w+)? that\b"
)
_NAMING = word_set("call describe label brand dub term deem characterize characterise portray")
# A suggestion proposes what should or could be done; that something is so, it asserts.
_HINTS = word_set("suggest hint suggestion")
_DOING = re.compile(r"(?!(?:nothing|something|anything|everything|during|being|king)\b)[a-z]+ing\b")
_PROPOSAL = re.compile(
    r"\b(?:should|could|might|may|let|be)\b"
    r"|^(?:\w+ing|to|an?|the) (?![^,]*\b(?:is|was|were|are|would|will|had|has|have|did)\b)[^,]*$",
    re.IGNORECASE,
)
# Verbs that a noun may follow which names the act.
_CARRIERS = word_set(
    """
    express voice issue make send show offer repeat release publish deliver read give raise
    continue go
    """
)
