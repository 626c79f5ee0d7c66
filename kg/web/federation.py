"""SERVICE for the endpoints that the settings name (`services`): asked from here, by no worker.

SPARQL 1.1 Federated Query. What stands in a SERVICE clause is asked on its own, before anything
else is known, and its answer takes the clause's place as VALUES: what section 4 defines, no more.
So a clause must find little by itself; put what is known into it as VALUES.
"""

from __future__ import annotations

import json
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import pairwise
from typing import Any

from werkzeug.exceptions import BadGateway

from kg import __version__
from kg.errors import QueryError
from kg.iris import PREFIXES
from kg.stores.messages import BusyError, RefusedError
from kg.stores.tokens import is_silent, tokens

MOST_ROWS = 10_000
MOST_BYTES = 16 << 20
MOST_CLAUSES = 4  # in one query
_AT_ONCE = 4  # services asked at the same time, for all clients
_FAILURES = (OSError, HTTPException, ValueError, LookupError, TypeError, RecursionError)
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What is asked is what the settings name, not where that leads."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nowhere."""


@dataclass(frozen=True)
class Federation:
    """The endpoints that may be asked; `timeout` is in seconds, for each of them."""

    services: Sequence[str] = ()
    timeout: float = 10.0
    _turns: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_AT_ONCE))

    def resolve(self, query: str) -> str:
        """Return the query with each SERVICE clause replaced by what the service answers.

        Raises RefusedError for a service that may not be asked, QueryError for a clause that is
        none, BusyError, and BadGateway where a service fails and the clause is not SILENT.
        """
        if not self.services:
            return query
        parts = tokens(query)
        prefixes, prologue = _prologue(parts)
        if sum(part.upper() == "SERVICE" for part in parts) > MOST_CLAUSES:
            raise RefusedError(f"A query asks services {MOST_CLAUSES} times at most.")
        out: list[str] = []
        at = 0
        while at < len(parts):
            if parts[at].upper() == "SERVICE":
                clause = _clause(parts, at, prefixes)
                out.append(self._answer(clause, prologue))
                at = clause.end
            else:
                out.append(parts[at])
                at += 1
        return "".join(out)

    def _answer(self, clause: _Clause, prologue: str) -> str:
        if clause.service not in self.services:
            raise RefusedError(
                f"This server asks no service <{clause.service}>, but: {', '.join(self.services)}."
            )
        if not self._turns.acquire(blocking=False):
            raise BusyError("too many services are being asked")
        query = f"{prologue}\nSELECT * WHERE {clause.pattern} LIMIT {MOST_ROWS + 1}"
        try:
            return f"{{ {_values(self._ask(clause.service, query))} }}"
        except _FAILURES as error:
            if clause.silent:
                return "{}"
            raise BadGateway(f"The service <{clause.service}> failed: {_words(error)}.") from error
        finally:
            self._turns.release()

    def _ask(self, service: str, query: str) -> Mapping[str, Any]:
        request = urllib.request.Request(  # noqa: S310 (the settings name it)
            service,
            data=urllib.parse.urlencode({"query": query}).encode(),
            headers={
                "Accept": "application/sparql-results+json",
                "User-Agent": f"communique-kg/{__version__}",
            },
        )
        opener = urllib.request.build_opener(_NoRedirect)
        with opener.open(request, timeout=self.timeout) as response:
            data = response.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise ValueError("its answer is too long")
        found: Mapping[str, Any] = json.loads(data)
        return found


@dataclass(frozen=True, slots=True)
class _Clause:
    """A SERVICE clause: whom it asks, the group it asks for, and the token after it."""

    service: str
    silent: bool
    pattern: str
    end: int


def _prologue(parts: Sequence[str]) -> tuple[dict[str, str], str]:
    """Return the prefixes of a query and the usual ones, and the text that declares them."""
    prefixes = dict(PREFIXES)
    meaning: list[str] = []
    for part in parts:
        if part.upper() in _FORMS:
            break
        if not is_silent(part):
            meaning.append(part)
    for word, name, iri in zip(meaning, meaning[1:], meaning[2:], strict=False):
        if word.upper() == "PREFIX":
            prefixes[name.removesuffix(":")] = iri[1:-1]
    bases = (f"BASE {iri}" for word, iri in pairwise(meaning) if word.upper() == "BASE")
    declared = (f"PREFIX {name}: <{iri}>" for name, iri in prefixes.items())
    return prefixes, "\n".join((*bases, *declared))


def _clause(parts: Sequence[str], at: int, prefixes: Mapping[str, str]) -> _Clause:
    """Return the clause that begins at this token. Raises QueryError, RefusedError."""
    meaning = [i for i in range(at + 1, len(parts)) if not is_silent(parts[i])]
    silent = bool(meaning) and parts[meaning[0]].upper() == "SILENT"
    name, opening = [*meaning[silent:], at, at][:2]
    if parts[opening] != "{":
        raise QueryError("Syntax error: write SERVICE <IRI of an endpoint> { … }.")
    depth = 0
    for end in range(opening, len(parts)):
        depth += (parts[end] == "{") - (parts[end] == "}")
        if end > opening and parts[end].upper() == "SERVICE":
            raise RefusedError("A SERVICE within a SERVICE is not asked for.")
        if depth == 0:
            pattern = "".join(parts[opening : end + 1])
            return _Clause(_iri(parts[name], prefixes), silent, pattern, end + 1)
    raise QueryError("Syntax error: a SERVICE clause is not closed.")


def _iri(token: str, prefixes: Mapping[str, str]) -> str:
    if token.startswith("<"):
        return token[1:-1]
    prefix, _, name = token.partition(":")
    if prefix not in prefixes:
        raise RefusedError("A SERVICE is asked only where its endpoint is named by its IRI.")
    return prefixes[prefix] + name


def _values(answer: Mapping[str, Any]) -> str:
    """Return the solutions of the SPARQL 1.1 Query Results JSON Format as a VALUES clause."""
    names: list[str] = answer["head"]["vars"]
    rows: list[Mapping[str, Any]] = answer["results"]["bindings"]
    if len(rows) > MOST_ROWS:
        raise ValueError(f"it has more than {MOST_ROWS} solutions; ask it for less")
    if any(not re.fullmatch(r"\w+", name) for name in names):
        raise ValueError("a variable has no name")
    lines = (f"({' '.join(_term(row.get(name)) for name in names)})" for row in rows)
    return f"VALUES ({' '.join(f'?{name}' for name in names)}) {{ {' '.join(lines)} }}"


def _term(term: Mapping[str, Any] | None) -> str:
    if term is None:
        return "UNDEF"
    if term["type"] == "uri":
        return _reference(term["value"])
    if term["type"] not in ("literal", "typed-literal"):
        raise ValueError(f"a {term['type']} in its answer has no meaning here; leave it out")
    text = f'"{str(term["value"]).translate(_ESCAPES)}"'
    if language := term.get("xml:lang"):
        if not re.fullmatch(r"[A-Za-z]+(-[A-Za-z0-9]+)*", language):
            raise ValueError(f"{language!r} is no language")
        return f"{text}@{language}"
    return f"{text}^^{_reference(term['datatype'])}" if "datatype" in term else text


def _reference(iri: str) -> str:
    if _NOT_IN_IRI.search(iri) or ":" not in iri:
        raise ValueError(f"{iri!r} is no IRI")
    return f"<{iri}>"


def _words(error: Exception) -> str:
    """Return why a service failed, in a few words."""
    if isinstance(error, urllib.error.HTTPError):
        return f"it answered {error.code}"
    if isinstance(error, (KeyError, TypeError)) or type(error) is json.JSONDecodeError:
        return "its answer is no SPARQL result in JSON"
    return str(getattr(error, "reason", error) or type(error).__name__)
