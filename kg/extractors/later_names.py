"""Names that follow an office or a description sentences later.

`Its water minister said … Ann Obi told`; `a senior official said … The official, Ann Obi, left`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from kg.extractors.lookup import ENTRY, Lookup
from kg.model import Mention, Span

_DESCRIBED = re.compile(
    r" (?:of|from|at) | \(\w|, \d\d,"
    r"|, (?:an? |the |of |from |in |\w+(?: \w+)? (?:of|for|at|to|in|from) )"
)
_QUOTATION = re.compile(r"[“”„«»\"]")
_ONE = re.compile(  # one person described, the head noun in group 1
    r"(?:[Aa]n?|[Oo]ne|[Tt]he) (?:[\w.’'-]+ ){0,4}?"
    r"(official|diplomat|minister|adviser|advisor|aide|envoy|ambassador|commander|officer|lawmaker"
    r"|negotiator|spokesman|spokeswoman|spokesperson|general|analyst|source)\b"
)
_CLAUSE = re.compile(  # who speaks in a clause by the way is another one: `hours after X said`
    r"\b(?:after|before|when|while|as|that|because|since|until|though|although|if|where|than) $"
)
_REACH = 3000  # code points from a description to the name
_SOON = 4  # sentences until who was called by office is called by name


def introduced_later(look: Lookup, span: Span) -> Mention | None:
    """Return the person whom the text names by the head noun of a description: `The official, X,`.

    Nobody where somebody else is described by that noun in between.
    """
    described = _ONE.match(look.text, span.start, span.end)
    if described is None:
        return None
    noun = re.escape(described[1])
    again = re.compile(
        rf"\b(?:[Tt]he (?P<same>(?:[\w-]+ )?{noun}), "
        rf"|(?:[Aa]n?|[Aa]nother) (?:[\w-]+ ){{0,3}}{noun}\b)"
    )
    for found in again.finditer(look.text, span.end, span.end + _REACH):
        name = look.starting(found.end())
        if not found["same"]:
            return None
        if name and name.type == "person" and name.kind == "name" and name.entity:
            return name if look.text[name.span.end : name.span.end + 1] in (",", ".") else None
    return None


def named_after(
    look: Lookup, source: Span, sources: Collection[int], begins: Mapping[Span, int]
) -> Iterator[Mention]:
    """Yield the persons named for the first time where a source begins, soon after a source.

    Agencies name him after a lead in their own words. After words quoted from him, a new name in
    the same paragraph is another person, as is one in another entry of a live blog.
    `sources` are where the article's sources begin. `begins` says of names with a title where the
    title begins, since a source may begin there.
    """
    here = look.sentence(source.start)
    quotes = _QUOTATION.search(look.sentences[here].of(look.text))
    own = look.paragraphs[look.paragraph(source.start)] if quotes else look.sentences[here]
    end = look.sentences[min(here + _SOON, len(look.sentences) - 1)].end
    entry = ENTRY.search(look.text, source.end, end)
    end = entry.start() if entry else end
    headline = _headline(look, source.start)
    for mention in look.within(Span(source.start, end)):
        if mention.type != "person" or mention.kind != "name":
            continue
        words = mention.span.of(look.text)
        first = words.split()[-1] not in look.text[headline : mention.span.start]
        begin = begins.get(mention.span, mention.span.start)
        if look.text[begin - 4 : begin] == "The ":
            begin -= 4
        speaks = begin in sources and begin > own.end
        described = _DESCRIBED.match(look.text, mention.span.end)
        speaks = speaks and not _CLAUSE.search(look.text, max(0, begin - 10), begin)
        if first and len(words.split()) > 1 and speaks and not described:
            yield mention


def _headline(look: Lookup, at: int) -> int:
    """Return where the text begins after a headline, which ends in no full stop, if it has one."""
    first = look.paragraphs[0] if look.paragraphs else None
    over = first is None or at < first.end or first.of(look.text).rstrip().endswith((".", '"', "”"))
    return 0 if first is None or over else first.end
