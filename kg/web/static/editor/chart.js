// The answer as a chart: bars for what is counted by name, a line for what runs over time.

import { choicesOf, el, moreButton, svg } from "./dom.js";
import { date, fields, mostly, number } from "./terms.js";

const COUNT = " number of rows"; // the blank tells it from a column's name
const STEP = 25; // bars shown at once
const WIDTH = 900;
const HEIGHT = 320;
const LEFT = 60;
const FOOT = 30;

export const chart = {
  name: "chart",
  label: "Chart",
  fits: (answer) => answer.kind === "rows" && answer.rows.length > 1 && by(answer).length > 0,
  draw(answer, terms) {
    const names = by(answer);
    const measures = [
      ...fields(answer.columns).filter((c) => mostly(answer.rows, c, number)),
      COUNT,
    ];
    const dated = names.find((c) => mostly(answer.rows, c, date));
    const asked = {
      name: dated || names.find((c) => !isDocument(answer, c)) || names[0],
      measure: measures[0],
    };
    const place = el("div");
    const draw = () => {
      const sums = summed(answer.rows, asked, terms);
      const line = mostly(answer.rows, asked.name, date) && sums.length > 1;
      place.replaceChildren(...(line ? lineOf(sums, asked) : barsOf(sums)));
    };
    const choices = choicesOf(
      asked,
      draw,
      ["Show", measures.map((m) => [m, m.trim()]), "measure"],
      ["by", names.map((n) => [n, n]), "name"],
    );
    draw();
    return [choices, place];
  },
};

/** Return the columns things can be counted by: those that are no numbers. */
function by(answer) {
  return fields(answer.columns).filter(
    (c) => answer.rows.some((r) => r[c]) && !mostly(answer.rows, c, number),
  );
}

/** Say whether each row has another value there, as statements and spans do. */
function isDocument(answer, column) {
  return (
    new Set(answer.rows.map((r) => r[column]?.value)).size === answer.rows.length &&
    answer.rows.length > STEP
  );
}

/** Return `[name, sum, href]`, the greatest first; dates in their order. */
function summed(rows, { name, measure }, terms) {
  const found = new Map();
  const dated = mostly(rows, name, date);
  for (const row of rows) {
    if (!row[name]) continue;
    const key = dated ? date(row[name]) : terms.name(row, name);
    const known = found.get(key) || [key, 0, terms.href(row[name])];
    known[1] += measure === COUNT ? 1 : number(row[measure]) || 0;
    found.set(key, known);
  }
  const sums = [...found.values()];
  return dated ? sums.sort((a, b) => a[0].localeCompare(b[0])) : sums.sort((a, b) => b[1] - a[1]);
}

function barsOf(sums) {
  const most = Math.max(...sums.map(([, n]) => Math.abs(n)), 0) || 1;
  const item = ([name, n, href]) => {
    const bar = el("span", { class: n < 0 ? "bar below" : "bar" });
    bar.style.width = `${(100 * Math.abs(n)) / most}%`;
    return el(
      "li",
      {},
      el("span", { class: "name" }, href ? el("a", { href }, name) : name),
      el("span", { class: "track", "aria-hidden": "true" }, bar),
      el("span", { class: "num" }, shown(n)),
    );
  };
  const list = el("ol", { class: "bars" }, sums.slice(0, STEP).map(item));
  const more = moreButton(`Show more of ${sums.length}`, (button) => {
    list.append(...sums.slice(list.children.length, list.children.length + STEP).map(item));
    button.hidden = list.children.length >= sums.length;
  });
  more.hidden = sums.length <= STEP;
  return [list, more];
}

function lineOf(sums, { name, measure }) {
  const times = sums.map(([day]) => time(day));
  const [first, last] = [times[0], times[times.length - 1]];
  const least = Math.min(0, ...sums.map(([, n]) => n));
  const most = Math.max(...sums.map(([, n]) => n), least + 1);
  const x = (t) => LEFT + ((t - first) / (last - first || 1)) * (WIDTH - LEFT - 20);
  const y = (n) => HEIGHT - FOOT - ((n - least) / (most - least)) * (HEIGHT - FOOT - 15);
  const words = `${measure.trim()} by ${name}, from ${sums[0][0]} to ${sums[sums.length - 1][0]}`;
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": words, class: "line" },
    [least, (least + most) / 2, most].map((n) => [
      svg("line", { x1: LEFT, x2: WIDTH - 20, y1: y(n), y2: y(n), class: "grid" }),
      svg("text", { x: LEFT - 8, y: y(n) + 4, "text-anchor": "end" }, shown(n)),
    ]),
    ticks(sums, (day) => x(time(day))).map((day) =>
      svg("text", { x: x(time(day)), y: HEIGHT - 8, "text-anchor": "middle" }, day),
    ),
    svg("polyline", { points: sums.map(([, n], i) => `${x(times[i])},${y(n)}`).join(" ") }),
    sums.length > 200
      ? []
      : sums.map(([day, n], i) =>
          svg(
            "circle",
            { cx: x(times[i]), cy: y(n), r: 4 },
            svg("title", {}, `${day}: ${shown(n)}`),
          ),
        ),
  );
  return [picture];
}

/** Return the days that have room for their words. */
function ticks(sums, x) {
  let free = 0;
  const roomy = ([day]) => x(day) >= free && (free = x(day) + 90);
  return sums.filter(roomy).map(([day]) => day);
}

const time = (day) =>
  Date.UTC(
    ...[...day.split("-").map(Number), 1, 1].slice(0, 3).map((n, i) => (i === 1 ? n - 1 : n)),
  );

const shown = (n) => n.toLocaleString("en", { maximumFractionDigits: 2 });
