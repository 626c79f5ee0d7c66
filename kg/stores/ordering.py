"""Which triple pattern an engine without statistics had best begin with.

It takes all patterns `?s P O` for equally selective and, between equals, begins with the one that
is written first. Here the one with the fewest matches is written once more, at the front: a basic
graph pattern is a set (SPARQL 1.1 Query Language, section 18.2.2.5), so the answer is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.stores.tokens import is_silent, tokens

LONGEST = 256  # matches of each pattern that are looked at; where all have more, the order stays
MOST_BLOCKS = 8  # basic graph patterns of a query that are looked at
_VARIABLE = re.compile(r"[?$]\w+")
_NAME = re.compile(r"([^\W\d_][\w.-]*)?:([\w.:-]*)")
_IRI = re.compile(r"<[^<>\\]*>")
_STRING = re.compile(r""""[^"\\\n]*"|'[^'\\\n]*'""")
_LANGUAGE = re.compile(r"@[\w-]+")
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern `?s P O`: its text, and its predicate and object."""

    text: str
    predicate: ox.NamedNode
    object: _Term


@dataclass(frozen=True, slots=True)
class Block:
    """The patterns `?s P O` at the beginning of a group, whose first token is number `at`."""

    at: int
    patterns: tuple[Pattern, ...]


def with_shortest_first(store: ox.Store, text: str, prefixes: Mapping[str, str]) -> str:
    """Return a query with its most selective pattern at the front of each group.

    A pattern is chosen by reading the matches of all of them side by side until one has no more.
    """
    if "\\u" in text.lower():  # tokens could be written in other characters (section 19.2)
        return text
    parts = tokens(text)
    if any(part.upper() == "CONSTRUCT" for part in parts):  # its template is no pattern
        return text
    for block in [b for b in _blocks(parts, prefixes) if len(b.patterns) > 1][:MOST_BLOCKS]:
        first = _shortest(store, block.patterns)
        if first is not None:
            parts[block.at] = f"{first.text} . {parts[block.at]}"
    return "".join(parts)


def _shortest(store: ox.Store, patterns: Sequence[Pattern]) -> Pattern | None:
    matches = [store.quads_for_pattern(None, p.predicate, p.object, None) for p in patterns]
    for _ in range(LONGEST):
        for pattern, found in zip(patterns, matches, strict=True):
            if next(found, None) is None:
                return pattern
    return None


def _blocks(parts: Sequence[str], prefixes: Mapping[str, str]) -> Iterator[Block]:
    """Yield what follows each opening brace, as far as it is made of plain triple patterns."""
    meaning = [i for i, part in enumerate(parts) if not is_silent(part)]
    words = [parts[i] for i in meaning]
    known = {**prefixes, **_declared(words)}
    for number, word in enumerate(words[:-1]):
        if word == "{" and _VARIABLE.fullmatch(words[number + 1]):
            yield Block(meaning[number + 1], tuple(_Reader(words, number + 1, known).patterns()))


def _declared(words: Sequence[str]) -> dict[str, str]:
    return {
        name[:-1]: iri[1:-1]
        for word, name, iri in zip(words, words[1:], words[2:], strict=False)
        if word.upper() == "PREFIX" and name.endswith(":") and _IRI.fullmatch(iri)
    }


class _Reader:
    """Reads triple patterns from tokens for as long as they are plain ones."""

    def __init__(self, words: Sequence[str], at: int, prefixes: Mapping[str, str]) -> None:
        self._words, self._at, self._prefixes = words, at, prefixes

    def patterns(self) -> Iterator[Pattern]:
        """Yield the patterns whose subject is a variable and whose other terms are known."""
        while _VARIABLE.fullmatch(subject := self._word()):
            self._at += 1
            yield from self._properties(subject)
            if self._word() != ".":
                return
            self._at += 1

    def _properties(self, subject: str) -> Iterator[Pattern]:
        while True:
            verb = self._verb()
            if verb is None:
                return
            while (value := self._object()) is not None:
                text, term = value
                if isinstance(verb, ox.NamedNode) and term is not None:
                    yield Pattern(f"{subject} {verb} {text}", verb, term)
                if self._word() != ",":
                    break
                self._at += 1
            if value is None or self._word() != ";":
                return
            self._at += 1

    def _verb(self) -> ox.NamedNode | str | None:
        """Return a predicate, "" for a variable or a path, None where neither is to be read."""
        if _VARIABLE.fullmatch(self._word()):
            self._at += 1
            return ""
        start, verb = self._at, None
        while self._at == start or self._words[self._at - 1] in ("/", "|"):
            self._at += self._word() == "^"
            verb = _RDF_TYPE if self._word() == "a" else self._iri(self._word())
            if verb is None:
                return None
            self._at += 1
            self._at += self._word() in ("*", "+", "?")
            self._at += self._word() in ("/", "|")
        return verb if self._at == start + 1 else ""

    def _object(self) -> tuple[str, _Term | None] | None:
        """Return text and term of an object (None: a variable); None where there is none."""
        word = self._word()
        if _VARIABLE.fullmatch(word):
            self._at += 1
            return word, None
        if (iri := self._iri(word)) is not None:
            self._at += 1
            return str(iri), iri
        if not _STRING.fullmatch(word):
            return None
        self._at += 1
        following = self._word()
        if following == "^":
            return None
        tagged = _LANGUAGE.fullmatch(following) is not None
        self._at += tagged
        literal = ox.Literal(word[1:-1], language=following[1:] if tagged else None)
        return str(literal), literal

    def _iri(self, word: str) -> ox.NamedNode | None:
        name = _NAME.fullmatch(word)
        if name:
            namespace = self._prefixes.get(name[1] or "")
            full = None if namespace is None else namespace + name[2]
        else:
            full = word[1:-1] if _IRI.fullmatch(word) else None
        try:
            return None if full is None else ox.NamedNode(full)
        except ValueError:  # relative to a base
            return None

    def _word(self) -> str:
        return self._words[self._at] if self._at < len(self._words) else ""
