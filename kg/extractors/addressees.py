"""To whom a statement was made: `told the envoy`, `urged Iran to`, `in a phone call with Putin`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extractors.lookup import Lookup
from kg.extractors.newsrooms import NEWSROOMS
from kg.extractors.outlets import outlet
from kg.extractors.sources import Sources
from kg.model import Span, Statement

_OBJECT_VERB = re.compile(
    r"\b(?:told|tells?|telling|urg(?:ed|es|ing|e)|warn(?:ed|s|ing)?|assur(?:ed|es|ing|e)"
    r"|remind(?:ed|s|ing)?|inform(?:ed|s|ing)?|thank(?:ed|s|ing)?|congratulat(?:ed|es|ing)"
    r"|invit(?:ed|es|ing|e)|press(?:ed|es|ing)|order(?:ed|s|ing)?|implor(?:ed|es|ing)"
    r"|advis(?:ed|es|ing)|encourag(?:ed|es|ing|e)|beg(?:ged|s)|request(?:ed|s|ing)?"
    r"|notif(?:ied|ies|ying)|instruct(?:ed|s|ing)?|promis(?:ed|es|ing)|lobb(?:ied|ying)"
    r"|call(?:ed|s|ing)? (?:on|upon)|ask(?:ed|s|ing)?|appeal(?:ed|s|ing)? to|wr[io]te to"
    r"|said to|says to|spoke to|speaking to|offer(?:ed|s|ing)?(?: to)?|reassur(?:ed|es|ing)"
    r"|demand(?:ed|s)? of|threaten(?:ed|s|ing)?|respond(?:ed|s|ing)? to"
    r"|plead(?:ed|s|ing)? with)\s+",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(r"\bask(?:ed|s|ing)? for (?=(?:the )?[\w -]{2,40}['’]s )", re.IGNORECASE)
_MEETING = re.compile(
    r"\b(?:in|during|at) (?:an?|the|his|her|their|separate|a separate)? ?(?:[\w-]+ ){0,3}?"
    r"(?:calls?|conversations?|talks|meetings?|letters?|messages?|speech|address|remarks|testimony)"
    r"(?: [\w-]+){0,2}? (?:with|to) ",
    re.IGNORECASE,
)
_SPEAKING_TO = re.compile(r"\b(?:speaking|addressed|in a letter|in a message) to ", re.IGNORECASE)
_PROPOSE = re.compile(r"\b(?:propos|offer|suggest|pledg|promis)\w*", re.IGNORECASE)
_END = re.compile(
    r" (?:\w+ly|afterwards?|yesterday|today|to|that|not|about|"
    r"over|on|in|at|against|for|during|after|before|it|he|she|they|if|"
    r"(?<!such )as|"
    r"will|would|was|were|is|are|had|has|by|when|while|whether|last|earlier|how|why|what|of their|"
    r"of his|of its|of her|who|which|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"|[,;:.!?\"“”()\n]|$",
    re.IGNORECASE,
)
_NO_ADDRESSEE = re.compile(
    r"^(?:the |a |an |his |her )?(?:[\w-]+ )*(?:reporters?|others|journalists?|media|press|"
    r"news conference|briefing|conference|forum|dialogue|summit|gathering|seminar|panel|hearing|"
    r"interview|television|radio|audience|viewers|"
    r"world(?! powers| leaders)|"
    r"people|public|crowd|newspaper|magazine|agency|channel|broadcaster|network|rally|it|him|himself|herself|them|"
    r"themselves|us|me|you|what|how|why|whether|if|that|for|about|to|when|of|against|over|on|with)\b",
    re.IGNORECASE,
)
# What a verb of speech governs that is nobody: a clause, a phrase, a thing offered.
_NO_OBJECT = re.compile(
    r"(?:to|that|of|for|in|on|at|by|about|against|over|with|from|into|if|whether|how|why|what"
    r"|when|applause|cheers|laughter|not|as|more|less|no|such|so|\d[\w,.]*"
    r"|(?:its|his|her|their|a|an|the) (?:[\w-]+ )?"
    r"(?:offices|support|help|aid|assistance|resignation|condolences|congratulations|thanks|apologies|proposal|plan|deal|war"
    r"|action|sanctions|talks|asylum))\b",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(
    r"[\w ,.'’-]{2,80}? (?:to [a-z]+|that"
    r"|(?:it|he|she|they|there)"
    r" (?:will|would|can|could|may|might|must|had|has|have|was|were|is|are))\b"
)  # or clause after an object
_GIVEN = re.compile(r"(?:him|her) (?:an?|the|his|its|no|more|full)\b", re.IGNORECASE)
_EVENT = re.compile(r"\b(?:Dialogue|Forum|Conference|Summit|Club|Institute|University|Society)$")
_ASSEMBLY = re.compile(r"(?:parliament|congress|lawmakers|mps|delegates|ministers)$", re.IGNORECASE)
_THE_COUNTRY = re.compile(
    r"(?:the|that|this) (?:[\w-]+ ){0,3}(?:country|nation|republic|kingdom)$", re.IGNORECASE
)
_THE_BODY = re.compile(
    r"(?:the|that|this) (?:[\w-]+ )?(?:council|bloc|alliance|union|(?:world|regional) body)$",
    re.IGNORECASE,
)


def addressee(sources: Sources, statement: Statement) -> str | None:
    """Return the key of whom the statement is directed at, where the text says so."""
    look = sources.look
    cue = statement.cue
    if cue is None:
        return None
    sentence = look.telling(statement)
    verbs = [
        m for m in _OBJECT_VERB.finditer(look.text, cue.start, sentence.end) if m.start() < cue.end
    ]
    found = None
    asked = _ASKED_FOR.search(look.text, cue.start, min(cue.end + 12, sentence.end))
    if asked:
        start = asked.end()
        owner = re.compile(r"(?:the )?[\w -]+(?=['’]s )").match(look.text, start)
        found = _object(sources, start, owner.end()) if owner else None
    elif verbs:
        at = verbs[-1].end()
        clause = statement.content[0].start == at and not _INFINITIVE.match(look.text, at)
        verb = verbs[-1].group().lower()
        told_what = clause and verb.startswith(("tol", "tel"))
        to_do = verb.startswith("offer") and any(c.start < at < c.end for c in statement.content)
        if told_what or to_do or outlet(sources, at, sentence.end):
            return None
        limit = min((c.start for c in statement.content if c.start > at), default=sentence.end)
        found = _object(sources, at, min(limit, sentence.end), statement.speakers)
    if found is None and _PROPOSE.search(cue.of(look.text)):
        found = _to_whom(sources, statement)
    if found is None:
        found = _met(sources, statement, sentence)
    own = {*statement.speakers, statement.reported_by}
    return None if found in own or found in NEWSROOMS else found


def _object(sources: Sources, start: int, limit: int, own: Sequence[str] = ()) -> str | None:
    """Return the entity that the noun phrase at `start` names."""
    look = sources.look
    if _NO_OBJECT.match(look.text, start):
        return None
    named = look.starting(start)
    floor = start
    determined = re.compile(r"(?:the|a|an) ", re.IGNORECASE).match(look.text, start)
    if named is None and determined:
        named = look.starting(determined.end())
    if named:
        floor = named.span.end
    end = _END.search(look.text, floor, limit)
    stop = end.start() if end else limit
    if named and _GIVEN.match(look.text, start):
        stop = named.span.end
    if stop <= start:
        return None
    words = look.text[start:stop].rstrip()
    stop = start + len(words)
    inside = [m for m in look.within(Span(start, stop)) if m.entity]
    if not inside and (_NO_ADDRESSEE.match(words) or len(words) > 60 or not words[:1].isalpha()):
        return None
    if re.match(r"(?:reporters|journalists)\b", words) or _EVENT.search(words):
        return None
    such = re.search(r"\b(?:such as|including|like) ", words)
    if such and (mention := look.starting(start + such.end())):
        return mention.entity
    if not inside and _THE_COUNTRY.match(words):
        return _last(look, start, own, "state")
    if not inside and _THE_BODY.match(words):
        return _last(look, start, own, "grouping")
    for mention in inside:
        if mention.kind == "pronoun" and mention.span == Span(start, stop):
            keys = (mention.entity, *(c.key for c in mention.candidates))
            return next((k for k in keys if k and k not in own), None)
    if inside and all(m.type == "organisation" for m in inside) and inside[0].entity in NEWSROOMS:
        return None
    if not inside and not (
        re.match(r"(?:the |all |other |its |his |foreign |western |\w+ )*\w+s\b|the \w+", words)
        or _ASSEMBLY.match(words)
    ):
        return None
    keys = sources.read((Span(start, stop),), otherwise="group")
    for mention in inside:
        if mention.kind == "nominal" and keys and keys[0] == mention.entity and keys[0] in own:
            return next((c.key for c in mention.candidates if c.key not in own), None)
    return keys[0] if keys else None


def _last(look: Lookup, at: int, own: Sequence[str], kind: str) -> str | None:
    """Return the state or grouping named last, up to two sentences before `at`, speakers aside."""
    here = look.sentence(at)
    begin = look.sentences[max(0, here - 2)].start
    found = [
        m.entity
        for m in (look.within(Span(begin, at)) if begin < at else ())
        if m.type == kind and m.kind == "name" and m.entity and m.entity not in own
    ]
    return found[-1] if found else None


def _to_whom(sources: Sources, statement: Statement) -> str | None:
    """Return X of `proposed a summit to X`, where X ends the content."""
    look = sources.look
    content = statement.content[-1]
    matches = list(re.finditer(r" to (?=(?:the )?[A-Z])", content.of(look.text)))
    if not matches:
        return None
    start = content.start + matches[-1].end()
    inside = look.within(Span(start, content.end))
    last = max((m.span.end for m in inside if m.entity), default=0)
    return _object(sources, start, content.end) if last >= content.end - 1 else None


def _met(sources: Sources, statement: Statement, sentence: Span) -> str | None:
    """Return X of `in a phone call with X`, `speaking to X`, in the statement's own sentence."""
    look = sources.look
    for pattern in (_MEETING, _SPEAKING_TO):
        for match in pattern.finditer(look.text, sentence.start, sentence.end):
            if look.quoted(match.start()):
                continue
            mention = look.starting(match.end()) or look.starting(match.end() + 4)
            if mention is None and not re.match(r"the [A-Z]|[A-Z]", look.text[match.end() :][:6]):
                continue
            found = _object(sources, match.end(), sentence.end)
            if found and found not in NEWSROOMS:
                return found
    return None
