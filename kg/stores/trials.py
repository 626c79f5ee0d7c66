"""What an update would make of articles, found by carrying it out where it does no harm."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg.iris import CQ, PREFIXES, names_article
from kg.stores.rewriting import for_engine
from kg.stores.targets import absolute, may_bring, named_graphs, variable_graphs
from kg.stores.tokens import is_volatile

Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_ARTICLE = ox.NamedNode(CQ + "Article")
_ANYWHERE = f"{{ {_ARTICLE} ?p ?o }} UNION {{ ?s {_ARTICLE} ?o }} UNION {{ ?s ?p {_ARTICLE} }}"


def changed_articles(
    before: ox.Store,
    checkpoint: str,
    base: str,
    sent: str,
    sent_to: str | None,
    change: Callable[[ox.Store], None],
) -> dict[str, bytes]:
    """Return what would stand in each graph about an article that an update changes, as N-Quads.

    About an article is what says so, and what has an article's name under `base`. `before` is the
    state in the folder `checkpoint`, `change` carries the update out in a copy of it; its relative
    IRIs are read from the address it was sent to. A graph of which nothing would be left is left
    out. Raises what `change` raises.
    """
    update = absolute(sent, sent_to, _resolved)
    possible = _possible(before, update)

    def about(store: ox.Store, graph: Graph) -> bool:
        told = store.quads_for_pattern(None, _TYPE, _ARTICLE, graph)
        return names_article(_name(graph), base) or next(told, None) is not None

    known = before.query(f"ASK {{ {{ {_ANYWHERE} }} UNION {{ GRAPH ?g {{ {_ANYWHERE} }} }} }}")
    if possible is not None and not may_bring(update, "Article", known=bool(known)):
        possible = [graph for graph in possible if about(before, graph)]
        if not possible:
            return {}

    def found(after: ox.Store) -> dict[str, bytes]:
        change(after)
        every = (ox.DefaultGraph(), *after.named_graphs())
        changed = [
            graph
            for graph in (every if possible is None else possible)
            if about(after, graph) and _triples(before, graph) != _triples(after, graph)
        ]
        return {_name(graph): _quads(after, graph) for graph in changed}

    with _copy(checkpoint) as folder:  # removed when nobody has it open any more
        made = found(ox.Store(folder))
    return {name: quads for name, quads in made.items() if quads}


def _possible(before: ox.Store, update: str) -> list[Graph] | None:
    """Return the graphs that an update could write to; None where it could be any."""
    names, query = named_graphs(update), variable_graphs(update)
    if names is None or query is None or is_volatile(update):
        return None
    if query:
        try:
            answer = cast(ox.QuerySolutions, before.query(for_engine(query), prefixes=PREFIXES))
            found = {term for solution in answer for term in solution}
        except (SyntaxError, RuntimeError, ValueError):
            return None
        names |= {term.value for term in found if isinstance(term, ox.NamedNode)}
    return [*_graphs(names)]


def _resolved(iri: str, base: str | None) -> str | None:
    """Return an IRI as the engine reads it from a base; None where it cannot."""
    try:
        answer = ox.Store().query(f"SELECT (<{iri}> AS ?iri) {{}}", base_iri=base)
    except (SyntaxError, ValueError):
        return None
    return str(next(cast(ox.QuerySolutions, answer))[0].value)


def _graphs(names: Iterable[str]) -> Iterator[Graph]:
    """Yield the graphs of these names, but for what is no IRI: the engine knows none such."""
    for name in names:
        with suppress(ValueError):
            yield ox.NamedNode(name) if name else ox.DefaultGraph()


def _name(graph: Graph) -> str:
    return "" if isinstance(graph, ox.DefaultGraph) else graph.value


def _quads(store: ox.Store, graph: Graph) -> bytes:
    found = store.quads_for_pattern(None, None, None, graph)
    return "".join(f"{quad} .\n" for quad in found).encode()


def _triples(store: ox.Store, graph: Graph) -> bytes:
    """Return a graph as N-Triples: the same bytes for the same triples, whatever came before."""
    return store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""


@contextmanager
def _copy(checkpoint: str) -> Iterator[Path]:
    """Yield a folder with a database that is as a checkpoint is; it is gone afterwards.

    What is left of it where it was still open, as after an error, is gone after the next.
    """
    beside, mine = Path(checkpoint).parent, f"trial-{os.getpid()}-"
    folder = Path(tempfile.mkdtemp(prefix=mine, dir=beside))
    try:
        shutil.copytree(checkpoint, folder, copy_function=_link_table, dirs_exist_ok=True)
        yield folder
    finally:
        for left in beside.glob(f"{mine}*"):
            shutil.rmtree(left, ignore_errors=True)


def _link_table(source: str, target: str) -> str:
    """Copy a file of a database; its tables never change, so that they need not be copied."""
    if source.endswith(".sst"):
        os.link(source, target)
        return target
    return str(shutil.copy2(source, target))
