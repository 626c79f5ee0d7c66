"""From what a reviewer fills in to a correction: which words, what of them, who is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from werkzeug.datastructures import MultiDict

from kg.corrections.correction import KINDS, Agent, Correction
from kg.corrections.graph import key_of
from kg.iris import CQ, slug
from kg.model import Span
from kg.names import folded
from kg.parameters import MOST_CHARACTERS, ParameterError
from kg.web.arguments import codes, fields_sent
from kg.web.passages import names_of, number_of
from kg.web.service import service

MOST_AGENTS = 10  # speakers of one statement
_PREFIX = f"PREFIX cq: <{CQ}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
_CONTENT = """SELECT ?statement ?start ?end ?exact WHERE { GRAPH <%(g)s> {
  ?statement a cq:Statement ; cq:contentSpan ?span .
  ?span cq:start ?start ; cq:end ?end ; cq:exact ?exact } } ORDER BY ?start"""
_CALLED = """SELECT ?agent ?name WHERE { GRAPH <%(g)s> {
  { ?s cq:speaker ?agent } UNION { ?m cq:refersTo ?agent } } ?agent rdfs:label ?name }
  ORDER BY ?agent"""


@dataclass(frozen=True, slots=True)
class Content:
    """What a statement of an article says, by its number: the spans and their words."""

    number: int
    spans: tuple[Span, ...]
    exact: tuple[str, ...]


def contents(article: str) -> dict[int, Content]:
    """Return the contents of an article's statements by number, in text order."""
    found: dict[int, list[tuple[Span, str]]] = {}
    for row in service().rows(_PREFIX + _CONTENT % {"g": article}):
        span = Span(int(row["start"]["value"]), int(row["end"]["value"]))
        number = number_of(row["statement"]["value"])
        found.setdefault(number, []).append((span, row["exact"]["value"]))
    return {
        number: Content(number, tuple(s for s, _ in pairs), tuple(e for _, e in pairs))
        for number, pairs in found.items()
    }


def asked(article: str) -> Correction:
    """Return the correction that this request makes. Raises ParameterError or BadRequest."""
    form = fields_sent()
    known = contents(article)
    kind = next((k for k in KINDS if k == form.get("kind")), None)
    if kind is None:
        raise _wrong(form, "kind", f"one of {', '.join(KINDS)}", "reject")
    chosen = [_statement(form, "statement", known)]
    if kind == "merge":
        numbers = form.get("with", "").replace(",", " ").split()
        chosen += [_statement({"with": number}, "with", known) for number in numbers or [""]]
    pairs = {span: exact for c in chosen for span, exact in zip(c.spans, c.exact, strict=True)}
    if kind == "merge" and len({c.number for c in chosen}) < 2:
        raise _wrong(form, "with", "the numbers of other statements", "2")
    return Correction(
        article=article,
        kind=kind,
        spans=tuple(sorted(pairs)),
        exact=tuple(pairs[span] for span in sorted(pairs)),
        by=_text(form, "by", "who corrects it", "Ada Lovelace"),
        on=datetime.now(UTC).isoformat(timespec="milliseconds"),
        agents=_agents(form, article, kind) if kind in ("speaker", "principal") else (),
        at=(_place(form, chosen[0]),) if kind == "split" else (),
        reason=_text(form, "reason", "", "") or None,
    )


def _statement(form: Mapping[str, str], name: str, known: Mapping[int, Content]) -> Content:
    given = form.get(name, "")
    number = int(given[:9]) if given.isascii() and given.isdigit() else 0
    if number not in known:
        raise _wrong(form, name, "the number of a statement of the article", str(min(known or [1])))
    return known[number]


def _text(form: Mapping[str, str], name: str, expected: str, example: str) -> str:
    given = " ".join(form.get(name, "").split())
    if len(given) > MOST_CHARACTERS or (expected and not given):
        raise _wrong(form, name, expected or f"{MOST_CHARACTERS} characters at most", example)
    return given


def _place(form: Mapping[str, str], content: Content) -> int:
    """Return where the second part of a statement begins, told by its first words."""
    words = form.get("before", "").strip()
    for span, exact in zip(content.spans, content.exact, strict=True):
        at = exact.find(words)
        if words and (at > 0 or (at == 0 and span != content.spans[0])):
            return span.start + at
    expected = "words of the statement with which another begins"
    every = content.exact[-1].split()
    raise _wrong(form, "before", expected, " ".join(every[len(every) // 2 :][:4]))


def _agents(form: MultiDict[str, str], article: str, kind: str) -> tuple[Agent, ...]:
    """Return who is meant, by IRI, code or name; nobody where nothing is filled in."""
    given = [part.strip() for value in form.getlist("agent") for part in value.split(";")]
    wanted = [part for part in given if part]
    if len(wanted) > MOST_AGENTS:
        raise _wrong(form, "agent", f"{MOST_AGENTS} names at most", "Angela Merkel")
    called = {
        folded(row["name"]["value"]): (row["agent"]["value"], row["name"]["value"])
        for row in service().rows(_PREFIX + _CALLED % {"g": article})
    }
    return tuple(_agent(part, article, kind, called) for part in wanted)


def _agent(given: str, article: str, kind: str, called: Mapping[str, tuple[str, str]]) -> Agent:
    base = service().base
    for group in ("state", "grouping"):
        for code, name in codes(group).items():
            if given.casefold() in (code.casefold(), name.casefold(), f"id/{group}/{code}".lower()):
                return Agent(f"{group}/{code}", name)
    if kind == "principal":
        expected = "a state or organisation by its code or name"
        raise ParameterError("agent", given[:100], expected, "NATO")
    iri, name = called.get(folded(given), (base + given.removeprefix(base), ""))
    key = key_of(iri, base, article)
    if name and key:
        return Agent(key, name)
    if key and given.startswith(("id/", "article/", base)):
        name = names_of([iri]).get(iri, "") if not set(iri) & set('<>"{}|^`\\ ') else ""
        if name:
            return Agent(key, name)
    if not any(c.isalpha() for c in given) or len(given) > MOST_CHARACTERS or "/" in given:
        raise ParameterError("agent", given[:100], "a name, or an IRI that is known", "Anna Lind")
    return Agent(f"person/{slug(given)}", given)


def _wrong(form: Mapping[str, str], name: str, expected: str, example: str) -> ParameterError:
    return ParameterError(name, str(form.get(name, ""))[:100], expected, example)
