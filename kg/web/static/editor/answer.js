// Asking the endpoint and reading its answer as it comes: TSV and N-Triples are a row a line.
// SPARQL 1.1 Query Results CSV and TSV Formats, section 4; RDF 1.1 N-Triples, section 2.

export const MOST = 5000; // rows read into the page
const ACCEPT = "text/tab-separated-values, application/n-triples, application/problem+json";
const LONG = 8000; // characters of an address; a longer query is sent by POST
const TERM =
  /<([^>]*)>|_:([^\s]+)|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?|<<.*>>|[^\s]+/y;
const ESCAPES = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f", '"': '"', "'": "'", "\\": "\\" };
const XSD = "http://www.w3.org/2001/XMLSchema#";

/** What the server says is wrong with a query; `line` and `column` count from 1. */
export class Problem extends Error {
  constructor({ title, detail, line, column }) {
    super(detail || title);
    Object.assign(this, { title, line, column });
  }
}

/** Return `{kind, columns, rows, more}`; a row maps columns to terms; throw a Problem. */
export async function ask(query, signal) {
  const address = `/sparql?query=${encodeURIComponent(query)}`;
  const long = address.length > LONG;
  const response = await fetch(long ? "/sparql" : address, {
    method: long ? "POST" : "GET",
    headers: { Accept: ACCEPT },
    body: long ? new URLSearchParams({ query }) : null,
    signal,
  });
  const type = response.headers.get("Content-Type") || "";
  if (!response.ok) {
    const told = type.includes("json") ? await response.json() : { title: await response.text() };
    throw new Problem(told);
  }
  return type.startsWith("text/tab") ? readTable(response) : readGraph(response);
}

/** Return `{valid, detail, line, column}` of a query, null where that cannot be told now. */
export async function check(query) {
  const response = await fetch("/sparql/check", {
    method: "POST",
    body: new URLSearchParams({ query }),
  });
  return response.ok ? response.json() : null;
}

async function readTable(response) {
  let columns = null;
  const rows = [];
  const more = await lines(response, (line) => {
    if (columns === null) {
      columns = line.split("\t").map((name) => name.replace(/^\?/, ""));
      return true;
    }
    const cells = line.split("\t");
    rows.push(
      Object.fromEntries(columns.map((name, i) => [name, cells[i] ? term(cells[i]) : null])),
    );
    return rows.length < MOST;
  });
  if (!rows.length && columns.length === 1 && /^(true|false)$/.test(columns[0]))
    return { kind: "boolean", value: columns[0] === "true", columns: [], rows, more };
  columns = columns.filter(Boolean);
  return { kind: "rows", columns, rows, more };
}

async function readGraph(response) {
  const columns = ["subject", "predicate", "object"];
  const rows = [];
  const more = await lines(response, (line) => {
    if (!line.trim() || line.startsWith("#")) return true;
    rows.push(Object.fromEntries(triple(line).map((found, i) => [columns[i], found])));
    return rows.length < MOST;
  });
  return { kind: "graph", columns, rows, more };
}

/** Give each line to `take` until it has enough; return whether there was more. */
async function lines(response, take) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const parts = (rest + (value || "")).split("\n");
    rest = done ? "" : parts.pop();
    for (let i = 0; i < parts.length; i++) {
      if (done && !parts[i]) continue;
      if (!take(parts[i].replace(/\r$/, ""))) {
        const more = i + 1 < parts.length || !done;
        await reader.cancel();
        return more;
      }
    }
    if (done) return false;
  }
}

function triple(line) {
  const found = [];
  let at = 0;
  while (found.length < 3 && at < line.length) {
    TERM.lastIndex = at;
    const match = TERM.exec(line);
    if (!match) break;
    found.push(term(match[0]));
    at += match[0].length + 1;
  }
  return found;
}

/** Return a term as `{type, value, language, datatype}`. */
export function term(text) {
  TERM.lastIndex = 0;
  const [, iri, blank, literal, language, datatype] = TERM.exec(text) || [];
  if (iri !== undefined) return { type: "uri", value: unescaped(iri) };
  if (blank !== undefined) return { type: "bnode", value: blank };
  if (literal !== undefined)
    return { type: "literal", value: unescaped(literal), language, datatype };
  if (/^(true|false)$/.test(text))
    return { type: "literal", value: text, datatype: `${XSD}boolean` };
  const number = /^[+-]?[0-9.]/.test(text);
  return { type: "literal", value: text, datatype: number ? `${XSD}decimal` : undefined };
}

function unescaped(text) {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
    one ? (ESCAPES[one] ?? one) : String.fromCodePoint(parseInt(four || eight, 16)),
  );
}
