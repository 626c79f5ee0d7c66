"""Exports: one Turtle file of a whole store that opens well in Protégé, and the reference data."""

from __future__ import annotations

from typing import BinaryIO

from rdflib import Graph

from kg.iris import CQ, ONTOLOGY
from kg.ntriples import to_ntriples
from kg.protocols import Store

MEDIA_TYPES = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "xml": "application/rdf+xml",
    "rdf": "application/rdf+xml",
    "owl": "application/rdf+xml",
    "jsonld": "application/ld+json",
}

_PROTEGE = f"""PREFIX cq: <{CQ}>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT {{ ?s ?p ?o . ?span rdfs:label ?exact }}
WHERE {{
  {{
    GRAPH ?g {{ ?s ?p ?o }}
    FILTER(?g NOT IN (<%(base)sshapes>, <%(base)sruns>))
    FILTER(?s = <{ONTOLOGY}> || NOT EXISTS {{ GRAPH ?g {{ ?s a owl:Ontology }} }})
  }}
  UNION
  {{ GRAPH <%(base)sruns> {{ ?s a cq:Extractor ; ?p ?o }} }}
  UNION
  {{ GRAPH ?g {{ ?span cq:exact ?exact }} }}
}}"""


def write_protege(store: Store, base: str, out: BinaryIO) -> None:
    """Write ontology, reference data and all articles as one Turtle file for Protégé.

    One ontology header, no imports, everything declared in the one file; spans are labelled with
    their words. The shapes stay out: Protégé would read them as individuals.
    """
    store.query(_PROTEGE % {"base": base}, union=False).write(out, "text/turtle")


def write_reference(
    store: Store, base: str, reference: Graph, media_type: str, out: BinaryIO
) -> None:
    """Write reference data by way of an empty store; N-Quads and TriG name their graph."""
    name = f"{base}reference"
    store.replace({name: to_ntriples(reference)})
    named = media_type in (MEDIA_TYPES["nq"], MEDIA_TYPES["trig"])
    store.dump(out, media_type, None if named else name)
