"""Plain sentences that the tagger passes over, such as `The African Union welcomed it`.

Only where no statement tells of that part of the sentence, which begins with who acts and goes on
with a verb that is an act of speech whatever follows it, or is sure of something; or where the
sentence tells in whose words it is, or by whom in between.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extractors.attribution.arrangement import Layout, spans_of
from kg.extractors.attribution.extents import before_medium
from kg.extractors.attribution.statements import trimmed
from kg.extractors.attribution.subjects import HOW, MEETS, NAMES, OFFICE, WHO
from kg.extractors.attribution.verbs import BINDING, SAYS, TOWARDS, UPON
from kg.extractors.lookup import opening_of
from kg.model import Span, Statement

CONFIDENCE = 0.75  # 7 of 8 in development articles and PolNeAR's were right

_WHEN = (  # between a verb and what it takes
    r"(?: (?:on \w+day|last (?:week|month|year|night)|earlier(?: this \w+)?|in [A-Z]\w+"
    r"|during (?:the|an?|his|her|its) \w+|again|repeatedly))?"
)
_VERB = (
    rf"{UPON}|{TOWARDS}|(?:{BINDING})(?={_WHEN} to )|protested(?: against)?"
    r"|objected to|put forward|pushed back (?:against|on)|(?:hit (?:back|out)|lashed out) at"
    r"|(?:spoke out|railed) against|took aim at|poured cold water on"
    r"|invited(?= [^,;.]{2,60}? to )"
    r"|(?:stressed|underlined|underscored|emphasi[sz]ed|highlighted)"
    r"(?= the (?:need|importance|urgency|role|right|necessity|value|significance)\b)"
    r"|(?:pressed|implored|lobbied|begged|entreated|cautioned|(?:re)?assured|warned|reminded)"
    r"(?= (?!charges\b|ahead\b|on\b|for\b|against\b|of\b|that\b)[^,;:“”\"]{2,60}?"
    r" (?:to|on|over|that|of|against) )"
    r"|commended|rebuked|reproached|came out (?:in (?:support|favou?r) of|against)"
    r"|accepted(?= (?:[\w’'-]+ ){1,3}?(?:apolog(?:y|ies)|invitation|proposals?|offer|plan|idea"
    r"|terms|conditions|ruling|verdict|findings?|results?)\b)"
    r"|paid tribute to|took issue with|insisted on(?! \w+day\b)|held(?= [^,;.]{2,40} responsible)"
    r"|asked(?= that | (?:[\w.’'-]+ ){0,6}?(?:[\w’'-]+, (?:who|which|whose) [^,;]{3,80}, )?"
    r"(?:not )?to [a-z])"
    r"|(?:classified|characteri[sz]ed|branded|labell?ed|described|portrayed|deemed)"
    r"(?= [^,;:.“”\"]{2,80}? as [“\"])"
    # now, as live blogs and headlines tell it
    r"|welcomes|condemns|denounces|hails|praises|rejects|rules out|urges|accuses|blames|dismisses"
    r"|denies|thanks|congratulates|objects to|(?:offers|vows|pledges|promises|threatens)(?= to )"
    r"|thank|urge|condemn|reject|(?:offer|promise)(?= to )|call (?:on|for)"
    r"|(?:backed|supported|endorsed|seconded|echoed|defended|opposed)"
    r"(?= (?:[\w.’'-]+ ){0,5}?(?:position|proposals?|plans?|calls?|ideas?|stance|views?|demands?"
    r"|requests?|resolutions?|decisions?|motion|appeals?|initiatives?|claims?|rights?|criticism"
    r"|talks|negotiations|bids?|candidacy|membership|accession|admission|deal|truce|ceasefire)\b)"
)
_SETTING = re.compile(
    r"(?:[Ii]n|[Dd]uring|[Aa]t|[Aa]fter|[Oo]n|[Oo]ver) [^,;“”\"]{3,120}, (?=[A-Z])"
)
_PARTICIPLE = re.compile(r"(?:\w+ly )?\w+ing\b")
_OWNED = r"(?<!['’]s)"  # `Peru's offers to mediate failed`
_WHAT = (  # up to a word of the reporter's: `, a proposal that Chile turned down`
    r"(?P<what>(?:(?!, (?:an?|the) (?:[\w-]+ )?(?:claim|charge|accusation|allegation|account"
    r"|proposal|offer|demand|request|move|decision|remark|suggestion|plan|threat|step|idea|position"
    r"|appeal) )[^\n])*\w)"
)
_DOES = rf"{HOW}(?P<cue>{_VERB}|(?<=had\s)agreed(?= to ))(?:{_WHEN}(?= to ))? {_WHAT}"
_ACT = re.compile(rf"(?P<who>{WHO}){_OWNED} {_DOES}")
_ACT_WITHIN = re.compile(
    rf"(?P<who>{WHO}|(?:the|its|his|her) (?:[\w’'-]+ ){{0,3}}?(?:{OFFICE}|king|sultan|emir|pope))"
    rf"{_OWNED} {_DOES}"
)
# `Obi had told aides Peru would wait`, `Obi had told his party on Monday that …`, `Obi saying that`
_TOLD_WITHIN = re.compile(
    rf"(?P<who>{WHO}) {HOW}{MEETS}(?P<cue>told|assured|informed|warned|promised|reminded|notified) "
    r"(?:[^,;:“”\"\n]{2,70}? that "
    r"|(?:him|her|them|(?:(?:the|an?|his|her|its|their) )?(?:[a-z’'-]+ ){0,3}?[a-z’'-]+s"
    rf"|{NAMES}) "
    r"(?=(?:(?:the|there|it|they|he|she|his|her|its|their|no) (?:[\w’'-]+ ){0,6}?"
    rf"|(?:the )?{NAMES} )(?:had|has|have|was|were|is|are|would|will|could|can|must|should|may"
    r"|might)\b))(?P<what>[^\n]*\w)"
)
_SAID_WITHIN = re.compile(
    rf"(?P<who>{WHO}),? {HOW}(?P<cue>said|stated|declared|announced|argued|insisted|claimed"
    r"|admitted|confirmed|complained|replied|warned|(?:as )?saying|(?:as )?telling(?= ))"
    r"(?: (?!that\b)[\w’'-]+){0,6}? that (?P<what>[^\n]*\w)"
)
_ACTS = re.compile(rf",? {_DOES}")
_SECOND = re.compile(r",? (?:while|whereas|whilst|but|and) (?=(?:the )?[A-Z])")
_AND = re.compile(r",? (?:and|but)(?: (?:also|later|then))? $")
# `Obi was asked by the bloc in May to wait.`
_ASKED_BY = re.compile(
    rf"{WHO},? {HOW}(?:is|are|was|were|been) {HOW}(?P<cue>asked|urged|told|requested|invited"
    r"|instructed|ordered|warned|informed|assured|accused) by (?P<who>(?:(?:the|an?|its|his|her) )?"
    r"(?:[\w.’'-]+ ){0,4}?[\w.’'-]+)"
    r"(?: (?:(?:in|on|last|earlier|late|this) [\w ]{2,20}|\w+day))?(?: that)? "
    r"(?P<what>(?:(?<=that )|(?:not )?to |of )[^\n]*\w)"
)
# The same within what somebody says: `he had been assured by his Chilean counterpart that …`
_BEEN_TOLD = re.compile(
    r"(?:(?!that |who )[^\s,;:“”\"]+ ){1,8}?(?:been|was|were) (?:\w+ly |also |later )?"
    r"(?P<cue>assured|told|warned|promised|informed|advised|reminded|asked|urged|requested|ordered)"
    r"(?: [^\s,;:“”\"]+){0,4}? by (?P<who>(?:(?!that |to |not to )[^\s,;:“”\"]+(?: |(?=,))){1,8}"
    rf"(?:, {NAMES},)?)(?:(?<=,) |(?<= ))(?P<what>(?:that|(?:not )?to) [^\n]*\w)"
)
# `Peru told the council that the lake is dead.`
_TOLD = re.compile(
    rf"(?P<who>{WHO}) {HOW}(?P<cue>told|informed|notified|assured|reminded|promised?) "
    r"[^,;:.“”\"\n]{2,60}? that (?P<what>[^\n]*\w)"
)
# `Peru told the council the lake is dead.`
_TOLD_IT = re.compile(
    rf"(?P<who>{WHO}) {HOW}(?P<cue>told) (?:(?:the|an?|his|her|its) )?(?:[\w’'-]+ ){{1,3}}?"
    r"(?P<what>(?:the|there|it|they|he|she|his|her|its|their|no) (?:[\w’'-]+ ){0,6}?"
    r"(?:had|has|have|was|were|is|are|would|will|could|can|must|should|may|might)\b[^\n]*\w)"
)
_WHICH = re.compile(r",(?: (?:which|whom))? $")
# `In his words, the lake is dead.`
_IN_WORDS = re.compile(
    rf"(?P<cue>In) (?P<who>his|her|their|{NAMES}(?=['’]s))(?:['’]s)? (?:own )?words, "
    r"(?P<what>[^\n]*\w)"
)
# `In the view of Chile's president, Ana Diaz, the lake is dead.`
_IN_VIEW_OF = re.compile(
    rf"(?P<cue>In the (?:view|opinion|judge?ment|eyes) of) (?P<who>{WHO}|the [\w’' -]{{3,60}}?),? "
    r"(?P<what>(?:the|an?|this|that|it|there|his|her|its|their|no|[A-Z][\w’'-]*)\b[^\n]*\w)"
)
# `Senator Obi evaluated that the lake was dead`, as in translated news
_JUDGED = re.compile(
    rf"(?P<who>{WHO}),? {HOW}(?P<cue>evaluated|assessed|considered|opined|judged|observed|recalled"
    r"|affirmed|indicated|alleged|chimed in|weighed in|shot back|hit back) that (?P<what>[^\n]*\w)"
)
# `Peru was adamant that the lake is dead`, `Peru's position is that the lake is dead`
_HOLDS_THAT = re.compile(
    rf"(?P<who>{WHO}),? {HOW}(?P<cue>(?:is|was|are|were|remains?|remained) (?:\w+ly )?(?:adamant"
    r"|confident|convinced|certain|hopeful|optimistic|insistent|sceptical|skeptical|doubtful))"
    r" that (?P<what>[^\n]*\w)"
)
_POSITION = re.compile(
    rf"(?P<who>(?:The )?{NAMES}(?=['’]s? ))['’]s? (?P<cue>(?:official )?(?:position|view|stance"
    r"|argument|message|answer|contention) (?:is|was|remains|remained)) that (?P<what>[^\n]*\w)"
)
# `The lake, he adds, is dead.`
_BETWEEN = re.compile(
    r"(?P<before>(?!(?:When|If|As|Once|Asked) )[A-Z][^,;:.“”\"\n]{1,80}), "
    rf"(?P<who>he|she|they|{NAMES}) "
    rf"(?P<cue>(?:also |later )?(?:{SAYS})), "
    r"(?!and |but )(?P<what>[^\n]*\w)"
)

# `The danger, reckons Ana Diaz, who teaches in Lima, is less a missile than a habit.`
_VERB_FIRST = re.compile(
    r"(?P<before>(?!(?:When|If|As|Once|Asked|In|On|At|For|But|And) )[A-Z][^,;:“”\"\n]{1,80}), "
    rf"(?P<cue>{SAYS}) "
    rf"(?P<who>{NAMES})(?:, [^,;:“”\"\n]{{3,80}})?, (?!and |but )(?P<what>[^\n]*\w)"
)

# `The lake is dead, in the words of one diplomat.`
_IN_WORDS_OF = re.compile(
    r"(?P<what>[A-Z][^“”\"\n]{8,}?),? (?P<cue>in the words of) (?P<who>[^,;:“”\"\n]{3,60}?)[.\s]*$"
)
# `Obi was quoted by Interfax as telling deputies that the lake is dead.`
_QUOTED_AS = re.compile(
    rf"(?P<who>{WHO}),? {HOW}(?:was|were|been|is) {HOW}(?:quoted|cited)"
    r"(?: (?:by|on|in) [^“”\"\n]{3,60})? as (?:having )?"
    r"(?P<cue>saying|said|telling|told|warning|warned|adding|insisting)"
    r"(?: [^,;:“”\"\n]{2,60}?)?(?: that)? (?P<what>(?<=that )[^\n]*\w|(?<=saying )[^\n]*\w)"
)
# `3. Calls upon all States to refrain;`: a clause of a resolution, whose subject stands elsewhere
_OPERATIVE = re.compile(
    r"(?P<cue>(?:Further |Also |Strongly )?(?:[Cc]alls (?:up)?on|[Uu]rges|[Dd]emands|[Cc]ondemns"
    r"|[Dd]eplores|[Rr]eaffirms|[Rr]eiterates|[Ww]elcomes|[Rr]equests|[Ee]ncourages|[Ii]nvites"
    r"|[Ee]mphasi[sz]es|[Ss]tresses|[Uu]nderlines)) (?:that )?(?P<what>[^\n]*\w)(?=[;.,]?\s*$)"
)
_NUMBER = re.compile(r"\d{1,3}\.\s+$")

_PLAIN = (
    *(
        _ACT,
        _TOLD,
        _TOLD_IT,
        _ASKED_BY,
        _IN_WORDS,
        _IN_VIEW_OF,
        _JUDGED,
        _HOLDS_THAT,
        _POSITION,
        _IN_WORDS_OF,
        _QUOTED_AS,
    ),
    *(_BETWEEN, _VERB_FIRST),
)


_WITHIN = (_ACT_WITHIN, _TOLD_WITHIN, _SAID_WITHIN)


def act_within(content: Span, layout: Layout) -> Iterator[Statement]:
    """Yield the plain act of speech with which a content begins: `Obi threatened to leave`."""
    setting = _SETTING.match(layout.text, content.start, content.end)
    start = setting.end() if setting else content.start
    found = (p.match(layout.text, start, content.end) for p in _WITHIN)
    act = next((m for m in found if m and m["who"] not in ("He", "She", "They")), None)
    if act is None:
        act = _BEEN_TOLD.match(layout.text, start, content.end)
    if act:
        who = trimmed(layout.text, Span(*act.span("who")), layout.quotations)
        yield from _statement(layout, act, who[0] if who else None)


def plain_acts(statements: Sequence[Statement], layout: Layout) -> Iterator[Statement]:
    """Yield a statement for each such sentence or, before a second act, part of a sentence.

    `Peru ruled out talks, insisting that …`; `China welcomes it and says …`: the tagger may find
    the second act alone.
    """
    taken = {i for s in statements for span in spans_of(s) for i in layout.sentences_in(span)}
    starts = sorted(span.start for s in statements for span in spans_of(s))
    for i, sentence in enumerate(layout.sentences):
        if layout.is_quoted(sentence):
            continue
        if i in taken:
            yield from _before_relative(sentence, starts, layout)
            yield from _in_second_clause(sentence, statements, layout)
        else:
            start = opening_of(layout.text, sentence)
            found = (p.match(layout.text, start, sentence.end) for p in _PLAIN)
            act = next(filter(None, found), None)
            yield from _statement(layout, act, Span(*act.span("who"))) if act else ()
            yield from _operative(sentence, layout)
    for told in statements:
        if _goes_on(told, layout) and told.cue:
            start = told.source[0].end
            joint = _AND.search(layout.text, start, told.cue.start)
            act = _ACTS.match(layout.text, start, joint.start() if joint else told.cue.start)
            own = act and not any(_holds(s, act.start("cue")) for s in statements)
            yield from _statement(layout, act, told.source[0]) if act and own else ()


def _before_relative(sentence: Span, starts: Sequence[int], layout: Layout) -> Iterator[Statement]:
    """Yield what is done before a clause in which the tagger found words.

    `Peru had threatened to leave the bloc, which it called a farce`. `starts` are where the
    article's words of statements begin, sorted.
    """
    at = bisect_left(starts, sentence.start)
    first = starts[at] if at < len(starts) else sentence.end
    start = opening_of(layout.text, sentence)
    which = _WHICH.search(layout.text, start, first) if first < sentence.end else None
    act = _ACT.match(layout.text, start, which.start()) if which else None
    yield from _statement(layout, act, Span(*act.span("who"))) if act else ()


def _in_second_clause(
    sentence: Span, statements: Sequence[Statement], layout: Layout
) -> Iterator[Statement]:
    """Yield what another one does: `Peru condemned it, while Iran urged calm`."""
    for joint in _SECOND.finditer(layout.text, sentence.start, sentence.end):
        act = _ACT.match(layout.text, joint.end(), sentence.end)
        if act is None or layout.is_quoted(Span(*act.span("cue"))):
            continue
        if not any(_holds(s, act.start("cue")) for s in statements):
            yield from _statement(layout, act, Span(*act.span("who")))


def _operative(sentence: Span, layout: Layout) -> Iterator[Statement]:
    """Yield what a numbered clause of a resolution does; it names nobody."""
    start = opening_of(layout.text, sentence)
    act = _OPERATIVE.match(layout.text, start, sentence.end)
    line = layout.text.rfind("\n", 0, start) + 1
    if act and _NUMBER.fullmatch(layout.text, line, start):
        yield from _statement(layout, act)


def _statement(layout: Layout, act: re.Match[str], who: Span | None = None) -> Iterator[Statement]:
    parts = (Span(*act.span(g)) for g in ("before", "what") if g in act.groupdict())
    told = (before_medium(p, layout) for p in parts)
    content = tuple(s for p in told for s in trimmed(layout.text, p, layout.quotations))
    if content:
        source = (who,) if who else ()
        yield Statement(content, source, Span(*act.span("cue")), confidence=CONFIDENCE)


def _goes_on(statement: Statement, layout: Layout) -> bool:
    """Say whether a statement follows, by a participle or "and", what its source does first."""
    cue, source = statement.cue, statement.source
    if cue is None or not source or layout.sentence(source[0]) != layout.sentence(cue):
        return False
    second = _PARTICIPLE.match(cue.of(layout.text)) or _AND.search(
        layout.text, source[0].end, cue.start
    )
    return bool(second) and source[0].end < cue.start < statement.content[0].start


def _holds(statement: Statement, at: int) -> bool:
    return any(s.start <= at < s.end for s in spans_of(statement))
