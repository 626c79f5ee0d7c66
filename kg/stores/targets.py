"""Which graphs an update could write to, from its tokens alone; what is not sure may be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.iris import PREFIXES
from kg.stores.tokens import is_silent, tokens

_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^>]*>")
_NAME = re.compile(r"((?:[^\W\d_][\w.-]*)?):(.*)")
MOST_RELATIVE = 200  # relative IRIs of an update that are looked at, at a tenth of a millisecond
_COPY, _MAKE = {"WHERE", "COPY", "MOVE", "ADD"}, {"IRI", "URI"}


def named_graphs(update: str) -> frozenset[str] | None:
    """Return all IRIs of an update, the graphs that it names among them; None: it may name any.

    Any it may where IRIs are relative or written by escapes.

    >>> sorted(named_graphs("PREFIX a: <urn:a> DROP GRAPH a:b"))
    ['', 'urn:a', 'urn:ab']
    >>> named_graphs("DROP GRAPH <b>")
    """
    parts = [token for token in tokens(update) if not is_silent(token)]
    words = [part.upper() for part in parts]
    if _has_escapes(update):
        return None
    prefixes, found = dict(PREFIXES), {""}  # the default graph has no IRI
    for at, part in enumerate(parts):
        name = _NAME.fullmatch(part)
        if words[at] == "PREFIX" and len(parts) > at + 2:
            prefixes[parts[at + 1][:-1]] = parts[at + 2][1:-1]
        elif _ABSOLUTE.fullmatch(part):
            found.add(part[1:-1])
        elif (part[0] == "<" and part[-1] == ">") or ("\\" in part and part[0] not in "\"'"):
            return None
        elif name:
            found.add(prefixes.get(name[1], "") + name[2])
    return frozenset(found)


def absolute(
    update: str, base: str | None, resolved: Callable[[str, str | None], str | None]
) -> str:
    """Return an update with its relative IRIs as `resolved` reads them from their base.

    It comes back as it is where one has no meaning, or there are many.

    >>> absolute("BASE <urn:x> DROP GRAPH <b>", None, lambda iri, base: f"{base}/{iri}")
    'BASE <urn:x> DROP GRAPH <urn:x/b>'
    """
    parts, before, number = tokens(update), "", 0
    for at, part in enumerate(parts):
        if part[0] == "<" and part[-1] == ">" and len(part) > 1:
            found: str | None = part[1:-1]
            if not _ABSOLUTE.fullmatch(part):
                number += 1
                found = resolved(part[1:-1], base) if number <= MOST_RELATIVE else None
            if found is None:
                return update
            base = found if before == "BASE" else base
            parts[at] = f"<{found}>"
        if not is_silent(part):
            before = part.upper()
    return "".join(parts)


def variable_graphs(update: str) -> str | None:
    """Return the query for the graphs that variables of an update name; "" if none does.

    None where there is no such query: the update has several operations, or reads a part alone.

    >>> variable_graphs("DELETE { GRAPH ?g { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p 1, 2 } };")
    'SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p 1, 2 } }'
    """
    parts = tokens(update)
    meaning = [at for at, part in enumerate(parts) if not is_silent(part)]
    top = [at for at, depth in zip(meaning, _depths(parts, meaning), strict=True) if not depth]
    end = top.pop() if top and parts[top[-1]] == ";" else len(parts)
    words = [parts[at].upper() for at in top]
    names = _template_variables([parts[at] for at in meaning])
    if not names:
        return ""
    if words.count("WHERE") != 1 or not {";", "USING", "WITH"}.isdisjoint(words):
        return None
    start = next(at for at, word in zip(top, words, strict=True) if word in ("INSERT", "DELETE"))
    where = top[words.index("WHERE")]
    select = f"SELECT DISTINCT {' '.join(sorted(names))} "
    return "".join([*parts[:start], select, *parts[where:end]])


def may_bring(update: str, word: str, *, known: bool) -> bool:
    """Say whether an update may write an IRI that has a word in it.

    It may where the word stands there, where an IRI is made of strings, and where what is `known`
    in the data, as such an IRI then is, is copied.

    >>> may_bring("INSERT DATA { <urn:a> a <urn:Book> }", "Article", known=True)
    False
    """
    words = {token.upper() for token in tokens(update)}
    copies = known and not _COPY.isdisjoint(words)
    return copies or not _MAKE.isdisjoint(words) or word in update or _has_escapes(update)


def _has_escapes(update: str) -> bool:
    """Say whether characters are written by their numbers, which may hide words (section 19.2)."""
    return "\\u" in update.lower()


def _template_variables(parts: Sequence[str]) -> set[str]:
    """Return the variables after GRAPH in templates; DELETE WHERE's pattern is one, too."""
    found, template, before = set[str](), False, ""
    for at, depth in enumerate(_depths(parts, range(len(parts)))):
        word = parts[at].upper()
        if depth == 0 and word in ("INSERT", "DELETE"):
            template = True
        elif depth == 0 and (word in ("USING", ";") or (word == "WHERE" and before != "DELETE")):
            template = False
        if template and before == "GRAPH" and word[0] in "?$":
            found.add(parts[at])
        before = word
    return found


def _depths(parts: Sequence[str], places: Iterable[int]) -> Iterator[int]:
    """Yield how many braces are open around the token at each place; a brace is within itself."""
    depth = 0
    for at in places:
        depth += parts[at] == "{"
        yield depth
        depth -= parts[at] == "}"
