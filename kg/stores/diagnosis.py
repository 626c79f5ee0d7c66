"""What is wrong with a SPARQL text that the engine could not parse, in words for who wrote it.

The engine says what it could have read at the farthest place it came to, which is often the end.
Here the usual mistakes are looked for in the tokens, the surest first; nothing here decides
whether a text is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise

from kg.stores.tokens import is_silent, place, tokens, undeclared_prefix

Found = tuple[str, int]  # what is wrong, and at which offset
Parts = list[tuple[str, int]]  # tokens that mean something, and their offsets
_CLOSING = {")": "(", "]": "[", "}": "{"}
_OPERATORS = frozenset("=<>&|!-/")
_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE"}
_QUERIES = {"ASK", "CONSTRUCT", "DESCRIBE", "SELECT"}
# SPARQL 1.1 Query, sections 19.8 (keywords) and 17.4 (functions), and what the engine adds
_KNOWN = """
    A ABS ALL AND AS ASC AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONTAINS COUNT DATA
    DATATYPE DAY DEFAULT DESC DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP
    GROUP_CONCAT HASLANG HASLANGDIR HAVING HOURS IF IN INTO IRI ISBLANK ISIRI ISLITERAL ISNUMERIC
    ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LATERAL LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH
    NAMED NOT NOW OBJECT OFFSET OPTIONAL ORDER PREDICATE PREFIX RAND REDUCED REGEX REPLACE ROUND
    SAMETERM SAMPLE SECONDS SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER
    STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE
    TO TRIPLE TRUE TZ UCASE UNDEF UNION UNSAID URI USING UUID VALUES VERSION WHERE WITH YEAR
"""
# what the engine says in words → what that means; the first that fits
_SENTENCES = {
    "The SELECT contains an expression": "An expression in SELECT has a variable that is neither "
    "in GROUP BY nor within an aggregate such as COUNT or SAMPLE.",
    "The SELECT contains a": "A variable in SELECT is neither in GROUP BY nor within an aggregate "
    "such as COUNT or SAMPLE.",
    "SELECT * is not authorized": "SELECT * does not go with GROUP BY: name the variables.",
    "Duplicated variable name": "A variable is given twice in SELECT.",
    "<unreported>": "A blank node's label stands in two groups; use a variable instead.",
}
_WORDS = _UPDATES | _QUERIES | set(_KNOWN.split())
_WORD = re.compile(r"[^\W\d]\w*")
_TERM = re.compile(r"[?$]\w+|<[^<>]+>|[\w.-]*:\S*|a")
_SPACED_IRI = re.compile(r"""<[^\s<>"'?$&|(){}]*[ \t][^\n<>"'?$&|(){}]*>""")


def diagnose(
    text: str, message: str, known: Iterable[str], *, update: bool = False
) -> tuple[str, int, int] | None:
    """Return what is wrong, with line and column from 1; None where no usual mistake is found.

    `message` is the engine's; `known` are prefixes that need not be declared. Line 0 stands for
    the place where the engine stopped.

    >>> diagnose("SELECT * { ?s ?p }", "", ())
    ('A triple lacks its object: it is subject, predicate, object.', 1, 18)
    """
    for found, offset in _mistakes(text, update):
        return found, *place(text, offset)
    undeclared = undeclared_prefix(text, known)
    if undeclared is not None:
        prefix, line, column = undeclared
        missing = f"The prefix {prefix}: is used but not declared; add PREFIX {prefix}: <…>."
        return missing, line, column
    return next(((words, 0, 0) for start, words in _SENTENCES.items() if start in message), None)


def _mistakes(text: str, update: bool) -> Iterator[Found]:
    parts, offset = [], 0
    for token in tokens(text):
        if not is_silent(token):
            parts.append((token, offset))
        offset += len(token)
    if not parts:
        yield "There is no query: it begins with SELECT, ASK, CONSTRUCT or DESCRIBE.", 0
    yield from _open_strings(parts)
    yield from _brackets(parts)
    yield from _kinds(parts, update)
    yield from _spaced_iris(text, parts)
    yield from _words(parts)
    yield from _commas(parts)
    yield from _operands(parts)
    yield from _triples(parts)


def _open_strings(parts: Parts) -> Iterator[Found]:
    for (token, offset), (after, start) in pairwise([*parts, ("", -1)]):
        long = token in ("''", '""') and after[:1] == token[0] and start == offset + 2
        if token in ("'", '"') or long:
            yield "The string that begins here is not closed.", offset


def _brackets(parts: Parts) -> Iterator[Found]:
    opened: list[tuple[str, int]] = []
    for token, offset in parts:
        if token in _CLOSING.values():
            opened.append((token, offset))
        elif token in _CLOSING:
            if not opened:
                yield f"This {token} closes nothing.", offset
                return
            bracket, where = opened.pop()
            if bracket != _CLOSING[token]:
                yield f"This {bracket} is not closed before the next {token}.", where
    if opened:
        yield f"This {opened[-1][0]} is not closed.", opened[-1][1]


def _kinds(parts: Parts, update: bool) -> Iterator[Found]:
    """Find an update where a query is expected, or a query where an update is."""
    kinds = ((token.upper(), offset) for token, offset in parts)
    word, offset = next(((w, o) for w, o in kinds if w in _UPDATES | _QUERIES), ("", 0))
    if word in _UPDATES and not update:
        yield "This is an update; a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE.", offset
    if word in _QUERIES and update:
        yield "This is a query; an update begins with INSERT, DELETE or another change.", offset


def _spaced_iris(text: str, parts: Parts) -> Iterator[Found]:
    for token, offset in parts:
        if token == "<" and _SPACED_IRI.match(text, offset):  # noqa: S105
            yield "An IRI between < and > holds no spaces.", offset


def _words(parts: Parts) -> Iterator[Found]:
    before, end = "", 0
    for token, offset in parts:
        number = end == offset and (before.isdigit() or before[:1] == "\\")  # 1e5, \u0041
        if _WORD.fullmatch(token) and token.upper() not in _WORDS and not number:
            close = get_close_matches(token.upper(), sorted(_WORDS), 1, cutoff=0.75)
            if before.upper() == "PREFIX":
                yield f"A prefix ends in a colon: PREFIX {token}: <…>.", offset
            elif close:
                yield f"SPARQL has no word {token}; is {close[0]} meant?", offset
            else:
                yield f"SPARQL has no word {token}; text stands in quotes, names in ?…", offset
        before, end = token, offset + len(token)


def _commas(parts: Parts) -> Iterator[Found]:
    selecting = False
    for token, offset in parts:
        if token in ("{", "("):
            selecting = False
        elif token.upper() == "SELECT":
            selecting = True
        elif token == "," and selecting:  # noqa: S105
            yield "Variables in SELECT have spaces between them, no commas.", offset


def _operands(parts: Parts) -> Iterator[Found]:
    for (operator, _), (after, offset) in pairwise(parts):
        if operator in _OPERATORS and after in (")", "}", ","):
            yield f"Something is missing between {operator} and {after}", offset


def _triples(parts: Parts) -> Iterator[Found]:
    """Find statements of one or two terms: `{ ?s ?p }`, `. ?s .`."""
    for start, (token, _) in enumerate(parts):
        if token not in ("{", ".") or _holds_data(parts, start):
            continue
        end = start + 1
        while end < len(parts) and _TERM.fullmatch(parts[end][0]):
            end += 1
        terms = end - start - 1
        if terms in (1, 2) and end < len(parts) and parts[end][0] in ("}", "."):
            lacks = "object" if terms == 2 else "predicate and object"
            yield f"A triple lacks its {lacks}: it is subject, predicate, object.", parts[end][1]


def _holds_data(parts: Parts, start: int) -> bool:
    """Say whether a brace opens the data of VALUES ?x { … }."""
    return start >= 2 and parts[start - 2][0].upper() == "VALUES"
