"""Whom a speaker's byname means: `the diplomat` is who spoke last, `the Slovenian` one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extractors.descriptions import HEAD_END, UNNAMED, is_single, may_mean
from kg.extractors.introductions import subject_before
from kg.extractors.lookup import Lookup
from kg.extractors.names import gender
from kg.extractors.newsrooms import NEWSROOMS, is_outlet
from kg.extractors.sources import Sources
from kg.extractors.title_owners import owner_of
from kg.extractors.titles import Title, find_titles
from kg.model import Span, Statement

_CALLED = (
    r"diplomat|official|politician|statesman|leader|minister|envoy"
    r"|ambassador|spokes\w+|lawmaker|senator|congress(?:wo)?man|mp|general|commander|chief|analyst|expert"
    r"|professor|academic|researcher|economist|activist|lawyer|author|scholar|scientist"
    r"|donor|tycoon|billionaire|mogul|businessm[ae]n|businesswoman|candidate|nominee|democrat"
    r"|republican|head of state|(?:\d\d|\w+)-year-old"
)
_EPITHET = re.compile(rf"the (?:[\w-]+ ){{0,2}}(?:{_CALLED})$")
# Of whom a sentence has just told: `the witness`, `the MP for Wayanad`
_BYNAME = re.compile(
    rf"the (?:[\w’'.-]+ ){{0,4}}?(?:{_CALLED}|stateswoman|legislator|mep"
    r"|colonel|admiral|head|director|historian|banker|socialist"
    r"|conservative|liberal|witness|judge|prosecutor|magistrate|veteran|strongman"
    r"|president|premier|chancellor|secretary|commissioner|governor|mayor|emir|king|queen"
    r"|prime minister|man|woman|cleric|bishop|cardinal|imam|priest|journalist|writer|doctor"
    r"|frontrunner|front-runner|newcomer|novice|hardliner|reformer|technocrat|rapporteur|negotiator"
    r"|mediator|co-ordinator|coordinator|captain|player|teacher|farmer|student|resident|native|laureate"
    r")(?: (?:from|of|for) (?:the )?[\w’'. -]{2,40})?,?$"
)
_ENVOY = re.compile(r"the (?:[\w-]+ ){0,2}(?:ambassador|envoy)")
# `the junta's spokesman`
_ANOTHERS = re.compile(r"(?<!country)(?<!nation)(?<!state)['’]s? ")
_SAME_OFFICE = ("counterpart", "colleague", "opposite number")
_ALONE = re.compile(r"the (ambassador|envoy|diplomat|spokes\w+|negotiator|delegate)")
# One of a people, not the people: `the German`, `the Frenchwoman`, but not `the French`.
_NATIVE = re.compile(r"the \w*(?:an|man|woman|i|er|ot|rk|erb|oat|ane|ede|ene|inn|ole|eek)")

_PEOPLE = re.compile(r"the \w+(?:ese|ch|sh|ss)")
_I = re.compile(r"\b(?:I|[Mm]y|me)\b")
_ANOTHER = re.compile(r"another|(?:a|the) (?:second|third|fourth|other)")
_OUTLET = re.compile(
    r"the (?:news )?(?:paper|newspaper|daily|weekly|tabloid|outlet|station|channel|broadcaster"
    r"|magazine|website|wire)|the news agency",
    re.IGNORECASE,
)
_PAPER = re.compile(r"the (?:paper|newspaper|daily|weekly|tabloid|magazine)", re.IGNORECASE)
_AGENCY = re.compile(
    r"^(?:TASS|Tass|ITAR-TASS|Interfax|RIA|RIA Novosti|Reuters|AFP|Agence France-Presse|AP"
    r"|(?:The )?Associated Press|DPA|Xinhua|Kyodo|Yonhap|Anadolu|ANSA|EFE|Bloomberg|IRNA|Fars)\b"
    r"|[Aa]gency$"
)
_OUTLET_REACH = 4  # sentences
_NO_STATE = re.compile(
    r"the (?:council|commission|court|tribunal|committee|newspaper|company|bank|fund)$"
)
_SAME_ONE = 2  # sentences from what one unnamed said to what `they` said
_ARMED = re.compile(
    r"the (?:[\w-]+ )?(?:paramilitary|militant|armed|rebel|insurgent|islamist|jihadist|separatist"
    r"|guerrilla|extremist)(?: \w+)? (?:group|force|movement|organi[sz]ation|faction|network),?"
)


def anchor(statement: Statement) -> int:
    """Return where a statement is made: its source, else its cue, else its content begins."""
    return (statement.source or (statement.cue or statement.content[0],))[0].start


def nicknamed(
    sources: Sources, words: str, span: Span, before: Sequence[Statement]
) -> tuple[str, ...]:
    """Return who is called `the diplomat`, `the senior official`: the person who spoke last.

    Not where another state or grouping is named: `the UN chief` after a Chinese ambassador.
    """
    if described := _described_before(sources, words, span):
        return described
    if _BYNAME.match(words) and (person := _introduced(sources, span, before)):
        return (person,)
    spoke = _last_person(sources.look, span, before) if _EPITHET.match(words) else ()
    if spoke and not may_mean(words, gender(sources.entities[spoke[0]].name)):
        return ()
    post = sources.post(spoke[0]) if spoke else None
    named = (m for m in sources.look.within(span) if m.type in ("state", "grouping"))
    owners = {m.entity for m in named if m.entity}
    envoy = _ENVOY.fullmatch(words) is not None  # an ambassador is introduced as one
    return () if owners and post not in owners and (post or envoy) else spoke


def _introduced(sources: Sources, span: Span, before: Sequence[Statement]) -> str | None:
    """Return the person of whom the sentence before tells, if an office named may be his.

    Not where somebody else says what that sentence tells.
    """
    look = sources.look
    named = subject_before(look, span.start)
    person = named.entity if named else None
    if named is None or person is None:
        return None
    if not may_mean(span.of(look.text), gender(sources.entities[person].name)):
        return None
    last = before[-1] if before else None
    here = look.sentence(named.span.start)
    own = any(s.speakers == (person,) and look.sentence(anchor(s)) == here for s in before[-3:])
    if last and anchor(last) > named.span.end and not own:
        return None
    owners = [m for m in look.within(span) if m.type in ("state", "grouping", "body")]
    post, held = sources.post(person), sources.titles(person)
    if _ANOTHERS.search(span.of(look.text)) or (owners and not post and _is_something(held)):
        return None
    titles = list(find_titles(look.text, span, [m.span for m in owners]))
    past = all(t.relation == "held" for t in titles)  # `the former Australian minister`
    native = all(m.kind == "demonym" for m in owners) and (past or not _has_office(titles))
    hails = native and post is not None and post.startswith("grouping/")  # `the Italian lawyer`
    others = any(m.type != "body" and m.entity not in (post, None) for m in owners)
    if post and others and not hails:
        return None
    fits = all(_may_be(t, held) or _is_only(look, t, post) for t in titles)
    return person if fits else None


def _is_only(look: Lookup, title: Title, post: str | None) -> bool:
    """Say whether an office that one grouping alone has is of whom somebody speaks for."""
    alone = post is not None and post.startswith("grouping/") and not title.owners
    return alone and owner_of(look, title, 0, 1, {})[0] == post


def _is_something(held: Sequence[Title]) -> bool:
    return any(t.kind not in ("honorific", "rank") for t in held)


def _has_office(titles: Sequence[Title]) -> bool:
    return any(t.kind in ("office", "seat", "leader") for t in titles)


def _may_be(title: Title, held: Sequence[Title]) -> bool:
    """Say whether an office may be that of somebody with these titles: a past one always may."""
    if title.kind not in ("office", "seat") or title.relation == "held":
        return True
    own = [t for t in held if t.kind in ("office", "seat") and t.relation == "holds"]
    words = set(title.words.lower().split())
    return not own or any(
        t.head == title.head
        or t.head in words
        or title.head in t.words.lower().split()
        or t.head in _SAME_OFFICE
        for t in own
    )


def _described_before(sources: Sources, words: str, span: Span) -> tuple[str, ...]:
    """Return who is `the ambassador` where a sentence before tells of `the Peruvian ambassador`."""
    alone = _ALONE.fullmatch(words)
    look = sources.look
    here = look.sentence(span.start)
    if alone is None or here == 0:
        return ()
    told = look.sentences[here - 1]
    pattern = re.compile(rf"\b(?:[Tt]he|[Aa]n?) (?:[A-Z][\w’'-]* ){{1,2}}{alone[1]}\b(?!,? [A-Z])")
    found = list(pattern.finditer(look.text, told.start, told.end))
    return sources.read((Span(*found[-1].span()),)) if found else ()


def one_of_a_people(
    sources: Sources, words: str, span: Span, statement: Statement, before: Sequence[Statement]
) -> tuple[str, ...]:
    """Return who is called by nothing but a people: `the German`; nobody for other words.

    It is who spoke last in this paragraph, unless for another state, or the person named last who
    speaks for that state, or else who spoke last. `The Portuguese` are many, but for who says `I`.
    """
    mention = sources.look.ending(span.end)
    if mention is None or mention.kind != "demonym":
        return ()
    said = " ".join(c.of(sources.look.text) for c in statement.content)
    alone = _NATIVE.fullmatch(words) or (_PEOPLE.fullmatch(words) and _I.search(said))
    if not alone:
        return ()
    named = subject_before(sources.look, span.start)
    new = named.entity if named else None
    spoke = _last_person(sources.look, span, before, paragraphs=0)
    later = named and spoke and anchor(before[-1]) > named.span.end  # in a clause of its own
    for candidate in filter(None, (*spoke, new) if later else (new, *spoke)):
        fits = may_mean(words, gender(sources.entities[candidate].name))
        post = sources.post(candidate) or "grouping/"
        if fits and post.startswith(("grouping/", mention.entity or "")):
            return (candidate,)
    person = person_of(sources, mention.entity or "", span.start)
    last = (person,) if person else _last_person(sources.look, span, before)
    return last or (sources.local("unnamed", span.of(sources.look.text).split()[-1]),)


def another(sources: Sources, words: str, before: Sequence[Statement]) -> tuple[str, ...]:
    """Return who is `another` after a single unnamed source: another diplomat, for the same."""
    last = before[-1].speakers if before else ()
    source = sources.entities[last[0]] if len(last) == 1 else None
    if source is None or source.type != "unnamed" or not _ANOTHER.fullmatch(words):
        return ()
    if not is_single(source):
        return ()
    head = re.sub(r"^unnamed (?:another )?", "", HEAD_END.split(source.name)[0])
    nouns = list(UNNAMED.finditer(head))
    described = head[: nouns[-1].end()] if nouns else head.strip()
    return (sources.local("unnamed", f"another {described}", source.of),)


def is_called(words: str, keys: Sequence[str]) -> bool:
    """Say whether those with these keys may be called so: no state is `the council`."""
    return not (_NO_STATE.match(words) and all(k.startswith("state/") for k in keys))


def just_spoke(sources: Sources, span: Span, before: Sequence[Statement]) -> tuple[str, ...]:
    """Return the unnamed one who just spoke and may be `they`: `“It’s grim,” they said`."""
    last = before[-1] if before else None
    key = last.speakers[0] if last else ""
    if last is None or len(last.speakers) > 1 or not key.startswith("./source/"):
        return ()
    near = sources.look.sentence(span.start) - sources.look.sentence(anchor(last)) <= _SAME_ONE
    return (key,) if near and is_single(sources.entities[key]) else ()


def armed_group(look: Lookup, words: str, span: Span) -> tuple[str, ...]:
    """Return which organisation is `the militant group`: the one named last, shortly before."""
    if not _ARMED.fullmatch(words):
        return ()
    begin = look.sentences[max(0, look.sentence(span.start) - 3)].start
    for mention in reversed(look.within(Span(begin, max(begin, span.start) + 1))):
        key = mention.entity or ""
        if mention.type == "organisation" and mention.kind == "name" and key not in NEWSROOMS:
            return (key,) if key else ()
    return ()


def the_outlet(look: Lookup, words: str, span: Span) -> tuple[str, ...]:
    """Return which newsroom is `the paper`, `the station`: the one named last, shortly before."""
    if not _OUTLET.fullmatch(words):
        return ()
    begin = look.sentences[max(0, look.sentence(span.start) - _OUTLET_REACH)].start
    for mention in reversed(look.within(Span(begin, max(begin, span.start) + 1))):
        named = mention.type == "organisation" and mention.kind == "name" and mention.entity
        surface = mention.span.of(look.text)
        if _PAPER.fullmatch(words) and _AGENCY.search(surface):
            continue
        if named and (named in NEWSROOMS or is_outlet(surface)):
            return (named,)
    return ()


def _last_person(
    look: Lookup, span: Span, before: Sequence[Statement], paragraphs: int = 1
) -> tuple[str, ...]:
    """Return the person who spoke last, if one alone did in this paragraph or the ones before."""
    last = before[-1] if before else None
    if last is None or len(last.speakers) != 1 or not last.speakers[0].startswith("person/"):
        return ()
    gap = look.paragraph(span.start) - look.paragraph(anchor(last))
    return last.speakers if gap <= paragraphs else ()


def person_of(sources: Sources, key: str, at: int) -> str | None:
    """Return the person named last up to `at` who speaks for a state or grouping."""
    before = reversed(sources.look.within(Span(0, at + 1)))
    named = (m.entity for m in before if m.type == "person" and m.kind == "name")
    return next((k for k in named if k and sources.post(k) == key), None)
