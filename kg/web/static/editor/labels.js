// Labels of the things in an answer that has none beside them, asked of the endpoint.

import { ask } from "./answer.js";

const MOST = 500; // things, those met first
const SAFE = /^[^\x00-\x20<>"{}|^`\\]+$/;

/** Return IRI → label, in English or no language, for the things of an answer. */
export async function labelsOf(answer) {
  const iris = new Set();
  for (const row of answer.rows)
    for (const column of answer.columns)
      if (row[column]?.type === "uri" && !answer.columns.includes(`${column}Label`))
        if (iris.size < MOST && SAFE.test(row[column].value)) iris.add(row[column].value);
  if (!iris.size) return new Map();
  const values = [...iris].map((iri) => `<${iri}>`).join(" ");
  const found = await ask(`PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT ?x (MIN(?l) AS ?label) WHERE { VALUES ?x { ${values} }
    { ?x rdfs:label ?l } UNION { GRAPH ?g { ?x rdfs:label ?l } }
    FILTER(LANG(?l) IN ("", "en")) } GROUP BY ?x`);
  return new Map(found.rows.map((row) => [row.x.value, row.label.value]));
}
