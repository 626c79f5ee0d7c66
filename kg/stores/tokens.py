"""What must be known of a SPARQL text before an engine sees it, from its tokens alone.

Tokens follow SPARQL 1.1 Query Language, section 19.8 (terminals); joined, they are the text again.
Nothing here says whether a text is right: the engine does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.errors import QueryError
from kg.stores.messages import RefusedError

_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>                                 # IRI
      | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
      | \#[^\n\r]*                                               # comment
      | [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)*                   # variable, language
      | (?:[^\W\d][\w.-]{0,127}+)?:                              # prefixed name
        (?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?
      | [^\W\d]\w*                                               # word
      | \s+ | \\. | .""",
    re.VERBOSE | re.DOTALL,
)
# Any text takes a time in proportion to its length: the colon of a prefix is sought among so many
# characters, and an escaped quote after one that nothing closes does not open a string.
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_NAME = re.compile(r"((?:[^\W\d_][\w.-]*)?):")
AGGREGATES = {"AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM"}
GROUPING = AGGREGATES | {"GROUP", "HAVING"}
_VOLATILE = {"BNODE", "NOW", "RAND", "SERVICE", "STRUUID", "UUID"}
_LOAD = re.compile(  # its tokens, a space between each
    r"LOAD (SILENT )?(?:<\S*>|\S*:\S*)(?: INTO GRAPH (?:<\S*>|\S*:\S*))?(?= ;|$)", re.IGNORECASE
)


def tokens(text: str) -> list[str]:
    """Return the tokens of a SPARQL text, white space and comments included.

    >>> tokens("ASK{?s a ex:B}")
    ['ASK', '{', '?s', ' ', 'a', ' ', 'ex:B', '}']
    """
    return _TOKEN.findall(text)


def refuse_service(query: str) -> None:
    """Raise RefusedError if a query or update would ask another server (SERVICE)."""
    if _has_word(query, "SERVICE"):
        raise RefusedError("SERVICE is switched off: this store never asks another server.")


def without_load(update: str) -> tuple[str, bool]:
    """Return the update with every LOAD made to do nothing, and whether all of them were silent.

    A LOAD that is not silent must fail, one that is may (SPARQL 1.1 Update, section 3.1.4). Raises
    QueryError where a LOAD does not look like one.
    """
    if not _has_word(update, "LOAD"):
        return update, True
    parts, out, silent = tokens(update), list[str](), True
    meaning = [i for i, t in enumerate(parts) if not is_silent(t)]
    done = 0
    for at, index in enumerate(meaning):
        if parts[index].upper() != "LOAD":
            continue
        shape = " ".join(parts[i] for i in meaning[at : at + 7])
        load = _LOAD.match(shape)
        if load is None:
            raise QueryError("Syntax error: write LOAD <IRI of a document>, and ; before the next.")
        silent = silent and bool(load[1])
        out += [*parts[done:index], "INSERT DATA {}"]
        done = meaning[at + load[0].count(" ")] + 1
    return "".join([*out, *parts[done:]]), silent


def names_dataset(query: str) -> bool:
    """Say whether a query names the graphs it reads (FROM).

    >>> names_dataset("SELECT * FROM <urn:g> {}"), names_dataset("ASK { ?from ?p 'FROM' }")
    (True, False)
    """
    return _has_word(query, "FROM")


def is_volatile(query: str) -> bool:
    """Say whether a query may answer otherwise when nothing has changed (section 17.4).

    >>> is_volatile("SELECT (NOW() AS ?now) {}"), is_volatile("ASK { ?s ?p 'now' }")
    (True, False)
    """
    capitals = query.upper()  # most texts have not even the letters
    possible = "\\U" in capitals or any(word in capitals for word in _VOLATILE)
    return possible and not _VOLATILE.isdisjoint(_words(query))


def is_silent(token: str) -> bool:
    """Say whether a token is white space or a comment."""
    return token.isspace() or token.startswith("#")


def next_token(parts: Sequence[str], at: int) -> int | None:
    """Return the index of the next token that means something."""
    return next((i for i in range(at, len(parts)) if not is_silent(parts[i])), None)


def opening_of(parts: Sequence[str], start: int = 0) -> int | None:
    """Return the index of the brace that opens a query's pattern: the first outside parentheses."""
    depth = 0
    for at in range(start, len(parts)):
        if parts[at] == "{" and depth == 0:
            return at
        depth += (parts[at] == "(") - (parts[at] == ")")
    return None


def closing_of(parts: Sequence[str], opening: int) -> int | None:
    """Return the index of the bracket that closes the one at an index."""
    depth = 0
    for at in range(opening, len(parts)):
        depth += (parts[at] in ("(", "{")) - (parts[at] in (")", "}"))
        if depth == 0:
            return at if parts[at] in (")", "}") else None
    return None


def variable(part: str) -> str | None:
    """Return a variable as `?name`; None for what is none."""
    return f"?{part[1:]}" if part[0] in "?$" and len(part) > 1 else None


def variables(parts: Iterable[str]) -> set[str]:
    """Return the variables among tokens."""
    return {name for part in parts if (name := variable(part))}


def undeclared_prefix(text: str, known: Iterable[str] = ()) -> tuple[str, int, int] | None:
    """Return the first prefix that is neither declared nor known, with line and column from 1.

    >>> undeclared_prefix("PREFIX a: <urn:a> ASK { ?s a:b foaf:c }")
    ('foaf', 1, 32)
    """
    declared = set(known)
    before, offset = "", 0
    for token in tokens(text):
        name = _NAME.match(token)
        if name and before == "PREFIX":
            declared.add(name[1])
        elif name and name[1] not in declared:
            return name[1], *place(text, offset)
        if not is_silent(token):
            before = token.upper()
        offset += len(token)
    return None


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def with_using(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return the update with its WHERE clauses reading the dataset that the protocol names.

    SPARQL 1.1 Protocol, section 2.2.3. Raises QueryError where the update names one itself.
    """
    using = "".join(
        [f"USING <{g}> " for g in dict.fromkeys(default)]
        + [f"USING NAMED <{g}> " for g in dict.fromkeys(named)]
    )
    parts, depth, pattern, start = tokens(update), 0, False, 0
    out: list[str] = []
    for index, part in enumerate(parts):
        word = part.upper() if depth == 0 else ""
        if word in ("USING", "WITH"):
            raise QueryError(
                "The update names its dataset (USING or WITH); using-graph-uri and "
                "using-named-graph-uri must not be given as well."
            )
        if word in ("INSERT", "DELETE"):
            pattern, start = True, len(out) + 1
        elif word in ("DATA", ";"):
            pattern = False
        elif word == "WHERE" and pattern:
            if not "".join(out[start:]).strip():  # DELETE WHERE { … } is short for both
                out.append(_block(parts[index + 1 :]))
            out.append(" " + using)
            pattern = False
        depth += (part == "{") - (part == "}")
        out.append(part)
    return "".join(out)


def _block(parts: Sequence[str]) -> str:
    """Return the tokens up to the brace that closes the first one opened."""
    depth = 0
    for index, part in enumerate(parts):
        depth += (part == "{") - (part == "}")
        if part == "}" and depth == 0:
            return "".join(parts[: index + 1])
    return "".join(parts)


def _has_word(text: str, word: str) -> bool:
    """Say whether a word in capitals is a token; most texts have not even its letters."""
    return (word in text.upper() or "\\" in text) and word in _words(text)


def _words(text: str) -> set[str]:
    """Return the tokens in capitals, with code point escapes (section 19.2) read first."""
    plain = _ESCAPE.sub(lambda m: _character(m[1] or m[2]), text)
    return {token.upper() for token in tokens(plain)}


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else "\ufffd"
