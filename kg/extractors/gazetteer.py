"""Find known names in text: tokens, and a trie of surface forms over them.

Matching is by whole tokens, accents and dots aside (`Türkiye` = `Turkiye`, `U.N.` = `UN`), with
case: `Turkey` is found in `Turkey` and `TURKEY`, not in `turkey`; `NATO` also in `Nato`. The
longest form wins, from left to right. Linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

from kg.model import Span

T = TypeVar("T")

# A dotted abbreviation (U.S., U. S.), or a run of letters with their accents and digits, with
# inner apostrophes that are not a possessive (Cote d'Ivoire, Sana'a) and a final plus sign (OPEC+).
_RUN = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
TOKEN = re.compile(
    r"[A-Z]\.(?: ?[A-Z]\.)+|[A-Z]\.[A-Z]\b"
    rf"|{_RUN}(?:['’ʼ](?!s\b|S\b){_RUN})*(?:\+(?!\w))?"
)
_SPECIAL = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "’": "'"})
_JOINT = re.compile(r"(?:[ \t\u00a0\u202f]+|[ \t]*\r?\n[ \t]*|[ \t]?[-‐‑–][ \t]?|)\Z")
_PLAIN_GAPS = ("", "-")
# Acronyms whose capitalised form is another name.
_NOT_CAPITALISED = frozenset({"GUAM", "ALBA", "PACE", "SHAPE", "GRECO"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text: as printed, and folded to lower-case ASCII where that is possible."""

    text: str
    start: int
    end: int
    key: str

    @property
    def capital(self) -> bool:
        """Say whether the word begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Tokens `first` up to but not including `last`, and what they may mean."""

    first: int
    last: int
    span: Span
    values: tuple[T, ...]


def plain(word: str) -> str:
    """Return the word without accents, dots, spaces or typographic apostrophes, case kept.

    >>> plain("U.S."), plain("Türkiye")
    ('US', 'Turkiye')
    """
    if word.isascii():
        return word.replace(".", "").replace(" ", "")
    folded = unicodedata.normalize("NFKD", word.translate(_SPECIAL))
    return "".join(c for c in folded if not unicodedata.combining(c)).replace(".", "")


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the words of `text` in order; punctuation stands in the gaps between them.

    >>> [t.text for t in tokenize("U.S.-led, Iran’s Sana'a")]
    ['U.S.', 'led', 'Iran', 's', "Sana'a"]
    """
    return tuple(
        Token(m.group(), m.start(), m.end(), plain(m.group()).lower()) for m in TOKEN.finditer(text)
    )


@dataclass(frozen=True, slots=True)
class _Form(Generic[T]):
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    value: T


@dataclass(slots=True)
class _Node(Generic[T]):
    children: dict[str, _Node[T]] = field(default_factory=dict)
    forms: list[_Form[T]] = field(default_factory=list)


class Gazetteer(Generic[T]):
    """Surface forms with their values, ready to be found in text.

    >>> names = Gazetteer([("Turkey", "TR"), ("NATO", "NATO")])
    >>> [m.values for m in names.find("Nato had turkey in TURKEY.")]
    [('NATO',), ('TR',)]
    """

    def __init__(self, forms: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for text, value in forms:
            self._add(text, value)

    def _add(self, text: str, value: T) -> None:
        tokens = tokenize(text)
        if not tokens:
            return
        node = self._root
        for token in tokens:
            node = node.children.setdefault(token.key, _Node())
        gaps = tuple(text[a.end : b.start].strip() for a, b in pairwise(tokens))
        node.forms.append(_Form(tuple(plain(t.text) for t in tokens), gaps, value))

    def find(self, text: str, tokens: Sequence[Token] | None = None) -> list[Match[T]]:
        """Return the longest matches in `text`, left to right, none overlapping another."""
        tokens = tokenize(text) if tokens is None else tokens
        found: list[Match[T]] = []
        at = 0
        while at < len(tokens):
            match = self._longest(text, tokens, at)
            if match is None:
                at += 1
            else:
                found.append(match)
                at = match.last
        return found

    def _longest(self, text: str, tokens: Sequence[Token], first: int) -> Match[T] | None:
        node, at, best = self._root, first, None
        while at < len(tokens) and (child := node.children.get(tokens[at].key)) is not None:
            node, at = child, at + 1
            values = tuple(
                dict.fromkeys(f.value for f in node.forms if _fits(text, tokens[first:at], f))
            )
            if values:
                best = Match(first, at, Span(tokens[first].start, tokens[at - 1].end), values)
        return best


def _fits(text: str, tokens: Sequence[Token], form: _Form[T]) -> bool:
    cased = all(
        _same_case(plain(t.text), w, alone=len(form.words) == 1)
        for t, w in zip(tokens, form.words, strict=True)
    )
    return cased and all(
        _joined(text[a.end : b.start], gap, a.text)
        for a, b, gap in zip(tokens, tokens[1:], form.gaps, strict=False)
    )


def _same_case(word: str, form: str, *, alone: bool) -> bool:
    if word == form:
        return True
    if form.islower():  # function words, and phrases such as "euro zone"
        return not alone or word[1:].islower() or word.isupper()
    if form.isupper() and len(form) > 1:
        return len(form) > 3 and form not in _NOT_CAPITALISED and word == form.capitalize()
    return word.isupper() and len(word) > 1


def _joined(gap: str, wanted: str, before: str) -> bool:
    if wanted == "." and gap.strip() in ("", "."):
        return True
    if wanted not in _PLAIN_GAPS:
        return gap.strip().replace("’", "'") == wanted.replace("’", "'")
    if before.lower() in ("st", "ste") and gap.strip() in ("", "."):
        return True
    return _JOINT.match(gap) is not None
