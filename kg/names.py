"""When two names in annotations are meant to be the same: spelling, titles and aliases aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_TITLES = frozenset(
    {
        *("mr", "mrs", "ms", "dr", "sir", "king", "queen", "pope"),
        *("president", "presidents", "prime", "premier", "minister", "ministers", "foreign"),
        *("secretary", "general", "chancellor", "former", "then", "acting", "new"),
        *("the", "a", "an", "u", "us", "s"),
    }
)
_ARTICLES = frozenset({"a", "an", "the"})
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d"})
_LONGEST_EXTRA = 6  # words that a name may have beside the one it contains: office, state


def folded(name: str | None) -> str:
    """Return a name in lower case without accents, possessive 's and punctuation.

    >>> folded("Erdoğan’s  U.S. trip")
    'erdogan u s trip'
    """
    plain = unicodedata.normalize("NFKD", name or "").replace("’", "'")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = re.sub(r"'s\b", "", plain).translate(_LETTERS)
    return re.sub(r"\W+", " ", plain).strip()


def content_words(name: str | None) -> frozenset[str]:
    """Return the different words of a name, folded."""
    return frozenset(folded(name).split())


def same_name(
    name: str, known: Iterable[str], *, named: bool = True, mention: str | None = None
) -> bool:
    """Say whether `name` is one of the `known` names of an entity, the canonical one first.

    Titles do not count; a longer name that contains all of a known one of two words or more is
    the same. An unnamed source is the same where half the words are, of its name or `mention`.

    >>> same_name("President Biden", ["Joe Biden", "Biden"]), same_name("Hunter", ["Joe Biden"])
    (True, False)
    """
    words = folded(name).split()
    if not words:
        return False
    words = _without_unnamed(words)
    known = tuple(known)
    if any(_same_words(words, _without_unnamed(folded(k).split()), named) for k in known):
        return True
    if named:
        return False
    described = (content_words(k) - _ARTICLES - {"unnamed"} for k in (*known[:1], mention or ""))
    own = frozenset(words) - _ARTICLES
    return any(d and own and 2 * len(d & own) >= len(d | own) for d in described)


def _without_unnamed(words: list[str]) -> list[str]:
    return words[1:] if words[:1] == ["unnamed"] else words


def _same_words(words: list[str], known: list[str], named: bool) -> bool:
    if not known:
        return False
    if words == known:
        return True
    bare, bare_known = _bare(words), _bare(known)
    if bare and bare == bare_known:
        return True
    contained = set(bare_known) <= set(bare) and len(bare) <= len(bare_known) + _LONGEST_EXTRA
    return named and len(bare_known) >= 2 and contained


def _bare(words: list[str]) -> list[str]:
    return [w for w in words if w not in _TITLES]
