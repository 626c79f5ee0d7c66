"""What a speaker does with a second verb: `Obi said it was late, but warned that it would fail`.

The tagger gives the second clause to the first verb, or passes over it. It is the speaker's where
it cannot be coordinate with what he says: a past tense after `would go` or an object after `was
late`, or a clause apart; and after a verb that no clause follows, as in `urged Chad to wait and
accused Togo`. After `had gone` it may be: that is left as the tagger has it. So it is after who
said it: `said Obi, who urged Chad to wait`, `Obi said, urging Chad to wait`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extractors.attribution.arrangement import Layout, spans_of
from kg.extractors.attribution.statements import trimmed
from kg.extractors.attribution.verbs import BINDING, TOWARDS, UPON
from kg.model import Span, Statement

_VERB = (
    rf"{UPON}|{TOWARDS}|{BINDING}|warned|added|insisted|stressed|reiterated|suggested|noted"
    r"|described|advised|invited|(?:gave|issued|sounded) (?:a )?warning"
)
_DOING = (
    r"brushing (?:aside|off)|shrugging off|rejecting|dismissing|accusing|urging|calling (?:on|for)"
    r"|adding|insisting|arguing|stressing|demanding|condemning|critici[sz]ing|praising|thanking"
    r"|blaming|denying|ruling out|appealing (?:to|for)|warning|describing|welcoming"
)
_NOW = (
    r"urges|demands|calls (?:on|for)|accuses|blames|warns|rejects|dismisses|denies|condemns"
    r"|welcomes|insists|vows|says|wants(?= (?:[\w’'-]+ ){1,5}to )"
)
_AUXILIARY = r"(?P<has> (?:has|have|had))?"
_SECOND = re.compile(
    rf"(?:(?P<apart>,)? (?:and|but){_AUXILIARY}(?P<then> (?:also|later|then|again|\w+ly))? "
    rf"|, (?:\w+ly )?(?={_DOING}))(?P<cue>{_VERB}|{_DOING}|(?P<now>{_NOW})) "
    r"(?:(?<=for )(?=\w)|(?(apart)(?(then)(?=[a-z])|(?!))|(?!))"
    r"|(?=as |that |to |the |an? |its |his |her |their |any |all |both |what |[A-Z]))"
)
_AFTER = re.compile(
    r"(?:,? (?:who|and|but)(?: (?:has|had|also|later|then|again|repeatedly|\w+ly))* "
    rf"|, (?:\w+ly )?(?={_DOING}))(?P<cue>{_VERB}|{_DOING}) (?=[^,;:“”\"]*\w)"
)
_DOES = re.compile(rf"(?:\w+ly )?(?P<cue>{_DOING}) ")
_CLOSES = re.compile(r"[.,]?[”\"’']")
_PASSIVE = re.compile(r"(?:to|that) ")  # `was detained and urged to confess`
_ACTIVE = re.compile(rf"(?:{BINDING}|proposed) to ")
_RELATIVE = re.compile(r"\b(?:who|which|whom|whose|where|when|while|if)\b")
_PERFECT = re.compile(r"\b(?:had|has|have)\b")
_IS = re.compile(r"\b(?:is|was|are|were|be)\b")
_NO_CLAUSE = re.compile(
    r"\b(?:accus|blam|thank|congratulat|prais|condemn|denounc|deplor|welcom|applaud|urg)\w+$"
    r"|\bcall\w* (?:on|for|upon)$|\bappeal\w* (?:to|for)$"
)
_CLAUSE = re.compile(r"\bthat\b")
_PLURAL = re.compile(
    r"(?:it|he|she|they|we|I) |.*\b(?:are|were|was|had|would|will|must|should|can)\b"
)
_MODAL = re.compile(r"\b(?:would|will|could|should|must|can|cannot|may|might)\b")


def second_verbs(statements: Sequence[Statement], layout: Layout) -> Iterator[Statement]:
    """Yield the statements, each up to a second verb of its speaker, and what that verb says."""
    for statement in statements:
        for part in _participle(statement, layout):
            yield from _parted(part, statements, layout)
        yield from _afterwards(statement, statements, layout)


def _participle(statement: Statement, layout: Layout) -> Iterator[Statement]:
    """Yield the statement, and what its speaker does after it was said: `…, she said, urging …`."""
    cue, last, text = statement.cue, statement.content[-1], layout.text
    told = cue and len(statement.content) > 1 and statement.content[-2].end < cue.end < last.start
    doing = _DOES.match(text, last.start, last.end) if told and statement.source else None
    rest = trimmed(text, Span(doing.end(), last.end), layout.quotations) if doing else ()
    if doing is None or not rest:
        yield statement
        return
    yield replace(statement, content=statement.content[:-1])
    yield replace(statement, cue=Span(*doing.span("cue")), content=rest)


def _parted(
    statement: Statement, others: Sequence[Statement], layout: Layout
) -> Iterator[Statement]:
    cue, source, last = statement.cue, statement.source, statement.content[-1]
    first = cue and source and source[0].end <= cue.start and cue.end <= last.start
    verb = _verb(statement, layout) if first else None
    if verb is None:
        yield statement
        return
    end = last.end if verb.end() < last.end else layout.sentences[layout.sentence(last)].end
    clause = Span(verb.start(), end)
    told = _is_told(clause, (o for o in others if o is not statement))
    rest = trimmed(layout.text, Span(verb.end(), end), layout.quotations)
    own = trimmed(layout.text, Span(last.start, min(last.end, verb.start())), layout.quotations)
    if told or not rest or not own:
        yield statement
        return
    yield replace(statement, content=(*statement.content[:-1], *own))
    yield replace(statement, cue=Span(*verb.span("cue")), content=rest)


def _afterwards(
    statement: Statement, others: Sequence[Statement], layout: Layout
) -> Iterator[Statement]:
    """Yield what a verb says that follows on the source and cue of what was said before."""
    cue, content = statement.cue, statement.content
    if (
        not cue
        or not statement.source
        or content[-1].end > min(cue.start, statement.source[0].start)
    ):
        return
    sentence = layout.sentences[layout.sentence(cue)]
    end = max(cue.end, statement.source[-1].end)
    verb = _AFTER.match(layout.text, end, sentence.end)
    rest = trimmed(layout.text, Span(verb.end(), sentence.end), layout.quotations) if verb else ()
    if verb and rest and not _is_told(Span(verb.start(), sentence.end), others):
        yield replace(statement, cue=Span(*verb.span("cue")), content=rest)


def _is_told(clause: Span, statements: Iterable[Statement]) -> bool:
    return any(s.overlaps(clause) for o in statements for s in spans_of(o))


def _verb(statement: Statement, layout: Layout) -> re.Match[str] | None:
    """Return the first verb in a content or right after it that is the speaker's own."""
    content = statement.content[-1]
    cue = statement.cue.of(layout.text) if statement.cue else ""
    end = layout.sentences[layout.sentence(content)].end
    for verb in _SECOND.finditer(layout.text, content.start, max(end, content.end)):
        before = Span(content.start, min(verb.start(), content.end))
        apart = layout.text[content.end : verb.start()]
        if apart and not _CLOSES.fullmatch(apart):
            return None
        own = bool(apart) or verb.start() == content.end
        if layout.quotations_in(before) and not own:
            return None
        own = own and not verb["now"] and not verb["has"]
        if own or _is_speakers(verb, before.of(layout.text), cue):
            return verb
    return None


def _is_speakers(verb: re.Match[str], before: str, cue: str) -> bool:
    """Say whether a verb cannot be coordinate with the clause before it."""
    if _RELATIVE.search(before):
        return False
    if verb["now"]:
        return cue.endswith("s") and _PLURAL.match(before) is not None
    if _NO_CLAUSE.search(cue) and not _CLAUSE.search(before):
        return True
    if _PERFECT.search(before) or (verb["has"] and not verb["apart"]):
        return False
    active = _ACTIVE.match(verb.string, verb.start("cue"))
    passive = not active and _PASSIVE.match(verb.string, verb.end())
    after_is = _IS.search(before) is not None and not passive
    return after_is or bool(verb["apart"]) or _MODAL.search(before) is not None
