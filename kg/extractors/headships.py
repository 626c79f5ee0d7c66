"""Offices told by a verb: `Ana Rojas, who heads the interim government`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extractors.before_titles import INSTITUTION
from kg.extractors.lookup import Lookup
from kg.extractors.title_owners import key_of
from kg.model import Document, Mention, Span

# `Al Lee, the son of a man who heads the army`: it is the man
_NO_APPOSITION = r"(?:who|and|said|says|with|to|of (?:an?|the|his|her))\b"
_HEADS = re.compile(
    rf"(?:, (?:the|an?|his|her|its)(?: (?!{_NO_APPOSITION})[\w’'-]+){{1,10}})?,? who "
    r"(?:now |currently |also |still |once |had |has )*(?P<verb>heads|headed|leads|led|chairs"
    r"|chaired|runs|ran|commands|commanded|directs|directed) (?P<what>(?:the |its |his |her )?"
    r"(?P<body>[^,;:.“”\"\n]{3,70}?))"
    r"(?=,| and |\.(?:\s|$)|;| until | since | from | in (?:\d|[A-Z])|$)"
)
_ADVISES = re.compile(  # `Ana Rojas, who advises President Diaz on trade`
    r", who (?:now |currently |also |still |once |has |had )*(?P<verb>advises|advised)"
    r" (?P<whom>(?:the |[A-Z])[^,;:.“”\"\n]{3,60}?)(?: on [^,;:.“”\"\n]{3,60})?(?=,|\.|;|$)"
)
_BODY = re.compile(
    r"\b(?:party|alliance|bloc|organi[sz]ation|movement|union|junta|mission|fund|coalition|group"
    r"|front)\b",
    re.IGNORECASE,
)
_NAME = re.compile(  # `the Green Dawn party`, `the party Green Dawn`
    r"((?:[A-Z][\w’'-]+ )*[A-Z][\w’'-]+)(?= (?:party|movement|alliance|coalition|front|group)\b|$)"
)
_COMPLEMENT = re.compile(r" (?:of|at|in|for|on) ")
_NO_BODY = re.compile(r"\b(?:to|into|against|after|through|during|opposition)\b")
_HEADS_OF = {
    "heads": "head", "headed": "head", "leads": "leader", "led": "leader", "chairs": "chair",
    "chaired": "chair", "runs": "head", "ran": "head", "commands": "commander",
    "commanded": "commander", "directs": "director", "directed": "director",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Headship:
    """That somebody heads a body: `title` is the office.

    `owner` is the entity key of the body, or of its state, and `named` its name as printed; both
    are missing where the text does not say.
    """

    person: Mention
    evidence: Span
    title: str
    owner: str | None
    named: str
    past: bool
    words: Span  # those that tell it, after the name


def headships(document: Document) -> Iterator[Headship]:
    """Yield who heads what or advises whom, in text order; only persons who have a key."""
    look = Lookup(document)
    for person in document.mentions:
        if person.type != "person" or person.kind != "name" or not person.entity:
            continue
        if advises := _ADVISES.match(look.text, person.span.end):
            yield from _adviser(look, person, advises)
        found = _HEADS.match(look.text, person.span.end)
        if found is None or _NO_BODY.search(found["what"]):
            continue
        inside = look.within(Span(found.start("what"), found.end("what")))
        owners = [m for m in inside if m.type in ("state", "grouping", "body", "organisation")]
        noun = _COMPLEMENT.split(found["body"])[0]
        named = any(m.type != "state" and m.span.end == found.end("what") for m in owners)
        if not (INSTITUTION.search(noun) or _BODY.search(noun) or named):
            continue
        verb, name = found["verb"], _NAME.search(found["what"])
        owner = next((key for m in owners if (key := key_of(look, m, {})[0])), None)
        if owner is None and name and not owners:
            owner = look.organisation(name[1])
        yield Headship(
            person,
            Span(person.span.start, found.end("what")),
            f"{_HEADS_OF[verb]} of {' '.join(found['what'].split())}",
            owner,
            name[1] if name else "",
            verb.endswith("ed") or verb in ("led", "ran"),
            Span(found.start("verb"), found.end("what")),
        )


def _adviser(look: Lookup, person: Mention, found: re.Match[str]) -> Iterator[Headship]:
    """Yield the office of who advises a person: whose adviser it is depends on that person."""
    within = look.within(Span(*found.span("whom")))
    if any(m.type == "person" for m in within):
        title = f"adviser to {' '.join(found['whom'].split())}"
        yield Headship(
            person,
            Span(person.span.start, found.end("whom")),
            title,
            None,
            "",
            found["verb"] == "advised",
            Span(found.start("verb"), found.end("whom")),
        )
