"""The plain triple patterns at the beginning of a group in a SPARQL text, read from its tokens.

What is read here is what an engine without statistics can be helped with; all else is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

Term = ox.NamedNode | ox.Literal
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
MOST_KNOWN = 10_000  # patterns whose matches are remembered
_VARIABLE = re.compile(r"[?$]\w+")
_NAME = re.compile(r"([^\W\d_][\w.-]*)?:([\w.:-]*)")
_IRI = re.compile(r"<[^<>\\]*>")
_STRING = re.compile(r""""[^"\\\n]*"|'[^'\\\n]*'""")
_LANGUAGE = re.compile(r"@[\w-]+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern whose subject is a variable: its text, and its other terms where known.

    `predicate` is None for a variable or a path, `object` for a variable.
    """

    text: str
    predicate: ox.NamedNode | None
    object: Term | None


@dataclass(frozen=True, slots=True)
class Block:
    """What a group begins with: the tokens from number `start` to before `end`, as patterns."""

    start: int
    end: int
    patterns: tuple[Pattern, ...]


def blocks(parts: Sequence[str], prefixes: Mapping[str, str]) -> Iterator[Block]:
    """Yield what follows each opening brace among tokens, as far as it is plain patterns.

    A block ends before the first subject with a property or an object that is not plain.
    """
    meaning = [i for i, part in enumerate(parts) if not (part[0] == "#" or part.isspace())]
    words = [parts[i] for i in meaning]
    known: dict[str, str] = {}
    for number, word in enumerate(words[:-1]):
        if word != "{":
            continue
        known = known or {**prefixes, **declared(words[:number])}
        if _VARIABLE.fullmatch(words[number + 1]):
            reader = Reader(words, number + 1, known)
            patterns = tuple(reader.patterns())
            end = meaning[reader.at] if reader.at < len(meaning) else len(parts)
            yield Block(meaning[number + 1], end, patterns)


class Counts:
    """How many matches patterns have in one state of a store: each is counted once."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._known: dict[str, tuple[int, int]] = {}  # a pattern → matches, and up to how many

    def of(self, pattern: Pattern, most: int) -> int:
        """Return how many matches a pattern whose predicate is known has, `most` at most."""
        found, up_to = self._known.get(pattern.text, (0, 0))
        if found == up_to < most:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = self._count(pattern, most)
            self._known[pattern.text] = found, most
        return min(found, most)

    def _count(self, pattern: Pattern, most: int) -> int:
        """Have the engine count, 5 a microsecond; to hand them over takes it 50 times as long."""
        text = f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ {pattern.text} }} LIMIT {most} }} }}"
        answer = self._store.query(text, use_default_graph_as_union=True)
        (solution,) = cast(ox.QuerySolutions, answer)
        return int(solution[0].value)


def declared(words: Sequence[str]) -> dict[str, str]:
    """Return the prefixes that a query declares."""
    return {
        name[:-1]: iri[1:-1]
        for word, name, iri in zip(words, words[1:], words[2:], strict=False)
        if word.upper() == "PREFIX" and name.endswith(":") and _IRI.fullmatch(iri)
    }


class Reader:
    """Reads triple patterns from tokens for as long as they are plain ones."""

    def __init__(self, words: Sequence[str], at: int, prefixes: Mapping[str, str]) -> None:
        self._words, self.at, self._prefixes = words, at, prefixes

    def patterns(self) -> Iterator[Pattern]:
        """Yield the patterns whose subject is a variable, all of a subject's or none."""
        while _VARIABLE.fullmatch(self.word()):
            start = self.at
            found = self._of_subject()
            if found is None:
                self.at = start
                return
            yield from found
            if self.word() != ".":
                return
            self.at += 1

    def _of_subject(self) -> list[Pattern] | None:
        """Return the patterns of one subject; None where one of them is not plain."""
        subject, found, separator = self.word(), list[Pattern](), ";"
        verb: tuple[str, ox.NamedNode | None] | None = None
        while separator in (";", ","):
            self.at += 1
            verb = verb if separator == "," else self._verb()
            value = None if verb is None else self.term()
            if verb is None or value is None:
                return None
            found.append(Pattern(f"{subject} {verb[0]} {value[0]}", verb[1], value[1]))
            separator = self.word()
        return found

    def _verb(self) -> tuple[str, ox.NamedNode | None] | None:
        """Return text and term of a predicate (None: a variable or a path); None without one."""
        start = self.at
        if _VARIABLE.fullmatch(self.word()):
            self.at += 1
            return self._words[start], None
        while self.at == start or self._words[self.at - 1] in ("/", "|"):
            self.at += self.word() == "^"
            verb = RDF_TYPE if self.word() == "a" else self.iri(self.word())
            if verb is None:
                return None
            self.at += 1
            self.at += self.word() in ("*", "+", "?")
            self.at += self.word() in ("/", "|")
        if self.at == start + 1:
            return str(verb), verb
        return "".join(self._words[start : self.at]), None

    def term(self) -> tuple[str, Term | None] | None:
        """Read text and term of an object (None: a variable); None where there is none."""
        word = self.word()
        if _VARIABLE.fullmatch(word):
            self.at += 1
            return word, None
        if (iri := self.iri(word)) is not None:
            self.at += 1
            return str(iri), iri
        if not _STRING.fullmatch(word):
            return None
        self.at += 1
        following = self.word()
        if following == "^":
            return None
        tagged = _LANGUAGE.fullmatch(following) is not None
        self.at += tagged
        literal = ox.Literal(word[1:-1], language=following[1:] if tagged else None)
        return str(literal), literal

    def iri(self, word: str) -> ox.NamedNode | None:
        """Return the IRI that a token is; None for another, or one relative to a base."""
        name = _NAME.fullmatch(word)
        if name:
            namespace = self._prefixes.get(name[1] or "")
            full = None if namespace is None else namespace + name[2]
        else:
            full = word[1:-1] if _IRI.fullmatch(word) else None
        try:
            return None if full is None else ox.NamedNode(full)
        except ValueError:
            return None

    def word(self) -> str:
        """Return the token to be read next; "" at the end."""
        return self._words[self.at] if self.at < len(self._words) else ""
