// The answer as a table that can be sorted.

import { el, moreButton } from "./dom.js";
import { fields, mostly, number } from "./terms.js";

const STEP = 200; // rows shown at once

export const table = {
  name: "table",
  label: "Table",
  fits: (answer) => answer.rows.length > 0,
  draw(answer, terms) {
    const columns = fields(answer.columns);
    const numeric = new Set(columns.filter((c) => mostly(answer.rows, c, number)));
    const body = el("tbody");
    let rows = answer.rows;
    let order = null;

    function fill(upTo) {
      body.replaceChildren(...rows.slice(0, upTo).map(line));
      more.hidden = upTo >= rows.length;
    }
    const line = (row) =>
      el(
        "tr",
        {},
        columns.map((c) =>
          el("td", { class: numeric.has(c) && "num" }, cell(row, c, terms, terms.exact(row, c))),
        ),
      );
    function sort(column) {
      const descending = order && order.column === column && !order.descending;
      order = { column, descending };
      rows = [...answer.rows].sort((a, b) => (descending ? -1 : 1) * compare(a, b, column, terms));
      for (const head of heads)
        head.setAttribute(
          "aria-sort",
          head.dataset.column !== column ? "none" : descending ? "descending" : "ascending",
        );
      fill(STEP);
    }
    const heads = columns.map((c) =>
      el(
        "th",
        { scope: "col", "data-column": c, "aria-sort": "none", class: numeric.has(c) && "num" },
        el("button", { type: "button", class: "sort", click: () => sort(c) }, c),
      ),
    );
    const more = moreButton("Show more rows", () => fill(body.rows.length + STEP));
    const whole = el("table", {}, el("thead", {}, el("tr", {}, heads)), body);
    fill(STEP);
    return [
      el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Rows" }, whole),
      more,
    ];
  },
};

/** Return what stands in a cell: a link where the term leads somewhere, else text. */
export function cell(row, column, terms, words = terms.name(row, column)) {
  const href = terms.href(row[column]);
  const language = row[column] && row[column].language;
  if (href) return el("a", { href, title: row[column].value }, words);
  return language && language !== "en" ? el("span", { lang: language }, words) : words;
}

function compare(a, b, column, terms) {
  const [x, y] = [number(a[column]), number(b[column])];
  if (x !== null && y !== null) return x - y;
  return terms.exact(a, column).localeCompare(terms.exact(b, column), undefined, { numeric: true });
}
