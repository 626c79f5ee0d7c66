"""Asking and changing an Oxigraph store: the engine's answers and errors in our own terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeVar

import pyoxigraph as ox

from kg.errors import ConfigError, QueryError
from kg.iris import PREFIXES
from kg.stores.aliases import without_aliases
from kg.stores.counting import Numbers, with_numbers
from kg.stores.diagnosis import diagnose
from kg.stores.folder import noticing_damage
from kg.stores.joins import with_hashing
from kg.stores.lengths import with_ends_themselves
from kg.stores.merging import Graphs, Merges, graphs_of
from kg.stores.messages import Dataset, RefusedError
from kg.stores.ordering import with_shortest_first
from kg.stores.patterns import Counts, Term
from kg.stores.rewriting import for_engine, lower_booleans, without_comparisons
from kg.stores.scoping import graph_by_graph
from kg.stores.tokens import (
    names_dataset,
    place,
    refuse_service,
    with_using,
    without_load,
)
from kg.stores.xml_output import checked_xml

STUBS = 50  # unknown functions a query may call; each costs one more parse
MOST_EXPECTED = 12  # words in a syntax error
_SENTENCE = re.compile(r"\b[A-Z][A-Za-z]*(?: [A-Za-z*]+){3,}")  # among words expected
_PRETTY = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML)
_Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class OxigraphResults:
    """The answer to a query: `form` is `solutions`, `boolean` or `graph`; written once."""

    answer: _Answer

    @property
    def form(self) -> str:
        """Say what kind of answer it is."""
        if isinstance(self.answer, ox.QueryBoolean):
            return "boolean"
        return "graph" if isinstance(self.answer, ox.QueryTriples) else "solutions"

    def write(self, out: BinaryIO, media_type: str) -> None:
        """Write the answer to `out`; ConfigError if answers of its form have no such format."""
        with noticing_damage():
            self._write(out, media_type)

    def _write(self, out: BinaryIO, media_type: str) -> None:
        if isinstance(self.answer, ox.QueryTriples):
            write_graph(self.answer, out, media_type)
        else:
            write_solutions(self.answer, out, media_type, self.form)


def write_graph(triples: Iterable[ox.Triple], out: BinaryIO, media_type: str) -> None:
    """Write triples to `out`. Raises ConfigError for an unknown media type, NotAcceptableError."""
    form, out = rdf_format(media_type), checked_xml(out, media_type)
    if form in _PRETTY:
        ox.serialize(triples, out, form, prefixes=PREFIXES)
    else:
        ox.serialize(triples, out, form)


def write_solutions(
    answer: ox.QuerySolutions | ox.QueryBoolean, out: BinaryIO, media_type: str, form: str
) -> None:
    """Write solutions or a boolean to `out`; ConfigError if the form has no such format."""
    results = ox.QueryResultsFormat.from_media_type(media_type)
    if results is None:
        raise ConfigError(f"{form} cannot be written as {media_type!r}")
    answer.serialize(checked_xml(out, media_type), results)


def ask(
    store: ox.Store,
    text: str,
    dataset: Dataset,
    base: str | None = None,
    counts: Counts | None = None,
    numbers: Numbers | None = None,
    merges: Merges | None = None,
) -> OxigraphResults:
    """Answer a query; `counts`, `numbers`, `merges` are those of the store's state, if it has any.

    Raises QueryError, RefusedError; OSError if the store cannot be read.
    """
    refuse_service(text)
    text = _checked(text, lambda t: ox.Store().query(t, base_iri=base, prefixes=PREFIXES))
    plain = graph_by_graph(for_engine(text), store.named_graphs)
    counts = counts or Counts(store)
    graphs: dict[str, Any] = {}
    if dataset.default is not None or dataset.named is not None:
        graphs["default_graph"] = list(map(iri, dict.fromkeys(dataset.default or ())))
        graphs["named_graphs"] = list(map(iri, dict.fromkeys(dataset.named or ())))
        asked_for: Graphs | None = Graphs(*map(tuple, graphs.values()))
    elif names_dataset(text):
        asked_for = graphs_of(plain, PREFIXES)
    else:
        asked_for = None
        if dataset.union:
            graphs["use_default_graph_as_union"] = True
    source = (merges or Merges(store)).of(asked_for) if asked_for else store

    def is_nowhere(term: Term) -> bool:
        subject = f"UNION {{ {term} ?p ?o }}" if isinstance(term, ox.NamedNode) else ""
        return not source.query(f"ASK {{ {{ ?s ?p {term} }} {subject} }}", **graphs)

    whole = plain if names_dataset(text) else with_ends_themselves(plain, PREFIXES, is_nowhere)
    if numbers is not None and "use_default_graph_as_union" in graphs:
        whole = with_numbers(numbers, whole, PREFIXES)
    quick = with_hashing(counts, with_shortest_first(counts, whole, PREFIXES), PREFIXES)

    def asked(query: str, stubs: dict[Any, Any]) -> _Answer:
        return source.query(
            query, base_iri=base, prefixes=PREFIXES, custom_functions=stubs, **graphs
        )

    def run(stubs: dict[Any, Any]) -> _Answer:
        try:
            if whole != plain:  # what was written in its place hides no error
                ox.Store().query(plain, base_iri=base, prefixes=PREFIXES, custom_functions=stubs)
            return asked(quick, stubs)
        except SyntaxError:
            if quick == plain:
                raise
            return asked(plain, stubs)  # its places are those of the text

    return OxigraphResults(_attempt(text, run))


def change(
    store: ox.Store,
    text: str,
    base: str | None = None,
    using: Sequence[str] = (),
    using_named: Sequence[str] = (),
) -> None:
    """Carry out an update, whole or not at all. Raises QueryError, RefusedError or OSError."""
    allowed, silent = prepared(text, base, using, using_named)
    target = store if silent else ox.Store()  # where it does no harm, but its syntax is checked
    _attempt(
        text,
        lambda stubs: target.update(
            graph_by_graph(for_engine(allowed), store.named_graphs),
            base_iri=base,
            prefixes=PREFIXES,
            custom_functions=stubs,
        ),
        update=True,
    )
    if not silent:
        raise RefusedError("LOAD is switched off: send the document to the graph store instead.")


def prepared(
    text: str, base: str | None, using: Sequence[str], using_named: Sequence[str]
) -> tuple[str, bool]:
    """Return an update that fetches nothing and reads the graphs named; and whether LOAD is silent.

    Raises QueryError, RefusedError.
    """
    refuse_service(text)
    text = _checked(
        text, lambda t: ox.Store().update(t, base_iri=base, prefixes=PREFIXES), update=True
    )
    allowed, silent = without_load(text)
    if using or using_named:
        for graph in (*using, *using_named):
            iri(graph)
        allowed = with_using(allowed, using, using_named)
    return allowed, silent


def rdf_format(media_type: str) -> ox.RdfFormat:
    """Return the RDF format of a media type. Raises ConfigError if it has none."""
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise ConfigError(f"no RDF format has the media type {media_type!r}")
    return form


def replacement(store: ox.Store, graph: str | None, triples: Iterable[ox.Triple]) -> str:
    """Return the update that makes the triples the whole content of a graph (None: the default).

    What stays is not written again, so that a graph replaced by itself costs one reading of it;
    a graph with blank nodes is written anew. Empty if there is nothing to do.
    """
    name = ox.DefaultGraph() if graph is None else iri(graph)
    old = {q.triple for q in store.quads_for_pattern(None, None, None, name)}
    new = dict.fromkeys(triples)  # a set that keeps its order
    if any(map(_has_blank, old)) or any(map(_has_blank, new)):
        target = "DEFAULT" if graph is None else f"GRAPH {name}"
        return ";\n".join(filter(None, (f"CLEAR SILENT {target}", _data("INSERT", name, new))))
    gone, added = old.difference(new), [t for t in new if t not in old]
    return ";\n".join(filter(None, (_data("DELETE", name, gone), _data("INSERT", name, added))))


def addition(_: ox.Store, graph: str | None, triples: Iterable[ox.Triple]) -> str:
    """Return the update that adds the triples to a graph (None: the default); may be empty."""
    return _data("INSERT", ox.DefaultGraph() if graph is None else iri(graph), triples)


def deletion(graph: str, triples: Iterable[ox.Triple]) -> str:
    """Return the update that takes the triples, without blank nodes, out of a graph."""
    return _data("DELETE", iri(graph), triples)


def _data(operation: str, graph: ox.NamedNode | ox.DefaultGraph, triples: Iterable[Any]) -> str:
    lines = "\n".join(f"{t} ." for t in triples)
    if not lines:
        return ""
    wrapped = lines if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{\n{lines}\n}}"
    return f"{operation} DATA {{\n{wrapped}\n}}"


def _has_blank(term: Any) -> bool:
    if isinstance(term, ox.Triple):
        return _has_blank(term.subject) or _has_blank(term.object)
    return isinstance(term, ox.BlankNode)


def _checked(text: str, parse: Callable[[str], object], *, update: bool = False) -> str:
    """Return the text to go on with. Raises QueryError, its place counted in `text`.

    The engine reads `?x<?a&&?b>?y` as comparisons; by section 19.8 it holds an IRI and is wrong. A
    name that is used again in its own SELECT it does not read.
    """
    named = without_aliases(text)
    if named != text:
        try:
            _parsed(named, parse)
        except SyntaxError:
            named = text  # what is wrong is told of the text as it was sent
    plain = lower_booleans(named)
    strict = without_comparisons(plain)
    if strict == plain == graph_by_graph(for_engine(text), tuple):
        return text
    for checked in dict.fromkeys((plain, strict)):
        try:
            _parsed(checked, parse)
        except SyntaxError as error:
            if checked == plain:
                raise _syntax_error(error, text, update=update) from None
            inside = next(i for i, (a, b) in enumerate(zip(plain, strict, strict=True)) if a != b)
            message = "Here <…> reads as one IRI; a comparison has a space after its < sign."
            raise QueryError(message, *place(text, inside - 1)) from None
    return named


def _parsed(text: str, parse: Callable[[str], object]) -> None:
    """Raise SyntaxError where a text is wrong; what else the engine says is no matter of syntax."""
    with suppress(RuntimeError, ValueError):
        parse(text)


def _attempt(text: str, run: Callable[[dict[Any, Any]], _T], *, update: bool = False) -> _T:
    """Run a query or update; an unknown function is an error in its expression, not a refusal.

    SPARQL 1.1, section 17.2: the engine refuses such functions, so each becomes one that errs.
    """
    stubs: dict[Any, Any] = {}
    while True:
        try:
            with noticing_damage():
                return run(stubs)
        except SyntaxError as error:
            raise _syntax_error(error, text, update=update) from None
        except ValueError as error:
            raise QueryError(str(error)) from None
        except RuntimeError as error:
            unknown = re.match(r"The custom function <(.*)> is not supported", str(error))
            if unknown is None or len(stubs) >= STUBS:
                raise QueryError(str(error)) from None
            stubs[ox.NamedNode(unknown[1])] = lambda *_: None


def _syntax_error(error: SyntaxError, text: str, *, update: bool = False) -> QueryError:
    """Return the engine's complaint with line and column, in words a person can use."""
    found = re.match(r"error at (\d+):(\d+): (.*)", error.msg, re.DOTALL)
    if found is None:
        return QueryError(error.msg)
    line, column = int(found[1]), int(found[2])
    diagnosis = diagnose(text, found[3], PREFIXES, update=update)
    if diagnosis is None:
        return QueryError(_expected(found[3]), line, column)
    words, *where = diagnosis
    return QueryError(words, *(where if where[0] else (line, column)))


def _expected(message: str) -> str:
    """Return what the parser waited for, its character classes left out.

    >>> _expected("expected one of LATERAL, SERVICE, [_]")
    'Syntax error: expected LATERAL or SERVICE.'
    >>> _expected("expected one of Variables are not allowed in INSERT DATA, [_]")
    'Syntax error: Variables are not allowed in INSERT DATA.'
    >>> _expected("expected one of The query limit should be a non negative integer, ['0'..='9']")
    'Syntax error: The query limit should be a non negative integer.'
    """
    if sentence := _SENTENCE.search(message):
        return f"Syntax error: {sentence[0]}."
    plain = re.sub(r"\[[^\]]*\]", "", message.removeprefix("expected").replace(" one of ", " "))
    names = re.findall(r'"(?:\\.|[^"\\])+"|\b[A-Za-z_]{2,}\b', plain)
    if not names:
        return "Syntax error here."
    if len(names) > MOST_EXPECTED:
        return f"Syntax error: expected one of {', '.join(names[:MOST_EXPECTED])}, …"
    return f"Syntax error: expected {' or '.join(names)}."


def iri(text: str) -> ox.NamedNode:
    """Return the IRI as a term. Raises QueryError if it is not absolute."""
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise QueryError(f"{text!r} is not an absolute IRI: {error}") from None
