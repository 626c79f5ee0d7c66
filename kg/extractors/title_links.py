"""Which title stands with which name: before it, in apposition, or after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extractors.lookup import Lookup
from kg.extractors.titles import Title
from kg.model import Mention, Span

OF = re.compile(r" of (?:the )?")
_JOINT = re.compile(r"(?:,? and |, )(?!who\b)")
_BEFORE_TITLE = re.compile(
    r"(?:(?:,| [-–—]) (?:\d\d, )?"
    r"(?:until (?:(?:last|this) )?\w+ (?:\d{4} )?|formerly |currently |then |now |once )?"
    r"|, who (?:now |currently |also |still |once |previously |later |had |has )*"
    r"(?:is|was|became|been|(?:serve|act|work|double)[sd]? as|(?:act|work)ed as) (?:also |now )?"
    r"| (?:(?:is|was|became|becomes|has become|as)|was (?:(?:re-?)?elected|appointed|named)"
    r"|(?:was )?sworn in as|(?:\w+ly )?serve[sd] as) | \()"
    r"(?:the |a |an |its |his |her |their )?$"
)
# Between a title and a name in apposition to it: `the envoy for the region, Colonel X`.
_ALSO = re.compile(  # a further one
    r"(?: and| as well as) (?:now |currently |also )?(?:an? |its |his |her )?|, (?=[a-z])"
)
_APPOSED = re.compile(
    r"(?: (?:in|for|to|at|on|of) (?:[\w.'’-]+ ){0,5}[\w.'’-]+)?, (?:respectively, )?"
)
# After a name that is no apposition: its own, or the verb of which it is the subject.
_CLAUSE = re.compile(
    r"['’]s\b| (?!(?:and|or|as well as|in|at|on|of|for|who|himself|herself)\b)[a-z]"
)
# `Special Rapporteur on the right to food Ana Diaz`, with no comma before the name
FIELD = re.compile(
    r" (?:on|for) (?:(?!(?:is|are|was|were|has|had|have|will|would|said|says|told|whom?|whose|which"
    r"|that|with|by|from|as|at|after|before|when|while|but|late|former|mr|mrs|ms|dr|sir)\b)"
    r"[\w’'-]+(?:,(?= (?-i:[a-z])))? ){1,11}",
    re.IGNORECASE,
)
_HAS_FIELD = frozenset(
    {
        "rapporteur",
        "envoy",
        "representative",
        "coordinator",
        "commissioner",
        "high commissioner",
        "minister",
        "president",
        "vice president",
        "vice-president",
        "secretary",
        "undersecretary-general",
        "under-secretary-general",
        "director",
    }
)
_SENT = frozenset({"rapporteur", "envoy", "representative", "coordinator"})
_OWNS = re.compile(r"['’]s?\b| [A-Z]")
_INITIALS = re.compile(r" \([A-Z]{2,6}\)(?= )")
_POSSESSED = re.compile(r"(?:['’]s?| its| their) $")
_GOES_ON = re.compile(
    r"[^\w\s]|\s*$|\s\(|\s(?:who|of|in|for|at|and|on|since|from|under|to|during|until|with|whose|that"
    r"|known|called|nicknamed)\b"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A title and the names it goes with; `before` says that it stands before them."""

    title: Title
    names: tuple[Mention, ...]
    before: bool


def link_titles(
    look: Lookup, sentence: Span, titles: Sequence[Title], names: Sequence[Mention]
) -> list[Link]:
    """Return the titles with the names they stand with: before them, in apposition, or after."""
    links: list[Link] = []
    for title in reversed(titles):  # a chain (`AU chairperson President X`) is read from its end
        found = _names_after(look, title, names) or _past_field(look, title, titles, names)
        if not found:
            chained = [
                k
                for k in links
                if k.before
                and len(k.names) == 1
                and _chained(look.text, title, k.title, k.names[0].span.end)
            ]
            found = list(chained[0].names) if chained else []
        if found:
            links.append(Link(title, tuple(found), before=True))
            continue
        name = _name_before(look, title, names)
        if name is not None:
            links.append(Link(title, (name,), before=False))
    return _with_further(look, titles, links[::-1])


def _with_further(look: Lookup, titles: Sequence[Title], links: Sequence[Link]) -> list[Link]:
    """Return the links, and those of further titles: `X, minister of trade and deputy premier`."""
    found, linked = list(links), {id(k.title) for k in links}
    for first, second in pairwise(titles):
        own = next((k for k in found if k.title is first and not k.before), None)
        if own is None or id(second) in linked or second.plural:
            continue
        joined = _ALSO.fullmatch(look.text, first.tail, second.span.start)
        if joined and second.kind == "office" and _closes(look.text, second, definite=True):
            bare = joined.group().strip() in ("and", ",")  # `the former minister and envoy`
            title = replace(second, relation=first.relation) if bare else second
            found.append(Link(title, own.names, before=False))
    return sorted(found, key=lambda k: k.title.span.start)


def _chained(text: str, first: Title, second: Title, end: int) -> bool:
    """Say whether two titles are of one name: `AU chairperson President X`, `the envoy, Mr. X,`.

    `end` is where the name ends.
    """
    if first.core.end >= second.span.start:
        return False
    between = text[first.core.end : second.span.start]
    apposed = (
        not _CLAUSE.match(text, end)
        and first.tail <= second.span.start
        and (
            (first.definite or first.owners)
            and not first.plural
            and _APPOSED.fullmatch(text, first.tail, second.span.start)
        )
    )
    return between in (" ", " and ") or bool(apposed)


def _names_after(look: Lookup, title: Title, names: Sequence[Mention]) -> list[Mention]:
    text, found = look.text, list[Mention]()
    initials = _INITIALS.match(text, title.core.end)  # `Army Staff Chief (COAS) Ana Diaz`
    end = initials.end() if initials else title.core.end
    at = end + 1
    tail = title.tail
    if initials := _INITIALS.match(text, tail):
        tail = initials.end()
    if tail > end and any(m.span.start == tail + 1 for m in names):
        end, at = tail, tail + 1  # `Minister of Peru Ana Rojas`
    apposed = False
    if text[end:at] != " " or not any(m.span.start == at for m in names):
        apposition = _APPOSED.match(text, title.tail, title.tail + 60)
        if apposition is None or not (title.definite or title.owners):
            return []
        at, apposed = apposition.end(), True
    while name := next((m for m in names if m.span.start == at), None):
        if apposed and _CLAUSE.match(text, name.span.end):
            break
        found.append(name)
        if not title.plural:
            break
        end = name.span.end
        of = OF.match(text, end)
        if of and (owner := look.starting(of.end())):
            end = owner.span.end
        joint = _JOINT.match(text, end)
        if joint is None:
            break
        at = joint.end()
    alone = apposed and title.plural and len(found) == 1  # `briefing ministers in Lima, X`
    return [] if alone else found


def _past_field(
    look: Lookup, title: Title, titles: Sequence[Title], names: Sequence[Mention]
) -> list[Mention]:
    """Return the name after the field of an office: `Special Rapporteur on torture Ana Diaz`."""
    written = look.text[title.core.start].isupper()  # `asked the minister for aid Peru had sent`
    if title.head not in _HAS_FIELD or title.plural or not (written or title.head in _SENT):
        return []
    end = title.core.end
    name = next((n for n in names if n.span.start > end), None)
    if name is None or not FIELD.fullmatch(look.text, end, name.span.start):
        return []
    between = any(end < t.span.start < name.span.start for t in titles)
    return [] if between or _OWNS.match(look.text, name.span.end) else [name]


def _name_before(look: Lookup, title: Title, names: Sequence[Mention]) -> Mention | None:
    """Return the name to which the title is put in apposition: `Name, the title of X`."""
    if title.plural or title.kind in ("honorific", "rank"):
        return None
    for name in names:
        if name.span.end < title.span.start and title.span.start - name.span.end < 28:
            between = look.text[name.span.end : title.span.start]
            ahead = look.text[name.span.end : title.core.start]
            told = between.endswith(" the ") or _POSSESSED.search(ahead)
            definite = between.startswith(",") and bool(told)
            if _BEFORE_TITLE.fullmatch(between) and _closes(look.text, title, definite=definite):
                return name
    return None


def _closes(text: str, title: Title, *, definite: bool) -> bool:
    """Say whether the noun phrase ends with the title: no name or other noun goes on with it.

    A verb after `X, the minister` or `X, Iran's envoy` begins a clause with that for subject.
    """
    after = text[title.tail : title.tail + 24]
    if re.match(r" [^\W_]*[A-Z]|[-–][a-z]|['’]s?\b", after):
        return False
    return not definite or not after or _GOES_ON.match(after) is not None
