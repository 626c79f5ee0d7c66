"""The page of an article filled from its graph: the same page as of a document in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from kg.corrections.correction import REVIEWED, Correction, last_words
from kg.iris import CQ
from kg.model import Span
from kg.rendering.document import on_one_line, web_address
from kg.rendering.highlighting import Mark, highlight
from kg.rendering.page import (
    Claimed,
    Named,
    Page,
    Party,
    Possible,
    Reporter,
    Represented,
    Told,
    legend,
)
from kg.web.passages import number_of
from kg.web.service import Row, service

_PREFIXES = f"""PREFIX cq: <{CQ}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_KIND = re.compile(r"/(?:id|article/[^/]+)/([a-z]+)/")  # of an entity, in its IRI
_TYPES = {"source": "unnamed"}  # where the IRI has another word for the type of an entity
_MOST = 5000  # rows of one answer: an article of 10,000 words has about 2,000 mentions
_NAMED = """OPTIONAL {{ ?{0} rdfs:label ?{0}_name FILTER(LANG(?{0}_name) IN ("", "en")) }}"""
_ARTICLE = "SELECT ?property ?value WHERE { GRAPH <%(g)s> { <%(g)s> ?property ?value } }"
_STATEMENTS = f"""SELECT ?statement ?property ?value ?value_name WHERE {{
  GRAPH <%(g)s> {{ ?statement a cq:Statement }}
  VALUES ?graph {{ <%(g)s> <%(g)s/inferred> }}
  VALUES ?property {{ cq:speaker cq:speakerRole cq:onBehalfOf cq:addressee cq:about cq:reportedBy
    cq:reportedIn cq:repeats cq:speechAct cq:form cq:confidence cq:saidOn }}
  GRAPH ?graph {{ ?statement ?property ?value }}
  {_NAMED.format("value")}
}} ORDER BY STRLEN(STR(?statement)) ?statement ?property ?value_name LIMIT {4 * _MOST}"""
_SPANS = f"""SELECT ?node ?role ?start ?end ?exact WHERE {{ GRAPH <%(g)s> {{
  VALUES ?role {{ cq:contentSpan cq:cueSpan cq:speakerSpan cq:dateSpan cq:evidence }}
  ?node ?role ?span . ?span cq:exact ?exact
  OPTIONAL {{ ?span cq:start ?start ; cq:end ?end }}
}} }} ORDER BY ?start ?end LIMIT {2 * _MOST}"""
_MENTIONS = f"""SELECT ?start ?end ?kind ?entity ?entity_name WHERE {{
  GRAPH <%(g)s> {{ ?m a cq:Mention ; cq:start ?start ; cq:end ?end ; cq:mentionKind ?kind ;
    cq:refersTo ?entity }}
  {_NAMED.format("entity")}
}} ORDER BY ?start ?end LIMIT {_MOST}"""
_CLAIMS = f"""SELECT * WHERE {{
  GRAPH <%(g)s> {{ ?claim cq:claimRelation ?relation ; cq:claimSubject ?subject ;
    cq:claimObject ?object .
    OPTIONAL {{ ?claim cq:negated ?negated }} OPTIONAL {{ ?claim cq:asOf ?as_of }}
    OPTIONAL {{ ?claim cq:claimedIn ?source }} }}
  OPTIONAL {{ ?relation rdfs:label ?relation_name FILTER(LANG(?relation_name) = "en") }}
  {_NAMED.format("subject")}
  {_NAMED.format("object")}
}} ORDER BY STRLEN(STR(?claim)) ?claim LIMIT {_MOST}"""
_POSSIBLE = f"""SELECT ?node ?principal ?principal_name ?score WHERE {{
  GRAPH <%(g)s> {{ ?node cq:hasPossiblePrincipal ?p .
    ?p cq:principal ?principal ; cq:confidence ?score }}
  {_NAMED.format("principal")}
}} ORDER BY ?node DESC(?score) ?principal LIMIT {_MOST}"""
_REPRESENTED = f"""SELECT ?statement ?by ?principal WHERE {{ GRAPH <%(g)s/inferred> {{
  ?statement cq:hasRepresentation ?r . ?r cq:representative ?by ; cq:represented ?principal
}} }} ORDER BY ?r LIMIT {_MOST}"""
_IDENTIFIED = """SELECT ?person ?entity WHERE { GRAPH ?who {
  ?record cq:inArticle <%(g)s> ; cq:identifies ?person ; cq:identifiedAs ?entity } }"""
Leads = Callable[[str], str | None]


def article_page(
    graph: str, href: Leads, corrections: Sequence[Correction] = (), correct: str | None = None
) -> Page | None:
    """Return the page of the article whose graph this is; None if there is no such article.

    `href` gives where the link of an IRI leads; `corrections` are those of the article; `correct`
    is the address at which a statement, by `statement=`, can be corrected.
    """
    about = {_local(r["property"]): r["value"]["value"] for r in _rows(_ARTICLE, graph)}
    return _Shower(graph, about, href, corrections, correct).page() if about else None


class _Shower:
    def __init__(
        self,
        graph: str,
        about: dict[str, str],
        href: Leads,
        corrections: Sequence[Correction],
        correct: str | None,
    ) -> None:
        self.graph, self.about, self.href = graph, about, href
        self.corrections, self.correct = corrections, correct
        self.text = about.get("text", "")
        self.spans: dict[tuple[str, str], list[Span]] = {}
        self.exact: dict[tuple[str, str], list[str]] = {}
        self.read_spans()

    def page(self) -> Page:
        about, marks = self.about, list(self.marks())
        facts = (about.get("publisher"), about.get("issued", "date unknown"), about.get("language"))
        return Page(
            title=about.get("title") or about.get("label") or self.graph,
            facts=tuple(filter(None, facts)),
            text=highlight(self.text, marks),
            legend=legend(marks),
            statements=tuple(self.told(n, iri) for iri, n in self.numbers.items()),
            claims=tuple(self.claims()),
            entities=tuple(self.named()),
            url=web_address(about.get("url")),
        )

    def read_spans(self) -> None:
        """Read by node and role the stretches of the text, and the words they are said to have."""
        for row in _rows(_SPANS, self.graph):
            key = row["node"]["value"], _local(row["role"])
            exact = self.exact.setdefault(key, [])
            if row["exact"]["value"] not in exact:
                exact.append(row["exact"]["value"])
            spans, span = self.spans.setdefault(key, []), self.span(row)
            if span and span not in spans:
                spans.append(span)

    def span(self, row: Row) -> Span | None:
        try:
            start, end = int(row["start"]["value"]), int(row["end"]["value"])
        except (KeyError, ValueError):
            return None
        return Span(start, end) if 0 <= start < end <= len(self.text) else None

    @cached_property
    def properties(self) -> dict[str, dict[str, dict[str, Party]]]:
        """What is said of each statement: statement → property → value → its name."""
        found: dict[str, dict[str, dict[str, Party]]] = {}
        for row in _rows(_STATEMENTS, self.graph):
            values = found.setdefault(row["statement"]["value"], {})
            values.setdefault(_local(row["property"]), {}).setdefault(
                row["value"]["value"], self.party(row, "value")
            )
        return found

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {iri: number_of(iri) or place for place, iri in enumerate(self.properties, 1)}

    @cached_property
    def mentions(self) -> list[tuple[Span, Party, str]]:
        """The stretches that name something, what they name and how, each once."""
        found: dict[tuple[Span, str], tuple[Span, Party, str]] = {}
        for row in _rows(_MENTIONS, self.graph):
            if span := self.span(row):
                entry = span, self.party(row, "entity"), _local(row["kind"])
                found.setdefault((span, row["entity"]["value"]), entry)
        return list(found.values())

    @cached_property
    def claim_rows(self) -> dict[str, Row]:
        found: dict[str, Row] = {}
        for row in _rows(_CLAIMS, self.graph):
            found.setdefault(row["claim"]["value"], row)
        return found

    @cached_property
    def possible(self) -> dict[str, dict[Party, Possible]]:
        """By statement or claim those for whom it may be, the most probable first."""
        found: dict[str, dict[Party, Possible]] = {}
        for row in _rows(_POSSIBLE, self.graph):
            party = self.party(row, "principal")
            score = _number(row["score"]["value"])
            found.setdefault(row["node"]["value"], {}).setdefault(party, Possible(party, score))
        return found

    def perhaps(self, iri: str) -> tuple[Possible, ...]:
        return tuple(self.possible.get(iri, {}).values())

    @cached_property
    def representatives(self) -> dict[tuple[str, str], list[str]]:
        """By statement and by whom it is made for: which of its speakers speak for them."""
        found: dict[tuple[str, str], list[str]] = {}
        for row in _rows(_REPRESENTED, self.graph):
            key = row["statement"]["value"], row["principal"]["value"]
            found.setdefault(key, []).append(row["by"]["value"])
        return found

    @cached_property
    def identified(self) -> dict[str, str]:
        """The entities across articles that persons of this one are taken to be."""
        rows = _rows(_IDENTIFIED, self.graph)
        return {r["person"]["value"]: r["entity"]["value"] for r in rows}

    def party(self, row: Row, name: str) -> Party:
        term, label = row[name], row.get(f"{name}_name")
        local = term["value"].rpartition("#")[2].rpartition("/")[2] or term["value"]
        iri = self.identified.get(term["value"]) or term["value"]
        href = self.href(iri) if term["type"] == "uri" else None
        kind = _KIND.search(term["value"]) if href else None
        type_ = _TYPES.get(kind[1], kind[1]) if kind else ""
        return Party(label["value"] if label else local, type_, href)

    def marks(self) -> Iterator[Mark]:
        for iri, number in self.numbers.items():
            who = ", ".join(p.name for p in self.values(iri, "speaker")) or "nobody named"
            content = self.spans.get((iri, "contentSpan"), [])
            for i, span in enumerate(content):
                last = i == len(content) - 1
                yield Mark(span, "statement", who, "", number, i == 0, last)
            for span in self.spans.get((iri, "speakerSpan"), ()):
                yield Mark(span, "speaker", f"speaker of statement {number}: {who}")
            for span in self.spans.get((iri, "cueSpan"), ()):
                yield Mark(span, "cue", f"cue of statement {number}")
            for span in self.spans.get((iri, "dateSpan"), ()):
                yield Mark(span, "date", self.literal(iri, "saidOn") or "a date that is left open")
        for span, party, how in self.mentions:
            yield Mark(span, "entity", f"{party.name} ({party.kind}, {_how(how)})", party.type)
        for iri, row in self.claim_rows.items():
            for span in self.spans.get((iri, "evidence"), ()):
                yield Mark(span, _claim_kind(row), _claim_kind(row))

    def values(self, iri: str, *properties: str) -> tuple[Party, ...]:
        """Return what a statement's properties lead to, in the order of the properties."""
        found = self.properties[iri]
        return tuple(p for name in properties for p in found.get(name, {}).values())

    def value(self, iri: str, name: str) -> Party | None:
        return next(iter(self.values(iri, name)), None)

    def literal(self, iri: str, name: str) -> str | None:
        return next(iter(self.properties[iri].get(name, ())), None)

    def told(self, number: int, iri: str) -> Told:
        repeats = self.literal(iri, "repeats")
        act, form = self.value(iri, "speechAct"), self.value(iri, "form")
        return Told(
            number=number,
            words=on_one_line(self.exact.get((iri, "contentSpan"), ())),
            act=act.name if act else "unknown",
            form=form.name if form else "unknown",
            confidence=_number(self.literal(iri, "confidence")),
            speakers=self.values(iri, "speaker"),
            role=self.literal(iri, "speakerRole"),
            on_behalf=tuple(self.represented(iri)),
            perhaps_for=self.perhaps(iri),
            addressees=self.values(iri, "addressee"),
            about=self.values(iri, "about"),
            chain=tuple(self.chain(iri)),
            repeats=self.numbers.get(repeats) if repeats else None,
            said_on=self.said_on(iri),
            href=self.href(iri),
            reviews=tuple(self.reviews(iri)),
            correct=self.correct and f"{self.correct}?statement={number}",
        )

    def represented(self, iri: str) -> Iterator[Represented]:
        speakers = self.properties[iri].get("speaker", {})
        for principal, party in self.properties[iri].get("onBehalfOf", {}).items():
            told = self.representatives.get((iri, principal), ())
            by = [who for who in told if who in {*speakers} - {principal} and len(speakers) > 1]
            if by or principal not in speakers:
                yield Represented(party, tuple(speakers[who] for who in by))

    def reviews(self, iri: str) -> Iterator[str]:
        """Yield what reviewers said of a statement that is here: of the same words."""
        last = last_words(self.corrections)
        for c in self.corrections:
            if c.concerns(self.spans.get((iri, "contentSpan"), ())):
                later = last[c.matter]
                overruled = "" if c.agrees(later) else f"; overruled by {later.by}"
                yield f"{REVIEWED[c.kind]} by {c.by} on {c.on[:10]}{overruled}"

    def said_on(self, iri: str) -> str | None:
        words = on_one_line(self.exact.get((iri, "dateSpan"), ()))
        return self.literal(iri, "saidOn") or (f"{words} (left open)" if words else None)

    def chain(self, iri: str) -> Iterator[Reporter]:
        """Yield the reporters, from the one next to the speaker to the one next to the reader."""
        seen = {iri}
        while reporter := self.value(iri, "reportedBy"):
            outer = self.literal(iri, "reportedIn")
            yield Reporter(reporter, self.numbers.get(outer or ""))
            if outer not in self.numbers or outer in seen:
                return
            seen.add(outer)
            iri = outer

    def claims(self) -> Iterator[Claimed]:
        for iri, row in self.claim_rows.items():
            negated = row.get("negated", {}).get("value") in ("true", "1")
            relation = self.party(row, "relation").name
            yield Claimed(
                _claim_kind(row),
                self.party(row, "subject"),
                f"{'not: ' if negated else ''}{relation}",
                self.party(row, "object"),
                on_one_line(self.exact.get((iri, "evidence"), ())),
                row["as_of"]["value"] if "as_of" in row else None,
                self.numbers.get(row["source"]["value"]) if "source" in row else None,
                self.perhaps(iri),
            )

    def named(self) -> Iterator[Named]:
        """Yield the entities mentioned, in order of first mention."""
        found: dict[Party, list[str]] = {}
        for span, party, _ in self.mentions:
            found.setdefault(party, []).append(on_one_line([span.of(self.text)]))
        for party, words in found.items():
            yield Named(party, tuple(dict.fromkeys(words)), len(words))


def _rows(query: str, graph: str) -> Iterable[Row]:
    return service().rows(_PREFIXES + query % {"g": graph})


def _local(term: dict[str, str]) -> str:
    return term["value"].rpartition("#")[2].rpartition("/")[2]


def _how(kind: str) -> str:
    return kind.removeprefix("By").lower()


def _claim_kind(row: Row) -> str:
    return "office" if _local(row["relation"]) in ("holdsOffice", "heldOffice") else "membership"


def _number(literal: str | None) -> float:
    try:
        return float(literal or "")
    except ValueError:
        return 0.0
