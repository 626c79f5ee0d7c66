// The answer as a map of the states in it, shaded by a number or by how many rows name them.

import { choicesOf, el, svg } from "./dom.js";
import { fields, mostly, number } from "./terms.js";

const STATE = /\/id\/state\/([A-Z]{2,4})$/;
const COUNT = " number of rows";
const SHADES = 5;
let outlines = null;

export const map = {
  name: "map",
  label: "Map",
  fits: (answer) => answer.kind === "rows" && states(answer).length > 0,
  async draw(answer, terms) {
    outlines ??= await (await fetch("/outlines.json")).json();
    const columns = states(answer);
    const measures = [
      ...fields(answer.columns).filter((c) => mostly(answer.rows, c, number)),
      COUNT,
    ];
    const asked = { state: columns[0], measure: measures[0] };
    const place = el("div");
    const draw = () => place.replaceChildren(...picture(answer, asked, terms));
    const choices = choicesOf(
      asked,
      draw,
      ["Show", measures.map((m) => [m, m.trim()]), "measure"],
      ["of", columns.map((c) => [c, c]), "state"],
    );
    draw();
    return [choices, place];
  },
};

const code = (term) => (STATE.exec(term.value) || [null, null])[1];

const states = (answer) =>
  fields(answer.columns).filter((c) => answer.rows.some((r) => r[c] && code(r[c])));

function picture(answer, { state, measure }, terms) {
  const found = new Map();
  for (const row of answer.rows) {
    const key = row[state] && code(row[state]);
    if (!key) continue;
    const known = found.get(key) || {
      name: terms.name(row, state),
      sum: 0,
      href: terms.href(row[state]),
    };
    known.sum += measure === COUNT ? 1 : number(row[measure]) || 0;
    found.set(key, known);
  }
  const most = Math.max(...[...found.values()].map((s) => s.sum), 1);
  const words = `${found.size} states by ${measure.trim()}; the table has the same.`;
  const shapes = Object.entries(outlines.states).map(([key, { d, at }]) => {
    const told = found.get(key);
    const shade = told ? Math.min(SHADES, Math.ceil((SHADES * told.sum) / most) || 1) : 0;
    const shape = d
      ? svg("path", { d, class: `shade-${shade}` })
      : told && svg("circle", { cx: at[0], cy: at[1], r: 4, class: `shade-${shade}` });
    if (!told) return shape;
    const title = svg("title", {}, `${told.name}: ${told.sum.toLocaleString("en")}`);
    return svg("a", { href: told.href, "aria-label": `${told.name}: ${told.sum}` }, title, shape);
  });
  const missing = [...found].filter(([key]) => !outlines.states[key]).map(([, told]) => told.name);
  return [
    svg(
      "svg",
      {
        viewBox: `0 0 ${outlines.width} ${outlines.height}`,
        role: "group",
        "aria-label": words,
        class: "map",
      },
      shapes,
    ),
    el(
      "p",
      { class: "facts" },
      words,
      missing.length ? ` Not on the map: ${missing.join(", ")}.` : "",
    ),
    el("p", { class: "facts" }, outlines.note || ""),
  ];
}
