// The query page with script: an editor for the text area, answers without loading the page anew.
// The address bar always holds the query and the view; nothing is kept anywhere else.

import { MOST, Problem, ask, check } from "./answer.js";
import { chart } from "./chart.js";
import { completions } from "./completion.js";
import { el } from "./dom.js";
import { labelsOf } from "./labels.js";
import { map } from "./map.js";
import { network } from "./network.js";
import { snippets } from "./share.js";
import { Source } from "./source.js";
import { table } from "./table.js";
import { Terms } from "./terms.js";
import { text } from "./text.js";
import { tree } from "./tree.js";

const VIEWS = [table, tree, text, chart, network, map];
const DOWNLOADS = {
  rows: [
    ["csv", "CSV"],
    ["tsv", "TSV"],
    ["json", "JSON"],
    ["xml", "XML"],
  ],
  boolean: [
    ["json", "JSON"],
    ["xml", "XML"],
  ],
  graph: [
    ["turtle", "Turtle"],
    ["jsonld", "JSON-LD"],
    ["rdfxml", "RDF/XML"],
    ["nt", "N-Triples"],
  ],
};
const PAUSE = 800; // milliseconds without a key after which a query is looked at
const LONGEST = 60_000; // characters of an address in the address bar

const form = document.getElementById("ask");
const place = document.getElementById("answer");
const status = el(
  "span",
  { role: "status", class: "facts" },
  "Ctrl-Enter runs, Ctrl-Space completes",
);
const stop = el(
  "button",
  { type: "button", class: "quiet", hidden: true, click: () => running?.abort() },
  "Stop",
);
const terms = new Terms(form.dataset.base, JSON.parse(form.dataset.prefixes));
let running = null;
let kind = "rows";
let vocabulary = null;
let pause = null;

const source = new Source(form.elements.query, {
  complete: completions(
    () => (vocabulary ??= fetch("/vocabulary.json").then((found) => found.json())),
  ),
  run: () => run(),
  changed,
});
const snippet = el("pre", { tabindex: "0" });
const share = el(
  "details",
  { class: "share", toggle: () => share.open && showSnippets() },
  el("summary", {}, "Share it, or use it elsewhere"),
  shareTabs(),
);

form.querySelector("button").after(stop, status);
form.append(share);
form.addEventListener("submit", (event) => (event.preventDefault(), run()));
document.getElementById("examples").addEventListener("click", takeExample);
window.addEventListener("popstate", () => {
  const query = new URLSearchParams(location.search).get("query");
  if (query === null) return location.reload();
  source.text = query;
  run(false);
});
filterExamples();
if (form.dataset.line)
  source.goTo({ line: Number(form.dataset.line), column: Number(form.dataset.column) });
else if (new URLSearchParams(location.search).has("query")) run(false);

/** Follow what is typed: after a pause its first error is underlined. */
function changed() {
  if (share.open) showSnippets();
  clearTimeout(pause);
  pause = setTimeout(async () => {
    const query = source.text;
    const found = query.trim() ? await check(query).catch(() => null) : null;
    if (!found || source.text !== query || !stop.hidden) return;
    source.mark(found.valid ? null : found);
    const where = found.line ? `Line ${found.line}, column ${found.column}: ` : "";
    status.textContent = found.valid ? "" : `${where}${found.detail}`;
  }, PAUSE);
}

/** Ask what stands in the editor and show the answer; with `push` the address bar follows. */
async function run(push = true) {
  running?.abort();
  clearTimeout(pause);
  const mine = (running = new AbortController());
  const query = source.text;
  const since = performance.now();
  const seconds = (digits) => ((performance.now() - since) / 1000).toFixed(digits);
  const clock = setInterval(() => (status.textContent = `Running, ${seconds(0)} s …`), 1000);
  source.mark(null);
  stop.hidden = false;
  if (push) follow(query);
  try {
    const answer = await ask(query, mine.signal);
    const words = summary(answer, seconds(2));
    status.textContent = words;
    show(answer, query, words);
  } catch (error) {
    if (mine !== running) return;
    status.textContent = error.name === "AbortError" ? "Stopped." : "";
    if (error.name !== "AbortError") refuse(error);
  } finally {
    clearInterval(clock);
    if (mine === running) stop.hidden = true;
  }
}

function follow(query) {
  const address = `/sparql?query=${encodeURIComponent(query)}${location.hash}`;
  if (address.length < LONGEST && address !== location.pathname + location.search + location.hash)
    history.pushState(null, "", address);
}

function refuse(error) {
  const known = error instanceof Problem;
  const where = known && error.line ? `, line ${error.line}, column ${error.column}` : "";
  const words = known
    ? error.message
    : "The answer broke off, or the server cannot be reached. Run it once more.";
  if (known && error.line) source.goTo(error);
  place.replaceChildren(
    el(
      "div",
      { id: "error", class: "error", role: "alert" },
      el("p", {}, el("strong", {}, known ? error.title : "No answer"), where),
      el("p", {}, words),
    ),
  );
}

function summary(answer, seconds) {
  if (answer.kind === "boolean") return `Answered in ${seconds} s`;
  const unit = answer.kind === "graph" ? "triple" : "row";
  const count = answer.rows.length.toLocaleString("en");
  const told = answer.more
    ? `The first ${count} ${unit}s`
    : `${count} ${unit}${answer.rows.length === 1 ? "" : "s"}`;
  return `${told} in ${seconds} s`;
}

function show(answer, query, words) {
  kind = answer.kind;
  if (share.open) showSnippets();
  const parts = [
    el("h2", { id: "result" }, "Answer"),
    el("p", {}, `${words}. `, downloads(answer, query)),
  ];
  if (answer.kind === "boolean")
    parts.push(el("p", { class: "boolean" }, answer.value ? "Yes" : "No"));
  else if (answer.rows.length) parts.push(...tabs(answer, query));
  else parts.push(el("p", {}, "Nothing in the data answers it."));
  place.replaceChildren(...parts);
}

function downloads(answer, query) {
  const links = DOWNLOADS[answer.kind].map(([format, name]) => [
    " ",
    el(
      "a",
      { href: `/sparql?${new URLSearchParams({ query, format })}`, download: `answer.${format}` },
      name,
    ),
  ]);
  return [
    answer.more
      ? `More than ${MOST.toLocaleString("en")} are not drawn here; all of it as`
      : "Take it away as",
    links,
  ];
}

/** Return the row of views and the panel of the one that is chosen. */
function tabs(answer, query) {
  const views = VIEWS.filter((view) => view.fits(answer));
  const panel = el("div", { id: "view", role: "tabpanel", tabindex: "-1" });
  const buttons = views.map((view) =>
    el(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${view.name}`,
        "aria-controls": "view",
        click: () => choose(view),
      },
      view.label,
    ),
  );
  const list = el(
    "div",
    { role: "tablist", "aria-label": "View", class: "tabs", keydown: move },
    buttons,
  );

  let drawn = null;

  async function choose(view, told = true) {
    buttons.forEach((button, i) => {
      button.setAttribute("aria-selected", String(views[i] === view));
      button.tabIndex = views[i] === view ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", `tab-${view.name}`);
    if (told) history.replaceState(null, "", `${location.pathname}${location.search}#${view.name}`);
    drawn = view;
    const parts = await draw(view, answer, query);
    if (drawn === view) panel.replaceChildren(...parts);
  }
  function move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    buttons[next].focus();
    choose(views[next]);
  }
  choose(
    views.find((view) => `#${view.name}` === location.hash) ||
      views.find((v) => v === text) ||
      views[0],
    false,
  );
  return [list, panel];
}

/** Return what a view shows; pictures call things by their labels. */
async function draw(view, answer, query) {
  try {
    if (view !== table && view !== text) terms.labels = await (answer.labels ??= labelsOf(answer));
    return [await view.draw(answer, terms, query)].flat();
  } catch {
    return [el("p", { role: "alert" }, "It cannot be drawn now; the table has the same.")];
  }
}

function shareTabs() {
  const names = Object.keys(snippets("", "", false));
  const copy = el(
    "button",
    { type: "button", class: "quiet", click: () => copySnippet(copy) },
    "Copy",
  );
  const radios = names.map((name, i) =>
    el(
      "label",
      { class: "tick" },
      el("input", {
        type: "radio",
        name: "language",
        value: name,
        checked: i === 0,
        form: "none",
        change: showSnippets,
      }),
      name,
    ),
  );
  return [el("fieldset", { class: "choices" }, el("legend", {}, "As"), radios), snippet, copy];
}

function showSnippets() {
  const chosen = share.querySelector("input:checked").value;
  const graph = kind === "graph" || /\b(CONSTRUCT|DESCRIBE)\b/i.test(source.text);
  snippet.textContent = snippets(`${location.origin}/sparql`, source.text, graph)[chosen];
}

async function copySnippet(button) {
  try {
    await navigator.clipboard.writeText(snippet.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(snippet); // no clipboard here: what is selected can be copied
    button.textContent = "Press Ctrl-C";
  }
  setTimeout(() => (button.textContent = "Copy"), 2000);
}

function takeExample(event) {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  source.text = new URL(link.href).searchParams.get("query");
  run();
  form.scrollIntoView({ block: "nearest" });
}

function filterExamples() {
  const list = document.getElementById("examples");
  const find = el("input", {
    type: "search",
    placeholder: "find a question",
    "aria-label": "Find a question",
    input: filter,
  });
  list.before(find);
  function filter() {
    const typed = find.value.toLowerCase();
    for (const item of list.children) item.hidden = !item.textContent.toLowerCase().includes(typed);
  }
}
