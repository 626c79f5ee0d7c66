"""The ontology as people read it: every term with what defines it, in the order of the files.

Read from the Turtle files that travel with the package; the page at `/ontology` and the diagrams
are made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal as OneOf

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, VANN
from rdflib.term import Node

from kg.iris import CQ, ONTOLOGY
from kg.paths import ONTOLOGY as FOLDER

Kind = OneOf["class", "object property", "data property", "annotation property", "list", "term"]
_KINDS: dict[Node, Kind] = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "data property",
    OWL.AnnotationProperty: "annotation property",
    SKOS.ConceptScheme: "list",
    OWL.NamedIndividual: "term",
}
_TRAITS = {
    OWL.FunctionalProperty: "has one value at most",
    OWL.InverseFunctionalProperty: "no two things have the same value",
    OWL.AsymmetricProperty: "never holds both ways",
    OWL.IrreflexiveProperty: "never holds of a thing and itself",
}
_STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
_CODES = {URIRef(CQ + "ploverCategory"): "PLOVER", URIRef(CQ + "cameoCode"): "CAMEO"}
_METADATA = {
    OWL.versionInfo: "version",
    OWL.versionIRI: "version IRI",
    OWL.priorVersion: "earlier version",
    DCTERMS.created: "created",
    DCTERMS.modified: "changed",
    DCTERMS.creator: "creator",
    DCTERMS.license: "licence",
    DCTERMS.bibliographicCitation: "cite as",
    VANN.preferredNamespacePrefix: "prefix",
    VANN.preferredNamespaceUri: "namespace",
}


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A term by its short name; `href` is `#Name` for our own, else its IRI, None for none."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One class, property, list of terms or listed term.

    `domain` and `range` are alternatives: a value is in one of them. `needs` are the restrictions
    of a class in words. `members` are the listed terms of a class or list. `codes` are the nearest
    codes of other schemes.
    """

    name: str
    kind: Kind
    label: str
    definition: str
    notes: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    testing: bool = False
    above: tuple[Ref, ...] = ()
    needs: tuple[str, ...] = ()
    domain: tuple[Ref, ...] = ()
    range: tuple[Ref, ...] = ()
    traits: tuple[str, ...] = ()
    members: tuple[Ref, ...] = ()
    close: tuple[Ref, ...] = ()
    codes: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True)
class Glossary:
    """All terms in the order of the files, and what the ontology says of itself.

    `apart` are groups of classes of which nothing belongs to two.
    """

    title: str
    description: str
    metadata: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    changes: tuple[str, ...]
    apart: tuple[tuple[Ref, ...], ...]
    terms: tuple[Term, ...]

    def of_kind(self, *kinds: Kind) -> tuple[Term, ...]:
        """Return the terms of some kinds."""
        return tuple(t for t in self.terms if t.kind in kinds)

    def below(self, name: str) -> tuple[Term, ...]:
        """Return the classes or properties directly below one."""
        return tuple(t for t in self.terms if any(r.href == f"#{name}" for r in t.above))

    def roots(self) -> tuple[Term, ...]:
        """Return the classes that are below no class of ours."""
        return tuple(
            t
            for t in self.of_kind("class")
            if not any((r.href or "").startswith("#") for r in t.above)
        )

    def properties_of(self, name: str) -> tuple[Term, ...]:
        """Return the properties whose subjects can be of a class."""
        return tuple(t for t in self.terms if any(r.href == f"#{name}" for r in t.domain))

    def properties_to(self, name: str) -> tuple[Term, ...]:
        """Return the properties whose values can be of a class."""
        return tuple(t for t in self.terms if any(r.href == f"#{name}" for r in t.range))


@lru_cache(maxsize=2)
def load_glossary(folder: Path = FOLDER) -> Glossary:
    """Return the terms of the ontology in a folder; read once per folder."""
    graph, order = Graph(), list[tuple[str, str]]()
    for file in sorted(folder.glob("*.ttl")):
        graph.parse(file)
        order += _in_order(file)
    reader = _Reader(graph)
    header = URIRef(ONTOLOGY)
    return Glossary(
        title=reader.text(header, DCTERMS.title),
        description=reader.text(header, DCTERMS.description),
        metadata=tuple(
            (name, value)
            for predicate, name in _METADATA.items()
            for value in reader.texts(header, predicate)
        ),
        notes=reader.texts(header, SKOS.scopeNote),
        changes=tuple(reversed(reader.texts(header, SKOS.changeNote))),
        apart=tuple(sorted(map(reader.apart, graph.subjects(RDF.type, OWL.AllDisjointClasses)))),
        terms=tuple(reader.term(name, section) for name, section in dict(order).items()),
    )


def _in_order(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the names of the terms that a file defines, each with the heading it stands under.

    A heading is a comment that begins with `# ====`; a term is defined by a paragraph of its own.
    """
    section = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ==== "):
            section = line.removeprefix("# ==== ").split(" (", 1)[0]
        head, a, _ = line.partition(" a ")
        if a and head.startswith("cq:") and line.endswith(" ;"):
            yield head.removeprefix("cq:"), section


class _Reader:
    """Reads terms off a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def term(self, name: str, section: str) -> Term:
        node = URIRef(CQ + name)
        types = set(self.graph.objects(node, RDF.type))
        above = self.values(node, RDFS.subClassOf, RDFS.subPropertyOf)
        members = (*self.graph.subjects(RDF.type, node), *self.graph.subjects(SKOS.inScheme, node))
        return Term(
            name=name,
            section=section,
            kind=next(kind for type_, kind in _KINDS.items() if type_ in types),
            label=self.text(node, RDFS.label),
            definition=self.text(node, SKOS.definition),
            notes=(*self.texts(node, SKOS.scopeNote), *self.texts(node, SKOS.editorialNote)),
            examples=self.texts(node, SKOS.example),
            testing=(node, _STATUS, Literal("testing")) in self.graph,
            above=self.refs(a for a in above if isinstance(a, URIRef)),
            needs=tuple(sorted(self.restriction(a) for a in above if isinstance(a, BNode))),
            domain=self.alternatives(node, RDFS.domain),
            range=self.alternatives(node, RDFS.range),
            traits=(
                *(words for trait, words in _TRAITS.items() if trait in types),
                *map(self.chain, self.graph.objects(node, OWL.propertyChainAxiom)),
            ),
            members=self.refs(members),
            close=self.refs(self.values(node, SKOS.closeMatch, SKOS.relatedMatch)),
            codes=tuple(
                f"{scheme} {code}"
                for predicate, scheme in _CODES.items()
                for code in self.texts(node, predicate)
            ),
        )

    def chain(self, steps: Node) -> str:
        """Return what a property follows from: one property, and from where it leads another."""
        first, *others = (self.text(step, RDFS.label) for step in Collection(self.graph, steps))
        return f"follows from “{first}”" + "".join(f" and then “{label}”" for label in others)

    def values(self, node: Node, *predicates: URIRef) -> tuple[Node, ...]:
        return tuple(o for p in predicates for o in self.graph.objects(node, p))

    def text(self, node: Node, predicate: URIRef) -> str:
        return str(self.graph.value(node, predicate) or "")

    def texts(self, node: Node, predicate: URIRef) -> tuple[str, ...]:
        return tuple(sorted(str(o) for o in self.graph.objects(node, predicate)))

    def refs(self, nodes: Iterable[Node]) -> tuple[Ref, ...]:
        return tuple(sorted((self.ref(n) for n in nodes), key=lambda r: r.text))

    def ref(self, node: Node) -> Ref:
        if str(node).startswith(CQ):
            name = str(node).removeprefix(CQ)
            return Ref(name, f"#{name}")
        return Ref(self.graph.namespace_manager.normalizeUri(str(node)), str(node))

    def apart(self, axiom: Node) -> tuple[Ref, ...]:
        """Return the classes that an axiom says are disjoint."""
        members = self._required(axiom, OWL.members)
        return tuple(self.ref(m) for m in Collection(self.graph, members))

    def alternatives(self, node: Node, predicate: URIRef) -> tuple[Ref, ...]:
        """Return the classes, data types or words of which a property's subject or value is one."""
        value = self.graph.value(node, predicate)
        for operator in (OWL.unionOf, OWL.oneOf):
            listed = self.graph.value(value, operator)
            if listed is not None:
                parts = Collection(self.graph, listed)
                return tuple(
                    Ref(f"“{p}”") if isinstance(p, Literal) else self.ref(p) for p in parts
                )
        return (self.ref(value),) if value is not None else ()

    def restriction(self, node: Node) -> str:
        """Return a restriction in words: `at least one speaker: Agent`."""
        name = self.ref(self._required(node, OWL.onProperty)).text
        some = self.graph.value(node, OWL.someValuesFrom)
        if some is not None:
            return f"at least one {name}: {self.ref(some).text}"
        return f"{name}: only {self.ref(self._required(node, OWL.allValuesFrom)).text}"

    def _required(self, node: Node, predicate: URIRef) -> Node:
        value = self.graph.value(node, predicate)
        if value is None:
            raise ValueError(f"{node} has no {predicate}")
        return value
