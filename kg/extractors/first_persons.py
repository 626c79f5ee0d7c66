"""Who `we` are in a statement of several: `We, the Ministers of Peru and Chile, reaffirm`.

And who `I` am in one that is signed at its head: `ANA ROJAS, MINISTER OF STATE`.
"""

from __future__ import annotations

import re

from kg.extractors.sources import Sources
from kg.extractors.titles import find_titles
from kg.iris import slug
from kg.model import Entity, Span, Statement

SELF = re.compile(
    r"^(?:i|we|us|me|our (?:\w+ )?(?:countries|governments|nations|peoples|states))$", re.IGNORECASE
)
_WE = re.compile(r"we, (?=the [^;“”\"]{3})", re.IGNORECASE)
_MET = re.compile(  # at the head of a declaration that goes on with `we`
    r"^(?P<we>We, the [^;“”\"\n]{3,240}?),? (?:met|gathered|convened|assembled|held|have)\b",
    re.MULTILINE,
)
_SIGNED = re.compile(
    r"^(?:(?:[\w’'-]+ ){0,2}(?:statement|remarks|message|address) (?:by|from|of) )?"
    r"(?P<name>(?:[A-Z][\w.’'-]* ){1,4}[A-Z][\w’'-]+), (?P<office>[A-Z][^\n.;:]{3,80})$",
    re.MULTILINE | re.IGNORECASE,
)
_HEAD = 600  # code points at the head of a text in which it is signed
_HOLDERS = re.compile(
    r"(?:[\w-]+ ){0,3}?(?:ministers|leaders|heads|presidents|representatives|delegates)\b",
    re.IGNORECASE,
)
_GOVERNMENTS = re.compile(r"the governments of (?:the )?", re.IGNORECASE)


def we_are(sources: Sources, span: Span, statement: Statement) -> tuple[str, ...]:
    """Return whom a source that begins with `we` names itself; nobody if it does not."""
    end = max(span.end, statement.cue.start if statement.cue else 0)
    text = sources.look.text
    we = _WE.match(text, span.start, end)
    return _named(sources, we.end(), end) if we else ()


def signatory(sources: Sources) -> tuple[str, ...]:
    """Return who `I` and `we` are in a text that names or is signed by them at its head."""
    text = sources.look.text
    if met := _MET.search(text):
        return _named(sources, met.start("we") + len("We, "), met.end("we"))
    signed = _SIGNED.search(text, 0, _HEAD)
    if signed is None:
        return ()
    office = signed["office"]
    if not any(t.kind == "office" for t in find_titles(office, Span(0, len(office)), [])):
        return ()
    mention = sources.look.starting(signed.start("name"))
    if mention is not None and mention.entity:
        return (mention.entity,)
    name = signed["name"].title() if signed["name"].isupper() else signed["name"]
    known = sources.known_person(name)
    return (known or sources.add(Entity(f"person/{slug(name)}", "person", name)),)


def _named(sources: Sources, start: int, end: int) -> tuple[str, ...]:
    """Return the keys of those whom the words after `we, ` name."""
    text = sources.look.text
    who = text[start:end].strip(" ,").removeprefix("the ")
    if _HOLDERS.match(who):
        return (sources.local("group", who),)
    of = _GOVERNMENTS.match(text, start, end)
    start = of.end() if of else start
    return sources.read((Span(start, len(text[:end].rstrip(" ,"))),))
