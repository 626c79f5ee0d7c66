"""The graph `<base>corrections`: what reviewers said of statements, who and when (PROV-O).

A correction is a `prov:Entity` with a creator and a time. It points to stretches of the article's
text, which are described beside it with their words, as the statement itself may be gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import PROV, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from kg.corrections.correction import KINDS, Agent, Correction, Kind
from kg.iris import CQ, entity_iri
from kg.model import Span

_CQ = Namespace(CQ)
_KINDS: dict[Kind, URIRef] = {
    "accept": _CQ.AcceptedStatement,
    "reject": _CQ.RejectedStatement,
    "speaker": _CQ.CorrectedSpeaker,
    "principal": _CQ.CorrectedPrincipal,
    "merge": _CQ.MergedStatements,
    "split": _CQ.SplitStatement,
}
_VERBS: dict[Kind, str] = {
    "accept": "is right",
    "reject": "is not said so",
    "speaker": "is said by another",
    "principal": "is said for another",
    "merge": "is one statement",
    "split": "is more than one statement",
}
_WORDS = 80  # characters of the words in a label


def corrections_iri(base: str) -> str:
    """Return the IRI of the graph."""
    return f"{base}corrections"


def correction_iri(base: str, correction: Correction) -> str:
    """Return the IRI of a correction."""
    return f"{base}id/correction/{correction.digest}"


def correction_graph(corrections: Iterable[Correction], base: str) -> Graph:
    """Return the triples of corrections."""
    out = Graph()
    for correction in corrections:
        for triple in _triples(correction, base):
            out.add(triple)
    return out


def read_graph(graph: Graph, base: str) -> tuple[Correction, ...]:
    """Return the corrections in a graph, in the order in which they were made.

    One that lacks what it needs is left out: `shapes/corrections.ttl` says what is wrong with it.
    """
    nodes = graph.subjects(RDF.type, _CQ.Correction)
    found = (_read(graph, node, base) for node in nodes if isinstance(node, URIRef))
    return tuple(sorted(filter(None, found), key=lambda c: (c.on, c.digest)))


def key_of(iri: str, base: str, article: str) -> str | None:
    """Return the entity key of an IRI, as an article knows it; None for what is no entity.

    A person known across articles is one of this article by the same name.

    >>> key_of("https://e.org/id/state/UA", "https://e.org/", "https://e.org/article/a")
    'state/UA'
    >>> key_of("https://e.org/article/a/source/1", "https://e.org/", "https://e.org/article/a")
    './source/1'
    """
    if iri.startswith(f"{article}/"):
        local = iri.removeprefix(f"{article}/")
        return local if local.startswith("person/") else f"./{local}"
    return iri.removeprefix(f"{base}id/") if iri.startswith(f"{base}id/") else None


def _triples(c: Correction, base: str) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal]]:
    node, article = URIRef(correction_iri(base, c)), URIRef(c.article)
    words = " … ".join(" ".join(exact.split()) for exact in c.exact)
    short = words if len(words) <= _WORDS else words[: _WORDS - 1].rstrip() + "…"
    yield node, RDF.type, _CQ.Correction
    yield node, RDFS.label, Literal(f"“{short}” {_VERBS[c.kind]}", lang="en")
    yield node, _CQ.correctionKind, _KINDS[c.kind]
    yield node, _CQ.inArticle, article
    yield node, DCTERMS.creator, Literal(c.by)
    yield node, PROV.generatedAtTime, Literal(c.on, datatype=XSD.dateTime)
    if c.reason:
        yield node, _CQ.reason, Literal(c.reason)
    for agent in c.agents:
        entity = URIRef(entity_iri(base, agent.key, c.article))
        yield node, _CQ.correctedTo, entity
        yield entity, RDFS.label, Literal(agent.name, lang="en")
    for at in c.at:
        yield node, _CQ.splitAt, Literal(at)
    for span, exact in zip(c.spans, c.exact, strict=True):
        place = URIRef(f"{c.article}/span/{span.start}-{span.end}")
        yield node, _CQ.concernsSpan, place
        yield place, RDF.type, _CQ.TextSpan
        yield place, _CQ.inArticle, article
        yield place, _CQ.start, Literal(span.start)
        yield place, _CQ.end, Literal(span.end)
        yield place, _CQ.exact, Literal(exact)


def _read(graph: Graph, node: URIRef, base: str) -> Correction | None:
    kind = next((k for k in KINDS if (node, _CQ.correctionKind, _KINDS[k]) in graph), None)
    article, by = graph.value(node, _CQ.inArticle), graph.value(node, DCTERMS.creator)
    on, reason = graph.value(node, PROV.generatedAtTime), graph.value(node, _CQ.reason)
    places = sorted(_places(graph, node), key=lambda place: place[0])
    if kind is None or article is None or by is None or on is None or not places:
        return None
    return Correction(
        article=str(article),
        kind=kind,
        spans=tuple(span for span, _ in places),
        exact=tuple(exact for _, exact in places),
        by=str(by),
        on=str(on),
        agents=tuple(sorted(_agents(graph, node, base, str(article)), key=lambda a: a.key)),
        at=tuple(sorted(int(str(at)) for at in graph.objects(node, _CQ.splitAt))),
        reason=None if reason is None else str(reason),
    )


def _places(graph: Graph, node: URIRef) -> Iterator[tuple[Span, str]]:
    for place in graph.objects(node, _CQ.concernsSpan):
        start, end = graph.value(place, _CQ.start), graph.value(place, _CQ.end)
        exact = graph.value(place, _CQ.exact)
        if start is not None and end is not None and exact is not None:
            yield Span(int(str(start)), int(str(end))), str(exact)


def _agents(graph: Graph, node: URIRef, base: str, article: str) -> Iterator[Agent]:
    for entity in graph.objects(node, _CQ.correctedTo):
        key = key_of(str(entity), base, article)
        if key:
            name = graph.value(entity, RDFS.label)
            yield Agent(key, key.rpartition("/")[2] if name is None else str(name))
