"""What an article as a whole tells about the names in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from kg.extractors import ambiguity as words
from kg.extractors.gazetteer import Match, Token
from kg.extractors.given_names import FEMALE, MALE
from kg.text import word_set

T = TypeVar("T")
# What is called after a person, whom the article need not speak of: `George Washington Bridge`.
_CALLED_AFTER = word_set("university bridge airport hospital school college center centre medal")
GIVEN_NAMES = (FEMALE | MALE) - words.NOT_GIVEN_BEFORE


@dataclass(frozen=True)
class Setting:
    """The words of the article, and the lines that are set as headlines.

    `keys` are all its words, `persons` the family names of persons, `named` the last tokens of
    the names that the gazetteer knows.
    """

    text: str
    tokens: Sequence[Token]
    keys: frozenset[str]
    persons: frozenset[str]
    capitals: tuple[tuple[int, int], ...]
    headlines: tuple[tuple[int, int], ...]
    named: frozenset[int] = frozenset()

    @classmethod
    def of(cls, text: str, tokens: Sequence[Token], persons: Sequence[str] = ()) -> Setting:
        """Return the setting; `persons` are the names of persons the tagger has found."""
        families = {name.split()[-1].lower() for name in persons if len(name.split()) > 1}
        families |= {
            b.key
            for i, (a, b) in enumerate(pairwise(tokens))
            if b.key in words.FAMILY and a.key in GIVEN_NAMES and a.capital and b.start - a.end == 1
            if tokens[i + 2 : i + 3] == [] or tokens[i + 2].key not in _CALLED_AFTER
        }
        lines = [m.span() for m in re.finditer(r"[^\n]+", text)]
        return cls(
            text,
            tokens,
            frozenset(t.key for t in tokens),
            frozenset(families),
            tuple(s for s in lines if _all_capitals(text[s[0] : s[1]])),
            tuple(s for s in lines if _title_case(text[s[0] : s[1]])),
        )

    def gap(self, at: int) -> str:
        """Return what stands between token `at - 1` and token `at`."""
        start = self.tokens[at - 1].end if at > 0 else 0
        end = self.tokens[at].start if at < len(self.tokens) else len(self.text)
        return self.text[start:end]

    def key(self, at: int) -> str:
        """Return the folded word at `at`, empty outside the text."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def following(self, at: int) -> Token | None:
        """Return the word at `at` if nothing but a space stands before it."""
        return self.tokens[at] if at < len(self.tokens) and self.gap(at) == " " else None

    def knowing(self, matches: Iterable[Match[T]]) -> Setting:
        """Return the setting that knows which tokens end a name of the gazetteer."""
        return replace(self, named=frozenset(m.last - 1 for m in matches))

    def in_headline(self, at: int) -> bool:
        """Say whether the token stands in a line set in title case."""
        return _inside(self.headlines, self.tokens[at].start)

    def in_capitals(self, at: int) -> bool:
        """Say whether the token stands in a line set in capitals."""
        return _inside(self.capitals, self.tokens[at].start)

    def is_american_georgia(self) -> bool:
        """Say whether `Georgia` is more likely the US state in this article."""
        american = len(self.keys & words.US_GEORGIA)
        return american > len(self.keys & words.COUNTRY_GEORGIA)


def _all_capitals(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 10 and sum(c.isupper() for c in letters) > 0.9 * len(letters)


def _title_case(line: str) -> bool:
    if line.rstrip().endswith((".", ",", ":")):
        return False
    long = re.findall(r"[^\W\d_]{4,}", line)
    return len(long) > 3 and sum(w[0].isupper() for w in long) > 0.7 * len(long)


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)
