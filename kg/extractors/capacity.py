"""In what capacity somebody speaks: the role that the article gives, and for whom it is held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extractors.appointments import appointments, is_office
from kg.extractors.appositions import appositions
from kg.extractors.central_banks import states_of_banks
from kg.extractors.descriptions import DETERMINER
from kg.extractors.lookup import Lookup
from kg.extractors.sources import Sources
from kg.extractors.title_owners import owner_of
from kg.extractors.titles import find_titles
from kg.iris import slug
from kg.model import Document, OfficeClaim, PossiblePrincipal, Representation, Span
from kg.reference import Reference

_STATE_MEDIA = re.compile(
    r"(?:official|state|state-run|state-owned|state-controlled|main|government|central)"
    r"(?: \w+)? (?:news agency|newspaper|television|tv|broadcaster|media|radio|daily),? $",
    re.IGNORECASE,
)
_HEADS_BANK = re.compile(r"\b(?:governor|president|chair\w*|chief|head|spokes\w+)\b", re.IGNORECASE)
_STATES_OWN = re.compile(
    r"(?:official|state|state-run|state-owned|state-controlled) $", re.IGNORECASE
)
_TOP = re.compile(
    r"\b(?:top|chief|senior|ministry|government) (?:[\w.-]+ ){0,2}?(?:diplomat|official)$",
    re.IGNORECASE,
)
_COUNTERPART = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|whose) (?P<who>[A-Z][\w-]+(?: [\w-]+){0,2}"
    r" (?:counterpart|opposite number)),? "
    r"(?:(?:Mullah|Sheikh|General|Mr\.?|Mrs\.?|Ms\.?|Dr\.?) )?$"
)
_MEDIUM = re.compile(r" (?:news agency|newspaper|television|TV|radio|broadcaster|daily)\b")


def roles(document: Document) -> dict[str, str]:
    """Return for each person the role words the article gives, those of an office first.

    Where no title stands beside a name, what else the person is called tells: `Israel's premier`.
    """
    called = {
        m.entity: (-1, DETERMINER.sub("", m.span.of(document.article.text)))
        for m in reversed(document.mentions)
        if m.kind == "nominal" and m.type == "person" and m.entity
    }
    media = {key: (1, words) for key, (words, _) in _state_media(document).items()}
    beside = {key: (-2, words) for key, words, _ in _counterparts(document)}
    best = {key: (-2, words) for key, words in appositions(document).items()}
    best |= beside | called | media
    for found in appointments(document):
        key = found.person.entity
        if key is None or found.title.kind == "honorific" or not found.role:
            continue
        rank = 2 if is_office(found) and found.owner else 1 if is_office(found) else 0
        if found.title.head == "leader":
            rank = min(rank, 1)
        if found.title.relation == "held":  # what somebody is comes before what he was
            rank = min(rank, 0)
        if key not in best or rank > best[key][0]:
            best[key] = (rank, found.role)
    return {key: role for key, (_, role) in best.items()}


def represented(document: Document, reference: Reference) -> dict[str, tuple[str, ...]]:
    """Return for each person the states and groupings for whom their present office speaks."""
    terms: dict[str, list[str]] = {}
    for person, of in _delegates(document):  # in whose name somebody takes the floor
        terms.setdefault(person, []).append(of)
    banks = states_of_banks(document.entities, reference.states)
    for claim in document.offices:
        if claim.relation != "holds" or not claim.of:
            continue
        if claim.of in banks and _HEADS_BANK.search(claim.title):
            terms.setdefault(claim.person, []).append(banks[claim.of])
        elif _speaks(claim):
            terms.setdefault(claim.person, []).append(claim.of)
    counterparts = ((person, of) for person, _, of in _counterparts(document))
    known = _known_by_office(document, reference)
    for person, of in (*_described(document), *known, *counterparts):
        terms.setdefault(person, []).append(of)
    terms |= {k: [of] for k, (_, of) in _state_media(document).items()}
    day = (document.article.published or "")[:10]
    if day:
        held = {c.person for c in document.offices}
        for entity in document.entities:
            if entity.type == "person" and entity.key not in held and " " in entity.name:
                for holding in reference.holdings_of(entity.name):
                    if holding in reference.holdings_on(holding.of, day):
                        terms.setdefault(entity.key, []).append(holding.of)
    return {key: tuple(dict.fromkeys(of)) for key, of in terms.items()}


def _described(document: Document) -> Iterator[tuple[str, str]]:
    """Yield persons called by what they are to a state or grouping: `Peru's top diplomat`."""
    look = Lookup(document)
    for found in appointments(document):
        top = found.title.head in ("diplomat", "official") and _TOP.search(found.role)
        if top and found.person.entity and found.owner and found.title.relation == "holds":
            yield found.person.entity, found.owner
    for mention in document.mentions:
        if mention.type != "person" or mention.kind != "nominal" or not mention.entity:
            continue
        owners = [m.span for m in look.within(mention.span) if m is not mention]
        for title in find_titles(look.text, mention.span, owners):
            of, _ = owner_of(look, title, 0, 1, {})
            if title.relation == "holds" and of and of.startswith(("state/", "grouping/")):
                yield mention.entity, of


def _counterparts(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield persons named as `her Peruvian counterpart, X`, with these words and their state."""
    look = Lookup(document)
    for mention in document.mentions:
        if mention.type != "person" or mention.kind != "name" or not mention.entity:
            continue
        called = _COUNTERPART.search(look.text, max(0, mention.span.start - 90), mention.span.start)
        of = look.starting(called.start("who")) if called else None
        if called and of and of.kind == "demonym" and of.entity:
            yield mention.entity, called["who"], of.entity


def _known_by_office(document: Document, reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield persons called by an office alone that the data know of them: `the chancellor`."""
    look = Lookup(document)
    names = {e.key: e.name for e in document.entities if e.type == "person"}
    for mention in document.mentions:
        name = names.get(mention.entity or "")
        if mention.kind != "nominal" or mention.type != "person" or not name:
            continue
        for title in find_titles(look.text, mention.span, ()):
            known = [h for h in reference.holdings_of(name) if slug(h.title) == slug(title.words)]
            if title.relation == "holds" and len({h.of for h in known}) == 1:
                yield mention.entity or "", known[0].of


def _delegates(document: Document) -> Iterator[tuple[str, str]]:
    """Yield persons with the states in brackets after their names: `ANN OBI (Chad)`.

    A name that is not in capitals is one with which a source begins that ends with the bracket.
    """
    look = Lookup(document)
    sources = {(s.start, s.end) for st in document.statements for s in st.source}
    for mention in document.mentions:
        name = mention.span.of(look.text)
        state = look.starting(mention.span.end + len(" ("))
        bracket = look.text[mention.span.end : mention.span.end + 2] == " ("
        alone = state and (mention.span.start, state.span.end + 1) in sources
        speaks = name.isupper() or alone
        person = mention.entity if mention.type == "person" and speaks else None
        if person and bracket and state and state.type == "state" and state.entity:
            yield person, state.entity


def _state_media(document: Document) -> dict[str, tuple[str, str]]:
    """Return the media that the text calls a state's own, with these words and the state."""
    look = Lookup(document)
    found: dict[str, tuple[str, str]] = {}
    for mention in document.mentions:
        if mention.type != "organisation" or not mention.entity:
            continue
        before = look.text[max(0, mention.span.start - 60) : mention.span.start]
        words, medium = _STATE_MEDIA.search(before), None
        if words is None:  # `North Korea's official KCNA news agency`
            words, medium = _STATES_OWN.search(before), _MEDIUM.match(look.text, mention.span.end)
            if words is None or medium is None:
                continue
        start = mention.span.start - len(before) + words.start()
        owner = look.ending(start - 1) or look.ending(start - 3)
        if owner is not None and owner.type == "state" and owner.entity:
            role = look.text[owner.span.start : mention.span.start].rstrip(" ,")
            role += medium.group() if medium else ""
            found.setdefault(mention.entity, (" ".join(role.split()), owner.entity))
    return found


def _speaks(claim: OfficeClaim) -> bool:
    """Say whether the office is one that speaks for its state or grouping."""
    if not (claim.of or "").startswith(("state/", "grouping/")):
        return False
    titles = list(find_titles(claim.title, Span(0, len(claim.title)), []))
    return not titles or titles[-1].kind in ("office", "leader")


def candidates(document: Document, sources: Sources, key: str) -> tuple[PossiblePrincipal, ...]:
    """Return for whom a speaker may speak by an office or description whose owner is open."""
    held = (c for c in document.offices if c.person == key and c.relation == "holds")
    found = sources.may_speak_for.get(key, ()) or next((c.may_be_of for c in held), ())
    for possible in found:
        sources.know(possible.key)
    return found


def representations(
    sources: Sources, keys: Sequence[str], terms: Mapping[str, Sequence[str]]
) -> tuple[Representation, ...]:
    """Return which speaker speaks for which states and groupings; `terms` are of persons."""
    return tuple(
        Representation(key, sources.know(principal))
        for key in keys
        for principal in dict.fromkeys(_principals(sources, key, terms))
    )


def _principals(sources: Sources, key: str, terms: Mapping[str, Sequence[str]]) -> Sequence[str]:
    sort = key.split("/")[0]
    entity = sources.entities.get(key)
    if sort in ("state", "grouping"):
        return (key,)
    if sort == "body":
        return (f"state/{key.split('/')[1]}",)
    if sort == "person":
        return terms.get(key, ())[:1] or sources.principals.get(key, ())
    if sort == "organisation" and key in terms:
        return terms[key]
    if entity is not None and entity.of:
        return (entity.of,)
    return sources.principals.get(key, ())
