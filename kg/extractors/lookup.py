"""Where things are in a document: mentions, sentences, paragraphs and quotations by offset."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kg.iris import slug
from kg.model import Document, Mention, Span, Statement
from kg.text import paragraphs, quotations

# `NAIROBI, March 11 (Agency) - `, `DHAKA: `: the place and day from which agencies report.
_DATELINE = re.compile(
    r"[A-Z][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ.'’-]+)*(?:, [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*)?"
    r"(?:,? \d{1,2} [A-Z]\w+\.?|,? [A-Z]\w+\.? \d{1,2})?(?:,? \d{4})?(?: \([^)\n]{2,20}\))?"
    r"(?:\s?(?:-{1,2}|–|—)|:)\s+"
    # `Manila (AFP) – `, `Islamabad/Kabul: `
    r"|[A-Z]\w+(?:[ -][A-Z]\w+){0,2}(?:, [A-Z]\w+)? \([A-Z][A-Za-z]{1,9}\)\s?(?:-{1,2}|–|—)\s+"
    r"|[A-Z]\w+(?:/[A-Z]\w+)+:\s+"
)
_REGION = re.compile(r" (?:region|state|province|district|governorate|oblast|county|city)\b")
BULLET = re.compile(r"[•‣▪●·*–—-]\s+")
# Where an entry of a live blog begins.
ENTRY = re.compile(r"^\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?(?: (?:[A-Z]{2,4}))?\b", re.MULTILINE)
# `10.45am BST Israel says no`: when a live blog tells it.
_TIME = re.compile(
    r"\d{1,2}[.:]\d{2}(?: ?[ap]\.?m\.?)?(?: (?:UTC|GMT|[A-Z]{1,3}T))?(?: ?[-–—:|])?\s+"
    r"(?=[“\"‘'A-Z])"
)
# A people within a state, for whom the state does not speak: `Bosnian Serb`, `Kosovo Albanian`.
_PEOPLE = re.compile(
    r"(?:\w+ )?(?:Serb|Croat|Muslim|Albanian|Kurd|Kurdish|Tamil|Tatar|Shi['’]?ite|Sunni|Hutu|Tutsi"
    r"|Rohingya)s?\b"
)


class Lookup:
    """Answers by offset about one document; each answer takes logarithmic time."""

    def __init__(self, document: Document) -> None:
        self.text = document.article.text
        self.mentions = document.mentions
        self.sentences = document.sentences or (Span(0, max(len(self.text), 1)),)
        self.paragraphs = paragraphs(self.text)
        self.quotations = quotations(self.text)
        self._organisations = [e for e in document.entities if e.type == "organisation"]
        self._starts = [m.span.start for m in self.mentions]

    def within(self, span: Span) -> Sequence[Mention]:
        """Return the mentions that lie wholly in the span."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return [m for m in self.mentions[first:last] if m.span.end <= span.end]

    def starting(self, at: int) -> Mention | None:
        """Return the longest mention that begins at `at`."""
        first = bisect_left(self._starts, at)
        last = bisect_right(self._starts, at)
        return max(self.mentions[first:last], key=lambda m: m.span.end, default=None)

    def ending(self, at: int, reach: int = 80) -> Mention | None:
        """Return the longest mention that ends at `at` and is no longer than `reach`."""
        first = bisect_left(self._starts, at - reach)
        last = bisect_left(self._starts, at)
        found = [m for m in self.mentions[first:last] if m.span.end == at]
        return min(found, key=lambda m: m.span.start, default=None)

    def organisation(self, name: str, end: int | None = None) -> str:
        """Return the key of the organisation so called, or one whose name begins so.

        Where the name ends at `end` before `region` or the like it is no beginning.
        """
        bare = name.removeprefix("the ").removeprefix("The ")
        region = _REGION.match(self.text, end) if end is not None else None
        for entity in self._organisations:
            begins = entity.name.startswith(bare + " ") and not region
            if bare in (entity.name, *entity.aliases) or begins:
                return entity.key
        return f"organisation/{slug(bare)}"

    def sentence(self, at: int) -> int:
        """Return the index of the sentence at `at`, or of the last one that begins before it."""
        return _index(self.sentences, at)

    def telling(self, statement: Statement) -> Span:
        """Return the sentence of a statement's cue, or of its content where there is no cue."""
        anchor = statement.cue or statement.content[0]
        return self.sentences[self.sentence(anchor.start)]

    def opening(self, index: int) -> int:
        """Return where a sentence begins, after the dateline if it has one."""
        return opening_of(self.text, self.sentences[index])

    def is_people(self, mention: Mention) -> bool:
        """Say whether a demonym is, or goes with, the name of a people within the state."""
        if mention.kind != "demonym":
            return False
        whole = " " in mention.span.of(self.text) and _PEOPLE.match(self.text, mention.span.start)
        return bool(whole or _PEOPLE.match(self.text, mention.span.end + 1))

    def paragraph(self, at: int) -> int:
        """Return the index of the paragraph at `at`, or of the last one that begins before it."""
        return _index(self.paragraphs, at)

    def quoted(self, at: int) -> bool:
        """Say whether the code point stands between quotation marks."""
        return self.quotation(at) is not None

    def quotation(self, at: int) -> Span | None:
        """Return the quotation in which the code point stands, None where it is in none."""
        index = bisect_right(self.quotations, at, key=lambda s: s.start) - 1
        found = self.quotations[index] if index >= 0 else None
        return found if found and at < found.end else None


def opening_of(text: str, sentence: Span) -> int:
    """Return where a sentence's own words begin, after a list's mark, a time or a dateline."""
    mark = BULLET.match(text, sentence.start, sentence.end) or _TIME.match(
        text, sentence.start, sentence.end
    )
    start = mark.end() if mark else sentence.start
    dateline = _DATELINE.match(text, start, sentence.end)
    return dateline.end() if dateline else start


def _index(spans: Sequence[Span], at: int) -> int:
    return max(0, bisect_right(spans, at, key=lambda s: s.start) - 1)
