"""SPARQL over a graph in memory, answered by Oxigraph: what the SPARQL rules of SHACL are asked by.

rdflib's own engine takes as long for one rule as Oxigraph for all of an article's. Nothing is
fetched. What Oxigraph may see otherwise than rdflib is left to rdflib: numbers that it does not
keep as they are written, and variables bound beforehand (SHACL, section 5.3.1) within expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef, Variable
from rdflib.query import Result
from rdflib.term import Identifier

About = Mapping[Any, Mapping[Any, Iterable[Any]]]
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,8}|-?(0|[1-9][0-9]{0,8})\.([0-9]{0,8}[1-9])")
_KEPT = frozenset({XSD.integer, XSD.decimal})
_OTHER_NUMBERS = frozenset({XSD.double, XSD.float})


class Engine:
    """The triples of a graph, given as subject → predicate → objects, that are asked repeatedly."""

    def __init__(self, about: About) -> None:
        self._about, self._names = about, _Names()

    @cached_property
    def _store(self) -> ox.Store | None:
        store = ox.Store()
        try:
            store.extend(self._quads())
        except ValueError:  # what is no IRI, no language, no such number
            return None
        return store

    def _quads(self) -> Iterator[ox.Quad]:
        names = self._names
        for node, told in self._about.items():
            subject = names[node]
            for name, found in told.items():
                predicate = names[name]
                for value in found:
                    term = _literal(value) if isinstance(value, Literal) else names[value]
                    yield ox.Quad(subject, predicate, term)

    def query(self, sparql: str, bindings: Mapping[str, Identifier]) -> Result:
        """Answer a SELECT query with variables bound beforehand, which it selects, too.

        Raises NotImplementedError for what is left to rdflib: by that word of a store
        `rdflib.Graph.query` knows to answer itself.
        """
        if self._store is None or any(_in_expression(name, sparql) for name in bindings):
            raise NotImplementedError
        given = {ox.Variable(name): _term(node) for name, node in bindings.items()}
        try:
            answer = self._store.query(sparql, substitutions=given)
        except (RuntimeError, SyntaxError, ValueError) as error:
            raise NotImplementedError(str(error)) from error
        if not isinstance(answer, ox.QuerySolutions):
            raise NotImplementedError
        out = Result("SELECT")
        out.vars = [Variable(v.value) for v in answer.variables]
        out.bindings = [
            {v: self._node(term) for v, term in zip(out.vars, row, strict=True) if term is not None}
            for row in answer
        ]
        return out

    def _node(self, term: Any) -> Identifier:
        """Return a term of an answer as rdflib's, a literal of the graph as it stands there."""
        if isinstance(term, ox.Literal):
            datatype = None if term.language else URIRef(term.datatype.value)
            new = Literal(term.value, lang=term.language, datatype=datatype)
            return self._literals.get(term, new)
        return BNode(term.value) if isinstance(term, ox.BlankNode) else URIRef(term.value)

    @cached_property
    def _literals(self) -> dict[Any, Literal]:
        everything = (v for told in self._about.values() for found in told.values() for v in found)
        return {_literal(value): value for value in everything if isinstance(value, Literal)}


class _Names(dict[Any, Any]):
    """IRIs and blank nodes as Oxigraph's, each made once."""

    def __missing__(self, node: Identifier) -> Any:
        self[node] = made = _term(node)
        return made


def _term(node: Identifier) -> Any:
    """Return a term as Oxigraph's. Raises ValueError where it has no such term."""
    if isinstance(node, Literal):
        return _literal(node)
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else ox.NamedNode(str(node))


def _literal(node: Literal) -> ox.Literal:
    text, datatype = str(node), node.datatype
    if datatype is None:
        return ox.Literal(text, language=node.language)
    if datatype in _OTHER_NUMBERS or (datatype in _KEPT and not _NUMBER.fullmatch(text)):
        raise ValueError(f"not kept as it is written: {text}")
    return ox.Literal(text, datatype=ox.NamedNode(str(datatype)))


def _in_expression(name: str, sparql: str) -> bool:
    return bool(re.search(rf"\([^()]*[$?]{name}\b", sparql))
