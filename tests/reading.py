"""What the graph of an article must mean, read without SHACL: a second opinion on the shapes.

Written from the ontology's definitions. `flaws` names what does not hold; nothing here looks at
the shapes, so that the two can be held against each other.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import pairwise

from rdflib import OWL, PROV, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from kg.iris import BASE
from kg.iris import CQ as _NAMESPACE

CQ = Namespace(_NAMESPACE)
AGENTS = (CQ.Person, CQ.UnnamedSource, CQ.AgentGroup, CQ.GovernmentBody, CQ.Organisation, CQ.State)
MARKS = "\"'“”„‟«»‹›‘’‚‛「」『』`´″＂"
LONG, SHORT = "((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])", "(0[469]|11)-(0[1-9]|[12]\\d|30)"
DAY = rf"\d{{4}}-{LONG}|{SHORT}|02-(0[1-9]|[12]\d))"
WEEK = r"W(0[1-9]|[1-4]\d|5[0-3])"
SAID_ON = (
    rf"{DAY}(/{DAY})?|\d{{4}}-(0[1-9]|1[0-2]|2[1-4]|{WEEK})|\d{{4}}(/\d{{4}})?|\d{{3}}X|\d\dXX"
)
AS_OF = rf"\d{{4}}(-(0[1-9]|1[0-2]))?|{DAY}"
MEMBERSHIP = {
    CQ[n]
    for n in ("isMemberOf", "isPartnerOf", "isCandidateFor", "isObserverAt", "formerlyMemberOf",
              "isSuspendedFrom")
}  # fmt: skip
BY_ADDRESS = {
    "office": CQ.Office,
    "body": CQ.GovernmentBody,
    "organisation": CQ.Organisation,
    "place": CQ.Place,
}
OFFICE = {CQ.holdsOffice, CQ.heldOffice}
DERIVED = {
    CQ[n]
    for n in (
        "onBehalfOf",
        "hasRepresentation",
        "representative",
        "represented",
        "comparison",
        "agreesWith",
        "conflictsWith",
        "copyKey",
        "reportOf",
    )
}
Test = Callable[[Node], bool]


def flaws(graph: Graph, known: Graph) -> set[str]:
    """Return what is wrong; `known` has classes, listed terms and reference data."""
    return set(_Reading(graph, known).flaws())


def typed(datatype: URIRef, pattern: str = ".+") -> Test:
    return lambda n: (
        isinstance(n, Literal)
        and (n.datatype or (XSD.string if n.language is None else None)) == datatype
        and not n.ill_typed
        and bool(re.fullmatch(pattern, str(n), re.DOTALL))
    )


def name(node: Node) -> bool:
    return isinstance(node, Literal) and bool(str(node).strip())


def words(node: Node) -> bool:
    return isinstance(node, Literal) and bool(str(node).strip())


def whole(node: Node) -> bool:
    return (
        isinstance(node, Literal) and node.datatype == XSD.integer and isinstance(node.value, int)
    )


def share(node: Node) -> bool:
    decimal = isinstance(node, Literal) and node.datatype == XSD.decimal and not node.ill_typed
    return decimal and Decimal(0) <= node.value <= Decimal(1)


def moment(node: Node) -> bool:
    return isinstance(node, Literal) and isinstance(node.value, date | datetime)


class _Reading:
    def __init__(self, graph: Graph, known: Graph) -> None:
        self.graph, self.known = graph, known
        self.subjects = set(graph.subjects(RDF.type))
        self.objects = set(graph.objects())
        self.of = cache(self._of)
        self.place = cache(self._place)
        self.above: dict[Node, set[Node]] = {}
        self.kinds: dict[Node, set[Node]] = {}

    def types(self, node: Node) -> set[Node]:
        if node not in self.kinds:
            own = {*self.graph.objects(node, RDF.type), *self.known.objects(node, RDF.type)}
            if not own and (node, None, None) not in self.graph and isinstance(node, URIRef):
                place = re.match(rf"{BASE}id/(office|body|organisation|place)/", node)
                own = {BY_ADDRESS[place[1]]} if place else own
            for t in own - self.above.keys():
                self.above[t] = set(self.known.transitive_objects(t, RDFS.subClassOf))
            self.kinds[node] = {up for t in own for up in self.above[t]}
        return self.kinds[node]

    def a(self, *classes: Node) -> Test:
        return lambda n: bool(self.types(n) & set(classes))

    def program(self, node: Node) -> bool:
        """Say whether this is a program, by its type or by the place of its name."""
        named = isinstance(node, URIRef) and re.search(r"/software/[^/]+$", node)
        return bool(named) or CQ.Extractor in self.types(node)

    def _of(self, kind: URIRef) -> list[Node]:
        return [n for n in self.subjects if kind in self.types(n)]

    def values(self, node: Node, predicate: URIRef) -> list[Node]:
        return list(self.graph.objects(node, predicate))

    def flaws(self) -> Iterator[str]:
        for kind, predicate, least, most, test in self.table():
            for node in self.of(kind):
                found = self.values(node, predicate)
                if not least <= len(found) <= most:
                    yield f"{kind} {predicate}: {len(found)}"
                if not all(map(test, found)):
                    yield f"{kind} {predicate}: value"
        for rule in (
            self.articles,
            self.spans,
            self.statements,
            self.claims,
            self.left_open,
            self.places,
            self.names,
            self.words,
            self.dates,
            self.chains,
            self.kinds_and_addresses,
            self.fit,
            self.cut_words,
        ):
            yield from rule()

    def table(self) -> Iterator[tuple[URIRef, URIRef, int, int, Test]]:
        many, string = 10**6, typed(XSD.string, r".*\S.*")
        agent, span = self.a(CQ.Agent), self.a(CQ.TextSpan)
        article, statement = self.a(CQ.Article), self.a(CQ.Statement)
        for kind in (CQ.Article, CQ.Statement, CQ.Claim, CQ.ExtractionRun, CQ.Extractor, CQ.Entity):
            yield kind, RDFS.label, 1, many, name
        yield CQ.Article, CQ.text, 1, 1, string
        yield CQ.Article, CQ.textHash, 1, 1, typed(XSD.string, "[0-9a-f]{64}")
        yield CQ.Article, DCTERMS.title, 0, 1, words
        yield (
            CQ.Article,
            DCTERMS.language,
            0,
            1,
            typed(XSD.string, "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"),
        )
        yield CQ.Article, DCTERMS.issued, 1, 1, moment
        yield CQ.Article, CQ.dateSource, 1, 1, string
        yield CQ.Article, CQ.url, 0, 1, typed(XSD.anyURI, r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+")
        for predicate in (DCTERMS.publisher, DCTERMS.creator, CQ.sourceName, CQ.readerNote):
            yield CQ.Article, predicate, 0, many, words
        for kind in (CQ.TextSpan, CQ.Statement, CQ.Claim, CQ.PossiblePrincipal):
            yield kind, CQ.inArticle, 1, 1, article
        yield CQ.TextSpan, CQ.start, 1, 1, whole
        yield CQ.TextSpan, CQ.end, 1, 1, whole
        yield CQ.TextSpan, CQ.exact, 1, 1, string
        yield CQ.TextSpan, CQ.inSentence, 0, 1, self.a(CQ.Sentence)
        yield CQ.Sentence, CQ.sentenceIndex, 1, 1, whole
        yield CQ.Mention, CQ.refersTo, 0, 1, self.a(CQ.Entity)
        yield CQ.Mention, CQ.mentionKind, 1, 1, self.a(CQ.MentionKind)
        for kind in (CQ.Statement, CQ.Claim, CQ.PossiblePrincipal):
            yield kind, PROV.wasGeneratedBy, 1, 1, self.a(CQ.ExtractionRun)
            yield kind, CQ.confidence, 1, 1, share
            yield kind, CQ.evidence, 1, many, span
        yield CQ.Statement, CQ.speaker, 1, many, agent
        yield CQ.Statement, CQ.speakerRole, 0, 1, string
        yield CQ.Statement, CQ.addressee, 0, many, agent
        yield CQ.Statement, CQ.target, 0, many, agent
        yield CQ.Statement, CQ.about, 0, many, self.a(CQ.Entity)
        yield CQ.Statement, CQ.occasion, 0, 1, self.a(CQ.Event)
        yield CQ.Statement, CQ.form, 1, 1, self.a(CQ.StatementForm)
        yield CQ.Statement, CQ.speechAct, 1, 1, self.a(CQ.SpeechAct)
        yield CQ.Statement, CQ.contentSpan, 0, many, span
        yield CQ.Statement, CQ.quotedSpan, 0, many, span
        yield CQ.Statement, CQ.cueSpan, 0, 1, span
        yield CQ.Statement, CQ.speakerSpan, 0, many, self.a(CQ.Mention)
        yield CQ.Statement, CQ.dateSpan, 0, 1, span
        yield CQ.Statement, CQ.saidOn, 0, 1, typed(XSD.string, SAID_ON)
        yield CQ.Statement, CQ.countedFrom, 0, 1, typed(XSD.string, "published|dateline|text")
        yield CQ.Statement, CQ.reportedBy, 0, many, agent
        yield CQ.Statement, CQ.reportedIn, 0, 1, statement
        yield CQ.Statement, CQ.repeats, 0, 1, statement
        yield CQ.Claim, CQ.claimedIn, 1, 1, self.a(CQ.Article, CQ.Statement)
        yield CQ.Claim, CQ.claimSubject, 1, 1, agent
        yield CQ.Claim, CQ.claimRelation, 1, 1, self.a(CQ.ClaimRelation)
        yield CQ.Claim, CQ.claimObject, 1, 1, self.a(CQ.Organisation, CQ.Office)
        yield CQ.Claim, CQ.negated, 1, 1, typed(XSD.boolean, "true|false|1|0")
        yield CQ.Claim, CQ.modality, 1, 1, self.a(CQ.Modality)
        yield CQ.Claim, CQ.asOf, 0, 1, typed(XSD.string, AS_OF)
        yield CQ.MembershipClaim, CQ.claimRelation, 0, 9, MEMBERSHIP.__contains__
        yield CQ.MembershipClaim, CQ.claimObject, 0, 9, self.a(CQ.Organisation)
        yield CQ.MembershipClaim, CQ.claimObject, 0, 9, lambda n: not self.a(CQ.GovernmentBody)(n)
        yield CQ.OfficeClaim, CQ.claimSubject, 0, 9, self.a(CQ.Person)
        yield CQ.OfficeClaim, CQ.claimRelation, 0, 9, OFFICE.__contains__
        yield CQ.OfficeClaim, CQ.claimObject, 0, 9, self.a(CQ.Office)
        yield CQ.PossiblePrincipal, RDFS.label, 1, many, name
        yield CQ.PossiblePrincipal, CQ.principal, 1, 1, self.a(CQ.State, CQ.InternationalGrouping)
        yield CQ.PossiblePrincipal, CQ.reason, 1, 1, string
        yield CQ.Event, CQ.participant, 0, many, agent
        yield CQ.Event, CQ.eventPlace, 0, many, self.a(CQ.Place)
        yield CQ.Event, CQ.heldOn, 0, 1, typed(XSD.string, SAID_ON)
        yield CQ.Event, CQ.evidence, 1, many, span
        yield CQ.Entity, SKOS.altLabel, 0, many, words
        yield CQ.GovernmentBody, CQ.bodyOf, 0, 1, self.a(CQ.State, CQ.InternationalGrouping)
        yield CQ.Office, CQ.officeOf, 0, 1, agent
        yield CQ.ExtractionRun, PROV.used, 1, many, article
        yield CQ.ExtractionRun, PROV.wasAssociatedWith, 1, many, self.program
        yield CQ.ExtractionRun, CQ.configDigest, 1, 1, string
        yield CQ.Extractor, OWL.versionInfo, 1, 1, words

    def names(self) -> Iterator[str]:
        for node in self.subjects:
            tongues = [n.language for n in self.values(node, RDFS.label) if isinstance(n, Literal)]
            if not all(tongues):
                yield "a name in no language"
            if len(tongues) != len(set(tongues)):
                yield "two names in one language"
        for node in self.of(CQ.Entity):
            for time in self.values(node, CQ.heldOn):
                first, _, last = str(time).partition("/")
                if last and last < first:
                    yield "ends before it begins"
        if list(self.graph.subjects(OWL.sameAs)):
            yield "said to be one"

    def within(self, inner: Node, outer: Node) -> bool:
        one, other = self.place(inner), self.place(outer)
        return not (one and other) or (other[0] <= one[0] and one[1] <= other[1])

    def begins_in(self, words: Node, sentence: Node) -> bool:
        one, other = self.place(words), self.place(sentence)
        return bool(one and other and other[0] <= one[0] < other[1])

    def overlap(self, node: Node, first: URIRef, second: URIRef) -> bool:
        pairs = ((a, b) for a in self.values(node, first) for b in self.values(node, second))
        places = ((self.place(a), self.place(b)) for a, b in pairs if first != second or a != b)
        return any(a and b and a[0] < b[1] and b[0] < a[1] for a, b in places)

    def words(self) -> Iterator[str]:
        """Yield which words of statements and claims stand where they cannot."""
        for node in self.of(CQ.Statement):
            evidence = set(self.values(node, CQ.evidence))
            content = self.values(node, CQ.contentSpan)
            for predicate in (CQ.contentSpan, CQ.cueSpan, CQ.speakerSpan, CQ.dateSpan):
                for words in self.values(node, predicate):
                    for sentence in self.values(words, CQ.inSentence):
                        given = {sentence, words} & evidence
                        if self.begins_in(words, sentence) and not given:
                            yield "words that are no evidence"
            for quoted in self.values(node, CQ.quotedSpan):
                if content and not any(self.within(quoted, c) for c in content):
                    yield "quoted, not said"
            for first, second in (
                (CQ.contentSpan, CQ.contentSpan),
                (CQ.contentSpan, CQ.cueSpan),
                (CQ.contentSpan, CQ.speakerSpan),
                (CQ.cueSpan, CQ.speakerSpan),
            ):
                if self.overlap(node, first, second):
                    yield "the same words twice"
            yield from self.form(node, content)
        for node in self.of(CQ.Claim):
            for source in self.values(node, CQ.claimedIn):
                near = self.values(source, CQ.evidence)
                said = list(filter(None, map(self.place, self.values(source, CQ.contentSpan))))
                for words in self.values(node, CQ.evidence) if near else ():
                    at = self.place(words)
                    inside = at and any(a <= at[0] < b for a, _ in said for _, b in said)
                    if self.values(words, CQ.inSentence) and not inside and not (
                        set(self.values(words, CQ.inSentence)) & set(near)
                    ):  # fmt: skip
                        yield "a claim outside its statement"

    def form(self, node: Node, content: list[Node]) -> Iterator[str]:
        quoted = list(filter(None, map(self.place, self.values(node, CQ.quotedSpan))))
        for form in self.values(node, CQ.form):
            for place, span in ((self.place(c), c) for c in content):
                if form == CQ.Direct and place and self.values(node, CQ.quotedSpan):
                    near = (min((abs(q[i] - place[i]) for q in quoted), default=9) for i in (0, 1))
                    if any(distance > 3 for distance in near):
                        yield "direct, not all quoted"
                if form == CQ.Indirect and place and not self.values(node, CQ.quotedSpan):
                    text = self.text(span)
                    around = text[max(place[0] - 1, 0) : place[0]], text[place[1] : place[1] + 1]
                    if all(c and c in MARKS and c not in "'‘’‚‛`´″" for c in around):
                        yield "indirect, all quoted"

    def dates(self) -> Iterator[str]:
        """Yield which dates cannot be, or come after the article."""
        for node in self.subjects:
            for predicate in (CQ.saidOn, CQ.asOf, CQ.heldOn):
                for time in map(str, self.values(node, predicate)):
                    years = re.findall(r"(\d{4})-02-29", time)
                    if not all(calendar.isleap(int(year)) for year in years):
                        yield "no leap year"
                    day = re.sub("^(....)-[W2].*", r"\1", time.partition("/")[0]).replace("X", "0")
                    if predicate != CQ.heldOn and re.fullmatch(SAID_ON, day):
                        for article in self.values(node, CQ.inArticle):
                            for issued in self.values(article, DCTERMS.issued):
                                if day > str(issued)[: len(day)]:
                                    yield "later than its article"
            for article in self.values(node, CQ.inArticle):
                counted = Literal("published") in self.values(node, CQ.countedFrom)
                if counted and not self.values(article, DCTERMS.issued):
                    yield "counted from an unknown day"
        for issued in self.graph.objects(None, DCTERMS.issued):
            if re.match(r"\d{4}-", str(issued)) and not (
                "1600" <= str(issued)[:10] <= str(date.today())
            ):
                yield "issued at no time"

    def chains(self) -> Iterator[str]:
        """Yield who passes on or repeats what they cannot, and who is made up."""
        for node in self.of(CQ.Statement):
            speakers, by = set(self.values(node, CQ.speaker)), set(self.values(node, CQ.reportedBy))
            if speakers & by:
                yield "passes itself on"
            if speakers & set(self.values(node, CQ.target)):
                yield "aims at itself"
            outer = {
                s for o in self.values(node, CQ.reportedIn) for s in self.values(o, CQ.speaker)
            }
            if by and outer and not by & outer:
                yield "reported by another"
            for fuller in self.values(node, CQ.repeats):
                others = set(self.values(fuller, CQ.speaker))
                if others and not others & speakers:
                    yield "repeats another"
            for who in speakers:
                named = self.types(who) & set(AGENTS) - {CQ.UnnamedSource}
                if named and not list(self.graph.subjects(CQ.refersTo, who)):
                    yield "a speaker never mentioned"
        for node in self.of(CQ.Claim):
            for who in self.values(node, CQ.claimSubject):
                mentions = list(self.graph.subjects(CQ.refersTo, who))
                told = {s for m in mentions for s in self.values(m, CQ.inSentence)}
                sentences = [
                    s for e in self.values(node, CQ.evidence) for s in self.values(e, CQ.inSentence)
                ]
                if self.types(who) & set(AGENTS) and not set(sentences) <= told:
                    yield "a subject never mentioned"
                if CQ.MembershipClaim in self.types(node) and CQ.Person in self.types(who):
                    yield "a person as a member"
            for other in self.of(CQ.Claim):
                same = (CQ.claimSubject, CQ.claimObject, CQ.claimRelation, CQ.claimedIn, CQ.negated,
                        CQ.evidence)  # fmt: skip
                if other != node and all(
                    set(self.values(node, p)) & set(self.values(other, p)) for p in same
                ):
                    yield "claimed twice"

    def kinds_and_addresses(self) -> Iterator[str]:
        """Yield what is of an unknown kind, has no address, or concerns nothing."""
        known = set(self.known.subjects(RDF.type, OWL.Class))
        for node in set(self.graph.subjects()):
            kinds = self.values(node, RDF.type)
            own = [p for p in self.graph.predicates(node) if str(p).startswith(str(CQ))]
            if any(k not in known for k in kinds) or (not kinds and not own):
                yield "of an unknown kind"
            for article in self.values(node, CQ.inArticle):
                if not str(node).startswith(f"{article}/"):
                    yield "not under its article"
                for run in self.values(node, PROV.wasGeneratedBy):
                    read = self.values(run, PROV.used)
                    if read and article not in read:
                        yield "read in another article"
            lone = {*AGENTS, CQ.Place, CQ.Office, CQ.Event, CQ.ExtractionRun} - {CQ.State}
            if set(kinds) & lone and not list(self.graph.subjects(None, node)):
                yield "concerns nothing"
        if any(isinstance(term, BNode) for triple in self.graph for term in triple):
            yield "no address"

    def articles(self) -> Iterator[str]:
        for node in self.of(CQ.Article):
            for text in self.values(node, CQ.text):
                digest = hashlib.sha256(str(text).encode()).hexdigest()
                if any(str(h) != digest for h in self.values(node, CQ.textHash)):
                    yield "the checksum is another text's"

    def _place(self, span: Node) -> tuple[int, int] | None:
        start, end = (self.graph.value(span, p) for p in (CQ.start, CQ.end))
        return (start.value, end.value) if whole(start) and whole(end) else None

    def text(self, span: Node) -> str:
        return str(self.graph.value(self.graph.value(span, CQ.inArticle), CQ.text) or "")

    def spans(self) -> Iterator[str]:
        marked: set[tuple[tuple[int, int], Node]] = set()
        for span in self.of(CQ.TextSpan):
            place = self.place(span)
            if place and (place[0] < 0 or place[1] <= place[0]):
                yield "a span that is none"
            elif place and (
                self.text(span)[slice(*place)] != str(self.graph.value(span, CQ.exact))
                or place[1] > len(self.text(span))
            ):
                yield "other words than stand there"
            for sentence in self.values(span, CQ.inSentence):
                within = self.place(sentence)
                if place and within and not within[0] <= place[0] < within[1]:
                    yield "not in its sentence"
            kinds = set(self.values(span, RDF.type))
            if kinds & {CQ.TextSpan, CQ.Mention} and not self.values(span, CQ.inSentence):
                yield "in no sentence"
            if CQ.Mention in kinds:
                ends = map(self.place, self.values(span, CQ.inSentence))
                if place and any(end and place[1] > end[1] for end in ends):
                    yield "goes on after its sentence"
            if place:
                yield from ("marked twice" for k in kinds if (place, k) in marked)
                marked |= {(place, k) for k in kinds}
            for meant in self.values(span, CQ.refersTo):
                called = {
                    n
                    for p in (RDFS.label, SKOS.altLabel, CQ.demonym, CQ.metonym, CQ.capital)
                    for n, name in self.known.subject_objects(p)
                    if str(name) == str(self.graph.value(span, CQ.exact))
                    and self.types(n) & {CQ.State, CQ.InternationalGrouping}
                }
                known = self.types(meant) & {CQ.State, CQ.InternationalGrouping}
                if called and known and meant not in called:
                    yield "the name of another"
        in_order = sorted(
            (v.value, self.place(s)) for s in self.of(CQ.Sentence)
            for v in self.values(s, CQ.sentenceIndex) if whole(v) and self.place(s)
        )  # fmt: skip
        if any(a[1] > b[0] for (_, a), (_, b) in pairwise(in_order)):
            yield "sentences out of order"
        numbers = [v for s in self.of(CQ.Sentence) for v in self.values(s, CQ.sentenceIndex)]
        if len(numbers) != len(set(numbers)) or any(whole(n) and n.value < 0 for n in numbers):
            yield "sentences misnumbered"

    def statements(self) -> Iterator[str]:
        for node in self.of(CQ.Statement):
            quoted = self.values(node, CQ.quotedSpan)
            if any((form == CQ.Indirect) == bool(quoted) for form in self.values(node, CQ.form)):
                yield "form and quotations disagree"
            if not any(CQ.Sentence in self.types(e) for e in self.values(node, CQ.evidence)):
                yield "no sentence reports it"
            if not quoted and not self.values(node, CQ.contentSpan):
                yield "nothing said"
            if self.values(node, CQ.saidOn) and not self.values(node, CQ.dateSpan):
                yield "dated without words"
            if self.values(node, CQ.countedFrom) and not self.values(node, CQ.saidOn):
                yield "counted, but not dated"
            for article in self.values(node, CQ.inArticle):
                issued = [str(d)[:10] for d in self.values(article, DCTERMS.issued)]
                days = [str(d) for d in self.values(node, CQ.saidOn) if len(d) == 10]
                if any(day > printed for day in days for printed in issued):
                    yield "said after it was printed"
            for other in self.of(CQ.Statement):
                if str(other) < str(node) and all(
                    set(self.values(node, p)) & set(self.values(other, p))
                    for p in (CQ.contentSpan, CQ.speaker)
                ):
                    yield "said twice"
            speakers = set(self.values(node, CQ.speaker))
            if speakers & set(self.values(node, CQ.addressee)):
                yield "speaks to itself"
            passed = speakers | set(self.values(node, CQ.reportedBy))
            for mention in self.values(node, CQ.speakerSpan):
                if set(self.values(mention, CQ.refersTo)) - passed:
                    yield "the mention is of another"
            for predicate in (CQ.reportedIn, CQ.repeats):
                onward = (n for v in self.values(node, predicate)
                          for n in self.graph.transitive_objects(v, predicate))  # fmt: skip
                if node in set(onward):
                    yield "a circle"
            labelled = self.values(node, CQ.speakerSpan) and not self.values(node, CQ.cueSpan)
            if not labelled and not all(map(self.marked, quoted)):
                yield "quoted without marks"

    def fit(self) -> Iterator[str]:
        """Yield what somebody is said to be or do that the words do not bear out."""
        meant = set(self.graph.objects(None, CQ.refersTo))
        powers = {CQ.State, CQ.Person, CQ.InternationalGrouping}
        for node in self.subjects:
            for predicate in (CQ.addressee, CQ.target, CQ.about, CQ.reportedBy, CQ.participant,
                              CQ.principal, CQ.claimObject):  # fmt: skip
                for who in self.values(node, predicate):
                    if who not in meant and self.types(who) & powers:
                        yield "no words mean them"
        for node in self.of(CQ.Statement):
            speakers = set(self.values(node, CQ.speaker))
            spoken = {r for m in self.values(node, CQ.speakerSpan)
                      for r in self.values(m, CQ.refersTo)}  # fmt: skip
            if speakers & spoken and (speakers - spoken) & meant:
                yield "a speaker not among the words"
            content = set(self.values(node, CQ.contentSpan))
            evidence = set(self.values(node, CQ.evidence))
            if any(set(self.values(c, CQ.inSentence)) & evidence for c in content):
                parts = (CQ.contentSpan, CQ.cueSpan, CQ.speakerSpan, CQ.dateSpan)
                used = [self.place(w) for p in parts for w in self.values(node, p)]
                for at in (self.place(e) for e in evidence if self.a(CQ.Sentence)(e)):
                    if at and not any(w and w[0] < at[1] and at[0] < w[1] for w in used):
                        yield "rests on what tells nothing of it"
            for role in map(str, self.values(node, CQ.speakerRole)):
                for article in self.values(node, CQ.inArticle):
                    text = str(self.graph.value(article, CQ.text) or "")
                    told = role.partition(" of ")[0].lower().split(" ")
                    if text and not {told[0] in text.lower(), told[-1] in text.lower()} <= {True}:
                        yield "a role in other words"
            for time in map(str, self.values(node, CQ.saidOn)):
                for told in self.values(node, CQ.dateSpan):
                    named = str(self.graph.value(told, CQ.exact)).lower()
                    days = [d.lower() for d in calendar.day_name if d.lower() in named]
                    with suppress(ValueError):
                        day = calendar.day_name[date.fromisoformat(time).weekday()].lower()
                        if len(time) == 10 and days and day not in days:
                            yield "another day of the week"
        for office in self.of(CQ.Office):
            for owner in self.values(office, CQ.officeOf):
                if self.types(owner) & {CQ.Person, CQ.UnnamedSource}:
                    yield "an office of a person"
        for source in self.of(CQ.UnnamedSource):
            if self.values(source, SKOS.exactMatch):
                yield "unnamed, and yet known"
        for mention in self.of(CQ.Mention):
            kinds = set(self.values(mention, CQ.mentionKind))
            words = str(self.graph.value(mention, CQ.exact)).lower()
            pronoun = words in {"he", "she", "they", "we", "him", "her", "them", "who"}
            if pronoun and kinds - {CQ.ByPronoun, CQ.ByDescription}:
                yield "a pronoun by name"
            for meaning in self.values(mention, CQ.refersTo):
                somebody = self.types(meaning) & {CQ.Person, CQ.UnnamedSource}
                if somebody and kinds & {CQ.ByDemonym, CQ.ByPlace}:
                    yield "a person by demonym"

    def cut_words(self) -> Iterator[str]:
        for span in self.of(CQ.TextSpan):
            place, text = self.place(span), self.text(span)
            exact = str(self.graph.value(span, CQ.exact))
            if (
                place
                and text[place[0] : place[0] + 1] == exact[:1]
                and len(exact) == (place[1] - place[0])
            ):
                before, after = text[: place[0]][-1:], text[place[1] : place[1] + 1]
                if exact != exact.strip() or (
                    (before + exact[:1]).isalpha() and before
                ) or ((exact[-1:] + after).isalpha() and after):  # fmt: skip
                    yield "a word cut in two"

    def marked(self, span: Node) -> bool:
        place, text = self.place(span), self.text(span)
        if not place:
            return True
        before, after = text[max(place[0] - 2, 0) : place[0]], text[place[1] : place[1] + 2]
        return any(c in MARKS for c in before) and (
            not after or any(c in MARKS + "\n" for c in after)
        )

    def claims(self) -> Iterator[str]:
        for node in self.of(CQ.Claim):
            if len(self.types(node) & {CQ.MembershipClaim, CQ.OfficeClaim}) != 1:
                yield "a claim of no kind, or of two"
            if set(self.values(node, CQ.claimSubject)) & set(self.values(node, CQ.claimObject)):
                yield "in itself"
            for other in self.of(CQ.Claim):
                if self.denies(node, other):
                    yield "claimed and denied"

    def denies(self, node: Node, other: Node) -> bool:
        same = (CQ.claimedIn, CQ.claimSubject, CQ.claimRelation, CQ.claimObject)
        no, yes = (
            {v.value for v in self.values(n, CQ.negated) if isinstance(v, Literal)}
            for n in (node, other)
        )
        days = [set(map(str, self.values(n, CQ.asOf))) for n in (node, other)]
        return (
            True in no
            and False in yes
            and days[0] == days[1]
            and all(set(self.values(node, p)) & set(self.values(other, p)) for p in same)
        )

    def left_open(self) -> Iterator[str]:
        """Yield what is wrong with those for whom somebody may speak."""
        for node in set(self.graph.subjects(CQ.hasPossiblePrincipal)):
            candidates = self.values(node, CQ.hasPossiblePrincipal)
            if not all(CQ.PossiblePrincipal in self.types(c) for c in candidates):
                yield "no candidate"
            scores = [
                v.value for c in candidates for v in self.values(c, CQ.confidence) if share(v)
            ]
            named = [v for c in candidates for v in self.values(c, CQ.principal)]
            if sum(scores) > 1 or len(named) != len(set(named)):
                yield "candidates twice, or more than certain"
            speakers = self.values(node, CQ.speaker)
            for_itself = {CQ.State, CQ.InternationalGrouping, CQ.GovernmentBody}
            if len(speakers) > 1 or any(self.types(s) & for_itself for s in speakers):
                yield "it is not open for whom"
            owned = {*self.graph.subjects(CQ.officeOf), *self.known.subjects(CQ.officeOf)}
            if owned & set(self.values(node, CQ.claimObject)):
                yield "it is not open whose office"
        for candidate in self.of(CQ.PossiblePrincipal):
            if len(set(self.graph.subjects(CQ.hasPossiblePrincipal, candidate))) != 1:
                yield "a candidate of nothing, or of two"

    def places(self) -> Iterator[str]:
        """Yield what stands where it does not belong."""
        domains = {p: c for c, named in DOMAINS.items() for p in named}
        for s, p, _ in self.graph:
            if p in domains and domains[p] not in self.types(s):
                yield f"{p} of something else"
            if p in DERIVED or p in FACTS:
                yield f"{p} in an article"
            kinds = {c for c in ALLOWED if c in self.types(s)}
            if kinds and not any(p in ALLOWED[c] for c in kinds):
                yield f"{p} unknown to {kinds}"
            if p in (CQ.inArticle, PROV.wasGeneratedBy) and self.types(s) & {
                CQ.State, CQ.InternationalGrouping, CQ.TimeScopedRelation
            }:  # fmt: skip
                yield "reference data from an article"
        one = {*AGENTS, CQ.Place, CQ.Event, CQ.Office} - {CQ.Organisation}
        for node in set(self.graph.subjects()) | set(self.graph.objects()):
            own = {*self.graph.objects(node, RDF.type), *self.known.objects(node, RDF.type)}
            if self.types(node) & one and len(own) > 1:
                yield "two kinds at once"


_FACTS = """member organisation membershipStatus holder office validFrom validTo recognition
isoAlpha2 isoAlpha3 isoNumeric capital seat founded dissolved demonym metonym nameOf nameUsed"""
FACTS = {CQ[name] for name in _FACTS.split()}
DOMAINS: dict[URIRef, list[URIRef]] = {
    CQ[kind]: [CQ[n] for n in names.split()]
    for kind, names in {
        "Article": "text textHash url sourceName dateSource readerNote",
        "TextSpan": "exact",
        "Sentence": "sentenceIndex",
        "Mention": "refersTo mentionKind",
        "Statement": "speaker speakerRole addressee target about occasion form speechAct "
        "contentSpan quotedSpan cueSpan speakerSpan dateSpan saidOn countedFrom reportedBy "
        "reportedIn repeats",
        "Claim": "claimedIn claimSubject claimRelation claimObject negated modality asOf",
        "PossiblePrincipal": "principal",
        "Event": "participant eventPlace heldOn",
        "GovernmentBody": "bodyOf",
        "Office": "officeOf",
        "ExtractionRun": "configDigest",
    }.items()
}
_SHARED = {RDF.type, RDFS.label, CQ.inArticle, PROV.wasGeneratedBy, CQ.confidence, CQ.evidence}
ALLOWED = {
    CQ.Article: {RDF.type, RDFS.label, *DOMAINS[CQ.Article], DCTERMS.title, DCTERMS.language,
                 DCTERMS.issued, DCTERMS.publisher, DCTERMS.creator},
    CQ.Statement: {*_SHARED, CQ.hasPossiblePrincipal, *DOMAINS[CQ.Statement]},
    CQ.Claim: {*_SHARED, CQ.hasPossiblePrincipal, *DOMAINS[CQ.Claim]},
    CQ.TextSpan: {RDF.type, RDFS.label, CQ.inArticle, CQ.inSentence, CQ.start, CQ.end, CQ.exact,
                  CQ.sentenceIndex, *DOMAINS[CQ.Mention]},
    **{kind: {RDF.type, RDFS.label, SKOS.altLabel, SKOS.exactMatch, OWL.sameAs, CQ.evidence, *FACTS,
              CQ.inArticle, PROV.wasGeneratedBy, CQ.bodyOf,
              CQ.officeOf, *DOMAINS[CQ.Event]}
       for kind in (CQ.Person, CQ.UnnamedSource, CQ.AgentGroup, CQ.GovernmentBody, CQ.Organisation,
                    CQ.Place, CQ.Event, CQ.Office)},
    CQ.PossiblePrincipal: {*_SHARED, CQ.principal, CQ.reason},
    CQ.ExtractionRun: {RDF.type, RDFS.label, PROV.used, PROV.wasAssociatedWith, CQ.configDigest},
    CQ.Extractor: {RDF.type, RDFS.label, PROV.used, PROV.wasAssociatedWith, CQ.configDigest,
                   OWL.versionInfo},
}  # fmt: skip
