"""What the list of statements can be narrowed by, and the SPARQL that does it.

Each facet is a pattern over `?statement` in its article's graph `?g`. A value becomes one RDF term
(`kg.parameters`) in the place of the UNDEF of the pattern's VALUES block, nothing else: the rest of
a query is what stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from kg.iris import CQ
from kg.model import Form, SpeechAct
from kg.parameters import Parameter, bind

MOST_WORDS = 8  # that are looked for at once
_PREFIXES = f"""PREFIX cq: <{CQ}>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the list: what it takes, and which statements have it.

    `offered` says in which order its values are offered: `most` frequent or `greatest` first, ""
    where they are not.
    """

    parameter: Parameter
    heading: str
    where: str
    offered: str = ""

    @property
    def name(self) -> str:
        """Its name in an address."""
        return self.parameter.name


def _agent(name: str, heading: str, property_: str, description: str) -> Facet:
    """Return a facet for an agent: persons of articles count as whom they are known to be."""
    return Facet(
        Parameter(name, "iri", description),
        heading,
        f"""  {{ SELECT DISTINCT ?{name}_told {{ VALUES ?{name} {{ UNDEF }}
    OPTIONAL {{ GRAPH ?{name}_who {{ ?{name} ^cq:identifiedAs/cq:identifies ?{name}_member }} }}
    BIND(COALESCE(?{name}_member, ?{name}) AS ?{name}_told) }} }}
  GRAPH ?g {{ ?statement {property_} ?{name}_told }}""",
        "most",
    )


def _term(
    name: str, heading: str, property_: str, choices: tuple[str, ...], description: str
) -> Facet:
    """Return a facet for a term of the ontology, written in an address in small letters."""
    return Facet(
        Parameter(name, "choice", description, choices=choices),
        heading,
        f"""  {{ SELECT ?{name}_term {{ VALUES ?{name} {{ UNDEF }}
    BIND(CONCAT(UCASE(SUBSTR(?{name}, 1, 1)), SUBSTR(?{name}, 2)) AS ?{name}_local)
    BIND(IRI(CONCAT("{CQ}", ?{name}_local)) AS ?{name}_term) }} }}
  GRAPH ?g {{ ?statement {property_} ?{name}_term }}""",
        "most",
    )


def _day(name: str, comparison: str, description: str) -> Facet:
    return Facet(
        Parameter(name, "date", description),
        "",
        f"""  VALUES ?{name} {{ UNDEF }}
  GRAPH ?g {{ ?in dcterms:issued ?{name}_issued }}
  FILTER(SUBSTR(STR(?{name}_issued), 1, 10) {comparison} STR(?{name}))""",
    )


WORDS = Facet(
    Parameter("words", "string", "words in what was said, whatever their case and order"),
    "Words",
    """  VALUES ?words { UNDEF }
  GRAPH ?g { ?statement cq:contentSpan/cq:exact ?words_text }
  FILTER(CONTAINS(LCASE(?words_text), LCASE(?words)))""",
)
FACETS = (
    _agent("speaker", "Speaker", "cq:speaker", "who said it"),
    Facet(
        Parameter("for", "iri", "the state or organisation in whose name it was said"),
        "Speaks for",
        "  VALUES ?for { UNDEF }\n  GRAPH ?d { ?statement cq:onBehalfOf ?for }",
        "most",
    ),
    _agent("about", "About", "cq:about", "whom or what it is about"),
    _agent("to", "Said to", "cq:addressee", "to whom it was said"),
    _term("act", "Act", "cq:speechAct", get_args(SpeechAct), "what the speaker does by it"),
    _term("form", "Form", "cq:form", get_args(Form), "quoted, partly quoted or paraphrased"),
    Facet(
        Parameter(
            "year", "integer", "the year of publication", least=Decimal(1), most=Decimal(9999)
        ),
        "Year",
        """  VALUES ?year { UNDEF }
  GRAPH ?g { ?in dcterms:issued ?year_issued }
  FILTER(STRBEFORE(STR(?year_issued), "-") = STR(?year))""",
        "greatest",
    ),
    Facet(
        Parameter(
            "confidence_from", "number", "the least confidence", least=Decimal(0), most=Decimal(1)
        ),
        "Confidence at least",
        """  VALUES ?confidence_from { UNDEF }
  GRAPH ?g { ?statement cq:confidence ?confidence }
  FILTER(?confidence >= ?confidence_from)""",
        "greatest",
    ),
    Facet(
        Parameter("article", "iri", "the article it stands in"),
        "Article",
        "  VALUES ?article { UNDEF }\n  GRAPH ?g { ?statement cq:inArticle ?article }",
        "most",
    ),
    Facet(
        Parameter("speaker_name", "string", "the speaker's name, or part of it"),
        "Speaker's name",
        """  { SELECT DISTINCT ?named { VALUES ?speaker_name { UNDEF }
    GRAPH ?names { ?called rdfs:label|skos:altLabel ?name }
    FILTER(CONTAINS(LCASE(STR(?name)), LCASE(?speaker_name)))
    OPTIONAL { GRAPH ?same { ?called ^cq:identifiedAs/cq:identifies ?one } }
    BIND(COALESCE(?one, ?called) AS ?named) } }
  GRAPH ?g { ?statement cq:speaker ?named }""",
    ),
    WORDS,
    _day("since", ">=", "the first day of publication"),
    _day("until", "<=", "the last day of publication"),
)


def query(terms: Mapping[str, tuple[str, ...]]) -> str:
    """Return the query for all statements that fit: for each facet that is used its terms, by name.

    Of `words` each is a term of its own, and all of them must be there.
    """
    conditions = "\n".join(_conditions(terms))
    return f"""{_PREFIXES}SELECT DISTINCT ?statement ?date ?in WHERE {{
{conditions}
  GRAPH ?g {{ ?statement a cq:Statement ; cq:inArticle ?in }}
  OPTIONAL {{ GRAPH ?g {{ ?in dcterms:issued ?issued }} }}
  BIND(SUBSTR(STR(?issued), 1, 10) AS ?date)
}}
ORDER BY DESC(?date) ?in STRLEN(STR(?statement)) ?statement
"""


def _conditions(terms: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for facet in FACETS:
        for number, term in enumerate(terms.get(facet.name, ()), 1):
            own = f"{facet.name}{number}" if number > 1 else facet.name
            where = re.sub(rf"\?{facet.name}(?=\W|_)", f"?{own}", facet.where)
            yield bind(where, {own: term})
