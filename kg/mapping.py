"""From a document to triples: the article's graph and the graph of what is derived from it.

Every triple about the world rests on spans of the article's text; no blank nodes, no clock: the
same document gives the same bytes. The vocabulary is `ontology/communique.ttl`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import PurePath

from rdflib import PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from kg.consistency import check
from kg.indexed_graph import IndexedGraph
from kg.iris import CQ, article_iri, entity_iri, office_iri, program_iri, slug
from kg.model import (
    DateMention,
    Document,
    Entity,
    MembershipClaim,
    OfficeClaim,
    PossiblePrincipal,
    Span,
    Statement,
)
from kg.paths import in_unicode
from kg.text import paragraphs

_CQ = Namespace(CQ)
_TYPES = {
    "person": _CQ.Person,
    "state": _CQ.State,
    "grouping": _CQ.InternationalGrouping,
    "body": _CQ.GovernmentBody,
    "organisation": _CQ.Organisation,
    "place": _CQ.Place,
    "unnamed": _CQ.UnnamedSource,
    "group": _CQ.AgentGroup,
}
_KINDS = {
    "name": _CQ.ByName,
    "demonym": _CQ.ByDemonym,
    "metonym": _CQ.ByMetonym,
    "location": _CQ.ByPlace,
    "pronoun": _CQ.ByPronoun,
    "nominal": _CQ.ByDescription,
}
_RELATIONS = {
    "member": _CQ.isMemberOf,
    "partner": _CQ.isPartnerOf,
    "candidate": _CQ.isCandidateFor,
    "observer": _CQ.isObserverAt,
    "former": _CQ.formerlyMemberOf,
    "suspended": _CQ.isSuspendedFrom,
    "holds": _CQ.holdsOffice,
    "held": _CQ.heldOffice,
}
_REASONS = {
    "foremost": "at the head of a sentence nearby",
    "passage": "spoken of nearby",
    "dateline": "the article is written there",
}
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who", "him", "her", "them"])
_LABEL_LENGTH = 100  # characters of content in a statement's label: one line in Protégé


def to_graph(
    document: Document,
    *,
    base: str,
    run: str,
    version: str,
    known: Callable[[str], bool],
    has_office: Callable[[str, str], bool] = lambda of, title: False,
) -> Graph:
    """Return the article's graph.

    `run` is the extraction run's config digest, `version` the program's, which the runs graph
    describes (`kg.vocabulary.program_graph`); `known` says which entity keys the reference data
    describe, so that they are not described again; `has_office` whether they do an office, by the
    key of whose it is and its title.
    Raises ValueError if the document breaks a promise of `kg.model` (see `kg.consistency`).
    """
    check(document, known)
    return _Mapper(document, base, run, version, known, has_office).graph()


class _Mapper:
    """Builds one graph; holds what every part of it needs."""

    def __init__(
        self,
        document: Document,
        base: str,
        run: str,
        version: str,
        known: Callable[[str], bool],
        has_office: Callable[[str, str], bool],
    ) -> None:
        self.document = document
        self.base = base
        self.known = known
        self.has_office = has_office
        self.article = URIRef(article_iri(base, document.article.id))
        self.run = URIRef(f"{base}run/{run}-{document.article.id}")
        self.digest = run
        self.version = version
        self.out = IndexedGraph()

    def graph(self) -> Graph:
        self.describe_article()
        self.describe_run()
        for index, statement in enumerate(self.document.statements):
            self.describe_statement(self.statement(index), statement)
        for mention in self.document.mentions:
            if mention.entity:
                self.mention(mention.span, mention.entity, mention.kind)
        for number, membership in enumerate(self.document.memberships, 1):
            self.describe_membership(URIRef(f"{self.article}/claim/{number}"), membership)
        for number, office in enumerate(self.document.offices, len(self.document.memberships) + 1):
            self.describe_office(URIRef(f"{self.article}/claim/{number}"), office)
        for entity in self.document.entities:
            if not self.known(entity.key) and (None, None, self.entity(entity.key)) in self.out:
                self.describe_entity(entity)
        return self.out

    def add(self, subject: URIRef, predicate: URIRef, value: Node | None) -> None:
        if value is not None:
            self.out.add((subject, predicate, value))

    def describe_article(self) -> None:
        article, node = self.document.article, self.article
        self.add(node, RDF.type, _CQ.Article)
        first = next((p.of(article.text) for p in paragraphs(article.text)), "")
        label = article.title or _short(first) or article.id
        self.add(node, RDFS.label, Literal(label, lang="en"))
        self.add(node, _CQ.text, Literal(article.text))
        self.add(node, _CQ.textHash, Literal(article.sha256))
        self.add(node, _CQ.contentHash, Literal(article.content_hash))
        self.add(node, DCTERMS.title, _string(article.title))
        self.add(node, DCTERMS.language, _string(article.language))
        self.add(node, DCTERMS.issued, _date(article.published))
        self.add(node, _CQ.dateSource, _string(article.published and article.published_source))
        self.add(node, DCTERMS.publisher, _string(article.publisher))
        for author in article.authors:
            self.add(node, DCTERMS.creator, _string(author))
        if article.url:
            self.add(node, _CQ.url, Literal(article.url, datatype=XSD.anyURI))
        file = article.origin and in_unicode(PurePath(article.origin).name)
        self.add(node, _CQ.sourceName, _string(file))
        for note in article.notes:
            self.add(node, _CQ.readerNote, _string(note))

    def describe_run(self) -> None:
        self.add(self.run, RDF.type, _CQ.ExtractionRun)
        label = f"extraction run {self.digest} of article {self.document.article.id}"
        self.add(self.run, RDFS.label, Literal(label, lang="en"))
        self.add(self.run, PROV.used, self.article)
        self.add(self.run, PROV.wasAssociatedWith, URIRef(program_iri(self.base, self.version)))
        self.add(self.run, _CQ.configDigest, Literal(self.digest))

    def describe_entity(self, entity: Entity) -> None:
        node = self.entity(entity.key)
        self.add(node, RDF.type, _TYPES[entity.type])
        self.add(node, RDFS.label, Literal(entity.name, lang="en"))
        for alias in entity.aliases:
            if alias != entity.name:
                self.add(node, SKOS.altLabel, Literal(alias, lang="en"))
        if entity.type == "body" and entity.of and entity.of.startswith("state/"):
            self.add(node, _CQ.bodyOf, self.entity(entity.of))

    def describe_statement(self, node: URIRef, statement: Statement) -> None:
        speakers = [self.entity(k) for k in statement.speakers] or [self.unknown_source()]
        self.add(node, RDF.type, _CQ.Statement)
        self.add(node, RDFS.label, Literal(self.label(statement), lang="en"))
        self.provenance(node, statement.confidence)
        self.add(node, _CQ.form, _CQ[statement.form.capitalize()])
        self.add(node, _CQ.speechAct, _CQ[statement.act.capitalize()])
        for speaker in speakers:
            self.add(node, _CQ.speaker, speaker)
        if len(speakers) == 1:  # of several it would not tell whose role it is
            self.add(node, _CQ.speakerRole, _string(statement.role))
        for key in statement.addressees:
            if key not in statement.speakers:
                self.add(node, _CQ.addressee, self.entity(key))
        for key in statement.targets:
            self.add(node, _CQ.target, self.entity(key))
        for key in statement.about:
            self.add(node, _CQ.about, self.entity(key))
        if statement.reported_by:
            self.add(node, _CQ.reportedBy, self.entity(statement.reported_by))
        if statement.reported_in is not None:
            self.add(node, _CQ.reportedIn, self.statement(statement.reported_in))
        if statement.repeats is not None:
            self.add(node, _CQ.repeats, self.statement(statement.repeats))
        self.principals(node, statement.may_speak_for)
        self.point_to_text(node, statement)
        if statement.said_on:
            self.date(node, statement.said_on)

    def date(self, node: URIRef, told: DateMention) -> None:
        """Add the words that date a statement and, where it is known, the date they mean."""
        self.add(node, _CQ.dateSpan, self.span(told.span))
        self.add(node, _CQ.saidOn, _string(told.value))
        self.add(node, _CQ.countedFrom, _string(told.value and told.anchor))

    def point_to_text(self, node: URIRef, statement: Statement) -> None:
        for span in statement.content:
            self.add(node, _CQ.contentSpan, self.span(span))
        for span in statement.quoted:
            self.add(node, _CQ.quotedSpan, self.span(span))
        if statement.cue:
            self.add(node, _CQ.cueSpan, self.span(statement.cue))
        for mention in self.speaker_mentions(statement):
            self.add(node, _CQ.speakerSpan, mention)
        date = [statement.said_on.span] if statement.said_on else []
        cue = [statement.cue] if statement.cue else []
        for span in (*statement.content, *statement.source, *cue, *date):
            self.add(node, _CQ.evidence, self.sentence_of(span) or self.span(span))

    def speaker_mentions(self, statement: Statement) -> Iterable[URIRef]:
        """Yield the mention of each speaker in the source's words; one for all if none is apart."""
        if len(statement.speakers) == 1:
            for span in statement.source:
                yield self.mention(span, statement.speakers[0], self.kind(span))
            return
        inside = [
            m
            for m in self.document.mentions
            if m.entity in statement.speakers and any(s.contains(m.span) for s in statement.source)
        ]
        if inside:
            yield from (self.mention(m.span, m.entity, m.kind) for m in inside)
        else:
            yield from (self.mention(s, None, self.kind(s)) for s in statement.source)

    def describe_membership(self, node: URIRef, claim: MembershipClaim) -> None:
        self.claim(node, _CQ.MembershipClaim, claim)
        self.add(node, _CQ.claimSubject, self.entity(claim.subject))
        self.add(node, _CQ.claimObject, self.entity(claim.grouping))
        self.add(node, _CQ.negated, Literal(claim.negated))
        self.add(node, _CQ.asOf, _string(claim.as_of))

    def describe_office(self, node: URIRef, claim: OfficeClaim) -> None:
        self.claim(node, _CQ.OfficeClaim, claim)
        self.add(node, _CQ.claimSubject, self.entity(claim.person))
        self.add(node, _CQ.claimObject, self.office(claim))
        self.add(node, _CQ.negated, Literal(False))
        self.principals(node, claim.may_be_of)

    def principals(self, node: URIRef, candidates: Iterable[PossiblePrincipal]) -> None:
        """Add the candidates for whom somebody speaks, numbered from the most probable one."""
        for number, candidate in enumerate(candidates, 1):
            possible = URIRef(f"{node}/principal/{number}")
            self.add(node, _CQ.hasPossiblePrincipal, possible)
            self.add(possible, RDF.type, _CQ.PossiblePrincipal)
            label = f"perhaps {self.names.get(candidate.key, candidate.key.split('/', 1)[1])}"
            self.add(possible, RDFS.label, Literal(label, lang="en"))
            self.provenance(possible, candidate.score)
            self.add(possible, _CQ.principal, self.entity(candidate.key))
            self.add(possible, _CQ.reason, Literal(_REASONS[candidate.reason]))
            self.add(possible, _CQ.evidence, self.span(candidate.evidence))

    def claim(self, node: URIRef, type_: URIRef, claim: MembershipClaim | OfficeClaim) -> None:
        source = self.article if claim.statement is None else self.statement(claim.statement)
        self.add(node, RDF.type, type_)
        label = _short(claim.evidence.of(self.text)) or "claim"
        self.add(node, RDFS.label, Literal(label, lang="en"))
        self.provenance(node, claim.confidence)
        self.add(node, _CQ.claimedIn, source)
        self.add(node, _CQ.claimRelation, _RELATIONS[claim.relation])
        self.add(node, _CQ.modality, _CQ.AsFact)  # wishes, plans and questions make no claim
        self.add(node, _CQ.evidence, self.span(claim.evidence))

    def office(self, claim: OfficeClaim) -> URIRef:
        """Return the office claimed: shared where its state is known, else local to the article.

        It is described, unless the reference data do that.
        """
        label = claim.title
        of = claim.of or ""
        local = f"{of[2:]}/" if of.startswith("./") else ""
        node = URIRef(f"{self.article}/office/{local}{slug(claim.title)}")
        if of and not local:
            node = URIRef(office_iri(self.base, of, claim.title))
            if self.has_office(of, claim.title):
                return node
        if claim.of:
            self.add(node, _CQ.officeOf, self.entity(claim.of))
            label = f"{claim.title} ({self.names.get(claim.of, claim.of.split('/', 1)[1])})"
        self.add(node, RDF.type, _CQ.Office)
        if (node, RDFS.label, None) not in self.out:  # `President` may be `president` elsewhere
            self.add(node, RDFS.label, Literal(label, lang="en"))
        return node

    def provenance(self, node: URIRef, confidence: float) -> None:
        self.add(node, _CQ.inArticle, self.article)
        self.add(node, PROV.wasGeneratedBy, self.run)
        value = Decimal(f"{confidence:.4f}").normalize()
        self.add(node, _CQ.confidence, Literal(f"{value:f}", datatype=XSD.decimal))

    def unknown_source(self) -> URIRef:
        node = URIRef(f"{self.article}/source/unknown")
        self.add(node, RDF.type, _CQ.UnnamedSource)
        self.add(node, RDFS.label, Literal("unknown source", lang="en"))
        return node

    def label(self, statement: Statement) -> str:
        names = [self.names.get(k, k.rsplit("/", 1)[-1]) for k in statement.speakers]
        words = " … ".join(s.of(self.text) for s in statement.content)
        return f"{', '.join(names) or 'unknown source'}: {_short(words)}"

    def kind(self, span: Span) -> str:
        words = span.of(self.text)
        if words.lower() in _PRONOUNS:
            return "pronoun"
        return (
            "name"
            if any(w[:1].isupper() for w in words.split()[1:] or words.split())
            else "nominal"
        )

    def statement(self, index: int) -> URIRef:
        number = self.document.statements[index].number or index + 1
        return URIRef(f"{self.article}/statement/{number}")

    def entity(self, key: str) -> URIRef:
        return URIRef(entity_iri(self.base, key, self.article))

    def span(self, span: Span) -> URIRef:
        return self.place("span", _CQ.TextSpan, span)

    def mention(self, span: Span, entity: str | None, kind: str) -> URIRef:
        node = URIRef(f"{self.article}/mention/{span.start}-{span.end}")
        if (node, RDF.type, _CQ.Mention) in self.out:
            return node
        self.place("mention", _CQ.Mention, span)
        self.add(node, _CQ.mentionKind, _KINDS[kind])
        if entity:
            self.add(node, _CQ.refersTo, self.entity(entity))
        return node

    def sentence_of(self, span: Span) -> URIRef | None:
        """Return the sentence in which `span` begins, described; None where there is none."""
        sentences = self.document.sentences
        index = bisect_right(sentences, span.start, key=lambda s: s.start) - 1
        if index < 0 or span.start >= sentences[index].end:
            return None
        sentence = sentences[index]
        node = URIRef(f"{self.article}/sentence/{sentence.start}-{sentence.end}")
        if (node, RDF.type, _CQ.Sentence) not in self.out:
            self.describe_span(node, _CQ.Sentence, sentence)
            self.add(node, _CQ.sentenceIndex, Literal(index))
        return node

    def place(self, role: str, type_: URIRef, span: Span) -> URIRef:
        node = URIRef(f"{self.article}/{role}/{span.start}-{span.end}")
        if (node, RDF.type, type_) not in self.out:
            self.describe_span(node, type_, span)
            self.add(node, _CQ.inSentence, self.sentence_of(span))
        return node

    def describe_span(self, node: URIRef, type_: URIRef, span: Span) -> None:
        self.add(node, RDF.type, type_)
        self.add(node, _CQ.inArticle, self.article)
        self.add(node, _CQ.start, Literal(span.start))
        self.add(node, _CQ.end, Literal(span.end))
        self.add(node, _CQ.exact, Literal(span.of(self.text)))

    @property
    def text(self) -> str:
        return self.document.article.text

    @cached_property
    def names(self) -> dict[str, str]:
        return {e.key: e.name for e in self.document.entities}


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LABEL_LENGTH else line[: _LABEL_LENGTH - 1].rstrip() + "…"


def _string(value: str | None) -> Literal | None:
    return Literal(value) if value and value.strip() else None


def _date(value: str | None) -> Literal | None:
    if not value:
        return None
    if "T" in value:
        return Literal(datetime.fromisoformat(value).isoformat(), datatype=XSD.dateTime)
    return Literal(value, datatype=XSD.date)
