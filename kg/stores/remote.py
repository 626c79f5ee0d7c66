"""A remote store: any server that speaks the SPARQL 1.1 Protocol.

It is read by queries and written by updates, or, where the descriptor names one, through its Graph
Store HTTP Protocol. What is written may be written twice with the same outcome, so a request whose
answer was lost is sent again. A query is read here first, by the embedded engine on an empty
store: that says what is wrong with it and where, which form its answer has, and refuses SERVICE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, BinaryIO, cast

import pyoxigraph as ox
import requests
from urllib3.exceptions import HTTPError

from kg.errors import StoreError
from kg.iris import PREFIXES
from kg.stores.addresses import Addresses, read_descriptor
from kg.stores.connection import Connection, Parameters, why
from kg.stores.messages import Dataset, UnreachableError
from kg.stores.oxigraph import parse
from kg.stores.sparql import ask, iri, rdf_format, write_graph, write_solutions
from kg.stores.tokens import undeclared_prefix

JSON, TRIPLES, UPDATE = (
    "application/sparql-results+json",
    "application/n-triples",
    "application/sparql-update",
)
_READABLE = f"{TRIPLES}, text/turtle;q=0.5, application/rdf+xml;q=0.3"
_QUADS = 10_000  # in one request of a load
_GRAPHS = 50  # read by one query of a dump
_CUT = ("X-SPARQL-MaxRows", "X-SQL-State")  # how Virtuoso says that an answer is not whole
_ABSENT = (404, 405)
_ITS_OWN = (  # graphs in which Virtuoso keeps what it needs itself
    "http://www.openlinksw.com/",
    "http://localuriqaserver/",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
)
_ANY = "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(isIRI(?s) && isIRI(?o)) } LIMIT 1"


def open_store(location: str, *, create: bool = False) -> RemoteStore:
    """Return the store whose SPARQL endpoint is at this address; `create` makes no difference.

    Raises ConfigError for what is no address. The server is not asked yet.
    """
    del create
    return RemoteStore(read_descriptor(location))


@dataclass(frozen=True, slots=True)
class RemoteResults:
    """The answer to a query on its way from the server; `answer` can be iterated and written once.

    Raises UnreachableError where the answer breaks off.
    """

    form: str
    answer: Any
    name: str

    def write(self, out: BinaryIO, media_type: str) -> None:
        """Write the answer to `out`; ConfigError if answers of its form have no such format."""
        with self.whole():
            if self.form == "graph":
                write_graph(self.answer, out, media_type)
            else:
                write_solutions(self.answer, out, media_type, self.form)

    def whole(self) -> AbstractContextManager[None]:
        """Return the context in which to read `answer`: if it breaks off, UnreachableError is."""
        return _noticing_end(self.name)


class RemoteStore:
    """A `kg.protocols.Store`. What is acknowledged is stored; it has no state here to lose."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self.connection = Connection(addresses.query, tries=addresses.tries)

    def query(self, sparql: str, *, union: bool = True) -> RemoteResults:
        """Answer a query. Raises QueryError with line and column if it cannot be parsed.

        Without `union` the default graph is as the server has it.
        """
        return self.ask(sparql, Dataset(union=union))

    def ask(self, text: str, dataset: Dataset, base: str | None = None) -> RemoteResults:
        """Answer a query over these graphs; relative IRIs are resolved against `base`."""
        form = ask(ox.Store(), text, dataset, base).form
        parameters = [("default-graph-uri", g) for g in dataset.default or ()]
        parameters += [("named-graph-uri", g) for g in dataset.named or ()]
        if dataset.union and not parameters:
            parameters += self._for_union
        return self._ask(form, complete(text, base), parameters)

    def change(self, text: str) -> None:
        """Carry out an update, which may not be safe to repeat. Raises QueryError or StoreError."""
        self._update(text, once=True)

    def replace(self, graphs: Mapping[str, bytes]) -> None:
        """Replace each graph by its N-Triples; empty bytes drop it.

        By an update all at once, if the server carries out an update as a whole; through the graph
        store one after the other. Raises StoreError; then it is not sure, but for the error of a
        graph that is not N-Triples, that nothing has changed, and it may be done again.
        """
        read = {graph: _read(graph, data) for graph, data in graphs.items()}
        if self.addresses.data is not None:
            for graph, triples in read.items():
                self._put(graph, triples)
        elif read:
            steps = (step for g, triples in read.items() for step in (_drop(g), *_data(g, triples)))
            self._update(";\n".join(steps))

    def amend(self, graph: str, removed: bytes, added: bytes) -> None:
        """Remove and add N-Triples of one graph, in one update; both without blank nodes."""
        gone, new = _read(graph, removed), _read(graph, added)
        steps = (*_data(graph, gone, "DELETE"), *_data(graph, new))
        if steps:
            self._update(";\n".join(steps))

    def graphs(self) -> Iterator[str]:
        """Yield the IRIs of the named graphs that are not empty, sorted; not the server's own."""
        # not SELECT DISTINCT: over some hundreds of graphs Virtuoso 7.2 does not come to an end
        rows = self._rows("SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        names = (row["g"].value for row in rows if isinstance(row["g"], ox.NamedNode))
        yield from sorted(name for name in names if not name.startswith(_ITS_OWN))

    def load(self, stream: BinaryIO, media_type: str, graph: str | None = None) -> int:
        """Add what `stream` holds, some at a time; return how many quads were read.

        Raises StoreError where the document is wrong or the server fails, and says how many are
        stored by then. Triples with blank nodes are sent last, in one request, and once only.
        """
        name = ox.DefaultGraph() if graph is None else iri(graph)
        form = rdf_format(media_type)
        quads = iter(ox.parse(stream, format=form, base_iri=graph, rename_blank_nodes=True))
        read, stored, blank = 0, 0, list[ox.Quad]()
        try:
            while some := list(islice(quads, _QUADS)):
                read += len(some)
                named = [_in(quad, name) for quad in some]
                plain = [quad for quad in named if not _has_blank(quad)]
                blank += [quad for quad in named if _has_blank(quad)]
                self._add(plain)
                stored += len(plain)
            self._add(blank, once=True)
        except SyntaxError as error:
            told = f"not {media_type}: {error.msg}; {stored} triples before it are stored"
            raise StoreError(told) from error
        except StoreError as error:
            raise type(error)(f"{error}; {stored} triples are stored: load it again") from error
        return read

    def add(self, graph: str, triples: bytes) -> None:
        """Add N-Triples to a graph (`""` is the default graph), once."""
        name = iri(graph) if graph else ox.DefaultGraph()
        read = _read(graph, triples)
        self._add([ox.Quad(t.subject, t.predicate, t.object, name) for t in read], once=True)

    def dump(self, out: BinaryIO, media_type: str, graph: str | None = None) -> None:
        """Write the quads of all named graphs, or the triples of one graph, to `out`."""
        form = rdf_format(media_type)
        if graph is not None:
            self.triples(graph).write(out, media_type)
            return
        quads: Iterable[Any] = self._quads()
        if not form.supports_datasets:
            quads = (quad.triple for quad in quads)
        with _noticing_end(self.addresses.query):
            ox.serialize(quads, out, form, prefixes=PREFIXES)

    def triples(self, graph: str) -> RemoteResults:
        """Return the triples of one graph (`""` is the default graph), none if it is not there."""
        if self.addresses.data is None:
            where = f"GRAPH {iri(graph)} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
            return self._ask("graph", f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}")
        response = self.connection.send(
            "GET",
            self.addresses.data,
            parameters=_graph_parameter(graph),
            accept=_READABLE,
            allowed=(404,),
        )
        if response.status_code == 404:
            response.close()
            return RemoteResults("graph", iter(()), self.addresses.query)
        return self._triples_of(response)

    def exists(self, graph: str) -> bool:
        """Say whether a graph has any triples."""
        return bool(self._ask("boolean", f"ASK {{ GRAPH {iri(graph)} {{ ?s ?p ?o }} }}").answer)

    def close(self) -> None:
        """Close the connections."""
        self.connection.close()

    @cached_property
    def _for_union(self) -> Parameters:
        """What makes the union of all graphs the default graph, where the server has a switch.

        Oxigraph's server has one for each request; others that leave the default graph empty have
        a setting. A triple of a named graph shows how it is.
        """
        some = next(self._rows(_ANY), None)
        if some is None:
            return ()
        seen = self._ask("boolean", f"ASK {{ {some['s']} {some['p']} {some['o']} }}").answer
        return () if seen else (("union-default-graph", ""),)

    def _rows(self, sparql: str) -> Iterator[Any]:
        with _noticing_end(self.addresses.query):
            yield from self._ask("solutions", sparql).answer

    def _ask(self, form: str, text: str, parameters: Parameters = ()) -> RemoteResults:
        response = self.connection.send(
            "POST",
            self.addresses.query,
            body=[("query", text), *parameters],
            accept=_READABLE if form == "graph" else JSON,
        )
        cut = next((response.headers[h] for h in _CUT if h in response.headers), None)
        if cut is not None:
            response.close()
            raise StoreError(
                f"{self.addresses.query} cuts its answers short ({cut}): raise its limits, or name "
                "its graph store with #data="
            )
        if form == "graph":
            return self._triples_of(response)
        with _noticing_end(self.addresses.query):
            answer = ox.parse_query_results(_body(response), format=ox.QueryResultsFormat.JSON)
            if form == "boolean" and isinstance(answer, ox.QuerySolutions):
                answer = _boolean(answer)
        return RemoteResults(form, answer, self.addresses.query)

    def _triples_of(self, response: requests.Response) -> RemoteResults:
        media_type = response.headers.get("Content-Type", TRIPLES).partition(";")[0]
        quads = ox.parse(
            _body(response), format=rdf_format(media_type), base_iri=self.addresses.query
        )
        return RemoteResults("graph", (quad.triple for quad in quads), self.addresses.query)

    def _quads(self) -> Iterator[ox.Quad]:
        names = iter(list(self.graphs()))
        if self.addresses.data is not None:
            for name in names:
                own = _own_blank_nodes()
                for triple in self.triples(name).answer:
                    terms = (own(triple.subject), triple.predicate, own(triple.object))
                    yield ox.Quad(*terms, ox.NamedNode(name))
            return
        while some := " ".join(f"<{name}>" for name in islice(names, _GRAPHS)):
            asked = f"SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {some} }} GRAPH ?g {{ ?s ?p ?o }} }}"
            own = _own_blank_nodes()
            for row in self._rows(asked):
                yield ox.Quad(own(row["s"]), row["p"], own(row["o"]), row["g"])

    def _put(self, graph: str, triples: list[ox.Triple]) -> None:
        data, name = cast(str, self.addresses.data), _graph_parameter(graph)
        if not triples:
            self.connection.send("DELETE", data, parameters=name, allowed=(404,)).close()
            return
        body = as_triples(triples)
        sent = self.connection.send("PUT", data, parameters=name, body=body, media_type=TRIPLES)
        sent.close()

    def _add(self, quads: list[ox.Quad], *, once: bool = False) -> None:
        graphs: dict[str, list[ox.Triple]] = {}
        for quad in quads:
            name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value
            graphs.setdefault(name, []).append(quad.triple)
        if self.addresses.data is None:
            if quads:
                steps = (step for graph, some in graphs.items() for step in _data(graph, some))
                self._update(";\n".join(steps), once=once)
            return
        for graph, some in graphs.items():
            self.connection.send(
                "POST",
                self.addresses.data,
                parameters=_graph_parameter(graph),
                body=as_triples(some),
                media_type=TRIPLES,
                once=once,
            ).close()

    def _update(self, text: str, *, once: bool = False) -> None:
        """Send an update to the first address that takes updates."""
        for address in self.addresses.updates:
            response = self.connection.send(
                "POST", address, body=text.encode(), media_type=UPDATE, allowed=_ABSENT, once=once
            )
            response.close()
            if response.status_code not in _ABSENT:
                self.addresses = self.addresses.with_update(address)
                return
        raise StoreError(
            f"{self.addresses.query}: no updates are taken at {', '.join(self.addresses.updates)}; "
            "name their address with #update=, or the graph store's with #data="
        )


def complete(text: str, base: str | None = None) -> str:
    """Return a query or update with its base, and with what it leaves to us to declare declared.

    >>> complete("ASK { ?s a cq:Article }").partition(" ASK")[0]
    'PREFIX cq: <https://w3id.org/communique/ontology#>'
    """
    missing: list[str] = []
    while (found := undeclared_prefix(text, missing)) and found[0] in PREFIXES:
        missing.append(found[0])
    declared = [f"PREFIX {name}: <{PREFIXES[name]}>" for name in missing]
    return " ".join([*([f"BASE <{base}>"] if base else []), *declared, text])


@contextmanager
def _noticing_end(name: str) -> Iterator[None]:
    """Make an answer that breaks off, or is none, an error that names the server."""
    try:
        yield
    except (requests.RequestException, HTTPError, OSError) as error:
        raise UnreachableError(f"{name} broke off its answer: {why(error)}") from error
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{name} gave an answer that is none: {error}") from error


def _own_blank_nodes() -> Callable[[Any], Any]:
    """Return what gives the blank nodes of one answer, where alone their labels hold, new ones."""
    ours: dict[Any, ox.BlankNode] = {}

    def own(term: Any) -> Any:
        is_blank = isinstance(term, ox.BlankNode)
        return ours.setdefault(term, ox.BlankNode()) if is_blank else term

    return own


def _boolean(answer: ox.QuerySolutions) -> ox.QueryBoolean:
    """Return a boolean that is told in a row, as Virtuoso does."""
    told = [term.value in ("1", "true") for row in answer for term in row if term is not None]
    text = f'{{"head":{{}},"boolean":{str(any(told)).lower()}}}'
    parsed = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    return cast(ox.QueryBoolean, parsed)


def _body(response: requests.Response) -> BinaryIO:
    response.raw.decode_content = True
    return cast(BinaryIO, response.raw)


def _read(graph: str, data: bytes) -> list[ox.Triple]:
    try:
        return parse(data, TRIPLES) if data.strip() else []
    except StoreError as error:
        raise StoreError(f"the graph {graph} is {error}; nothing was changed") from error


def as_triples(triples: Iterable[ox.Triple]) -> bytes:
    """Return triples as N-Triples."""
    return "".join(f"{triple} .\n" for triple in triples).encode()


def _drop(graph: str) -> str:
    return f"DROP SILENT GRAPH {iri(graph)}" if graph else "DROP SILENT DEFAULT"


def _data(graph: str, triples: list[ox.Triple], operation: str = "INSERT") -> tuple[str, ...]:
    """Return the step that inserts or deletes triples, if there are any."""
    if not triples:
        return ()
    lines = as_triples(triples).decode()
    wrapped = f"GRAPH {iri(graph)} {{\n{lines}}}" if graph else lines
    return (f"{operation} DATA {{\n{wrapped}}}",)


def _graph_parameter(graph: str) -> Parameters:
    return (("graph", graph),) if graph else (("default", ""),)


def _in(quad: ox.Quad, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    """Return a quad of a document as it stands in the graph the document is loaded into."""
    if isinstance(graph, ox.DefaultGraph):
        return quad
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _has_blank(quad: ox.Quad) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in quad)
