"""Wire copy: articles with one text, or nearly so, are copies; what they report was said once.

The graph `<base>copies` has a cluster for each such text, a record with score and reason for each
article in it, and an utterance for what several of its articles report in the same words; articles
keep their graphs. (The pass that tells who is who writes `<base>entities` anew, hence one more.)
Of articles that share a key (`kg.shingles`, in their derived graphs) the earliest leads; each next
one joins the leader that it is most alike, or leads itself. Only what can have changed is looked
at, and the outcome is the same as if all had been looked at at once.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice

from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef

from kg.identity.reading import rows, rows_about, triples_about
from kg.iris import CQ
from kg.ntriples import to_ntriples
from kg.protocols import Store
from kg.shingles import resemblance, shingles

VERSION = "1"  # raised when the outcome may change
LEAST = 0.5  # resemblance of copies; two reports of one event have less than .2
_ALONE = 4  # words that make an utterance, whoever is named for it; fewer are a phrase
_AT_ONCE = 200  # articles
_CQ = Namespace(CQ)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Told:
    """What an article's graph says of it; `day` sorts those without a date last."""

    iri: str
    text: str
    title: str
    publisher: str
    day: str


@dataclass(frozen=True)
class Member:
    """An article of a cluster and how alike it is to the leader."""

    article: Told
    score: float


def find_copies(
    store: Store, base: str, changed: Iterable[str], gone: Iterable[str] = (), *, anew: bool = False
) -> None:
    """Bring the graph of copies up to date.

    `changed` are the IRIs of articles that are new or stored again, `gone` of those removed. With
    `anew`, or after a change of the rules, all articles are looked at.
    """
    work = _Pass(store, base)
    if anew or not work.is_done:
        store.replace({work.graph: work.mark})
        changed = (r["g"] for r in rows(store, _ARTICLES))
    work.run(changed, gone)


class _Pass:
    def __init__(self, store: Store, base: str) -> None:
        self.store, self.base, self.graph = store, base, f"{base}copies"
        self.mark = f'<{self.graph}> <{OWL.versionInfo}> "{VERSION}" .\n'.encode()
        self.settled: set[str] = set()  # articles that have copies and were looked at

    @property
    def is_done(self) -> bool:
        """Say whether the graph is of these rules."""
        mark = f'<{self.graph}> <{OWL.versionInfo}> "{VERSION}"'
        return bool(rows(self.store, f"SELECT (1 AS ?yes) {{ GRAPH <{self.graph}> {{ {mark} }} }}"))

    def run(self, changed: Iterable[str], gone: Iterable[str]) -> None:
        source = chain(gone, changed)
        while some := set(islice(source, _AT_ONCE)):
            some -= self.settled
            former = {r["m"] for r in rows_about(self.store, self.of(_FORMER), some)}
            found = self.sharing(self.keys_of(some | former))
            old, new = Graph(), Graph()
            old += triples_about(self.store, self.of(_OLD), some | former | found)
            for leader, members in self.clusters(found):
                self.describe(new, leader, members)
            self.settled |= found
            self.amend(old, new)

    def of(self, query: str) -> str:
        return query.replace("$copies", f"<{self.graph}>")

    def keys_of(self, articles: Set[str]) -> set[str]:
        return {r["key"] for r in rows_about(self.store, _KEYS, articles)}

    def sharing(self, wanted: set[str]) -> set[str]:
        """Return the articles that share a key with another one, in however many steps."""
        holders: defaultdict[str, set[str]] = defaultdict(set)
        asked: set[str] = set()
        while news := wanted - asked:
            asked |= news
            listed = sorted(news)
            for at in range(0, len(listed), 2000):
                values = " ".join(f'"{k}"' for k in listed[at : at + 2000])
                for row in rows(self.store, _SHARING % values):
                    holders[row["key"]].add(row["g"])
            reached = {g for key in news if len(holders[key]) > 1 for g in holders[key]}
            wanted |= self.keys_of(reached)
        return {g for articles in holders.values() if len(articles) > 1 for g in articles}

    def clusters(self, articles: Set[str]) -> Iterator[tuple[Told, list[Member]]]:
        """Yield leader and members of every text that more than one article has."""
        told = sorted(self.told(articles), key=lambda a: (a.day, a.iri))
        leaders: list[tuple[Told, frozenset[int]]] = []
        members: defaultdict[str, list[Member]] = defaultdict(list)
        for article in told:
            runs = shingles(article.text)
            scored = ((resemblance(runs, other), -n) for n, (_, other) in enumerate(leaders))
            score, place = max(scored, default=(0.0, 0))
            if score < LEAST:
                leaders.append((article, runs))
                members[article.iri].append(Member(article, 1.0))
            else:
                members[leaders[-place][0].iri].append(Member(article, score))
        yield from ((a, members[a.iri]) for a, _ in leaders if len(members[a.iri]) > 1)

    def told(self, articles: Set[str]) -> Iterator[Told]:
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for r in rows_about(self.store, _TOLD, articles):
            found[r["g"]][_last(r["p"]).rpartition("#")[2]] = r["value"]
        for iri, told in found.items():
            day = told.get("issued", "")[:10] or "9999"
            yield Told(iri, told["text"], told["label"], told.get("publisher", ""), day)

    def describe(self, out: Graph, leader: Told, members: list[Member]) -> None:
        """Add the triples of a cluster."""
        cluster = URIRef(f"{self.base}id/copies/{_last(leader.iri)}")
        out.add((cluster, RDF.type, _CQ.CopyCluster))
        out.add((cluster, RDFS.label, Literal(f"copies of “{leader.title}”", lang="en")))
        for member in members:
            node = URIRef(f"{self.base}id/copy/{_last(member.article.iri)}")
            score = Decimal(f"{member.score:.3f}").normalize()
            label = f"{_source(member.article)} has the text of “{leader.title}”"
            out.add((node, RDF.type, _CQ.Copy))
            out.add((node, RDFS.label, Literal(label, lang="en")))
            out.add((node, _CQ.ofCluster, cluster))
            out.add((node, _CQ.inArticle, URIRef(member.article.iri)))
            out.add((node, _CQ.confidence, Literal(f"{score:f}", datatype=XSD.decimal)))
            out.add((node, _CQ.reason, Literal(_reason(member, leader))))
        self.describe_utterances(out, cluster, [m.article.iri for m in members])

    def describe_utterances(self, out: Graph, cluster: URIRef, articles: list[str]) -> None:
        """Add what several of the articles report in the same words."""
        reports: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for statement, (article, label, words) in sorted(self.statements(articles).items()):
            plain = " ".join(_WORD.findall(words.casefold()))
            who = "" if plain.count(" ") + 1 >= _ALONE else label.partition(":")[0].casefold()
            reports[f"{who}|{plain}"].append((article, statement, label))
        for said, found in reports.items():
            if len({article for article, _, _ in found}) > 1:
                digest = hashlib.sha256(said.encode()).hexdigest()[:8]
                node = URIRef(f"{self.base}id/utterance/{_last(cluster)}-{digest}")
                first = min(found, key=lambda f: articles.index(f[0]))
                out.add((node, RDF.type, _CQ.Utterance))
                out.add((node, RDFS.label, Literal(first[2], lang="en")))
                out.add((node, _CQ.ofCluster, cluster))
                for _, statement, _ in found:
                    out.add((URIRef(statement), _CQ.reportOf, node))

    def statements(self, articles: list[str]) -> dict[str, tuple[str, str, str]]:
        """Return statement → its article, its label and its words."""
        spans: defaultdict[tuple[str, str, str], list[tuple[int, str]]] = defaultdict(list)
        for r in rows_about(self.store, _STATEMENTS, articles):
            spans[r["s"], r["g"], r["label"]].append((int(r["start"]), r["words"]))
        return {
            s: (g, label, " ".join(words for _, words in sorted(found)))
            for (s, g, label), found in spans.items()
        }

    def amend(self, old: Graph, new: Graph) -> None:
        before, after = (set(to_ntriples(g).splitlines(keepends=True)) for g in (old, new))
        if before != after:
            gone, added = sorted(before - after), sorted(after - before)
            self.store.amend(self.graph, b"".join(gone), b"".join(added))


def _reason(member: Member, leader: Told) -> str:
    if member.article == leader:
        return "the earliest of these articles, with which the others are compared"
    share = f"{member.score:.0%}"
    return f"{share} of the runs of five words are those of “{leader.title}” ({_source(leader)})"


def _source(article: Told) -> str:
    return article.publisher or f"article {_last(article.iri)}"


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]


_ARTICLES = "SELECT ?g { GRAPH ?g { ?g a cq:Article } }"
_FORMER = """SELECT DISTINCT ?m { VALUES ?g { %s } GRAPH $copies {
  ?c cq:inArticle ?g ; cq:ofCluster ?k . ?d cq:ofCluster ?k ; cq:inArticle ?m } }"""
_KEYS = """SELECT ?key { VALUES ?g { %s } BIND(IRI(CONCAT(STR(?g), "/inferred")) AS ?derived)
  GRAPH ?derived { ?g cq:copyKey ?key } }"""
_SHARING = "SELECT ?g ?key { VALUES ?key { %s } GRAPH ?derived { ?g cq:copyKey ?key } }"
# with OPTIONAL, Oxigraph goes through all articles there are
_TOLD = """SELECT ?g ?p ?value { VALUES ?g { %s } GRAPH ?g { ?g ?p ?value
  FILTER(?p IN (cq:text, rdfs:label, dcterms:issued, dcterms:publisher)) } }"""
_STATEMENTS = """SELECT ?g ?s ?label ?start ?words { VALUES ?g { %s } GRAPH ?g {
  ?s a cq:Statement ; rdfs:label ?label ; cq:contentSpan ?c .
  ?c cq:start ?start ; cq:exact ?words } }"""
_OLD = """CONSTRUCT { ?x ?p ?o } WHERE { VALUES ?g { %s } GRAPH $copies {
  ?c cq:inArticle ?g .
  { ?c cq:ofCluster ?x } UNION { ?c cq:ofCluster/^cq:ofCluster ?x }
  UNION { ?c cq:ofCluster/^cq:ofCluster/^cq:reportOf ?x }
  ?x ?p ?o } }"""
