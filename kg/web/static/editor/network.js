// The answer as a network: two columns, or the triples of a graph, laid out by forces.
// Fruchterman and Reingold, "Graph drawing by force-directed placement" (Software: Practice and
// Experience 21, 1991), from a circle rather than from chance: the same answer looks the same.

import { choicesOf, el, moreButton, svg } from "./dom.js";
import { date, fields, mostly, number } from "./terms.js";

const STEP = 40; // nodes shown at once, those with most ties first
const ROUNDS = 200;
const WIDTH = 900;
const HEIGHT = 540;
const MARGIN = 90; // room for names at the sides

export const network = {
  name: "network",
  label: "Network",
  fits: (answer) => answer.rows.length > 1 && ends(answer).length > 1,
  draw(answer, terms) {
    const columns = ends(answer);
    const asked = {
      from: columns[0],
      to: answer.kind === "graph" ? "object" : columns[1],
      most: STEP,
    };
    const place = el("div");
    const draw = () => place.replaceChildren(...picture(answer, asked, terms, draw));
    const options = columns.map((c) => [c, c]);
    const choices = choicesOf(asked, draw, ["From", options, "from"], ["to", options, "to"]);
    draw();
    return answer.kind === "graph" ? [place] : [choices, place];
  },
};

/** Return the columns whose values can be nodes, things before names; no numbers, dates, sentences. */
function ends(answer) {
  if (answer.kind === "graph") return ["subject", "object"];
  const thing = (term) => (term.type === "literal" ? null : 1);
  const short = (term) => (term.type === "literal" && term.value.length > 40 ? null : 1);
  const can = fields(answer.columns).filter(
    (c) =>
      mostly(answer.rows, c, short) &&
      !mostly(answer.rows, c, number) &&
      !mostly(answer.rows, c, date),
  );
  return can.sort((a, b) => mostly(answer.rows, b, thing) - mostly(answer.rows, a, thing));
}

function picture(answer, asked, terms, draw) {
  const { nodes, ties } = graphOf(answer, asked, terms);
  const ranked = [...nodes.values()].sort(
    (a, b) => b.weight - a.weight || a.name.localeCompare(b.name),
  );
  const chosen = new Set(ranked.slice(0, asked.most).map((node) => node.key));
  const kept = [...ties.values()].filter((t) => chosen.has(t.from) && chosen.has(t.to));
  const tied = new Set(kept.flatMap((t) => [t.from, t.to]));
  const shown = ranked.filter((node) => tied.has(node.key));
  const index = new Map(shown.map((node, i) => [node.key, i]));
  if (!kept.length) return [el("p", {}, "These columns tie nothing to another.")];
  const links = kept.map((t) => ({ ...t, a: index.get(t.from), b: index.get(t.to) }));
  place(shown, links);
  const heaviest = Math.max(...links.map((l) => l.weight));
  const greatest = Math.max(...shown.map((n) => n.weight));
  const words = `A network of ${shown.length} nodes and ${links.length} ties; the table has the same.`;
  const drawn = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": words, class: "network" },
    links.map(({ a, b, weight, name }) =>
      svg(
        "line",
        {
          x1: shown[a].x,
          y1: shown[a].y,
          x2: shown[b].x,
          y2: shown[b].y,
          "stroke-width": 1 + (4 * weight) / heaviest,
        },
        svg("title", {}, name),
      ),
    ),
    shown.map((node) => nodeOf(node, 4 + 8 * Math.sqrt(node.weight / greatest))),
  );
  const more = moreButton(
    `Show more of ${ranked.length} nodes`,
    () => ((asked.most += STEP), draw()),
  );
  more.hidden = asked.most >= ranked.length;
  return [drawn, el("p", { class: "facts" }, words), more];
}

function nodeOf(node, radius) {
  const inside = [
    svg("circle", { cx: node.x, cy: node.y, r: radius }),
    svg("text", { x: node.x, y: node.y - radius - 4, "text-anchor": "middle" }, short(node.name)),
    svg("title", {}, `${node.name}: ${node.weight}`),
  ];
  return node.href ? svg("a", { href: node.href }, inside) : svg("g", {}, inside);
}

function graphOf(answer, { from, to }, terms) {
  const nodes = new Map();
  const ties = new Map();
  const weights =
    answer.kind === "rows" ? answer.columns.filter((c) => mostly(answer.rows, c, number)) : [];
  const node = (row, column, weight) => {
    const key = `${row[column].type} ${row[column].value}`;
    const name = terms.name(row, column);
    if (!nodes.has(key)) nodes.set(key, { key, name, weight: 0, href: terms.href(row[column]) });
    nodes.get(key).weight += weight;
    return key;
  };
  for (const row of answer.rows) {
    if (!row[from] || !row[to] || (answer.kind === "graph" && row.object.type === "literal"))
      continue;
    const weight = weights.length === 1 ? Math.abs(number(row[weights[0]]) || 0) : 1;
    if (row[from].value === row[to].value) continue;
    const [a, b] = [node(row, from, weight), node(row, to, weight)];
    const how = row.predicate ? ` – ${terms.shown(row.predicate)} – ` : " – ";
    const tie = ties.get(`${a}\n${b}`) || {
      from: a,
      to: b,
      weight: 0,
      name: nodes.get(a).name + how + nodes.get(b).name,
    };
    tie.weight += weight;
    ties.set(`${a}\n${b}`, tie);
  }
  return { nodes, ties };
}

/** Give each node its place; only neighbours push each other, so that pieces stay together. */
function place(nodes, links) {
  const apart = 0.8 * Math.sqrt(((WIDTH - 2 * MARGIN) * (HEIGHT - MARGIN)) / nodes.length);
  nodes.forEach((node, i) => {
    const [angle, radius] = [i * 2.399963, 0.45 * Math.sqrt((i + 0.5) / nodes.length)]; // the golden angle
    node.x = WIDTH * (0.5 + Math.cos(angle) * radius);
    node.y = HEIGHT * (0.5 + Math.sin(angle) * radius);
  });
  for (let round = 0; round < ROUNDS; round++) {
    const moves = nodes.map((node) => [(WIDTH / 2 - node.x) * 0.15, (HEIGHT / 2 - node.y) * 0.3]);
    const push = (a, b, force) => {
      const [dx, dy] = [nodes[a].x - nodes[b].x, nodes[a].y - nodes[b].y];
      const distance = Math.max(Math.hypot(dx, dy), 1);
      const [mx, my] = [(dx / distance) * force(distance), (dy / distance) * force(distance)];
      moves[a][0] += mx;
      moves[a][1] += my;
      moves[b][0] -= mx;
      moves[b][1] -= my;
    };
    for (let a = 0; a < nodes.length; a++)
      for (let b = a + 1; b < nodes.length; b++)
        push(a, b, (d) => (d > 2.5 * apart ? 0 : (apart * apart) / d));
    for (const { a, b } of links) push(a, b, (d) => (-d * d) / apart);
    const step = (WIDTH / 10) * (1 - round / ROUNDS);
    nodes.forEach((node, i) => {
      const [mx, my] = moves[i];
      const length = Math.max(Math.hypot(mx, my), 1e-6);
      node.x = Math.min(
        Math.max(node.x + (mx / length) * Math.min(length, step), MARGIN),
        WIDTH - MARGIN,
      );
      node.y = Math.min(Math.max(node.y + (my / length) * Math.min(length, step), 30), HEIGHT - 20);
    });
  }
}

const short = (name) => (name.length > 28 ? `${name.slice(0, 27)}…` : name);
