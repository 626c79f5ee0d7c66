"""Twelve questions to the invented articles, from one subject's triples to all rows there are."""

from benchmarks.articles import CQ, KG

_P = f"""PREFIX cq: <{CQ}> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> """
_A = f"{KG}article/000077"

QUESTIONS = {
    "one statement": f"SELECT ?p ?o {{ <{_A}/statement/0> ?p ?o }}",
    "one article": _P
    + f"""SELECT ?speaker ?words {{ ?s cq:inArticle <{_A}> ; cq:speaker ?who ;
        cq:contentSpan/cq:exact ?words . OPTIONAL {{ ?who rdfs:label ?speaker }} }}""",
    "who warned whom": _P
    + f"""SELECT ?who ?words {{ ?s cq:speechAct cq:Warn ; cq:addressee <{KG}id/state/7> ;
        cq:speaker ?who ; cq:contentSpan/cq:exact ?words }}""",
    "members' speakers": _P
    + f"""SELECT ?name ?words {{ ?state cq:isMemberOf <{KG}id/grouping/9> . ?who cq:represents
        ?state ; rdfs:label ?name . ?s cq:speaker ?who ; cq:contentSpan/cq:exact ?words }}
        LIMIT 200""",
    "statements per state": _P
    + """SELECT ?state (COUNT(?s) AS ?n) { ?s a cq:Statement ; cq:about ?state }
        GROUP BY ?state ORDER BY DESC(?n) LIMIT 20""",
    "words and a pattern": _P
    + """SELECT ?span ?words { ?span cq:exact ?words
        FILTER(CONTAINS(?words, "nuclear inspection") && REGEX(?words, "treaty.*border", "i")) }
        LIMIT 50""",
    "path": _P + f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ <{KG}id/grouping/59> cq:isPartOf+ ?x }}",
    "latest articles": _P
    + """SELECT ?a ?day ?title { ?a dcterms:issued ?day ; dcterms:title ?title }
        ORDER BY DESC(?day) ?a LIMIT 10""",
    "a graph": f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{_A}> {{ ?s ?p ?o }} }}",
    "describe": f"DESCRIBE <{KG}id/grouping/3>",
    "is there one": _P
    + f"""ASK {{ ?s cq:speechAct cq:Accuse ; cq:about <{KG}id/state/150> ;
        cq:addressee <{KG}id/state/151> }}""",
    "50,000 rows": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 50000",
}
