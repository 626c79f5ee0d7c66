// What may stand at the cursor: prefixes, keywords, the ontology's terms, the names of entities; as
// completers of Yasqe, which has one of its own for variables.

import { el } from "./dom.js";

const KEYWORDS = `SELECT CONSTRUCT DESCRIBE ASK WHERE FROM NAMED PREFIX BASE DISTINCT REDUCED GRAPH
  OPTIONAL UNION MINUS FILTER BIND VALUES SERVICE EXISTS NOT IN AS GROUP BY ORDER ASC DESC HAVING
  LIMIT OFFSET UNDEF`.split(/\s+/);
const FUNCTIONS = `COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI
  BNODE STRLEN SUBSTR UCASE LCASE STRSTARTS STRENDS CONTAINS STRBEFORE STRAFTER ENCODE_FOR_URI CONCAT
  REPLACE REGEX ABS ROUND CEIL FLOOR RAND NOW YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ UUID
  STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT sameTerm isIRI isBLANK isLITERAL
  isNUMERIC`.split(/\s+/);
const MOST = 60; // suggestions at once
const NAME = /<[^<>"{}|^`\\\s][^<>"{}|^`\\]{0,60}$/; // the beginning of an entity's
const WORD = /[a-z][\w-]*:?[\w-]*$/i;
const ELSEWHERE = /[?$]\w*$|\b(PREFIX|BASE)\s+\S*\s*\S*$/i; // variables and declarations

/** Return what makes Yasqe's completer of prefixes one of ours; it also declares what is used. */
export function prefixes(known) {
  const lines = Object.entries(known).map(([name, iri]) => `${name}: <${iri}>`);
  return {
    bulk: false,
    get: (_, { autocompletionString, string }) =>
      lines.filter((line) => line.startsWith(autocompletionString ?? string.trim())),
  };
}

/** Return the completer of everything else, over a vocabulary that `load` gives when asked. */
export function terms(load) {
  return {
    name: "terms",
    bulk: false,
    isValidCompletionPosition(yasqe) {
      const { type } = yasqe.getTokenAt(yasqe.getCursor());
      return type !== "comment" && type !== "string" && !ELSEWHERE.test(before(yasqe));
    },
    async get(yasqe) {
      const found = await load();
      const line = before(yasqe);
      // all there is, only where one asks for it: Enter would choose from it
      const asked = !yasqe.state.completionActive?.data;
      return begun(line) || asked ? suggestions(line, found) : [];
    },
    postprocessHints: (yasqe, found) => found.map(({ text }) => hint(text, before(yasqe))),
  };
}

/** Return what was typed so far of a name or a word, which may be nothing. */
function begun(line) {
  return (NAME.exec(line) ?? WORD.exec(line) ?? [""])[0];
}

function before(yasqe) {
  const { line, ch } = yasqe.getCursor();
  return yasqe.getLine(line).slice(0, ch);
}

function suggestions(line, { entities, prefixes, terms }) {
  const word = begun(line);
  if (word.startsWith("<")) return ranked(entities.map(entity), word.slice(1));
  return ranked(
    [
      ...KEYWORDS.map((text) => ({ label: text, text })),
      ...FUNCTIONS.map((text) => ({ label: text, text: `${text}(` })),
      ...terms.map((term) => ontologyTerm(term, prefixes)),
      ...(word.length > 2 ? entities.map(entity) : []),
    ],
    word,
  );
}

/** Return those that fit what was typed: first what begins so, then what has it anywhere. */
function ranked(options, word) {
  const typed = word.toLowerCase();
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

function ontologyTerm({ name, label, about }, prefixes) {
  const prefix = name.split(":")[0];
  return { label: name, text: name, detail: label, about, declare: { [prefix]: prefixes[prefix] } };
}

function entity({ iri, label, kind }) {
  return { label, text: `<${iri}>`, detail: kind };
}

/** Return a hint (of CodeMirror) that takes the place of what was typed of it. */
function hint({ label, text, detail, about, declare }, line) {
  return {
    text,
    render: (item) => {
      item.append(label, el("span", { class: "detail" }, detail ?? ""));
      if (about) item.append(el("span", { class: "about" }, about));
    },
    hint(yasqe) {
      const to = yasqe.getCursor();
      const closed = text.endsWith(">") && yasqe.getLine(to.line)[to.ch] === ">" ? 1 : 0;
      const from = { line: to.line, ch: to.ch - begun(line).length };
      yasqe.replaceRange(text, from, { line: to.line, ch: to.ch + closed });
      yasqe.addPrefixes(declare ?? {}); // others may not know them
    },
  };
}
