"""Who speaks in each statement, in what role, for whom, through whom and to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extractors.capacity import candidates, representations, represented, roles
from kg.extractors.central_banks import with_their_states
from kg.extractors.joint_sources import with_whole_sources
from kg.extractors.mandates import with_mandates
from kg.extractors.reports import reported
from kg.extractors.running_quotations import running
from kg.extractors.selection import without
from kg.extractors.sources import Sources
from kg.extractors.speaker_resolution import SpeakerResolver
from kg.extractors.versions import VERSIONS
from kg.model import Document, Statement
from kg.reference import Reference

_INSTITUTIONS = ("state/", "grouping/", "body/", "organisation/")


class SpeakerExtractor:
    """Fills speakers, role, representations, reported_by and addressee of every statement."""

    name = "speakers"
    version = VERSIONS["speakers"]

    def __init__(self, reference: Reference | None = None) -> None:
        """Take the reference data, which name the states spoken for and the office holders."""
        self._reference = reference or Reference()

    def __call__(self, document: Document) -> Document:
        """Return the document with speakers on every statement, and their entities.

        A statement whose source is not known gets the unnamed source of the article.
        """
        document = with_whole_sources(document)
        sources = Sources(_worded(document, self._reference), self._reference)
        names = SpeakerResolver(document, sources)
        spoken: list[Statement] = []
        early = running(sources.look, document.statements)
        for index, statement in enumerate(document.statements):
            if index not in early:
                keys = names.of(statement, spoken)
                told = document.statements[len(spoken) : index + 1]
                spoken += [replace(s, speakers=keys) for s in told]
        reports = reported(sources, spoken)
        titles = roles(document)
        terms = represented(document, self._reference)
        framed = [_for_whom(s, document, sources, terms, titles) for s in reports]
        statements = with_mandates(sources, framed)
        spoken_for = replace(
            document, statements=statements, entities=tuple(sources.entities.values())
        )
        own = {i for i, s in enumerate(statements) if _is_own_voice(s, statements)}
        return without(spoken_for, own)


def _for_whom(
    statement: Statement,
    document: Document,
    sources: Sources,
    terms: Mapping[str, Sequence[str]],
    titles: Mapping[str, str],
) -> Statement:
    """Return the statement with the speaker's role, and for whom it is made or may be made."""
    keys = statement.speakers
    decided = representations(sources, keys, terms)
    return replace(
        statement,
        role=sources.role(keys[0]) or titles.get(keys[0]),
        representations=decided,
        may_speak_for=() if decided or len(keys) > 1 else candidates(document, sources, keys[0]),
    )


def _worded(document: Document, reference: Reference) -> Document:
    """Return the document with bodies named in the article's own words, unless well known.

    A body that no reference data describe is `Turkish Ministry of Foreign Affairs`, as printed.
    A central bank has the state whose bank it is.
    """
    text = document.article.text
    surfaces: dict[str, list[str]] = {}
    for mention in document.mentions:
        if mention.type == "body" and mention.entity and reference.entity(mention.entity) is None:
            words = re.sub(r"^(?:the|The) |['’]s\b", "", mention.span.of(text))
            surfaces.setdefault(mention.entity, []).append(" ".join(words.split()))
    entities = []
    for entity in document.entities:
        found = surfaces.get(entity.key)
        if found:
            name = max(found, key=len)
            aliases = sorted({*entity.aliases, entity.name, *found} - {name})
            entity = replace(entity, name=name, aliases=tuple(aliases))
        entities.append(entity)
    return replace(document, entities=with_their_states(entities, reference.states))


def _is_own_voice(statement: Statement, statements: Sequence[Statement]) -> bool:
    """Say whether a statement within another only tells what the outer speaker's side holds.

    When a spokesman says that his government has offered talks, he makes the offer; nobody
    reports on anybody else.
    """
    if statement.reported_in is None:
        return False
    outer = statements[statement.reported_in]
    within = any(c.contains(statement.content[0]) for c in outer.content)
    return (
        within
        and bool(outer.speaks_for and statement.speaks_for)
        and all(key.startswith(_INSTITUTIONS) for key in statement.speakers)
        and set(statement.speaks_for) <= set(outer.speaks_for)
    )
