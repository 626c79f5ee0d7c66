"""IRIs: the ontology's terms, and how entity keys and articles become IRIs under a base.

The base ends in a slash; by default `https://w3id.org/communique/kg/`. Dataset layout:
`<base>article/<id>` one named graph per article, `<base>article/<id>/inferred` what is derived
from it, and beside them those of `SHARED_GRAPHS`, such as `<base>reference`.
"""

from __future__ import annotations

import re
import unicodedata

ONTOLOGY = "https://w3id.org/communique/ontology"
CQ = ONTOLOGY + "#"
SHAPES = "https://w3id.org/communique/shapes#"
BASE = "https://w3id.org/communique/kg/"
SHARED_GRAPHS = (
    "ontology",
    "shapes",
    "reference",
    "mentioned",
    "entities",
    "copies",
    "corrections",
    "runs",
)
# what queries need not declare, and what is written by
PREFIXES = {
    "cq": CQ,
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


_WITHOUT_ACCENT = {ord("ı"): "i", ord("ł"): "l", ord("ø"): "o", ord("đ"): "d", ord("ß"): "ss"}


def article_iri(base: str, article_id: str) -> str:
    """Return the IRI that names an article and its graph.

    >>> article_iri(BASE, "5579b488dd150c4f")
    'https://w3id.org/communique/kg/article/5579b488dd150c4f'
    """
    return f"{base}article/{article_id}"


def program_iri(base: str, version: str) -> str:
    """Return the IRI of one version of Communiqué, which reads articles and tells who is who.

    >>> program_iri(BASE, "0.1.0")
    'https://w3id.org/communique/kg/software/communique-0.1.0'
    """
    return f"{base}software/communique-{version}"


def names_article(iri: str, base: str) -> bool:
    """Say whether an IRI is that of an article and its graph, not of something in it.

    >>> names_article(BASE + "article/ab", BASE), names_article(BASE + "article/ab/inferred", BASE)
    (True, False)
    """
    name = iri.removeprefix(f"{base}article/")
    return name != iri and "/" not in name


def entity_iri(base: str, key: str, article: str) -> str:
    """Return the IRI for an entity key; `article` is the article's IRI, for keys local to it.

    A person is local to each article (`kg.identity` says who is who), but for those of the
    reference data, which belong to none.

    >>> entity_iri(BASE, "state/UA", "")
    'https://w3id.org/communique/kg/id/state/UA'
    >>> entity_iri(BASE, "person/joe-biden", BASE + "article/ab")
    'https://w3id.org/communique/kg/article/ab/person/joe-biden'
    >>> entity_iri(BASE, "./source/1", BASE + "article/ab")
    'https://w3id.org/communique/kg/article/ab/source/1'
    """
    if key.startswith("./"):
        return article + key[1:]
    if article and key.startswith("person/"):
        return f"{article}/{key}"
    return f"{base}id/{key}"


def office_iri(base: str, of: str, title: str) -> str:
    """Return the IRI of an office of the state, grouping or organisation `of`, an entity key.

    >>> office_iri(BASE, "grouping/AU", "Chairperson")
    'https://w3id.org/communique/kg/id/office/grouping/AU/chairperson'
    """
    return f"{base}id/office/{of}/{slug(title)}"


def slug(name: str) -> str:
    """Return `name` in lower-case ASCII letters, digits and hyphens, safe in any IRI.

    >>> slug("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    folded = name.translate(_WITHOUT_ACCENT)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x" + folded.encode().hex()[:24]


def shorten(iri: str, base: str) -> str:
    """Return an IRI as people write it: with a prefix, or without the data's base.

    >>> shorten("http://www.w3.org/2004/02/skos/core#altLabel", "https://e.org/")
    'skos:altLabel'
    >>> shorten("https://e.org/id/state/UA", "https://e.org/")
    'id/state/UA'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(base) or iri
