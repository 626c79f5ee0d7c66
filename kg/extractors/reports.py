"""Who passed a statement on, and to whom it was made: `told AFP`, `in a phone call with Putin`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.allegiance import is_official
from kg.extractors.lookup import Lookup
from kg.extractors.newsrooms import NEWSROOMS
from kg.extractors.outlets import outlet, told
from kg.extractors.sources import Sources, institutions
from kg.model import Mention, Span, Statement

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
    r"world|people|public|crowd|newspaper|magazine|agency|channel|broadcaster|network|rally|it|him|himself|herself|them|"
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
_SAYS_THAT = re.compile(
    r",? (?:(?:also|later|then|earlier|has|have|had) )?(?:said|says|say|reported|reports|announced"
    r"|confirmed|revealed|disclosed|added|stated|wrote|claimed|learned)"
    r"(?: (?:on|in|at|late|early) [^,]{3,30}?| later| earlier)?,?(?: that)? $"
)
_WRITING = re.compile(r"(?:the|a) (?:statement|communiqu[eé]|letter|message|readout)$")
# Quoted words, or the rest of a passive: `had been previously` reported.
_NO_SUBJECT = re.compile(r"[\"“”„«]|''|``|\b(?:be|been|being|was|were|is|are)(?: \w+)?$")
_LONGEST_SUBJECT = 160  # code points
_ACCORDING = re.compile(
    r"\b(?:according to|through(?= (?:an?|his|her|its|their) (?:\w+ )?spokes))"
    r" ([^,.;:“”\"\n]{3,120}?)(?=, |\.(?:\s|$)|;)",
    re.IGNORECASE,
)
# Who told an outlet what has been said before: `…, a diplomat in the room told AFP`.
_CLOSING = re.compile(r"[,”\"’']{1,2} (?P<who>[^,;:“”\"]{3,100}) $")
_IN_THE_CALL = re.compile(
    r"\b(?:in|during) (?:the|their) (?:[\w-]+ )?(?:call|conversation|talks|meeting|letter)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"(?:['’]s)?(?: \([\w.-]+\))?(?: (?:statement|news agency|state media|spokes\w+|communiqu[eé]|"
    r"readout|press release|report|website))?(?: on \w+| \w+day| also| earlier| later)?,? "
    r"(?:said|says|say|reported|reports|quoted|quoting|quotes|cited|citing|wrote|writes|announced|"
    r"added|stated|confirmed)\b",
)
_IT_WENT_ON = re.compile(
    r"^(?:It|They|The statement|The (?:report|agency|ministry))\s(?:also |then )?"
    r"(?:went on to say|added|said|continued|stated|noted|reported)(?: that)?\b"
)
_CONTINUES = re.compile(r"\b(?:also|further|furthermore|added|again)\b", re.IGNORECASE)


def own_sentence(look: Lookup, statement: Statement) -> Span:
    """Return the sentence of the cue, or of the content where there is no cue."""
    anchor = statement.cue or statement.content[0]
    return look.sentences[look.sentence(anchor.start)]


def reported(sources: Sources, spoken: Sequence[Statement]) -> list[Statement]:
    """Return the statements with intermediate source and addressee, accounts continued."""
    found: list[Statement] = []
    last: str | None = None
    for statement in spoken:
        outer = spoken[statement.reported_in] if statement.reported_in is not None else None
        by = outer.speakers[0] if outer else None
        if by is None and statement.source:
            by = reporter(sources, statement, spoken, last)
        to = addressee(sources, replace(statement, reported_by=by))
        own = set(statement.speakers)
        before = next((s for s in reversed(found[-3:]) if own & set(s.speakers)), None)
        account = by is None and before is not None and before.reported_by is not None
        if before is not None and account and continues(sources.look, before, statement):
            by = before.reported_by
        if before is not None and by and by == before.reported_by and to is None:
            same = before.speakers == statement.speakers
            to = before.addressee if same and continues(sources.look, before, statement) else None
        if before is not None and to is None and before.speakers == statement.speakers:
            sentence = own_sentence(sources.look, statement).of(sources.look.text)
            to = before.addressee if _IN_THE_CALL.search(sentence) else None
        found.append(replace(statement, reported_by=by, addressee=to))
        named = institutions([by] if by else statement.speakers)
        last = named[0] if named else last
    return found


def reporter(
    sources: Sources, statement: Statement, others: Sequence[Statement], last: str | None
) -> str | None:
    """Return the key of who passed the statement on, as its own sentence says; None if nobody.

    `others` are the article's statements, of which one in the same sentence may have been made to
    another outlet. `last` is the institution that spoke last: what `It went on to say` refers to.
    """
    look = sources.look
    sentence = own_sentence(look, statement)
    own = set(statement.speakers)
    begin = min(
        [*(s.start for s in statement.source), *([statement.cue.start] if statement.cue else [])],
        default=statement.content[0].start,
    )
    if last and _IT_WENT_ON.match(look.text[sentence.start : begin]) and begin > sentence.start + 8:
        return last
    for at, outlet_told in told(sources, sentence.start, sentence.end):
        if outlet_told not in own and _is_about_own(look, at, statement, others):
            return _who_told(sources, statement, at) or outlet_told
    if (framing := _frame(sources, sentence, begin)) and framing not in own:
        return framing
    for mention in look.within(sentence):
        key = mention.entity
        if key is None or key in own or mention.kind == "demonym" or _own_words(statement, mention):
            continue
        if look.quoted(mention.span.start):
            continue
        speaks = mention.type in ("organisation", "body", "state", "grouping")
        if speaks and _reports(look, sentence, statement, mention, begin):
            return key
    return _account(sources, statement, sentence)


def _who_told(sources: Sources, statement: Statement, at: int) -> str | None:
    """Return who told the outlet after `at`, where that is not the speaker."""
    last = max(s.end for s in (*statement.content, *statement.source))
    closing = _CLOSING.match(sources.look.text, last, at)
    who = sources.read((Span(*closing.span("who")),)) if closing else ()
    return who[0] if who and who[0] not in statement.speakers else None


def _is_about_own(look: Lookup, at: int, statement: Statement, others: Sequence[Statement]) -> bool:
    """Say whether the words at `at` tell how this statement was made, rather than another one."""
    if look.quoted(at) or any(c.start <= at < c.end for c in statement.content):
        return False
    if any(s.start <= at < s.end for s in statement.source):
        return True
    cues = [o.cue for o in others if o.cue and o.cue != statement.cue]
    if statement.cue is None or not cues:
        return True
    rival = min(abs(c.start - at) for c in cues)
    return abs(statement.cue.start - at) <= rival or any(
        o.cue and o.cue.start <= at < o.cue.end and o.speakers == statement.speakers
        for o in (statement, *others)
    )


def _frame(sources: Sources, sentence: Span, begin: int) -> str | None:
    """Return the subject of a reporting verb right before `begin`: `An aide said X had called`."""
    look = sources.look
    opening = look.opening(look.sentence(sentence.start))
    verb = _SAYS_THAT.search(look.text, opening, max(begin, opening))
    if verb is None or verb.start() - opening > _LONGEST_SUBJECT or verb.start() == opening:
        return None
    subject = Span(opening, verb.start())
    if _NO_SUBJECT.search(subject.of(look.text)):
        return None
    named = any(m.entity and m.kind != "demonym" for m in look.within(subject))
    if look.quoted(verb.start()) or not (named or is_official(subject.of(look.text))):
        return None
    return next(iter(sources.read((subject,))), None)


def _account(sources: Sources, statement: Statement, sentence: Span) -> str | None:
    """Return by whose account somebody said something: `Oman, according to a diplomat, told …`."""
    look = sources.look
    for match in _ACCORDING.finditer(look.text, sentence.start, sentence.end):
        span = Span(*match.span(1))
        own = (*statement.source, *statement.content, *filter(None, [statement.cue]))
        if look.quoted(span.start) or any(s.overlaps(span) for s in own):
            continue
        if _WRITING.match(span.of(look.text)):
            continue
        found = sources.read((span,))
        if found and found[0] not in statement.speakers:
            return found[0]
    return None


def _own_words(statement: Statement, mention: Mention) -> bool:
    return any(s.overlaps(mention.span) for s in (*statement.source, *statement.content))


def _reports(
    look: Lookup, sentence: Span, statement: Statement, mention: Mention, begin: int
) -> bool:
    """Say whether the mention is subject of a reporting verb around this statement."""
    after = _REPORTS.match(look.text, mention.span.end, sentence.end)
    if after is None:
        return False
    if statement.cue and statement.cue.start < after.end() and mention.span.end < statement.cue.end:
        return False
    if after.end() <= begin:  # X reported that SOURCE CUE …
        return True
    closing = look.text[max(sentence.start, mention.span.start - 6) : mention.span.start]
    over = mention.span.start > max(c.end for c in statement.content) - 1
    return over and bool(re.search(r",[\"”’']* (?:the |a )?$", closing, re.IGNORECASE))


def continues(look: Lookup, before: Statement, statement: Statement) -> bool:
    """Say whether the statement goes on with the account in which `before` was reported."""
    if not set(before.speakers) & set(statement.speakers):
        return False
    here = own_sentence(look, statement)
    there = own_sentence(look, before)
    gap = look.sentence(here.start) - look.sentence(there.start)
    if not 0 <= gap <= 2:
        return False
    if statement.cue is None:
        return look.paragraph(here.start) == look.paragraph(there.start)
    if re.search(r"\bhad\b", look.text[here.start : statement.cue.end]):
        return True
    same = look.paragraph(here.start) == look.paragraph(there.start)
    return same and bool(_CONTINUES.search(look.text[here.start : statement.cue.end]))


def addressee(sources: Sources, statement: Statement) -> str | None:
    """Return the key of whom the statement is directed at, where the text says so."""
    look = sources.look
    cue = statement.cue
    if cue is None:
        return None
    sentence = own_sentence(look, statement)
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
        told_what = clause and verbs[-1].group().lower().startswith(("tol", "tel"))
        if told_what or outlet(sources, at, sentence.end):
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
