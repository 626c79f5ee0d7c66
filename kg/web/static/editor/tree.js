// The answer as a tree: rows grouped by their columns from left to right; triples by what they are of.

import { el, moreButton } from "./dom.js";
import { cell } from "./table.js";
import { fields } from "./terms.js";

const STEP = 100; // branches shown at once
const DEEP = 6; // levels of a graph

export const tree = {
  name: "tree",
  label: "Tree",
  fits: (answer) => answer.rows.length > 1 && fields(answer.columns).length > 1,
  draw: (answer, terms) =>
    answer.kind === "graph"
      ? ofGraph(answer, terms)
      : branches(answer.rows, fields(answer.columns), terms, true),
};

function branches(rows, columns, terms, open = false) {
  const [column, ...rest] = columns;
  if (!rest.length) return listed(rows.map((row) => el("li", {}, cell(row, column, terms))));
  const groups = grouped(rows, column);
  const items = groups.map((group) => {
    if (group.length === 1)
      return el(
        "li",
        {},
        cell(group[0], column, terms) || "–",
        el(
          "dl",
          {},
          rest.map((c) => pair(c, cell(group[0], c, terms))),
        ),
      );
    return el(
      "li",
      {},
      folded(group, column, terms, () => branches(group, rest, terms), open && groups.length < 4),
    );
  });
  return listed(items);
}

function ofGraph(answer, terms) {
  const subjects = new Map();
  const objects = new Set();
  for (const row of answer.rows) {
    const key = id(row.subject);
    if (!subjects.has(key)) subjects.set(key, []);
    subjects.get(key).push(row);
    if (row.object.type !== "literal" && id(row.object) !== key) objects.add(id(row.object));
  }
  const about = (key, path) =>
    el(
      "dl",
      {},
      grouped(subjects.get(key), "predicate").map((rows) =>
        pair(
          cell(rows[0], "predicate", terms),
          rows.map((row) => el("div", {}, value(row, [...path, key]))),
        ),
      ),
    );
  const value = (row, path) => {
    const key = id(row.object);
    const within = row.object.type !== "literal" && subjects.has(key);
    if (!within || path.includes(key) || path.length >= DEEP) return cell(row, "object", terms);
    return folded(subjects.get(key), "subject", terms, () => about(key, path));
  };
  const tops = [...subjects.keys()].filter((key) => !objects.has(key));
  const roots = tops.length ? tops : [...subjects.keys()];
  return listed(
    roots.map((key) => {
      const rows = subjects.get(key);
      return el(
        "li",
        {},
        folded(rows, "subject", terms, () => about(key, []), roots.length < 4),
      );
    }),
  );
}

const id = (term) => `${term.type} ${term.value}`;

const pair = (name, value) => el("div", { class: "pair" }, el("dt", {}, name), el("dd", {}, value));

function grouped(rows, column) {
  const groups = new Map();
  for (const row of rows) {
    const key = row[column] ? id(row[column]) : "";
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  return [...groups.values()];
}

function listed(items) {
  const list = el("ul", { class: "branches" }, items.slice(0, STEP));
  if (items.length <= STEP) return list;
  const more = moreButton("Show more", (button) => {
    const shown = list.children.length;
    list.append(...items.slice(shown, shown + STEP));
    button.hidden = list.children.length >= items.length;
  });
  return el("div", {}, list, more);
}

/** Return the branch of rows that share a value, which is its name; its inside is made when it is opened. */
function folded(rows, column, terms, inside, open = false) {
  const name = terms.name(rows[0], column) || "–";
  const href = terms.href(rows[0][column]);
  const link = href && el("p", { class: "facts" }, el("a", { href }, terms.shown(rows[0][column])));
  const branch = el(
    "details",
    {},
    el("summary", {}, name, el("span", { class: "count" }, ` ${rows.length}`)),
  );
  const fill = () =>
    branch.children.length > 1 || branch.append(...[link, inside()].filter(Boolean));
  branch.addEventListener("toggle", fill);
  if (open) {
    fill();
    branch.open = true;
  }
  return branch;
}
