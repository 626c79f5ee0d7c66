// Terms for people, as kg/web/terms.py has them: what is shown, where it leads, what it counts.

const NUMBERS =
  /#(integer|decimal|double|float|int|long|short|byte|(non)?(negative|positive)integer)$/i;
const DATES = /#(date|dateTime|gYear|gYearMonth)$/;
const DAY = /^-?\d{4}(-\d\d(-\d\d)?)?/;
const OWN = /^(article|id|run|software|build)\/|^(ontology|shapes|reference|entities|runs)$/;

/** Knows the prefixes and the base of the data. */
export class Terms {
  constructor(base, prefixes) {
    this.base = base;
    this.prefixes = Object.entries(prefixes);
    this.labels = new Map(); // of the things in the answer that is shown
  }

  shorten(iri) {
    for (const [prefix, namespace] of this.prefixes)
      if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
    return (iri.startsWith(this.base) && iri.slice(this.base.length)) || iri;
  }

  shown(term) {
    if (!term) return "";
    if (term.type === "uri") return this.shorten(term.value);
    return term.type === "bnode" ? `_:${term.value}` : term.value;
  }

  /** Return where a link to a term leads; null where nowhere. */
  href(term) {
    if (!term || term.type !== "uri") return null;
    const path = term.value.startsWith(this.base) ? term.value.slice(this.base.length) : "";
    if (OWN.test(path)) return `/${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`;
    return /^https?:\/\//.test(term.value) ? term.value : null;
  }

  /** Return what a table has for a row's column: the label beside it, if there is one, else itself. */
  exact(row, column) {
    const label = row[`${column}Label`];
    return label ? label.value : this.shown(row[column]);
  }

  /** Return what a picture calls it: by its label, if one is known. */
  name(row, column) {
    return (
      this.labels.get(row[column]?.type === "uri" && row[column].value) || this.exact(row, column)
    );
  }
}

/** Return the columns, each that is the label of another in the place of that one. */
export function fields(columns) {
  const owner = (c) =>
    c.endsWith("Label") && columns.includes(c.slice(0, -5)) ? c.slice(0, -5) : c;
  return [...new Set(columns.map(owner))];
}

/** Return the number a term stands for, null if it is none. */
export function number(term) {
  if (!term || term.type !== "literal" || !NUMBERS.test(term.datatype || "")) return null;
  const found = Number(term.value);
  return Number.isFinite(found) ? found : null;
}

/** Return the day, month or year of a date, null if it is none. */
export function date(term) {
  if (!term || term.type !== "literal") return null;
  const found = DAY.exec(term.value);
  const typed = DATES.test(term.datatype || "");
  return found && (typed || found[0] === term.value) && found[0].length > (typed ? 3 : 4)
    ? found[0]
    : null;
}

/** Say whether most of a column's values are such that `test` finds something in them. */
export function mostly(rows, column, test) {
  const values = rows
    .slice(0, 500)
    .map((row) => row[column])
    .filter(Boolean);
  return values.length > 0 && values.filter((v) => test(v) !== null).length >= 0.9 * values.length;
}
