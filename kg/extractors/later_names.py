"""Names that follow an office sentences later: `its water minister said … Ann Obi told`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from kg.extractors.lookup import Lookup
from kg.model import Mention, Span

_DESCRIBED = re.compile(
    r" (?:of|from|at) |, (?:an? |the |of |from |in |\w+(?: \w+)? (?:of|for|at|to|in|from) )"
)
_QUOTATION = re.compile(r"[“”„«»\"]")
_SOON = 4  # sentences until who was called by office is called by name


def named_after(
    look: Lookup, source: Span, sources: Collection[int], begins: Mapping[Span, int]
) -> Iterator[Mention]:
    """Yield the persons named for the first time where a source begins, soon after a source.

    Agencies name him after a lead in their own words. After words quoted from him, a new name in
    the same paragraph is another person.
    `sources` are where the article's sources begin. `begins` says of names with a title where the
    title begins, since a source may begin there.
    """
    here = look.sentence(source.start)
    quotes = _QUOTATION.search(look.sentences[here].of(look.text))
    after = look.paragraphs[look.paragraph(source.start)].end if quotes else source.end
    end = look.sentences[min(here + _SOON, len(look.sentences) - 1)].end
    for mention in look.within(Span(source.start, end)):
        if mention.type != "person" or mention.kind != "name":
            continue
        words = mention.span.of(look.text)
        first = words.split()[-1] not in look.text[: mention.span.start]
        begin = begins.get(mention.span, mention.span.start)
        speaks = begin in sources and begin > after
        described = _DESCRIBED.match(look.text, mention.span.end)
        if first and len(words.split()) > 1 and speaks and not described:
            yield mention
