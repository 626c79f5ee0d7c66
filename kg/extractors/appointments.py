"""Titles attached to names: `President X of Y`, `X, the director of Y`, `his counterpart X`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extractors.introductions import subject_before
from kg.extractors.later_names import named_after
from kg.extractors.lookup import Lookup
from kg.extractors.title_links import FIELD, OF, Link, link_titles
from kg.extractors.title_owners import key_of, owner_of
from kg.extractors.title_words import LESSER
from kg.extractors.titles import Title, find_titles
from kg.model import Document, Mention, Span
from kg.spans import SpanIndex

_WAS = re.compile(r"\b(?:who (?:\w+ )*(?:was|been|served as)|formerly|once|until)\b")
_SERVES = re.compile(r"\b(?:spokes\w+|advis[eo]r|aide) (?:for|of|at|to) the $")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’] ")
_ITS = re.compile(r"\b(?:its|his|her|their) $", re.IGNORECASE)
_AMERICAN = re.compile(r"U\.?S\.?A?\.?$|American|United States")
_HIS = re.compile(r"\b(?:his|her) $", re.IGNORECASE)
_COUNTERPARTS = frozenset({"counterpart", "opposite number", "colleague"})
_DEPENDENT = _COUNTERPARTS | {"deputy"}
_LONG, _SHORT = 6, 4  # letters of words in capitals that are no initials, and of those that may be
_INDEFINITE = re.compile(r"(?:an?|another|one|any|no) ", re.IGNORECASE)
# `the head of the council in Lima, Colonel X`
_OF_WHAT = re.compile(r"(?P<what> (?:of|for) [^,;:“”\"\n]{2,80}),? (?:[A-Z][\w.]+ ){0,2}")
_HEADED = frozenset({"head", "chief", "leader", "director", "chairman", "chairwoman", "commander"})
_NO_OFFICE = frozenset(
    {
        "candidate",
        "nominee",
        "presidential candidate",
        "official",
        "diplomat",
        "predecessor",
        "successor",
    }
)
_OWNERLESS = frozenset(
    {"leader", "ruler", "head", "chief", "chair", "director", "representative", "boss"}
)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A title that the text attaches to a name.

    `evidence` covers title and name; `owner` is the entity key of what the office belongs to,
    `named` the owner as printed, `words` the title's words without a state, `role` the words as
    the article has them. `delayed` says that the name comes sentences after the title, which alone
    is the evidence then.
    """

    person: Mention
    title: Title
    evidence: Span
    words: str
    role: str
    owner: str | None
    named: str = ""
    delayed: bool = False


def appointments(document: Document) -> list[Appointment]:
    """Return the titles attached to person names, those that hang on later words last."""
    look = Lookup(document)
    owners = sorted({m.span for m in document.mentions if _may_own(look.text, m)})
    starts = [o.start for o in owners]
    found: list[Appointment] = []
    alone: list[Title] = []
    dependent: list[Link] = []
    posts: dict[str, str] = {}
    for sentence in look.sentences:
        before = len(found)
        titles = list(find_titles(look.text, sentence, _slice(owners, starts, sentence)))
        names = [m for m in look.within(sentence) if m.type == "person" and m.kind == "name"]
        linked = link_titles(look, sentence, titles, names)
        alone += [t for t in titles if all(t is not k.title for k in linked)]
        dependent += [k for k in linked if k.title.head in _COUNTERPARTS]
        new = _appoint(look, linked, found, posts)
        found += [_succeeded(look, a, found) for a in new]
        posts |= {_who(look, a.person): a.owner for a in found[before:] if a.owner}
    found = [*found, *_delayed(document, look, alone, found, posts)]
    told = {a.title.span for a in found}  # `its minister said … X told his counterpart, Y`
    left = [k for k in dependent if k.title.span not in told]
    return [*found, *_appoint(look, left, found, posts)]


def _may_own(text: str, mention: Mention) -> bool:
    """Say whether a title may be of what is mentioned: of a person only `X's`, `the king's`."""
    if mention.type == "person" and mention.kind != "pronoun":
        return _POSSESSIVE.match(text, mention.span.end) is not None
    if mention.type == "body" and mention.kind == "nominal":  # `spokesman for the foreign ministry`
        return _SERVES.search(text, max(0, mention.span.start - 30), mention.span.start) is not None
    return mention.kind not in ("pronoun", "nominal")


def _delayed(
    document: Document,
    look: Lookup,
    titles: Sequence[Title],
    found: Sequence[Appointment],
    posts: Mapping[str, str],
) -> Iterator[Appointment]:
    """Yield the titles whose holder's name follows later: `its water minister said … X told`.

    Agencies name a speaker by office in the lead, and by name only in the quotation after it. The
    name is new there, complete, and has no title of its own.
    """
    sources = [s for st in document.statements for s in st.source]
    placed, starts = SpanIndex(sources, lambda s: s), frozenset(s.start for s in sources)
    begins = {a.person.span: a.evidence.start for a in found}
    titled: dict[str, Appointment] = {}
    for a in found:
        if a.title.kind not in ("rank", "honorific"):
            titled.setdefault(a.person.span.of(look.text).split()[-1], a)
    for title in titles:
        source = next(iter(placed.containing(title.span)), None)
        if source is None or title.plural or title.relation != "holds":
            continue
        if _POSSESSIVE.match(look.text, title.core.end):
            continue
        if (
            title.kind != "office"
            or not (title.definite or title.owners)
            or _INDEFINITE.match(source.of(look.text))
        ):
            continue
        if not title.owners and _just_named(look, source):
            continue
        for name in named_after(look, source, starts, begins):
            if _another_comes(look, title, placed, source.end, name.span.start):
                break
            surname = name.span.of(look.text).split()[-1]
            if surname not in titled or _is_short(titled[surname], title):
                link = Link(title, (name,), before=True)
                for appointment in _appoint(look, [link], found, posts):
                    delayed = replace(appointment, evidence=title.span, delayed=True)
                    titled[surname] = delayed
                    yield delayed
            break


def _just_named(look: Lookup, source: Span) -> bool:
    """Say whether a description may mean whom the sentence before it has as its subject."""
    the = look.text[source.start : source.start + 4].lower() == "the "
    person = subject_before(look, source.start) if the else None
    here = look.paragraph(source.start)
    return person is not None and look.paragraph(person.span.start) == here


def _another_comes(
    look: Lookup, title: Title, sources: SpanIndex[Span], start: int, end: int
) -> bool:
    """Say whether a source from `start` to `end` describes another one of this sort."""
    between = sources.overlapping(Span(start, end)) if start < end else []
    return any(start < s.start and s.end <= end and _is_alike(look, title, s) for s in between)


def _is_alike(look: Lookup, title: Title, source: Span) -> bool:
    """Say whether a source describes another one of this sort, whose name may follow instead.

    In `his spokesman said …; a Commission spokeswoman said …; "…," Ann Obi said` she is the latter,
    and so is a spokeswoman after whomever she speaks for.
    """
    sort = "spokes" if title.head.startswith("spokes") else rf"(?:{title.head}|spokes)"
    described = rf"(?:an?|the|his|her|its|their) (?:[\w.-]+ )*?{sort}"
    return re.match(described, source.of(look.text), re.IGNORECASE) is not None


def _is_short(own: Appointment, title: Title) -> bool:
    """Say whether somebody's own title, without an owner, may be the one given first, for short."""
    words, full = (set(t.words.lower().split()) for t in (own.title, title))
    free = own.owner is None and not own.delayed and own.title.head == title.head
    return free and words <= full and not (full - words) & LESSER


def _slice(owners: Sequence[Span], starts: Sequence[int], sentence: Span) -> list[Span]:
    first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
    return list(owners[first:last])


def _appoint(
    look: Lookup, links: Sequence[Link], others: Sequence[Appointment], known: Mapping[str, str]
) -> Iterator[Appointment]:
    """Yield the appointments of a sentence; `others` are those before it, `known` their owners."""
    posts, told = dict(known), list(others)
    for before, link in zip([None, *links], links, strict=False):
        title = link.title
        words = title.words
        last = _titled_before(look, link, told)
        if title.head in _COUNTERPARTS:
            if last is None or (title.head == "colleague" and not title.owners):
                continue
            words = _counterpart(look, _singular(last), title)
            title = replace(title, head=last.head, kind=last.kind, words=words)
        elif not link.before and _is_past(look, link):
            title = replace(title, relation="held")
        elif title.head == "deputy" and last is not None and _own(look, title):
            words = f"deputy {_singular(last)}"  # `His deputy, Ana Rojas,`
            title = replace(title, head=last.head, kind=last.kind, words=words)
        elif title.plural:
            words = re.sub(r"s\b(?= of\b| for\b|$)", "", words, count=1)
        for index, name in enumerate(link.names):
            owner, prefix = owner_of(look, title, index, len(link.names), posts)
            end = name.span.end
            of = OF.match(look.text, end)
            if link.before and of and not title.owners and not _own(look, title):
                right = look.starting(of.end())
                if right is not None and look.text[right.span.end : right.span.end + 2] not in (
                    "'s",
                    "’s",
                ):
                    owner, end = key_of(look, right, posts)[0], right.span.end
            span = Span(min(title.span.start, name.span.start), max(end, title.tail))
            appointment = Appointment(
                name,
                title,
                span,
                _in_small(f"{prefix} {words}".strip()),
                _role(look, link).replace(title.words, _in_small(title.words)),
                owner,
                _named(look, title),
            )
            if owner is None and before is not None and _joined(look.text, before, link):
                appointment = replace(appointment, owner=posts.get(_who(look, name)))
            if appointment.owner:
                posts.setdefault(_who(look, name), appointment.owner)
            told.append(appointment)
            yield appointment


def _in_small(words: str) -> str:
    """Return words all in capitals as they are written elsewhere: `SECRETARY OF STATE`."""
    if not words.isupper() or len(words) < _LONG:
        return words
    parts = (w if len(w) < _SHORT else w.capitalize() for w in words.split())
    return re.sub(r"\b(?:OF|FOR|AND|THE|TO|IN|ON|AT)\b", lambda m: m[0].lower(), " ".join(parts))


def _titled_before(look: Lookup, link: Link, told: Sequence[Appointment]) -> Title | None:
    """Return the title on which `his counterpart`, `Obi's deputy` depends, if one is known.

    It is that of the person meant: of whom the sentence tells before, or the one before it.
    """
    held = [a for a in told if a.title.kind in ("office", "seat", "leader")]
    if not held or link.title.head not in _DEPENDENT:
        return None
    start = min(link.title.span.start, *(n.span.start for n in link.names))
    if (master := _master(look, link.title, start)) is None:
        return held[-1].title
    own = [a for a in held if _same(look, a.person, master)]
    return own[-1].title if own and own[-1].title.relation == "holds" else None


def _master(look: Lookup, title: Title, start: int) -> Mention | None:
    """Return whom `his` or `Obi's` means before a title: the first named in its sentence so far.

    Where nobody is, it is the first of the sentence before. The words with the title begin at
    `start`.
    """
    for owner in title.owners:
        mention = look.starting(owner.start)
        if mention and mention.type == "person":
            return mention
    if not _HIS.search(look.text, max(0, start - 5), start):
        return None
    here = look.sentence(start)
    for index in range(here, max(-1, here - 2), -1):
        sentence = look.sentences[index]
        end = max(sentence.start, min(sentence.end, start))
        for mention in look.within(Span(sentence.start, end)):
            owns = _POSSESSIVE.match(look.text, mention.span.end)
            if mention.type == "person" and mention.kind == "name" and not owns:
                return mention
    return None


def _same(look: Lookup, one: Mention, other: Mention) -> bool:
    """Say whether two names mean one person, by key, or else by the last word."""
    if one.entity and other.entity:
        return one.entity == other.entity
    return one.span.of(look.text).split()[-1] == other.span.of(look.text).split()[-1]


def _own(look: Lookup, title: Title) -> bool:
    """Say whether a pronoun says whose the title is: `his deputy`."""
    return _ITS.search(look.text, max(0, title.span.start - 6), title.span.start) is not None


def _is_past(look: Lookup, link: Link) -> bool:
    """Say whether the words between a name and its title tell of the past: `, who was`."""
    return _WAS.search(look.text, link.names[0].span.end, link.title.span.start) is not None


def _singular(title: Title) -> str:
    return title.words.removesuffix("s") if title.plural else title.words


def _succeeded(look: Lookup, own: Appointment, others: Sequence[Appointment]) -> Appointment:
    """Return the appointment of `Diaz's predecessor` as the one that Diaz is known to have.

    A successor has one that is told of as past.
    """
    if own.title.head not in ("predecessor", "successor"):
        return own
    after = _master(look, own.title, own.evidence.start)
    held = (a for a in reversed(others) if after and _same(look, a.person, after))
    post = next((a for a in held if a.title.kind == "office"), None)
    follows = own.title.head == "successor"
    if post is None or (follows and post.title.relation != "held"):
        return own
    title = replace(own.title, head=post.title.head, words=post.title.words)
    return replace(own, title=title, words=post.words, owner=post.owner)


def _who(look: Lookup, name: Mention) -> str:
    return name.entity or name.span.of(look.text)


def _joined(text: str, first: Link, second: Link) -> bool:
    """Say whether two titles of one name are joined by `and`, and so have one owner."""
    between = text[first.title.core.end : max(first.title.core.end, second.title.span.start)]
    return between == " and " and first.names == second.names


def _counterpart(look: Lookup, words: str, title: Title) -> str:
    """Return the title of a counterpart: to a secretary of state, elsewhere, a foreign minister."""
    american = any(_AMERICAN.match(o.of(look.text)) for o in title.owners)
    if not american and words.lower() == "secretary of state":
        return "foreign minister"
    if american and words.lower() == "foreign minister":
        return "Secretary of State"
    return words


def _named(look: Lookup, title: Title) -> str:
    return title.owners[0].of(look.text) if title.owners else ""


def _role(look: Lookup, link: Link) -> str:
    """Return the role as the article words it, from status or owner to the end of the title."""
    start, end = link.title.span.start, link.title.core.end
    if not link.before or link.title.tail < link.names[0].span.start:
        end = link.title.tail
    elif link.names[0].span.start > end + 1:
        end = link.names[0].span.start - 1
    if link.before and FIELD.fullmatch(look.text, link.title.core.end, link.names[0].span.start):
        end = link.names[0].span.start - 1
    if link.before and not link.title.owners and link.title.head in _HEADED:
        of = _OF_WHAT.fullmatch(look.text, link.title.core.end, link.names[0].span.start)
        end = max(end, of.end("what")) if of else end
    role = " ".join(look.text[start:end].split()).rstrip(",")
    return re.sub(r"(?<=\w)s\b(?= of\b| for\b|$)", "", role, count=1) if link.title.plural else role


def is_office(appointment: Appointment) -> bool:
    """Say whether the title is an office, not a rank, an honorific or an occupation."""
    title = appointment.title
    if title.kind not in ("office", "seat", "leader") or title.relation == "none":
        return False
    owned = appointment.owner is not None
    return title.head not in _NO_OFFICE and (
        owned or (appointment.words.lower() not in _OWNERLESS and title.kind != "seat")
    )
