"""To whom quoted words say that they are said: `“Mr. Obi, you must act”`, `“I told Peru”`."""

from __future__ import annotations

import re

from kg.extractors.parties import parties
from kg.extractors.sources import Sources
from kg.extractors.utterances import orders
from kg.model import Mention, Statement

_FORM = r"(?:Dear|Mr|Mrs|Ms|Dr|Sir|Madam)\.?"
_TITLE = (
    r"(?:Prime Minister|Foreign Minister|Minister|President|Premier|Chancellor"
    r"|Secretary(?:-General)?|Ambassador|Senator|Governor|General|Chairman|Chair(?:woman)?|Commissioner|Speaker|King|Queen)"
)
_NAMED = re.compile(rf"(?:{_FORM} |{_TITLE} ){{0,2}}")
_TITLED = re.compile(rf"(?:{_FORM} )?(?P<title>{_TITLE})(?=[,!])")
_AFTER = re.compile(r"[,!] (?!(?:and|or|who|which|whose|where|when|with|but|as|like)\b)")
_YOU = re.compile(r"\b(?:you|your|yours|yourself|you['’]\w+)\b", re.IGNORECASE)
_FORMAL = re.compile(rf"(?:{_FORM}|{_TITLE}) ")
_ENDS = re.compile(r"[.!?](?=\s|$)|$")
_SAY = re.compile(r",? (?:I|we) say\b")
_LEAST = 4  # words that are no mere name with an apposition
# The chair is addressed in councils, whoever holds it.
_CHAIRED = re.compile(r"\b(?:Security Council|Human Rights Council|General Assembly)\b")
_QUOTED_TO = re.compile(
    r"(?:(?:[Mm]y|[Oo]ur|[Tt]he|[Tt]his) (?:\w+ )?(?:message|appeal|advice|request|question|answer"
    r"|call|word|warning|offer|plea) (?:to|for)"
    r"|\b(?:I|[Ww]e) (?:also |now )?(?:say|appeal|call (?:up)?on|urge|ask|tell"
    r"|want to (?:say to|tell|ask|thank)"
    r"|thank|warn|would (?:like to )?(?:say to|tell|ask|thank)|have (?:a|one) message for)(?: to)?"
    r"|[Tt]o(?= [^,;:“”\"]{2,60},? (?:I|we) say)) (?:the )?"
)
# `I say to the people of Chile`
_PEOPLE_OF = re.compile(r"(?:people|citizens|government|leaders|leadership|rulers) of (?:the )?")
# `he had asked Chile to wait`: what was said then is told now
_RECOUNTED = re.compile(
    r"(?:he|she|it|they) "
    r"(?:(?:had|have|has|also|already|just|always|personally|\w+ly) )*"
    r"(?:told|asked|urged|warned|assured|reminded|informed|advised|called on|appealed to|said to"
    r"|made (?:it )?clear to|explained to|offered|promised|begged|thanked|notified) (?:both )?"
)
_NO_SPEECH = re.compile(r"(?:reporters|journalists|for|about|whether|if|that|to|questions?)\b")


def addressed(sources: Sources, statement: Statement) -> tuple[str, ...]:
    """Return whom quoted words address by name, or by a title that one person here has."""
    look = sources.look
    first = statement.content[0]
    if not look.quoted(first.start):
        return ()
    form = _NAMED.match(look.text, first.start, first.end)
    named = look.starting(form.end()) if form else None
    named = named or look.starting(first.start)
    if named is not None and _is_address(sources, named, statement):
        return (named.entity,) if named.entity else ()
    titled = _TITLED.match(look.text, first.start, first.end)
    if titled is None or _CHAIRED.search(look.text):
        return ()
    held = {
        key
        for key, entity in sources.entities.items()
        if entity.type == "person" and key not in statement.speakers
        if any(
            titled["title"] in t.words or titled["title"].lower() == t.head
            for t in sources.titles(key)
        )
    }
    return tuple(held) if len(held) == 1 else ()


def _is_address(sources: Sources, named: Mention, statement: Statement) -> bool:
    """Say whether a name at the head of quoted words is that of whom they speak to.

    An apposition ends at a comma, too: `Mr. Obi, the man who began it, is gone` is about him.
    """
    text = sources.look.text
    first, last = statement.content[0], statement.content[-1]
    after = _AFTER.match(text, named.span.end, last.end)
    if after is None or named.kind != "name" or named.type not in ("person", "state", "grouping"):
        return False
    listed = sources.look.starting(after.end())
    if listed is not None and listed.kind == "name":
        return False  # `Russia, China and others`
    end = _ENDS.search(text, after.end(), last.end)
    words = text[after.end() : end.start() if end else last.end]
    if _YOU.search(words) or orders(words.lower()):
        return True
    formal = _FORMAL.match(text, first.start) is not None
    return formal and "," not in words and len(words.split()) >= _LEAST


def quoted_to(sources: Sources, statement: Statement) -> tuple[str, ...]:
    """Return whom quoted words name as those to whom they are said: `our message to Peru is`."""
    look = sources.look
    for content in statement.content:
        match = _QUOTED_TO.match(look.text, content.start, content.end)
        if match and look.quoted(content.start):
            named = look.starting(match.end())
            if named is not None and named.kind == "demonym":
                say = _SAY.search(look.text, match.end(), content.end)
                end = say.start() if say else content.end
                return parties(sources, match.end(), end, statement.speakers, described=True)
            people = _PEOPLE_OF.match(look.text, match.end(), content.end)
            if people and look.starting(people.end()):
                return parties(sources, match.end(), content.end, statement.speakers)
            if named is None and look.text[match.end()].isupper():  # `thank President Obi`
                return parties(sources, match.end(), content.end, statement.speakers)
            meant = named.entity if named and named.kind != "pronoun" else None
            return (meant,) if meant else ()
    return ()


def recounted_to(sources: Sources, statement: Statement) -> tuple[str, ...]:
    """Return whom the speaker says he told so, in words not quoted: `she had asked Chile to go`."""
    look, first = sources.look, statement.content[0]
    match = _RECOUNTED.match(look.text, first.start, first.end)
    if match is None or look.quoted(first.start) or _NO_SPEECH.match(look.text, match.end()):
        return ()
    pronoun = look.starting(first.start)
    if pronoun is not None and pronoun.entity and pronoun.entity not in statement.speakers:
        return ()
    return parties(sources, match.end(), first.end, statement.speakers, described=True)
