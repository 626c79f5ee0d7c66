"""Statements by IRI, each with its sentence, for lists: on pages, as rows and as JSON values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kg.iris import CQ
from kg.model import Span
from kg.rendering.document import on_one_line
from kg.rendering.highlighting import Mark, highlight
from kg.web.service import Row, service

MOST_PASSAGE = 1500  # characters of the text around one statement
_PREFIXES = f"""PREFIX cq: <{CQ}>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
# A second VALUES, or a graph named by the article, would make the store scan; a FILTER does not.
_VALUES = """SELECT ?statement ?property ?value ?g WHERE {
  VALUES ?statement { %s }
  GRAPH ?g { ?statement ?property ?value }
  FILTER(?property IN (rdf:type, cq:speaker, cq:speakerRole, cq:onBehalfOf, cq:addressee, cq:about,
    cq:reportedBy, cq:speechAct, cq:form, cq:confidence, cq:inArticle))
}"""
_KNOWN = """SELECT ?told ?known WHERE {
  VALUES ?told { %s }
  GRAPH ?who { ?told ^cq:identifies/cq:identifiedAs ?known }
}"""
_REPRESENTED = """SELECT ?statement ?by ?principal WHERE {
  VALUES ?statement { %s }
  GRAPH ?g { ?statement cq:hasRepresentation ?r .
    ?r cq:representative ?by ; cq:represented ?principal }
} ORDER BY ?r"""
_SPANS = """SELECT ?statement ?role ?start ?end ?exact WHERE {
  VALUES ?statement { %s }
  GRAPH ?g { ?statement ?role ?span . ?span cq:start ?start ; cq:end ?end ; cq:exact ?exact }
  FILTER(?role IN (cq:contentSpan, cq:cueSpan, cq:speakerSpan, cq:evidence))
} ORDER BY ?start ?end"""
_TEXTS = """SELECT ?statement ?words WHERE {
  VALUES (?statement ?from ?to) { %s }
  GRAPH ?g { ?statement cq:inArticle ?article . ?article cq:text ?text }
  BIND(SUBSTR(?text, ?from + 1, ?to - ?from) AS ?words)
}"""
_NAMES = """SELECT ?thing (MIN(?there) AS ?known) (MIN(?here) AS ?name) WHERE {
  VALUES ?thing { %s }
  GRAPH ?g { ?thing rdfs:label ?here FILTER(LANG(?here) IN ("", "en")) }
  OPTIONAL { GRAPH ?ref { ?thing dcterms:source ?source ; rdfs:label ?there }
    FILTER(LANG(?there) IN ("", "en")) }
} GROUP BY ?thing"""
_ARTICLES = """SELECT ?article ?name ?issued WHERE {
  VALUES ?article { %s }
  GRAPH ?g { ?article a cq:Article
    OPTIONAL { ?article rdfs:label ?label } OPTIONAL { ?article dcterms:title ?title }
    OPTIONAL { ?article dcterms:issued ?issued } }
  BIND(STR(COALESCE(?title, ?label)) AS ?name)
}"""
_ROLES = {"speakerSpan": "speaker", "cueSpan": "cue", "contentSpan": "statement"}
Agent = tuple[str, str]
_AGENTS = ("speaker", "onBehalfOf", "addressee", "about", "reportedBy")


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement with the stretch of text it stands in; `passage` has its words marked up.

    Agents are pairs of IRI and name. `voices` are the speakers, each with those others for whom
    it is told that this one speaks, and `on_behalf` all of whom one of them speaks for. `date` is
    the article's, ISO 8601, None if unknown; `number` the statement's in its article.
    """

    iri: str
    number: int
    article: tuple[str, str]
    date: str | None
    speakers: tuple[Agent, ...]
    role: str | None
    on_behalf: tuple[Agent, ...]
    voices: tuple[tuple[Agent, tuple[Agent, ...]], ...]
    addressee: tuple[Agent, ...]
    about: tuple[Agent, ...]
    reported_by: tuple[Agent, ...]
    act: str
    form: str
    confidence: str
    words: str
    sentence: str
    passage: Markup

    @property
    def besides(self) -> tuple[Agent, ...]:
        """Those for whom it is made while it is open by which speaker."""
        told = {*self.speakers, *(agent for _, agents in self.voices for agent in agents)}
        return tuple(agent for agent in self.on_behalf if agent not in told)


def number_of(statement: str) -> int:
    """Return the number at the end of a statement's IRI, 0 where there is none.

    >>> number_of("https://e.org/article/a/statement/12")
    12
    """
    found = re.search(r"/(\d{1,9})$", statement)
    return int(found[1]) if found else 0


def passages(iris: Sequence[str]) -> list[Passage]:
    """Return the statements of these IRIs, in their order. They must come from the store."""
    if not iris:
        return []
    return list(_Teller(iris).tell())


def names_of(iris: Iterable[str]) -> dict[str, str]:
    """Return what these IRIs, of the store, are called; the reference data's name goes before."""
    return {
        row["thing"]["value"]: row.get("known", row["name"])["value"]
        for row in _rows(_NAMES, sorted(set(iris)))
    }


class _Teller:
    """Asks for all statements at once what is told of each."""

    def __init__(self, iris: Sequence[str]) -> None:
        self.iris = iris
        self.values: dict[str, dict[str, list[str]]] = {iri: {} for iri in iris}
        self.spans: dict[str, dict[str, list[tuple[Span, str]]]] = {iri: {} for iri in iris}
        rows = _rows(_VALUES, iris)
        agents = {r["value"]["value"] for r in rows if _local(r["property"]) in _AGENTS}
        known: dict[str, str] = {
            r["told"]["value"]: r["known"]["value"] for r in _rows(_KNOWN, sorted(agents))
        }
        self.graphs = {
            r["statement"]["value"]: r["g"]["value"]
            for r in rows
            if _local(r["property"]) == "type"
        }
        for row in rows:
            told: str = row["value"]["value"]
            value = known.get(told, told)
            found = self.values[row["statement"]["value"]].setdefault(_local(row["property"]), [])
            if value not in found:
                found.append(value)
        for row in _rows(_SPANS, iris):
            if span := _span(row):
                roles = self.spans[row["statement"]["value"]]
                roles.setdefault(_local(row["role"]), []).append((span, row["exact"]["value"]))
        self.represented: dict[str, set[tuple[str, str]]] = {}
        for row in _rows(_REPRESENTED, iris):
            by: str = row["by"]["value"]
            principal: str = row["principal"]["value"]
            pair = known.get(by, by), known.get(principal, principal)
            self.represented.setdefault(row["statement"]["value"], set()).add(pair)
        self.names = names_of(
            i for v in self.values.values() for n in _AGENTS for i in v.get(n, ())
        )
        self.articles = {
            row["article"]["value"]: row
            for row in _rows(_ARTICLES, sorted({i for v in iris for i in self.all(v, "inArticle")}))
        }
        self.texts = self.read_texts()

    def tell(self) -> Iterator[Passage]:
        for iri in self.iris:
            article = next(iter(self.all(iri, "inArticle")), self.graphs[iri])
            about = self.articles.get(article, {})
            issued = about["issued"]["value"][:10] if "issued" in about else None
            content = [exact for _, exact in self.spans[iri].get("contentSpan", ())]
            text = self.texts.get(iri, (0, ""))[1]
            yield Passage(
                iri=iri,
                number=number_of(iri),
                article=(article, about["name"]["value"] if "name" in about else article),
                date=issued,
                speakers=self.agents(iri, "speaker"),
                role=next(iter(self.all(iri, "speakerRole")), None),
                on_behalf=self.agents(iri, "onBehalfOf"),
                voices=tuple(self.voices(iri)),
                addressee=self.agents(iri, "addressee"),
                about=self.agents(iri, "about"),
                reported_by=self.agents(iri, "reportedBy"),
                act=self.term(iri, "speechAct"),
                form=self.term(iri, "form"),
                confidence=next(iter(self.all(iri, "confidence")), ""),
                words=on_one_line(content),
                sentence=on_one_line([text]) if text else "",
                passage=self.marked(iri),
            )

    def all(self, iri: str, name: str) -> list[str]:
        return self.values[iri].get(name, [])

    def term(self, iri: str, name: str) -> str:
        return next((t.rpartition("#")[2].lower() for t in self.all(iri, name)), "unknown")

    def agents(self, iri: str, name: str) -> tuple[Agent, ...]:
        return tuple(map(self.agent, self.all(iri, name)))

    def agent(self, iri: str) -> Agent:
        return iri, self.names.get(iri) or _last(iri)

    def voices(self, iri: str) -> Iterator[tuple[Agent, tuple[Agent, ...]]]:
        told = self.represented.get(iri, ())
        behalf = self.all(iri, "onBehalfOf")
        for speaker in self.all(iri, "speaker"):
            found = (p for p in behalf if (speaker, p) in told and p != speaker)
            yield self.agent(speaker), tuple(map(self.agent, found))

    def read_texts(self) -> dict[str, tuple[int, str]]:
        """Return where the passage of each statement begins, and its words."""
        wanted = {}
        for iri, roles in self.spans.items():
            spans = [s for role in ("evidence", "contentSpan") for s, _ in roles.get(role, ())]
            if spans:
                start = min(s.start for s in spans)
                wanted[iri] = start, min(max(s.end for s in spans), start + MOST_PASSAGE)
        rows = _asked(_TEXTS, (f"(<{iri}> {start} {end})" for iri, (start, end) in wanted.items()))
        return {
            row["statement"]["value"]: (
                wanted[row["statement"]["value"]][0],
                row["words"]["value"],
            )
            for row in rows
        }

    def marked(self, iri: str) -> Markup:
        """Return the passage with speaker, cue and what is said marked up."""
        start, text = self.texts.get(iri, (0, ""))
        marks = [
            Mark(Span(max(span.start - start, 0), min(span.end - start, len(text))), kind)
            for role, kind in _ROLES.items()
            for span, _ in self.spans[iri].get(role, ())
            if span.end > start and span.start - start < len(text)
        ]
        return highlight(text, marks)


def _rows(query: str, iris: Iterable[str]) -> list[Row]:
    return _asked(query, (f"<{iri}>" for iri in iris))


def _asked(query: str, values: Iterable[str]) -> list[Row]:
    listed = " ".join(values)
    return service().rows(_PREFIXES + query % listed) if listed else []


def _span(row: Mapping[str, Mapping[str, str]]) -> Span | None:
    try:
        start, end = int(row["start"]["value"]), int(row["end"]["value"])
    except ValueError:
        return None
    return Span(start, end) if 0 <= start < end else None


def _local(term: Mapping[str, str]) -> str:
    return term["value"].rpartition("#")[2]


def _last(iri: str) -> str:
    return iri.rpartition("/")[2] or iri
