"""Parameters of the catalogue's queries: what a user gives becomes one RDF term, or is refused.

A query holds each of its parameters as `VALUES ?name { term }`, the term being the default and
`UNDEF` meaning "any". Binding one puts another term in that place, written out as SPARQL 1.1
(section 19.8) escapes it, so that whatever a value holds it stays one term.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from kg.errors import CommuniqueError

KINDS = ("string", "name", "iri", "date", "number", "integer", "state", "grouping", "choice")
MOST_CHARACTERS = 1000  # of one value
XSD = "http://www.w3.org/2001/XMLSchema#"
_BLOCK = r'VALUES \?%s \{ (UNDEF|"[^"\\\n]*"(?:@en|\^\^xsd:\w+)?|<[^<>\s]*>|-?[\d.]+) \}'
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_EXAMPLES = {
    "string": "Angela Merkel",
    "name": "Angela Merkel",
    "iri": "id/person/angela-merkel",
    "date": "2021-04-13",
    "number": "0.8",
    "integer": "10",
    "state": "UA",
    "grouping": "NATO",
}


class ParameterError(CommuniqueError):
    """A value that a parameter cannot take; it says what was given and what is expected."""

    def __init__(self, name: str, given: str, expected: str, example: str) -> None:
        super().__init__(f"{name} is {given!r}; expected {expected}, such as {example}")
        self.name, self.given, self.expected, self.example = name, given, expected, example


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: `kind` is one of KINDS, `default` its text form, None for "any".

    `choices` are the values a `choice` can take; `least` and `most` bound a number.
    """

    name: str
    kind: str
    description: str
    default: str | None = None
    choices: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def example(self) -> str:
        """A value that it takes."""
        return self.default or (self.choices[0] if self.choices else _EXAMPLES[self.kind])

    @property
    def expected(self) -> str:
        """What it takes, in words."""
        if self.kind == "choice":
            return f"one of {', '.join(self.choices)}"
        words = {
            "string": f"a text of at most {MOST_CHARACTERS} characters",
            "name": "a name, letter for letter",
            "iri": "an IRI, whole or as a path of this server",
            "date": "a day as YYYY-MM-DD",
            "number": "a number",
            "integer": "a whole number",
            "state": "the two-letter code of a state (GET /api/states lists them)",
            "grouping": "the code of an organisation (GET /api/groupings lists them)",
        }[self.kind]
        if self.least is not None and self.most is not None:
            words += f" from {self.least} to {self.most}"
        return words

    def term(self, given: str, base: str) -> str:
        r"""Return a value as a SPARQL term; a relative IRI is resolved against `base`.

        Raises ParameterError.

        >>> Parameter("x", "string", "").term('a "b"\n', "")
        '"a \\"b\\"\\n"'
        """
        term = self._term(given, base) if len(given) <= MOST_CHARACTERS else None
        if term is None:
            raise ParameterError(self.name, given[:100], self.expected, self.example)
        return term

    def _term(self, given: str, base: str) -> str | None:
        if self.kind in ("number", "integer"):
            return self._number(given)
        if self.kind == "iri":
            whole = given if _IRI.fullmatch(given) else base + given.lstrip("/")
            return f"<{whole}>" if given and _IRI.fullmatch(whole) else None
        if self.kind == "date":
            return f'"{given}"^^<{XSD}date>' if _is_day(given) else None
        if self.kind == "choice" and given not in self.choices:
            return None
        literal = _literal(given)
        return f"{literal}@en" if literal and self.kind == "name" else literal

    def _number(self, given: str) -> str | None:
        pattern = r"-?\d{1,15}" + (r"(\.\d{1,15})?" if self.kind == "number" else "")
        if not re.fullmatch(pattern, given, re.ASCII):
            return None
        value = Decimal(given)
        inside = (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )
        return given if inside else None


def read_parameter(line: str, sparql: str) -> Parameter:
    """Return the parameter that a line of a query's opening comment declares.

    The line is `@name kind: description`, the kind being followed by its choices (`a|b`) or bounds
    (`0..1`), if it has any. Raises ValueError where line and query do not fit together.

    >>> read_parameter("@day date: the day", 'VALUES ?day { "2021-04-13"^^xsd:date }').default
    '2021-04-13'
    """
    declared = re.fullmatch(r"@(\w+) (\w+)(?: ([^:]+))?: (.+)", line)
    if declared is None or declared[2] not in KINDS:
        raise ValueError(f"not a parameter: {line!r}; write @name kind: description")
    name, kind, rest, description = declared.groups()
    blocks = re.findall(_BLOCK % name, sparql)
    if len(blocks) != 1:
        raise ValueError(f"the query must hold one VALUES ?{name} {{ default }}")
    bounds = re.fullmatch(r"(\S+)\.\.(\S+)", rest or "")
    parameter = Parameter(
        name=name,
        kind=kind,
        description=description,
        default=_plain(blocks[0]),
        choices=tuple(rest.split("|")) if rest and not bounds else (),
        least=_decimal(bounds[1]) if bounds else None,
        most=_decimal(bounds[2]) if bounds else None,
    )
    written = re.sub(r"\^\^xsd:(\w+)$", rf"^^<{XSD}\1>", blocks[0])
    if parameter.default is not None and parameter.term(parameter.default, "") != written:
        raise ValueError(f"the default of ?{name} is no {kind}: {blocks[0]}")
    return parameter


def takes(sparql: str, name: str) -> bool:
    """Say whether a query holds a parameter of this name.

    >>> takes("SELECT * { VALUES ?x { UNDEF } }", "x")
    True
    """
    return re.search(_BLOCK % re.escape(name), sparql) is not None


def bind(sparql: str, terms: Mapping[str, str]) -> str:
    """Return the query with these terms in the places of its parameters' defaults.

    >>> bind("SELECT * { VALUES ?x { UNDEF } }", {"x": "1"})
    'SELECT * { VALUES ?x { 1 } }'
    """
    if not terms:
        return sparql
    block = re.compile(_BLOCK % f"({'|'.join(terms)})")
    return block.sub(lambda m: f"VALUES ?{m[1]} {{ {terms[m[1]]} }}", sparql)


def _literal(text: str) -> str | None:
    """Return a plain literal; None for a text that no literal can hold."""
    if any("\ud800" <= c <= "\udfff" or c == "\x00" for c in text):
        return None
    return '"' + "".join(_ESCAPES.get(c, c) for c in text) + '"'


def _is_day(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _plain(term: str) -> str | None:
    """Return the text form of a default, None for UNDEF."""
    if term == "UNDEF":
        return None
    return re.sub(r'^["<]|[">](@en|\^\^xsd:\w+)?$', "", term)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"not a number: {text!r}") from None
