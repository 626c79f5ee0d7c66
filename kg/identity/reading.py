"""What a store and the reference data tell of persons: names, offices, for whom they act, when."""

from __future__ import annotations

import io
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from rdflib import Graph

from kg.identity.entities import Person
from kg.identity.names import parse
from kg.identity.profiles import Post, Profile, post
from kg.iris import CQ, entity_iri
from kg.protocols import Store
from kg.reference import Reference

AT_ONCE = 400  # IRIs in one query
_PREFIXES = f"""PREFIX cq: <{CQ}>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
# No OPTIONAL and one VALUES each: with more, Oxigraph goes through all articles there are.
_NAMES = """SELECT ?p ?kind ?name { VALUES ?g { %s }
  GRAPH ?g { ?p a cq:Person ; ?kind ?name FILTER(?kind IN (rdfs:label, skos:altLabel)) } }"""
_OFFICES = """SELECT ?g ?p ?office ?relation { VALUES ?g { %s }
  GRAPH ?g { ?claim a cq:OfficeClaim ; cq:claimSubject ?p ; cq:claimObject ?office ;
    cq:claimRelation ?relation ; cq:negated false } }"""
_OWNERS = """SELECT DISTINCT ?office ?of { VALUES ?g { %s }
  GRAPH ?g { ?claim cq:claimObject ?office } GRAPH ?described { ?office cq:officeOf ?of } }"""
_SPEAKERS = "SELECT ?g ?s ?p { VALUES ?g { %s } GRAPH ?g { ?s cq:speaker ?p } }"
_ROLES = "SELECT ?s ?role { VALUES ?g { %s } GRAPH ?g { ?s cq:speakerRole ?role } }"
_SERVICE = "SELECT ?s ?of { VALUES ?g { %s } GRAPH ?g { ?s cq:onBehalfOf ?of } }"
_DATES = "SELECT ?g ?day { VALUES ?g { %s } GRAPH ?g { ?g dcterms:issued ?day } }"
_IDENTIFIED = "SELECT DISTINCT ?p { GRAPH <%s> { ?r cq:identifies ?p } }"
_CLAIMS = """SELECT (MIN(?c) AS ?claim) {
  { SELECT ?e {
      GRAPH <%(entities)s> { ?r cq:identifies ?p ; cq:identifiedAs ?e ; cq:inArticle ?g }
      GRAPH ?g { ?c cq:claimSubject ?p ; cq:claimRelation cq:holdsOffice ; cq:claimObject ?office }
      GRAPH ?described { ?office cq:officeOf ?of }
    } GROUP BY ?e HAVING (COUNT(DISTINCT ?of) > 1) }
  GRAPH <%(entities)s> { ?r cq:identifies ?p ; cq:identifiedAs ?e ; cq:inArticle ?g }
  GRAPH ?g { ?c cq:claimSubject ?p ; cq:claimRelation cq:holdsOffice ; cq:claimObject ?office .
    ?g dcterms:issued ?day }
  GRAPH ?described { ?office cq:officeOf ?of }
} GROUP BY ?e ?of (SUBSTR(STR(?day), 1, 7))"""
_TYPES = """CONSTRUCT { ?p a cq:Person ; rdfs:label ?name }
  WHERE { VALUES ?p { %s } GRAPH ?g { ?p a cq:Person ; rdfs:label ?name } }"""
_CLAIMED = """CONSTRUCT { ?c cq:claimSubject ?p ; cq:claimRelation ?r ; cq:claimObject ?office .
    ?office cq:officeOf ?of . ?g dcterms:issued ?day }
  WHERE { VALUES ?c { %s } GRAPH ?g { ?c cq:claimSubject ?p ; cq:claimRelation ?r ;
    cq:claimObject ?office . ?g dcterms:issued ?day }
    GRAPH ?described { ?office cq:officeOf ?of } }"""
_FORMER = re.compile(r"(?:former|ex|then|late)\b", re.IGNORECASE)

Row = dict[str, str]


def rows(store: Store, sparql: str) -> list[Row]:
    """Return the solutions of a query, each as variable → IRI or text."""
    out = io.BytesIO()
    store.query(_PREFIXES + sparql).write(out, "application/sparql-results+json")
    bindings = json.loads(out.getvalue())["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


def rows_about(store: Store, sparql: str, iris: Iterable[str]) -> Iterator[Row]:
    """Yield the solutions of a query that takes IRIs at its `%s`, asked for some at a time."""
    for some in _some(iris):
        yield from rows(store, sparql % some)


def triples_about(store: Store, sparql: str, iris: Iterable[str]) -> Graph:
    """Return what a CONSTRUCT query that takes IRIs at its `%s` makes."""
    graph = Graph()
    for some in _some(iris):
        out = io.BytesIO()
        store.query(_PREFIXES + sparql % some).write(out, "application/n-triples")
        graph.parse(out.getvalue(), format="nt")
    return graph


def _some(iris: Iterable[str]) -> Iterator[str]:
    listed = sorted(iris)
    for at in range(0, len(listed), AT_ONCE):
        yield " ".join(f"<{i}>" for i in listed[at : at + AT_ONCE])


def persons_in(store: Store, articles: Iterable[str], base: str) -> list[Person]:
    """Return the persons of the articles whose IRIs are given, in order of IRI.

    Of a date only the year counts: articles name offices by their own year.
    """
    articles = sorted(articles)
    years = {r["g"]: r["day"][:4] for r in rows_about(store, _DATES, articles)}
    labels: dict[str, str] = {}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows_about(store, _NAMES, articles):
        if "/person/" in row["p"] and row["p"].startswith(f"{base}article/"):
            names[row["p"]].add(row["name"])
            if row["kind"].endswith("#label"):
                labels[row["p"]] = min(row["name"], labels.get(row["p"], row["name"]))
    posts = _posts(store, articles, years, base)
    return [
        _person(iri, labels.get(iri, min(names[iri])), names[iri], posts[iri], years)
        for iri in sorted(names)
    ]


def article_of(person: str) -> str:
    """Return the IRI of the article that knows a person by this IRI."""
    return person.split("/person/", 1)[0]


def _person(
    iri: str, label: str, names: set[str], posts: set[Post], years: dict[str, str]
) -> Person:
    article = article_of(iri)
    full = {n for n in names if parse(n).full}
    if full and label not in full:
        label = min(full, key=lambda n: (-len(n), n))
    profile = Profile(frozenset(full or names), frozenset(posts), _spoken_of(years.get(article)))
    return Person(iri, label, profile, sys.intern(article))


@lru_cache
def _spoken_of(year: str | None) -> frozenset[int]:
    return frozenset([int(year)] if year else [])


def _posts(
    store: Store, articles: Sequence[str], years: dict[str, str], base: str
) -> defaultdict[str, set[Post]]:
    """Return by person the offices that articles give them, and for whom they speak."""
    posts: defaultdict[str, set[Post]] = defaultdict(set)
    owners = _by(("office",), "of", rows_about(store, _OWNERS, articles))
    for row in rows_about(store, _OFFICES, articles):
        title = row["office"].rsplit("/", 1)[-1].replace("-", " ")
        relation = "held" if row["relation"] == CQ + "heldOffice" else "holds"
        for of in owners.get((row["office"],), [""]):
            posts[row["p"]].add(_dated(title, _key(of, base), relation, years.get(row["g"])))
    served = _by(("s",), "of", rows_about(store, _SERVICE, [f"{a}/inferred" for a in articles]))
    roles = _by(("s",), "role", rows_about(store, _ROLES, articles))
    spoken = _by(("g", "s"), "p", rows_about(store, _SPEAKERS, articles))
    for (article, statement), speakers in spoken.items():
        if len(set(speakers)) == 1:
            for of, role in product(served[statement,], roles.get((statement,), [""])):
                if (owner := _key(of, base)) and not _FORMER.match(role):
                    posts[speakers[0]].add(_dated(role, owner, "holds", years.get(article)))
    return posts


def _by(
    names: tuple[str, ...], value: str, found: Iterable[Row]
) -> defaultdict[tuple[str, ...], list[str]]:
    """Return the values of one variable by those of others."""
    grouped: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in found:
        grouped[tuple(row[n] for n in names)].append(row[value])
    return grouped


def _dated(title: str, owner: str, relation: str, year: str | None) -> Post:
    return post(title, owner, "held" if relation == "held" else "holds", year, year)


def _key(iri: str, base: str) -> str:
    """Return the entity key of a shared entity's IRI; "" for one known to a single article."""
    return iri.removeprefix(f"{base}id/") if iri.startswith(f"{base}id/") else ""


def told_of_entities(store: Store, base: str) -> Graph:
    """Return what the check of the entities graph needs to know from articles.

    The persons' types and names, and for every entity with offices of several states or
    organisations one claim for each of these and each month: of some there are thousands.
    """
    persons = {r["p"] for r in rows(store, _IDENTIFIED % f"{base}entities")}
    claims = {r["claim"] for r in rows(store, _CLAIMS % {"entities": f"{base}entities"}) if r}
    graph = triples_about(store, _TYPES, persons)
    graph += triples_about(store, _CLAIMED, claims)
    return graph


def anchors_of(reference: Reference, base: str) -> tuple[Person, ...]:
    """Return the office holders of the reference data, each once, in order of IRI."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    posts: defaultdict[str, set[Post]] = defaultdict(set)
    labels: dict[str, str] = {}
    for held in reference.holdings:
        iri = entity_iri(base, held.key, "")
        labels.setdefault(iri, held.person)
        names[iri] |= {held.person, *held.names}
        posts[iri].add(
            post(held.title, held.of, "holds", held.valid_from, held.valid_to, known=True)
        )
    return tuple(
        Person(iri, labels[iri], Profile(frozenset(names[iri]), frozenset(posts[iri]), _years(p)))
        for iri, p in sorted(posts.items())
    )


def _years(posts: Iterable[Post]) -> frozenset[int]:
    """Return the first and last years known of somebody's offices."""
    days = sorted(d for p in posts for d in (p.start, p.end) if d)
    return frozenset(int(d[:4]) for d in (days[:1] + days[-1:]))
