"""To whom a statement was made: `told the envoy`, `urged Iran to`, `in a phone call with Putin`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extractors.bynames import person_of
from kg.extractors.conversations import Conversation, is_recounted, partner
from kg.extractors.newsrooms import NEWSROOMS
from kg.extractors.outlets import outlet
from kg.extractors.parties import parties
from kg.extractors.sources import Sources
from kg.extractors.vocatives import addressed, quoted_to, recounted_to
from kg.model import Span, Statement


def _forms(verbs: str) -> str:
    """Return a pattern of all forms of regular verbs."""
    return "|".join(
        f"{v[:-1]}(?:e|es|ed|ing)" if v.endswith("e") else f"{v}(?:s|ed|ing)?"
        for v in verbs.split()
    )


_TELL = re.compile(
    r"\b(?:told|tells?|telling|beg(?:s|ged|ging)?|notif(?:y|ies|ied|ying)|lobb(?:y|ies|ied|ying)"
    r"|plead(?:s|ed|ing)? with|confid(?:es|ed|ing) (?:to|in)"
    r"|call(?:s|ed|ing)? (?:on|upon)|appeal(?:s|ed|ing)? to|"
    + _forms(
        "urge warn assure reassure remind inform thank congratulate invite implore advise encourage"
        " instruct exhort challenge dare caution admonish entreat beseech counsel"
    )
    + r")\s+",
    re.IGNORECASE,
)
# What these govern may as well be a thing: `offered details`, `replied to the letter`.
_ASK = re.compile(
    r"\b(?:demand(?:s|ed|ing)? of|"
    + _forms("press order request promise ask offer threaten answer cable")
    + r"|(?:lodg|fil|submitt)(?:ed|es|s|ing) (?:an? |its |their )?(?:\w+ )?(?:complaint|protest)s?"
    r" with"
    r"|(?:offer(?:s|ed|ing)?|respond(?:s|ed|ing)?|repl(?:ies|ied|ying)|wr[io]tes?|writing"
    r"|sa(?:id|ys)|spoke|speaking|convey(?:s|ed|ing)?|apologi[sz](?:es|ed|ing)"
    r"|(?:complain|explain|stress|confirm|suggest|repeat|reiterate|declare|state|admit|signal"
    r"|indicate)(?:t?ed|s|d|l?ing)?|made (?:it )?clear|point(?:s|ed|ing)? out"
    r"|(?:made|making|makes) (?:a|an|the|his|her|its) (?:pledge|promise|offer|proposal|appeal))"
    r" to|(?:express|convey|extend|offer)(?:s|ed|ing)? (?:(?!to\b)\w+ ){0,2}(?:condolences"
    r"|congratulations|thanks|gratitude|sympathy|regrets?|solidarity|appreciation) to"
    r"|(?:shout(?:s|ed|ing)?|yell(?:s|ed|ing)?|tweet(?:s|ed|ing)?) at)\s+",
    re.IGNORECASE,
)
# `drew Peru's attention to the lake`
_ATTENTION = re.compile(
    r"\b(?:draws?|drew|drawing|drawn|calls?|called|calling)"
    r" (?=[^,;:“”\"]{2,60}?['’]s? attention to\b)"
)
# `told a business lunch`: nobody in particular
_EVENT = re.compile(
    r"(?:an?|the|his|her|its|their) (?:[\w-]+ ){0,3}?(?:lunch|luncheon|dinner|breakfast|conference"
    r"|forum|seminar|webinar|rally|briefing|gathering|event|panel)\b(?! of)"
)
_ASKED_FOR = re.compile(r"\bask(?:ed|s|ing)? for (?=(?:the )?[\w -]{2,40}['’]s )", re.IGNORECASE)
_OWNER = re.compile(r"(?:the )?[\w -]+(?=['’]s )")
_MEETING = re.compile(
    r"\b(?:in|during|at) (?:an?|the|his|her|their|separate|a separate)? ?"
    r"(?:(?!after|before)[\w-]+ ){0,3}?"
    r"(?:calls?|conversations?|talks|meetings?|letters?|messages?|notes?|speech|address|remarks"
    r"|testimony)(?: (?!after|before)[\w-]+){0,2}? (?:with|to) ",
    re.IGNORECASE,
)
_ON = r"(?:on \w+day |by (?:tele)?phone |directly |by video(?: link)? )?"
_SPEAKING_TO = re.compile(
    rf"\b(?:speaking {_ON}(?:to|before)|addressed to|in a letter to|in a message to"
    r"|writing to|(?:in (?:reply|response|answer)|replying|responding|answering) to"
    r" (?:a |an |the )?(?:\w+ )?(?:questions?|letter|appeal|request) (?:from|by|of)"
    r"|(?:asked|questioned|pressed|challenged) by"
    r"|(?:sent|wrote|delivered|posted|addressed|issued|gave|made|repeated|renewed|had) "
    r"(?:an? |the |his |her |its |their )?(?:[\w-]+ ){0,2}?(?:(?:letter|message|note|cable|telegram"
    r"|memo|warning|ultimatum|threat|appeal|plea|offer|request|reminder)s?(?: of \w+)? to"
    r"|(?:message|warning|advice) for)"
    r"|(?:phoned|telephoned|called|rang|cabled)(?= (?:[\w.’'-]+ ){1,8}?to (?:express|offer|convey"
    r"|thank|urge|warn|assure|tell|congratulate)\b)) "
    r"|(?:(?<=[,”\"] )|(?<![^\n])|(?<=[.!?] ))addressing "
    r"|(?:(?<=, )|(?<![^\n])|(?<=[.!?] ))(?:meeting|hosting|receiving|welcoming) (?:with )?",
    re.IGNORECASE,
)
# `demanded that Peru leave`, `demanded an apology from Peru`
_DEMANDED = re.compile(
    r"\b(?:(?:demand|request|ask|petition)(?:s|ed|ing)?|call(?:s|ed|ing)? for)\b"
)
_SHALL = re.compile(
    r"(?: not)? (?!(?:will|would|had|has|have|was|were|is|are|could|can|may|might|and|or|of|in)\b)"
    r"(?:be|[a-z]+[^\Ws])\b(?<!ed)"
)
# `called for Peru to stop`, not `to be punished`
_SHOULD = re.compile(r" (?:not )?to (?!(?:be|have been) \w+ed\b)[a-z]")
_FROM = re.compile(
    r"\b(?:apolog(?:y|ies)|assurances?|guarantees?|explanations?|answers?|clarifications?"
    r"|compensation|concessions?|response|proof|commitments?|pledges?|action|help|aid|support)"
    r" from "
)
# `Obi had been asked by the bloc to wait`
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)(?: \w+ly| also| again)* $")
_PASSIVE_CUE = re.compile(r"(?:had |has |have )?(?:was|were|been|is|are) ")
_SPOKEN_TO = re.compile(
    r"\b(?:told|assured|warned|urged|asked|informed|reminded|advised|promised|briefed|notified|offered"
    r"|thanked|congratulated|invited|ordered|instructed|requested|encouraged|pressed|begged"
    r"|reassured|cautioned|admonished|petitioned|lobbied|threatened|pressured|challenged|called on"
    r"|given)\b"
)
_HAVING = re.compile(
    r"(?:, (?:meanwhile|however|too|in turn|for (?:its|his|her) part),)?"
    r" ?(?:(?:had|has|have|also|already|again) ?)*"
)
_BY = re.compile(r" by\b|(?<=by)\b")
# Before what `told him` governs: `summoned the ambassador and told him`.
_BEFORE_HIM = re.compile(
    r"\b(?:summoned|called in|received|met|hosted|phoned|telephoned|rang|visited|confronted"
    r"|(?:spoke|spoken|speaking|talked|talking)(?: by (?:tele)?phone| on the phone)? (?:to|with)) "
    r"(?P<who>[^,;:“”\"]{3,80}?)(?: on \w+day)?,? and (?:also |then |later )?$"
)
_THEM = re.compile(r"(?:it|them) (?:not )?to\b")
_HIM = re.compile(r"(?:him|her|them)\b(?! [a-z]*(?:counterpart|colleague)s?\b)")
# `his Peruvian counterpart`, where no name follows
_COUNTERPART = re.compile(
    r"(?:his|her|its) (?:[\w-]+ ){0,2}(?:counterpart|opposite number)\b(?!,? [A-Z]|, (?:who|the))"
)
_HER = re.compile(r"(?:him|her|them)(?=[,.;:]| (?:in|on|at|by|during|over|about|for)\b)")
_PROPOSE = re.compile(r"\b(?:propos|offer|pledg|promis)\w*", re.IGNORECASE)
_TO_THAT = re.compile(r"to (?=(?:the )?[A-Z][^,;:“”\"]{1,50}? that\b)")  # `proposed to Peru that`
_TO_NAMED = re.compile(r" to (?=(?:(?:the|his|her|its|their) )?[A-Z])")
# `his condolences to the families`
_TO_PEOPLE = re.compile(
    r"\b(?:condolences|congratulations|thanks|gratitude|apolog(?:y|ies)|sympath(?:y|ies)|regrets?"
    r"|wishes|greetings|solidarity) to "
)
_CONVEY = re.compile(r"\b(?:convey|express|extend|deliver|hand)(?:s|ed|ing)?\b", re.IGNORECASE)
_NAME = re.compile(r"(?:the )?[A-Z]")
_SEVERAL = re.compile(
    r"(?:the|both|all|its|his|her|other|two|three|\d+) "
    r"|(?:parliament|lawmakers|deputies|MPs|delegates|senators|opposition)\b"
    r"|(?:[a-z-]+ ){0,2}?(?:troops|soldiers|officers|commanders|sailors|veterans|supporters|leaders"
    r"|ministers|envoys|ambassadors|diplomats|workers|farmers|students|graduates|cadets|governors"
    r"|officials|investors|executives|clerics|pilgrims|citizens|expatriates|refugees|activists)\b"
)
_INFINITIVE = re.compile(
    r"[\w ,.'’-]{2,80}? (?:to [\"“‘]?[a-z]+|that"
    r"|(?:it|he|she|they|there)"
    r" (?:will|would|can|could|may|might|must|had|has|have|was|were|is|are))\b"
)  # or clause after an object


def addressees(
    sources: Sources,
    statement: Statement,
    talks: Sequence[Conversation] = (),
    before: Statement | None = None,
) -> tuple[str, ...]:
    """Return the keys of those at whom the statement is directed, where the text says so.

    `talks` are the conversations that the article has told of so far, `before` is the statement
    before this one.
    """
    look = sources.look
    if statement.cue is None:
        return ()
    if named := addressed(sources, statement):
        return named
    sentence = look.telling(statement)
    cue = statement.cue.of(look.text)
    if told := _told_by(sources, statement, statement.cue):
        return (told,)
    found = _him(sources, statement, before) or _object(sources, statement, statement.cue, talks)
    if found is _NOBODY:
        return ()
    if not found and (_PROPOSE.search(cue) or _CONVEY.search(cue)):
        found = _to_whom(sources, statement, last=not _CONVEY.search(cue))
    if not found:
        found = _met(sources, statement, sentence)
    if not found and _DEMANDED.search(cue):
        found = _of_whom(sources, statement)
    if not found:
        found = quoted_to(sources, statement) or recounted_to(sources, statement)
    own: set[str | None] = {*statement.speakers}
    if not (statement.reported_by or "").startswith("person/"):  # `Obi said Lind had told him`
        own.add(statement.reported_by)
    if not found and is_recounted(look, statement, talks) and not _TELL.search(f"{cue} "):
        other = partner(look, statement, talks)
        found, own = (other,) if other else (), set(statement.speakers)
    return tuple(k for k in found if k not in own and k not in NEWSROOMS)


def _told_by(sources: Sources, statement: Statement, cue: Span) -> str | None:
    """Return who was told by the speaker: `he had been assured by his counterpart that`."""
    look = sources.look
    begin = look.telling(statement).start
    passive = _PASSIVE.search(look.text, begin, cue.start) or _PASSIVE_CUE.match(
        look.text, cue.start, cue.end
    )
    if passive is None or not _BY.search(look.text, max(begin, cue.end - 3), cue.end + 3):
        return None
    if not _SPOKEN_TO.search(cue.of(look.text)):
        return None
    subject = next(reversed(look.within(Span(begin, max(begin, passive.start())))), None)
    if subject is None or not _HAVING.fullmatch(look.text, subject.span.end, passive.start()):
        return None
    if subject.kind == "demonym" or subject.type not in ("person", "state", "grouping", "body"):
        return None
    keys = [subject.entity, *(c.key for c in subject.candidates)]
    return next((k for k in keys if k and k not in statement.speakers), None)


def _him(sources: Sources, statement: Statement, before: Statement | None) -> tuple[str, ...]:
    """Return who is `him` after another verb: `congratulated Obi and thanked him for his help`."""
    look, cue = sources.look, statement.cue
    if cue is None or before is None or before.speakers != statement.speakers:
        return ()
    here = look.telling(statement)
    last = list(_TELL.finditer(look.text, cue.start, min(cue.end + 1, here.end)))
    if not last or not _HIM.match(look.text, last[-1].end()):
        return ()
    return before.addressees if look.telling(before) == here else ()


_NAMED = ("name", "metonym", "nominal")
_NOBODY = ("",)  # the words say that nobody in particular was told


def _object(
    sources: Sources, statement: Statement, cue: Span, talks: Sequence[Conversation]
) -> tuple[str, ...]:
    """Return whom the verb of the cue governs, nobody if it governs nothing that is anybody."""
    look = sources.look
    sentence = look.telling(statement)
    if _PASSIVE.search(look.text, sentence.start, cue.start) and _BY.match(look.text, cue.end):
        opening = look.opening(look.sentence(cue.start))
        return parties(sources, opening, cue.start, statement.speakers, described=True)
    asked = _ASKED_FOR.search(look.text, cue.start, min(cue.end + 12, sentence.end))
    if asked:
        owner = _OWNER.match(look.text, asked.end())
        return parties(sources, *owner.span()) if owner else ()
    if attention := _ATTENTION.search(look.text, cue.start, sentence.end):
        owner = _OWNER.match(look.text, attention.end())
        return parties(sources, *owner.span(), described=True) if owner else ()
    verbs = [
        (m, pattern is _ASK)
        for pattern in (_TELL, _ASK)
        for m in pattern.finditer(look.text, cue.start, sentence.end)
        if m.start() < cue.end
    ]
    if not verbs:
        return ()
    told = [v for v in verbs if not _THEM.match(look.text, v[0].end())]
    last, may_be_thing = max(told or verbs, key=lambda v: v[0].start())
    at = last.end()
    verb = last.group().lower()
    clause = statement.content[0].start == at and not _INFINITIVE.match(look.text, at)
    told_what = clause and verb.startswith(("tol", "tel"))
    to_do = verb.startswith("offer") and any(c.start < at < c.end for c in statement.content)
    if told_what or to_do or outlet(sources, at, sentence.end) or _EVENT.match(look.text, at):
        return _NOBODY
    if _HIM.match(look.text, at):
        met = _BEFORE_HIM.search(look.text, sentence.start, cue.start)
        if him := met and parties(sources, *met.span("who"), statement.speakers, described=True):
            return him
        if other := partner(look, statement, talks):
            return (other,)
    if counterpart := _COUNTERPART.match(look.text, at):
        other = partner(look, statement, talks) or _of_state(sources, Span(*counterpart.span()))
        if other and other not in statement.speakers:
            return (other,)
    limit = min((c.start for c in statement.content if c.start > at), default=sentence.end)
    end = min(limit, sentence.end)
    return parties(sources, at, end, statement.speakers, described=may_be_thing)


def _of_state(sources: Sources, counterpart: Span) -> str | None:
    """Return who was named last of those who speak for the state of `his Peruvian counterpart`."""
    states = [m.entity for m in sources.look.within(counterpart) if m.type == "state" and m.entity]
    return person_of(sources, states[0], counterpart.start) if states else None


def _to_whom(sources: Sources, statement: Statement, *, last: bool) -> tuple[str, ...]:
    """Return X of `proposed a summit to X`; with `last`, X ends the content."""
    look = sources.look
    content = statement.content[-1]
    if people := _TO_PEOPLE.search(look.text, content.start, content.end):
        return parties(sources, people.end(), content.end, described=True)
    if first := _TO_THAT.match(look.text, content.start, content.end):
        return parties(sources, first.end(), content.end, statement.speakers, described=True)
    if last and look.text.startswith("to ", content.start):
        return ()  # `offered to send a delegation to Lima`
    matches = list(_TO_NAMED.finditer(look.text, content.start, content.end))
    if not matches:
        return ()
    start = matches[-1].end()
    inside = look.within(Span(start, content.end))
    end = max((m.span.end for m in inside if m.entity), default=0)
    ends = end >= content.end - 1
    return parties(sources, start, content.end) if end and (ends or not last) else ()


def _of_whom(sources: Sources, statement: Statement) -> tuple[str, ...]:
    """Return X of `demanded that X leave` and of `demanded an apology from X`."""
    look, content = sources.look, statement.content[0]
    if asked := _FROM.search(look.text, content.start, content.end):
        return parties(sources, asked.end(), content.end, statement.speakers, described=True)
    named = look.starting(content.start)
    cue = statement.cue
    if named is None or cue is None or named.kind not in _NAMED or not named.entity:
        return ()
    wish = _SHOULD if cue.of(look.text).endswith("for") else _SHALL
    between = look.text[cue.end : content.start]
    told = between == " " or between.endswith(" that ")
    return (named.entity,) if told and wish.match(look.text, named.span.end) else ()


def _met(sources: Sources, statement: Statement, sentence: Span) -> tuple[str, ...]:
    """Return X of `in a phone call with X`, `speaking to X`, in the statement's own sentence."""
    look = sources.look
    for pattern in (_MEETING, _SPEAKING_TO):
        for match in pattern.finditer(look.text, sentence.start, sentence.end):
            if look.quoted(match.start()) or outlet(sources, match.end(), sentence.end):
                continue
            her = look.starting(match.end()) if _HER.match(look.text, match.end()) else None
            if her and her.entity and her.entity not in statement.speakers:
                return (her.entity,)
            described = not _NAME.match(look.text, match.end())
            if described and not _SEVERAL.match(look.text, match.end()):
                continue
            found = parties(
                sources, match.end(), sentence.end, statement.speakers, described=described
            )
            if found and found[0] not in NEWSROOMS:
                return found
    return ()
