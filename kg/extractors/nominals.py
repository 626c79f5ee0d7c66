"""Descriptions that mean a person by office: `the US president`, `the Kremlin leader`, `the king`.

A description is resolved to a person of the article who has that office, or, where it names the
state and the article's date is known, to the office holder in the reference data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.allegiance import Allegiance
from kg.extractors.appointments import appointments
from kg.extractors.introductions import subject_before
from kg.extractors.lookup import Lookup
from kg.extractors.names import parts, short_forms
from kg.extractors.official_words import INTERNATIONAL
from kg.extractors.posts import Post, posts_of
from kg.extractors.title_words import LESSER
from kg.extractors.titles import Title, find_titles
from kg.iris import slug
from kg.model import Candidate, Document, Entity, Mention, Span
from kg.reference import Holding, Reference
from kg.spans import SpanIndex
from kg.text import word_set

LEAST = 0.5
_JUST_TOLD_OF = 0.6
_KNOWN_HERE = 0.7
_DETERMINER = re.compile(r"\b(?:the|that|this|its|their|his|her) $", re.IGNORECASE)
_ITS = re.compile(r"\bits $", re.IGNORECASE)
_THE = re.compile(r"\b[Tt]he $")
_INDEFINITE = re.compile(r"\b(?:an?|another|one|any|no) $", re.IGNORECASE)
# `his quest to become the US president`: the office, not who holds it
_TO_BE = re.compile(
    r"\b(?:becom(?:e|es|ing)|(?:to|would|will|could|might|may) be|run(?:ning)? for|bid for"
    r"|elect(?:ed)?) (?:(?:the|its|their|his|her) )?(?:next |new |first )?$"
)
_POSSESSIVE = re.compile(r"['’]s? ")
# `the junta's spokesman`; `the country's president` may be any state's
_ANOTHERS = re.compile(
    r"\b(?!(?:country|nation|state|kingdom|republic|government|ministry|president|minister"
    r"|alliance|bloc|union|organi[sz]ation)\b)[a-z]+['’]s (?:[a-z]+ )?$"
)
# `the council president` is no president of a state
_BODIES = word_set(
    "council commission assembly senate parliament party committee court bank federation campaign"
    " association company"
)
_GROUPINGS = re.compile(
    r"\b(?:alliance|bloc|union|organi[sz]ation|grouping)['’]s (?:[a-z-]+ ){0,2}$"
)
_CHIEFS = (
    "secretary general", "secretary-general", "director general", "director-general", "president",
    "chairman", "chairperson", "chief", "head", "managing director", "commissioner",
)  # fmt: skip
_LEADERS = ("president", "prime-minister", "chancellor", "supreme-leader")
_TOP = ("president", "prime minister", "chancellor", "king", "supreme leader", "leader", "premier")
# Who leads a state's diplomacy, by the words of the office: `Beijing's top diplomat`.
# Other words for an office, in descriptions.
_LIKEWISE = {
    "premier": frozenset({"prime minister"}), "pontiff": frozenset({"pope"}),
    "monarch": frozenset({"king", "queen", "emir", "sultan", "emperor"}),
}  # fmt: skip
_DIPLOMACY = re.compile(r"foreign|external|secretary-of-state|high-representative")
_TOP_DIPLOMAT = re.compile(r"(?:\bthe|['’]s?) (?:top|chief) (?:[\w.-]+ )?diplomat$", re.IGNORECASE)


def resolve_nominals(document: Document, reference: Reference) -> Document:
    """Return the document with mentions of kind `nominal`, resolved where probable enough."""
    look = Lookup(document)
    found = appointments(document)
    allegiance = Allegiance(look, {}, reference)
    posts = posts_of(document, found, allegiance, reference)
    taken = {(a.title.span.start, a.title.core.end) for a in found if not a.delayed}
    owners = SpanIndex(
        {m.span for m in document.mentions if m.type in ("state", "grouping", "body")}, lambda s: s
    )
    seen = _positions(document)
    mentions: list[Mention] = []
    entities = {e.key: e for e in document.entities}
    for sentence in look.sentences:
        inside = [o for o in owners.overlapping(sentence) if sentence.contains(o)]
        for title in find_titles(look.text, sentence, inside):
            if (title.span.start, title.core.end) in taken or not _describes(look, title):
                continue
            span = _extent(look, title)
            owner = _owner(look, title) or _its(look, title)
            fit = [p for p in posts if not (p.owner and _is_others(look, title))]
            if master := _master(look, title):
                serves = {p.owner for p in posts if p.person == master}
                fit = [p for p in posts if p.owner in serves and p.person != master]
            ranked = _rank(title, owner, span.start, fit, seen)
            if ranked and (new := _new_here(look, title, owner, ranked, posts)):
                ranked = (Candidate(new, _JUST_TOLD_OF),)
            known = None
            if not ranked and owner:
                known = _office_holder(document, reference, title, owner)
                if known:
                    entities.setdefault(known.key, known)
                    ranked = (Candidate(known.key, 0.85),)
            if not ranked and not owner and INTERNATIONAL.fullmatch(title.words):
                there = allegiance.of(title.words, title.span)
                if there and there.score >= _KNOWN_HERE:
                    known = _office_holder(document, reference, title, there.key)
                if known:
                    entities.setdefault(known.key, known)
                    ranked = (Candidate(known.key, _KNOWN_HERE),)
            if not ranked and not owner and (known := _only_holder(document, reference, title)):
                ranked = (Candidate(known.key, _KNOWN_HERE),)
            if not ranked and (told := _told_of(look, title, owner, posts)):
                ranked = (Candidate(told, _JUST_TOLD_OF),)
            sure = bool(ranked) and ranked[0].score >= LEAST
            mentions.append(
                Mention(
                    span,
                    "person",
                    "nominal",
                    ranked[0].key if sure else None,
                    ranked[0].score if ranked else 0.0,
                    () if sure and len(ranked) == 1 else ranked,
                )
            )
    merged = sorted((*document.mentions, *mentions), key=lambda m: (m.span.start, -m.span.end))
    return replace(document, mentions=tuple(merged), entities=tuple(entities.values()))


def _new_here(
    look: Lookup,
    title: Title,
    owner: str | None,
    ranked: Sequence[Candidate],
    posts: Sequence[Post],
) -> str | None:
    """Return the subject of the sentence before, of whom no office is told, if he may be it.

    `Gustavo Obi went further. "They lie," the leftist president said`, where another president is
    named in a paragraph before.
    """
    at = title.span.start
    named = subject_before(look, at)
    person = named.entity if named else None
    if owner or person is None or named is None or title.relation != "holds":
        return None
    here = look.paragraphs[look.paragraph(at)]
    if named.span.start < here.start or any(p.person == person for p in posts):
        return None
    said = {m.entity for m in look.within(Span(here.start, at)) if m.type == "person"}
    others = said & {c.key for c in ranked}
    free = not others and not _is_others(look, title) and not _master(look, title)
    return person if free and _THE.search(look.text, max(0, at - 4), at) else None


def _told_of(look: Lookup, title: Title, owner: str | None, posts: Sequence[Post]) -> str | None:
    """Return the person without such an office of whom the sentence before tells, if he may be it.

    `Viktor Obi would have none of it. The Hungarian leader felt ambushed.`
    """
    named = subject_before(look, title.span.start)
    person = named.entity if named else None
    if person is None or look.quoted(title.span.start):
        return None
    if _is_others(look, title) or _master(look, title):
        return None
    own = [p for p in posts if p.person == person]
    if owner and title.relation == "holds" and title.kind != "leader":
        return None  # `The Peruvian president` after another Peruvian was wrong more often
    particular = owner or title.relation == "held" or " " in title.words
    at = title.span.start
    if not _THE.search(look.text, max(0, at - 4), at):  # `Hungary's leader` may be another one
        return None
    if not particular or any(p.owner and owner and p.owner != owner for p in own):
        return None
    return None if title.relation == "holds" and any(not p.held for p in own) else person


def _positions(document: Document) -> dict[str, list[int]]:
    """Return where each person is mentioned by name, in text order."""
    seen: dict[str, list[int]] = {}
    for mention in document.mentions:
        if mention.type == "person" and mention.entity:
            seen.setdefault(mention.entity, []).append(mention.span.start)
    return seen


def _describes(look: Lookup, title: Title) -> bool:
    """Say whether the title stands for a person: singular, with a determiner, not a compound."""
    if title.head == "diplomat":
        posted = re.match(r" (?:in|at|to)\b", look.text[title.core.end : title.core.end + 4])
        return not posted and bool(
            _TOP_DIPLOMAT.search(look.text, max(0, title.core.end - 80), title.core.end)
        )
    if title.plural or title.kind in ("honorific", "occupation") or title.relation == "none":
        return False
    after = look.text[title.core.end : title.core.end + 14]
    if re.match(r"[-–][a-z]|['’]s office|['’]s (?:spokes|chief|aide|adviser)", after):
        return False
    if re.match(r" [A-Z][a-z]", after):
        return False
    before = look.text[max(0, title.span.start - 7) : title.span.start]
    if _INDEFINITE.search(before) or _TO_BE.search(
        look.text, max(0, title.span.start - 40), title.span.start
    ):
        return False
    return title.definite or bool(_DETERMINER.search(before))


def _extent(look: Lookup, title: Title) -> Span:
    before = look.text[max(0, title.span.start - 7) : title.span.start]
    match = _DETERMINER.search(before)
    start = title.span.start - (len(match.group()) if match else 0)
    if top := _TOP_DIPLOMAT.search(look.text, max(0, title.core.end - 80), title.core.end):
        start = min(start, top.start())
    return Span(start, max([title.core.end, *(o.end for o in title.owners)]))


def _is_others(look: Lookup, title: Title) -> bool:
    """Say whether the text gives the office an owner that is no state: `the junta's spokesman`."""
    end = title.span.end if title.span.end < title.core.start else title.core.start
    before = look.text[max(0, end - 40) : end]
    return _owner(look, title) is None and _ANOTHERS.search(before) is not None


def _master(look: Lookup, title: Title) -> str | None:
    """Return the person whose the office is: `Obi's spokesman`."""
    start = min(title.span.start, title.core.start)
    before = _POSSESSIVE.search(look.text, max(0, start - 3), title.core.start)
    mention = look.ending(before.start()) if before else None
    return mention.entity if mention and mention.type == "person" else None


def _owner(look: Lookup, title: Title) -> str | None:
    for span in title.owners:
        for mention in look.within(span):
            if mention.type == "body" and mention.entity and mention.entity.count("/") > 1:
                return f"state/{mention.entity.split('/')[1]}"
            if mention.type in ("state", "grouping") and mention.entity:
                return mention.entity
    if _GROUPINGS.search(look.text, max(0, title.core.start - 60), title.core.start):
        named = (m for m in reversed(look.within(Span(0, title.core.start))))
        return next((m.entity for m in named if m.type == "grouping" and m.entity), None)
    return None


def _its(look: Lookup, title: Title) -> str | None:
    """Return whose `its minister` is: the only state or grouping named before in the sentence."""
    at = min(title.span.start, title.core.start)
    if not _ITS.search(look.text, max(0, at - 5), at):
        return None
    sentence = look.sentences[look.sentence(title.core.start)]
    before = look.within(Span(sentence.start, title.core.start))
    told = {m.entity for m in before if m.type in ("state", "grouping") and m.kind == "name"}
    return told.pop() if len(told) == 1 else None


def _rank(
    title: Title,
    owner: str | None,
    at: int,
    posts: Sequence[Post],
    seen: dict[str, list[int]],
) -> tuple[Candidate, ...]:
    """Return the persons of the article whose office fits, best first."""
    scores: dict[str, float] = {}
    for post in posts:
        fit = _fit(title, owner, post)
        if fit:
            before = [p for p in seen.get(post.person, ()) if p < at]
            near = max(0.0, 1 - (at - before[-1]) / 3000) if before else 0.0
            score = fit * (0.75 + 0.25 * near) if before else fit * 0.65
            scores[post.person] = max(score, scores.get(post.person, 0.0))
    ranked = sorted(scores.items(), key=lambda x: -x[1])
    if len(ranked) > 1 and owner is None and ranked[1][1] > 0.85 * ranked[0][1]:
        ranked = _by_recency([k for k, v in ranked if v > 0.85 * ranked[0][1]], at, seen)
    return tuple(Candidate(k, round(min(v, 0.97), 3)) for k, v in ranked)


def _by_recency(
    keys: Sequence[str], at: int, seen: dict[str, list[int]]
) -> list[tuple[str, float]]:
    last = {k: max((p for p in seen.get(k, ()) if p < at), default=-1) for k in keys}
    ordered = sorted(keys, key=lambda k: -last[k])
    close = last[ordered[0]] - last[ordered[1]] < 60
    return [(k, (0.45 if close else 0.65) if n == 0 else 0.3) for n, k in enumerate(ordered)]


def _fit(title: Title, owner: str | None, post: Post) -> float:
    """Return how well a described office fits a person's: 0 to 1."""
    if (title.relation == "held") != post.held:
        return 0.0
    if owner and post.owner and owner != post.owner:
        return 0.0
    if owner and owner != post.owner and slug(title.words) != post.words:
        return 0.0
    same_owner = 1.0 if owner == post.owner else 0.8 if owner is None else 0.75
    if title.kind == "leader":
        return same_owner * (0.95 if post.head in _TOP and owner else 0.0)
    if title.head == "diplomat":
        return same_owner if _DIPLOMACY.search(post.words) else 0.0
    if post.head in _LIKEWISE.get(title.head, ()):
        return same_owner
    described, held = set(slug(title.words).split("-")), set(post.words.split("-"))
    if (described ^ held) & LESSER or (described - held) & _BODIES:
        return 0.0
    if title.head != post.head and title.head not in post.words.split("-"):
        if title.head in ("chief", "head") and owner and owner == post.owner:
            return 0.8 if post.head in _CHIEFS and " " not in title.words else 0.0
        if post.head in ("leader", "ruler", "strongman") and title.head in _TOP:
            return 0.8 if owner and owner == post.owner else 0.0
        if {title.head, post.head} == {"spokesman", "spokeswoman"}:
            return 0.0
        spokes = title.head.startswith("spokes") and post.head.startswith("spokes")
        return 0.9 * same_owner if spokes else 0.0
    if described <= held or held <= described:
        return same_owner
    return 0.0


def _office_holder(
    document: Document, reference: Reference, title: Title, owner: str
) -> Entity | None:
    """Return who held the described office on the article's date, if exactly one did."""
    day = (document.article.published or "")[:10]
    if title.relation == "held":
        return None
    wanted = slug(title.words)
    held = reference.holdings_on(owner, day) if day else _named_here(document, reference, owner)
    holders = {
        h.person: h
        for h in held
        if slug(h.title) == wanted
        or (title.kind == "leader" and slug(h.title) in _LEADERS)
        or (owner.startswith("grouping/") and _is_chief(title) and h.title.lower() in _CHIEFS)
        or (title.head == "diplomat" and _DIPLOMACY.search(slug(h.title)))
    }
    if len(holders) != 1:
        return None
    name, holding = holders.popitem()
    known = next((e for e in document.entities if e.type == "person" and _is(e, holding)), None)
    return known or Entity(f"person/{slug(name)}", "person", name, holding.names)


def _only_holder(document: Document, reference: Reference, title: Title) -> Entity | None:
    """Return the one person named in full of whom the reference data know such an office.

    `The chancellor` where Friedrich Merz is named; `the former secretary of state`.
    """
    wanted, day = slug(title.words), (document.article.published or "")[:10]
    fits: dict[str, Entity] = {}
    for entity in document.entities:
        if entity.type != "person" or len(parts(entity.name)) < 2:
            continue
        for holding in reference.holdings_of(entity.name):
            past = title.relation == "held"
            now = not past and (not day or holding in reference.holdings_on(holding.of, day))
            if slug(holding.title) == wanted and (past or now):
                fits[entity.key] = entity
    return next(iter(fits.values())) if len(fits) == 1 else None


def _is_chief(title: Title) -> bool:
    return title.head in ("chief", "head", "boss") and " " not in title.words


def _named_here(document: Document, reference: Reference, owner: str) -> list[Holding]:
    """Return the offices of a state or grouping held at any time by persons the article names."""
    people = [e for e in document.entities if e.type == "person"]
    held = (h for h in reference.holdings if h.of == owner)
    return [h for h in held if any(_is(e, h) for e in people)]


def _is(entity: Entity, holding: Holding) -> bool:
    name = " ".join(parts(entity.name))
    known = (holding.person, *holding.names)
    if any(slug(n) == slug(entity.name) for n in known):
        return True
    return any(short_forms(n).get(name, 0.0) >= 0.95 for n in known)
