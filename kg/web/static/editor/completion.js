// What may stand at the cursor: variables, keywords, the ontology's terms, the names of entities.

const KEYWORDS = `SELECT CONSTRUCT DESCRIBE ASK WHERE FROM NAMED PREFIX BASE DISTINCT REDUCED GRAPH
  OPTIONAL UNION MINUS FILTER BIND VALUES SERVICE EXISTS NOT IN AS GROUP BY ORDER ASC DESC HAVING
  LIMIT OFFSET UNDEF`.split(/\s+/);
const FUNCTIONS = `COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI
  BNODE STRLEN SUBSTR UCASE LCASE STRSTARTS STRENDS CONTAINS STRBEFORE STRAFTER ENCODE_FOR_URI CONCAT
  REPLACE REGEX ABS ROUND CEIL FLOOR RAND NOW YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ UUID
  STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT sameTerm isIRI isBLANK isLITERAL
  isNUMERIC`.split(/\s+/);
const MOST = 60; // suggestions at once
const TYPES = { class: "class", property: "property", value: "constant", entity: "text" };

/** Return a completion source (of CodeMirror) over a vocabulary that `load` gives when asked. */
export function completions(load) {
  return async (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) return variables(context, variable);
    const name = context.matchBefore(/<[^<>"{}|^`\\\s][^<>"{}|^`\\\n]{0,60}/);
    const word = name || context.matchBefore(/[\w-]+:?[\w-]*/);
    if (!word && !context.explicit) return null;
    const found = await load();
    if (context.aborted) return null;
    const typed = (word ? word.text : "").toLowerCase();
    const after = context.state.sliceDoc(context.pos, context.pos + 1);
    const options = name
      ? ranked(
          found.entities.map((e) => entity(e, after === ">")),
          typed.slice(1),
        )
      : ranked(
          [
            ...KEYWORDS.map((k) => ({ label: k, type: "keyword" })),
            ...FUNCTIONS.map((f) => ({ label: f, type: "function", apply: `${f}(` })),
            ...found.terms.map((t) => ontologyTerm(t, found.prefixes)),
            ...(typed.length > 2 ? found.entities.map((e) => entity(e, false)) : []),
          ],
          typed,
        );
    return options.length ? { from: word ? word.from : context.pos, options, filter: false } : null;
  };
}

function variables(context, before) {
  const names = new Set(context.state.doc.toString().match(/[?$]\w+/g));
  names.delete(before.text);
  const options = [...names].sort().map((label) => ({ label, type: "variable" }));
  return { from: before.from, options, validFor: /^[?$]\w*$/ };
}

/** Return those that fit what was typed: first what begins so, then what has it anywhere. */
function ranked(options, typed) {
  const fits = (option) => {
    const label = option.label.toLowerCase();
    const local = label.slice(label.indexOf(":") + 1);
    if (label.startsWith(typed) || local.startsWith(typed)) return 0;
    const words = `${label} ${(option.detail || "").toLowerCase()}`;
    return words.includes(` ${typed}`) ? 1 : typed.length > 2 && words.includes(typed) ? 2 : null;
  };
  return options
    .map((option) => [fits(option), option])
    .filter(([rank]) => rank !== null)
    .sort((a, b) => a[0] - b[0])
    .slice(0, MOST)
    .map(([, option]) => option);
}

function ontologyTerm({ name, label, about, kind }, prefixes) {
  return {
    label: name,
    detail: label,
    info: about || null,
    type: TYPES[kind],
    apply: (view, _, from, to) => insert(view, from, to, name, prefixes),
  };
}

function entity({ iri, label, kind }, closed) {
  return {
    label,
    detail: kind,
    type: TYPES.entity,
    apply: (view, _, from, to) => insert(view, from, to + (closed ? 1 : 0), `<${iri}>`, {}),
  };
}

/** Put a term in, and declare its prefix where the query does not: others may not know it. */
function insert(view, from, to, text, prefixes) {
  const prefix = text.split(":")[0];
  const declared = new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(view.state.doc.toString());
  const line = prefixes[prefix] && !declared ? `PREFIX ${prefix}: <${prefixes[prefix]}>\n` : "";
  view.dispatch({
    changes: [...(line ? [{ from: 0, insert: line }] : []), { from, to, insert: text }],
    selection: { anchor: from + text.length + line.length },
    userEvent: "input.complete",
  });
}
