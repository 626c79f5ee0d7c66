// The query page with script: an editor for the text area, answers without loading the page anew.
// The address bar always holds the query and the view.

import { MOST, Problem, ask, check } from "./answer.js";
import { el } from "./dom.js";
import { examples } from "./examples.js";
import { sharing } from "./sharing.js";
import { Source } from "./source.js";
import { Terms } from "./terms.js";
import { tabs } from "./views.js";

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
const prefixes = JSON.parse(form.dataset.prefixes);
const terms = new Terms(form.dataset.base, prefixes);
let running = null;
let kind = "rows";
let vocabulary = null;
let pause = null;

const source = new Source(form.elements.query, {
  known: prefixes,
  vocabulary: () => (vocabulary ??= fetch("/vocabulary.json").then((found) => found.json())),
  run: () => run(),
  changed,
});
const share = sharing(`${location.origin}/sparql`, () => [
  source.text,
  kind === "graph" || /\b(CONSTRUCT|DESCRIBE)\b/i.test(source.text),
]);

form.querySelector("button").after(stop, status);
form.append(share.element);
form.addEventListener("submit", (event) => (event.preventDefault(), run()));
examples(document.getElementById("examples"), (query) => {
  source.text = query;
  run();
  form.scrollIntoView({ block: "nearest" });
});
window.addEventListener("popstate", () => {
  const query = new URLSearchParams(location.search).get("query");
  if (query === null) return location.reload();
  source.text = query;
  run(false);
});
if (form.dataset.line)
  source.goTo({ line: Number(form.dataset.line), column: Number(form.dataset.column) });
else if (new URLSearchParams(location.search).has("query")) run(false);

/** Follow what is typed: after a pause its first error is underlined. */
function changed() {
  share.refresh();
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
  share.refresh();
  const parts = [
    el("h2", { id: "result" }, "Answer"),
    el("p", {}, `${words}. `, downloads(answer, query)),
  ];
  if (answer.kind === "boolean")
    parts.push(el("p", { class: "boolean" }, answer.value ? "Yes" : "No"));
  else if (answer.rows.length) parts.push(...tabs(answer, query, terms));
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
