"""Who passed a statement on, and to whom it was made: `told AFP`, `in a phone call with Putin`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.addressees import addressees
from kg.extractors.conversations import conversations, shown
from kg.extractors.cues import WHEN
from kg.extractors.lookup import Lookup
from kg.extractors.newsrooms import NEWSROOMS
from kg.extractors.official_words import is_official
from kg.extractors.outlets import outlet, told
from kg.extractors.sources import Sources, institutions
from kg.model import Mention, Span, Statement

_SAYS_THAT = re.compile(
    r",? (?:(?:also|later|then|earlier|has|have|had) )?(?:said|says|say|reported|reports|announced"
    r"|confirmed|revealed|disclosed|added|stated|wrote|claimed|learned)"
    r"(?: (?:on|in|at|late|early) [^,]{3,30}?| later| earlier)?,?(?: that)? $"
)
# `a readout published by the ministry`: its account
_ISSUED = re.compile(
    r"(?:[Aa]n?|[Tt]he) (?:[a-z]+ )?(?:statement|communiqu[eé]|readout|press release|transcript"
    r"|account|summary|note|post|notice)"
    r"(?: of (?:the|their|its|his|her|an?) (?:[\w-]+ ){0,2}?(?:call|conversation|meeting|talks"
    r"|session|exchange))?(?: (?:issued|published|released|put out|posted|provided|carried)"
    r"(?: \w+day| later)?)? (?:from|by|of) "
)
_WAS_QUOTED = re.compile(r"\b(?:was|were|been) (?:also )?(?:quoted|cited) as\b")
_WRITING = re.compile(r"(?:the|a) (?:statement|communiqu[eé]|letter|message|readout)$")
# Quoted words, or the rest of a passive: `had been previously` reported.
_ASKED_BY = re.compile(r"asked (?:by|on)\b", re.IGNORECASE)
_NO_SUBJECT = re.compile(r"[\"“”„«]|''|``|\b(?:be|been|being|was|were|is|are)(?: \w+)?$")
_ASKING = frozenset(f"unnamed {w}" for w in ("questioner", "host", "presenter", "anchor"))
_LONGEST_SUBJECT = 160  # code points
_ACCORDING = re.compile(
    r"\b(?:according to|through(?= (?:an?|his|her|its|their) (?:\w+ )?spokes))"
    r" ([^,.;:“”\"\n]{3,120}?)(?=, |\.(?:\s|$)|;| that\b)",
    re.IGNORECASE,
)
_BEARER = re.compile(
    r"\b(?:spokes\w+|lawyers?|intermediar(?:y|ies)|mediators?|go-betweens?|envoys?|emissar(?:y|ies)"
    r"|middlemen|representatives?|ambassador|interpreter|diplomats|mediation|aides?)\b"
)
# Who brought it: `through Omani mediators, Iran told Washington`
_THROUGH = re.compile(
    rf"\b(?:[Tt]hrough|[Vv]ia|[Bb]y way of) (?P<who>(?:[\w.’'-]+ ){{0,4}}?{_BEARER.pattern}"
    r"|(?:the )?[A-Z][\w-]+(?= that\b|[,.]))"
)
_BRINGS = re.compile(
    r"\b(?:told|inform|notif|sent|send|pass|convey|relay|messag|warn|assur|ask|repl|respon|signal)\w*"
)
# What somebody acts by, and that tells nothing: `according to law`.
_NO_ACCOUNT = re.compile(
    r"\b(?:laws?|rules?|regulations?|procedures?|treat(?:y|ies)|constitution|conventions?"
    r"|agreements?|plans?|schedule|timetable|standards?|principles?|needs?|custom|tradition)$",
    re.IGNORECASE,
)
# Who told an outlet what has been said before: `…, a diplomat in the room told AFP`.
_CLOSING = re.compile(r"[,”\"’']{1,2} (?P<who>(?!(?:was|were|is|has|had) )[^,;:“”\"]{3,100}) $")
# Who says at the end that somebody said it: `…, a State Department official said.`
_SAID_AFTER = re.compile(
    r"[,”\"’']{1,2} (?P<who>(?:(?:his|her|its|the|an?|two|three|several|[A-Z]\w+['’]s) "
    r"(?!(?:that|which|who|was|is)\b)[\w().'’ -]{3,80}?"
    r"|it|[A-Z][\w.’'-]*(?: (?:of )?[A-Z][\w.’'-]*){0,6})(?: (?:him|her|it)self)?) "
    r"(?:said|says|reported|reports|announced|confirmed|recalled|writes|wrote|added|adds)"
    r"(?: (?:on )?\w+day| later| afterwards?| (?:in|on|from|at) [\w ]{2,40}?){0,2}"
    r"(?=[.,]| and\b|\Z)"
)
# Who says in between that somebody says it: `Obi, his office added, had urged Peru to wait`.
_SAID_BETWEEN = re.compile(
    r",? (?P<who>he|she|it|they|(?:his|her|its|the|an?|two|one) [\w.'’ -]{3,60}?"
    r"|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}) "
    r"(?:said|says|added|adds|reported|stated|noted|told \w+)(?: (?:on )?\w+day)?, "
)
_IT = re.compile(r"it|the (?:office|ministry|statement|embassy|presidency|agency|readout|palace)")
_RELEASED = re.compile(
    r" (?:(?:has|have|had|also|later|then) )*(?:put out|released|issued|published|posted|circulated"
    r"|aired|broadcast|carried|read out) (?:an? |the )(?:[\w-]+ ){0,3}?(?:statement|communiqu[eé]"
    r"|readout|video|recording|message|letter|transcript|speech|interview|note|address)\b"
    r"[^.;:“”\"]{0,60}?\b(?:in which|where) "
)
# `in a note passed to reporters by his lawyer`, but not `by his office`: that is he
_RELEASED_BY = re.compile(
    r"\b[Ii]n (?:an? |the )?(?:[\w-]+ ){0,3}?(?:statements?|video|recording|messages?|letter|note"
    r"|transcript|speech|interview|remarks|comments|audio|footage|address)"
    r"(?: (?!by\b)[\w’'-]+){0,4}? (?:released|issued|published|posted|shared|circulated|distributed"
    r"|passed|handed|relayed|conveyed|delivered|sent|put out|read out)(?: to \w+|(?: on)? \w+day)*"
    r" by (?!(?:his|her|its|their) (?:[\w-]+ )?(?:office|ministry|government|party|service"
    r"|spokes\w+)\b)"
    r"(?P<who>[^,;:.“”\"]{3,60}?)(?=,|\.| on \w+day| that\b| said\b)"
)
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
# `X said it was over, and SOURCE CUE …`: what X says ends before it.
_OF = re.compile(r"\b(?:of|for|at|from|in|to|by|with) (?:the )?$")  # before a name: no subject
_OWN_CLAUSE = re.compile(
    r"[,”\"’'] (?:and|but|while|after|before|as|since|when|although|though|because|despite) "
    r"(?:the |an? )?$"
    r"|(?:, | [–—-] )(?:(?:an?|the) )?(?:[\w-]+ )?(?:claim|charge|accusation|allegation|report"
    r"|suggestion|assertion)s?(?: that| which)? (?:the )?$|, which (?:the )?$"
)
_CONTINUES = re.compile(r"\b(?:also|further|furthermore|added|again)\b", re.IGNORECASE)


def reported(sources: Sources, spoken: Sequence[Statement]) -> list[Statement]:
    """Return the statements with intermediate source and addressees, accounts continued."""
    found: list[Statement] = []
    last: str | None = None
    talks = conversations(sources)
    for statement in spoken:
        outer = spoken[statement.reported_in] if statement.reported_in is not None else None
        by = _author(sources, outer, last) if outer else None
        if by is None and statement.source:
            by = reporter(sources, statement, spoken, last)
        told_last = found[-1] if found else None
        to = addressees(sources, replace(statement, reported_by=by), talks, told_last)
        own = set(statement.speakers)
        before = next((s for s in reversed(found[-3:]) if own & set(s.speakers)), None)
        account = by is None and before is not None and before.reported_by is not None
        if before is not None and account and continues(sources.look, before, statement):
            by = before.reported_by
        same = before is not None and before.speakers == statement.speakers
        if before is not None and same and not to:
            sentence = sources.look.telling(statement).of(sources.look.text)
            account = bool(by) and by == before.reported_by
            if _IN_THE_CALL.search(sentence) or (
                account and continues(sources.look, before, statement)
            ):
                to = before.addressees
        by = None if by in own else by
        found.append(replace(statement, reported_by=by, addressees=to))
        talks += shown(sources.look, found[-1], talks)
        named = institutions([by] if by else statement.speakers)
        last = named[0] if named else last
    return found


def _author(sources: Sources, outer: Statement, last: str | None) -> str | None:
    """Return whose a writing is that is quoted: of who issued it, or spoke before it.

    Who asks the questions in a transcript is a reporter, as nameless as one who writes.
    """
    entity = sources.entities[key := outer.speakers[0]]
    if entity.name in _ASKING:
        return None
    if outer.source and (by := _issuer(sources, outer.source[0])):
        return next(iter(sources.read((by,))), key)
    written = entity.type == "unnamed" and _WRITING.match(f"the {entity.name.split()[-1]}")
    return last if written and last else key


def _issuer(sources: Sources, span: Span) -> Span | None:
    """Return the words for who issued a writing, None where the span names no such thing."""
    issued = _ISSUED.match(sources.look.text, span.start, span.end)
    return Span(issued.end(), span.end) if issued else None


def reporter(
    sources: Sources, statement: Statement, others: Sequence[Statement], last: str | None
) -> str | None:
    """Return the key of who passed the statement on, as its own sentence says; None if nobody.

    `others` are the article's statements, of which one in the same sentence may have been made to
    another outlet. `last` is the institution that spoke last: what `It went on to say` refers to.
    """
    look = sources.look
    sentence = look.telling(statement)
    own = set(statement.speakers)
    begin = min(
        [*(s.start for s in statement.source), *([statement.cue.start] if statement.cue else [])],
        default=statement.content[0].start,
    )
    for when in WHEN.finditer(look.text, sentence.start, begin):
        sentence = Span(when.end(), sentence.end)
    if last and _IT_WENT_ON.match(look.text[sentence.start : begin]) and begin > sentence.start + 8:
        return last
    for at, outlet_told in told(sources, sentence.start, sentence.end):
        rivals = [o for o in others if outlet_told not in o.speakers]
        if outlet_told not in own and _is_about_own(look, at, statement, rivals):
            return _who_told(sources, statement, at) or outlet_told
    if aside := _said_between(sources, statement, last) or _said_after(sources, statement, last):
        return aside
    if (framing := _frame(sources, sentence, begin, others)) and framing not in own:
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
    return (
        _account(sources, statement, sentence)
        or _released(sources, statement, sentence)
        or _brought(sources, statement, sentence)
        or _quoted_by(look, statement, sentence)
    )


def _released(sources: Sources, statement: Statement, sentence: Span) -> str | None:
    """Return who gave out words `in which` somebody says it: `the ministry issued a video in …`."""
    look, cue = sources.look, statement.cue
    match = _RELEASED.search(look.text, sentence.start, cue.start) if cue else None
    begin = look.opening(look.sentence(sentence.start))
    if match is None or match.start() <= begin or look.quoted(match.start()):
        return None
    return _who(sources, Span(begin, match.start()), statement)


def _brought(sources: Sources, statement: Statement, sentence: Span) -> str | None:
    """Return through whom the words came: a mediator, or who gave out what somebody wrote."""
    look, cue = sources.look, statement.cue
    for pattern in (_RELEASED_BY, _THROUGH) if cue else ():
        for match in pattern.finditer(look.text, sentence.start, sentence.end):
            who = Span(*match.span("who"))
            apart = any(s.overlaps(who) for s in (*statement.source, *statement.content))
            sends = pattern is _RELEASED_BY or (cue and _BRINGS.search(cue.of(look.text)))
            if not sends or apart or look.quoted(who.start):
                continue
            bearer = _BEARER.search(match["who"]) and sources.read((who,))
            found = bearer[0] if bearer else _who(sources, who, statement)
            if found and found not in statement.speakers:
                return found
    return None


def _quoted_by(look: Lookup, statement: Statement, sentence: Span) -> str | None:
    """Return the outlet named last where somebody `was quoted as saying` something."""
    if not _WAS_QUOTED.search(look.text, sentence.start, sentence.end):
        return None
    begin = look.sentences[max(0, look.sentence(sentence.start) - 3)].start
    outlets = [m.entity for m in look.within(Span(begin, sentence.end)) if m.entity in NEWSROOMS]
    return outlets[-1] if outlets and outlets[-1] not in statement.speakers else None


def _who_told(sources: Sources, statement: Statement, at: int) -> str | None:
    """Return who told the outlet after `at`, where that is not the speaker."""
    last = max(s.end for s in (*statement.content, *statement.source))
    closing = _CLOSING.match(sources.look.text, last, at)
    who = sources.read((Span(*closing.span("who")),)) if closing else ()
    return who[0] if who and who[0] not in statement.speakers else None


def _said_after(sources: Sources, statement: Statement, last: str | None) -> str | None:
    """Return who says, right after it, that a statement was made: `Xi told Kim no, aides said`."""
    cue = statement.cue
    if cue is None:
        return None
    for span in (*statement.content, *statement.source, cue):
        match = _SAID_AFTER.match(sources.look.text, span.end)
        if match is None or match.start("who") <= cue.start < match.end():
            continue
        if span != cue and span not in statement.source and match.end() < cue.start:
            continue  # `It is over, aides said, but Obi denied it`
        if match["who"] == "it":
            return last if last not in statement.speakers else None
        if who := _who(sources, Span(*match.span("who")), statement):
            return who
    return None


def _said_between(sources: Sources, statement: Statement, last: str | None) -> str | None:
    """Return who says, between speaker and cue, that the statement was made.

    `it` and `the office` are the institution that spoke last.
    """
    cue = statement.cue
    if cue is None or not statement.source:
        return None
    match = _SAID_BETWEEN.match(sources.look.text, statement.source[0].end, cue.start)
    if match is None:
        return None
    if last not in statement.speakers and _IT.fullmatch(match["who"]):
        return last
    return _who(sources, Span(*match.span("who")), statement)


def _who(sources: Sources, span: Span, statement: Statement) -> str | None:
    """Return who is named or described as an official or outlet, None if it is the speaker."""
    words = span.of(sources.look.text)
    named = any(m.entity and m.kind != "demonym" for m in sources.look.within(span))
    who = sources.read((span,)) if named or is_official(words) else ()
    found = who[0] if who else outlet(sources, span.start, span.end)
    return None if found in statement.speakers else found


def _is_about_own(look: Lookup, at: int, statement: Statement, others: Sequence[Statement]) -> bool:
    """Say whether the words at `at` tell how this statement was made, rather than another one."""
    if look.quoted(at) or any(c.start <= at < c.end for c in statement.content):
        return False
    if any(s.start <= at < s.end for s in statement.source):
        return True
    if statement.cue and at < statement.cue.start and _ASKED_BY.match(look.text, at):
        return True
    cues = [o.cue for o in others if o.cue and o.cue != statement.cue]
    if statement.cue is None or not cues:
        return True
    rival = min(abs(c.start - at) for c in cues)
    return abs(statement.cue.start - at) <= rival or any(
        o.cue
        and o.cue.start <= at < o.cue.end
        and o.speakers == statement.speakers
        and (o is statement or o.cue.start < statement.cue.start)
        for o in (statement, *others)
    )


def _frame(sources: Sources, sentence: Span, begin: int, others: Sequence[Statement]) -> str | None:
    """Return the subject of a reporting verb right before `begin`: `An aide said X had called`."""
    look = sources.look
    opening = look.opening(look.sentence(sentence.start))
    verb = _SAYS_THAT.search(look.text, opening, max(begin, opening))
    if verb is None or verb.start() - opening > _LONGEST_SUBJECT or verb.start() == opening:
        return None
    subject = Span(opening, verb.start())
    if _NO_SUBJECT.search(subject.of(look.text)):
        return None
    if any(c.overlaps(subject) for o in others for c in o.content):
        return None  # `Chad had agreed, said Obi`
    named = any(m.entity and m.kind != "demonym" for m in look.within(subject))
    if look.quoted(verb.start()) or not (named or is_official(subject.of(look.text))):
        return None
    return next(iter(sources.read((subject,))), None)


def _account(sources: Sources, statement: Statement, sentence: Span) -> str | None:
    """Return by whose account somebody said something: `Oman, according to a diplomat, told …`."""
    look = sources.look
    for match in _ACCORDING.finditer(look.text, sentence.start, sentence.end):
        span = Span(*match.span(1))
        own = (*statement.source, *statement.content)
        if match[0].lower().startswith("acc"):  # `said through a spokeswoman` is a cue
            own = (*own, *filter(None, [statement.cue]))
        if look.quoted(span.start) or any(s.overlaps(span) for s in own):
            continue
        if _WRITING.match(span.of(look.text)) or _NO_ACCOUNT.search(span.of(look.text)):
            continue
        found = sources.read((_issuer(sources, span) or span,))
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
    if after is None or _OF.search(look.text, sentence.start, mention.span.start):
        return False
    if statement.cue and statement.cue.start < after.end() and mention.span.end < statement.cue.end:
        return False
    if after.end() <= begin:  # X reported that SOURCE CUE …
        return _OWN_CLAUSE.search(look.text, after.end(), begin) is None
    closing = look.text[max(sentence.start, mention.span.start - 6) : mention.span.start]
    over = mention.span.start > max(c.end for c in statement.content) - 1
    over = over and look.text[after.end() : after.end() + 6] != " that "  # that is what it reports
    return over and bool(re.search(r",[\"”’']* (?:the |a )?$", closing, re.IGNORECASE))


def continues(look: Lookup, before: Statement, statement: Statement) -> bool:
    """Say whether the statement goes on with the account in which `before` was reported."""
    if not set(before.speakers) & set(statement.speakers):
        return False
    here = look.telling(statement)
    there = look.telling(before)
    gap = look.sentence(here.start) - look.sentence(there.start)
    if not 0 <= gap <= 2:
        return False
    if statement.cue is None:
        return look.paragraph(here.start) == look.paragraph(there.start)
    if re.search(r"\bhad\b", look.text[here.start : statement.cue.end]):
        return True
    same = look.paragraph(here.start) == look.paragraph(there.start)
    return same and bool(_CONTINUES.search(look.text[here.start : statement.cue.end]))
